"""A bundle written here, opened where there is no network, remarked on by keys alone, merged back here."""

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.operations import bundles
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import find_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.workspace import Workspace, open_workspace
from sdrdesk.core.store.leads import LeadFilter
from tests.e2e.reviewer import KINDS
from tests.support import ROOT
from tests.ui.window import Clock, import_leads

DECISIONS = tuple(Decision)
PHRASE = "three green boats"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def decided(folder: Path, leads: int) -> tuple[Workspace, list[str]]:
    """A workspace of so many qualified leads, and they in the order of the review: the last decided on first."""
    clock = Clock(START)
    workspace = open_workspace(folder / "work.sdrdesk", "Alex", clock)
    rows = [f"Paul;Lead{n:03};Firm {n};paul{n}@firm{n}.example" for n in range(leads)]
    import_leads(workspace, folder, "\n".join(["Prénom;Nom;Société;E-mail", *rows]) + "\n")
    found = sorted(find_leads(workspace, LeadFilter()))
    for n, lead_id in enumerate(found):
        clock.pass_time(minutes=3)
        record_call(workspace, lead_id, Outcome.REACHED, note=f"Call {n} was short. Budget in March for {n}.")
        clock.pass_time(seconds=30)
        decide(workspace, lead_id, DECISIONS[n % 3])
    return workspace, found[::-1]


def reviewed_elsewhere(bundle: Path, folder: Path, rows: int, timeout: float) -> tuple[Path, dict]:
    """The answer of a reviewer in a process and a home of their own, and what that process saw of the network."""
    home = folder / "elsewhere"
    home.mkdir()
    answer = home / "back.sdrreview"
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(home))
    later = (START + timedelta(days=3)).isoformat()
    environment = os.environ | homes | {"QT_QPA_PLATFORM": "offscreen", "SDRDESK_NOW": later}
    command = [sys.executable, "-m", "tests.e2e.sockets", "review", bundle, home, answer, str(rows), PHRASE]
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout
    )
    assert done.returncode == 0, done.stderr
    return answer, json.loads(done.stdout.splitlines()[-1])


def stored_remarks(path: Path) -> list[tuple]:
    """The remarks of a store by the time of the decision they are on, newest first, read past the program."""
    said = (
        "SELECT r.lead, r.kind, r.value, r.text, r.quote, r.who FROM remark r "
        "JOIN decision d ON d.id = substr(r.about_id, 1, 36) ORDER BY d.at DESC"
    )
    with closing(sqlite.connect(str(path))) as store:
        return store.execute(said).fetchall()


def expected(n: int, lead: str, of: int) -> tuple:
    """What the reviewer said of the row, worked out from what was pressed."""
    call = of - 1 - n  # the last call is the first row
    said = {
        "agree": ("agree", "", "", ""),
        "disagree": ("disagree", "unproved", f"why so sure jk {n}", ""),
        "comment": ("comment", "", f"ask for the date {n}", f"Budget in March for {call}."),
        "tag": ("tag", "budget", "", ""),
        "example": ("example", "", "", ""),
    }
    return (lead, *said[KINDS[n % len(KINDS)]], "Robin")


def review_and_merge(folder: Path, leads: int, timeout: float) -> dict:
    workspace, order = decided(folder, leads)
    bundle = folder / "out.sdrreview"
    written = bundles.write_bundle(workspace, order, bundle, PHRASE)
    assert (written.leads, written.decisions, written.locked) == (leads, leads, True)
    assert b"Firm" not in bundle.read_bytes()  # it is locked
    answer, seen = reviewed_elsewhere(bundle, folder, leads, timeout)
    assert (seen["seen"], seen["loaded"]) == ([], [])
    merged = bundles.merge_bundle(workspace, answer, PHRASE)
    assert merged.added["remark"] == leads
    path = workspace.store.path
    assert stored_remarks(path) == [expected(n, lead, leads) for n, lead in enumerate(order)]
    again = bundles.merge_bundle(workspace, answer, PHRASE)
    assert not again.anything
    assert len(stored_remarks(path)) == leads
    workspace.store.close()
    return seen


def test_twenty_leads_are_reviewed_by_keys_without_a_network_and_come_back(tmp_path):
    seen = review_and_merge(tmp_path, 20, 120)
    assert seen["pressed"] > 20 * 2


@pytest.mark.long
def test_five_hundred_leads_are_reviewed_by_keys_without_a_network_and_come_back(tmp_path):
    seen = review_and_merge(tmp_path, 500, 580)
    print(f"500 leads, {seen['pressed']} keys, no socket")
