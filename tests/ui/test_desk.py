"""The call desk, driven by keys."""

import csv
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QToolTip, QWidget

from sdrdesk.core.operations import leads, queue, undo
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.core.store import activities, qualifications
from sdrdesk.ui.exports.columns_list import ColumnsList
from tests.ui.window import Window, open_window

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def calls_of(window: Window, lead_id: str) -> list[activities.Call]:
    with window.bench.workspace.store.read() as tx:
        return activities.calls_of(tx, [lead_id]).get(lead_id, [])


def notes_of(window: Window, lead_id: str) -> list[str]:
    with window.bench.workspace.store.read() as tx:
        return [n.text for n in activities.notes_of(tx, [lead_id]).get(lead_id, [])]


def draft_of(window: Window, lead_id: str) -> str:
    with window.bench.workspace.store.read() as tx:
        found = qualifications.get_draft(tx, lead_id)
    return found.notes if found else ""


def test_three_leads_are_worked_from_the_queue_to_the_export_by_keys_alone(window: Window, tmp_path: Path) -> None:
    # Never called, presumed role and size: Anne (14.4 + 7), Carla (18), Bruno (9 + 7); David would be eliminated.
    assert window.lead_name == "Anne Arnaud"
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_3)  # voicemail: the next lead comes by itself
    assert [c.outcome for c in calls_of(window, first)] == ["voicemail"]
    assert window.lead_name == "Carla Conti"
    second = window.desk.session.lead_id

    window.key(Qt.Key.Key_M, CTRL)  # notes
    window.type("Deux rebuts par jour, la direction en parle.")
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_6)  # reached: stays
    assert window.lead_name == "Carla Conti"
    assert notes_of(window, second) == ["Deux rebuts par jour, la direction en parle."]
    for _ in range(8):  # every question that is proposed, answered with the first option
        proposed = window.desk.session.assessment.next_question
        if proposed is None:
            break
        window.key(Qt.Key.Key_N, ALT)
        criterion = window.desk.session.grid.criterion(proposed.criterion)
        if criterion.options:
            window.key(Qt.Key.Key_1)
        else:
            window.type("2")
            window.key(Qt.Key.Key_Return)
    assert window.desk.session.assessment.state == "now"
    window.key(Qt.Key.Key_Return, CTRL)
    for said in ("Oui, la direction", "Elle seule", "Ils perdent le client"):
        window.type(said)
        window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Return)
    with window.bench.workspace.store.read() as tx:
        decided = activities.decisions_of(tx, [second])[second]
    assert [(d.decision, d.route) for d in decided] == [("now", "meeting")]
    assert window.lead_name == "Bruno Berger"

    third = window.desk.session.lead_id
    window.key(Qt.Key.Key_E, CTRL)  # never, because
    window.key(Qt.Key.Key_2)  # no need
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_Return) if window.view.acts.form else None
    assert leads.dossier(window.bench.workspace, third).summary.standing.code == "excluded"

    target = tmp_path / "export.csv"

    def name_the_file() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit)
        field.selectAll()
        window.qtbot.keyClicks(field, str(target))
        window.qtbot.keyClick(field, Qt.Key.Key_Return)

    window.qtbot.keyClick(QApplication.focusWidget() or window.shell, Qt.Key.Key_E, CTRL | SHIFT)
    window.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), ColumnsList))
    QTimer.singleShot(300, name_the_file)
    window.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: target.exists() and not window.bench.files.busy, timeout=10_000)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["last_name"]: row for row in csv.DictReader(stream)}
    assert len(rows) == 4
    assert (rows["Conti"]["decision"], rows["Conti"]["route"]) == ("now", "meeting")
    assert rows["Berger"]["reason"] == "no_need"
    assert rows["Arnaud"]["attempts"] == "1"


def test_showing_leads_writes_nothing(window: Window) -> None:
    window.qtbot.waitUntil(lambda: window.bench._background.remainingTime() not in range(1_000), timeout=10_000)
    window.settle()
    watcher = sqlite.connect(
        str(window.bench.workspace.store.path)
    )  # its data_version moves with any commit of another
    before = watcher.execute("PRAGMA data_version").fetchone()
    for _ in range(6):
        window.key(Qt.Key.Key_Right, CTRL)
    window.key(Qt.Key.Key_2, CTRL)
    for _ in range(4):
        window.qtbot.keyClick(window.bench.leads_view.table, Qt.Key.Key_Down)
    window.key(Qt.Key.Key_1, CTRL)
    window.settle()
    assert watcher.execute("PRAGMA data_version").fetchone() == before
    window.key(Qt.Key.Key_1)  # and it does move when something is written
    assert watcher.execute("PRAGMA data_version").fetchone() != before
    watcher.close()


