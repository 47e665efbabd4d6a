"""What reading typed text needs: its plain form, numbers in words, and the shape of what was understood."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from sdrdesk.core.domain.answers import folded

T_co = TypeVar("T_co", covariant=True)


class Reads(NamedTuple):
    """How a value reads in each language; typed again, it is understood as the same value."""

    en: str
    fr: str


@dataclass(frozen=True, slots=True)
class Understood(Generic[T_co]):
    """One value. `note` is the currency of an amount (never converted), or “past” for a day gone by."""

    value: T_co
    reads: Reads
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[T_co]):
    """Two values or more that the text may mean, likeliest first: to be asked, not guessed."""

    choices: tuple[tuple[T_co, Reads], ...]


_LONGEST = 120


def plain(text: str) -> str:
    """The text without case, accents, needless blanks and final marks; nothing when it is long or has odd figures."""
    if len(text) > _LONGEST or any(unicodedata.category(c) == "No" for c in text):
        return ""
    given = folded("".join(c for c in text if unicodedata.category(c) != "Cf"))
    for mark, usual in (("’", "'"), ("ʼ", "'"), ("‘", "'"), ("≈", "~"), ("≥", ">=")):
        given = given.replace(mark, usual)
    return re.sub(r"[‐‑‒–—−]", "-", given).strip('"«»“”').strip().rstrip(" .,;:!?…")


_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_FR = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
         "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "septante": 70, "huitante": 80,
         "nonante": 90}  # fmt: skip
_ABOUT_AS_MANY = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
                  "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "dozen": 12, "couple": 2}  # fmt: skip
_NOTHING = ("none", "nothing", "nil", "nought", "rien", "aucun", "aucune", "nobody")


def _written_below_a_hundred() -> dict[str, int]:
    english = dict(zip(_EN.split(), range(18), strict=True)) | {"eighteen": 18, "nineteen": 19}
    french = dict(zip(_FR.split(), range(17), strict=True)) | {"dix sept": 17, "dix huit": 18, "dix neuf": 19}
    found = english | french | _TENS | {"une": 1, "a": 1, "an": 1, "soixante": 60, "quatre vingt": 80}
    found["quatre vingts"] = 80
    for ten, value in _TENS.items():
        units = english if ten.endswith("y") else french
        found |= {f"{ten} {unit}": value + n for unit, n in units.items() if 0 < n < 10}
        found |= {f"{ten} et un": value + 1, f"{ten} et une": value + 1}
    for unit, n in french.items():
        if n:
            found |= {f"soixante {unit}": 60 + n, f"quatre vingt {unit}": 80 + n}
    return found | {"soixante et un": 61, "soixante et une": 61, "soixante et onze": 71}


_WRITTEN = _written_below_a_hundred()
ALONE = ("a", "an")
"""Words that stand for one only before another: “a thousand”, never “a”."""


def written_number(words: str) -> int | None:
    """The whole number that words spell: “vingt-cinq”, “two hundred”, “une douzaine”, “deux mille cinq cents”."""
    given = words.replace("-", " ").strip()
    if given in _NOTHING:
        return 0
    if given in _WRITTEN:
        return _WRITTEN[given]
    if found := re.fullmatch(r"(?:(.+?) )?(\w+?)s?", given):
        many, times = _ABOUT_AS_MANY.get(found[2]), _WRITTEN.get(found[1] or "un")
        if many and times and times < 100:
            return many * times
    for pattern, size in ((r"mille|thousand", 1000), (r"cents?|hundred", 100)):
        found = re.fullmatch(rf"(?:(.+?) )?(?:{pattern})(?: (?:and )?(.+))?", given)
        if not found:
            continue
        times = written_number(found[1]) if found[1] else 1
        more = written_number(found[2]) if found[2] else 0
        if times and more is not None and times < 1000 and more < size and found[2] not in ALONE:
            return times * size + more
        return None
    return None
