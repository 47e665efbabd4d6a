"""Measures what docs/performance.md promises: all of it, or the parts named: `python -m benchmarks launch`."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from benchmarks import (
    beside_import,
    desk,
    duplicates,
    files,
    insights,
    insights_screen,
    launch,
    questions,
    queue,
    replay,
    store,
    weak_signals,
)
from benchmarks.figures import Measured

LEADS = 100_000
PARTS: Mapping[str, Callable[[], Iterable[Measured]]] = {
    "launch": launch.measure,
    "desk": desk.measure,
    "store": store.measure,
    "duplicates": duplicates.measure,
    "questions": questions.measure,
    "replay": replay.measure,
    "weak_signals": weak_signals.measure,
    "insights": insights.measure,
    "insights_screen": insights_screen.measure,
    "beside_import": beside_import.measure,
}


def main() -> int:
    """Run the parts asked for; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join([*PARTS, 'queue', 'files'])} (default: all)"
    )
    parser.add_argument(
        "--leads", type=int, default=LEADS, help=f"the most leads for `queue` and rows for `files` (default: {LEADS})"
    )
    asked = parser.parse_args()
    known = {**PARTS, "queue": partial(queue.measure, asked.leads), "files": partial(files.measure, asked.leads)}
    parts = asked.parts or list(known)
    if unknown := set(parts) - set(known):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    missed = 0
    for part in parts:
        for figure in known[part]():
            print(figure.said(), flush=True)
            missed += not figure.met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