def test_text_typed_while_a_save_is_under_way_stays_with_its_own_lead(window: Window) -> None:
    first = window.desk.session.lead_id
    gate = threading.Event()
    window.key(Qt.Key.Key_M, CTRL)
    window.type("before the call")
    window.bench.writer.submit(lambda: gate.wait(10))  # a slow disk
    window.qtbot.keyClick(window.view.notes, Qt.Key.Key_1, ALT)
    window.type(" and after it")
    assert window.desk.session.lead_id == first  # nothing moves before it is on disk
    gate.set()
    window.settle()
    assert window.desk.session.lead_id != first
    assert window.view.notes.toPlainText() == ""
    assert notes_of(window, first) == ["before the call"]
    assert draft_of(window, first) == "and after it"
    assert draft_of(window, window.desk.session.lead_id) == ""


def test_digits_are_text_in_a_field_and_outcomes_elsewhere(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_M, CTRL)
    window.type("1234567890")
    window.settle()
    assert calls_of(window, first) == []
    assert window.view.notes.toPlainText() == "1234567890"
    window.key(Qt.Key.Key_2, ALT)
    assert [c.outcome for c in calls_of(window, first)] == ["busy"]


def test_on_azerty_the_unshifted_key_is_the_digit(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key("&")
    assert [c.outcome for c in calls_of(window, first)] == ["no_answer"]


def test_undo_brings_the_lead_and_the_words_back(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_M, CTRL)
    window.type("he was driving")
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_1)
    assert window.desk.session.lead_id != first
    window.key(Qt.Key.Key_Z, CTRL)
    window.settle()
    assert window.desk.session.lead_id == first
    assert calls_of(window, first) == []
    assert notes_of(window, first) == []
    assert window.view.notes.toPlainText() == "he was driving"


def test_ctrl_z_in_a_field_undoes_typing_only(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_M, CTRL)
    window.type("abc")
    window.key(Qt.Key.Key_Z, CTRL)
    assert [c.outcome for c in calls_of(window, first)] == ["no_answer"]


def test_an_answer_is_scored_in_the_same_event_and_then_on_disk(window: Window) -> None:
    window.view.form.focus_criterion("need")
    window.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    need = next(r for r in window.desk.session.assessment.rows if r.criterion == "need")
    assert need.earned == need.max > 0
    assert window.view.verdict.view().score == window.desk.session.assessment.whole_points()[0]
    window.settle()
    stored = leads.dossier(window.bench.workspace, window.desk.session.lead_id).answers["need"]
    assert (stored.value, stored.asked) == ("blocking", True)
    window.key(Qt.Key.Key_Question)
    assert window.desk.session.facts.answers["need"] is None
    window.key(Qt.Key.Key_Delete)
    assert "need" not in window.desk.session.facts.answers
    assert "need" not in leads.dossier(window.bench.workspace, window.desk.session.lead_id).answers


def test_an_elimination_is_said_and_reversed_with_a_reason(window: Window) -> None:
    window.view.form.focus_criterion("sector")
    window.key(Qt.Key.Key_3)
    assert window.desk.session.assessment.state == "never"
    assert "off target" in window.view.verdict.view().state_title
    window.key(Qt.Key.Key_O, CTRL)
    window.type("their new plant is in our market")
    window.key(Qt.Key.Key_Return)
    assert window.desk.session.assessment.eliminated_by == ()
    stored = leads.dossier(window.bench.workspace, window.desk.session.lead_id).answers["sector"]
    assert (stored.override_reason, stored.override_by) == ("their new plant is in our market", "Alex")


def test_a_typed_answer_is_understood_kept_while_typing_and_committed(window: Window) -> None:
    window.view.form.focus_criterion("timing")
    window.type("3 mois")
    assert window.desk.session.facts.answers["timing"] == "2027-02-23"
    window.key(Qt.Key.Key_Return)
    window.settle()
    stored = leads.dossier(window.bench.workspace, window.desk.session.lead_id).answers["timing"]
    assert stored.value == "2027-02-23"


def test_what_is_not_understood_stays_and_says_so(window: Window) -> None:
    window.view.form.focus_criterion("timing")
    window.type("un jour")
    window.key(Qt.Key.Key_Return)
    row = window.view.form.rows["timing"]
    assert row.control.field.text() == "un jour"
    assert "timing" not in window.desk.session.facts.answers


