"""Computes where leads stand and what they score from their facts, and keeps the result as an index."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from sdrdesk.core.domain.answers import Answer, AnswerError, fits, months_until, presumed_answers
from sdrdesk.core.domain.assessment import Assessment, Facts, assess, signals_percent, utc_midnight
from sdrdesk.core.domain.cadence import Channel, Step
from sdrdesk.core.domain.call_queue import Closed, Due, Params, Rules, Standing, Waiting, clock_instants, place
from sdrdesk.core.domain.grid import Grid, Kind
from sdrdesk.core.domain.lead import Lead, Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.queue_facts import HELD_AFTER_PROMISE, Attempt, Claim, Decided, QueueFacts, Touched
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.signals import HOT_TYPES, WARM_TYPES, Signal, latest
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.normalising.names import company_key, email_address
from sdrdesk.core.normalising.phones import can_be_dialled
from sdrdesk.core.operations.calling import CallingGroup, group_of
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.turns import settle
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, qualifications, states
from sdrdesk.core.store.activities import Call, StoredDecision, StoredSignal, Touch
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.leads import Extras
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.store.states import LeadState

SCORED = ("grid", "grid_version", "score", "open", "presumed_out", "score_day", "moves_day")
"""What of a stored state the score made."""
OF_THE_COMPANY = frozenset({"fit", "need_shared", "maturity", "potential", "process"})
"""The topics on which the contacts of one company would answer the same."""
EVERYBODY = ""
"""Who sees what is stored: nobody's claim is their own."""
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
    touches: Sequence[Touch] = ()
    answers: Mapping[str, StoredAnswer] | None = None
    opposed: bool = False
    of_colleague: Mapping[str, Answer] | None = None

    def facts(self) -> Facts:
        """What an assessment by the lead's grid rests on."""
        return facts_of(self.grid, self.lead, self.signals, self.answers or {}, self.of_colleague)


def facts_of(
    grid: Grid,
    lead: Lead,
    signals: Sequence[StoredSignal],
    answers: Mapping[str, StoredAnswer],
    of_colleague: Mapping[str, Answer] | None = None,
) -> Facts:
    """What an assessment rests on; answers that the grid no longer holds are left out.

    `of_colleague` are a colleague's answers about the company, presumed of this lead where its own fields say nothing.
    """
    kept = {c: a.value for c, a in answers.items() if a.asked and fits(grid.criterion(c), a.value)}
    overrides = {c for c, a in answers.items() if a.override_reason is not None and grid.criterion(c)}
    return Facts(
        answers=kept,
        signals=tuple(Signal(s.type, s.at) for s in signals),
        overrides=frozenset(overrides),
        presumed={**(of_colleague or {}), **presumed_answers(grid.criteria, lead.fields())},
    )


def gather(tx: Tx, workspace: Workspace, ids: Collection[str]) -> dict[str, LeadFacts]:
    """The facts of these leads, in few queries, each with the answers to the grid of its campaign."""
    found = leads.get_leads(tx, ids)
    grids = {i: workspace.grid_for(lead.campaign) for i, lead in found.items()}
    extras = leads.get_extras(tx, found)
    calls = activities.calls_of(tx, found)
    signals = activities.signals_of(tx, found)
    decisions = activities.decisions_of(tx, found)
    touches = activities.touches_of(tx, found)
    answers: dict[str, dict[str, StoredAnswer]] = {}
    for grid_id in {g.id for g in grids.values()}:
        answers |= qualifications.answers_of(tx, [i for i in found if grids[i].id == grid_id], grid_id)
    opposed = opposed_leads(tx, found)
    told = _told_by_colleagues(tx, extras, grids)
    return {
        i: LeadFacts(
            lead,
            extras[i],
            grids[i],
            calls.get(i, ()),
            signals.get(i, ()),
            decisions.get(i, ()),
            touches.get(i, ()),
            answers.get(i, {}),
            i in opposed,
            told.get(i),
        )
        for i, lead in found.items()
    }


def _told_by_colleagues(
    tx: Tx, extras: Mapping[str, Extras], grids: Mapping[str, Grid]
) -> dict[str, Mapping[str, Answer]]:
    """What the contacts through whom these leads came to be known answered about the company they share."""
    found: dict[str, Mapping[str, Answer]] = {}
    of = {lead_id: beside.colleague_of for lead_id, beside in extras.items() if beside.colleague_of}
    kept = leads.kept_leads(tx, list(of.values()))
    for lead_id, colleague in of.items():
        grid, colleague = grids[lead_id], kept.get(colleague, colleague)
        said = qualifications.answers_of(tx, [colleague], grid.id).get(colleague, {})
        found[lead_id] = {
            c.id: said[c.id].value
            for c in grid.criteria
            if c.topic in OF_THE_COMPANY
            and c.id in said
            and said[c.id].asked
            and said[c.id].value is not None
            and fits(c, said[c.id].value)
        }
    return found


