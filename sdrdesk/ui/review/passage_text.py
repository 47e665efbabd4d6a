"""A text one can point at: passages that were remarked on are marked, the one being chosen is framed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdrdesk.ui.theme import current_theme
from sdrdesk.ui.theme.fonts import REGULAR
from sdrdesk.ui.theme.tokens import SIZE_BASE
from sdrdesk.ui.widgets.painting import line_pitch, paint_box

Stretch = tuple[int, int]
"""(start, end) in characters of the text."""


class PassageText(QWidget):
    """Words that wrap, with stretches of them marked; a stretch is chosen with the pointer or from outside."""

    picked = Signal(int, int)

    def __init__(self, text: str, token: str = "ink", parent: QWidget | None = None, *, weight: int = REGULAR) -> None:
        super().__init__(parent)
        self.text, self._token, self._weight = text, token, weight
        self._marked: tuple[Stretch, ...] = ()
        self._chosen: Stretch | None = None
        self._from: int | None = None
        self._layout, self._laid_for = QTextLayout(), 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._set_lines(600)

    def mark(self, stretches: Sequence[Stretch]) -> None:
        """Mark these stretches: something was said of them."""
        self._marked = tuple(stretches)
        self.update()

    def choose(self, stretch: Stretch | None) -> None:
        """Frame the stretch being chosen, or none."""
        if stretch != self._chosen:
            self._chosen = stretch
            self.update()

    def chosen(self) -> Stretch | None:
        """The stretch that is framed."""
        return self._chosen

    def place_of(self, stretch: Stretch) -> QRectF:
        """Where a stretch stands, in this widget."""
        found = QRectF()
        for rect in self._rects(stretch):
            found = found.united(rect)
        return found

    def _font(self) -> QFont:
        return current_theme().font(SIZE_BASE, self._weight)

    def _set_lines(self, width: int) -> float:
        layout = QTextLayout(self.text.replace("\n", "\u2028"), self._font())
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.setCacheEnabled(True)
        pitch, y = line_pitch(), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 20))
            line.setPosition(QPointF(0, y + max(0.0, (pitch - line.height()) / 2)))
            y += pitch
        layout.endLayout()
        self._layout, self._laid_for = layout, width
        return max(y, float(pitch))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width == self._laid_for:
            return max(1, self._layout.lineCount()) * line_pitch()
        lines, laid_for = self._layout, self._laid_for
        height = int(self._set_lines(width))
        self._layout, self._laid_for = lines, laid_for
        return height

    def sizeHint(self) -> QSize:
        wide = round(self.fontMetrics().horizontalAdvance(self.text[:120])) + 4
        return QSize(min(wide, 600), line_pitch())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, line_pitch())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = int(self._set_lines(self.width()))
        if height != self.minimumHeight():
            self.setMinimumHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        for stretch in self._marked:
            for rect in self._rects(stretch):
                paint_box(painter, rect, 3, theme.colour("doubt_soft"))
        if self._chosen is not None:
            for rect in self._rects(self._chosen):
                paint_box(painter, rect, 3, theme.colour("accent_soft"), theme.colour("accent"))
        painter.setPen(theme.colour(self._token))
        self._layout.draw(painter, QPointF(0, 0))

    def _rects(self, stretch: Stretch) -> list[QRectF]:
        start, end = (_columns(self.text, at) for at in stretch)
        found = []
        for n in range(self._layout.lineCount()):
            line = self._layout.lineAt(n)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
                found.append(QRectF(left - 1.5, line.y() - 1, right - left + 3, line.height() + 2))
        return found

    # -- with the pointer ---------------------------------------------------------------------------------------

    def _at(self, point: QPointF) -> int:
        lines = [self._layout.lineAt(n) for n in range(self._layout.lineCount())]
        line = next((ln for ln in lines if point.y() < ln.y() + ln.height()), lines[-1] if lines else None)
        return 0 if line is None else _characters(self.text, line.xToCursor(point.x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = self._at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            first, last = sorted((self._from, self._at(event.position())))
            self.choose((first, last) if first < last else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, self._from = self._from, None
        if begun is not None and self._chosen is not None:
            self.picked.emit(*self._chosen)


def _x(found: object) -> float:
    """Qt gives the place alone, or with the cursor moved to a valid one."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _columns(text: str, at: int) -> int:
    """A place as Qt counts: an emoji is two."""
    return at if text.isascii() else len(text[:at].encode("utf-16-le")) // 2


def _characters(text: str, column: int) -> int:
    """A place of Qt's in characters."""
    return column if text.isascii() else len(text.encode("utf-16-le")[: 2 * column].decode("utf-16-le", "ignore"))
