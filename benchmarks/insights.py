"""Every figure of a team lead, on a hundred thousand leads and a million calls, with a journal of all of them."""

import os
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import sqlcipher3.dbapi2 as sqlite

from benchmarks.beside_import import ALONE, FRAME, said
from benchmarks.decided_leads import decided
from benchmarks.desk import Paints, key
from benchmarks.figures import Bound, Figure, Measured, alternating, slowest
from benchmarks.large_store import large_store, opened
from sdrdesk.core.domain.insights import Insights
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.insight_reasons import read_fields
from sdrdesk.core.operations.insights import insights
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, insight_rows, leads
from sdrdesk.core.store.activities import Feedback

LEADS, CALLS, DECIDED, TIMES, SEED = 100_000, 1_000_000, 5_000, 5, 8
CANCELLED = 200
"""Milliseconds within which a count that is no longer wanted has ended."""
OUTCOMES = ("no_answer", "no_answer", "no_answer", "busy", "voicemail", "gatekeeper", "reached", "callback_later")


def measure() -> Iterator[Measured]:
    """All figures against reading their rows; how soon they end when told to; the desk beside them."""
    path = large_store(LEADS)
    add_calls(path, CALLS)
    workspace = opened(path)
    try:
        add_qualifications(workspace)
        yield from measure_figures(workspace)
    finally:
        workspace.store.close()
    yield from measure_beside(path)
    path.unlink()


def measure_figures(workspace: Workspace) -> Iterator[Measured]:
    """The figures themselves."""
    found: list[Insights] = []

    def counted() -> float:
        begun = time.perf_counter()
        found[:] = [insights(workspace)]
        return time.perf_counter() - begun

    floor, took = alternating(lambda: scanned(workspace), counted, times=TIMES)
    tracemalloc.start()
    insights(workspace)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    calls = sum(hour.reached.of for hour in found[0].hours)
    yield Figure(
        f"all figures of {found[0].leads:,} leads and {calls:,} calls",
        "reading their rows",
        took,
        floor,
        5,
        notes=[f"at most {most / 2**20:.0f} MB above what was there"],
    )
    yield Bound("a count ends when told to", max(ended(workspace, after) for after in (0.1, 0.5, 1.0)), CANCELLED)


def scanned(workspace: Workspace) -> float:
    """The seconds it takes to read the rows that the figures are made of, and to do nothing with them."""
    begun = time.perf_counter()
    with workspace.store.read() as tx:
        for rows in (
            insight_rows.lead_rows(tx, read_fields(workspace)),
            insight_rows.stage_rows(tx),
            insight_rows.decision_rows(tx),
            insight_rows.feedback_rows(tx),
            insight_rows.signal_rows(tx),
            insight_rows.call_rows(tx),
            insight_rows.touch_rows(tx),
        ):
            for _batch in rows:
                pass
    return time.perf_counter() - begun


def ended(workspace: Workspace, after: float) -> float:
    """The milliseconds it takes a count to end once it is told to, so many seconds after it began."""
    begun = time.perf_counter()
    with suppress(UserError):  # “cancelled”
        insights(workspace, progress=lambda _done, _total: time.perf_counter() - begun < after)
    return max(0.0, time.perf_counter() - begun - after) * 1000


def measure_beside(path: Path) -> Iterator[Bound]:
    """Key → repainted notes in the real window, while all figures are counted on another thread."""
    from PySide6.QtWidgets import QApplication

    from sdrdesk.core.settings import PersonalSettings
    from sdrdesk.core.words import Words
    from sdrdesk.ui.app import Collector, take_short_turns
    from sdrdesk.ui.calls.notes import NotesField
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.shell import Shell
    from sdrdesk.ui.tasks import LongTask
    from sdrdesk.ui.theme import apply_theme

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["sdrdesk"])
    paints = Paints(NotesField)
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        workspace = opened(path)
        shell = Shell("sdrdesk", lambda: None)
        bench = Workbench(workspace, Words("en"), PersonalSettings(Path(folder) / "settings.json"))
        shell.set_content(bench, bench.close_down)
        shell.show()
        bench.begin()
        Collector(shell)
        take_short_turns()

        def breathe() -> None:
            end = time.monotonic() + 0.02
            while time.monotonic() < end:
                application.processEvents()
                time.sleep(0.001)

        def press() -> float:
            return key(application, bench.desk_view.notes, "a", paints, breathe)

        alone = [press() for _ in range(ALONE)]
        yield Bound("key → repainted notes, nothing beside, p99", slowest(alone) * 1000, FRAME, note=said(alone))
        over: list[object] = []
        task = LongTask(lambda progress: insights(workspace, progress=progress))
        for signal in (task.done, task.failed, task.broken):
            signal.connect(over.append)
        task.start()
        took = []
        while not over:
            took.append(press())
        name = "key → repainted notes while figures are counted, p99"
        yield Bound(name, slowest(took) * 1000, FRAME, note=said(took))
        shell.close()
        workspace.store.close()


