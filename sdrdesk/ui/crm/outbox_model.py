"""What waits or was refused, as a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from sdrdesk.core.operations.crm.connections import Waiting
from sdrdesk.core.operations.crm.reading import RowSaid, row_said
from sdrdesk.core.words import Words

LEAD, WHAT, WHY, DETAIL = range(4)
Index = QModelIndex | QPersistentModelIndex


class OutboxModel(QAbstractTableModel):
    """One row for each thing to be told: the lead, what, why it is still here, what the CRM said."""

    def __init__(self, words: Words, headers: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._headers = words, headers
        self.rows: list[Waiting] = []
        self._said: list[RowSaid] = []

    def show_rows(self, rows: Sequence[Waiting]) -> bool:
        """Show these rows; whether anything is different."""
        if list(rows) == self.rows:
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self._said = [row_said(row, self._words) for row in rows]
        self.endResetModel()
        return True

    def said(self, row: int) -> RowSaid:
        """A row in words."""
        return self._said[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else DETAIL + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        horizontal = orientation is Qt.Orientation.Horizontal
        return self._headers[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        said = self._said[index.row()]
        match index.column():
            case 0:
                return self.rows[index.row()].name or self.tr("a lead that is gone")
            case 1:
                return said.what
            case 2:
                return said.why
            case _:
                return said.detail
