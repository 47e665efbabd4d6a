"""What can stand as an answer, and the number or option it means."""

import calendar
import fnmatch
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache

from sdrdesk.core.domain.grid import Band, Criterion, Kind, Option

_AS_TWO = {"œ": "oe", "Œ": "oe", "ß": "ss"}
_TWO_LETTERS = re.compile("[œŒß]")
Answer = str | int | float | None
"""An option id, a number, an ISO date, or None: asked and not known. A criterion never asked has no answer at all."""

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:([km])(?![a-z]))?")
_GROUPED = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?:\D|$))")
_DOTTED = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:\.\d{3})+(?=,\d{1,2}(?!\d))|(?:\.\d{3}){2,}(?![\d.]))")
"""Thousands by dots, where nothing else can be meant: a decimal comma follows, or there is a second dot."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")


class AnswerError(ValueError):
    """An answer that its criterion cannot hold; `code` says why, in the words table `answer_fault.*`."""

    def __init__(self, code: str, criterion: str, value: object) -> None:
        super().__init__(f"{code}: {criterion} = {value!r}")
        self.code, self.criterion, self.value = code, criterion, value


def add_months(day: date, months: int) -> date:
    """That many calendar months later, the day clipped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_until(target: date, today: date) -> int:
    """The smallest m >= 0 such that today + m months reaches the target; a past date is 0 (formats, section 1)."""
    months = max(0, (target.year - today.year) * 12 + target.month - today.month - 1)
    while add_months(today, months) < target:
        months += 1
    return months


def lower_bound(text: str) -> float | None:
    """The number a text holds; a bracket such as "50–99" counts as its lower bound."""
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), _GROUPED.sub("", text.strip().lower()))
    plain = _THOUSANDS.sub("", plain)
    if re.match(r"[-−]\s*\d", plain):
        return None  # a negative number is no bracket
    found = _NUMBER.search(plain)
    return float(found[1].replace(",", ".")) * {"k": 1_000, "m": 1_000_000}.get(found[2], 1) if found else None


def number_of(criterion: Criterion, value: Answer, today: date) -> float:
    """The number a known answer to a number, money or months criterion stands for; AnswerError if none."""
    if isinstance(value, bool) or value is None:
        raise AnswerError("not_a_number", criterion.id, value)
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            raise AnswerError("not_a_number", criterion.id, value)
        return value
    if criterion.kind is Kind.MONTHS:
        try:
            return months_until(date.fromisoformat(value[:10]), today)
        except (ValueError, OverflowError) as error:
            raise AnswerError("not_a_date", criterion.id, value) from error
    number = lower_bound(value)
    if number is None:
        raise AnswerError("not_a_number", criterion.id, value)
    return number


def step_of(criterion: Criterion, value: Answer, today: date) -> Option | Band:
    """The option or band a known answer falls on; AnswerError when the criterion has none for it."""
    if criterion.kind is Kind.SIGNALS:
        raise AnswerError("never_asked", criterion.id, value)
    if criterion.kind is Kind.CHOICE:
        option = criterion.option(value)
        if option is None:
            raise AnswerError("unknown_option", criterion.id, value)
        return option
    return criterion.band(number_of(criterion, value, today))


def fits(criterion: Criterion | None, value: Answer) -> bool:
    """Whether a criterion of today's grid holds an answer given under an earlier version; if not, it is left out."""
    if criterion is None or criterion.kind is Kind.SIGNALS:
        return False
    if value is None:
        return True
    try:
        # The first of a month is the strictest today: a date that reads then reads on any day.
        step_of(criterion, value, date(2000, 1, 1))
    except AnswerError:
        return False
    return True


def folded(text: str) -> str:
    """Lower case, without accents, blanks made single: what two spellings of a word share."""
    if text.isascii():
        return " ".join(text.lower().split())
    western = text.translate(_western())
    if western.isascii():
        return " ".join(western.lower().split())
    return _folded_any(text)


def _folded_any(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _TWO_LETTERS.sub(lambda m: _AS_TWO[m[0]], text))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


@cache
def _western() -> dict[int, str]:
    """The letters of western Europe without their accents: below the combining marks each letter folds by itself."""
    letters = ((code, unicodedata.normalize("NFKD", _AS_TWO.get(chr(code), chr(code)))) for code in range(0x80, 0x250))
    plain = ((code, "".join(c for c in parts if not unicodedata.combining(c))) for code, parts in letters)
    return {code: letter for code, letter in plain if letter.isascii()}


@lru_cache(maxsize=4096)
def _globs(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(fnmatch.translate(folded(p)) for p in patterns))


def presumed_answer(criterion: Criterion, text: str) -> Answer:
    """The answer a lead's own field suggests, or None: the first option that matches, or the number in it."""
    if not text.strip():
        return None
    if criterion.kind is Kind.CHOICE:
        key = folded(text)
        return next((o.id for o in criterion.options if o.match and _globs(o.match).match(key)), None)
    if criterion.kind is Kind.MONTHS:
        try:
            return date.fromisoformat(text[:10]).isoformat()
        except ValueError:
            return None
    return lower_bound(text)


def presumed_answers(criteria: tuple[Criterion, ...], fields: Mapping[str, str]) -> dict[str, Answer]:
    """What a lead's fields suggest for each criterion that names one; to be confirmed by a person."""
    found: dict[str, Answer] = {}
    for criterion in criteria:
        if criterion.field and criterion.kind is not Kind.SIGNALS:
            answer = presumed_answer(criterion, fields.get(criterion.field, ""))
            if answer is not None:
                found[criterion.id] = answer
    return found


def today_of(now: datetime) -> date:
    """The date of an instant as written (formats, section 1)."""
    return now.date()
