"""Phone numbers as E.164, so that five spellings of one number are one number."""

import re
from collections.abc import Collection
from enum import Enum, auto

import phonenumbers
from phonenumbers import PhoneNumberType

from sdrdesk.core.normalising.number_classes import (
    LONGEST,
    SHORTEST,
    Classes,
    Origin,
    Reading,
    abroad_classes,
    home_classes,
    origin_classes,
    read,
)
from sdrdesk.core.normalising.own_values import can_be_dialled as can_be_dialled
from sdrdesk.core.normalising.repairs import LOST_DIGITS, whole_number

_EXTENSION = re.compile(r"(?i)[\s,;]*(?:poste|ext(?:ension)?|x|#)\.?\s*\d{1,6}\s*$")
_NUMBER = re.compile(r"\+?[\d\s().\-/\u00a0\u202f]+")
_FLOAT = re.compile(r"^\+?\d+(?:[.,]\d+)?E\+?\d+$|^\d+\.0$", re.IGNORECASE)

_PUNCTUATION: dict[int, int | None] = str.maketrans("", "", " .-()/[]\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013")
"""What may stand between the digits and changes nothing to how they are read."""
_NARROW = str.maketrans(dict.fromkeys("\u2007\u2009\u202f", " "))
"""Spaces that people write and the library does not know."""
_LONGEST_TEXT = 60
_BETWEEN = re.compile(r"(?i):::|[/|;,&\n]|\s+(?:ou|et|or|and|puis|-|–)\s+")
"""What people write between two numbers of one cell; looked for only where the cell is no number as a whole."""


_FRANCE = "+33"
_OVERSEAS = {
    **dict.fromkeys(("262", "263", "269", "639", "692", "693"), "+262"),
    **dict.fromkeys(("590", "690", "691"), "+590"),
    **dict.fromkeys(("594", "694"), "+594"),
    **dict.fromkeys(("596", "696", "697"), "+596"),
}
"""How numbers of the French plan begin that lie overseas, and the code they are called by from everywhere.

One plan of ten digits serves all departments, and each keeps its own code (ARCEP, 26 July 2000 and 24 July 2006).
"""


def e164(text: str, country: str) -> str | None:
    """The number as E.164, read as dialled in `country` (ISO code) without a prefix; None when it cannot be one.

    It is what the phonenumbers library says, but that 0692… in France is Réunion: +33692… leads nowhere. What the
    library says of one number is kept for all that it reads alike.
    """
    number = _by_the_library(text, country)
    if number is None or number[:3] != _FRANCE:
        return number
    code = _OVERSEAS.get(number[3:6])
    moved = code and code + number[3:]
    return moved if moved and is_given_out(moved) else number


def _by_the_library(text: str, country: str) -> str | None:
    given = text.strip()
    known = _known(given, country)
    if known is not None:
        return known or None
    given = _EXTENSION.sub("", given).translate(_NARROW)
    if not any(c.isdigit() for c in given):
        return None
    if _FLOAT.match(given):
        whole = whole_number(given)
        if not whole.code or whole.code == LOST_DIGITS:  # rounded: it would be somebody else's number
            return None
        given = whole.text
    known = _known(given, country)
    if known is not None:
        return known or None
    if given.startswith("00") and not given.startswith("000"):
        given = "+" + given[2:]
    number = read(given, country)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else None


def several(text: str, country: str) -> tuple[str, ...]:
    """The numbers of a cell that holds more than one, as given; none where any part of it is no number.

    A cell that reads as one is one: 0171/3920001, as Germans write it, is not two short ones.
    """
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    found = len(parts) > 1 and all(e164(part, country) for part in parts) and e164(text, country) is None
    return tuple(parts) if found else ()


