"""How long the window stands still while the insights of a large store are counted and drawn for the first time."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.beside_import import FRAME, HARD
from benchmarks.figures import Bound, shown, slowest
from benchmarks.insights import CALLS, LEADS, add_calls, add_qualifications
from benchmarks.large_store import large_store, opened

PAUSE = 0.001


def measure() -> Iterator[Bound]:
    """From Ctrl+7 to the last chart, the first time in the process; then cut anew; then a report."""
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["sdrdesk"])
    path = large_store(LEADS)
    add_calls(path, CALLS)
    workspace = opened(path)
    add_qualifications(workspace)
    workspace.store.close()
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        yield from measure_screen(application, path, Path(folder))
    path.unlink()


def measure_screen(application, path: Path, place: Path) -> Iterator[Bound]:
    """The real window; its loop is asked all the while how long it was away."""
    from sdrdesk.core.settings import PersonalSettings
    from sdrdesk.core.words import Words
    from sdrdesk.ui.app import Collector, take_short_turns
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.shell import Shell
    from sdrdesk.ui.theme import apply_theme

    apply_theme(application, "light")
    shell = Shell("sdrdesk", lambda: None)
    bench = Workbench(opened(path), Words("en"), PersonalSettings(place / "settings.json"))
    shell.set_content(bench, bench.close_down)
    shell.show()
    bench.begin()
    Collector(shell)
    take_short_turns()
    away(application, lambda: bench.writer.busy)

    def act(begin: Callable[[], object]) -> tuple[list[float], float]:
        begun = time.perf_counter()
        begin()
        taken = [time.perf_counter() - begun]
        taken += away(application, lambda: not is_shown(bench))
        return taken, time.perf_counter() - begun

    def cut() -> None:
        view = bench.insights.view
        view.filters.by.setCurrentIndex(view.filters.by.findData("month"))
        view.compute()

    for name, begin in (("opened for the first time", lambda: bench.show_screen("insights")), ("cut anew", cut)):
        taken, whole = act(begin)
        note = f"all of it in {shown(whole)}, {len(taken):,} turns of the loop"
        yield Bound(f"the window away while the insights are {name}, p99", slowest(taken) * 1000, FRAME, note=note)
        yield Bound(f"the longest while they are {name}", max(taken) * 1000, HARD)
    written: list[object] = []
    view = bench.insights.view
    view.said.connect(lambda _tone, text: written.append(text))
    view.exporting.write_report(place / "report.pdf")
    taken = away(application, lambda: not written)
    yield Bound("the longest while a report is written", max(taken) * 1000, HARD, note=f"in {shown(sum(taken))}")
    shell.close()


def is_shown(bench) -> bool:
    """Whether all figures asked for are on the screen."""
    return bench.insights._view is not None and bench.insights.view.is_shown


def away(application, goes_on: Callable[[], bool]) -> list[float]:
    """How long the window was away each time, while something goes on: what a key would have waited, and painted for.

    A turn of the loop, and the wait until this thread is let on again after it.
    """
    taken: list[float] = []
    while goes_on():
        begun = time.perf_counter()
        application.processEvents()
        time.sleep(PAUSE)
        taken.append(max(0.0, time.perf_counter() - begun - PAUSE))
    return taken
