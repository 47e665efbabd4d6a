"""Numbers, amounts and dates as people type them in a form."""

from datetime import date

from sdrdesk.core.domain.typed_dates import read_day
from sdrdesk.core.domain.typed_numbers import read_amount, read_number
from sdrdesk.core.domain.typed_words import Ambiguous, Reads, Understood

__all__ = ["Ambiguous", "Reads", "Understood", "read_amount", "read_day", "read_number", "typed_day", "typed_number"]


def typed_number(text: str) -> float | int | None:
    """A number or an amount as typed; None when it is none, or is to be asked."""
    for found in (read_amount(text), read_number(text)):
        if isinstance(found, Understood):
            return found.value
    return None


def typed_day(text: str, today: date) -> date | None:
    """A day ahead as typed; None when it cannot be told, or is to be asked."""
    found = read_day(text, today)
    return found.value if isinstance(found, Understood) else None
