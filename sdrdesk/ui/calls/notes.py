"""The notes field: what is said, as it is said, with the words that speak for or against the lead underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sdrdesk.ui.theme import current_theme

UNDERLINE = 2.0
_DASHES = (2.0, 1.5)

Mark = tuple[int, int, bool]
"""(start, end, doubtful) of underlined words, as places in the text."""


class NotesField(QPlainTextEdit):
    """What is said, as it is said. Tab accepts the first suggestion while one stands, and moves on otherwise.

    The underlines are painted over the text: they are no part of the document, and change nothing in it.
    """

    accept_asked = Signal()
    dismiss_asked = Signal()
    act_undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offering = False
        """Whether a suggestion stands that Tab would accept."""
        self.acts = 0
        """How many suggestions were accepted since the last key that changed the text: Ctrl+Z takes those back first."""
        self._marks: dict[int, list[Mark]] = {}
        self.textChanged.connect(self._changed)

    def sizeHint(self) -> QSize:
        return QSize(400, 56)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 36)

    def _changed(self) -> None:
        self.acts = 0

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Underline these words and no others."""
        by_line = _by_line(self.toPlainText(), marks) if marks else {}
        if by_line != self._marks:
            self._marks = by_line
            self.viewport().update()

    def marks(self) -> dict[int, list[Mark]]:
        """What is underlined, by line, as columns of the line."""
        return self._marks

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._asks(event):
            event.accept()
            return True
        return super().event(event)

    def _asks(self, event: QKeyEvent) -> bool:
        """Whether a key asks something of the suggestions; it is then done with."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Tab and not modifiers and self.offering:
            if not event.isAutoRepeat():  # a key held down accepts one
                self.accept_asked.emit()
            return True
        if event.key() == Qt.Key.Key_X and modifiers == Qt.KeyboardModifier.AltModifier:
            self.dismiss_asked.emit()
            return True
        if self.acts and event.matches(QKeySequence.StandardKey.Undo):
            self.acts -= 1
            self.act_undo_asked.emit()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._marks:
            return
        painter = QPainter(self.viewport())
        offset = self.contentOffset()
        block = self.firstVisibleBlock()
        bottom = self.viewport().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > bottom:
                break
            for start, end, doubtful in self._marks.get(block.blockNumber(), ()):
                _underline(painter, block, place.topLeft(), start, end, doubtful)
            block = block.next()
        painter.end()


def _underline(painter: QPainter, block: QTextBlock, origin: QPointF, start: int, end: int, doubtful: bool) -> None:
    """Draw a line under a stretch of a block, on every line it wraps to; dashed where it is doubtful."""
    theme = current_theme()
    pen = QPen(theme.colour("doubt" if doubtful else "ok"), UNDERLINE)
    if doubtful:  # not by its colour alone
        pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    layout = block.layout()
    for n in range(layout.lineCount()):
        line = layout.lineAt(n)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
            y = round(origin.y() + line.y() + line.ascent() + 3)
            painter.drawLine(QPointF(origin.x() + left, y), QPointF(origin.x() + right, y))


def _x(found: object) -> float:
    """Qt gives the place alone, or with the cursor moved to a valid one."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _by_line(text: str, marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """The marks as columns of their lines, counted as Qt counts: an emoji is two."""
    found: dict[int, list[Mark]] = {}
    begin = 0
    for number, line in enumerate(text.split("\n")):
        end = begin + len(line)
        for start, stop, doubtful in marks:
            if begin <= start and stop <= end:
                found.setdefault(number, []).append(
                    (_columns(line, start - begin), _columns(line, stop - begin), doubtful)
                )
        begin = end + 1
    return found


def _columns(line: str, at: int) -> int:
    return at if line.isascii() else len(line[:at].encode("utf-16-le")) // 2
