"""One subject on the screen: its sentences, its chart, its table and how it is to be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from sdrdesk.ui.insights.chart_view import ChartView
from sdrdesk.ui.insights.charts import Sheet
from sdrdesk.ui.insights.figure_table import FigureTable
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.card import Card


class SheetCard(Card):
    """Shows a sheet; its parts are made when there is something to show in them."""

    picture_asked = Signal(str)  # the key of the sheet

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet.title, parent)
        self.sheet = sheet
        self.chart: ChartView | None = None
        self.table: FigureTable | None = None
        self.said, self.nothing, self.rule = QLabel(), QLabel(), QLabel()
        for label, kind in ((self.said, None), (self.nothing, "muted"), (self.rule, "small")):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            mark(label, kind)  # type: ignore[arg-type]
        self.save = QPushButton()
        set_icon(self.save, "download", "muted", 16)
        mark(self.save, "quiet")
        policy = self.save.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that titles side by side stand in line
        self.save.setSizePolicy(policy)
        self.save.setAccessibleName(self.tr("Save the chart as a picture: {title}").format(title=sheet.title))
        self.save.setToolTip(self.tr("Save the chart as a picture (Enter on the chart)"))
        self.save.clicked.connect(self._ask_picture)
        self.add_to_header(self.save)
        self.add(self.said)
        self.add(self.nothing)
        self.add(self.rule)
        self.body.addStretch(1)
        self.show_words(sheet)

    def _ask_picture(self) -> None:
        self.picture_asked.emit(self.sheet.key)

    def show_words(self, sheet: Sheet) -> None:
        """Show the words of a sheet; its chart and its table come next, each by itself."""
        self.sheet = sheet
        self.set_title(sheet.title)
        for label, text in ((self.said, "\n".join(sheet.said)), (self.nothing, sheet.nothing), (self.rule, sheet.rule)):
            label.setText(text)
            label.setVisible(bool(text))
        self.save.setVisible(sheet.chart is not None)

    def show_chart(self) -> None:
        """Show the chart of the sheet in hand."""
        sheet = self.sheet
        if sheet.chart is not None and self.chart is None:
            self.chart = ChartView(sheet.title)
            self.chart.picture_asked.connect(self._ask_picture)
            self.body.insertWidget(self.body.indexOf(self.nothing) + 1, self.chart)
        if self.chart is not None:
            self.chart.setVisible(sheet.chart is not None)
            if sheet.chart is not None:
                self.chart.setAccessibleName(sheet.title)
                self.chart.show_chart(sheet.chart)

    def show_table(self) -> None:
        """Show the table of the sheet in hand."""
        sheet = self.sheet
        if sheet.table is not None and self.table is None:
            self.table = FigureTable(sheet.title)
            self.body.insertWidget(self.body.indexOf(self.rule), self.table)
        if self.table is not None:
            self.table.setVisible(sheet.table is not None)
            if sheet.table is not None:
                self.table.setAccessibleName(self.tr("{title}: figures").format(title=sheet.title))
                self.table.show_table(sheet.table)
