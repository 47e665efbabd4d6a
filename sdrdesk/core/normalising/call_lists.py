"""Lists of calls as phones and telephony programs show them, pasted as text: who, when, how long, answered or not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.phones import e164

_ISO = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)")
_DATES = (
    re.compile(r"(?<![\d./+-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d./-])"),
    re.compile(r"(?<![\d./+-])\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?![\d./-])"),
    re.compile(r"(?i)\b\d{1,2}(?:er|st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}\b"),
    re.compile(r"(?i)\b[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"),
)
_DAY_AND_MONTH = re.compile(r"(?<![\d./+-])(\d{1,2})/(\d{1,2})(?![\d./-])")
_DAYS = {"today": 0, "aujourd'hui": 0, "yesterday": -1, "hier": -1, "tomorrow": 1, "demain": 1}
_DAY_WORD = re.compile(r"(?i)\b(today|aujourd['’]hui|yesterday|hier|tomorrow|demain)\b")
_TIME = re.compile(
    r"(?i)(?<![\d:.+])([01]?\d|2[0-3])\s?(?::|h)\s?([0-5]\d)(?::([0-5]\d))?(?:\s?([ap])\.?m\b\.?)?(?![\d:])"
)
_HOUR = re.compile(r"(?i)(?<![\d:.+/-])([01]?\d|2[0-3])\s?(?:h(?:eures?)?\b|([ap])\.?m\b\.?)")
_CLOCK_LENGTH = re.compile(r"(?<![\d:])(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?![\d:])")
_LENGTH = re.compile(
    r"(?i)(?<![\d:.+])(?:(\d{1,2})\s?h(?:ours?|eures?|r)?\.?\s?)?(?:(\d{1,3})\s?m(?:in(?:ute)?s?|n)?\.?\s?)?"
    r"(?:(\d{1,5})\s?s(?:ec(?:ond(?:e)?)?s?)?\b\.?)?"
)
_NUMBER = re.compile(r"(?:\+|\b00|\()?\(?\d[\d\s().\u00a0\u202f/-]{4,24}\d")
_BARE = re.compile(r"(?<![\w.+])\d{1,5}(?![\w.])")
_SAID = {
    "missed": r"missed|manque|absence|no[ -]?answer|not answered|unanswered|sans reponse|non repondu|non decroche|"
    r"cancel|annule",
    "busy": r"busy|occupe",
    "voicemail": r"voice ?mail|messagerie|repondeur",
    "incoming": r"incoming|inbound|entrant|recu|received|\bin\b",
    "outgoing": r"outgoing|outbound|sortant|emis|compose|dialled|dialed|\bout\b",
    "answered": r"answered|repondu|decroche|connected|completed|abouti",
}
_MARKS = {code: re.compile(pattern) for code, pattern in _SAID.items()}
_WORDS = re.compile(r"[^\W\d_][^\d\t;,|\"<>()]*")


@dataclass(frozen=True, slots=True)
class CallLine:
    """One line of a list: its place, its text and what it says.

    `number` is E.164, "" when none can be read; `seconds` the length where it is given; `marks` of: missed, busy,
    voicemail, incoming, outgoing, answered.
    """

    line: int
    text: str
    number: str = ""
    at: datetime | None = None
    name: str = ""
    seconds: int | None = None
    marks: frozenset[str] = frozenset()


def read_call_list(text: str, country: str, now: datetime) -> list[CallLine]:
    """Every line of a list that is not blank, in order; days without a year are the last such day.

    `country` is where numbers without a prefix are dialled; `now` has the zone of times without one.
    """
    lines = enumerate(text.splitlines(), 1)
    return [_read(n, line.strip(), country, now) for n, line in lines if line.strip()]


def read_when(text: str, now: datetime) -> datetime | date | None:
    """An instant or a day as people type it beside a call: 14:05, hier 9h, 22/11 14:00, demain; None for neither."""
    rest = _Rest(text)
    found = _instant(rest, now, month_first=False)
    return found if not rest.text.strip(" ,|à") else None


class _Rest:
    """What of a line has not been understood yet."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str], usable: Callable[[re.Match[str]], bool] = bool) -> re.Match[str] | None:
        """The first match that can be used; it is blanked out."""
        found = next((m for m in pattern.finditer(self.text) if m[0].strip() and usable(m)), None)
        if found:
            self.text = f"{self.text[: found.start()]} | {self.text[found.end() :]}"
        return found


