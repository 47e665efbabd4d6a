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

PAUSE, IDLE = 0.001, 3.0


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

    end = time.monotonic() + IDLE
    alone, _own = away(application, lambda: time.monotonic() < end)
    yield Bound("the window away with nothing beside, p99", slowest(alone) * 1000, FRAME, note=longest(alone))

    def cut() -> None:
        view = bench.insights.view
        view.filters.by.setCurrentIndex(view.filters.by.findData("month"))
        view.compute()

    for name, begin in (("opened for the first time", lambda: bench.show_screen("insights")), ("cut anew", cut)):
        begun = time.perf_counter()
        taken, own = away(application, lambda: not is_shown(bench), begin)
        note = f"{longest(taken)}; all of it in {shown(time.perf_counter() - begun)}"
        yield Bound(f"the window away while the insights are {name}, p99", slowest(taken) * 1000, FRAME, note=note)
        yield Bound(f"its longest own work while they are {name}", max(own) * 1000, HARD)
    written: list[object] = []
    view = bench.insights.view
    view.said.connect(lambda _tone, text: written.append(text))
    taken, own = away(application, lambda: not written, lambda: view.exporting.write_report(place / "report.pdf"))
    yield Bound("its longest own work while a report is written", max(own) * 1000, HARD, note=longest(taken))
    shell.close()


def is_shown(bench) -> bool:
    """Whether all figures asked for are on the screen."""
    return bench.insights._view is not None and bench.insights.view.is_shown


def away(
    application, goes_on: Callable[[], bool], begin: Callable[[], object] = lambda: None
) -> tuple[list[float], list[float]]:
    """How long the window was away each time while something goes on, and how long it worked itself.

    Away is what a key would have waited: a turn of the loop, and the wait until this thread is let on again after it.
    On a machine with other work to do it is more than what the window itself did.
    """
    taken: list[float] = []
    own: list[float] = []
    do: Callable[[], object] = begin
    while goes_on() or do is begin:
        begun, worked = time.perf_counter(), time.thread_time()
        do()
        own.append(time.thread_time() - worked)
        time.sleep(PAUSE)
        taken.append(max(0.0, time.perf_counter() - begun - PAUSE))
        do = application.processEvents
    return taken, own


def longest(taken: list[float]) -> str:
    """The longest of many turns."""
    return f"the longest of {len(taken):,} turns: {shown(max(taken))}"
