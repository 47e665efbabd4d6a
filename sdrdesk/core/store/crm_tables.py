"""The tables of the CRM sync: connections, what waits to be sent, what is known of the records over there.

The outbox is written by triggers, in the transaction of the fact itself: no way in can forget it.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from sdrdesk.core.store.schema import Instant, lead, metadata

crm_connection = Table(
    "crm_connection",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("vendor", String, nullable=False),  # of the catalogue: hubspot, odoo, a profile, webhook
    Column("name", Text, nullable=False),
    Column("given", Text, nullable=False, server_default="{}"),  # JSON: its address and the like, never its key
    Column("profile", Text, nullable=False, server_default=""),  # TOML: a profile of a person's own
    Column("options", Text, nullable=False, server_default="{}"),  # JSON: what travels, which way
    Column("fields", Text, nullable=False, server_default="[]"),  # JSON: the field map
    Column("state", String, nullable=False, server_default="active"),  # active, paused, stopped
    Column("why", String, nullable=False, server_default=""),  # why it stopped or waits: a code of CrmTrouble
    Column("detail", Text, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),  # failures in a row
    Column("not_before", Instant),  # nothing is asked of the server before
    Column("cursors", Text, nullable=False, server_default="{}"),  # JSON: where each kind was read to
    Column("held", Text, nullable=False, server_default="{}"),  # JSON: what is gone on one side, until a person says
    Column("runner", Text, nullable=False, server_default="{}"),  # JSON: the process that syncs at this moment
    Column("synced_at", Instant),
    Column("swept_at", Instant),  # when all records were last looked at
    Column("created_at", Instant, nullable=False),
)


def _connection() -> Column[str]:
    return Column(
        "connection", String(36), ForeignKey("crm_connection.id", ondelete="CASCADE"), nullable=False, primary_key=True
    )


crm_outbox = Table(
    "crm_outbox",
    metadata,
    # What has to be told: a lead as it stands, a fact about one, or that a lead is gone. Told, the row goes.
    Column("seq", Integer, primary_key=True),
    Column("connection", String(36), ForeignKey("crm_connection.id", ondelete="CASCADE"), nullable=False),
    Column("entity", String, nullable=False),  # lead, note, activity, decision, touch, gone
    Column("entity_id", String(36), nullable=False),
    Column("lead", String(36), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),  # changed meanwhile: told again
    Column("state", String, nullable=False, server_default="waiting"),  # waiting, refused, held
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("retry_at", Instant),
    Column("code", String, nullable=False, server_default=""),  # why it was refused, or is tried again
    Column("detail", Text, nullable=False, server_default=""),  # what the CRM said of it
    Index("uq_crm_outbox_entity", "connection", "entity", "entity_id", unique=True),
    Index("ix_crm_outbox_state", "connection", "state", "seq"),
    Index("ix_crm_outbox_lead", "lead"),
    sqlite_autoincrement=True,
)

crm_link = Table(
    "crm_link",
    metadata,
    # Which record over there is one of ours. A lead that is gone keeps its row, that the record is not taken for new.
    _connection(),
    Column("kind", String, primary_key=True),  # company, contact, deal, call, note, task
    Column("local_id", Text, primary_key=True),  # of the lead or the fact; of a company, the key of its name
    Column("lead", String(36), nullable=False, server_default=""),
    Column("key", String(36), nullable=False),  # the id of ours that the record bears
    Column("remote_id", Text, nullable=False, server_default=""),
    Column("state", String, nullable=False),  # sending, linked, gone, merged
    Column("sent_at", Instant),  # when it was last begun to be made
    Column("made_here", Boolean, nullable=False, server_default=text("0")),
    Column("done", Boolean, nullable=False, server_default=text("0")),  # a task: told so; one gone here: there too
    Index("ix_crm_link_remote", "connection", "kind", "remote_id"),
    Index("ix_crm_link_lead", "lead"),
    sqlite_with_rowid=False,
)

crm_seen = Table(
    "crm_seen",
    metadata,
    # What each field of a lead held on both sides when they were last brought together (JSON: field to [ours, theirs]).
    _connection(),
    Column("lead", String(36), ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    Column("fields", Text, nullable=False),
    sqlite_with_rowid=False,
)

crm_log = Table(
    "crm_log",
    metadata,
    # What passed between here and there, record by record; the values are in the journal.
    Column("seq", Integer, primary_key=True),
    Column("connection", String(36), ForeignKey("crm_connection.id", ondelete="CASCADE"), nullable=False),
    Column("lead", String(36), ForeignKey("lead.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("what", String, nullable=False),  # made, sent, taken, brought, linked, refused, kept, gone, merged
    Column("kind", String, nullable=False),
    Column("remote_id", Text, nullable=False, server_default=""),
    Column("detail", Text, nullable=False, server_default=""),  # which fields, or what the CRM said
    Index("ix_crm_log_lead", "lead", "seq"),
    sqlite_autoincrement=True,
)

_NOT_TOLD = ("seq", "id", "zone", "sort_name", "company_key", "operation", "created_at", "campaign", "colleague_of")
_NOT_TOLD_EITHER = ("claimed_by", "claimed_until", "snoozed_until", "snooze_reason", "opposed_at", "contact_kind")
_CHANGED = " OR ".join(
    f"OLD.{c.name} IS NOT NEW.{c.name}" for c in lead.c if c.name not in (*_NOT_TOLD, *_NOT_TOLD_EITHER)
)


def _told(entity: str, entity_id: str, lead_id: str) -> str:
    """A statement of a trigger that puts something into the outbox of each connection."""
    return (
        "INSERT INTO crm_outbox (connection, entity, entity_id, lead) "
        f"SELECT id, '{entity}', {entity_id}, {lead_id} FROM crm_connection WHERE true "
        "ON CONFLICT (connection, entity, entity_id) DO UPDATE SET version = version + 1, lead = excluded.lead, "
        "state = 'waiting', retry_at = NULL, tries = 0, code = '', detail = '';"
    )


def _lead_of(row: str) -> str:
    return _told("lead", f"{row}.lead", f"{row}.lead")


_LEFT_LINKED = (
    "INSERT OR IGNORE INTO crm_outbox (connection, entity, entity_id, lead) SELECT DISTINCT connection, 'gone', "
    "OLD.id, OLD.id FROM crm_link WHERE lead = OLD.id AND kind IN ('company', 'contact', 'deal') AND state != 'gone' "
    "UNION SELECT id, 'gone', OLD.id, OLD.id FROM crm_connection WHERE vendor = 'webhook';"
)
_OBJECTION = "NEW.code IS NOT OLD.code AND 'opposed' IN (NEW.code, OLD.code)"
OUTBOX_DDL = (
    f"CREATE TRIGGER crm_lead_made AFTER INSERT ON lead BEGIN {_told('lead', 'NEW.id', 'NEW.id')} END",
    f"CREATE TRIGGER crm_lead_changed AFTER UPDATE ON lead WHEN {_CHANGED} "
    f"BEGIN {_told('lead', 'NEW.id', 'NEW.id')} END",
    "CREATE TRIGGER crm_lead_gone AFTER DELETE ON lead BEGIN "
    f"DELETE FROM crm_outbox WHERE lead = OLD.id AND entity != 'gone'; {_LEFT_LINKED} END",
    f"CREATE TRIGGER crm_objection AFTER UPDATE ON lead_state WHEN {_OBJECTION} BEGIN {_lead_of('NEW')} END",
    *(
        f"CREATE TRIGGER crm_{table}_made AFTER INSERT ON {table} "
        f"BEGIN {_told(table, 'NEW.id', 'NEW.lead')} {_lead_of('NEW')} END"
        for table in ("note", "activity", "decision", "touch")
    ),
    *(
        f"CREATE TRIGGER crm_{table}_gone AFTER DELETE ON {table} WHEN EXISTS (SELECT 1 FROM lead WHERE id = OLD.lead) "
        f"BEGIN {_told(table, 'OLD.id', 'OLD.lead')} {_lead_of('OLD')} END"
        for table in ("note", "activity", "decision", "touch")
    ),
    f"CREATE TRIGGER crm_signal_made AFTER INSERT ON signal BEGIN {_lead_of('NEW')} END",
    f"CREATE TRIGGER crm_answer_made AFTER INSERT ON answer BEGIN {_lead_of('NEW')} END",
    f"CREATE TRIGGER crm_answer_changed AFTER UPDATE ON answer BEGIN {_lead_of('NEW')} END",
    "CREATE TRIGGER crm_answer_gone AFTER DELETE ON answer WHEN EXISTS (SELECT 1 FROM lead WHERE id = OLD.lead) "
    f"BEGIN {_lead_of('OLD')} END",
)
