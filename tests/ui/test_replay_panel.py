"""The replay of a grid on its screen: run, cancelled, filtered, opened, exported, by keys."""

import csv
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.decided_leads import decide_on_many
from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.exchange.grid_file import grid_toml, read_grid, shipped_grids
from sdrdesk.core.operations.replay import replay
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.app import load_translations
from sdrdesk.ui.grids.replay_panel import EMPTY, RESULT, ReplayPanel
from sdrdesk.ui.theme import apply_theme

DECIDED = 120


def changed(now: int) -> Grid:
    """BANT with another threshold."""
    raw = tomllib.loads(shipped_grids()["bant"])
    grid, _faults = read_grid(grid_toml({**raw, "version": 2, "thresholds": {"now": now, "later": 35}}))
    assert grid is not None
    return grid


@pytest.fixture
def decided(workspace: Workspace) -> Workspace:
    """A workspace in which much was decided by BANT."""
    decide_on_many(workspace, [workspace.grid_of("bant")], DECIDED, seed=2)
    return workspace


@contextmanager
def translated(language: str) -> Iterator[None]:
    """Load a language, and take it out again: other tests speak theirs."""
    application = QApplication.instance()
    before = application.findChildren(QTranslator)
    load_translations(application, language)
    try:
        yield
    finally:
        for translator in application.findChildren(QTranslator):
            if translator not in before:
                application.removeTranslator(translator)


def open_panel(workspace: Workspace, qtbot: QtBot, language: str = "en") -> ReplayPanel:
    apply_theme(QApplication.instance(), "light")
    panel = ReplayPanel(workspace, Words(language))
    qtbot.addWidget(panel)
    panel.resize(1080, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.last.setFocus()
    return panel


@pytest.fixture
def panel(decided: Workspace, qtbot: QtBot) -> Iterator[ReplayPanel]:
    """The panel, ready to replay a grid with a lower threshold."""
    with translated("en"):
        opened = open_panel(decided, qtbot)
        opened.set_grids(decided.grid_of("bant"), changed(55))
        yield opened
        opened.close_down()
    # A task says that it has ended a moment before its thread does.
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name == "sdrdesk-task"])


def run(panel: ReplayPanel, qtbot: QtBot) -> None:
    """Press F5 where the keyboard is, and wait for the end."""
    press_f5(panel, qtbot)
    qtbot.waitUntil(lambda: panel._task is None, timeout=20_000)


def press_f5(panel: ReplayPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.focusWidget() or panel, Qt.Key.Key_F5)


def test_f5_replays_and_one_sentence_says_what_would_change(
    panel: ReplayPanel, decided: Workspace, qtbot: QtBot
) -> None:
    tester = QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert panel._stack.currentIndex() == EMPTY
    run(panel, qtbot)
    expected = replay(decided, changed(55))
    assert expected.changed > 5
    assert panel._stack.currentIndex() == RESULT
    said = f"On the last {DECIDED} qualifications, {expected.changed} verdicts would change."
    assert panel.heading.text().startswith(said)
    assert panel.model.rowCount() == len(expected.rows)
    cells = [[panel.model.index(r, c).data() for c in range(8)] for r in range(panel.model.rowCount())]
    assert [c[0] for c in cells] == [r.name for r in expected.rows]
    assert all(c[7] for c in cells)
    assert panel.table.hasFocus()
    assert panel.row.text().endswith("Enter opens the lead.")
    assert tester


def test_the_number_asked_for_is_the_number_replayed(panel: ReplayPanel, qtbot: QtBot) -> None:
    panel.last.selectAll()
    qtbot.keyClicks(panel.last, "7")
    run(panel, qtbot)
    assert panel.heading.text().startswith("On the last 7 qualifications, ")
    panel.every.setFocus()
    qtbot.keyClick(panel.every, Qt.Key.Key_Space)
    assert not panel.last.isEnabled()
    run(panel, qtbot)
    assert panel.heading.text().startswith(f"On all {DECIDED} qualifications, ")


