"""How long a person waits for the window, and for the first lead, against the barest window that PySide6 can show."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, alternating
from benchmarks.many_leads import NOW, make_store

HERE = Path(__file__).resolve().parent
LEADS, TIMES, LONGEST = 100_000, 15, 60


def measure() -> Iterator[Figure]:
    """Launch → first painted window, launch → first lead on the desk."""
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bench-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        store = place / "many.sdrdesk"
        make_store(store, LEADS)

        def start(script: str, *arguments: str) -> float:
            return seconds_to_line([sys.executable, str(HERE / script), *arguments], place)

        opened = ("--workspace", str(store), "--lang", "en")
        floor, window, lead = alternating(
            lambda: start("bare_window.py"),
            lambda: start("watched_start.py", "window", *opened),
            lambda: start("watched_start.py", "lead", *opened),
            times=TIMES,
        )
    yield Figure("launch → first painted window", "a bare PySide6 window", window, floor, 1.25)
    yield Figure(f"launch → first lead on the desk, {LEADS:,} leads", "a bare PySide6 window", lead, floor, 2.5)


def seconds_to_line(command: list[str], home: Path) -> float:
    """From the start of a process to the first line it prints."""
    environment = {
        **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},  # as installed: compiled once
        "PYTHONPATH": str(HERE.parent),
        "SDRDESK_NOW": NOW,
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "STATE", "CACHE")},
    }
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=home) as child:
        assert child.stdout is not None
        try:
            line = child.stdout.readline()
            took = time.perf_counter() - begun
            child.wait(LONGEST)
        finally:
            child.kill()
    if line != b"painted\n":
        raise SystemExit(f"{command[1:]}: {line!r}")
    return took
