"""The list of qualifications, each in two painted lines; letters typed in it are keys of the reading mode."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from sdrdesk.ui.review.review_model import LINE_ROLE, Index, ReviewLine, ReviewModel
from sdrdesk.ui.theme import Theme, current_theme
from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.theme.icons import paint_icon
from sdrdesk.ui.theme.tokens import SIZE_BASE, SIZE_SMALL
from sdrdesk.ui.widgets.painting import (
    RIGHT,
    elided,
    paint_dot,
    paint_focus_bar,
    paint_rule,
    paint_text,
    text_width,
)
from sdrdesk.ui.widgets.pill import paint_pill, pill_width

ROW_HEIGHT: Final = 56
_LEFT, _SCORE, _PAD = 30, 28, 14


class ReviewDelegate(QStyledItemDelegate):
    """Draws a `ReviewLine`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        theme, rect = current_theme(), QRectF(option.rect)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        paint_rule(painter, rect.left(), rect.right(), rect.bottom() - 1, theme.colour("line"))
        if isinstance(line, ReviewLine):
            _paint_line(painter, rect, line, theme, selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_bar(painter, rect, theme.colour("accent"))
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole of what the row had to cut."""
        line = index.data(LINE_ROLE)
        if event.type() is not QEvent.Type.ToolTip or not isinstance(line, ReviewLine):
            return super().helpEvent(event, view, option, index)
        said = "\n".join(p for p in (f"{line.name} · {line.company}".strip(" ·"), line.who, line.why) if p)
        QToolTip.showText(event.globalPos(), said, view)
        return True


def _paint_line(painter: QPainter, rect: QRectF, line: ReviewLine, theme: Theme, selected: bool) -> None:
    first = QRectF(rect.left() + _LEFT, rect.top() + 10, rect.width() - _LEFT - _PAD, 18)
    second = QRectF(first.left(), rect.top() + 30, first.width(), 16)
    mark = QPointF(rect.left() + 16, first.center().y())
    if line.unfinished:
        paint_icon(painter, QRectF(mark.x() - 7, mark.y() - 7, 14, 14), "pencil", "doubt")
    elif not line.reviewed:
        paint_dot(painter, mark, 4, theme.colour("accent"))
    score = QRectF(first.right() - _SCORE, first.top(), _SCORE, first.height())
    paint_text(painter, score, line.score, theme, "ink", SIZE_BASE, SEMIBOLD, RIGHT)
    width = pill_width(line.said, theme)
    pill = QRectF(score.left() - 6 - width, first.top() - 1, width, 20)
    paint_pill(painter, pill, line.said, line.tone, theme, selected=selected)
    first.setRight(pill.left() - 8)
    name = elided(theme, line.name, first.width(), SIZE_BASE, SEMIBOLD)
    paint_text(painter, first, name, theme, "ink", SIZE_BASE, SEMIBOLD)
    used = text_width(theme, name, SIZE_BASE, SEMIBOLD)
    if line.company and first.width() - used > 30:
        rest = first.adjusted(used, 0, 0, 0)
        paint_text(painter, rest, elided(theme, f" · {line.company}", rest.width()), theme, "ink", SIZE_BASE, REGULAR)
    who = elided(theme, line.who, second.width() * 0.6, SIZE_SMALL)
    paint_text(painter, second, who, theme, "muted", SIZE_SMALL)
    if line.why:
        second.setLeft(second.left() + text_width(theme, who, SIZE_SMALL) + 12)
        why = elided(theme, line.why, second.width(), SIZE_SMALL)
        paint_text(painter, second, why, theme, "doubt" if line.stands_out else "muted", SIZE_SMALL, REGULAR, RIGHT)


class ReviewList(QListView):
    """Rows that one walks through; `went` fires when a person goes to one."""

    went = Signal(int)

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self.setModel(model)
        self.setItemDelegate(ReviewDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def go_to(self, row: int) -> None:
        """Stand on a row, as a program does: emits nothing."""
        self._loading = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags)
        self._loading = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._loading:
            self.went.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home, End and the pages are the list's; everything else is the screen's."""
        keys = Qt.Key
        if event.key() in (keys.Key_Up, keys.Key_Down, keys.Key_Home, keys.Key_End, keys.Key_PageUp, keys.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()
