"""Opens a workspace file, and runs transactions on it: many readers, one writer, nothing lost.

SQLAlchemy's default transaction on SQLite loses updates silently; ours begin as BEGIN IMMEDIATE when they write.
The file is only ever touched through this one engine: closing a second handle would drop SQLite's locks.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from sdrdesk.core.errors import UserError
from sdrdesk.core.store.fair_lock import FairLock
from sdrdesk.core.store.migrations import SCHEMA_VERSION, create_schema, upgrade_schema
from sdrdesk.core.store.segments import SQL_FUNCTIONS

Tx = Connection
"""A transaction as repositories take it."""

APPLICATION_ID = 0x53445244  # "SDRD"
BUSY_MS = 10_000
STEPS = 100_000
"""Steps of SQLite's machine that take some milliseconds."""


class Store:
    """One open workspace file. `read()` and `write()` give a connection in a transaction; writers take turns."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path, self._engine = path, engine
        self._writer = FairLock()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the store."""
        with told_in_words(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        """One short transaction, begun as a writer; committed at the end, taken back on any exception.

        One of many that come to nothing without the last need not be `lasting`: nobody waits for the disk. A power cut
        may take it back whole, with all that followed it; the next one that is lasting makes it so too.
        """
        with (
            told_in_words(self.path),
            self._writer,
            self._engine.connect().execution_options(sdrdesk_writes=True) as connection,
            _unhurried(connection, lasting),
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def as_one(self) -> Iterator["Store"]:
        """This store for acts that come to nothing without the last: all of them within one transaction."""
        with self.write() as connection:
            yield _Within(self.path, self._engine, connection)

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._engine.dispose()

    # -- copies -------------------------------------------------------------------------------------------------

    def copy_to(self, target: Path, go_on: Callable[[], bool] = lambda: True) -> str:
        """Write a verified copy (VACUUM INTO a temporary file, check, rename); its SHA-256 stands beside it.

        Raises Interrupted, and leaves nothing behind, when asked in between whether to `go_on` it is not.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
        temporary.unlink(missing_ok=True)
        try:
            with told_in_words(target), closing(self._engine.raw_connection()) as connection:
                driver = connection.driver_connection
                assert driver is not None
                with _asking(driver, go_on):
                    driver.execute("VACUUM INTO ?", (str(temporary),))
            verify(temporary, go_on)
            digest = _sha256(temporary)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        target.with_name(target.name + ".sha256").write_text(f"{digest}  {target.name}\n", encoding="utf-8")
        return digest

    def replace_with(self, source: Path) -> None:
        """Make this store's contents those of a verified copy, through SQLite's own backup, beside open readers."""
        verify(source)
        with told_in_words(self.path), self._writer, self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            other = _read_only(source)
            try:
                other.backup(driver)
            finally:
                other.close()
        with told_in_words(self.path):
            _bring_up_to_date(self._engine, self.path)

    def clear_traces(self) -> bool:
        """Have nothing of what was deleted stay in the file or its log; whether no reader was in the way.

        Deleted rows stay on free pages and in the log until they are written over: the file is written anew.
        """
        with told_in_words(self.path), self._writer, closing(self._engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA secure_delete = ON")
            try:
                cursor.execute("VACUUM")
                busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                cursor.execute("PRAGMA secure_delete = FAST")
        return not busy

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is sound."""
        with self.read() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        return [f for f in found if f != "ok"] + [f"foreign key: {row[0]} row {row[1]} -> {row[2]}" for row in broken]


class _Within(Store):
    """A store as seen from within one transaction of its writer."""

    def __init__(self, path: Path, engine: Engine, connection: Connection) -> None:
        super().__init__(path, engine)
        self._connection = connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """What the transaction has so far."""
        yield self._connection

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        """More of the same transaction: it lasts, or is taken back, with the whole."""
        yield self._connection


def open_store(path: Path, functions: Mapping[str, Callable[[str], object]] = MappingProxyType({})) -> Store:
    """Open a workspace, making it when there is none; a newer, foreign, empty or damaged file is refused untouched.

    `functions` are what its queries may call besides our own, of one text each (`segments.OF_JOB_TITLE`).
    """
    with told_in_words(path):
        if path.exists():
            _refuse_strangers(path)
        else:
            _create(path)
        engine = _engine(path, functions)
        try:
            _bring_up_to_date(engine, path)
        except BaseException:
            engine.dispose()
            raise
    return Store(path, engine)


def verify(path: Path, go_on: Callable[[], bool] = lambda: True) -> None:
    """Raise UserError unless the file is a sound workspace of this or an earlier version; Interrupted as `copy_to`."""
    if not path.is_file():
        raise UserError("file_missing", path=str(path))
    recorded = path.with_name(path.name + ".sha256")
    if recorded.exists() and recorded.read_text(encoding="utf-8").split()[:1] != [_sha256(path)]:
        raise UserError("copy_altered", path=str(path))
    with told_in_words(path):
        _refuse_strangers(path)
        connection = _read_only(path)
        try:
            with _asking(connection, go_on):
                found = connection.execute("PRAGMA integrity_check").fetchall()
            if found != [("ok",)]:
                raise UserError("store_damaged", path=str(path))
        finally:
            connection.close()


@contextmanager
def _unhurried(connection: Connection, lasting: bool) -> Iterator[None]:
    """Have a connection's transactions wait for the disk, or not; it is handed back as it was."""
    driver = connection.connection.driver_connection
    assert driver is not None
    if lasting:
        yield
        return
    driver.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        driver.execute("PRAGMA synchronous = FULL")


class Interrupted(Exception):  # noqa: N818 (told, not gone wrong)
    """A reading was told to stop."""


@contextmanager
def interruptible(tx: Tx, go_on: Callable[[], bool]) -> Iterator[None]:
    """Ask every few milliseconds whether to go on reading; raises Interrupted when not."""
    driver = tx.connection.driver_connection
    assert driver is not None
    with _asking(driver, go_on):
        yield


@contextmanager
def _asking(driver: Any, go_on: Callable[[], bool]) -> Iterator[None]:
    driver.set_progress_handler(lambda: not go_on(), STEPS)
    try:
        yield
    except (DatabaseError, sqlite.DatabaseError) as error:
        if "interrupted" in str(getattr(error, "orig", error)):
            raise Interrupted from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Turn what the disk or the file did wrong into a UserError; a bug stays what it is."""
    try:
        yield
    except (DatabaseError, sqlite.DatabaseError) as error:
        code = _error_code(error)
        if code is None:
            raise
        raise UserError(code, path=str(path)) from error
    except PermissionError as error:
        raise UserError("read_only", path=str(error.filename or path)) from error
    except OSError as error:
        raise UserError("file_trouble", path=str(error.filename or path), why=error.strerror or str(error)) from error


_CODES = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CANTOPEN": "cannot_open",
    "SQLITE_NOTADB": "store_foreign",
    "SQLITE_CORRUPT": "store_damaged",
    "SQLITE_BUSY": "store_busy",
    "SQLITE_IOERR": "disk_trouble",
    "SQLITE_PERM": "read_only",
}


def _error_code(error: Exception) -> str | None:
    origin = getattr(error, "orig", None) or error
    name = getattr(origin, "sqlite_errorname", "") or ""
    for prefix, code in _CODES.items():
        if name.startswith(prefix):
            return code
    said = str(origin)
    for words, code in (
        ("disk is full", "disk_full"),
        ("readonly database", "read_only"),
        ("unable to open", "cannot_open"),
        ("not a database", "store_foreign"),
        ("malformed", "store_damaged"),
        ("database is locked", "store_busy"),
        ("disk I/O error", "disk_trouble"),
    ):
        if words in said:
            return code
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_only(path: Path) -> sqlite.Connection:
    return sqlite.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, timeout=BUSY_MS / 1000)


def _refuse_strangers(path: Path) -> None:
    if path.is_dir():
        raise UserError("store_foreign", path=str(path))
    if path.stat().st_size == 0:
        raise UserError("store_empty", path=str(path))
    connection = _read_only(path)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    if application != APPLICATION_ID:
        raise UserError("store_foreign", path=str(path))
    if version > SCHEMA_VERSION:
        raise UserError("store_newer", path=str(path), version=version, known=SCHEMA_VERSION)


def _create(path: Path) -> None:
    """Make a whole new store under a temporary name, then give it its own: a half-made one is never seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    temporary.unlink(missing_ok=True)
    engine = _engine(temporary)
    try:
        with engine.connect().execution_options(sdrdesk_writes=True) as connection, connection.begin():
            create_schema(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        engine.dispose()
        if not path.exists():
            os.replace(temporary, path)
    finally:
        engine.dispose()
        for leftover in (temporary, Path(f"{temporary}-wal"), Path(f"{temporary}-shm")):
            leftover.unlink(missing_ok=True)


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version < SCHEMA_VERSION:
        Store(path, engine).copy_to(path.parent / "backups" / f"before-version-{SCHEMA_VERSION}-{path.name}")
        with engine.connect().execution_options(sdrdesk_writes=True) as connection, connection.begin():
            upgrade_schema(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _engine(path: Path, functions: Mapping[str, Callable[[str], object]] = MappingProxyType({})) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlite,
        poolclass=QueuePool,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(driver: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        driver.isolation_level = None
        cursor = driver.cursor()
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",
            "foreign_keys = ON",
            "secure_delete = FAST",
            f"busy_timeout = {BUSY_MS}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        for name, function in {**SQL_FUNCTIONS, **functions}.items():
            driver.create_function(name, 1, function, deterministic=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("sdrdesk_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
