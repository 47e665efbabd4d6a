"""A few words at the foot of the window that lead to the CRM screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from sdrdesk.ui.theme import Kind, mark

KINDS: dict[str, Kind] = {"bad": "bad", "doubt": "doubt"}


class Indicator(QLabel):
    """Shown only when there is something to say; as low as the words beside it, so that nothing moves. Enter opens."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_said(self, short: str, whole: str, tone: str) -> None:
        """Say it in a few words, the whole sentence in the tooltip."""
        self.setText(short)
        self.setToolTip(whole)
        self.setAccessibleName(short)
        mark(self, KINDS.get(tone, "small"))
        self.show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._underline(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._underline(False)
        super().focusOutEvent(event)

    def _underline(self, on: bool) -> None:
        font = self.font()
        font.setUnderline(on)
        self.setFont(font)
