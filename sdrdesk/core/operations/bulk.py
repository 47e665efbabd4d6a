"""Acts on many leads at once: counted before, carried out in short batches, taken back whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.segment import tags_of, tags_text
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import journal, leads
from sdrdesk.core.store.database import Tx

BATCH = 200
"""Leads a transaction: some 30 ms, so that a draft is never kept waiting."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """Have the leads wait until a day begins where each of them is."""

    day: date


Edit = Callable[[Lead], Mapping[str, str]] | PutOff
"""What a bulk act does to a lead, given as it stands; what is the same already is not a change."""


@dataclass(frozen=True, slots=True)
class Bulked:
    """What a bulk act did: to how many leads, under which operation."""

    changes: Changes
    operation: str
    changed: int


def put_in_campaign(campaign_id: str) -> Edit:
    """Have the leads worked in a campaign; "" takes them out of theirs."""
    return lambda _lead: {"campaign": campaign_id}


def give_to(owner: str) -> Edit:
    """Give the leads to a person."""
    return lambda _lead: {"owner": owner.strip()}


def set_kind(kind: str) -> Edit:
    """Say what kind of contacts they are."""
    return lambda _lead: {"contact_kind": kind}


def add_tag(tag: str) -> Edit:
    """Give the leads one tag more."""
    return lambda lead: {"tags": tags_text([*tags_of(lead.tags), tag.strip()])}


def remove_tag(tag: str) -> Edit:
    """Take one tag away, however it is written."""
    return lambda lead: {"tags": tags_text([t for t in tags_of(lead.tags) if t.casefold() != tag.strip().casefold()])}


def put_off_until(workspace: Workspace, day: date) -> PutOff:
    """Have the leads wait until a day; UserError for one that has gone."""
    if day < workspace.now().date():
        raise UserError("day_gone", until=day.isoformat())
    return PutOff(day)


def count_changes(workspace: Workspace, ids: Sequence[str], edit: Edit, progress: Progress = no_progress) -> int:
    """How many of these leads the act would change; reads only. UserError `cancelled`."""
    changed = done = 0
    for batch in leads.in_batches(ids):
        with workspace.store.read() as tx:
            if isinstance(edit, PutOff):
                changed += len(_waits(tx, workspace, batch, edit))
            else:
                changed += sum(bool(_differing(lead, edit)) for lead in leads.get_leads(tx, batch).values())
        done += len(batch)
        if not progress(done, len(ids)):
            raise UserError("cancelled")
    return changed


def change_leads(workspace: Workspace, ids: Sequence[str], edit: Edit, progress: Progress = no_progress) -> Bulked:
    """Carry out a bulk act as one operation. Cancelled or failed, all of it is taken back; UserError `cancelled`."""
    operation, at = workspace.new_id(), workspace.now()
    with workspace.store.write() as tx:
        journal.begin_operation(
            tx, operation, "bulk", at, workspace.who, state="open", summary={"leads": len(ids), **this_process()}
        )
    touched: set[str] = set()
    try:
        for done, batch in enumerate(leads.in_batches(ids, BATCH), 1):
            touched |= _change_batch(workspace, operation, at, batch, edit)
            if not progress(min(done * BATCH, len(ids)), len(ids)):
                raise UserError("cancelled")
    except BaseException:
        undo_operation(workspace, operation)
        raise
    with workspace.store.write() as tx:
        journal.finish_operation(tx, operation, {"leads": len(touched)})
    workspace.own_operations.add(operation)
    changes = Changes(operation=operation, lead_ids=frozenset(touched), leads=True, queue=True, qualification=True)
    return Bulked(changes, operation, len(touched))


def _change_batch(workspace: Workspace, operation: str, at: datetime, ids: Sequence[str], edit: Edit) -> set[str]:
    with workspace.store.write() as tx:
        doing = Act(tx, workspace, operation, at)
        if isinstance(edit, PutOff):
            waits = _waits(tx, workspace, ids, edit)
            for lead_id, until in waits.items():
                doing.snooze(lead_id, until)
            touched = set(waits)
        else:
            found = leads.get_leads(tx, ids)
            changed = {i: (lead, values) for i, lead in found.items() if (values := _differing(lead, edit))}
            doing.change_columns(changed)
            touched = set(changed)
        doing.finish()
    return touched


def _waits(tx: Tx, workspace: Workspace, ids: Sequence[str], edit: PutOff) -> dict[str, datetime]:
    """Until when each lead would wait that does not wait until then already."""
    beside = leads.get_extras(tx, ids)
    until = {
        i: datetime.combine(edit.day, time(), workspace.zone_of(lead.zone))
        for i, lead in leads.get_leads(tx, ids).items()
    }
    return {i: at for i, at in until.items() if at != beside[i].snoozed_until}


def _differing(lead: Lead, edit: Callable[[Lead], Mapping[str, str]]) -> dict[str, str]:
    return {name: value for name, value in edit(lead).items() if getattr(lead, name) != value}
