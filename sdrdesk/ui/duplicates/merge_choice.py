"""What a person chooses, field by field, of the leads to be merged."""

from collections.abc import Mapping, Sequence

from sdrdesk.core.domain.lead import PHONE_COLUMNS
from sdrdesk.core.operations.merge_previews import Side
from sdrdesk.core.operations.merging import CHOICES

TIED = ("source", "source_date", "external_id")
"""Columns that speak of one thing: chosen together."""


class MergeChoice:
    """The side that each column is taken from; a blank is never chosen over something known."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.sides = list(sides)
        numbers = {self.value(c, n) for c in PHONE_COLUMNS for n in range(len(sides))} - {""}
        always = PHONE_COLUMNS if len(numbers) > 1 else ()  # one that is not chosen goes in the other's place
        self.columns = [c for c in CHOICES if c in always or any(self.value(c, n) for n in range(len(sides)))]
        self._chosen = {column: self.usual(column) for column in self.columns}

    def value(self, column: str, side: int) -> str:
        """What a lead says in a column."""
        found: str = getattr(self.sides[side].lead, column)
        return found

    def usual(self, column: str) -> int:
        """The side a column comes from where nobody chooses: the first that says something."""
        asked = "source" if column in TIED and any(self.value("source", n) for n in range(len(self.sides))) else column
        return next((n for n in range(len(self.sides)) if self.value(asked, n)), 0)

    def chosen(self, column: str) -> int:
        """The side a column comes from."""
        return self._chosen[column]

    def differs(self, column: str) -> bool:
        """Whether the leads say different things there; a blank says nothing."""
        return len({self.value(column, n) for n in range(len(self.sides))} - {""}) > 1

    def can_choose(self, column: str) -> list[int]:
        """The sides that say something in a column."""
        return [n for n in range(len(self.sides)) if self.value(column, n)]

    def choose(self, column: str, side: int) -> bool:
        """Take a column from a side, and those tied to it; whether that changes anything."""
        if side not in self.can_choose(column) or self._chosen[column] == side:
            return False
        for one in TIED if column in TIED else (column,):
            if one in self._chosen:
                self._chosen[one] = side
        return True

    def carry(self, before: "MergeChoice") -> None:
        """Choose what was chosen before of the same leads, where it can still be."""
        if [side.lead.id for side in self.sides] == [side.lead.id for side in before.sides]:
            for column in before.columns:
                if column in self._chosen:
                    self.choose(column, before.chosen(column))

    def step(self, column: str, by: int, *, around: bool = False) -> bool:
        """Take a column from the next side that says something, or the one before."""
        sides = self.can_choose(column)
        if self._chosen[column] not in sides:
            return False
        at = sides.index(self._chosen[column]) + by
        if around:
            at %= len(sides)
        return 0 <= at < len(sides) and self.choose(column, sides[at])

    @property
    def fields(self) -> Mapping[str, str]:
        """What differs from what would come by itself, as an operation takes it."""
        moved = {c for c in self.columns if self._chosen[c] != self.usual(c)}
        if moved & set(TIED):
            side = self._chosen[next(iter(moved & set(TIED)))]
            return {c: self.value(c, self._chosen[c]) for c in moved if c not in TIED} | {
                c: self.value(c, side) for c in TIED
            }
        return {c: self.value(c, self._chosen[c]) for c in moved}
