"""How many people a company employs, as files say it: a number, a bracket, an INSEE code."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.normalising.dates import month_number


@dataclass(frozen=True, slots=True)
class Bracket:
    """From the lowest to the highest number of people, both included; None: no upper bound."""

    lowest: int
    highest: int | None

    @property
    def text(self) -> str:
        """The bracket as it is stored: 12, 50-99, 10000+."""
        if self.highest is None:
            return f"{self.lowest}+"
        return str(self.lowest) if self.lowest == self.highest else f"{self.lowest}-{self.highest}"


INSEE = {
    "NN": Bracket(0, 0), "00": Bracket(0, 0), "01": Bracket(1, 2), "02": Bracket(3, 5), "03": Bracket(6, 9),
    "11": Bracket(10, 19), "12": Bracket(20, 49), "21": Bracket(50, 99), "22": Bracket(100, 199),
    "31": Bracket(200, 249), "32": Bracket(250, 499), "41": Bracket(500, 999), "42": Bracket(1000, 1999),
    "51": Bracket(2000, 4999), "52": Bracket(5000, 9999), "53": Bracket(10000, None),
}  # fmt: skip
"""The brackets of workforce in the French register of companies (Sirene), by their codes."""

_PLAIN_NUMBERS = frozenset(("11", "12", "21", "22", "31", "32", "41", "42", "51", "52", "53"))
_NUMBER = re.compile(r"(\d{1,3}(?:[ .,]\d{3})+|\d+)(?:[.,](\d))? ?(k(?![a-z])|mille\b)?")
_NOBODY = re.compile(r"\b(?:aucun|sans|pas de|no|none|zero|unite non employeuse|non employeu\w+)\b")
_ALONE = re.compile(r"\b(?:self employed|self-employed|auto[ -]?entrepreneur|independant|freelance|solo)\b")
_BELOW = re.compile(r"<(?! ?=)|\b(?:moins de|less than|fewer than|under|below|weniger als|unter)\b")
_UP_TO = re.compile(r"≤|<=|\b(?:jusqu a|jusqu'a|jusqu’a|up to|at most|au plus|maximum|max|bis zu|bis)\b")
_ABOVE = re.compile(r">(?! ?=)|\b(?:plus de|more than|over|above|mehr als|uber)\b")
_FROM = re.compile(r"\+|≥|>=|\b(?:et plus|ou plus|and more|or more|and over|and above|at least|au moins|mehr|ab)\b")
_DATED = re.compile(r"(?:(\d{1,2})[ \-/.]+([a-z]+)|([a-z]+)[ \-/.]+(\d{1,2}))\.?")


def are_insee_codes(values: Collection[str]) -> bool:
    """Whether the values of a column are INSEE codes rather than numbers: all are, and one can be nothing else."""
    given = {v.strip().upper() for v in values if v.strip()}
    return bool(given) and given <= INSEE.keys() and not given <= _PLAIN_NUMBERS


@lru_cache(4096)
def bracket_of(text: str, insee: bool = False) -> Bracket | None:
    """How many people a text says, None when it says no number; `insee` when the column holds INSEE codes."""
    code = text.strip().upper()
    if code in INSEE and (insee or code not in _PLAIN_NUMBERS):
        return INSEE[code]
    plain = folded(text).replace("\u2013", "-").replace("\u2014", "-")
    if dated := _undated(plain):
        return dated
    numbers = [_number(m) for m in _NUMBER.finditer(plain)]
    if not numbers:
        return Bracket(0, 0) if _NOBODY.search(plain) else Bracket(1, 1) if _ALONE.search(plain) else None
    if len(numbers) > 1:
        return Bracket(numbers[0], numbers[1]) if numbers[0] <= numbers[1] else None
    return _open(plain, numbers[0])


def _open(plain: str, number: int) -> Bracket | None:
    if re.match(r"[-−]\s*\d", plain):
        return None
    if _UP_TO.search(plain):
        return Bracket(0, number)
    if _BELOW.search(plain):
        return Bracket(0, max(0, number - 1))
    if _FROM.search(plain):
        return Bracket(number, None)
    if _ABOVE.search(plain):
        return Bracket(number + 1, None)
    return Bracket(number, number)


def _number(found: re.Match[str]) -> int:
    whole = int(re.sub(r"\D", "", found[1]))
    if not found[3]:
        return whole
    return whole * 1000 + int(found[2] or 0) * 100


def _undated(plain: str) -> Bracket | None:
    """A bracket that a spreadsheet took for a date: 11-50 is shown as nov-50, 2-10 as 02-oct or 10-Feb."""
    found = _DATED.fullmatch(plain)
    if not found:
        return None
    month, number = month_number(found[2] or found[3]), int(found[1] or found[4])
    return Bracket(*sorted((month, number))) if month and month != number else None
