"""Numbers, amounts and dates as people type them in a form."""

import re
from datetime import date

from sdrdesk.core.domain.answers import add_months, folded

_AMOUNT = re.compile(
    r"(\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s*(k|m|md|mille|million|millions)?\s*(?:€|eur|euros?|£|gbp|\$)?"
)
_TIMES = {"": 1, "k": 1_000, "mille": 1_000, "m": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "md": 10**9}
_IN_MONTHS = re.compile(r"(?:in|dans|sous)?\s*(\d{1,3})\s*(?:m|mo|mois|months?)?")
_IN_DAYS = re.compile(r"(?:in|dans|sous)?\s*(\d{1,3})\s*(j|jours?|d|days?|semaines?|sem|weeks?|w)")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def typed_number(text: str) -> float | int | None:
    """A number or amount as typed (“20k”, “20 000 €”, “1,5 M€”, “50-99”), or None when it is none."""
    given = folded(text).replace("m€", "m €").replace("k€", "k €").lstrip("€£$ ~≈")
    bracket = re.fullmatch(r"(\d[\d\s]*)\s*(?:-|–|a|to)\s*\d[\d\s]*", given)
    found = bracket or _AMOUNT.fullmatch(given)
    if not found:
        return None
    digits = re.sub(r"[\s\u00a0\u202f]", "", found[1])
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    times = _TIMES[(found[2] or "") if not bracket else ""]
    number = round(float(digits.replace(",", ".")) * times, 6)
    return int(number) if number == int(number) else number


def typed_day(text: str, today: date) -> date | None:
    """A day ahead as typed: “3” or “in 3 months”, “2 weeks”, “24/12”, “2027-03-01”; None when it cannot be told."""
    given = folded(text).strip()
    if not given:
        return None
    try:
        if found := _ISO.fullmatch(given):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY.fullmatch(given):
            return _day(int(found[1]), int(found[2]), found[3], today)
        if found := _IN_DAYS.fullmatch(given):
            days = int(found[1]) * (7 if found[2][0] in "sw" else 1)
            return date.fromordinal(today.toordinal() + days)
        if found := _IN_MONTHS.fullmatch(given):
            return add_months(today, int(found[1]))
    except (ValueError, OverflowError):
        return None
    return None


def _day(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
