"""The leads of a list: ids in memory, rows read a page at a time as they are shown."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.leads import LeadSummary, summaries
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.table_delegate import DOT_ROLE, PILL_ROLE, PillData

translate = QCoreApplication.translate

PAGE = 128
PAGES_KEPT = 24
OPPOSED = "opposed"
LEAD_ID_ROLE = Qt.ItemDataRole.UserRole + 50
NAME, COMPANY, PHONE, STAGE, DECISION, SCORE, STANDING = range(7)
_DECISION_TONES = {"now": "ok", "later": "doubt", "never": "bad"}
Index = QModelIndex | QPersistentModelIndex


class LeadsModel(QAbstractTableModel):
    """A table of leads of any length."""

    def __init__(self, workspace: Workspace, words: Words, parent: Any = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._ids: list[str] = []
        self._pages: OrderedDict[int, dict[str, LeadSummary]] = OrderedDict()

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these leads, in this order."""
        self.beginResetModel()
        self._ids = list(ids)
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is shown; the rows stay the same."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def row_of(self, lead_id: str) -> int:
        """Where a lead stands, -1 when it does not."""
        return self._ids.index(lead_id) if lead_id in self._ids else -1

    def lead_id(self, row: int) -> str:
        """The lead of a row."""
        return self._ids[row]

    def lead_ids(self, first: int, last: int) -> list[str]:
        """The leads of the rows from the first to the last of them."""
        return self._ids[first : last + 1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else STANDING + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None

        return [
            translate("LeadsModel", "Name"), translate("LeadsModel", "Company"), translate("LeadsModel", "Phone"), translate("LeadsModel", "Stage"), translate("LeadsModel", "Decision"), translate("LeadsModel", "Score"), translate("LeadsModel", "Where it stands"),
        ][section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == LEAD_ID_ROLE:
            return self._ids[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, PILL_ROLE, DOT_ROLE):
            return None
        summary = self._summary(index.row())
        if summary is None:
            return None
        if role == DOT_ROLE:
            return summary.temperature.value if index.column() == NAME else None
        if role == PILL_ROLE:
            return self._pill(summary, index.column())
        return self._text(summary, index.column())

    def _summary(self, row: int) -> LeadSummary | None:
        page = row // PAGE
        if page not in self._pages:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            self._pages[page] = {s.lead.id: s for s in summaries(self._workspace, ids)}
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self._ids[row])

    def _text(self, summary: LeadSummary, column: int) -> str:
        lead, words = summary.lead, self._words
        cells: dict[int, Callable[[], str]] = {
            NAME: lambda: lead.name,
            COMPANY: lambda: lead.company,
            PHONE: lambda: "" if summary.standing.code == OPPOSED else shown(lead.phone or lead.mobile),
            STAGE: lambda: stage_label(self._workspace, words, lead.stage),
            DECISION: lambda: words.text("decision", summary.state.decision) if summary.state.decision else "",
            SCORE: lambda: str(summary.state.score // 10),
            STANDING: lambda: words.standing(
                summary.standing, self._workspace.zone_of(lead.zone), self._workspace.now()
            ),
        }
        return cells[column]()

    def _pill(self, summary: LeadSummary, column: int) -> PillData | None:
        if column == STAGE:
            return PillData(self._text(summary, STAGE), "neutral")
        if column == DECISION and summary.state.decision:
            return PillData(self._text(summary, DECISION), _DECISION_TONES[summary.state.decision])  # type: ignore[arg-type]
        return None
