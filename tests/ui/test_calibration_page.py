"""Calibrating a grid on its screen, by keys: too few outcomes, a proposal, taken over as a draft or thrown away."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import grid_versions
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.ui.grids.calibration_model import AFTER, BEFORE, NAME, WHY
from sdrdesk.ui.grids.calibration_page import EMPTY, RESULT, VERDICTS, CalibrationPage
from sdrdesk.ui.grids.grids_view import CALIBRATION, EDIT, GridsView
from tests.operations.calibration_history import Handed, hand_over, many_leads
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def answered(workspace: Workspace, count: int) -> None:
    """Hand-offs judged by the grid in use; sales takes those whose need is shared, seldom others."""
    random, grid, now = Random(4), workspace.grid, workspace.now()
    asked = {c.id: [o.id for o in c.options if not o.eliminates] for c in grid.criteria if c.options}
    made = []
    for n, lead in enumerate(many_leads(workspace, count)):
        answers = {criterion: random.choice(options) for criterion, options in asked.items()}
        place = asked["need_shared"].index(answers["need_shared"])
        said = "accepted" if random.random() < (0.9, 0.5, 0.1)[min(place, 2)] else "rejected"
        made.append(Handed(lead, answers, [said], now - timedelta(days=1, hours=count - n)))
    hand_over(workspace, grid, made)


def opened(window: Window) -> tuple[GridsView, CalibrationPage]:
    """The page, reached by keys; it has counted."""
    window.key(Qt.Key.Key_3, CONTROL)
    view = window.bench.grids_view
    window.key(Qt.Key.Key_PageUp, CONTROL)
    assert view.tabs.currentIndex() == CALIBRATION
    until_done(window, view.calibrating)
    return view, view.calibrating


def until_done(window: Window, page: CalibrationPage) -> None:
    window.qtbot.waitUntil(lambda: page._task is None, timeout=20_000)


@pytest.fixture(autouse=True)
def nothing_left_running(qtbot) -> Iterator[None]:
    """A task says that it has ended a moment before its thread does."""
    yield
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name == "sdrdesk-task"])


def test_below_fifty_outcomes_the_page_says_how_many_there_are_and_offers_nothing(window: Window) -> None:
    answered(window.bench.workspace, 12)
    _view, page = opened(window)
    assert page._stack.currentIndex() == EMPTY
    assert page.empty.accessibleName() == "It cannot be calibrated yet"
    assert page.empty.accessibleDescription().startswith("There are 12 outcomes, and it takes 50.")
    assert not page.run.isEnabled()
    window.key(Qt.Key.Key_F5)
    assert page._task is None
    assert page.take.isHidden()


def test_a_proposal_is_read_taken_over_by_keys_and_ctrl_z_takes_it_out_again(window: Window) -> None:
    workspace = window.bench.workspace
    answered(workspace, 240)
    view, page = opened(window)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.empty.accessibleName().startswith("240 outcomes are there")
    window.key(Qt.Key.Key_F5)
    until_done(window, page)
    assert page._stack.currentIndex() == RESULT
    assert page.table.hasFocus()
    done = page._done
    assert done is not None
    assert done.proposal is not None
    assert page.heading.text() == f"240 outcomes, {done.good} accepted by sales."
    assert page.figures.cells[1][1].text() == f"{done.learnt.auc:.3f}"
    rows = {page.model.index(r, NAME).data(): r for r in range(page.model.rowCount())}
    shared = rows["Shared need"]
    was, proposed = (float(page.model.index(shared, column).data()) for column in (BEFORE, AFTER))
    assert proposed > was
    assert page.model.index(rows["Workforce"], WHY).data() == "stays: no outcome has an answer to it"
    window.key(Qt.Key.Key_Down)
    assert page.row.text() == page.model.sentence(page.model.rows[1])
    window.key(Qt.Key.Key_Return, CONTROL)
    assert view.tabs.currentIndex() == EDIT
    window.qtbot.waitUntil(lambda: not view.editor._unsaved, timeout=5_000)
    window.settle()
    grid = view.editor.draft.grid
    assert grid.maxima() == done.grid.maxima()
    assert grid_versions.has_draft(workspace, grid.id)
    assert workspace.grid.version == 1, "nothing is published by it"
    window.key(Qt.Key.Key_Z, CONTROL)
    assert view.editor.draft.grid == workspace.grid


def test_what_else_was_edited_of_the_draft_stays_when_a_proposal_is_taken_over(window: Window) -> None:
    answered(window.bench.workspace, 240)
    view, page = opened(window)
    view.editor._edited(("name", "en"), "Ours", True)
    window.key(Qt.Key.Key_F5)
    until_done(window, page)
    window.key(Qt.Key.Key_Return, CONTROL)
    assert view.editor.draft.raw["name"]["en"] == "Ours"
    assert view.editor.draft.raw["thresholds"]["now"] == view.editor.draft.grid.now


def test_a_proposal_thrown_away_leaves_nothing(window: Window) -> None:
    workspace = window.bench.workspace
    answered(workspace, 240)
    _view, page = opened(window)
    window.key(Qt.Key.Key_F5)
    until_done(window, page)
    page.drop.setFocus()
    window.key(Qt.Key.Key_Space)
    until_done(window, page)
    assert (page._done, page._stack.currentIndex()) == (None, EMPTY)
    assert not grid_versions.has_draft(workspace, workspace.grid.id)
    assert QApplication.focusWidget() is page.goal


def test_the_verdicts_that_would_change_are_listed_and_enter_opens_the_lead(window: Window) -> None:
    answered(window.bench.workspace, 240)
    _view, page = opened(window)
    window.key(Qt.Key.Key_F5)
    until_done(window, page)
    n = len(page._done.replay.rows)
    assert n
    assert page.tabs.tabText(VERDICTS) == f"Verdicts that would change ({n})"
    page.tabs.setFocus()
    window.key(Qt.Key.Key_Right)
    page.changes.setFocus()
    assert page.row.text().endswith("Enter opens the lead.")
    with window.qtbot.waitSignal(page.lead_asked) as asked:
        window.key(Qt.Key.Key_Return)
    assert asked.args == [page.verdicts.rows[0].lead]


def test_another_outcome_is_another_question_and_counts_anew(window: Window) -> None:
    answered(window.bench.workspace, 60)
    _view, page = opened(window)
    page.goal.setFocus()
    window.key(Qt.Key.Key_Down)
    until_done(window, page)
    assert page.goal.currentText() == "Became an opportunity"
    assert not page.run.isEnabled(), "accepted is not yet an opportunity: only the rejected ones are outcomes"
