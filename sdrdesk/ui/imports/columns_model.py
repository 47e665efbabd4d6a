"""The columns of a file as a table: the header, three values, which of our columns it feeds, and who says so."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from sdrdesk.core.operations.imports import ColumnGuess, letters
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.widgets.table_delegate import FACE_ROLE, Face

HEADER, SAMPLES, FEEDS, SAID = range(4)
translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex


class ColumnsModel(QAbstractTableModel):
    """One row for each column of the file, in its order."""

    def __init__(self, hand: ImportInHand, headers: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._hand, self._headers = hand, headers
        self._rows: tuple[ColumnGuess, ...] = ()
        self._doubled: frozenset[str] = frozenset()
        self._first: dict[str, ColumnGuess] = {}

    def load(self) -> None:
        """Show the columns of the file as it reads now."""
        self.beginResetModel()
        self._rows = tuple(self._hand.look.guesses) if self._hand.look else ()
        self._settle()
        self.endResetModel()

    def moved(self) -> None:
        """Say that columns feed others than before."""
        self._settle()
        self.dataChanged.emit(self.index(0, FEEDS), self.index(len(self._rows) - 1, SAID))

    def _settle(self) -> None:
        """Work out once what every cell asks: a file may have thousands of columns."""
        self._doubled = frozenset(self._hand.doubled())
        self._first = {}
        for guess in self._rows:
            self._first.setdefault(self._hand.target(guess.position), guess)

    def asks(self, row: int) -> bool:
        """Whether a row should be looked at: left out though it holds something, or one of two for the same."""
        guess = self._rows[row]
        target = self._hand.target(guess.position)
        return target in self._doubled or (not target and any(guess.samples))

    def guess(self, row: int) -> ColumnGuess:
        """The column in a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SAID + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        horizontal = orientation is Qt.Orientation.Horizontal
        return self._headers[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        guess = self._rows[index.row()]
        if role == FACE_ROLE:
            return self._face(guess, index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._text(guess, index.column())

    def _text(self, guess: ColumnGuess, column: int) -> str:
        if column == HEADER:
            unnamed = translate("ColumnsModel", "(column {letter}, unnamed)")
            return guess.header or unnamed.format(letter=letters(guess.position))
        if column == SAMPLES:
            return " · ".join(" ".join(s.split()) for s in guess.samples)
        target = self._hand.target(guess.position)
        if column == FEEDS:
            return self.target_said(target)
        return self._said(guess, target)

    def target_said(self, target: str) -> str:
        """One of our columns by its name, or that a column is left out."""
        return self._hand.words.text("column", target) if target else translate("ColumnsModel", "— left out —")

    def _said(self, guess: ColumnGuess, target: str) -> str:
        """Who says what the column feeds, and what is to be known of it."""
        first = self._first.get(target) if target else None
        if first is not None and first.position < guess.position:
            return self._second(target, first)
        chosen = self._hand.choices.columns.get(guess.position)
        if chosen is not None and chosen != guess.column:
            return translate("ColumnsModel", "by hand")
        if guess.remembered or (chosen is not None and self._hand.is_remembered):
            return translate("ColumnsModel", "remembered from last time")
        if target:
            return translate("ColumnsModel", "recognised")
        if any(guess.samples):
            return translate("ColumnsModel", "not recognised")
        return translate("ColumnsModel", "empty")

    def _second(self, target: str, first: ColumnGuess) -> str:
        if target == "phone" and target not in self._doubled:
            return translate("ColumnsModel", "second number: kept as the mobile")
        said = translate("ColumnsModel", "taken only where “{header}” is blank")
        return said.format(header=first.header or letters(first.position))

    def _face(self, guess: ColumnGuess, column: int) -> Face:
        target = self._hand.target(guess.position)
        if column == HEADER:
            return Face("ink" if guess.header else "muted", strong=bool(guess.header))
        if column == FEEDS:
            return Face("ink" if target else "muted", strong=bool(target))
        doubtful = target in self._doubled or (
            not target and any(guess.samples) and guess.position not in self._hand.choices.columns
        )
        return Face("doubt" if column == SAID and doubtful and not self._hand.is_remembered else "muted")
