"""Dates as people and systems write them in files, in the languages that headers are read in."""

import re
from datetime import date, datetime, time
from functools import lru_cache

from sdrdesk.core.domain.answers import folded

_NAMES_OF_MONTHS = (
    "january jan janvier janv januar januari enero gennaio",
    "february feb fevrier fevr fev februar februari febrero febbraio", "march mar mars marz maart marzo",
    "april apr avril avr abril aprile", "may mai mei mayo maggio", "june jun juin juni junio giugno",
    "july jul juillet juil juli julio luglio", "august aug aout augustus agosto",
    "september sep sept septembre septiembre settembre", "october oct octobre oktober okt octubre ottobre",
    "november nov novembre noviembre", "december dec decembre dezember dez diciembre dicembre",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES_OF_MONTHS, 1) for name in names.split()}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[t ])")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:$|[t ,])")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th|\.)?(?:\s+de\b)?(?:\s+|-)([a-z]+)\.?,?(?:\s+del?\b)?(?:\s+|-)(\d{4}|\d{2})(?![\d:]|\s*h)\b"
)
_WEEKDAY = re.compile(
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners"
    r"|frei|sams|sonn)tag|mittwoch|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    r"|(?:lun|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)\.?|mar\.?(?=,?\s+\d+\s+[a-z])),?\s+"
)
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")


def month_number(name: str) -> int:
    """The month that a folded name or abbreviation names, from 1; 0 for none."""
    return _MONTHS.get(name, 0)


@lru_cache(20_000)
def calendar_date(text: str, month_first: bool = False) -> date | None:
    """The day a text names, or None; dd/mm unless `month_first` or only one reading is possible."""
    given = folded(text)
    if before := _WEEKDAY.match(given):
        given = given[before.end() :]
    try:
        if found := _ISO.match(given) or _COMPACT.match(given):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.match(given):
            return _numbers(int(found[1]), int(found[2]), _year(found[3]), month_first)
        if (found := _DAY_FIRST.match(given)) and found[2] in _MONTHS:
            return date(_year(found[3]), _MONTHS[found[2]], int(found[1]))
        if (found := _MONTH_FIRST.match(given)) and found[1] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[1]], int(found[2]))
    except ValueError:
        return None
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _numbers(first: int, second: int, year: int, month_first: bool) -> date:
    if first > 12 or second > 12:
        month_first = second > 12
    day, month = (second, first) if month_first else (first, second)
    return date(year, month, day)


_CLOCK = re.compile(r"(?:^|[t ,])(\d{1,2})(?:[:h](\d{2})?)(?::(\d{2})(?:[.,]\d+)?)? ?([ap])?\.?(?:m\b)?")
_UTC_SAID = re.compile(r" ?(?:utc|gmt)$", re.IGNORECASE)
_HOUR_ONLY = re.compile(r"(?:^|[t ,])(\d{1,2}) ?([ap])\.?m\b")


def clock_time(text: str) -> time | None:
    """The time of day a text names, after a date or alone (14:05, 14h05, 2:05 pm), or None.

    ValueError when it names one that no clock shows.
    """
    given = folded(text)
    found = _CLOCK.search(given)
    parts = (found[1], found[2], found[3], found[4]) if found else None
    if parts is None and (found := _HOUR_ONLY.search(given)):
        parts = (found[1], None, None, found[2])
    if parts is None:
        return None
    hour, minute, second = (int(p or 0) for p in parts[:3])
    if parts[3]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if parts[3] == "p" else 0)
    return time(hour, minute, second)


def moment_or_day(text: str, clock: str = "") -> datetime | date | None:
    """When something happened, as files write it: a day, or an instant where a time stands with it or in `clock`.

    An instant without offset is local to whoever wrote the file.
    """
    given = _UTC_SAID.sub("+00:00", text.strip())
    try:
        if len(given) > len("2026-11-24"):
            return datetime.fromisoformat(given)
    except ValueError:
        pass
    day = calendar_date(given)
    try:
        at = clock_time(clock or given)
    except ValueError:
        return None
    return datetime.combine(day, at) if day is not None and at is not None else day


def instant_or_day(text: str) -> datetime | date | None:
    """An ISO instant or day as a command line gives it, or None."""
    given = text.strip()
    try:
        return date.fromisoformat(given) if len(given) <= 10 else datetime.fromisoformat(given)
    except ValueError:
        return None
