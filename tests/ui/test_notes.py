"""The notes: underlined as they are typed, and what they suggest accepted, dismissed and taken back by keys."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.ui.calls.signal_chips import Chip, SignalChips
from tests.ui.window import Window, open_window

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def noting(window: Window) -> Window:
    """The window with the caret in the notes, once the tables are read."""
    window.qtbot.waitUntil(lambda: window.desk.signals.reader is not None, timeout=60_000)
    window.key(Qt.Key.Key_M, CTRL)
    return window


def shown(window: Window) -> list[str]:
    return [chip.text for chip in window.view.chips.chips()]


def stored(window: Window, criterion: str):
    window.settle()
    return leads.dossier(window.bench.workspace, window.desk.session.lead_id).answers.get(criterion)


def test_typed_words_are_underlined_and_proposed_and_nothing_is_applied(noting: Window) -> None:
    noting.type("They missed their target. No budget")
    assert noting.view.notes.marks() == {0: [(5, 24, False), (26, 35, True)]}
    assert shown(noting) == ["no budget → Budget: To be found", "missed target → Need: Priority"]
    assert [c.doubtful for c in noting.view.chips.chips()] == [True, False]
    assert noting.desk.session.facts.answers == {}
    assert "Tab" in noting.view.notes.accessibleDescription()
    assert noting.view.notes.toPlainText() == "They missed their target. No budget"


def test_tab_accepts_the_first_with_its_words_and_moves_on_when_none_stands(noting: Window) -> None:
    noting.type("They missed their target.")
    noting.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is noting.view.notes
    answer = stored(noting, "need")
    assert (answer.value, answer.evidence) == ("priority", "They missed their target")
    assert noting.view.form.rows["need"].evidence.text() == "They missed their target"
    assert shown(noting) == []
    noting.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not noting.view.notes


def test_shift_tab_goes_back_even_with_a_suggestion(noting: Window) -> None:
    noting.type("They missed their target.")
    noting.key(Qt.Key.Key_Tab, SHIFT)
    assert QApplication.focusWidget() is not noting.view.notes
    assert noting.desk.session.facts.answers == {}


def test_an_acceptance_is_taken_back_with_ctrl_z_before_the_typing_and_not_offered_again(noting: Window) -> None:
    noting.type("They missed their target.")
    noting.key(Qt.Key.Key_Tab)
    noting.key(Qt.Key.Key_Z, CTRL)
    noting.settle()
    assert stored(noting, "need") is None
    assert "need" not in noting.desk.session.facts.answers
    assert noting.view.notes.toPlainText() == "They missed their target."
    assert shown(noting) == []
    noting.key(Qt.Key.Key_Z, CTRL)  # now the typing
    assert noting.view.notes.toPlainText() != "They missed their target."


def test_alt_x_dismisses_the_first_and_its_words_are_not_offered_nor_underlined_again(noting: Window) -> None:
    noting.type("They missed their target. ")
    noting.key(Qt.Key.Key_X, ALT)
    assert shown(noting) == []
    assert noting.view.notes.marks() == {}
    noting.type("Again: missed their target. ")
    assert shown(noting) == []
    first = noting.desk.session.lead_id
    noting.key(Qt.Key.Key_Right, CTRL)
    noting.desk.open_lead(first)
    assert shown(noting) == []
    assert noting.desk.session.facts.answers == {}


def test_what_a_person_answered_gets_evidence_only_beside_what_was_there(noting: Window) -> None:
    noting.desk.answer("need", "vague", "just looking")
    noting.type("They missed their target.")
    assert shown(noting) == ["missed target → evidence for Need"]
    noting.key(Qt.Key.Key_Tab)
    answer = stored(noting, "need")
    assert (answer.value, answer.evidence) == ("vague", "just looking · They missed their target")


def test_a_day_in_the_sentence_is_understood(noting: Window) -> None:
    noting.type("It must be live by 31 March.")
    noting.key(Qt.Key.Key_Tab)
    assert date.fromisoformat(stored(noting, "timing").value) == date(2027, 3, 31)


def test_a_draft_shows_its_signals_and_showing_them_changes_nothing(
    noting: Window, qtbot, clock, tmp_path: Path, workspace
) -> None:
    lead_id = noting.desk.session.lead_id
    noting.type("They missed their target.")
    noting.shell.close()
    again = open_window(open_workspace(workspace.store.path, "Alex", clock), qtbot, clock, tmp_path)
    again.qtbot.waitUntil(lambda: again.desk.signals.reader is not None, timeout=60_000)
    again.desk.open_lead(lead_id)
    assert again.view.notes.marks() == {0: [(5, 24, False)]}
    assert shown(again) == ["missed target → Need: Priority"]
    assert not again.view.notes.document().isModified()
    assert again.desk.drafts.held(lead_id) is None
    again.shell.close()


def test_a_click_on_a_chip_accepts_it_and_on_its_cross_dismisses_it(noting: Window) -> None:
    noting.type("They missed their target. No budget")
    chips = noting.view.chips
    second = chips._places[1].rect
    noting.qtbot.mouseClick(chips, Qt.MouseButton.LeftButton, pos=second.center().toPoint() - QPoint(20, 0))
    assert stored(noting, "need").value == "priority"
    first = chips._places[0].rect
    noting.qtbot.mouseClick(
        chips, Qt.MouseButton.LeftButton, pos=QPoint(int(first.right()) - 8, int(first.center().y()))
    )
    assert shown(noting) == []
    assert stored(noting, "budget") is None


def test_marks_are_counted_as_qt_counts(noting: Window) -> None:
    noting.view.notes.insertPlainText("ok 🙂\n🙂 missed their target")
    assert noting.view.notes.marks() == {1: [(3, 22, False)]}


def test_the_room_of_the_chips_stays_whatever_is_typed(noting: Window) -> None:
    before = noting.view.notes.geometry(), noting.view.chips.geometry()
    noting.type("They missed their target. No budget. Not the decision maker. Nobody else sees it.")
    assert len(shown(noting)) >= 4
    assert (noting.view.notes.geometry(), noting.view.chips.geometry()) == before


def test_chips_that_find_no_room_are_counted_and_the_others_cut(qtbot) -> None:
    chips = SignalChips("Tab")
    qtbot.addWidget(chips)
    chips.resize(300, 22)
    chips.show_chips([Chip(f"suggestion number {n} for something", "", False, True) for n in range(4)])
    assert chips._left == 4 - len(chips._places) > 0
    assert all(place.rect.right() <= 300 for place in chips._places)
    chips.set_lines(2)
    assert chips._left < 4 - 1
