"""The live verdict: what a lead has earned on a grid, what is open, what is lost, and where that leads.

Every rule here is section 2 of the formats page; points are whole tenths, so the parts add up exactly.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction

from sdrdesk.core.domain.answers import Answer, AnswerError, step_of, today_of
from sdrdesk.core.domain.grid import Criterion, Family, Grid, Kind
from sdrdesk.core.domain.recommendation import Decision, Route, suggested_route
from sdrdesk.core.domain.signals import SIGNAL_TYPES, Signal

INTEREST_WITHOUT_INTENT = "interest_without_intent"


class State(StrEnum):
    """Whether the matter is settled, and how; `open` is not settled."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"
    OPEN = "open"


class Status(StrEnum):
    """How much is known of one criterion: known, asked but unknown, not asked, or presumed from the lead's fields."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    PRESUMED = "presumed"


@dataclass(frozen=True, slots=True)
class Row:
    """What one criterion contributes, in tenths of a point: earned + open + lost = max."""

    criterion: str
    family: Family
    max: int
    earned: int
    open: int
    lost: int
    status: Status


@dataclass(frozen=True, slots=True)
class Elimination:
    """A known answer that ends the matter, with its reason code."""

    criterion: str
    reason: str


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question that settles the matter soonest: `settling` of its `answers` would; presumed ones read "confirm"."""

    criterion: str
    settling: int
    answers: int
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict on one lead by one grid version; points in tenths, earned + open + lost = 1000."""

    grid_id: str
    grid_version: int
    state: State
    leaning: Decision
    earned: int
    open: int
    lost: int
    eliminated_by: tuple[Elimination, ...]
    unsafe: tuple[str, ...]
    flags: tuple[str, ...]
    rows: tuple[Row, ...]
    next_question: NextQuestion | None
    suggested_route: Route
    presumed_to_eliminate: tuple[str, ...] = ()

    def whole_points(self) -> tuple[int, int, int]:
        """Earned, open, lost as shown: earned rounded down, open and lost by largest remainder, making 100."""
        earned, open_, lost = self.earned // 10, self.open // 10, self.lost // 10
        left = 100 - earned - open_ - lost
        # At most two points are left, and then both remainders are above 0.
        if left == 2 or (left == 1 and self.open % 10 >= self.lost % 10):
            open_ += 1
        return earned, open_, 100 - earned - open_

    def fit(self) -> tuple[int, int, int]:
        """ICP fit: profile points earned, still open, and their maximum, in tenths (M2)."""
        profile = [r for r in self.rows if r.family is Family.PROFILE]
        return sum(r.earned for r in profile), sum(r.open for r in profile), sum(r.max for r in profile)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a lead when it is assessed; `overrides` are criteria a person took the elimination from."""

    answers: Mapping[str, Answer]
    signals: tuple[Signal, ...] = ()
    overrides: frozenset[str] = frozenset()
    presumed: Mapping[str, Answer] = field(default_factory=dict)


def signals_percent(criterion: Criterion, signals: Iterable[Signal], now: datetime) -> int:
    """How engaged a lead is, 0..100: each signal's value halves every half-life, a future one counting as new."""
    values = criterion.signal_values or {}
    half_life = criterion.half_life_days or 1.0
    # Python subtracts two instants of one zone by their clocks, and is an hour off across a change of the clocks.
    now = now.astimezone(UTC)
    total = math.fsum(
        values[s.type] * 2.0 ** (-max(0.0, (now - s.at).total_seconds()) / 86_400 / half_life)
        for s in signals
        if s.type in values
    )
    return min(100, math.floor(total + 0.5))


def check_facts(grid: Grid, facts: Facts, now: datetime) -> None:
    """Raise AnswerError for the first criterion, option, override or signal type that the grid cannot place."""
    for criterion_id, value in facts.answers.items():
        criterion = grid.criterion(criterion_id)
        if criterion is None:
            raise AnswerError("unknown_criterion", criterion_id, value)
        if criterion.kind is Kind.SIGNALS or value is not None:
            step_of(criterion, value, today_of(now))
    for criterion_id in facts.overrides:
        if grid.criterion(criterion_id) is None:
            raise AnswerError("unknown_criterion", criterion_id, None)
    for signal in facts.signals:
        if signal.type not in SIGNAL_TYPES:
            raise AnswerError("unknown_signal", "signals", signal.type)


