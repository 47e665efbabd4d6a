"""How many rows have each fate, as cards; one that is pressed shows its rows alone."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from sdrdesk.core.words import Words
from sdrdesk.ui.theme import Tone
from sdrdesk.ui.theme.fonts import BOLD
from sdrdesk.ui.theme.theme import current_theme
from sdrdesk.ui.theme.tokens import GAP, GAP_LARGE, RADIUS_CARD, SIZE_FIGURE
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import paint_box, paint_ring, paint_text
from sdrdesk.ui.widgets.pill import PILL_HEIGHT, paint_pill, pill_width

TONES: dict[str, Tone] = {
    "created": "ok",
    "updated": "accent",
    "unchanged": "neutral",
    "skipped": "doubt",
    "refused": "bad",
}
_HEIGHT: Final = 76


class FateCard(QAbstractButton):
    """The figure of one fate over its word."""

    def __init__(self, fate: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fate, self._name, self._figure, self._ring = fate, name, "–", False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_figure("–")

    def text(self) -> str:
        """The figure shown."""
        return self._figure

    def show_figure(self, figure: str) -> None:
        """Show another figure."""
        self._figure = figure
        self.setAccessibleName(f"{figure} {self._name}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(120, pill_width(self._name, current_theme()) + 2 * GAP_LARGE), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = came_by_keyboard(event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), current_theme(), QRectF(self.rect())
        hovered = self.underMouse() and self.isEnabled()
        fill = theme.colour("accent_soft" if self.isChecked() else "hover" if hovered else "panel")
        paint_box(painter, rect, RADIUS_CARD, fill, theme.colour("accent" if self.isChecked() else "line"))
        if self._ring:
            paint_ring(painter, rect, RADIUS_CARD - 1, theme.colour("accent"))
        inner = rect.adjusted(GAP_LARGE, 10, -GAP_LARGE, -10)
        figure = QRectF(inner.left(), inner.top(), inner.width(), 30)
        paint_text(painter, figure, self._figure, theme, "ink", SIZE_FIGURE, BOLD)
        box = QRectF(inner.left(), inner.bottom() - PILL_HEIGHT, pill_width(self._name, theme), PILL_HEIGHT)
        paint_pill(painter, box, self._name, TONES[self.fate], theme, selected=self.isChecked())


class FateCards(QWidget):
    """The cards of every fate; `chosen` gives the fate whose rows are wanted alone, "" for all."""

    chosen = Signal(str)

    def __init__(self, fates: Sequence[str], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.cards = {fate: FateCard(fate, words.text("fate", fate)) for fate in fates}
        for card in self.cards.values():
            card.clicked.connect(lambda checked, card=card: self._pressed(card.fate if checked else ""))
            row.addWidget(card)

    def _pressed(self, fate: str) -> None:
        self.show_chosen(fate)
        self.chosen.emit(fate)

    def show_chosen(self, fate: str) -> None:
        """Mark one fate as the one shown, or none."""
        for card in self.cards.values():
            card.setChecked(card.fate == fate)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the figures."""
        for fate, card in self.cards.items():
            card.show_figure(self._words.number(counts.get(fate, 0)))
            card.setToolTip(self.tr("Show these rows alone, or all again"))

    def clear(self) -> None:
        """Show that nothing is known."""
        self.show_chosen("")
        for card in self.cards.values():
            card.show_figure("–")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from card to card."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        cards = list(self.cards.values())
        at = next((n for n, card in enumerate(cards) if card.hasFocus()), -1)
        if step and at >= 0 and 0 <= at + step < len(cards) and not event.modifiers():
            cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
