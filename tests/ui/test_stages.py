"""Stages, the check before a meeting and the way out of a talk, driven by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.segment import Condition
from sdrdesk.core.operations import calls, leads, qualification
from sdrdesk.core.operations.workspace import change_settings, open_workspace
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.store import activities
from sdrdesk.core.words import Words
from sdrdesk.ui.settings.settings_dialog import SettingsDialog
from tests.ui.window import Window, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
ALL_THREE = {"shared": "the board", "deciders": None, "unchanged": "they lose the client"}


def on_the_desk(window: Window, name: str) -> str:
    """Put a lead on the desk; its id."""
    lead_id = leads.find_leads(window.bench.workspace, leads.LeadFilter(search=name))[0]
    window.desk._leave()
    window.desk.open_lead(lead_id)
    return lead_id


def answered(window: Window, name: str, grid_answers: dict) -> str:
    """A lead with these answers, on the desk."""
    workspace = window.bench.workspace
    lead_id = leads.find_leads(workspace, leads.LeadFilter(search=name))[0]
    for criterion, value in grid_answers.items():
        qualification.answer_criterion(workspace, lead_id, criterion, value)
    return on_the_desk(window, name)


def best_answers(window: Window) -> dict:
    """The first answer of every question asked: settled now on any shipped grid."""
    found = {}
    for criterion in window.bench.workspace.grid.criteria:
        if criterion.options:
            found[criterion.id] = max(criterion.options, key=lambda o: o.percent).id
        elif criterion.kind == "months":
            found[criterion.id] = "2026-12-01"
        elif criterion.kind != "signals":
            found[criterion.id] = 100
    return found


def stage_of(window: Window, lead_id: str) -> str:
    return leads.dossier(window.bench.workspace, lead_id).summary.lead.stage


def pill(window: Window) -> str:
    return window.view.header.stage.pill.text()


def last_decision(window: Window, lead_id: str) -> activities.StoredDecision:
    return leads.dossier(window.bench.workspace, lead_id).decisions[-1]


def history(window: Window) -> list[str]:
    return [label.text() for label in window.view.history.findChildren(QLabel)]


# -- stages ----------------------------------------------------------------------------------------------------------


def test_a_checked_now_proposes_sql_and_one_key_confirms_it_with_its_reason(window: Window) -> None:
    lead_id = answered(window, "Carla", best_answers(window))
    assert pill(window) == "Lead"
    assert window.view.header.stage.key.isHidden()
    qualification.decide(window.bench.workspace, lead_id, Decision.NOW, checked=ALL_THREE)
    on_the_desk(window, "Carla")
    assert pill(window) == "Lead · SQL proposed"
    assert not window.view.header.stage.key.isHidden()
    window.key(Qt.Key.Key_T, CTRL)
    form = window.view.acts.form
    assert "stated in their own words" in form.criteria.text()
    assert form.stage_step.text() == "Stage: Lead → SQL"
    window.key(Qt.Key.Key_Return)
    assert stage_of(window, lead_id) == "sql"
    assert pill(window) == "SQL"
    assert window.view.acts.form is None
    assert "Lead → SQL: the grid BANT v1 says “now”" in history(window)
    window.key(Qt.Key.Key_Z, CTRL)
    assert pill(window) == "Lead · SQL proposed"


def test_a_proposal_comes_and_goes_with_the_answers_as_they_are_given(window: Window) -> None:
    change_settings(window.bench.workspace, {"grid": "marketing"})
    window.bench.workspace.reload()
    leads.add_signal(window.bench.workspace, answered(window, "Carla", best_answers(window)), "demo_request")
    on_the_desk(window, "Carla")
    assert pill(window) == "Lead · MQL proposed"
    assert "confirm the MQL" in window.view.ask_next.question  # no meeting on a marketing grid's word
    assert window.view.verdict.view().state_title == "Now: worth a call"
    window.view.form.focus_criterion("sector")
    window.key(Qt.Key.Key_3)  # out of target
    assert pill(window) == "Lead"


def test_a_move_asks_for_a_stage_and_a_reason_and_keeps_what_was_typed(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_T, CTRL)
    window.key(Qt.Key.Key_Return)
    assert "digit" in window.view.acts.form.fault.text()
    window.key(Qt.Key.Key_3)  # SAL; the keyboard goes to the reason
    assert "taken it on" in window.view.acts.form.criteria.text()
    window.key(Qt.Key.Key_Return)
    assert "Say why" in window.view.acts.form.fault.text()
    window.type("accepted by sales")
    window.key(Qt.Key.Key_Escape)
    assert stage_of(window, lead_id) == "lead"
    window.key(Qt.Key.Key_Right, CTRL)  # and it is there when the lead comes back
    on_the_desk(window, "Anne")
    window.key(Qt.Key.Key_T, CTRL)
    window.key(Qt.Key.Key_Return)
    assert stage_of(window, lead_id) == "sal"
    assert {"Lead → SAL: accepted by sales", "Alex"} <= set(history(window))
    assert leads.dossier(window.bench.workspace, lead_id).draft is None


def test_an_excluded_lead_is_told_to_be_decided_anew(window: Window) -> None:
    qualification.decide(window.bench.workspace, window.desk.session.lead_id, Decision.NEVER)
    on_the_desk(window, "Anne")
    window.key(Qt.Key.Key_T, CTRL)
    assert window.view.acts.form is None
    assert "Excluded by a decision" in window.bench.notice.text()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (Qt.Key.Key_E, "Stage: Lead → Excluded"),
        (Qt.Key.Key_L, "Stage: Lead → Nurturing"),
        (Qt.Key.Key_Return, "Stage: Lead → SQL with the meeting, stays Lead without"),
    ],
)
def test_a_decision_says_which_stage_it_leads_to_before_it_is_taken(window: Window, key, said: str) -> None:
    window.key(key, CTRL)
    assert window.view.acts.form.stage_step.text() == said
    if key == Qt.Key.Key_L:
        window.view.acts.form.further.setFocus()
        window.key(Qt.Key.Key_Space)
        assert window.view.acts.form.stage_step.text() == "Stage: stays Lead"


def test_the_list_of_stages_beside_the_leads_asks_for_the_reason(window: Window) -> None:
    bench = window.bench
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_F2)
    mover = bench.leads_view.panel.stage
    assert not mover.isVisible()
    mover.box.setFocus()
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Down)
    assert mover.isVisible()
    assert "taken it on" in mover.criteria.text()
    assert stage_of(window, lead_id) == "lead"
    window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Return)  # no reason: nothing moves
    window.type("accepted")
    bench.leads_view.open_lead(leads.find_leads(bench.workspace, leads.LeadFilter(search="Carla"))[0])
    assert not mover.isVisible()
    bench.leads_view.open_lead(lead_id)
    assert mover.reason.text() == "accepted"
    mover.reason.setFocus()
    window.key(Qt.Key.Key_Return)
    assert stage_of(window, lead_id) == "sal"
    assert not mover.isVisible()
    shown = [label.text() for label in bench.leads_view.panel.history.findChildren(QLabel)]
    assert "Lead → SAL: accepted" in shown
    mover.box.setFocus()
    window.key(Qt.Key.Key_Up)
    window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Escape)
    assert mover.box.currentIndex() == 2
    for stage in (Stage.NURTURING, Stage.EXCLUDED):
        assert not mover.box.model().item(list(Stage).index(stage)).isEnabled()


def test_an_excluded_lead_beside_the_list_says_why_its_stage_stays(window: Window) -> None:
    qualification.decide(window.bench.workspace, window.desk.session.lead_id, Decision.NEVER)
    window.key(Qt.Key.Key_F2)
    mover = window.bench.leads_view.panel.stage
    assert not mover.box.isEnabled()
    assert "decide now or later" in mover.criteria.text()
    assert mover.asking.isHidden()


def test_a_firms_own_names_show_wherever_a_stage_does(window: Window, tmp_path: Path) -> None:
    bench = window.bench
    bench.show_screen("leads")
    bench.leads_view.filters.set_conditions((Condition("stage", "is", "lead"),))
    bench.show_screen("calls")
    dialog = SettingsDialog(
        bench.workspace, Words("en"), PersonalSettings(tmp_path / "s.json"), bench.writer, bench.bus, bench
    )
    dialog.stages.labels[Stage.LEAD].setText("SQL")
    dialog.save()
    assert "names two stages" in dialog.said.text()
    dialog.stages.labels[Stage.LEAD].setText("Contact")
    dialog.stages.criteria[Stage.LEAD].setPlainText("Anybody we may call.")
    dialog.save()
    window.settle()
    assert pill(window) == "Contact"
    assert "Anybody we may call." in window.view.header.stage.toolTip()
    view = bench.leads_view
    assert view.panel.stage.box.itemText(0) == "Contact"
    assert [chip.text() for chip in view.filters.chips] == ["Stage is Contact"]
    view.reload()
    assert view.model.index(0, 3).data() == "Contact"
    again = SettingsDialog(
        bench.workspace, Words("en"), PersonalSettings(tmp_path / "s.json"), bench.writer, bench.bus, bench
    )
    assert again.stages.labels[Stage.LEAD].text() == "Contact"
    again.stages.labels[Stage.LEAD].clear()
    again.stages.criteria[Stage.LEAD].clear()
    again.save()
    window.settle()
    assert pill(window) == "Lead"


# -- the check -------------------------------------------------------------------------------------------------------


def test_the_meeting_waits_for_each_answer_and_one_key_marks_one_as_not_known(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_Return, CTRL)
    form = window.view.acts.form
    assert not form.do_button.isEnabled()
    assert "waits for 3 more" in form.note.text()
    window.key(Qt.Key.Key_Question)
    assert form.checks["shared"].answer() is None
    window.type("her husband?")  # a question mark within an answer is text
    window.key(Qt.Key.Key_Return)  # nothing is booked: the keyboard goes to what is missing
    assert form.checks["unchanged"].hasFocus()
    assert leads.dossier(window.bench.workspace, lead_id).decisions == ()
    window.key(Qt.Key.Key_Question)
    assert form.do_button.isEnabled()
    assert form.note.isHidden()
    form.checks["unchanged"].setFocus()
    window.key(Qt.Key.Key_Backspace)  # takes the mark away
    assert not form.do_button.isEnabled()
    window.type("they lose the client")
    window.key(Qt.Key.Key_Return)
    assert last_decision(window, lead_id).check == {
        "shared": None,
        "deciders": "her husband?",
        "unchanged": "they lose the client",
    }


def test_the_last_check_stands_in_the_form_and_in_the_history(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    qualification.decide(window.bench.workspace, lead_id, Decision.NOW, checked=ALL_THREE)
    on_the_desk(window, "Anne")
    assert any("Who else decides? not known" in said for said in history(window))
    window.key(Qt.Key.Key_Return, CTRL)
    assert window.view.acts.form.typed() == ALL_THREE
    assert window.view.acts.form.do_button.isEnabled()
    window.key(Qt.Key.Key_Escape)
    assert leads.dossier(window.bench.workspace, lead_id).draft is None  # looking at it types nothing


def test_a_meeting_decided_elsewhere_without_the_check_is_shown_so(window: Window) -> None:
    qualification.decide(window.bench.workspace, window.desk.session.lead_id, Decision.NOW, Route.MEETING)
    on_the_desk(window, "Anne")
    assert any("Meeting" in said and "without the check" in said for said in history(window))


def test_what_is_typed_in_a_check_is_on_disk_without_any_act(window: Window, qtbot, clock, tmp_path, workspace) -> None:
    window.key(Qt.Key.Key_Return, CTRL)
    with window.qtbot.waitSignal(window.desk.drafts.saved, timeout=2_000):
        window.type("the board")
    # As after a kill: another window reads the store while this one still has the form open.
    other = open_workspace(workspace.store.path, "Alex", clock)
    draft = leads.dossier(other, window.desk.session.lead_id).draft
    other.store.close()
    assert draft.typed["check.shared"] == "the board"


def test_undoing_a_meeting_brings_its_check_back(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_Return, CTRL)
    for said in ("the board", "she alone", "they lose the client"):
        window.type(said)
        window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Return)
    assert window.desk.session.lead_id != lead_id
    window.key(Qt.Key.Key_Z, CTRL)
    assert window.desk.session.lead_id == lead_id
    window.key(Qt.Key.Key_Return, CTRL)
    assert window.view.acts.form.checks["deciders"].text() == "she alone"


def test_the_check_says_first_what_speaks_against_a_meeting(window: Window) -> None:
    for kind in ("demo_request", "webinar", "pricing_page"):
        leads.add_signal(window.bench.workspace, window.desk.session.lead_id, kind)
    given = {"need": "vague", "authority": "uses", "need_shared": "contact_only", "timing": "2031-01-01"}
    answered(window, "Anne", given)
    window.key(Qt.Key.Key_Return, CTRL)
    said = " ".join(label.text() for label in window.view.acts.form.findChildren(QLabel))
    assert "interested, and nothing shows that they want to act" in said
    assert "Could still end the matter: Sector, Budget" in said


def test_the_check_says_before_all_that_they_object_to_calls(window: Window) -> None:
    lead_id = on_the_desk(window, "Carla")
    calls.record_call(window.bench.workspace, lead_id, Outcome.OPPOSED)
    on_the_desk(window, "Bruno")
    on_the_desk(window, "Carla")
    window.key(Qt.Key.Key_Return, CTRL)
    said = [label.text() for label in window.view.acts.form.findChildren(QLabel)]
    assert any(text.startswith("They object to calls") for text in said)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700), (960, 600)])
def test_the_check_stands_whole_in_a_small_window_and_gives_the_room_back(
    workspace, qtbot, clock, tmp_path: Path, language: str, width: int, height: int
) -> None:
    window = open_window(workspace, qtbot, clock, tmp_path, language)
    window.shell.resize(width, height)
    for kind in ("demo_request", "webinar", "pricing_page", "download", "event"):
        leads.add_signal(workspace, window.desk.session.lead_id, kind)
    on_the_desk(window, "Anne")
    window.key(Qt.Key.Key_Return, CTRL)
    form, view = window.view.acts.form, window.view

    def stands_whole() -> bool:
        rows = [*form.checks.values(), form.with_whom, form.do_button]
        tops = [w.mapTo(form, QPoint(0, 0)).y() for w in rows]
        below = all(
            top + w.height() <= after for w, top, after in zip(rows, tops, [*tops[1:], form.height()], strict=True)
        )
        return below and form.mapTo(view.stack, QPoint(0, form.height())).y() <= view.stack.height()

    qtbot.waitUntil(stands_whole, timeout=3_000)
    assert (window.shell.width(), window.shell.height()) == (width, height)
    window.key(Qt.Key.Key_Escape)
    assert [w.isHidden() for w in (view.ask_next, view.scrolled, view.header.chips)] == [False] * 3
    assert view.notes.isVisible()
    assert view.strip.isVisible() is (width < 1100)
    window.shell.close()


# -- the way out -----------------------------------------------------------------------------------------------------


def test_an_eliminated_lead_says_why_what_to_say_and_the_keys(window: Window) -> None:
    window.view.form.focus_criterion("sector")
    window.key(Qt.Key.Key_3)
    ask = window.view.ask_next
    assert ask.title == "“Sector” ends the matter: off target"
    assert ask.way_out == f"Say: “{Words('en').text('way_out', 'off_target')}”"
    assert ask.height() > 50
    ask.grab()
    place = next(rect for rect, cap in ask._key_places if cap == "Ctrl O").center().toPoint()
    window.qtbot.mouseClick(ask, Qt.MouseButton.LeftButton, pos=place)
    window.type("their new plant is in our market")
    window.key(Qt.Key.Key_Return)
    assert ask.way_out == ""
    assert ask.height() < 50
    stored = leads.dossier(window.bench.workspace, window.desk.session.lead_id).answers["sector"]
    assert stored.override_reason == "their new plant is in our market"


def test_the_form_of_never_says_the_way_out_of_the_reason_chosen(window: Window) -> None:
    window.view.form.focus_criterion("sector")
    window.key(Qt.Key.Key_3)
    window.key(Qt.Key.Key_E, CTRL)
    form = window.view.acts.form
    assert Words("en").text("way_out", "off_target") in form.say.text()
    assert window.view.ask_next.isHidden()  # it is said once
    form.reasons.setFocus()
    window.key(Qt.Key.Key_6)
    assert Words("en").text("way_out", "price") in form.say.text()
    form.reasons.setFocus()
    window.key(Qt.Key.Key_7)  # a duplicate: nothing to say to anybody
    assert form.say.isHidden()
    window.key(Qt.Key.Key_Return)
    assert window.desk.session.lead_id
    assert not window.view.ask_next.isHidden()


def test_too_few_points_has_a_way_out_of_its_own_and_nothing_to_reverse(window: Window) -> None:
    worst = {}
    for criterion in window.bench.workspace.grid.criteria:
        kept = [o for o in criterion.options if not o.eliminates]
        if kept:
            worst[criterion.id] = min(kept, key=lambda o: o.percent).id
        elif criterion.kind == "months":
            worst[criterion.id] = "2031-01-01"
    answered(window, "Anne", worst)
    assert window.desk.session.assessment.state == "never"
    ask = window.view.ask_next
    assert ask.title == "Never: too few points left"
    assert Words("en").text("way_out", "too_few") in ask.way_out
    ask.grab()
    assert [cap for _rect, cap in ask._key_places] == ["Ctrl E"]
    window.key(Qt.Key.Key_E, CTRL)
    assert Words("en").text("way_out", "too_few") in window.view.acts.form.say.text()


def test_who_objects_to_calls_is_told_nothing_more(window: Window) -> None:
    lead_id = answered(window, "Anne", {"sector": "outside"})
    calls.record_call(window.bench.workspace, lead_id, Outcome.OPPOSED)
    on_the_desk(window, "Anne")
    assert window.view.ask_next.way_out == ""
    assert "object to calls" in window.view.ask_next.question
    window.key(Qt.Key.Key_E, CTRL)
    assert window.view.acts.form.say.isHidden()
