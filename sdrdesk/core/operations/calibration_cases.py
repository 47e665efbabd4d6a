"""The outcomes a grid can be calibrated on: each hand-off that sales answered, with what was known when it was made.

Nothing else plays a part: not what was answered, signalled or written since. What is left out is counted with its why.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.assessment import Facts
from sdrdesk.core.domain.calibration import Coded, Goal, coded, is_good
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.recommendation import Route
from sdrdesk.core.domain.replay import GridChange
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.qualification import facts_from
from sdrdesk.core.operations.replay import NO_FACTS, NO_VERSION, OTHER_GRID, fields_then
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, qualifications, reviews, sales_answers
from sdrdesk.core.store.activities import Feedback, StoredDecision
from sdrdesk.core.store.database import Tx

NO_DECISION, STILL_OPEN, BEFORE_IT = "no_decision", "still_open", "before_it"
ANSWERS_SINCE, SIGNALS_SINCE = "answers_since", "signals_since"
ROWS_LEFT_OUT = (OTHER_GRID, NO_FACTS, NO_VERSION, NO_DECISION, STILL_OPEN, BEFORE_IT)
"""Why an answer of sales is no outcome: of another grid; decided before facts were kept; of a version the store lacks;
to no decision; not conclusive yet; dated before the day of the decision."""
KNOWN_SINCE = (ANSWERS_SINCE, SIGNALS_SINCE)
"""What came after a decision and is therefore not looked at."""


@dataclass(frozen=True, slots=True)
class Case:
    """One hand-off with its outcome; `at` is when it was decided."""

    at: datetime
    decision: str
    lead: str
    coded: Coded
    good: bool


@dataclass(slots=True)
class Cases:
    """The outcomes in time order; `left_out` counts by why; `columns` and `answers` came with what sales answered."""

    cases: list[Case] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    columns: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()

    @property
    def good(self) -> int:
        """How many are good."""
        return sum(c.good for c in self.cases)


def gather_cases(tx: Tx, workspace: Workspace, grid: Grid, goal: Goal) -> Cases:
    """The outcomes of hand-offs made with any version of a grid, on the answers and signals of that hour."""
    said = sales_answers.all_feedback(tx)
    found = Cases()
    found.columns, found.answers = sales_answers.written_with(tx, {f.operation for f in said})
    decisions = activities.decisions_of(tx, {f.lead for f in said})
    named = reviews.get_decisions(tx, {f.decision for f in said if f.decision})
    answered = _answered(said, named, decisions, workspace.zone, found.left_out)
    wanted: list[tuple[StoredDecision, bool]] = []
    for decided, answers in answered:
        good = is_good(goal, answers)
        if decided.grid != grid.id:
            found.left_out[OTHER_GRID] += 1
        elif good is None:
            found.left_out[STILL_OPEN] += 1
        else:
            wanted.append((decided, good))
    carrier = Carrier(workspace, grid)
    codes = carrier.coded(tx, [d for d, _good in wanted])
    found.left_out.update(carrier.left_out)
    found.cases = [Case(d.at, d.id, d.lead, codes[d.id], good) for d, good in wanted if d.id in codes]
    found.cases.sort(key=lambda c: (c.at, c.decision))
    _count_since(tx, grid, found)
    return found


def _answered(
    said: Sequence[Feedback],
    named: Mapping[str, StoredDecision],
    decisions: Mapping[str, Sequence[StoredDecision]],
    zone: ZoneInfo,
    left_out: Counter[str],
) -> Iterator[tuple[StoredDecision, list[str]]]:
    """Each decision with what sales answered to it, oldest first; by days, since lists often say no hour."""

    def day(at: datetime) -> date:
        return at.astimezone(zone).date()

    known = {**named, **{d.id: d for own in decisions.values() for d in own}}
    answers: dict[str, list[str]] = {}
    for one in said:
        decided = known.get(one.decision) or _standing_then(
            [d for d in decisions.get(one.lead, ()) if day(d.at) <= day(one.at)]
        )
        if decided is None:
            left_out[NO_DECISION] += 1
        elif day(one.at) < day(decided.at):
            left_out[BEFORE_IT] += 1
        else:
            answers.setdefault(decided.id, []).append(one.answer)
    return ((known[i], texts) for i, texts in answers.items())


def _standing_then(before: Sequence[StoredDecision]) -> StoredDecision | None:
    """What an answer that names no hand-off speaks of: the newest one before it, else the newest verdict."""
    handed = [d for d in before if d.route == Route.MEETING]
    return handed[-1] if handed else before[-1] if before else None


class Carrier:
    """Carries the facts of decisions to one grid, whichever of its versions they were made with."""

    def __init__(self, workspace: Workspace, grid: Grid) -> None:
        self._workspace, self._grid = workspace, grid
        self._changes: dict[int, GridChange | None] = {}
        self.left_out: Counter[str] = Counter()

    def coded(self, tx: Tx, decisions: Sequence[StoredDecision]) -> dict[str, Coded]:
        """By decision, the facts of that hour, without a signal dated later; what cannot be carried is counted."""
        able: list[tuple[StoredDecision, GridChange]] = []
        for decided in decisions:
            change = self._change(decided.grid_version)
            if change is None or decided.facts == "{}":
                self.left_out[NO_VERSION if change is None else NO_FACTS] += 1
            else:
                able.append((decided, change))
        fields = self._fields(tx, [d for d, change in able if change.needs_fields])
        found: dict[str, Coded] = {}
        for decided, change in able:
            facts, now = facts_from(json.loads(decided.facts))
            known = Facts(
                facts.answers, tuple(s for s in facts.signals if s.at <= now), facts.overrides, facts.presumed
            )
            found[decided.id] = coded(self._grid, change.carried(known, fields.get(decided.id)), now)
        return found

    def _change(self, version: int) -> GridChange | None:
        if version not in self._changes:
            try:
                self._changes[version] = GridChange(self._workspace.grid_of(self._grid.id, version), self._grid)
            except UserError:
                self._changes[version] = None
        return self._changes[version]

    def _fields(self, tx: Tx, decisions: Sequence[StoredDecision]) -> dict[str, dict[str, str]]:
        """By decision, the columns of its lead as they stood then; a lead decided on twice is read twice."""
        found: dict[str, dict[str, str]] = {}
        left = list(decisions)
        while left:
            once = {d.lead: d for d in left}
            by_lead = fields_then(tx, self._grid, list(once.values()))
            found |= {d.id: by_lead[lead] for lead, d in once.items() if lead in by_lead}
            left = [d for d in left if once[d.lead].id != d.id]
        return found


def _count_since(tx: Tx, grid: Grid, found: Cases) -> None:
    """Count the answers and signals that came after the newest decision looked at, to say that they play no part."""
    newest = {c.lead: c.at for c in found.cases}
    for lead, answers in qualifications.answers_of(tx, newest.keys(), grid.id).items():
        found.left_out[ANSWERS_SINCE] += sum(a.at is not None and a.at > newest[lead] for a in answers.values())
    for lead, signals in activities.signals_of(tx, newest.keys()).items():
        found.left_out[SIGNALS_SINCE] += sum(s.at > newest[lead] for s in signals)
