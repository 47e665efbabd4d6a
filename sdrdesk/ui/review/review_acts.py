"""The review from anywhere in the window: its screen when it is first wanted, bundles written, opened, merged."""

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdrdesk.ui.review.review_strip import ReviewStrip

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.review.review_view import ReviewView


class ReviewActs(QObject):
    """Makes the screen, and carries bundles out and in."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._view: ReviewView | None = None
        self.strip = ReviewStrip()
        self.strip.return_asked.connect(self.ask_return)

    def begin(self) -> None:
        """Say so where this workspace is a review."""

    @property
    def view(self) -> "ReviewView":
        """The screen."""
        if self._view is None:
            bench = self._bench
            module = importlib.import_module("sdrdesk.ui.review.review_view")
            view: ReviewView = module.ReviewView(bench.workspace, bench.words, bench.writer, bench.bus)
            bench.screens.addWidget(view)
            view.left.connect(lambda: bench.show_screen("calls"))
            view.said.connect(lambda tone, text: bench.notice.show_notice(tone, text))
            view.bundle_asked.connect(self._asked)
            self._view = view
        return self._view

    @property
    def is_front(self) -> bool:
        """Whether this screen is the one in front."""
        return self._view is not None and self._bench.screens.currentWidget() is self._view

    def _asked(self, what: str) -> None:
        """What the screen asks of bundles."""

    def ask_write(self) -> None:
        """Write a bundle."""

    def ask_open(self) -> None:
        """Open a bundle."""

    def ask_merge(self) -> None:
        """Merge a bundle."""

    def ask_return(self) -> None:
        """Write the bundle that answers."""

    def close(self) -> None:
        """Save what was begun; let nothing run any more."""
        if self._view is not None:
            self._view.close_down()
