"""Says beside the list that a lead objected, and takes the reason for which a person lifts that."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sdrdesk.ui.theme import mark


class OppositionBar(QWidget):
    """Shown on a lead that objected only. The reason is asked before anything is lifted; Enter lifts, Esc leaves it.

    A reason begun for one lead waits for that lead while others are looked at.
    """

    lifted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead_id = ""
        self._begun: dict[str, str] = {}
        self.said = QLabel()
        self.said.setWordWrap(True)
        mark(self.said, "bad")
        self.ask_button = QPushButton(self.tr("Lift the objection…"))
        self.ask_button.clicked.connect(self.ask)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason for lifting the objection"))
        self.reason.setPlaceholderText(self.tr("why; kept with your name"))
        self.reason.textEdited.connect(self._typed)
        self.reason.installEventFilter(self)
        self.lift_button = QPushButton(self.tr("Lift (Enter)"))
        self.lift_button.clicked.connect(self.lift)
        self.leave_button = QPushButton(self.tr("Leave it (Esc)"))
        mark(self.leave_button, "quiet")
        self.leave_button.clicked.connect(self.leave)
        self.asking = QWidget()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.lift_button)
        inside = QVBoxLayout(self.asking)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.reason)
        inside.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.said)
        layout.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.asking)
        self.hide()

    def show_lead(self, lead_id: str, why: str) -> None:
        """Show on what somebody objected, "" where nobody did; a reason begun for the lead goes on."""
        self._lead_id = lead_id
        if not why:
            self._begun.pop(lead_id, None)
        self.said.setText(why)
        self.setVisible(bool(why))
        self._show_asking()

    def _show_asking(self) -> None:
        asking = self._lead_id in self._begun
        self.asking.setVisible(asking)
        self.ask_button.setVisible(not asking)
        reason = self._begun.get(self._lead_id, "")
        if self.reason.text() != reason:
            self.reason.setText(reason)

    def ask(self) -> None:
        """Ask for the reason."""
        self._begun.setdefault(self._lead_id, "")
        self._show_asking()
        self.reason.setFocus()

    def _typed(self, text: str) -> None:
        self._begun[self._lead_id] = text

    def leave(self) -> None:
        """Leave the objection as it is."""
        self._begun.pop(self._lead_id, None)
        self._show_asking()
        self.ask_button.setFocus()

    def lift(self) -> None:
        """Ask for the lifting; without a reason the keyboard stays in its field."""
        reason = self._begun.get(self._lead_id, "")
        if reason.strip():
            self.lifted.emit(self._lead_id, reason)
        else:
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.lift()
                return True
        return super().eventFilter(watched, event)
