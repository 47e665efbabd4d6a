"""The grid that outcomes propose: what each answer is worth, written back as whole weights and percents.

Two things meet on one scale, that of log-odds: the card (a point of it is worth `slope`) and what the outcomes taught
of each answer. They are blended by n / (n + 200). An answer not known is worth nothing on either side, as in a score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sdrdesk.core.domain.calibration import learned_weight
from sdrdesk.core.domain.grid import CYCLES, TENTHS, Criterion, Family, Grid, Kind, Level, share_out
from sdrdesk.core.domain.grid_check import MOST_BEHAVIOUR_PERCENT
from sdrdesk.core.domain.grid_draft import Raw

FINEST = 100
"""Weights of the proposal add up to at least this, so that a share can be told to the percent."""
BANDS_MAY_TURN = 1_000
"""From this many outcomes on, bands that rise (or fall) on the card may turn where the outcomes say so."""
LEAST_INTENT = 50
"""Percent of the card's intent points that a sales grid keeps at least: interest never passes for intent."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What outcomes taught of one criterion, in log-odds against an answer not known.

    `worth` has one value for each option or band, None where no outcome has it; for signals one value, that of 100 %.
    `counts` are the outcomes by option or band, `unknown` those without an answer.
    """

    worth: tuple[float | None, ...]
    counts: tuple[int, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Weights (in the grid's cycle) and percents by criterion, and the thresholds; what is not named stays."""

    cycle: str
    weights: Mapping[str, int]
    percents: Mapping[str, tuple[int, ...]]
    now: int
    later: int

    def written_into(self, raw: Raw) -> Raw:
        """The plain values of a grid with these figures; criteria and answers of other names stay as they are."""
        tables = [self._criterion(table) for table in raw.get("criterion", ())]
        return {**raw, "criterion": tables, "thresholds": {"now": self.now, "later": self.later}}

    def _criterion(self, table: Mapping[str, Any]) -> dict[str, Any]:
        made, name = dict(table), str(table.get("id"))
        if name in self.weights:
            given = table.get("weight", 0)
            by_cycle = dict(given) if isinstance(given, Mapping) else dict.fromkeys(CYCLES, given)
            by_cycle[self.cycle] = self.weights[name]
            alike = len(set(by_cycle.values())) == 1 and not isinstance(given, Mapping)
            made["weight"] = self.weights[name] if alike else by_cycle
        for key in ("option", "band"):
            steps = made.get(key)
            percents = self.percents.get(name, ())
            if isinstance(steps, list) and len(steps) == len(percents):
                made[key] = [{**step, "percent": p} for step, p in zip(steps, percents, strict=True)]
        return made


def calibrated(grid: Grid, taught: Mapping[str, Taught], slope: float, n: int) -> Proposal:
    """What n outcomes propose for a grid; criteria without a lesson keep their share of the points, to the tenth.

    `slope` is what a tenth of a point of the card is worth in log-odds.
    """
    maxima, blend = grid.maxima(), learned_weight(n)
    spreads: dict[str, float] = {}
    percents: dict[str, tuple[int, ...]] = {}
    for criterion in grid.criteria:
        lesson = taught.get(criterion.id)
        if lesson is None or not maxima[criterion.id]:
            continue
        worth = _blended(criterion, lesson, slope * maxima[criterion.id], blend)
        if criterion.kind is Kind.SIGNALS:
            spreads[criterion.id] = max(0.0, worth[0])
            continue
        kept = n < BANDS_MAY_TURN and bool(criterion.bands)
        if kept:
            worth = in_order(worth, lesson.counts, [b.percent for b in criterion.bands])
        worth = _above_unknown(worth, lesson)
        spreads[criterion.id] = max(worth)
        percents[criterion.id] = _percents(criterion, worth, ordered=kept)
    weights = _weights(grid, spreads)
    return Proposal(grid.cycle, weights, percents if weights else {}, grid.now, grid.later)


def _blended(criterion: Criterion, lesson: Taught, most: float, blend: float) -> list[float]:
    """What each answer is worth; one that no outcome has is worth what the card says, in the scale of the others."""
    card = [most] if criterion.kind is Kind.SIGNALS else [most * s.percent / 100 for s in criterion.steps]
    mixed = [None if told is None else said + blend * told for told, said in zip(lesson.worth, card, strict=True)]
    pairs = [(c, m, k) for c, m, k in zip(card, mixed, lesson.counts, strict=True) if m is not None]
    over = sum(k * c * c for c, _m, k in pairs)
    scale = max(0.0, sum(k * c * m for c, m, k in pairs) / over) if over > 0 else 1.0
    return [scale * c if m is None else m for c, m in zip(card, mixed, strict=True)]


def in_order(worth: Sequence[float], counts: Sequence[int], card: Sequence[int]) -> list[float]:
    """Values that rise or fall as the card does, nearest to those given by least squares weighted by the counts.

    Where the card itself turns, or does not move, the values stay as given.
    """
    rises, falls = (all(a <= b for a, b in pairwise(s)) for s in (card, card[::-1]))
    if rises == falls:
        return list(worth)
    turn = 1 if rises else -1
    blocks: list[list[float]] = []  # sum of weights, weighted mean, how many
    for value, count in zip(worth[::turn], counts[::turn], strict=True):
        blocks.append([count + 1.0, value, 1])
        while len(blocks) > 1 and blocks[-2][1] > blocks[-1][1]:
            weight, mean, size = blocks.pop()
            before = blocks[-1]
            before[1] = (before[0] * before[1] + weight * mean) / (before[0] + weight)
            before[0], before[2] = before[0] + weight, before[2] + size
    return [mean for _w, mean, size in blocks for _ in range(int(size))][::turn]


