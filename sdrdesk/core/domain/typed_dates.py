"""Deadlines as people type them, in French and English: understood, to be asked, or neither. Today is an argument."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sdrdesk.core.domain.answers import add_months
from sdrdesk.core.domain.typed_lengths import LENGTH, lengths
from sdrdesk.core.domain.typed_periods import (
    ENGLISH,
    FRENCH,
    MONTH,
    WEEKDAY,
    Found,
    Span,
    month_number,
    one_day,
    periods,
    yearly,
)
from sdrdesk.core.domain.typed_words import Ambiguous, Reads, Understood, plain, written_number

_NOW = re.compile(
    r"asap|as soon as possible|des que possible|(?:le |au )?plus (?:vite|tot)(?: possible)?|tout de suite"
    r"|immediat(?:ement)?|immediately|(?:right |straight )?(?:now|away)|maintenant|urgent|aujourd'hui|today|eod"
    r"|tonight|ce soir"
)
_NEVER = re.compile(r"un jour|one day|some ?day|plus tard|later|jamais|never")
_SOON = {"demain": 1, "tomorrow": 1, "apres-demain": 2, "apres demain": 2, "the day after tomorrow": 2,
         "day after tomorrow": 2}  # fmt: skip
_LEADS = {
    "before": r"avant|before|prior to|ahead of|d'ici avant",
    "by": r"by|d'ici(?: a| au)?|jusqu'(?:a|au|en)|until|till",
    "after": r"apres|after",
    "": r"dans(?: le courant(?: de| du| d')?)?|in|within|under|sous|pour|for|on|au cours (?:de|du)|during|courant|en"
    r"|vers|around|about|environ|~|moins de|less than"
    r"|au plus tard|no later than|au|aux|a|at|par|from|de|of|du|d'|mois de",
}
_LEAD = [(mode, re.compile(rf"(?:{words})(?:(?<=['~])| )(?!$)")) for mode, words in _LEADS.items()]
_ARTICLE = re.compile(r"(?:le |la |les |the |l')(?![0-9]{1,2}(?:er|e|st|nd|rd|th)?$)")
_TAIL = re.compile(
    r"(?:,? (?:au plus tard|at the latest|environ|max(?:imum)?|maxi)| from now|'?s? time|' time| \((?:past|passe)\))$"
)
_WITHIN = re.compile(r"(?:dans|within|in|sous) (?:le |la |l'|les |the )(?P<unit>mois|annee|semaine|month|year|week)")
_RANGE = re.compile(r"(?:entre |between |from |de )?(?P<low>.+?)(?: ou | or | et | and | to | a | ?- ?)(?P<high>.+)")
_FAR = 50 * 366
_LIKELY_YEARS = 2
"""“March 27” may be the year 2027 as long as that is at most so many years away."""


def _month_ahead(year: int, month: int, today: date) -> Found:
    """A month of a year that was guessed from two figures, as long as it is not over."""
    return tuple(s._replace(dated=False) for f in periods(f"{year}-{month:02}", today) for s in f if s.last >= today)


def _two_ways(first: int, second: int, year: int | None, today: date) -> list[Found]:
    """Day and month, the European way first; month and year when it can be one."""
    found = [yearly(today, month, day, year) for day, month in ((first, second), (second, first))]
    if year is None and 1 <= first <= 12:
        ahead = 2000 + second - today.year
        if 0 <= ahead <= (_LIKELY_YEARS if any(found) else 20):
            found.append(_month_ahead(2000 + second, first, today))
    return [f for f in found if f]


def _in_figures(given: str, today: date) -> list[Found]:
    """“24/12”, “24.12.2026”, “2026-12-24”, and “04/05”, which two countries read in two ways."""
    if found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", given):
        return [yearly(today, int(found[2]), int(found[3]), int(found[1]))]
    found = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?", given)
    if not found or (found[2] == "-" and not found[4]):
        return []
    first, second = int(found[1]), int(found[3])
    year = int(found[4]) + (2000 if len(found[4]) == 2 else 0) if found[4] else None
    if found[2] != ".":
        return _two_ways(first, second, year, today)
    return [yearly(today, second, first, year), *(lengths(f"{given} mois", today) if found[3] == "5" else [])]


_NTH = r"(?P<day>[0-9]{1,2})(?:er|st|nd|rd|th|e)?"
_IN_WORDS = (
    re.compile(
        rf"(?:(?P<week>{WEEKDAY}),? )?(?:le |the )?{_NTH} (?:of |de )?(?P<month>{MONTH})\.?,?(?: (?P<year>.+))?"
    ),
    re.compile(rf"(?:(?P<week>{WEEKDAY}),? )?(?P<month>{MONTH})\.? (?:the )?{_NTH}(?:,? (?P<year>[0-9]{{4}}))?"),
)


def _in_words(given: str, today: date) -> list[Found]:
    """“24 décembre”, “lundi 30 novembre”, “December 24th, 2026”, “le 24”; “March 27” may be a year too."""
    if found := re.fullmatch(
        rf"(?:le |the |(?P<week>{WEEKDAY}) (?:the )?){_NTH}|(?P<nth>[0-9]{{1,2}})(?:er|st|nd|rd|th)", given
    ):
        spans = _of_a_month(int(found["day"] or found["nth"]), today)
        return [_on(spans, found["week"], today) if found["week"] else spans]
    if found := re.fullmatch(rf"(?P<week>{WEEKDAY}),? (?P<rest>[0-9]{{1,2}}[-/.][0-9].*)", given):
        return [_on(day, found["week"], today) for day in _in_figures(found["rest"], today)]
    for pattern in _IN_WORDS:
        found = pattern.fullmatch(given)
        if not found:
            continue
        year = _year(found["year"], today)
        if year == 0:
            return []
        day, month = int(found["day"]), month_number(found["month"])
        days = [yearly(today, month, day, year)]
        if pattern is _IN_WORDS[1] and not found["year"] and 0 <= 2000 + day - today.year <= _LIKELY_YEARS:
            days.append(_month_ahead(2000 + day, month, today))
        if found["week"]:
            days = [_on(day, found["week"], today) for day in days]
        return [d for d in days if d]
    return []


def _on(found: Found, weekday: str, today: date) -> Found:
    """A day kept only when its first occurrence ahead falls on the weekday said with it."""
    ahead = next((s for s in found if s.first >= today), found[0]) if found else None
    return found if ahead and month_number(weekday, days=True) == ahead.first.weekday() else ()


def _year(said: str | None, today: date) -> int | None:
    """The year said after a day and a month: None when none was said, 0 when it is no year."""
    if not said:
        return None
    if found := re.fullmatch(r"(?:of |de )?'?([0-9]{2}|20[0-9]{2})", said):
        return int(found[1]) + (2000 if len(found[1]) == 2 else 0)
    return {"this year": today.year, "de cette annee": today.year, "prochain": None, "next": None}.get(
        said, today.year + 1 if re.fullmatch(r"next year|(?:de )?l'an(?:nee)? prochaine?", said) else 0
    )


def _of_a_month(day: int, today: date) -> Found:
    months = ((today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1) for n in range(13))
    return tuple(s._replace(dated=False) for year, month in months for s in yearly(today, month, day, year))


def _weekdays(given: str, today: date) -> list[Found]:
    """“now”, “demain”, “lundi”, “next Monday”; “next Friday” on a Monday is this week's or the next one's."""
    if given in _SOON or _NOW.fullmatch(given):
        return [one_day(today + timedelta(_SOON.get(given, 0)))]
    found = re.fullmatch(
        rf"(?:(?P<next>next|prochain) |(?:this|ce|cette) )?(?P<day>{WEEKDAY})(?P<after> prochain)?", given
    )
    if not found:
        return []
    ahead = (month_number(found["day"], days=True) - today.weekday() - 1) % 7 + 1
    coming = one_day(today + timedelta(ahead))
    if (found["next"] or found["after"]) and today.weekday() + ahead < 7:
        return [coming, one_day(today + timedelta(ahead + 7))]
    return [coming]


_FORMS: tuple[Callable[[str, date], list[Found]], ...] = (_in_figures, _in_words, _weekdays, periods, lengths)


def _led(given: str, today: date) -> tuple[str, list[Found]]:
    """What stands behind “avant”, “by”, “in”, “d'ici”…, and which of them said how it bounds."""
    mode = ""
    while True:
        for form in _FORMS:
            if found := [f for f in form(given, today) if f]:
                return mode, found
        shorter = _TAIL.sub("", given)
        if shorter == given:
            for said, pattern in _LEAD:
                if found_lead := pattern.match(given):
                    mode, shorter = mode or said, given[found_lead.end() :].strip()
                    break
            else:
                shorter = _ARTICLE.sub("", given, count=1) if _ARTICLE.match(given) else given
        if shorter == given or not shorter:
            return mode, []
        given = shorter


