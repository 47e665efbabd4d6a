"""The one door to tables in files, whatever their kind: how a file reads, its first rows, and the rows of its list."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.csv_file import count_lines, csv_form, csv_head, csv_rows
from sdrdesk.core.exchange.header_line import recognised
from sdrdesk.core.exchange.table import AS_FOUND, HEAD_ROWS, RowStream
from sdrdesk.core.exchange.table import NO_HEADER as NO_HEADER
from sdrdesk.core.exchange.table import Reading as Reading
from sdrdesk.core.exchange.table import TableForm as TableForm
from sdrdesk.core.exchange.table import TableRow as TableRow
from sdrdesk.core.exchange.table import letters as letters
from sdrdesk.core.exchange.vcard_file import count_cards, is_vcard, vcard_form, vcard_rows
from sdrdesk.core.exchange.workbook_file import (
    count_workbook_rows,
    is_workbook,
    workbook_form,
    workbook_head,
    workbook_rows,
)
from sdrdesk.core.normalising.reaching import reaching_column

_BEGINNING = 512


def table_form(path: Path, reading: Reading = AS_FOUND) -> TableForm:
    """How a file reads; UserError when it is empty, holds no table or cannot be read within its bounds.

    Where nobody said which line is the header, one that names no column of ours and reaches somebody is a row.
    """
    form = _form(path, reading)
    if reading.header_line or form.kind == "vcard" or not _is_a_row(form.header):
        return form
    return _form(path, replace(reading, header_line=NO_HEADER))


def _is_a_row(cells: Sequence[str]) -> bool:
    return not recognised(cells) and any(reaching_column(cell) for cell in cells)


def _form(path: Path, reading: Reading) -> TableForm:
    head = _beginning(path)
    if is_workbook(path, head):
        return workbook_form(path, reading)
    if is_vcard(head):
        return vcard_form(path, reading)
    return csv_form(path, reading)


def table_rows(path: Path, form: TableForm) -> RowStream:
    """The rows below the header, in the order of the file; blank ones are no rows."""
    match form.kind:
        case "spreadsheet":
            return workbook_rows(path, form)
        case "vcard":
            return vcard_rows(path, form)
        case _:
            return csv_rows(path, form)


def head_rows(path: Path, reading: Reading = AS_FOUND, n: int = HEAD_ROWS) -> list[TableRow]:
    """The first rows as read, those above the header included, for a preview."""
    form = table_form(path, reading)
    match form.kind:
        case "spreadsheet":
            return workbook_head(path, form, n)
        case "vcard":
            return list(islice(vcard_rows(path, form), n))
        case _:
            return csv_head(path, form, n)


def count_rows(path: Path, form: TableForm) -> int:
    """About how many rows there are, for the progress shown."""
    match form.kind:
        case "spreadsheet":
            return count_workbook_rows(path, form)
        case "vcard":
            return count_cards(path)
        case _:
            return count_lines(path)


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_BEGINNING)
    except FileNotFoundError as error:
        raise UserError("file_missing", path=str(path)) from error
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
