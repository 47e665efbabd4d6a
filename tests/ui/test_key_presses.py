"""How many keys a call costs: every key event that reaches the window is counted; words typed are not keys.

Keys held together are one press. The figures stand in docs/performance.md.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.workspace import Workspace, change_settings
from tests.ui.window import Clock, Window, open_window

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
HELD = {Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Meta}
AN_UNANSWERED_CALL, A_QUALIFICATION = 2, 12
"""The most keys that each may cost."""


class Presses(QObject):
    """Counts the keys pressed in the window; stands where the phone is, too, and takes the numbers dialled."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window, self.count, self.dialled = window, 0, []
        self._words = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The one event that every key causes, once, whether a shortcut takes it or a field.
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            assert isinstance(event, QKeyEvent)
            self.count += event.key() not in HELD and not self._words
        return False

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            self.window.key(key, held)

    def say(self, words: str) -> None:
        """Words of a conversation: typed, and not counted."""
        self._words = True
        self.window.type(words)
        self._words = False

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.dialled.append(url.path())


@pytest.fixture
def presses(workspace: Workspace, qtbot, clock: Clock, tmp_path: Path) -> Iterator[Presses]:
    """The window on the five questions of a small firm, its keys counted."""
    change_settings(workspace, {"grid": "five"})
    window = open_window(workspace, qtbot, clock, tmp_path)
    counted = Presses(window)
    QApplication.instance().installEventFilter(counted)
    QDesktopServices.setUrlHandler("tel", counted, "take")
    yield counted
    QDesktopServices.unsetUrlHandler("tel")
    QApplication.instance().removeEventFilter(counted)
    window.shell.close()
    window.shell.deleteLater()


def outcomes(window: Window, lead_id: str) -> list[str]:
    return [c.outcome for c in leads.dossier(window.bench.workspace, lead_id).calls]


def decided(window: Window, lead_id: str) -> list[tuple[str, str, str]]:
    found = leads.dossier(window.bench.workspace, lead_id).decisions
    return [(d.decision, d.route, d.reason) for d in found]


def test_the_counter_counts_each_key_once_whoever_takes_it(presses: Presses) -> None:
    presses.press(Qt.Key.Key_M, held=CONTROL)  # a shortcut
    presses.window.type("abc")  # a field
    presses.press(Qt.Key.Key_Escape, Qt.Key.Key_1)  # the window
    assert presses.count == 1 + 3 + 2
    presses.press(Qt.Key.Key_M, held=CONTROL)
    presses.say("not counted")
    assert presses.count == 7


@pytest.mark.parametrize(
    ("digit", "outcome"), [(1, "no_answer"), (2, "busy"), (3, "voicemail"), (4, "gatekeeper")]
)  # fmt: skip
@pytest.mark.parametrize("typing", [False, True])
def test_an_unanswered_call_costs_two_keys_until_the_next_lead_rings(
    presses: Presses, digit: int, outcome: str, typing: bool
) -> None:
    window = presses.window
    presses.press(Qt.Key.Key_F9)
    first, ringing = window.desk.session.lead_id, list(presses.dialled)
    if typing:
        presses.press(Qt.Key.Key_M, held=CONTROL)
        presses.say("2nd line rings out")
    before = presses.count
    presses.press(Qt.Key(Qt.Key.Key_0 + digit), held=ALT if typing else None)
    presses.press(Qt.Key.Key_F9)
    assert presses.count - before == AN_UNANSWERED_CALL
    assert outcomes(window, first) == [outcome]
    second = window.desk.session.dossier
    assert second.summary.lead.id != first
    assert presses.dialled == [*ringing, second.dialable[0]]
    noted = [n.text for n in leads.dossier(window.bench.workspace, first).notes]
    assert noted == (["2nd line rings out"] if typing else [])


def asked(presses: Presses, answers: dict[str, tuple[Qt.Key, ...]]) -> str:
    """Each question as it comes up, answered by keys; Alt+N brings the first, and every answer the next."""
    session = presses.window.desk.session
    presses.press(Qt.Key.Key_N, held=ALT)
    while left := [c for c in answers if c not in session.facts.answers]:
        here = presses.window.view.form.current_criterion()
        assert here in left
        presses.press(*answers[here])
    return session.lead_id


URGENT = {
    "problem": (Qt.Key.Key_1,),
    "worth": (Qt.Key.Key_5, Qt.Key.Key_K, Qt.Key.Key_Return),
    "decider": (Qt.Key.Key_1,),
    "means": (Qt.Key.Key_1,),
    "moment": (Qt.Key.Key_2, Qt.Key.Key_Return),
}
MILD = URGENT | {"problem": (Qt.Key.Key_3,), "means": (Qt.Key.Key_2,), "moment": (Qt.Key.Key_8, Qt.Key.Key_Return)}


def test_a_lead_is_qualified_in_twelve_keys_and_put_off_to_a_day(presses: Presses) -> None:
    window = presses.window
    lead_id = asked(presses, MILD)
    assert window.desk.session.assessment.state == "later"
    presses.press(Qt.Key.Key_Return)  # the day stands there
    assert presses.count == 10 <= A_QUALIFICATION
    assert decided(window, lead_id) == [("later", "nurture", "")]
    assert window.desk.session.lead_id != lead_id


