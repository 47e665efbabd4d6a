"""The review from the window: qualifications listed, read and remarked on by keys alone, nothing typed lost."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel

from sdrdesk.core.domain.grid import Kind
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import find_leads
from sdrdesk.core.operations.qualification import answer_criterion, decide
from sdrdesk.core.operations.review import review_sheet
from sdrdesk.core.store.leads import LeadFilter

NOTE = "They lose two days a month. The board decides in March! Ask for the figures"
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def qualify(workspace, clock, name, decision, note="", **answers):
    """Call a lead, answer, decide."""
    lead_id = find_leads(workspace, LeadFilter(search=name))[0]
    record_call(workspace, lead_id, Outcome.REACHED, note=note)
    for criterion, value in answers.items():
        answer_criterion(workspace, lead_id, criterion, value, evidence="")
    clock.pass_time(minutes=5)
    decide(workspace, lead_id, decision)
    clock.pass_time(minutes=5)
    return lead_id


@pytest.fixture
def decided(workspace, clock):
    """Three qualifications, the newest Carla's."""
    qualify(workspace, clock, "Anne", Decision.NOW, NOTE, need="priority")
    qualify(workspace, clock, "Bruno", Decision.NEVER)
    qualify(workspace, clock, "Carla", Decision.LATER, "Budget frozen.")
    return workspace


def open_screen(window):
    window.key(KEY.Key_6, CTRL)
    view = window.bench.review.view
    settle(window)
    return view


def settle(window):
    window.settle()
    view = window.bench.review.view
    window.qtbot.waitUntil(lambda: not view.task.busy and not view._again.isActive(), timeout=10_000)


def press(window, *keys, modifiers=None):
    for key in keys:
        window.key(key, modifiers)
    settle(window)


def remarks(view):
    """What stands on the qualification in hand, read past the screen."""
    sheet = review_sheet(view._workspace, view.reading.view.decision_id)
    return [(r.kind, r.value, r.text, r.quote) for r in sheet.remarks]


def read_name(view):
    return view.page.name.text()


def test_the_list_tells_who_was_decided_on_and_what_stands_out(decided, window):
    view = open_screen(window)
    QAbstractItemModelTester(view.model, view)
    assert window.bench.front == "review"
    assert QApplication.focusWidget() is view.list
    lines = [view.model.line(n) for n in range(view.model.rowCount())]
    assert [(line.name, line.company, line.said) for line in lines] == [
        ("Carla Conti", "Gamma", "Later"),
        ("Bruno Berger", "Bêta", "Never"),
        ("Anne Arnaud", "Alpha", "Now"),
    ]
    assert lines[2].why == "score leans to never, rep said now"
    assert view.count.text() == "0 of 3 read"


def test_keys_walk_through_the_list(decided, window):
    view = open_screen(window)
    assert read_name(view) == "Carla Conti"
    press(window, KEY.Key_J)
    assert read_name(view) == "Bruno Berger"
    press(window, KEY.Key_Right)
    assert read_name(view) == "Anne Arnaud"
    press(window, KEY.Key_J)
    assert read_name(view) == "Anne Arnaud"  # there is nothing further
    press(window, KEY.Key_K, KEY.Key_Left)
    assert read_name(view) == "Carla Conti"


def test_agreeing_takes_one_key_and_ctrl_z_takes_it_back(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_A)
    assert remarks(view) == [("agree", "", "", "")]
    assert view.count.text() == "1 of 3 read"
    assert view.page.rows[0].remark.head == "You: agreed"
    press(window, KEY.Key_Z, modifiers=CTRL)
    assert remarks(view) == []
    assert read_name(view) == "Carla Conti"
    assert view.count.text() == "0 of 3 read"


def test_disagreeing_takes_a_reason_and_words(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_D, KEY.Key_1)
    window.type("jak")  # letters in a field are letters
    press(window, KEY.Key_Return)
    assert remarks(view) == [("disagree", "too_early", "jak", "")]
    assert QApplication.focusWidget() is view.list


def test_a_passage_is_chosen_by_keys_and_commented_on(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_J, KEY.Key_J, KEY.Key_C, KEY.Key_Down)
    assert view.reading.choice.quote == "The board decides in March!"
    press(window, KEY.Key_Right, KEY.Key_Right)  # its first word, then the one after
    press(window, KEY.Key_Right, modifiers=SHIFT)
    assert view.reading.choice.quote == "board decides"
    press(window, KEY.Key_Return)
    window.type("who sits on it?")
    press(window, KEY.Key_Return)
    assert remarks(view) == [("comment", "", "who sits on it?", "board decides")]
    assert "board decides" in view.page.rows[0].remark.head


