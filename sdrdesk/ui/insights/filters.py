"""What the figures are cut by: period, segment, source, rep, campaign, grid version; and what the funnel is shown by."""

from datetime import date, timedelta
from functools import cached_property

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from sdrdesk.core.domain.insights import By, Choices, Cut
from sdrdesk.core.domain.segment import SavedView
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.many_choice import ManyChoice
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.flow_layout import FlowLayout

USUAL = "365"
"""The period at first: long enough for a lead to have become an order."""
BETWEEN = "between"


class Filters(QWidget):
    """`changed` fires only when a person chooses something else."""

    changed = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._names = Names(workspace, words)
        self._views: list[SavedView] = []
        self._make_period()
        self.by = QComboBox()
        self.by.setAccessibleName(self.tr("Funnel by"))
        for by in By:
            self.by.addItem(self.tr("By {what}").format(what=words.inside("insight_column", by.value)), by.value)
        self.segment = QComboBox()
        self.segment.setAccessibleName(self.tr("Segment"))
        self.source = ManyChoice(words.text("insight_column", "source"), words)
        self.rep = ManyChoice(words.text("insight_column", "rep"), words)
        self.campaign = ManyChoice(words.text("insight_column", "campaign"), words)
        self.grid = ManyChoice(words.text("insight_column", "grid_version"), words)
        self.many = (self.source, self.rep, self.campaign, self.grid)
        self.between = QWidget()
        self._ends = QHBoxLayout(self.between)
        self._ends.setContentsMargins(0, 0, 0, 0)
        self.between.hide()
        flow = FlowLayout(self, gap=8)
        for widget in (self.period, self.between, self.by, self.segment, *self.many):
            flow.addWidget(widget)
        self._connect()
        self.offer_views([])

    def _make_period(self) -> None:
        self.period = QComboBox()
        self.period.setAccessibleName(self.tr("Period of arrival"))
        for code, label in (
            ("30", self.tr("Last 30 days")),
            ("90", self.tr("Last 90 days")),
            ("365", self.tr("Last 12 months")),
            ("year", self.tr("This year")),
            ("all", self.tr("All leads")),
            (BETWEEN, self.tr("From … to …")),
        ):
            self.period.addItem(label, code)
        self.period.setCurrentIndex(self.period.findData(USUAL))

    def _connect(self) -> None:
        self.period.activated.connect(lambda _: self._period_chosen())
        for box in (self.by, self.segment):
            box.activated.connect(lambda _: self.changed.emit())
        for choice in self.many:
            choice.changed.connect(self.changed)

    @property
    def _today(self) -> date:
        return self._workspace.now().astimezone(self._workspace.zone).date()

    def _period_chosen(self) -> None:
        between = self.period.currentData() == BETWEEN
        if between:
            self.since.setFocus()
        self.between.setVisible(between)
        self.changed.emit()

    @cached_property
    def since(self) -> DateField:
        """The first day of a period of one's own; made when one is wanted: its calendar is large."""
        return self._day(self._today - timedelta(days=90), self.tr("Arrived from"))

    @cached_property
    def until(self) -> DateField:
        """The last day of a period of one's own."""
        return self._day(self._today, self.tr("Arrived until"))

    def _day(self, day: date, name: str) -> DateField:
        field = DateField(day)
        field.setAccessibleName(name)
        field.userDateChanged.connect(lambda _: self.changed.emit())
        if self._ends.count():
            self._ends.addWidget(QLabel("–"))
        self._ends.addWidget(field)
        return field

    # -- what is chosen -----------------------------------------------------------------------------------------

    def cut(self) -> Cut:
        """What is chosen, as the figures take it."""
        since, until = self.days()
        row = self.segment.currentIndex()
        return Cut(
            since,
            until,
            source=self.source.chosen,
            campaign=self.campaign.chosen,
            who=self.rep.chosen,
            grid=self.grid.chosen,
            segment=self._views[row - 1].conditions if row > 0 else (),
        )

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day of the period, both included; None has no end."""
        code, today = self.period.currentData(), self._today
        match code:
            case "all":
                return None, None
            case "year":
                return date(today.year, 1, 1), None
            case "between":
                return self.since.day(), self.until.day()
            case _:
                return today - timedelta(days=int(code) - 1), None

    def said(self, names: Names) -> str:
        """What is chosen, in the language of who reads it: the line at the head of a report."""
        words = names.words
        since, until = self.days()
        named = {"since": words.date(since) if since else "", "until": words.date(until) if until else ""}
        kind = {(True, True): "between", (True, False): "since", (False, True): "until"}.get(
            (since is not None, until is not None), "all"
        )
        parts = [words.text("insight_report", f"period_{kind}", **named)]
        if self.segment.currentIndex() > 0:
            parts.append(self.segment.currentText())
        for choice, by in zip(self.many, ("source", "rep", "campaign", "grid_version"), strict=True):
            if choice.chosen:
                labels = ", ".join(names.part(by, key, choice.label_of(key)) for key in choice.chosen)
                parts.append(f"{words.text('insight_by', by)}{words.colon}{labels}")
        return " · ".join(parts)

    # -- what is offered ----------------------------------------------------------------------------------------

    def offer(self, known: Choices) -> None:
        """Offer what there is to choose; emits nothing."""
        for choice, by, offered in zip(
            self.many,
            ("source", "rep", "campaign", "grid_version"),
            (known.source, known.who, known.campaign, known.grid),
            strict=True,
        ):
            choice.offer([(c.key, self._names.part(by, c.key, c.label), c.n) for c in offered])

    def offer_views(self, views: list[SavedView]) -> None:
        """Offer the saved views as segments; the chosen one stays chosen, if it is still there; emits nothing."""
        row = self.segment.currentIndex()
        chosen = self._views[row - 1].id if row > 0 else ""
        self._views = views
        with QSignalBlocker(self.segment):
            self.segment.clear()
            self.segment.addItem(self.tr("All segments"))
            for view in views:
                self.segment.addItem(view.name)
            self.segment.setCurrentIndex(next((n for n, v in enumerate(views, 1) if v.id == chosen), 0))
        self.segment.setEnabled(bool(views))
        why = self.tr("A segment is a view saved on the Leads screen (Ctrl+2).")
        self.segment.setToolTip(why)
        self.segment.setAccessibleDescription(why)
