"""A chart on the screen: still, in the colours of the theme, said in words to whoever cannot see it."""

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QWidget

from sdrdesk.ui.insights.charts import Bars, Chart, Columns, HeatMap, Spans
from sdrdesk.ui.insights.drawing import Look, draw, height_of
from sdrdesk.ui.insights.plotting import pg
from sdrdesk.ui.theme import LIGHT, current_theme
from sdrdesk.ui.theme.fonts import SEMIBOLD
from sdrdesk.ui.theme.tokens import SIZE_BASE
from sdrdesk.ui.widgets.painted import came_by_keyboard
from sdrdesk.ui.widgets.painting import paint_ring, paint_text

PICTURE_SCALE = 2
"""A picture goes into slides and on large screens: twice the pixels of the window."""
MARGIN = 16
TITLE = 34


class ChartView(pg.GraphicsView):
    """Draws a chart; nothing in it moves by the mouse, so that the page below it scrolls."""

    picture_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, paper: bool = False) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self._paper, self._ring = paper, False
        self._chart: Chart | None = None
        self._layout: Any = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(220)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName(name)
        if not paper:
            current_theme().changed.connect(self._draw)

    @property
    def chart(self) -> Chart | None:
        """What is drawn."""
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart, or nothing anew if it is the same."""
        if chart == self._chart:
            return
        self._chart = chart
        self.setFixedHeight(height_of(chart))
        self.setAccessibleDescription("\n".join(chart.said))
        self._draw()

    def _draw(self) -> None:
        if self._chart is None:
            return
        theme = current_theme()
        self.setBackground(theme.colour("panel"))
        self._layout = pg.GraphicsLayout()
        draw(self._layout, self._chart, Look(theme, LIGHT if self._paper else theme.tokens))
        self.setCentralItem(self._layout)

    # -- as a picture -------------------------------------------------------------------------------------------

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        """Draw the chart on something else, as lines and letters where that can hold them."""
        self._layout.setGeometry(QRectF(self.rect()))
        self.scene().prepareForPaint()
        self.scene().render(painter, room, QRectF(self.rect()), Qt.AspectRatioMode.KeepAspectRatio)

    def picture(self, title: str, note: str = "") -> QImage:
        """The chart under its title, and a small line below it."""
        theme = current_theme()
        wide, high = self.width() + 2 * MARGIN, self.height() + TITLE + 2 * MARGIN + (20 if note else 0)
        image = QImage(wide * PICTURE_SCALE, high * PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_SCALE)
        image.fill(theme.colour("panel"))
        painter = QPainter(image)
        try:
            head = QRectF(MARGIN, MARGIN, wide - 2 * MARGIN, 20)
            paint_text(painter, head, title, theme, "ink", SIZE_BASE, SEMIBOLD)
            if note:
                foot = QRectF(MARGIN, high - MARGIN - 18, wide - 2 * MARGIN, 18)
                paint_text(painter, foot, note, theme, "muted", SIZE_BASE - 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_on(painter, QRectF(MARGIN, MARGIN + TITLE, self.width(), self.height()))
        finally:
            painter.end()
        return image

    # -- the keyboard and the mouse -----------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def mousePressEvent(self, event: Any) -> None:
        event.ignore()

    def mouseMoveEvent(self, event: Any) -> None:
        event.ignore()

    def mouseReleaseEvent(self, event: Any) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.picture_asked.emit()
        else:
            QWidget.keyPressEvent(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = came_by_keyboard(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring:
            painter = QPainter(self.viewport())
            paint_ring(painter, QRectF(self.rect()), 6, current_theme().colour("accent"))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return bool(super().viewportEvent(event))

    def tip_at(self, point: QPointF) -> str:
        """What is said of the place under the mouse, "" beside the chart."""
        boxes = [item for item in self._layout.items if isinstance(item, pg.ViewBox)] if self._layout else []
        if not boxes or self._chart is None:
            return ""
        at = boxes[0].mapSceneToView(self.mapToScene(point.toPoint()))
        column, row = int(at.x() // 1), int(at.y() // 1)
        match self._chart:
            case Bars(bars):
                return bars[row].said if 0 <= row < len(bars) else ""
            case Spans(spans):
                return spans[row].said if 0 <= row < len(spans) else ""
            case Columns(bars):
                return bars[column].said if 0 <= column < len(bars) else ""
            case HeatMap(rows, columns, squares):
                inside = 0 <= row < len(rows) and 0 <= column < len(columns)
                square = squares[row][column] if inside else None
                return square.said if square else ""
