"""Operations and the one journal: what changed, before and after, by whom, when, in which operation; append-only."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal_column, or_, select, update

from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.rows import add_rows
from sdrdesk.core.store.schema import journal, lead, operation

APART = "not_same"
"""The act of saying that two leads are two people, and its entries: one each way, of the lead and of the other's id."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. A row made has field "" and no `before`; a row removed has field "" and no `after`."""

    lead: str
    entity: str
    entity_id: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of a person or a command: open while a bulk one runs, then done, or undone."""

    id: str
    verb: str
    at: datetime
    who: str
    state: str
    summary: dict[str, Any]


def begin_operation(
    tx: Connection, operation_id: str, verb: str, at: datetime, who: str, *, state: str = "done", summary: Any = None
) -> None:
    """Open the record of an act; single acts are done in the same transaction."""
    tx.execute(
        insert(operation).values(
            id=operation_id, verb=verb, at=at, who=who, state=state, summary=json.dumps(summary or {})
        )
    )


def finish_operation(tx: Connection, operation_id: str, summary: Any) -> None:
    """Mark a bulk operation done, with its figures."""
    tx.execute(
        update(operation).where(operation.c.id == operation_id).values(state="done", summary=json.dumps(summary))
    )


def reopen_operation(tx: Connection, operation_id: str, summary: Any) -> None:
    """Have an operation be one under way again: should a crash interrupt it, it is found at the next start."""
    tx.execute(
        update(operation).where(operation.c.id == operation_id).values(state="open", summary=json.dumps(summary))
    )


def drop_operation(tx: Connection, operation_id: str) -> None:
    """Forget an operation that came to nothing."""
    tx.execute(delete(operation).where(operation.c.id == operation_id))


def mark_undone(tx: Connection, operation_id: str, by: str) -> None:
    """Say that an operation was taken back."""
    tx.execute(update(operation).where(operation.c.id == operation_id).values(state="undone", undone_by=by))


def get_operation(tx: Connection, operation_id: str) -> Operation | None:
    """One operation, by its id or a unique beginning of it."""
    query = select(operation).where(operation.c.id.between(operation_id, operation_id + "\U0010ffff")).limit(2)
    rows = tx.execute(query).fetchall()
    return _operation(rows[0]) if len(rows) == 1 else None


def open_operations(tx: Connection) -> list[Operation]:
    """Bulk operations that a crash left unfinished."""
    query = select(operation).where(operation.c.state == "open").order_by(operation.c.id)
    return [_operation(row) for row in tx.execute(query)]


def operations_since(tx: Connection, verb: str, who: str, start: datetime) -> list[Operation]:
    """What this person did of one kind since an instant, oldest first."""
    c = operation.c
    query = select(operation).where(c.verb == verb, c.who == who, c.at >= start).order_by(c.at)
    return [_operation(row) for row in tx.execute(query)]


def last_done(tx: Connection, who: str, verbs: Collection[str]) -> Operation | None:
    """The newest act of this person that still stands, among these verbs."""
    query = (
        select(operation)
        .where(operation.c.who == who, operation.c.state == "done", operation.c.verb.in_(verbs))
        .where(func.json_extract(operation.c.summary, "$.came").is_(None))  # done here, not on another machine
        .order_by(operation.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).first()
    return _operation(row) if row else None


def _operation(row: Any) -> Operation:
    return Operation(row.id, row.verb, row.at, row.who, row.state, json.loads(row.summary))


_ENTRY = ("operation", "lead", "entity", "entity_id", "field", "before", "after")


def record(tx: Connection, operation_id: str, entries: Iterable[Entry]) -> None:
    """Append changes to the journal."""
    rows = [(operation_id, e.lead, e.entity, e.entity_id, e.field, e.before, e.after) for e in entries]
    add_rows(tx, journal, _ENTRY, rows)


def entries_of(tx: Connection, operation_id: str) -> list[Entry]:
    """What one operation changed, newest first."""
    query = select(journal).where(journal.c.operation == operation_id).order_by(journal.c.seq.desc())
    return [Entry(r.lead, r.entity, r.entity_id, r.field, r.before, r.after) for r in tx.execute(query)]


def history_of(tx: Connection, lead_id: str, limit: int = 500) -> list[tuple[Operation, Entry]]:
    """What was changed on one lead, newest first, each with its operation."""
    query = (
        select(operation, journal.c.entity, journal.c.entity_id, journal.c.field, journal.c.before, journal.c.after)
        .join(journal, journal.c.operation == operation.c.id)
        .where(journal.c.lead == lead_id)
        .order_by(journal.c.seq.desc())
        .limit(limit)
    )
    return [
        (_operation(r), Entry(lead_id, r.entity, r.entity_id, r.field, r.before, r.after)) for r in tx.execute(query)
    ]


def column_changes(tx: Connection, lead_id: str, column: str) -> list[tuple[Operation, Entry]]:
    """How one column of a lead was changed by what still stands, newest first."""
    query = (
        select(operation, journal.c.entity_id, journal.c.before, journal.c.after)
        .join(journal, journal.c.operation == operation.c.id)
        .where(journal.c.lead == lead_id, journal.c.entity == "lead", journal.c.field == column)
        .where(operation.c.state == "done", operation.c.verb != "undo")
        .order_by(journal.c.seq.desc())
    )
    return [(_operation(r), Entry(lead_id, "lead", r.entity_id, column, r.before, r.after)) for r in tx.execute(query)]


def worked_on_since(tx: Connection, lead_ids: Collection[str], operation_id: str) -> dict[str, str]:
    """Of these leads, those that a later operation still standing has changed, with its verb.

    A lead that another was merged into is one, though the merge may have changed nothing of it.
    """
    found: dict[str, str] = {}
    for batch in in_batches(lead_ids):
        query = (
            select(journal.c.lead, operation.c.verb)
            .join(operation, operation.c.id == journal.c.operation)
            .where(
                journal.c.lead.in_(batch),
                journal.c.operation != operation_id,
                operation.c.state != "undone",
                operation.c.verb != "undo",
            )
        )
        found.update({row.lead: row.verb for row in tx.execute(query)})
        parts = select(lead.c.merged_into).where(lead.c.merged_into.in_(batch), lead.c.merged_into.is_not(None))
        found |= {kept: found.get(kept, "merge") for kept in tx.scalars(parts)}
    return found


def columns_since(tx: Connection, lead_ids: Collection[str], operation_id: str) -> set[tuple[str, str]]:
    """The columns of these leads, as (lead, column), that a later operation still standing has set again."""
    own = journal.alias("own")
    found: set[tuple[str, str]] = set()
    for batch in in_batches(lead_ids):
        c = journal.c
        query = (
            select(c.lead, c.field)
            .join(own, and_(own.c.lead == c.lead, own.c.entity == "lead", own.c.field == c.field, own.c.seq < c.seq))
            .join(operation, operation.c.id == c.operation)
            .where(own.c.operation == operation_id, own.c.lead.in_(batch), c.entity == "lead")
            .where(c.operation != operation_id, operation.c.state != "undone", operation.c.verb != "undo")
        )
        found.update((row.lead, row.field) for row in tx.execute(query.distinct()))
    return found


def who_had(tx: Connection, fields: Collection[str], values: Collection[str]) -> list[tuple[str, str, str, datetime]]:
    """Who had one of these values in one of these columns once: the lead, the column, the value, and until when.

    It looks through the whole journal, which nothing leads into by a value.
    """
    c = journal.c
    query = (
        select(c.lead, c.field, c.before, operation.c.at)
        .join(operation, operation.c.id == c.operation)
        .where(c.entity == "lead", c.field.in_(fields), c.before.in_(values))
    )
    return [(row.lead, row.field, row.before, row.at) for row in tx.execute(query)]


def answers_taken_over(tx: Connection, lead_ids: Collection[str], operation_id: str, verb: str) -> set[tuple[str, str]]:
    """The answers of these leads, as (lead, grid/criterion), that an act of this kind put here in another's place.

    `operation_id` is the act that brought them elsewhere; its own record does not say what stood here.
    """
    own, c = journal.alias("own"), journal.c
    same = and_(own.c.lead == c.lead, own.c.entity_id == c.entity_id, own.c.after.is_not_distinct_from(c.after))
    found: set[tuple[str, str]] = set()
    for batch in in_batches(lead_ids):
        query = (
            select(c.lead, c.entity_id)
            .join(own, same)
            .join(operation, operation.c.id == c.operation)
            .where(
                own.c.operation == operation_id, own.c.lead.in_(batch), c.entity == "answer", operation.c.verb == verb
            )
        )
        found.update((row.lead, row.entity_id) for row in tx.execute(query.distinct()))
    return found


def undone_before(
    tx: Connection, lead_ids: Collection[str], operation_id: str
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """What acts taken back since had set last before an operation, as (before, after) by lead and column, newest first.

    Up to the first act that still stands: nothing where that was the last. What made a lead that is still there stays.
    """
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    c = journal.c
    for batch in in_batches(lead_ids):
        of_leads = and_(c.lead.in_(batch), c.entity == "lead")
        joined = journal.join(operation, operation.c.id == c.operation)
        undone = select(c.lead).select_from(joined).where(of_leads, operation.c.state == "undone")
        concerned = list(tx.scalars(undone.distinct()))
        if not concerned:
            continue
        own = (
            select(c.lead, c.field, func.min(c.seq).label("first"))
            .where(c.operation == operation_id, c.lead.in_(concerned), c.entity == "lead")
            .group_by(c.lead, c.field)
            .subquery()
        )
        query = (
            select(c.lead, c.field, c.before, c.after, operation.c.state)
            .select_from(joined.join(own, and_(own.c.lead == c.lead, own.c.field == c.field, c.seq < own.c.first)))
            .join(lead, and_(lead.c.id == c.lead, lead.c.operation != c.operation))
            .where(c.entity == "lead", operation.c.verb != "undo")
            .order_by(c.seq.desc())
        )
        standing = set()
        for row in tx.execute(query):
            place = row.lead, row.field
            if row.state != "undone":
                standing.add(place)
            elif place not in standing:
                found.setdefault(place, []).append((row.before or "", row.after or ""))
    return found


def facts_since(tx: Connection, lead_id: str, operation_id: str) -> list[str]:
    """The verbs of later acts that added to a lead and still stand, oldest first, each once."""
    newest = select(func.max(journal.c.seq)).where(journal.c.operation == operation_id).scalar_subquery()
    query = (
        select(operation.c.verb)
        .join(journal, journal.c.operation == operation.c.id)
        .where(journal.c.lead == lead_id, journal.c.seq > newest, journal.c.entity != "lead")
        .where(operation.c.state != "undone", operation.c.verb.not_in(("undo", "merge", APART)))
        .order_by(journal.c.seq)
    )
    return list(dict.fromkeys(tx.scalars(query)))


def pairs_apart(tx: Connection) -> set[tuple[str, str]]:
    """The leads that somebody said are two, in pairs, by what still stands."""
    query = (
        select(journal.c.lead, journal.c.entity_id)
        .join(operation, journal.c.operation == operation.c.id)
        .where(operation.c.verb == APART, operation.c.state == "done", journal.c.entity == APART)
    )
    return {(row.lead, row.entity_id) for row in tx.execute(query)}


def forget_lead(tx: Connection, lead_id: str, by: str) -> None:
    """Remove what the journal says of a lead; acts on it alone lose their words and count as taken back."""
    other = journal.alias("other")
    of_others = select(other.c.seq).where(other.c.operation == journal.c.operation, other.c.lead != lead_id)
    of_lead = select(journal.c.operation).where(journal.c.lead == lead_id, ~of_others.exists())
    alone = list(tx.scalars(of_lead.distinct()))
    for batch in in_batches(alone):
        statement = update(operation).where(operation.c.id.in_(batch))
        tx.execute(statement.values(summary="{}", state="undone", undone_by=by))
    tx.execute(delete(journal).where(journal.c.lead == lead_id))


Mark = tuple[int, int]
"""A place in the journal: the last change, and the last operation begun."""
# The order they were begun in: ids of two processes do not tell it.
_BEGUN: ColumnElement[int] = literal_column("operation.rowid")


def head(tx: Connection) -> Mark:
    """A mark that moves with every operation and every journalled change."""
    seq = tx.scalar(select(journal.c.seq).order_by(journal.c.seq.desc()).limit(1)) or 0
    begun = tx.scalar(select(_BEGUN).select_from(operation).order_by(_BEGUN.desc()).limit(1)) or 0
    return seq, begun


def operations_after(tx: Connection, mark: Mark) -> set[str]:
    """The operations begun, or that changed something, since a mark."""
    seq, begun = mark
    changed = select(journal.c.operation).where(journal.c.seq > seq).distinct()
    return {*tx.scalars(changed), *tx.scalars(select(operation.c.id).where(begun < _BEGUN))}


def columns_before(
    tx: Connection, facts: Mapping[str, str], entity: str, columns: Collection[str]
) -> dict[str, dict[str, str]]:
    """What these columns of leads held when a fact of each (lead to fact id) was recorded, where they changed since."""
    found: dict[str, dict[str, str]] = {}
    for batch in in_batches(facts):
        c, recorded = journal.c, set()
        marks = and_(c.entity == entity, c.field == "", c.before.is_(None))
        changes = and_(c.entity == "lead", c.field.in_(columns))
        query = select(c.lead, c.entity, c.entity_id, c.field, c.before).where(c.lead.in_(batch), or_(marks, changes))
        for row in tx.execute(query.order_by(c.seq)):
            if row.entity == entity and row.entity_id == facts[row.lead]:
                recorded.add(row.lead)
            elif row.entity == "lead" and row.lead in recorded:
                found.setdefault(row.lead, {}).setdefault(row.field, row.before or "")
    return found
