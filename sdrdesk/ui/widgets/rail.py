"""The navigation rail at the left of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from sdrdesk.ui.theme.fonts import MEDIUM, SEMIBOLD
from sdrdesk.ui.theme.icons import paint_icon
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import RADIUS, SIZE_TINY
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import (
    CENTRE,
    elided,
    hairline,
    paint_box,
    paint_divider,
    paint_dot,
    paint_ring,
    paint_text,
)

RAIL_WIDTH: Final = 66
_BUTTON: Final = QSize(58, 46)
_ICON: Final = 18


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place of the application: its id, its icon, its short label and its tooltip (with the key)."""

    id: str
    icon_name: str
    label: str
    tooltip: str = ""


class Rail(QWidget):
    """A column of places; `selected` fires only when a person goes to one."""

    selected = Signal(str)

    def __init__(
        self, items: Sequence[RailItem], bottom: Sequence[RailItem] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(RAIL_WIDTH)
        self._buttons: dict[str, _RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 10)
        self._column.setSpacing(4)
        self.set_items(items, bottom)

    def set_items(self, items: Sequence[RailItem], bottom: Sequence[RailItem] = ()) -> None:
        """Show these places, the `bottom` ones at the foot."""
        current = self.current()
        while self._column.count():
            old = self._column.takeAt(0)
            widget = old.widget() if old is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = {item.id: _RailButton(item, self) for item in (*items, *bottom)}
        for item in items:
            self._column.addWidget(self._buttons[item.id], 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        for item in bottom:
            self._column.addWidget(self._buttons[item.id], 0, Qt.AlignmentFlag.AlignHCenter)
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self._go(key))
        if current is not None:
            self.set_selected(current)

    def set_selected(self, item_id: str) -> None:
        """Show a place as the present one; emits nothing."""
        for key, button in self._buttons.items():
            button.setChecked(key == item_id)

    def current(self) -> str | None:
        """The id of the present place."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), None)

    def set_badge(self, item_id: str, shown: bool) -> None:
        """Show or hide the dot that says something waits there."""
        self._buttons[item_id].set_badge(shown)

    def _go(self, item_id: str) -> None:
        self.set_selected(item_id)
        self.selected.emit(item_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.colour("panel"))
        paint_divider(painter, self.width() - hairline(painter), 0, self.height(), theme.colour("line"))


class _RailButton(QAbstractButton):
    """One place of the rail."""

    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = item.icon_name
        self._badge = self._ring = False
        self.setText(item.label)
        self.setToolTip(item.tooltip)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_badge(self, shown: bool) -> None:
        """Show or hide the dot."""
        self._badge = shown
        self.update()

    def sizeHint(self) -> QSize:
        return _BUTTON

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = came_by_keyboard(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        rect = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.underMouse():
            paint_box(painter, rect, RADIUS, theme.colour("accent_soft" if chosen else "hover"))
        token = "accent" if chosen else "muted"
        icon = QRectF(rect.center().x() - _ICON / 2, 7, _ICON, _ICON)
        paint_icon(painter, icon, self._icon, token)
        label = QRectF(0, 27, rect.width(), 14)
        weight = SEMIBOLD if chosen else MEDIUM
        text = elided(theme, self.text(), label.width() - 2, SIZE_TINY, weight)
        paint_text(painter, label, text, theme, token, SIZE_TINY, weight, CENTRE)
        if self._badge:
            paint_dot(painter, QPointF(icon.right() + 3, icon.top() + 2), 3.5, theme.colour("hot"))
        if self._ring:
            paint_ring(painter, rect, RADIUS - 1, theme.colour("accent"))