def _above_unknown(worth: Sequence[float], lesson: Taught) -> list[float]:
    """The values as points can say them: none below nought, which is also what “not known” earns.

    Which value becomes nought is chosen so that least is lost, weighted by how many outcomes have each answer.
    """
    all_counts = [*lesson.counts, lesson.unknown]
    total = sum(all_counts)

    def lost(floor: float) -> float:
        gaps = [max(0.0, v - floor) - v for v in worth] + [0.0]
        mean = sum(g * k for g, k in zip(gaps, all_counts, strict=True)) / total
        return sum(k * (g - mean) ** 2 for g, k in zip(gaps, all_counts, strict=True))

    floor = min(sorted({0.0, *worth}), key=lambda f: (round(lost(f), 9), abs(f))) if total else 0.0
    return [max(0.0, v - floor) for v in worth]


def _percents(criterion: Criterion, worth: Sequence[float], *, ordered: bool) -> tuple[int, ...]:
    """Whole percents of the best answer; answers that end the matter keep theirs, which no score rests on."""
    before = tuple(step.percent for step in criterion.steps)
    most = max(worth)
    if most <= 0:
        return before
    found = tuple(
        step.percent if step.eliminates else int(100 * value / most + 0.5)
        for step, value in zip(criterion.steps, worth, strict=True)
    )
    if max(found) == 0 or (ordered and _direction(found) * _direction(before) < 0):
        return before
    return found if not ordered or _one_way(found) or not _one_way(before) else before


def _one_way(percents: Sequence[int]) -> bool:
    return all(a <= b for a, b in pairwise(percents)) or all(a >= b for a, b in pairwise(percents))


def _direction(percents: Sequence[int]) -> int:
    return (percents[-1] > percents[0]) - (percents[-1] < percents[0])


# -- weights ---------------------------------------------------------------------------------------------------------


def _weights(grid: Grid, spreads: Mapping[str, float]) -> dict[str, int]:
    """Whole weights in proportion to the spreads; {} where nothing was learnt. What has no spread keeps its share."""
    card = {c.id: c.weights[grid.cycle] for c in grid.criteria if c.weights[grid.cycle]}
    if not any(spreads.values()):
        return {}
    times = -(-FINEST // sum(card.values())) if sum(card.values()) < FINEST else 1
    card = {i: w * times for i, w in card.items()}
    free = sum(card[i] for i in spreads)
    families = {c.id: c.family for c in grid.criteria}
    groups = {f: [i for i in spreads if families[i] is f] for f in Family}
    totals = _by_family(grid, card, {f: sum(spreads[i] for i in g) for f, g in groups.items()}, groups, free)
    found = dict(card)
    for family, ids in groups.items():
        found |= dict(zip(ids, _at_least_one(totals[family], [spreads[i] for i in ids]), strict=True))
    return found


def _by_family(
    grid: Grid, card: Mapping[str, int], wants: Mapping[Family, float], groups: Mapping[Family, list[str]], free: int
) -> dict[Family, int]:
    """What the criteria to be weighed anew share in each family: behaviour at most, intent at least its part."""
    families = {c.id: c.family for c in grid.criteria}

    def of_card(family: Family, *, without: Sequence[str] = ()) -> int:
        return sum(w for i, w in card.items() if families[i] is family and i not in without)

    least = {f: len(g) for f, g in groups.items()}
    most = {f: free - sum(k for other, k in least.items() if other is not f) if groups[f] else 0 for f in Family}
    behaviour, intent = Family.BEHAVIOUR, Family.INTENT
    room = sum(card.values()) * MOST_BEHAVIOUR_PERCENT // 100 - of_card(behaviour, without=groups[behaviour])
    most[behaviour] = min(most[behaviour], max(room, least[behaviour]))
    if grid.level is Level.SALES and groups[intent]:
        needed = -(-of_card(intent) * LEAST_INTENT // 100) - of_card(intent, without=groups[intent])
        least[intent] = min(max(least[intent], needed), most[intent])
    found = dict.fromkeys(Family, 0)
    open_, left = [f for f in Family if groups[f]], free
    # Whoever leaves its bounds is set on them, and the rest shared out again among the others.
    while open_:
        shares = dict(zip(open_, share_out(left, _whole([wants[f] for f in open_])), strict=True))
        out = {f: min(max(s, least[f]), most[f]) for f, s in shares.items()}
        beyond = [f for f in open_ if out[f] != shares[f]]
        if not beyond:
            return found | shares
        # Those bounded below first: what they take comes out of the others.
        first = [f for f in beyond if out[f] > shares[f]] or beyond
        for family in first:
            found[family] = out[family]
            left -= out[family]
            open_.remove(family)
    return _made_up(found, most, free)


def _made_up(found: dict[Family, int], most: Mapping[Family, int], free: int) -> dict[Family, int]:
    """Where every family stands on a bound, what is missing or too much goes to those that may have it."""
    for family in (Family.INTENT, Family.PROFILE, Family.BEHAVIOUR):
        missing = free - sum(found.values())
        found[family] += min(missing, most[family] - found[family])
    return found


def _whole(wants: Sequence[float]) -> list[int]:
    """Wishes as whole numbers fine enough to be shared out by; alike where nobody wishes anything."""
    most = max(wants, default=0.0)
    return [int(w / most * TENTHS * TENTHS + 0.5) for w in wants] if most > 0 else [1] * len(wants)


def _at_least_one(total: int, wants: Sequence[float]) -> list[int]:
    """A total shared out by largest remainder, so that nobody who is scored goes without."""
    found = share_out(total, _whole(wants)) if wants else []
    while 0 in found and max(found) > 1:
        found[found.index(max(found))] -= 1
        found[found.index(0)] = 1
    return found
