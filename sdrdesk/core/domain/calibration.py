"""What sales answered as an outcome, and how well a score puts the good ones first.

Everything here is exact and ordered: the same outcomes give the same figures, whatever order they come in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from sdrdesk.core.domain.answers import AnswerError, step_of, today_of
from sdrdesk.core.domain.assessment import Facts, signals_percent
from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.grid import Grid, Kind

ENOUGH = 50
"""Below this many outcomes nothing is proposed."""
OF_EACH = 10
"""Below this many good ones, or bad ones, neither: nothing can be told apart."""
HALF = 200
"""With this many outcomes what they say weighs as much as the card."""

REFUSED = frozenset({SalesAnswer.REJECTED, SalesAnswer.DISQUALIFIED})
TAKEN_ON = frozenset({SalesAnswer.OPPORTUNITY, SalesAnswer.WON})


class Goal(StrEnum):
    """Which outcome counts as good."""

    ACCEPTED = "accepted"
    OPPORTUNITY = "opportunity"
    WON = "won"


def is_good(goal: Goal, answers: Sequence[str]) -> bool | None:
    """Whether the answers of sales to one hand-off, oldest first, reach the goal; None while they leave it open.

    A refusal counts while nothing newer takes it back. A deal that was lost had been accepted.
    """
    if not answers:
        return None
    last = answers[-1]
    if last in REFUSED:
        return False
    match goal:
        case Goal.ACCEPTED:
            return True
        case Goal.OPPORTUNITY:
            if not TAKEN_ON.isdisjoint(answers):
                return True
        case Goal.WON:
            if last == SalesAnswer.WON:
                return True
    return False if last == SalesAnswer.LOST else None


Coded = tuple[int | None, ...]
"""One lead on one grid: for each criterion the number of its option or band, or the percent of its signals; None is
not known. What is presumed counts as known, as it does in a score."""


def coded(grid: Grid, facts: Facts, now: datetime) -> Coded:
    """The facts of a lead as numbers, in the grid's order; `now` is the aware instant they were judged at."""
    today = today_of(now)
    found: list[int | None] = []
    for criterion in grid.criteria:
        if criterion.kind is Kind.SIGNALS:
            found.append(signals_percent(criterion, facts.signals, now))
            continue
        value = facts.answers.get(criterion.id)
        if value is None and criterion.id not in facts.answers:
            value = facts.presumed.get(criterion.id)
        try:
            step = None if value is None else step_of(criterion, value, today)
        except AnswerError:
            step = None
        found.append(None if step is None else next(n for n, s in enumerate(criterion.steps) if s is step))
    return tuple(found)


def earned(grid: Grid, case: Coded) -> int:
    """The points a lead earns on a grid, in tenths: what `assess` gives on the same facts."""
    maxima, total = grid.maxima(), 0
    for criterion, place in zip(grid.criteria, case, strict=True):
        if place is not None:
            percent = place if criterion.kind is Kind.SIGNALS else criterion.steps[place].percent
            total += (maxima[criterion.id] * percent + 50) // 100
    return total


# -- how well a score ranks ------------------------------------------------------------------------------------------


def auc(scores: Sequence[float], good: Sequence[bool]) -> float | None:
    """How often a good one scores above a bad one, a tie counting half; None where one of the kinds is missing."""
    goods = sum(good)
    bads = len(good) - goods
    if not goods or not bads:
        return None
    below = won = 0.0
    for _score, group in _groups(scores, good):
        here = sum(group)
        others = len(group) - here
        won += here * (below + others / 2)
        below += others
    return won / (goods * bads)


def captured(scores: Sequence[float], good: Sequence[bool], percent: int) -> float | None:
    """The share of all good ones among the best-scored `percent` of the leads; None where there is no good one.

    Where the cut falls within equal scores, each of them counts by the same part: no order is made up.
    """
    goods = sum(good)
    if not goods:
        return None
    room, found = len(scores) * percent / 100, 0.0
    for _score, group in reversed(_groups(scores, good)):
        part = min(1.0, room / len(group))
        found += part * sum(group)
        room -= part * len(group)
        if room <= 0:
            break
    return found / goods


def _groups(scores: Sequence[float], good: Sequence[bool]) -> list[tuple[float, list[bool]]]:
    """The outcomes by score, lowest first; equal scores together."""
    found: dict[float, list[bool]] = {}
    for score, is_one in zip(scores, good, strict=True):
        found.setdefault(score, []).append(is_one)
    return sorted(found.items())


@dataclass(frozen=True, slots=True)
class Ranking:
    """How a score ranks n outcomes: AUC, and the share of the good ones among its best 10 and 20 %."""

    auc: float
    captured_10: float
    captured_20: float
    n: int
    good: int


def ranking(folds: Sequence[tuple[Sequence[float], Sequence[bool]]]) -> Ranking | None:
    """The figures of a score over stretches of time: AUC weighted by pairs, captured shares by good ones.

    Scores of two stretches are never compared. Stretches of one kind only say nothing; None where all are so.
    """
    pairs = goods = n = 0
    area = ten = twenty = 0.0
    for scores, good in folds:
        one, here = auc(scores, good), sum(good)
        if one is None:
            continue
        weight = here * (len(good) - here)
        pairs, goods, n = pairs + weight, goods + here, n + len(good)
        area += one * weight
        ten += (captured(scores, good, 10) or 0.0) * here
        twenty += (captured(scores, good, 20) or 0.0) * here
    return Ranking(area / pairs, ten / goods, twenty / goods, n, goods) if pairs else None


def learned_weight(n: int) -> float:
    """How much what n outcomes say weighs against the card: n / (n + 200)."""
    return n / (n + HALF)


def stretches(n: int, first: float = 0.4, count: int = 4) -> list[tuple[int, int]]:
    """Where outcomes in time order are cut: each (begin, end) is judged by what came before its beginning."""
    cuts = [round(n * (first + (1 - first) * k / count)) for k in range(count + 1)]
    return [(a, b) for a, b in pairwise(cuts) if b > a > 0]