def test_passing_through_a_presumed_answer_does_not_confirm_it(window: Window) -> None:
    window.view.form.focus_criterion("size")
    window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Escape)
    assert "size" not in window.desk.session.facts.answers
    window.view.form.focus_criterion("size")
    window.key(Qt.Key.Key_Return)
    assert window.desk.session.facts.answers["size"] == 120


def test_a_promise_is_kept_to_the_second(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_5)
    window.key(Qt.Key.Key_Return)  # in about an hour, as proposed
    promised = calls_of(window, first)[0].until
    assert promised is not None
    window.clock.at = promised - timedelta(seconds=1)
    assert first not in [s.lead.id for s in queue.read_queue(window.bench.workspace).head]
    window.clock.at = promised
    assert queue.read_queue(window.bench.workspace).head[0].lead.id == first


def test_what_was_being_typed_is_there_at_the_next_start(
    window: Window, qtbot, clock, tmp_path: Path, workspace
) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_M, CTRL)
    window.type("half a sente")
    window.shell.close()
    again = open_window(open_workspace(workspace.store.path, "Alex", clock), qtbot, clock, tmp_path)
    again.desk.open_lead(lead_id)
    assert again.view.notes.toPlainText() == "half a sente"
    again.shell.close()


def test_a_draft_is_on_disk_within_a_second_of_steady_typing(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_M, CTRL)
    with window.qtbot.waitSignal(window.desk.drafts.saved, timeout=1_000) as saved:
        window.type("x")
    assert saved.args[0].lead_id == lead_id
    assert draft_of(window, lead_id) == "x"


def test_a_refused_outcome_is_loud_and_loses_nothing(window: Window, workspace, tmp_path: Path) -> None:
    other = open_workspace(workspace.store.path, "Camille", window.clock)
    with other.store.read() as tx:
        operation = tx.exec_driver_sql("SELECT id FROM operation WHERE verb = 'import'").scalar_one()
    window.key(Qt.Key.Key_M, CTRL)
    undo.undo_operation(other, operation)  # a colleague takes the import back
    other.store.close()
    window.type("they want a demo")
    window.key(Qt.Key.Key_6, ALT)
    assert "no such lead" in window.bench.notice.text()
    assert window.view.notes.toPlainText() == "they want a demo"


def test_opposition_closes_at_once(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_9)
    assert leads.dossier(window.bench.workspace, first).summary.standing.code == "opposed"
    assert window.desk.session.lead_id != first


def test_an_empty_queue_says_so_and_does_not_fail(window: Window) -> None:
    for _ in range(4):
        window.key(Qt.Key.Key_9)
    assert window.desk.session is None
    assert window.view.stack.currentIndex() == 0
    assert not window.bench.call_button.isEnabled()
    window.key(Qt.Key.Key_1)  # nobody to say it of
    assert window.desk.session is None


def test_the_lists_are_sound_models(window: Window) -> None:
    testers = [
        QAbstractItemModelTester(m, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for m in (window.view.queue.model, window.bench.leads_view.model)
    ]
    window.key(Qt.Key.Key_1)
    window.bench.show_screen("leads")
    window.bench.leads_view.search_for("alpha")
    assert window.bench.leads_view.model.rowCount() == 1
    window.bench.leads_view.search_for("")
    assert window.bench.leads_view.model.rowCount() == 4
    assert testers


def test_everything_that_takes_the_keyboard_has_a_name(window: Window) -> None:
    window.bench.show_screen("leads")
    window.bench.leads_view.new_lead()
    nameless = []
    for widget in window.shell.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QLabel | QDialog):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            inner = widget.objectName().startswith("qt_") or widget.parent().metaObject().className().startswith(
                "QCombo"
            )
            if not (widget.accessibleName() or text or inner):
                nameless.append(f"{widget.metaObject().className()} in {widget.parent().metaObject().className()}")
    assert nameless == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_window_opens_in_both_languages(workspace, qtbot, clock, tmp_path: Path, language: str) -> None:
    window = open_window(workspace, qtbot, clock, tmp_path, language)
    assert window.lead_name == "Anne Arnaud"
    window.shell.close()


def test_undo_after_a_conversation_puts_the_words_back_where_they_were_typed(window: Window) -> None:
    window.key(Qt.Key.Key_M, CTRL)
    window.type("wants a quote")
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_6)
    lead_id = window.desk.session.lead_id
    assert notes_of(window, lead_id) == ["wants a quote"]
    window.key(Qt.Key.Key_Z, CTRL)
    assert window.desk.session.lead_id == lead_id
    assert window.view.notes.toPlainText() == "wants a quote"
    window.key(Qt.Key.Key_1)  # and they are kept with the next outcome
    assert notes_of(window, lead_id) == ["wants a quote"]


