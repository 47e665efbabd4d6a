"""Reaching a lead by another way than a call: that a letter was sent or a profile opened, or that it was left out."""

from dataclasses import dataclass
from datetime import datetime

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.call_queue import Standing
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.leads import dossier
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.standings import gather, queue_facts, ways_to
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.activities import Note, Touch


@dataclass(frozen=True, slots=True)
class TouchRecorded:
    """What recording a touch made: the changes, and where the lead stands now."""

    changes: Changes
    lead: str
    standing: Standing


def record_touch(
    workspace: Workspace,
    lead_id: str,
    channel: Channel,
    *,
    done: bool = True,
    template: str = "",
    note: str = "",
    at: datetime | None = None,
    clear_draft: bool = False,
) -> TouchRecorded:
    """Record that a lead was written to or visited, or, with `done` false, that this was left out on purpose.

    It answers the step of the lead's nurturing that has come, whichever way it was meant to go. UserError for a call
    (see record_call), for a lead opposed to being approached or without an address, or a time still to come.
    """
    if channel is Channel.CALL:
        raise UserError("touch_is_no_call")
    touched_at = at or workspace.now()
    if touched_at > workspace.now():
        raise UserError("future_call", at=touched_at.isoformat())
    with act(workspace, "touch", touched_at, channel=channel.value, done=done) as doing:
        lead = doing.lead(lead_id)
        if done and opposed_leads(doing.tx, {lead_id: lead}):
            raise UserError("opposed_lead", lead=lead.name)
        if done and channel not in ways_to(lead):
            raise UserError("no_address", lead=lead.name)
        step = queue_facts(workspace, gather(doing.tx, workspace, [lead_id])[lead_id], 0, False).step_at(touched_at)
        made = Touch(
            id=doing.new_id(),
            lead=lead_id,
            at=touched_at,
            channel=channel.value,
            done=done,
            operation=doing.operation,
            template=template,
            step=step.key if step and step.channel is not Channel.CALL else "",
            who=workspace.who,
        )
        doing.add(made)
        if note.strip():
            doing.add(Note(doing.new_id(), lead_id, touched_at, note.strip(), doing.operation, workspace.who))
        if clear_draft:
            doing.drop_draft(lead_id)
    return TouchRecorded(doing.changes(), lead_id, dossier(workspace, lead_id).summary.standing)
