"""Leads handed to sales and what sales answered, made in bulk for tests of calibrating."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.assessment import Facts, assess
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.signals import Signal
from sdrdesk.core.operations.acts import lead_row
from sdrdesk.core.operations.qualification import assessment_json, facts_json
from sdrdesk.core.operations.standings import gather
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal, leads
from sdrdesk.core.store.activities import Feedback, StoredDecision

BATCH = 1_000


@dataclass
class Handed:
    """One hand-off to be made: the lead, what is known of it, when, and the answers of sales in their order."""

    lead: str
    answers: Mapping[str, Answer]
    said: Sequence[str]
    at: datetime
    signals: Sequence[Signal] = ()
    presumed: Mapping[str, Answer] = field(default_factory=dict)
    route: str = "meeting"


def many_leads(workspace: Workspace, count: int) -> list[str]:
    """Leads made at once, without a place in the queue; their ids."""
    made = [Lead(workspace.new_id(), company=f"C{n}", phone=f"+33199{n:06d}") for n in range(count)]
    operation, at = workspace.new_id(), workspace.now()
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", at, workspace.who)
        leads.insert_leads(tx, [lead_row(lead, operation, at) for lead in made])
    return [lead.id for lead in made]


def hand_over(workspace: Workspace, grid: Grid, handed: Iterable[Handed], *, name_it: bool = True) -> list[str]:
    """Decide on these leads and have sales answer a day later, answer by answer; the ids of the decisions."""
    todo, made = list(handed), []
    for start in range(0, len(todo), BATCH):
        operation = workspace.new_id()
        facts: list[StoredDecision | Feedback] = []
        for one in todo[start : start + BATCH]:
            decision = _decision(workspace, operation, grid, one)
            made.append(decision.id)
            facts.append(decision)
            facts += [
                Feedback(
                    workspace.new_id(), one.lead, one.at + timedelta(days=1 + n), said, operation,
                    decision=decision.id if name_it else "", via="hand",
                )
                for n, said in enumerate(one.said)
            ]  # fmt: skip
        with workspace.store.write() as tx:
            journal.begin_operation(tx, operation, "decide", workspace.now(), workspace.who)
            activities.add_facts(tx, facts)
    return made


def _decision(workspace: Workspace, operation: str, grid: Grid, one: Handed) -> StoredDecision:
    known = Facts(one.answers, tuple(one.signals), presumed=one.presumed)
    return StoredDecision(
        workspace.new_id(), one.lead, one.at, "now", one.route, grid.id, grid.version,
        json.dumps(assessment_json(assess(grid, known, one.at, ask=False))), operation,
        facts=json.dumps(facts_json(known, one.at), ensure_ascii=False),
    )  # fmt: skip


def presumed_now(workspace: Workspace, ids: Sequence[str]) -> dict[str, dict[str, Answer]]:
    """What the grid presumes of leads from their fields, as a decision made now would keep it."""
    found: dict[str, dict[str, Answer]] = {}
    for start in range(0, len(ids), BATCH):
        with workspace.store.read() as tx:
            known = gather(tx, workspace, ids[start : start + BATCH])
            found |= {i: dict(k.facts().presumed) for i, k in known.items()}
    return found
