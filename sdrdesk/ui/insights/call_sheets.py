"""How soon leads are called, how many calls it takes, and when they answer."""

from sdrdesk.core.domain.insights import FirstContact, Hour, Insights
from sdrdesk.core.domain.rates import ENOUGH, Spread
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.charts import Bar, Cell, Column, Columns, HeatMap, Sheet, Span, Spans, Square, Table
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.numbers import (
    HOUR,
    has_middle,
    minutes,
    number_cell,
    on_axis,
    percent,
    rate_cell,
    rate_line,
    resting_on,
)

MOST_CALLS = 10
_MINUTES = (1, 10, HOUR, 10 * HOUR, 100 * HOUR, 1000 * HOUR, 10_000 * HOUR)


def first_contact_sheet(found: Insights, names: Names) -> Sheet:
    """How long leads wait for their first call, by how warm they are."""
    words, parts = names.words, found.first_contact
    waiting = sum(part.waiting for part in parts)
    waits = words.text("insight_said", "waiting", n=waiting).replace(str(waiting), words.number(waiting))
    if not any(part.working.n for part in parts):
        nothing = words.text("insight_nothing", "first_contact")
        return Sheet("first_contact", _title("first_contact", words), (waits,) if waiting else (), nothing=nothing)
    said = []
    hot = next((part.working for part in parts if part.temperature == "hot"), Spread(0))
    if has_middle(hot):
        half = minutes(hot.median, words, working=True)
        said.append(words.text("insight_said", "first_contact", median=half, n=words.number(hot.n)))
    if waiting:
        said.append(waits)
    most = max((part.working.high or 0.0 for part in parts if has_middle(part.working)), default=0.0)
    last = next((n for n, mark in enumerate(_MINUTES) if mark >= most), len(_MINUTES) - 1)
    marks = _MINUTES[: max(last, 3) + 1]
    ticks = tuple((on_axis(mark), minutes(mark, words, working=True)) for mark in marks)
    chart = Spans(tuple(_span(part, words) for part in parts), ticks, on_axis(marks[-1]))
    heads = (("temperature", 3), ("median", 3), ("middle_half", 5), ("by_the_clock", 3), ("n", 2), ("waiting", 2))
    table = Table(
        tuple(Column(words.text("insight_head", code), code != "temperature", share) for code, share in heads),
        tuple(_contact_cells(part, words) for part in parts),
    )
    title = _title("first_contact", words)
    return Sheet("first_contact", title, tuple(said), chart, table, names.first_contact_rule())


def _temperature(part: FirstContact, words: Words) -> str:
    return words.text("temperature", part.temperature).capitalize()


def _span(part: FirstContact, words: Words) -> Span:
    found, label = part.working, _temperature(part, words)
    if not has_middle(found):
        said = f"{words.text('figure', 'too_few')}, {resting_on(found.n, words)}"
        return Span(label, 0, 0, 0, "", said, shown=False)
    places = (on_axis(found.low), on_axis(found.median), on_axis(found.high))
    half = minutes(found.median, words, working=True)
    return Span(label, *places, half, resting_on(found.n, words), part.temperature)


def _contact_cells(part: FirstContact, words: Words) -> tuple[Cell, ...]:
    found = part.working
    if has_middle(found):
        low, high = (minutes(end, words, working=True, short=True) for end in (found.low, found.high))
        figures = (
            Cell(minutes(found.median, words, working=True, short=True)),
            Cell(words.text("figure", "from_to", low=low, high=high)),
            Cell(minutes(part.elapsed.median, words, short=True)),
        )
    else:
        figures = (Cell(words.text("figure", "too_few"), faint=True), Cell(""), Cell(""))
    return (
        Cell(_temperature(part, words)),
        *figures,
        number_cell(found.n, words),
        number_cell(part.waiting, words),
    )