def _bounds(mode: str, span: Span, today: date) -> list[date]:
    """The deadline that a span means: its last day, or the eve of its first one, or either of them."""
    single = span.limit or span.first == span.last
    if mode == "before" and not span.limit:
        return [span.first - timedelta(1)]
    if mode == "by" and not single and span.first > today:
        return [span.first - timedelta(1), span.last]
    if mode == "after":
        start = span.last + timedelta(1)
        return [] if single else [add_months(start.replace(day=1), 1) - timedelta(1)]
    return [span.last]


def _deadlines(mode: str, found: Found, today: date) -> list[date]:
    """The first of the recurring spans whose deadline is ahead; a day whose year was said may be past."""
    for span in found:
        days = _bounds(mode, span, today)
        if days and (span.dated or min(days) >= today):
            return days
    return []


def _days(given: str, today: date) -> list[date]:
    if _NEVER.fullmatch(given):
        return []
    given = re.sub(r"^(apres|after) (?:noel|christmas|xmas)$", r"\1 fetes", given)
    if found := _WITHIN.fullmatch(given):
        return [*_days(f"this {found['unit']}", today), *_days(f"1 {found['unit']}", today)]
    if given in ("sept", "en sept"):
        return [*_days("september", today), *_days("7", today)]
    mode, spans = _led(given, today)
    days = [day for found_spans in spans for day in _deadlines(mode, found_spans, today)]
    return days or _either(given, today)


