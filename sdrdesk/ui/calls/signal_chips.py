"""The row of chips under the notes: what the words suggest, each accepted by a key or a click, dismissed by its ×."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sdrdesk.ui.theme import current_theme
from sdrdesk.ui.theme.fonts import MEDIUM
from sdrdesk.ui.theme.tokens import GAP_HAIR, SIZE_SMALL
from sdrdesk.ui.widgets.key_cap import CAP_HEIGHT, key_cap_width, paint_key_cap
from sdrdesk.ui.widgets.painting import LEFT, elided, paint_box, text_width

HEIGHT = 22
_SIDE, _CROSS, _LEAST, _GAP = 9, 18, 96, 6


@dataclass(frozen=True, slots=True)
class Chip:
    """One suggestion as it is shown; `acts` whether accepting it changes anything."""

    text: str
    words: str
    doubtful: bool
    acts: bool


@dataclass(frozen=True, slots=True)
class _Place:
    rect: QRectF
    number: int

    @property
    def cross(self) -> QRectF:
        return QRectF(self.rect.right() - _CROSS - 2, self.rect.top(), _CROSS + 2, self.rect.height())


class SignalChips(QWidget):
    """Chips painted in a room that is always there, so that nothing moves while someone types."""

    accepted = Signal(int)
    dismissed = Signal(int)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._chips: tuple[Chip, ...] = ()
        self._places: list[_Place] = []
        self._left = 0
        self._lines = 1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def chips(self) -> tuple[Chip, ...]:
        """What is shown."""
        return self._chips

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these suggestions."""
        if tuple(chips) != self._chips:
            self._chips = tuple(chips)
            self._place()
            self.update()

    def set_lines(self, lines: int) -> None:
        """Reserve so many lines."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self._place()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._lines * (HEIGHT + GAP_HAIR) - GAP_HAIR)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        self._place()

    def _width(self, number: int) -> float:
        theme = current_theme()
        cap = key_cap_width(self._key, theme) + 6 if self._takes_key(number) else 0
        return text_width(theme, self._chips[number].text, SIZE_SMALL, MEDIUM) + 2 + _SIDE + cap + _CROSS + 4

    def _takes_key(self, number: int) -> bool:
        return number == 0 and self._chips[0].acts

    def _place(self) -> None:
        """Set the chips in lines; the last that fits is cut, those after it are counted."""
        self._places = []
        x, line, room = 0.0, 0, float(self.width())
        for number in range(len(self._chips)):
            more = 34 if number + 1 < len(self._chips) else 0
            wanted = min(self._width(number), room)
            if x and x + wanted > room - (more if line + 1 >= self._lines else 0):
                if line + 1 < self._lines:
                    x, line = 0.0, line + 1
                elif room - more - x >= _LEAST:
                    wanted = room - more - x
                else:
                    break
            self._places.append(_Place(QRectF(x, line * (HEIGHT + GAP_HAIR), wanted, HEIGHT), number))
            x += wanted + _GAP
        self._left = len(self._chips) - len(self._places)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in self._places:
            self._paint_chip(painter, place)
        if self._left and self._places:
            last = self._places[-1].rect
            painter.setFont(current_theme().font(SIZE_SMALL, MEDIUM))
            painter.setPen(current_theme().colour("muted"))
            painter.drawText(QRectF(last.right() + 4, last.top(), 30, HEIGHT), LEFT, f"+{self._left}")
        painter.end()

    def _paint_chip(self, painter: QPainter, place: _Place) -> None:
        theme, chip, rect = current_theme(), self._chips[place.number], place.rect
        ink, fill, _line = theme.tone("doubt" if chip.doubtful else "ok")
        paint_box(painter, rect, HEIGHT / 2, fill)
        right = place.cross.left() - 2
        if self._takes_key(place.number):
            width = key_cap_width(self._key, theme)
            cap = QRectF(right - width, rect.center().y() - CAP_HEIGHT / 2, width, CAP_HEIGHT)
            paint_key_cap(painter, cap, self._key, theme)
            right = cap.left() - 6
        room = QRectF(rect.left() + _SIDE, rect.top(), right - rect.left() - _SIDE + 1, rect.height())
        painter.setFont(theme.font(SIZE_SMALL, MEDIUM))
        painter.setPen(ink)
        painter.drawText(room, LEFT, elided(theme, chip.text, room.width() + 1, SIZE_SMALL, MEDIUM))
        painter.setPen(QPen(ink, 1.2))
        middle = place.cross.center() + QPointF(-2, 0)
        for dx in (3.0, -3.0):
            painter.drawLine(middle + QPointF(-dx, -3), middle + QPointF(dx, 3))

    def _at(self, point: QPointF) -> _Place | None:
        return next((p for p in self._places if p.rect.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if place.cross.contains(event.position()):
            self.dismissed.emit(place.number)
        elif self._chips[place.number].acts:
            self.accepted.emit(place.number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        acts = place is not None and (self._chips[place.number].acts or place.cross.contains(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if acts else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            said = "\n".join(c.text for c in self._chips[len(self._places) :])
            if place is not None:
                chip = self._chips[place.number]
                said = f"{chip.text}\n“{chip.words}”\n{self.toolTip()}"
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)
