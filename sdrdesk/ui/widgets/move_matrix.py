"""A small table of moves: how many went from what (rows) to what (columns), each cell to be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdrdesk.ui.theme.fonts import MEDIUM, REGULAR, SEMIBOLD
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import RADIUS_SMALL, SIZE_BASE, SIZE_NOTE
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import CENTRE, LEFT, paint_box, paint_ring, paint_text, text_width

_CELL_WIDTH: Final = 84
_CELL_HEIGHT: Final = 28
_HEAD_HEIGHT: Final = 24
_GAP: Final = 2

Cell = tuple[int, int]
"""Row and column of a cell."""


class MoveMatrix(QWidget):
    """Counts from × to; `chosen` fires when a person picks a cell, or takes the choice back (None)."""

    chosen = Signal(object)

    def __init__(self, corner: str, number: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corner, self._number = corner, number
        self._names: tuple[str, ...] = ()
        self._counts: Mapping[Cell, int] = {}
        self._pickable: frozenset[Cell] = frozenset()
        self._choice: Cell | None = None
        self._at: Cell = (0, 0)
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # What is shown.

    def show_moves(self, names: Sequence[str], counts: Mapping[Cell, int], pickable: frozenset[Cell]) -> None:
        """Show these counts under these names; only what is pickable can be chosen."""
        self._names, self._counts, self._pickable = tuple(names), counts, pickable
        self._choice = None
        self._at = min(pickable, default=(0, 0))
        self.updateGeometry()
        self._tell()

    def set_choice(self, cell: Cell | None) -> None:
        """Show a cell as chosen, or none; emits nothing."""
        self._choice = cell
        if cell is not None:
            self._at = cell
        self._tell()

    def choice(self) -> Cell | None:
        """The chosen cell."""
        return self._choice

    def sizeHint(self) -> QSize:
        many = max(len(self._names), 1)
        return QSize(self._head() + many * (_CELL_WIDTH + _GAP), _HEAD_HEIGHT + many * (_CELL_HEIGHT + _GAP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # Acts of a person.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        key = Qt.Key(event.key())
        if key in steps:
            last = len(self._names) - 1
            row, column = (min(max(a + b, 0), last) for a, b in zip(self._at, steps[key], strict=True))
            self._at, self._ring = (row, column), True
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            cell = self._cell_at(event.position())
            if cell is not None:
                self._at = cell
                self._pick(cell)

    def _pick(self, cell: Cell) -> None:
        if cell in self._pickable:
            self.set_choice(None if cell == self._choice else cell)
            self.chosen.emit(self._choice)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = came_by_keyboard(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        corner = QRectF(0, 0, self._head(), _HEAD_HEIGHT)
        paint_text(painter, corner, self._corner, theme, "muted", SIZE_NOTE)
        for n, name in enumerate(self._names):
            top = self._rect((0, n)).adjusted(0, -_HEAD_HEIGHT, 0, -_CELL_HEIGHT)
            paint_text(painter, top, name, theme, "muted", SIZE_NOTE, MEDIUM, CENTRE)
            side = QRectF(0, self._rect((n, 0)).top(), self._head(), _CELL_HEIGHT)
            paint_text(painter, side, name, theme, "muted", SIZE_NOTE, MEDIUM, LEFT)
        for row in range(len(self._names)):
            for column in range(len(self._names)):
                self._paint_cell(painter, (row, column))

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        theme, rect, count = current_theme(), self._rect(cell), self._counts.get(cell, 0)
        moved = cell[0] != cell[1] and count > 0
        fill = theme.colour("accent_soft" if moved else "panel")
        line = theme.colour("accent" if cell == self._choice else "line")
        paint_box(painter, rect, RADIUS_SMALL, fill, line)
        token = "ink" if moved else "muted"
        weight = SEMIBOLD if moved else REGULAR
        paint_text(painter, rect, self._number(count), theme, token, SIZE_BASE, weight, CENTRE)
        if self._ring and cell == self._at:
            paint_ring(painter, rect, RADIUS_SMALL, theme.colour("accent"))

    def _rect(self, cell: Cell) -> QRectF:
        left = self._head() + cell[1] * (_CELL_WIDTH + _GAP)
        return QRectF(left, _HEAD_HEIGHT + cell[0] * (_CELL_HEIGHT + _GAP), _CELL_WIDTH, _CELL_HEIGHT)

    def _head(self) -> int:
        theme = current_theme()
        widths = [text_width(theme, t, SIZE_NOTE, MEDIUM) for t in (self._corner, *self._names)]
        return int(max(widths)) + 14

    def _cell_at(self, point: QPointF) -> Cell | None:
        cells = [(r, c) for r in range(len(self._names)) for c in range(len(self._names))]
        return next((cell for cell in cells if self._rect(cell).contains(point)), None)

    def _tell(self) -> None:
        """Keep the words for assistive tools in step, and repaint."""
        row, column = self._at
        if self._names:
            count = self._number(self._counts.get(self._at, 0))
            self.setAccessibleDescription(f"{self._names[row]} → {self._names[column]}: {count}")
        self.update()
