"""The program is killed at any moment: what it said was on disk is on disk, and the store is sound."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sdrdesk.core.operations.backups import check_store
from sdrdesk.core.operations.workspace import change_settings, open_workspace
from sdrdesk.core.store import qualifications
from tests.ui.window import import_leads


def kill_once(path: Path, seconds: float) -> int:
    """Start the typist, kill it after a while, and check; how many drafts it had acknowledged."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.typist", str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
    )
    assert typist.stdout is not None
    assert typist.stdout.readline() == "ready\n"
    killer = threading.Timer(seconds, lambda: os.kill(typist.pid, signal.SIGKILL))
    killer.start()
    said = [line for line in typist.stdout if line.endswith("\n")]
    typist.wait()
    typist.stdout.close()
    killer.cancel()
    workspace = open_workspace(path, "Checker")
    try:
        assert check_store(workspace)["ok"]
        last = dict(line.rstrip("\n").split("\t") for line in said)
        with workspace.store.read() as tx:
            for lead_id, notes in last.items():
                kept = qualifications.get_draft(tx, lead_id)
                assert kept is not None, "an acknowledged draft was lost"
                assert kept.notes.startswith(json.loads(notes)), "an acknowledged draft was cut short"
    finally:
        workspace.store.close()
    return len(said)


def work(tmp_path: Path, kills: int) -> int:
    path = tmp_path / "work.sdrdesk"
    workspace = open_workspace(path, "Alex")
    change_settings(workspace, {"calling_hours": "off"})
    import_leads(workspace, tmp_path)
    workspace.store.close()
    chance = random.Random(20261122)
    return sum(kill_once(path, chance.uniform(0.3, 2.4)) for _ in range(kills))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_while_typing_loses_no_acknowledged_draft(tmp_path: Path) -> None:
    assert work(tmp_path, 2) > 0


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_hundred_kills_while_typing_lose_no_acknowledged_draft(tmp_path: Path) -> None:
    begun = time.monotonic()
    acknowledged = work(tmp_path, 100)
    print(f"100 kills, {acknowledged} acknowledged drafts, 0 lost, {time.monotonic() - begun:.0f} s")
    assert acknowledged >= 100
