"""The lines of a pasted list as a table: what each says, the lead found, and what it would become."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.call_lists import Proposal, with_outcome
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.table_delegate import PILL_ROLE, PillData

WHEN, NUMBER, LEAD, LENGTH, BECOMES = range(5)
AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CallLinesModel(QAbstractTableModel):
    """Every line of the list, in its order; none is hidden."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        super().__init__()
        self._workspace, self._words = workspace, words
        self.proposals: list[Proposal] = []

    def show_lines(self, proposals: Sequence[Proposal]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.proposals = list(proposals)
        self.endResetModel()

    def choose(self, row: int, outcome: Outcome | None) -> bool:
        """Give a line an outcome, or leave it out; False where that cannot be."""
        if not (0 <= row < len(self.proposals) and self.proposals[row].choosable):
            return False
        self.proposals[row] = with_outcome(self.proposals[row], outcome)
        self.dataChanged.emit(self.index(row, 0), self.index(row, BECOMES))
        return True

    @property
    def ready(self) -> int:
        """How many lines would be recorded."""
        return sum(p.fate == "ready" for p in self.proposals)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.proposals)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else BECOMES + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        return (
            translate("CallLines", "When"),
            translate("CallLines", "Number"),
            translate("CallLines", "Lead"),
            translate("CallLines", "Length"),
            translate("CallLines", "Becomes"),
        )[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        proposal = self.proposals[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(proposal, index.column())
        if role == PILL_ROLE and index.column() == BECOMES:
            tone = {"ready": "ok", "asked": "doubt", "recorded": "neutral", "left_out": "neutral"}
            return PillData(self._text(proposal, BECOMES), tone.get(proposal.fate, "bad"))  # type: ignore[arg-type]
        if role == Qt.ItemDataRole.ToolTipRole:
            return proposal.line.text
        return None

    def _text(self, proposal: Proposal, column: int) -> str:
        line, words = proposal.line, self._words
        if column == WHEN:
            return words.moment(line.at, self._workspace.zone, self._workspace.now()) if line.at else ""
        if column == NUMBER:
            return shown(line.number) if line.number else line.text
        if column == LEAD:
            lead = proposal.lead
            return " · ".join(p for p in (lead.name, lead.company) if p) if lead else line.name if line.number else ""
        if column == LENGTH:
            return "" if line.seconds is None else f"{line.seconds // 60}:{line.seconds % 60:02}"
        if proposal.fate == "ready" and proposal.outcome:
            return words.text("outcome", proposal.outcome.value)
        return words.text("call_line", proposal.fate)
