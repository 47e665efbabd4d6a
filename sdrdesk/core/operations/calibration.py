"""Calibrates a grid on what sales answered: weights and percents proposed, checked on what came later, never applied.

A person takes the proposal over as a draft and publishes it, or throws it away.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from sdrdesk.core import logistic
from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.calibrated_grid import Proposal, calibrated
from sdrdesk.core.domain.calibration import (
    ENOUGH,
    OF_EACH,
    Coded,
    Goal,
    Ranking,
    auc,
    earned,
    learned_weight,
    ranking,
    stretches,
)
from sdrdesk.core.domain.grid import TENTHS, Criterion, Grid, Kind, share_out
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.domain.grid_draft import Raw
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import grid_toml, raw_grid
from sdrdesk.core.exchange.written_file import written
from sdrdesk.core.operations.calibration_cases import Carrier, Case, Cases, gather_cases
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.replay import LAST, Replay, replay
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.resources import resource_path
from sdrdesk.core.store import activities
from sdrdesk.core.store import grids as grid_store
from sdrdesk.core.store.activities import StoredDecision
from sdrdesk.core.store.database import Tx

TOO_TELLING = 0.97
"""A criterion that alone puts good before bad this often knows the outcome: it was written down afterwards."""


class Finding(StrEnum):
    """What came of it: too few outcomes, too few of one kind, the card ranks as well, or a proposal."""

    TOO_FEW = "too_few"
    ONE_KIND = "one_kind"
    CARD_STANDS = "card_stands"
    PROPOSED = "proposed"


class Kept(StrEnum):
    """Why a criterion or an answer is not learnt from, and stays as the card has it."""

    KNOWN_AFTERWARDS = "known_afterwards"
    CAME_WITH_ANSWER = "came_with_answer"
    TOO_TELLING = "too_telling"
    NO_OUTCOMES = "no_outcomes"
    SAME_FOR_ALL = "same_for_all"
    NOT_SCORED = "not_scored"
    ONE_ROW = "one_row"
    ELIMINATES = "eliminates"


@dataclass(frozen=True, slots=True)
class StepChange:
    """One answer of a criterion: how many outcomes have it, how many of them good, its percent before and after."""

    n: int
    good: int
    before: int
    after: int
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion: weight in the grid's cycle and points in tenths, before and after; its answers in their order.

    `known` and `good` are the outcomes that have any answer to it.
    """

    criterion: str
    weight_before: int
    weight_after: int
    points_before: int
    points_after: int
    known: int
    good: int
    steps: tuple[StepChange, ...]
    kept: Kept | None = None


@dataclass(slots=True)
class Calibration:
    """What calibrating a grid found. Without a proposal the grid is the card itself; `card` and `learnt` are measured
    on outcomes later than those learnt from."""

    card_grid: Grid
    goal: Goal
    finding: Finding
    n: int
    good: int
    left_out: Counter[str]
    card: Ranking | None = None
    learnt: Ranking | None = None
    ridge: float = 0.0
    proposal: Proposal | None = None
    grid: Grid | None = None
    raw: Raw = field(default_factory=dict)
    rows: tuple[CriterionChange, ...] = ()
    replay: Replay | None = None

    @property
    def blend(self) -> float:
        """How much the outcomes weigh against the card."""
        return learned_weight(self.n)


def count_outcomes(workspace: Workspace, grid: Grid, goal: Goal) -> tuple[int, int]:
    """How many outcomes there are to calibrate a grid on, and how many of them are good."""
    with workspace.store.read() as tx:
        found = gather_cases(tx, workspace, grid, goal)
    return len(found.cases), found.good


