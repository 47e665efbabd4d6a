"""The contacts of one company take turns: at most one of them is due on a day, unless promised or asked for.

Of those that would be due in tiers 2 to 5 one is: the hottest; without a hot one that already called today, else the
first in the queue's order. Once a contact was called, the others wait until the day after. Promises and hot signals
(tiers 1 and 2) never wait: someone asked for that call.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sdrdesk.core.domain.call_queue import Key

HOT_TIER = 2
"""Contacts of this tier come first and never wait; those of the tiers after it wait for them and for each other."""
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


def turn_of(contacts: Collection[Contact], called: Mapping[str, datetime]) -> Turn | None:
    """Whose turn it is; `called` holds the company's leads called today, each with the end of that day in its zone."""
    if not contacts:
        return None
    ends = max(called.values(), default=None)
    hot = [c for c in contacts if c.tier == HOT_TIER]
    again = [c for c in contacts if c.lead in called]
    first = min(hot or again or contacts, key=lambda c: c.order)
    return Turn(first.lead, None if hot or again else ends, ends)
