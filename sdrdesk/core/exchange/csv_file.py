"""Reads CSV files as people have them: any usual encoding and delimiter, and never past a quote that nobody closed."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.header_line import header_place, recognised
from sdrdesk.core.exchange.table import (
    AS_FOUND,
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

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 4 * LONGEST_CELL
LONGEST_RECORD = 2_000
"""Lines one record may span; a quoted text longer than that is a quote nobody closed."""
MOST_BROKEN_LINES = 1_000
_HEAD_LINES = 4 * HEAD_ROWS
_HEAD_BYTES = 65_536
_SEPARATOR_LINE = re.compile(r'"?sep=([^"\r\n])"?', re.IGNORECASE)
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<table|<\?xml)", re.IGNORECASE)

_MAGIC = {
    b"PK\x03\x04": "archive",
    b"\xd0\xcf\x11\xe0": "spreadsheet",
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"\x1f\x8b": "archive",
    b"SQLite format 3": "database",
}


def csv_form(path: Path, reading: Reading = AS_FOUND) -> TableForm:
    """How a file reads; UserError when it is empty, or not text at all."""
    encoding = text_encoding(path, reading.encoding)
    lines = _some_lines(path, encoding, 0)
    if not any(line.strip() for line in lines):
        raise UserError("empty_file", path=str(path))
    above, said = _separator(lines)
    headless = reading.header_line == NO_HEADER
    above = max(above, reading.header_line - 1)
    lines = _some_lines(path, encoding, above)
    delimiter = _said_delimiter(reading.delimiter) or said or _delimiter(lines)
    rows = _head(lines, delimiter)
    if headless and rows:
        width = max(len(row.cells) for row in rows)
        return TableForm("csv", tuple(map(letters, range(width))), above, encoding, delimiter, headless=True)
    if not rows:
        raise UserError("no_such_line" if reading.header_line else "empty_file", path=str(path), line=above + 1)
    header = rows[0 if reading.header_line else header_place([r.cells for r in rows])]
    header = replace(header, line=header.line + above)
    if header.fault == "too_many_cells":
        raise UserError("too_many_columns", path=str(path), line=header.line, count=MOST_COLUMNS)
    if header.fault:
        raise UserError("header_unreadable", path=str(path), line=header.line)
    return TableForm("csv", tuple(c.strip() for c in header.cells), header.line, encoding, delimiter)


def text_encoding(path: Path, said: str = "") -> str:
    """How the text of a file is written: as said, else by its mark, else UTF-8 where it is that, else cp1252.

    UserError when it is empty or not text at all, or nothing is called what was said.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except FileNotFoundError as error:
        raise UserError("file_missing", path=str(path)) from error
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    if size == 0 or not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UserError("empty_file", path=str(path))
    return _said_encoding(path, said) or _encoding(path, head)


def csv_rows(path: Path, form: TableForm) -> RowStream:
    """The records below the header; blank lines are no records. UserError when too many cannot be read."""
    broken, first_broken, open_since = 0, 0, 0
    with text_stream(path, form.encoding) as stream:
        records = _records(whole_lines(stream), form.delimiter, form.header_line - (not form.headless))
        if not form.headless:
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
                yield TableRow(row.line, row.cells, "after_unclosed_quote", str(open_since))
                continue
            yield row


def csv_head(path: Path, form: TableForm, n: int) -> list[TableRow]:
    """The first records of a file that hold anything, those above the header included."""
    with text_stream(path, form.encoding) as stream:
        return _filled(_records(whole_lines(stream), form.delimiter), n)


def count_lines(path: Path) -> int:
    """About how many lines a file has, for the progress shown."""
    ends = {b"\n": 0, b"\r": 0}
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            for end in ends:
                ends[end] += block.count(end)
    return (ends[b"\n"] or ends[b"\r"]) + 1


def _some_lines(path: Path, encoding: str, above: int) -> list[str]:
    """As many lines as a header is looked for in, after those above."""
    with text_stream(path, encoding) as stream:
        return list(islice(whole_lines(stream), above, above + _HEAD_LINES))


