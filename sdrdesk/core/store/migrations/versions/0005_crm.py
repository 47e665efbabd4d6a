"""The CRM sync: connections, an outbox written by triggers, the records over there."""

from alembic import op

revision = "0005"
down_revision = "0004"


# Written out: what a version made stays as it was made.
def _told(entity: str, entity_id: str, lead: str) -> str:
    return (
        "INSERT INTO crm_outbox (connection, entity, entity_id, lead) "
        f"SELECT id, '{entity}', {entity_id}, {lead} FROM crm_connection WHERE true "
        "ON CONFLICT (connection, entity, entity_id) DO UPDATE SET version = version + 1, lead = excluded.lead, "
        "state = 'waiting', retry_at = NULL, tries = 0, code = '', detail = '';"
    )


def _lead_of(row: str) -> str:
    return _told("lead", f"{row}.lead", f"{row}.lead")


_COLUMNS = (
    "first_name", "last_name", "job_title", "email", "phone", "mobile", "linkedin", "company", "domain",
    "industry", "naf", "employees", "siren", "country", "region", "city", "postal_code", "source",
    "source_date", "cost", "tags", "external_id", "phone_given", "mobile_given", "stage", "owner",
    "merged_into",
)  # fmt: skip
_CHANGED = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _COLUMNS)
_FACTS = ("note", "activity", "decision", "touch")
_STILL = "EXISTS (SELECT 1 FROM lead WHERE id = OLD.lead)"

STEPS = (
    """
    CREATE TABLE crm_connection (
        id VARCHAR(36) NOT NULL,
        vendor VARCHAR NOT NULL,
        name TEXT NOT NULL,
        given TEXT DEFAULT '{}' NOT NULL,
        profile TEXT DEFAULT '' NOT NULL,
        options TEXT DEFAULT '{}' NOT NULL,
        fields TEXT DEFAULT '[]' NOT NULL,
        state VARCHAR DEFAULT 'active' NOT NULL,
        why VARCHAR DEFAULT '' NOT NULL,
        detail TEXT DEFAULT '' NOT NULL,
        tries INTEGER DEFAULT '0' NOT NULL,
        not_before INTEGER,
        cursors TEXT DEFAULT '{}' NOT NULL,
        held TEXT DEFAULT '{}' NOT NULL,
        runner TEXT DEFAULT '{}' NOT NULL,
        synced_at INTEGER,
        swept_at INTEGER,
        created_at INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE crm_outbox (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        connection VARCHAR(36) NOT NULL,
        entity VARCHAR NOT NULL,
        entity_id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        version INTEGER DEFAULT '1' NOT NULL,
        state VARCHAR DEFAULT 'waiting' NOT NULL,
        tries INTEGER DEFAULT '0' NOT NULL,
        retry_at INTEGER,
        code VARCHAR DEFAULT '' NOT NULL,
        detail TEXT DEFAULT '' NOT NULL,
        FOREIGN KEY(connection) REFERENCES crm_connection (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_crm_outbox_lead ON crm_outbox (lead)",
    "CREATE INDEX ix_crm_outbox_state ON crm_outbox (connection, state, seq)",
    "CREATE UNIQUE INDEX uq_crm_outbox_entity ON crm_outbox (connection, entity, entity_id)",
    """
    CREATE TABLE crm_link (
        connection VARCHAR(36) NOT NULL,
        kind VARCHAR NOT NULL,
        local_id TEXT NOT NULL,
        lead VARCHAR(36) DEFAULT '' NOT NULL,
        "key" VARCHAR(36) NOT NULL,
        remote_id TEXT DEFAULT '' NOT NULL,
        state VARCHAR NOT NULL,
        sent_at INTEGER,
        made_here BOOLEAN DEFAULT 0 NOT NULL,
        done BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (connection, kind, local_id),
        FOREIGN KEY(connection) REFERENCES crm_connection (id) ON DELETE CASCADE
    )
    WITHOUT ROWID
    """,
    "CREATE INDEX ix_crm_link_lead ON crm_link (lead)",
    "CREATE INDEX ix_crm_link_remote ON crm_link (connection, kind, remote_id)",
    """
    CREATE TABLE crm_seen (
        connection VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        fields TEXT NOT NULL,
        PRIMARY KEY (connection, lead),
        FOREIGN KEY(connection) REFERENCES crm_connection (id) ON DELETE CASCADE,
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE
    )
    WITHOUT ROWID
    """,
    """
    CREATE TABLE crm_log (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        connection VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        at INTEGER NOT NULL,
        what VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        remote_id TEXT DEFAULT '' NOT NULL,
        detail TEXT DEFAULT '' NOT NULL,
        FOREIGN KEY(connection) REFERENCES crm_connection (id) ON DELETE CASCADE,
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_crm_log_lead ON crm_log (lead, seq)",
    f"CREATE TRIGGER crm_lead_made AFTER INSERT ON lead BEGIN {_told('lead', 'NEW.id', 'NEW.id')} END",
    f"CREATE TRIGGER crm_lead_changed AFTER UPDATE ON lead WHEN {_CHANGED} "
    f"BEGIN {_told('lead', 'NEW.id', 'NEW.id')} END",
    "CREATE TRIGGER crm_lead_gone AFTER DELETE ON lead BEGIN "
    "DELETE FROM crm_outbox WHERE lead = OLD.id AND entity != 'gone'; "
    "INSERT OR IGNORE INTO crm_outbox (connection, entity, entity_id, lead) SELECT DISTINCT connection, 'gone', "
    "OLD.id, OLD.id FROM crm_link WHERE lead = OLD.id AND kind IN ('company', 'contact', 'deal') AND state != 'gone' "
    "UNION SELECT id, 'gone', OLD.id, OLD.id FROM crm_connection WHERE vendor = 'webhook'; "
    "END",
    "CREATE TRIGGER crm_objection AFTER UPDATE ON lead_state "
    "WHEN NEW.code IS NOT OLD.code AND 'opposed' IN (NEW.code, OLD.code) "
    f"BEGIN {_lead_of('NEW')} END",
    *(
        f"CREATE TRIGGER crm_{table}_made AFTER INSERT ON {table} "
        f"BEGIN {_told(table, 'NEW.id', 'NEW.lead')} {_lead_of('NEW')} END"
        for table in _FACTS
    ),
    *(
        f"CREATE TRIGGER crm_{table}_gone AFTER DELETE ON {table} WHEN {_STILL} "
        f"BEGIN {_told(table, 'OLD.id', 'OLD.lead')} {_lead_of('OLD')} END"
        for table in _FACTS
    ),
    f"CREATE TRIGGER crm_signal_made AFTER INSERT ON signal BEGIN {_lead_of('NEW')} END",
    f"CREATE TRIGGER crm_answer_made AFTER INSERT ON answer BEGIN {_lead_of('NEW')} END",
    f"CREATE TRIGGER crm_answer_changed AFTER UPDATE ON answer BEGIN {_lead_of('NEW')} END",
    f"CREATE TRIGGER crm_answer_gone AFTER DELETE ON answer WHEN {_STILL} BEGIN {_lead_of('OLD')} END",
)


def upgrade() -> None:
    """Add what the fifth version adds."""
    for statement in STEPS:
        op.execute(statement)
