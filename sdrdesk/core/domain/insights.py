"""The figures a team lead reads (M22), as values: what each is counted from stands in docs/insights.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from sdrdesk.core.domain.rates import Rate, Spread
from sdrdesk.core.domain.segment import Condition


class By(StrEnum):
    """What the funnel is broken down by."""

    SOURCE = "source"
    SECTOR = "sector"
    SIZE = "size"
    REP = "rep"
    CAMPAIGN = "campaign"
    GRID_VERSION = "grid_version"
    MONTH = "month"


SIZES: Sequence[tuple[str, int | None]] = (
    ("1-9", 9), ("10-49", 49), ("50-249", 249), ("250-4999", 4_999), ("5000-", None),
)  # fmt: skip
"""Size classes by workforce: the key of each and its upper bound."""


def size_class(employees: float | None) -> str:
    """The size class of a workforce; "" where none is known."""
    if employees is None:
        return ""
    return next(key for key, most in SIZES if most is None or employees < most + 1)


@dataclass(frozen=True, slots=True)
class Cut:
    """Which leads the figures are of: all that hold; empty holds for all.

    `since` and `until` are days of arrival, both included, in the workspace's zone. Sources are compared as spelled
    alike (case, accents); a campaign is its id, "" none; a grid is its id, or id/version; `who` is the rep.
    """

    since: date | None = None
    until: date | None = None
    source: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()
    segment: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """How far the leads of one source, rep or month came: how many reached each stage, whatever became of them."""

    key: str
    label: str
    leads: int
    mql: int
    sal: int
    sql: int
    opportunity: int
    won: int

    @property
    def counts(self) -> tuple[int, ...]:
        """How many reached each stage, in order."""
        return self.leads, self.mql, self.sal, self.sql, self.opportunity, self.won

    @property
    def rates(self) -> tuple[Rate, ...]:
        """From each stage to the next: MQL of leads, SAL of MQL, SQL of SAL, opportunities of SQL, won of these."""
        return tuple(Rate(n, of) for of, n in pairwise(self.counts))

    @property
    def qualified(self) -> Rate:
        """SQL of all leads."""
        return Rate(self.sql, self.leads)

    @property
    def won_of_leads(self) -> Rate:
        """Won of all leads."""
        return Rate(self.won, self.leads)


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Minutes until leads of one temperature were first tried, by the clock and in working hours.

    `waiting` were never tried; `unknown` were tried before they came into this store.
    """

    temperature: str
    elapsed: Spread
    working: Spread
    waiting: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """The nth call of those not talked to before: how many of these calls were answered."""

    number: int
    reached: Rate


@dataclass(frozen=True, slots=True)
class Attempts:
    """Calls until somebody was talked to: of the leads called, how many; after how many calls; which call did it."""

    reached: Rate
    calls: Spread
    each: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Days from arrival until SQL, and from SQL until won."""

    to_sql: Spread
    to_won: Spread


@dataclass(frozen=True, slots=True)
class Cost:
    """What the leads of a source cost, of those whose cost is given: `priced` of `leads`."""

    key: str
    label: str
    leads: int
    priced: int
    total: float
    sql: int
    won: int

    @property
    def per_lead(self) -> float | None:
        """The cost of a lead."""
        return self.total / self.priced if self.priced else None

    @property
    def per_sql(self) -> float | None:
        """The cost of an SQL; None where there is none."""
        return self.total / self.sql if self.sql else None

    @property
    def per_won(self) -> float | None:
        """The cost of a won lead; None where there is none."""
        return self.total / self.won if self.won else None


@dataclass(frozen=True, slots=True)
class Hour:
    """The calls of one hour of one weekday (0 is Monday) by the lead's clock, and how many were answered."""

    weekday: int
    hour: int
    reached: Rate


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A reason that sales gave: how many hand-offs came back for it, by answer."""

    reason: str
    n: int
    rejected: int
    disqualified: int
    lost: int


@dataclass(frozen=True, slots=True)
class ReasonByCriterion:
    """An answer to a criterion among hand-offs given back, and among those kept; `option` "" is not known."""

    grid: str
    criterion: str
    option: str
    rejected: Rate
    accepted: Rate


@dataclass(frozen=True, slots=True)
class Idle:
    """What never changed a verdict: a criterion of a grid, or a field (`grid` "" where no grid reads it).

    `tried` of the `decisions` looked at knew it. Of a field, `filled` leads have it.
    """

    kind: str
    key: str
    grid: str
    tried: int
    decisions: int
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What a cut can be made by: its key, how it is spelled, and how many leads there are."""

    key: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the leads of the workspace can be cut by, whatever the cut; the most frequent first."""

    source: tuple[Choice, ...] = ()
    campaign: tuple[Choice, ...] = ()
    who: tuple[Choice, ...] = ()
    grid: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Insights:
    """All figures of a cut. Lists stand with the largest n first, those in a natural order in that order.

    `acceptance`: of the hand-offs that sales answered, those it did not reject; `answered`: of the hand-offs, those it
    answered.
    """

    by: str
    leads: int
    total: FunnelRow
    funnel: tuple[FunnelRow, ...]
    first_contact: tuple[FirstContact, ...]
    attempts: Attempts
    cycle: Cycle
    costs: tuple[Cost, ...]
    hours: tuple[Hour, ...]
    reasons: tuple[GivenBack, ...]
    by_criterion: tuple[ReasonByCriterion, ...]
    idle: tuple[Idle, ...]
    acceptance: Rate
    answered: Rate
    choices: Choices
