"""The window itself, painted before anything heavy is loaded; its content comes and goes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QProgressBar, QVBoxLayout, QWidget

from sdrdesk.ui.theme import mark


class OpeningPage(QWidget):
    """What is shown while a workspace opens."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said = QLabel(text)
        mark(self.said, "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(260)
        self.progress.hide()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.said, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def show_progress(self, done: int, total: int) -> None:
        """How far it has come."""
        self.progress.show()
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)


class Shell(QMainWindow):
    """The top-level window; `after_paint` runs once, after the first paint."""

    def __init__(self, title: str, after_paint: Callable[[], None]) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.resize(1440, 900)
        self.setMinimumSize(960, 600)
        self.close_content: Callable[[], None] = lambda: None
        self._after_paint: Callable[[], None] | None = after_paint

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._after_paint is not None:
            after, self._after_paint = self._after_paint, None
            QTimer.singleShot(0, after)

    def set_content(self, content: QWidget, close: Callable[[], None] | None = None) -> None:
        """Show a page; `close` is called before the window goes."""
        self.close_content = close or (lambda: None)
        self.setCentralWidget(content)

    def closeEvent(self, event: QCloseEvent) -> None:
        close, self.close_content = self.close_content, lambda: None
        close()
        super().closeEvent(event)
