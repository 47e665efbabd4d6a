"""What a changed grid would have said of a lead that was judged before, and which part of the change does it.

The facts are those that the old verdict rested on. They are carried over by criterion: an answer that the new grid
does not hold is left out as not asked; a presumed answer stays as it was where the criterion presumes as before,
otherwise it is presumed anew from the lead's fields of that day, and left out where these are not at hand.

The cause of a change of verdict is found by this rule. The change is taken apart (`grid_parts.parts_of`, in written
order: thresholds, share of intent, criteria rewritten, gone, added, weights, order). The cause is the first part that,
put alone into the old grid, gives the new verdict. Where none does so alone, the parts are put in one after another, in
the same order, and the cause is the last of them that moved the verdict: it is then `together` with others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sdrdesk.core.domain.answers import Answer, fits, presumed_answers
from sdrdesk.core.domain.assessment import Assessment, Elimination, Facts, Row, State, Status, assess
from sdrdesk.core.domain.grid import Grid, Kind
from sdrdesk.core.domain.grid_parts import Part, PartKind, parts_of, presumes_alike, with_parts
from sdrdesk.core.domain.recommendation import Decision


@dataclass(frozen=True, slots=True)
class Verdict:
    """What counts of an assessment; points in tenths."""

    state: State
    leaning: Decision
    earned: int
    open: int
    eliminated_by: tuple[Elimination, ...] = ()

    @property
    def said(self) -> tuple[State, Decision | None]:
        """The state where the matter is settled; open, and where it leans, where it is not."""
        return self.state, self.leaning if self.state is State.OPEN else None

    @classmethod
    def of(cls, assessment: Assessment) -> "Verdict":
        """What counts of this assessment."""
        a = assessment
        return cls(a.state, a.leaning, a.earned, a.open, a.eliminated_by)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a verdict changes: a code of the words table `replay_cause`, with its values; points in tenths.

    `together`: this part moved the verdict last, and only with others of the change.
    """

    code: str
    params: Mapping[str, Answer] = field(default_factory=dict)
    together: bool = False


@dataclass(frozen=True, slots=True)
class Replayed:
    """One verdict before and after; `cause` where it is another, `left_out` the criteria whose answers do not fit."""

    before: Verdict
    after: Verdict
    cause: Cause | None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Target:
    """One grid that facts are carried to, and what of them needs no second look."""

    grid: Grid
    part: Part | None
    holds: frozenset[str]
    presumes: frozenset[str]
    presumes_anew: bool

    @classmethod
    def to(cls, grid: Grid, old: Grid, part: Part | None = None) -> "_Target":
        before = {c.id: c for c in old.criteria}
        same = [c for c in grid.criteria if c.id in before]
        holds = {c.id for c in same if c.kind is before[c.id].kind and c.options == before[c.id].options}
        presumes = {c.id for c in same if presumes_alike(before[c.id], c)}
        anew = any(c.field for c in grid.criteria if c.id not in presumes)
        return cls(grid, part, frozenset(holds), frozenset(presumes), anew)

    def carried(self, facts: Facts, fields: Mapping[str, str] | None) -> Facts:
        answers = {
            c: v for c, v in facts.answers.items() if c in self.holds or fits(self.grid.criterion(c), v)
        }  # a grid that did not change a criterion holds its answers as before
        presumed = {c: v for c, v in facts.presumed.items() if c in self.presumes}
        if self.presumes_anew and fields is not None:
            changed = tuple(c for c in self.grid.criteria if c.id not in self.presumes)
            presumed |= presumed_answers(changed, fields)
        overrides = frozenset(c for c in facts.overrides if self.grid.criterion(c))
        return Facts(answers, facts.signals, overrides, presumed)

    def assess(self, facts: Facts, fields: Mapping[str, str] | None, now: datetime) -> Assessment:
        return assess(self.grid, self.carried(facts, fields), now, ask=False)


