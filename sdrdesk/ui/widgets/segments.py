"""How the segments of a choice are set in lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF

RING: Final = 4
LINE_HEIGHT: Final = 28
LINE_GAP: Final = 4
_ROOMY: Final = 12
_TIGHT: Final = 8


@dataclass(frozen=True, slots=True)
class Segments:
    """The place of each segment, of the unknown segment, and of the frame of each line."""

    rects: tuple[QRectF, ...]
    unknown: QRectF
    frames: tuple[QRectF, ...]
    height: int


def arrange(widths: tuple[float, ...], unknown_width: float, width: float) -> Segments:
    """Set segments with texts of the given widths in lines of `width` pixels, the ring's room included."""
    room = width - 2 * RING - unknown_width
    pad = _ROOMY if sum(widths) + 2 * _ROOMY * len(widths) <= room else _TIGHT
    lines: list[list[float]] = [[]]
    for text in widths:
        size = min(text + 2 * pad, room)
        if lines[-1] and sum(lines[-1]) + size > room + 0.5:
            lines.append([])
        lines[-1].append(size)
    rects: list[QRectF] = []
    frames: list[QRectF] = []
    for number, sizes in enumerate(lines):
        x, y = float(RING), RING + number * (LINE_HEIGHT + LINE_GAP)
        frames.append(QRectF(x, y, width - 2 * RING, LINE_HEIGHT))
        for size in sizes:
            rects.append(QRectF(x, y, round(size), LINE_HEIGHT))
            x += round(size)
    unknown = QRectF(width - RING - unknown_width, RING, unknown_width, LINE_HEIGHT)
    return Segments(tuple(rects), unknown, tuple(frames), height_of(len(lines)))


def height_of(lines: int) -> int:
    """The height of a choice of so many lines, the ring's room included."""
    return 2 * RING + lines * LINE_HEIGHT + (lines - 1) * LINE_GAP
