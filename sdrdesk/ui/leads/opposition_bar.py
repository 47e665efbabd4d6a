"""Says beside the list that a lead objected, and takes the reason for which a person lifts that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from sdrdesk.ui.leads.reason_row import ReasonRow
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
        self.asking = ReasonRow(self.tr("Reason for lifting the objection"), self.tr("Lift (Enter)"))
        self.reason = self.asking.field
        self.asking.typed.connect(self._typed)
        self.asking.confirmed.connect(self.lift)
        self.asking.left.connect(self.leave)
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
        self.asking.show_reason(self._begun.get(self._lead_id, ""))

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
