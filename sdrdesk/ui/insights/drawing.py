"""Draws a chart with pyqtgraph, in the colours of any scheme: that of the window, or that of paper.

This module loads numpy and pyqtgraph: only what shows a chart imports it, when the first one is shown.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter

from sdrdesk.ui.insights.charts import Bar, Bars, Chart, Columns, HeatMap, Spans, Square, Tick
from sdrdesk.ui.insights.plotting import pg
from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD, make_font
from sdrdesk.ui.theme.theme import Theme
from sdrdesk.ui.theme.tokens import SIZE_NOTE, SIZE_SMALL, Tokens
from sdrdesk.ui.widgets.painting import elided, text_width

ROW = 26
"""The height of a bar with its track, in pixels."""
AXIS = 24
COLUMNS_HEIGHT = 190
SQUARE = 22
WIDEST_LABEL = 190
SHADES = 12
GAP = 10
BEYOND = 48
"""Pixels by which the words of the last mark may stand out beyond its axis."""
THICK = 0.68
"""Of the room of a bar, what it fills."""


@dataclass(frozen=True)
class Look:
    """The scheme a chart is drawn in, and the theme that knows the font."""

    theme: Theme
    tokens: Tokens

    def colour(self, token: str) -> QColor:
        """The colour of a token."""
        return QColor(str(getattr(self.tokens, token)))

    def font(self, size: int = SIZE_NOTE, weight: int = REGULAR) -> QFont:
        """A font of the interface."""
        return make_font(self.theme.family, size, weight)


def height_of(chart: Chart) -> int:
    """The height a chart wants, in pixels."""
    match chart:
        case Bars():
            return ROW * len(chart.bars) + (AXIS if chart.ticks else 0)
        case Spans():
            return ROW * len(chart.spans) + AXIS
        case Columns():
            return COLUMNS_HEIGHT
        case HeatMap():
            return SQUARE * len(chart.rows) + AXIS


def draw(layout: Any, chart: Chart, look: Look) -> None:
    """Put a chart into an empty graphics layout."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    match chart:
        case Bars():
            _bars(layout, chart, look)
        case Spans():
            _spans(layout, chart, look)
        case Columns():
            _columns(layout, chart, look)
        case HeatMap():
            _heat_map(layout, chart, look)


def _box(layout: Any, column: int, wide: float, high: float) -> Any:
    # A hair wider: a mark at the very end would be left out for a rounding.
    box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
    box.setRange(xRange=(0, wide * 1.0005), yRange=(0, high), padding=0, disableAutoRange=True)
    layout.addItem(box, 0, column)
    return box


class WordAxis(pg.AxisItem):
    """An axis that is only words. Painted straight away: a recorded picture of it has other letters on paper."""

    def updateAutoSIPrefix(self) -> None:
        """Its words are given: the title it has not is not written anew whenever its range changes."""

    def paint(self, painter: QPainter, _option: Any, _widget: Any) -> None:
        specs = self.generateDrawSpecs(painter)
        if specs is not None:
            painter.save()
            self.drawPicture(painter, *specs)
            painter.restore()


def _words(side: str, ticks: list[Tick], look: Look, token: str, weight: int = REGULAR, size: int = SIZE_NOTE) -> Any:
    axis = WordAxis(side, pen=None, textPen=look.colour(token), maxTickLength=0)
    axis.setPen(pg.mkPen(None))
    axis.setStyle(
        tickLength=0,
        tickAlpha=0,
        tickFont=look.font(size, weight),
        tickTextOffset=GAP // 2,
        hideOverlappingLabels=BEYOND,
    )
    axis.setTicks([ticks])
    return axis


def _beside(
    layout: Any, column: int, box: Any, texts: list[str], look: Look, token: str, weight: int, widest: int = 400
) -> None:
    """A column of words beside the rows; nothing where all are empty.

    An axis of the right side writes from its left edge: so the words stand in line whichever side they are on.
    """
    if not any(texts):
        return
    shown = [elided(look.theme, text, widest, SIZE_NOTE, weight) for text in texts]
    width = max(text_width(look.theme, text, SIZE_NOTE, weight) for text in shown)
    axis = _words("right", [(n + 0.5, text) for n, text in enumerate(shown)], look, token, weight)
    axis.linkToView(box)
    axis.setWidth(int(width) + GAP + 2)
    layout.addItem(axis, 0, column)


def _below(layout: Any, column: int, box: Any, ticks: list[Tick], look: Look) -> None:
    axis = _words("bottom", ticks, look, "muted", size=SIZE_SMALL)
    axis.linkToView(box)
    axis.setHeight(AXIS)
    layout.addItem(axis, 1, column)


def _plain(look: Look, token: str, **places: Any) -> Any:
    """Filled bars without a line around them."""
    item = pg.BarGraphItem(**places, brush=look.colour(token), pen=None)
    item.setOpts(pen=pg.mkPen(None))
    return item


