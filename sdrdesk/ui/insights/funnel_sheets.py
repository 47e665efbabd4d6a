"""How far the leads came, what they cost, how long it took, and what sales made of them."""

from sdrdesk.core.domain.insights import Cost, FunnelRow, Insights
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.rates import ENOUGH, GOAL, Rate, Spread
from sdrdesk.core.domain.stages import WAY
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.charts import Bar, Bars, Cell, Column, Sheet, Span, Spans, Table
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.numbers import (
    days,
    has_middle,
    interval,
    money,
    number_cell,
    on_axis,
    percent,
    rate_cell,
    rate_line,
    resting_on,
)

MOST_BARS = 12
"""Rows that a chart shows; the table below it has all."""


def funnel_sheet(found: Insights, names: Names) -> Sheet:
    """How many leads reached each stage."""
    words, total = names.words, found.total
    if not total.leads:
        return _nothing("funnel", words)
    labels = _stages(names)
    befores: list[Rate | None] = [None, *total.rates]
    bars = tuple(
        Bar(label, n, words.number(n), rate_line(before, words) if before else "")
        for label, n, before in zip(labels, total.counts, befores, strict=True)
    )
    rows = tuple(
        (
            Cell(label),
            number_cell(n, words),
            rate_cell(before, words) if before else Cell(""),
            rate_cell(Rate(n, total.leads), words) if before else Cell(""),
        )
        for label, n, before in zip(labels, total.counts, befores, strict=True)
    )
    table = Table(
        (_head("stage", words, figures=False), _head("leads", words, share=1), _head("from_before", words, share=3),
         _head("of_leads", words, share=3)), rows,
    )  # fmt: skip
    return _sheet("funnel", words, (), Bars(bars, total.leads), table)


def _stages(names: Names) -> list[str]:
    words = names.words
    return [
        words.text("insight_head", "leads"),
        *(names.stage(stage) for stage in WAY if stage not in (Stage.LEAD, Stage.CUSTOMER)),
        words.text("insight_head", "won"),
    ]


def breakdown_sheet(found: Insights, names: Names) -> Sheet:
    """The funnel of each source, rep or month."""
    words = names.words
    by = words.text("insight_column", found.by)
    title = words.text("insight_title", "breakdown", by=words.inside("insight_column", found.by))
    if not found.leads:
        return Sheet("breakdown", title, nothing=words.text("insight_nothing", "breakdown"), wide=True)
    labels = [names.part(found.by, row.key, row.label) for row in found.funnel]
    rated = [(label, row) for label, row in zip(labels, found.funnel, strict=True) if row.qualified.enough]
    bars = tuple(rate_bar(label, row.qualified, words) for label, row in rated[:MOST_BARS])
    few = len(labels) - len(rated)
    said = words.text("insight_said", "few_rows", n=words.number(few), of=words.number(len(labels)), enough=ENOUGH)
    stages = _stages(names)
    columns = (
        Column(by, figures=False, share=4),
        *(Column(stage, share=2) for stage in stages),
        _head("acceptance_rate", words, share=5),
        _head("sql_rate", words, share=5),
        _head("won_rate", words, share=5),
    )
    rows = tuple(_funnel_cells(label, row, words) for label, row in zip(labels, found.funnel, strict=True))
    return Sheet(
        "breakdown", title, (said,) if few else (), _rates(bars, words) if bars else None, Table(columns, rows),
        words.text("insight_rule", "breakdown"), wide=True,
    )  # fmt: skip


def _funnel_cells(label: str, row: FunnelRow, words: Words) -> tuple[Cell, ...]:
    counts = (number_cell(n, words) for n in row.counts)
    rates = (row.rates[1], row.qualified, row.won_of_leads)
    return (Cell(label), *counts, *(rate_cell(rate, words) for rate in rates))


def rate_bar(label: str, rate: Rate, words: Words, token: str = "accent") -> Bar:
    """A rate as a bar with its interval; an empty one where it rests on too few."""
    if not rate.enough or rate.value is None:
        return Bar(label, 0.0, "", f"{words.text('figure', 'too_few')}, {resting_on(rate.of, words)}")
    note = f"{interval(rate, words)}, {resting_on(rate.of, words)}"
    return Bar(label, rate.value, percent(rate.value, words), note, rate.low, rate.high, token)


def _rates(bars: tuple[Bar, ...], words: Words) -> Bars:
    """Bars of rates, on an axis as long as the longest needs: in tens of percent."""
    longest = max((bar.high or bar.value for bar in bars), default=0.0)
    most = min(1.0, (int(longest * 10) + 1) / 10)
    return Bars(bars, most, tuple((share, percent(share, words)) for share in (0.0, most / 2, most)))