def test_the_whole_is_commented_on_and_escape_leaves_the_choice(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_C, KEY.Key_Escape)
    assert view.reading.choice is None
    assert window.bench.front == "review"
    press(window, KEY.Key_C, KEY.Key_C)
    window.type("well done")
    press(window, KEY.Key_Return)
    assert remarks(view) == [("comment", "", "well done", "")]


def test_what_is_begun_while_a_remark_waits_to_be_saved_is_not_forgotten_with_it(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_C, KEY.Key_C)
    window.type("well done")
    settle(window)
    decision = view.reading.view.decision_id
    with decided.store.write():  # something long is at the store: the remark waits
        window.qtbot.keyClick(view.panel.form.said, KEY.Key_Return)
        view.reading.comment()
        view.panel.form.said.setPlainText("and when did you ask?")
        view.reading.leave()
    window.qtbot.waitUntil(lambda: bool(remarks(view)), timeout=10_000)
    settle(window)
    assert remarks(view) == [("comment", "", "well done", "")]
    assert view.reading.drafts.get(decision, "comment") == {"text": "and when did you ask?"}


def test_tags_and_good_examples(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_T, KEY.Key_4, KEY.Key_Return)
    press(window, KEY.Key_G)
    press(window, KEY.Key_T, KEY.Key_Tab)
    window.type("tone of voice")
    press(window, KEY.Key_Return)
    assert [r[:2] for r in remarks(view)] == [("tag", "budget"), ("example", ""), ("tag", "tone of voice")]


def test_an_answer_is_corrected_with_the_reason(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_J, KEY.Key_J, KEY.Key_E)
    form = view.panel.form
    form.begin_with("need")
    form.answer.setFocus()
    assert form.echo.text() == "The rep answered: Priority."
    press(window, KEY.Key_3)
    window.type("she only said it in passing")
    press(window, KEY.Key_Return)
    (found,) = remarks(view)
    assert (found[0], found[2]) == ("correction", "she only said it in passing")
    sheet = review_sheet(decided, view.reading.view.decision_id)
    need = next(a for a in sheet.answers if a.criterion == "need")
    assert (need.value, need.changed) == ("priority", True)  # what the rep saw stays; what stands now is told


def test_what_was_begun_of_one_answer_is_there_again_after_looking_at_another(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_J, KEY.Key_J, KEY.Key_E)
    form = view.panel.form
    form.begin_with("need")
    form.answer.setFocus()
    press(window, KEY.Key_3)
    chosen = form.typed()
    typed = next(c.id for c in form._grid.criteria if c.kind not in (Kind.CHOICE, Kind.SIGNALS))
    form.begin_with(typed)
    assert form.typed() == {}
    form.number.setText("20k")
    form.begin_with("need")
    assert form.typed() == chosen != {}
    form.begin_with(typed)
    assert form.typed() == {"criterion": typed, "number": "20k"}
    form.load({})
    form.begin_with(typed)
    assert form.typed() == {}


def test_a_remark_is_rewritten_and_withdrawn_and_brought_back(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_C, KEY.Key_C)
    window.type("too fast")
    press(window, KEY.Key_Return)
    press(window, KEY.Key_R)
    window.type(", ask who decides")
    press(window, KEY.Key_Return)
    assert remarks(view) == [("comment", "", "too fast, ask who decides", "")]
    press(window, KEY.Key_W)
    assert remarks(view) == []
    press(window, KEY.Key_Z, modifiers=CTRL)
    assert remarks(view) == [("comment", "", "too fast, ask who decides", "")]


def test_rewriting_and_going_on_leave_what_was_chosen(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_D, KEY.Key_4)
    window.type("why")
    press(window, KEY.Key_Return)
    ((_kind, chosen, _text, _quote),) = remarks(view)
    press(window, KEY.Key_R)
    window.type(", in 3 months")
    press(window, KEY.Key_Return)
    assert remarks(view) == [("disagree", chosen, "why, in 3 months", "")]
    press(window, KEY.Key_J, KEY.Key_D, KEY.Key_2, KEY.Key_Escape, KEY.Key_D)
    window.type("1 month")
    press(window, KEY.Key_Return)
    assert remarks(view) == [("disagree", "too_late", "1 month", "")]


