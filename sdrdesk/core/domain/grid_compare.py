"""What differs between two grids, place by place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sdrdesk.core.domain.grid import CYCLES, Criterion, Grid
from sdrdesk.core.domain.grid_check import LANGUAGES


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `part` is a code of the words table `grid_part`; None is “was not there”.

    `criterion` is "" for what is the whole grid's; `detail` names the language, cycle, option, band or signal type.
    """

    criterion: str
    part: str
    detail: str
    before: object
    after: object


def compare(old: Grid, new: Grid) -> tuple[Difference, ...]:
    """Every difference that changes what is asked, said or decided, in the order of the newer grid."""
    return tuple(_differences(old, new))


def _differences(old: Grid, new: Grid) -> Iterator[Difference]:
    for part in ("level", "cycle"):
        yield from _differing("", part, "", str(getattr(old, part)), str(getattr(new, part)))
    yield from _texts("", "name", old.name, new.name)
    yield from _texts("", "good_lead", old.good_lead, new.good_lead)
    for part in ("now", "later", "intent_share", "review_by"):
        yield from _differing("", part, "", getattr(old, part), getattr(new, part))
    yield from _differing("", "agreed_by", "", ", ".join(old.agreed_by), ", ".join(new.agreed_by))
    before, after = [c.id for c in old.criteria], [c.id for c in new.criteria]
    for criterion in new.criteria:
        known = old.criterion(criterion.id)
        if known is None:
            yield Difference(criterion.id, "criterion", "", None, criterion.id)
        else:
            yield from _of_criterion(known, criterion)
            # Moved: those before it that both grids hold are others, or in another order.
            yield from _moved(criterion.id, before, after)
    for gone in old.criteria:
        if new.criterion(gone.id) is None:
            yield Difference(gone.id, "criterion", "", gone.id, None)


def _of_criterion(old: Criterion, new: Criterion) -> Iterator[Difference]:
    yield from _texts(new.id, "label", old.label, new.label)
    yield from _texts(new.id, "question", old.question, new.question)
    for part in ("family", "kind", "topic", "letter", "after", "field", "half_life_days"):
        yield from _differing(new.id, part, "", getattr(old, part), getattr(new, part))
    for cycle in CYCLES:
        yield from _differing(new.id, "weight", cycle, old.weights[cycle], new.weights[cycle])
    yield from _of_options(old, new)
    yield from _of_bands(old, new)
    values, newer = old.signal_values or {}, new.signal_values or {}
    for kind in dict.fromkeys((*values, *newer)):
        yield from _differing(new.id, "signal", kind, values.get(kind), newer.get(kind))


def _of_options(old: Criterion, new: Criterion) -> Iterator[Difference]:
    for option in new.options:
        known = old.option(option.id)
        if known is None:
            yield Difference(new.id, "option", option.id, None, option.percent)
            continue
        for language in LANGUAGES:
            yield from _differing(new.id, "option_label", option.id, known.label[language], option.label[language])
        yield from _differing(new.id, "option_percent", option.id, known.percent, option.percent)
        yield from _differing(new.id, "option_eliminates", option.id, known.eliminates, option.eliminates)
        yield from _differing(new.id, "option_match", option.id, ", ".join(known.match), ", ".join(option.match))
    for gone in old.options:
        if new.option(gone.id) is None:
            yield Difference(new.id, "option", gone.id, gone.percent, None)
    before, after = [o.id for o in old.options], [o.id for o in new.options]
    kept = [i for i in before if i in after]
    if kept != [i for i in after if i in before]:
        yield Difference(new.id, "option_order", "", ", ".join(before), ", ".join(after))


def _of_bands(old: Criterion, new: Criterion) -> Iterator[Difference]:
    for n in range(max(len(old.bands), len(new.bands))):
        known = old.bands[n] if n < len(old.bands) else None
        band = new.bands[n] if n < len(new.bands) else None
        if known is None or band is None:
            yield Difference(new.id, "band", str(n + 1), known and known.percent, band and band.percent)
            continue
        yield from _differing(new.id, "band_up_to", str(n + 1), known.up_to, band.up_to)
        yield from _differing(new.id, "band_percent", str(n + 1), known.percent, band.percent)
        yield from _differing(new.id, "band_eliminates", str(n + 1), known.eliminates, band.eliminates)


def _moved(criterion_id: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    old, new = [i for i in before if i in after], [i for i in after if i in before]
    was, is_now = old.index(criterion_id), new.index(criterion_id)
    if was != is_now:
        yield Difference(criterion_id, "place", "", was + 1, is_now + 1)


def _texts(criterion: str, part: str, old: object, new: object) -> Iterator[Difference]:
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    for language in LANGUAGES:
        yield from _differing(criterion, part, language, old.get(language), new.get(language))


def _differing(criterion: str, part: str, detail: str, old: object, new: object) -> Iterator[Difference]:
    if old != new:
        yield Difference(criterion, part, detail, old, new)
