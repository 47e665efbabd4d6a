"""The button of an act, with its key drawn on it."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from sdrdesk.ui.theme.fonts import MEDIUM, REGULAR, SEMIBOLD
from sdrdesk.ui.theme.icons import paint_icon
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import RADIUS, SIZE_NOTE
from sdrdesk.ui.widgets.key_cap import CAP_HEIGHT, key_cap_width, paint_key_cap
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import CENTRE, elided, paint_box, paint_ring, text_width

Side = Literal["left", "right"]
Variant = Literal["plain", "primary", "danger"]

_HEIGHT: Final = 32
_ICON: Final = 16


class KeyButton(QAbstractButton):
    """A button that shows its key; when it cannot be used, its tooltip says why."""

    def __init__(
        self,
        text: str,
        key_text: str = "",
        *,
        variant: Variant = "plain",
        key_side: Side = "left",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key, self._variant, self._side, self._icon = key_text, variant, key_side, icon_name
        self._compact = False
        self._ring = False
        self.setText(text)
        self.setAccessibleDescription(key_text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words(self, text: str, key_text: str) -> None:
        """Show another text and another key."""
        self._key = key_text
        self.setText(text)
        self.setAccessibleDescription(key_text)
        self.updateGeometry()
        self.update()

    def set_variant(self, variant: Variant) -> None:
        """Show the button as plain, primary or dangerous."""
        self._variant = variant
        self.update()

    def set_available(self, available: bool, reason: str = "") -> None:
        """Enable the button, or disable it with the reason shown as its tooltip."""
        self.setEnabled(available)
        self.setToolTip("" if available else reason)
        self.setAccessibleDescription(self._key if available else reason)

    def set_compact(self, compact: bool) -> None:
        """Shrink the paddings; nothing is hidden."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        pad, gap = self._paddings()
        width = 2 * pad + int(text_width(theme, self.text(), *self._face())) + 2
        width += key_cap_width(self._key, theme) + gap if self._key else 0
        width += _ICON + gap if self._icon else 0
        return QSize(width, 28 if self._compact else _HEIGHT)

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
        painter = QPainter(self)
        theme = current_theme()
        rect = QRectF(self.rect())
        ink, fill, line = self._colours()
        paint_box(painter, rect, RADIUS, fill, line)
        if self._ring:
            token = "ink" if self._variant == "primary" else "accent"
            paint_ring(painter, rect, RADIUS - 1, theme.colour(token))
        pad, gap = self._paddings()
        inner = rect.adjusted(pad, 0, -pad, 0)
        inner = self._paint_key(painter, inner, gap)
        if self._icon:
            box = QRectF(inner.left(), rect.center().y() - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, box, self._icon, self._ink_token())
            inner.setLeft(box.right() + gap)
        painter.setFont(theme.font(*self._face()))
        painter.setPen(ink)
        painter.drawText(inner, CENTRE, elided(theme, self.text(), inner.width() + 2, *self._face()))

    def _paint_key(self, painter: QPainter, inner: QRectF, gap: int) -> QRectF:
        """Draw the key and return the room left for the text."""
        if not self._key:
            return inner
        theme = current_theme()
        width = key_cap_width(self._key, theme)
        left = inner.left() if self._side == "left" else inner.right() - width
        cap = QRectF(left, int(inner.center().y() - CAP_HEIGHT / 2 + 0.5), width, CAP_HEIGHT)
        if self._variant == "primary" and self.isEnabled():
            painter.setFont(theme.font(SIZE_NOTE, MEDIUM))
            painter.setPen(theme.colour("on_accent"))
            painter.drawText(cap.adjusted(-4, -2, 4, 2), CENTRE, self._key)
        else:
            paint_key_cap(painter, cap, self._key, theme, enabled=self.isEnabled())
        if self._side == "left":
            return inner.adjusted(width + gap, 0, 0, 0)
        return inner.adjusted(0, 0, -width - gap, 0)

    def _paddings(self) -> tuple[int, int]:
        return (5, 4) if self._compact else (8, 5)

    def _face(self) -> tuple[int, int]:
        return (SIZE_NOTE, SEMIBOLD if self._variant == "primary" else REGULAR)

    def _ink_token(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return {"plain": "ink", "primary": "on_accent", "danger": "bad"}[self._variant]

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """The (ink, fill, line) colours of the present state."""
        theme = current_theme()
        ink = theme.colour(self._ink_token())
        if not self.isEnabled():
            return ink, theme.colour("pressed" if self._variant == "primary" else "panel"), theme.colour("line")
        if self._variant == "primary":
            name = "accent_pressed" if self.isDown() else "accent_hover" if self.underMouse() else "accent"
            return ink, theme.colour(name), theme.colour(name)
        name = "pressed" if self.isDown() else "hover" if self.underMouse() else "panel"
        return ink, theme.colour(name), theme.colour("line_strong" if self.underMouse() else "line")
