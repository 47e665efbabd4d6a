"""Likely duplicates: the whole base compared, and one lead while it is typed."""

import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from math import inf
from pathlib import Path

from benchmarks.figures import Figure, alternating
from benchmarks.many_leads import BATCH, NOW
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.operations.acts import lead_row
from sdrdesk.core.operations.duplicates import PAGE, find_duplicates, likely_same
from sdrdesk.core.operations.workspace import Workspace, open_workspace
from sdrdesk.core.store import journal, leads, lookups

LEADS, TIMES, TYPED = 20_000, 3, 100
FIRST = ("Anne", "Jean", "Paul", "Marie", "Luc", "Sophie", "Karim", "Nadia", "Pierre", "Julie", "Hugo", "Claire")
SOUNDS = ("mar", "tin", "ber", "nard", "du", "bois", "mo", "reau", "lau", "rent", "gar", "cia", "four", "nier", "le")


def measure() -> Iterator[Figure]:
    """Compare the leads of a base of which one in thirty is there twice, against reading them."""
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        workspace = open_workspace(Path(folder) / "w.sdrdesk", "Alix", lambda: datetime.fromisoformat(NOW))
        planted = fill(workspace)
        floor, took = alternating(lambda: read(workspace), lambda: compared(workspace), times=TIMES)
        tracemalloc.start()
        found = find_duplicates(workspace)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        notes = [
            f"{len(found.groups):,} groups found, {planted:,} planted; {found.compared:,} pairs compared; "
            f"{most / 1e6:.0f} MB"
        ]
        yield Figure(f"{LEADS:,} leads compared", "reading them", took, floor, inf, notes=notes)
        yield typed(workspace)
        workspace.store.close()


def typed(workspace: Workspace) -> Figure:
    """Who is here already, at a pause of typing, against one lead read by its id."""
    with workspace.store.read() as tx:
        one = leads.get_leads(tx, leads.all_ids(tx, limit=1)).popitem()[1]
    values = {name: getattr(one, name) for name in ("first_name", "last_name", "company", "email", "phone")}

    def look() -> float:
        begun = time.perf_counter()
        likely_same(workspace, values)
        return time.perf_counter() - begun

    def get() -> float:
        begun = time.perf_counter()
        with workspace.store.read() as tx:
            leads.get_lead(tx, one.id)
        return time.perf_counter() - begun

    floor, took = alternating(get, look, times=TYPED, warm=5)
    return Figure("who is here already, while typing", "one lead read", took, floor, inf, p99=50)


def compared(workspace: Workspace) -> float:
    """The seconds that comparing the base takes."""
    begun = time.perf_counter()
    find_duplicates(workspace)
    return time.perf_counter() - begun


def read(workspace: Workspace) -> float:
    """The seconds that reading it takes."""
    begun, row = time.perf_counter(), 0
    while True:
        with workspace.store.read() as tx:
            page = lookups.leads_after(tx, row, PAGE)
        if not page:
            return time.perf_counter() - begun
        row = page[-1][0]


def fill(workspace: Workspace) -> int:
    """Invented leads, four a company on one switchboard, some there twice; how many are."""
    chance = random.Random(4)
    operation, at = workspace.new_id(), workspace.now()
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", at, workspace.who, summary={"rows": LEADS})
    made: list[Lead] = []
    planted = 0
    for n in range(LEADS):
        twice = n > 0 and n % 30 == 0
        planted += twice
        made.append(again(workspace, chance, chance.choice(made)) if twice else invented(workspace, chance, n))
    for start in range(0, LEADS, BATCH):
        with workspace.store.write() as tx:
            leads.insert_leads(tx, [lead_row(lead, operation, at) for lead in made[start : start + BATCH]])
    return planted


def invented(workspace: Workspace, chance: random.Random, n: int) -> Lead:
    """Somebody."""
    first, last = chance.choice(FIRST), name(chance)
    return Lead(
        workspace.new_id(),
        first_name=first,
        last_name=last,
        company=f"{name(random.Random(n // 4))} {name(random.Random(-1 - n // 4))}",
        email=f"{first}.{last}.{n}@c{n // 4}.example".lower(),
        phone=f"+33140{n // 4:06d}",
        mobile=f"+336{n:08d}",
    )


def again(workspace: Workspace, chance: random.Random, lead: Lead) -> Lead:
    """The same person as somebody else wrote them down."""
    other = replace(lead, id=workspace.new_id(), email="")
    swapped = replace(other, first_name=lead.last_name, last_name=lead.first_name)
    return chance.choice((swapped, replace(other, first_name=f"{lead.first_name[0]}."), replace(other, company="")))


def name(chance: random.Random) -> str:
    """A name of two or three sounds."""
    return "".join(chance.choices(SOUNDS, k=chance.choice((2, 3)))).title()
