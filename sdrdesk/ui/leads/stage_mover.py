"""The stage of the lead beside the list; another one is asked for its reason before anything moves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.stages import is_beside_the_way
from sdrdesk.core.operations.stages import stage_criteria, stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.leads.reason_row import ReasonRow
from sdrdesk.ui.theme import mark

STAGES = tuple(Stage)


class StageMover(QWidget):
    """What another stage asks for, and the reason for the move; `box` has the stages. Enter moves, Esc leaves it.

    It shows while a move is begun, or where none can be. A reason begun for one lead waits for that lead while others are looked at.
    """

    moved = Signal(str, Stage, str)

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._lead_id, self._stage = "", Stage.LEAD
        self._begun: dict[str, tuple[Stage, str]] = {}
        self.box = QComboBox()
        self.box.setAccessibleName(words.text("column", "stage"))
        for stage in STAGES:
            self.box.addItem("", stage.value)
        self.box.activated.connect(self._chosen)
        self.criteria = QLabel()
        self.criteria.setWordWrap(True)
        mark(self.criteria, "small")
        self.asking = ReasonRow(self.tr("Reason for the move"), self.tr("Move (Enter)"), primary=True)
        self.reason = self.asking.field
        self.asking.typed.connect(self._typed)
        self.asking.confirmed.connect(self.move_lead)
        self.asking.left.connect(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.criteria)
        layout.addWidget(self.asking)
        self.asking.hide()
        self.name_stages()
        self.show_nobody()

    def name_stages(self) -> None:
        """Show the stages as the firm names them; what only a decision reaches is shown and not offered."""
        model = self.box.model()
        assert isinstance(model, QStandardItemModel)
        for at, stage in enumerate(STAGES):
            self.box.setItemText(at, stage_label(self._workspace, self._words, stage))
            self.box.setItemData(at, stage_criteria(self._workspace, self._words, stage), Qt.ItemDataRole.ToolTipRole)
            model.item(at).setEnabled(not is_beside_the_way(stage))
        self._show_asking()

    def show_nobody(self) -> None:
        """No lead, or one that is not stored yet."""
        self._lead_id, self._stage = "", Stage.LEAD
        self._show_asking()

    def show_lead(self, lead_id: str, stage: Stage) -> None:
        """Show where a lead stands; a move begun for it goes on."""
        self._lead_id, self._stage = lead_id, stage
        self._show_asking()

    def forget(self, lead_id: str) -> None:
        """The move was made: nothing is being typed for this lead any more."""
        self._begun.pop(lead_id, None)

    def _show_asking(self) -> None:
        chosen, reason = self._begun.get(self._lead_id, (self._stage, ""))
        asking = chosen is not self._stage
        self.box.setCurrentIndex(STAGES.index(chosen))
        self.box.setEnabled(bool(self._lead_id) and self._stage is not Stage.EXCLUDED)
        self.asking.show_reason(reason)
        self.asking.setVisible(asking)
        said = stage_criteria(self._workspace, self._words, chosen)
        if self._stage is Stage.EXCLUDED:
            said = self.tr("Excluded by a decision: put it on the desk and decide now or later to bring it back.")
        self.criteria.setText(said)
        self.setVisible(asking or self._stage is Stage.EXCLUDED)

    def _chosen(self, index: int) -> None:
        chosen = STAGES[index]
        if chosen is self._stage or is_beside_the_way(chosen):
            self.leave()
            return
        # The keyboard stays: an arrow goes from stage to stage, Tab into the reason.
        self._begun[self._lead_id] = (chosen, self.reason.text())
        self._show_asking()

    def _typed(self, text: str) -> None:
        chosen, _reason = self._begun[self._lead_id]
        self._begun[self._lead_id] = (chosen, text)

    def leave(self) -> None:
        """Leave the lead where it is."""
        self.forget(self._lead_id)
        self._show_asking()
        self.box.setFocus()

    def move_lead(self) -> None:
        """Ask for the move; without a reason the keyboard goes to its field."""
        chosen, reason = self._begun[self._lead_id]
        if reason.strip():
            self.moved.emit(self._lead_id, chosen, reason)
        else:
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)
