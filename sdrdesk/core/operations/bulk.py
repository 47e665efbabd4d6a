"""Acts on many leads at once: counted before, carried out in short batches, taken back whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import journal, leads

BATCH = 200
"""Leads a transaction: some 30 ms, so that a draft is never kept waiting."""

Edit = Callable[[Lead], Mapping[str, str]]
"""What a bulk act sets on a lead, given as it stands; what is the same already is not a change."""


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
    return lambda lead: {"tags": _said([*_tags(lead), tag.strip()])}


def remove_tag(tag: str) -> Edit:
    """Take one tag away, however it is written."""
    return lambda lead: {"tags": _said([t for t in _tags(lead) if t.casefold() != tag.strip().casefold()])}


def _tags(lead: Lead) -> list[str]:
    return [t.strip() for t in lead.tags.replace(";", ",").split(",") if t.strip()]


def _said(tags: Sequence[str]) -> str:
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(tag.casefold(), tag)
    return ", ".join(t for t in first.values() if t)


def count_changes(workspace: Workspace, ids: Sequence[str], edit: Edit) -> int:
    """How many of these leads the act would change; reads only."""
    changed = 0
    with workspace.store.read() as tx:
        for batch in leads.in_batches(ids):
            changed += sum(bool(_differing(lead, edit)) for lead in leads.get_leads(tx, batch).values())
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
    workspace.last_operation = operation
    changes = Changes(operation=operation, lead_ids=frozenset(touched), leads=True, queue=True, qualification=True)
    return Bulked(changes, operation, len(touched))


def _change_batch(workspace: Workspace, operation: str, at: datetime, ids: Sequence[str], edit: Edit) -> set[str]:
    with workspace.store.write() as tx:
        doing = Act(tx, workspace, operation, at)
        found = leads.get_leads(tx, ids)
        changed = {i: (lead, values) for i, lead in found.items() if (values := _differing(lead, edit))}
        doing.change_columns(changed)
        doing.finish()
    return set(changed)


def _differing(lead: Lead, edit: Edit) -> dict[str, str]:
    return {name: value for name, value in edit(lead).items() if getattr(lead, name) != value}
