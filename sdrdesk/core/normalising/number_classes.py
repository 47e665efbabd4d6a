"""Numbers that are read alike: what the phonenumbers library made of one holds for every other of its class.

The library reads a row of digits by matching the patterns of its metadata, which name the first digits and count the
rest. So two rows of one length that begin with the same digits, as far as any of those patterns looks at which digit
stands there, are read alike: so many digits dropped, such a country before them. Each class is asked of the library
once, and kept in a tree by length and first digits. Where a plan rewrites digits, nothing is kept: the library answers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, cast

import phonenumbers
from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    PhoneMetadata,
    PhoneNumber,
    region_code_for_country_code,
)

from sdrdesk.core.normalising.number_patterns import (
    Atom,
    Look,
    UnreadPatternError,
    either,
    one_after_another,
    pattern_of,
    perhaps,
)

SHORTEST, LONGEST = 3, 20
"""Digits of the numbers that are kept: fewer are read by their punctuation too, and no plan has more."""
_MOST_CLASSES = 100_000
"""Classes kept at most, so that no file can fill the memory."""
_KINDS = (
    "general_desc", "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "personal_number",
    "pager", "uan", "voicemail",
)  # fmt: skip

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Reading:
    """How the numbers of a class are read: the first `dropped` digits give way to `start`; None: they are no numbers.

    `known` is False where only the library can tell.
    """

    start: str | None = None
    dropped: int = 0
    known: bool = True


_UNKNOWN = Reading(known=False)
_NO_NUMBER = Reading()


@dataclass(frozen=True, slots=True)
class Origin:
    """What the numbers of a class are, a PhoneNumberType, and the ISO code of their country, "" when unsure."""

    kind: int
    country: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the library matches digits against: prefix of calls abroad, calling code, national prefix, numbers."""

    abroad: str
    code: str
    prefix: Atom
    numbers: Atom

    def along(self, *numbers: Atom) -> Atom:
        """Numbers behind their prefix, which may be taken twice: to see what is behind, and for good."""
        return one_after_another(perhaps(self.prefix), perhaps(self.prefix), either(*numbers))


def _plan(metadata: PhoneMetadata) -> Plan | None:
    if metadata.national_prefix_transform_rule:
        return None
    numbers = metadata.general_desc.national_number_pattern if metadata.general_desc else None
    try:
        prefix = pattern_of(metadata.national_prefix_for_parsing or "")
        return Plan(metadata.international_prefix or "", str(metadata.country_code), prefix, pattern_of(numbers or ""))
    except UnreadPatternError:
        return None


class Classes(Generic[V]):
    """What is known of numbers, class by class; `ask` says it of one, with how many of its digits told its class."""

    def __init__(self, ask: Callable[[str], tuple[int, V]]) -> None:
        self._ask = ask
        self._trees: dict[int, dict[str, Any]] = {}
        self._count = 0

    def of(self, digits: str) -> V:
        """What is known of these digits, asked when the first of their class is met."""
        tree: Any = self._trees.get(len(digits))
        for digit in digits:
            if tree is None or tree.__class__ is not dict:
                break
            tree = tree.get(digit)
        return self._learnt(digits) if tree is None or tree.__class__ is dict else cast("V", tree)

    def _learnt(self, digits: str) -> V:
        seen, found = self._ask(digits)
        self._count += 1
        if self._count > _MOST_CLASSES:
            return found
        tree = self._trees.setdefault(len(digits), {})
        last = max(1, seen) - 1
        for digit in digits[:last]:
            tree = tree.setdefault(digit, {})
        tree[digits[last]] = found
        return found


@cache
def home_classes(country: str) -> Classes[Reading] | None:
    """How numbers dialled in a country (ISO code) are read; None where there is no such country or it rewrites them."""
    metadata = PhoneMetadata.metadata_for_region(country, None) if country else None
    if metadata is None:
        return None
    home, main = _plan(metadata), _plan_abroad(metadata.country_code)
    if not home or not main:
        return None
    try:
        return Classes(_home(country, home, main))
    except UnreadPatternError:
        return None