def _separator(lines: Sequence[str]) -> tuple[int, str]:
    """A spreadsheet's own word on its separator above the header: how many lines it takes, and which."""
    place = next(n for n, line in enumerate(lines) if line.strip())
    said = _SEPARATOR_LINE.fullmatch(lines[place].strip("\r\n "))
    return (place + 1, said[1]) if said else (0, "")


def _said_delimiter(given: str) -> str:
    if len(given) > 1 or given in ("\r", "\n", '"'):
        raise UserError("bad_delimiter", delimiter=given)
    return given


def _said_encoding(path: Path, name: str) -> str:
    try:
        b"    ".decode(name or "utf-8", "replace")  # some that are found by their name are none of text
        return codecs.lookup(name).name if name else ""
    except (LookupError, ValueError) as error:
        raise UserError("unknown_encoding", path=str(path), encoding=name) from error


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
    if _WEB_PAGE.match(head):
        raise UserError("not_text", path=str(path), kind="web_page")
    control = sum(1 for byte in head if byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a")
    if control * 20 > len(head):
        if wide := _unmarked_utf16(head):
            return wide
        raise UserError("not_text", path=str(path), kind="binary")
    return "utf-8" if _is_utf8(path) else "cp1252"


def _unmarked_utf16(head: bytes) -> str:
    """UTF-16 without its mark: of each pair of bytes, nearly always the same one is zero in any Western text."""
    pairs = len(head) // 2
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if pairs >= 4 and zeros >= 0.7 * pairs and not others:
            return name
    return ""


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


def whole_lines(stream: TextIO) -> Iterator[str]:
    """The lines of a file; of one longer than any should be only its beginning, so that no file fills the memory."""
    while line := stream.readline(LONGEST_LINE):
        yield line
        while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            line = stream.readline(LONGEST_LINE)


def _filled(records: Iterator[TableRow], n: int) -> list[TableRow]:
    return list(islice((r for r in records if r.fault or any(c.strip() for c in r.cells)), n))


def _head(lines: Sequence[str], delimiter: str) -> list[TableRow]:
    """The first rows of these lines; what is not closed within them is closed later in the file."""
    return _filled(_records(iter(lines), delimiter), HEAD_ROWS)


def _delimiter(lines: Sequence[str]) -> str:
    """The one that shows our columns; else the most frequent of the first line that has any twice in a row."""
    plain = _most_frequent(next((line for line in lines if line.strip()), ""))
    named = {d: _names(_head(lines, d)) for d in DELIMITERS}
    best = max((plain or ",", *DELIMITERS), key=lambda d: named[d])
    if named[best] >= 2 and named.get(plain or ",", 0) < 2:
        return best
    return plain or _regular(lines) or ","


def _names(rows: Sequence[TableRow]) -> int:
    return recognised(rows[header_place([r.cells for r in rows])].cells) if rows else 0


def _most_frequent(line: str) -> str:
    outside = "".join(part for n, part in enumerate(line.split('"')) if n % 2 == 0)
    best = max(DELIMITERS, key=outside.count)
    return best if outside.count(best) else ""


def _regular(lines: Sequence[str]) -> str:
    """Below a title that has none: what splits each of the lines at hand into the same number of three or more."""
    for delimiter in DELIMITERS:
        widths = [len(r.cells) for r in _head(lines, delimiter)[1:]]
        if len(widths) >= 2 and min(widths) == max(widths) >= 3:
            return delimiter
    return ""


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


def _records(source: Iterator[str], delimiter: str, skipped: int = 0) -> Iterator[TableRow]:
    """The records of these lines, after as many lines that are left out."""
    csv.field_size_limit(LONGEST_CELL)
    lines = _Lines(source)
    for _ in range(skipped):
        lines.start_record()
        next(lines, None)
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
            yield TableRow(line, (), fault, value)
            continue
        if len(cells) > MOST_COLUMNS:
            yield TableRow(line, (), "too_many_cells", str(MOST_COLUMNS))
            continue
        yield TableRow(line, tuple(cells))


def _fault(error: Exception) -> str:
    said = str(error)
    if isinstance(error, _Unclosed) or "unexpected end of data" in said:
        return "unclosed_quote"
    if "expected after" in said:
        return "stray_quote"
    return "cell_too_long" if "field larger" in said else "unreadable"
