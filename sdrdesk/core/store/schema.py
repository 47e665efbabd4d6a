"""The tables of a workspace, as SQLAlchemy Core; instants are whole microseconds since 1970 UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator

from sdrdesk.core.domain.lead import COLUMNS, GIVEN_COLUMNS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as microseconds since 1970 UTC: exact, short, and in order as an integer."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else instant(value)


def micros(at: datetime) -> int:
    """An aware instant as microseconds since 1970 UTC."""
    return (at - EPOCH) // timedelta(microseconds=1)


def instant(value: int) -> datetime:
    """The UTC instant of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=value)


metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)


def _lead_id() -> Column[str]:
    return Column("lead", String(36), ForeignKey("lead.id", ondelete="CASCADE"), nullable=False)


def _operation_id() -> Column[str]:
    return Column("operation", String(36), ForeignKey("operation.id"), nullable=False)


setting = Table("setting", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

operation = Table(
    "operation",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("verb", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("state", String, nullable=False),  # open, done, undone
    Column("summary", Text, nullable=False, server_default="{}"),
    Column("undone_by", String(36)),
    Index("ix_operation_open", "state", sqlite_where=text("state = 'open'")),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("operation", String(36), ForeignKey("operation.id"), nullable=False, index=True),
    Column("lead", String(36), nullable=False, index=True),
    Column("entity", String, nullable=False),  # lead, answer, activity, decision, signal, note, grid, setting
    Column("entity_id", String, nullable=False),
    Column("field", String, nullable=False),
    Column("before", Text),
    Column("after", Text),
    sqlite_autoincrement=True,
)

_texts = [Column(name, Text, nullable=False, server_default="") for name in COLUMNS if name != "notes"]
_given = [Column(name, Text, nullable=False, server_default="") for name in GIVEN_COLUMNS]

lead = Table(
    "lead",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    *_texts,
    *_given,
    Column("stage", String, nullable=False, server_default="lead"),
    Column("owner", Text, nullable=False, server_default=""),
    Column("zone", Text, nullable=False, server_default=""),
    Column("sort_name", Text, nullable=False, server_default=""),
    Column("company_key", Text, nullable=False, server_default=""),
    Column("merged_into", String(36)),
    Column("opposed_at", Instant),
    Column("snoozed_until", Instant),
    Column("claimed_by", Text, nullable=False, server_default=""),
    Column("claimed_until", Instant),
    Column("created_at", Instant, nullable=False),
    _operation_id(),
    Column("campaign", String(36), nullable=False, server_default=""),
    Column(
        "contact_kind", String, nullable=False, server_default=""
    ),  # professional, sole_trader, consumer; "" unknown
    Column("snooze_reason", Text, nullable=False, server_default=""),
    Column("colleague_of", String(36), nullable=False, server_default=""),  # through whom this contact came to be known
    Index("ix_lead_colleague_of", "colleague_of", sqlite_where=text("colleague_of != ''")),
    Index("ix_lead_campaign", "campaign"),
    Index("ix_lead_sort_name", "sort_name", "id"),
    Index("ix_lead_operation", "operation"),
    Index("ix_lead_company_key", "company_key"),
    Index("ix_lead_merged_into", "merged_into", sqlite_where=text("merged_into IS NOT NULL")),
)

lead_key = Table(
    "lead_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("lead", String(36), ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_lead_key_lead", "lead"),
    sqlite_with_rowid=False,
)

signal = Table(
    "signal",
    metadata,
    Column("id", String(36), primary_key=True),
    _lead_id(),
    Column("type", String, nullable=False),
    Column("at", Instant, nullable=False),
    _operation_id(),
    Column(
        "channel", Text, nullable=False, server_default=""
    ),  # how it reached us: phone, email, web, linkedin, event…
    Column("detail", Text, nullable=False, server_default=""),  # which page, which webinar, what they wrote
    Index("ix_signal_lead", "lead", "at"),
    Index("ix_signal_operation", "operation"),
)

activity = Table(
    "activity",
    metadata,
    Column("id", String(36), primary_key=True),
    _lead_id(),
    Column("at", Instant, nullable=False),
    Column("outcome", String, nullable=False),
    Column("until", Instant),
    Column("until_day", String(10)),
    Column("number", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("replaces_promises", Boolean, nullable=False, server_default=text("0")),
    Column("who", Text, nullable=False, server_default=""),
    _operation_id(),
    Column("seconds", Integer),  # how long the call lasted, where it was timed
    Column("owner", Text, nullable=False, server_default=""),  # whose promise it is; "": anyone's
    Index("ix_activity_lead", "lead", "at"),
    Index("ix_activity_operation", "operation"),
    Index("ix_activity_at", "at"),
    Index("ix_activity_until", "until", "owner", "lead", sqlite_where=text("until IS NOT NULL")),
    Index("ix_activity_until_day", "until_day", "owner", "lead", sqlite_where=text("until_day IS NOT NULL")),
)

note = Table(
    "note",
    metadata,
    Column("id", String(36), primary_key=True),
    _lead_id(),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False, server_default=""),
    Column("activity", String(36)),
    _operation_id(),
    Index("ix_note_lead", "lead", "at"),
    Index("ix_note_operation", "operation"),
)

answer = Table(
    "answer",
    metadata,
    Column("lead", String(36), ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    Column("grid", String, primary_key=True),
    Column("criterion", String, primary_key=True),
    Column("asked", Boolean, nullable=False),
    Column("value", Text),  # JSON; null with asked: asked and not known
    Column("evidence", Text, nullable=False, server_default=""),
    Column("override_reason", Text),  # set: a person took the elimination away, and why
    Column("override_by", Text),
    Column("override_at", Instant),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("id", String(36), primary_key=True),
    _lead_id(),
    Column("at", Instant, nullable=False),
    Column("decision", String, nullable=False),
    Column("route", String, nullable=False),
    Column("until_day", String(10)),
    Column("reason", Text, nullable=False, server_default=""),
    Column("meeting_at", Instant),
    Column("meeting_with", Text, nullable=False, server_default=""),
    Column("checked", Text, nullable=False, server_default="{}"),
    Column("grid", String, nullable=False),
    Column("grid_version", Integer, nullable=False),
    Column("assessment", Text, nullable=False),
    Column("who", Text, nullable=False, server_default=""),
    _operation_id(),
    Column("facts", Text, nullable=False, server_default="{}"),  # JSON: what the assessment rested on, to replay it
    Column("steps", Text, nullable=False, server_default="[]"),  # JSON: the nurturing steps before until_day
    Index("ix_decision_lead", "lead", "at"),
    Index("ix_decision_operation", "operation"),
    Index("ix_decision_at", "at"),
)

touch = Table(
    "touch",
    metadata,
    Column("id", String(36), primary_key=True),
    _lead_id(),
    Column("at", Instant, nullable=False),
    Column("channel", String, nullable=False),  # email, linkedin, visit
    Column("done", Boolean, nullable=False),  # false: left out on purpose
    Column("template", String, nullable=False, server_default=""),
    Column("step", Text, nullable=False, server_default=""),  # the step of a nurturing it answers: decision/number
    Column("who", Text, nullable=False, server_default=""),
    _operation_id(),
    Index("ix_touch_lead", "lead", "at"),
    Index("ix_touch_operation", "operation"),
)

feedback = Table(
    "feedback",
    metadata,
    # What sales answered of a lead it was handed (M21).
    Column("id", String(36), primary_key=True),
    _lead_id(),
    Column("at", Instant, nullable=False),  # when sales said it
    Column("answer", String, nullable=False),  # accepted, rejected, disqualified, meeting_held, opportunity, won, lost
    Column("reason", Text, nullable=False, server_default=""),  # a code of the workspace's reasons
    Column("missing", Text, nullable=False, server_default="[]"),  # JSON: the topics that were missing
    Column("text", Text, nullable=False, server_default=""),
    Column("decision", String(36), nullable=False, server_default=""),  # the hand-off answered; "" none is known
    Column("via", String, nullable=False, server_default=""),  # hand, import, crm
    Column("who", Text, nullable=False, server_default=""),  # who of sales said it
    _operation_id(),
    Index("ix_feedback_lead", "lead", "at"),
    Index("ix_feedback_operation", "operation"),
    Index("ix_feedback_at", "at"),
)

remark = Table(
    "remark",
    metadata,
    # What a reviewer said of a qualification. Rows are made, never rewritten: a later writing names the first one,
    # and the newest of them stands, so that the remarks of two stores meet by being put together.
    Column("id", String(36), primary_key=True),
    _lead_id(),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False, server_default=""),
    Column("kind", String, nullable=False),  # comment, agree, disagree, tag, example, correction, withdrawn
    Column("first", String(36), nullable=False),  # the first writing of this remark; its own id when it is the first
    Column("about", String, nullable=False),  # decision, note, answer, lead
    Column("about_id", Text, nullable=False),
    Column("start", Integer),  # the passage, in characters of the text it is about
    Column("length", Integer),
    Column("quote", Text, nullable=False, server_default=""),  # the passage as it read
    Column("value", Text, nullable=False, server_default=""),  # the tag, the reason of a disagreement, the value meant
    Column("was", Text, nullable=False, server_default=""),  # of a correction: what stood there
    Column("text", Text, nullable=False, server_default=""),
    _operation_id(),
    Index("ix_remark_lead", "lead", "at"),
    Index("ix_remark_operation", "operation"),
    Index("ix_remark_about", "about_id"),
    Index("ix_remark_first", "first"),
)

draft = Table(
    "draft",
    metadata,
    Column("lead", String(36), ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    Column("grid", String, nullable=False),
    Column("grid_version", Integer, nullable=False),
    Column("notes", Text, nullable=False),
    Column("typed", Text, nullable=False),  # JSON: criterion -> the text being typed
    Column("saved_at", Instant, nullable=False),
)

grid = Table(
    "grid",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("content", Text, nullable=False),  # the TOML as published
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False, server_default=""),  # who published it; "" came with the program
)

grid_draft = Table(
    "grid_draft",
    metadata,
    Column("grid", String, primary_key=True),
    Column("based_on", Integer, nullable=False),  # the version it began from, 0 for a new grid
    Column("content", Text, nullable=False),  # TOML, faults and all
    Column("saved_at", Instant, nullable=False),
)

lead_state = Table(
    "lead_state",
    metadata,
    Column("lead", String(36), ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    # The standing, calling hours left aside, valid from `valid_from` until `changes_at` (microseconds, null: for ever).
    Column("state", String, nullable=False),  # due, waiting, closed
    Column("code", String, nullable=False),
    Column("params", Text, nullable=False),
    Column("calling_group", String, nullable=False),  # zone|country|region|kind: whose hours hold
    Column("tier", Integer),
    Column("k1", Integer),
    Column("k2", Integer),
    Column("k3", Integer),
    Column("until", Instant),
    Column("valid_from", Instant),
    Column("changes_at", Instant),
    # The score of the grid in use, as of 00:00 UTC of score_day; it next moves on moves_day (ordinals).
    Column("grid", String, nullable=False),
    Column("grid_version", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("presumed_out", Boolean, nullable=False),
    Column("score_day", Integer, nullable=False),
    Column("moves_day", Integer),
    # What lists are cut by.
    Column("hot_at", Instant),
    Column("warm_at", Instant),
    Column("decision", String, nullable=False, server_default=""),
    Column("route", String, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("next_date", Instant),
    Column("last_call", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("campaign", String(36), nullable=False, server_default=""),
    Column("company", Text, nullable=False, server_default=""),  # whose contacts take turns; "": nobody's
    Column("channel", String, nullable=False, server_default=""),  # how a due lead is worked; "": by a call
    Index(
        "ix_lead_state_due",
        "campaign",
        "calling_group",
        "tier",
        "k1",
        "k2",
        "k3",
        "lead",
        sqlite_where=text("state = 'due'"),
    ),
    Index(
        "ix_lead_state_waiting",
        "campaign",
        "until",
        "lead",
        sqlite_where=text("state = 'waiting' AND until IS NOT NULL"),
    ),
    Index("ix_lead_state_changes_at", "changes_at", sqlite_where=text("changes_at IS NOT NULL")),
    Index("ix_lead_state_valid_from", "valid_from", sqlite_where=text("valid_from IS NOT NULL")),
    Index("ix_lead_state_moves_day", "moves_day", sqlite_where=text("moves_day IS NOT NULL")),
    # Of one company: its turn in order, which of its contacts are due, and when it was last called.
    Index(
        "ix_lead_state_company",
        "company",
        "tier",
        "k1",
        "k2",
        "k3",
        "lead",
        sqlite_where=text("company != '' AND tier >= 2"),
    ),
    Index("ix_lead_state_company_due", "company", sqlite_where=text("company != '' AND state = 'due' AND tier >= 3")),
    Index("ix_lead_state_company_call", "company", "last_call", sqlite_where=text("company != '' AND last_call > 0")),
    # A group of the queue's account is opened by its cause.
    Index("ix_lead_state_cause", "state", "code", "lead"),
    sqlite_with_rowid=False,
)

standing_count = Table(
    "standing_count",
    metadata,
    # How many leads stand where: kept by triggers on lead_state, since counting a million takes a tenth of a second.
    Column("campaign", String(36), primary_key=True),
    Column("state", String, primary_key=True),
    Column("calling_group", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def _count(row: str, by: int) -> str:
    values = ", ".join(f"{row}.{name}" for name in ("campaign", "state", "calling_group", "code"))
    return f"INSERT INTO standing_count VALUES ({values}, {by}) ON CONFLICT DO UPDATE SET n = n + ({by});"


_MOVED = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in ("campaign", "state", "calling_group", "code"))
COUNT_DDL = (
    f"CREATE TRIGGER lead_state_counted AFTER INSERT ON lead_state BEGIN {_count('NEW', 1)} END",
    f"CREATE TRIGGER lead_state_recounted AFTER UPDATE ON lead_state WHEN {_MOVED} "
    f"BEGIN {_count('OLD', -1)} {_count('NEW', 1)} END",
    f"CREATE TRIGGER lead_state_uncounted AFTER DELETE ON lead_state BEGIN {_count('OLD', -1)} END",
)

campaign = Table(
    "campaign",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("grid", String, nullable=False),
    Column("cadence", String, nullable=False),
    Column("script", Text, nullable=False, server_default=""),
    Column("objections", Text, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    Column("closed", Boolean, nullable=False, server_default=text("0")),
)

cadence = Table(
    "cadence",
    metadata,
    Column("id", String, primary_key=True),
    Column("content", Text, nullable=False),  # TOML
    Column("saved_at", Instant, nullable=False),
)

calling_rule = Table(
    "calling_rule",
    metadata,
    Column("country", String(2), primary_key=True),
    Column("contact_kind", String, primary_key=True),
    Column("content", Text, nullable=False),  # TOML: a person's own version of a shipped rule, or a new one
    Column("saved_at", Instant, nullable=False),
)

opposition = Table(
    "opposition",
    metadata,
    # A keyed hash (HMAC-SHA-256) of a number, an address, a person or a lead: it survives erasure and names nobody.
    # One row for each operation that objects: a key is opposed while any row of it stands.
    Column("key", String(64), primary_key=True),
    Column("operation", String(36), primary_key=True),
    # A lead closed for what it carried: the operation that opposed it, with which the closing falls; "" its own act.
    Column("because", String(36), primary_key=True, server_default=""),
    Column("kind", String, nullable=False),  # lead, phone, line, line_company, line_name, email, person
    Column("at", Instant, nullable=False),
    Column("source", Text, nullable=False, server_default=""),  # call, import, list:FILE
    Index("ix_opposition_operation", "operation"),
    Index("ix_opposition_because", "because", sqlite_where=text("because != ''")),
    sqlite_with_rowid=False,
)

template = Table(
    "template",
    metadata,
    Column("id", String, primary_key=True),
    Column("content", Text, nullable=False),  # TOML: an e-mail or a message of a person's own
    Column("saved_at", Instant, nullable=False),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON: the cut and the order
    Column("place", Integer, nullable=False),
)

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE lead_search USING fts5(name, company, notes, content='', contentless_delete=1, "
    "prefix='1 2 3', tokenize=\"unicode61 remove_diacritics 2\")"
)
