"""Codes of economic activity (French NAF and APE, European NACE) and the sector each names."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from sdrdesk.core.resources import resource_path

_CODE = re.compile(r"(?:[A-U] ?)?(\d{2})(?:(\d)(\d)?([A-Z])?)?")
_LOST_ZERO = re.compile(r"\d{3}[A-Z]")
_LEFT_OUT = re.compile(r"[\s.\-_]")


@lru_cache(4096)
def naf_code(text: str) -> str | None:
    """A code in its usual spelling (62.01Z, 62.01, 62.0 or 62), None when the text holds none.

    A zero that a spreadsheet dropped comes back where the letter proves it: 111Z is 01.11Z. Words after the code
    (“6201Z - Programmation informatique”) are left out.
    """
    given = text.strip().upper().partition(" - ")[0].partition(" – ")[0].partition(":")[0].split("(")[0]
    bare = _LEFT_OUT.sub("", given)
    if _LOST_ZERO.fullmatch(bare):
        bare = f"0{bare}"
    found = _CODE.fullmatch(bare)
    if len(bare) == 3 and bare.isdecimal() and "." not in given:
        return None  # 111 may be 11.1 or what is left of 01.11
    if not found or found[1] not in _table()["division"]:
        return None
    return found[1] + (f".{found[2]}{found[3] or ''}{found[4] or ''}" if found[2] else "")


def section_of(code: str) -> str:
    """The letter of the section a NAF code belongs to; "" for what is no code."""
    if code[:2] not in _table()["division"]:
        return ""
    sections = _table()["section"]
    return max((letter for letter in sections if sections[letter]["first"] <= int(code[:2])), default="")


def sector_label(code: str, language: str) -> str:
    """What the division of a NAF code, or a section by its letter, is called in "en" or "fr"; "" for what is none."""
    entry = _table()["division"].get(code[:2]) or _table()["section"].get(code, {})
    return str(entry.get(language, ""))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resource_path("import", "sectors.toml").read_text(encoding="utf-8"))
