"""Calls made elsewhere, brought in from a pasted list: what each line would become, then all of them in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.call_lists import CallLine, read_call_list, read_when
from sdrdesk.core.normalising.phones import e164
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.calls import add_call
from sdrdesk.core.operations.leads import first_found
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads
from sdrdesk.core.store.activities import Call

BY_DIGIT = {
    1: Outcome.NO_ANSWER,
    2: Outcome.BUSY,
    3: Outcome.VOICEMAIL,
    4: Outcome.GATEKEEPER,
    6: Outcome.REACHED,
    7: Outcome.NOT_INTERESTED,
    8: Outcome.WRONG_NUMBER,
    9: Outcome.OPPOSED,
    0: Outcome.LEFT_COMPANY,
}
"""The outcomes a line can have: all those of the keys but a call back, which needs its time."""
BEFORE, AFTER = timedelta(minutes=2), timedelta(minutes=5)
"""A call recorded this long before its beginning, or this long after its end, is the same call."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of a list, the lead found by its number, and what it would become.

    `fate` is a code of the words table `call_line`; only `ready` ones, which have an outcome, are recorded.
    """

    line: CallLine
    fate: str
    lead: Lead | None = None
    outcome: Outcome | None = None
    sharing: tuple[Lead, ...] = ()
    """The leads that share the number, where it is the number of several."""

    @property
    def choosable(self) -> bool:
        """Whether a person can give it an outcome, or leave it out."""
        return self.lead is not None and self.line.at is not None and self.fate not in ("recorded", "twice", "future")


def preview_calls(workspace: Workspace, text: str) -> list[Proposal]:
    """What each line of a pasted list would become; nothing is written."""
    now = workspace.now()
    lines = read_call_list(text, workspace.country, now)
    with workspace.store.read() as tx:
        by_number = leads.leads_by_number(tx, [c.number for c in lines if c.number])
        ids = {i for found in by_number.values() for i in found}
        named, made = leads.get_leads(tx, ids), activities.calls_of(tx, ids)
    proposals: list[Proposal] = []
    seen: set[tuple[str, datetime | None]] = set()
    for line in lines:
        known = [named[i] for i in by_number.get(line.number, [])]
        lead = _one_of(known, line.name)
        fate = _fate(line, known, lead, now)
        if lead is not None and not fate:
            twice = (lead.id, line.at) in seen
            seen.add((lead.id, line.at))
            fate = "twice" if twice else "recorded" if _is_recorded(line, made.get(lead.id, ())) else ""
        proposal = Proposal(line, fate, lead) if fate else _proposed(line, lead)
        proposals.append(replace(proposal, sharing=tuple(known) if len(known) > 1 else ()))
    return proposals


def with_lead(workspace: Workspace, proposal: Proposal, lead: Lead | None) -> Proposal:
    """A line of a shared number with the lead a person says was called, as it would then be; None asks again."""
    if lead is None:
        return Proposal(proposal.line, "several", sharing=proposal.sharing)
    with workspace.store.read() as tx:
        made = activities.calls_of(tx, [lead.id]).get(lead.id, ())
    told = _proposed(proposal.line, lead)
    recorded = _is_recorded(proposal.line, made)
    return replace(told, fate="recorded" if recorded else told.fate, sharing=proposal.sharing)


def find_called(workspace: Workspace, said: str, limit: int) -> list[str]:
    """The leads that a typed number, name or company can mean."""
    number = e164(said, workspace.country)
    if number:
        with workspace.store.read() as tx:
            return leads.leads_by_number(tx, [number])[number][:limit]
    return first_found(workspace, said, limit)


def typed_when(workspace: Workspace, said: str, *, ahead: bool) -> datetime | date | None:
    """The instant or the day that a person types beside a call, gone by or `ahead`; None when it is neither."""
    return read_when(said, workspace.now(), ahead=ahead)


def with_outcome(proposal: Proposal, outcome: Outcome | None) -> Proposal:
    """A line with the outcome a person gives it; None leaves it out."""
    return replace(proposal, outcome=outcome, fate="ready" if outcome else "left_out")


@dataclass(frozen=True, slots=True)
class CallsRecorded:
    """What a list made: what it changed, and how many calls were recorded."""

    changes: Changes
    count: int


def record_calls(workspace: Workspace, proposals: Sequence[Proposal]) -> CallsRecorded:
    """Record every line that is ready and not recorded meanwhile, as one operation; UserError when none is left."""
    ready = {(p.lead.id, p.line.at): p for p in reversed(proposals) if p.fate == "ready" and p.lead}
    if not ready:
        raise UserError("no_call_ready")
    count = 0
    with act(workspace, "calls") as doing:
        made = activities.calls_of(doing.tx, {lead_id for lead_id, _at in ready})
        for proposal in reversed(ready.values()):
            line, lead, outcome = proposal.line, proposal.lead, proposal.outcome
            assert lead, "a line without a lead is never ready"
            assert line.at, "nor one without a time"
            assert outcome, "nor one without an outcome"
            if _is_recorded(line, made.get(lead.id, ())):
                continue
            count += 1
            doing.lead(lead.id)
            call = Call(
                id=doing.new_id(),
                lead=lead.id,
                at=line.at,
                outcome=outcome.value,
                operation=doing.operation,
                number=line.number,
                who=workspace.who,
                seconds=line.seconds,
            )
            add_call(doing, call)
        if not count:  # nothing is written: the act is taken back whole
            raise UserError("no_call_ready")
    return CallsRecorded(doing.changes(), count)


def _one_of(known: Sequence[Lead], name: str) -> Lead | None:
    """The one lead of a number, or of a shared number the one whose name the line says."""
    if len(known) == 1:
        return known[0]
    said = set(folded(name).split())
    same = [lead for lead in known if lead.last_name and set(folded(lead.last_name).split()) <= said]
    return same[0] if len(same) == 1 else None


def _fate(line: CallLine, known: Sequence[Lead], lead: Lead | None, now: datetime) -> str:
    """Why a line cannot be recorded, "" when it can."""
    if not line.number:
        return "no_number"
    if line.at is None:
        return "no_time"
    if line.at > now:
        return "future"
    if lead is None:
        return "several" if known else "unknown"
    return ""


def _is_recorded(line: CallLine, made: Sequence[Call]) -> bool:
    assert line.at is not None, "asked of lines with a time only"
    until = line.at + timedelta(seconds=line.seconds or 0) + AFTER
    return any(line.at - BEFORE <= call.at <= until for call in made)


def _proposed(line: CallLine, lead: Lead | None) -> Proposal:
    marks = line.marks
    missed = "missed" in marks or line.seconds == 0
    if "incoming" in marks and missed:
        return Proposal(line, "called_us", lead)
    if "voicemail" in marks:
        outcome = Outcome.VOICEMAIL
    elif "busy" in marks:
        outcome = Outcome.BUSY
    elif missed:
        outcome = Outcome.NO_ANSWER
    elif line.seconds or "answered" in marks:
        outcome = Outcome.REACHED
    else:
        return Proposal(line, "asked", lead)
    return Proposal(line, "ready", lead, outcome)
