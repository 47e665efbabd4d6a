"""Long lists of leads: eight bytes a lead in memory, the leads themselves read a page at a time."""

from array import array
from collections.abc import Sequence

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.leads import LeadFilter, LeadSummary, summaries, usable_cut
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads
from sdrdesk.core.store.database import Interrupted, interruptible

Rows = Sequence[int]
"""Leads by the numbers of their rows in the store, in the order of the list."""


def find_rows(
    workspace: Workspace, cut: LeadFilter, limit: int | None = None, progress: Progress = no_progress
) -> Rows:
    """The leads that fit, by name. UserError for a condition that cannot be used, `cancelled` when told to stop."""
    usable, found = usable_cut(workspace, cut), array("q")
    try:
        with workspace.store.read() as tx, interruptible(tx, lambda: progress(0, 0)):
            for part in leads.find_rows(tx, usable, workspace.now(), limit):
                found.extend(part)
                if not progress(len(found), 0):
                    raise UserError("cancelled")
    except Interrupted as error:
        raise UserError("cancelled") from error
    return found


def ids_of(workspace: Workspace, rows: Rows) -> list[str]:
    """The ids of the leads in these rows, in their order; those that are gone are left out."""
    with workspace.store.read() as tx:
        return list(leads.ids_of_rows(tx, rows).values())


def row_of(workspace: Workspace, lead_id: str) -> int:
    """The number of a lead's row in the store, 0 when it has none."""
    with workspace.store.read() as tx:
        return leads.row_of(tx, lead_id)


def page_of(workspace: Workspace, rows: Rows) -> dict[int, LeadSummary]:
    """The leads in these rows as lists show them; those that are gone are left out."""
    with workspace.store.read() as tx:
        ids = leads.ids_of_rows(tx, rows)
    known = {s.lead.id: s for s in summaries(workspace, list(ids.values()))}
    return {row: known[lead_id] for row, lead_id in ids.items() if lead_id in known}
