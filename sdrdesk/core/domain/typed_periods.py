"""The periods that deadlines are said in: months, quarters, seasons, feasts, this week, next year."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from sdrdesk.core.domain.answers import add_months, folded


class Span(NamedTuple):
    """First and last day. `limit`: said as a limit (“end of March”). `dated`: said with its year, so it may be past."""

    first: date
    last: date
    limit: bool = False
    dated: bool = False


Found = tuple[Span, ...]
"""The occurrences of one reading, in order; the first whose deadline is ahead is meant."""

ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
FRENCH = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")  # fmt: skip
_SHORT = {"jan": 1, "janv": 1, "feb": 2, "fev": 2, "fevr": 2, "mar": 3, "apr": 4, "avr": 4, "jun": 6, "jul": 7,
          "juil": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_MONTHS = {folded(name): n for names in (ENGLISH, FRENCH) for n, name in enumerate(names, 1)} | _SHORT
_DAYS = {name: n for names in (
    "monday tuesday wednesday thursday friday saturday sunday", "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "mon tue wed thu fri sat sun", "lun mardi mer jeu ven sam dim", "mon tues wed thur fri sat sun",
    "mon tues weds thurs fri sat sun",
) for n, name in enumerate(names.split())}  # fmt: skip
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
WEEKDAY = "|".join(sorted(_DAYS, key=len, reverse=True))


def month_number(name: str, *, days: bool = False) -> int:
    """The number of a month (from 1) or of a weekday (from 0)."""
    return (_DAYS if days else _MONTHS)[name]


def one_day(day: date, *, limit: bool = False) -> Found:
    """One day, once."""
    return (Span(day, day, limit),)


def yearly(today: date, month: int, day: int, year: int | None) -> Found:
    """A day of a year, or of each year ahead that has it; nothing when there is no such day."""
    years = [year] if year else range(today.year, today.year + 9)
    if not 1 <= month <= 12:
        return ()
    days = [date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]]
    return tuple(Span(d, d, dated=bool(year)) for d in days)


def _months(year: int, month: int, count: int = 1) -> Span:
    first = date(year, month, 1)
    return Span(first, add_months(first, count) - timedelta(1))


def _easter(year: int) -> Span:
    """Easter Sunday (the anonymous Gregorian reckoning)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return Span(date(year, month, day + 1), date(year, month, day + 1))


_NAMED: tuple[tuple[str, str, Callable[[int], Span]], ...] = (
    (r"printemps|spring", "season", lambda y: Span(date(y, 3, 21), date(y, 6, 20))),
    (r"ete|summer(?: holidays?)?|(?:grandes )?vacances d'ete", "season",
     lambda y: Span(date(y, 6, 21), date(y, 8, 31))),
    (r"automne|autumn", "season", lambda y: Span(date(y, 9, 21), date(y, 12, 20))),
    (r"hiver|winter", "season", lambda y: Span(date(y, 12, 21), date(y + 1, 3, 20))),
    (r"rentree(?: de septembre)?", "month", lambda y: _months(y, 9)),
    (r"noel|christmas|xmas", "feast", lambda y: Span(date(y, 12, 25), date(y, 12, 25))),
    (r"nouvel an|new year(?:'s(?: day)?)?", "feast", lambda y: Span(date(y, 1, 1), date(y, 1, 1))),
    (r"fetes(?: de fin d'annee)?|vacances de noel|christmas holidays?", "feast",
     lambda y: Span(date(y, 12, 24), date(y + 1, 1, 1))),
    (r"paques|easter", "feast", _easter),
)  # fmt: skip
_NTH = {"1": r"1(?:er|ere|re|st)?|premiere?|first", "2": r"2(?:e|eme|nde?|nd)?|deuxieme|seconde?|second",
        "3": r"3(?:e|eme|rd)?|troisieme|third", "4": r"4(?:e|eme|th)?|quatrieme|dernier|fourth"}  # fmt: skip
_QUARTER = re.compile(r"[qt] ?([1-4])|([1-4])[qt]")
_HALF = re.compile(r"[sh] ?([12])|([12])[sh]")
_NTH_PART = re.compile(
    "(?:" + "|".join(f"(?P<n{n}>{said})" for n, said in _NTH.items()) + ") (?P<part>trimestre|quarter|semestre|half)"
)
_UNIT = {"semaine": "week", "week": "week", "mois": "month", "month": "month", "trimestre": "quarter",
         "quarter": "quarter", "semestre": "half", "half": "half", "annee": "year", "an": "year",
         "year": "year"}  # fmt: skip