def attempts_sheet(found: Insights, names: Names) -> Sheet:
    """Which call is answered."""
    words, attempts = names.words, found.attempts
    if not attempts.reached.of:
        return Sheet("attempts", _title("attempts", words), nothing=words.text("insight_nothing", "attempts"))
    n, of = (words.number(count) for count in (attempts.reached.n, attempts.reached.of))
    if has_middle(attempts.calls):
        median = f"{attempts.calls.median:g}".replace(".", words.decimal)
        said = words.text("insight_said", "attempts", n=n, of=of, median=median)
    else:
        said = words.text("insight_said", "attempts_short", n=n, of=of)
    bars = tuple(
        Bar(
            words.number(each.number),
            each.reached.value or 0.0,
            percent(each.reached.value or 0.0, words),
            resting_on(each.reached.of, words),
        )
        for each in attempts.each[:MOST_CALLS]
        if each.reached.enough
    )
    heads = (("call", 1), ("calls", 2), ("answered", 4))
    table = Table(
        tuple(Column(words.text("insight_head", code), True, share) for code, share in heads),
        tuple(
            (number_cell(each.number, words), number_cell(each.reached.of, words), rate_cell(each.reached, words))
            for each in attempts.each
        ),
    )
    rule = words.text("insight_rule", "attempts")
    return Sheet("attempts", _title("attempts", words), (said,), Columns(bars) if bars else None, table, rule)


def hours_sheet(found: Insights, names: Names) -> Sheet:
    """At which hour of which weekday calls are answered."""
    words = names.words
    if not found.hours:
        return Sheet("hours", _title("hours", words), nothing=words.text("insight_nothing", "hours"))
    ranked = [hour for hour in found.hours if hour.reached.enough]
    best = max(ranked, key=lambda hour: (hour.reached.low or 0.0, hour.reached.of), default=None)
    said: tuple[str, ...] = ()
    if best is None:
        said = (words.text("insight_said", "no_hour", n=ENOUGH),)
    else:
        day, at = _weekday(best, words), words.text("figure", "hour_of_day", n=best.hour)
        said = (words.text("insight_said", "hours", day=day, hour=at, rate=rate_line(best.reached, words)),)
    busiest = sorted(found.hours, key=lambda hour: -hour.reached.of)
    table = Table(
        tuple(
            Column(words.text("insight_head", code), code not in ("day", "hour"), share)
            for code, share in (("day", 2), ("hour", 2), ("calls", 2), ("answered", 4))
        ),
        tuple(
            (Cell(_weekday(hour, words)), Cell(words.text("figure", "hour_of_day", n=hour.hour)),
             number_cell(hour.reached.of, words), rate_cell(hour.reached, words))
            for hour in busiest
        ),
    )  # fmt: skip
    rule = words.text("insight_rule", "hours", n=ENOUGH)
    chart = _heat_map(found.hours, words) if best else None
    return Sheet("hours", _title("hours", words), said, chart, table, rule, wide=True)


def _heat_map(hours: tuple[Hour, ...], words: Words) -> HeatMap:
    known = {(hour.weekday, hour.hour): hour for hour in hours}
    days = range(max(5, max(hour.weekday for hour in hours) + 1))
    clock = range(min(hour.hour for hour in hours), max(hour.hour for hour in hours) + 1)
    shares = [hour.reached.value or 0.0 for hour in hours if hour.reached.enough]
    low, high = min(shares, default=0.0), max(shares, default=0.0)

    def square(day: int, at: int) -> Square | None:
        hour = known.get((day, at))
        if hour is None:
            return None
        share = hour.reached.value or 0.0
        strength = ((share - low) / (high - low) if high > low else 0.5) if hour.reached.enough else None
        place = f"{_weekday(hour, words)} {words.text('figure', 'hour_of_day', n=at)}"
        return Square(strength, f"{place}{words.colon}{rate_line(hour.reached, words)}")

    return HeatMap(
        tuple(words.text("time", f"weekday_{day}") for day in days),
        tuple(words.text("figure", "hour_of_day", n=at) if words.language == "fr" else str(at) for at in clock),
        tuple(tuple(square(day, at) for at in clock) for day in days),
    )


def _weekday(hour: Hour, words: Words) -> str:
    return words.text("time", f"weekday_{hour.weekday}")


def _title(key: str, words: Words) -> str:
    return words.text("insight_title", key)
