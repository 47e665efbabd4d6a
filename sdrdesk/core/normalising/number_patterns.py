"""How far the patterns of numbering plans look at which digit stands where, beyond counting digits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(r"\\d|\[[0-9-]+\]|[0-9]|\((?:\?:)?|\)|\||\$|\?|\{\d+(?:,\d+)?\}")


class UnreadPatternError(ValueError):
    """A pattern of the metadata is written in a way not foreseen here."""


@dataclass(frozen=True, slots=True, eq=False)
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
    found = frozenset(d for d in _ANY_DIGIT if re.fullmatch(token, d))
    return _ANY_DIGIT if found == _ANY_DIGIT else found


def either(*patterns: Atom) -> Atom:
    """A pattern that is any of these."""
    return Atom(None, tuple((pattern,) for pattern in patterns))


def one_after_another(*patterns: Atom) -> Atom:
    """A pattern that is all of these, in their order."""
    return Atom(None, (patterns,))


def perhaps(pattern: Atom) -> Atom:
    """A pattern that need not stand."""
    return Atom(None, ((pattern,),), 0, 1)


class Look:
    """A walk along a pattern in every way it allows at once; where it has come is made once and kept."""

    def __init__(self, pattern: Atom) -> None:
        self._start = _Place(_next_digits((pattern,)))
        self._places: dict[frozenset[_Way], _Place] = {}

    def depth(self, digits: str) -> int:
        """How many of these digits the pattern looks at; it counts the rest."""
        place, seen = self._start, 0
        for at, digit in enumerate(digits, 1):
            if not place.ways:
                break
            if place.looks:
                seen = at
            place = place.after.get(digit) or self._walked(place, digit)
        return seen

    def _walked(self, place: "_Place", digit: str) -> "_Place":
        ways = frozenset().union(*(_next_digits(rest) for digits, rest in place.ways if digit in digits))
        place.after[digit] = self._places.setdefault(ways, _Place(ways))
        return place.after[digit]


_Way = tuple[frozenset[str], tuple[Atom, ...]]


class _Place:
    """Where a walk has come: the digits that may stand next, each with what follows it."""

    def __init__(self, ways: frozenset[_Way]) -> None:
        self.ways = ways
        self.looks = any(digits is not _ANY_DIGIT for digits, _ in ways)
        self.after: dict[str, _Place] = {}


@cache
def _next_digits(parts: tuple[Atom, ...]) -> frozenset[_Way]:
    """The digits that may stand first, with what follows each; none where all that follows only counts digits."""
    if not any(_looks(part) for part in parts):
        return frozenset()
    first, rest = parts[0], parts[1:]
    ways: frozenset[_Way] = _next_digits(rest) if first.least == 0 else frozenset()
    then = (_once_less(first), *rest) if first.most > 1 else rest
    if first.digits is not None:
        return ways | {(first.digits, then)}
    return ways.union(*(_next_digits(alternative + then) for alternative in first.alternatives))


@cache
def _once_less(atom: Atom) -> Atom:
    return Atom(atom.digits, atom.alternatives, max(0, atom.least - 1), atom.most - 1)


@cache
def _looks(atom: Atom) -> bool:
    """Whether anywhere in this a digit is named."""
    if atom.digits is not None:
        return atom.digits is not _ANY_DIGIT
    return any(_looks(part) for alternative in atom.alternatives for part in alternative)
