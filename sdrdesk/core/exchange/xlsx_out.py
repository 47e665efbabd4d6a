"""Writes xlsx for people: typed text cells, dates as dates, numbers as numbers, nothing that computes or links.

XlsxWriter makes the workbook; its rows are put together here, since a million of them pass and since it would take a
text that begins with <r> for markup. Memory stays flat: rows go to a temporary folder beside the file.
"""

import math
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from sdrdesk.core.exchange.columns import GUARDED
from sdrdesk.core.exchange.out_table import CellKind, OutColumn, Pages, height
from sdrdesk.core.exchange.written_file import written

ROWS_A_SHEET = 1_048_575
"""Rows below the header that a sheet of Excel holds."""
LONGEST_CELL = 32_767
"""UTF-16 units that a cell of Excel holds."""
_FIRST_DAY, _FIRST_EXACT = date(1899, 12, 30), date(1900, 3, 1)
"""Day 0 of a spreadsheet, and the day from which all programs count alike (Excel has a 29 February 1900)."""
_LAST_EXACT = date(9999, 12, 31)
_EXACT = 15
"""Characters of a number up to which a spreadsheet keeps it as it is."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}")
_FIGURE = re.compile(r"(?!-0$)-?(?:0|[1-9]\d{0,14})(?:\.\d{0,4}[1-9])?")
# What XML has no place for is left out, but for the one that every program reads back from _xHHHH_.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPED = re.compile("_x[0-9a-fA-F]{4}_|[&<>\r\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile(r"^\s|\s\Z|[\x00-\x08\x0b-\x1f&<>\ufffe\uffff\ud800-\udfff]|_x[0-9a-fA-F]{4}_")
_AS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "_x000D_", "\ufffe": "", "\uffff": ""}
_WIDTHS = {
    CellKind.CODE: 14, CellKind.TEXT: 20, CellKind.PROSE: 48, CellKind.FIGURE: 12, CellKind.NUMBER: 10,
    CellKind.TIME: 17,
}  # fmt: skip
_TEXT, _GUARDED, _AS_DAY, _AS_MOMENT, _PLAIN = range(5)
Column = Callable[[int, Sequence[Any]], list[str]]
"""Makes the cells of some rows of a column, from the number of the first."""


@dataclass(frozen=True, slots=True)
class WrittenBook:
    """How many rows were written on how many sheets, and how many texts were too long for a cell."""

    rows: int
    sheets: int
    long_texts: int = 0


@dataclass(frozen=True, slots=True)
class SheetNames:
    """What the sheets are called: of the rows, and of the texts too long for a cell, with its header."""

    rows: str
    long_texts: str
    long_header: tuple[str, str, str, str]


def write_xlsx(
    path: Path,
    columns: Sequence[OutColumn],
    pages: Pages,
    names: SheetNames,
    go_on: Callable[[], None] = lambda: None,
    rows_a_sheet: int = ROWS_A_SHEET,
) -> WrittenBook:
    """Write a table, over further sheets where one is full; `go_on` is called often and may raise to end it.

    A text over Excel's limit keeps in its cell the paragraphs that fit, and stands whole, in pieces, on a last sheet.
    """
    with (
        written(path) as temporary,
        tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=path.parent, ignore_cleanup_errors=True) as folder,
        closing(_Asking(temporary, go_on)) as stream,
    ):
        book = _Book(stream, folder, columns, names, rows_a_sheet, go_on)
        try:
            for page in pages:
                book.add(page)
            done = book.finish()
        except BaseException:
            book.abandon()
            raise
    return done


class _Asking:
    """A file that asks before each write whether to go on; once the answer was no it takes in nothing more."""

    def __init__(self, path: Path, go_on: Callable[[], None]) -> None:
        self._stream, self._go_on, self._over = path.open("wb"), go_on, False

    def write(self, data: bytes) -> int:
        """Write, unless the archive is being put away after an error."""
        if self._over:
            return len(data)
        try:
            self._go_on()
            return self._stream.write(data)
        except BaseException:
            self._over = True
            raise

    def seek(self, to: int, whence: int = 0) -> int:
        """Go somewhere in the file."""
        return 0 if self._over else self._stream.seek(to, whence)

    def tell(self) -> int:
        """Where in the file."""
        return 0 if self._over else self._stream.tell()

    def flush(self) -> None:
        """Hand over what is buffered."""
        if not self._over:
            self._stream.flush()

    def close(self) -> None:
        """The end, whatever an archive left open still wants to write."""
        self._over = True
        self._stream.close()


class _AskingRows(TextIOWrapper):
    """The rows of a sheet, which are read back when the workbook is put together: that may be told to stop too."""

    go_on: Callable[[], None]

    def read(self, size: int | None = -1, /) -> str:
        """Read on, unless told to stop."""
        self.go_on()
        return super().read(size)


class _Book:
    """A workbook being written."""

    def __init__(
        self,
        stream: _Asking,
        folder: str,
        columns: Sequence[OutColumn],
        names: SheetNames,
        rows_a_sheet: int,
        go_on: Callable[[], None],
    ) -> None:
        # XlsxWriter takes 70 ms to load: only whoever writes a workbook waits for it.
        from xlsxwriter import Workbook

        self._book = Workbook(
            stream,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.use_zip64()
        self._columns, self._names, self._most, self._go_on = columns, names, rows_a_sheet, go_on
        made = [self._book.add_format(said) for said in (
            {"num_format": "@"}, {"num_format": "@", "quote_prefix": True}, {"num_format": "yyyy-mm-dd"},
            {"num_format": "yyyy-mm-dd hh:mm"}, {"num_format": "General"},
        )]  # fmt: skip
        self._formats, self._bold = made, self._book.add_format({"bold": True, "num_format": "@"})
        self._styles = [f._get_xf_index() for f in made]
        self._writers = [self._writer(n, c) for n, c in enumerate(columns)]
        self._sheet: Any = None
        self._long: Any = None
        self._rows = self._on_sheet = self._sheets = self._long_rows = self._long_texts = 0

    def add(self, page: Sequence[Sequence[Any]]) -> None:
        """Write the rows of a page."""
        done, rows = 0, height(page)
        while done < rows:
            if self._sheet is None or self._on_sheet == self._most:
                self._next_sheet()
            n = min(rows - done, self._most - self._on_sheet)
            self._add_rows(page, done, done + n)
            done += n

    def _add_rows(self, page: Sequence[Sequence[Any]], start: int, stop: int) -> None:
        number = self._on_sheet + 2  # rows are counted from 1, and the first is the header
        by_column = [writer(number, cells[start:stop]) for writer, cells in zip(self._writers, page, strict=True)]
        said = [f'<row r="{number + n}">{"".join(row)}</row>' for n, row in enumerate(zip(*by_column, strict=True))]
        self._sheet.row_data_fh.write("".join(said))
        self._rows += stop - start
        self._on_sheet += stop - start
        self._sheet.dim_rowmax = self._on_sheet

    def _next_sheet(self) -> None:
        self._sheets += 1
        name = self._names.rows if self._sheets == 1 else f"{self._names.rows} {self._sheets}"
        self._sheet, self._on_sheet = self._book.add_worksheet(name), 0
        self._begin(self._sheet, [c.header for c in self._columns], [c.kind for c in self._columns])

    def _begin(self, sheet: Any, header: Sequence[str], kinds: Sequence[CellKind]) -> None:
        """Give a sheet its widths, and a header that stays in sight; spreadsheets say nothing of numbers as text."""
        sheet.row_data_fh.close()
        sheet.row_data_fh = sheet.fh = _AskingRows(open(sheet.row_data_filename, "w+b"), encoding="utf-8")  # noqa: SIM115
        sheet.row_data_fh.go_on = self._go_on
        for n, (name, kind) in enumerate(zip(header, kinds, strict=True)):
            look = self._formats[_TEXT] if kind in (CellKind.CODE, CellKind.TEXT, CellKind.PROSE) else None
            sheet.set_column(n, n, max(_WIDTHS[kind], min(30, len(name) + 2)), look)
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS_A_SHEET + 1}"})
        style = self._bold._get_xf_index()
        cells = [_text_cell(f'<c r="{_letters(n)}1" s="{style}"', name) for n, name in enumerate(header)]
        sheet.row_data_fh.write(f'<row r="1">{"".join(cells)}</row>')
        sheet.dim_rowmin, sheet.dim_rowmax, sheet.dim_colmin, sheet.dim_colmax = 0, 0, 0, len(header) - 1

    # -- cells ---------------------------------------------------------------------------------------------------

    def _writer(self, n: int, column: OutColumn) -> Column:
        letters = f'<c r="{_letters(n)}'
        match column.kind:
            case CellKind.NUMBER:
                return partial(_numbers, letters)
            case CellKind.FIGURE:
                return partial(self._figures, letters, column)
            case CellKind.TIME:
                return partial(self._times, letters, column)
            case CellKind.CODE | CellKind.TEXT | CellKind.PROSE:
                return partial(self._texts, letters, column)

    def _texts(self, letters: str, column: OutColumn, first: int, cells: Sequence[str]) -> list[str]:
        style, guarded = self._styles[_TEXT], self._styles[_GUARDED]
        said = []
        for row, text in enumerate(cells, first):
            if not text:
                said.append("")
                continue
            if len(text) > LONGEST_CELL // 2 and _units(text) > LONGEST_CELL:
                text = self._shortened(text, column, row)
            # What begins like a formula stays a text in Excel even when somebody edits the cell and leaves it.
            head = f'{letters}{row}" s="{guarded if text[:1] in _FIRST else style}"'
            said.append(_text_cell(head, text))
        return said

    def _figures(self, letters: str, column: OutColumn, first: int, cells: Sequence[str]) -> list[str]:
        return [
            f'{letters}{row}"><v>{text}</v></c>'
            if text and len(text) <= _EXACT and _FIGURE.fullmatch(text)
            else self._texts(letters, column, row, [text])[0]
            for row, text in enumerate(cells, first)
        ]

    def _times(self, letters: str, column: OutColumn, first: int, cells: Sequence[str | None]) -> list[str]:
        said = []
        for row, text in enumerate(cells, first):
            days, style = _days(text) if text else (None, _TEXT)
            if days is None:
                said += self._texts(letters, column, row, [text or ""])
            else:
                said.append(f'{letters}{row}" s="{self._styles[style]}"><v>{days}</v></c>')
        return said

    def _shortened(self, text: str, column: OutColumn, row: int) -> str:
        """The paragraphs that fit: what is left out is on the sheet of long texts, and an import adds nothing twice."""
        kept, left = [], LONGEST_CELL
        for part in text.split("\n\n"):
            left -= _units(part) + 2
            if left < 0:
                break
            kept.append(part)
        self._keep_whole(text, column, row)
        return "\n\n".join(kept)

    def _keep_whole(self, text: str, column: OutColumn, row: int) -> None:
        self._long_texts += 1
        if self._long is None:
            self._long = self._book.add_worksheet(self._names.long_texts)
            kinds = (CellKind.CODE, CellKind.TEXT, CellKind.NUMBER, CellKind.PROSE)
            self._begin(self._long, self._names.long_header, kinds)
        sheet = self._names.rows if self._sheets == 1 else f"{self._names.rows} {self._sheets}"
        # Half the limit in characters is below it whatever the characters are.
        size = LONGEST_CELL // 2
        for part in range(math.ceil(len(text) / size)):
            self._long_rows += 1
            n, style = self._long_rows + 1, self._styles[_TEXT]
            cells = [
                _text_cell(f'<c r="A{n}" s="{style}"', f"{sheet}, {row}"),
                _text_cell(f'<c r="B{n}" s="{style}"', column.header),
                f'<c r="C{n}"><v>{part + 1}</v></c>',
                _text_cell(f'<c r="D{n}" s="{style}"', text[part * size : (part + 1) * size]),
            ]
            self._long.row_data_fh.write(f'<row r="{n}">{"".join(cells)}</row>')
        self._long.dim_rowmax = self._long_rows

    # -- the end -------------------------------------------------------------------------------------------------

    def finish(self) -> WrittenBook:
        """Put the workbook together."""
        from xlsxwriter.exceptions import FileCreateError

        if self._sheet is None:
            self._next_sheet()
        if self._long is not None:  # it was begun among the sheets of rows, and comes after them
            order = self._book.worksheets_objs
            order.sort(key=lambda sheet: sheet is self._long)
            for n, sheet in enumerate(order):
                sheet.index = n
        try:
            self._book.close()
        except FileCreateError as error:  # XlsxWriter's own name for what the disk said
            raise error.args[0] from error
        return WrittenBook(self._rows, self._sheets, self._long_texts)

    def abandon(self) -> None:
        """Let go of the files of a workbook that is not to be."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()
            sheet.fh.close()
        self._book.fileclosed = True


