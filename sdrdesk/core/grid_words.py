"""How the parts of a grid are said: bands and answers, points, and what differs between two versions."""

from datetime import date

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.grid_compare import Difference
from sdrdesk.core.words import Words


def best_answers(criterion: Criterion, words: Words) -> str:
    """The answers that earn the most of a criterion."""
    if criterion.kind is Kind.SIGNALS:
        return words.text("definition", "signals_best")
    most = max(step.percent for step in criterion.steps)
    return " · ".join(step_words(criterion, n, words) for n, s in enumerate(criterion.steps) if s.percent == most)


def step_words(criterion: Criterion, n: int, words: Words) -> str:
    """One option or band of a criterion in words."""
    if criterion.options:
        return criterion.options[n].label[words.language]
    table = "band_months" if criterion.kind is Kind.MONTHS else "band"
    bottom = _figure(criterion.bands[n - 1].up_to, words) if n else ""
    top = _figure(criterion.bands[n].up_to, words)
    code = {(False, True): "first", (True, True): "middle", (True, False): "last"}.get(
        (bool(bottom), bool(top)), "only"
    )
    return words.text(table, code, bottom=bottom, top=top)


def answer_words(criterion: Criterion | None, value: Answer, words: Words) -> str:
    """An answer that is known, in words: an option by its label, a day, a figure."""
    option = criterion.option(value) if criterion else None
    if option:
        return option.label[words.language]
    if isinstance(value, str) and criterion and criterion.kind is Kind.MONTHS:
        return words.date(date.fromisoformat(value[:10]))
    return _figure(value, words) if isinstance(value, int | float) else str(value)


def _figure(value: float | None, words: Words) -> str:
    if value is None:
        return ""
    return words.number(int(value)) if value == int(value) else str(value).replace(".", words.decimal)


_CODES = {
    "level": "grid_level", "cycle": "cycle", "family": "family", "kind": "grid_kind", "topic": "topic",
    "field": "column", "option_eliminates": "reason", "band_eliminates": "reason",
}  # fmt: skip
_TEXTS = ("name", "good_lead", "label", "question", "option_label")


def difference_words(difference: Difference, old: Grid, new: Grid, words: Words) -> tuple[str, str, str, str]:
    """A difference in words: the criterion ("" for the whole grid), what part of it, before, after."""
    criterion = new.criterion(difference.criterion) or old.criterion(difference.criterion)
    label = criterion.label[words.language] if criterion else ""
    part = words.text("grid_part", difference.part)
    detail = _detail(difference, criterion, words)
    said = f"{part} ({detail})" if detail else part
    if difference.part == "criterion":
        return (label, said, NOTHING, label) if difference.before is None else (label, said, label, NOTHING)
    before, after = (_value(difference, v, old, new, words) for v in (difference.before, difference.after))
    return label, said, before, after


NOTHING = "–"


def _detail(difference: Difference, criterion: Criterion | None, words: Words) -> str:
    match difference.part:
        case part if part in _TEXTS and part != "option_label":
            return difference.detail
        case "weight":
            return words.text("cycle", difference.detail)
        case "signal":
            return words.text("signal", difference.detail)
        case part if part.startswith("option") and criterion and difference.detail:
            option = criterion.option(difference.detail)
            return option.label[words.language] if option else difference.detail
    return difference.detail


def _value(difference: Difference, value: object, old: Grid, new: Grid, words: Words) -> str:
    if value in (None, ""):
        return NOTHING
    if difference.part == "after":
        named = new.criterion(str(value)) or old.criterion(str(value))
        return named.label[words.language] if named else str(value)
    if difference.part in ("option", "option_percent", "band", "band_percent"):
        return f"{value}\u202f%" if words.language == "fr" else f"{value}%"
    if difference.part in _CODES:
        return words.text(_CODES[difference.part], str(value))
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, float):
        return _figure(value, words)
    return str(value)
