"""Reads CSV files as people have them: any usual encoding and delimiter, and never past a quote that nobody closed."""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sdrdesk.core.errors import UserError

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
LONGEST_RECORD = 2_000
"""Lines one record may span; a quoted text longer than that is a quote nobody closed."""
MOST_BROKEN_LINES = 1_000
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)

_MAGIC = {
    b"PK\x03\x04": "spreadsheet",
    b"\xd0\xcf\x11\xe0": "spreadsheet",
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"\x1f\x8b": "archive",
    b"SQLite format 3": "database",
}


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a file was read: its encoding, delimiter, header line and its number."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One record and the line it begins on; `fault` says why it cannot be read, with a value for the sentence."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""
    value: str = ""


def csv_form(path: Path, encoding: str | None = None, delimiter: str | None = None) -> CsvForm:
    """How a file reads; UserError when it is empty, or not text at all."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(65_536)
    except FileNotFoundError as error:
        raise UserError("file_missing", path=str(path)) from error
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    if size == 0 or not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UserError("empty_file", path=str(path))
    found = encoding or _encoding(path, head)
    with _opened(path, found) as lines:
        filled = ((n, text) for n, text in enumerate(lines, 1) if text.strip())
        number, line = next(filled, (0, ""))
        said = _SEPARATOR_LINE.fullmatch(line.strip())
        if said:  # a spreadsheet's own word on its separator, above the header
            delimiter = delimiter or said[1]
            number, line = next(filled, (0, ""))
    if not number:
        raise UserError("empty_file", path=str(path))
    chosen = delimiter or _delimiter(line)
    first = next(iter(_records(path, found, chosen, number)))
    return CsvForm(found, chosen, tuple(c.strip() for c in first.cells), number)


def csv_rows(path: Path, form: CsvForm) -> Iterator[CsvRow]:
    """The records below the header; blank lines are no records. UserError when too many cannot be read."""
    broken, first_broken, open_since = 0, 0, 0
    records = iter(_records(path, form.encoding, form.delimiter, form.header_line))
    next(records, None)
    for row in records:
        if row.fault:
            broken += 1
            first_broken = first_broken or row.line
            if broken > MOST_BROKEN_LINES:
                raise UserError("too_broken", path=str(path), count=MOST_BROKEN_LINES, line=first_broken)
            open_since = row.line if row.fault == "unclosed_quote" else open_since
        elif not any(cell.strip() for cell in row.cells):
            continue
        elif open_since and len(row.cells) != len(form.header):
            # Lines that the unclosed quote may have meant to hold: not rows of their own unless they look like one.
            yield CsvRow(row.line, row.cells, "after_unclosed_quote", str(open_since))
            continue
        yield row


def count_lines(path: Path) -> int:
    """About how many lines a file has, for the progress shown."""
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) + 1


def _encoding(path: Path, head: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            raise UserError("not_text", path=str(path), kind=kind)
    control = sum(1 for byte in head if byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a")
    if control * 20 > len(head):
        raise UserError("not_text", path=str(path), kind="binary")
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            for block in iter(lambda: stream.read(1 << 20), b""):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _opened(path: Path, encoding: str) -> io.TextIOWrapper:
    # The five bytes that cp1252 leaves undefined become the replacement mark rather than an error.
    return path.open(encoding=encoding, errors="replace", newline="")


def _delimiter(line: str) -> str:
    outside = "".join(part for n, part in enumerate(line.split('"')) if n % 2 == 0)
    best = max(DELIMITERS, key=outside.count)
    return best if outside.count(best) else ","


class _Unclosed(Exception):  # noqa: N818 (never leaves this module)
    """A record that spans more lines than any text should."""


class _Lines:
    """The lines of a file, which can be gone back to the line after a record's first."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.record) >= LONGEST_RECORD:
            raise _Unclosed
        line = self._again.popleft() if self._again else next(self._source)
        self.record.append(line)
        self.number += 1
        return line

    def start_record(self) -> int:
        """Begin a record; the number of its first line."""
        self.record = []
        return self.number + 1

    def resume_after_first(self) -> None:
        """Read again from the second line of the record."""
        self._again.extendleft(reversed(self.record[1:]))
        self.number -= len(self.record) - 1
        self.record = []


def _records(path: Path, encoding: str, delimiter: str, first_line: int) -> Iterator[CsvRow]:
    csv.field_size_limit(LONGEST_CELL)
    with _opened(path, encoding) as stream:
        lines = _Lines(iter(stream))
        for _ in range(first_line - 1):
            next(lines)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            line = lines.start_record()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, _Unclosed) as error:
                fault = _fault(error)
                value = str(LONGEST_CELL) if fault == "cell_too_long" else str(error)
                # csv.reader starts afresh at each record, so only the lines need to go back.
                lines.resume_after_first()
                reader = csv.reader(lines, delimiter=delimiter, strict=True)
                yield CsvRow(line, (), fault, value)
                continue
            yield CsvRow(line, tuple(cells))


def _fault(error: Exception) -> str:
    said = str(error)
    if isinstance(error, _Unclosed) or "unexpected end of data" in said:
        return "unclosed_quote"
    if "expected after" in said:
        return "stray_quote"
    return "cell_too_long" if "field larger" in said else "unreadable"
