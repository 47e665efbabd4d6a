"""Calls made on another phone: one logged in a few keys, a list pasted, looked at and recorded in one act."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.ui.elsewhere.call_lines_model import BECOMES, LEAD
from sdrdesk.ui.elsewhere.log_call_dialog import LogCallDialog
from sdrdesk.ui.elsewhere.paste_calls_dialog import PasteCallsDialog
from tests.ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def calls_of(window: Window, name: str):
    workspace = window.bench.workspace
    (lead_id,) = leads.find_leads(workspace, LeadFilter(search=name))
    return leads.dossier(workspace, lead_id).calls


def opened(window: Window, key, kind):
    window.key(key, CONTROL | SHIFT)
    dialog = window.bench.findChild(kind)
    window.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
    return dialog


def test_a_call_is_logged_by_a_name_two_enters_and_a_digit_from_any_screen(window: Window) -> None:
    window.key(Qt.Key.Key_M, CONTROL)
    window.type("half a sen")
    on_desk = window.desk.session.lead_id
    opened(window, Qt.Key.Key_L, LogCallDialog)
    window.type("conti")
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_6)
    window.type("9:05")
    window.key(Qt.Key.Key_Return)
    (call,) = calls_of(window, "conti")
    assert (call.outcome, call.at.astimezone(window.bench.workspace.zone).strftime("%d %H:%M")) == (
        "reached",
        "23 09:05",
    )
    assert window.bench.notice.text().startswith("Carla Conti: reached.")
    assert window.desk.session.lead_id == on_desk
    assert window.view.notes.toPlainText() == "half a sen"


def test_a_number_typed_as_it_is_read_finds_its_lead_and_a_call_back_its_time(window: Window) -> None:
    opened(window, Qt.Key.Key_L, LogCallDialog)
    window.type("01.99.00.10.02")
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_5)
    window.type("demain 14h30")
    window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Tab)
    window.type("on the train")
    window.key(Qt.Key.Key_Return)
    (call,) = calls_of(window, "berger")
    assert (call.outcome, call.owner) == ("callback_promised", "Alex")
    assert call.until.astimezone(window.bench.workspace.zone).strftime("%d %H:%M") == "24 14:30"


def test_what_is_missing_is_said_and_nothing_is_recorded(window: Window) -> None:
    dialog = opened(window, Qt.Key.Key_L, LogCallDialog)
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_7)
    window.key(Qt.Key.Key_Return)
    assert dialog.said.text() == "Say who was called."
    window.type("conti")
    window.key(Qt.Key.Key_Return)
    assert dialog.said.text() == "Choose a reason with its digit."
    window.key(Qt.Key.Key_3)
    window.type("tomorrow 9:00")
    window.key(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert calls_of(window, "conti") == ()
    window.key(Qt.Key.Key_Escape)


def test_a_pasted_list_is_shown_line_by_line_changed_by_digits_and_recorded_in_one_act(window: Window) -> None:
    QApplication.clipboard().setText(
        "01 99 00 10 01;23/11/2026 09:05;2:31\n01 99 00 10 02;23/11/2026 09:10;0:40\n01 99 00 10 99;09:20;1:00\n"
        "01 99 00 10 03;09:30"
    )
    dialog = opened(window, Qt.Key.Key_V, PasteCallsDialog)
    tester = QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    texts = [[dialog.model.index(r, c).data() for c in (LEAD, BECOMES)] for r in range(dialog.model.rowCount())]
    assert texts == [
        ["Anne Arnaud · Alpha", "Reached"],
        ["Bruno Berger · Bêta", "Reached"],
        ["", "no lead has this number"],
        ["Carla Conti · Gamma", "outcome not said: choose it by its digit"],
    ]
    assert dialog.record_button.text() == "Record 2 call(s) (Enter)"
    window.key(Qt.Key.Key_Delete)  # Anne's is left out
    window.key(Qt.Key.Key_3)  # Bruno's was his voicemail
    window.key(Qt.Key.Key_1)  # nobody's
    assert dialog.said.text() == "This line cannot be recorded; it says why."
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_5)
    assert dialog.said.text() == "A call back needs its time: log that call by itself."
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_Return)
    assert tester
    assert [c.outcome for name in ("arnaud", "berger", "conti") for c in calls_of(window, name)] == [
        "voicemail",
        "no_answer",
    ]
    assert window.bench.notice.text() == "2 call(s) recorded."
    window.shell.activateWindow()
    window.qtbot.waitUntil(window.shell.isActiveWindow)
    window.desk.view.setFocus()
    window.key(Qt.Key.Key_Z, CONTROL)
    assert [calls_of(window, name) for name in ("arnaud", "berger", "conti")] == [(), (), ()]


def test_a_clipboard_without_calls_is_left_alone_and_a_list_can_be_typed(window: Window) -> None:
    QApplication.clipboard().setText("a letter to Anne\nof two lines")
    dialog = opened(window, Qt.Key.Key_V, PasteCallsDialog)
    assert dialog.field.toPlainText() == ""
    assert not dialog.record_button.isEnabled()
    window.type("0199001001 9:05 missed")
    assert dialog.model.ready == 1
    window.key(Qt.Key.Key_Escape)
    assert calls_of(window, "arnaud") == ()


def test_the_lead_chosen_with_the_arrows_is_the_one_recorded_and_once(window: Window) -> None:
    workspace = window.bench.workspace
    for name in ("arnaud", "berger", "conti"):
        (lead_id,) = leads.find_leads(workspace, LeadFilter(search=name))
        leads.edit_lead(workspace, lead_id, {"company": "Same"})
    dialog = opened(window, Qt.Key.Key_L, LogCallDialog)
    window.type("same")
    window.qtbot.waitUntil(lambda: dialog.found.count() == 3)
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_1)
    for _ in range(2):  # Enter twice, before the first is answered
        window.qtbot.keyClick(dialog.when, Qt.Key.Key_Return)
    window.settle()
    assert [len(calls_of(window, name)) for name in ("arnaud", "berger", "conti")] == [0, 0, 1]


def test_the_number_typed_is_the_one_that_was_wrong(window: Window) -> None:
    workspace = window.bench.workspace
    (lead_id,) = leads.find_leads(workspace, LeadFilter(search="conti"))
    leads.edit_lead(workspace, lead_id, {"mobile": "06 39 98 10 03"})
    opened(window, Qt.Key.Key_L, LogCallDialog)
    window.type("06.39.98.10.03")
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_8)
    window.key(Qt.Key.Key_Return)
    assert [c.number for c in calls_of(window, "conti")] == ["+33639981003"]
    assert leads.dossier(workspace, lead_id).dialable == ("+33199001003",)


def test_of_the_two_numbers_of_a_name_the_wrong_one_is_chosen(window: Window) -> None:
    workspace = window.bench.workspace
    (lead_id,) = leads.find_leads(workspace, LeadFilter(search="conti"))
    leads.edit_lead(workspace, lead_id, {"mobile": "06 39 98 10 03"})
    dialog = opened(window, Qt.Key.Key_L, LogCallDialog)
    window.type("conti")
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_8)
    window.key(Qt.Key.Key_Return)
    assert dialog.said.text() == "Choose the wrong number with its digit."
    window.key(Qt.Key.Key_2)
    window.key(Qt.Key.Key_Return)
    assert [c.number for c in calls_of(window, "conti")] == ["+33639981003"]


def test_who_was_called_at_a_shared_number_is_said_by_a_digit_and_kept_while_the_text_changes(window: Window) -> None:
    workspace = window.bench.workspace
    for name in ("arnaud", "berger"):
        (lead_id,) = leads.find_leads(workspace, LeadFilter(search=name))
        leads.edit_lead(workspace, lead_id, {"phone": "01 99 00 10 50"})
    QApplication.clipboard().setText("01 99 00 10 03;08:30;1:00\n01 99 00 10 50;08:40;2:00")
    dialog = opened(window, Qt.Key.Key_V, PasteCallsDialog)
    window.key(Qt.Key.Key_4)  # Carla's was at the gate
    assert dialog.offered.text() == "Who was called: 1 Anne Arnaud · Alpha   2 Bruno Berger · Bêta"
    window.key(Qt.Key.Key_2)
    assert not dialog.offered.isVisible()
    dialog.field.setFocus()
    window.type("0199001004 08:50 1:00")  # above the others, at first on the line of the first of them
    window.key(Qt.Key.Key_Return)
    texts = [[dialog.model.index(r, c).data() for c in (LEAD, BECOMES)] for r in range(dialog.model.rowCount())]
    assert texts == [
        ["David Durand · Delta", "Reached"],
        ["Carla Conti · Gamma", "Gatekeeper"],
        ["Bruno Berger · Bêta", "Reached"],
    ]
    dialog.table.setFocus()
    dialog.table.selectRow(2)
    window.key(Qt.Key.Key_Backspace)
    assert dialog.model.index(2, BECOMES).data() == "several leads have this number"
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_Return)
    assert [[c.outcome for c in calls_of(window, n)] for n in ("arnaud", "berger", "conti")] == [
        ["reached"],
        [],
        ["gatekeeper"],
    ]
