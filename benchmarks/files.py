"""Files in and out: what an import and an export take against what SQLite alone would, and what others feel meanwhile.

Each import runs in a process of its own, which tells the most memory it had: `python -m benchmarks.files` is that one.
"""

import csv
import gc
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from benchmarks.figures import Bound, Figure, shown, slowest
from benchmarks.import_files import HEADER, write_file
from benchmarks.store import opened
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.exports import export
from sdrdesk.core.operations.imports import apply_import, plan_import
from sdrdesk.core.operations.leads import add_lead
from sdrdesk.core.operations.qualification import save_draft
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.ui.app import TURN

SIZES, WATCHED = (10_000, 100_000, 1_000_000), 100_000
TABLES = ("operation", "lead", "lead_key", "signal", "note", "lead_state")
WORDS = (
    "SELECT seq, first_name || ' ' || last_name || ' ' || email || ' ' || phone || ' ' || phone_given, company, '' "
    "FROM lead"
)
FRAME, HARD = 0.016, 0.050
"""Seconds within which the window should answer, and must."""


def measure(most: int = WATCHED) -> Iterator[Figure | Bound]:
    """Import files of up to so many rows, and write the leads out again."""
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        memory: list[float] = []
        for rows in (n for n in SIZES if n <= most):
            path = write_file(place / f"{rows}.csv", rows)
            store = place / f"{rows}.sdrdesk"
            yield from imported(path, store, rows)
            memory.append(_last["memory"])
            if rows == WATCHED:
                yield from watched(path, place)
                yield from cancelled(path, place, rows)
            if rows >= WATCHED:
                yield from exported(store, place, rows)
            for old in place.glob(f"{rows}*"):
                old.unlink()
        if len(memory) > 1:
            grew = memory[-1] - memory[0]
            yield Bound(f"memory of {rows:,} rows above that of {SIZES[0]:,}", grew, 30, "MB")


# -- imports ----------------------------------------------------------------------------------------------------------

_last: dict[str, Any] = {}


def imported(path: Path, store: Path, rows: int) -> Iterator[Figure]:
    """A file imported, against its cells read and its rows written as they end up, in one transaction."""
    took, floor, previews, work = [], [], [], []
    for _turn in range(3 if rows <= 10_000 else 1):
        for old in store.parent.glob(f"{store.name}*"):
            old.unlink()
        _last.update(_child("import", path, store))
        took.append(_last["plan"] + _last["apply"])
        previews.append(_last["plan"])
        seconds, processor = raw(path, store, store.with_name(f"{rows}-raw.sdrdesk"))
        floor.append(seconds)
        work.append(_last["processor"] / processor)
    at_once = max(1, rows // _last["batches"])
    batches = in_batches(store, store.with_name(f"{rows}-batches.sdrdesk"), at_once)
    yield Figure(
        f"{rows:,} rows imported, normalised, deduplicated, indexed",
        "the file read and the same rows written raw to the same tables and indexes",
        took,
        floor,
        3,
        notes=[
            f"{rows / median(took):,.0f} rows a second; worked out in {median(previews):.1f} s; "
            f"{_last['memory']:.0f} MB; {median(work):.2f}× in time of the processor",
            f"{_last['processor']:.1f} s of processor; "
            f"the same rows in transactions as short ({at_once:,} rows): {batches:.1f} s",
        ],
    )


def raw(path: Path, source: Path, target: Path) -> tuple[float, float]:
    """The cells of a file read, and the rows of a store put into an empty one; seconds, and those of the processor."""
    target.unlink(missing_ok=True)
    opened(target).store.close()
    with closing(sqlite.connect(target, isolation_level=None)) as connection:
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH ? AS made", (str(source),))
        begun, worked = time.perf_counter(), time.process_time()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"CREATE TEMP TABLE cells ({', '.join(f'c{n}' for n in range(len(HEADER)))})")
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, delimiter=";")
            connection.executemany(f"INSERT INTO cells VALUES ({', '.join('?' * len(HEADER))})", rows)
        for name in TABLES:
            connection.execute(f"INSERT INTO main.{name} SELECT * FROM made.{name}")
        connection.execute(f"INSERT INTO lead_search(rowid, name, company, notes) {WORDS.replace('lead', 'made.lead')}")
        connection.execute("COMMIT")
        return time.perf_counter() - begun, time.process_time() - worked


