"""A rounded tag, as a widget and for delegates."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdrdesk.ui.theme.fonts import MEDIUM
from sdrdesk.ui.theme.theme import Theme, current_theme
from sdrdesk.ui.theme.tokens import SIZE_SMALL, Tone
from sdrdesk.ui.widgets.painting import CENTRE, elided, paint_box, text_width

PILL_HEIGHT: Final = 20
_SIDE: Final = 9


class Pill(QWidget):
    """A small rounded tag whose colour says what it means."""

    def __init__(self, text: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = "", tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, tone)

    def set(self, text: str, tone: Tone) -> None:
        """Show another text in another tone."""
        if (text, tone) == (self._text, self._tone):
            return
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The text shown."""
        return self._text

    def tone(self) -> Tone:
        """The tone shown."""
        return self._tone

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._text, current_theme()), PILL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._text, self._tone, current_theme())


def pill_width(text: str, theme: Theme) -> int:
    """The width a pill needs for its text."""
    return int(text_width(theme, text, SIZE_SMALL, MEDIUM)) + 1 + 2 * _SIDE


def paint_pill(painter: QPainter, rect: QRectF, text: str, tone: str, theme: Theme, *, selected: bool = False) -> None:
    """Draw a pill that fills a rectangle, its text cut if too long; `selected` is for rows tinted with the accent."""
    ink, fill, line = theme.tone(tone)
    if selected and tone == "accent":
        fill = theme.colour("panel")
    paint_box(painter, rect, rect.height() / 2, fill, line)
    painter.setFont(theme.font(SIZE_SMALL, MEDIUM))
    painter.setPen(ink)
    inner = rect.adjusted(_SIDE - 1, 0, 1 - _SIDE, 0)
    painter.drawText(inner, CENTRE, elided(theme, text, inner.width() + 1, SIZE_SMALL, MEDIUM))
