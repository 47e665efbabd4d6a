"""Where each part of the verdict stands, worked out once for a view and a width."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QRectF

from sdrdesk.ui.theme.fonts import BOLD, REGULAR, SEMIBOLD
from sdrdesk.ui.theme.theme import Theme
from sdrdesk.ui.theme.tokens import GAP, GAP_LARGE, GAP_SMALL, SIZE_BASE, SIZE_SMALL, SIZE_VERDICT
from sdrdesk.ui.widgets.painting import LEFT, RIGHT, elided, line_pitch, lines_of, text_width
from sdrdesk.ui.widgets.verdict_view import VerdictView, WhyRow

STRIP_HEIGHT: Final = 84
_STRIP_FOOT: Final = 62
TONES: Final = {"now": "ok", "later": "accent", "never": "bad", "open": "doubt"}
MARKS: Final = {
    "ok": ("check", "ok"),
    "open": ("circle-help", "doubt"),
    "bad": ("x", "bad"),
    "doubt": ("triangle-alert", "doubt"),
}
_ROW: Final = 25


@dataclass(frozen=True, slots=True)
class Words:
    """A text in its place."""

    rect: QRectF
    text: str
    token: str = "ink"
    size: int = SIZE_BASE
    weight: int = REGULAR
    flags: int = LEFT
    caps: bool = False


@dataclass(slots=True)
class Sheet:
    """Everything to draw, in places relative to the top left corner of the panel."""

    words: list[Words] = field(default_factory=list)
    bars: list[tuple[QRectF, WhyRow]] = field(default_factory=list)
    icons: list[tuple[QRectF, str, str]] = field(default_factory=list)
    score_bar: QRectF = field(default_factory=QRectF)
    state_box: QRectF = field(default_factory=QRectF)
    foot: Words | None = None
    height: float = 0.0


def full_sheet(view: VerdictView, width: int, theme: Theme) -> Sheet:
    """The tall form, for the right side of the window."""
    sheet = Sheet()
    left, right = float(GAP_LARGE), float(width - GAP_LARGE)
    y = _section(sheet, view.words.title, left, right, GAP)
    y = _number(sheet, view, left, right, y, theme)
    sheet.score_bar = QRectF(left, y, right - left, 22)
    y = _threshold_words(sheet, view, y + 25, theme)
    y = _state(sheet, view, left, right, y + GAP, theme)
    if view.why:
        y = _section(sheet, view.words.why, left, right, y + GAP_LARGE)
        y = _why(sheet, view, left, right, y, theme)
    if view.checks:
        y = _section(sheet, view.words.checks, left, right, y + GAP)
        for check in view.checks:
            icon, token = MARKS[check.mark]
            y = _marked(sheet, icon, token, check.text, left, right, y, theme)
    if view.flags:
        y = _section(sheet, view.words.flags, left, right, y + GAP)
        for flag in view.flags:
            y = _marked(sheet, "flag", "doubt", flag, left, right, y, theme)
    if view.fit_line:
        y = _wrapped(sheet, view.fit_line, left, right, y + GAP_SMALL, theme)
    if view.foot:
        rect = QRectF(left, y + GAP_SMALL, right - left, line_pitch(SIZE_SMALL))
        shown = elided(theme, view.foot, rect.width(), SIZE_SMALL)
        sheet.foot = Words(rect, shown, "muted", SIZE_SMALL)
        y = rect.bottom()
    sheet.height = y + GAP
    return sheet


def strip_sheet(view: VerdictView, width: int, theme: Theme) -> Sheet:
    """The strip, for narrow windows: number, bar and state in one line."""
    sheet = Sheet(height=STRIP_HEIGHT)
    number = QRectF(GAP_LARGE, 6, text_width(theme, str(view.score), 30, BOLD) + 4, 38)
    sheet.words.append(Words(number, str(view.score), size=30, weight=BOLD))
    room = max(number.width(), 72.0)
    caption = elided(theme, f"{view.words.can_reach} {view.reach}", room + 20, SIZE_SMALL)
    sheet.words.append(Words(QRectF(GAP_LARGE, 42, room + 24, 16), caption, "muted", SIZE_SMALL))
    bar_left = GAP_LARGE + room + 28
    bar_width = min(max(width * 0.34, 180.0), 380.0)
    sheet.score_bar = QRectF(bar_left, 12, bar_width, 22)
    _threshold_words(sheet, view, 38, theme)
    box = QRectF(bar_left + bar_width + 24, 8, 0, 48)
    box.setRight(width - GAP_LARGE)
    sheet.state_box = box
    inner = box.adjusted(GAP, 5, -GAP, -5)
    token = TONES[view.state_tone]
    half = inner.height() / 2
    title = elided(theme, view.state_title, inner.width(), SIZE_BASE, SEMIBOLD)
    text = elided(theme, view.state_text, inner.width(), SIZE_BASE)
    sheet.words.append(Words(QRectF(inner.left(), inner.top(), inner.width(), half), title, token, weight=SEMIBOLD))
    sheet.words.append(Words(QRectF(inner.left(), inner.top() + half, inner.width(), half), text, token))
    fit = elided(theme, view.fit_line, box.left() - GAP_LARGE - GAP_SMALL, SIZE_SMALL)
    sheet.words.append(Words(QRectF(GAP_LARGE, _STRIP_FOOT, box.left() - GAP_LARGE, 16), fit, "muted", SIZE_SMALL))
    if view.flags:
        sheet.icons.append((QRectF(inner.left(), _STRIP_FOOT, 14, 14), "flag", "doubt"))
        flag = elided(theme, view.flags[0], inner.width() - 20, SIZE_SMALL)
        sheet.words.append(
            Words(QRectF(inner.left() + 20, _STRIP_FOOT, inner.width() - 20, 16), flag, "doubt", SIZE_SMALL)
        )
    return sheet


def _section(sheet: Sheet, title: str, left: float, right: float, y: float) -> float:
    rect = QRectF(left, y, right - left, 18)
    sheet.words.append(Words(rect, title, "muted", SIZE_SMALL, SEMIBOLD, caps=True))
    return y + 22


def _number(sheet: Sheet, view: VerdictView, left: float, right: float, y: float, theme: Theme) -> float:
    score = str(view.score)
    width = text_width(theme, score, SIZE_VERDICT, BOLD)
    sheet.words.append(Words(QRectF(left, y, width + 4, 48), score, size=SIZE_VERDICT, weight=BOLD))
    words = view.words
    x = left + width + GAP
    _run(sheet, x, right, y + 5, ((f"{words.earned} · ", 0), (str(view.open), 1), (f" {words.still_open}", 0)), theme)
    lost = f"{view.lost} {words.lost} · {words.can_reach} "
    _run(sheet, x, right, y + 24, ((lost, 0), (str(view.reach), 1)), theme)
    return y + 54


def _run(sheet: Sheet, x: float, right: float, y: float, parts: tuple[tuple[str, int], ...], theme: Theme) -> None:
    """Set parts of a line one after the other; the parts marked 1 are strong."""
    for text, strong in parts:
        weight = SEMIBOLD if strong else REGULAR
        shown = elided(theme, text, right - x, SIZE_BASE, weight)
        width = text_width(theme, shown, SIZE_BASE, weight)
        sheet.words.append(Words(QRectF(x, y, width + 2, 19), shown, "ink" if strong else "muted", weight=weight))
        x += width


def _threshold_words(sheet: Sheet, view: VerdictView, y: float, theme: Theme) -> float:
    """Set the three captions under the bar; they move apart, and "never" leaves if there is no room."""
    bar, words = sheet.score_bar, view.words
    scale = bar.width() / max(view.score + view.open + view.lost, view.later, view.now, 1)
    later, now = f"{words.later} {view.later}", f"{words.now} {view.now}"
    later_width = text_width(theme, later, SIZE_SMALL)
    now_width = text_width(theme, now, SIZE_SMALL)
    now_x = min(max(bar.left() + view.now * scale - now_width / 2, bar.left()), bar.right() - now_width)
    later_x = min(bar.left() + view.later * scale - later_width / 2, now_x - later_width - GAP_SMALL)
    later_x = max(later_x, bar.left())
    now_x = max(now_x, later_x + later_width + GAP_SMALL)
    never_width = text_width(theme, words.never, SIZE_SMALL)
    if bar.left() + never_width + GAP_SMALL <= later_x:
        _caption(sheet, words.never, bar.left(), y, "muted", never_width)
    _caption(sheet, later, later_x, y, "muted", later_width)
    _caption(sheet, now, now_x, y, "ok", now_width)
    return y + 16


def _caption(sheet: Sheet, text: str, x: float, y: float, token: str, width: float) -> None:
    sheet.words.append(Words(QRectF(x, y, width + 2, 16), text, token, SIZE_SMALL))


def _state(sheet: Sheet, view: VerdictView, left: float, right: float, y: float, theme: Theme) -> float:
    token = TONES[view.state_tone]
    inner, end = left + GAP, right - GAP
    bottom = _paragraph(
        sheet, Words(QRectF(inner, y + 9, end - inner, 0), view.state_title, token, weight=SEMIBOLD), theme
    )
    bottom = _paragraph(sheet, Words(QRectF(inner, bottom, end - inner, 0), view.state_text, token), theme)
    sheet.state_box = QRectF(left, y, right - left, bottom - y + 9)
    return sheet.state_box.bottom()


def _paragraph(sheet: Sheet, words: Words, theme: Theme) -> float:
    """Set a text in lines from the top of its place, and return where it ends."""
    rect, pitch = words.rect, line_pitch(words.size)
    y = rect.top()
    for line in lines_of(theme, words.text, rect.width(), words.size, words.weight):
        sheet.words.append(replace(words, rect=QRectF(rect.left(), y, rect.width() + 2, pitch), text=line))
        y += pitch
    return y


def _why(sheet: Sheet, view: VerdictView, left: float, right: float, y: float, theme: Theme) -> float:
    bar_width = max(64.0, (right - left) * 0.32)
    bar_left = right - 36 - bar_width
    for row in view.why:
        token = "muted" if row.muted else "ink"
        label = elided(theme, row.label, bar_left - left - GAP_SMALL)
        sheet.words.append(Words(QRectF(left, y, bar_left - left, _ROW), label, token))
        sheet.bars.append((QRectF(bar_left, y + _ROW / 2 - 3, bar_width, 6), row))
        sheet.words.append(Words(QRectF(right - 34, y, 34, _ROW), row.earned, token, weight=SEMIBOLD, flags=RIGHT))
        y += _ROW
    return y


def _marked(sheet: Sheet, icon: str, token: str, text: str, left: float, right: float, y: float, theme: Theme) -> float:
    sheet.icons.append((QRectF(left, y + 4, 15, 15), icon, token))
    return _paragraph(sheet, Words(QRectF(left + 22, y + 3, right - left - 22, 0), text), theme) + 4


def _wrapped(sheet: Sheet, text: str, left: float, right: float, y: float, theme: Theme) -> float:
    return _paragraph(sheet, Words(QRectF(left, y, right - left, 0), text, "muted", SIZE_SMALL), theme)
