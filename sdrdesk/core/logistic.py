"""Ridge logistic regression on the answers to a grid, with numpy.

Each function brings numpy in by itself: it is loaded when somebody calibrates, not when the window starts.
Deterministic: the same outcomes in the same order give the same values to the last bit on one machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdrdesk.core.domain.calibrated_grid import Taught
from sdrdesk.core.domain.calibration import Coded, learned_weight, stretches
from sdrdesk.core.domain.grid import Grid, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RIDGES = (8.0, 32.0, 128.0, 512.0, 2_048.0, 8_192.0, 32_768.0, 131_072.0)
"""The strengths tried: a ridge of 8 holds a value back as much as 32 outcomes at even chances would."""
SURE = 1.64
"""How many standard errors a weaker ridge must be better by: what happens by chance once in twenty is no lesson."""
TURNS = 40
NEAR = 1e-8
FARTHEST = 30.0
Columns = list[tuple[int, int]]
"""What each column of the table stands for: the place of the criterion and of its option or band (-1: signals)."""


def teach(
    grid: Grid, cases: Sequence[Coded], good: Sequence[bool], columns: Columns, card: Sequence[int]
) -> tuple[dict[str, Taught], float, float]:
    """What outcomes in time order teach beside the card: of each criterion with columns, and the ridge chosen.

    `card` are the points the card gives, in tenths; the last value is what one of them is worth in log-odds. The ridge
    pulls towards the card: with nothing to learn, every value is what the card says.
    """
    import numpy as np

    table, labels = design(grid, cases, columns), np.asarray(good, dtype=float)
    points = np.asarray(card, dtype=float)
    ridge = chosen_ridge(table, labels, points)
    slope = card_slope(points, labels)
    _intercept, values = fitted(table, labels, ridge, slope * points)
    return _taught(grid, cases, columns, values), slope, ridge


def card_slope(points: Floats, good: Floats) -> float:
    """What a tenth of a point of the card is worth in log-odds: a fit, blended with one for each standard deviation.

    Few outcomes tell little of it, and a card is not thrown away for them: the blend is n / (n + 200) here too.
    """
    import numpy as np

    spread = float(points.std())
    if spread == 0:
        return 1 / 200
    table = ((points - points.mean()) / spread)[:, None]
    _intercept, slope = fitted(table, good, 1.0, np.zeros(len(good)))
    weight = learned_weight(len(good))
    return (weight * max(0.0, float(slope[0])) + (1 - weight)) / spread


def design(grid: Grid, cases: Sequence[Coded], columns: Columns) -> Floats:
    """The table of the regression: one column an option, “at least this band” for bands, a share for signals."""
    import numpy as np

    table = np.zeros((len(cases), len(columns)))
    places = {place for place, _step in columns}
    given = {p: np.array([-1 if case[p] is None else case[p] for case in cases], dtype=float) for p in sorted(places)}
    for n, (place, step) in enumerate(columns):
        criterion = grid.criteria[place]
        if criterion.kind is Kind.SIGNALS:
            table[:, n] = given[place] / 100
        elif criterion.bands:
            table[:, n] = given[place] >= step
        else:
            table[:, n] = given[place] == step
    return table


def fitted(table: Floats, good: Floats, ridge: float, beside: Floats) -> tuple[float, Floats]:
    """Intercept and values that fit best `beside` given log-odds, under a ridge on the values (Newton's method)."""
    import numpy as np

    rows, width = table.shape
    values = np.zeros(width + 1)
    # From far away Newton's method overshoots: it begins where the level alone is right.
    middle = float(beside.mean())
    beside = beside - middle
    share = (float(good.sum()) + 0.5) / (rows + 1)
    values[0] = np.log(share / (1 - share))
    full = np.hstack([np.ones((rows, 1)), table])
    penalty = np.full(width + 1, ridge)
    penalty[0] = 1e-6  # the intercept is free, but stays finite where all outcomes are alike
    cost = _cost(full, good, values, penalty, beside)
    for _turn in range(TURNS):
        chance = _chance(beside + full @ values)
        slope = full.T @ (chance - good) + penalty * values
        certain = chance * (1 - chance)
        bend = (full * certain[:, None]).T @ full + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        size, nearer = 1.0, values - step
        while (reached := _cost(full, good, nearer, penalty, beside)) > cost and size > 1e-4:
            size /= 2
            nearer = values - size * step
        if cost - reached < NEAR * (1 + cost):
            break
        values, cost = nearer, reached
    return float(values[0]) - middle, values[1:]


def chosen_ridge(table: Floats, good: Floats, points: Floats) -> float:
    """The ridge by which what came before foretells what came later, stretch of time by stretch.

    Chances are judged by log-loss after the level of the stretch itself is taken out: how many are good at a time is
    not what a ridge decides. The strongest is taken that is not surely worse than the best one.
    """
    import numpy as np

    losses: dict[float, list[Floats]] = {ridge: [] for ridge in RIDGES}
    for begin, end in stretches(len(good)):
        before, here = good[:begin], good[begin:end]
        if len(set(before.tolist())) < 2 or len(set(here.tolist())) < 2:
            continue
        card = card_slope(points[:begin], before) * points
        weight = learned_weight(begin)
        for ridge in RIDGES:
            _level, values = fitted(table[:begin], before, ridge, card[:begin])
            losses[ridge].append(_loss_level_free(card[begin:end] + weight * (table[begin:end] @ values), here))
    if not losses[RIDGES[0]]:
        return RIDGES[-1]
    told = {ridge: np.concatenate(parts) for ridge, parts in losses.items()}
    best = min(RIDGES, key=lambda ridge: float(told[ridge].sum()))
    for ridge in reversed(RIDGES):
        gap = told[ridge] - told[best]
        if gap.sum() <= SURE * gap.std() * len(gap) ** 0.5:
            return ridge
    return best


def _loss_level_free(scores: Floats, good: Floats) -> Floats:
    import numpy as np

    level = -float(scores.mean())
    for _turn in range(TURNS):
        chance = _chance(scores + level)
        step = float((good - chance).sum() / max(1e-9, (chance * (1 - chance)).sum()))
        level += max(-2.0, min(2.0, step))
        if abs(step) < 1e-9:
            break
    at = scores + level
    losses: Floats = np.logaddexp(0.0, at) - good * at
    return losses


def _chance(scores: Floats) -> Floats:
    import numpy as np

    chances: Floats = 1 / (1 + np.exp(-np.clip(scores, -FARTHEST, FARTHEST)))
    return chances


def _cost(full: Floats, good: Floats, values: Floats, penalty: Floats, beside: Floats) -> float:
    import numpy as np

    at = beside + full @ values
    return float((np.logaddexp(0.0, at) - good * at).sum() + (penalty * values * values).sum() / 2)


def _taught(grid: Grid, cases: Sequence[Coded], columns: Columns, values: Floats) -> dict[str, Taught]:
    found: dict[str, Taught] = {}
    for place in sorted({place for place, _step in columns}):
        criterion = grid.criteria[place]
        own = {step: float(values[n]) for n, (p, step) in enumerate(columns) if p == place}
        given = [case[place] for case in cases]
        unknown = sum(v is None for v in given)
        if criterion.kind is Kind.SIGNALS:
            found[criterion.id] = Taught((own[-1],), (len(given) - unknown,), unknown)
            continue
        worth: list[float | None] = []
        counts = tuple(sum(v == n for v in given) for n in range(len(criterion.steps)))
        reached = 0.0
        for step in range(len(criterion.steps)):
            if criterion.bands:
                reached += own.get(step, 0.0)
                worth.append(reached)
            else:
                worth.append(own.get(step))
        found[criterion.id] = Taught(tuple(worth), counts, unknown)
    return found
