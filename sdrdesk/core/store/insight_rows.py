"""Reads the rows that figures are made of, in batches and as they are stored: a million calls pass.

Instants are microseconds since 1970. What was taken back is not there, but in the journal: only acts that stand are
read of it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from sdrdesk.core.domain.outcomes import CONVERSATIONS
from sdrdesk.core.domain.signals import HOT_TYPES, WARM_TYPES

BATCH = 2_000
"""Rows at a time: as many as stay near the processor, which is a third quicker than ten times as many."""
Rows = Iterator[list[tuple[Any, ...]]]

LEAD_COLUMNS = (
    "id", "merged_into", "created_at", "stage", "source", "industry", "employees", "cost", "owner", "zone", "campaign",
)  # fmt: skip


def _read(tx: Connection, query: str, parameters: Sequence[Any] = ()) -> Rows:
    driver = tx.connection.driver_connection
    assert driver is not None
    cursor = driver.execute(query, parameters)
    try:
        while batch := cursor.fetchmany(BATCH):
            yield batch
    finally:
        cursor.close()


def count_rows(tx: Connection) -> int:
    """About how many rows there are to read: changes of stage are few, and only found by reading."""
    counts = (f"(SELECT count(*) FROM {table})" for table in ("lead", "activity", "signal", "decision", "feedback"))
    found: int = next(_read(tx, f"SELECT {' + '.join(counts)}"))[0][0]
    return found


def lead_rows(tx: Connection, extra: Sequence[str] = ()) -> Rows:
    """Every lead: the number of its row, LEAD_COLUMNS, and a bit for each other column that is not blank."""
    filled = " + ".join(f"((trim({name}) != '') << {n})" for n, name in enumerate(extra))
    return _read(tx, f"SELECT seq, {', '.join(LEAD_COLUMNS)}, {filled or '0'} FROM lead ORDER BY seq")


def stage_rows(tx: Connection) -> Rows:
    """Every change of stage, oldest first: the lead, before, after, when, and whether the act stands.

    What a merged bundle set is the copy of an act that came with it, and stands or falls with that one.
    """
    query = (
        "SELECT j.lead, j.before, j.after, o.at, "
        "o.state = 'done' AND o.verb NOT IN ('undo', 'open_review', 'merge_review') "
        "FROM journal j JOIN operation o ON o.id = j.operation "
        "WHERE j.entity = 'lead' AND j.field = 'stage' ORDER BY j.seq"
    )
    return _read(tx, query)


def decision_rows(tx: Connection) -> Rows:
    """Every decision, oldest first: its id, the lead, when, decision, route, grid, version and who took it."""
    query = "SELECT id, lead, at, decision, route, grid, grid_version, who FROM decision ORDER BY at, id"
    return _read(tx, query)


def feedback_rows(tx: Connection) -> Rows:
    """Every answer of sales, oldest first: the lead, when, the answer, its reason and the hand-off it names."""
    return _read(tx, "SELECT lead, at, answer, reason, decision FROM feedback ORDER BY at, id")


def signal_rows(tx: Connection) -> Rows:
    """Every hot or warm signal: the lead, when, and whether it is a hot one."""
    hot, warm = sorted(HOT_TYPES), sorted(WARM_TYPES)
    query = (
        f"SELECT lead, at, type IN ({', '.join('?' * len(hot))}) FROM signal "
        f"WHERE type IN ({', '.join('?' * len(hot + warm))})"
    )
    return _read(tx, query, [*hot, *hot, *warm])


def call_rows(tx: Connection) -> Rows:
    """Every call in the order of being recorded: the lead, when, whether it was a conversation, and who made it."""
    talked = sorted(CONVERSATIONS)
    query = f"SELECT lead, at, outcome IN ({', '.join('?' * len(talked))}), who FROM activity ORDER BY rowid"
    return _read(tx, query, talked)


def touch_rows(tx: Connection) -> Rows:
    """Every try by another way that was made: the lead and when."""
    return _read(tx, "SELECT lead, at FROM touch WHERE done")


def decision_facts(tx: Connection, ids: Sequence[str]) -> Rows:
    """What these decisions rested on: id, grid, version and the JSON of the facts, in the order of the ids."""
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        query = f"SELECT id, grid, grid_version, facts FROM decision WHERE id IN ({', '.join('?' * len(part))})"
        found = {row[0]: row for batch in _read(tx, query, part) for row in batch}
        yield [found[i] for i in part if i in found]
