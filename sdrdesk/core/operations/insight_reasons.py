"""What gave leads back, counted onto the answers that let them through; and what never changed a verdict (M21, M24)."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sdrdesk.core.domain.answers import Answer, AnswerError, step_of, today_of
from sdrdesk.core.domain.assessment import Assessment, Facts, assess
from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.grid import Band, Criterion, Grid, Kind, Option
from sdrdesk.core.domain.insights import Idle, ReasonByCriterion
from sdrdesk.core.domain.rates import Rate
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.insight_people import HandOff, Step
from sdrdesk.core.operations.qualification import facts_from
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import insight_rows
from sdrdesk.core.store.database import Tx

FIELDS = ("job_title", "industry", "naf", "employees", "siren", "domain", "linkedin", "city")
"""The columns of a lead that serve nothing but to judge it: not to name it, to reach it, or to tell when."""
BEFORE_ANY_DEAL = frozenset({SalesAnswer.REJECTED, SalesAnswer.DISQUALIFIED})
"""The answers that say a lead should not have been handed over; a deal that was lost says nothing of it."""
LAST = 2_000
"""How many qualifications, the newest, are looked at for what never changed a verdict."""


def read_fields(workspace: Workspace) -> tuple[str, ...]:
    """The columns whose filling is told: FIELDS, and those that a grid in use reads besides."""
    grids = (workspace.grid, *map(workspace.grid_for, workspace.campaigns))
    read = (c.field for grid in grids for c in grid.criteria if c.field)
    return tuple(dict.fromkeys((*FIELDS, *read)))


def reasons_by_criterion(
    tx: Tx, workspace: Workspace, answered: Sequence[HandOff], step: Step
) -> tuple[ReasonByCriterion, ...]:
    """How each criterion had been answered of hand-offs given back (rejected, disqualified), and of those kept."""
    back = {h.decision: h.answer in BEFORE_ANY_DEAL for h in answered if h.decision}
    asked: dict[tuple[str, str], list[int]] = {}
    said: dict[tuple[str, str, str], list[int]] = {}
    for batch in insight_rows.decision_facts(tx, list(back)):
        step(len(batch))
        for decision_id, grid_id, version, facts in batch:
            for criterion, option in _options(workspace, grid_id, version, facts):
                given_back = back[decision_id]
                asked.setdefault((grid_id, criterion), [0, 0])[given_back] += 1
                said.setdefault((grid_id, criterion, option), [0, 0])[given_back] += 1
    found = []
    for (grid, criterion, option), n in said.items():
        kept, gone = asked[grid, criterion]
        found.append(ReasonByCriterion(grid, criterion, option, Rate(n[True], gone), Rate(n[False], kept)))
    return tuple(sorted(found, key=lambda r: (-r.rejected.n, -r.rejected.of, r.grid, r.criterion, r.option)))


def _options(workspace: Workspace, grid_id: str, version: int, facts: str) -> list[tuple[str, str]]:
    """Each criterion that is asked with the option its answer fell on; "" where it was not known."""
    grid = grid_version(workspace, grid_id, version)
    if grid is None or facts == "{}":
        return []
    known, now = facts_from(json.loads(facts))
    return [(c.id, option_of(c, known, now)) for c in grid.criteria if c.kind is not Kind.SIGNALS]


def option_of(criterion: Criterion, facts: Facts, now: datetime) -> str:
    """The option or the band that an answer, or else what is presumed, fell on; "" where nothing is known."""
    value = known_answer(criterion, facts)
    if value is None:
        return ""
    try:
        return step_key(criterion, step_of(criterion, value, today_of(now)))
    except AnswerError:
        return ""


def known_answer(criterion: Criterion, facts: Facts) -> Answer:
    """The answer a verdict rested on: what was said, and what is presumed only where nobody was asked."""
    return (facts.answers if criterion.id in facts.answers else facts.presumed).get(criterion.id)


def step_key(criterion: Criterion, step: Option | Band) -> str:
    """How a figure names an option or a band: its id, "<=50", or ">50" for the last band."""
    if isinstance(step, Option):
        return step.id
    if step.up_to is not None:
        return f"<={step.up_to:g}"
    below = [band.up_to for band in criterion.bands if band.up_to is not None]
    return f">{below[-1]:g}" if below else ">"


def grid_version(workspace: Workspace, grid_id: str, version: int | None = None) -> Grid | None:
    """A published version, the newest by default; None where the store lacks it."""
    try:
        return workspace.grid_of(grid_id, version)
    except UserError:
        return None


# -- what never changed a verdict --------------------------------------------------------------------------------------


def idle_of(
    tx: Tx, workspace: Workspace, decisions: Sequence[str], filled: Sequence[int], step: Step
) -> tuple[Idle, ...]:
    """The criteria and fields without which each of the newest qualifications would have had the verdict it had.

    A verdict is its state and where it leans. What once changed one is not tried again. `decisions` are ids, oldest
    first; `filled` has a bit for each field that a lead has.
    """
    trial = _Trial(workspace)
    for batch in insight_rows.decision_facts(tx, decisions[: -LAST - 1 : -1]):
        for _id, grid_id, version, facts in batch:
            step(0)
            grid = grid_version(workspace, grid_id, version)
            if grid is not None and facts != "{}":
                trial.add(grid, *facts_from(json.loads(facts)))
    return trial.idle({name: sum(bits >> n & 1 for bits in filled) for n, name in enumerate(read_fields(workspace))})


class _Trial:
    """Each criterion left out of one verdict after the other, until one changes."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.decisions = Counter[str]()
        self.tried: dict[tuple[str, str, str], int] = {}
        self.working = set[tuple[str, str, str]]()

    def add(self, grid: Grid, facts: Facts, now: datetime) -> None:
        """Try what is left to try on one qualification."""
        self.decisions[grid.id] += 1
        found: Assessment | None = None
        for kind, name, without in self._without(grid, facts):
            key = kind, name, grid.id
            self.tried.setdefault(key, 0)
            if key in self.working or without is None:
                continue
            self.tried[key] += 1
            found = found or assess(grid, facts, now, ask=False)
            other = assess(grid, without, now, ask=False)
            if (other.state, other.leaning) != (found.state, found.leaning):
                self.working.add(key)

    def _without(self, grid: Grid, facts: Facts) -> list[tuple[str, str, Facts | None]]:
        """The facts without each criterion and without each field; None where there is nothing to leave out."""
        found: list[tuple[str, str, Facts | None]] = []
        for criterion in grid.criteria:
            found.append(("criterion", criterion.id, _without_criterion(criterion, facts)))
        for name in dict.fromkeys(c.field for c in grid.criteria if c.field):
            read = {c.id for c in grid.criteria if c.field == name}
            presumed = {c: v for c, v in facts.presumed.items() if c not in read}
            counted = any(c in read and c not in facts.answers for c in facts.presumed)
            found.append(("field", name, replace(facts, presumed=presumed) if counted else None))
        return found

    def idle(self, filled: Mapping[str, int]) -> tuple[Idle, ...]:
        """What never changed a verdict, the most tried first; then the fields that no grid reads."""
        never = [
            Idle(kind, name, grid, n, self.decisions[grid], filled.get(name, 0) if kind == "field" else 0)
            for (kind, name, grid), n in self.tried.items()
            if (kind, name, grid) not in self.working
        ]
        read = {name for kind, name, _grid in self.tried if kind == "field"}
        total = self.decisions.total()
        unread = [Idle("field", n, "", 0, total, filled[n]) for n in FIELDS if n not in read and filled[n]]
        return tuple(sorted(never + unread, key=lambda i: (-i.tried, -i.filled, i.kind, i.key, i.grid)))


def _without_criterion(criterion: Criterion, facts: Facts) -> Facts | None:
    if criterion.kind is Kind.SIGNALS:
        kept = tuple(s for s in facts.signals if s.type not in (criterion.signal_values or {}))
        return None if len(kept) == len(facts.signals) else replace(facts, signals=kept)
    answers: dict[str, Any] = {c: v for c, v in facts.answers.items() if c != criterion.id}
    presumed = {c: v for c, v in facts.presumed.items() if c != criterion.id}
    known = known_answer(criterion, facts) is not None
    return replace(facts, answers=answers, presumed=presumed) if known else None
