"""What the answers of sales propose for the grid: figures, weights before and after, verdicts that would change.

Nothing is applied here. A person takes the proposal over as a draft, reads it and publishes it, or throws it away.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.calibration import ENOUGH, Goal
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calibration import Calibration, Finding, calibrate, count_outcomes
from sdrdesk.core.operations.calibration_words import counts_words, finding_words, left_out_words, share_words
from sdrdesk.core.operations.replay import cause_words, summary_words, verdict_words
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.grids import calibration_model, replay_model
from sdrdesk.ui.grids.calibration_figures import CalibrationFigures
from sdrdesk.ui.grids.calibration_model import CalibrationModel
from sdrdesk.ui.grids.replay_model import ReplayModel
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

RUN_KEY, TAKE_KEY = "F5", "Ctrl+Enter"
RESULT, EMPTY = range(2)
WEIGHTS, VERDICTS = range(2)


class CalibrationPage(QWidget):
    """“On 312 outcomes, these weights would have put more of the accepted leads first.”"""

    taken = Signal(object)
    lead_asked = Signal(str)

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._grid: Grid | None = None
        self._task: LongTask | None = None
        self._running: list[LongTask] = []  # the one waited for, and those let go of that have not ended yet
        self._calibrates = False
        self._done: Calibration | None = None
        self._count: tuple[int, int] | None = None
        self.model = CalibrationModel(words, self)
        self.verdicts = ReplayModel(workspace, words, self)
        self._lay_out()
        self._show_state()

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.empty = EmptyState("sliders-horizontal", "", "")
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._summary())
        column.addWidget(self._tabs())
        self._tables = QStackedWidget()
        self._tables.addWidget(self._weights_table())
        self._tables.addWidget(self._verdicts_table())
        column.addWidget(self._tables, 1)
        self.row = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.row.setWordWrap(True)
        self.row.setContentsMargins(16, 8, 16, 8)
        column.addWidget(self.row)
        self._stack = QStackedWidget()
        self._stack.addWidget(result)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._tools())
        layout.addWidget(self._stack, 1)
        QShortcut(QKeySequence(RUN_KEY), self).activated.connect(self.run_or_cancel)

    def _tools(self) -> QHBoxLayout:
        self.goal = QComboBox()
        for goal in Goal:
            self.goal.addItem(self._words.text("calibration_goal", goal.value), goal)
        self.goal.setAccessibleName(self.tr("Which outcome counts as good"))
        self.goal.activated.connect(lambda _: self._look())
        label = QLabel(self.tr("Good is"))
        label.setBuddy(self.goal)
        self.run = KeyButton(self.tr("Calibrate"), RUN_KEY, variant="primary", key_side="right")
        self.run.clicked.connect(self.run_or_cancel)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.hide()
        self.said = QLabel()
        mark(self.said, "muted")
        self.drop = QPushButton(self.tr("Throw away"))
        mark(self.drop, "quiet")
        self.drop.clicked.connect(self.throw_away)
        self.take = KeyButton(self.tr("Take over as draft"), TAKE_KEY, key_side="right")
        self.take.clicked.connect(self.take_over)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        for widget in (label, self.goal, self.run, self.progress):
            row.addWidget(widget)
        row.addWidget(self.said, 1)
        row.addWidget(self.drop)
        row.addWidget(self.take)
        return row

    def _summary(self) -> QHBoxLayout:
        self.heading, self.finding, self.left_out = QLabel(), QLabel(), QLabel()
        mark(self.heading, "heading")
        mark(self.left_out, "muted")
        self.rule = QLabel()
        mark(self.rule, "muted")
        text = QVBoxLayout()
        text.setSpacing(6)
        for label in (self.heading, self.finding, self.rule, self.left_out):
            label.setWordWrap(True)
            text.addWidget(label)
        text.addStretch(1)
        self.figures = CalibrationFigures(self._words)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(24)
        row.addLayout(text, 1)
        row.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _tabs(self) -> QTabBar:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What the proposal changes"))
        self.tabs.addTab(self.tr("Weights and answers"))
        self.tabs.addTab("")
        self.tabs.setExpanding(False)
        self.tabs.setContentsMargins(8, 0, 8, 0)
        self.tabs.currentChanged.connect(self._show_table)
        return self.tabs

    def _weights_table(self) -> QTableView:
        m = calibration_model
        figures = frozenset({m.OUTCOMES, m.GOOD, m.BEFORE, m.AFTER})
        self.table = self._calm(
            self.model, self.tr("Weights and answers, today and proposed"), TableLook(right=figures)
        )
        for column, width in ((m.NAME, 260), (m.OUTCOMES, 96), (m.GOOD, 80), (m.BEFORE, 96), (m.AFTER, 96)):
            self.table.setColumnWidth(column, width)
        return self.table

    def _verdicts_table(self) -> QTableView:
        m = replay_model
        look = TableLook(
            strong=frozenset({m.NAME}),
            muted=frozenset({m.WHEN, m.COMPANY, m.DECIDED}),
            pills=frozenset({m.BEFORE, m.AFTER}),
        )
        self.changes = self._calm(self.verdicts, self.tr("Verdicts that would change"), look)
        for column, width in (
            (m.NAME, 128), (m.COMPANY, 104), (m.WHEN, 100), (m.BEFORE, 152), (m.AFTER, 152), (m.POINTS, 80), (m.DECIDED, 104),
        ):  # fmt: skip
            self.changes.setColumnWidth(column, width)
        self.changes.activated.connect(lambda index: self.lead_asked.emit(self.verdicts.rows[index.row()].lead))
        return self.changes

    def _calm(self, model: CalibrationModel | ReplayModel, name: str, look: TableLook) -> QTableView:
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(name)
        calm_table(table, look)
        table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_row(table, now.row()))
        return table

    # -- what can be calibrated -----------------------------------------------------------------------------------

    def set_grid(self, grid: Grid | None) -> None:
        """The published version to calibrate; None for a grid not published yet. What was found for another goes."""
        if self._grid != grid:
            self._let_go()
            self._grid = grid
        if self._done is None and not self._calibrates:
            self._look()

    def refresh(self) -> None:
        """Count again: something was decided, answered or taken back. What was found stays in sight."""
        if self._done is None and not self._calibrates and self.isVisible():
            self._look()

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task, self._count = None, None
        self._rest()
        self._show_result(None)

    def _look(self) -> None:
        """Count the outcomes, in the background."""
        self._let_go()
        grid = self._grid
        if grid is not None:
            goal = self._goal()
            self._start(
                lambda _progress: count_outcomes(self._workspace, grid, goal), partial(self._counted, grid, goal)
            )
        self._show_state()

    def _goal(self) -> Goal:
        return Goal(self.goal.currentData())

    def _counted(self, grid: Grid, goal: Goal, count: tuple[int, int]) -> None:
        if (grid, goal) == (self._grid, self._goal()):
            self._count = count
            self._show_state()

    def _show_state(self) -> None:
        why = self._why_not()
        self.run.set_available(not why, why)
        found = self._done
        proposed = found is not None and found.proposal is not None
        self.take.setVisible(proposed)
        self.take.set_variant("primary" if proposed else "plain")
        if self._task is None or not self._calibrates:
            self.run.set_variant("plain" if proposed else "primary")
        self.drop.setVisible(found is not None)
        self._stack.setCurrentIndex(RESULT if found is not None and found.rows else EMPTY)
        if found is not None and not found.rows:
            self.empty.set_words(self.tr("There is not enough to learn from"), f"{finding_words(found, self._words)}.")
        elif found is None:
            self.empty.set_words(*self._empty_words(why))

    def _empty_words(self, why: str) -> tuple[str, str]:
        if why:
            return self.tr("It cannot be calibrated yet"), why
        text = self.tr(
            "Each hand-off that sales answered is compared with what was known when it was made. You get other weights to read, with what they would change; nothing is applied."
        )
        if self._count is None:
            return self.tr("What do the answers of sales say of this grid?"), text
        n, good = self._count
        title = self.tr("{n} outcomes are there, {good} of them good").format(
            n=self._words.number(n), good=self._words.number(good)
        )
        return title, text

    def _why_not(self) -> str:
        if self._grid is None:
            return self.tr("This grid is not published yet: nobody was judged by it.")
        if self._count is not None and self._count[0] < ENOUGH:
            return self.tr(
                "There are {n} outcomes, and it takes {needed}. An outcome is a hand-off judged by this grid that sales answered: record their answers on the screen “Hand-offs” (Ctrl+5)."
            ).format(n=self._words.number(self._count[0]), needed=ENOUGH)
        return ""

    # -- running ------------------------------------------------------------------------------------------------

    def run_or_cancel(self) -> None:
        """Calibrate; while that runs, stop it."""
        if self._task is not None and self._calibrates:
            self._task.cancel()
        elif self._grid is not None and self.run.isEnabled():
            grid, goal = self._grid, self._goal()
            self._let_go()
            self._start(
                lambda progress: calibrate(self._workspace, grid, goal, progress), partial(self._calibrated, grid)
            )
            self._calibrates = True
            self.progress.setRange(0, 0)
            self.progress.show()
            self.run.set_words(self.tr("Cancel"), RUN_KEY)
            self.run.set_variant("plain")
            self.said.setText(self.tr("Calibrating…"))
            mark(self.said, "muted")

    def _start(self, work: Callable[[Callable[[int, int], bool]], Any], done: Callable[[Any], None]) -> None:
        task = LongTask(work, self)
        task.progressed.connect(self._progressed)
        task.done.connect(lambda result: self._ended(task, lambda: done(result)))
        task.failed.connect(lambda error: self._ended(task, lambda: self._failed(error)))
        task.broken.connect(lambda error: self._ended(task, lambda: self._broken(error)))
        self._task = task.start()
        self._running.append(task)

    def _progressed(self, done: int, total: int) -> None:
        if not self._calibrates:
            return
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _ended(self, task: LongTask, then: Callable[[], None]) -> None:
        self._running.remove(task)
        if task is not self._task:
            return  # it was let go of meanwhile
        self._task = None
        self._rest()
        self._show_state()
        then()

    def _rest(self) -> None:
        """Nothing is calibrated any more."""
        self._calibrates = False
        self.progress.hide()
        self.run.set_words(self.tr("Calibrate"), RUN_KEY)
        self.said.clear()

    def _failed(self, error: UserError) -> None:
        self.said.setText(sentence(error, self._words))
        mark(self.said, "muted" if error.code == "cancelled" else "bad")

    def _broken(self, error: Exception) -> None:
        raise error

    def close_down(self) -> None:
        """Stop what runs: the workspace is about to close."""
        for task in self._running:
            task.cancel()
            task.wait()

    # -- what was found -----------------------------------------------------------------------------------------

    def _calibrated(self, grid: Grid, done: Calibration) -> None:
        if grid != self._grid:
            return
        self._show_result(done)
        self._show_state()
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()

    def _show_result(self, done: Calibration | None) -> None:
        self._done = done
        self.model.show(done)
        self.verdicts.show(done.replay if done else None)
        self.row.clear()
        self.tabs.setCurrentIndex(WEIGHTS)
        if done is None or not done.rows:
            return
        words = self._words
        self.heading.setText(f"{counts_words(done, words)}.")
        self.finding.setText(f"{finding_words(done, words)}.")
        mark(self.finding, "ok" if done.finding is Finding.PROPOSED else "doubt")
        self.rule.setText(
            self.tr(
                "Judged on outcomes later than those learnt from. The outcomes weigh {percent}%, the grid as it is the rest. Thresholds move so that as many leads pass as before."
            ).format(percent=share_words(done.blend))
        )
        left = left_out_words(done, words)
        said = self.tr("Not counted: {what}.").format(what=", ".join(left)) if left else ""
        self.left_out.setText(said)
        self.left_out.setVisible(bool(said))
        self.figures.show_figures(done)
        n = len(done.replay.rows) if done.replay else 0
        self.tabs.setTabText(VERDICTS, self.tr("Verdicts that would change ({n})").format(n=words.number(n)))
        self.tabs.setTabVisible(VERDICTS, done.replay is not None)

    def _show_table(self, at: int) -> None:
        self._tables.setCurrentIndex(at)
        table = self.changes if at == VERDICTS else self.table
        if table.model().rowCount() and not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 0))
        if at == VERDICTS and self._done and self._done.replay and not self.verdicts.rowCount():
            self.row.setText(" · ".join(summary_words(self._done.replay, self._words)))
        else:
            self._show_row(table, table.currentIndex().row())

    def _show_row(self, table: QTableView, at: int) -> None:
        """Say the row that has the keyboard in whole."""
        if self._done is None or at < 0 or table is not self._tables.currentWidget():
            return
        if table is self.table:
            self.row.setText(self.model.sentence(self.model.rows[at]))
            return
        row, words = self.verdicts.rows[at], self._words
        assert self._done.grid is not None
        self.row.setText(
            self.tr("{name}: {before} → {after}. {why}. Enter opens the lead.").format(
                name=row.name,
                before=verdict_words(row.replayed.before, words),
                after=verdict_words(row.replayed.after, words),
                why=cause_words(row, self._done.grid, words),
            )
        )

    # -- what becomes of it --------------------------------------------------------------------------------------

    def take_over(self) -> None:
        """Have the proposal opened as a draft; publishing it stays an act of its own."""
        if self._done is not None and self._done.proposal is not None and self._task is None:
            proposal = self._done.proposal
            self._look()
            self.taken.emit(proposal)

    def throw_away(self) -> None:
        """Let go of what was found; the grid never knew of it."""
        self._look()
        self.goal.setFocus()