def assess(grid: Grid, facts: Facts, now: datetime, *, ask: bool = True) -> Assessment:
    """The verdict, from facts alone; `now` is aware, and its date as written is the lead's today.

    With `ask=False` the next question, the costly part, is left out: for scoring many leads.
    """
    return _Scoring(grid, facts, now).assessment(ask)


class _Scoring:
    """One grid on one lead at one instant; built for each assessment and forgotten."""

    def __init__(self, grid: Grid, facts: Facts, now: datetime) -> None:
        self.grid, self.facts, self.now = grid, facts, now
        self.maxima = grid.maxima()
        self.today = today_of(now)
        self.intent = [c.id for c in grid.criteria if c.family is Family.INTENT]
        self.intent_max = sum(self.maxima[c] for c in self.intent)
        self.signal_percents = {
            c.id: signals_percent(c, facts.signals, now) for c in grid.criteria if c.kind is Kind.SIGNALS
        }
        self.steps = {}
        for criterion in grid.criteria:
            value = facts.answers.get(criterion.id)
            if value is not None:
                self.steps[criterion.id] = step_of(criterion, value, self.today)

    def assessment(self, ask: bool) -> Assessment:
        rows = tuple(self._row(c) for c in self.grid.criteria)
        out = tuple(
            Elimination(c, step.eliminates)
            for c, step in self.steps.items()
            if step.eliminates and c not in self.facts.overrides
        )
        unsafe = frozenset(
            c.id
            for c in self.grid.criteria
            if c.can_eliminate and c.id not in self.steps and c.id not in self.facts.overrides
        )
        totals = _Totals.of(rows, self.grid)
        state = self._state(totals, bool(out), bool(unsafe))
        return Assessment(
            grid_id=self.grid.id,
            grid_version=self.grid.version,
            state=state,
            leaning=self._leaning(totals, bool(out)),
            earned=totals.earned,
            open=totals.open,
            lost=sum(r.lost for r in rows),
            eliminated_by=out,
            unsafe=tuple(c.id for c in self.grid.criteria if c.id in unsafe),
            flags=(INTEREST_WITHOUT_INTENT,) if self._interest_without_intent(rows) else (),
            rows=rows,
            next_question=self._next_question(rows, totals, unsafe) if ask and state is State.OPEN else None,
            suggested_route=suggested_route(None if state is State.OPEN else Decision(state.value)),
            presumed_to_eliminate=self._presumed_to_eliminate(),
        )

    def _row(self, criterion: Criterion) -> Row:
        maximum = self.maxima[criterion.id]
        status, percent = self._standing_of(criterion)
        if percent is None:
            return Row(criterion.id, criterion.family, maximum, 0, maximum, 0, status)
        earned = (maximum * percent + 50) // 100
        return Row(criterion.id, criterion.family, maximum, earned, 0, maximum - earned, status)

    def _standing_of(self, criterion: Criterion) -> tuple[Status, int | None]:
        if criterion.kind is Kind.SIGNALS:
            return Status.KNOWN, self.signal_percents[criterion.id]
        if criterion.id in self.steps:
            return Status.KNOWN, self.steps[criterion.id].percent
        if criterion.id in self.facts.answers:
            return Status.UNKNOWN, None
        if self.facts.presumed.get(criterion.id) is not None:
            return Status.PRESUMED, step_of(criterion, self.facts.presumed[criterion.id], self.today).percent
        return Status.NOT_ASKED, None

    def _gate(self, intent_points: int) -> bool:
        return intent_points * 100 >= self.grid.intent_share * self.intent_max

    def _state(self, totals: "_Totals", eliminated: bool, unsafe: bool) -> State:
        now, later = self.grid.now * 10, self.grid.later * 10
        if eliminated or totals.earned + totals.open < later:
            return State.NEVER
        if unsafe:
            return State.OPEN
        if totals.earned >= now and self._gate(totals.intent_earned):
            return State.NOW
        now_impossible = totals.earned + totals.open < now or not self._gate(totals.intent_earned + totals.intent_open)
        return State.LATER if totals.earned >= later and now_impossible else State.OPEN

    def _leaning(self, totals: "_Totals", eliminated: bool) -> Decision:
        if eliminated:
            return Decision.NEVER
        if totals.earned >= self.grid.now * 10 and self._gate(totals.intent_earned):
            return Decision.NOW
        return Decision.LATER if totals.earned >= self.grid.later * 10 else Decision.NEVER

    def _interest_without_intent(self, rows: tuple[Row, ...]) -> bool:
        behaviour = [r for r in rows if r.family is Family.BEHAVIOUR]
        intent = [r for r in rows if r.family is Family.INTENT]
        behaviour_max, intent_max = sum(r.max for r in behaviour), sum(r.max for r in intent)
        return (
            behaviour_max > 0
            and intent_max > 0
            and sum(r.earned for r in behaviour) * 100 >= 60 * behaviour_max
            and sum(r.earned for r in intent) * 100 < 25 * intent_max
            and sum(r.open for r in intent) * 100 <= 50 * intent_max
        )

    def _presumed_to_eliminate(self) -> tuple[str, ...]:
        return tuple(
            c.id
            for c in self.grid.criteria
            if c.id not in self.facts.answers
            and c.id not in self.facts.overrides
            and self.facts.presumed.get(c.id) is not None
            and step_of(c, self.facts.presumed[c.id], self.today).eliminates
        )

    def _next_question(self, rows: tuple[Row, ...], totals: "_Totals", unsafe: Collection[str]) -> NextQuestion | None:
        best: tuple[tuple[bool, Fraction, int], NextQuestion] | None = None
        for criterion, row in zip(self.grid.criteria, rows, strict=True):
            if not self._can_ask(criterion):
                continue
            settling = self._settling_answers(criterion, row, totals, unsafe)
            presumed = row.status is Status.PRESUMED
            rank = (not presumed, Fraction(settling, len(criterion.steps)), row.max)
            if best is None or rank > best[0]:
                best = rank, NextQuestion(criterion.id, settling, len(criterion.steps), presumed)
        return best[1] if best else None

    def _can_ask(self, criterion: Criterion) -> bool:
        if criterion.kind is Kind.SIGNALS or criterion.id in self.facts.answers:
            return False
        return criterion.after is None or criterion.after in self.facts.answers

    def _settling_answers(self, criterion: Criterion, row: Row, totals: "_Totals", unsafe: Collection[str]) -> int:
        unsafe_left = len(set(unsafe) - {criterion.id})
        settling = 0
        for step in criterion.steps:
            out = bool(step.eliminates) and criterion.id not in self.facts.overrides
            after = totals.with_answer(row, (row.max * step.percent + 50) // 100)
            settling += self._state(after, out, bool(unsafe_left)) is not State.OPEN
        return settling


@dataclass(frozen=True, slots=True)
class _Totals:
    earned: int
    open: int
    intent_earned: int
    intent_open: int

    @classmethod
    def of(cls, rows: Iterable[Row], grid: Grid) -> "_Totals":
        earned = open_ = intent_earned = intent_open = 0
        for row in rows:
            earned, open_ = earned + row.earned, open_ + row.open
            if row.family is Family.INTENT:
                intent_earned, intent_open = intent_earned + row.earned, intent_open + row.open
        return cls(earned, open_, intent_earned, intent_open)

    def with_answer(self, row: Row, earned: int) -> "_Totals":
        intent = row.family is Family.INTENT
        return _Totals(
            self.earned - row.earned + earned,
            self.open - row.open,
            self.intent_earned + (earned - row.earned if intent else 0),
            self.intent_open - (row.open if intent else 0),
        )


def utc_midnight(day_number: int) -> datetime:
    """00:00 UTC of a day given as its proleptic ordinal: the instant a stored score is as of."""
    return datetime.fromordinal(day_number).replace(tzinfo=UTC)