_FIRST = frozenset(GUARDED)


def _numbers(letters: str, first: int, cells: Sequence[float | None]) -> list[str]:
    return ["" if n is None else f'{letters}{row}"><v>{n}</v></c>' for row, n in enumerate(cells, first)]


def _text_cell(head: str, text: str) -> str:
    if not _SPECIAL.search(text):  # nearly all of them
        return f'{head} t="inlineStr"><is><t>{text}</t></is></c>'
    said = _ESCAPED.sub(_escape, _CONTROL.sub("", text))
    kept = ' xml:space="preserve"' if said[:1].isspace() or said[-1:].isspace() else ""
    return f'{head} t="inlineStr"><is><t{kept}>{said}</t></is></c>' if said else ""


def _escape(found: re.Match[str]) -> str:
    said = found.group()
    return _AS[said] if said in _AS else (f"_x005F{said}" if len(said) > 1 else "\ufffd")


def _days(text: str) -> tuple[float | int | None, int]:
    """An ISO day or instant as the days that a spreadsheet counts, by the clock it names; None for any other text."""
    try:
        if _DAY.fullmatch(text):
            day, clock, style = date.fromisoformat(text), timedelta(), _AS_DAY
        elif _MOMENT.fullmatch(text):
            at = datetime.fromisoformat(text)
            day, style = at.date(), _AS_MOMENT
            clock = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
        else:
            return None, _TEXT
    except ValueError:  # looks like one, and is no day of any calendar
        return None, _TEXT
    if not _FIRST_EXACT <= day <= _LAST_EXACT:
        return None, _TEXT
    whole = (day - _FIRST_DAY).days
    return (whole + clock / timedelta(days=1) if clock else whole), style


def _units(text: str) -> int:
    """How long a spreadsheet takes a text to be."""
    return len(text) + sum(c > "\uffff" for c in text)


def _letters(n: int) -> str:
    """The letters of the nth column, from 0: A, B, …, Z, AA."""
    said = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        said = chr(65 + rest) + said
    return said
