"""Leads: one row a person, with the keys they are matched by and the words they are found by."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, select, text, update

from sdrdesk.core.domain.lead import LEAD_FIELDS, Lead, Stage
from sdrdesk.core.domain.segment import Condition
from sdrdesk.core.store.rows import add_rows
from sdrdesk.core.store.schema import lead, lead_key, lead_state, micros, note
from sdrdesk.core.store.search import Asked, holds
from sdrdesk.core.store.segments import cut_by, needs_state

BATCH, AT_ONCE = 500, 10_000
STATE_FIELDS = ("stage", "owner", "zone", "campaign", "contact_kind")
_COLUMNS = [lead.c.id, *(lead.c[name] for name in LEAD_FIELDS), *(lead.c[name] for name in STATE_FIELDS)]
_IDS_OF_ROWS = text(
    "SELECT lead.seq, lead.id FROM json_each(:rows) AS asked JOIN lead ON lead.seq = asked.value ORDER BY asked.key"
)
_STAGE = 1 + len(LEAD_FIELDS)
# Made once: putting a statement of this many columns together takes longer than carrying it out.
_BY_IDS = select(*_COLUMNS, lead.c.created_at).where(lead.c.id.in_(bindparam("ids", expanding=True)))


MANY = 100
"""Leads that are removed at once as many."""
_MERGES = {"automerge": 4, "deletemerge": 10}
"""What SQLite does by itself to the search words, and how much of it by default."""
_SET_MERGING = "INSERT INTO lead_search(lead_search, rank) VALUES (?, ?)"
_BY_KEYS = "SELECT key, lead FROM lead_key WHERE key IN (SELECT value FROM json_each(?)) ORDER BY lead"


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A lead to be stored, with what is derived from it: sort name, company key and the keys it is matched by."""

    lead: Lead
    operation: str
    created_at: datetime
    sort_name: str
    company_key: str
    keys: tuple[str, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """What a list of leads is cut by: words searched for, and conditions that must all hold."""

    search: str = ""
    conditions: tuple[Condition, ...] = ()
    numbers: tuple[str, ...] = ()
    """How the number begins that the words may be."""

    @property
    def asked(self) -> Asked:
        """What is searched for."""
        return Asked(self.search, self.numbers)


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands on a lead's row beside its own columns."""

    created_at: datetime
    merged_into: str | None
    opposed_at: datetime | None
    snoozed_until: datetime | None
    claimed_by: str
    claimed_until: datetime | None
    snooze_reason: str = ""
    colleague_of: str = ""


def _lead(row: Sequence[Any]) -> Lead:
    """A lead from its columns, which are read in the order of its fields."""
    values = list(row)
    values[_STAGE] = Stage(values[_STAGE])
    return Lead(*values)


def in_batches(ids: Iterable[str], size: int = BATCH) -> Iterator[list[str]]:
    """Lists of at most `size`, so that no statement grows without bound."""
    batch: list[str] = []
    for item in ids:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


_ROW = ("seq", "id", *LEAD_FIELDS, *STATE_FIELDS, "sort_name", "company_key", "created_at", "operation")
_KEY = ("key", "lead")
_WORDS = "INSERT INTO lead_search(rowid, name, company, notes) VALUES (?, ?, ?, ?)"
_columns_of = attrgetter("id", *LEAD_FIELDS, "stage._value_", *STATE_FIELDS[1:])


def insert_leads(tx: Connection, rows: Sequence[LeadRow]) -> None:
    """Store new leads with their keys and search words."""
    if not rows:
        return
    # Numbered here as SQLite would: the search words are told which row is theirs without looking for it.
    first = most_leads(tx) + 1
    made = {at: micros(at) for at in {r.created_at for r in rows}}
    stored = [
        (n, *_columns_of(r.lead), r.sort_name, r.company_key, made[r.created_at], r.operation)
        for n, r in enumerate(rows, first)
    ]
    add_rows(tx, lead, _ROW, stored)
    # In the order of the table, whose pages are then written once each.
    add_rows(tx, lead_key, _KEY, sorted((key, r.lead.id) for r in rows for key in r.keys), ignore=True)
    words = [(n, search_name(r.lead), r.lead.company, r.notes) for n, r in enumerate(rows, first)]
    tx.exec_driver_sql(_WORDS, words)


def search_name(value: Lead) -> str:
    """The words a lead is found by beside its company and notes."""
    numbers = " ".join(n for n in (value.phone, value.mobile, value.phone_given, value.mobile_given) if n)
    return f"{value.first_name} {value.last_name} {value.email} {numbers}".strip()


def update_lead(tx: Connection, lead_id: str, values: Mapping[str, Any]) -> None:
    """Set columns of one lead."""
    if values:
        tx.execute(update(lead).where(lead.c.id == lead_id).values(**values))


def add_keys(tx: Connection, lead_id: str, keys: Iterable[str]) -> None:
    """Match this lead by these keys too."""
    add_rows(tx, lead_key, _KEY, [(key, lead_id) for key in keys], ignore=True)


def rewrite_leads(tx: Connection, rows: Sequence[LeadRow]) -> None:
    """Bring stored leads in line with these: their columns, what is derived from them, their keys and search words."""
    if not rows:
        return
    columns = (*LEAD_FIELDS, *STATE_FIELDS)
    statement = update(lead).where(lead.c.id == bindparam("of"))
    names = (*columns, "sort_name", "company_key")
    tx.execute(
        statement.values({name: bindparam(f"new_{name}") for name in names}),
        [
            {
                "of": r.lead.id,
                **{f"new_{name}": str(getattr(r.lead, name)) for name in columns},
                "new_sort_name": r.sort_name,
                "new_company_key": r.company_key,
            }
            for r in rows
        ],
    )
    for batch in in_batches(r.lead.id for r in rows):
        tx.execute(delete(lead_key).where(lead_key.c.lead.in_(batch), lead_key.c.key.not_like("x:%")))
    add_rows(tx, lead_key, _KEY, [(key, r.lead.id) for r in rows for key in r.keys], ignore=True)
    index_words(tx, [r.lead.id for r in rows])


def outside_keys(tx: Connection, ids: Collection[str]) -> dict[str, set[str]]:
    """The keys of these leads that stand for their ids in other systems."""
    found: dict[str, set[str]] = {}
    for batch in in_batches(ids):
        query = select(lead_key).where(lead_key.c.lead.in_(batch), lead_key.c.key.like("x:%"))
        for row in tx.execute(query):
            found.setdefault(row.lead, set()).add(row.key)
    return found


def remove_key(tx: Connection, lead_id: str, key: str) -> None:
    """Match this lead no more by this key."""
    tx.execute(delete(lead_key).where(lead_key.c.lead == lead_id, lead_key.c.key == key))


def index_words(tx: Connection, ids: Collection[str]) -> None:
    """Refresh the words leads are found by, from the leads and their notes."""
    for batch in in_batches(ids):
        found = get_leads(tx, batch)
        notes: dict[str, list[str]] = {}
        for row in tx.execute(select(note.c.lead, note.c.text).where(note.c.lead.in_(batch)).order_by(note.c.at)):
            notes.setdefault(row.lead, []).append(row.text)
        words = [
            {"id": i, "name": search_name(v), "company": v.company, "notes": "\n".join(notes.get(i, []))}
            for i, v in found.items()
        ]
        if words:
            tx.execute(
                text(
                    "INSERT OR REPLACE INTO lead_search(rowid, name, company, notes) "
                    "VALUES ((SELECT seq FROM lead WHERE id = :id), :name, :company, :notes)"
                ),
                words,
            )


def delete_leads(tx: Connection, ids: Collection[str]) -> None:
    """Remove leads and all that hangs on them."""
    for batch in in_batches(ids):
        # Else the words of all that is left are written anew for every tenth that goes: most of the work of a removal.
        # They are taken out when the leads go, before merging is as usual again; what lies idle goes with later merges.
        merging = _MERGES if len(batch) >= MANY else {}
        for setting in merging:
            tx.exec_driver_sql(_SET_MERGING, (setting, 0))
        tx.execute(
            text("DELETE FROM lead_search WHERE rowid IN (SELECT seq FROM lead WHERE id IN :ids)").bindparams(
                bindparam("ids", expanding=True)
            ),
            {"ids": batch},
        )
        tx.execute(delete(lead).where(lead.c.id.in_(batch)))
        for setting, usual in merging.items():
            tx.exec_driver_sql(_SET_MERGING, (setting, usual))


def optimise_search(tx: Connection) -> None:
    """Write the search words anew, without those of leads removed."""
    tx.execute(text("INSERT INTO lead_search(lead_search) VALUES ('optimize')"))


def get_lead(tx: Connection, lead_id: str) -> Lead | None:
    """One lead."""
    return next(iter(get_leads(tx, [lead_id]).values()), None)


def get_leads(tx: Connection, ids: Collection[str]) -> dict[str, Lead]:
    """These leads by id, in the order asked; those that are gone are left out."""
    found: dict[str, Lead] = {}
    for batch in in_batches(ids):
        for row in tx.execute(_BY_IDS, {"ids": batch}).all():
            found[row[0]] = _lead(row)
    return {i: found[i] for i in ids if i in found}


def get_extras(tx: Connection, ids: Collection[str]) -> dict[str, Extras]:
    """What stands beside the columns of these leads."""
    c = lead.c
    beside = (c.created_at, c.merged_into, c.opposed_at, c.snoozed_until, c.claimed_by, c.claimed_until)
    found = {}
    for batch in in_batches(ids):
        for row in tx.execute(select(c.id, *beside, c.snooze_reason, c.colleague_of).where(c.id.in_(batch))):
            found[row.id] = Extras(*row[1:])
    return found


def colleagues_of(tx: Connection, ids: Collection[str]) -> list[str]:
    """The leads that came to be known through these, or through what was merged into them."""
    c = lead.c
    found: list[str] = []
    for batch in in_batches(ids):
        gone = select(c.id).where(c.merged_into.in_(batch), c.merged_into.is_not(None))
        through = [*batch, *tx.scalars(gone)]
        found += tx.scalars(select(c.id).where(c.colleague_of.in_(through), c.colleague_of != ""))
    return found


def kept_leads(tx: Connection, ids: Collection[str]) -> dict[str, str]:
    """Of these leads, those that were merged into another, each with the one that it is part of in the end."""
    found: dict[str, str] = {}
    for batch in in_batches(ids):
        found.update(_merged_into(tx, batch))
    while further := _merged_into(tx, list(dict.fromkeys(found.values()))):
        found = {gone: further.get(kept, kept) for gone, kept in found.items()}
    return found


def _merged_into(tx: Connection, ids: Collection[str]) -> dict[str, str]:
    query = select(lead.c.id, lead.c.merged_into).where(lead.c.id.in_(ids), lead.c.merged_into.is_not(None))
    return {row.id: row.merged_into for row in tx.execute(query)} if ids else {}


def merged_leads(tx: Connection, kept_id: str) -> list[str]:
    """All that was merged into a lead, and into what was merged into it, oldest first."""
    found = text(
        "WITH RECURSIVE part(id) AS (SELECT id FROM lead WHERE merged_into = :kept "
        "UNION SELECT l.id FROM lead l JOIN part p ON l.merged_into = p.id) SELECT id FROM part ORDER BY id"
    )
    return list(tx.scalars(found, {"kept": kept_id}))


def ids_with_prefix(tx: Connection, prefix: str, limit: int = 2) -> list[str]:
    """Ids that begin with a text."""
    condition = and_(lead.c.id >= prefix, lead.c.id < prefix + "\U0010ffff")
    return list(tx.scalars(select(lead.c.id).where(condition).order_by(lead.c.id).limit(limit)))


def leads_by_key(tx: Connection, keys: Collection[str]) -> dict[str, list[str]]:
    """The leads behind each matching key, oldest first."""
    found: dict[str, list[str]] = {}
    for key, lead_id in tx.exec_driver_sql(_BY_KEYS, (json.dumps(list(keys)),)) if keys else ():
        found.setdefault(key, []).append(lead_id)
    return found


def leads_by_number(tx: Connection, numbers: Collection[str]) -> dict[str, list[str]]:
    """The leads behind each of these E.164 numbers, whatever their names, oldest first."""
    query = text(
        "SELECT n.value AS number, k.lead FROM json_each(:numbers) n "
        "JOIN lead_key k ON k.key >= 'p:' || n.value || '|' AND k.key < 'p:' || n.value || '}' ORDER BY k.lead"
    )
    found: dict[str, list[str]] = {number: [] for number in numbers}
    for batch in in_batches(sorted(numbers)):
        for row in tx.execute(query, {"numbers": json.dumps(batch)}):
            if row.lead not in found[row.number]:
                found[row.number].append(row.lead)
    return found


def created_by(tx: Connection, operation: str) -> list[str]:
    """The leads one operation made, in the order made."""
    return list(tx.scalars(select(lead.c.id).where(lead.c.operation == operation).order_by(lead.c.id)))


def created_after(tx: Connection, operation: str, row: int, limit: int) -> dict[str, int]:
    """The next leads one operation made, after a row of the table, each with its own row."""
    query = select(lead.c.id, lead.c.seq).where(lead.c.operation == operation, lead.c.seq > row)
    return {found[0]: found[1] for found in tx.execute(query.order_by(lead.c.seq).limit(limit))}


def all_ids(tx: Connection, after: str = "", limit: int = 1000) -> list[str]:
    """A page of ids in their order."""
    return list(tx.scalars(select(lead.c.id).where(lead.c.id > after).order_by(lead.c.id).limit(limit)))


def find_ids(tx: Connection, cut: LeadFilter, now: datetime, limit: int | None = None) -> list[str]:
    """The ids of the leads that fit, by name; words are prefixes of names, company, address, numbers or notes."""
    return [] if _finds_nothing(cut) else list(tx.scalars(_by_name(select(lead.c.id), cut, now, limit)))


def find_rows(tx: Connection, cut: LeadFilter, now: datetime, limit: int | None = None) -> Iterator[list[int]]:
    """The row numbers of the leads that fit, by name, some thousands at a time."""
    if not _finds_nothing(cut):
        for part in tx.execute(_by_name(select(lead.c.seq), cut, now, limit)).partitions(AT_ONCE):
            yield [row[0] for row in part]


def _by_name(query: Select[Any], cut: LeadFilter, now: datetime, limit: int | None) -> Select[Any]:
    # A cut is looked for in the order of the table and then sorted: by the index each lead would be read from anywhere.
    name = lead.c.sort_name.op("||")("") if cut.conditions else lead.c.sort_name
    ordered = _cut(query, cut, now).order_by(name, lead.c.id)
    return ordered if limit is None else ordered.limit(limit)


def ids_of_rows(tx: Connection, rows: Sequence[int]) -> dict[int, str]:
    """The ids of leads by their row numbers, in the order asked; those that are gone are left out."""
    found: dict[int, str] = {}
    for start in range(0, len(rows), AT_ONCE):
        asked = json.dumps(list(rows[start : start + AT_ONCE]))
        found.update((row[0], row[1]) for row in tx.execute(_IDS_OF_ROWS, {"rows": asked}).all())
    return found


def row_of(tx: Connection, lead_id: str) -> int:
    """The row number of a lead, 0 when it has none."""
    return int(tx.scalar(select(lead.c.seq).where(lead.c.id == lead_id)) or 0)


def count_found(tx: Connection, cut: LeadFilter, now: datetime) -> int:
    """How many leads fit; reads every lead where no index serves the cut."""
    if _finds_nothing(cut):
        return 0
    return int(tx.scalar(_cut(select(func.count()).select_from(lead), cut, now)) or 0)


def most_leads(tx: Connection) -> int:
    """A number the leads are not more than, known without counting them."""
    return int(tx.scalar(select(func.max(lead.c.seq))) or 0)


def _finds_nothing(cut: LeadFilter) -> bool:
    return cut.asked.asks and not cut.asked.can_be_found


def _cut(query: Select[Any], cut: LeadFilter, now: datetime) -> Select[Any]:
    if cut.asked.asks:
        query = query.where(holds(cut.asked))
    if needs_state(cut.conditions):
        query = query.join(lead_state, lead_state.c.lead == lead.c.id)
    return query.where(*cut_by(cut.conditions, now))


def external_ids(tx: Connection) -> dict[str, str]:
    """The leads that have an id elsewhere, by that id."""
    return {row[0]: row[1] for row in tx.execute(select(lead.c.external_id, lead.c.id).where(lead.c.external_id != ""))}
