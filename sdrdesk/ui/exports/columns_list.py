"""The columns of a file: ticked, put in order and named by keys."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from sdrdesk.core.operations.export_presets import Named
from sdrdesk.core.operations.exports import choosable_columns
from sdrdesk.core.words import Words
from sdrdesk.ui.theme.fonts import REGULAR
from sdrdesk.ui.theme.icons import paint_icon
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import SIZE_BASE
from sdrdesk.ui.widgets.painting import elided, paint_box, paint_focus_bar, paint_rule, paint_text
from sdrdesk.ui.widgets.table_delegate import TableDelegate, calm_table

COLUMN, NAME = range(2)
QUIET_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_HEIGHT, SIDE, BOX = 32, 12, 16
"""Pixels."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class _Row:
    ours: str
    name: str = ""
    ticked: bool = False


class ColumnsModel(QAbstractTableModel):
    """The columns that a file can have, those ticked with their names; a blank name is ours."""

    edited = Signal()

    def __init__(self, words: Words, headers: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._headers = words, headers
        self._rows: list[_Row] = []

    def show_columns(self, what: str, named: Named) -> None:
        """Show the columns of a kind of rows, these first, in their order, and ticked."""
        self.beginResetModel()
        chosen = dict(named)
        self._rows = [_Row(ours, name, ticked=True) for ours, name in chosen.items()]
        self._rows += [_Row(ours) for ours in choosable_columns(what) if ours not in chosen]
        self.endResetModel()

    def chosen(self) -> Named:
        """The columns ticked, in order, with their names."""
        return tuple((row.ours, row.name) for row in self._rows if row.ticked)

    def toggle(self, n: int) -> None:
        """Tick a column, or take it out."""
        self._rows[n].ticked = not self._rows[n].ticked
        self._changed(n)

    def tick_all(self, ticked: bool) -> None:
        """Tick every column, or none."""
        for row in self._rows:
            row.ticked = ticked
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, NAME))
            self.edited.emit()

    def move(self, n: int, by: int) -> int:
        """Move a column up or down by one; where it is now."""
        to = n + by
        if not 0 <= to < len(self._rows):
            return n
        self.beginMoveRows(QModelIndex(), n, n, QModelIndex(), to + 1 if by > 0 else to)
        self._rows.insert(to, self._rows.pop(n))
        self.endMoveRows()
        self.edited.emit()
        return to

    def _changed(self, n: int) -> None:
        self.dataChanged.emit(self.index(n, 0), self.index(n, NAME))
        self.edited.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else NAME + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        horizontal = orientation is Qt.Orientation.Horizontal
        return self._headers[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        own = Qt.ItemFlag.ItemIsUserCheckable if index.column() == COLUMN else Qt.ItemFlag.ItemIsEditable
        return usual | own

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == COLUMN:
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        if role == QUIET_ROLE:
            return not row.ticked or (index.column() == NAME and not row.name)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column_said(self._words, row.ours) if index.column() == COLUMN else row.name or row.ours
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole:
            self.toggle(index.row())
            return True
        row, said = self._rows[index.row()], " ".join(str(value).split())
        row.name = "" if said == row.ours else said
        self._changed(index.row())
        return True


class _Delegate(TableDelegate):
    """Draws the tick of a column and its two names, the quieter ones grey; a click beside the name ticks too."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(96, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        paint_rule(painter, rect.left(), rect.right(), rect.bottom() - 1, theme.colour("line"))
        room = rect.adjusted(SIDE, 0, -SIDE, -1)
        if index.column() == COLUMN:
            box = QRectF(room.left(), round(room.center().y() - BOX / 2), BOX, BOX)
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            fill, line = ("accent", "accent") if ticked else ("panel", "control_line")
            paint_box(painter, box, 4, theme.colour(fill), theme.colour(line))
            if ticked:
                paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", "on_accent")
            room = room.adjusted(BOX + 10, 0, 0, 0)
        token = "muted" if index.data(QUIET_ROLE) else "ink"
        said = elided(theme, str(index.data() or ""), room.width(), SIZE_BASE, REGULAR)
        paint_text(painter, room, said, theme, token)
        if selected and index.column() == COLUMN and option.widget.hasFocus():
            paint_focus_bar(painter, rect, theme.colour("accent"))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if index.column() == COLUMN and event.position().x() <= option.rect.left() + SIDE + BOX + SIDE:
            return model.setData(index, None, Qt.ItemDataRole.CheckStateRole)
        return False


class ColumnsList(QTableView):
    """The list of the columns: Space ticks, Alt with an arrow moves, F2 names."""

    def __init__(self, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = model
        self.setModel(model)
        look = calm_table(self).look
        self.setItemDelegate(_Delegate(look, self))
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)

    def move_current(self, by: int) -> None:
        """Move the current column up or down."""
        now = self.currentIndex()
        if now.isValid():
            to = self._columns.move(now.row(), by)
            self.setCurrentIndex(self._columns.index(to, now.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now, key = self.currentIndex(), event.key()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if now.isValid() and key == Qt.Key.Key_Space:
            self._columns.toggle(now.row())
        elif now.isValid() and key == Qt.Key.Key_F2:
            self.edit(self._columns.index(now.row(), NAME))
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_current(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            event.ignore()  # the dialog's: it exports
        else:
            super().keyPressEvent(event)


def column_said(words: Words, column: str) -> str:
    """A column in words."""
    return words.text("column" if words.has("column", column) else "export_column", column)