def calibrate(
    workspace: Workspace, grid: Grid, goal: Goal = Goal.ACCEPTED, progress: Progress = no_progress
) -> Calibration:
    """What the answers of sales propose for the newest version of a grid; nothing is written.

    UserError `cancelled` when progress answers False.
    """
    with workspace.store.read() as tx:
        found = gather_cases(tx, workspace, grid, goal)
        content = grid_store.grid_content(tx, grid.id, grid.version)
        judged = _judged_last(tx, workspace, grid)
    done = Calibration(grid, goal, _finding(found), len(found.cases), found.good, found.left_out)
    if done.finding is not Finding.PROPOSED:
        return done
    raw = raw_grid(content) if content is not None else None
    if raw is None:
        raise UserError("unknown_grid", grid=grid.id)
    kept = kept_criteria(grid, found)
    folds = stretches(done.n)
    _tell(progress, 0, len(folds) + 2)
    cases, good = [c.coded for c in found.cases], [c.good for c in found.cases]
    before, after = [], []
    for turn, (begin, end) in enumerate(folds, 1):
        told = _grid_learnt(grid, raw, cases[:begin], good[:begin], kept)
        before.append(([earned(grid, c) for c in cases[begin:end]], good[begin:end]))
        after.append(([earned(told, c) for c in cases[begin:end]], good[begin:end]))
        _tell(progress, turn, len(folds) + 2)
    done.card, done.learnt = ranking(before), ranking(after)
    proposal, done.ridge = _learn(grid, cases, good, kept)
    _tell(progress, len(folds) + 1, len(folds) + 2)
    better = done.card is not None and done.learnt is not None and done.learnt.auc >= done.card.auc
    if not better or not _changes(grid, proposal):
        done.finding = Finding.CARD_STANDS
        done.rows = _rows(grid, _nothing(grid), found.cases, kept)
        return done
    proposal = _with_thresholds(grid, raw, proposal, judged)
    done.rows = _rows(grid, proposal, found.cases, kept)
    done.proposal, done.raw = proposal, {**proposal.written_into(raw), "version": grid.version + 1}
    done.grid = _checked(done.raw)
    done.replay = replay(workspace, done.grid, LAST)
    _tell(progress, len(folds) + 2, len(folds) + 2)
    return done


def write_proposal(done: Calibration, path: Path) -> None:
    """Write the proposed grid as a TOML file, its version one above that of the card."""
    assert done.grid is not None, "only a proposal is written"
    with written(path) as temporary:
        temporary.write_text(grid_toml(done.raw), encoding="utf-8", newline="\n")


def _tell(progress: Progress, turn: int, of: int) -> None:
    if not progress(turn, of):
        raise UserError("cancelled")


def _finding(found: Cases) -> Finding:
    if len(found.cases) < ENOUGH:
        return Finding.TOO_FEW
    return Finding.ONE_KIND if min(found.good, len(found.cases) - found.good) < OF_EACH else Finding.PROPOSED


def _checked(raw: Raw) -> Grid:
    grid, faults = check_grid(raw)
    assert grid is not None, f"a proposal passes the check: {faults}"
    return grid


def _changes(grid: Grid, proposal: Proposal) -> bool:
    """Whether a proposal would move any point of a score."""
    weights = {c.id: c.weights[grid.cycle] for c in grid.criteria}
    whole, made = sum(weights.values()), sum(proposal.weights.values())
    moved = any(w * whole != weights[c] * made for c, w in proposal.weights.items())
    steps = {c.id: tuple(s.percent for s in c.steps) for c in grid.criteria}
    return moved or any(p != steps[c] for c, p in proposal.percents.items())


# -- what may be learnt from -----------------------------------------------------------------------------------------


@cache
def _known_afterwards() -> tuple[str, ...]:
    return tuple(tomllib.loads(resource_path("calibration.toml").read_text(encoding="utf-8"))["known_afterwards"])


def _reads_like_an_outcome(criterion: Criterion) -> bool:
    named = (criterion.id.replace("_", " "), *criterion.label.values(), *criterion.question.values())
    texts = [folded(text).rstrip(" ?.!") for text in named]
    return any(fnmatchcase(text, glob) for text in texts for glob in _known_afterwards())


def kept_criteria(grid: Grid, found: Cases) -> dict[str, Kept]:
    """The criteria that are not learnt from, each with its why."""
    maxima, kept = grid.maxima(), {}
    for place, criterion in enumerate(grid.criteria):
        why = Kept.NOT_SCORED if not maxima[criterion.id] else _why_kept(grid, criterion, place, found)
        if why is not None:
            kept[criterion.id] = why
    return kept


def _why_kept(grid: Grid, criterion: Criterion, place: int, found: Cases) -> Kept | None:
    if _reads_like_an_outcome(criterion):
        return Kept.KNOWN_AFTERWARDS
    if criterion.field in found.columns or f"{grid.id}/{criterion.id}" in found.answers:
        return Kept.CAME_WITH_ANSWER
    known = [(c.coded[place], c.good) for c in found.cases if c.coded[place] is not None]
    if not known:
        return Kept.NO_OUTCOMES
    if len({c.coded[place] for c in found.cases}) == 1:
        return Kept.SAME_FOR_ALL
    return Kept.TOO_TELLING if criterion.kind is not Kind.SIGNALS and _tells_all(known) else None


def _tells_all(known: Sequence[tuple[int | None, bool]]) -> bool:
    good = sum(is_good for _step, is_good in known)
    if min(good, len(known) - good) < OF_EACH:
        return False
    counts, goods = Counter(step for step, _good in known), Counter(step for step, is_good in known if is_good)
    area = auc([goods[step] / counts[step] for step, _good in known], [is_good for _step, is_good in known])
    return area is not None and area >= TOO_TELLING


