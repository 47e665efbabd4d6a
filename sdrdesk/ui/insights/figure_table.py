"""The figures behind a chart, as a table that is read and copied by keys."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from sdrdesk.ui.insights.charts import Cell, Table
from sdrdesk.ui.theme import current_theme
from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.tokens import SIZE_BASE, SIZE_SMALL
from sdrdesk.ui.widgets.painting import LEFT, RIGHT, elided, paint_text, text_width
from sdrdesk.ui.widgets.table_delegate import TableDelegate, TableLook, calm_table

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 8
ROW, HEAD, MOST_ROWS = 30, 32, 12
SIDE = 12
NOTE_GAP = 8
LEAST, LEAST_NAME = 72, 120
TOO_FEW = "–"
"""In the place of “not enough data” where that has no room: the tooltip says it in full."""
EMPTY = Table((), ())


class FigureModel(QAbstractTableModel):
    """Reads a table of figures."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.table = EMPTY

    def show(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (cell.text, cell.note) if part)
        return None


class FigureDelegate(TableDelegate):
    """Draws a cell with its small note: a rate, then what it rests on. Before a figure is cut, its note goes."""

    def _paint_words(self, painter: QPainter, room: QRectF, index: Index, column: int, _face: object) -> None:
        cell = index.data(CELL_ROLE)
        model = index.model()
        if not isinstance(cell, Cell) or not isinstance(model, FigureModel):
            return
        theme = current_theme()
        figures = model.table.columns[column].figures
        beside = text_width(theme, cell.note, SIZE_SMALL) + NOTE_GAP if cell.note else 0.0
        weight = SEMIBOLD if column == 0 else REGULAR
        said, note = cell.text, cell.note
        if figures and text_width(theme, said, SIZE_BASE, weight) > room.width() - beside:
            said, note = (TOO_FEW, note) if cell.faint else (said, "")  # the tooltip has both in full
        beside = beside if note else 0.0
        text = elided(theme, said, room.width() - beside, SIZE_BASE, weight)
        token = "muted" if cell.faint else "ink"
        if figures:
            paint_text(painter, room.adjusted(0, 0, -beside, 0), text, theme, token, SIZE_BASE, weight, RIGHT)
            paint_text(painter, room, note, theme, "muted", SIZE_SMALL, REGULAR, RIGHT)
        else:
            paint_text(painter, room, text, theme, token, SIZE_BASE, weight, LEFT)
            after = room.adjusted(text_width(theme, text, SIZE_BASE, weight) + NOTE_GAP, 0, 0, 0)
            paint_text(painter, after, note, theme, "muted", SIZE_SMALL, REGULAR, LEFT)


class FigureTable(QTableView):
    """As high as its rows up to twelve; beyond that it scrolls. Ctrl+C copies it for a spreadsheet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel(self)
        calm_table(self, TableLook())
        self.setItemDelegate(FigureDelegate(TableLook(), self))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(32)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setFixedHeight(HEAD)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        self.setModel(self.figures)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_table(self, table: Table) -> None:
        """Show another table, or leave it as it is if it is the same; the row in hand stays in hand."""
        if table == self.figures.table:
            return
        row = self.currentIndex().row()
        self.figures.show(table)
        self.setFixedHeight(HEAD + ROW * min(len(table.rows), MOST_ROWS) + 1)
        if 0 <= row < len(table.rows):
            self.setCurrentIndex(self.figures.index(row, 0))
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give each column what its texts need, then what is left by its share; the first gives way if there is too little."""
        columns, theme = self.figures.table.columns, current_theme()
        if not columns:
            return
        needs = [self._need(n, theme) for n in range(len(columns))]
        room = self.viewport().width()
        spare = room - sum(needs)
        if spare >= 0:
            shares = sum(column.share for column in columns)
            widths = [need + spare * column.share // shares for need, column in zip(needs, columns, strict=True)]
        else:
            widths = self._narrowed(needs, -spare)
        for n, width in enumerate(widths):
            self.setColumnWidth(n, width)

    def _narrowed(self, needs: list[int], lacking: int) -> list[int]:
        """What is not known is said in short, then words are cut, the longest first; a cut figure is a wrong one.

        What a row is about keeps room to be read.
        """
        columns, theme = self.figures.table.columns, current_theme()
        widths, figures = list(needs), [n for n, column in enumerate(columns) if column.figures]
        short = {n: self._need(n, theme, in_short=True) for n in figures}
        words = {n: LEAST if n else LEAST_NAME for n in range(len(columns)) if n not in short}
        for floors in (short, words, dict.fromkeys(figures, LEAST)):
            while lacking > 0:
                giving = [n for n, floor in floors.items() if widths[n] > floor]
                if not giving:
                    break
                widths[max(giving, key=lambda n: widths[n])] -= 1
                lacking -= 1
        return widths

    def _need(self, n: int, theme: Any, *, in_short: bool = False) -> int:
        cells = (row[n] for row in self.figures.table.rows[:200])
        weight = SEMIBOLD if n == 0 else REGULAR
        widest = max(
            (
                text_width(theme, TOO_FEW if in_short and cell.faint else cell.text, SIZE_BASE, weight)
                + (text_width(theme, cell.note, SIZE_SMALL) + NOTE_GAP if cell.note else 0)
                for cell in cells
            ),
            default=0.0,
        )
        head = text_width(theme, self.figures.table.columns[n].label, SIZE_SMALL, SEMIBOLD)
        return int(max(widest, head + 2)) + 2 * SIDE + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(as_text(self.figures.table))
        else:
            super().keyPressEvent(event)


def as_text(table: Table) -> str:
    """A table as a spreadsheet takes it from the clipboard."""
    lines = ["\t".join(column.label for column in table.columns)]
    lines += ["\t".join(" ".join(part for part in (c.text, c.note) if part) for c in row) for row in table.rows]
    return "\n".join(lines)
