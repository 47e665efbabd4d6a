"""The field that finds leads."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class SearchField(QLineEdit):
    """A line to search with; `rows_pasted` says that a list was pasted, which is no search.

    The Leads screen opens with the keyboard here: rows pasted there would become one long search that finds nobody.
    """

    rows_pasted = Signal()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was typed here: there is no step of its own to take back, nor one taken back just now."""
        return not (self.text() or self.isUndoAvailable() or self.isRedoAvailable())

    def event(self, event: QEvent) -> bool:
        """A field with nothing to undo leaves the keys of undo to the window: the keyboard starts here."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self.is_untouched
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and _is_list(QGuiApplication.clipboard().text()):
            self.rows_pasted.emit()
            return
        super().keyPressEvent(event)


def _is_list(text: str) -> bool:
    """Whether a text is rows: more than one line is filled."""
    return sum(1 for line in text.splitlines() if line.strip()) > 1
