"""What to say next on the call: the question that settles the matter soonest, or the way out once it is settled."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from sdrdesk.ui.theme import current_theme
from sdrdesk.ui.widgets.key_cap import key_cap_width, paint_key_cap

ONE_LINE, SIDE, GAP = 36, 12, 10
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class AskNext(QWidget):
    """The next thing to say; always visible, one key away, never taking the focus.

    Painted rather than made of labels: a label that changes its text lays out the whole column anew.
    """

    asked = Signal()
    key_clicked = Signal(str)  # the key of an act offered beside a way out

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.question = self.why = self.way_out = ""
        self._key = False
        self._keys: tuple[tuple[str, str], ...] = ()
        self._key_places: list[tuple[QRectF, str]] = []
        self.setFixedHeight(ONE_LINE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_question(self, title: str, question: str, why: str, *, key: bool) -> None:
        """Show a question, or what is said where there is none."""
        if (title, question, why, key, "") == (self.title, self.question, self.why, self._key, self.way_out):
            return
        self.title, self.question, self.why, self._key = title, question, why, key
        self.way_out, self._keys = "", ()
        self._told(f"{title}: {question} {why}", question)

    def show_way_out(self, title: str, said: str, keys: Sequence[tuple[str, str]]) -> None:
        """Show why the matter is over, what to say now in full, and the keys that close it or reverse it."""
        if (title, said, tuple(keys)) == (self.title, self.way_out, self._keys):
            return
        self.title, self.way_out, self._keys = title, said, tuple(keys)
        self.question = self.why = ""
        self._key = False
        self._told(f"{title} {said} " + ", ".join(f"{label} ({cap})" for cap, label in keys), "")

    def _told(self, said: str, tip: str) -> None:
        self.setAccessibleName(said)
        self.setToolTip(tip)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as what is said needs."""
        height = ONE_LINE
        if self.way_out:
            height = round(ONE_LINE + self._said_height() + 8)
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _said_height(self) -> float:
        metrics = QFontMetricsF(current_theme().font(13))
        return metrics.boundingRect(QRectF(0, 0, self.width() - 2 * SIDE, 1000), WRAPPED, self.way_out).height()

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.way_out:
            self.asked.emit()
            return
        place = QPointF(event.position())
        for rect, cap in self._key_places:
            if rect.contains(place):
                self.key_clicked.emit(cap)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bad_soft" if self.way_out else "accent_soft"))
        painter.drawRoundedRect(self.rect(), 8, 8)
        room = QRectF(self.rect()).adjusted(SIDE, 0, -SIDE, 0)
        if self.way_out:
            self._paint_way_out(painter, room)
        else:
            self._paint_question(painter, room)
        painter.end()

    def _paint_question(self, painter: QPainter, room: QRectF) -> None:
        theme = current_theme()
        if self._key:
            room.setRight(self._cap(painter, room, "Alt N"))
        room.setRight(self._text(painter, room, self.why, theme.font(12), "muted", right=True))
        room.setLeft(self._text(painter, room, self.title, theme.font(13, 600), "ink"))
        self._text(painter, room, self.question, theme.font(13), "ink")

    def _paint_way_out(self, painter: QPainter, room: QRectF) -> None:
        theme = current_theme()
        self._key_places = []
        head = QRectF(room.left(), 0, room.width(), ONE_LINE)
        for cap, label in reversed(self._keys):
            end = head.right()
            head.setRight(self._text(painter, head, label, theme.font(12), "ink", right=True) + 6)
            head.setRight(self._cap(painter, head, cap))
            self._key_places.append((QRectF(head.right(), 0, end - head.right(), ONE_LINE), cap))
        self._text(painter, head, self.title, theme.font(13, 600), "bad")
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRectF(room.left(), ONE_LINE - 3, room.width(), room.height()), WRAPPED, self.way_out)

    @staticmethod
    def _cap(painter: QPainter, room: QRectF, cap: str) -> float:
        """Draw a key at the right; where the room ends before it."""
        theme = current_theme()
        width = key_cap_width(cap, theme)
        paint_key_cap(painter, QRectF(room.right() - width, room.center().y() - 10, width, 20), cap, theme)
        return room.right() - width - GAP

    @staticmethod
    def _text(painter: QPainter, room: QRectF, text: str, font: QFont, colour: str, *, right: bool = False) -> float:
        """Draw a text at one side of the room; where the room ends (or begins) after it."""
        if not text:
            return room.right() if right else room.left()
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room.width()))
        painter.setFont(font)
        painter.setPen(current_theme().colour(colour))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        width = metrics.horizontalAdvance(shown) + 12
        return room.right() - width if right else room.left() + width
