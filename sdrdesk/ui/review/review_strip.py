"""The strip that says, over every screen, that this workspace is a review, and how the remarks go back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel


class ReviewStrip(QWidget):
    """Hidden in a workspace that is none; `return_asked` when the remarks are to go back."""

    return_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said, self.note = QLabel(), ElideLabel()
        mark(self.said, "strong")
        mark(self.note, "small")
        self.return_button = QPushButton(self.tr("Return the remarks…"))
        mark(self.return_button, "primary")
        self.return_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.return_button.clicked.connect(self.return_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self.said)
        row.addWidget(self.note, 1)
        row.addWidget(self.return_button)
        self.hide()

    def show_review(self, said: str, note: str) -> None:
        """Say what is reviewed here."""
        self.said.setText(said)
        self.note.setText(note)
        self.show()
