"""The painting of a segmented choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from sdrdesk.ui.theme.fonts import MEDIUM, REGULAR, SEMIBOLD
from sdrdesk.ui.theme.theme import Theme, current_theme
from sdrdesk.ui.theme.tokens import RADIUS, SIZE_BASE, SIZE_NOTE
from sdrdesk.ui.widgets.painting import (
    CENTRE,
    elided,
    on_pixels,
    paint_box,
    paint_divider,
    paint_ring,
    paint_text,
    text_width,
)

if TYPE_CHECKING:
    from sdrdesk.ui.widgets.segmented import SegmentedChoice

_DIGIT_SIZE: Final = 9


def paint_choice(choice: SegmentedChoice) -> None:
    """Draw the whole choice: frames, segments, the unknown segment and the focus ring."""
    painter = QPainter(choice)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme = current_theme()
    segments = choice.segments()
    for frame in segments.frames:
        paint_box(painter, frame, RADIUS, theme.colour("panel"), theme.colour("line"))
    for at, rect in enumerate(segments.rects):
        _paint_segment(painter, choice, at, rect, theme)
    if choice.allows_unknown:
        _paint_unknown(painter, choice, segments.unknown, theme)
    for frame in segments.frames:
        paint_box(painter, frame, RADIUS, None, theme.colour("line"))
    if choice.presumed_word and choice.chosen_at() >= 0:
        _paint_presumed(painter, segments.rects[choice.chosen_at()], theme)
    if choice.ring and choice.hasFocus():
        paint_ring(painter, QRectF(choice.rect()), RADIUS + 3, theme.colour("accent"))


def _paint_segment(painter: QPainter, choice: SegmentedChoice, at: int, rect: QRectF, theme: Theme) -> None:
    chosen = at == choice.chosen_at()
    marked = choice.ring and choice.mark_at == at
    _paint_ground(painter, choice, rect, theme, "accent_soft" if chosen else "hover" if at == choice.hover_at else "")
    if not choice.allows_unknown or rect.right() < choice.segments().frames[0].right() - 1:
        _paint_divider(painter, rect.right(), rect, theme)
    label = choice.options[at][1]
    weight = SEMIBOLD if chosen else REGULAR
    token = _ink(choice, chosen, marked or at == choice.hover_at)
    room = rect.adjusted(5, 0, -5, 0)
    if chosen and choice.presumed_word:
        word = text_width(theme, choice.presumed_word, SIZE_NOTE)
        side = QRectF(rect.right() - word - 10, rect.top(), word, rect.height())
        paint_text(painter, side, choice.presumed_word, theme, "muted", SIZE_NOTE)
        room = QRectF(rect.left() + 5, rect.top(), side.left() - rect.left() - 9, rect.height())
    paint_text(
        painter,
        room,
        elided(theme, label, room.width() + 1, SIZE_BASE, weight),
        theme,
        token,
        SIZE_BASE,
        weight,
        CENTRE,
    )
    if at < 9 and (choice.ring or choice.hover_at >= 0) and choice.isEnabled():
        corner = QRectF(rect.left() + 4, rect.top() + 2, 8, 10)
        paint_text(painter, corner, str(at + 1), theme, "accent" if marked else "muted", _DIGIT_SIZE, MEDIUM)
    if marked:
        _paint_mark(painter, rect, theme)


def _paint_unknown(painter: QPainter, choice: SegmentedChoice, rect: QRectF, theme: Theme) -> None:
    at = len(choice.options)
    chosen, marked = choice.is_unknown_now, choice.ring and choice.mark_at == at
    _paint_ground(painter, choice, rect, theme, "doubt_soft" if chosen else "hover" if at == choice.hover_at else "")
    _paint_divider(painter, rect.left(), rect, theme)
    token = "doubt" if chosen and choice.isEnabled() else _ink(choice, chosen, marked)
    paint_text(painter, rect, choice.unknown_label, theme, token, SIZE_BASE, SEMIBOLD if chosen else MEDIUM, CENTRE)
    if marked:
        _paint_mark(painter, rect, theme)


def _paint_ground(painter: QPainter, choice: SegmentedChoice, rect: QRectF, theme: Theme, token: str) -> None:
    """Tint a segment; the clip keeps the round corners of the frame that it touches."""
    if not token:
        return
    frame = next(f for f in choice.segments().frames if f.top() == rect.top())
    painter.save()
    painter.setClipRect(on_pixels(painter, rect))
    paint_box(painter, frame, RADIUS, theme.colour(token if choice.isEnabled() else "pressed"))
    painter.restore()


def _paint_divider(painter: QPainter, x: float, rect: QRectF, theme: Theme) -> None:
    paint_divider(painter, x - 0.5, rect.top() + 1, rect.bottom() - 1, theme.colour("line"))


def _paint_mark(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Underline the segment that Space would choose."""
    painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    y = rect.bottom() - 4
    painter.drawLine(QLineF(rect.left() + 9, y, rect.right() - 9, y))


def _paint_presumed(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    pen = QPen(theme.colour("accent"), 1, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -2, -1.5), RADIUS - 2, RADIUS - 2)


def _ink(choice: SegmentedChoice, chosen: bool, near: bool) -> str:
    if not choice.isEnabled():
        return "disabled"
    return "accent" if chosen else "ink" if near else "muted"