def queue_facts(
    workspace: Workspace, known: LeadFacts, score: int, presumed_out: bool, *, who: str | None = None
) -> QueueFacts:
    """What a lead's standing depends on, as `who` sees it (by default who works here).

    A claim holds for all but who made it; a call back is left to its owner by everybody else. For EVERYBODY, which is
    what is stored, every claim holds and no call back is anybody's.
    """
    who = workspace.who if who is None else who
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
        attempts=tuple(_attempt(c, who) for c in known.calls),
        decided=_decided(decided) if decided else None,
        hot_at=hot_at,
        hot_type=next((s.type for s in signals if s.at == hot_at and s.type in HOT_TYPES), ""),
        merged=extras.merged_into is not None,
        opposed=known.opposed,
        left_company=any(c.outcome == Outcome.LEFT_COMPANY for c in known.calls),
        excluded=lead.stage is Stage.EXCLUDED,
        snoozed_until=extras.snoozed_until,
        touches=tuple(Touched(t.at, t.step) for t in known.touches),
        ways=ways_to(lead),
        claim=_claim(extras, who),
        snooze_reason=extras.snooze_reason,
    )


def ways_to(lead: Lead) -> frozenset[Channel]:
    """How a lead can be reached beside calls: by e-mail where there is an address; a profile can be looked for."""
    return frozenset({Channel.LINKEDIN, Channel.VISIT, *((Channel.EMAIL,) if email_address(lead.email) else ())})


def _attempt(call: Call, who: str) -> Attempt:
    day = date.fromisoformat(call.until_day) if call.until_day else None
    owner = "" if who in (EVERYBODY, call.owner) else call.owner
    outcome = Outcome(call.outcome)
    return Attempt(call.at, outcome, call.until, day, call.number, call.replaces_promises, call.id, owner)


def _decided(stored: StoredDecision) -> Decided:
    day = date.fromisoformat(stored.until_day) if stored.until_day else None
    decision, route = Decision(stored.decision), Route(stored.route)
    return Decided(stored.at, decision, route, day, stored.reason, stored.id, steps_from(stored.steps))


def steps_text(steps: Sequence[Step]) -> str:
    """The steps of a nurturing as JSON."""
    said = [{"key": s.key, "day": s.day.isoformat(), "channel": s.channel, "template": s.template} for s in steps]
    return json.dumps(said)


def steps_from(text: str) -> tuple[Step, ...]:
    """The steps that `steps_text` wrote."""
    return tuple(
        Step(s["key"], date.fromisoformat(s["day"]), Channel(s["channel"]), s["template"]) for s in json.loads(text)
    )


def _claim(extras: Extras, who: str) -> Claim | None:
    if not extras.claimed_by or extras.claimed_until is None or extras.claimed_by == who:
        return None
    return Claim(extras.claimed_by, extras.claimed_until)


def compute(workspace: Workspace, known: LeadFacts, now: datetime, *, who: str | None = None) -> LeadState:
    """One lead's standing at an instant, as `who` sees it, and its score as of that UTC day."""
    grid, group = known.grid, str(group_of(known.lead))
    rules = workspace.rules_for(group, known.lead.campaign)
    day = now.astimezone(UTC).toordinal()
    facts = known.facts()
    verdict = _scored(grid, facts, utc_midnight(day))
    queue = queue_facts(workspace, known, verdict.earned, bool(verdict.presumed_to_eliminate), who=who)
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
        company=_company(workspace, known.lead, rules),
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
        channel=str(placed.params.get("channel", "")) if isinstance(placed, Due) else "",
    )


def _company(workspace: Workspace, lead: Lead, rules: Rules) -> str:
    """Among whose contacts a lead takes turns: those of its company who are called at about the same hours."""
    among = turns_among(workspace, group_of(lead), rules) if lead.company else ""
    return f"{company_key(lead.company)}{among}" if among else ""


