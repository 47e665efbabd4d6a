"""The day of a call as call lists show it: with or without its year, by its weekday, or in words we do not know."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.normalising.dates import calendar_date

_WITH_YEAR = (
    re.compile(r"(?<![\d./+-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d./-])"),
    re.compile(r"(?<![\d./+-])\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?![\d./-])"),
    re.compile(r"(?i)\b\d{1,2}(?:er|st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}\b"),
    re.compile(r"(?i)\b[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"),
)
_WITHOUT_YEAR = (
    (re.compile(r"(?<![\d./+-])\d{1,2}/\d{1,2}(?![\d./-])"), "/"),
    # Neither the end of a number (“10 01 Jan”) nor the minutes of a clock (“14:05 May”) is the day of a month.
    (re.compile(r"(?i)(?<![\w:.,/+-])(?<!\d[\s.-])\d{1,2}(?:er|st|nd|rd|th)?\s+[^\W\d_]{3,9}(?![^\W\d_])\.?"), " "),
    # Nor is the beginning of a number (“Jan 06 12…”) or of a clock (“May 9:30”).
    (
        re.compile(
            r"(?i)\b[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?![\w:./-]|\s?h\b|\s?[ap]\.?m\b|\s?\d\d[\s.-]\d\d[\s.-])"
        ),
        " ",
    ),
)
_DAYS = {"today": 0, "aujourd'hui": 0, "yesterday": -1, "hier": -1, "tomorrow": 1, "demain": 1, "avant-hier": -2,
         "avant hier": -2, "day before yesterday": -2, "the day before yesterday": -2}  # fmt: skip
_DAY_WORD = re.compile(
    r"(?i)\b(today|aujourd['’]hui|(?:(?:the )?day before )?yesterday|(?:avant[- ])?hier|tomorrow|demain)\b"
)
_NAMES = (
    "monday mon lundi lun", "tuesday tues tue mardi mar", "wednesday wed mercredi mer",
    "thursday thurs thur thu jeudi jeu", "friday fri vendredi ven", "saturday sat samedi sam",
    "sunday sun dimanche dim",
)  # fmt: skip
_WEEKDAYS = {name: day for day, names in enumerate(_NAMES) for name in names.split()}
_FULL = "|".join(n for n in _WEEKDAYS if len(n) > 5 or n in ("lundi", "mardi", "jeudi"))
_SHORT = "|".join(n for n in _WEEKDAYS if len(n) < 6 and n not in ("lundi", "mardi", "jeudi"))
# A short one is a weekday before a mark, a figure or what was understood already; else it begins a name (“Sam Smith”).
_WEEKDAY = re.compile(
    rf"(?i)(?P<before>\blast\s+)?\b(?:(?P<full>{_FULL})\b|(?P<short>{_SHORT})\b(?P<mark>[.,])?(?=(?<=[.,])|\s*[\d|]))"
    r"(?P<after>\s+dernier\b)?[.,]?"
)
_A_NAME_TOO = "sam"
_MONTHS = (
    r"jan(?:v(?:ier)?|uary)?|feb(?:ruary)?|fevr?(?:ier)?|mar(?:s|ch)|avr(?:il)?|apr(?:il)?|mai|may|jui(?:n|l|llet)|"
    r"june?|july?|aout|aug(?:ust)?|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember|embre)?"
)
_UNREAD = (
    re.compile(r"(?<![\d:.])\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{2,4})?)?(?![\d:])|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b"),
    re.compile(rf"\b(?:{_MONTHS})\b\.?\s+\d{{1,2}}\b|\b(?:{_MONTHS})\."),
    re.compile(rf"\b(?:{_FULL})\b|\b(?:{_SHORT})\b(?:[.,]|\s*(?:[\d|]|$))"),
    re.compile(r"\bil y a\b|\bago\b|\bdays\b|\bjours?\b|\bsemaines?\b|\bweeks?\b|\blast\b|\bderni(?:er|ere)\b"),
    re.compile(
        r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|gestern|vorgestern|heute|lunes|martes|"
        r"miercoles|jueves|viernes|sabado|domingo|ayer|hoy|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|"
        r"ieri|oggi|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|gisteren|vandaag|ontem|hoje)\b"
    ),
    # A day and a word right before the clock that was read: “20 novembrer 09:05”.
    re.compile(
        r"(?<![\d:.,/+-])(?:0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th|\.)?\s+(?!h\b|hr|hour|heure|m\b|mn|min|s\b|sec)"
        r"[^\W\d_]{3,12}\.?(?:\s+(?:a|at))?\s*\|"
    ),
)


class Unread:
    """What of a line has not been understood yet."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str], usable: Callable[[re.Match[str]], bool] = bool) -> re.Match[str] | None:
        """The first match that can be used; it is blanked out."""
        found = next((m for m in pattern.finditer(self.text) if m[0].strip() and usable(m)), None)
        if found:
            self.text = f"{self.text[: found.start()]} | {self.text[found.end() :]}"
        return found


