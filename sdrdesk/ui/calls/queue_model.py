"""Leads as rows of a list, one value a row, drawn by the delegate of the queue."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from sdrdesk.ui.widgets.queue_delegate import QUEUE_ROW_ROLE, QueueRow

MOST_MOVED = 25
"""Leads the clock moved that are placed while the queue is read, in a frame or two; more are left to the sweep."""
LEAD_ID_ROLE = Qt.ItemDataRole.UserRole + 50
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """The rows of the queue as one role each; replaced whole, since it is one screen of rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._rows: list[QueueRow] = []

    def set_rows(self, ids: Sequence[str], rows: Sequence[QueueRow]) -> None:
        """Show these; nothing happens when they are the same."""
        if list(ids) == self._ids:
            changed = [n for n, row in enumerate(rows) if row != self._rows[n]]
            self._rows = list(rows)
            for n in changed:
                self.dataChanged.emit(self.index(n), self.index(n))
            return
        self.beginResetModel()
        self._ids, self._rows = list(ids), list(rows)
        self.endResetModel()

    def add_rows(self, ids: Sequence[str], rows: Sequence[QueueRow]) -> None:
        """Show these after the others."""
        if ids:
            self.beginInsertRows(QModelIndex(), len(self._ids), len(self._ids) + len(ids) - 1)
            self._ids += ids
            self._rows += rows
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == QUEUE_ROW_ROLE:
            return row
        if role == LEAD_ID_ROLE:
            return self._ids[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.name}, {row.company}. {row.reason}"
        return None

    def row_of(self, lead_id: str) -> int:
        """Where a lead stands in the list, -1 when it does not."""
        return self._ids.index(lead_id) if lead_id in self._ids else -1