def test_a_tag_of_ones_own_and_a_correction_go_on_where_they_were_left(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_T, KEY.Key_Tab)
    window.type("tone ")
    press(window, KEY.Key_Escape, KEY.Key_T)
    window.type("of 4")
    press(window, KEY.Key_Return)
    assert remarks(view) == [("tag", "tone of 4", "", "")]
    press(window, KEY.Key_J, KEY.Key_J, KEY.Key_E)
    form = view.panel.form
    form.begin_with("need")
    form.answer.setFocus()
    press(window, KEY.Key_3, KEY.Key_Escape, KEY.Key_E)
    window.type("1 hint")
    assert view.panel.form.typed() == {"criterion": "need", "answer": "stated", "text": "1 hint"}


def test_what_is_begun_stays_with_its_qualification_and_outlives_the_window(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_D, KEY.Key_2)
    window.type("half a thought")
    view.list.setCurrentIndex(view.model.index(1))  # a click on another row
    settle(window)
    assert (read_name(view), view.panel.form) == ("Bruno Berger", None)
    assert view.model.line(0).unfinished
    view.reading.drafts.flush()
    window.settle()
    from sdrdesk.ui.review.drafts import ReviewDrafts

    again = ReviewDrafts(decided, window.bench.writer)
    assert again.get(view.model.ids[0], "disagree") == {"value": "too_late", "text": "half a thought"}
    press(window, KEY.Key_K)
    assert "half a thought" in view.bar.begun.text()
    press(window, KEY.Key_D, KEY.Key_Return)
    assert remarks(view) == [("disagree", "too_late", "half a thought", "")]
    assert not view.model.line(0).unfinished


def test_filters_cut_the_list_and_a_digit_lets_go_of_them(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_1)
    assert [view.model.line(n).name for n in range(view.model.rowCount())] == ["Carla Conti", "Anne Arnaud"]
    press(window, KEY.Key_0)
    assert view.model.rowCount() == 3
    view.filters.menus["decision"]._chose("Never", Decision.NEVER)
    settle(window)
    assert [view.model.line(0).name, view.model.rowCount()] == ["Bruno Berger", 1]


def test_filters_that_nothing_fits_say_so_and_are_let_go_of(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_3)
    assert view.pages.currentWidget() is view.none_fits
    press(window, KEY.Key_A, KEY.Key_0)
    assert read_name(view) == "Carla Conti"
    assert remarks(view) == []  # there was nothing to agree with


def test_a_passage_is_chosen_with_the_pointer_too(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_J, KEY.Key_J)
    text = next(t for key, t in view.page.texts.items() if key[0] == "note")
    words = text.place_of((0, 4)).center().y()
    ends = [QPoint(int(x), int(words)) for x in (1, text.place_of((0, 4)).right())]
    window.qtbot.mousePress(text, Qt.MouseButton.LeftButton, pos=ends[0])
    window.qtbot.mouseMove(text, ends[1])
    window.qtbot.mouseRelease(text, Qt.MouseButton.LeftButton, pos=ends[1])
    assert view.reading.choice.quote == "They"
    press(window, KEY.Key_Return)
    window.type("who?")
    press(window, KEY.Key_Return)
    assert remarks(view) == [("comment", "", "who?", "They")]


def test_the_key_m_takes_another_remark_in_hand(decided, window):
    view = open_screen(window)
    press(window, KEY.Key_G, KEY.Key_A, KEY.Key_M, KEY.Key_W)
    assert [r[0] for r in remarks(view)] == ["agree"]  # the first of the two was in hand


def test_with_nothing_decided_the_screen_says_what_comes_here(window):
    view = open_screen(window)
    assert view.pages.currentWidget() is view.empty
    press(window, KEY.Key_A, KEY.Key_J, KEY.Key_C)  # nothing to act on
    press(window, KEY.Key_Escape)
    assert window.bench.front == "calls"


def shown_in(history):
    """Every text of a history, as it is read."""
    return "\n".join(label.text() for label in history.findChildren(QLabel))


def test_what_the_reviewer_says_reaches_the_rep_on_the_desk_and_beside_the_list(decided, window):
    lead_id = find_leads(decided, LeadFilter(search="Carla"))[0]
    window.bench.put_on_desk(lead_id)
    view = open_screen(window)
    press(window, KEY.Key_D, KEY.Key_1)
    window.type("ask who signs")
    press(window, KEY.Key_Return)
    press(window, KEY.Key_1, modifiers=CTRL)
    told = shown_in(window.view.history)
    assert "Alex: not agreed" in told
    assert "Handed over too early\nask who signs" in told
    window.bench.show_screen("leads")
    window.bench.leads_view.select(lead_id)
    assert "ask who signs" in shown_in(window.bench.leads_view.panel.history)
    assert view.reading.view.lead_id == lead_id
