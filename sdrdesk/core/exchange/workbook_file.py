"""Spreadsheets (xlsx, xlsb, xls, ods): looked at from outside, then read by a process of their own within bounds."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.header_line import header_place
from sdrdesk.core.exchange.private_folder import private_folder
from sdrdesk.core.exchange.table import (
    HEAD_ROWS,
    LONGEST_CELL,
    MOST_COLUMNS,
    NO_HEADER,
    Reading,
    RowStream,
    TableForm,
    TableRow,
    letters,
)
from sdrdesk.core.exchange.text_stream import text_stream
from sdrdesk.core.exchange.workbook_process import TOO_SLOW

READ_WORKBOOK = "read-workbook"
"""The word by which a bundled program, which has no interpreter to call, starts itself as that process."""
LEAST_MEMORY, MOST_MEMORY = 220, 2_000
MEMORY_PER_MEGABYTE = 60
"""Megabytes: what any workbook may take, what none may, and what each of its own megabytes adds."""
LEAST_SECONDS, SECONDS_PER_MEGABYTE = 4.0, 3.0
"""Seconds of computing, in the same way."""
LEAST_INFLATED, MOST_INFLATED = 100 * 2**20, 4 * 2**30
MOST_RATIO = 150
"""Bytes a workbook may inflate to, and how many times its own size."""
MOST_PARTS = 25_000
_KEPT = 3
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PARTS_OF_A_WORKBOOK = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as it was read: its rows stand in a file, which lasts as long as the program at most."""

    rows_file: Path
    name: str
    names: tuple[str, ...]
    rows: int


_read: "OrderedDict[tuple[str, int, int, str], _Sheet]" = OrderedDict()
_reading = threading.RLock()


def is_workbook(path: Path, head: bytes) -> bool:
    """Whether a file is a spreadsheet, by what it begins with and holds rather than by its name."""
    if head.startswith(_COMPOUND):
        return True
    if not head.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as parts:
            return any(name in parts.NameToInfo for name in _PARTS_OF_A_WORKBOOK)
    except (zipfile.BadZipFile, OSError, ValueError):
        return True  # cut short or damaged: said so when it is read


def workbook_form(path: Path, reading: Reading) -> TableForm:
    """How a spreadsheet reads; UserError when it is locked, damaged, empty or beyond its bounds."""
    sheet = _sheet(path, reading.sheet)
    rows = (r for r in _all_rows(path, sheet.name) if r.line >= reading.header_line)
    head = list(islice(rows, 1 if reading.header_line > 0 else HEAD_ROWS))
    if not head:
        raise UserError("no_such_line" if sheet.rows else "empty_file", path=str(path), line=reading.header_line)
    if reading.header_line == NO_HEADER:
        names = tuple(map(letters, range(max(len(row.cells) for row in head))))
        return TableForm("spreadsheet", names, 0, sheet=sheet.name, sheets=sheet.names, headless=True)
    header = head[header_place([r.cells for r in head])]
    if header.fault == "too_many_cells":
        raise UserError("too_many_columns", path=str(path), line=header.line, count=MOST_COLUMNS)
    if header.fault:
        raise UserError("header_unreadable", path=str(path), line=header.line)
    names = tuple(c.strip() for c in header.cells)
    return TableForm("spreadsheet", names, header.line, sheet=sheet.name, sheets=sheet.names)


def workbook_rows(path: Path, form: TableForm) -> RowStream:
    """The rows of a sheet below its header."""
    return (row for row in _all_rows(path, form.sheet) if row.line > form.header_line)


def workbook_head(path: Path, form: TableForm, n: int) -> list[TableRow]:
    """The first rows of a sheet that hold anything."""
    return list(islice(_all_rows(path, form.sheet), n))


def count_workbook_rows(path: Path, form: TableForm) -> int:
    """How many rows of a sheet hold anything."""
    return _sheet(path, form.sheet).rows


def _all_rows(path: Path, name: str) -> Iterator[TableRow]:
    bounds = {"too_many_cells": MOST_COLUMNS, "cell_too_long": LONGEST_CELL}
    with _reading:  # opened before another sheet can take its place
        sheet = _sheet(path, name)
        lines = text_stream(sheet.rows_file, "utf-8")
    with lines:
        for said in islice(lines, sheet.rows):
            line, cells, fault = json.loads(said)
            yield TableRow(line, tuple(cells), fault, str(bounds[fault]) if fault else "")


