"""A changed grid replayed on what was decided."""

import json
import tempfile
import time
import tomllib
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from statistics import median

import sqlcipher3.dbapi2 as sqlite

from benchmarks.decided_leads import decide_on_many
from benchmarks.figures import Figure, alternating
from benchmarks.many_leads import NOW
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.exchange.grid_file import shipped_grids
from sdrdesk.core.operations.replay import replay
from sdrdesk.core.operations.workspace import open_workspace

DECIDED, TIMES = 10_000, 5


def measure() -> Iterator[Figure]:
    """Replay ten thousand decisions, against reading them and their JSON alone."""
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "decided.sdrdesk"
        workspace = open_workspace(path, "Alix", lambda: datetime.fromisoformat(NOW))
        decide_on_many(workspace, [workspace.grid_of("bant")], DECIDED, seed=1, again=DECIDED // 10)
        grid = changed()

        def replayed() -> float:
            begun = time.perf_counter()
            replay(workspace, grid, None)
            return time.perf_counter() - begun

        def read() -> float:
            begun = time.perf_counter()
            with closing(sqlite.connect(path)) as connection:
                for facts, assessment in connection.execute("SELECT facts, assessment FROM decision"):
                    json.loads(facts), json.loads(assessment)
            return time.perf_counter() - begun

        floor, took = alternating(read, replayed, times=TIMES)
        done = replay(workspace, grid, None)
        tracemalloc.start()
        replay(workspace, grid, None)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        workspace.store.close()
    yield Figure(
        f"a changed grid replayed on {DECIDED:,} decisions",
        "reading them and their JSON",
        took,
        floor,
        10,
        notes=[
            f"{DECIDED / median(took):,.0f} a second, {len(done.rows):,} of them otherwise; "
            f"at most {most / 2**20:.0f} MB above what was there"
        ],
    )


def changed() -> Grid:
    """BANT with other thresholds, one weight more and one answer less."""
    raw = tomllib.loads(shipped_grids()["bant"])
    raw |= {"version": 2, "thresholds": {"now": 65, "later": 35}}
    need = next(c for c in raw["criterion"] if c["id"] == "need")
    need["weight"], need["option"] = 30, [o for o in need["option"] if o["id"] != "stated"]
    grid, _faults = check_grid(raw)
    assert grid is not None
    return grid
