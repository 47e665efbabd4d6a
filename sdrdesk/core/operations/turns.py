"""Applies the turns of a company's contacts to where they stand (see `domain.turns`)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sdrdesk.core.domain.turns import BEHIND, CALLED, FIRST_TIER, Contact, turn_of
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.operations.calling import CallingGroup
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, states
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.states import LeadState

LONGEST_DAY = timedelta(hours=26)
"""No local day is longer."""
Alone = Callable[[Collection[str]], Mapping[str, LeadState]]
"""Places leads as if each were its company's only contact."""


def settle(
    tx: Tx, workspace: Workspace, at: datetime, fresh: Mapping[str, LeadState], companies: Collection[str], alone: Alone
) -> dict[str, LeadState]:
    """The states that taking turns gives at an instant to contacts of these companies, where it changes them.

    `fresh` are leads just placed as if alone, stored or not; `alone` places others so.
    """
    found: dict[str, LeadState] = {}
    for company in companies:
        if company:
            found |= _Company(tx, workspace, at, company, fresh).settled(alone)
    return found


class _Company:
    """One company at an instant: who would be due, who is stored as due, who was called that day."""

    def __init__(
        self, tx: Tx, workspace: Workspace, at: datetime, company: str, fresh: Mapping[str, LeadState]
    ) -> None:
        self._tx, self._workspace, self._at = tx, workspace, at
        self._mine = {i: s for i, s in fresh.items() if s.company == company}
        stored = states.first_contacts(tx, company, len(fresh) + 1)
        recent = states.called_since(tx, company, at - LONGEST_DAY)
        self._recent = [s for s in recent if s.lead not in fresh] + [s for s in self._mine.values() if s.last_call]
        self._stored = {s.lead: s for s in [*stored, *recent] if s.lead not in fresh}
        self._due = {i for i in states.due_contacts(tx, company) if i not in fresh}
        # Whose turn it was, but for a call to a colleague: behind, once that colleague is due again.
        self._held = {s.lead for s in self._stored.values() if s.code == CALLED}
        self._ever_called = bool(self._recent) or states.ever_called(tx, company)

    def settled(self, alone: Alone) -> dict[str, LeadState]:
        """The states that differ from what is stored or was given."""
        would_be_due = [s for s in (*self._stored.values(), *self._mine.values()) if (s.tier or 0) >= FIRST_TIER]
        contacts = [Contact(s.lead, s.tier or 0, (s.k1 or 0, s.k2 or 0, s.k3 or 0)) for s in would_be_due]
        turn = turn_of(contacts, self._called())
        if turn is None:
            return {}
        found = {}
        for lead_id in [s.lead for s in self._mine.values() if (s.tier or 0) >= FIRST_TIER] + sorted(
            self._due | self._held
        ):
            if lead_id != turn.lead:
                known = self._mine.get(lead_id) or alone([lead_id])[lead_id]
                found[lead_id] = replace(known, state="waiting", code=BEHIND, params="{}", until=None, next_date=None)
        first = self._mine.get(turn.lead)
        if first is None:
            first = self._stored[turn.lead]
            if turn.lead in self._due and turn.until is None and not self._ever_called:
                return found
            first = alone([turn.lead])[turn.lead]
        if turn.until:
            first = replace(first, state="waiting", code=CALLED, params="{}", until=turn.until, next_date=turn.until)
        if self._ever_called:
            first = replace(
                first,
                valid_from=max(filter(None, (first.valid_from, self._day_of(first)[0]))),
                changes_at=min(filter(None, (first.changes_at, turn.changes_at)), default=None),
            )
        return {**found, turn.lead: first}

    def _called(self) -> dict[str, datetime]:
        """The leads called on the day of this instant, with the end of it, each in its own zone."""
        found = {}
        for state in self._recent:
            start, end = self._day_of(state)
            last = state.last_call
            assert last is not None
            if last >= end:  # asked of an earlier day than the last call's
                calls = activities.calls_of(self._tx, [state.lead]).get(state.lead, [])
                last = next((c.at for c in calls if start <= c.at < end), last)
            if start <= last < end:
                found[state.lead] = end
        return found

    def _day_of(self, state: LeadState) -> tuple[datetime, datetime]:
        zone = self._workspace.zone_of(CallingGroup.read(state.calling_group).zone)
        day = self._at.astimezone(zone).date()
        return day_start(day, zone), day_start(day + timedelta(days=1), zone)
