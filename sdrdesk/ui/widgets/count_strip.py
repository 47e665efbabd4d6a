"""A few counts side by side, each over its word, that open their account when pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import GAP, RADIUS, SIZE_BASE, SIZE_SMALL
from sdrdesk.ui.widgets.key_cap import CAP_HEIGHT, key_cap_width, paint_key_cap
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import elided, paint_ring, paint_rule, paint_text, text_width

HEIGHT: Final = 52
_BETWEEN: Final = 14


@dataclass(frozen=True, slots=True)
class Cell:
    """One count: its figure, the word under it, the colour token of the figure."""

    figure: str
    word: str
    token: str = "ink"


class CountStrip(QAbstractButton):
    """The counts as one flat button, its key at the right."""

    def __init__(self, name: str, key_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[Cell, ...] = ()
        self._name, self._key = name, key_text
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_cells(())

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counts shown."""
        return self._cells

    def set_cells(self, cells: Sequence[Cell]) -> None:
        """Show these counts."""
        if tuple(cells) == self._cells:
            return
        self._cells = tuple(cells)
        said = ", ".join(f"{c.figure} {c.word}" for c in cells)
        self.setAccessibleName(f"{self._name}, {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = came_by_keyboard(event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), current_theme(), QRectF(self.rect())
        if self.isDown() or self.underMouse():
            painter.fillRect(rect, theme.colour("pressed" if self.isDown() else "hover"))
        paint_rule(painter, rect.left(), rect.right(), rect.bottom() - 1, theme.colour("line"))
        cap = key_cap_width(self._key, theme)
        left, end = rect.left() + GAP + 2, rect.right() - GAP - cap
        paint_key_cap(painter, QRectF(end, rect.top() + 10, cap, CAP_HEIGHT), self._key, theme)
        for cell in self._cells:
            room = max(0.0, end - 4 - left)
            figure = QRectF(left, rect.top() + 8, room, 20)
            word = QRectF(left, rect.top() + 27, room, 16)
            said = elided(theme, cell.word, room, SIZE_SMALL)
            paint_text(painter, figure, cell.figure, theme, cell.token, SIZE_BASE + 2, SEMIBOLD)
            paint_text(painter, word, said, theme, "muted", SIZE_SMALL, REGULAR)
            wide = max(
                text_width(theme, cell.figure, SIZE_BASE + 2, SEMIBOLD), text_width(theme, cell.word, SIZE_SMALL)
            )
            left += wide + _BETWEEN
        if self._ring:
            paint_ring(painter, rect.adjusted(2, 2, -2, -3), RADIUS - 2, theme.colour("accent"))
