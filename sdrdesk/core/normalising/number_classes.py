"""Numbers that are read alike: what the phonenumbers library made of one holds for every other of its class.

The library reads a row of digits by matching the patterns of its metadata, which name the first digits and count the
rest. So two rows of one length that begin with the same digits, as far as any of those patterns looks at which digit
stands there, are read alike: so many digits dropped, such a country before them. Each class is asked of the library
once, and kept in a tree by length and first digits. Where a plan rewrites digits, nothing is kept: the library answers.
"""

import re
from collections.abc import Callable, Iterable, Iterator
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

SHORTEST, LONGEST = 3, 20
"""Digits of the numbers that are kept: fewer are read by their punctuation too, and no plan has more."""
_MOST_CLASSES = 100_000
"""Classes kept at most, so that no file can fill the memory."""
_KINDS = (
    "general_desc", "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "personal_number",
    "pager", "uan", "voicemail",
)  # fmt: skip
_TOKEN = re.compile(r"\\d|\[[0-9-]+\]|[0-9]|\((?:\?:)?|\)|\||\$|\?|\{\d+(?:,\d+)?\}")

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


class UnreadPatternError(ValueError):
    """A pattern of the metadata is written in a way not foreseen here."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One digit of a pattern, which it may be, or a group, its alternatives; how often it may stand."""

    digits: frozenset[str] | None = None
    alternatives: tuple[tuple["Atom", ...], ...] = ()
    least: int = 1
    most: int = 1


_ANY_DIGIT = frozenset("0123456789")


@cache
def pattern_of(text: str) -> Atom:
    """A pattern of the metadata as a group; UnreadPatternError when it holds more than digits, choices and counts."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        raise UnreadPatternError(text)
    rest = iter(tokens)
    return _group(rest, text)[0]


def _group(rest: Iterator[str], text: str) -> tuple[Atom, str]:
    alternatives: list[list[Atom]] = [[]]
    for token in rest:
        last = alternatives[-1]
        if token in (")", ""):
            return Atom(None, tuple(map(tuple, alternatives))), token
        if token == "|":
            alternatives.append([])
        elif token.startswith("("):
            last.append(_group(rest, text)[0])
        elif token in ("?",) or token[0] == "{":
            if not last:
                raise UnreadPatternError(text)
            least, most = (0, 1) if token == "?" else _counts(token)
            last[-1] = Atom(last[-1].digits, last[-1].alternatives, least, most)
        elif token != "$":  # an end is a matter of length
            last.append(Atom(_digits(token)))
    return Atom(None, tuple(map(tuple, alternatives))), ""


def _counts(token: str) -> tuple[int, int]:
    least, _, most = token[1:-1].partition(",")
    return int(least), int(most or least)


def _digits(token: str) -> frozenset[str]:
    if token == r"\d":
        return _ANY_DIGIT
    return frozenset(d for d in _ANY_DIGIT if re.fullmatch(token, d))


class Looking:
    """A walk over a row of digits along patterns, in every way they allow; `seen` is how many digits were looked at."""

    def __init__(self, digits: str) -> None:
        self.digits = digits
        self.seen = 0

    def ends(self, atom: Atom, starts: Iterable[int]) -> set[int]:
        """Where the pattern may end when it begins at one of these places."""
        reached = set(starts)
        found = set(reached) if atom.least == 0 else set()
        for n in range(1, atom.most + 1):
            reached = self._once(atom, reached)
            if not reached:
                break
            if n >= atom.least:
                found |= reached
        return found

    def _once(self, atom: Atom, starts: set[int]) -> set[int]:
        if atom.digits is not None:
            return {at + 1 for at in starts if at < len(self.digits) and self._fits(atom.digits, at)}
        found: set[int] = set()
        for alternative in atom.alternatives:
            places = starts
            for part in alternative:
                places = self.ends(part, places)
            found |= places
        return found

    def _fits(self, wanted: frozenset[str], at: int) -> bool:
        if wanted is not _ANY_DIGIT:
            self.seen = max(self.seen, at + 1)
        return self.digits[at] in wanted


@dataclass(frozen=True, slots=True)
class Plan:
    """What the library matches digits against: prefix for calls abroad, national prefix, numbers, calling code."""

    abroad: Atom | None
    prefix: Atom | None
    numbers: Atom | None
    code: str


def _plan(metadata: PhoneMetadata) -> Plan | None:
    if metadata.national_prefix_transform_rule:
        return None
    texts = (
        metadata.international_prefix,
        metadata.national_prefix_for_parsing,
        metadata.general_desc.national_number_pattern if metadata.general_desc else None,
    )
    try:
        abroad, prefix, numbers = (pattern_of(text) if text else None for text in texts)
    except UnreadPatternError:
        return None
    return Plan(abroad, prefix, numbers, str(metadata.country_code))


def _look(looking: Looking, plan: Plan, starts: set[int]) -> set[int]:
    # A prefix may be taken twice, once to see what stands behind a calling code and once for good.
    for _ in range(2):
        starts = starts | (looking.ends(plan.prefix, starts) if plan.prefix else set())
    if plan.numbers:
        looking.ends(plan.numbers, starts)
    return starts


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
    return Classes(lambda digits: _read_at_home(digits, home, main, country))


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


def _read_at_home(digits: str, home: Plan, main: Plan, country: str) -> tuple[int, Reading]:
    looking, code = Looking(digits), len(home.code)
    if home.abroad and looking.ends(home.abroad, {0}):
        return looking.seen, _UNKNOWN
    looking.seen = max(looking.seen, code)
    for plan in (home, main):
        _look(looking, plan, {0, code} if digits.startswith(home.code) else {0})
    return looking.seen, _reading_of(digits, read(digits, country))


def _read_abroad(digits: str) -> tuple[int, Reading]:
    code = _calling_code(digits)
    plan = _plan_abroad(code) if code else None
    if plan is None:
        return SHORTEST, _UNKNOWN
    looking = Looking(digits)
    _look(looking, plan, {len(plan.code)})
    return max(looking.seen, len(plan.code)), _reading_of(digits, read(f"+{digits}", ""))


def _origin(digits: str) -> tuple[int, Origin | None]:
    code = _calling_code(digits)
    plan = _plan_abroad(code) if code else None
    if plan is None:
        return SHORTEST, None
    looking = Looking(digits)
    starts = _look(looking, plan, {len(plan.code)})
    for pattern in _patterns_of_kinds(code):
        looking.ends(pattern, starts)
    number = phonenumbers.parse(f"+{digits}", None)
    region = phonenumbers.region_code_for_number(number) or ""
    return max(looking.seen, len(plan.code)), Origin(phonenumbers.number_type(number), region)


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
