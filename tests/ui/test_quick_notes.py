"""Phrases put into the notes by a digit, the user's own or the shipped ones; answers to objections at hand on a no."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.quick_notes import quick_notes
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.outcome_bar import KEYS
from sdrdesk.ui.settings.settings_dialog import SettingsDialog
from tests.ui.test_script import in_campaign
from tests.ui.window import Window

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def insert(window: Window, key) -> None:
    window.key(Qt.Key.Key_P, ALT)
    menu = window.desk.quick_notes.menu
    assert menu.isVisible()
    QTest.keyClick(menu, key)
    assert QApplication.focusWidget() is window.view.notes


def test_a_digit_puts_a_phrase_where_the_cursor_is(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_M, CONTROL)
    window.type("Paul and Anne")
    for _ in range(len(" and Anne")):
        window.key(Qt.Key.Key_Left)
    insert(window, Qt.Key.Key_2)
    window.type(", till 5")
    assert window.view.notes.toPlainText() == "Paul in a meeting, till 5 and Anne"
    window.desk.drafts.flush()
    window.settle()
    assert leads.dossier(window.bench.workspace, lead_id).draft.notes == "Paul in a meeting, till 5 and Anne"


def test_on_azerty_the_unshifted_key_chooses_too(window: Window) -> None:
    insert(window, "&")
    assert window.view.notes.toPlainText() == "asked to send an e-mail"
    assert leads.dossier(window.bench.workspace, window.desk.session.lead_id).calls == ()


def test_escape_puts_nothing(window: Window) -> None:
    window.key(Qt.Key.Key_P, ALT)
    QTest.keyClick(window.desk.quick_notes.menu, Qt.Key.Key_Escape)
    assert window.view.notes.toPlainText() == ""


def test_ones_own_phrases_are_written_in_the_settings(window: Window) -> None:
    bench = window.bench
    dialog = SettingsDialog(bench.workspace, bench.words, bench._personal, bench.writer, bench.bus, bench)
    dialog.quick_notes.lines.setPlainText("  R&D only \n\nback on the 3rd")
    dialog.save()
    assert bench.workspace.settings["quick_notes"] == "R&D only\nback on the 3rd"
    insert(window, Qt.Key.Key_1)
    assert window.view.notes.toPlainText() == "R&D only"
    dialog.deleteLater()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_shipped_phrases_stand_in_both_languages(window: Window, language: str) -> None:
    shipped = quick_notes(window.bench.workspace, Words(language))
    assert 1 < len(shipped) <= 9
    change_settings(window.bench.workspace, {"quick_notes": "one"})
    assert quick_notes(window.bench.workspace, Words(language)) == ("one",)


def test_the_answers_to_objections_stand_above_the_reasons_of_a_no(window: Window) -> None:
    in_campaign(window, "", "No budget\nWhen, then?")
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_7)
    form = window.view.acts.form
    assert form.answers.isVisible()
    assert "<b>No budget</b><br>When, then?" in form.answers.text()
    assert form.answers.mapTo(form, form.answers.rect().topLeft()).y() < form.reasons.y()
    window.key(Qt.Key.Key_3)  # a reason, by its digit
    assert [c.reason for c in leads.dossier(window.bench.workspace, lead_id).calls] == ["price"]


@pytest.mark.parametrize("digit", [d for d, o in KEYS.items() if o[0] not in ("not_interested", "callback_promised")])
def test_no_other_outcome_asks_for_a_reason(window: Window, digit: int) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key(Qt.Key.Key_0 + digit))
    assert window.view.acts.form is None
    assert [c.reason for c in leads.dossier(window.bench.workspace, lead_id).calls] == [""]
