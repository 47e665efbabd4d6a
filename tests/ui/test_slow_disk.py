"""While the disk is slow or an act fails: nothing typed is lost, and no call is recorded twice."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sdrdesk.core.store import activities, qualifications
from tests.ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def calls_of(window: Window, lead_id: str) -> list[str]:
    with window.bench.workspace.store.read() as tx:
        return [c.outcome for c in activities.calls_of(tx, [lead_id]).get(lead_id, [])]


def notes_of(window: Window, lead_id: str) -> list[str]:
    with window.bench.workspace.store.read() as tx:
        return [n.text for n in activities.notes_of(tx, [lead_id]).get(lead_id, [])]


def draft_of(window: Window, lead_id: str) -> str:
    with window.bench.workspace.store.read() as tx:
        found = qualifications.get_draft(tx, lead_id)
    return found.notes if found else ""


@pytest.fixture
def gate(window: Window) -> Iterator[threading.Event]:
    """Opens the disk again."""
    opened = threading.Event()
    yield opened
    opened.set()


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key without waiting for the disk."""
    window.qtbot.keyClick(QApplication.focusWidget() or window.shell, key, modifiers)


def test_coming_back_before_the_disk_finds_the_words_and_goes_on(window: Window, gate: threading.Event) -> None:
    anne = window.desk.session.lead_id
    window.bench.writer.submit(lambda: gate.wait(10))
    press(window, Qt.Key.Key_M, CONTROL)
    window.type("two machines stand still")
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Right, CONTROL)
    assert window.desk.session.lead_id != anne
    window.desk.open_lead(anne)
    assert window.view.notes.toPlainText() == "two machines stand still"
    press(window, Qt.Key.Key_M, CONTROL)
    window.type(" since May")
    gate.set()
    window.qtbot.waitUntil(lambda: draft_of(window, anne) == "two machines stand still since May")


def test_a_call_that_fails_unexpectedly_keeps_the_words_and_the_keys(window: Window) -> None:
    anne, store = window.desk.session.lead_id, window.bench.workspace.store
    with store.write() as tx:
        tx.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON activity BEGIN SELECT RAISE(ABORT, 'broken'); END")
    press(window, Qt.Key.Key_M, CONTROL)
    window.type("she calls back")
    with window.qtbot.captureExceptions():
        press(window, Qt.Key.Key_1, ALT)
        window.settle()
    assert window.desk.session.lead_id == anne
    assert calls_of(window, anne) == []
    assert draft_of(window, anne) == "she calls back"
    with store.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER full")
    window.key(Qt.Key.Key_1, ALT)
    assert calls_of(window, anne) == ["no_answer"]
    assert notes_of(window, anne) == ["she calls back"]


def test_the_words_of_an_act_are_in_the_draft_until_it_is_on_disk(window: Window, gate: threading.Event) -> None:
    anne, seen = window.desk.session.lead_id, []
    press(window, Qt.Key.Key_M, CONTROL)
    window.type("he was driving")
    window.bench.writer.submit(lambda: gate.wait(10))
    window.desk.drafts.saved.connect(lambda draft: seen.append((draft.notes, len(calls_of(window, anne)))))
    press(window, Qt.Key.Key_1, ALT)
    gate.set()
    window.settle()
    assert [words for words, _calls in seen] == ["he was driving"]
    assert draft_of(window, anne) == ""
    assert notes_of(window, anne) == ["he was driving"]


def test_a_second_key_while_a_call_is_under_way_records_nothing(window: Window, gate: threading.Event) -> None:
    anne = window.desk.session.lead_id
    window.bench.writer.submit(lambda: gate.wait(10))
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_Right, CONTROL)
    following = window.desk.session.lead_id
    press(window, Qt.Key.Key_2)  # a call to another lead is not held up
    press(window, Qt.Key.Key_2)
    window.desk.open_lead(anne)
    press(window, Qt.Key.Key_3)
    window.desk.open_lead(following)
    press(window, Qt.Key.Key_4)
    gate.set()
    window.settle()
    assert (calls_of(window, anne), calls_of(window, following)) == (["no_answer"], ["busy"])


def test_one_lead_s_answer_does_not_free_the_keys_of_another(window: Window) -> None:
    first, second = threading.Event(), threading.Event()
    window.bench.writer.submit(lambda: first.wait(10))
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_Right, CONTROL)
    following = window.desk.session.lead_id
    window.bench.writer.submit(lambda: second.wait(10))
    press(window, Qt.Key.Key_2)
    with window.qtbot.waitSignal(window.desk.counted):
        first.set()
    assert window.desk.session.lead_id == following
    press(window, Qt.Key.Key_2)
    second.set()
    window.settle()
    assert calls_of(window, following) == ["busy"]
