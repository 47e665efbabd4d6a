"""The figures on paper: pages of A4 in the order of the screen, charts as lines and letters, every rate with its n."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from sdrdesk.core.errors import UserError
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.chart_view import ChartView
from sdrdesk.ui.insights.charts import Cell, Chart, Column, Sheet, Table
from sdrdesk.ui.insights.drawing import Look, height_of
from sdrdesk.ui.insights.tiles import Tile
from sdrdesk.ui.printing import MARGIN_MM
from sdrdesk.ui.theme import LIGHT, current_theme
from sdrdesk.ui.theme.fonts import REGULAR, SEMIBOLD
from sdrdesk.ui.widgets.painting import LEFT, RIGHT, elided, lines_of, text_width

WIDTH, HEIGHT = 760.0, 1130.0
"""A page in the pixels of the screen, so that charts and letters keep their proportions."""
FOOT = 28.0
ROW, LINE = 21.0, 17.0
SMALL, TEXT, TITLE, HEADING = 10, 12, 22, 14
BETWEEN = 22.0
LEAST = 72.0
STEP = 0.008
"""Seconds after which the window is let on."""
Stroke = Callable[[QPainter], None]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of the report: its title, what it is of, when it was made, how it is to be read."""

    title: str
    cut: str
    made: str
    rule: str


@dataclass
class Pages:
    """What is drawn on each page, and how far down the last one is filled."""

    sheets: list[list[Stroke]] = field(default_factory=lambda: [[]])
    y: float = 0.0

    def room(self) -> float:
        """The height that is left on the page in hand."""
        return HEIGHT - FOOT - self.y

    def turn(self) -> None:
        """Begin the next page."""
        self.sheets.append([])
        self.y = 0.0

    def put(self, height: float, stroke: Callable[[QPainter, float], None]) -> None:
        """Draw something that high, on the next page if this one has no room for it."""
        if height > self.room() and self.y:
            self.turn()
        top = self.y
        self.sheets[-1].append(lambda painter: stroke(painter, top))
        self.y += height


def write_report(
    path: Path, head: Head, tiles: Sequence[Tile], sheets: Sequence[Sheet], words: Words
) -> Generator[None, None, int]:
    """Write the report in short steps, between which the window lives; at the end how many pages it has.

    UserError when the file cannot be written.
    """
    look = Look(current_theme(), LIGHT)
    pages = Pages()
    _put_head(pages, head, look)
    _put_tiles(pages, tiles, look)
    _put_lines(pages, head.rule, look, "muted", SMALL)
    for sheet in sheets:
        _put_sheet(pages, sheet, look)
        yield
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    yield from _draw(pages, content, head, look, words)
    try:
        path.write_bytes(content.data().data())
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    return len(pages.sheets)


def _draw(pages: Pages, content: QBuffer, head: Head, look: Look, words: Words) -> Generator[None]:
    writer = QPdfWriter(content)
    writer.setTitle(f"{head.title} · {head.cut}")
    writer.setCreator("sdrdesk")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    painter = QPainter(writer)
    try:
        scale = writer.width() / WIDTH
        painter.scale(scale, scale)
        for n, strokes in enumerate(pages.sheets, 1):
            if n > 1:
                writer.newPage()
            begun = time.monotonic()
            for stroke in strokes:
                stroke(painter)
                if time.monotonic() - begun > STEP:
                    yield
                    begun = time.monotonic()
            said = words.text("insight_report", "page", page=n, pages=len(pages.sheets))
            foot = QRectF(0, HEIGHT - 14, WIDTH, 14)
            _write(painter, foot, f"{head.title} · {head.cut}", look, "muted", SMALL, room=WIDTH - 140)
            _write(painter, foot, said, look, "muted", SMALL, right=True)
    finally:
        painter.end()


# -- the parts of a page ------------------------------------------------------------------------------------------------


def _put_head(pages: Pages, head: Head, look: Look) -> None:
    pages.put(32, lambda p, y: _write(p, QRectF(0, y, WIDTH, 28), head.title, look, "ink", TITLE, SEMIBOLD))
    _put_lines(pages, f"{head.cut} · {head.made}", look, "muted", TEXT)
    pages.y += 10


