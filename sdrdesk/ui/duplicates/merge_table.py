"""The leads to be merged, side by side: a row a field, a column a lead, and what stays at the right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from sdrdesk.core.domain.lead import PHONE_COLUMNS
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.merge_previews import REACHING, MergePreview
from sdrdesk.core.words import Words
from sdrdesk.ui.duplicates.merge_choice import MergeChoice
from sdrdesk.ui.theme import current_theme
from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.tokens import SIZE_BASE
from sdrdesk.ui.widgets.painting import LEFT, elided, paint_dot, paint_focus_bar, paint_rule, paint_text
from sdrdesk.ui.widgets.table_delegate import TABLE_ROW_HEIGHT, TableLook, calm_table

Index = QModelIndex | QPersistentModelIndex
HIDDEN = "••••••"
CHOSEN_ROLE = int(Qt.ItemDataRole.UserRole) + 11
"""Of a cell: "chosen", "other" (could be chosen), "same" (nothing to choose), "label", "differs" (a label), "stays"."""
FIRST_ROW = 0
"""Not chosen: what was done with each lead."""


class MergeModel(QAbstractTableModel):
    """The fields of the leads, which of them are chosen, and what stays."""

    def __init__(self, words: Words, names: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._names = words, names
        self.choice: MergeChoice | None = None
        self._preview: MergePreview | None = None

    def show_choice(self, choice: MergeChoice | None, preview: MergePreview | None) -> None:
        """Show other leads."""
        self.beginResetModel()
        self.choice, self._preview = choice, preview
        self.endResetModel()

    def show_preview(self, preview: MergePreview) -> None:
        """Show what stays by another choice."""
        self._preview = preview
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def column_at(self, row: int) -> str:
        """The column of a lead that a row shows; "" for the first row."""
        assert self.choice is not None
        return self.choice.columns[row - 1] if row > FIRST_ROW else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.choice is None else 1 + len(self.choice.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.choice is None else 2 + len(self.choice.sides)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.choice is None or orientation is not Qt.Orientation.Horizontal:
            return None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return self.tr("Field")
        if section > len(self.choice.sides):
            return self.tr("What stays")
        return f"{section} · {self.choice.sides[section - 1].lead.name}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.choice is None or self._preview is None or not index.isValid():
            return None
        if role == CHOSEN_ROLE:
            return self._state(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index.row(), index.column())
        return None

    def _said(self, row: int, place: int) -> str:
        said = self._text(row, place)
        return self.tr("{value}, chosen").format(value=said) if self._state(row, place) == "chosen" else said

    def _state(self, row: int, place: int) -> str:
        assert self.choice is not None
        column = self.column_at(row)
        differs = bool(column) and self.choice.differs(column)
        if place == 0:
            return "differs" if differs else "label"
        if place > len(self.choice.sides):
            return "stays"
        if not differs:
            return "same"
        return "chosen" if self.choice.chosen(column) == place - 1 else "other"

    def _text(self, row: int, place: int) -> str:
        assert self.choice is not None
        assert self._preview is not None
        column = self.column_at(row)
        if place == 0:
            return self._words.text("column", column) if column else self.tr("Done so far")
        if place > len(self.choice.sides):
            return self._value(column, getattr(self._preview.after, column), self._preview.opposed) if column else ""
        side = self.choice.sides[place - 1]
        if not column:
            done = [self._words.text("merge", name, n=n) for name, n in side.facts.items() if n]
            return ", ".join([*done, *([self._words.text("merge", "objected")] if side.opposed else [])]) or "–"
        return self._value(column, self.choice.value(column, place - 1), side.opposed)

    def _value(self, column: str, value: str, opposed: bool) -> str:
        if value and opposed and column in REACHING:
            return HIDDEN
        if column in PHONE_COLUMNS:
            return shown(value)
        if column == "contact_kind" and value:
            return self._words.text("contact_kind", value)
        return self._names(value) if column == "campaign" and value else value


class _MergeDelegate(QStyledItemDelegate):
    """Draws a cell: a full dot where it is chosen, a ring where it could be."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(96, TABLE_ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, state = current_theme(), QRectF(option.rect), index.data(CHOSEN_ROLE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            if index.column() == 0 and option.widget.hasFocus():
                paint_focus_bar(painter, rect, theme.colour("accent"))
        paint_rule(painter, rect.left(), rect.right(), rect.bottom() - 1, theme.colour("line"))
        room = rect.adjusted(12, 0, -8, -1)
        if index.column() > 0 and state != "stays":
            self._paint_mark(painter, QPointF(room.left() + 5, room.center().y()), str(state))
            room.setLeft(room.left() + 18)
        elif state == "differs":
            paint_dot(painter, QPointF(room.left() + 3, room.center().y()), 3, theme.colour("doubt"))
        if index.column() == 0:
            room.setLeft(room.left() + 14)
        weight = SEMIBOLD if state in ("stays", "differs", "chosen") else REGULAR
        token = "ink" if state in ("stays", "differs", "chosen") else "muted"
        said = elided(theme, str(index.data() or ""), room.width(), SIZE_BASE, weight)
        paint_text(painter, room, said, theme, token, SIZE_BASE, weight, LEFT)
        painter.restore()

    @staticmethod
    def _paint_mark(painter: QPainter, centre: QPointF, state: str) -> None:
        theme = current_theme()
        if state == "chosen":
            paint_dot(painter, centre, 5, theme.colour("accent"))
        elif state == "other":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("control_line"), 1.2))
            painter.drawEllipse(centre, 4.4, 4.4)


