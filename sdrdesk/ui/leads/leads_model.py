"""The leads of a list: their row numbers in memory, the leads read a page at a time as they are shown."""

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations import lists
from sdrdesk.core.operations.leads import LeadSummary
from sdrdesk.core.operations.lists import Rows
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.table_delegate import DOT_ROLE, PILL_ROLE, PillData

translate = QCoreApplication.translate

PAGE = 64
PAGES_KEPT = 48
OPPOSED = "opposed"
LEAD_ID_ROLE = Qt.ItemDataRole.UserRole + 50
NAME, COMPANY, PHONE, STAGE, DECISION, SCORE, STANDING = range(7)
_DECISION_TONES = {"now": "ok", "later": "doubt", "never": "bad"}
Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class _Row:
    """A lead as it was read, and what its cells say once that was put into words."""

    summary: LeadSummary
    texts: tuple[str, ...] = ()


class LeadsModel(QAbstractTableModel):
    """A table of leads of any length."""

    def __init__(self, workspace: Workspace, words: Words, parent: Any = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._rows: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, _Row]] = OrderedDict()

    def set_rows(self, rows: Rows) -> None:
        """Show these leads, in this order; where they go on from those shown, these stay where they are."""
        shown = len(self._rows)
        if 0 < shown < len(rows) and self._rows == rows[:shown]:
            self.beginInsertRows(QModelIndex(), shown, len(rows) - 1)
            self._rows.extend(rows[shown:])
            self._pages.clear()
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rows = array("q", rows)
            self._pages.clear()
            self.endResetModel()

    def refresh(self) -> None:
        """Read again what is shown; the rows stay the same."""
        self._pages.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def row_of(self, lead_id: str) -> int:
        """Where a lead stands, -1 when it does not."""
        try:
            return self._rows.index(lists.row_of(self._workspace, lead_id))
        except ValueError:
            return -1

    def lead_id(self, row: int) -> str:
        """The lead of a row, "" when it is gone."""
        known = self._row(row)
        return known.summary.lead.id if known else ""

    def lead_ids(self, first: int, last: int) -> list[str]:
        """The leads of the rows from the first to the last of them."""
        return lists.ids_of(self._workspace, self._rows[first : last + 1])

    def rows(self, first: int, last: int) -> Rows:
        """The rows in the store of the leads from the first to the last of these."""
        return self._rows[first : last + 1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

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
            return self.lead_id(index.row())
        if role not in (Qt.ItemDataRole.DisplayRole, PILL_ROLE, DOT_ROLE):
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if role == DOT_ROLE:
            return row.summary.temperature.value if index.column() == NAME else None
        if role == PILL_ROLE:
            return self._pill(row, index.column())
        return self._texts(row)[index.column()]

    def _row(self, row: int) -> _Row | None:
        page = row // PAGE
        if page not in self._pages:
            found = lists.page_of(self._workspace, self._rows[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = {number: _Row(summary) for number, summary in found.items()}
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self._rows[row])

    def _texts(self, row: _Row) -> tuple[str, ...]:
        """What the cells of a row say, put into words once and not at each paint."""
        if not row.texts:
            lead, standing, state, words = row.summary.lead, row.summary.standing, row.summary.state, self._words
            row.texts = (
                lead.name,
                lead.company,
                "" if standing.code == OPPOSED else shown(lead.phone or lead.mobile),
                stage_label(self._workspace, words, lead.stage),
                words.text("decision", state.decision) if state.decision else "",
                str(state.score // 10),
                words.standing(
                    standing, self._workspace.zone_of(lead.zone), self._workspace.now(), self._workspace.zone
                ),
            )
        return row.texts

    def _pill(self, row: _Row, column: int) -> PillData | None:
        decision = row.summary.state.decision
        if column == STAGE:
            return PillData(self._texts(row)[STAGE], "neutral")
        if column == DECISION and decision:
            return PillData(self._texts(row)[DECISION], _DECISION_TONES[decision])  # type: ignore[arg-type]
        return None
