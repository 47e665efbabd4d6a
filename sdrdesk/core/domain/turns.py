"""The contacts of one company take turns: at most one of them is due on a day, unless promised or asked for.

Of those that would be due in tiers 3 to 5 one is: the one already called today, else the first in the queue's order.
Once a contact was called, the others wait until the day after. Promises and hot signals (tiers 1 and 2) never wait:
someone asked for that call.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sdrdesk.core.domain.call_queue import Due, Key

FIRST_TIER = 3
"""Tiers from this one on take turns."""
BEHIND, CALLED = "colleague_first", "colleague_called"
"""Why a contact waits: a colleague comes first, or one was called today."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact that would be due by itself, with its place in the queue's order."""

    lead: str
    tier: int
    key: Key

    @property
    def order(self) -> tuple[int, Key, str]:
        """Its place among the due."""
        return self.tier, self.key, self.lead


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is in a company; `until` is set when even that contact waits, since another was called today.

    `changes_at` is when the turn may pass on by the clock alone: the end of a day on which somebody was called.
    """

    lead: str
    until: datetime | None = None
    changes_at: datetime | None = None


def takes_turns(placed: object) -> bool:
    """Whether a lead so placed has to take turns with its colleagues."""
    return isinstance(placed, Due) and placed.tier >= FIRST_TIER


def turn_of(contacts: Collection[Contact], called: Mapping[str, datetime]) -> Turn | None:
    """Whose turn it is; `called` holds the company's leads called today, each with the end of that day in its zone."""
    if not contacts:
        return None
    ends = max(called.values(), default=None)
    again = [c for c in contacts if c.lead in called]
    first = min(again or contacts, key=lambda c: c.order)
    return Turn(first.lead, None if again else ends, ends)
