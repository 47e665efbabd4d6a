"""Folders with what is read of a file meanwhile: named after their process, and taken away when that one is gone.

A program that is killed, or a machine that stops, cannot clear up after itself; lists of people would stay readable.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

from sdrdesk.core.processes import is_running, this_process

_OURS = re.compile(r"sdrdesk-(?:import|reading)-(\d+)-\w+")


def folder_prefix(what: str) -> str:
    """How the name of such a folder begins; `what` is "import" or "reading"."""
    return f"sdrdesk-{what}-{os.getpid()}-"


def remove_left_behind() -> int:
    """Remove the folders of processes that are gone; how many there were. Those of others' accounts stay."""
    removed = 0
    for path in Path(tempfile.gettempdir()).glob("sdrdesk-*"):
        found = _OURS.fullmatch(path.name)
        if found is None or int(found[1]) == os.getpid() or is_running(this_process() | {"process": int(found[1])}):
            continue
        shutil.rmtree(path, ignore_errors=True)
        removed += not path.exists()
    return removed
