"""Stores with many decisions in them, each with the verdict and the facts it was taken on, made in seconds."""

import json
from datetime import date, datetime, timedelta
from random import Random

from benchmarks.many_leads import NAMES
from sdrdesk.core.domain.answers import Answer, presumed_answers
from sdrdesk.core.domain.assessment import Facts, assess
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.signals import SIGNAL_TYPES, Signal
from sdrdesk.core.operations.acts import lead_row
from sdrdesk.core.operations.qualification import ROUTES, assessment_json, facts_json
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal, leads
from sdrdesk.core.store.activities import StoredDecision

TITLES = ("Directrice générale", "Responsable achats", "Stagiaire", "Assistant commercial", "CFO", "Comptable", "")
BATCH = 1_000
TYPES = sorted(SIGNAL_TYPES)


def decide_on_many(workspace: Workspace, grids: list[Grid], count: int, seed: int, again: int = 0) -> None:
    """Make `count` leads with one decision each by one of these grids, then `again` newer decisions on some of them."""
    random, at = Random(seed), workspace.now()
    operation = workspace.new_id()
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", at, workspace.who, state="done", summary={"rows": count})
    made = [_lead(workspace, random, n) for n in range(count)]
    wanted = [*made, *random.sample(made, again)]
    for start in range(0, len(made), BATCH):
        with workspace.store.write() as tx:
            leads.insert_leads(tx, [lead_row(lead, operation, at) for lead in made[start : start + BATCH]])
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        facts = [
            decided(workspace, random.choice(grids), lead, random, at + timedelta(seconds=37 * (start + n)), operation)
            for n, lead in enumerate(part)
        ]
        with workspace.store.write() as tx:
            activities.add_facts(tx, facts)


def _lead(workspace: Workspace, random: Random, n: int) -> Lead:
    return Lead(
        workspace.new_id(),
        first_name=f"P{n}",
        last_name=NAMES[n % len(NAMES)],
        company=f"Société {n // 3}",
        job_title=random.choice(TITLES),
        phone=f"+33199{n:06d}",
        employees=random.choice(("", "5", "40", "250", "50–99")),
    )


def decided(
    workspace: Workspace, grid: Grid, lead: Lead, random: Random, at: datetime, operation: str
) -> StoredDecision:
    """A decision on made-up answers, and the verdict they have on this grid."""
    facts = Facts(
        _answers(grid, random, at.date()),
        tuple(Signal(random.choice(TYPES), at - timedelta(hours=random.randrange(3_000))) for _ in range(3)),
        frozenset(c.id for c in grid.criteria if c.can_eliminate and random.random() < 0.04),
        presumed_answers(grid.criteria, lead.fields()),
    )
    verdict = assess(grid, facts, at)
    return StoredDecision(
        id=workspace.new_id(),
        lead=lead.id,
        at=at,
        decision=verdict.leaning.value,
        route=ROUTES[Decision(verdict.leaning)][0].value,
        grid=grid.id,
        grid_version=grid.version,
        assessment=json.dumps(assessment_json(verdict)),
        operation=operation,
        facts=json.dumps(facts_json(facts, at), ensure_ascii=False),
        who=workspace.who,
    )


def _answers(grid: Grid, random: Random, today: date) -> dict[str, Answer]:
    """Good answers more often than bad ones, some unknown, some not asked: every verdict comes about."""
    keen, asked = random.random(), random.uniform(0.6, 1.0)
    return {
        c.id: None if random.random() < 0.06 else _answer(c, random, keen, today)
        for c in grid.criteria
        if c.kind is not Kind.SIGNALS and random.random() < asked
    }


def _answer(criterion: Criterion, random: Random, keen: float, today: date) -> Answer:
    if criterion.kind is Kind.CHOICE:
        rank = min(int(random.expovariate(0.5 + 2 * keen)), len(criterion.options) - 1)
        return criterion.options[rank].id
    if criterion.kind is Kind.MONTHS:
        return (today + timedelta(days=random.randrange(-40, 500))).isoformat()
    return random.choice((3, 9, 20, 49.5, 50, 400, 2_000))
