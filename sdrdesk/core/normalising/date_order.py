"""Whether the dates of a column put the day or the month first: a number over 12 proves it."""

import re
from dataclasses import dataclass

_NUMBERS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the dates of a column read; `doubtful` where some read both ways and nothing proves which."""

    month_first: bool = False
    doubtful: bool = False


def reads_both_ways(text: str) -> bool:
    """Whether a text names one day read day first and another read month first (03/04/2026)."""
    found = _NUMBERS.match(text)
    first, second = (int(found[1]), int(found[2])) if found else (0, 0)
    return first != second and 0 < first <= 12 and 0 < second <= 12


class DateProof:
    """What the dates of a column prove of their order, seen one by one."""

    def __init__(self) -> None:
        self._proven: set[bool] = set()
        self._either = False

    def see(self, text: str) -> None:
        """Take one text of the column in; one that is no date in figures proves nothing."""
        found = _NUMBERS.match(text)
        if not found:
            return
        first, second = int(found[1]), int(found[2])
        if second > 12 >= first > 0:
            self._proven.add(True)
        elif first > 12 >= second > 0:
            self._proven.add(False)
        elif first != second and 0 < first <= 12 and 0 < second <= 12:
            self._either = True

    def order(self, month_first: bool = False) -> DateOrder:
        """The order proven; `month_first` is taken where none is, or both are."""
        if len(self._proven) == 1:
            return DateOrder(*self._proven)
        return DateOrder(month_first, doubtful=self._either)
