"""The page of the settings where the phrases offered to the notes are written."""

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from sdrdesk.core.operations.quick_notes import MOST, setting_of, shipped_quick_notes
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark


class QuickNotesPage(QWidget):
    """One phrase a line; the grey text is the shipped ones, which an empty field stands for."""

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = QLabel(
            self.tr("The phrases that Alt+P offers while you call, one a line, nine at most. Empty: those shown.")
        )
        about.setWordWrap(True)
        mark(about, "muted")
        self.lines = QPlainTextEdit(workspace.settings["quick_notes"])
        self.lines.setAccessibleName(self.tr("Quick notes"))
        self.lines.setPlaceholderText("\n".join(shipped_quick_notes(words)))
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight((MOST + 1) * self.lines.fontMetrics().lineSpacing() + 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addWidget(self.lines)
        layout.addStretch(1)

    def value(self) -> str:
        """The setting the lines say."""
        return setting_of(self.lines.toPlainText())
