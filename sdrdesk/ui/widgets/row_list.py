"""A list of two-line rows: a title, a small line, a figure at the right, a dot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sdrdesk.ui.theme import current_theme
from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.tokens import SIZE_BASE, SIZE_NOTE
from sdrdesk.ui.widgets.painting import (
    LEFT,
    RIGHT,
    elided,
    paint_dot,
    paint_focus_bar,
    paint_rule,
    paint_text,
    text_width,
)

ROW_HEIGHT = 50
_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list of two lines: a title, a small line, a figure at the right, a dot of a colour."""

    title: str
    note: str
    figure: str = ""
    dot: str = ""


class TwoLineDelegate(QStyledItemDelegate):
    """Draws a `ListRow`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(_ROLE)
        theme, rect = current_theme(), QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            if option.widget.hasFocus():
                paint_focus_bar(painter, rect, theme.colour("accent"))
        paint_rule(painter, rect.left(), rect.right(), rect.bottom() - 1, theme.colour("line"))
        room = rect.adjusted(14, 0, -12, -1)
        if row.dot:
            paint_dot(painter, QPointF(room.left() + 3, room.top() + 16), 4, theme.colour(row.dot))
            room.setLeft(room.left() + 14)
        width = text_width(theme, row.figure, SIZE_NOTE) + 8 if row.figure else 0
        title = elided(theme, row.title, room.width() - width, SIZE_BASE, SEMIBOLD)
        note = elided(theme, row.note, room.width(), SIZE_NOTE)
        first = QRectF(room.left(), room.top() + 6, room.width(), 20)
        second = QRectF(room.left(), room.top() + 25, room.width(), 18)
        paint_text(painter, first, title, theme, "ink", SIZE_BASE, SEMIBOLD, LEFT)
        paint_text(painter, second, note, theme, "muted", SIZE_NOTE, REGULAR, LEFT)
        paint_text(painter, first, row.figure, theme, "muted", SIZE_NOTE, REGULAR, RIGHT)
        painter.restore()


class RowList(QListWidget):
    """A list of two-line rows; `picked` fires only when a person goes to one."""

    picked = Signal(int)
    moved = Signal(int)  # up (-1) or down (1), with Alt
    removed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._changed)
        self._loading = False

    def show_rows(self, rows: Sequence[ListRow], current: int) -> None:
        """Show these rows; emits nothing."""
        self._loading = True
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        for n, row in enumerate(rows):
            if n >= self.count():
                self.addItem(QListWidgetItem())
            item = self.item(n)
            if item.data(_ROLE) != row:
                item.setData(_ROLE, row)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title}, {row.note} {row.figure}")
        self.setCurrentRow(current)
        self._loading = False

    def row_at(self, n: int) -> ListRow:
        """What a row shows."""
        row = self.item(n).data(_ROLE)
        assert isinstance(row, ListRow)
        return row

    def _changed(self, row: int) -> None:
        if not self._loading and row >= 0:
            self.picked.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
