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
    select,
)
from sqlalchemy.pool import StaticPool

from sdrdesk.core.store.rows import add_rows, put_rows

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


_ROW, _PLANNED, _KEY = tuple(_row.c.keys()), tuple(_planned.c.keys()), tuple(_key.c.keys())
_BY_KEY = "SELECT key, lead FROM key WHERE key IN (SELECT value FROM json_each(?))"
_BY_LEAD = "SELECT lead, fields FROM planned WHERE lead IN (SELECT value FROM json_each(?))"
_NONE = "[]"
_json = json.JSONEncoder(ensure_ascii=False).encode


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
        add_rows(
            self._connection,
            _row,
            _ROW,
            [(r.n, r.line, r.fate, r.lead, _json(dict(r.fields)), _listed(r.changed), _listed(r.why)) for r in rows],
        )
        put_rows(self._connection, _planned, _PLANNED, [(k, _json(dict(v))) for k, v in planned.items()])
        # In the order of the table, whose pages are then written once each.
        add_rows(self._connection, _key, _KEY, sorted(keys.items()), ignore=True)
        self._connection.commit()

    def leads_by_key(self, keys: Collection[str]) -> dict[str, str]:
        """The planned lead behind each key."""
        return dict(self._fetch_by(_BY_KEY, keys))

    def planned(self, ids: Collection[str]) -> dict[str, dict[str, str]]:
        """What these leads would be, as far as the rows so far say."""
        return {lead: json.loads(fields) for lead, fields in self._fetch_by(_BY_LEAD, ids)}

    def _fetch_by(self, query: str, asked: Collection[str]) -> Sequence[Any]:
        if not asked:
            return ()
        with self._lock:
            return self._connection.exec_driver_sql(query, (json.dumps(list(asked)),)).fetchall()

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
            select(_row).where(_row.c.why != _NONE, _row.c.n > start).order_by(_row.c.n).limit(PROBLEM_PAGE)
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


def _listed(values: Sequence[Any]) -> str:
    return _json(list(values)) if values else _NONE


def _read(row: Any) -> PlannedRow:
    n, line, fate, lead, fields, changed, why = row
    said = () if why == _NONE else tuple((w[0], w[1], w[2]) for w in json.loads(why))
    return PlannedRow(n, line, fate, lead, json.loads(fields), () if changed == _NONE else json.loads(changed), said)
