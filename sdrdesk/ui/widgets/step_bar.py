"""The steps of a task in a row, each with its number: what is done, where one is, what asks for a look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from sdrdesk.ui.theme.fonts import MEDIUM, SEMIBOLD
from sdrdesk.ui.theme.icons import paint_icon
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import GAP_SMALL, SIZE_NOTE
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import CENTRE, paint_box, paint_ring, text_width

StepState = Literal["done", "here", "doubt", "ahead"]

_HEIGHT: Final = 26
_SIDE: Final = 12
_ICON: Final = 13
_TONES: Final[dict[StepState, str]] = {"done": "ok", "here": "accent", "doubt": "doubt", "ahead": "outline"}
_ICONS: Final[dict[StepState, str]] = {"done": "check", "doubt": "triangle-alert"}


class StepPill(QAbstractButton):
    """One step, which can be gone to while it is enabled."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: StepState = "ahead"
        self._ring = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_state(self, state: StepState, said: str) -> None:
        """Show how the step stands, and say it in words."""
        self.state = state
        self.setToolTip(said)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = int(text_width(current_theme(), self.text(), SIZE_NOTE, SEMIBOLD)) + 1
        return QSize(2 * _SIDE + words + (_ICON + 5 if self.state in _ICONS else 0), _HEIGHT)

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
        tone = _TONES[self.state]
        ink, fill, line = theme.tone(tone)
        if self.underMouse() and self.isEnabled() and self.state == "ahead":
            fill = theme.colour("hover")
        paint_box(painter, rect, rect.height() / 2, fill, line)
        if self._ring:
            paint_ring(painter, rect, rect.height() / 2 - 1, theme.colour("accent"))
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        if self.state in _ICONS:
            box = QRectF(inner.left() - 2, rect.center().y() - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, box, _ICONS[self.state], tone)
            inner.setLeft(box.right() + 4)
        painter.setFont(theme.font(SIZE_NOTE, SEMIBOLD if self.state == "here" else MEDIUM))
        painter.setPen(theme.colour("disabled") if self.state == "ahead" and not self.isEnabled() else ink)
        painter.drawText(inner, CENTRE, self.text())


class StepBar(QWidget):
    """The steps in their order; `asked` gives the place of the one that a person wants to go to."""

    asked = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        self.pills = [StepPill(f"{n} · {name}") for n, name in enumerate(names, 1)]
        for n, pill in enumerate(self.pills):
            pill.clicked.connect(lambda _=False, n=n: self.asked.emit(n))
            row.addWidget(pill)
        row.addStretch(1)
