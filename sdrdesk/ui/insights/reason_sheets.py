"""Why hand-offs came back, the answers that let them through, and what never changed a verdict."""

from dataclasses import replace

from sdrdesk.core.domain.insights import Idle, Insights, ReasonByCriterion
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.charts import Bar, Bars, Cell, Column, Sheet, Table
from sdrdesk.ui.insights.funnel_sheets import MOST_BARS, rate_bar
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.numbers import number_cell, percent, rate_cell, rate_line

SENTENCES, SHOWN = 3, 6


def reasons_sheet(found: Insights, names: Names) -> Sheet:
    """Each reason of sales, with how often it was given."""
    words = names.words
    if not found.reasons:
        return _nothing("reasons", words)
    bars = tuple(
        Bar(names.reason(row.reason), row.n, words.number(row.n), token="bad") for row in found.reasons[:MOST_BARS]
    )
    heads = (("reason", 5), ("rejected", 2), ("disqualified", 2), ("lost", 2), ("n", 1))
    table = Table(
        tuple(Column(words.text("insight_head", code), code != "reason", share) for code, share in heads),
        tuple(
            (Cell(names.reason(row.reason)),
             *(number_cell(n, words) for n in (row.rejected, row.disqualified, row.lost, row.n)))
            for row in found.reasons
        ),
    )  # fmt: skip
    return _sheet("reasons", words, (), Bars(bars, max(bar.value for bar in bars)), table)


def by_criterion_sheet(found: Insights, names: Names) -> Sheet:
    """Each answer of the hand-offs given back beside those kept."""
    words = names.words
    rows = [row for row in found.by_criterion if row.rejected.n]
    if not rows:
        return _nothing("by_criterion", words)
    rows = sorted(rows, key=lambda row: (not _is_telling(row), -_lift(row)))
    said = tuple(_sentence(row, names) for row in rows if _lift(row) > 0)[:SENTENCES]
    shown = [row for row in rows if row.rejected.enough and _lift(row) > 0][:SHOWN]
    bars = tuple(
        rate_bar(_answer(row, names), row.rejected, words, "bad" if _is_telling(row) else "accent") for row in shown
    )
    ticks = tuple((share, percent(share, words)) for share in (0.0, 0.5, 1.0))
    heads = (("criterion", 4), ("answer", 4), ("given_back", 4), ("kept", 4))
    table = Table(
        tuple(Column(words.text("insight_head", code), code in ("given_back", "kept"), share) for code, share in heads),
        tuple(
            (Cell(names.criterion(row.grid, row.criterion)), Cell(names.option(row.grid, row.criterion, row.option)),
             rate_cell(row.rejected, words), rate_cell(row.accepted, words))
            for row in rows
        ),
    )  # fmt: skip
    chart = Bars(bars, 1.0, ticks, label_room=340) if bars else None
    return replace(_sheet("by_criterion", words, said, chart, table), wide=True)


def _is_telling(row: ReasonByCriterion) -> bool:
    """Whether the answer is surely more frequent among those given back: the intervals do not meet."""
    return (row.rejected.low or 0.0) > (row.accepted.high if row.accepted.high is not None else 1.0)


def _lift(row: ReasonByCriterion) -> float:
    """By how much the answer is more frequent among those given back than among those kept."""
    return (row.rejected.value or 0.0) - (row.accepted.value or 0.0)


def _answer(row: ReasonByCriterion, names: Names) -> str:
    criterion = names.criterion(row.grid, row.criterion)
    return f"{criterion}{names.words.colon}{names.option(row.grid, row.criterion, row.option)}"


def _sentence(row: ReasonByCriterion, names: Names) -> str:
    words = names.words
    kept = rate_line(row.accepted, words)
    if row.accepted.of and not row.accepted.enough:
        kept = words.text("insight_said", "n_of", n=words.number(row.accepted.n), of=words.number(row.accepted.of))
    return words.text(
        "insight_said",
        "by_criterion" if row.option else "by_criterion_unknown",
        n=words.number(row.rejected.n),
        of=words.number(row.rejected.of),
        criterion=names.criterion(row.grid, row.criterion),
        option=names.option(row.grid, row.criterion, row.option),
        kept=kept,
    )


def idle_sheet(found: Insights, names: Names) -> Sheet:
    """The criteria and fields without which every verdict would have been the same."""
    words = names.words
    if not found.idle:
        return _nothing("idle", words)
    heads = (("what", 5), ("grid", 5), ("tried", 3), ("filled", 3))
    table = Table(
        tuple(Column(words.text("insight_head", code), code in ("tried", "filled"), share) for code, share in heads),
        tuple(_idle_cells(row, names, words) for row in found.idle),
    )
    return Sheet("idle", _title("idle", words), (), None, table, words.text("insight_rule", "idle"))


def _idle_cells(row: Idle, names: Names, words: Words) -> tuple[Cell, ...]:
    field = row.kind == "field"
    name = names.field(row.key) if field else names.criterion(row.grid, row.key)
    tried = words.text("insight_said", "n_of", n=words.number(row.tried), of=words.number(row.decisions))
    return (
        Cell(name, words.text("insight_key", row.kind)),
        Cell(names.grid(row.grid) if row.grid else words.text("insight_key", "unread"), faint=not row.grid),
        Cell(tried if row.grid else words.text("figure", "none")),
        Cell(words.number(row.filled) if field else ""),
    )


def _title(key: str, words: Words) -> str:
    return words.text("insight_title", key)


def _sheet(key: str, words: Words, said: tuple[str, ...], chart: Bars | None, table: Table) -> Sheet:
    return Sheet(key, _title(key, words), said, chart, table, words.text("insight_rule", key))


def _nothing(key: str, words: Words) -> Sheet:
    return Sheet(key, _title(key, words), nothing=words.text("insight_nothing", key))
