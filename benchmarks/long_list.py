"""The list of leads, however long: opened, filtered, painted, scrolled to its end."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from benchmarks.desk import plain_style
from benchmarks.figures import Figure, alternating, shown
from sdrdesk.core.domain.segment import Condition
from sdrdesk.core.operations import lists
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.core.operations.workspace import Workspace

TIMES, LONGEST, BLOCK_MS, MEGABYTES = 20, 60, 50, 30
SIZE = (1440, 900)


@dataclass(frozen=True)
class Limit:
    """A figure against a limit of its own."""

    name: str
    value: float
    limit: float
    unit: str
    ratio: float = 1.0
    notes: Sequence[str] = ()

    @property
    def met(self) -> bool:
        """Whether it stays below."""
        return self.value <= self.limit

    def said(self) -> str:
        """One line."""
        goal = f" (goal {self.limit:g})" if self.limit < inf else ""
        line = f"{'ok  ' if self.met else 'MISS'} {self.name}: {self.value:.1f} {self.unit}{goal}"
        return "\n".join([line, *(f"       {note}" for note in self.notes)])


def measure_list(workspace: Workspace) -> Iterator[tuple[Figure | Limit, float]]:
    """The cuts of the list, then the list in its window."""
    yield from _cuts(workspace)
    yield from _window(workspace)


def _cuts(workspace: Workspace) -> Iterator[tuple[Figure, float]]:
    campaign = next(iter(workspace.campaigns))
    now = int(workspace.now().timestamp() * 1_000_000)
    cuts = {
        "stage": (Condition("stage", "is", "lead"), "lead WHERE stage = 'lead'"),
        "campaign": (Condition("campaign", "is", campaign), f"lead WHERE campaign = '{campaign}'"),
        "temperature": (
            Condition("temperature", "is", "hot"),
            f"lead JOIN lead_state ON lead_state.lead = lead.id WHERE hot_at >= {now - 14 * 86_400_000_000}",
        ),
        "tag": (Condition("tag", "is", "salon"), "lead WHERE instr(tags, 'salon')"),
    }
    for name, (condition, where) in cuts.items():
        raw = f"SELECT seq FROM {where} ORDER BY sort_name || '', id"

        def fetch(raw: str = raw) -> float:
            with workspace.store.read() as tx:
                driver = tx.connection.driver_connection
                assert driver is not None
                begun = time.perf_counter()
                for _row in driver.execute(raw):
                    pass
                return time.perf_counter() - begun

        def find(condition: Condition = condition) -> float:
            begun = time.perf_counter()
            lists.find_rows(workspace, LeadFilter("", (condition,)))
            return time.perf_counter() - begun

        floor, took = alternating(fetch, find, times=3)
        yield (
            Figure(f"the list cut by {name}, away from the window", "the same rows fetched raw", took, floor, inf),
            inf,
        )


def _window(workspace: Workspace) -> Iterator[tuple[Figure | Limit, float]]:
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from sdrdesk.core.words import Words
    from sdrdesk.ui.app import Collector, keep_what_stands
    from sdrdesk.ui.change_bus import ChangeBus
    from sdrdesk.ui.leads.leads_view import LeadsView
    from sdrdesk.ui.tasks import Writer
    from sdrdesk.ui.theme import apply_theme

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["sdrdesk"])
    apply_theme(application, "light")
    # As in the program, where garbage is collected by a timer.
    keep_what_stands()
    collector = Collector(application)
    writer = Writer()
    view = LeadsView(workspace, Words("en"), writer, ChangeBus())
    view.resize(*SIZE)
    view.show()
    application.processEvents()
    before, begun = resident(), time.perf_counter()
    view.show_screen()
    while not view.model.rowCount():
        application.processEvents()
    view.table.viewport().repaint()
    opened = time.perf_counter() - begun
    blocks = []
    while view._finding is not None and time.perf_counter() < begun + LONGEST:
        blocks.append(blocked(application.processEvents))
        time.sleep(0.001)  # as an event loop rests between events
    rows, whole = view.model.rowCount(), time.perf_counter() - begun
    notes = [f"all {rows:,} rows after {shown(whole)}"]
    yield Limit("the list opened and painted", opened * 1000, inf, "ms", opened, notes), 2
    yield longest("longest block while the list is read", blocks), inf
    yield Limit("memory of the list", resident() - before, MEGABYTES, "MB"), inf

    plain, bare = QStandardItemModel(128, 7), QTableView()
    for row in range(128):
        for column in range(7):
            plain.setItem(row, column, QStandardItem(f"Jean-Pierre Moranard {row}"))
    bare.setModel(plain)
    bare.setStyle(plain_style())
    bare.resize(view.table.size())
    bare.show()
    application.processEvents()

    def paint(table: QTableView) -> float:
        begun = time.perf_counter()
        table.viewport().repaint()
        return time.perf_counter() - begun

    floor, took = alternating(lambda: paint(bare), lambda: paint(view.table), times=TIMES, warm=3)
    yield Figure("a page of the list painted", "a page of a QStandardItemModel", took, floor, 1.2), inf
    bar = view.table.verticalScrollBar()
    places = [bar.maximum(), 0, *(bar.maximum() * n // 37 for n in range(1, 37)), *range(0, 600, 20), bar.maximum()]
    blocks = []
    for place in places:
        blocks.append(blocked(lambda place=place: (bar.setValue(place), application.processEvents())))
    yield longest("longest block while scrolling, to the end and back", blocks), inf
    for widget in (view, bare):
        widget.close()
    view.stop()
    writer.close()
    collector.deleteLater()


def blocked(act: Callable[[], object]) -> tuple[float, float]:
    """How long the window could not answer, and how much of that it worked rather than waited for a processor."""
    begun, worked = time.perf_counter(), time.thread_time()
    act()
    return time.perf_counter() - begun, time.thread_time() - worked


def longest(name: str, blocks: Sequence[tuple[float, float]]) -> Limit:
    """The longest of these, and the most that the window worked in one."""
    most = max((wall for wall, _ in blocks), default=0.0)
    notes = [f"of its own work at most {max((own for _, own in blocks), default=0.0) * 1000:.1f} ms"]
    return Limit(name, most * 1000, BLOCK_MS, "ms", notes=notes)


def resident() -> float:
    """The megabytes this process holds in memory; 0 where the system does not tell so."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0
