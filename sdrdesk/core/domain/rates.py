"""Rates and spreads with how many they rest on: a share of forty is not a share of four."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

ENOUGH = 30
"""How many a figure rests on at the least; below it is said that there is not enough data."""
GOAL = 0.9
"""The share of hand-offs that sales should take up (M22)."""
_Z = 1.959963984540054
"""The standard score of 95 %, both sides."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many `of` so many, with the interval that holds the true share in 95 of 100 cases (Wilson's score)."""

    n: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.n / self.of if self.of else None

    @property
    def low(self) -> float | None:
        """The lower end of the interval."""
        return None if not self.of else 0.0 if not self.n else self._middle - self._half

    @property
    def high(self) -> float | None:
        """The upper end of the interval."""
        return None if not self.of else 1.0 if self.n == self.of else self._middle + self._half

    @property
    def enough(self) -> bool:
        """Whether it rests on enough to be read as a share."""
        return self.of >= ENOUGH

    @property
    def _middle(self) -> float:
        return (self.n + _Z * _Z / 2) / (self.of + _Z * _Z)

    @property
    def _half(self) -> float:
        between = self.n * (self.of - self.n) / self.of
        return _Z * sqrt(between + _Z * _Z / 4) / (self.of + _Z * _Z)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the middle half of `n` values lies; None of nothing."""

    n: int
    low: float | None = None
    median: float | None = None
    high: float | None = None

    @property
    def enough(self) -> bool:
        """Whether it rests on enough to be read as a middle."""
        return self.n >= ENOUGH


def spread(values: Iterable[float]) -> Spread:
    """The quartiles of values: a quarter of the way falls between two of them in proportion (as spreadsheets do)."""
    ordered = sorted(values)
    if not ordered:
        return Spread(0)
    return Spread(len(ordered), *(_at(ordered, quarter) for quarter in (1, 2, 3)))


def _at(ordered: list[float], quarter: int) -> float:
    place, rest = divmod((len(ordered) - 1) * quarter, 4)
    if not rest:
        return float(ordered[place])
    return ordered[place] + (ordered[place + 1] - ordered[place]) * rest / 4