def turns_among(workspace: Workspace, group: CallingGroup, rules: Rules) -> str:
    """What follows a company's key for the contacts of a calling group to take turns among themselves; "" if none do.

    Nobody waits for a colleague whose day has not begun, or who can never be called.
    """
    if workspace.settings["one_contact_a_day"] == "off" or not rules.hours.ever_opens:
        return ""
    return f" @ {group.zone or workspace.settings['zone']} {group.country or workspace.country}"


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
    on = utc_midnight(day).date()
    come = all(c.band(months_until(until, on)) is c.bands[0] for c, until in dated)  # as near as a date can get
    if come and not any(today[: len(decaying)]):
        return None
    return next((d for d in range(day + 1, day + FARTHEST_MOVE) if value(d) != today), day + FARTHEST_MOVE)


def refresh(tx: Tx, workspace: Workspace, ids: Iterable[str], now: datetime) -> None:
    """Compute and store the standing and score of these leads, and whose turn it is in their companies.

    Within the caller's transaction. Stored is what holds whoever reads: a claim makes a lead wait there for its owner
    too, who has it placed anew on reading.
    """
    for batch in leads.in_batches(ids):
        companies = states.companies_of(tx, batch)
        fresh = alone(tx, workspace, batch, now, who=EVERYBODY)
        states.put_states(tx, list(fresh.values()))
        give_turns(tx, workspace, companies | {s.company for s in fresh.values()}, now, fresh)


def give_turns(
    tx: Tx, workspace: Workspace, companies: Collection[str], now: datetime, fresh: Mapping[str, LeadState]
) -> None:
    """Store whose turn it is in these companies; `fresh` was just placed, and stored, as if alone."""
    shared = states.shared_companies(tx, companies)
    place_others = partial(_at_another_time, tx, workspace, now, who=EVERYBODY)
    settled = settle(tx, workspace, now, fresh, shared, place_others)
    states.put_states(tx, list(settled.values()))


def alone(
    tx: Tx, workspace: Workspace, ids: Collection[str], at: datetime, *, who: str | None = None
) -> dict[str, LeadState]:
    """These leads placed at an instant as if each were its company's only contact."""
    return {i: compute(workspace, known, at, who=who) for i, known in gather(tx, workspace, ids).items()}


def placed_at(tx: Tx, workspace: Workspace, ids: Collection[str], at: datetime) -> dict[str, LeadState]:
    """Where these leads stand at an instant, and their colleagues where that moves them; nothing is stored."""
    fresh = _at_another_time(tx, workspace, at, ids)
    companies = states.companies_of(tx, ids) | {s.company for s in fresh.values()}
    return fresh | settle(tx, workspace, at, fresh, companies, partial(_at_another_time, tx, workspace, at))


def _at_another_time(
    tx: Tx, workspace: Workspace, at: datetime, ids: Collection[str], *, who: str | None = None
) -> dict[str, LeadState]:
    """Leads placed alone; only the place follows the clock, the stored score orders until it is refreshed."""
    stored = states.get_states(tx, ids)
    fresh = alone(tx, workspace, ids, at, who=who)
    return {i: _with_score_of(stored[i], s) if i in stored else s for i, s in fresh.items()}


def _with_score_of(stored: LeadState, fresh: LeadState) -> LeadState:
    kept = replace(fresh, **{name: getattr(stored, name) for name in SCORED})
    if fresh.tier == 4:
        return replace(kept, k1=-stored.score)
    return replace(kept, k1=int(stored.presumed_out), k2=-stored.score) if fresh.tier == 5 else kept


def seen_otherwise(tx: Tx, workspace: Workspace, at: datetime) -> dict[str, None]:
    """The leads that stand elsewhere for who works here than for everybody: claimed by them, or left to others."""
    others = activities.left_to_others(tx, workspace.who, at - HELD_AFTER_PROMISE, at)
    return dict.fromkeys([*states.claimed_by(tx, workspace.who), *others])


def outdated(state: LeadState, at: datetime) -> bool:
    """Whether a lead has to be placed anew: the clock has moved it, or had not yet, or a claim may be one's own."""
    moved = (state.changes_at and state.changes_at <= at) or (state.valid_from and state.valid_from > at)
    return bool(moved) or state.code == states.CLAIMED


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


def stored_standing(workspace: Workspace, state: LeadState, at: datetime) -> Standing:
    """The standing that was stored, as a value; who waits behind a colleague waits for the next day at least."""
    params = {k: _decoded(v) for k, v in json.loads(state.params).items()}
    if state.state == "due":
        return Due(state.tier or 5, state.code, (state.k1 or 0, state.k2 or 0, state.k3 or 0), params)
    if state.state == "waiting":
        zone = workspace.zone_of(CallingGroup.read(state.calling_group).zone)
        tomorrow = day_start(at.astimezone(zone).date() + timedelta(days=1), zone)
        return Waiting(state.until or tomorrow, state.code, params)
    return Closed(state.code, params)
