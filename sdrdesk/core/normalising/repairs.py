"""What a spreadsheet does to phones, dates and codes, undone where only one thing can have been meant."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import phonenumbers

LOST_DIGITS = "lost_digits"
"""The one damage nobody can undo: digits rounded away."""
_SCIENTIFIC = re.compile(r"\+?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
_WITH_FRACTION = re.compile(r"(\d{5,})[.,]0+")
_DIGITS = re.compile(r"\d+")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_FIRST_DAY = datetime(1899, 12, 30)
"""Day 0 of spreadsheets, as all of them count from March 1900 on."""
_SERIALS = range(25_569, 73_051)
"""1970-01-01 to 2100-01-01: five digits that are a date in a column of dates, and no year."""
_SHORTEST_INTERNATIONAL = 10
_THEN_WORDS = re.compile(r"(\+?[\d(][\d\s().\-/]{6,}\d)\s*[-–,;:]?\s*([(\[]?[^\W\d_].*)")
_ANOTHER_NUMBER = re.compile(r"(?:\d[\s.\-]?){6,}")
_POSTAL_DIGITS = {"FR": 5, "DE": 5, "ES": 5, "IT": 5, "US": 5}


@dataclass(frozen=True, slots=True)
class Repair:
    """A text put right, and what had been done to it: "" nothing, else a code; LOST_DIGITS keeps the text as given."""

    text: str
    code: str = ""


def whole_number(text: str) -> Repair:
    """Digits that a spreadsheet wrote as a number: 33612345678.0 and 3.3612345678E+10, but never 3.36E+10."""
    given = text.strip()
    if found := _WITH_FRACTION.fullmatch(given):
        return Repair(found[1], "number_form")
    if found := _SCIENTIFIC.fullmatch(given):
        digits, length = found[1] + (found[2] or ""), int(found[3]) + 1
        return Repair(digits, "number_form") if len(digits) == length else Repair(text, LOST_DIGITS)
    return Repair(text)


def phone_number(text: str, country: str) -> Repair:
    """A phone as it was before it became a number: its digits, the zero or the + it lost, read as in `country`.

    A zero or a + comes back only where the digits are no valid number there without it, and are one with it.
    """
    number = whole_number(text)
    digits = number.text.strip()
    if number.code == LOST_DIGITS or not _DIGITS.fullmatch(digits) or digits.startswith("0"):
        return number
    if _is_valid(digits, country):
        return number
    if country and _is_valid("0" + digits, country):
        return Repair("0" + digits, "lost_zero")
    if len(digits) >= _SHORTEST_INTERNATIONAL and _is_valid("+" + digits, ""):
        return Repair("+" + digits, "lost_plus")
    return number


def before_words(text: str) -> str:
    """What stands before the words of "06 12 34 56 78 (perso)"; "" where it is no number, or another one follows."""
    found = _THEN_WORDS.fullmatch(text.strip())
    return found[1] if found and not _ANOTHER_NUMBER.search(found[2]) else ""


def calendar_day(text: str) -> Repair:
    """A date of a column of dates that a spreadsheet left as its own count of days: 46328 is 2026-11-02."""
    found = _SERIAL.fullmatch(text.strip())
    if not found or int(found[1]) not in _SERIALS:
        return Repair(text)
    at = _FIRST_DAY + timedelta(days=int(found[1]), seconds=round(float(f"0.{found[2] or 0}") * 86_400))
    whole_day = at.date() if at.time() == datetime.min.time() else None
    return Repair(_iso(whole_day or at), "day_count")


def postal_code(text: str, country: str) -> Repair:
    """A postal code whose leading zero was lost, in the countries where all have as many digits: 1000 is 01000."""
    number = whole_number(text)
    digits = number.text.strip()
    length = _POSTAL_DIGITS.get(country, 0)
    if _DIGITS.fullmatch(digits) and len(digits) == length - 1:
        return Repair("0" + digits, "lost_zero")
    return number


def _iso(when: date | datetime) -> str:
    return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()


def _is_valid(text: str, country: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, country or None))
    except phonenumbers.NumberParseException:
        return False
