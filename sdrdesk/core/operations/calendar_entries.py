"""The meeting and the promised call of a lead, as entries for a person's own calendar."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.calendar_file import CalendarEntry, write_calendar
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.qualification import check_lines
from sdrdesk.core.operations.standings import LeadFacts, gather, queue_facts
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.activities import Call, StoredDecision
from sdrdesk.core.words import Words

MEETING, CALL = timedelta(minutes=30), timedelta(minutes=15)
"""How long each is taken to be."""


def entries_of(workspace: Workspace, lead_id: str, words: Words) -> list[CalendarEntry]:
    """The meeting that stands and the promise to be kept, the earlier first; UserError when there is neither."""
    with workspace.store.read() as tx:
        known = gather(tx, workspace, [lead_id]).get(lead_id)
    if known is None:
        raise UserError("unknown_lead", lead=lead_id)
    numbers = () if known.opposed else queue_facts(workspace, known, 0, False).dialable
    found = [e for e in (_meeting(known, numbers, words), _promise(workspace, known, numbers, words)) if e]
    if not found:
        raise UserError("no_appointment", name=known.lead.name)
    return sorted(found, key=lambda e: e.start)


def write_entries(workspace: Workspace, lead_id: str, path: Path, words: Words) -> list[CalendarEntry]:
    """Write them to a calendar file; returns what was written."""
    found = entries_of(workspace, lead_id, words)
    write_calendar(path, found)
    return found


def _meeting(known: LeadFacts, numbers: Sequence[str], words: Words) -> CalendarEntry | None:
    run = meeting_run(known.decisions)
    if not run:
        return None
    taken, lead = run[-1], known.lead
    assert taken.meeting_at, "a run is of meetings"
    whom = [words.text("calendar", "with", who=taken.meeting_with)] if taken.meeting_with else []
    return CalendarEntry(
        uid=_uid(run[0].id),
        sequence=len(run) - 1,
        made_at=taken.at,
        start=taken.meeting_at,
        length=MEETING,
        summary=words.text("calendar", "meeting", name=_named(lead)),
        description="\n".join([*_about(lead, numbers), *whom, *check_lines(taken, words)]),
        email="" if known.opposed else lead.email,
        name=lead.name,
    )


def _promise(workspace: Workspace, known: LeadFacts, numbers: Sequence[str], words: Words) -> CalendarEntry | None:
    promise = queue_facts(workspace, known, 0, False).promise
    if promise is None or promise.until is None or known.opposed:
        return None
    run = promise_run(known.calls, promise.id)
    return CalendarEntry(
        uid=_uid(run[0].id),
        sequence=len(run) - 1,
        made_at=promise.at,
        start=promise.until,
        length=CALL,
        summary=words.text("calendar", "call", name=_named(known.lead)),
        description="\n".join(_about(known.lead, numbers)),
        location=shown(numbers[0]) if numbers else "",
    )


def meeting_run(decisions: Sequence[StoredDecision]) -> list[StoredDecision]:
    """The meeting that stands with those it was moved from, oldest first: any other decision between ends it."""
    run: list[StoredDecision] = []
    for taken in decisions:
        run = [*run, taken] if taken.meeting_at else []
    return run


def promise_run(calls: Iterable[Call], promise_id: str) -> list[Call]:
    """A promise with those it took the place of before their minute, oldest first."""
    run: list[Call] = []
    for call in calls:
        if call.outcome != Outcome.CALLBACK_PROMISED:
            continue
        moved = call.replaces_promises and bool(run) and _is_ahead(run[-1].until, call.at)
        run = [*run, call] if moved else [call]
        if call.id == promise_id:
            break
    return run


def _is_ahead(until: datetime | None, at: datetime) -> bool:
    return until is not None and at < until


def _uid(fact_id: str) -> str:
    return f"{fact_id}@sdrdesk"


def _named(lead: Lead) -> str:
    return f"{lead.name} ({lead.company})" if lead.company and lead.company != lead.name else lead.name


def _about(lead: Lead, numbers: Sequence[str]) -> list[str]:
    return [part for part in (lead.job_title, *map(shown, numbers)) if part]
