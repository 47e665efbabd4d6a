"""The sync that goes by itself: soon after an act, when the CRM asked to be tried again, and every few minutes.

One thread, one connection at a time. With no connection there is neither thread nor timer.
"""

import contextlib
import queue
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.opening import NO_KEY, Crms, sync_connection
from sdrdesk.core.operations.crm.sync import ACTIVE, Synced
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus

SETTLE_MS = 4_000
"""After an act: what follows it at once goes with it."""
EVERY_MS = int(timedelta(minutes=5).total_seconds() * 1000)
AGAIN_MS = 30_000
"""After a run that could not begin: the store was busy, or another sdrdesk was at it."""
CLOSE_SECONDS = 5.0
"""How long the window waits for a request that is under way; what it was about is looked up at the next start."""


@dataclass(frozen=True, slots=True)
class _Job:
    connection: str
    full: bool
    asked: bool
    """By a person: what is refused or stopped by it is told."""
    stop: threading.Event = field(default_factory=threading.Event)


class Syncing(QObject):
    """Runs the connections of a workspace; `moved` says that how one stands may have changed."""

    moved = Signal()
    ended = Signal(str, object)
    refused = Signal(object)
    broken = Signal(object)
    _stepped = Signal()
    _answered = Signal(object, object, object)

    def __init__(
        self, workspace: Workspace, crms: Crms, words: Words, bus: ChangeBus, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._crms, self._words, self._bus = workspace, crms, words, bus
        self.settle_ms, self.every_ms = SETTLE_MS, EVERY_MS
        self.lacking: set[str] = set()
        """The connections whose key has to be given again."""
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._waiting: list[_Job] = []
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._run_due)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._run_all)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self.moved, Qt.ConnectionType.QueuedConnection)
        bus.changed.connect(self._something_changed)

    # -- what starts a run --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Look whether there are connections, and run them soon."""
        if self._active():
            self._soon.start(self.settle_ms)
            self._later.start(self.settle_ms)
        self.moved.emit()

    def run(self, connection_id: str, *, full: bool = False) -> None:
        """Run a connection now, because a person asked."""
        if not self.is_running(connection_id):
            self._submit(_Job(connection_id, full, True))

    def run_all(self) -> None:
        """Run every connection now, because a person asked."""
        for found in connections.connections(self._workspace):
            self.run(found.id)

    def stop(self, connection_id: str) -> None:
        """Stop the run of a connection between two requests; what was done stays done."""
        for job in self._waiting:
            if job.connection == connection_id:
                job.stop.set()

    def is_running(self, connection_id: str) -> bool:
        """Whether a run of this connection was begun or stands in line."""
        return any(job.connection == connection_id for job in self._waiting)

    def key_given(self, connection_id: str) -> None:
        """A connection has its key again, or is new."""
        self.lacking.discard(connection_id)
        self.run(connection_id)

    def acted(self) -> None:
        """A person did something: if there is a connection, it is told in a few seconds."""
        if not self._soon.isActive() and self._active():
            self._soon.start(self.settle_ms)

    def _something_changed(self, _changes: Changes, origin: object) -> None:
        if origin is not self:
            self.acted()

    def _active(self) -> list[str]:
        """The connections that may be run by themselves."""
        if self._closing:
            return []
        known = connections.connections(self._workspace)
        return [c.id for c in known if c.state == ACTIVE and c.id not in self.lacking]

    def _run_due(self) -> None:
        """Run what has something to tell, unless the CRM asked to be left alone."""
        now = self._workspace.now()
        for connection_id in self._active():
            found = connections.status(self._workspace, connection_id)
            early = found.connection.not_before is not None and found.connection.not_before > now
            if found.waiting and not early:
                self._submit(_Job(connection_id, False, False))
        self.moved.emit()

    def _run_all(self) -> None:
        active = self._active()
        for connection_id in active:
            self._submit(_Job(connection_id, False, False))
        if active:
            self._later.start(self.every_ms)

    # -- the thread ---------------------------------------------------------------------------------------------

    def _submit(self, job: _Job) -> None:
        if self._closing or self.is_running(job.connection):
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="sdrdesk-sync", daemon=True)
            self._thread.start()
        self._waiting.append(job)
        self._jobs.put(job)
        self.moved.emit()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            answer: tuple[Any, Exception | None]
            try:
                answer = (self._sync(job), None)
            except Exception as error:
                answer = (None, error)
            with contextlib.suppress(RuntimeError):  # the window is gone: nobody waits for the answer
                self._answered.emit(job, *answer)

    def _sync(self, job: _Job) -> Synced:
        def go_on() -> bool:
            with contextlib.suppress(RuntimeError):
                self._stepped.emit()
            return not job.stop.is_set()

        return sync_connection(self._workspace, self._crms, job.connection, self._words, go_on=go_on, full=job.full)

    @Slot(object, object, object)
    def _deliver(self, job: _Job, done: Synced | None, error: Exception | None) -> None:
        self._waiting.remove(job)
        if error is not None:
            self._failed(job, error)
        elif done is not None:
            if done.why == NO_KEY:
                self.lacking.add(job.connection)
            if done.changes.lead_ids:
                self._bus.publish(done.changes, self)
            self._plan(done)
            self.ended.emit(job.connection, done)
        self.moved.emit()

    def _failed(self, job: _Job, error: Exception) -> None:
        if self._closing:
            return
        if not isinstance(error, UserError):
            self.broken.emit(error)
        elif job.asked:
            self.refused.emit(error)
        self._later.start(min(self.every_ms, AGAIN_MS))

    def _plan(self, done: Synced) -> None:
        """When to come back: at the instant named, else in a few minutes."""
        if self._closing or done.state != ACTIVE or done.why == NO_KEY:
            return
        wait = self.every_ms
        if done.next_at is not None:
            until = (done.next_at - self._workspace.now()).total_seconds() * 1000
            wait = min(wait, max(int(until), self.settle_ms))
        elif done.figures.left_waiting and not done.why:
            self.acted()  # it changed while it was told
        if not self._later.isActive() or self._later.remainingTime() > wait:
            self._later.start(wait)

    # -- the end ------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Stop between two requests and end; waits a few seconds at most."""
        self._closing = True
        for timer in (self._soon, self._later):
            timer.stop()
        for job in self._waiting:
            job.stop.set()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(CLOSE_SECONDS)
