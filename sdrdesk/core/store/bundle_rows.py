"""Rows as they travel in a review bundle: plain values, instants as the store keeps them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table

from sdrdesk.core.store.rows import add_rows
from sdrdesk.core.store.schema import (
    activity,
    answer,
    cadence,
    calling_rule,
    campaign,
    decision,
    feedback,
    grid,
    journal,
    lead,
    note,
    operation,
    remark,
    signal,
    touch,
)

Row = dict[str, Any]
CAME = "came"
"""In the summary of an operation that a bundle brought: the id of the first that did."""
OF_FACTS: Mapping[str, Table] = {t.name: t for t in (activity, note, signal, decision, touch, feedback, remark)}
_LEAD_EXTRAS = ("merged_into", "snoozed_until", "snooze_reason", "colleague_of", "created_at", "operation")


def _read(tx: Connection, query: str, values: Collection[str] | None = None) -> list[Row]:
    found = tx.exec_driver_sql(query, (json.dumps(list(values)),) if values is not None else ())
    return [dict(row._mapping) for row in found]


def _flags(table: Table, rows: list[Row]) -> list[Row]:
    """SQLite has no flags: what stands for one is made one."""
    names = [c.name for c in table.c if str(c.type) == "BOOLEAN"]
    for row in rows:
        row |= {name: bool(row[name]) for name in names if name in row}
    return rows


def _whole_table(tx: Connection, table: Table) -> list[Row]:
    return _flags(table, _read(tx, f"SELECT {', '.join(c.name for c in table.c)} FROM {table.name}"))


def _of_leads(tx: Connection, table: Table, ids: Collection[str], order: str) -> dict[str, list[Row]]:
    columns = ", ".join(f'"{c.name}"' for c in table.c)
    query = f"SELECT {columns} FROM {table.name} WHERE lead IN (SELECT value FROM json_each(?)) ORDER BY {order}"
    found: dict[str, list[Row]] = {}
    for row in _flags(table, _read(tx, query, ids)):
        found.setdefault(row["lead"], []).append(row)
    return found


def lead_rows(tx: Connection, ids: Collection[str], columns: Sequence[str]) -> dict[str, Row]:
    """These leads by id: their columns, and what stands beside them."""
    names = ", ".join(("id", *columns, *_LEAD_EXTRAS))
    rows = _read(tx, f"SELECT {names} FROM {lead.name} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", ids)
    return {row["id"]: row for row in rows}


def fact_rows(tx: Connection, ids: Collection[str]) -> dict[str, dict[str, list[Row]]]:
    """The facts about these leads, by lead and kind, in the order of their ids."""
    found: dict[str, dict[str, list[Row]]] = {}
    for kind, table in OF_FACTS.items():
        for lead_id, rows in _of_leads(tx, table, ids, "id").items():
            found.setdefault(lead_id, {})[kind] = rows
    return found


def answer_rows(tx: Connection, ids: Collection[str]) -> dict[str, list[Row]]:
    """The answers of these leads, on every grid."""
    found = _of_leads(tx, answer, ids, "grid, criterion")
    return {i: [{k: v for k, v in row.items() if k != "lead"} for row in rows] for i, rows in found.items()}


def journal_rows(tx: Connection, ids: Collection[str], entities: Collection[str]) -> dict[str, list[Row]]:
    """What the journal says of these leads, of these entities, in its order."""
    names = "operation, lead, entity, entity_id, field, before, after"
    query = (
        f"SELECT {names} FROM {journal.name} WHERE lead IN (SELECT value FROM json_each(?)) "
        f"AND entity IN ({', '.join(repr(e) for e in sorted(entities))}) ORDER BY seq"
    )
    found: dict[str, list[Row]] = {}
    for row in _read(tx, query, ids):
        found.setdefault(row["lead"], []).append(row)
    return found


def operation_rows(tx: Connection, ids: Collection[str]) -> dict[str, Row]:
    """These operations by id."""
    names = ", ".join(c.name for c in operation.c)
    rows = _read(tx, f"SELECT {names} FROM {operation.name} WHERE id IN (SELECT value FROM json_each(?))", ids)
    return {row["id"]: row for row in rows}


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all leads of a workspace: its grids, campaigns, cadences and calling rules."""

    grids: list[Row]
    campaigns: list[Row]
    cadences: list[Row]
    calling_rules: list[Row]