def test_a_move_is_shown_alone_from_the_matrix_or_the_list(panel: ReplayPanel, qtbot: QtBot) -> None:
    run(panel, qtbot)
    every = panel.model.rowCount()
    panel.matrix.setFocus()
    for _ in range(4):
        qtbot.keyClick(panel.matrix, Qt.Key.Key_Down)
        qtbot.keyClick(panel.matrix, Qt.Key.Key_Left)
    qtbot.keyClick(panel.matrix, Qt.Key.Key_Return)  # open → now
    assert panel.matrix.choice() == (3, 0)
    assert {r.move for r in panel.model.rows} == {(State.OPEN, State.NOW)}
    assert 0 < panel.model.rowCount() < every
    assert panel.moves.currentText() == f"Open → Now ({panel.model.rowCount()})"
    qtbot.keyClick(panel.matrix, Qt.Key.Key_Return)
    assert panel.model.rowCount() == every
    place = panel.matrix._rect((3, 0)).center().toPoint()
    qtbot.mouseClick(panel.matrix, Qt.MouseButton.LeftButton, pos=place)
    assert panel.matrix.choice() == (3, 0)
    panel.moves.setFocus()
    qtbot.keyClick(panel.moves, Qt.Key.Key_End)
    assert 0 < panel.model.rowCount() < every
    assert panel.matrix.choice() is not None


def test_enter_on_a_row_asks_for_its_lead(panel: ReplayPanel, qtbot: QtBot) -> None:
    run(panel, qtbot)
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.lead_asked) as asked:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked.args == [panel.model.rows[1].lead]


def test_f5_again_stops_it_and_the_earlier_result_stays(panel: ReplayPanel, decided: Workspace, qtbot: QtBot) -> None:
    run(panel, qtbot)
    before = panel.heading.text()
    decide_on_many(decided, [decided.grid_of("bant")], 3_000, seed=4)  # enough to be stopped in the middle of it
    panel.every.click()
    press_f5(panel, qtbot)
    press_f5(panel, qtbot)
    qtbot.waitUntil(lambda: panel._task is None, timeout=20_000)
    assert panel.heading.text() == before
    assert panel.said.text().startswith("Cancelled")
    assert panel.run.isEnabled()


def test_a_grid_that_changed_since_is_said_and_one_with_faults_cannot_run(
    panel: ReplayPanel, decided: Workspace, qtbot: QtBot
) -> None:
    run(panel, qtbot)
    assert panel.said.text() == ""
    panel.set_grids(decided.grid_of("bant"), changed(90))
    assert "Replay it again" in panel.said.text()
    panel.set_grids(decided.grid_of("bant"), None)
    assert not panel.run.isEnabled()
    assert "faults" in panel.run.toolTip()
    assert "faults" in panel.said.text()
    before = panel.heading.text()
    run(panel, qtbot)
    assert panel.heading.text() == before
    panel.set_grids(decided.grid_of("champ"), decided.grid_of("champ"))
    assert panel._stack.currentIndex() == EMPTY


def test_without_a_qualification_it_says_what_would_fill_it(workspace: Workspace, qtbot: QtBot) -> None:
    panel = open_panel(workspace, qtbot)
    panel.set_grids(workspace.grid_of("bant"), changed(55))
    assert panel._stack.currentIndex() == EMPTY
    assert not panel.run.isEnabled()
    assert "No lead was decided on" in panel.run.toolTip()
    decide_on_many(workspace, [workspace.grid_of("bant")], 3, seed=1)
    panel.refresh()
    assert panel.run.isEnabled()


def test_the_rows_in_sight_are_written_as_csv(panel: ReplayPanel, qtbot: QtBot, tmp_path: Path) -> None:
    run(panel, qtbot)
    panel._cell_chosen((3, 0))
    path = tmp_path / "moves.csv"
    panel.export_to(path)
    qtbot.waitUntil(lambda: panel._task is None, timeout=20_000)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [r["lead"] for r in rows] == [r.lead for r in panel.model.rows]
    assert {r["after"] for r in rows} == {"Now"}
    assert str(path) in panel.said.text()


def test_it_speaks_french(decided: Workspace, qtbot: QtBot) -> None:
    with translated("fr"):
        panel = open_panel(decided, qtbot, "fr")
        panel.set_grids(decided.grid_of("bant"), changed(55))
        run(panel, qtbot)
    assert panel.heading.text().startswith(f"Sur les {DECIDED} dernières qualifications, ")
    assert "changeraient" in panel.heading.text()
