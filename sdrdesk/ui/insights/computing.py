"""Works the figures out away from the window; only the newest question is answered."""

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from sdrdesk.core.domain.insights import Cut, Insights
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.charts import Sheet
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.sheets import sheets_of
from sdrdesk.ui.insights.tiles import Tile, tiles_of
from sdrdesk.ui.tasks import LongTask


@dataclass(frozen=True, slots=True)
class Asked:
    """What the figures are wanted of."""

    cut: Cut
    by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures of a question, as they are read, and how many seconds they took."""

    asked: Asked
    found: Insights
    tiles: tuple[Tile, ...]
    sheets: tuple[Sheet, ...]
    seconds: float


def work_out(
    workspace: Workspace, words: Words, asked: Asked, go_on: Callable[[int, int], bool], *, drawn: bool = True
) -> Answer:
    """All figures; on whatever thread. What draws them is loaded here too: the window would wait for it."""
    began = time.monotonic()
    figures = importlib.import_module("sdrdesk.core.operations.insights")
    found: Insights = figures.insights(workspace, asked.cut, asked.by, go_on)
    sheets = sheets_of(found, Names(workspace, words))
    if drawn:
        importlib.import_module("sdrdesk.ui.insights.drawing")
    return Answer(asked, found, tiles_of(found, words), sheets, time.monotonic() - began)


class Computing(QObject):
    """Asks one question at a time: a new one ends the one before, whose answer is dropped."""

    answered = Signal(object)  # Answer
    moved = Signal(int, int)
    stopped = Signal()
    failed = Signal(object)
    broken = Signal(object)

    def __init__(self, workspace: Workspace, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._task: LongTask | None = None

    @property
    def busy(self) -> bool:
        """Whether a question waits for its answer."""
        return self._task is not None

    def ask(self, asked: Asked) -> None:
        """Work out these figures, and no others any more."""
        self._let_go()
        workspace, words = self._workspace, self._words
        task = LongTask(lambda go_on: work_out(workspace, words, asked, go_on), self)
        task.progressed.connect(lambda done, of: self._moved(task, done, of))
        task.done.connect(lambda answer: self._ended(task, lambda: self.answered.emit(answer)))
        task.failed.connect(lambda error: self._ended(task, lambda: self._refused(error)))
        task.broken.connect(lambda error: self._ended(task, lambda: self.broken.emit(error)))
        self._task = task
        task.start()

    def stop(self) -> None:
        """Ask nothing any more."""
        if self._task is not None:
            self._let_go()
            self.stopped.emit()

    def close(self) -> None:
        """End, and wait for the end: the window closes."""
        for task in self.findChildren(LongTask):
            task.cancel()
            task.wait()
        self._task = None

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _moved(self, task: LongTask, done: int, of: int) -> None:
        if self._is_of(task):
            self.moved.emit(done, of)

    def _is_of(self, task: LongTask) -> bool:
        return task is self._task

    def _ended(self, task: LongTask, tell: Callable[[], object]) -> None:
        """Tell, unless something else was asked since."""
        newest = self._is_of(task)
        task.deleteLater()
        if newest:
            self._task = None
            tell()

    def _refused(self, error: UserError) -> None:
        if error.code == "cancelled":
            self.stopped.emit()
        else:
            self.failed.emit(error)
