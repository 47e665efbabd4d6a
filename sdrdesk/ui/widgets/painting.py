"""Strokes, texts and measures shared by the painted widgets."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from sdrdesk.ui.theme.fonts import REGULAR, make_font
from sdrdesk.ui.theme.theme import Theme
from sdrdesk.ui.theme.tokens import FOCUS_WIDTH, SIZE_BASE

LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)


def hairline(painter: QPainter) -> float:
    """The width of the thinnest whole-pixel line near 1 px, in logical pixels."""
    ratio = painter.device().devicePixelRatioF()
    return max(1, int(ratio)) / ratio


def on_pixels(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle moved to whole device pixels, so that its edges stay crisp at 125 % and 150 %."""
    if painter.device().devicePixelRatioF() == 1.0:
        return rect
    transform = painter.deviceTransform()
    mapped = transform.mapRect(rect)
    left, top = round(mapped.left()), round(mapped.top())
    snapped = QRectF(left, top, round(mapped.right()) - left, round(mapped.bottom()) - top)
    inverted, _ = transform.inverted()
    return inverted.mapRect(snapped)


def paint_box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, line: QColor | None = None) -> None:
    """Fill a rounded box and draw its hairline just inside its edge."""
    rect = on_pixels(painter, rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    width = hairline(painter)
    painter.setPen(QPen(line, width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def paint_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """Draw the focus ring just inside a rectangle."""
    half = FOCUS_WIDTH / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, FOCUS_WIDTH))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def paint_focus_bar(painter: QPainter, row: QRectF, colour: QColor) -> None:
    """Draw the bar at the left of the row that has the keyboard."""
    painter.fillRect(QRectF(row.left(), row.top(), 3, row.height() - 1), colour)


def paint_rule(painter: QPainter, left: float, right: float, y: float, colour: QColor) -> None:
    """Draw a crisp horizontal hairline whose top is at `y`."""
    _fill_line(painter, QRectF(left, y, right - left, hairline(painter)), colour)


def paint_divider(painter: QPainter, x: float, top: float, bottom: float, colour: QColor) -> None:
    """Draw a crisp vertical hairline whose left is at `x`."""
    _fill_line(painter, QRectF(x, top, hairline(painter), bottom - top), colour)


def _fill_line(painter: QPainter, line: QRectF, colour: QColor) -> None:
    """Fill a line moved to whole device pixels; its thickness is kept, so that it neither doubles nor vanishes."""
    transform = painter.deviceTransform()
    start = transform.map(line.topLeft())
    shift = QPointF(round(start.x()) - start.x(), round(start.y()) - start.y()) / transform.m11()
    painter.fillRect(line.translated(shift), colour)


def paint_dot(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    """Draw a filled dot."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    theme: Theme,
    token: str = "ink",
    size: int = SIZE_BASE,
    weight: int = REGULAR,
    flags: int = LEFT,
    *,
    caps: bool = False,
) -> None:
    """Draw one line of text in a rectangle, without eliding it."""
    painter.setFont(make_font(theme.family, size, weight, caps=caps))
    painter.setPen(theme.colour(token))
    # Not QStaticText: kept shapes came out without their text at 150 %, on a first paint.
    painter.drawText(rect, flags | int(Qt.TextFlag.TextDontClip), text)


def text_width(theme: Theme, text: str, size: int = SIZE_BASE, weight: int = REGULAR) -> float:
    """The width of a text on one line."""
    return _width(theme.family, size, weight, text)


def elided(theme: Theme, text: str, width: float, size: int = SIZE_BASE, weight: int = REGULAR) -> str:
    """The text, cut with an ellipsis if it is wider than `width`."""
    if not text or _width(theme.family, size, weight, text) <= width:
        return text
    return _elided(theme.family, size, weight, text, max(0, int(width)))


def lines_of(theme: Theme, text: str, width: float, size: int = SIZE_BASE, weight: int = REGULAR) -> tuple[str, ...]:
    """The text broken into lines no wider than `width`."""
    return _lines(theme.family, size, weight, text, int(width)) if text else ()


def line_pitch(size: int = SIZE_BASE) -> int:
    """The distance from one line of a paragraph to the next."""
    return round(size * 1.42)


@lru_cache(maxsize=64)
def _metrics(family: str, size: int, weight: int) -> QFontMetricsF:
    return QFontMetricsF(make_font(family, size, weight))


@lru_cache(maxsize=4096)
def _width(family: str, size: int, weight: int, text: str) -> float:
    return _metrics(family, size, weight).horizontalAdvance(text)


@lru_cache(maxsize=2048)
def _elided(family: str, size: int, weight: int, text: str, width: int) -> str:
    return _metrics(family, size, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=1024)
def _lines(family: str, size: int, weight: int, text: str, width: int) -> tuple[str, ...]:
    layout = QTextLayout(text.replace("\n", "\u2028"), make_font(family, size, weight))
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(layout.text()[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)
