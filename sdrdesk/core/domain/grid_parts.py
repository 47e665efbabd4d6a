"""What two versions of a grid differ in, part by part, and the grid that holds only some of those parts.

Only what can move a verdict is a part: words, order of asking, agreements and dates are none.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sdrdesk.core.domain.grid import Criterion, Grid


class PartKind(StrEnum):
    """The kinds of part, in their written order."""

    THRESHOLD_NOW = "threshold_now"
    THRESHOLD_LATER = "threshold_later"
    INTENT_SHARE = "intent_share"
    REWRITTEN = "rewritten"
    GONE = "gone"
    ADDED = "added"
    WEIGHTS = "weights"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a change; `criterion` names the one that is rewritten, gone or added."""

    kind: PartKind
    criterion: str = ""


def parts_of(old: Grid, new: Grid) -> tuple[Part, ...]:
    """The parts in which two grids differ, in written order: kind by kind, criteria in grid order.

    All weights (those of the cycle in force) are one part: the points are shared out among them together.
    """
    return tuple(_parts(old, new))


def _parts(old: Grid, new: Grid) -> Iterator[Part]:
    if old.now != new.now:
        yield Part(PartKind.THRESHOLD_NOW)
    if old.later != new.later:
        yield Part(PartKind.THRESHOLD_LATER)
    if old.intent_share != new.intent_share:
        yield Part(PartKind.INTENT_SHARE)
    before, after = _by_id(old), _by_id(new)
    common = [c for c in old.criteria if c.id in after]
    for criterion in common:
        if _content(criterion) != _content(after[criterion.id]):
            yield Part(PartKind.REWRITTEN, criterion.id)
    for criterion in old.criteria:
        if criterion.id not in after:
            yield Part(PartKind.GONE, criterion.id)
    for criterion in new.criteria:
        if criterion.id not in before:
            yield Part(PartKind.ADDED, criterion.id)
    if any(c.weights[old.cycle] != after[c.id].weights[new.cycle] for c in common):
        yield Part(PartKind.WEIGHTS)
    if [c.id for c in common] != [c.id for c in new.criteria if c.id in before]:
        yield Part(PartKind.ORDER)


def with_parts(old: Grid, new: Grid, parts: Collection[Part]) -> Grid:
    """The old grid with these parts of the new one; with all of them it gives the new one's verdicts."""
    kinds = {p.kind for p in parts}
    rewritten = {p.criterion for p in parts if p.kind is PartKind.REWRITTEN}
    gone = {p.criterion for p in parts if p.kind is PartKind.GONE}
    added = {p.criterion for p in parts if p.kind is PartKind.ADDED}
    before, after = _by_id(old), _by_id(new)
    old_order, new_order = list(before), [c for c in after if c in before or c in added]
    order = _merged(new_order, old_order) if PartKind.ORDER in kinds else _merged(old_order, new_order)
    criteria = []
    for id_ in order:
        if id_ in gone:
            continue
        taken = after[id_] if id_ in rewritten or id_ in added else before[id_]
        weighed_anew = id_ in added or (id_ in after and PartKind.WEIGHTS in kinds)
        weight = after[id_].weights[new.cycle] if weighed_anew else before[id_].weights[old.cycle]
        criteria.append(replace(taken, weights={new.cycle: weight}))
    return replace(
        new,
        now=new.now if PartKind.THRESHOLD_NOW in kinds else old.now,
        later=new.later if PartKind.THRESHOLD_LATER in kinds else old.later,
        intent_share=new.intent_share if PartKind.INTENT_SHARE in kinds else old.intent_share,
        criteria=tuple(criteria),
    )


def presumes_alike(before: Criterion, after: Criterion) -> bool:
    """Whether both presume the same answer from the same lead: same field, same kind, same matching."""
    return (before.field, before.kind, _matching(before)) == (after.field, after.kind, _matching(after))


def _by_id(grid: Grid) -> dict[str, Criterion]:
    return {c.id: c for c in grid.criteria}


def _content(criterion: Criterion) -> tuple[Any, ...]:
    """What of a criterion, its weight aside, a verdict can rest on."""
    steps = [(o.id, o.percent, o.eliminates) for o in criterion.options]
    bands = [(b.up_to, b.percent, b.eliminates) for b in criterion.bands]
    signals = dict(criterion.signal_values or {}), criterion.half_life_days
    return criterion.family, criterion.kind, steps, bands, signals, criterion.field, _matching(criterion)


def _matching(criterion: Criterion) -> list[tuple[str, tuple[str, ...]]]:
    return [(o.id, o.match) for o in criterion.options if o.match]


def _merged(first: Sequence[str], also: Sequence[str]) -> list[str]:
    """The first order, with what only the other one has set after the one it follows there."""
    placed = list(first)
    for n, id_ in enumerate(also):
        if id_ not in placed:
            placed.insert(placed.index(also[n - 1]) + 1 if n else 0, id_)
    return placed
