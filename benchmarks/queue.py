"""The desk with a thousand leads and with a million: its queue, the next lead, what is typed to find one, its list."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from math import inf

from benchmarks.figures import Figure, Measured, alternating, shown
from benchmarks.large_store import large_store, opened
from benchmarks.long_list import measure_list
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import leads, queue
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import states

SIZES = (10_000, 100_000, 1_000_000)
FEWEST, TIMES, PAGE, FOUND, FRAME_MS = SIZES[0], 60, 50, 20, 16
TYPED = (
    "a", "m", "zo", "ka", "jea", "mor", "dur", "moranard", "jean pierre", "belan conseil", "kercoini", "zzzqqqxx", "zq",
    "06 12", "01 99 00", "+33199", "002", "0199000123", "p q",
)  # fmt: skip
"""Of 1, 2, 3 and 8 letters and more; names, companies and numbers; with and without a match."""


@dataclass(frozen=True)
class Growth:
    """A figure at one size against the same at the smallest: the ratio of their ratios, and its goal."""

    name: str
    ratio: float
    goal: float

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal

    def said(self) -> str:
        """One line."""
        mark = "ok  " if self.met else "MISS"
        return f"{mark}   {self.name}: {self.ratio:.2f}× that of {FEWEST:,} (goal {self.goal:g}×)"


def measure(most: int) -> Iterator[Measured]:
    """The figures at each size up to `most`, each with what it has grown by since the smallest."""
    fewest: dict[str, float] = {}
    for size in (s for s in SIZES if s <= max(most, FEWEST)):
        begun = time.perf_counter()
        path = large_store(size)
        print(f"     {size:,} leads (store ready in {shown(time.perf_counter() - begun)})", flush=True)
        workspace = opened(path)
        try:
            for figure, grows in chain(of_queue(workspace), of_search(workspace), measure_list(workspace)):
                yield figure
                base = fewest.setdefault(figure.name, figure.ratio)
                if size > FEWEST and grows < inf:
                    yield Growth(figure.name, figure.ratio / base, grows)
        finally:
            workspace.store.close()
            path.unlink()


def of_queue(workspace: Workspace) -> Iterator[tuple[Figure, float]]:
    """The head of the queue, the page that the desk shows, an outcome recorded, the next lead on the desk."""
    campaign = next(iter(workspace.campaigns))
    with workspace.store.read() as tx:
        stored = [c for c in states.counts(tx) if c.state == "due"]
        of_one = [(c, g, states.LAST_TIER) for c, g in {(c.campaign, c.group) for c in stored} if c == campaign]
        of_all = [(c, g, states.LAST_TIER) for c, g in {(c.campaign, c.group) for c in stored}]
        known = [order[-1] for order in _first(tx, of_all)]
        driver = tx.connection.driver_connection
        assert driver is not None
        raw = f"SELECT * FROM lead_state WHERE lead IN ({', '.join('?' * PAGE)})"
        floor, one, whole = alternating(
            lambda: timed(lambda: driver.execute(raw, known).fetchall()),
            lambda: timed(lambda: _first(tx, of_one)),
            lambda: timed(lambda: _first(tx, of_all)),
            times=TIMES,
            warm=5,
        )
    said = f"{PAGE} known rows by id"
    yield Figure(f"queue head, {len(of_one)} groups of a campaign", said, one, floor, 4), 1.5
    yield Figure(f"queue head, {len(of_all)} groups of all campaigns", said, whole, floor, inf), 1.5
    yield from _of_desk(workspace, known)


def _first(tx, streams):
    with states.due_in_order(tx, streams) as due:
        return list(islice(due, PAGE))


def _of_desk(workspace: Workspace, known: list[str]) -> Iterator[tuple[Figure, float]]:
    # Not before they are needed: the other parts measure how long importing them takes.
    from sdrdesk.ui.calls.desk import MOST_MOVED
    from sdrdesk.ui.calls.queue_panel import DUE_SHOWN, WAITING_SHOWN

    raw = (
        "SELECT * FROM lead JOIN lead_state ON lead_state.lead = lead.id "
        f"WHERE lead.id IN ({', '.join('?' * len(known))})"
    )

    def read_raw() -> float:
        with workspace.store.read() as tx:
            driver = tx.connection.driver_connection
            assert driver is not None
            return timed(lambda: driver.execute(raw, known).fetchall())

    def page() -> queue.QueuePage:
        return queue.read_queue(workspace, limit=DUE_SHOWN, waiting=WAITING_SHOWN, most_moved=MOST_MOVED)

    def next_lead() -> float:
        record_call(workspace, page().head[0].lead.id, Outcome.NO_ANSWER)
        return timed(lambda: leads.dossier(workspace, page().head[0].lead.id))

    def outcome() -> float:
        first = page().head[0].lead.id
        return timed(lambda: record_call(workspace, first, Outcome.NO_ANSWER))

    floor, short, shown_page, recorded, following = alternating(
        read_raw,
        lambda: timed(lambda: queue.read_queue(workspace, limit=PAGE, most_moved=MOST_MOVED)),
        lambda: timed(page),
        outcome,
        next_lead,
        times=TIMES // 2,
        warm=3,
    )
    said = f"{PAGE} known leads with their states"
    yield Figure(f"the queue read, {PAGE} rows and its counts", said, short, floor, inf), 1.5
    yield (
        Figure(f"the queue on the desk, {DUE_SHOWN} + {WAITING_SHOWN} rows", said, shown_page, floor, inf),
        1.5,
    )
    yield Figure("an outcome recorded, the lead's standing stored", said, recorded, floor, inf), 1.5
    yield Figure("the queue read and the next lead loaded", said, following, floor, inf), 1.5


def of_search(workspace: Workspace) -> Iterator[tuple[Figure, float]]:
    """What is typed into the field at the top, each letter of it."""
    raw = f"SELECT id FROM lead WHERE sort_name >= ? AND sort_name < ? ORDER BY sort_name, id LIMIT {FOUND}"
    turn = iter(range(10**9))
    slow: dict[str, float] = {}

    def prefix() -> None:
        with workspace.store.read() as tx:
            driver = tx.connection.driver_connection
            assert driver is not None
            driver.execute(raw, ("mor", "mos")).fetchall()

    def search() -> float:
        words = TYPED[next(turn) % len(TYPED)]
        took = timed(lambda: leads.first_found(workspace, words, FOUND))
        slow[words] = max(slow.get(words, 0), took)
        return took

    floors, took = alternating(lambda: timed(prefix), search, times=len(TYPED) * 6, warm=len(TYPED))
    worst = sorted(slow, key=lambda w: -slow[w])[:3]
    notes = ["slowest: " + ", ".join(f"{w!r} {shown(slow[w])}" for w in worst)]
    yield Figure("search as you type", "a prefix on an index", took, floors, 6, p99=FRAME_MS, notes=notes), 1.5


def timed(act: Callable[[], object]) -> float:
    """The seconds an act takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
