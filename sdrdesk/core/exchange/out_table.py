"""A table on its way out: its columns, each with what its cells are, and its rows in pages read column by column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class CellKind(Enum):
    """What the cells of a column hold, which says how a file keeps them."""

    CODE = auto()
    """An id or a code of ours: a text that no spreadsheet takes for a formula."""
    TEXT = auto()
    """A text that somebody gave, in a line."""
    PROSE = auto()
    """A text that somebody gave, of any length."""
    FIGURE = auto()
    """A text that somebody gave and that mostly is a number: a number where it reads back as the same text."""
    NUMBER = auto()
    """A whole number, or one with a decimal."""
    TIME = auto()
    """An ISO day, an ISO instant with its offset, or None; a text that is neither stays one."""


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column: our name of it, how the file names it, what its cells are."""

    ours: str
    header: str
    kind: CellKind


Page = Sequence[Sequence[Any]]
"""Some rows, column by column, in the order of the columns."""
Pages = Iterable[Page]


def height(page: Page) -> int:
    """How many rows a page has."""
    return len(page[0]) if page else 0
