"""How a line of an account is drawn: a heading with its sum, the causes under it, the total."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import GAP, SIZE_BASE
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

ACCOUNT_ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
_HEIGHTS: Final = {"heading": 38, "cause": 30, "total": 40}
_INDENT: Final = 14

AnyIndex = QModelIndex | QPersistentModelIndex


class Line(Enum):
    """What a line of an account is."""

    HEADING = "heading"
    CAUSE = "cause"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line: its words, its figure, and for a heading the colour token of its dot."""

    kind: Line
    words: str
    figure: str
    dot: str = ""


class AccountDelegate(QStyledItemDelegate):
    """Draws a line from the one value of `ACCOUNT_ROW_ROLE`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = index.data(ACCOUNT_ROW_ROLE)
        return QSize(240, _HEIGHTS[row.kind.value] if isinstance(row, AccountRow) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ACCOUNT_ROW_ROLE)
        if not isinstance(row, AccountRow):
            return
        theme, rect = current_theme(), QRectF(option.rect)
        painter.save()
        if row.kind is Line.CAUSE:
            _paint_ground(painter, rect, option)
        elif index.row():
            paint_rule(painter, rect.left(), rect.right(), rect.top(), theme.colour("line"))
        room = rect.adjusted(GAP + 2, 0, -GAP - 2, 0)
        weight = REGULAR if row.kind is Line.CAUSE else SEMIBOLD
        paint_text(painter, room, row.figure, theme, "ink", SIZE_BASE, weight, RIGHT)
        room.setRight(room.right() - text_width(theme, row.figure, SIZE_BASE, weight) - 8)
        if row.dot:
            paint_dot(painter, QPointF(room.left() + 4, room.center().y()), 4, theme.colour(row.dot))
        if row.kind is not Line.TOTAL:
            room.setLeft(room.left() + _INDENT)
        said = elided(theme, row.words, room.width(), SIZE_BASE, weight)
        paint_text(painter, room, said, theme, "ink", SIZE_BASE, weight, LEFT)
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
    theme = current_theme()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("accent_soft"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("hover"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        paint_focus_bar(painter, rect, theme.colour("accent"))
