"""What every kind of file gives once it is read: a header with its place, and rows of text below it."""

from collections.abc import Generator
from dataclasses import dataclass

LONGEST_CELL = 1_000_000
"""Characters of one cell."""
MOST_COLUMNS = 16_384
"""Columns of one row: what a spreadsheet holds at most."""
HEAD_ROWS = 30
"""Rows among which the header is looked for, and that a preview shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person says that a file is to be read; what is blank is found out.

    `header_line` is the line of the file, or row of the sheet, that holds the header, from 1; 0 to find it out.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_line: int = 0


AS_FOUND = Reading()


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a file was read; `kind` is "csv", "spreadsheet" or "vcard", and what its kind does not have is blank."""

    kind: str
    header: tuple[str, ...]
    header_line: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record and the line it begins on; `fault` says why it cannot be read, with a value for the sentence."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""
    value: str = ""


RowStream = Generator[TableRow, None, None]
"""The rows of a file as they are read; closed, it lets go of the file."""
