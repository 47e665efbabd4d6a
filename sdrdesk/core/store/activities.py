"""What happened with a lead: calls, notes, signals. Rows are made and, on undo, removed; never rewritten."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, bindparam, delete, func, or_, select, update

from sdrdesk.core.domain.human_check import Checked
from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.rows import add_rows, at_or_none
from sdrdesk.core.store.schema import Instant, activity, decision, feedback, note, remark, signal, touch


@dataclass(frozen=True, slots=True)
class Call:
    """One call made, on any phone; `owner` is whose promise to call back it is, "" anyone's."""

    id: str
    lead: str
    at: datetime
    outcome: str
    operation: str
    until: datetime | None = None
    until_day: str | None = None
    number: str = ""
    reason: str = ""
    replaces_promises: bool = False
    who: str = ""
    seconds: int | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words kept about a lead."""

    id: str
    lead: str
    at: datetime
    text: str
    operation: str
    who: str = ""
    activity: str | None = None


@dataclass(frozen=True, slots=True)
class StoredSignal:
    """One thing a lead did, as stored."""

    id: str
    lead: str
    type: str
    at: datetime
    operation: str
    channel: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """A try by another way than a call (email, linkedin, visit): made, or left out on purpose.

    `step` names the step of a nurturing it answers, as "decision/number"; "" where a cadence asked for it.
    """

    id: str
    lead: str
    at: datetime
    channel: str
    done: bool
    operation: str
    template: str = ""
    step: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision with the verdict it was taken on, the grid version that made it, and the facts it rested on.

    `facts` is the JSON that `facts_text` writes; "{}" for a decision older than schema version 2. `steps` is the JSON
    of the nurturing steps before `until_day`.
    """

    id: str
    lead: str
    at: datetime
    decision: str
    route: str
    grid: str
    grid_version: int
    assessment: str
    operation: str
    until_day: str | None = None
    reason: str = ""
    meeting_at: datetime | None = None
    meeting_with: str = ""
    checked: str = "{}"
    who: str = ""
    facts: str = "{}"
    steps: str = "[]"

    @property
    def check(self) -> Checked:
        """What was answered to the questions before a meeting."""
        said: Checked = json.loads(self.checked)
        return said


@dataclass(frozen=True, slots=True)
class Feedback:
    """What sales answered of a lead it was handed (M21): `decision` is the hand-off, "" where none is known.

    `reason` is a code of the workspace's reasons, `missing` the JSON of the topics that were missing, `via` how it
    came (hand, import, crm), `who` who of sales said it.
    """

    id: str
    lead: str
    at: datetime
    answer: str
    operation: str
    reason: str = ""
    missing: str = "[]"
    text: str = ""
    decision: str = ""
    via: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class StoredRemark:
    """One writing of what a reviewer said; `first` is the first writing of the same remark, and the newest stands.

    `start` and `length` are the passage, in characters of the text that `about` (decision, note, answer, lead) and
    `about_id` name, `quote` the passage as it read. `value` is the tag, the reason of a disagreement or the value a
    correction means; `was` what stood there.
    """

    id: str
    lead: str
    at: datetime
    kind: str
    first: str
    about: str
    about_id: str
    operation: str
    start: int | None = None
    length: int | None = None
    quote: str = ""
    value: str = ""
    was: str = ""
    text: str = ""
    who: str = ""


Fact = Call | Note | StoredSignal | StoredDecision | Touch | Feedback | StoredRemark
_TABLES: dict[type, Table] = {
    Call: activity,
    Note: note,
    StoredSignal: signal,
    StoredDecision: decision,
    Touch: touch,
    Feedback: feedback,
    StoredRemark: remark,
}
_ENTITIES = {table.name: table for table in _TABLES.values()}


def entity_name(fact: Fact) -> str:
    """How the journal calls this kind of fact."""
    return _TABLES[type(fact)].name


_FIELDS = {kind: tuple(f.name for f in fields(kind)) for kind in _TABLES}
_values_of = {kind: attrgetter(*names) for kind, names in _FIELDS.items()}
_INSTANTS = {
    kind: [n for n, name in enumerate(_FIELDS[kind]) if isinstance(table.c[name].type, Instant)]
    for kind, table in _TABLES.items()
}


def add_facts(tx: Connection, facts: Sequence[Fact]) -> None:
    """Store facts, of any kinds."""
    for kind, table in _TABLES.items():
        add_rows(tx, table, _FIELDS[kind], [_row(f) for f in facts if type(f) is kind])


def _row(fact: Fact) -> tuple[Any, ...]:
    values = list(_values_of[type(fact)](fact))
    for n in _INSTANTS[type(fact)]:
        values[n] = at_or_none(values[n])
    return tuple(values)


def remove_fact(tx: Connection, entity: str, fact_id: str) -> bool:
    """Take one fact back; whether it was there."""
    table = _ENTITIES[entity]
    return tx.execute(delete(table).where(table.c.id == fact_id)).rowcount > 0


def get_signal(tx: Connection, signal_id: str) -> StoredSignal | None:
    """One signal."""
    row = tx.execute(select(signal).where(signal.c.id == signal_id)).first()
    return StoredSignal(**row._mapping) if row else None


def standing_on(tx: Connection, entity: str, fact_id: str) -> str | None:
    """The lead that a fact is about now; None when it is gone."""
    table = _ENTITIES[entity]
    return tx.scalar(select(table.c.lead).where(table.c.id == fact_id))


