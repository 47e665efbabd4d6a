"""What differs between two versions of a grid, or between its newest version and the draft."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QTableView, QVBoxLayout, QWidget

from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_compare import compare
from sdrdesk.core.grid_words import difference_words
from sdrdesk.core.operations.grid_versions import GridEntry
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

AnyIndex = QModelIndex | QPersistentModelIndex
CRITERION, PART, BEFORE, AFTER = range(4)


class DifferencesModel(QAbstractTableModel):
    """One row a difference."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[tuple[str, str, str, str]] = ()
        self._heads = (self.tr("Criterion"), self.tr("What"), self.tr("Before"), self.tr("After"))

    def set_rows(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Show these differences."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            said = self.rows[index.row()][index.column()]
            return said or (self.tr("The grid") if index.column() == CRITERION else "")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None


class VersionsPage(QWidget):
    """Two versions side by side, as the list of what differs."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._grids: list[Grid] = []
        self.older, self.newer = QComboBox(), QComboBox()
        self.older.setAccessibleName(self.tr("Older version"))
        self.newer.setAccessibleName(self.tr("Newer version"))
        self.count = QLabel()
        mark(self.count, "muted")
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.setSpacing(8)
        top.addWidget(self.older)
        top.addWidget(QLabel("→"))
        top.addWidget(self.newer)
        top.addWidget(self.count)
        top.addStretch(1)
        for box in (self.older, self.newer):
            box.setMinimumContentsLength(26)
            box.activated.connect(lambda _: self._compare())
        self.model = DifferencesModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Differences"))
        calm_table(self.table, TableLook(strong=frozenset({CRITERION}), muted=frozenset({BEFORE})))
        for column, width in ((CRITERION, 200), (PART, 240), (BEFORE, 260)):
            self.table.setColumnWidth(column, width)
        self.same = EmptyState("list-checks", self.tr("Nothing differs"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.same)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)

    def show_grid(self, entry: GridEntry, draft: Grid | None) -> None:
        """Offer the versions of a grid, newest last, and its draft where that has no fault."""
        words = self._words
        self._grids = [v.grid for v in reversed(entry.versions)]
        names = [
            self.tr("Version {version} · {day}").format(version=v.grid.version, day=words.date(v.at.date()))
            for v in reversed(entry.versions)
        ]
        if draft is not None:
            self._grids.append(draft)
            names.append(self.tr("The draft"))
        for box in (self.older, self.newer):
            box.clear()
            box.addItems(names)
        self.newer.setCurrentIndex(len(names) - 1)
        self.older.setCurrentIndex(max(0, len(names) - 2))
        self.same.set_words(
            self.tr("Nothing differs"),
            self.tr("Choose two versions above.")
            if len(names) > 1
            else self.tr("This grid has one version. Edit it: what changes shows here before you publish it."),
        )
        self._compare()

    def _compare(self) -> None:
        if not self._grids:
            self.model.set_rows(())
        else:
            old, new = self._grids[self.older.currentIndex()], self._grids[self.newer.currentIndex()]
            self.model.set_rows([difference_words(d, old, new, self._words) for d in compare(old, new)])
        n = len(self.model.rows)
        self.count.setText(self.tr("%n difference(s)", "", n) if n else "")
        self._stack.setCurrentIndex(0 if n else 1)
