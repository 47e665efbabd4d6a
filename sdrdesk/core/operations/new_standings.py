"""Places leads that were just made, many at once, exactly where `standings.refresh` would place each.

Nobody called, decided on or put off any of them yet: where such a lead stands follows from a few of its columns and its
signals, and leads alike in these stand alike. One of them is computed as any lead is; the others are like it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

from sdrdesk.core.domain.answers import Answer, AnswerError, number_of, presumed_answer
from sdrdesk.core.domain.call_queue import Rules
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.lead import LEAD_FIELDS, Lead, Stage
from sdrdesk.core.domain.turns import HOT_TIER
from sdrdesk.core.normalising.phones import can_be_dialled
from sdrdesk.core.operations.calling import CallingGroup, group_of
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.standings import EVERYBODY, LeadFacts, compute, give_turns, turns_among
from sdrdesk.core.operations.turns import behind_colleague
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.activities import StoredSignal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.first_contacts import FirstContact, first_contacts_of, put_behind
from sdrdesk.core.store.leads import Extras, LeadRow
from sdrdesk.core.store.states import LeadState, Order, StateRow, put_state_rows, row_like, state_row

MOST_KEPT = 20_000
"""Kinds of leads, and texts of a column, that are remembered: a file may have another one on every line."""
_ANY_DAY = date(2000, 1, 1)
"""On which step a number falls does not depend on the day."""
_BY_TIME = attrgetter("at", "id")


@dataclass(frozen=True, slots=True)
class _Like:
    """How leads of one kind stand, and their row: as if each were its company's only contact, and behind another."""

    state: LeadState
    row: StateRow
    behind: StateRow


@dataclass(slots=True)
class _Placed:
    """A new lead, what it is like, and the company in which it takes turns, if any."""

    lead: str
    company: str
    like: _Like

    @property
    def order(self) -> Order:
        """Its place among the due."""
        return (*self.like.state.order[:4], self.lead)

    def as_state(self) -> LeadState:
        """Its state, as if alone."""
        return replace(self.like.state, lead=self.lead, company=self.company)


class NewLeads:
    """Places the new leads of one operation, batch after batch, all as at one instant."""

    def __init__(self, workspace: Workspace, at: datetime) -> None:
        self._workspace, self._at = workspace, at
        self._kinds: dict[tuple[str, str], _Kinds] = {}
        self._in_force: dict[tuple[str, str], _Kinds] = {}
        self._groups: dict[tuple[str, str, str, str], str] = {}

    def place(self, tx: Tx, made: Sequence[LeadRow], signals: Iterable[StoredSignal] = ()) -> None:
        """Store where leads stand that were just stored, and whose turn it is in their companies.

        `signals` are all that these leads have. Within the caller's transaction.
        """
        signs: dict[str, list[StoredSignal]] = {}
        for sign in sorted(signals, key=_BY_TIME):
            signs.setdefault(sign.lead, []).append(sign)
        self._in_force = {}
        opposed = opposed_leads(tx, {row.lead.id: row.lead for row in made})
        placed = [self._placed(row, signs.get(row.lead.id, ()), row.lead.id in opposed) for row in made]
        self._store(tx, placed)

    def _placed(self, row: LeadRow, signals: Sequence[StoredSignal], opposed: bool) -> _Placed:
        kinds = self._kinds_of(row.lead)
        company = f"{row.company_key}{kinds.among}" if row.lead.company and kinds.among else ""
        return _Placed(row.lead.id, company, kinds.like(row, signals, opposed))

    def _kinds_of(self, lead: Lead) -> "_Kinds":
        """Leads of its campaign and calling group; forgotten when, between batches, the grid or the rules change."""
        group = self._group(lead)
        in_force = self._in_force.get((lead.campaign, group))
        if in_force is not None:
            return in_force
        grid, rules = self._workspace.grid_for(lead.campaign), self._workspace.rules_for(group, lead.campaign)
        known = self._kinds.get((lead.campaign, group))
        if known is None or known.grid is not grid or known.rules is not rules:
            known = self._kinds[lead.campaign, group] = _Kinds(self._workspace, self._at, group, grid, rules)
        self._in_force[lead.campaign, group] = known
        return known

    def _group(self, lead: Lead) -> str:
        if not lead.country.strip():
            return str(group_of(lead))
        key = lead.country, lead.region, lead.zone, lead.contact_kind
        known = self._groups.get(key)
        if known is None:
            known = str(group_of(lead))
            if len(self._groups) < MOST_KEPT:
                self._groups[key] = known
        return known

    def _store(self, tx: Tx, placed: Sequence[_Placed]) -> None:
        mine: dict[str, list[_Placed]] = {}
        for one in placed:
            if one.company:
                mine.setdefault(one.company, []).append(one)
        first = first_contacts_of(tx, mine)
        behind: set[str] = set()
        passed_over: list[str] = []
        unsettled: dict[str, LeadState] = {}
        for company, new in mine.items():
            there = first.get(company)
            if there is not None and not there.comes_first(self._at):
                unsettled |= {one.lead: one.as_state() for one in new}
                continue
            turn = _turn(new, there)
            behind |= {one.lead for one in new if (one.like.state.tier or 0) > HOT_TIER and one.lead != turn}
            if there is not None and turn not in ("", there.lead):
                passed_over.append(there.lead)
        rows = [
            row_like(one.like.behind if one.lead in behind else one.like.row, one.lead, one.company) for one in placed
        ]
        put_state_rows(tx, rows)
        put_behind(tx, passed_over)
        if unsettled:
            give_turns(tx, self._workspace, {s.company for s in unsettled.values()}, self._at, unsettled)