# -- reading once ----------------------------------------------------------------------------------------------------


def _sheet(path: Path, wanted: str) -> _Sheet:
    """A sheet, read anew only when the file has changed; the last ones read are kept."""
    known = path.stat()
    of_file = (str(path.resolve()), known.st_mtime_ns, known.st_size)
    with _reading:
        if found := _read.get((*of_file, wanted)):
            _read.move_to_end((*of_file, wanted))
            return found
        _refuse_a_bomb(path)
        found = _read_within_bounds(path, wanted, known.st_size / 2**20)
        for name in {wanted, found.name}:  # asked for by name later, the one that was found is the same
            _read[(*of_file, name)] = found
        while len({s.rows_file for s in _read.values()}) > _KEPT:
            _key, oldest = _read.popitem(last=False)
            if oldest not in _read.values():
                with suppress(OSError):  # still being read, where that keeps a file: it goes with the folder
                    oldest.rows_file.unlink()
        return found


def _refuse_a_bomb(path: Path) -> None:
    """What the directory of the archive alone tells: how many parts there are and what they inflate to."""
    with path.open("rb") as stream:
        if stream.read(4) != _ZIP:
            return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UserError("spreadsheet_damaged", path=str(path), why=str(error)) from error
    inflated, size = sum(p.file_size for p in parts), path.stat().st_size
    most = min(max(LEAST_INFLATED, MOST_RATIO * size), MOST_INFLATED)
    if inflated > most or len(parts) > MOST_PARTS:
        raise UserError("spreadsheet_too_large", path=str(path))


def _read_within_bounds(path: Path, wanted: str, megabytes: float) -> _Sheet:
    memory = min(max(LEAST_MEMORY, MEMORY_PER_MEGABYTE * megabytes), MOST_MEMORY)
    seconds = LEAST_SECONDS + SECONDS_PER_MEGABYTE * megabytes
    handle, name = tempfile.mkstemp(dir=private_folder(), suffix=".rows")
    os.close(handle)
    rows_file = Path(name)
    given = [str(path.resolve()), wanted, name, f"{memory:.0f}", f"{seconds:.1f}"]
    try:
        with subprocess.Popen(
            [*_command(), *given],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as process:  # fmt: skip
            try:
                # It bounds its own computing; the wall only ends what does not even compute.
                status = process.wait(60 + 4 * seconds)
            except BaseException:
                process.kill()
                raise
        return _told(path, wanted, rows_file, status)
    except subprocess.TimeoutExpired as error:
        rows_file.unlink()
        raise UserError("spreadsheet_too_slow", path=str(path)) from error
    except BaseException:
        rows_file.unlink(missing_ok=True)
        raise


def _told(path: Path, wanted: str, rows_file: Path, status: int) -> _Sheet:
    """What the process left: the sheet, or why there is none."""
    if status == TOO_SLOW:
        raise UserError("spreadsheet_too_slow", path=str(path))
    # One that asked for more memory than there is was ended at once, before it could say so.
    if status:
        raise UserError("spreadsheet_too_large", path=str(path))
    found = json.loads(_last_line(rows_file))
    match found.get("refused"):
        case "unknown_sheet":
            raise UserError("unknown_sheet", path=str(path), sheet=wanted, known=", ".join(found["sheets"][:20]))
        case "spreadsheet_too_large":
            raise UserError("spreadsheet_too_large", path=str(path))
        case "spreadsheet_locked":
            raise UserError("spreadsheet_locked", path=str(path))
        case "spreadsheet_damaged":
            raise UserError("spreadsheet_damaged", path=str(path), why=found["why"])
        case _:
            pass
    return _Sheet(rows_file, found["sheet"], tuple(found["sheets"]), found["rows"])


def _last_line(path: Path) -> bytes:
    with path.open("rb") as stream:
        back = 1 << 12
        size = stream.seek(0, os.SEEK_END)
        while True:
            stream.seek(max(0, size - back))
            tail = stream.read()
            if b"\n" in tail or back >= size:
                return tail.rpartition(b"\n")[2]
            back *= 4


def _command() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return (sys.executable, READ_WORKBOOK)
    # -P: nothing of the folder one happens to be in is taken for a module.
    return (sys.executable, "-P", "-m", "sdrdesk.core.exchange.workbook_process")