def _bars(layout: Any, chart: Bars, look: Look) -> None:
    bars, count = chart.bars, len(chart.bars)
    box = _box(layout, 1, chart.most, count)
    box.invertY(True)
    tracks = [n + 0.5 for n in range(count)]
    box.addItem(_plain(look, "track", x0=0, y=tracks, height=THICK, width=chart.most))
    for token in dict.fromkeys(bar.token for bar in bars):
        mine = [(n + 0.5, bar.value) for n, bar in enumerate(bars) if bar.token == token and bar.value > 0]
        if mine:
            box.addItem(
                _plain(look, token, x0=0, y=[y for y, _ in mine], height=THICK, width=[value for _, value in mine])
            )
    _whiskers(box, bars, look)
    if chart.goal is not None:
        pen = pg.mkPen(look.colour("ink"), width=1.5, style=Qt.PenStyle.DashLine)
        box.addItem(pg.InfiniteLine(chart.goal, angle=90, pen=pen))
    _beside(layout, 0, box, [bar.label for bar in bars], look, "ink", REGULAR, chart.label_room)
    _beside(layout, 2, box, [bar.figure for bar in bars], look, "ink", SEMIBOLD)
    _beside(layout, 3, box, [bar.note for bar in bars], look, "muted", REGULAR)
    if chart.ticks:
        _below(layout, 1, box, list(chart.ticks), look)


def _whiskers(box: Any, bars: tuple[Bar, ...], look: Look) -> None:
    """The interval around the end of each bar that has one."""
    import numpy  # here with pyqtgraph already: its error bars take nothing else

    found = [
        (bar.value, n + 0.5, bar.value - bar.low, bar.high - bar.value)
        for n, bar in enumerate(bars)
        if bar.low is not None and bar.high is not None
    ]
    if found:
        x, y, left, right = numpy.array(found, dtype=float).T
        pen = pg.mkPen(look.colour("ink"), width=1.5)
        box.addItem(pg.ErrorBarItem(x=x, y=y, left=left, right=right, beam=0.28, pen=pen))


def _spans(layout: Any, chart: Spans, look: Look) -> None:
    spans, count = chart.spans, len(chart.spans)
    box = _box(layout, 1, chart.most, count)
    box.invertY(True)
    middles = [n + 0.5 for n in range(count)]
    box.addItem(_plain(look, "track", x0=0, y=middles, height=THICK, width=chart.most))
    for n, span in enumerate(spans):
        if not span.shown:
            continue
        wide = max(span.high - span.low, chart.most / 200)
        box.addItem(_plain(look, span.token, x0=[span.low], y=[n + 0.5], height=THICK, width=[wide]))
        mark = {"x": [span.middle], "y": [n + 0.5], "height": THICK + 0.2, "width": chart.most / 130}
        box.addItem(_plain(look, "ink", **mark))
    _beside(layout, 0, box, [span.label for span in spans], look, "ink", REGULAR, WIDEST_LABEL)
    _beside(layout, 2, box, [span.figure for span in spans], look, "ink", SEMIBOLD)
    _beside(layout, 3, box, [span.note for span in spans], look, "muted", REGULAR)
    _below(layout, 1, box, list(chart.ticks), look)


def _columns(layout: Any, chart: Columns, look: Look) -> None:
    bars, count = chart.bars, len(chart.bars)
    most = max((bar.value for bar in bars), default=0) or 1
    box = _box(layout, 0, count, most * 1.16)  # room for the figure above the highest
    for token in dict.fromkeys(bar.token for bar in bars):
        mine = [(n + 0.5, bar.value) for n, bar in enumerate(bars) if bar.token == token]
        box.addItem(_plain(look, token, x=[x for x, _ in mine], y0=0, width=0.86, height=[value for _, value in mine]))
    add = partial(_figure_above, box, look)
    for n, bar in enumerate(bars):
        add(n + 0.5, bar)
    box.addItem(pg.InfiniteLine(0, angle=0, pen=pg.mkPen(look.colour("line_strong"))))
    _below(layout, 0, box, [(n + 0.5, bar.label) for n, bar in enumerate(bars)], look)


def _figure_above(box: Any, look: Look, x: float, bar: Bar) -> None:
    text = pg.TextItem(bar.figure, color=look.colour("ink"), anchor=(0.5, 1.0))
    text.setFont(look.font(SIZE_SMALL))
    text.setPos(x, bar.value)
    box.addItem(text)


def _heat_map(layout: Any, chart: HeatMap, look: Look) -> None:
    """Squares by shade: squares of one colour are painted straight away, those of many would be as a recorded picture."""
    box = _box(layout, 1, len(chart.columns), len(chart.rows))
    box.invertY(True)
    places: dict[str, list[tuple[float, float]]] = {}
    for row, squares in enumerate(chart.squares):
        for column, square in enumerate(squares):
            shade = _shade(square, look).name()
            places.setdefault(shade, []).append((column + 0.5, row + 0.5))
    for shade, found in places.items():
        x, y = [place[0] for place in found], [place[1] for place in found]
        item = pg.BarGraphItem(x=x, y=y, width=0.94, height=0.9, brush=QColor(shade))
        item.setOpts(pen=pg.mkPen(None))
        box.addItem(item)
    _beside(layout, 0, box, list(chart.rows), look, "muted", REGULAR, WIDEST_LABEL)
    _below(layout, 1, box, [(n + 0.5, label) for n, label in enumerate(chart.columns)], look)


def _shade(square: Square | None, look: Look) -> QColor:
    """From the soft accent to the full one in SHADES steps; grey where too little is known, almost nothing where nothing is."""
    if square is None or square.strength is None:
        return look.colour("track" if square else "hover")
    low, high = look.colour("accent_soft"), look.colour("accent")
    strength = round(square.strength * SHADES) / SHADES

    def between(one: int, other: int) -> int:
        return round(one + (other - one) * strength)

    return QColor(between(low.red(), high.red()), between(low.green(), high.green()), between(low.blue(), high.blue()))