@cache
def abroad_classes() -> Classes[Reading]:
    """How numbers with a calling code are read, the plus sign left out."""
    return Classes(_read_abroad)


@cache
def origin_classes() -> Classes[Origin | None]:
    """What numbers with a calling code are and whose, the plus sign left out; None where only the library can tell."""
    return Classes(_origin)


def read(given: str, country: str) -> PhoneNumber | None:
    """A number as the library reads it, None when it cannot be one."""
    try:
        number = phonenumbers.parse(given, country or None)
    except phonenumbers.NumberParseException:
        return None
    number.extension = None
    return number if phonenumbers.is_possible_number(number) else None


def _home(country: str, home: Plan, main: Plan) -> Callable[[str], tuple[int, Reading]]:
    plans = [plan.along(plan.numbers) for plan in (home, main)]
    code = pattern_of(home.code)
    look = Look(either(pattern_of(home.abroad), one_after_another(perhaps(code), either(*plans))))
    abroad = re.compile(home.abroad) if home.abroad else None

    def ask(digits: str) -> tuple[int, Reading]:
        if abroad and abroad.match(digits):
            return look.depth(digits), _UNKNOWN
        return look.depth(digits), _reading_of(digits, read(digits, country))

    return ask


def _read_abroad(digits: str) -> tuple[int, Reading]:
    code = _calling_code(digits)
    look = _look_abroad(code) if code else None
    if look is None:
        return SHORTEST, _UNKNOWN
    return max(look.depth(digits), len(str(code))), _reading_of(digits, read(f"+{digits}", ""))


def _origin(digits: str) -> tuple[int, Origin | None]:
    code = _calling_code(digits)
    look = _look_at_kinds(code) if code else None
    if look is None:
        return SHORTEST, None
    number = phonenumbers.parse(f"+{digits}", None)
    region = phonenumbers.region_code_for_number(number) or ""
    return max(look.depth(digits), len(str(code))), Origin(phonenumbers.number_type(number), region)


@cache
def _look_abroad(code: int) -> Look | None:
    plan = _plan_abroad(code)
    return Look(one_after_another(pattern_of(plan.code), plan.along(plan.numbers))) if plan else None


@cache
def _look_at_kinds(code: int) -> Look | None:
    plan = _plan_abroad(code)
    kinds = _patterns_of_kinds(code)
    return Look(one_after_another(pattern_of(plan.code), plan.along(plan.numbers, *kinds))) if plan else None


def _calling_code(digits: str) -> int:
    codes = (int(digits[:n]) for n in (1, 2, 3) if digits[0] != "0")
    return next((code for code in codes if code in COUNTRY_CODE_TO_REGION_CODE), 0)


@cache
def _plan_abroad(code: int) -> Plan | None:
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region_code_for_country_code(code))
    return _plan(metadata) if metadata else None


@cache
def _patterns_of_kinds(code: int) -> tuple[Atom, ...]:
    """Every pattern by which the library tells what a number is and whose, in all regions of a calling code."""
    texts = set()
    for region in COUNTRY_CODE_TO_REGION_CODE[code]:
        metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
        assert metadata is not None, "every region of a calling code has metadata"
        texts.add(metadata.leading_digits)
        texts |= {desc.national_number_pattern for name in _KINDS if (desc := getattr(metadata, name))}
    return tuple(pattern_of(text) for text in sorted(filter(None, texts)))


def _reading_of(digits: str, number: PhoneNumber | None) -> Reading:
    if number is None:
        return _NO_NUMBER
    national = "0" * _leading_zeros(number) + str(number.national_number)
    return Reading(f"+{number.country_code}", len(digits) - len(national)) if digits.endswith(national) else _UNKNOWN


def _leading_zeros(number: PhoneNumber) -> int:
    return (number.number_of_leading_zeros or 1) if number.italian_leading_zero else 0
