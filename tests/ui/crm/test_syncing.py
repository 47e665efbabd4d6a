"""The sync that goes by itself: after an act, when the CRM said, never two at once; it ends with the window."""

import subprocess
import sys
import threading

from PySide6.QtCore import Qt

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.leads import LeadFilter
from tests.support import ROOT
from tests.ui.crm.side import Side
from tests.ui.window import Window


def names_there(side: Side) -> set[str]:
    return {str(r.fields.get("first_name")) for r in side.crm.records("contacts")}


def settled(side: Side, connection: str) -> None:
    side.until(lambda: not side.syncing.is_running(connection) and not side.window.bench.writer.busy)


def lead_named(side: Side, name: str) -> str:
    (lead_id,) = leads.find_leads(side.workspace, LeadFilter(search=name))
    return lead_id


def begun(side: Side) -> str:
    """A connection that runs as soon as there is something to tell, and whose first run is over."""
    side.syncing.settle_ms = 20
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        connection = side.connect()
    settled(side, connection)
    return connection


def test_what_is_noted_on_the_desk_is_in_the_crm_a_moment_later(side: Side) -> None:
    connection = begun(side)
    assert names_there(side) == {"Anne", "Bruno", "Carla", "David"}
    side.window.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    side.window.type("asks for a quote")
    side.window.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    side.until(lambda: [r.fields["text"] for r in side.crm.records("notes")] == ["asks for a quote"])
    settled(side, connection)


def test_what_a_colleague_changes_there_is_shown_here(side: Side) -> None:
    begun(side)
    anne = next(r for r in side.crm.records("contacts") if r.fields["first_name"] == "Anne")
    side.window.bench.show_screen("leads")
    side.window.bench.leads_view.select(lead_named(side, "arnaud"))
    side.window.clock.pass_time(minutes=5)
    side.crm.change("contacts", anne.id, title="DG")
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.syncing._run_all()
    title = side.window.bench.leads_view.panel.fields["job_title"]
    side.until(lambda: title.text() == "DG")


def test_asked_to_come_back_later_nothing_is_asked_before(side: Side) -> None:
    connection = begun(side)
    side.crm.fault("429_seconds", seconds=120)
    leads.edit_lead(side.workspace, lead_named(side, "conti"), {"job_title": "PDG"})
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.syncing.acted()
    found = connections.status(side.workspace, connection)
    assert found.connection.why == "transient"
    before = len(side.crm.requests)
    side.syncing._run_due()
    assert not side.syncing.is_running(connection)
    assert len(side.crm.requests) == before
    side.window.clock.pass_time(seconds=121)
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.syncing._run_due()
    assert side.crm.too_early == []
    assert connections.status(side.workspace, connection).waiting == 0


def test_a_run_that_is_asked_for_while_one_goes_is_not_begun_twice(side: Side) -> None:
    connection = side.connect()
    for _ in range(5):
        side.syncing.run(connection)
    assert len(side.syncing._waiting) == 1
    settled(side, connection)
    assert not side.crm.duplicates("contacts")
    assert len([t for t in threading.enumerate() if t.name == "sdrdesk-sync"]) == 1


def test_a_stopped_run_leaves_what_was_done_and_goes_on_when_asked(side: Side) -> None:
    connection = side.connect()
    side.syncing.run(connection)
    side.syncing.stop(connection)
    settled(side, connection)
    side.syncing.run(connection)
    settled(side, connection)
    assert names_there(side) == {"Anne", "Bruno", "Carla", "David"}
    assert not side.crm.duplicates("contacts")


def test_a_key_that_is_nowhere_is_asked_for_and_nothing_is_sent(side: Side) -> None:
    connection = side.connect()
    side.crms.secrets.forget(connection)
    side.syncing.run(connection)
    settled(side, connection)
    assert side.crm.requests == [r for r in side.crm.requests if r.path == "/me"]
    side.until(lambda: side.window.bench.crm.indicator.text() == "CRM: give the key again")
    side.syncing._run_all()
    assert not side.syncing.is_running(connection)


def test_the_window_closes_while_the_crm_is_silent(side: Side) -> None:
    connection = side.connect()
    side.crm.fault("timeout_after_commit", on=("POST", "contacts"), times=None)
    side.syncing.run(connection)
    side.until(lambda: any(r.method == "POST" for r in side.crm.requests))
    side.window.shell.close()  # the fixture looks for what is left


def test_the_window_closes_while_a_run_rests_as_the_crm_asked(side: Side) -> None:
    connection = side.connect()
    side.crm.fault("429_seconds", on=("POST", "contacts"), times=None, seconds=50)
    side.syncing.run(connection)
    side.until(lambda: any(r.status == 429 for r in side.crm.requests))
    side.window.shell.close()  # the fixture looks for what is left


def test_without_a_connection_there_is_no_thread_no_timer_and_nothing_of_http(window: Window) -> None:
    window.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    window.type("a note")
    window.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.qtbot.waitUntil(lambda: not window.bench.writer.busy)
    assert window.bench.crm._syncing is None
    assert not window.bench.crm._look.isActive()
    assert not [t for t in threading.enumerate() if t.name == "sdrdesk-sync"]


def test_the_window_is_loaded_without_http_a_keyring_or_any_crm() -> None:
    names = "('httpx', 'keyring', 'truststore', 'sdrdesk.core.crm.catalogue', 'sdrdesk.core.operations.crm.sync')"
    code = f"import sys, sdrdesk.ui.main_window; print([m for m in {names} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