class GridChange:
    """The way from one grid version to another, prepared once for thousands of verdicts."""

    def __init__(self, old: Grid, new: Grid) -> None:
        self.old, self.new = old, new
        self.parts = parts_of(old, new)
        self._new = _Target.to(new, old)
        alone = [(p, with_parts(old, new, [p])) for p in self.parts]
        # A threshold above the other makes no grid: such a part cannot stand alone.
        self._alone = [_Target.to(g, old, p) for p, g in alone if g.later < g.now]
        order = self._in_turn()
        self._chain = [_Target.to(with_parts(old, new, order[: n + 1]), old, p) for n, p in enumerate(order)]

    def _in_turn(self) -> Sequence[Part]:
        """The parts in written order; where "now" would fall to "later" on the way, "later" goes first."""
        if self.new.now > self.old.later:
            return self.parts
        first = Part(PartKind.THRESHOLD_LATER)
        return [first, *(p for p in self.parts if p != first)]

    @property
    def needs_fields(self) -> bool:
        """Whether some answer must be presumed anew, from the lead's fields."""
        return self._new.presumes_anew

    def carried(self, facts: Facts, fields: Mapping[str, str] | None = None) -> Facts:
        """The facts recorded under the old grid as the new one holds them; `fields` as for `replayed`."""
        return self._new.carried(facts, fields)

    def replayed(
        self, facts: Facts, now: datetime, stored: Verdict, fields: Mapping[str, str] | None = None
    ) -> Replayed:
        """The verdict that the new grid gives on facts recorded under the old one at `now`, and why it is another.

        `fields` are the lead's own, as of `now`. A stored verdict that the old grid itself no longer gives has the
        cause `scored_otherwise`.
        """
        carried = self._new.carried(facts, fields)
        after = Verdict.of(assess(self.new, carried, now, ask=False))
        left_out = tuple(c for c in facts.answers if c not in carried.answers)
        cause = None if after.said == stored.said else self._cause(facts, now, stored, after, fields)
        return Replayed(stored, after, cause, left_out)

    def _cause(
        self, facts: Facts, now: datetime, stored: Verdict, after: Verdict, fields: Mapping[str, str] | None
    ) -> Cause:
        old = assess(self.old, facts, now, ask=False)
        if Verdict.of(old).said != stored.said:
            return Cause("scored_otherwise")
        for target in self._alone:
            alone = target.assess(facts, fields, now)
            if Verdict.of(alone).said == after.said:
                return self._named(target, old, alone, facts, together=False)
        found, before = None, old
        for target in self._chain:
            reached = target.assess(facts, fields, now)
            if Verdict.of(reached).said != Verdict.of(before).said:
                found = self._named(target, before, reached, facts, together=True)
            before = reached
        assert found is not None, "all parts together are the whole change"
        return found

    def _named(self, target: _Target, before: Assessment, after: Assessment, facts: Facts, *, together: bool) -> Cause:
        part, old, new = target.part, self.old, self.new
        assert part is not None
        match part.kind:
            case PartKind.THRESHOLD_NOW:
                return Cause(part.kind.value, {"before": old.now, "after": new.now}, together)
            case PartKind.THRESHOLD_LATER:
                return Cause(part.kind.value, {"before": old.later, "after": new.later}, together)
            case PartKind.INTENT_SHARE:
                return Cause(part.kind.value, {"before": old.intent_share, "after": new.intent_share}, together)
            case PartKind.GONE:
                return Cause(part.kind.value, {"criterion": part.criterion}, together)
            case PartKind.ADDED:
                return Cause(part.kind.value, {"criterion": part.criterion}, together)
            case PartKind.REWRITTEN:
                code, params = _rewritten(part.criterion, target.grid, old, before, after, facts)
                return Cause(code, {"criterion": part.criterion, **params}, together)
            case PartKind.WEIGHTS:
                return Cause(*_most_moved(before, after), together)
            case PartKind.ORDER:
                return Cause(part.kind.value, {}, together)


def _rewritten(
    criterion: str, grid: Grid, old: Grid, before: Assessment, after: Assessment, facts: Facts
) -> tuple[str, dict[str, Answer]]:
    """What rewriting a criterion did to one lead, the weightiest first: its end, what is known, what it is worth."""
    a, b = _row(before, criterion), _row(after, criterion)
    anew, former = grid.criterion(criterion), old.criterion(criterion)
    assert anew is not None
    assert former is not None
    if anew.kind is not former.kind:
        return "another_kind", {}
    answer: dict[str, Answer] = {"answer": facts.answers.get(criterion, facts.presumed.get(criterion))}
    if a.status is Status.KNOWN and b.status is not Status.KNOWN:
        return "answer_gone", answer
    out = {e.criterion: e.reason for e in after.eliminated_by}
    was_out = {e.criterion: e.reason for e in before.eliminated_by}
    if criterion in out and criterion not in was_out:
        return "now_eliminates", {**answer, "reason": out[criterion]}
    if criterion in was_out and criterion not in out:
        return "no_longer_eliminates", {**answer, "reason": was_out[criterion]}
    if (criterion in before.unsafe) != (criterion in after.unsafe):
        return ("must_be_known" if criterion in after.unsafe else "need_not_be_known"), {}
    points: dict[str, Answer] = {"before": a.earned, "after": b.earned}
    if Status.PRESUMED in (a.status, b.status) and not presumes_alike(former, anew):
        return "presumed_otherwise", points
    if anew.family is not former.family:
        return "another_family", {"before": former.family.value, "after": anew.family.value}
    if anew.kind is Kind.SIGNALS:
        return "signals_otherwise", points
    return "worth_otherwise", answer | points


def _row(assessment: Assessment, criterion: str) -> Row:
    return next(r for r in assessment.rows if r.criterion == criterion)


def _most_moved(before: Assessment, after: Assessment) -> tuple[str, dict[str, Answer]]:
    """The criterion whose earned points moved most, open ones where none did; the first in grid order among equals."""
    former = {r.criterion: r for r in before.rows}
    pairs = [(former[r.criterion], r) for r in after.rows if r.criterion in former]
    a, b = max(pairs, key=lambda p: (abs(p[1].earned - p[0].earned), abs(p[1].open - p[0].open)))
    if a.earned == b.earned:
        return "weights_open", {"criterion": b.criterion, "before": a.open, "after": b.open}
    return "weights", {"criterion": b.criterion, "before": a.earned, "after": b.earned}
