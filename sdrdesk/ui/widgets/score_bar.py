"""The three-part score bar: earned solid, still open hatched, lost empty."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from sdrdesk.ui.theme.theme import Theme
from sdrdesk.ui.widgets.painting import on_pixels, paint_box

BAR_HEIGHT: Final = 10
_HATCH: Final = 7


def paint_score_bar(
    painter: QPainter,
    rect: QRectF,
    earned: float,
    open_: float,
    lost: float,
    thresholds: tuple[float, float],
    theme: Theme,
) -> None:
    """Draw the bar along the middle of `rect`, with the (later, now) thresholds as ticks of the height of `rect`."""
    total = max(earned + open_ + lost, *thresholds, 1)
    bar = QRectF(rect.left(), rect.center().y() - BAR_HEIGHT / 2, rect.width(), BAR_HEIGHT)
    paint_box(painter, bar, BAR_HEIGHT / 2, theme.colour("background"), theme.colour("line_strong"))
    step = bar.width() / total
    _part(painter, bar, 0, earned * step, QBrush(theme.colour("accent")))
    _part(painter, bar, earned * step, (earned + open_) * step, hatch(painter, theme))
    later, now = thresholds
    _tick(painter, rect, rect.left() + later * step, theme.colour("ink"), dashed=False)
    _tick(painter, rect, rect.left() + now * step, theme.colour("ok"), dashed=True)


def paint_mini_bar(painter: QPainter, rect: QRectF, fraction: float, theme: Theme, token: str = "accent") -> None:
    """Draw a small bar filled to a fraction between 0 and 1."""
    rect = on_pixels(painter, rect)
    radius = min(2.0, rect.height() / 2)
    paint_box(painter, rect, radius, theme.colour("track"))
    width = rect.width() * min(max(fraction, 0.0), 1.0)
    if width > 0:
        paint_box(painter, QRectF(rect.left(), rect.top(), max(width, 2.0), rect.height()), radius, theme.colour(token))


def hatch(painter: QPainter, theme: Theme) -> QBrush:
    """The brush of what is still open: stripes of the accent on its soft tint."""
    ratio = painter.device().devicePixelRatioF()
    accent, soft = theme.colour("accent"), theme.colour("accent_soft")
    return QBrush(_hatch_tile(accent.name(), soft.name(), ratio))


def _part(painter: QPainter, bar: QRectF, start: float, end: float, brush: QBrush) -> None:
    if end - start <= 0:
        return
    painter.save()
    painter.setClipRect(on_pixels(painter, QRectF(bar.left() + start, bar.top(), end - start, bar.height())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(on_pixels(painter, bar), bar.height() / 2, bar.height() / 2)
    painter.restore()


def _tick(painter: QPainter, rect: QRectF, x: float, colour: QColor, *, dashed: bool) -> None:
    pen = QPen(colour, 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern([2, 1.25])
    painter.setPen(pen)
    x = min(max(round(x), rect.left() + 1), rect.right() - 1)
    painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()))


@lru_cache(maxsize=16)
def _hatch_tile(accent: str, soft: str, ratio: float) -> QPixmap:
    side = max(1, round(_HATCH * ratio))
    tile = QPixmap(side, side)
    tile.fill(QColor(soft))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stripe = QColor(accent)
    stripe.setAlphaF(0.55)
    painter.setPen(QPen(stripe, side * 0.32))
    for shift in (-side, 0, side):
        painter.drawLine(QLineF(shift - side, side * 2, shift + side * 2, -side))
    painter.end()
    tile.setDevicePixelRatio(side / _HATCH)
    return tile
