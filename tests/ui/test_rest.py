"""A pause: said on every screen, nothing comes by itself, promises are still said, and any outcome goes on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.core.operations.sessions import pauses_today
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.ui.calls.rest import PauseBar
from tests.ui.test_reminders import promised
from tests.ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def bar(window: Window) -> PauseBar:
    return window.bench.findChild(PauseBar)


def pause(window: Window) -> None:
    window.key(Qt.Key.Key_P, CONTROL | SHIFT)


def test_the_pause_is_said_on_every_screen_and_what_is_typed_stays(window: Window) -> None:
    window.key(Qt.Key.Key_M, CONTROL)
    window.type("they hesi")
    field, lead_id = QApplication.focusWidget(), window.desk.session.lead_id
    pause(window)
    assert bar(window).isVisible()
    assert bar(window).said.text() == "Paused since 10:00"
    assert QApplication.focusWidget() is field
    window.key(Qt.Key.Key_2, CONTROL)
    assert bar(window).isVisible()
    window.key(Qt.Key.Key_1, CONTROL)
    window.clock.pass_time(minutes=12)
    pause(window)
    assert not bar(window).isVisible()
    assert window.desk.session.lead_id == lead_id
    assert window.view.notes.toPlainText() == "they hesi"
    (found,) = pauses_today(window.bench.workspace)
    assert found == (window.clock.at.replace(minute=0), window.clock.at)


def test_the_rate_leaves_the_pause_out_and_an_outcome_goes_on(window: Window) -> None:
    window.key(Qt.Key.Key_1)
    window.clock.pass_time(minutes=20)
    pause(window)
    window.clock.pass_time(minutes=24)
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_1)  # goes on, and records
    assert window.desk.rest.since is None
    assert [c.outcome for c in leads.dossier(window.bench.workspace, lead_id).calls] == ["no_answer"]
    assert "<b>3.0</b>/h" in window.bench.session_counts.text()  # twenty minutes for one call, not forty-four


def test_nobody_comes_by_itself_but_a_promise_is_said(window: Window) -> None:
    lead_id = promised(window, "Conti", 30)
    for name in ("Arnaud", "Berger", "Durand"):
        other = leads.find_leads(window.bench.workspace, LeadFilter(search=name))[0]
        window.bench.bus.publish(leads.snooze_lead(window.bench.workspace, other, window.clock().replace(day=30)))
    window.desk._leave()
    window.desk.show_next()
    assert window.desk.session is None
    pause(window)
    window.clock.pass_time(minutes=30)
    window.desk._time_passed()
    assert window.desk.session is None
    assert window.bench.notice.text().startswith("Carla Conti (Gamma) was promised a call at 10:30.")
    pause(window)
    assert window.desk.session.lead_id == lead_id


def test_a_pause_is_nothing_to_take_back(window: Window) -> None:
    pause(window)
    pause(window)
    window.key(Qt.Key.Key_Z, CONTROL)
    assert len(pauses_today(window.bench.workspace)) == 1


def test_a_pause_that_the_window_closes_on_is_kept(window: Window, clock) -> None:
    pause(window)
    began = clock.at
    clock.pass_time(minutes=5)
    window.shell.close()
    again = open_workspace(window.bench.workspace.store.path, "Alex", clock)
    assert pauses_today(again) == [(began, clock.at)]
    again.store.close()
