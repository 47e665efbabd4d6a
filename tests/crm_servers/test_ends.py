"""A server ends with the test that started it, however that test ends."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.crm_servers.django_crm import start_django_crm
from tests.crm_servers.running import NotDoneError, asked, free_port, serving
from tests.crm_servers.tryton import MODEL, start_tryton
from tests.support import ROOT

pytestmark = pytest.mark.long

STARTER = """
import sys
from pathlib import Path
from tests.crm_servers.tryton import start_tryton

with start_tryton(Path(sys.argv[1])) as server:
    print(server.pid, server.url, flush=True)
    sys.stdin.readline()
"""


def lives(pid: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_server_ends_with_its_block(django_crm_built: Path, tmp_path: Path):
    with start_django_crm(tmp_path) as server:
        assert lives(server.pid)
        assert asked(f"{server.url}/leads/", "GET").status == 401
    assert not lives(server.pid)
    with pytest.raises(ConnectionRefusedError):
        asked(f"{server.url}/leads/", "GET")


def test_a_server_that_was_away_is_back_with_what_it_had(tryton_built: Path, django_crm_built: Path, tmp_path: Path):
    for start, add, path in (
        (start_tryton, lambda crm: crm.add_party("Dupont", code="K-1"), f"{MODEL}/party.party"),
        (start_django_crm, lambda crm: crm.add_lead("Dupont"), "/leads/"),
    ):
        folder = tmp_path / start.__name__
        folder.mkdir()
        with start(folder) as before:
            add(before)
            had = before.records()
        with pytest.raises(ConnectionRefusedError):
            before.call("GET", path)
        with start(folder, port=urlsplit(before.url).port) as after:
            assert before.call("GET", path).status == 200, "at the same address, with the same key"
            assert after.records() == had


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
def test_a_server_ends_when_the_process_that_started_it_is_killed(tryton_built: Path, tmp_path: Path):
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with starter:
        assert starter.stdout is not None
        assert starter.stderr is not None
        pid, url = starter.stdout.readline().split()
        assert lives(int(pid))
        starter.kill()
        starter.stderr.read()  # ends when the watchdog does, which has its other end; the server's goes to its log
        assert not lives(int(pid))
        with pytest.raises(ConnectionRefusedError):
            asked(url, "GET")


def test_a_server_that_does_not_start_is_said(tmp_path: Path):
    with (
        pytest.raises(NotDoneError, match="did not start"),
        serving(free_port(), tmp_path, (sys.executable, "-c", "raise SystemExit(3)")),
    ):
        pass  # pragma: no cover


def test_what_a_user_is_let_in_by_is_not_shown(django_crm):
    assert django_crm.authorization not in repr(django_crm)
    assert django_crm.colleague not in repr(django_crm)