# -- what the store is given besides -----------------------------------------------------------------------------------


def add_calls(path: Path, count: int) -> None:
    """Make it so many calls, each with its operation and its entry in the journal as the product writes them."""
    with closing(sqlite.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -300000", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('activity', 'journal', 'operation')"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _sql in indexes:
            connection.execute(f"DROP INDEX {name}")
        ids = [row[0] for row in connection.execute("SELECT id FROM lead")]
        left = count - connection.execute("SELECT count(*) FROM activity").fetchone()[0]
        for start in range(0, left, 50_000):
            for table, names, rows in calls(ids, start, min(50_000, left - start)):
                places = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        for _name, sql in indexes:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


def calls(ids: list[str], start: int, count: int) -> list[tuple[str, str, list[tuple[object, ...]]]]:
    """Calls to any lead over half a year, as rows of three tables: operations, calls, the journal."""
    random = Random(SEED + start)
    operations, made, entries = list[tuple[object, ...]](), list[tuple[object, ...]](), list[tuple[object, ...]]()
    for n in range(start, start + count):
        lead, outcome, who = random.choice(ids), random.choice(OUTCOMES), random.choice(("Alix", "Bo", "Cléo"))
        at = 1_779_000_000_000_000 + random.randrange(180 * 86_400) * 1_000_000
        operation, call = f"018f{n:08x}-7000-8000-0000000000a", f"018f{n:08x}-7000-8000-0000000000b"
        said = f'{{"at": "{at}", "outcome": "{outcome}", "number": "+33199000000", "who": "{who}"}}'
        operations.append((operation, "log", at, who, "done"))
        made.append((call, lead, at, outcome, who, operation))
        entries.append((operation, lead, "activity", call, "", said))
    return [
        ("operation", "id, verb, at, who, state", operations),
        ("activity", "id, lead, at, outcome, who, operation", made),
        ("journal", 'operation, lead, entity, entity_id, field, "after"', entries),
    ]


def add_qualifications(workspace: Workspace) -> None:
    """Decisions with the facts they rested on, half of them hand-offs that sales answers."""
    random, grid = Random(SEED), workspace.grid_of("bant")
    with workspace.store.read() as tx:
        found = list(leads.get_leads(tx, random.sample(leads.all_ids(tx, limit=LEADS), DECIDED)).values())
        operation = tx.exec_driver_sql("SELECT id FROM operation LIMIT 1").scalar_one()
    facts: list[activities.Fact] = []
    for n, lead in enumerate(found):
        at = workspace.now() - timedelta(minutes=random.randrange(90_000))
        made = decided(workspace, grid, lead, random, at, operation)
        if n % 2:
            made = activities.StoredDecision(**{**fields_of(made), "decision": "now", "route": "meeting"})
            answer = random.choice(("accepted", "accepted", "opportunity", "won", "rejected"))
            reason = "no_real_need" if answer == "rejected" else ""
            facts.append(Feedback(workspace.new_id(), lead.id, at, answer, operation, reason=reason, decision=made.id))
        facts.append(made)
    for start in range(0, len(facts), 1_000):
        with workspace.store.write() as tx:
            activities.add_facts(tx, facts[start : start + 1_000])


def fields_of(fact: activities.StoredDecision) -> dict[str, object]:
    """The fields of a decision."""
    return {name: getattr(fact, name) for name in fact.__slots__}
