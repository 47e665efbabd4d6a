"""The hand-offs from anywhere in the window: their screen when it is first wanted, the lead shown answered for."""

import importlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from sdrdesk.core.changes import Changes
from sdrdesk.core.operations import feedback
from sdrdesk.ui.tasks import LongTask

if TYPE_CHECKING:
    from sdrdesk.ui.feedback.handoffs_view import HandoffsView
    from sdrdesk.ui.main_window import Workbench

LOOK_AFTER_MS = 4_000
"""The desk comes first: whether sales is to be asked about anybody is looked up once it stands."""


class FeedbackActs(QObject):
    """Makes the screen, says what was recorded on it with the way back, and marks the rail while sales owes a word."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._view: HandoffsView | None = None
        self._looking: LongTask | None = None
        self._look = QTimer(self, singleShot=True)
        self._look.timeout.connect(self._look_up)

    def begin(self) -> None:
        """Look soon, away from the window, whether sales is to be asked about anybody."""
        self._look.start(LOOK_AFTER_MS)

    def _look_up(self) -> None:
        if self._view is None:
            task = LongTask(partial(feedback.is_overdue, self._bench.workspace), self)
            task.done.connect(self._looked)
            task.broken.connect(self._bench.broken)
            self._looking = task.start()

    def _looked(self, overdue: bool) -> None:
        self._looking = None
        self._show_badge(int(overdue))

    def _show_badge(self, overdue: int) -> None:
        self._bench.rail.set_badge("handoffs", overdue > 0)

    @property
    def view(self) -> "HandoffsView":
        """The screen."""
        if self._view is None:
            bench = self._bench
            module = importlib.import_module("sdrdesk.ui.feedback.handoffs_view")  # the desk comes sooner without it
            view: HandoffsView = module.HandoffsView(bench.workspace, bench.words, bench.writer, bench.bus)
            self._view = view
            bench.screens.addWidget(view)
            view.left.connect(lambda: bench.show_screen("calls"))
            view.lead_asked.connect(bench.put_on_desk)
            view.import_asked.connect(bench.files.ask_feedback)
            view.recorded.connect(self._recorded)
            view.counted.connect(self._show_badge)
        return self._view

    @property
    def is_front(self) -> bool:
        """Whether this screen is the one in front."""
        return self._view is not None and self._bench.screens.currentWidget() is self._view

    def ask(self) -> None:
        """Say what sales answered of the lead on the desk, or selected in the list."""
        bench = self._bench
        if self.is_front:
            self.view.form.answer.setFocus()
            return
        ids = bench.leads_view.selected_ids() if bench.front == "leads" else [bench.calendar.meant()]
        ids = [lead_id for lead_id in ids if lead_id]
        if len(ids) != 1:
            bench.notice.show_notice("doubt", self.tr("Select one lead first: sales answers for one at a time."))
            return
        bench.show_screen("handoffs")
        self.view.show_lead(ids[0])

    def _recorded(self, name: str, changes: Changes) -> None:
        bench = self._bench
        bench.show_counts()
        bench.undo_of = changes.operation
        bench.notice.show_notice("ok", self.tr("{who}. Recorded.").format(who=name), self.tr("Undo (Ctrl+Z)"), 20)

    def close(self) -> None:
        """Let nothing run any more."""
        self._look.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking.wait()
        if self._view is not None:
            self._view.stop()
            self._view.flush()
