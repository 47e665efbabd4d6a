"""Questions to a CRM asked away from the window: one at a time, its answer dropped when nobody waits for it."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from sdrdesk.core.errors import UserError
from sdrdesk.ui.tasks import LongTask

T = TypeVar("T")
GoOn = Callable[[], bool]


class Asking(QObject):
    """One question at a time. What is dropped ends by itself: a request under way cannot be called back."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: LongTask | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._task is not None

    def ask(
        self, work: Callable[[GoOn], T], done: Callable[[T], object], failed: Callable[[UserError], object]
    ) -> None:
        """Ask in a thread; a question that is under way is dropped first."""
        self.drop()
        task = LongTask(lambda progress: work(lambda: progress(0, 0)), self)
        task.done.connect(lambda answer: self._ended(task, done, answer))
        task.failed.connect(lambda error: self._ended(task, failed, error))
        task.broken.connect(lambda error: self._broken(task, error))
        self._task = task.start()
        self.moved.emit()

    def drop(self) -> None:
        """Stop at the next step, and forget the answer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.moved.emit()

    def _ended(self, task: LongTask, then: Callable[[Any], object], answer: object) -> None:
        if task is self._task:
            self._task = None
            self.moved.emit()
            then(answer)
        task.deleteLater()

    def _broken(self, task: LongTask, error: Exception) -> None:
        if task is self._task:
            self._task = None
            self.moved.emit()
        raise error
