"""The insights from anywhere in the window; the screen is made, and what draws it loaded, when it is first wanted."""

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from sdrdesk.ui.insights.insights_view import InsightsView
    from sdrdesk.ui.main_window import Workbench


class InsightActs(QObject):
    """Makes the screen, and says what it wrote."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._view: InsightsView | None = None

    @property
    def view(self) -> "InsightsView":
        """The screen."""
        if self._view is None:
            bench = self._bench
            module = importlib.import_module("sdrdesk.ui.insights.insights_view")
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
    def is_front(self) -> bool:
        """Whether this screen is the one in front."""
        return self._view is not None and self._bench.screens.currentWidget() is self._view

    def close(self) -> None:
        """Let nothing run any more."""
        if self._view is not None:
            self._view.close_down()