_THIS = re.compile(rf"(?:this |ce |cet |cette )?(?P<unit>{'|'.join(_UNIT)})(?:-ci| en cours)?")
_NEXT = re.compile(rf"(?:next |prochaine? |the following )(?P<a>{'|'.join(_UNIT)})|(?P<b>{'|'.join(_UNIT)}) prochaine?")
_PARTS = {
    "early": r"(?:tout )?debut|early(?: in)?|beginning|start",
    "mid": r"mi|milieu|mid(?:dle)?|(?:1re|1ere|premiere) quinzaine",
    "end": r"(?:toute )?fin|(?:the )?(?:very )?end|late(?: in)?|(?:2e|2eme|deuxieme|seconde) quinzaine",
}
_OF = r"(?:of |de |du |d')?(?:la |l'|le |les |the )?(?:mois de |mois d')?(?=.)"
_PART = [(part, re.compile(rf"(?:(?:la|the) )?(?:{said})(?:-| ){_OF}")) for part, said in _PARTS.items()]
_YEAR = re.compile(r"(?P<rest>.*[^ ,/-])[ ,/-]*(?: (?:of |de |en |in )?)(?:(?P<year>20[0-9]{2})|'(?P<short>[0-9]{2}))")
_YEAR_SAID = re.compile(
    r"(?P<rest>.+?),? (?:(?:of |in )?(?:(?P<next>next)|this) year"
    r"|de (?:(?P<suivante>l'an(?:nee)? prochaine?)|cette annee))"
)
_ABBREVIATED = {"eom": "end month", "eoq": "end quarter", "eoy": "end year", "eow": "end week", "year end": "end year",
                "year-end": "end year", "month end": "end month", "month-end": "end month", "midweek": "mid week",
                "midyear": "mid year", "quarter end": "end quarter", "l'an prochain": "next year"}  # fmt: skip


