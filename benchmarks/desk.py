"""From a key to what it changes on the screen, in the real desk, against a key in a bare QLineEdit."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.figures import Figure, alternating
from benchmarks.many_leads import NOW, make_store

LEADS, KEYS, LONGEST = 5_000, 200, 10


def measure() -> Iterator[Figure]:
    """Key → repainted verdict and form; key → repainted notes."""
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["sdrdesk"])
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        yield from measure_desk(application, Path(folder))


def measure_desk(application, place: Path) -> Iterator[Figure]:
    """The desk with a lead on it, as it stands in a window of the usual size."""
    from PySide6.QtWidgets import QLineEdit, QWidget

    from sdrdesk.core.operations.workspace import open_workspace
    from sdrdesk.core.settings import PersonalSettings
    from sdrdesk.core.words import Words
    from sdrdesk.ui.calls.notes import NotesField
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.shell import Shell
    from sdrdesk.ui.theme import apply_theme
    from sdrdesk.ui.widgets.verdict_panel import VerdictPanel

    # The floor: a field as Qt draws it, in a window as large as the desk.
    floor_paints, verdict_paints, notes_paints = Paints(QLineEdit), Paints(VerdictPanel), Paints(NotesField)
    apply_theme(application, "light")
    bare = QWidget()
    bare.resize(1440, 900)
    line = floor_paints.kind(bare)
    line.setGeometry(20, 20, 300, 30)
    line.setStyle(plain_style())
    bare.show()
    make_store(place / "desk.sdrdesk", LEADS)
    workspace = open_workspace(place / "desk.sdrdesk", "Alix", lambda: datetime.fromisoformat(NOW))
    shell = Shell("sdrdesk", lambda: None)
    bench = Workbench(workspace, Words("en"), PersonalSettings(place / "settings.json"))
    shell.set_content(bench, bench.close_down)
    shell.show()
    bench.begin()

    def settle() -> None:
        end = time.monotonic() + LONGEST
        application.processEvents()
        while bench.writer.busy and time.monotonic() < end:
            application.processEvents()
            time.sleep(0.001)
        application.processEvents()

    settle()
    notes = bench.desk_view.notes
    floor, verdict, typed = alternating(
        lambda: key(application, line, "a", floor_paints, settle),
        answering(application, bench, verdict_paints, settle),
        lambda: key(application, notes, "a", notes_paints, settle),
        times=KEYS,
        warm=10,
    )
    shell.close()
    bare.close()
    yield Figure("key → repainted verdict and form", "key → repainted QLineEdit", verdict, floor, 2, p99=16)
    yield Figure("key → repainted notes", "key → repainted QLineEdit", typed, floor, 2.8, p99=16)


def plain_style():
    """Fusion as Qt has it, without the stylesheet of the application."""
    from PySide6.QtWidgets import QStyleFactory

    return QStyleFactory.create("Fusion")


class Paints:
    """Counts the paints of a kind of widget: of our own class, or of a class of Qt's made for it."""

    def __init__(self, kind: type) -> None:
        self.count = 0
        own = kind.paintEvent
        counter = self

        def paint(widget, event):
            own(widget, event)
            counter.count += 1

        if kind.__module__.startswith("PySide6"):
            self.kind = type("Counted", (kind,), {"paintEvent": paint})
        else:
            self.kind = kind
            kind.paintEvent = paint


def key(application, widget, typed: str, paints: Paints, settle: Callable[[], None]) -> float:
    """From a key to the end of the repaint that it caused."""
    from PySide6.QtTest import QTest

    if not widget.hasFocus():
        widget.window().activateWindow()
        widget.setFocus()
    settle()
    before, end = paints.count, time.monotonic() + LONGEST
    begun = time.perf_counter()
    QTest.keyClick(widget, typed)
    while paints.count == before:
        application.processEvents()
        if time.monotonic() > end:
            raise SystemExit(f"benchmarks: {typed!r} repainted nothing in {type(widget).__name__}")
    return time.perf_counter() - begun


def answering(application, bench, paints: Paints, settle: Callable[[], None]) -> Callable[[], float]:
    """A key that answers: the choices of the form in turn, another option each time."""
    from sdrdesk.ui.widgets.segmented import SegmentedChoice

    choices = [r.control for r in bench.desk_view.form.rows.values() if isinstance(r.control, SegmentedChoice)]
    turn = 0

    def answer() -> float:
        nonlocal turn
        choice = choices[turn % len(choices)]
        option = turn // len(choices) % 2 + 1
        turn += 1
        return key(application, choice, str(option), paints, settle)

    return answer
