"""Applies the turns of a company's contacts to where they stand (see `domain.turns`)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sdrdesk.core.domain.turns import BEHIND, CALLED, HOT_TIER, Contact, turn_of
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

    `fresh` are leads just placed as if alone, stored or not; `alone` places others so. A few statements in all.
    """
    named = [c for c in companies if c]
    if not named:
        return {}
    first = states.first_contacts(tx, named, len(fresh) + 1)
    recent = states.called_since(tx, named, at - LONGEST_DAY)
    due, ever_called = states.due_contacts(tx, named), states.ever_called(tx, named)
    mine: dict[str, dict[str, LeadState]] = {}
    for state in fresh.values():
        mine.setdefault(state.company, {})[state.lead] = state
    asked = []
    for name in named:
        others = {s.lead: s for s in [*first.get(name, ()), *recent.get(name, ())] if s.lead not in fresh}
        own, still_due = mine.get(name, {}), {i for i in due.get(name, ()) if i not in fresh}
        company = _Company(tx, workspace, at, own, others, still_due, name in ever_called)
        if company.turn:
            asked.append(company)
    placed = alone(sorted({lead_id for company in asked for lead_id in company.to_place()}))
    return {lead_id: state for company in asked for lead_id, state in company.settled(placed).items()}


def behind_colleague(state: LeadState) -> LeadState:
    """A contact that would be due by itself, where it waits for a colleague."""
    return replace(state, state="waiting", code=BEHIND, params="{}", until=None, next_date=None)


class _Company:
    """One company at an instant: its contacts just placed and those stored, which of these are stored as due."""

    def __init__(
        self,
        tx: Tx,
        workspace: Workspace,
        at: datetime,
        mine: Mapping[str, LeadState],
        stored: Mapping[str, LeadState],
        due: Collection[str],
        ever_called: bool,
    ) -> None:
        self._tx, self._workspace, self._at = tx, workspace, at
        self._mine, self._stored, self._due = mine, stored, due
        since = at - LONGEST_DAY
        self._recent = [s for s in stored.values() if s.last_call and s.last_call >= since]
        self._recent += [s for s in mine.values() if s.last_call]
        self._ever_called = ever_called or bool(self._recent)
        would_be_due = [s for s in (*stored.values(), *mine.values()) if (s.tier or 0) >= HOT_TIER]
        contacts = [Contact(s.lead, s.tier or 0, (s.k1 or 0, s.k2 or 0, s.k3 or 0)) for s in would_be_due]
        self.turn = turn_of(contacts, self._called())

    def _behind(self) -> list[str]:
        """The contacts that would be due or are stored so, and whose turn it is not; a hot one never waits."""
        assert self.turn is not None
        # Whose turn it was, but for a call to a colleague, is behind once that colleague is due again.
        held = {s.lead for s in self._stored.values() if s.code == CALLED}
        waiting = [s.lead for s in self._mine.values() if (s.tier or 0) > HOT_TIER] + sorted({*self._due, *held})
        return [lead_id for lead_id in waiting if lead_id != self.turn.lead]

    def _stays(self) -> bool:
        """Whether the contact whose turn it is stands as stored."""
        assert self.turn is not None
        stored_due = self.turn.lead in self._due and self.turn.until is None
        return self.turn.lead not in self._mine and stored_due and not self._ever_called

    def to_place(self) -> list[str]:
        """The contacts whose states must be computed as if alone."""
        assert self.turn is not None
        first = [] if self._stays() else [self.turn.lead]
        return [lead_id for lead_id in [*self._behind(), *first] if lead_id not in self._mine]

    def settled(self, placed: Mapping[str, LeadState]) -> dict[str, LeadState]:
        """The states that differ from what is stored or was given; `placed` has those asked for."""
        turn = self.turn
        assert turn is not None
        known = {**placed, **self._mine}
        found = {lead_id: behind_colleague(known[lead_id]) for lead_id in self._behind()}
        if self._stays():
            return found
        first = known[turn.lead]
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
