"""The field map as a table: our field, the record, their field, the way, a value in use there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from sdrdesk.core.operations.crm.opening import FieldMap, Kind, RemoteField
from sdrdesk.core.operations.crm.passed import field_said
from sdrdesk.core.operations.crm.reading import TOLD
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.table_delegate import PILL_ROLE, PillData

OURS, KIND, THEIRS, WAY, SAMPLE = range(5)
Index = QModelIndex | QPersistentModelIndex


class MapModel(QAbstractTableModel):
    """One row for each line of the map, then one for each field of ours that is left out (`theirs` is "")."""

    def __init__(self, words: Words, headers: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._headers = words, headers
        self.rows: list[FieldMap] = []
        self._fields: Mapping[Kind, Mapping[str, RemoteField]] = {}

    def show_map(self, rows: Sequence[FieldMap], fields: Mapping[Kind, Sequence[RemoteField]]) -> None:
        """Show a map over the fields that the CRM has."""
        self.beginResetModel()
        self.rows = list(rows)
        self._fields = {kind: {f.name: f for f in found} for kind, found in fields.items()}
        self.endResetModel()

    def change(self, row: int, **values: Any) -> None:
        """Change one line."""
        self.rows[row] = replace(self.rows[row], **values)
        self.dataChanged.emit(self.index(row, 0), self.index(row, SAMPLE))

    def remote(self, line: FieldMap) -> RemoteField | None:
        """The CRM's own description of where a line leads."""
        return self._fields.get(line.kind, {}).get(line.theirs)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SAMPLE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        horizontal = orientation is Qt.Orientation.Horizontal
        return self._headers[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.rows[index.row()]
        if role == PILL_ROLE and index.column() == WAY and line.theirs:
            return PillData(way_said(line), "accent" if line.direction.value == "both" else "neutral")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, index.column())
        return None

    def _text(self, line: FieldMap, column: int) -> str:
        found = self.remote(line)
        if column == OURS:
            return field_said(line.ours, self._words)
        if not line.theirs:
            return QCoreApplication.translate("MapModel", "left out: it does not travel") if column == THEIRS else ""
        if column == KIND:
            return self._words.text("crm_kind", line.kind)
        if column == THEIRS:
            return found.label if found else line.theirs
        if column == WAY:
            return way_said(line)
        return found.sample if found else QCoreApplication.translate("MapModel", "not there yet")


def way_said(line: FieldMap) -> str:
    """Which way a field travels, in words."""
    return {
        "both": QCoreApplication.translate("MapModel", "both ways"),
        "out": QCoreApplication.translate("MapModel", "sent"),
        "in": QCoreApplication.translate("MapModel", "received"),
    }["out" if line.ours in TOLD else line.direction.value]
