"""A reason asked inline before something is done: its field, the act on Enter, and the way back on Esc."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sdrdesk.ui.theme import mark


class ReasonRow(QWidget):
    """Asks why; what is done with the reason, and whether it is enough, is the owner's."""

    typed = Signal(str)
    confirmed = Signal()
    left = Signal()

    def __init__(self, name: str, act: str, *, primary: bool = False) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(self.tr("why; kept with your name"))
        self.field.textEdited.connect(self.typed)
        self.field.installEventFilter(self)
        leave = QPushButton(self.tr("Leave it (Esc)"))
        mark(leave, "quiet")
        leave.clicked.connect(self.left)
        confirm = QPushButton(act)
        if primary:
            mark(confirm, "primary")
        confirm.clicked.connect(self.confirmed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addLayout(buttons)

    def show_reason(self, reason: str) -> None:
        """Show a reason begun before; a load is not an edit."""
        if self.field.text() != reason:
            self.field.setText(reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.confirmed.emit()
                return True
        return super().eventFilter(watched, event)