def _turn(new: Sequence[_Placed], there: FirstContact | None) -> str:
    """Whose turn it is in a company of which nobody was ever called (see `domain.turns`); "" where none is new."""
    would_be_due = [one for one in new if (one.like.state.tier or 0) >= HOT_TIER]
    if not would_be_due:
        return ""
    orders = [one.order for one in would_be_due if one.like.state.tier == HOT_TIER]
    if not orders:
        orders = [one.order for one in would_be_due] + ([there.order] if there else [])
    return min(orders)[-1]


class _Kinds:
    """How leads of a campaign and calling group are judged, and those seen so far by all that tells them apart."""

    def __init__(self, workspace: Workspace, at: datetime, group: str, grid: Grid, rules: Rules) -> None:
        self._workspace, self._at = workspace, at
        self.grid, self.rules = grid, rules
        self.among = turns_among(workspace, CallingGroup.read(group), rules)
        self._seen: dict[tuple[Any, ...], _Like] = {}
        asked = [c for c in grid.criteria if c.field in LEAD_FIELDS and c.kind is not Kind.SIGNALS]
        self._fields: list[tuple[str, Criterion, dict[str, Answer]]] = [(str(c.field), c, {}) for c in asked]

    def like(self, row: LeadRow, signals: Sequence[StoredSignal], opposed: bool) -> _Like:
        """What a lead is like."""
        lead = row.lead
        told_apart = (
            opposed,
            can_be_dialled(lead.phone) or can_be_dialled(lead.mobile),
            lead.zone,
            lead.stage is Stage.EXCLUDED,
            row.created_at,
            tuple([(s.type, s.at) for s in signals]),
            *[_step(criterion, getattr(lead, name), known) for name, criterion, known in self._fields],
        )
        found = self._seen.get(told_apart)
        if found is None:
            found = self._computed(row, signals, opposed)
            if len(self._seen) < MOST_KEPT:
                self._seen[told_apart] = found
        return found

    def _computed(self, row: LeadRow, signals: Sequence[StoredSignal], opposed: bool) -> _Like:
        # As they would be read back: in UTC.
        extras = Extras(row.created_at.astimezone(UTC), None, None, None, "", None)
        signs = [replace(s, at=s.at.astimezone(UTC)) for s in signals]
        known = LeadFacts(row.lead, extras, self.grid, signals=signs, answers={}, opposed=opposed)
        state = compute(self._workspace, known, self._at, who=EVERYBODY)
        return _Like(state, state_row(state), state_row(behind_colleague(state)))


def _step(criterion: Criterion, text: str, known: dict[str, Answer]) -> Answer:
    """On which of a criterion's steps a text falls; two texts with the same weigh the same on every day."""
    if text in known:
        return known[text]
    answer = presumed_answer(criterion, text)
    if criterion.kind in (Kind.NUMBER, Kind.MONEY) and answer is not None:
        try:
            band = criterion.band(number_of(criterion, answer, _ANY_DAY))
            answer = next(n for n, one in enumerate(criterion.bands) if one is band)
        except AnswerError:
            pass  # left out of the score: any such number weighs the same, but this is not for here to know
    if len(known) < MOST_KEPT:
        known[text] = answer
    return answer
