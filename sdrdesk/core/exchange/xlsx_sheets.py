"""Writes a few small tables as the sheets of one workbook: texts that never compute, numbers as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sdrdesk.core.exchange.columns import GUARDED
from sdrdesk.core.exchange.written_file import written

LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
_WIDEST = 48


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: the name of its sheet, its header and its rows."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str | int | float]]


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> int:
    """Write tables of a few thousand rows, a sheet each; how many rows. All of it is put together in memory."""
    # XlsxWriter takes 70 ms to load: only whoever writes a workbook waits for it.
    from xlsxwriter import Workbook

    with written(path) as temporary:
        book = Workbook(temporary, {"in_memory": True})
        bold, text = book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), book.add_format()
        # What begins like a formula stays a text even when somebody edits the cell and leaves it.
        guarded = book.add_format({"quote_prefix": True})
        for said in sheets:
            sheet = book.add_worksheet(said.name[:LONGEST_NAME])
            sheet.freeze_panes(1, 0)
            for n, name in enumerate(said.header):
                cells = [name[:16], *(str(row[n]) for row in said.rows)]
                sheet.set_column(n, n, min(_WIDEST, max(map(len, cells)) + 2))
                sheet.write_string(0, n, name, bold)
            for place, row in enumerate(said.rows, 1):
                for n, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(place, n, cell, guarded if cell[:1] in GUARDED else text)
                    else:
                        sheet.write_number(place, n, cell)
        book.close()
    return sum(len(said.rows) for said in sheets)
