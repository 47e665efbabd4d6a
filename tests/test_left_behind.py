"""What a killed program leaves of the lists it was reading."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sdrdesk.core.operations.undo import take_back_unfinished
from sdrdesk.core.store.scratch import Scratch

READING = """
import sys
from sdrdesk.core.exchange.pasted import pasted_table
from sdrdesk.core.store.scratch import Scratch
kept = Scratch()
print(pasted_table("Nom\\nMartin"), flush=True)
sys.stdin.read()
"""


def folders():
    return {path.name for path in Path(tempfile.gettempdir()).glob("sdrdesk-*")}


def test_the_lists_of_a_killed_program_are_removed_at_the_next_start_and_of_no_other(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "sdrdesk-import-notes").mkdir()  # no name that we give
    with (
        Scratch(),
        subprocess.Popen([sys.executable, "-c", READING], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
    ):
        assert other.stdout is not None
        pasted = Path(other.stdout.readline().decode().strip())
        there = folders()
        assert len(there) == 4
        take_back_unfinished(desk.workspace)
        assert folders() == there  # both programs run
        other.kill()
        other.wait()
        assert pasted.exists()
        take_back_unfinished(desk.workspace)
        assert not pasted.exists()
        left = {name for name in there if name == "sdrdesk-import-notes" or f"-{os.getpid()}-" in name}
        assert len(left) == 2
        assert folders() == left
