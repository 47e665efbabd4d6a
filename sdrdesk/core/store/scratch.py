"""Where an import is worked out before anything is touched: rows, their fates and what each lead would become.

A throw-away file beside nothing of value, through the same one SQLite; memory stays flat however long the file is.
"""

import json
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import (
    URL,
    Column,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    Table,
    Text,
    create_engine,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.pool import StaticPool

from sdrdesk.core.store.leads import in_batches

PROBLEM_PAGE = 500

_metadata = MetaData()
_row = Table(
    "row",
    _metadata,
    Column("n", Integer, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("fate", String, nullable=False, index=True),
    Column("lead", String(36)),
    Column("fields", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Column("why", Text, nullable=False),
)
_planned = Table(
    "planned", _metadata, Column("lead", String(36), primary_key=True), Column("fields", Text, nullable=False)
)
_key = Table(
    "key",
    _metadata,
    Column("key", Text, primary_key=True),
    Column("lead", String(36), nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file and its fate: created, updated, unchanged, skipped or refused; `why` names codes."""

    n: int
    line: int
    fate: str
    lead: str | None
    fields: Mapping[str, str]
    changed: Sequence[str] = ()
    why: Sequence[tuple[str, str, str]] = ()
    """Problems as (column, code, value)."""


class Scratch:
    """A scratch database; leave it with `with` and it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # the preview pages through it while the import reads it
        self._folder = tempfile.TemporaryDirectory(prefix="sdrdesk-import-")
        path = Path(self._folder.name) / "scratch.db"
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            module=sqlite,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
        )
        self._connection = self._engine.connect()
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            self._connection.exec_driver_sql(f"PRAGMA {pragma}")
        _metadata.create_all(self._connection)
        self._connection.commit()

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Throw it away."""
        with self._lock:
            self._connection.close()
        self._engine.dispose()
        self._folder.cleanup()

    def add(
        self, rows: Sequence[PlannedRow], planned: Mapping[str, Mapping[str, str]], keys: Mapping[str, str]
    ) -> None:
        """Keep a batch: its rows, what their leads would become, and the keys later rows may match."""
        with self._lock:
            self._add(rows, planned, keys)

    def _add(
        self, rows: Sequence[PlannedRow], planned: Mapping[str, Mapping[str, str]], keys: Mapping[str, str]
    ) -> None:
        if rows:
            self._connection.execute(
                insert(_row),
                [
                    {
                        "n": r.n,
                        "line": r.line,
                        "fate": r.fate,
                        "lead": r.lead,
                        "fields": json.dumps(dict(r.fields), ensure_ascii=False),
                        "changed": json.dumps(list(r.changed)),
                        "why": json.dumps([list(w) for w in r.why], ensure_ascii=False),
                    }
                    for r in rows
                ],
            )
        if planned:
            statement = upsert(_planned)
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["lead"], set_={"fields": statement.excluded.fields}),
                [{"lead": k, "fields": json.dumps(dict(v), ensure_ascii=False)} for k, v in planned.items()],
            )
        if keys:
            self._connection.execute(
                upsert(_key).on_conflict_do_nothing(), [{"key": k, "lead": v} for k, v in keys.items()]
            )
        self._connection.commit()

    def leads_by_key(self, keys: Collection[str]) -> dict[str, str]:
        """The planned lead behind each key."""
        found: dict[str, str] = {}
        for batch in in_batches(keys):
            found.update((row.key, row.lead) for row in self._fetch(select(_key).where(_key.c.key.in_(batch))))
        return found

    def planned(self, ids: Collection[str]) -> dict[str, dict[str, str]]:
        """What these leads would be, as far as the rows so far say."""
        found: dict[str, dict[str, str]] = {}
        for batch in in_batches(ids):
            for row in self._fetch(select(_planned).where(_planned.c.lead.in_(batch))):
                found[row.lead] = json.loads(row.fields)
        return found

    def counts(self) -> dict[str, int]:
        """How many rows have each fate."""
        query = select(_row.c.fate, func.count().label("n")).group_by(_row.c.fate)
        return {str(row.fate): int(row.n) for row in self._fetch(query)}

    def page(self, start: int, limit: int, fates: Collection[str] | None = None) -> list[PlannedRow]:
        """Rows in file order from the n-th on."""
        query = select(_row).where(_row.c.n >= start).order_by(_row.c.n).limit(limit)
        if fates is not None:
            query = query.where(_row.c.fate.in_(fates))
        return [_read(row) for row in self._fetch(query)]

    def rows_of(self, fate: str, skip: int, limit: int) -> list[PlannedRow]:
        """Rows of one fate, "" for every one, in file order after the first `skip` of them."""
        if not fate:
            return self.page(skip + 1, limit)  # rows are numbered from 1 without a gap
        query = select(_row).where(_row.c.fate == fate).order_by(_row.c.n).offset(skip).limit(limit)
        return [_read(row) for row in self._fetch(query)]

    def problems(self) -> Iterator[PlannedRow]:
        """The rows something is said about, in file order."""
        start = 0
        while rows := self._fetch(
            select(_row).where(_row.c.why != "[]", _row.c.n > start).order_by(_row.c.n).limit(PROBLEM_PAGE)
        ):
            yield from (_read(row) for row in rows)
            start = rows[-1].n

    def _fetch(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self._lock:
            return self._connection.execute(query).fetchall()

    def clear(self) -> None:
        """Forget every row."""
        with self._lock:
            for table in (_row, _planned, _key):
                self._connection.execute(table.delete())
            self._connection.commit()


def _read(row: Any) -> PlannedRow:
    why = tuple((w[0], w[1], w[2]) for w in json.loads(row.why))
    return PlannedRow(row.n, row.line, row.fate, row.lead, json.loads(row.fields), json.loads(row.changed), why)
