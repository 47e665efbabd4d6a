"""The verdict, read in one glance, painted in one pass."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from sdrdesk.ui.theme.icons import paint_icon
from sdrdesk.ui.theme.theme import Theme, current_theme
from sdrdesk.ui.theme.tokens import RADIUS
from sdrdesk.ui.widgets.painting import paint_box, paint_ring, paint_text
from sdrdesk.ui.widgets.score_bar import hatch, paint_mini_bar, paint_score_bar
from sdrdesk.ui.widgets.verdict_layout import STRIP_HEIGHT, TONES, Sheet, Words, full_sheet, strip_sheet
from sdrdesk.ui.widgets.verdict_view import VerdictView, in_words

_NARROWEST: Final = 240


class VerdictPanel(QAbstractScrollArea):
    """Shows a `VerdictView`; it scrolls when its room is too short, and folds into a strip when told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: VerdictView | None = None
        self._compact = False
        self._sheet: Sheet | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(24)

    def set_view(self, view: VerdictView | None) -> None:
        """Show a verdict, or nothing."""
        if view == self._view:
            return
        self._view = view
        self.setAccessibleName(view.words.title if view is not None else "")
        self.setAccessibleDescription(in_words(view) if view is not None else "")
        self._lay_out_again()

    def view(self) -> VerdictView | None:
        """The verdict shown."""
        return self._view

    def set_compact(self, compact: bool) -> None:
        """Fold into a strip of 64 px, or unfold."""
        if compact == self._compact:
            return
        self._compact = compact
        if compact:
            self.setFixedHeight(STRIP_HEIGHT)
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(16_777_215)
        self.updateGeometry()
        self._lay_out_again()

    def is_compact(self) -> bool:
        """Whether the panel is folded into a strip."""
        return self._compact

    def sizeHint(self) -> QSize:
        return QSize(600, STRIP_HEIGHT) if self._compact else QSize(316, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, STRIP_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._lay_out_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        theme = current_theme()
        painter.fillRect(self.viewport().rect(), theme.colour("panel"))
        if self._view is None or self._sheet is None:
            return
        painter.translate(0, -self.verticalScrollBar().value())
        paint_sheet(painter, self._view, self._sheet, theme)
        self._paint_foot(painter, self._sheet, theme)
        if self.hasFocus():
            painter.resetTransform()
            paint_ring(painter, QRectF(self.viewport().rect()), RADIUS, theme.colour("accent"))

    def _paint_foot(self, painter: QPainter, sheet: Sheet, theme: Theme) -> None:
        """Draw the foot at the foot of the panel, or after the rest when the panel scrolls."""
        if sheet.foot is None:
            return
        spare = max(0.0, self.viewport().height() - sheet.height)
        painter.translate(0, spare)
        _paint_words(painter, sheet.foot, theme)

    def _lay_out_again(self) -> None:
        view, width = self._view, self.viewport().width()
        if view is None:
            self._sheet = None
        else:
            lay_out = strip_sheet if self._compact else full_sheet
            self._sheet = lay_out(view, width, current_theme())
        excess = int(self._sheet.height) - self.viewport().height() if self._sheet is not None else 0
        bar = self.verticalScrollBar()
        bar.setRange(0, 0 if self._compact else max(0, excess))
        bar.setPageStep(self.viewport().height())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if bar.maximum() else Qt.FocusPolicy.NoFocus)
        self.viewport().update()


def paint_sheet(painter: QPainter, view: VerdictView, sheet: Sheet, theme: Theme) -> None:
    """Draw every part of a verdict but its foot."""
    tone = TONES[view.state_tone]
    paint_box(painter, sheet.state_box, RADIUS, theme.colour(f"{tone}_soft"))
    paint_score_bar(painter, sheet.score_bar, view.score, view.open, view.lost, (view.later, view.now), theme)
    for rect, row in sheet.bars:
        if row.reach > row.fraction:
            _paint_reach(painter, rect, row.reach, theme)
        else:
            paint_mini_bar(painter, rect, 0, theme)
        width = rect.width() * min(row.fraction, 1.0)
        if width > 0:
            filled = QRectF(rect.left(), rect.top(), width, rect.height())
            paint_box(painter, filled, 2, theme.colour("control_line" if row.muted else "accent"))
    for rect, icon, token in sheet.icons:
        paint_icon(painter, rect, icon, token)
    for words in sheet.words:
        _paint_words(painter, words, theme)


def _paint_reach(painter: QPainter, rect: QRectF, reach: float, theme: Theme) -> None:
    paint_mini_bar(painter, rect, 0, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hatch(painter, theme))
    painter.drawRoundedRect(QRectF(rect.left(), rect.top(), rect.width() * min(reach, 1.0), rect.height()), 2, 2)


def _paint_words(painter: QPainter, words: Words, theme: Theme) -> None:
    paint_text(
        painter, words.rect, words.text, theme, words.token, words.size, words.weight, words.flags, caps=words.caps
    )
