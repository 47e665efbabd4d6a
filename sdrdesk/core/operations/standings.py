"""Computes where leads stand and what they score from their facts, and keeps the result as an index."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sdrdesk.core.domain.answers import AnswerError, fits, months_until, presumed_answers
from sdrdesk.core.domain.assessment import Assessment, Facts, assess, signals_percent, utc_midnight
from sdrdesk.core.domain.call_queue import (
    Attempt,
    Claim,
    Closed,
    Decided,
    Due,
    Params,
    QueueFacts,
    Standing,
    Waiting,
    clock_instants,
    place,
)
from sdrdesk.core.domain.grid import Grid, Kind
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.signals import HOT_TYPES, WARM_TYPES, Signal, latest
from sdrdesk.core.normalising.phones import can_be_dialled
from sdrdesk.core.operations.calling import group_of
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, qualifications, states
from sdrdesk.core.store.activities import Call, StoredDecision, StoredSignal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.leads import Extras
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.store.states import LeadState

FARTHEST_MOVE = 400
"""Days looked ahead for the day on which a stored score next moves."""


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """All that is stored about one lead, as the pure functions want it."""

    lead: Lead
    extras: Extras
    grid: Grid
    calls: Sequence[Call] = ()
    signals: Sequence[StoredSignal] = ()
    decisions: Sequence[StoredDecision] = ()
    answers: Mapping[str, StoredAnswer] | None = None
    opposed: bool = False

    def facts(self) -> Facts:
        """What an assessment by the lead's grid rests on."""
        return facts_of(self.grid, self.lead, self.signals, self.answers or {})


def facts_of(grid: Grid, lead: Lead, signals: Sequence[StoredSignal], answers: Mapping[str, StoredAnswer]) -> Facts:
    """What an assessment rests on; answers that the grid no longer holds are left out."""
    kept = {c: a.value for c, a in answers.items() if a.asked and fits(grid.criterion(c), a.value)}
    overrides = {c for c, a in answers.items() if a.override_reason is not None and grid.criterion(c)}
    return Facts(
        answers=kept,
        signals=tuple(Signal(s.type, s.at) for s in signals),
        overrides=frozenset(overrides),
        presumed=presumed_answers(grid.criteria, lead.fields()),
    )


def gather(tx: Tx, workspace: Workspace, ids: Collection[str]) -> dict[str, LeadFacts]:
    """The facts of these leads, in few queries, each with the answers to the grid of its campaign."""
    found = leads.get_leads(tx, ids)
    grids = {i: workspace.grid_for(lead.campaign) for i, lead in found.items()}
    extras = leads.get_extras(tx, found)
    calls = activities.calls_of(tx, found)
    signals = activities.signals_of(tx, found)
    decisions = activities.decisions_of(tx, found)
    answers: dict[str, dict[str, StoredAnswer]] = {}
    for grid_id in {g.id for g in grids.values()}:
        answers |= qualifications.answers_of(tx, [i for i in found if grids[i].id == grid_id], grid_id)
    opposed = opposed_leads(tx, found)
    return {
        i: LeadFacts(
            lead,
            extras[i],
            grids[i],
            calls.get(i, ()),
            signals.get(i, ()),
            decisions.get(i, ()),
            answers.get(i, {}),
            i in opposed,
        )
        for i, lead in found.items()
    }


def queue_facts(workspace: Workspace, known: LeadFacts, score: int, presumed_out: bool) -> QueueFacts:
    """What a lead's standing depends on."""
    lead, extras = known.lead, known.extras
    signals = [Signal(s.type, s.at) for s in known.signals]
    hot_at = latest(signals, HOT_TYPES)
    decided = known.decisions[-1] if known.decisions else None
    numbers = dict.fromkeys(n for n in (lead.phone, lead.mobile) if can_be_dialled(n))
    return QueueFacts(
        id=lead.id,
        created_at=extras.created_at,
        zone=workspace.zone_of(lead.zone),
        numbers=tuple(numbers),
        score=score,
        presumed_out=presumed_out,
        attempts=tuple(_attempt(workspace, c) for c in known.calls),
        decided=_decided(decided) if decided else None,
        hot_at=hot_at,
        hot_type=next((s.type for s in signals if s.at == hot_at and s.type in HOT_TYPES), ""),
        merged=extras.merged_into is not None,
        opposed=known.opposed,
        left_company=any(c.outcome == Outcome.LEFT_COMPANY for c in known.calls),
        snoozed_until=extras.snoozed_until,
        snooze_reason=extras.snooze_reason,
        claim=_claim(workspace, extras),
    )


def _attempt(workspace: Workspace, call: Call) -> Attempt:
    day = date.fromisoformat(call.until_day) if call.until_day else None
    owner = "" if call.owner == workspace.who else call.owner
    outcome = Outcome(call.outcome)
    return Attempt(call.at, outcome, call.until, day, call.number, call.replaces_promises, call.id, owner)


