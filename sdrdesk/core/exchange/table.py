"""What every kind of file gives once it is read: a header with its place, and rows of text below it."""

from collections.abc import Generator
from dataclasses import dataclass

LONGEST_CELL = 1_000_000
"""Characters of one cell."""
MOST_COLUMNS = 16_384
"""Columns of one row: what a spreadsheet holds at most."""
NO_HEADER = -1
"""Instead of the line of a header: the file begins with its rows, and its columns are called A, B, C…"""
HEAD_ROWS = 30
"""Rows among which the header is looked for, and that a preview shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person says that a file is to be read; what is blank is found out.

    `header_line` is the line of the file, or row of the sheet, that holds the header, from 1; 0 to find it out, and
    NO_HEADER where there is none.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_line: int = 0


AS_FOUND = Reading()


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a file was read; `kind` is "csv", "spreadsheet" or "vcard", and what its kind does not have is blank.

    Without a header `header_line` is the line before the first row, and `headless` is true.
    """

    kind: str
    header: tuple[str, ...]
    header_line: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    headless: bool = False


def letters(column: int) -> str:
    """The name that spreadsheets give a column, from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record and the line it begins on; `fault` says why it cannot be read, with a value for the sentence."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""
    value: str = ""


RowStream = Generator[TableRow, None, None]
"""The rows of a file as they are read; closed, it lets go of the file."""
