"""Answering, overriding and deciding. The verdict recommends; only these acts of a person decide."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.answers import Answer, AnswerError
from sdrdesk.core.domain.assessment import Assessment, Facts, assess, check_facts
from sdrdesk.core.domain.cadence import Step
from sdrdesk.core.domain.grid import Grid, Kind
from sdrdesk.core.domain.human_check import CHECKS, Checked, is_checked
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.signals import Signal
from sdrdesk.core.domain.stages import stage_after
from sdrdesk.core.domain.typed_values import typed_day, typed_number
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import Act, act
from sdrdesk.core.operations.stages import stage_on_the_way
from sdrdesk.core.operations.standings import gather, steps_text
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads, qualifications
from sdrdesk.core.store.activities import Note, StoredDecision
from sdrdesk.core.store.qualifications import Draft, StoredAnswer
from sdrdesk.core.words import Words

ROUTES: Mapping[Decision, tuple[Route, ...]] = {
    Decision.NOW: (Route.CHECK_THEN_MEETING, Route.MEETING, Route.FURTHER_QUALIFICATION),
    Decision.LATER: (Route.NURTURE, Route.FURTHER_QUALIFICATION),
    Decision.NEVER: (Route.EXCLUDE,),
}
"""The routes each decision can take; the first is taken when none is named."""

UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Qualified:
    """What an act left behind: the changes and the verdict after it."""

    changes: Changes
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a handed-over lead is met, and with whom."""

    at: datetime | None = None
    with_whom: str = ""


def check_reason(workspace: Workspace, reason: str) -> None:
    """Raise UserError for a reason code that nothing knows: neither the words table nor a grid's eliminations."""
    grids = {g.id: g for g in (workspace.grid, *map(workspace.grid_for, workspace.campaigns))}
    known = set(Words("en").codes("reason")) | {
        step.eliminates for g in grids.values() for c in g.criteria for step in c.steps if step.eliminates
    }
    if reason and reason not in known:
        raise UserError("unknown_reason", reason=reason, known=sorted(known))


def local_now(workspace: Workspace, zone: str) -> datetime:
    """The present as written where the lead lives: its date is the lead's today."""
    return workspace.now().astimezone(workspace.zone_of(zone))


def assessment_of(workspace: Workspace, lead_id: str) -> tuple[Assessment, Facts]:
    """The verdict on a lead now, by the grid of its campaign, and the facts it rests on."""
    verdict, facts, _now = _assessed(workspace, lead_id)
    return verdict, facts


def _assessed(workspace: Workspace, lead_id: str) -> tuple[Assessment, Facts, datetime]:
    with workspace.store.read() as tx:
        known = gather(tx, workspace, [lead_id]).get(lead_id)
    if known is None:
        raise UserError("unknown_lead", lead=lead_id)
    facts, now = known.facts(), local_now(workspace, known.lead.zone)
    return assess(known.grid, facts, now), facts, now


def grid_of_lead(workspace: Workspace, lead_id: str) -> Grid:
    """The grid that judges a lead; UserError when the lead is gone."""
    with workspace.store.read() as tx:
        lead = leads.get_lead(tx, lead_id)
    if lead is None:
        raise UserError("unknown_lead", lead=lead_id)
    return workspace.grid_for(lead.campaign)


def facts_json(facts: Facts, now: datetime) -> dict[str, Any]:
    """What a verdict rested on: the request of `assess` (formats, section 5) and the presumed answers."""
    return {
        "now": now.isoformat(),
        "answers": dict(facts.answers),
        "overrides": sorted(facts.overrides),
        "signals": [{"type": s.type, "at": s.at.isoformat()} for s in facts.signals],
        "presumed": dict(facts.presumed),
    }


def facts_from(said: Mapping[str, Any]) -> tuple[Facts, datetime]:
    """The facts and the instant that `facts_json` wrote."""
    signals = tuple(Signal(s["type"], datetime.fromisoformat(s["at"])) for s in said["signals"])
    facts = Facts(said["answers"], signals, frozenset(said["overrides"]), said["presumed"])
    return facts, datetime.fromisoformat(said["now"])


def bad_answer(error: AnswerError, words: Words) -> UserError:
    """The fault of an answer, in words."""
    said = words.text("answer_fault", error.code, criterion=error.criterion, value=error.value)
    return UserError("bad_answer", what=said)


