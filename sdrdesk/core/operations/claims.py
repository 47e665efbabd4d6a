"""Claiming a lead: while one person is on it, it waits for the others."""

from datetime import UTC, datetime, timedelta

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import CLAIM, Act, act, claim_text
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads

CLAIM_LASTS = timedelta(minutes=30)
"""How long a claim holds unless said otherwise: a forgotten one gives the lead back by itself."""


def claim_lead(workspace: Workspace, lead_id: str, until: datetime | None = None) -> Changes:
    """Have a lead wait for everybody else until an instant; one's own claim is made anew.

    UserError for an instant gone, while a colleague holds it, and for a lead that is part of another.
    """
    now = workspace.now().astimezone(UTC)  # by the wall clock half an hour can be an hour and a half, or gone
    ends = until.astimezone(UTC) if until else now + CLAIM_LASTS
    if ends <= now:
        raise UserError("claim_in_past", until=ends.astimezone(workspace.zone).isoformat(timespec="minutes"))
    with act(workspace, "claim") as doing:
        lead = doing.lead(lead_id)
        kept = leads.kept_leads(doing.tx, [lead_id]).get(lead_id)
        if kept:
            raise UserError("merged_already", lead=lead.name, kept=doing.lead(kept).name)
        _refuse_colleagues(doing, lead_id)
        doing.put_mark(lead_id, CLAIM, claim_text(workspace.who, ends))
    return doing.changes()


def release_lead(workspace: Workspace, lead_id: str) -> Changes:
    """Give a claimed lead back to everybody; UserError where nobody holds it, and while a colleague does."""
    with act(workspace, "release") as doing:
        lead = doing.lead(lead_id)
        _refuse_colleagues(doing, lead_id)
        if not leads.get_extras(doing.tx, [lead_id])[lead_id].claimed_by:
            raise UserError("not_claimed", lead=lead.name)
        doing.put_mark(lead_id, CLAIM, None)
    return doing.changes()


def _refuse_colleagues(doing: Act, lead_id: str) -> None:
    beside, workspace = leads.get_extras(doing.tx, [lead_id])[lead_id], doing.workspace
    if beside.claimed_until and beside.claimed_until > doing.at and beside.claimed_by != workspace.who:
        until = beside.claimed_until.astimezone(workspace.zone).isoformat(timespec="minutes")
        raise UserError("claimed", lead=doing.lead(lead_id).name, by=beside.claimed_by, until=until)
