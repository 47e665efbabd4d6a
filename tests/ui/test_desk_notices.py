"""What a notice of the desk offers is about what it says, whatever is done before it is used."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from sdrdesk.core.operations import leads
from sdrdesk.core.store import activities
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def calls_of(window: Window, lead_id: str) -> list[activities.Call]:
    with window.bench.workspace.store.read() as tx:
        return activities.calls_of(tx, [lead_id]).get(lead_id, [])


def need_of(window: Window, lead_id: str) -> str | None:
    found = leads.dossier(window.bench.workspace, lead_id).answers.get("need")
    return str(found.value) if found and found.asked else None


def test_the_undo_of_a_notice_takes_back_the_call_it_speaks_of_not_a_later_answer(window: Window) -> None:
    anne = window.desk.session.lead_id
    window.key(Qt.Key.Key_1)
    assert window.bench.notice.text().startswith("Anne Arnaud: no answer")
    following = window.desk.session.lead_id
    window.view.form.focus_criterion("need")
    window.key(Qt.Key.Key_1)
    answered = need_of(window, following)
    assert answered is not None
    undo = next(b for b in window.bench.notice.findChildren(QPushButton) if b.text() == "Undo (Ctrl+Z)")
    undo.setFocus()
    window.key(Qt.Key.Key_Space)
    assert calls_of(window, anne) == []
    assert need_of(window, following) == answered
    assert window.desk.session.lead_id == anne


def test_ctrl_z_stays_the_newest_act_while_a_notice_speaks_of_another(window: Window) -> None:
    anne = window.desk.session.lead_id
    window.key(Qt.Key.Key_1)
    following = window.desk.session.lead_id
    window.view.form.focus_criterion("need")
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_Z, CONTROL)
    assert need_of(window, following) is None
    assert [c.outcome for c in calls_of(window, anne)] == ["no_answer"]


def test_the_undo_of_a_lead_put_off_takes_back_the_wait(window: Window) -> None:
    anne = window.desk.session.lead_id
    window.key(Qt.Key.Key_R, CONTROL)
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_1)
    window.view.form.focus_criterion("need")
    window.key(Qt.Key.Key_1)
    window.bench.notice.findChild(QPushButton).setFocus()
    window.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    window.settle()
    assert leads.dossier(window.bench.workspace, anne).summary.standing.code == "never_called"
