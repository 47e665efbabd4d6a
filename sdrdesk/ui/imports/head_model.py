"""The first rows of a file as they read, the header marked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from sdrdesk.core.operations.imports import Problem, TableRow, letters, problem_sentence
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.table_delegate import FACE_ROLE, Face

LINE, FIRST_CELL = 0, 1
MOST_SHOWN = 60
"""Columns shown here; every one of them stands on the page of columns."""
LONGEST_SHOWN = 200
Index = QModelIndex | QPersistentModelIndex


class HeadModel(QAbstractTableModel):
    """One row for each of the first lines: its number, then its cells."""

    def __init__(self, words: Words, line: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._line = words, line
        self.rows: Sequence[TableRow] = ()
        self.header_line = 0
        self._width = 0

    def show_rows(self, rows: Sequence[TableRow], header_line: int) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.rows, self.header_line = rows, header_line
        self._width = min(MOST_SHOWN, max((len(row.cells) for row in rows), default=0))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._line if section == LINE else letters(section - 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == FACE_ROLE:
            return self._face(row, index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if index.column() == LINE:
            return self._words.number(row.line)
        if row.fault:
            said = problem_sentence(Problem(row.line, "", row.fault, row.value), self._words)
            return said if index.column() == FIRST_CELL else ""
        cell = row.cells[index.column() - 1] if index.column() <= len(row.cells) else ""
        return " ".join(cell[:LONGEST_SHOWN].split())

    def _face(self, row: TableRow, column: int) -> Face:
        if row.line == self.header_line:
            return Face("accent" if column == LINE else "ink", strong=True, fill="pressed")
        if row.fault:
            return Face("bad")
        return Face("muted" if row.line < self.header_line or column == LINE else "ink")