def acceptance_sheet(found: Insights, names: Names) -> Sheet:
    """What sales accepted, against the goal."""
    words, rate = names.words, found.acceptance
    if not found.answered.of and not rate.of:
        return _nothing("acceptance", words)
    goal = percent(GOAL, words)
    said = [words.text("insight_said", "acceptance", n=words.number(rate.n), of=words.number(rate.of))]
    if rate.enough and rate.low is not None and rate.high is not None:
        verdict = "goal_met" if rate.low >= GOAL else "goal_missed" if rate.high < GOAL else "goal_open"
        said.append(words.text("insight_said", verdict, goal=goal))
    missed = rate.high is not None and rate.high < GOAL
    parts = (("accepted", rate, "doubt" if missed else "ok"), ("answered", found.answered, "accent"))
    bars = tuple(rate_bar(words.text("insight_row", key), part, words, token) for key, part, token in parts)
    rows = tuple(
        (Cell(words.text("insight_row", key)), number_cell(part.n, words), rate_cell(part, words))
        for key, part, _token in parts
    )
    table = Table(
        (_head("what", words, figures=False, share=4), _head("hand_offs", words), _head("share", words, share=4)), rows
    )
    ticks = ((0.0, percent(0, words)), (0.5, percent(0.5, words)), (GOAL, words.text("figure", "goal", goal=goal)))
    return _sheet("acceptance", words, tuple(said) if rate.of else (), Bars(bars, 1.0, ticks, GOAL), table)


def cycle_sheet(found: Insights, names: Names) -> Sheet:
    """How many days it took."""
    words = names.words
    parts = (("to_sql", found.cycle.to_sql), ("to_won", found.cycle.to_won))
    if not any(part.n for _key, part in parts):
        return _nothing("cycle", words)
    most = max((part.high or 0.0 for _key, part in parts if has_middle(part)), default=1.0)
    axis = _day_axis(most)
    spans = tuple(_days_span(words.text("insight_row", key), part, words) for key, part in parts)
    chart = Spans(spans, tuple((on_axis(day), days(day, words)) for day in axis), on_axis(axis[-1]))
    rows = tuple((Cell(words.text("insight_row", key)), *_days_cells(part, words)) for key, part in parts)
    table = Table(
        (_head("step", words, figures=False, share=3), _head("median", words, share=3),
         _head("middle_half", words, share=3), _head("n", words, share=1)), rows,
    )  # fmt: skip
    return _sheet("cycle", words, (), chart, table)


_DAYS = (1, 4, 15, 60, 240, 1000, 4000)


def _day_axis(most: float) -> tuple[int, ...]:
    last = next((n for n, day in enumerate(_DAYS) if day >= most), len(_DAYS) - 1)
    return _DAYS[: max(last, 2) + 1]


def _days_span(label: str, part: Spread, words: Words) -> Span:
    if not has_middle(part):
        said = f"{words.text('figure', 'too_few')}, {resting_on(part.n, words)}"
        return Span(label, 0, 0, 0, "", said, shown=False)
    places = (on_axis(part.low), on_axis(part.median), on_axis(part.high))
    return Span(label, *places, days(part.median, words), resting_on(part.n, words))


def _days_cells(part: Spread, words: Words) -> tuple[Cell, ...]:
    if not has_middle(part):
        return Cell(words.text("figure", "too_few"), faint=True), Cell(""), number_cell(part.n, words)
    half = words.text("figure", "from_to", low=days(part.low, words), high=days(part.high, words))
    return Cell(days(part.median, words)), Cell(half), number_cell(part.n, words)


def costs_sheet(found: Insights, names: Names) -> Sheet:
    """What leads, SQL and orders of each source cost."""
    words = names.words
    if not found.costs:
        return _nothing("costs", words)
    labels = [names.part("source", cost.key, cost.label) for cost in found.costs]
    shown = [(label, cost) for label, cost in zip(labels, found.costs, strict=True) if cost.per_sql is not None]
    bars = tuple(
        Bar(label, cost.per_sql or 0.0, money(cost.per_sql, words), f"{cost.sql} SQL, {resting_on(cost.priced, words)}")
        for label, cost in shown[:MOST_BARS]
    )
    most = max((bar.value for bar in bars), default=0.0)
    table = Table(
        (_head("source", words, figures=False, share=4),
         *(_head(key, words) for key in ("leads", "with_cost", "cost", "per_lead", "per_sql", "per_won"))),
        tuple(_cost_cells(label, cost, words) for label, cost in zip(labels, found.costs, strict=True)),
    )  # fmt: skip
    priced, leads = sum(cost.priced for cost in found.costs), found.leads
    rule = words.text("insight_rule", "costs", priced=words.number(priced), leads=words.number(leads))
    chart = Bars(bars, most) if most else None
    return Sheet("costs", words.text("insight_title", "costs"), (), chart, table, rule)


def _cost_cells(label: str, cost: Cost, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(label),
        number_cell(cost.leads, words),
        number_cell(cost.priced, words),
        Cell(money(cost.total, words)),
        Cell(money(cost.per_lead, words)),
        Cell(money(cost.per_sql, words), resting_on(cost.sql, words) if cost.sql else ""),
        Cell(money(cost.per_won, words), resting_on(cost.won, words) if cost.won else ""),
    )


def _head(code: str, words: Words, *, figures: bool = True, share: int = 2) -> Column:
    return Column(words.text("insight_head", code), figures, share)


def _sheet(key: str, words: Words, said: tuple[str, ...], chart: Bars | Spans, table: Table) -> Sheet:
    return Sheet(key, words.text("insight_title", key), said, chart, table, words.text("insight_rule", key))


def _nothing(key: str, words: Words) -> Sheet:
    return Sheet(key, words.text("insight_title", key), nothing=words.text("insight_nothing", key))
