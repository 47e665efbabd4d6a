"""How a row of the call queue is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.theme import Theme, current_theme
from sdrdesk.ui.theme.tokens import SIZE_BASE, SIZE_SMALL, Tone
from sdrdesk.ui.widgets.painting import RIGHT, elided, paint_dot, paint_focus_bar, paint_rule, paint_text, text_width
from sdrdesk.ui.widgets.pill import paint_pill, pill_width
from sdrdesk.ui.widgets.score_bar import paint_mini_bar

QUEUE_ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
QUEUE_ROW_HEIGHT: Final = 56
_BAR: Final = 34
_TEXT_LEFT: Final = 32
_PAD: Final = 14

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class QueueRow:
    """What a row of the queue says; `score` is out of 100, or None when there is none yet."""

    name: str
    company: str
    reason: str
    score: int | None
    temperature: Literal["hot", "warm", "cold"]
    dimmed: bool = False
    badge: str = ""
    badge_tone: Tone = "accent"


class QueueRowDelegate(QStyledItemDelegate):
    """Draws a whole row of the queue from the one value of `QUEUE_ROW_ROLE`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(240, QUEUE_ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(QUEUE_ROW_ROLE)
        if not isinstance(row, QueueRow):
            return
        rect = QRectF(option.rect)
        theme = current_theme()
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        paint_rule(painter, rect.left(), rect.right(), rect.bottom() - 1, theme.colour("line"))
        _paint_row(painter, rect, row, theme, selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_bar(painter, rect, theme.colour("accent"))
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """Show the whole of what the row had to cut."""
        row = index.data(QUEUE_ROW_ROLE)
        if event.type() is not QEvent.Type.ToolTip or not isinstance(row, QueueRow):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), f"{row.name} · {row.company}\n{row.reason}", view)
        return True


def dress_queue(view: QAbstractItemView) -> QueueRowDelegate:
    """Make a list view a calm queue drawn by the delegate, which is returned."""
    delegate = QueueRowDelegate(view)
    view.setItemDelegate(delegate)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    uniform = getattr(view, "setUniformItemSizes", None)
    if uniform is not None:
        uniform(True)
    return delegate


def _paint_row(painter: QPainter, rect: QRectF, row: QueueRow, theme: Theme, selected: bool) -> None:
    ink = "muted" if row.dimmed else "ink"
    first = QRectF(rect.left() + _TEXT_LEFT, rect.top() + 10, rect.width() - _TEXT_LEFT - _PAD, 18)
    second = QRectF(first.left(), rect.top() + 30, first.width(), 16)
    dot = theme.colour("handle" if row.dimmed else row.temperature)
    paint_dot(painter, QPointF(rect.left() + 18, first.center().y()), 4, dot)
    if row.score is not None:
        side = QRectF(first.right() - _BAR, first.top(), _BAR, first.height())
        paint_text(painter, side, str(row.score), theme, ink, SIZE_BASE, SEMIBOLD, RIGHT)
        bar = QRectF(side.left(), second.top() + 4, _BAR, 4)
        paint_mini_bar(painter, bar, row.score / 100, theme, "handle" if row.dimmed else "accent")
        first.setRight(side.left() - 8)
        second.setRight(side.left() - 8)
    if row.badge:
        width = min(pill_width(row.badge, theme), int(second.width() * 3 / 4))
        box = QRectF(second.right() - width, second.top() - 1, width, 18)
        paint_pill(painter, box, row.badge, row.badge_tone, theme, selected=selected)
        second.setRight(second.right() - width - 6)
    name = elided(theme, row.name, first.width(), SIZE_BASE, SEMIBOLD)
    paint_text(painter, first, name, theme, ink, SIZE_BASE, SEMIBOLD)
    used = text_width(theme, name, SIZE_BASE, SEMIBOLD)
    if row.company and first.width() - used > 30:
        rest = first.adjusted(used, 0, 0, 0)
        paint_text(painter, rest, elided(theme, f" · {row.company}", rest.width()), theme, ink, SIZE_BASE, REGULAR)
    paint_text(painter, second, elided(theme, row.reason, second.width(), SIZE_SMALL), theme, "muted", SIZE_SMALL)


def queue_row_of(model: QAbstractItemModel, row: int) -> QueueRow | None:
    """The value shown at a row of a queue model."""
    value = model.index(row, 0).data(QUEUE_ROW_ROLE)
    return value if isinstance(value, QueueRow) else None
