"""The one door to tables in files, whatever their kind: how a file reads, its first rows, and the rows of its list."""

from collections.abc import Iterator
from pathlib import Path

from sdrdesk.core.exchange.csv_file import count_lines, csv_form, csv_head, csv_rows
from sdrdesk.core.exchange.table import AS_FOUND, HEAD_ROWS
from sdrdesk.core.exchange.table import Reading as Reading
from sdrdesk.core.exchange.table import TableForm as TableForm
from sdrdesk.core.exchange.table import TableRow as TableRow


def table_form(path: Path, reading: Reading = AS_FOUND) -> TableForm:
    """How a file reads; UserError when it is empty, holds no table or cannot be read within its bounds."""
    return csv_form(path, reading)


def table_rows(path: Path, form: TableForm) -> Iterator[TableRow]:
    """The rows below the header, in the order of the file; blank ones are no rows."""
    return csv_rows(path, form)


def head_rows(path: Path, reading: Reading = AS_FOUND, n: int = HEAD_ROWS) -> list[TableRow]:
    """The first rows as read, those above the header included, for a preview."""
    return csv_head(path, csv_form(path, reading), n)


def count_rows(path: Path, form: TableForm) -> int:
    """About how many rows there are, for the progress shown."""
    return count_lines(path)
