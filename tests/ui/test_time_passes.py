"""A lead stays on the desk while time goes on: what is proposed, recorded and shown is of now."""

from PySide6.QtCore import Qt, QTime

from sdrdesk.core.changes import Changes
from sdrdesk.core.operations import leads
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_call_back_is_proposed_an_hour_from_now_not_from_when_the_lead_was_opened(window: Window) -> None:
    window.clock.pass_time(hours=2)
    window.key(Qt.Key.Key_5)
    assert window.view.acts.form.time.time() == QTime(13, 0)
    window.key(Qt.Key.Key_Escape)


def test_tomorrow_is_the_day_after_the_key_was_pressed(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.clock.pass_time(hours=15)  # Tuesday, one in the morning
    window.key(Qt.Key.Key_1, CONTROL | SHIFT)
    (call,) = leads.dossier(window.bench.workspace, lead_id).calls
    assert call.until_day == "2026-11-25"


def test_the_header_goes_with_the_clock(window: Window) -> None:
    assert "local 10:00" in window.view.header.local.text()
    window.clock.pass_time(minutes=18)
    window.desk._time_passed()
    assert "local 10:18" in window.view.header.local.text()
    assert window.view.header.reason.text() == "Never called, arrived 18 min ago"


def test_a_setting_changed_elsewhere_does_not_close_a_form_with_words_in_it(window: Window) -> None:
    window.key(Qt.Key.Key_F6)
    window.type("Zoe")
    before = window.desk.session
    window.bench.bus.publish(Changes(settings=True))
    window.settle()
    assert window.view.acts.form.fields["first_name"].text() == "Zoe"
    window.key(Qt.Key.Key_Return)
    assert window.lead_name == "Zoe"
    window.qtbot.waitUntil(lambda: not window.desk._to_judge)
    window.settle()
    assert window.lead_name == "Zoe"
    assert window.desk.session is not before