def take_day(rest: Unread, today: date, *, month_first: bool, ahead: bool) -> tuple[date | None, bool]:
    """The day a line names, and whether its weekday alone did; None where it names none that is understood.

    Without a year it is the latest such day, or with `ahead` one of the next 180 days if there is one; a weekday is
    the last such day, today included, or with `ahead` the coming one. A weekday that is not that of a day without a
    year stays unread, and so does the day.
    """
    for pattern in _WITH_YEAR:
        found = rest.take(pattern, lambda m: calendar_date(m[0], month_first) is not None)
        day = calendar_date(found[0], month_first) if found else None
        if day:
            rest.take(_WEEKDAY, lambda m, day=day: _number(m) == day.weekday())  # type: ignore[misc]
            return day, False
    kept = rest.text
    for pattern, between in _WITHOUT_YEAR:
        found = rest.take(pattern, lambda m, b=between: _of_a_year(m[0], b, today, month_first, ahead) is not None)  # type: ignore[misc]
        day = _of_a_year(found[0], between, today, month_first, ahead) if found else None
        if day:
            named = rest.take(_WEEKDAY)
            if named and _number(named) != day.weekday():
                rest.text = kept
                return None, False
            return day, False
    said = rest.take(_DAY_WORD)
    if said:
        return today + timedelta(days=_DAYS[said[0].lower().replace("’", "'")]), False
    named = rest.take(_WEEKDAY, _is_no_name)
    return (_weekday(named, today, ahead), True) if named else (None, False)


def names_unread_day(rest: Unread) -> bool:
    """Whether what is left of a line speaks of a day: one that is not understood is never taken for today."""
    text = folded(rest.text)
    return any(pattern.search(text) for pattern in _UNREAD)


def _of_a_year(said: str, between: str, today: date, month_first: bool, ahead: bool) -> date | None:
    """The day and the month in the year they mean; 29 February comes every four."""
    latest = today + timedelta(days=180) if ahead else today
    years = range(latest.year, latest.year - 9, -1)
    days = (calendar_date(f"{said}{between}{year}", month_first) for year in years)
    return next((day for day in days if day and day <= latest), None)


def _number(found: re.Match[str]) -> int:
    return _WEEKDAYS[(found["full"] or found["short"]).lower()]


def _is_no_name(found: re.Match[str]) -> bool:
    return (found["short"] or "").lower() != _A_NAME_TOO or found["mark"] is not None


def _weekday(found: re.Match[str], today: date, ahead: bool) -> date:
    if ahead and not (found["before"] or found["after"]):
        return today + timedelta(days=(_number(found) - today.weekday() - 1) % 7 + 1)
    since = (today.weekday() - _number(found)) % 7
    return today - timedelta(days=since or (7 if found["before"] or found["after"] else 0))