def _known(given: str, country: str) -> str | None:
    """The number as E.164, "" where it is none; None where only the library can tell."""
    digits = given.translate(_PUNCTUATION)
    classes: Classes[Reading] | None
    if digits.startswith("+"):
        digits, classes = digits[1:], abroad_classes()
    elif given.startswith("00"):  # dialled abroad from nearly everywhere, whatever the country's own prefix
        digits, classes = digits[2:], abroad_classes()
    else:
        classes = home_classes(country)
    if classes is None or not (SHORTEST <= len(digits) <= LONGEST and digits.isdecimal() and digits.isascii()):
        return None
    if len(given) > _LONGEST_TEXT or given.endswith(".0"):  # no number, or one that a spreadsheet made a decimal
        return None
    found = classes.of(digits)
    if not found.known:
        return None
    return found.start + digits[found.dropped :] if found.start else ""


def shown(number: str) -> str:
    """An E.164 number grouped as people read it; anything else as it is."""
    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def country_of(number: str) -> str:
    """The ISO code of the country an E.164 number belongs to, "" when unsure."""
    origin = _origin(number)
    if origin:
        return origin.country
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number, None)) or ""
    except phonenumbers.NumberParseException:
        return ""


def _origin(number: str) -> Origin | None:
    digits = number[1:]
    if number[:1] != "+" or not (SHORTEST < len(digits) <= LONGEST and digits.isdecimal() and digits.isascii()):
        return None
    return origin_classes().of(digits)


def is_number(text: str) -> bool:
    """Whether a text is a number or the beginning of one, however it is written: two digits or more and no letter."""
    return bool(_NUMBER.fullmatch(text.strip())) and sum(c.isdigit() for c in text) >= 2


def beginnings(text: str, countries: Collection[str]) -> tuple[str, ...]:
    """How numbers begin, as E.164 and as given, that begin with this text where it is dialled in these countries."""
    given = text.strip()
    digits = re.sub(r"\D", "", given.replace("(0)", ""))
    if given.startswith("+"):
        return _overseas_too([f"+{digits}"])
    if digits.startswith("00"):
        return _overseas_too([f"+{digits[2:]}"])
    codes = sorted({phonenumbers.country_code_for_region(c) for c in countries} - {0})
    found = [given, *(f"+{code}{digits}" for code in codes)]
    if digits.startswith("0"):
        found += [f"+{code}{digits[1:]}" for code in codes]
    else:
        found.append(f"+{digits}")
    return _overseas_too(found)


def _overseas_too(found: list[str]) -> tuple[str, ...]:
    french = [begin[3:] for begin in found if begin[:3] == _FRANCE and begin != _FRANCE]
    moved = [code + rest for rest in french for start, code in _OVERSEAS.items() if start.startswith(rest[:3])]
    return tuple(dict.fromkeys((*found, *moved)))


class LineKind(Enum):
    """What a number is: somebody's mobile, a fixed line, or either (North America tells the two apart nowhere)."""

    MOBILE = auto()
    FIXED = auto()
    UNKNOWN = auto()


_FIXED = frozenset({
    PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.UAN, PhoneNumberType.VOIP,
})  # fmt: skip
_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.PAGER})


_FICTITIOUS = ("+3363998", "+447700900")
"""Mobiles that ARCEP and Ofcom keep for films and examples: nobody has them, and nobody mistyped them."""


def is_given_out(number: str) -> bool:
    """Whether an E.164 number is one of those that its country gives out: no digit is missing or too many."""
    return number.startswith(_FICTITIOUS) or _kind(number) != PhoneNumberType.UNKNOWN


def line_kind(number: str) -> LineKind:
    """What an E.164 number is; UNKNOWN for anything else."""
    kind = _kind(number)
    if kind in _FIXED:
        return LineKind.FIXED
    return LineKind.MOBILE if kind in _MOBILE else LineKind.UNKNOWN


def _kind(number: str) -> int:
    origin = _origin(number)
    try:
        return origin.kind if origin else phonenumbers.number_type(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return PhoneNumberType.UNKNOWN
