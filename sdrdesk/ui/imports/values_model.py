"""The values of a file worth setting right once for all rows: as given, on how many rows, what they become."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from sdrdesk.core.operations.imports import FIXABLE, ValueFound
from sdrdesk.ui.imports.in_hand import ImportInHand, reads_both_ways
from sdrdesk.ui.widgets.table_delegate import FACE_ROLE, Face

COLUMN, GIVEN, ROWS, MEANT, SAID = range(5)
translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value of one of our columns."""

    column: str
    found: ValueFound


class ValuesModel(QAbstractTableModel):
    """The values of every column worth it; those that are understood only when asked for."""

    def __init__(self, hand: ImportInHand, headers: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._hand, self._headers = hand, headers
        self.lines: Sequence[ValueLine] = ()

    def load(self, *, everything: bool) -> None:
        """Show what was found."""
        self.beginResetModel()
        found = ((c, v) for c in FIXABLE for v in self._hand.values.get(c, ()))
        fixed = self._hand.choices.values
        self.lines = [
            ValueLine(c, v)
            for c, v in found
            if everything or (v.doubtful and not reads_both_ways(c, v)) or v.given in fixed.get(c, {})
        ]
        self.endResetModel()

    def meant(self, line: ValueLine) -> str:
        """What a value becomes."""
        return self._hand.choices.values.get(line.column, {}).get(line.found.given, line.found.meant)

    def is_by_hand(self, line: ValueLine) -> bool:
        """Whether a person said what a value means."""
        return line.found.given in self._hand.choices.values.get(line.column, {})

    def mean(self, row: int, text: str) -> None:
        """Say what a value means: "" leaves the cell out, what it becomes by itself takes the word back."""
        line = self.lines[row]
        fixed = {c: dict(said) for c, said in self._hand.choices.values.items()}
        column = fixed.setdefault(line.column, {})
        if text == line.found.meant:
            column.pop(line.found.given, None)
        else:
            column[line.found.given] = text
        self._hand.change(values={c: said for c, said in fixed.items() if said})
        self.dataChanged.emit(self.index(row, MEANT), self.index(row, SAID))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SAID + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        horizontal = orientation is Qt.Orientation.Horizontal
        return self._headers[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == FACE_ROLE:
            return self._face(line, index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._text(line, index.column())

    def _text(self, line: ValueLine, column: int) -> str:
        words = self._hand.words
        if column == COLUMN:
            return words.text("column", line.column)
        if column == GIVEN:
            return " ".join(line.found.given.split())
        if column == ROWS:
            return words.number(line.found.count)
        if column == MEANT:
            return self.meant(line) or translate("ValuesModel", "— left out —")
        return self._said(line)

    def _said(self, line: ValueLine) -> str:
        if self.is_by_hand(line):
            return translate("ValuesModel", "by hand")
        if not line.found.doubtful:
            return translate("ValuesModel", "understood")
        return {
            "country": translate("ValuesModel", "not a country we know: kept as it is"),
            "employees": translate("ValuesModel", "not a number: kept as it is"),
            "source_date": self._date_doubt(line),
        }.get(line.column, translate("ValuesModel", "not recognised: kept as it is"))

    @staticmethod
    def _date_doubt(line: ValueLine) -> str:
        if reads_both_ways(line.column, line.found):
            return translate("ValuesModel", "the day or the month first? nothing proves it")
        return translate("ValuesModel", "not a date: kept as it is")

    def _face(self, line: ValueLine, column: int) -> Face:
        by_hand = self.is_by_hand(line)
        if column in (COLUMN, ROWS):
            return Face("muted")
        if column == MEANT:
            return Face("ink" if self.meant(line) else "muted", strong=by_hand)
        if column == SAID:
            return Face("doubt" if line.found.doubtful and not by_hand else "muted")
        return Face()
