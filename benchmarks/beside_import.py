"""How the desk answers while a file is imported: keys pressed in the real window, and its loop, beside the import."""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median

from benchmarks.desk import Paints, key
from benchmarks.figures import Bound, shown, slowest
from benchmarks.import_files import write_file
from benchmarks.many_leads import NOW, make_store

LEADS, ROWS, ALONE = 5_000, 30_000, 150
FRAME, HARD = 16, 50
"""Milliseconds within which the window should answer, and must."""


def measure() -> Iterator[Bound]:
    """Key → repainted notes while a file is worked out, applied and taken back."""
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["sdrdesk"])
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        yield from measure_desk(application, Path(folder))


def measure_desk(application, place: Path) -> Iterator[Bound]:
    """The desk with a lead on it, and a long task beside."""
    from sdrdesk.core.operations.imports import apply_import, plan_import
    from sdrdesk.core.operations.undo import undo_operation
    from sdrdesk.core.operations.workspace import open_workspace
    from sdrdesk.core.settings import PersonalSettings
    from sdrdesk.core.words import Words
    from sdrdesk.ui.app import Collector, take_short_turns
    from sdrdesk.ui.calls.notes import NotesField
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.shell import Shell
    from sdrdesk.ui.tasks import LongTask
    from sdrdesk.ui.theme import apply_theme

    path = write_file(place / "rows.csv", ROWS)
    paints = Paints(NotesField)
    apply_theme(application, "light")
    make_store(place / "desk.sdrdesk", LEADS)
    workspace = open_workspace(place / "desk.sdrdesk", "Alix", lambda: datetime.fromisoformat(NOW))
    shell = Shell("sdrdesk", lambda: None)
    bench = Workbench(workspace, Words("en"), PersonalSettings(place / "settings.json"))
    shell.set_content(bench, bench.close_down)
    shell.show()
    bench.begin()
    Collector(shell)
    take_short_turns()
    notes = bench.desk_view.notes

    def breathe() -> None:
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.001)

    def press() -> float:
        return key(application, notes, "a", paints, breathe)

    alone = [press() for _ in range(ALONE)]
    yield Bound("key → repainted notes, nothing beside, p99", slowest(alone) * 1000, FRAME, note=said(alone))
    kept = {}

    def work_out(progress):
        kept["plan"] = plan_import(workspace, path, progress=progress)

    def apply(progress):
        kept["done"] = apply_import(workspace, kept["plan"], progress)

    def take_back(_progress):
        undo_operation(workspace, kept["done"].operation)

    for name, work in (("worked out", work_out), ("applied", apply), ("taken back", take_back)):
        over: list[object] = []
        task = LongTask(work)
        for signal in (task.done, task.failed, task.broken):
            signal.connect(over.append)
        task.start()
        took = []
        while not over:
            took.append(press())
        yield Bound(f"the same while {ROWS:,} rows are {name}, p99", slowest(took) * 1000, FRAME, note=said(took))
        yield Bound(f"the longest while they are {name}", max(took) * 1000, HARD)
    kept["plan"].close()
    shell.close()


def said(took: list[float]) -> str:
    """How they are spread."""
    return f"median {shown(median(took))} of {len(took):,} keys, longest {shown(max(took))}"
