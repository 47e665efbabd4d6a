"""What a job title says of someone, in English, French and German: what they work on, and how far up."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.job_title import FUNCTIONS, SENIORITIES
from sdrdesk.core.resources import resource_path

_EITHER_SEX = re.compile(
    r"(?<=\w)(?:[(\[/·•.*:_-]+(?:in(?:nen)?|e|ne|rice|trice|euse|se|ere|teuse|fe)s?\b[)\]]?|\((?:m|w|f|d|h|x)[/|])"
)
_SPELT_OUT = re.compile(r"\b\w(?: \w\b)+")
_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Title:
    """A function ("other" when none of ours is named, "" without a title) and a seniority ("" when unsaid)."""

    function: str = ""
    seniority: str = ""


@lru_cache(20_000)
def read_title(text: str) -> Title:
    """What a job title says; of two functions the one named first, of two ranks the higher."""
    words = _NO_WORD.sub(" ", _EITHER_SEX.sub(" ", folded(text))).strip()
    plain = _SPELT_OUT.sub(lambda m: m[0].replace(" ", ""), words)
    if not plain:
        return Title()
    return Title(_function(plain), _seniority(plain))


def _function(plain: str) -> str:
    for kind in ("function", "function_else", "function_last"):
        found = {code: at for code in FUNCTIONS if (at := _first(kind, code, plain)) is not None}
        if found:
            return min(found, key=lambda code: found[code])
    return "other"


def _seniority(plain: str) -> str:
    found = {code: at for code in SENIORITIES if (at := _first("seniority", code, plain)) is not None}
    if "assistant" in found and found["assistant"] == min(found.values()):
        return "assistant"
    lesser = (code for code in SENIORITIES if _first("seniority_else", code, plain) is not None)
    return next(iter(found), "") or next(lesser, "")


def _first(kind: str, code: str, plain: str) -> tuple[int, int] | None:
    """Where a code is first named, and the length of that name against it: the longer of two in one place is meant."""
    said, not_said = _patterns(kind, code)
    left = not_said.sub(lambda m: "_" * len(m[0]), plain) if not_said else plain
    found = said.search(left) if said else None
    return (found.start(), -len(found[0])) if found else None


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resource_path("import", "job_titles.toml").read_text(encoding="utf-8"))


@cache
def _patterns(kind: str, code: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    table = _table()
    return _pattern(table[kind].get(code, ())), _pattern(table["not_said"].get(code, ()))


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    longest_first = sorted(phrases, key=len, reverse=True)
    words = "|".join(re.escape(folded(p)).replace(r"\*", r"\w*").replace(r"\ ", " ") for p in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