def _decided(stored: StoredDecision) -> Decided:
    day = date.fromisoformat(stored.until_day) if stored.until_day else None
    return Decided(stored.at, Decision(stored.decision), Route(stored.route), day, stored.reason, stored.id)


def _claim(workspace: Workspace, extras: Extras) -> Claim | None:
    if not extras.claimed_by or extras.claimed_until is None or extras.claimed_by == workspace.who:
        return None
    return Claim(extras.claimed_by, extras.claimed_until)


def compute(workspace: Workspace, known: LeadFacts, now: datetime) -> LeadState:
    """One lead's standing at an instant and its score as of that UTC day."""
    grid, group = known.grid, str(group_of(known.lead))
    rules = workspace.rules_for(group, known.lead.campaign)
    day = now.astimezone(UTC).toordinal()
    facts = known.facts()
    verdict = _scored(grid, facts, utc_midnight(day))
    queue = queue_facts(workspace, known, verdict.earned, bool(verdict.presumed_to_eliminate))
    placed = place(queue, now, rules)
    instants = clock_instants(queue, rules)
    signals = facts.signals
    decided = queue.decided
    key = placed.key if isinstance(placed, Due) else (None, None, None)
    return LeadState(
        lead=known.lead.id,
        state=type(placed).__name__.lower(),
        code=placed.code,
        params=encode_params(placed.params),
        calling_group=group,
        campaign=known.lead.campaign,
        tier=placed.tier if isinstance(placed, Due) else None,
        k1=key[0],
        k2=key[1],
        k3=key[2],
        until=placed.until if isinstance(placed, Waiting) else None,
        valid_from=max((i for i in instants if i <= now), default=None),
        changes_at=min((i for i in instants if i > now), default=None),
        grid=grid.id,
        grid_version=grid.version,
        score=verdict.earned,
        open=verdict.open,
        presumed_out=queue.presumed_out,
        score_day=day,
        moves_day=_moves_day(grid, facts, day),
        hot_at=latest(signals, HOT_TYPES),
        warm_at=latest(signals, HOT_TYPES | WARM_TYPES),
        decision=decided.decision.value if decided else "",
        route=decided.route.value if decided else "",
        reason=decided.reason if decided else "",
        next_date=placed.until if isinstance(placed, Waiting) else None,
        last_call=queue.last_attempt.at if queue.last_attempt else None,
        attempts=len(queue.attempts),
    )


def _scored(grid: Grid, facts: Facts, at: datetime) -> Assessment:
    """An assessment for the index: a value that cannot be read on that day is left out, not fatal."""
    try:
        return assess(grid, facts, at, ask=False)
    except AnswerError as error:
        kept = {c: v for c, v in facts.answers.items() if c != error.criterion}
        presumed = {c: v for c, v in facts.presumed.items() if c != error.criterion}
        return _scored(grid, Facts(kept, facts.signals, facts.overrides, presumed), at)


def _moves_day(grid: Grid, facts: Facts, day: int) -> int | None:
    """The next day on which the score has another value, or None when time does not move it."""
    decaying = [c for c in grid.criteria if c.kind is Kind.SIGNALS and facts.signals]
    known = {**facts.presumed, **facts.answers}
    dated = [
        (c, date.fromisoformat(str(known[c.id])[:10]))
        for c in grid.criteria
        if c.kind is Kind.MONTHS and isinstance(known.get(c.id), str)
    ]
    if not decaying and not dated:
        return None

    def value(at_day: int) -> list[object]:
        at = utc_midnight(at_day)
        percents: list[object] = [signals_percent(c, facts.signals, at) for c in decaying]
        return percents + [c.band(months_until(until, at.date())).percent for c, until in dated]

    today = value(day)
    if not dated and not any(today):
        return None
    return next((d for d in range(day + 1, day + FARTHEST_MOVE) if value(d) != today), day + FARTHEST_MOVE)


def refresh(tx: Tx, workspace: Workspace, ids: Iterable[str], now: datetime) -> None:
    """Compute and store the standing and score of these leads, within the caller's transaction."""
    for batch in leads.in_batches(ids):
        known = gather(tx, workspace, batch)
        states.put_states(tx, [compute(workspace, facts, now) for facts in known.values()])


def encode_params(params: Params) -> str:
    """Parameters as JSON; instants and days keep their kind."""
    return json.dumps({k: _encoded(v) for k, v in params.items()}, ensure_ascii=False)


def _encoded(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _decoded(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["day"])
    return value


def stored_standing(state: LeadState) -> Standing:
    """The standing that was stored, as a value."""
    params = {k: _decoded(v) for k, v in json.loads(state.params).items()}
    if state.state == "due":
        return Due(state.tier or 5, state.code, (state.k1 or 0, state.k2 or 0, state.k3 or 0), params)
    if state.state == "waiting":
        assert state.until is not None
        return Waiting(state.until, state.code, params)
    return Closed(state.code, params)