def in_batches(source: Path, target: Path, at_once: int) -> float:
    """The same rows handed to the tables as an import hands them, so many in a transaction; seconds of processor."""
    target.unlink(missing_ok=True)
    opened(target).store.close()
    took = 0.0
    with closing(sqlite.connect(source)) as made, closing(sqlite.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        for row in made.execute("SELECT * FROM operation"):
            connection.execute(f"INSERT INTO operation VALUES ({', '.join('?' * len(row))})", row)
        last = made.execute("SELECT max(seq) FROM lead").fetchone()[0]
        for start in range(0, last, at_once):
            of = f"IN (SELECT id FROM lead WHERE seq > {start} AND seq <= {start + at_once})"
            rows = {"lead": made.execute(f"SELECT * FROM lead WHERE id {of}").fetchall()}
            rows |= {name: made.execute(f"SELECT * FROM {name} WHERE lead {of}").fetchall() for name in TABLES[2:]}
            words = made.execute(f"{WORDS} WHERE id {of}").fetchall()
            begun = time.process_time()
            connection.execute("BEGIN IMMEDIATE")
            for name, some in rows.items():
                if some:
                    places = ", ".join("?" * len(some[0]))
                    connection.executemany(f"INSERT INTO {name} VALUES ({places})", some)
            connection.executemany("INSERT INTO lead_search(rowid, name, company, notes) VALUES (?, ?, ?, ?)", words)
            connection.execute("COMMIT")
            took += time.process_time() - begun
    return took


def watched(path: Path, place: Path) -> Iterator[Bound]:
    """What a window and somebody typing feel while a file is imported."""
    told = _child("watch", path, place / "watched.sdrdesk")
    for act, late in (
        ("worked out", told["late_plan"]),
        ("applied", told["late_apply"]),
        ("undone", told["late_undo"]),
    ):
        yield Bound(
            f"the window's loop late while a file is {act}, p99", slowest(late) * 1000, FRAME * 1000,
            note=f"median {shown(median(late))} of {len(late):,} turns",
        )  # fmt: skip
        yield Bound(f"the longest of these while {act}", max(late) * 1000, HARD * 1000)
    waits = told["writes"]
    yield Bound(
        "what is typed saved meanwhile, longest", max(waits) * 1000, 500,
        note=f"median {shown(median(waits))} of {len(waits):,} drafts",
    )  # fmt: skip


def cancelled(path: Path, place: Path, rows: int) -> Iterator[Bound]:
    """How soon an import stops when it is told to, and what is left of it."""
    told = _child("cancel", path, place / "cancelled.sdrdesk")
    yield Bound("working out stopped after the word", told["plan"] * 1000, 500)
    yield Bound(
        "applying stopped after the word", told["asked"] * 1000, 500,
        note=f"{told['made']:,} leads taken back in {told['back']:.1f} s, {told['left']} left",
    )  # fmt: skip
    yield Bound(
        f"an import of {rows:,} rows undone", told["undo"], told["apply"], "s", "goal: no longer than it took to apply"
    )
    yield Bound("leads left of imports taken back", told["left"] + told["left_undone"], 0, "leads")


def _child(what: str, path: Path, store: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.files", what, str(path), str(store)], stdout=subprocess.PIPE, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


# -- in the child -----------------------------------------------------------------------------------------------------


def main() -> int:
    """One import, watched or not, told as JSON."""
    what, path, store = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    told = {"import": _import, "watch": _watch, "cancel": _cancel}[what](path, store)
    print(json.dumps(told))
    return 0


def _peak() -> float:
    status = Path("/proc/self/status")  # what the system tells of a process counts what its parent had before it, too
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _import(path: Path, store: Path) -> dict[str, Any]:
    workspace = opened(store)
    before, worked = _peak(), time.process_time()
    begun = time.perf_counter()
    plan = plan_import(workspace, path)
    planned = time.perf_counter() - begun
    batches = [0]

    def count(_done: int, _of: int) -> bool:
        batches[0] += 1
        return True

    apply_import(workspace, plan, count)
    applied = time.perf_counter() - begun - planned
    worked = time.process_time() - worked
    plan.close()
    workspace.store.close()
    return {"plan": planned, "apply": applied, "memory": _peak() - before, "processor": worked, "batches": batches[0]}


def _watch(path: Path, store: Path) -> dict[str, Any]:
    """Import beside a loop that wants its turn every 10 ms, and somebody whose notes are saved every 50 ms.

    Threads take turns, and garbage waits, as in the app.
    """
    sys.setswitchinterval(TURN)
    gc.disable()
    workspace = opened(store)
    lead = add_lead(workspace, {"last_name": "Martin", "phone": "+33199000001"})[1]
    writes: list[float] = []
    over = threading.Event()

    def type_notes() -> None:
        while not over.wait(0.05):
            begun = time.perf_counter()
            save_draft(workspace, lead, workspace.grid, f"note {len(writes)}", {})
            writes.append(time.perf_counter() - begun)

    typing = threading.Thread(target=type_notes)
    typing.start()
    told: dict[str, Any] = {}
    try:
        plan, told["late_plan"] = _beside(lambda: plan_import(workspace, path))
        done, told["late_apply"] = _beside(lambda: apply_import(workspace, plan))
        _undone, told["late_undo"] = _beside(lambda: undo_operation(workspace, done.operation))
    finally:
        over.set()
        typing.join()
    plan.close()
    workspace.store.close()
    return told | {"writes": writes}


def _beside(act: Callable[[], Any]) -> tuple[Any, list[float]]:
    """What an act on another thread gives, and how late this one's turns were meanwhile."""
    given: list[Any] = []
    working = threading.Thread(target=lambda: given.append(act()))
    late = []
    working.start()
    while working.is_alive():
        begun = time.perf_counter()
        working.join(0.01)
        sum(range(20_000))  # what a window does in a turn: a third of a millisecond of Python
        late.append(max(0.0, time.perf_counter() - begun - 0.01))
    return given[0], late


def _cancel(path: Path, store: Path) -> dict[str, Any]:
    """Stop half way through working out, half way through applying; then apply it all and undo it."""
    workspace = opened(store)
    asked: list[float] = []

    def half(done: int, of: int) -> bool:
        if not asked and done * 2 >= of > 1:
            asked.append(time.perf_counter())
        return not asked

    told: dict[str, Any] = {"plan": _seconds_to_stop(lambda: plan_import(workspace, path, progress=half), asked)}
    plan = plan_import(workspace, path)
    told["asked"], told["made"], told["back"] = _stopped(workspace, plan)
    told["left"] = _count(workspace)
    begun = time.perf_counter()
    done = apply_import(workspace, plan)
    told["apply"] = time.perf_counter() - begun
    begun = time.perf_counter()
    undo_operation(workspace, done.operation)
    told["undo"] = time.perf_counter() - begun
    told["left_undone"] = _count(workspace)
    plan.close()
    workspace.store.close()
    return told


def _seconds_to_stop(act: Callable[[], Any], asked: list[float]) -> float:
    try:
        act()
    except UserError:
        return time.perf_counter() - asked[0]
    raise AssertionError("was not stopped")


def _stopped(workspace: Any, plan: Any) -> tuple[float, int, float]:
    """How long at most the word to stop waits to be heard; the leads made by then, and seconds to take them back."""
    gaps: list[float] = []
    last = [time.perf_counter()]
    made = [0]

    def half(done: int, of: int) -> bool:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now
        made[0] = done
        return done * 2 < of

    try:
        apply_import(workspace, plan, half)
    except UserError:
        return max(gaps), made[0], time.perf_counter() - last[0]
    raise AssertionError("was not stopped")


def _count(workspace: Any) -> int:
    with workspace.store.read() as tx:
        return int(tx.exec_driver_sql("SELECT count(*) FROM lead").scalar_one())


# -- exports ----------------------------------------------------------------------------------------------------------


def exported(store: Path, place: Path, rows: int) -> Iterator[Figure]:
    """Every lead written out, against the same columns by the shell of SQLite."""
    shell = shutil.which("sqlite3")
    if shell is None:
        return
    columns = "l.*, s.*"
    begun = time.perf_counter()
    with (place / "raw.csv").open("wb") as stream:
        query = f"SELECT {columns} FROM lead l JOIN lead_state s ON s.lead = l.id"
        subprocess.run([shell, "-csv", "-readonly", str(store), query], stdout=stream, check=True)
    floor = time.perf_counter() - begun
    workspace = opened(store)
    kinds = [(".csv", 3.5)] + ([(".xlsx", 30.0)] if rows == WATCHED else [])
    for suffix, goal in kinds:
        begun = time.perf_counter()
        try:
            export(workspace, place / f"out{suffix}")
        except UserError:
            continue
        took = time.perf_counter() - begun
        yield Figure(f"{rows:,} leads written as {suffix}", "sqlite3 -csv", [took], [floor], goal)
    workspace.store.close()


if __name__ == "__main__":
    sys.exit(main())
