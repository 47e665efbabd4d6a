"""How figures are said in a language: shares with their interval and n, lengths of time, costs."""

from math import log10

from sdrdesk.core.domain.rates import Rate, Spread
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.charts import Cell

HOUR, DAY = 60, 1440
SHORTEST = 1.0
"""Minutes: the left end of an axis of times."""


def percent(share: float, words: Words) -> str:
    """A share of 0 to 1 in percent, with one decimal below ten."""
    return words.text("figure", "percent", n=_hundredths(share, words))


def _hundredths(share: float, words: Words) -> str:
    value = share * 100
    if 0 < value < 9.95:
        return f"{value:.1f}".replace(".", words.decimal)
    return f"{value:.0f}"


def interval(rate: Rate, words: Words) -> str:
    """The interval of a rate: (21–33); "" of nothing."""
    if rate.low is None or rate.high is None:
        return ""
    return words.text("figure", "between", low=_hundredths(rate.low, words), high=_hundredths(rate.high, words))


def resting_on(n: int, words: Words) -> str:
    """How many a figure rests on: n = 214."""
    return words.text("figure", "of", n=words.number(n))


def rate_said(rate: Rate, words: Words) -> tuple[str, str]:
    """A rate and its interval, or that there is not enough; and what it rests on."""
    if not rate.enough or rate.value is None:
        return words.text("figure", "too_few"), resting_on(rate.of, words)
    return f"{percent(rate.value, words)} {interval(rate, words)}", resting_on(rate.of, words)


def rate_line(rate: Rate, words: Words) -> str:
    """A rate with its interval and n, on one line."""
    return ", ".join(rate_said(rate, words))


def rate_cell(rate: Rate, words: Words) -> Cell:
    """A rate as a cell of a table."""
    said, note = rate_said(rate, words)
    return Cell(said, note, faint=not rate.enough)


def number_cell(n: int, words: Words) -> Cell:
    """A count as a cell of a table."""
    return Cell(words.number(n))


def money(amount: float | None, words: Words) -> str:
    """A cost, in whole units from a hundred on; “—” where there is none."""
    if amount is None:
        return words.text("figure", "none")
    if amount >= 100 or amount == int(amount):
        return words.number(round(amount))
    return f"{amount:.2f}".replace(".", words.decimal)


def minutes(length: float | None, words: Words, *, working: bool = False, short: bool = False) -> str:
    """Minutes as people say them, `short` as a table does. Working time has no days: they differ from firm to firm."""
    if length is None:
        return words.text("figure", "none")
    whole = round(length)
    if length < 1:
        return words.text("figure", "under_a_minute_short" if short else "under_a_minute")
    if whole < HOUR:
        return words.text("figure", "minutes", n=whole)
    if whole >= 2 * DAY and not working:
        return days(length / DAY, words)
    hours, rest = divmod(whole, HOUR)
    if rest and hours < 10:
        return words.text("figure", "hours_minutes", n=hours, minutes=f"{rest:02}")
    return words.text("figure", "hours", n=words.number(round(length / HOUR)))


def days(length: float | None, words: Words) -> str:
    """Days, with one decimal below ten."""
    if length is None:
        return words.text("figure", "none")
    if length < 9.95 and round(length, 1) != int(length):
        return words.text("figure", "days", n=f"{length:.1f}".replace(".", words.decimal))
    return words.text("figure", "days", n=words.number(round(length)))


def on_axis(length: float | None) -> float:
    """Where a length stands on an axis in powers of ten, so that minutes and days have room beside each other."""
    return log10(max(length or 0.0, SHORTEST))


def has_middle(found: Spread) -> bool:
    """Whether a median can be shown: it rests on enough."""
    return found.enough and found.median is not None