def read_answer(grid: Grid, criterion_id: str, said: str, today: date) -> Answer:
    """An answer as a command line gives it: an option id, a number, a date, or "unknown"."""
    criterion = grid.criterion(criterion_id)
    if criterion is None:
        raise AnswerError("unknown_criterion", criterion_id, said)
    if said == "unknown":
        return None
    match criterion.kind:
        case Kind.NUMBER | Kind.MONEY:
            return typed_number(said) if typed_number(said) is not None else said
        case Kind.MONTHS:
            day = typed_day(said, today)
            return day.isoformat() if day else said
        case Kind.CHOICE | Kind.SIGNALS:
            return said


def answer_criterion(
    workspace: Workspace,
    lead_id: str,
    criterion_id: str,
    value: Answer,
    evidence: str | None = None,
    *,
    asked: bool = True,
) -> Qualified:
    """Set what a criterion was answered (None: asked, not known) and the words that prove it; AnswerError if unfit.

    `asked=False` makes it not asked again; an override of it stays.
    """
    changes = keep_answer(workspace, lead_id, criterion_id, value, evidence, asked=asked)
    return Qualified(changes, assessment_of(workspace, lead_id)[0])


def keep_answer(
    workspace: Workspace,
    lead_id: str,
    criterion_id: str,
    value: Answer,
    evidence: str | None = None,
    *,
    asked: bool = True,
) -> Changes:
    """Set an answer as `answer_criterion` does, where nobody asks for the verdict after it."""
    grid = grid_of_lead(workspace, lead_id)
    if asked:
        check_facts(grid, Facts({criterion_id: value}), workspace.now())
    elif grid.criterion(criterion_id) is None:
        raise AnswerError("unknown_criterion", criterion_id, value)
    with act(workspace, "answer", criterion=criterion_id) as doing:
        doing.lead(lead_id)
        before = _stored(doing, grid, lead_id, criterion_id)
        base = before or StoredAnswer(criterion_id, asked)
        after = replace(
            base,
            asked=asked,
            value=value if asked else None,
            evidence=base.evidence if evidence is None else evidence.strip(),
            at=doing.at,
            who=workspace.who,
        )
        gone = not asked and after.override_reason is None and not after.evidence
        doing.answer(lead_id, grid.id, before, None if gone else after)
    return doing.changes()


def override_criterion(workspace: Workspace, lead_id: str, criterion_id: str, reason: str) -> Qualified:
    """Take away a criterion's power to eliminate this lead, with who, when and why; "" gives it back."""
    grid = grid_of_lead(workspace, lead_id)
    if grid.criterion(criterion_id) is None:
        raise AnswerError("unknown_criterion", criterion_id, None)
    with act(workspace, "override", criterion=criterion_id) as doing:
        doing.lead(lead_id)
        before = _stored(doing, grid, lead_id, criterion_id)
        base = before or StoredAnswer(criterion_id, asked=False, at=doing.at)
        given = reason.strip()
        if not given and base.override_reason is None:
            raise UserError("needs_reason")
        after = replace(
            base,
            override_reason=given or None,
            override_by=workspace.who if given else None,
            override_at=doing.at if given else None,
        )
        gone = not after.asked and after.override_reason is None and not after.evidence
        doing.answer(lead_id, grid.id, before, None if gone else after)
    return Qualified(doing.changes(), assessment_of(workspace, lead_id)[0])


def _stored(doing: Act, grid: Grid, lead_id: str, criterion_id: str) -> StoredAnswer | None:
    return qualifications.answers_of(doing.tx, [lead_id], grid.id).get(lead_id, {}).get(criterion_id)