def test_a_text_that_is_not_understood_scores_nothing(window: Window) -> None:
    window.view.form.focus_criterion("timing")
    for key in "31/02/2027":
        window.type(key)
    window.settle()
    assert "timing" not in window.desk.session.facts.answers


def test_enter_alone_never_invents_a_reason(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_7)
    window.key(Qt.Key.Key_Return)
    assert "digit" in window.view.acts.form.fault.text()
    assert calls_of(window, first) == []
    window.key(Qt.Key.Key_2)
    assert [(c.outcome, c.reason) for c in calls_of(window, first)] == [("not_interested", "timing")]


def test_what_was_typed_in_a_check_is_there_when_it_opens_again_and_when_the_lead_comes_back(window: Window) -> None:
    first = window.desk.session.lead_id
    window.key(Qt.Key.Key_Return, CTRL)
    window.type("the whole board")
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_L, CTRL)
    window.key(Qt.Key.Key_Return, CTRL)
    assert window.view.acts.form.checks["shared"].text() == "the whole board"
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_Right, CTRL)
    assert window.desk.session.lead_id != first
    with window.bench.workspace.store.read() as tx:
        assert qualifications.get_draft(tx, first).typed["check.shared"] == "the whole board"
    window.desk.open_lead(first)
    window.key(Qt.Key.Key_Return, CTRL)
    assert window.view.acts.form.checks["shared"].text() == "the whole board"


def test_tab_goes_from_the_queue_through_the_questions_to_the_notes(window: Window) -> None:
    window.view.queue.list.setFocus()
    seen = []
    for _ in range(12):
        window.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is window.view.notes:
            break
    rows = [row.widgets()[0] for row in window.view.form.rows.values()]
    assert [w for w in seen if w in rows] == rows
    assert seen[-1] is window.view.notes


def test_evidence_opens_on_the_question_last_answered(window: Window) -> None:
    window.view.form.focus_criterion("need")
    window.key(Qt.Key.Key_2)
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_E, ALT)
    window.type("onze pour cent de rebuts")
    window.key(Qt.Key.Key_Return)
    window.settle()
    stored = leads.dossier(window.bench.workspace, window.desk.session.lead_id).answers["need"]
    assert (stored.value, stored.evidence) == ("priority", "onze pour cent de rebuts")


def test_search_goes_to_the_list_and_escape_comes_back(window: Window) -> None:
    window.key(Qt.Key.Key_2, CTRL)
    window.type("gamma")
    window.key(Qt.Key.Key_Return)
    assert window.bench.leads_view.panel.title.text() == "Carla Conti · Gamma"
    window.bench.leads_view.search.setFocus()
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_Escape)
    assert window.bench.screens.currentWidget() is window.view


def test_what_is_ambiguous_is_asked_and_chosen_by_key(window: Window) -> None:
    window.view.form.focus_criterion("timing")
    window.type("3/4")
    row = window.view.form.rows["timing"]
    assert len(row.control._choices) == 2
    assert "timing" not in window.desk.session.facts.answers
    window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Space)
    assert window.desk.session.facts.answers["timing"] == "2027-04-03"
    assert not row.control._choices


def test_an_outcome_says_what_it_does_next_when_it_is_pointed_at_or_reached_by_tab(window: Window) -> None:
    button = window.view.bar.outcomes[1]
    QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), button.mapToGlobal(QPoint(2, 2))))
    first, second = button.toolTip().splitlines()
    assert first.startswith("No answer")
    assert second == "Next try tomorrow, 14:00 (2 of 6)"
    QToolTip.hideText()
    busy = window.view.bar.outcomes[2]
    busy.setFocus(Qt.FocusReason.TabFocusReason)
    assert busy.accessibleDescription() == "2. Next try today, 11:00 (2 of 6)"
    reached = window.view.bar.outcomes[6]
    reached.setFocus(Qt.FocusReason.TabFocusReason)
    assert len(reached.toolTip().splitlines()) == 1  # a person decides what follows
    lead = window.desk.session.lead_id
    window.desk.view.setFocus()
    window.key(Qt.Key.Key_1)
    assert leads.dossier(window.bench.workspace, lead).summary.standing.until.isoformat()[:16] == "2026-11-24T13:00"
