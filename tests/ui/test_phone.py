"""Dialling, timing, copying: the number that is right, nothing read by a shell, the length kept with its call."""

import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import leads
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.ui.calls.phone import start_call
from tests.ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def with_command(window: Window, folder: Path) -> Path:
    """Have numbers dialled by a command that writes what it was given; where it writes."""
    said = folder / "dialled.txt"
    program = folder / "dial.py"
    program.write_text("import sys; open(sys.argv[1], 'a').write(repr(sys.argv[2:]))", encoding="utf-8")
    PersonalSettings(folder / "settings.json").write("dial_with", f'"{sys.executable}" "{program}" "{said}" {{number}}')
    return said


def test_a_number_is_one_argument_whatever_stands_in_it(window: Window, tmp_path: Path) -> None:
    said = with_command(window, tmp_path)
    dial_with = PersonalSettings(tmp_path / "settings.json").read()["dial_with"]
    nasty = '+331;touch"x"$(id)&|'
    assert start_call(dial_with, nasty)
    window.qtbot.waitUntil(lambda: said.exists() and said.read_text(encoding="utf-8") == repr([nasty]), timeout=10_000)


def test_a_command_that_cannot_be_read_or_started_dials_nothing() -> None:
    assert not start_call('"unclosed {number}', "+331")
    assert not start_call("/no/such/program {number}", "+331")


def test_a_timed_call_keeps_its_length_and_its_number(window: Window, tmp_path: Path) -> None:
    with_command(window, tmp_path)
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_F9)
    assert window.bench.call_length.text() == "00:00"
    window.key(Qt.Key.Key_1)
    (call,) = leads.dossier(window.bench.workspace, lead_id).calls
    assert (call.number, call.seconds) == ("+33199001001", 0)
    assert window.bench.call_length.text() == ""
    assert window.desk.session.lead_id != lead_id
    window.key(Qt.Key.Key_1)  # the next was never dialled
    assert window.desk.phone.number == ""


def test_a_call_begun_on_one_lead_is_not_timed_on_the_next(window: Window, tmp_path: Path) -> None:
    with_command(window, tmp_path)
    window.key(Qt.Key.Key_F9)
    window.key(Qt.Key.Key_Right, CONTROL)
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_1)
    (call,) = leads.dossier(window.bench.workspace, lead_id).calls
    assert call.seconds is None


def test_a_wrong_number_is_not_dialled_again(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    dialled = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: dialled.append(url.toString()) or True)
    lead_id = window.desk.session.lead_id
    leads.edit_lead(window.bench.workspace, lead_id, {"mobile": "06 39 98 10 01"})
    window.desk.reload()
    window.key(Qt.Key.Key_8)  # neither was dialled from here: which one?
    assert leads.dossier(window.bench.workspace, lead_id).calls == ()
    window.key(Qt.Key.Key_1)
    assert window.desk.session.lead_id == lead_id  # the other number is left
    window.key(Qt.Key.Key_F9)
    assert dialled == ["tel:+33639981001"]


def test_the_second_number_has_its_key_and_a_wrong_one_is_the_one_that_was_dialled(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: dialled.append(url.toString()) or True)
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_F9, SHIFT)
    assert window.bench.notice.text() == "There is no second number."
    leads.edit_lead(window.bench.workspace, lead_id, {"mobile": "06 39 98 10 01"})
    window.desk.reload()
    window.key(Qt.Key.Key_F9, SHIFT)
    window.key(Qt.Key.Key_8)
    found = leads.dossier(window.bench.workspace, lead_id)
    assert dialled == ["tel:+33639981001"]
    assert ([c.number for c in found.calls], found.dialable) == (["+33639981001"], ("+33199001001",))


def test_of_two_numbers_never_dialled_here_the_wrong_one_is_chosen_by_its_digit(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    leads.edit_lead(window.bench.workspace, lead_id, {"mobile": "06 39 98 10 01"})
    window.desk.reload()
    window.key(Qt.Key.Key_8)
    window.key(Qt.Key.Key_Escape)
    assert leads.dossier(window.bench.workspace, lead_id).calls == ()
    window.key(Qt.Key.Key_8)
    window.key(Qt.Key.Key_2)
    (call,) = leads.dossier(window.bench.workspace, lead_id).calls
    assert (call.outcome, call.number, call.seconds) == ("wrong_number", "+33639981001", None)


def test_the_number_is_copied_by_a_key_and_that_of_someone_opposed_is_not(window: Window) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    window.key(Qt.Key.Key_C, CONTROL | SHIFT)
    assert clipboard.text() == "+33199001001"
    lead_id = window.desk.session.lead_id
    clipboard.setText("before")
    window.key(Qt.Key.Key_9)
    window.bench.put_on_desk(lead_id)
    window.key(Qt.Key.Key_C, CONTROL | SHIFT)
    window.key(Qt.Key.Key_F9)
    assert clipboard.text() == "before"
    assert window.desk.phone.number == ""


@pytest.mark.parametrize(("key", "days"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_3, 3), (Qt.Key.Key_7, 7)])
def test_a_follow_up_is_one_key(window: Window, key: Qt.Key, days: int) -> None:
    session = window.desk.session
    command = next(c for c in window.bench.commands if c.keys == (f"Ctrl+Shift+{days}",))
    command.run()
    window.settle()
    (call,) = leads.dossier(window.bench.workspace, session.lead_id).calls
    assert call.outcome == "callback_later"
    assert (date.fromisoformat(call.until_day) - session.today).days == days


def test_two_quick_calls_are_no_pace_yet(window: Window) -> None:
    for _ in range(3):
        window.key(Qt.Key.Key_1)
        window.clock.pass_time(minutes=5)
    assert "/h" not in window.bench.session_counts.text()  # ten minutes of calling
    window.key(Qt.Key.Key_1)
    assert "<b>12.0</b>/h" in window.bench.session_counts.text()


def test_the_rate_and_the_goal_stand_in_the_counters(window: Window, tmp_path: Path) -> None:
    PersonalSettings(tmp_path / "settings.json").write("goal", "calls:2")
    for _ in range(2):
        window.key(Qt.Key.Key_1)
        window.clock.pass_time(minutes=20)
    window.bench.show_counts()
    said = window.bench.session_counts.text()
    assert "<b>3.0</b>/h" in said
    assert "<b>goal 2/2 calls</b>" in said
