"""Reads leads for a file, a page at a time, only the columns asked for and as they are stored: a million rows pass."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from sdrdesk.core.domain.lead import LEAD_FIELDS

STATE = (
    "code", "changes_at", "valid_from", "hot_at", "warm_at", "decision", "route", "reason", "score", "open", "grid",
    "grid_version", "next_date", "last_call", "attempts",
)  # fmt: skip
SOURCES = {
    **{name: f"lead.{name}" for name in ("id", *LEAD_FIELDS, "stage", "owner", "zone", "campaign")},
    **{name: f"s.{name}" for name in STATE},
    "placed": "s.lead",
}
"""What can be read of a lead, and where it stands; instants are microseconds since 1970, `placed` None: never yet."""


def _read(tx: Connection, query: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    driver = tx.connection.driver_connection
    assert driver is not None
    found: list[tuple[Any, ...]] = driver.execute(query, parameters).fetchall()
    return found


def lead_page(tx: Connection, names: Iterable[str], after: int, limit: int) -> list[tuple[Any, ...]]:
    """The next leads in the order they were stored: the number of the row, then what was asked for."""
    said = ", ".join(("lead.seq", *(SOURCES[name] for name in names)))
    query = f"SELECT {said} FROM lead LEFT JOIN lead_state s ON s.lead = lead.id"
    return _read(tx, f"{query} WHERE lead.seq > ? ORDER BY lead.seq LIMIT ?", (after, limit))


def lead_rows(tx: Connection, names: Iterable[str], rows: Sequence[int]) -> list[tuple[Any, ...]]:
    """The leads in these rows, in the order asked, as `lead_page` reads them; those that are gone are left out."""
    said = ", ".join(("lead.seq", *(SOURCES[name] for name in names)))
    query = f"SELECT {said} FROM json_each(?) asked JOIN lead ON lead.seq = asked.value "
    query += "LEFT JOIN lead_state s ON s.lead = lead.id ORDER BY asked.key"
    return _read(tx, query, (json.dumps(list(rows)),))


def note_texts(tx: Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """What was noted about these leads, oldest first."""
    query = "SELECT n.lead, n.text FROM json_each(?) asked JOIN note n ON n.lead = asked.value ORDER BY n.at, n.id"
    found: dict[str, list[str]] = {}
    for lead_id, text in _read(tx, query, (json.dumps(list(ids)),)):
        found.setdefault(lead_id, []).append(text)
    return found
