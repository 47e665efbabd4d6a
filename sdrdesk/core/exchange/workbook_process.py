"""The process that reads a spreadsheet: it gives up on what takes more memory or time than it was allowed.

The library that reads workbooks holds a whole sheet at once, and ends the process it runs in where a small file asks
for more memory than there is; neither can be bounded from within, so it never runs in the process of the window.
"""

import json
import mmap
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from sdrdesk.core.exchange.header_line import header_place, recognised
from sdrdesk.core.exchange.table import HEAD_ROWS, LONGEST_CELL, MOST_COLUMNS

TOO_LARGE, TOO_SLOW, ABANDONED = 81, 82, 83
"""How the process ends when it goes beyond what it was allowed, and when the program that wanted the sheet has gone."""
SHEETS_COMPARED = 50
"""Of more sheets than that, the list is looked for in the first ones only."""
_WATCHED_EVERY = 0.002
_EXACT = 10**15
"""Whole numbers below it are what was typed; a spreadsheet keeps fifteen digits."""

Cell = int | float | str | bool | date | datetime | clock | timedelta


def main(argv: Sequence[str]) -> int:
    """Write a sheet of a workbook, row by row, to a file: `workbook sheet-or-blank rows-file megabytes seconds`."""
    source, sheet, target, megabytes, seconds = argv
    _keep_quiet()
    threading.Thread(target=_leave_with_who_asked, daemon=True).start()
    threading.Thread(target=_watch, args=(float(megabytes) * 2**20, float(seconds)), daemon=True).start()
    with open(target, "w", encoding="utf-8") as out:
        out.write(json.dumps(_read(Path(source), sheet, out)))
    return 0


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a fraction, days and instants as ISO, true as yes and false as nothing."""
    match cell:
        case str():
            return cell
        case bool():
            return "yes" if cell else ""
        case int():
            return str(cell)
        case float():
            return _number(cell)
        case datetime():
            return _instant(cell)
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case clock():
            return cell.isoformat("minutes" if cell.second == 0 else "seconds")
        case date():
            return cell.isoformat()


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    # Fifteen digits are what a spreadsheet keeps and shows; the rest is the noise of binary fractions.
    return format(Decimal(f"{value:.15g}"), "f") if 1e-7 < abs(value) < 1e21 else repr(value)


def _instant(value: datetime) -> str:
    whole = value.replace(microsecond=0) + timedelta(seconds=value.microsecond >= 500_000)
    if not (whole.hour or whole.minute or whole.second):
        return whole.date().isoformat()
    return whole.isoformat(timespec="minutes" if whole.second == 0 else "seconds")


# -- reading ---------------------------------------------------------------------------------------------------------


def _read(source: Path, wanted: str, out: IO[str]) -> dict[str, Any]:
    """Write the rows of the sheet wanted, or of the one that is most of a list; what is to be known of them."""
    # Loaded here: only this process ever needs it.
    from python_calamine import CalamineError, PasswordError

    if _is_locked(source):
        return {"refused": "spreadsheet_locked"}
    try:
        book = _opened(source)
        names = _lists(book)
        if wanted and wanted not in names:
            return {"refused": "unknown_sheet", "sheets": names}
        name = wanted or (names[0] if len(names) == 1 else _longest_list(book, names[:SHEETS_COMPARED]))
        rows = 0
        for row in _rows(book, name) if name else ():
            out.write(json.dumps(row) + "\n")
            rows += 1
    except PasswordError:
        return {"refused": "spreadsheet_locked"}
    except (CalamineError, OSError, ValueError) as error:
        if "limit exceeded" in str(error):
            return {"refused": "spreadsheet_too_large"}
        return {"refused": "spreadsheet_damaged", "why": str(error)[:200]}
    return {"sheet": name, "sheets": names, "rows": rows}


def _opened(source: Path) -> Any:
    """A workbook, whatever its name ends in; what is said of a bad one goes by its name, which is mostly right."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(source)
    except PasswordError:
        raise
    except CalamineError as error:
        try:
            # Read as it goes: it keeps the stream.
            return CalamineWorkbook.from_filelike(source.open("rb"))
        except PasswordError:
            raise
        except CalamineError:
            raise error from None


