"""Does something now and then while a widget is on screen, and nothing while it is not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class WhileShown(QObject):
    """A timer that runs only while its widget is shown."""

    def __init__(self, widget: QWidget, milliseconds: int, act: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self.timer = QTimer(self)
        self.timer.setInterval(milliseconds)
        self.timer.timeout.connect(act)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._widget and event.type() == QEvent.Type.Show:
            self.timer.start()
        elif watched is self._widget and event.type() == QEvent.Type.Hide:
            self.timer.stop()
        return super().eventFilter(watched, event)
