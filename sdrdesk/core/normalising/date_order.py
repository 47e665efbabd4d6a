"""Whether the dates of a column put the day or the month first: a number over 12 proves it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBERS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the dates of a column read; `doubtful` where some read both ways and nothing proves which, or both are."""

    month_first: bool = False
    doubtful: bool = False


def reads_both_ways(text: str) -> bool:
    """Whether a text names one day read day first and another read month first (03/04/2026)."""
    found = _NUMBERS.match(text)
    first, second = (int(found[1]), int(found[2])) if found else (0, 0)
    return first != second and 0 < first <= 12 and 0 < second <= 12


def order_of(texts: Iterable[str], month_first: bool = False) -> DateOrder:
    """The order that these dates prove; `month_first` is taken where they prove none. Reads on until both are seen."""
    proven: set[bool] = set()
    either = False
    for text in texts:
        found = _NUMBERS.match(text)
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        if second > 12 >= first > 0:
            proven.add(True)
        elif first > 12 >= second > 0:
            proven.add(False)
        elif reads_both_ways(text):
            either = True
        if len(proven) == 2:
            return DateOrder(month_first, doubtful=True)
    return DateOrder(proven.pop()) if proven else DateOrder(month_first, doubtful=either)