def _put_tiles(pages: Pages, tiles: Sequence[Tile], look: Look) -> None:
    wide = WIDTH / 3

    def draw(painter: QPainter, y: float) -> None:
        for n, tile in enumerate(tiles):
            left, top = n % 3 * wide, y + n // 3 * 62
            room = wide - 12
            _write(painter, QRectF(left, top, room, 24), tile.figure, look, "ink", 18, SEMIBOLD)
            _write(painter, QRectF(left, top + 24, room, 16), tile.word, look, tile.tone or "ink", TEXT)
            _write(painter, QRectF(left, top + 40, room, 14), tile.note, look, "muted", SMALL)

    pages.put(62.0 * ((len(tiles) + 2) // 3) + 8, draw)


def _put_sheet(pages: Pages, sheet: Sheet, look: Look) -> None:
    """One subject; its title never stands alone at the foot of a page."""
    chart = height_of(sheet.chart) + 12 if sheet.chart is not None else 0
    said = [line for text in sheet.said for line in lines_of(look.theme, text, WIDTH, TEXT)]
    rows = min(len(sheet.table.rows), 3) if sheet.table else 0
    least = 30 + LINE * len(said) + chart + ROW * (rows + 1) + 30
    if least > pages.room() and pages.y:
        pages.turn()
    elif pages.y:
        pages.y += BETWEEN
    pages.put(26, lambda p, y: _put_heading(p, y, sheet.title, look))
    for line in said:
        _put_line(pages, line, look, "ink", TEXT)
    if sheet.nothing:
        _put_lines(pages, sheet.nothing, look, "muted", TEXT)
    if sheet.chart is not None:
        _put_chart(pages, sheet.chart, look)
    if sheet.rule:
        _put_lines(pages, sheet.rule, look, "muted", SMALL)
    if sheet.table is not None:
        _put_table(pages, sheet.table, look)


def _put_heading(painter: QPainter, y: float, title: str, look: Look) -> None:
    _write(painter, QRectF(0, y, WIDTH, 18), title, look, "accent", HEADING, SEMIBOLD)
    _rule(painter, y + 21, look)


def _put_lines(pages: Pages, text: str, look: Look, token: str, size: int) -> None:
    for line in lines_of(look.theme, text, WIDTH, size):
        _put_line(pages, line, look, token, size)


def _put_line(pages: Pages, line: str, look: Look, token: str, size: int) -> None:
    pages.put(size + 5, lambda p, y: _write(p, QRectF(0, y, WIDTH, size + 4), line, look, token, size))


def _put_chart(pages: Pages, chart: Chart, look: Look) -> None:
    high = height_of(chart)

    def draw(painter: QPainter, y: float) -> None:
        view = ChartView("", paper=True)
        view.resize(int(WIDTH), high)
        view.show_chart(chart)
        painter.save()
        view.paint_on(painter, QRectF(0, y + 4, WIDTH, high))
        painter.restore()
        view.deleteLater()

    pages.put(high + 12, draw)


def _put_table(pages: Pages, table: Table, look: Look) -> None:
    """Every row; the head is written again at the top of each page."""
    widths = _widths(table, look)
    heads = tuple(Cell(column.label) for column in table.columns)
    pages.y += 4

    def head() -> None:
        pages.put(ROW, lambda p, y: _row(p, y, heads, table.columns, widths, look, head=True))

    head()
    for cells in table.rows:
        if pages.room() < ROW:
            pages.turn()
            head()
        pages.put(ROW, lambda p, y, cells=cells: _row(p, y, cells, table.columns, widths, look))  # type: ignore[misc]


def _row(
    painter: QPainter, y: float, cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[float], look: Look,
    *, head: bool = False,
) -> None:  # fmt: skip
    left = 0.0
    for n, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True)):
        place = QRectF(left + (0 if n == 0 else 4), y, width - (4 if n == 0 else 8), ROW - 2)
        note = text_width(look.theme, cell.note, SMALL) + 5 if cell.note else 0.0
        token = "muted" if head or cell.faint else "ink"
        weight = SEMIBOLD if head or n == 0 else REGULAR
        size = SMALL if head else TEXT - 1
        if column.figures:
            shorter = place.adjusted(0, 0, -note, 0)
            _write(painter, shorter, cell.text, look, token, size, weight, right=True, room=shorter.width())
            _write(painter, place, cell.note, look, "muted", SMALL - 1, right=True)
        else:
            _write(painter, place, cell.text, look, token, size, weight, room=place.width() - note)
            beside = text_width(look.theme, cell.text, size, weight) + 6
            _write(painter, place.adjusted(beside, 0, 0, 0), cell.note, look, "muted", SMALL - 1)
        left += width
    _rule(painter, y + ROW - 1, look)


def _widths(table: Table, look: Look) -> list[float]:
    """What each column needs; words give way to figures where the page is too narrow for all."""
    needs = []
    for n, column in enumerate(table.columns):
        cells = [row[n] for row in table.rows]
        widest = max(
            (
                text_width(look.theme, cell.text, TEXT - 1, SEMIBOLD if n == 0 else REGULAR)
                + (text_width(look.theme, cell.note, SMALL) + 5 if cell.note else 0)
                for cell in cells
            ),
            default=0.0,
        )
        needs.append(max(widest, text_width(look.theme, column.label, SMALL, SEMIBOLD)) + 9)
    spare = WIDTH - sum(needs)
    if spare >= 0:
        shares = sum(column.share for column in table.columns)
        return [need + spare * column.share / shares for need, column in zip(needs, table.columns, strict=True)]
    giving = [n for n, column in enumerate(table.columns) if not column.figures]
    while spare < 0 and giving and max(needs[n] for n in giving) > LEAST:
        needs[max(giving, key=lambda n: needs[n])] -= 1
        spare += 1
    scale = WIDTH / sum(needs) if spare < 0 else 1.0
    return [need * scale for need in needs]


def _write(
    painter: QPainter, place: QRectF, text: str, look: Look, token: str, size: int, weight: int = REGULAR,
    *, right: bool = False, room: float = 0.0,
) -> None:  # fmt: skip
    if not text:
        return
    font = QFont(look.font(size, weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.setFont(font)
    painter.setPen(look.colour(token))
    shown = elided(look.theme, text, room, size, weight) if room else text
    painter.drawText(place, (RIGHT if right else LEFT) | int(Qt.TextFlag.TextDontClip), shown)


def _rule(painter: QPainter, y: float, look: Look) -> None:
    painter.setPen(QPen(look.colour("line"), 0.8))
    painter.drawLine(0, round(y), round(WIDTH), round(y))