class MergeTable(QTableView):
    """Up and Down go from field to field, Left and Right choose; Space takes the next one, a digit the one it names."""

    chose = Signal()
    apart = Signal()
    one_apart = Signal(int)
    went = Signal(int)
    left = Signal()

    def __init__(self, name: str, model: MergeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        calm_table(self, TableLook())
        self.setItemDelegate(_MergeDelegate(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsClickable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)

    def spread(self) -> None:
        """Give every lead the same room."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for section in range(self._model.columnCount()):
            fixed = section == 0
            header.setSectionResizeMode(
                section, QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
            )
        self.setColumnWidth(0, 168)
        # As tall as its rows: what becomes of the rest stands right below.
        self.setMaximumHeight(header.sizeHint().height() + self._model.rowCount() * TABLE_ROW_HEIGHT + 2)

    def _clicked(self, index: QModelIndex) -> None:
        if index.row() > FIRST_ROW and index.column() > 0:
            self._choose(self._model.column_at(index.row()), index.column() - 1)

    def _choose(self, column: str, side: int) -> None:
        choice = self._model.choice
        if choice is not None and side < len(choice.sides) and choice.choose(column, side):
            self.chose.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        signals = {Qt.Key.Key_Escape: self.left, Qt.Key.Key_N: self.apart}
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if plain and key in signals:
            signals[key].emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and (side := self._digit(key)) is not None:
            self.one_apart.emit(side)
        elif plain and key in pages:
            self.went.emit(pages[key])
        elif not (plain and self._choice_key(key)):
            super().keyPressEvent(event)

    def _choice_key(self, key: Qt.Key) -> bool:
        choice, row = self._model.choice, self.currentIndex().row()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 1}
        side = self._digit(key)
        if key not in steps and side is None:
            return False
        if choice is not None and row > FIRST_ROW:
            column = self._model.column_at(row)
            if side is not None:
                self._choose(column, side)
            elif choice.step(column, steps[key], around=key == Qt.Key.Key_Space):
                self.chose.emit()
        return True

    @staticmethod
    def _digit(key: Qt.Key) -> int | None:
        """The side a digit names, the first being 0."""
        digit = key.value - Qt.Key.Key_0.value
        return digit - 1 if 1 <= digit <= 9 else None
