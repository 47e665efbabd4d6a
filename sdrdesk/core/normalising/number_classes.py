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

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    PhoneMetadata,
    PhoneNumber,
    region_code_for_country_code,
)

SHORTEST, LONGEST = 3, 20
"""Digits of the numbers that are kept: fewer are read by their punctuation too, and no plan has more."""
_TOKEN = re.compile(r"\\d|\[[0-9-]+\]|[0-9]|\((?:\?:)?|\)|\||\$|\?|\{\d+(?:,\d+)?\}")

Read = Callable[[str], PhoneNumber | None]


@dataclass(frozen=True, slots=True)
class Class:
    """How the numbers of a class are read: the first `dropped` digits give way to `start`; None: they are no numbers.

    `known` is False where only the library can tell.
    """

    start: str | None = None
    dropped: int = 0
    known: bool = True


_UNKNOWN = Class(known=False)
_NO_NUMBER = Class()
_Tree = dict[str, "_Tree | Class"]


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


def _look(looking: Looking, plan: Plan, starts: set[int]) -> None:
    # A prefix may be taken twice, once to see what stands behind a calling code and once for good.
    for _ in range(2):
        starts = starts | (looking.ends(plan.prefix, starts) if plan.prefix else set())
    if plan.numbers:
        looking.ends(plan.numbers, starts)


class Classes:
    """The classes of numbers as dialled in one country, or of those with a calling code; kept as they are met."""

    def __init__(self, plans: tuple[Plan, ...] = ()) -> None:
        self._plans = plans
        self._trees: dict[int, _Tree] = {}

    def of(self, digits: str) -> Class | None:
        """The class of these digits (the plus sign left out); None where it was never met."""
        tree: _Tree | Class | None = self._trees.get(len(digits))
        for digit in digits:
            if tree is None or tree.__class__ is Class:
                break
            tree = tree.get(digit)  # type: ignore[union-attr]
        return tree if isinstance(tree, Class) else None

    def learn(self, digits: str, read: Read) -> Class:
        """The class of these digits, of which none was known: what `read`, the library, makes of them."""
        seen, found = self._at_home(digits, read) if self._plans else _abroad(digits, read)
        tree = self._trees.setdefault(len(digits), {})
        last = max(1, seen) - 1
        for digit in digits[:last]:
            below = tree.setdefault(digit, {})
            assert isinstance(below, dict), "a class ends where no pattern looks further"
            tree = below
        tree[digits[last]] = found
        return found

    def _at_home(self, digits: str, read: Read) -> tuple[int, Class]:
        looking, home = Looking(digits), self._plans[0]
        if home.abroad and looking.ends(home.abroad, {0}):
            return looking.seen, _UNKNOWN
        looking.seen = max(looking.seen, len(home.code))
        for plan in self._plans:
            _look(looking, plan, {0, len(home.code)} if digits.startswith(home.code) else {0})
        return looking.seen, _class_of(digits, read(digits))


def _abroad(digits: str, read: Read) -> tuple[int, Class]:
    code = next((n for n in (1, 2, 3) if int(digits[:n]) in COUNTRY_CODE_TO_REGION_CODE), 0)
    plan = _plan_abroad(int(digits[:code])) if code and digits[0] != "0" else None
    if plan is None:
        return SHORTEST, _UNKNOWN
    looking = Looking(digits)
    _look(looking, plan, {code})
    return max(looking.seen, code), _class_of(digits, read(f"+{digits}"))


@cache
def _plan_abroad(code: int) -> Plan | None:
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region_code_for_country_code(code))
    return _plan(metadata) if metadata else None


@cache
def home_classes(country: str) -> Classes | None:
    """The classes of a country (ISO code); None where there is none of that code or its numbers are rewritten."""
    metadata = PhoneMetadata.metadata_for_region(country, None) if country else None
    if metadata is None:
        return None
    home, main = _plan(metadata), _plan_abroad(metadata.country_code)
    return Classes((home, main)) if home and main else None


@cache
def abroad_classes() -> Classes:
    """The classes of numbers with a calling code."""
    return Classes()


def _class_of(digits: str, read: PhoneNumber | None) -> Class:
    if read is None:
        return _NO_NUMBER
    national = "0" * _leading_zeros(read) + str(read.national_number)
    return Class(f"+{read.country_code}", len(digits) - len(national)) if digits.endswith(national) else _UNKNOWN


def _leading_zeros(read: PhoneNumber) -> int:
    return (read.number_of_leading_zeros or 1) if read.italian_leading_zero else 0
