"""A short message inside the window, which leaves by itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from sdrdesk.ui.theme.icons import paint_icon, set_icon
from sdrdesk.ui.theme.theme import current_theme, mark
from sdrdesk.ui.theme.tokens import GAP, GAP_SMALL, RADIUS_CARD, Tone
from sdrdesk.ui.widgets.painting import paint_box

_ICONS: Final[dict[str, tuple[str, str]]] = {
    "ok": ("circle-check", "ok"),
    "doubt": ("triangle-alert", "doubt"),
    "bad": ("triangle-alert", "bad"),
}
_WIDEST: Final = 640


class NoticeBar(QWidget):
    """One sentence over the foot of its parent, with at most one act; a new notice replaces the one before."""

    action = Signal()
    closed = Signal()

    def __init__(self, host: QWidget, *, close_words: str = "", bottom: int = 16) -> None:
        super().__init__(host)
        self._host = host
        self._tone: Tone = "neutral"
        self._bottom = bottom
        self._seconds = 0.0
        self._text = QLabel(wordWrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._act = QPushButton()
        self._act.setAccessibleName(close_words)
        self._act.clicked.connect(self._acted)
        self._close = QToolButton()
        self._close.setAccessibleName(close_words)
        self._close.setToolTip(close_words)
        self._close.clicked.connect(self.close_notice)
        mark(self._close, "quiet")
        set_icon(self._close, "x", size=16)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(40, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        row.setSpacing(GAP)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.close_notice)
        for child in (self._act, self._close):
            child.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            child.installEventFilter(self)
        host.installEventFilter(self)
        self.setVisible(False)

    def show_notice(self, tone: Tone, text: str, action_text: str = "", seconds: float = 8) -> None:
        """Show a sentence for some seconds (0: until closed), with a button if `action_text` is given."""
        self._tone, self._seconds = tone, seconds
        self._text.setText(text)
        self._act.setText(action_text)
        self._act.setAccessibleName(action_text)
        self._act.setVisible(bool(action_text))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._count_down()

    def close_notice(self) -> None:
        """Hide the notice, if one is shown."""
        self._timer.stop()
        if self.isVisibleTo(self._host):
            self.hide()
            self.closed.emit()

    def set_bottom(self, bottom: int) -> None:
        """Stand so many pixels above the foot of the parent."""
        self._bottom = bottom
        self._place()

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def is_counting(self) -> bool:
        """Whether the notice is about to leave by itself."""
        return self._timer.isActive()

    def _acted(self) -> None:
        self.close_notice()
        self.action.emit()

    def _count_down(self) -> None:
        """Leave after the delay, unless the person is on the notice."""
        busy = self.underMouse() or self._act.hasFocus() or self._close.hasFocus()
        if self._seconds <= 0 or busy:
            self._timer.stop()
        else:
            self._timer.start(int(self._seconds * 1000))

    def _place(self) -> None:
        host = self._host
        width = min(_WIDEST, host.width() - 2 * GAP)
        natural = self._row.sizeHint().width() + self._text.fontMetrics().horizontalAdvance(self._text.text())
        width = min(width, max(320, natural))
        height = max(self._row.totalHeightForWidth(width), 46)
        self.setGeometry(
            (host.width() - width) // 2,
            (host.height() - height - self._bottom) if self._bottom >= 0 else GAP_SMALL // 2,
            width,
            height,
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._count_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._host:
            self._place()
        elif event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() is QEvent.Type.FocusOut and watched is not self._host and self.isVisible():
            self._count_down()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        name, token = _ICONS.get(self._tone, ("info", "accent"))
        paint_box(painter, QRectF(self.rect()), RADIUS_CARD, theme.colour("panel"), theme.colour("line_strong"))
        paint_icon(painter, QRectF(14, self.height() / 2 - 8, 16, 16), name, token)
