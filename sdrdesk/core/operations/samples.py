"""Sample leads to try a grid on; nothing of the trial is kept."""

from dataclasses import replace
from datetime import datetime

from sdrdesk.core.domain.answers import fits
from sdrdesk.core.domain.assessment import Facts
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.operations.leads import LeadFilter, find_leads
from sdrdesk.core.operations.standings import facts_of, gather
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads as lead_store
from sdrdesk.core.store import qualifications


def sample_leads(workspace: Workspace, limit: int) -> list[tuple[str, str]]:
    """Some leads to choose from, as (id, name and company)."""
    ids = find_leads(workspace, LeadFilter())[:limit]
    with workspace.store.read() as tx:
        found = lead_store.get_leads(tx, ids)
    return [(i, " · ".join(p for p in (found[i].name, found[i].company) if p)) for i in ids if i in found]


def sample_facts(workspace: Workspace, lead_id: str, grid: Grid) -> tuple[Facts, datetime]:
    """What is known of a lead, for a grid it was perhaps never asked: answers to the grid in use count where they fit.

    Without a lead nothing is known.
    """
    if not lead_id:
        return Facts({}), workspace.now()
    with workspace.store.read() as tx:
        known = gather(tx, workspace, [lead_id]).get(lead_id)
        own = qualifications.answers_of(tx, [lead_id], grid.id).get(lead_id, {})
    if known is None:
        return Facts({}), workspace.now()
    facts = facts_of(grid, known.lead, known.signals, {**(known.answers or {}), **own})
    return facts, workspace.now().astimezone(workspace.zone_of(known.lead.zone))


def carried(facts: Facts, new: Grid) -> Facts:
    """Facts gathered on one version, for another: what no longer fits is not asked."""
    kept, presumed = (
        {c: v for c, v in known.items() if fits(new.criterion(c), v)} for known in (facts.answers, facts.presumed)
    )
    return replace(facts, answers=kept, presumed=presumed, overrides=facts.overrides & {c.id for c in new.criteria})
