"""Stores with many leads in them, made through the store's own functions in seconds rather than minutes."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.operations.acts import lead_row
from sdrdesk.core.operations.standings import refresh
from sdrdesk.core.operations.workspace import Workspace, open_workspace
from sdrdesk.core.store import journal, leads, states

NOW = "2026-11-24T10:00:00+01:00"
"""A Tuesday morning, so that there is somebody to call at whatever hour this runs."""
BATCH, COMPUTED = 2_000, 1_000
NAMES = ("Martin", "Bernard", "Dubois", "Moreau", "Laurent", "Simon", "Michel", "Garcia", "Roux", "Fournier")


def made_up(workspace: Workspace, n: int) -> Lead:
    """The nth invented lead."""
    return Lead(
        workspace.new_id(),
        first_name=f"P{n % 997}",
        last_name=NAMES[n % len(NAMES)],
        company=f"Société {n // 3}",
        job_title="Directeur des achats",
        email=f"p{n}@c{n // 3}.example",
        phone=f"+33199{n:06d}",
        country="FR",
        employees=str(10 + n % 500),
    )


def make_store(path: Path, count: int) -> None:
    """A store of `count` leads; the standings of the first thousand are computed, the others are like theirs."""
    workspace = open_workspace(path, "Alix", lambda: datetime.fromisoformat(NOW))
    operation, at = workspace.new_id(), workspace.now()
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", at, workspace.who, state="done", summary={"rows": count})
    models: list[states.LeadState] = []
    for start in range(0, count, BATCH):
        made = [made_up(workspace, n) for n in range(start, min(count, start + BATCH))]
        with workspace.store.write() as tx:
            leads.insert_leads(tx, [lead_row(lead, operation, at) for lead in made])
            if not models:
                first = [lead.id for lead in made[:COMPUTED]]
                refresh(tx, workspace, first, at)
                models = list(states.get_states(tx, first).values())
                made = made[COMPUTED:]
            states.put_states(tx, [replace(models[n % len(models)], lead=lead.id) for n, lead in enumerate(made)])
    workspace.store.close()
