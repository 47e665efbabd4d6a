"""What the answers of sales propose for the grid: figures, weights before and after, verdicts that would change.

Nothing is applied here. A person takes the proposal over as a draft, reads it and publishes it, or throws it away.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.calibration import ENOUGH, Goal
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calibration import Calibration, calibrate, count_outcomes
from sdrdesk.core.operations.calibration_words import finding_words
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.grids.calibration_result import CalibrationResult
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.key_button import KeyButton

RUN_KEY, TAKE_KEY = "F5", "Ctrl+Enter"
RESULT, EMPTY = range(2)


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
        self._lay_out()
        self._show_state()

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.empty = EmptyState("sliders-horizontal", "", "")
        self.result = CalibrationResult(self._workspace, self._words)
        self.result.lead_asked.connect(self.lead_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.result)
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
        self.goal.activated.connect(lambda _: self._goal_chosen())
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

    # -- what can be calibrated -----------------------------------------------------------------------------------

    def set_grid(self, grid: Grid | None) -> None:
        """The published version to calibrate; None for a grid not published yet. What was found for another goes."""
        if self._grid != grid:
            self._let_go()
            self._grid, self._count = grid, None
        if self._done is None and not self._calibrates:
            self._look()

    def refresh(self) -> None:
        """Count again: something was decided, answered or taken back. What was found stays in sight."""
        if self._done is None and not self._calibrates and self.isVisible():
            self._look()

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._rest()
        self._show_result(None)

    def _goal_chosen(self) -> None:
        self._count = None
        self._look()

    def _look(self) -> None:
        """Count the outcomes, in the background; what was counted before stands until then."""
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
        if done.rows:
            self.result.begin()

    def _show_result(self, done: Calibration | None) -> None:
        self._done = done
        self.result.show_found(done)

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