def test_a_lead_is_qualified_in_twelve_keys_and_excluded(presses: Presses) -> None:
    window = presses.window
    lead_id = asked(presses, MILD | {"means": (Qt.Key.Key_3,)})
    presses.press(Qt.Key.Key_E, held=CONTROL)
    presses.press(Qt.Key.Key_6, Qt.Key.Key_Return)  # the price
    assert presses.count == 12 <= A_QUALIFICATION
    assert decided(window, lead_id) == [("never", "exclude", "price")]
    assert window.desk.session.lead_id != lead_id


def test_an_answer_that_ends_the_matter_ends_the_questions(presses: Presses) -> None:
    window = presses.window
    lead_id = window.desk.session.lead_id
    presses.press(Qt.Key.Key_N, held=ALT)
    presses.press(Qt.Key.Key_4)  # no problem
    assert window.view.form.current_criterion() == "problem"
    presses.press(Qt.Key.Key_E, held=CONTROL)
    presses.press(Qt.Key.Key_Return)
    assert presses.count == 4
    assert decided(window, lead_id) == [("never", "exclude", "no_need")]


def test_a_lead_is_qualified_in_twelve_keys_and_the_words_of_the_check_and_met(presses: Presses) -> None:
    window = presses.window
    lead_id = asked(presses, URGENT)
    assert window.desk.session.assessment.state == "now"
    for said in ("the whole board", "she decides alone", "they lose the client"):
        presses.say(said)
        presses.press(Qt.Key.Key_Return)
    assert presses.count == 12 <= A_QUALIFICATION
    assert decided(window, lead_id) == [("now", "meeting", "")]
    assert window.desk.session.lead_id != lead_id


def test_what_the_check_does_not_know_is_one_key_each(presses: Presses) -> None:
    window = presses.window
    lead_id = asked(presses, URGENT)
    presses.press(*[Qt.Key.Key_Question] * 3, Qt.Key.Key_Return)
    assert presses.count == 13  # one over: nothing at all is known of what makes a meeting safe
    assert decided(window, lead_id) == [("now", "meeting", "")]


# -- one question after another --------------------------------------------------------------------------------------


def test_a_question_reached_by_tab_stays_when_it_is_answered(presses: Presses) -> None:
    form = presses.window.view.form
    presses.press(Qt.Key.Key_N, held=ALT)
    presses.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    here = form.current_criterion()
    assert here != "problem"
    presses.press(Qt.Key.Key_1, Qt.Key.Key_2)
    assert form.current_criterion() == here


def test_what_is_not_understood_does_not_bring_the_next_question(presses: Presses) -> None:
    window = presses.window
    presses.press(Qt.Key.Key_N, held=ALT)
    presses.press(Qt.Key.Key_1, Qt.Key.Key_1)
    assert window.view.form.current_criterion() == "worth"
    presses.say("quite a lot")
    presses.press(Qt.Key.Key_Return)
    assert window.view.form.current_criterion() == "worth"
    assert window.view.form.rows["worth"].control.field.text() == "quite a lot"


def test_the_words_that_prove_an_answer_are_asked_of_it_when_the_next_question_has_come(presses: Presses) -> None:
    window = presses.window
    lead_id = window.desk.session.lead_id
    presses.press(Qt.Key.Key_N, held=ALT)
    presses.press(Qt.Key.Key_1)
    assert window.view.form.current_criterion() == "means"
    presses.press(Qt.Key.Key_E, held=ALT)
    presses.say("eleven per cent of scrap")
    presses.press(Qt.Key.Key_Return)
    presses.press(Qt.Key.Key_N, held=ALT)
    presses.press(Qt.Key.Key_2)
    answers = leads.dossier(window.bench.workspace, lead_id).answers
    assert (answers["problem"].value, answers["problem"].evidence) == ("urgent", "eleven per cent of scrap")
    assert (answers["means"].value, answers["means"].evidence) == ("possible", "")


def test_an_answer_to_the_question_before_is_taken_back_while_the_next_one_waits(presses: Presses) -> None:
    window = presses.window
    presses.press(Qt.Key.Key_N, held=ALT)
    presses.press(Qt.Key.Key_3)
    presses.press(Qt.Key.Key_Z, held=CONTROL)
    assert "problem" not in window.desk.session.facts.answers
    presses.press(Qt.Key.Key_N, held=ALT)
    assert window.view.form.current_criterion() == "problem"


def test_the_day_that_opens_after_the_last_answer_is_left_by_escape_and_not_forced_again(presses: Presses) -> None:
    window = presses.window
    asked(presses, MILD)
    assert window.view.acts.form is not None
    presses.press(Qt.Key.Key_Escape)
    assert window.view.acts.form is None
    presses.press(Qt.Key.Key_N, held=ALT)  # everything is answered: the first, to be mended
    presses.press(Qt.Key.Key_2)
    assert window.view.acts.form is None
