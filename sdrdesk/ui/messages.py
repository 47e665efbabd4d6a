"""How the window says what went wrong: a UserError in a notice, a bug in a copyable report."""

import platform
import sys
import threading
import time
import traceback
from types import TracebackType
from typing import Any

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk import __version__
from sdrdesk.core.errors import UserError
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark

QUIET_SECONDS = 10.0
"""After a report, this long without another: a painting that fails does so at every repaint."""


def sentence(error: UserError, words: Words) -> str:
    """A UserError on one line."""
    return words.one_line(*words.error(error))


def say_stop(error: UserError, words: Words, parent: QWidget | None = None) -> None:
    """Say, in a box of its own, what keeps the program from going on."""
    title, detail, hint = words.error(error)
    box = QMessageBox(QMessageBox.Icon.Warning, "sdrdesk", title, QMessageBox.StandardButton.Ok, parent)
    box.setInformativeText(f"{detail}\n{hint}".strip())
    box.exec()


def report_text(error: BaseException) -> str:
    """What a person can send: versions and the trace, nothing typed and nothing stored."""
    trace = "".join(traceback.format_exception(error))
    about = f"sdrdesk {__version__} · Python {platform.python_version()} · PySide6 {pyside_version} · {sys.platform}"
    return f"{about}\n\n{trace}"


class BugReportDialog(QDialog):
    """A bug, said plainly, with a report to copy; work goes on behind it."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong in sdrdesk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 420)
        layout = QVBoxLayout(self)
        said = QLabel(
            self.tr(
                "This is our mistake, not yours. What you typed is kept. The report below says what happened; it holds no lead."
            )
        )
        said.setWordWrap(True)
        layout.addWidget(said)
        self.report = QPlainTextEdit(report_text(error))
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        layout.addWidget(self.report)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        mark(copy, "primary")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.report.toPlainText()))
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)


class BugWatch(QObject):
    """Catches what nothing else did, on any thread, and shows it once on the window's thread."""

    happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = 0.0
        self._dialog: BugReportDialog | None = None
        self.happened.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks for uncaught exceptions."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _hook(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        traceback.print_exception(kind, error, trace)
        self.happened.emit(error or kind())

    @Slot(object)
    def show(self, error: Any) -> None:
        """Show a report, unless one was shown a moment ago."""
        if self._dialog is not None or time.monotonic() - self._last < QUIET_SECONDS:
            return
        self._last = time.monotonic()
        self._dialog = BugReportDialog(error, QApplication.activeWindow())
        self._dialog.destroyed.connect(self._forget)
        self._dialog.show()

    def _forget(self) -> None:
        self._dialog = None
