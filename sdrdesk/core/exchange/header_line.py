"""Finds the header of a list that may have a title, an author and a date above it."""

import re
from collections import Counter
from collections.abc import Sequence

from sdrdesk.core.exchange.signal_columns import map_signal_headers

_VALUE = re.compile(r"[\d\s.,:/+()%€$£-]*\d[\d\s.,:/+()%€$£-]*|\S+@\S+")
"""What stands in a row of values and never names a column: numbers, dates, times, phones, addresses."""


def recognised(cells: Sequence[str]) -> int:
    """How many of our columns these names stand for."""
    return len(map_signal_headers([c.strip() for c in cells]).sources)


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows of a list is its header; the very first unless another is plainly it.

    A later row is taken where it names two of our columns or more and all above it fill fewer cells; or where no row
    does, the first is a lone title, most rows are at least three cells wide, and that row is the first of their width
    and holds names only.
    """
    filled = [sum(1 for c in row if c.strip()) for row in rows]
    for place, row in enumerate(rows):
        if recognised(row) >= 2:
            place = _below_its_groups(rows, place)
            return place if place == 0 or max(filled[:place]) < filled[place] else 0
    usual = Counter(filled).most_common(1)[0][0] if rows else 0
    if usual < 3 or filled[0] > 1:
        return 0
    place = next(n for n, width in enumerate(filled) if width >= usual)
    return place if all(_names_a_column(c) for c in rows[place] if c.strip()) else 0


def _below_its_groups(rows: Sequence[Sequence[str]], place: int) -> int:
    """The row under one that names groups of columns: it names more of ours, in more cells, and holds names only."""
    below = rows[place + 1] if place + 1 < len(rows) else ()
    names = [c for c in below if c.strip()]
    more = len(names) > sum(1 for c in rows[place] if c.strip()) and recognised(below) > recognised(rows[place])
    return place + 1 if more and all(map(_names_a_column, names)) else place


def _names_a_column(cell: str) -> bool:
    return not _VALUE.fullmatch(cell.strip())