def _is_locked(source: Path) -> bool:
    """Whether this is an xlsx within a compound file, which is what a password makes of it."""
    with source.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content[:4] == b"\xd0\xcf\x11\xe0" and content.find("EncryptedPackage".encode("utf-16-le")) >= 0


def _lists(book: Any) -> list[str]:
    """The sheets that hold cells and are shown, in the order of the workbook; the hidden ones where there are none."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    return [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible] or [s.name for s in sheets]


def _longest_list(book: Any, names: Sequence[str]) -> str:
    """The sheet with the most rows, of those whose header names columns of ours if there is any."""
    best, found = (-1, -1), ""
    for name in names:
        head: list[list[str]] = []
        rows = 0
        for _line, cells, fault in _rows(book, name):
            rows += 1
            if len(head) < HEAD_ROWS and not fault:
                head.append(cells)
        known = recognised(head[header_place(head)]) if head else 0
        if (int(known >= 2), rows) > best:
            best, found = (int(known >= 2), rows), name
    return found


def _rows(book: Any, name: str) -> Iterator[tuple[int, list[str], str]]:
    """The rows that hold anything: their number in the sheet, their cells to the last that is filled, and a fault."""
    for line, values in enumerate(book.get_sheet_by_name(name).iter_rows(), 1):
        last = len(values)
        while last and values[last - 1] in ("", None):
            last -= 1
        if last > MOST_COLUMNS:
            yield line, [], "too_many_cells"
            continue
        cells = [text_of(v) for v in values[:last]]
        if any(len(c) > LONGEST_CELL for c in cells):
            yield line, [], "cell_too_long"
        elif any(c.strip() for c in cells):
            yield line, cells, ""


# -- bounds ----------------------------------------------------------------------------------------------------------


def _leave_with_who_asked() -> None:
    """Whoever wants the sheet holds the other end of the standard input, which closes when they are gone."""
    with suppress(OSError):
        os.read(0, 1)
        os._exit(ABANDONED)


def _watch(most_bytes: float, most_seconds: float) -> None:
    peak = {"win32": _peak_on_windows, "linux": _peak_on_linux}.get(sys.platform, _peak_elsewhere)()
    while True:
        if peak() > most_bytes:
            os._exit(TOO_LARGE)
        if time.process_time() > most_seconds:
            os._exit(TOO_SLOW)
        time.sleep(_WATCHED_EVERY)


def _peak_on_linux() -> Callable[[], float]:
    # What getrusage says there includes the peak of the program that started this one.
    status = open("/proc/self/status", "rb")  # noqa: SIM115 (as long as the process lasts)

    def peak() -> float:
        status.seek(0)
        return 1024.0 * int(status.read().partition(b"VmHWM:")[2].split(None, 1)[0])

    return peak


def _peak_elsewhere() -> Callable[[], float]:
    import resource  # Windows has none

    in_bytes = sys.platform == "darwin"
    return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1.0 if in_bytes else 1024.0)


def _peak_on_windows() -> Callable[[], float]:
    import ctypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("size", ctypes.c_ulong), ("faults", ctypes.c_ulong), ("peak", ctypes.c_size_t),
            *((name, ctypes.c_size_t) for name in ("now", "a", "b", "c", "d", "committed", "peak_committed")),
        )  # fmt: skip

    system = getattr(ctypes, "windll").kernel32  # noqa: B009 (there on Windows only)
    system.GetCurrentProcess.restype = ctypes.c_void_p
    counters = Counters()
    counters.size = ctypes.sizeof(counters)

    def peak() -> float:
        process = ctypes.c_void_p(system.GetCurrentProcess())
        system.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
        return float(counters.peak_committed)

    return peak


def _keep_quiet() -> None:
    """No report of a crash and no copy of the memory on the disk: giving up is part of the work here."""
    if sys.platform == "win32":
        import ctypes

        getattr(ctypes, "windll").kernel32.SetErrorMode(3)  # noqa: B009 (there on Windows only)
    else:
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
