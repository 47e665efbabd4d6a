"""How a calm table is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
)

from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import SIZE_BASE, Tone
from sdrdesk.ui.widgets.painting import LEFT, RIGHT, elided, paint_dot, paint_focus_bar, paint_rule, paint_text
from sdrdesk.ui.widgets.pill import PILL_HEIGHT, paint_pill, pill_width

PILL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
DOT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3
FACE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 4
TABLE_ROW_HEIGHT: Final = 36
_SIDE: Final = 12

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PillData:
    """The pill that a cell shows instead of its text, returned for `PILL_ROLE`."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Face:
    """How the words of one cell are drawn, whatever its column, returned for `FACE_ROLE`; `fill` "" is no ground."""

    token: str = "ink"
    strong: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class TableLook:
    """Which columns are strong, muted, aligned right (figures), and which may show a pill or a dot."""

    strong: frozenset[int] = frozenset({0})
    muted: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()
    pills: frozenset[int] = frozenset()
    dots: frozenset[int] = frozenset()


class TableDelegate(QStyledItemDelegate):
    """Draws a cell from its text, or from the `PillData` of `PILL_ROLE` in the columns that may show one."""

    def __init__(self, look: TableLook, parent: QTableView) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(96, TABLE_ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = current_theme()
        rect = QRectF(option.rect)
        column = index.column()
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        face = index.data(FACE_ROLE)
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif isinstance(face, Face) and face.fill:
            painter.fillRect(rect, theme.colour(face.fill))
        paint_rule(painter, rect.left(), rect.right(), rect.bottom() - 1, theme.colour("line"))
        room = rect.adjusted(_SIDE, 0, -_SIDE, -1)
        if column in self.look.dots:
            room = self._paint_dot(painter, room, index)
        pill = index.data(PILL_ROLE) if column in self.look.pills else None
        if isinstance(pill, PillData):
            self._paint_pill(painter, room, pill, selected)
        else:
            self._paint_words(painter, room, index, column, face if isinstance(face, Face) else None)
        if selected and column == 0 and option.widget.hasFocus():
            paint_focus_bar(painter, rect, theme.colour("accent"))
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRectF, index: AnyIndex, column: int, face: Face | None) -> None:
        value = index.data(Qt.ItemDataRole.DisplayRole)
        if value is None:
            return
        theme = current_theme()
        face = face or Face("muted" if column in self.look.muted else "ink", column in self.look.strong)
        weight, token = SEMIBOLD if face.strong else REGULAR, face.token
        flags = RIGHT if column in self.look.right else LEFT
        text = elided(theme, str(value), room.width(), SIZE_BASE, weight)
        paint_text(painter, room, text, theme, token, SIZE_BASE, weight, flags)

    def _paint_pill(self, painter: QPainter, room: QRectF, pill: PillData, selected: bool) -> None:
        theme = current_theme()
        width = min(pill_width(pill.text, theme), room.width())
        top = round(room.center().y() - PILL_HEIGHT / 2)
        box = QRectF(room.left(), top, width, PILL_HEIGHT)
        paint_pill(painter, box, pill.text, pill.tone, theme, selected=selected)

    def _paint_dot(self, painter: QPainter, room: QRectF, index: AnyIndex) -> QRectF:
        """Draw the dot of `DOT_ROLE`, a token such as "hot", and return the room left; the room is kept without one."""
        token = index.data(DOT_ROLE)
        if isinstance(token, str) and token:
            paint_dot(painter, QPointF(room.left() + 4, room.center().y()), 4, current_theme().colour(token))
        return room.adjusted(18, 0, 0, 0)


class _Header(QHeaderView):
    """Column titles, those of figures set at the right like their figures."""

    def __init__(self, right: frozenset[int], parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._right = right
        self.setSectionsClickable(True)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        if section in self._right:
            option.textAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def calm_table(view: QTableView, look: TableLook | None = None) -> TableDelegate:
    """Make a table view calm and fast: no grid, whole rows, one height, one delegate, which is returned."""
    delegate = TableDelegate(look or TableLook(), view)
    view.setItemDelegate(delegate)
    view.setHorizontalHeader(_Header(delegate.look.right, view))
    view.setShowGrid(False)
    view.setAlternatingRowColors(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    rows = view.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(TABLE_ROW_HEIGHT)
    rows.setDefaultSectionSize(TABLE_ROW_HEIGHT)
    columns = view.horizontalHeader()
    columns.setStretchLastSection(True)
    columns.setHighlightSections(False)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    columns.setMinimumSectionSize(48)
    return delegate
