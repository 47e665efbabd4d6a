"""Writes CSV that spreadsheets open without harm and that we read back unchanged (formats, section 6)."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sdrdesk.core.exchange.columns import GUARDED, with_guard
from sdrdesk.core.exchange.out_table import CellKind, OutColumn, Pages, height
from sdrdesk.core.exchange.written_file import written

_FIRST = frozenset(GUARDED)
"""What a cell begins with that may need the guard; looked up once for each cell of a million rows."""


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> int:
    """Write rows as UTF-8 with BOM, formulas guarded, through a temporary file; how many rows. Lines end in CR LF."""
    columns = [OutColumn(name, name, CellKind.TEXT) for name in header]
    return write_csv_pages(path, columns, ([[cell] for cell in row] for row in rows), delimiter)


def write_csv_pages(path: Path, columns: Sequence[OutColumn], pages: Pages, delimiter: str) -> int:
    """Write a table as `write_csv` does; how many rows."""
    count = 0
    # Half a character cannot be written: it becomes a question mark, not the end of the export.
    with written(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="", errors="replace") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow([with_guard(c.header) for c in columns])
        for page in pages:
            said = [_cells(c.kind, cells) for c, cells in zip(columns, page, strict=True)]
            writer.writerows(zip(*said, strict=True))
            count += height(page)
    return count


def _cells(kind: CellKind, cells: Sequence[Any]) -> Sequence[Any]:
    match kind:
        case CellKind.CODE:
            return cells
        case CellKind.NUMBER:
            return [int(c) if c is not None and c == int(c) else c for c in cells]
        case CellKind.TEXT | CellKind.PROSE | CellKind.FIGURE | CellKind.TIME:
            return [with_guard(c) if c and c[0] in _FIRST else c for c in cells]
