"""The hand-offs by keys alone: what sales answers is recorded, listed, taken back; nothing typed is lost."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.feedback import SHIPPED_REASONS, Reason, SalesAnswer
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations import feedback
from sdrdesk.core.operations.feedback import record_feedback
from sdrdesk.core.operations.leads import dossier, find_leads
from sdrdesk.core.operations.qualification import Meeting, decide
from sdrdesk.core.operations.workspace import change_settings, open_workspace
from sdrdesk.core.store.leads import LeadFilter
from sdrdesk.ui.calls.history import events_of
from sdrdesk.ui.settings.settings_dialog import SettingsDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def lead_named(window, name):
    return find_leads(window.bench.workspace, LeadFilter(search=name))[0]


def hand_over(window, name, **also):
    lead = lead_named(window, name)
    window.bench.bus.publish(decide(window.bench.workspace, lead, Decision.NOW, Route.MEETING, **also).changes)
    return lead


def wait(window):
    view = window.bench.feedback.view
    window.settle()
    window.qtbot.waitUntil(lambda: view._task is None and not view._stale, timeout=10_000)
    return view


def open_screen(window):
    window.key(Qt.Key.Key_5, CTRL)
    return wait(window)


def answers(window, lead):
    return [(f.answer, f.reason, f.missing, f.who, f.text) for f in dossier(window.bench.workspace, lead).feedback]


def press(window, *keys):
    for key in keys:
        window.key(key)


def record(window):
    window.key(Qt.Key.Key_Return, CTRL)
    return wait(window)


def titles(view):
    return [view.list.row_at(n).title for n in range(view.list.count())]


@pytest.fixture
def two(window):
    """Anne handed over nine days ago, Bruno two: Anne is to be asked about."""
    window.clock.pass_time(days=-9)
    anne = hand_over(window, "Anne")
    window.clock.pass_time(days=7)
    bruno = hand_over(window, "Bruno")
    window.clock.pass_time(days=2)
    return anne, bruno


def test_those_that_wait_longest_come_first_and_it_says_which_to_ask_about(window, two):
    view = open_screen(window)
    assert titles(view) == ["Anne Arnaud · Alpha", "Bruno Berger · Bêta"]
    assert [view.list.row_at(n).dot for n in range(2)] == ["doubt", "line"]
    assert view.list.row_at(0).figure == "9 days"
    assert view.owed.text() == "Ask sales: no word for 9 days."
    assert view.tabs.tabText(0) == "Awaiting  2"
    assert QApplication.focusWidget() is view.list


def test_an_answer_takes_one_digit_and_ctrl_enter_and_the_next_lead_comes(window, two):
    anne, _bruno = two
    view = open_screen(window)
    press(window, Qt.Key.Key_5)  # opportunity
    assert view.form.answer.value() == "opportunity"
    record(window)
    assert answers(window, anne)[0][:2] == ("opportunity", "")
    assert dossier(window.bench.workspace, anne).summary.lead.stage is Stage.OPPORTUNITY
    assert titles(view) == ["Bruno Berger · Bêta"]
    assert view.title.text() == "Bruno Berger · Bêta"
    assert view.form.answer.value() is None
    assert QApplication.focusWidget() is view.list
    assert window.bench.notice.text().startswith("Anne Arnaud · Alpha: Opportunity. Recorded.")


def test_a_rejection_asks_why_and_knows_what_was_missing_by_the_reason(window, two):
    anne, _bruno = two
    view = open_screen(window)
    press(window, Qt.Key.Key_2)  # rejected
    assert QApplication.focusWidget() is view.form.reason
    record(window)
    assert "reason" in view.form.fault.text()
    assert answers(window, anne) == []
    wanted = [code for code, _label in view.form.reason.options].index("need_alone") + 1
    window.type(str(wanted))
    assert [t for t, box in view.form.topics.items() if box.isChecked()] == ["need_shared"]
    assert QApplication.focusWidget() is view.form.text
    window.type("on her own")
    view.form.by.setFocus()
    window.type("Paul Rey")
    record(window)
    assert answers(window, anne) == [("rejected", "need_alone", '["need_shared"]', "Paul Rey", "on her own")]
    window.key(Qt.Key.Key_PageDown, CTRL)
    assert titles(view) == ["Anne Arnaud · Alpha"]
    assert view.list.row_at(0).note == "Rejected · Need felt by this person only · Paul Rey"


def test_an_answer_is_taken_back_and_the_lead_waits_again(window, two):
    view = open_screen(window)
    press(window, Qt.Key.Key_6)
    record(window)
    assert len(titles(view)) == 1
    window.key(Qt.Key.Key_Z, CTRL)
    wait(window)
    assert titles(view) == ["Anne Arnaud · Alpha", "Bruno Berger · Bêta"]


def test_what_was_recorded_and_taken_back_is_typed_still(window, two):
    view = open_screen(window)
    press(window, Qt.Key.Key_7)
    view.form.text.setFocus()
    window.type("price, they say")
    record(window)
    window.key(Qt.Key.Key_Z, CTRL)
    wait(window)
    press(window, Qt.Key.Key_Up)
    assert view.title.text() == "Anne Arnaud · Alpha"
    assert (view.form.answer.value(), view.form.text.toPlainText()) == ("lost", "price, they say")


def test_words_that_were_not_recorded_are_kept_as_a_note_when_the_window_closes(window, two, tmp_path):
    view = open_screen(window)
    press(window, Qt.Key.Key_7)
    view.form.text.setFocus()
    window.type("price, they say")
    path = window.bench.workspace.store.path
    window.shell.close()
    again = open_workspace(path, "Alex", window.clock)
    assert [n.text for n in dossier(again, two[0]).notes] == ["Said by sales, not recorded: price, they say (Lost)"]
    again.store.close()


def test_what_is_typed_of_a_lead_is_there_when_it_comes_back(window, two):
    view = open_screen(window)
    press(window, Qt.Key.Key_7)  # lost
    view.form.text.setFocus()
    window.type("price, they say")
    window.key(Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Down)
    assert view.form.text.toPlainText() == ""
    press(window, Qt.Key.Key_Up)
    assert (view.form.answer.value(), view.form.text.toPlainText()) == ("lost", "price, they say")
    window.clock.pass_time(minutes=1)
    record_feedback(window.bench.workspace, two[1], "accepted")  # elsewhere, and the lists are read again
    view._stale = True
    view.read()
    wait(window)
    assert view.form.text.toPlainText() == "price, they say"
    window.key(Qt.Key.Key_1, CTRL)
    open_screen(window)
    assert view.form.text.toPlainText() == "price, they say"


def test_a_day_and_a_name_begun_with_stay_when_the_lists_are_read_again(window, two):
    view = open_screen(window)
    press(window, Qt.Key.Key_Return)
    view.form.by.setFocus()
    window.type("Paul")
    view.form.day.setFocus()
    view.form.day.set_day(view._today - timedelta(days=3))
    record_feedback(window.bench.workspace, two[1], "accepted")  # elsewhere
    view._stale = True
    view.read()
    wait(window)
    assert (view.form.by.text(), view.form.day.day()) == ("Paul", view._today - timedelta(days=3))


def test_words_typed_while_an_answer_waits_to_be_saved_stay(window, two):
    view = open_screen(window)
    press(window, Qt.Key.Key_1)  # accepted
    with window.bench.workspace.store.write():  # something long is at the store
        view.record()
        view.form.text.setFocus()
        view.form.text.insertPlainText("they call on Monday")
    window.qtbot.waitUntil(lambda: bool(answers(window, two[0])), timeout=10_000)
    wait(window)
    view.show_lead(two[0])
    wait(window)
    assert view.form.text.toPlainText() == "they call on Monday"


def test_a_day_before_today_is_recorded_as_that_day(window, two):
    anne, _bruno = two
    view = open_screen(window)
    press(window, Qt.Key.Key_1)
    view.form.day.set_day(window.clock.at.date() - timedelta(days=3))
    record(window)
    (said,) = dossier(window.bench.workspace, anne).feedback
    assert said.at.astimezone(window.bench.workspace.zone).isoformat() == "2026-11-20T00:00:00+01:00"


def test_a_day_ahead_is_not_recorded(window, two):
    anne, _bruno = two
    view = open_screen(window)
    press(window, Qt.Key.Key_1)
    view.form.day.set_day(window.clock.at.date() + timedelta(days=1))
    record(window)
    assert view.form.fault.text() == "That day is still to come."
    assert answers(window, anne) == []


def test_from_the_desk_and_from_the_leads_the_lead_shown_is_answered_for(window, two):
    _anne, bruno = two
    window.bench.put_on_desk(bruno)
    window.key(Qt.Key.Key_H, CTRL | SHIFT)
    view = wait(window)
    assert (window.bench.front, view.title.text()) == ("handoffs", "Bruno Berger · Bêta")
    assert QApplication.focusWidget() is view.form.answer
    press(window, Qt.Key.Key_4)
    record(window)
    assert answers(window, bruno)[0][0] == "meeting_held"
    carla = lead_named(window, "Carla")
    window.key(Qt.Key.Key_2, CTRL)
    window.bench.leads_view.select(carla)
    window.key(Qt.Key.Key_H, CTRL | SHIFT)
    wait(window)
    assert view.title.text() == "Carla Conti · Gamma"
    assert "No hand-off of this lead" in view.about.text()
    press(window, Qt.Key.Key_6)
    record(window)
    assert answers(window, carla)[0][0] == "won"


def test_the_lead_is_put_on_the_desk_to_decide_again(window, two):
    anne, _bruno = two
    open_screen(window)
    window.key(Qt.Key.Key_D, CTRL)
    assert window.bench.front == "calls"
    assert window.desk.session.lead_id == anne


def test_the_sheet_is_that_of_the_lead_in_hand(window, two):
    open_screen(window)
    press(window, Qt.Key.Key_Down)
    window.key(Qt.Key.Key_H, CTRL)
    dialog = window.bench.handoffs.dialog
    assert dialog.sheet.id == two[1]
    dialog.close()


def test_an_empty_list_says_what_fills_it_and_esc_goes_to_the_desk(window):
    view = open_screen(window)
    assert view.pages.currentWidget() is view.empty
    assert "waits here" in view.empty.accessibleDescription()
    window.key(Qt.Key.Key_Escape)
    assert window.bench.front == "calls"


def test_a_meeting_that_is_over_is_asked_about_with_who_was_to_be_met(window):
    at = window.bench.workspace.now() - timedelta(days=8)
    hand_over(window, "Anne", meeting=Meeting(at, "Paul Rey"))
    view = open_screen(window)
    assert "Paul Rey" in view.about.text()
    assert view.form.by.text() == "Paul Rey"


def test_what_sales_said_stands_in_the_history_of_the_desk(window, two):
    anne, _bruno = two
    record_feedback(window.bench.workspace, anne, "rejected", reason="too_early", text="next year")
    window.bench.put_on_desk(anne)
    titles_ = [event.title for event in history_events(window, anne)]
    assert "Sales: Rejected (Too early: no date)" in titles_


def test_a_decision_names_its_grid_as_people_do(window, two):
    anne, _bruno = two
    (decided,) = (event for event in history_events(window, anne) if "Meeting" in event.title)
    assert decided.text.splitlines()[-1] == "grid BANT v1"


def history_events(window, lead):
    return events_of(dossier(window.bench.workspace, lead), window.bench.workspace, window.bench.words)


def test_a_list_of_answers_is_imported_from_the_window(window, two, tmp_path):
    anne, _bruno = two
    path = tmp_path / "answers.csv"
    path.write_text("E-mail;Réponse;Date\nanne@alpha.example;Gagné;20/11/2026\nx@y.example;Perdu;20/11/2026\n")
    dialog = window.bench.files.open_feedback(path)
    window.qtbot.waitUntil(lambda: dialog.plan is not None, timeout=10_000)
    assert [dialog.plan.counts[f] for f in ("added", "not_found")] == [1, 1]
    with window.qtbot.waitSignal(dialog.imported, timeout=10_000):
        window.qtbot.keyClick(dialog.foot.do_button, Qt.Key.Key_Return)
    assert answers(window, anne)[0][0] == "won"
    assert window.bench.notice.text().startswith("1 answer")


def test_the_rail_is_marked_once_sales_is_to_be_asked_about_somebody(window, two):
    window.bench.feedback._look.start(0)
    window.qtbot.waitUntil(lambda: window.bench.rail._buttons["handoffs"]._badge, timeout=10_000)


def test_a_firms_own_reasons_are_offered(window, two):
    own = Reason("r1", (SalesAnswer.REJECTED,), {"en": "No crane", "fr": "Pas de grue"})
    window.bench.bus.publish(
        change_settings(window.bench.workspace, {"feedback_reasons": feedback.feedback_setting([own])})
    )
    view = open_screen(window)
    press(window, Qt.Key.Key_2)
    assert view.form.reason.options == (("r1", "No crane"),)


@pytest.fixture
def settings_page(window):
    window.bench.open_settings()
    dialog = window.bench.findChild(SettingsDialog)
    dialog.pages.setCurrentWidget(dialog.feedback)
    window.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=10_000)
    yield dialog
    for left in window.bench.findChildren(SettingsDialog):
        left.close()


def save_settings(window, dialog):
    dialog.save()
    window.settle()
    return window.bench.workspace


def test_the_shipped_reasons_are_shown_and_saving_them_keeps_nothing(window, settings_page):
    page = settings_page.feedback
    assert [row.code for row in page.rows] == list(SHIPPED_REASONS)
    assert page.value() == ""
    workspace = save_settings(window, settings_page)
    assert workspace.settings["feedback_reasons"] == ""


def test_a_reason_is_added_reworded_taken_out_of_an_answer_and_the_days_are_set(window, settings_page):
    page = settings_page.feedback
    page.days.setValue(3)
    page.rows[0].labels["en"].setText("Not for us")
    page.rows[1].labels["en"].clear()
    page.rows[1].labels["fr"].clear()
    page.rows[2].answers[SalesAnswer.REJECTED].setChecked(False)
    page.add_button.setFocus()
    window.key(Qt.Key.Key_Space)
    window.type("No crane")
    page.rows[-1].topic.setCurrentIndex(page.rows[-1].topic.findData("fit"))
    workspace = save_settings(window, settings_page)
    kept = {r.code: r for r in feedback.reasons(workspace)}
    assert workspace.settings["feedback_days"] == "3"
    assert kept["not_our_target"].label["en"] == "Not for us"
    assert "no_real_need" not in kept
    assert kept["need_alone"].answers == (SalesAnswer.DISQUALIFIED,)
    assert kept["own-1"] == Reason(
        "own-1", (SalesAnswer.REJECTED, SalesAnswer.DISQUALIFIED), {"en": "No crane", "fr": "No crane"}, ("fit",)
    )


def test_two_reasons_that_say_the_same_are_not_saved_and_stay_to_be_mended(window, settings_page):
    page = settings_page.feedback
    page.rows[0].labels["en"].setText(page.rows[1].labels["en"].text())
    save_settings(window, settings_page)
    assert settings_page.isVisible()
    assert "twice" in settings_page.said.text()
