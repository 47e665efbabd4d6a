"""The insights from anywhere in the window; the screen is made, and what draws it loaded, when it is first wanted."""

import importlib
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from sdrdesk.ui.insights.insights_view import InsightsView
    from sdrdesk.ui.main_window import Workbench

SCREEN = "sdrdesk.ui.insights.insights_view"


class InsightActs(QObject):
    """Makes the screen, and says what it wrote."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._view: InsightsView | None = None
        self._before: EmptyState | None = None
        self._loading: LongTask | None = None
        self._closed = False

    @property
    def view(self) -> "InsightsView":
        """The screen."""
        if self._view is None:
            bench = self._bench
            module = importlib.import_module(SCREEN)
            view: InsightsView = module.InsightsView(bench.workspace, bench.words, bench.bus)
            bench.screens.addWidget(view)
            view.left.connect(lambda: bench.show_screen("calls"))
            view.import_asked.connect(bench.files.ask_import)
            view.failed.connect(bench.refused)
            view.broken.connect(bench.broken)
            view.said.connect(lambda tone, text: bench.notice.show_notice(tone, text, "", 12))
            self._view = view
        return self._view

    @property
    def front(self) -> "InsightsView | EmptyState":
        """What is shown now: the screen, or until that is loaded that it is."""
        if self._view is not None:
            return self._view
        if self._before is None:
            self._before = EmptyState("chart-column", self.tr("Counting…"), "")
            self._bench.screens.addWidget(self._before)
        return self._before

    @property
    def is_front(self) -> bool:
        """Whether this screen is the one in front."""
        shown = self._bench.screens.currentWidget()
        return shown is not None and shown in (self._view, self._before)

    def show_screen(self) -> None:
        """The screen comes to the front; what makes it is loaded beside the window, which would wait for it."""
        if self._view is not None:
            self._view.show_screen()
        elif SCREEN in sys.modules:
            self._loaded()
        elif self._loading is None:
            task = LongTask(lambda _go_on: importlib.import_module(SCREEN), self)
            task.done.connect(lambda _module: self._loaded())
            task.broken.connect(self._broke)
            self._loading = task.start()

    def _broke(self, error: Exception) -> None:
        self._loading = None
        self._bench.broken(error)

    def _loaded(self) -> None:
        if self.is_front and not self._closed:
            view = self.view
            self._bench.screens.setCurrentWidget(view)
            view.show_screen()

    def close(self) -> None:
        """Let nothing run any more."""
        self._closed = True
        if self._loading is not None:
            self._loading.wait()
        if self._view is not None:
            self._view.close_down()
