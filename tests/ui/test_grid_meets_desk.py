"""A grid published or put in use while a lead is on the desk, with words typed and not saved."""

import tomllib

from PySide6.QtCore import Qt

from sdrdesk.core.domain.grid_draft import copied
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.exchange.grid_file import shipped_grids
from sdrdesk.core.operations import grid_versions, leads, qualification
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.ui.calls.act_forms import DecisionChoice
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
BANT = tomllib.loads(shipped_grids()["bant"])


def test_words_typed_and_not_saved_stand_where_the_grid_is_published(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.view.notes.setFocus()
    window.type("they asked for a quote")
    changes = grid_versions.publish_grid(window.bench.workspace, BANT)[1]
    window.bench.bus.publish(changes)  # at once: nothing of the words is on disk yet
    window.settle()
    assert window.desk.session.lead_id == lead_id
    assert window.desk.session.grid.version == 2
    assert window.view.notes.toPlainText() == "they asked for a quote"


def test_words_typed_stands_where_another_grid_is_put_in_use_and_back(window: Window) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    grid_versions.publish_grid(workspace, copied(BANT, "ours", {"en": "Ours", "fr": "La nôtre"}))
    qualification.answer_criterion(workspace, lead_id, "need", "blocking")
    window.view.notes.setFocus()
    window.type("a word")
    window.bench.bus.publish(change_settings(workspace, {"grid": "ours"}))
    window.settle()
    assert window.desk.session.grid.id == "ours"
    assert window.desk.session.facts.answers["need"] == "blocking"  # a copy takes over what was answered
    qualification.answer_criterion(workspace, lead_id, "need", "vague")
    assert window.view.notes.toPlainText() == "a word"
    window.bench.bus.publish(change_settings(workspace, {"grid": "bant"}))
    window.settle()
    assert window.desk.session.facts.answers["need"] == "blocking"
    assert window.view.notes.toPlainText() == "a word"


def test_what_was_answered_in_a_check_comes_back_when_the_decision_is_refused(window: Window) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    window.key(Qt.Key.Key_Return, CONTROL)
    window.type("the whole board")
    session = window.desk.session
    choice = DecisionChoice(Decision.NOW, Route.CHECK_THEN_MEETING, reason="no such reason")
    window.view.acts.form.done.emit(choice)
    window.settle()
    assert leads.dossier(workspace, lead_id).decisions == ()
    window.key(Qt.Key.Key_Return, CONTROL)
    assert window.desk.session is session
    assert window.view.acts.form.checks["shared"].text() == "the whole board"