def ids_of(tx: Connection, lead_id: str) -> Iterator[tuple[str, list[str]]]:
    """The facts about a lead by kind, as their ids in order."""
    for entity, table in _ENTITIES.items():
        found = list(tx.scalars(select(table.c.id).where(table.c.lead == lead_id).order_by(table.c.id)))
        if found:
            yield entity, found


def move_facts(tx: Connection, entity: str, ids: Collection[str], lead_id: str) -> None:
    """Have these facts be about a lead."""
    table = _ENTITIES[entity]
    for batch in in_batches(ids):
        tx.execute(update(table).where(table.c.id.in_(batch)).values(lead=lead_id))


# Made once: putting a statement together takes longer than carrying it out.
_OF_LEADS = {
    t.name: select(t).where(t.c.lead.in_(bindparam("leads", expanding=True))).order_by(t.c.at, t.c.id)
    for t in _ENTITIES.values()
}


def _gather(tx: Connection, table: Table, kind: Any, ids: Iterable[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for batch in in_batches(ids):
        for row in tx.execute(_OF_LEADS[table.name], {"leads": batch}):
            found.setdefault(row.lead, []).append(kind(**row._mapping))
    return found


def calls_of(tx: Connection, ids: Collection[str]) -> dict[str, list[Call]]:
    """The calls of these leads, oldest first."""
    return _gather(tx, activity, Call, ids)


def notes_of(tx: Connection, ids: Collection[str]) -> dict[str, list[Note]]:
    """The notes of these leads, oldest first."""
    return _gather(tx, note, Note, ids)


def signals_of(tx: Connection, ids: Collection[str]) -> dict[str, list[StoredSignal]]:
    """The signals of these leads, oldest first."""
    return _gather(tx, signal, StoredSignal, ids)


def touches_of(tx: Connection, ids: Collection[str]) -> dict[str, list[Touch]]:
    """The tries of these leads by other ways than a call, oldest first."""
    return _gather(tx, touch, Touch, ids)


def decisions_of(tx: Connection, ids: Collection[str]) -> dict[str, list[StoredDecision]]:
    """The decisions on these leads, oldest first."""
    return _gather(tx, decision, StoredDecision, ids)


def feedback_of(tx: Connection, ids: Collection[str]) -> dict[str, list[Feedback]]:
    """What sales answered of these leads, oldest first."""
    return _gather(tx, feedback, Feedback, ids)


def left_to_others(tx: Connection, who: str, since: datetime, at: datetime) -> list[str]:
    """The leads with another person's promise that has come since then, or loose callback of about this day.

    And those with one ahead beside a promise that is theirs or anyone's: they wait for that one, not for the other.
    """
    c, own = activity.c, activity.alias("own").c
    foreign = c.owner.not_in(("", who))
    days = [(at + timedelta(days=n)).date().isoformat() for n in (-1, 0, 1)]  # a day has begun or ends somewhere
    beside = select(own.id).where(own.lead == c.lead, own.until > since, own.owner.in_(("", who)))
    promised = select(c.lead).where(c.until > since, or_(c.until <= at, beside.exists()), foreign)
    loose = select(c.lead).where(c.until_day.in_(days), foreign)
    return list(dict.fromkeys([*tx.scalars(promised), *tx.scalars(loose)]))


def calls_between(tx: Connection, start: datetime, end: datetime, who: str) -> list[Call]:
    """One person's calls of a stretch of time, oldest first."""
    c = activity.c
    query = select(activity).where(c.at >= start, c.at < end, c.who == who).order_by(c.at)
    return [Call(**row._mapping) for row in tx.execute(query)]


def decisions_between(tx: Connection, start: datetime, end: datetime, who: str) -> list[StoredDecision]:
    """One person's decisions of a stretch of time, oldest first."""
    c = decision.c
    query = select(decision).where(c.at >= start, c.at < end, c.who == who).order_by(c.at)
    return [StoredDecision(**row._mapping) for row in tx.execute(query)]


def _newest_of_each_lead() -> Select[Any]:
    newer = decision.alias("newer")
    later = or_(newer.c.at > decision.c.at, and_(newer.c.at == decision.c.at, newer.c.id > decision.c.id))
    return select(decision).where(~select(newer.c.id).where(newer.c.lead == decision.c.lead, later).exists())


def newest_decisions(tx: Connection, batch: int = 500) -> Iterator[list[StoredDecision]]:
    """The newest decision of each lead, newest first, read from the store a batch at a time."""
    query = _newest_of_each_lead().order_by(decision.c.at.desc(), decision.c.id.desc())
    rows = tx.execute(query.execution_options(yield_per=batch))
    for part in rows.partitions(batch):
        yield [StoredDecision(**row._mapping) for row in part]


def has_decisions(tx: Connection, grid_id: str) -> bool:
    """Whether any decision was made with a version of this grid."""
    return tx.execute(select(decision.c.id).where(decision.c.grid == grid_id).limit(1)).first() is not None


def count_newest_decisions(tx: Connection, grid_id: str) -> int:
    """How many leads were last decided on with a version of this grid."""
    newest = _newest_of_each_lead().where(decision.c.grid == grid_id).subquery()
    return tx.scalar(select(func.count()).select_from(newest)) or 0
