"""A choice among a few options, drawn as joined segments and made with one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sdrdesk.ui.theme.fonts import SEMIBOLD
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import SIZE_BASE, SIZE_NOTE
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import text_width
from sdrdesk.ui.widgets.segmented_paint import paint_choice
from sdrdesk.ui.widgets.segments import LINE_HEIGHT, RING, Segments, arrange, height_of

_UNKNOWN_ROOM: Final = 30
_WORD_GAP: Final = 16
_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Space,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Question,
    }
)


class SegmentedChoice(QWidget):
    """One answer among a few; its signals fire only when a person answers, never when a value is loaded."""

    chosen = Signal(str)
    unknown_chosen = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options: tuple[tuple[str, str], ...] = ()
        self.unknown_label, self._unknown_tip = "?", ""
        self.allows_unknown = True
        self.is_unknown_now = False
        self.presumed_word = ""
        self.mark_at, self.hover_at = 0, -1
        self.ring = False
        self._value: str | None = None
        self._segments: Segments | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # What is shown.

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these (id, label) options, in this order."""
        self.options = tuple(options)
        self.mark_at = 0
        self._laid_out_again()

    def set_unknown_words(self, label: str, tooltip: str) -> None:
        """The label and the tooltip of the segment that says "asked, not known"."""
        self.unknown_label, self._unknown_tip = label, tooltip
        self._tell()

    def set_unknown_allowed(self, allowed: bool) -> None:
        """Show or hide the segment that says "asked, not known"."""
        self.allows_unknown = allowed
        self._laid_out_again()

    def set_value(self, value: str | None) -> None:
        """Load an answer, or none; emits nothing."""
        self._value = value
        self.is_unknown_now = False
        self.presumed_word = ""
        self._after_change()

    def set_unknown(self) -> None:
        """Load "asked, not known"; emits nothing."""
        self.set_value(None)
        self.is_unknown_now = True
        self._tell()

    def set_presumed(self, word: str) -> None:
        """Say with a word, such as "to confirm", that the answer is only presumed; an empty word takes it back."""
        self.presumed_word = word
        self._laid_out_again()

    def value(self) -> str | None:
        """The id of the answer, or None."""
        return self._value

    def is_unknown(self) -> bool:
        """Whether the question was asked and the answer is not known."""
        return self.is_unknown_now

    def is_presumed(self) -> bool:
        """Whether the answer waits to be confirmed."""
        return bool(self.presumed_word)

    def chosen_at(self) -> int:
        """The place of the answer among the options, or -1."""
        return next((at for at, (key, _) in enumerate(self.options) if key == self._value), -1)

    # Acts of a person.

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self.options):
            return
        self.set_value(self.options[at][0])
        self.mark_at = at
        self.chosen.emit(self.options[at][0])

    def _choose_unknown(self) -> None:
        if self.allows_unknown:
            self.set_unknown()
            self.mark_at = len(self.options)
            self.unknown_chosen.emit()

    def _clear(self) -> None:
        if self._value is not None or self.is_unknown_now:
            self.set_value(None)
            self.cleared.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_mine(event):
            super().keyPressEvent(event)
            return
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self._move_mark(-1)
            case Qt.Key.Key_Right:
                self._move_mark(1)
            case Qt.Key.Key_Home:
                self._move_mark(-len(self.options))
            case Qt.Key.Key_End:
                self._move_mark(len(self.options))
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose_marked()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._clear()
            case _ if event.text() in ("?", "0"):
                self._choose_unknown()
            case _:
                self._choose(int(event.text()) - 1)

    def _is_mine(self, event: QKeyEvent) -> bool:
        """Whether a key acts on this choice rather than on the window."""
        plain = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~plain:
            return False
        text = event.text()
        return event.key() in _KEYS or text == "?" or (len(text) == 1 and text in "0123456789")

    def _choose_marked(self) -> None:
        if self.mark_at == len(self.options):
            self._choose_unknown()
        else:
            self._choose(self.mark_at)

    def _move_mark(self, step: int) -> None:
        last = len(self.options) - (0 if self.allows_unknown else 1)
        self.mark_at = min(max(self.mark_at + step, 0), max(last, 0))
        self.ring = True
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            at = self._segment_at(event.position())
            if at == len(self.options):
                self._choose_unknown()
            else:
                self._choose(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._segment_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = came_by_keyboard(event)
        if self.ring:
            self.mark_at = len(self.options) if self.is_unknown_now else max(self.chosen_at(), 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring = False
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            # The window gives the same digits to call outcomes; here they answer the question in focus.
            event.accept()
            return True
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    # Measures and painting.

    def segments(self) -> Segments:
        """Where each segment stands at the present width."""
        if self._segments is None:
            self._segments = self._arranged(self.width())
        return self._segments

    def _arranged(self, width: int) -> Segments:
        theme = current_theme()
        widths = [text_width(theme, label, SIZE_BASE, SEMIBOLD) for _, label in self.options]
        at = self.chosen_at()
        if self.presumed_word and at >= 0:
            widths[at] += text_width(theme, self.presumed_word, SIZE_NOTE) + _WORD_GAP
        return arrange(tuple(widths), self._unknown_room(), width)

    def _unknown_room(self) -> int:
        if not self.allows_unknown:
            return 0
        return max(_UNKNOWN_ROOM, round(text_width(current_theme(), self.unknown_label)) + 20)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        texts = sum(text_width(theme, label, SIZE_BASE, SEMIBOLD) + 24 for _, label in self.options)
        return QSize(int(texts) + self._unknown_room() + 2 * RING + 2, height_of(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, height_of(1))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(width).height

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._segments = None
        super().resizeEvent(event)
        wanted = self.heightForWidth(self.width())
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_choice(self)

    def _segment_at(self, point: QPointF) -> int:
        """The place of the segment under a point; the unknown one comes last; -1 for none."""
        segments = self.segments()
        if self.allows_unknown and segments.unknown.contains(point):
            return len(self.options)
        return next((at for at, rect in enumerate(segments.rects) if rect.contains(point)), -1)

    def _tip_at(self, point: QPointF) -> str:
        at = self._segment_at(point)
        if at == len(self.options):
            return self._unknown_tip
        if at < 0:
            return self.toolTip()
        label = self.options[at][1]
        cut = text_width(current_theme(), label, SIZE_BASE, SEMIBOLD) + 12 > self.segments().rects[at].width()
        return label if cut else self.toolTip()

    def _hover(self, at: int) -> None:
        if at != self.hover_at:
            self.hover_at = at
            self.update()

    def _laid_out_again(self) -> None:
        self._segments = None
        self.setMinimumHeight(self.heightForWidth(self.width()) if self.width() > LINE_HEIGHT else height_of(1))
        self.updateGeometry()
        self._tell()

    def _after_change(self) -> None:
        now = self._arranged(self.width())
        before = self._segments
        # Not painted since it was last laid out: only its height can tell that it needs other lines.
        if now.rects != before.rects if before is not None else now.height != self.minimumHeight():
            self._laid_out_again()
        else:
            self._tell()

    def _tell(self) -> None:
        """Keep the words for assistive tools in step, and repaint."""
        at = self.chosen_at()
        said = self.options[at][1] if at >= 0 else (self._unknown_tip or "?") if self.is_unknown_now else ""
        self.setAccessibleDescription(f"{said}, {self.presumed_word}" if said and self.presumed_word else said)
        self.update()
