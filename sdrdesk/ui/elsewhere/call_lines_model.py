"""The lines of a pasted list as a table: what each says, the lead found, and what it would become."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.call_lists import Proposal, with_lead, with_outcome
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.table_delegate import PILL_ROLE, PillData

WHEN, NUMBER, LEAD, LENGTH, BECOMES = range(5)
OFFERED = 9
"""Leads of a shared number that have a digit at a time; 0 shows the next ones."""
AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CallLinesModel(QAbstractTableModel):
    """Every line of the list, in its order; none is hidden."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        super().__init__()
        self._workspace, self._words = workspace, words
        self.proposals: list[Proposal] = []
        self._given: dict[tuple[str, int], tuple[str, bool, Outcome | None]] = {}
        self._offered_from: dict[int, int] = {}

    def show_lines(self, proposals: Sequence[Proposal]) -> None:
        """Show these lines; those that read as before keep the lead and the outcome a person gave them."""
        self.beginResetModel()
        self.proposals = list(proposals)
        self._offered_from = {}
        for row, key in enumerate(self._keys()):
            if key in self._given:
                self.proposals[row] = self._given_again(self.proposals[row], *self._given[key])
        self.endResetModel()

    def _keys(self) -> list[tuple[str, int]]:
        """What tells the lines apart whatever their place: their text, and how many of the same stand before."""
        seen: Counter[str] = Counter()
        keys = []
        for proposal in self.proposals:
            keys.append((proposal.line.text, seen[proposal.line.text]))
            seen[proposal.line.text] += 1
        return keys

    def _given_again(self, proposal: Proposal, lead_id: str, told: bool, outcome: Outcome | None) -> Proposal:
        lead = next((lead for lead in proposal.sharing if lead.id == lead_id), None)
        if lead is not None:
            proposal = with_lead(self._workspace, proposal, lead)
        return with_outcome(proposal, outcome) if told and proposal.choosable else proposal

    def _keep(self, row: int, told: bool) -> None:
        proposal = self.proposals[row]
        lead_id = proposal.lead.id if proposal.lead else ""
        self._given[self._keys()[row]] = (lead_id, told, proposal.outcome)
        self.dataChanged.emit(self.index(row, 0), self.index(row, BECOMES))

    def offered(self, row: int) -> tuple[Sequence[Lead], bool]:
        """The leads a line can be given by their digits, and whether there are others; none where it has its lead."""
        if not (0 <= row < len(self.proposals)) or self.proposals[row].fate != "several":
            return (), False
        sharing, first = self.proposals[row].sharing, self._offered_from.get(row, 0)
        return sharing[first : first + OFFERED], len(sharing) > OFFERED

    def offer_next(self, row: int) -> None:
        """Offer the next of many leads of a shared number, after the last ones the first again."""
        after = self._offered_from.get(row, 0) + OFFERED
        self._offered_from[row] = after if after < len(self.proposals[row].sharing) else 0
        self.dataChanged.emit(self.index(row, 0), self.index(row, BECOMES))

    def choose_lead(self, row: int, lead: Lead | None) -> bool:
        """Say which lead of a shared number was called; None asks again. False where the number is not shared."""
        if not (0 <= row < len(self.proposals)) or not self.proposals[row].sharing:
            return False
        self.proposals[row] = with_lead(self._workspace, self.proposals[row], lead)
        self._keep(row, False)
        return True

    def choose(self, row: int, outcome: Outcome | None) -> bool:
        """Give a line an outcome, or leave it out; False where that cannot be."""
        if not (0 <= row < len(self.proposals) and self.proposals[row].choosable):
            return False
        self.proposals[row] = with_outcome(self.proposals[row], outcome)
        self._keep(row, True)
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