def _columns(grid: Grid, cases: Sequence[Coded], kept: Mapping[str, Kept]) -> list[tuple[int, int]]:
    """What the regression is given: each answer that two outcomes have at least, and does not end the matter."""
    found: list[tuple[int, int]] = []
    for place, criterion in enumerate(grid.criteria):
        if criterion.id in kept:
            continue
        counts = Counter(case[place] for case in cases)
        if criterion.kind is Kind.SIGNALS:
            found += [(place, -1)] if len(counts) > 1 else []
            continue
        found += [(place, n) for n, s in enumerate(criterion.steps) if counts[n] > 1 and not s.eliminates]
    return found


# -- learning --------------------------------------------------------------------------------------------------------


def _learn(
    grid: Grid, cases: Sequence[Coded], good: Sequence[bool], kept: Mapping[str, Kept]
) -> tuple[Proposal, float]:
    """The proposal of outcomes in time order, and the ridge behind it."""
    columns = _columns(grid, cases, kept)
    if not columns or len(set(good)) < 2:
        return _nothing(grid), 0.0
    taught, slope, ridge = logistic.teach(grid, cases, good, columns, [earned(grid, c) for c in cases])
    return calibrated(grid, taught, slope, len(cases)), ridge


def _nothing(grid: Grid) -> Proposal:
    return Proposal(grid.cycle, {}, {}, grid.now, grid.later)


def _grid_learnt(grid: Grid, raw: Raw, cases: Sequence[Coded], good: Sequence[bool], kept: Mapping[str, Kept]) -> Grid:
    return _checked(_learn(grid, cases, good, kept)[0].written_into(raw))


def _judged_last(tx: Tx, workspace: Workspace, grid: Grid) -> list[Coded]:
    """The last verdicts of a grid, as a replay takes them: what its thresholds are measured on."""
    wanted: list[StoredDecision] = []
    for batch in activities.newest_decisions(tx):
        wanted += [d for d in batch if d.grid == grid.id]
        if len(wanted) >= LAST:
            break
    return list(Carrier(workspace, grid).coded(tx, wanted[:LAST]).values())


def _with_thresholds(grid: Grid, raw: Raw, proposal: Proposal, judged: Sequence[Coded]) -> Proposal:
    """The thresholds that as many leads pass as before: what changes is which of them, not how many."""
    told = _checked(proposal.written_into(raw))
    before, after = [earned(grid, c) for c in judged], [earned(told, c) for c in judged]
    now = _passed_by_as_many(grid.now, before, after, range(1, 101))
    return replace(proposal, now=now, later=_passed_by_as_many(grid.later, before, after, range(now)))


def _passed_by_as_many(threshold: int, before: Sequence[int], after: Sequence[int], among: range) -> int:
    passed = sum(points >= threshold * 10 for points in before)

    def off(candidate: int) -> tuple[int, int, int]:
        return abs(sum(p >= candidate * 10 for p in after) - passed), abs(candidate - threshold), candidate

    return min(among, key=off)


def _rows(
    grid: Grid, proposal: Proposal, cases: Sequence[Case], kept: Mapping[str, Kept]
) -> tuple[CriterionChange, ...]:
    weights = {c.id: proposal.weights.get(c.id, c.weights[grid.cycle]) for c in grid.criteria}
    points = dict(zip(weights, share_out(TENTHS, list(weights.values())), strict=True))
    return tuple(
        _row(grid, criterion, place, proposal, cases, kept.get(criterion.id), weights[criterion.id], points)
        for place, criterion in enumerate(grid.criteria)
    )


def _row(
    grid: Grid,
    criterion: Criterion,
    place: int,
    proposal: Proposal,
    cases: Sequence[Case],
    kept: Kept | None,
    weight: int,
    points: Mapping[str, int],
) -> CriterionChange:
    known = [c for c in cases if c.coded[place] is not None]
    percents = proposal.percents.get(criterion.id, tuple(s.percent for s in criterion.steps))
    steps = []
    for n, (step, percent) in enumerate(zip(criterion.steps, percents, strict=True)):
        having = [c for c in known if c.coded[place] == n]
        why = None if kept else Kept.ELIMINATES if step.eliminates else Kept.ONE_ROW if len(having) == 1 else None
        steps.append(StepChange(len(having), sum(c.good for c in having), step.percent, percent, why))
    return CriterionChange(
        criterion.id,
        criterion.weights[grid.cycle],
        weight,
        grid.maxima()[criterion.id],
        points[criterion.id],
        len(known),
        sum(c.good for c in known),
        tuple(steps),
        kept,
    )