def _read(number: int, text: str, country: str, now: datetime) -> CallLine:
    rest = _Rest(text)
    found = _instant(rest, now, month_first=country == "US")
    at = found if isinstance(found, datetime) else None
    marks = frozenset(code for code, pattern in _MARKS.items() if pattern.search(folded(text)))
    if "missed" in marks:
        marks -= {"answered"}  # “not answered” says the word too
    dialled = _number(rest, country)
    return CallLine(number, text, dialled, at, _name(rest), _seconds(rest), marks)


def _instant(rest: _Rest, now: datetime, *, month_first: bool) -> datetime | date | None:
    iso = rest.take(_ISO)
    if iso:
        try:
            read = datetime.fromisoformat(iso[0])
        except ValueError:
            return None
        return read if read.tzinfo else read.replace(tzinfo=now.tzinfo)
    day, clock = _day(rest, now, month_first), _clock(rest)
    if clock is None:
        return day
    return datetime.combine(day or now.date(), clock, now.tzinfo)


def _day(rest: _Rest, now: datetime, month_first: bool) -> date | None:
    for pattern in _DATES:
        found = rest.take(pattern, lambda m: calendar_date(m[0], month_first) is not None)
        if found:
            return calendar_date(found[0], month_first)
    found = rest.take(_DAY_AND_MONTH, lambda m: _this_year(m, now, month_first) is not None)
    if found:
        return _this_year(found, now, month_first)
    said = rest.take(_DAY_WORD)
    return now.date() + timedelta(days=_DAYS[said[0].lower().replace("’", "'")]) if said else None


def _this_year(found: re.Match[str], now: datetime, month_first: bool) -> date | None:
    day = calendar_date(f"{found[0]}/{now.year}", month_first)
    if day and day > now.date() + timedelta(days=180):
        return calendar_date(f"{found[0]}/{now.year - 1}", month_first)
    return day


def _clock(rest: _Rest) -> time | None:
    found = rest.take(_TIME)
    if found:
        return time(_hour(found[1], found[4]), int(found[2]), int(found[3] or 0))
    found = rest.take(_HOUR)
    return time(_hour(found[1], found[2])) if found else None


def _hour(said: str, half: str | None) -> int:
    if not half:
        return int(said)
    return int(said) % 12 + (12 if half.lower() == "p" else 0)


def _number(rest: _Rest, country: str) -> str:
    for found in _NUMBER.finditer(rest.text):
        parts = found[0].split()
        for end in range(len(parts), 0, -1):  # the column after it may look like more of its digits
            given = " ".join(parts[:end])
            read = e164(given, country) if sum(c.isdigit() for c in given) >= 6 else None
            if read:
                tail = " ".join(parts[end:])
                rest.text = f"{rest.text[: found.start()]} | {tail}{rest.text[found.end() :]}"
                return read
    return ""


def _seconds(rest: _Rest) -> int | None:
    clock = rest.take(_CLOCK_LENGTH)
    if clock:
        first, second, third = int(clock[1]), int(clock[2]), clock[3]
        return first * 3600 + second * 60 + int(third) if third else first * 60 + second
    said = rest.take(_LENGTH, lambda m: any(m.groups()))
    if said:
        hours, minutes, seconds = (int(part or 0) for part in said.groups())
        return hours * 3600 + minutes * 60 + seconds
    bare = rest.take(_BARE)
    return int(bare[0]) if bare else None


def _name(rest: _Rest) -> str:
    """The longest words left that say nothing else."""
    found = [" ".join(m[0].split()) for m in _WORDS.finditer(rest.text)]
    said = [w for w in found if len(w) > 1 and not any(p.search(folded(w)) for p in _MARKS.values())]
    return max((w for w in said if not _LENGTH.fullmatch(w)), key=len, default="")