def decide(
    workspace: Workspace,
    lead_id: str,
    decision: Decision,
    route: Route | None = None,
    *,
    until: date | None = None,
    reason: str = "",
    note: str = "",
    meeting: Meeting | None = None,
    checked: Checked | None = None,
    clear_draft: bool = False,
    warm_up: bool = False,
) -> Qualified:
    """Record a person's decision with the verdict it was taken on.

    Later without a day comes back after the workspace's nurture_days; never takes the elimination's reason when none
    is given; only a named route of `meeting` hands a lead over. `checked` is what was answered before the meeting: one
    taken without all of it is recorded as such. With `warm_up` a nurtured lead gets the steps of its cadence on the
    way to its day.
    """
    check_reason(workspace, reason)
    for code in checked or {}:
        if code not in CHECKS:
            raise UserError("unknown_check", check=code, known=CHECKS)
    taken = route or ROUTES[decision][0]
    if taken not in ROUTES[decision]:
        raise UserError("route_does_not_fit", route=taken.value, decision=decision.value)
    verdict, facts, now = _assessed(workspace, lead_id)
    with act(workspace, "decide", decision=decision.value, route=taken.value) as doing:
        lead = doing.lead(lead_id)
        today = local_now(workspace, lead.zone).date()
        if until is None and taken is Route.NURTURE:
            until = today + timedelta(days=int(workspace.settings["nurture_days"]))
        if until is not None and until < today:
            raise UserError("day_gone", until=until.isoformat())
        decision_id = doing.new_id()
        steps: tuple[Step, ...] = ()
        if warm_up and taken is Route.NURTURE and until is not None:
            steps = workspace.cadence_for(lead.campaign).warm_up(until, today, decision_id)
        doing.add(
            StoredDecision(
                id=decision_id,
                lead=lead_id,
                at=doing.at,
                decision=decision.value,
                route=taken.value,
                grid=verdict.grid_id,
                grid_version=verdict.grid_version,
                assessment=json.dumps(assessment_json(verdict)),
                facts=json.dumps(facts_json(facts, now), ensure_ascii=False),
                operation=doing.operation,
                until_day=until.isoformat() if until and taken is not Route.EXCLUDE else None,
                reason=reason or _reason(decision, verdict),
                meeting_at=meeting.at if meeting else None,
                meeting_with=meeting.with_whom if meeting else "",
                checked=json.dumps({c: v for c, v in (checked or {}).items() if v != ""}, ensure_ascii=False),
                who=workspace.who,
                steps=steps_text(steps),
            )
        )
        if note.strip():
            doing.add(Note(doing.new_id(), lead_id, doing.at, note.strip(), doing.operation, workspace.who))
        stage = stage_after(decision, taken, workspace.grid_for(lead.campaign).level, stage_on_the_way(doing.tx, lead))
        doing.change_lead(lead_id, {"stage": stage.value})
        if clear_draft:
            qualifications.remove_draft(doing.tx, lead_id)
    return Qualified(doing.changes(), assessment_of(workspace, lead_id)[0])


def _reason(decision: Decision, verdict: Assessment) -> str:
    if decision is not Decision.NEVER:
        return ""
    return verdict.eliminated_by[0].reason if verdict.eliminated_by else UNSTATED


def assessment_json(verdict: Assessment) -> dict[str, Any]:
    """A verdict as the command line prints it (formats, section 5), in tenths of a point."""
    return {
        "grid": {"id": verdict.grid_id, "version": verdict.grid_version},
        "state": verdict.state.value,
        "leaning": verdict.leaning.value,
        "earned": verdict.earned,
        "open": verdict.open,
        "lost": verdict.lost,
        "eliminated_by": [{"criterion": e.criterion, "reason": e.reason} for e in verdict.eliminated_by],
        "unsafe": list(verdict.unsafe),
        "flags": list(verdict.flags),
        "next_question": verdict.next_question.criterion if verdict.next_question else None,
        "suggested_route": verdict.suggested_route.value,
        "rows": [
            {
                "criterion": r.criterion,
                "family": r.family.value,
                "max": r.max,
                "earned": r.earned,
                "open": r.open,
                "lost": r.lost,
                "status": r.status.value,
            }
            for r in verdict.rows
        ],
    }


def check_json(workspace: Workspace, taken: StoredDecision) -> dict[str, Any] | None:
    """What was answered before a meeting (null: not known), and whether that was all of it.

    None for a decision that asked for no check.
    """
    if not (taken.check or taken.route == Route.MEETING):
        return None
    return {
        "complete": is_checked(taken.check),
        "answers": dict(taken.check),
        "at": taken.at.astimezone(workspace.zone).isoformat(timespec="seconds"),
        "who": taken.who,
    }


def check_lines(taken: StoredDecision, words: Words) -> list[str]:
    """The check of a decision as a person reads it, a question a line."""
    unknown = words.text("check_said", "unknown")
    return [f"{words.text('check', code)} {unknown if said is None else said}" for code, said in taken.check.items()]


def check_fault(taken: StoredDecision, words: Words) -> str:
    """That a meeting was decided without the check, or without all of it; "" when nothing is missing."""
    if taken.route != Route.MEETING or is_checked(taken.check):
        return ""
    return words.text("check_said", "partly" if taken.check else "without")


def save_draft(workspace: Workspace, lead_id: str, grid: Grid, notes: str, typed: Mapping[str, str]) -> None:
    """Keep what is being typed about a lead on a grid; not journalled, and gone once it is part of an act."""
    with workspace.store.write() as tx:
        draft = Draft(lead_id, grid.id, grid.version, notes, dict(typed), workspace.now())
        qualifications.save_draft(tx, draft)
