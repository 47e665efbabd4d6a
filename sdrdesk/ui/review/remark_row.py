"""One remark beside what it is about: a coloured bar, who said it of what, and what."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sdrdesk.ui.review.sheet_values import RemarkLine
from sdrdesk.ui.theme import current_theme, mark
from sdrdesk.ui.widgets.painting import paint_box

_BARS = {"ok": "ok", "bad": "bad", "doubt": "doubt", "accent": "accent"}


class RemarkRow(QWidget):
    """A remark; the one that keys act on is tinted."""

    def __init__(self, remark: RemarkLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remark = remark
        self._in_hand = False
        head = QLabel(remark.head, wordWrap=True)
        mark(head, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 3, 8, 4)
        column.setSpacing(1)
        column.addWidget(head)
        if remark.text:
            said = QLabel(wordWrap=True)
            said.setTextFormat(head.textFormat().PlainText)
            said.setText(remark.text)
            column.addWidget(said)
        self.setAccessibleName(f"{remark.head} {remark.text}".strip())

    def set_in_hand(self, in_hand: bool) -> None:
        """Show whether the keys that rewrite and withdraw act on this one."""
        if in_hand != self._in_hand:
            self._in_hand = in_hand
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), current_theme(), QRectF(self.rect())
        if self._in_hand:
            paint_box(painter, rect.adjusted(2, 0, 0, 0), 4, theme.colour("accent_soft"))
        paint_box(painter, QRectF(0, 1, 3, rect.height() - 2), 1.5, theme.colour(_BARS.get(self.remark.tone, "accent")))
