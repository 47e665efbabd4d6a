"""What the disk has to do: a draft saved."""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.figures import Figure, alternating
from benchmarks.many_leads import NOW
from sdrdesk.core.operations.leads import add_lead
from sdrdesk.core.operations.qualification import save_draft
from sdrdesk.core.operations.workspace import Workspace, open_workspace

DRAFTS = 300


def measure() -> Iterator[Figure]:
    """Save one draft."""
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        yield drafts(Path(folder))


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
