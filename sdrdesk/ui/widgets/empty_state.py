"""What a screen shows when there is nothing to show, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sdrdesk.ui.theme.icons import paint_icon
from sdrdesk.ui.theme.theme import current_theme, mark
from sdrdesk.ui.theme.tokens import GAP, GAP_SMALL
from sdrdesk.ui.widgets.painting import paint_dot

_WIDTH: Final = 420


class EmptyState(QWidget):
    """A calm, centred sentence with an icon and the acts that come next; the first act is the main one."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        text: str,
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title = QLabel(title, alignment=centre)
        mark(self._title, "heading")
        self._text = QLabel(text, alignment=centre, wordWrap=True)
        self._text.setFixedWidth(_WIDTH)
        mark(self._text, "muted")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP_SMALL)
        outer = QVBoxLayout(self)
        outer.setSpacing(GAP_SMALL)
        outer.addStretch(2)
        outer.addWidget(_Medallion(icon_name), 0, centre)
        outer.addSpacing(GAP_SMALL)
        outer.addWidget(self._title, 0, centre)
        outer.addWidget(self._text, 0, centre)
        outer.addSpacing(GAP)
        outer.addLayout(self._buttons)
        outer.addStretch(3)
        self.set_words(title, text)
        self._set_actions(actions)

    def set_words(self, title: str, text: str) -> None:
        """Show another title and another sentence."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.ensurePolished()
        # A layout that centres a label asks it for one line only: the room for all of them is given here.
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(_WIDTH)))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_acts_shown(self, shown: bool) -> None:
        """Offer the acts, or not: not while there is nothing to do but wait."""
        for button in self.findChildren(QPushButton):
            button.setVisible(shown)

    def _set_actions(self, actions: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self._buttons.addStretch(1)
        for place, (label, act) in enumerate(actions):
            button = QPushButton(label)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            if place == 0:
                mark(button, "primary")
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)


class _Medallion(QWidget):
    """A large muted icon on a soft disc."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._name = icon_name
        self.setFixedSize(QSize(56, 56))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_dot(painter, QRectF(self.rect()).center(), 28, current_theme().colour("accent_soft"))
        paint_icon(painter, QRectF(16, 16, 24, 24), self._name, "accent")
