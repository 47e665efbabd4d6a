"""Where no CRM is connected nothing leaves the machine: no socket is opened, no name looked up, no module loaded."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from tests.e2e.sockets import TICK_MS
from tests.support import ROOT
from tests.ui.window import LEADS


def watched(tmp_path: Path, *arguments: object, timeout: float = 120) -> tuple[dict, str]:
    """What was seen while sdrdesk did this, and what it printed."""
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(tmp_path))
    environment = os.environ | homes | {"QT_QPA_PLATFORM": "offscreen", "SDRDESK_NOW": "2026-11-24T10:00:00"}
    command = [sys.executable, "-m", "tests.e2e.sockets", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout)
    assert done.returncode == 0, done.stderr
    *printed, last = done.stdout.splitlines()
    return json.loads(last), "\n".join(printed)


def command(tmp_path: Path, *arguments: object):
    """The answer of a command that opened no socket."""
    seen, printed = watched(tmp_path, "command", "--workspace", tmp_path / "w.sdrdesk", *arguments, "--json")
    assert (seen["status"], seen["seen"], seen["loaded"]) == (0, [], [])
    return json.loads(printed)


def test_a_socket_would_be_seen(tmp_path):
    seen, _ = watched(tmp_path, "socket")
    assert "socket" in seen["seen"][0]
    if sys.platform == "linux":
        assert [found for found in seen["seen"] if found.startswith("open connection")]


def test_a_socket_can_be_refused_and_is_seen_then_too(tmp_path):
    seen, _ = watched(tmp_path, "refused")
    assert seen["status"] == 1
    assert "socket" in seen["seen"][0]


def test_a_morning_on_the_command_line_opens_no_socket(tmp_path):
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")
    command(tmp_path, "import", tmp_path / "leads.csv")
    lead = command(tmp_path, "queue")["due"][0]["lead"]
    command(tmp_path, "show", lead)
    command(tmp_path, "log", lead, "reached", "--note", "budget in March")
    command(tmp_path, "decide", lead, "later", "--until", "2027-03-01")
    command(tmp_path, "export", tmp_path / "out.csv")
    command(tmp_path, "backup", tmp_path / "copy.sdrdesk")
    assert (tmp_path / "out.csv").stat().st_size > 100


def test_the_window_starts_and_stops_without_a_socket(demo_file, tmp_path):
    seen, _ = watched(tmp_path, "command", "--workspace", shutil.copy(demo_file, tmp_path / "w.sdrdesk"), "--smoke")
    assert (seen["status"], seen["seen"], seen["loaded"]) == (0, [], [])


def operations(path: Path) -> int:
    """How many acts a store holds, read past the program."""
    with closing(sqlite.connect(str(path))) as store:
        return store.execute("SELECT count(*) FROM operation").fetchone()[0]


def by_hand(demo_file: Path, tmp_path: Path, seconds: float) -> int:
    path = Path(shutil.copy(demo_file, tmp_path / "work.sdrdesk"))
    before = operations(path)
    seen, _ = watched(tmp_path, "hand", path, seconds, timeout=seconds + 120)
    assert (seen["seen"], seen["loaded"]) == ([], [])
    assert operations(path) > before, "nothing was done at all"
    return seen["pressed"]


def test_a_window_in_use_opens_no_socket(demo_file, tmp_path):
    assert by_hand(demo_file, tmp_path, 8) > 20, "hardly a key was pressed"


@pytest.mark.long
def test_ten_minutes_in_the_window_open_no_socket(demo_file, tmp_path):
    pressed = by_hand(demo_file, tmp_path, 600)
    print(f"10 minutes, {pressed} keys, one each {TICK_MS} ms at most, no socket")
    assert pressed > 2000
