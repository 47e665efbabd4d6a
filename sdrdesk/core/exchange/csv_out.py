"""Writes CSV that spreadsheets open without harm and that we read back unchanged (formats, section 6)."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sdrdesk.core.exchange.columns import with_guard
from sdrdesk.core.exchange.out_table import CellKind, OutColumn, Pages, height
from sdrdesk.core.exchange.written_file import written

_SPECIAL = re.compile(r"""^[=+\-@\t\r']|[",;\t|\r\n]""")
"""What needs the guard or quotes; looked for once in each cell of a million rows."""
_SEPARATES = re.compile(r'[",;\t|\r\n]')
"""A program that takes several separators at once would cut a cell at any of these, and read on as a formula."""


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> int:
    """Write rows as UTF-8 with BOM, formulas guarded, through a temporary file; how many rows. Lines end in CR LF."""
    columns = [OutColumn(name, name, CellKind.TEXT) for name in header]
    return write_csv_pages(path, columns, ([[cell] for cell in row] for row in rows), delimiter)


def write_csv_pages(path: Path, columns: Sequence[OutColumn], pages: Pages, delimiter: str) -> int:
    """Write a table as `write_csv` does; how many rows."""
    count = 0
    # Half a character cannot be written: it becomes a question mark, not the end of the export.
    with written(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="", errors="replace") as stream:
        stream.write(_lines(delimiter, [[_text(c.header)] for c in columns]))
        for page in pages:
            stream.write(_lines(delimiter, [_cells(c.kind, cells) for c, cells in zip(columns, page, strict=True)]))
            count += height(page)
    return count


def _lines(delimiter: str, by_column: Sequence[Sequence[str]]) -> str:
    if len(by_column) == 1:  # an empty line would be no row
        by_column = [[cell or '""' for cell in by_column[0]]]
    return "".join([f"{delimiter.join(row)}\r\n" for row in zip(*by_column, strict=True)])


def _cells(kind: CellKind, cells: Sequence[Any]) -> Sequence[str]:
    if not any(cells) and kind is not CellKind.NUMBER:  # many columns are blank on a whole page
        return [""] * len(cells)
    match kind:
        case CellKind.CODE:
            return [cell or "" for cell in cells] if None in cells else cells
        case CellKind.NUMBER:
            return [_number(n) for n in cells]
        case CellKind.TEXT | CellKind.PROSE | CellKind.FIGURE | CellKind.TIME:
            special = _SPECIAL.search
            return [_text(cell) if cell and special(cell) else cell or "" for cell in cells]


@lru_cache(maxsize=4_096)
def _number(n: float | None) -> str:
    return "" if n is None else str(int(n) if n == int(n) else n)


def _text(cell: str) -> str:
    if cell[:1] == "+" and cell[1:].isdigit():  # most of them: a number as we keep it
        return cell
    said = with_guard(cell)
    return f'"{said.replace(chr(34), chr(34) * 2)}"' if _SEPARATES.search(said) else said
