"""The small key cap that shows which key does an act."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdrdesk.ui.theme.fonts import MEDIUM
from sdrdesk.ui.theme.theme import Theme, current_theme
from sdrdesk.ui.theme.tokens import RADIUS_SMALL, SIZE_TINY
from sdrdesk.ui.widgets.painting import CENTRE, hairline, paint_box, paint_text, text_width

CAP_HEIGHT: Final = 16


class KeyCap(QWidget):
    """A key cap to set beside a field, such as "Ctrl K" in the search."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(key_cap_width(self._text, current_theme()), CAP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key_cap(QPainter(self), QRectF(self.rect()), self._text, current_theme())


def key_cap_width(text: str, theme: Theme) -> int:
    """The width a key cap needs for its text."""
    return max(CAP_HEIGHT, int(text_width(theme, text, SIZE_TINY, MEDIUM)) + 10)


def paint_key_cap(painter: QPainter, rect: QRectF, text: str, theme: Theme, *, enabled: bool = True) -> None:
    """Draw a key cap that fills a rectangle."""
    paint_box(painter, rect, RADIUS_SMALL, theme.colour("line_strong"))
    face = rect.adjusted(0, 0, 0, -hairline(painter))
    paint_box(painter, face, RADIUS_SMALL, theme.colour("background"), theme.colour("line_strong"))
    paint_text(painter, face, text, theme, "muted" if enabled else "disabled", SIZE_TINY, MEDIUM, CENTRE)
