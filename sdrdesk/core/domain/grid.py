"""A qualification grid: the written definition of a good lead and the criteria behind it, as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

CYCLES = ("short", "medium", "long")
TOPICS = frozenset({"fit", "engagement", "need", "need_shared", "role", "maturity", "potential", "process"})
TENTHS = 1000

Text = Mapping[str, str]
"""A text in every language of the program: {"en": …, "fr": …}."""


class Level(StrEnum):
    """Which question the grid answers: worth marketing's time (MQL) or sales time (SQL)."""

    MARKETING = "marketing"
    SALES = "sales"


class Family(StrEnum):
    """What a criterion speaks of: who they are, what they did, what they want."""

    PROFILE = "profile"
    BEHAVIOUR = "behaviour"
    INTENT = "intent"


class Kind(StrEnum):
    """How a criterion is answered."""

    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    MONTHS = "months"
    SIGNALS = "signals"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice; `eliminates` is the reason code of an answer that ends the matter."""

    id: str
    label: Text
    percent: int
    eliminates: str | None = None
    match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch of numbers, up to and including `up_to` (None on the last)."""

    up_to: float | None
    percent: int
    eliminates: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the grid; `weights` has one integer for each cycle."""

    id: str
    family: Family
    kind: Kind
    label: Text
    question: Text
    weights: Mapping[str, int]
    topic: str | None = None
    letter: str | None = None
    after: str | None = None
    field: str | None = None
    options: tuple[Option, ...] = ()
    bands: tuple[Band, ...] = ()
    half_life_days: float | None = None
    signal_values: Mapping[str, int] | None = None

    @property
    def steps(self) -> Sequence[Option | Band]:
        """The options or bands, whichever this kind has."""
        return self.options or self.bands

    @property
    def can_eliminate(self) -> bool:
        """Whether some answer of it ends the matter."""
        return any(step.eliminates for step in self.steps)

    def option(self, option_id: object) -> Option | None:
        """The option of that id."""
        return next((o for o in self.options if o.id == option_id), None)

    def band(self, number: float) -> Band:
        """The band that holds a number."""
        return next(b for b in self.bands if b.up_to is None or number <= b.up_to)


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of one version; thresholds in whole points of 100, `intent_share` in percent."""

    id: str
    version: int
    level: Level
    cycle: str
    name: Text
    good_lead: Text
    now: int
    later: int
    intent_share: int
    criteria: tuple[Criterion, ...]
    review_by: date | None = None
    agreed_by: tuple[str, ...] = ()
    _maxima: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A grid never changes and is assessed by the thousand: its points are shared out once.
        weights = {c.id: c.weights[self.cycle] for c in self.criteria}
        shares = share_out(TENTHS, list(weights.values()))
        object.__setattr__(self, "_maxima", dict(zip(weights, shares, strict=True)))

    def criterion(self, criterion_id: str) -> Criterion | None:
        """The criterion of that id."""
        return next((c for c in self.criteria if c.id == criterion_id), None)

    def maxima(self) -> dict[str, int]:
        """The most each criterion can earn, in tenths: 1000 shared out by largest remainder, ties in grid order."""
        return dict(self._maxima)


def share_out(total: int, weights: list[int]) -> list[int]:
    """Whole parts of `total` in proportion to the weights, adding up exactly; the largest remainders round up."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total * w // whole for w in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