def frame_rows(tx: Connection) -> Frame:
    """The frame of a workspace."""
    return Frame(*(_whole_table(tx, table) for table in (grid, campaign, cadence, calling_rule)))


def add_frame(tx: Connection, frame: Frame) -> bool:
    """Keep what of a frame is not here yet; what is stays as it is. Whether anything was new."""
    before = tx.exec_driver_sql("SELECT total_changes()").scalar_one()
    parts = ((grid, frame.grids), (campaign, frame.campaigns), (cadence, frame.cadences),
             (calling_rule, frame.calling_rules))  # fmt: skip
    for table, rows in parts:
        _add(tx, table, rows, ignore=True)
    return bool(tx.exec_driver_sql("SELECT total_changes()").scalar_one() != before)


def _add(tx: Connection, table: Table, rows: Iterable[Mapping[str, Any]], *, ignore: bool = False) -> None:
    given = list(rows)
    if given:
        names = tuple(c.name for c in table.c if c.name in given[0])
        add_rows(tx, table, names, [tuple(row[n] for n in names) for row in given], ignore=ignore)


def add_operations(tx: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep operations that a bundle brings."""
    _add(tx, operation, rows)


def take_back_operations(tx: Connection, ids: Mapping[str, str]) -> None:
    """Mark operations as undone, each by the one that did."""
    query = "UPDATE operation SET state = 'undone', undone_by = ? WHERE id = ?"
    for operation_id, by in ids.items():
        tx.exec_driver_sql(query, (by, operation_id))


def add_entries(tx: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Append to the journal what a bundle brings of it."""
    _add(tx, journal, rows)


def add_fact_rows(tx: Connection, kind: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep facts that a bundle brings."""
    _add(tx, OF_FACTS[kind], rows)


def add_answer_rows(tx: Connection, lead_id: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep answers that a bundle brings, where there is none."""
    _add(tx, answer, [{**row, "lead": lead_id} for row in rows], ignore=True)


def known_facts(tx: Connection, kind: str, ids: Collection[str]) -> dict[str, str]:
    """Of these facts, those that are here, each with the lead it is about."""
    table = OF_FACTS[kind]
    rows = _read(tx, f"SELECT id, lead FROM {table.name} WHERE id IN (SELECT value FROM json_each(?))", ids)
    return {row["id"]: row["lead"] for row in rows}


def leads_that_came(tx: Connection) -> list[str]:
    """The leads that bundles brought, in the order of their ids."""
    query = (
        "SELECT l.id FROM lead l JOIN operation o ON o.id = l.operation "
        "WHERE json_extract(o.summary, '$.came') IS NOT NULL ORDER BY l.id"
    )
    return [row["id"] for row in _read(tx, query)]


def leads_made_here(tx: Connection) -> int:
    """How many leads no bundle brought."""
    return len(_read(tx, "SELECT id FROM lead")) - len(leads_that_came(tx))


def objections_taken_back(tx: Connection, ids: Collection[str]) -> list[str]:
    """What the journal keeps of the objections that were lifted on these leads, by acts of this workspace."""
    query = (
        "SELECT j.before FROM journal j JOIN operation o ON o.id = j.operation "
        "WHERE j.lead IN (SELECT value FROM json_each(?)) AND j.entity = 'opposition' AND j.before IS NOT NULL "
        "AND j.after IS NULL AND json_extract(o.summary, '$.came') IS NULL"
    )
    return [row["before"] for row in _read(tx, query, ids)]


def entries_on(tx: Connection, facts: Collection[str]) -> list[Row]:
    """What the journal says of these facts, whichever lead they were about; reads the whole journal: for few."""
    names = "operation, lead, entity, entity_id, field, before, after"
    query = f"SELECT {names} FROM {journal.name} WHERE entity_id IN (SELECT value FROM json_each(?)) ORDER BY seq"
    return _read(tx, query, facts) if facts else []
