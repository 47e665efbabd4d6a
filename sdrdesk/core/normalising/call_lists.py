"""Lists of calls as phones and telephony programs show them, pasted as text: who, when, how long, answered or not."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.normalising.call_days import Unread, names_unread_day, take_day
from sdrdesk.core.normalising.phones import e164

_ISO = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)")
_TIME = re.compile(
    r"(?i)(?<![\d:.+])([01]?\d|2[0-3])\s?(?::|h)\s?([0-5]\d)(?::([0-5]\d))?(?:\s?([ap])\.?m\b\.?)?(?![\d:])"
)
_HOUR = re.compile(r"(?i)(?<![\d:.+/-])([01]?\d|2[0-3])\s?(?:h(?:eures?)?\b|([ap])\.?m\b\.?)")
_CLOCK_LENGTH = re.compile(r"(?<![\d:])(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?![\d:])")
_LENGTH = re.compile(
    r"(?i)(?<![\d:.+])(?:(\d{1,2})\s?h(?:ours?|eures?|r)?(?![^\W\d_])\.?\s?)?(?:(\d{1,3})\s?m(?:in(?:ute)?s?|n)?(?![^\W\d_])\.?\s?)?"
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
_JOINING = frozenset(("at", "le", "la", "on", "the", "de", "du", "of"))
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


def read_when(text: str, now: datetime, *, ahead: bool = True) -> datetime | date | None:
    """An instant or a day as people type it beside a call: 14:05, hier 9h, 22/11 14:00, lundi 9h; None for neither.

    `ahead` where what is meant is to come: a weekday is then the coming one.
    """
    rest = Unread(text)
    instant = _iso(rest, now)
    day, weekly = (None, False) if instant else take_day(rest, now.date(), month_first=False, ahead=ahead)
    clock = None if instant else _clock(rest)
    if rest.text.strip(" ,|à"):
        return None
    if instant or clock is None:
        return instant or day
    at = datetime.combine(day or now.date(), clock, now.tzinfo)
    return at - timedelta(days=7) if weekly and not ahead and at > now else at


def _read(number: int, text: str, country: str, now: datetime) -> CallLine:
    rest = Unread(text)
    month_first = country == "US"
    instant = _iso(rest, now)
    day, weekly = (None, False) if instant else take_day(rest, now.date(), month_first=month_first, ahead=False)
    clock = None if instant else _clock(rest)
    dialled = _number(rest, country)
    if not instant and day is None:  # it may have stood right behind the number, like more of its digits
        day, weekly = take_day(rest, now.date(), month_first=month_first, ahead=False)
    if clock and (day or not names_unread_day(rest)):
        instant = datetime.combine(day or now.date(), clock, now.tzinfo)
        if weekly and instant > now:
            instant -= timedelta(days=7)
    marks = frozenset(code for code, pattern in _MARKS.items() if pattern.search(folded(text)))
    if "missed" in marks:
        marks -= {"answered"}  # “not answered” says the word too
    seconds = _seconds(rest)
    return CallLine(number, text, dialled, instant, _name(rest), seconds, marks)


def _iso(rest: Unread, now: datetime) -> datetime | None:
    found = rest.take(_ISO)
    try:
        read = datetime.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
    return read if read is None or read.tzinfo else read.replace(tzinfo=now.tzinfo)


def _clock(rest: Unread) -> time | None:
    found = rest.take(_TIME)
    if found:
        return time(_hour(found[1], found[4]), int(found[2]), int(found[3] or 0))
    found = rest.take(_HOUR)
    return time(_hour(found[1], found[2])) if found else None


def _hour(said: str, half: str | None) -> int:
    if not half:
        return int(said)
    return int(said) % 12 + (12 if half.lower() == "p" else 0)


def _number(rest: Unread, country: str) -> str:
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


def _seconds(rest: Unread) -> int | None:
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


def _name(rest: Unread) -> str:
    """The longest words left that say nothing else."""
    found = [" ".join(m[0].split()) for m in _WORDS.finditer(rest.text)]
    said = [
        w
        for w in found
        if len(w) > 1 and w.lower() not in _JOINING and not any(p.search(folded(w)) for p in _MARKS.values())
    ]
    return max((w for w in said if not _LENGTH.fullmatch(w)), key=len, default="")