def _unit(unit: str, today: date, ahead: int) -> Span:
    """The week, month, quarter, half or year so many after this one. A week of work ends on Friday."""
    if unit == "week":
        monday = today - timedelta(today.weekday()) + timedelta(7 * ahead)
        friday = monday + timedelta(4)
        return Span(monday, friday if friday >= today else monday + timedelta(6))
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    start = add_months(date(today.year, (today.month - 1) // size * size + 1, 1), size * ahead)
    return _months(start.year, start.month, size)


def _years(today: date, year: int | None, made: Callable[[int], Span]) -> Found:
    """A period of one year that was said, or of last year and those ahead (a winter spans two)."""
    if year:
        return (made(year)._replace(dated=True),)
    return tuple(made(y) for y in range(today.year - 1, today.year + 3))


def _parts_of_year(given: str, today: date, year: int | None) -> tuple[str, Found]:
    """Quarters and halves: “Q1”, “1er trimestre”, “H2”, “second semestre”."""
    if found := _QUARTER.fullmatch(given):
        n, size = int(found[1] or found[2]), 3
    elif found := _HALF.fullmatch(given):
        n, size = int(found[1] or found[2]), 6
    elif found := _NTH_PART.fullmatch(given):
        size = 3 if found["part"] in ("trimestre", "quarter") else 6
        n = next(int(k) for k in _NTH if found[f"n{k}"])
    else:
        return "", ()
    if n * size > 12:
        return "", ()
    return "quarter" if size == 3 else "half", _years(today, year, lambda y: _months(y, (n - 1) * size + 1, size))


def _named(given: str, today: date, year: int | None) -> tuple[str, Found]:
    """Months, quarters, seasons and feasts, bare or with their year."""
    if given.rstrip(".") in _MONTHS:
        month = _MONTHS[given.rstrip(".")]
        return "month", _years(today, year, lambda y: _months(y, month))
    for pattern, kind, made in _NAMED:
        if re.fullmatch(pattern, given):
            return kind, _years(today, year, made)
    return _parts_of_year(given, today, year)


def _dated(given: str, today: date) -> tuple[str, Found]:
    """A period with its year: “2027”, “03/2027”, “2027-03”, “mars 2027”, “Q1 '27”, “March next year”."""
    if re.fullmatch(r"20[0-9]{2}", given):
        return "year", (_months(int(given), 1, 12)._replace(dated=True),)
    month = re.fullmatch(r"(?P<m>[0-9]{1,2})[-/. ](?P<y>20[0-9]{2})|(?P<y2>20[0-9]{2})[-/.](?P<m2>[0-9]{1,2})", given)
    if month:
        n = int(month["m"] or month["m2"])
        return (
            ("month", (_months(int(month["y"] or month["y2"]), n)._replace(dated=True),)) if 1 <= n <= 12 else ("", ())
        )
    if found := _YEAR.fullmatch(given):
        return _named(
            re.sub(r" (?:of|de|en|in)$", "", found["rest"]), today, int(found["year"] or 2000 + int(found["short"]))
        )
    if found := re.fullmatch(r"(20[0-9]{2})[ -]([qtsh][1-4])|([qtsh][1-4])[-/ ]?(20[0-9]{2}|[0-9]{2})", given):
        year = int(found[1] or found[4])
        return _named(found[2] or found[3], today, year + (2000 if year < 100 else 0))
    if found := _YEAR_SAID.fullmatch(given):
        return _named(found["rest"], today, today.year + bool(found["next"] or found["suivante"]))
    return "", ()


def _period(given: str, today: date, bare: bool) -> tuple[str, Found]:
    """Its kind, and its occurrences. A bare “month” means this one or the next, and only after “end of”."""
    if found := _NEXT.fullmatch(given):
        unit = _UNIT[found["a"] or found["b"]]
        return unit, (_unit(unit, today, 1),)
    if (found := _THIS.fullmatch(given)) and (bare or found["unit"] != given):
        unit = _UNIT[found["unit"]]
        return unit, (_unit(unit, today, 0), *([_unit(unit, today, 1)] if found["unit"] == given else []))
    if re.fullmatch(r"(?:ce |this |the )?week-?end", given):
        sunday = today + timedelta(6 - today.weekday())
        return "feast", (Span(sunday - timedelta(1), sunday),)
    if found := re.fullmatch(r"(?:semaine|week|sem|w|s(?! ?[12]$)) ?([0-9]{1,2})", given):
        return "week", _numbered_week(int(found[1]), today)
    kind, spans = _dated(given, today)
    if spans:
        return kind, spans
    said = re.sub(r"^(?:next |prochaine? |this |ce |cet |cette )| prochaine?$", "", given)
    kind, spans = _named(said, today, None)
    if re.match(r"next |prochain", given) or re.search(r" prochaine?$", given):
        spans = tuple(s for s in spans if s.first > today)
    return kind, spans


def _numbered_week(number: int, today: date) -> Found:
    weeks = []
    for year in range(today.year, today.year + 3):
        if 1 <= number <= 52:
            weeks.append(Span(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 5)))
    return tuple(weeks)


def _part_of(part: str, kind: str, span: Span) -> Span | None:
    """The beginning, the middle or the end of a period, as a period."""
    first = span.first
    if part == "end":
        return span._replace(first=span.last, limit=True)
    if kind == "week":
        return span._replace(first=first + timedelta(0 if part == "early" else 2),
                             last=first + timedelta(1 if part == "early" else 2))  # fmt: skip
    if kind == "month":
        return span._replace(last=date(first.year, first.month, 10)) if part == "early" else _middle(span, 0)
    early = {"quarter": 1, "half": 2, "year": 3, "season": 1}.get(kind)
    if early is None or (part == "mid" and kind == "season"):
        return None
    if part == "early":
        return span._replace(last=add_months(first, early) - timedelta(1))
    return _middle(span, 1) if kind == "quarter" else span._replace(
        first=(last := add_months(first, 3 if kind == "half" else 6) - timedelta(1)), last=last)  # fmt: skip


def _middle(span: Span, month: int) -> Span:
    day = add_months(span.first, month).replace(day=15)
    return span._replace(first=day, last=day)


def periods(given: str, today: date) -> list[Found]:
    """A period, or its beginning, middle or end: “mars”, “fin mars”, “mid Q2”, “next month”, “fin d'année”."""
    given = _ABBREVIATED.get(given, given)
    for part, pattern in _PART:
        if found := pattern.match(given):
            kind, spans = _period(given[found.end() :], today, True)
            cut = tuple(s for span in spans if (s := _part_of(part, kind, span)))
            if cut:
                return [cut]
    _, spans = _period(given, today, False)
    return [spans] if spans else []
