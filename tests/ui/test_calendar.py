"""An appointment written to a calendar file by a key, offered by the notice that tells of a meeting."""

from pathlib import Path

from icalendar import Calendar
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from tests.ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def summaries(path: Path) -> list[str]:
    return [str(e["SUMMARY"]) for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def write(window: Window, target: Path) -> None:
    """Press the key, and name the file once the dialog is there."""
    watch = QTimer()

    def name_the_file() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            field = dialog.findChild(QLineEdit)
            field.setText(str(target))  # typed, the completion of its folders would take Return away at times
            window.qtbot.keyClick(field, Qt.Key.Key_Return)

    watch.timeout.connect(name_the_file)
    watch.start(50)
    window.qtbot.keyClick(QApplication.focusWidget() or window.shell, Qt.Key.Key_M, CONTROL | SHIFT)
    watch.stop()
    window.settle()


def test_the_notice_of_a_meeting_offers_its_calendar_though_the_next_lead_is_on_the_desk(
    window: Window, tmp_path: Path
) -> None:
    window.key(Qt.Key.Key_Return, CONTROL)
    for said in ("shared", "alone", "loss"):
        window.type(said)
        window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Return)
    assert window.lead_name != "Anne Arnaud"
    assert window.bench.notice.text().endswith("Ctrl+Shift+M writes it to a calendar, Ctrl+H the hand-off sheet.")
    write(window, tmp_path / "meeting.ics")
    assert summaries(tmp_path / "meeting.ics") == ["Meeting: Anne Arnaud (Alpha)"]
    assert "meeting.ics" in window.bench.notice.text()


def test_a_promise_of_the_lead_on_the_desk_is_written_and_the_ending_is_added(window: Window, tmp_path: Path) -> None:
    name = window.lead_name
    window.key(Qt.Key.Key_5)
    window.key(Qt.Key.Key_Return)
    lead_id = window.desk.session.lead_id if window.lead_name == name else None
    assert lead_id  # a conversation stays on the desk
    write(window, tmp_path / "call")
    assert summaries(tmp_path / "call.ics") == ["Call back: Anne Arnaud (Alpha)"]


def test_without_an_appointment_the_key_says_so(window: Window) -> None:
    window.key(Qt.Key.Key_M, CONTROL | SHIFT)
    assert "no meeting and no promised call" in window.bench.notice.text()