def _either(given: str, today: date) -> list[date]:
    """“2 ou 3 mois”, “entre mars et avril”: both, to be asked."""
    found = _RANGE.fullmatch(re.sub(r"^(?:dans|in|d'ici|within|sous) ", "", given))
    if not found:
        return []
    low, high = found["low"], found["high"]
    if re.fullmatch(r"[0-9]{1,3}|[a-z]+", low) and written_number(low) != 1:
        unit = LENGTH.fullmatch(high)
        number = unit and (low.isdecimal() or written_number(low) is not None)
        low = f"{low} {unit['unit']}" if unit and number else "" if low.isdecimal() else low
    days = [_led(part, today) if part else ("", []) for part in (low, high)]
    ends = [[day for f in spans for day in _deadlines(mode, f, today)] for mode, spans in days]
    return [*ends[0], *ends[1]] if all(ends) and ends[0] <= ends[1] else []


def _said(day: date, today: date) -> Reads:
    past = ("", "") if day >= today else (" (past)", " (passé)")
    en = f"{day.day} {ENGLISH[day.month - 1]} {day.year}{past[0]}"
    return Reads(en, f"{'1er' if day.day == 1 else day.day} {FRENCH[day.month - 1]} {day.year}{past[1]}")


def _plausible(days: Iterable[date], today: date) -> tuple[date, ...]:
    return tuple(dict.fromkeys(d for d in days if d.year >= 2000 and (d - today).days <= _FAR))


def read_day(text: str, today: date) -> Understood[date] | Ambiguous[date] | None:
    """A deadline as typed: “3”, “in 3 months”, “fin mars”, “Q1”, “avant l'été”; “04/05” is to be asked."""
    given = plain(text)
    try:
        days = _plausible(_days(given, today), today) if given else ()
    except (ValueError, OverflowError):
        return None
    if len(days) > 1:
        return Ambiguous(tuple((day, _said(day, today)) for day in days))
    return Understood(days[0], _said(days[0], today), "past" if days[0] < today else "") if days else None
