"""The one frame that groups things: a card, with its small title."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from sdrdesk.ui.theme.fonts import SEMIBOLD
from sdrdesk.ui.theme.theme import current_theme, mark
from sdrdesk.ui.theme.tokens import GAP, GAP_LARGE, GAP_SMALL, RADIUS_CARD, SIZE_SMALL
from sdrdesk.ui.widgets.painting import paint_box


class SectionLabel(QLabel):
    """A section title in small muted capitals."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(current_theme().font(SIZE_SMALL, SEMIBOLD, caps=True))
        mark(self, "muted")


class Card(QWidget):
    """A panel with a hairline and rounded corners; cards are never put inside cards."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP)
        outer.setSpacing(GAP_SMALL)
        self.header = QHBoxLayout()
        self.header.setSpacing(GAP_SMALL)
        self._title = SectionLabel(title)
        self.header.addWidget(self._title)
        self.header.addStretch(1)
        outer.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_SMALL)
        outer.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show another section title; none hides it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the card."""
        self.body.addWidget(widget, stretch)

    def add_layout(self, layout: QLayout, stretch: int = 0) -> None:
        """Put a layout at the end of the card."""
        self.body.addLayout(layout, stretch)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget at the right of the title."""
        self.header.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        paint_box(QPainter(self), QRectF(self.rect()), RADIUS_CARD, theme.colour("panel"), theme.colour("line"))
