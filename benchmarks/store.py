"""What the disk has to do: a draft saved, a file imported."""

import csv
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from statistics import median

import sqlcipher3.dbapi2 as sqlite

from benchmarks.figures import Figure, alternating
from benchmarks.many_leads import NOW, made_up
from sdrdesk.core.operations.imports import apply_import, plan_import
from sdrdesk.core.operations.leads import add_lead
from sdrdesk.core.operations.qualification import save_draft
from sdrdesk.core.operations.workspace import Workspace, open_workspace

DRAFTS, ROWS, IMPORTS = 300, 10_000, 3
COPIED = ("operation", "lead", "lead_key", "signal", "note", "lead_state")


def measure() -> Iterator[Figure]:
    """Save one draft; import a file."""
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        yield drafts(Path(folder))
        yield imported(Path(folder))


def opened(path: Path) -> Workspace:
    """A workspace on a Tuesday morning."""
    return open_workspace(path, "Alix", lambda: datetime.fromisoformat(NOW))


def drafts(place: Path) -> Figure:
    """One draft saved for good, against the same words appended to a file and flushed to the disk."""
    workspace = opened(place / "drafts.sdrdesk")
    lead = add_lead(workspace, {"last_name": "Martin", "phone": "+33199000001"})[1]
    notes = ["They change suppliers in March, and the buyer wants three offers before then. " * 5]
    # Not every system has fdatasync.
    flush = getattr(os, "fdatasync", os.fsync)

    def save() -> float:
        notes.append(notes[0] + str(len(notes)))
        begun = time.perf_counter()
        save_draft(workspace, lead, workspace.grid, notes[-1], {})
        return time.perf_counter() - begun

    with (place / "drafts.txt").open("ab", buffering=0) as stream:

        def append() -> float:
            begun = time.perf_counter()
            stream.write(notes[-1].encode())
            flush(stream.fileno())
            return time.perf_counter() - begun

        floor, took = alternating(append, save, times=DRAFTS, warm=20)
    workspace.store.close()
    return Figure("a draft saved", "append + fdatasync", took, floor, 2)


def imported(place: Path) -> Figure:
    """A file imported, against its rows written as they end up, raw, to the same tables and indexes."""
    path = place / "leads.csv"
    write_file(path, place)
    previews, counter = [], iter(range(1_000))
    last: list[Path] = []

    def import_file() -> float:
        store = place / f"import{next(counter)}.sdrdesk"
        workspace = opened(store)
        begun = time.perf_counter()
        plan = plan_import(workspace, path)
        previews.append(time.perf_counter() - begun)
        apply_import(workspace, plan)
        took = time.perf_counter() - begun
        plan.close()
        workspace.store.close()
        last[:] = [store]
        return took

    def raw() -> float:
        if not last:
            import_file()
        return write_raw(last[0], place / f"raw{next(counter)}.sdrdesk")

    floor, took = alternating(raw, import_file, times=IMPORTS, warm=0)
    rate = ROWS / median(took)
    return Figure(
        f"{ROWS:,} rows imported, normalised and indexed",
        "the same rows written raw to the same indexes",
        took,
        floor,
        3,
        notes=[f"{rate:,.0f} rows a second; preview {median(previews):.1f} s"],
    )


def write_file(path: Path, place: Path) -> None:
    """A file as a salesperson has it: national phone numbers, French headers."""
    workspace = opened(place / "names.sdrdesk")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["Prénom", "Nom", "Société", "Fonction", "E-mail", "Téléphone", "Pays", "Effectif"])
        for n in range(ROWS):
            lead = made_up(workspace, n)
            phone = "0" + " ".join([lead.phone[3:4], *(lead.phone[i : i + 2] for i in range(4, 12, 2))])
            writer.writerow(
                [
                    lead.first_name,
                    lead.last_name,
                    lead.company,
                    lead.job_title,
                    lead.email,
                    phone,
                    "France",
                    lead.employees,
                ]
            )
    workspace.store.close()


def write_raw(source: Path, target: Path) -> float:
    """The rows of one store put into an empty one, in one transaction."""
    opened(target).store.close()
    with closing(sqlite.connect(source)) as connection:
        tables = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in COPIED}
        words = connection.execute("SELECT seq, first_name || ' ' || last_name || ' ' || email, company FROM lead")
        searched = words.fetchall()
    with closing(sqlite.connect(target)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        begun = time.perf_counter()
        for name, rows in tables.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        connection.executemany("INSERT INTO lead_search(rowid, name, company, notes) VALUES (?, ?, ?, '')", searched)
        connection.commit()
        return time.perf_counter() - begun
