"""The likely duplicates from anywhere in the window; the screen is made when it is first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdrdesk.core.changes import Changes
from sdrdesk.ui.duplicates.duplicates_view import DuplicatesView

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench


class DuplicateActs(QObject):
    """Makes the screen, and says what was done on it, with the way back."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._view: DuplicatesView | None = None

    @property
    def view(self) -> DuplicatesView:
        """The screen."""
        if self._view is None:
            bench = self._bench
            self._view = view = DuplicatesView(bench.workspace, bench.words, bench.writer, bench.bus)
            bench.screens.addWidget(view)
            view.left.connect(lambda: bench.show_screen("calls"))
            view.merged.connect(self._merged)
            view.parted.connect(self._parted)
        return self._view

    @property
    def is_front(self) -> bool:
        """Whether this screen is the one in front."""
        return self._view is not None and self._bench.screens.currentWidget() is self._view

    def _merged(self, name: str, changes: Changes) -> None:
        self._say(self.tr("Merged: {name}.").format(name=name), changes)

    def _parted(self, name: str, changes: Changes) -> None:
        self._say(self.tr("Not the same: {names}. They are not shown again.").format(names=name), changes)

    def _say(self, said: str, changes: Changes) -> None:
        bench = self._bench
        bench.show_counts()
        bench.undo_of = changes.operation
        bench.notice.show_notice("ok", said, self.tr("Undo (Ctrl+Z)"), 20)

    def close(self) -> None:
        """Let nothing run any more."""
        if self._view is not None:
            self._view.stop()
