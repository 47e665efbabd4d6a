"""Reads a table from a file: its form, its first rows for the eye, and its records below the header."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sdrdesk.core.exchange.csv_file import CsvForm, CsvRow, count_lines, csv_form, csv_rows

TableRow = CsvRow


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person says that a file is to be read; what is blank is found out."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_line: int = 0


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a file was read: what it is, its header and where that stands."""

    kind: str
    header: tuple[str, ...]
    header_line: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def table_form(path: Path, reading: Reading = Reading()) -> TableForm:
    """How a file reads; UserError when it is empty, or no table at all."""
    form = csv_form(path, reading.encoding or None, reading.delimiter or None)
    return TableForm("csv", form.header, form.header_line, form.encoding, form.delimiter)


def table_rows(path: Path, form: TableForm) -> Iterator[TableRow]:
    """The records below the header."""
    return csv_rows(path, CsvForm(form.encoding, form.delimiter, form.header, form.header_line))


def head_rows(path: Path, reading: Reading = Reading(), n: int = 30) -> list[TableRow]:
    """The first rows as read."""
    return list(islice(table_rows(path, table_form(path, reading)), n))


def count_rows(path: Path, form: TableForm) -> int:
    """About how many rows there are, for the progress shown."""
    return count_lines(path) - form.header_line
