"""Campaigns: lists of leads with their own grid, cadence and script."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import grid_text
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import campaigns


@dataclass(frozen=True, slots=True)
class CampaignEntry:
    """A campaign and how many leads it has."""

    campaign: Campaign
    leads: int


def list_campaigns(workspace: Workspace) -> list[CampaignEntry]:
    """Every campaign, the oldest first."""
    with workspace.store.read() as tx:
        counts = campaigns.leads_in(tx)
        return [CampaignEntry(c, counts.get(c.id, 0)) for c in campaigns.all_campaigns(tx)]


def save_campaign(workspace: Workspace, wanted: Campaign) -> tuple[Campaign, Changes]:
    """Make a campaign (id ""), or change what one says; its leads are judged anew where its grid is another.

    UserError without a name, with the name of another, or with a grid or a cadence nobody knows.
    """
    name = wanted.name.strip()
    if not name:
        raise UserError("campaign_unnamed")
    if wanted.grid:
        workspace.grid_of(wanted.grid)
    if wanted.cadence and wanted.cadence not in workspace.cadences:
        raise UserError("unknown_cadence", cadence=wanted.cadence, known=sorted(workspace.cadences))
    made = replace(wanted, name=name, id=wanted.id or workspace.new_id())
    with act(workspace, "campaign", name=name) as doing:
        known = {c.id: c for c in campaigns.all_campaigns(doing.tx)}
        if any(c.name.casefold() == name.casefold() and c.id != made.id for c in known.values()):
            raise UserError("campaign_known", name=name)
        before = known.get(made.id)
        if before != made:
            campaigns.put_campaign(doing.tx, made, doing.at)
            doing.entry("", "campaign", made.id, "", _text(before), _text(made))
    workspace.reload()
    judged = before is not None and (before.grid, before.cadence) != (made.grid, made.cadence)
    return made, Changes(doing.operation, campaigns=True, settings=judged, all_leads=judged, leads=judged, queue=judged)


def _text(campaign: Campaign | None) -> str | None:
    return json.dumps(asdict(campaign), ensure_ascii=False) if campaign else None


def find_campaign(workspace: Workspace, given: str) -> Campaign:
    """The campaign of that name or id; UserError when there is none."""
    said = given.strip().casefold()
    for campaign in workspace.campaigns.values():
        if said in (campaign.id, campaign.name.casefold()):
            return campaign
    raise UserError("unknown_campaign", name=given, known=[c.name for c in workspace.campaigns.values()])


def text_file(path: Path) -> str:
    """The text of a script or of objections; UserError when it cannot be read."""
    return grid_text(path).strip()
