"""Work away from the window: one writer that keeps the order of acts, and long tasks with progress and cancel.

Values cross threads, connections and widgets never do: a task is a plain function, its result comes back by a signal.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from sdrdesk.core.errors import UserError

T = TypeVar("T")
TASK = "sdrdesk-task"
HEAD_START = 0.01
"""Seconds an act waits for the window to repaint what was just pressed: two threads of Python take turns, and it is slower."""


class Writer(QObject):
    """One thread that carries out acts in the order given; answers come back on the window's thread.

    A UserError goes to `failed` (or the signal `refused`); any other exception is a bug and goes to `broken`, after
    whoever submitted the act was told by `lost`: it is not on disk.
    """

    refused = Signal(object)
    broken = Signal(object)
    idle = Signal()
    _answered = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        self._pending = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="sdrdesk-writer", daemon=True)
        self._thread.start()

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        lost: Callable[[], None] | None = None,
    ) -> None:
        """Carry out `work` after all that was submitted before it."""
        self._pending += 1
        self._waiting.put((work, done, failed, lost))

    @property
    def busy(self) -> bool:
        """Whether something submitted has not been answered yet."""
        return self._pending > 0

    def close(self, seconds: float = 20.0) -> bool:
        """Finish what was submitted, then end; whether all of it was done in time."""
        self._waiting.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None:
            work, done, failed, lost = item
            time.sleep(HEAD_START)
            try:
                answer: Any = (done, work(), None)
            except Exception as error:
                answer = (failed if isinstance(error, UserError) else lost, None, error)
            with contextlib.suppress(RuntimeError):  # the window is gone: nobody waits for the answer
                self._answered.emit(*answer)

    @Slot(object, object, object)
    def _deliver(self, callback: Any, result: Any, error: Exception | None) -> None:
        self._pending -= 1
        try:
            if error is None:
                if callback:
                    callback(result)
            elif not isinstance(error, UserError):
                if callback:
                    callback()
                self.broken.emit(error)
            elif callback:
                callback(error)
            else:
                self.refused.emit(error)
        finally:
            if not self._pending:
                self.idle.emit()


def is_working() -> bool:
    """Whether a long task runs anywhere in the process."""
    return any(thread.name == TASK for thread in threading.enumerate())


class LongTask(QObject):
    """One long piece of work in a thread of its own, with progress and cancel; ends in exactly one signal."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    broken = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[Callable[[int, int], bool]], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=TASK, daemon=True)

    def start(self) -> "LongTask":
        """Begin."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask it to stop at the next step; it ends as failed with the code `cancelled`."""
        self._stop.set()

    def wait(self, seconds: float = 20.0) -> None:
        """Wait for the thread's end: for closing the window."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _progress(self, done: int, total: int) -> bool:
        with contextlib.suppress(RuntimeError):
            self.progressed.emit(done, total)
        return not self._stop.is_set()

    def _run(self) -> None:
        try:
            answer: tuple[Any, Exception | None] = (self._work(self._progress), None)
        except Exception as error:
            answer = (None, error)
        with contextlib.suppress(RuntimeError):
            self._ended.emit(*answer)

    @Slot(object, object)
    def _deliver(self, result: Any, error: Exception | None) -> None:
        if error is None:
            self.done.emit(result)
        elif isinstance(error, UserError):
            self.failed.emit(error)
        else:
            self.broken.emit(error)
