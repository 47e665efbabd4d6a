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
from sdrdesk.ui.grids.calibration_page import EMPTY, RESULT, CalibrationPage
from sdrdesk.ui.grids.calibration_result import VERDICTS
from sdrdesk.ui.grids.grids_view import CALIBRATION, EDIT, GridsView
from tests.operations.calibration_history import Handed, hand_over, many_leads
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def answered(workspace: Workspace, count: int, *, at_random: bool = False) -> None:
    """Hand-offs judged by the grid in use; sales takes those whose need is shared, seldom others."""
    random, grid, now = Random(4), workspace.grid, workspace.now()
    asked = {c.id: [o.id for o in c.options if not o.eliminates] for c in grid.criteria if c.options}
    made = []
    for n, lead in enumerate(many_leads(workspace, count)):
        answers = {criterion: random.choice(options) for criterion, options in asked.items()}
        place = asked["need_shared"].index(answers["need_shared"])
        chance = 0.5 if at_random else (0.9, 0.5, 0.1)[min(place, 2)]
        said = "accepted" if random.random() < chance else "rejected"
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
    QAbstractItemModelTester(page.result.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.empty.accessibleName().startswith("240 outcomes are there")
    window.key(Qt.Key.Key_F5)
    until_done(window, page)
    assert page._stack.currentIndex() == RESULT
    assert page.result.table.hasFocus()
    done = page._done
    assert done is not None
    assert done.proposal is not None
    assert page.result.heading.text() == f"240 outcomes, {done.good} accepted by sales."
    assert page.result.figures.cells[1][1].text() == f"{done.learnt.auc:.3f}"
    rows = {page.result.model.index(r, NAME).data(): r for r in range(page.result.model.rowCount())}
    shared = rows["Shared need"]
    was, proposed = (float(page.result.model.index(shared, column).data()) for column in (BEFORE, AFTER))
    assert proposed > was
    assert page.result.model.index(rows["Workforce"], WHY).data() == "stays: no outcome has an answer to it"
    window.key(Qt.Key.Key_Down)
    assert page.result.row.text() == page.result.model.sentence(page.result.model.rows[1])
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
    assert page.result.tabs.tabText(VERDICTS) == f"Verdicts that would change ({n})"
    page.result.tabs.setFocus()
    window.key(Qt.Key.Key_Right)
    page.result.changes.setFocus()
    assert page.result.row.text().endswith("Enter opens the lead.")
    with window.qtbot.waitSignal(page.lead_asked) as asked:
        window.key(Qt.Key.Key_Return)
    assert asked.args == [page.result.verdicts.rows[0].lead]


def test_another_outcome_is_another_question_and_counts_anew(window: Window) -> None:
    answered(window.bench.workspace, 60)
    _view, page = opened(window)
    page.goal.setFocus()
    window.key(Qt.Key.Key_Down)
    until_done(window, page)
    assert page.goal.currentText() == "Became an opportunity"
    assert not page.run.isEnabled(), "accepted is not yet an opportunity: only the rejected ones are outcomes"


def test_where_the_grid_stands_the_page_says_so_and_offers_no_draft(window: Window) -> None:
    """Answers at random: nothing can be learnt from them that would hold later on."""
    workspace = window.bench.workspace
    answered(workspace, 80, at_random=True)
    view, page = opened(window)
    window.key(Qt.Key.Key_F5)
    until_done(window, page)
    assert page.result.finding.text().startswith("The grid stands as it is")
    assert page.result.figures.cells[1][0].text() == "The weights tried"
    assert page.take.isHidden()
    assert not page.result.tabs.isTabVisible(VERDICTS)
    window.key(Qt.Key.Key_Return, CONTROL)
    assert view.tabs.currentIndex() == CALIBRATION
