"""Contacts of a company take turns; nurturing steps; what a signal came by; counts kept; why a lead was put off."""

from alembic import op

revision = "0004"
down_revision = "0003"

_COUNT = (
    "INSERT INTO standing_count VALUES ({0}.campaign, {0}.state, {0}.calling_group, {0}.code, {1}) "
    "ON CONFLICT DO UPDATE SET n = n + ({1});"
)
_MOVED = (
    "OLD.campaign IS NOT NEW.campaign OR OLD.state IS NOT NEW.state "
    "OR OLD.calling_group IS NOT NEW.calling_group OR OLD.code IS NOT NEW.code"
)

STEPS = (
    "ALTER TABLE lead ADD COLUMN snooze_reason TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE lead ADD COLUMN colleague_of VARCHAR(36) DEFAULT '' NOT NULL",
    "CREATE INDEX ix_lead_colleague_of ON lead (colleague_of) WHERE colleague_of != ''",
    "CREATE INDEX ix_lead_merged_into ON lead (merged_into) WHERE merged_into IS NOT NULL",
    "ALTER TABLE signal ADD COLUMN channel TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE signal ADD COLUMN detail TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE activity ADD COLUMN owner TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_activity_until ON activity (until, owner, lead) WHERE until IS NOT NULL",
    "CREATE INDEX ix_activity_until_day ON activity (until_day, owner, lead) WHERE until_day IS NOT NULL",
    "ALTER TABLE decision ADD COLUMN steps TEXT DEFAULT '[]' NOT NULL",
    """
    CREATE TABLE touch (
        id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        at INTEGER NOT NULL,
        channel VARCHAR NOT NULL,
        done BOOLEAN NOT NULL,
        template VARCHAR DEFAULT '' NOT NULL,
        step TEXT DEFAULT '' NOT NULL,
        who TEXT DEFAULT '' NOT NULL,
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    "CREATE INDEX ix_touch_lead ON touch (lead, at)",
    "CREATE INDEX ix_touch_operation ON touch (operation)",
    """
    CREATE TABLE template (
        id VARCHAR NOT NULL,
        content TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "ALTER TABLE lead_state ADD COLUMN company TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE lead_state ADD COLUMN channel VARCHAR DEFAULT '' NOT NULL",
    "DROP INDEX ix_lead_state_waiting",
    """
    CREATE INDEX ix_lead_state_waiting ON lead_state (campaign, until, lead)
        WHERE state = 'waiting' AND until IS NOT NULL
    """,
    "DROP INDEX ix_lead_state_counts",
    "CREATE INDEX ix_lead_state_cause ON lead_state (state, code, lead)",
    """
    CREATE INDEX ix_lead_state_company ON lead_state (company, tier, k1, k2, k3, lead)
        WHERE company != '' AND tier >= 2
    """,
    """
    CREATE INDEX ix_lead_state_company_due ON lead_state (company)
        WHERE company != '' AND state = 'due' AND tier >= 3
    """,
    """
    CREATE INDEX ix_lead_state_company_call ON lead_state (company, last_call)
        WHERE company != '' AND last_call > 0
    """,
    """
    CREATE TABLE standing_count (
        campaign VARCHAR(36) NOT NULL,
        state VARCHAR NOT NULL,
        calling_group VARCHAR NOT NULL,
        code VARCHAR NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (campaign, state, calling_group, code)
    )
     WITHOUT ROWID
    """,
    """
    INSERT INTO standing_count
        SELECT campaign, state, calling_group, code, count(*) FROM lead_state GROUP BY 1, 2, 3, 4
    """,
    f"CREATE TRIGGER lead_state_counted AFTER INSERT ON lead_state BEGIN {_COUNT.format('NEW', 1)} END",
    f"CREATE TRIGGER lead_state_recounted AFTER UPDATE ON lead_state WHEN {_MOVED} "
    f"BEGIN {_COUNT.format('OLD', -1)} {_COUNT.format('NEW', 1)} END",
    f"CREATE TRIGGER lead_state_uncounted AFTER DELETE ON lead_state BEGIN {_COUNT.format('OLD', -1)} END",
    # Every lead is placed anew in the background: only then do the contacts of one company take turns.
    "UPDATE lead_state SET grid_version = -1",
)


def upgrade() -> None:
    """Add what the fourth version adds."""
    for statement in STEPS:
        op.execute(statement)
