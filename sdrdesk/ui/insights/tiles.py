"""The figures that are looked at first, side by side over their words."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.domain.insights import Insights
from sdrdesk.core.domain.rates import GOAL, Rate, Spread
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.numbers import has_middle, interval, minutes, percent, resting_on
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.elide_label import ElideLabel


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: over its word, and what it rests on below; `tone` is a kind of label."""

    figure: str
    word: str
    note: str = ""
    tone: str = ""


def tiles_of(found: Insights, words: Words) -> tuple[Tile, ...]:
    """The figures that matter most, whatever the funnel is shown by."""
    hot = next((part.working for part in found.first_contact if part.temperature == "hot"), Spread(0))
    accepted = found.acceptance
    missed = accepted.enough and accepted.high is not None and accepted.high < GOAL
    goal = words.text("figure", "goal", goal=percent(GOAL, words))
    return (
        Tile(words.number(found.leads), words.text("insight_tile", "leads")),
        _rate("reached", found.attempts.reached, words),
        _length("first_contact", hot, words),
        _rate("sql", found.total.qualified, words),
        _rate("acceptance", accepted, words, goal, "doubt" if missed else "ok" if _is_met(accepted) else ""),
        _rate("won", found.total.won_of_leads, words),
    )


def _is_met(rate: Rate) -> bool:
    return rate.enough and rate.low is not None and rate.low >= GOAL


def _rate(code: str, rate: Rate, words: Words, more: str = "", tone: str = "") -> Tile:
    word = words.text("insight_tile", code)
    if not rate.enough or rate.value is None:
        return Tile(
            words.text("figure", "none"), word, f"{words.text('figure', 'too_few')}, {resting_on(rate.of, words)}"
        )
    note = " · ".join(part for part in (f"{interval(rate, words)}, {resting_on(rate.of, words)}", more) if part)
    return Tile(percent(rate.value, words), word, note, tone)


def _length(code: str, found: Spread, words: Words) -> Tile:
    word = words.text("insight_tile", code)
    if not has_middle(found):
        return Tile(
            words.text("figure", "none"), word, f"{words.text('figure', 'too_few')}, {resting_on(found.n, words)}"
        )
    return Tile(minutes(found.median, words, working=True), word, resting_on(found.n, words))


class TileRow(Card):
    """The tiles on one card, in one row, or in two where the window is narrow."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(name)
        self._places: list[_TilePlace] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self.add_layout(self._grid)
        self._columns = 0

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show these figures."""
        while len(self._places) < len(tiles):
            self._places.append(_TilePlace())
        for place, tile in zip(self._places, tiles, strict=True):
            place.show_tile(tile)
        self.set_columns(self._columns or len(tiles))

    def set_columns(self, columns: int) -> None:
        """Set the tiles in so many columns."""
        if not self._places or (columns == self._columns and self._grid.count() == len(self._places)):
            self._columns = columns
            return
        self._columns = columns
        for n, place in enumerate(self._places):
            self._grid.addWidget(place, n // columns, n % columns)
        for n in range(self._grid.columnCount()):
            self._grid.setColumnStretch(n, 1 if n < columns else 0)


class _TilePlace(QWidget):
    """One tile."""

    def __init__(self) -> None:
        super().__init__()
        self.figure, self.word, self.note = QLabel(), ElideLabel(), ElideLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        mark(self.figure, "figure")
        mark(self.note, "small")
        for label in (self.figure, self.word, self.note):
            column.addWidget(label)
        self.figure.setTextFormat(Qt.TextFormat.PlainText)

    def show_tile(self, tile: Tile) -> None:
        """Show a figure; the words below carry its tone: the figure stays in ink."""
        self.figure.setText(tile.figure)
        self.word.setText(tile.word)
        self.note.setText(tile.note)
        mark(self.word, tile.tone or None)  # type: ignore[arg-type]
        self.setAccessibleName(f"{tile.word}: {tile.figure} {tile.note}".strip())
