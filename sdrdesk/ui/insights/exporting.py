"""The figures as files: a workbook, a chart as a picture, a report on paper."""

import importlib
import re
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.insight_exports import export_insights
from sdrdesk.core.words import LANGUAGES, Words
from sdrdesk.ui.grids.definition_page import with_ending
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.sheets import reading_rule, sheets_of
from sdrdesk.ui.insights.tiles import tiles_of
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.tasks import LongTask

if TYPE_CHECKING:
    from sdrdesk.ui.insights.insights_view import InsightsView


class Exporting(QObject):
    """Asks where to, writes the figures that are shown, and says what was written."""

    def __init__(self, view: "InsightsView") -> None:
        super().__init__(view)
        self._view = view
        self._task: LongTask | None = None
        self._report: Generator[None, None, int] | None = None
        self._path = Path()
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._step)

    def menu(self, parent: QWidget) -> QMenu:
        """The ways out, with their keys."""
        words = self._view.words
        menu = QMenu(parent)
        menu.addAction(self.tr("Report as PDF…") + "\tCtrl+P").triggered.connect(lambda: self.ask_report())
        for code, label in (
            ("en", self.tr("Report as PDF in English…")),
            ("fr", self.tr("Report as PDF in French…")),
        ):
            if code != words.language and code in LANGUAGES:
                menu.addAction(label).triggered.connect(lambda _=False, code=code: self.ask_report(code))
        act = menu.addAction(self.tr("Workbook of all figures…") + "\tCtrl+Shift+X")
        act.triggered.connect(lambda: self.ask_workbook())
        return menu

    def _ready(self) -> bool:
        if self._view.answer is None:
            self._view.said.emit("doubt", self.tr("There are no figures to write yet."))
        return self._view.answer is not None

    # -- a report -----------------------------------------------------------------------------------------------

    def ask_report(self, language: str = "") -> None:
        """Choose where the report is written, in the language of who reads it."""
        if not self._ready() or self._next.isActive():
            return
        name = self.tr("insights") + ".pdf"
        path, _ = ask_where(self._view, self.tr("Save the report"), name, self.tr("PDF (*.pdf)"))
        if path:
            self.write_report(with_ending(Path(path), ".pdf"), language)

    def write_report(self, path: Path, language: str = "") -> None:
        """Write what is shown as pages on paper."""
        view = self._view
        assert view.answer is not None
        names = Names(view.workspace, Words(language)) if language else view.names
        report = importlib.import_module("sdrdesk.ui.insights.report")
        found, words = view.answer.found, names.words
        day = words.date(view.workspace.now().astimezone(view.workspace.zone).date())
        head = report.Head(
            words.text("insight_report", "title"),
            view.filters.said(names),
            words.text("insight_report", "made", day=day),
            reading_rule(names),
        )
        self._path = path
        if not language:
            self._report = report.write_report(path, head, view.answer.tiles, view.answer.sheets, words)
            self._next.start(0)
            return
        # In another language than that of the window: said anew, beside it.
        task = LongTask(lambda _go_on: (tiles_of(found, words), sheets_of(found, names)), self)
        task.done.connect(lambda said: self._draw(report.write_report(path, head, *said, words)))
        task.failed.connect(self._refused)
        task.broken.connect(self._broke)
        self._task = task.start()

    def _draw(self, report: Generator[None, None, int]) -> None:
        self._task, self._report = None, report
        self._next.start(0)

    def _step(self) -> None:
        """Draw a little more; one thing after another, so that a key never waits for all of it."""
        view = self._view
        assert self._report is not None
        try:
            next(self._report)
            self._next.start(0)
        except StopIteration as end:
            said = self.tr("%n page(s) written to {file}.", "", end.value)
            view.said.emit("ok", said.format(file=self._path.name))
        except UserError as error:
            view.failed.emit(error)

    # -- a workbook ---------------------------------------------------------------------------------------------

    def ask_workbook(self) -> None:
        """Choose where the workbook is written."""
        if not self._ready() or self._task is not None:
            return
        kinds = self.tr("Workbook (*.xlsx)")
        path, _ = ask_where(self._view, self.tr("Save the figures"), self.tr("insights") + ".xlsx", kinds)
        if path:
            self.write_workbook(with_ending(Path(path), ".xlsx"))

    def write_workbook(self, path: Path) -> None:
        """Write all figures, a sheet a subject, away from the window."""
        view = self._view
        assert view.answer is not None
        found, words, workspace = view.answer.found, view.words, view.workspace
        task = LongTask(lambda _go_on: export_insights(workspace, found, path, words), self)
        task.done.connect(lambda _done: self._written(path))
        task.failed.connect(self._refused)
        task.broken.connect(self._broke)
        self._task = task.start()

    def _written(self, path: Path) -> None:
        self._task = None
        self._view.said.emit("ok", self.tr("All figures written to {file}.").format(file=path.name))

    def _refused(self, error: UserError) -> None:
        self._task = None
        self._view.failed.emit(error)

    def _broke(self, error: Exception) -> None:
        self._task = None
        self._view.broken.emit(error)

    # -- a picture ----------------------------------------------------------------------------------------------

    def ask_picture(self, key: str) -> None:
        """Choose where a chart is written."""
        card = self._view.cards[key]
        name = re.sub(r"[^\w.-]+", "_", card.sheet.title).strip("_") + ".png"
        path, _ = ask_where(self._view, self.tr("Save the chart"), name, self.tr("Picture (*.png)"))
        if path:
            self.write_picture(key, with_ending(Path(path), ".png"))

    def write_picture(self, key: str, path: Path) -> None:
        """Write a chart as it is shown, with its title and what it is of."""
        view = self._view
        card = view.cards[key]
        assert card.chart is not None
        if card.chart.picture(card.sheet.title, view.filters.said(view.names)).save(str(path)):
            view.said.emit("ok", self.tr("Chart written to {file}.").format(file=path.name))
        else:
            view.failed.emit(UserError("file_trouble", path=str(path), why=self.tr("the picture could not be written")))

    def close(self) -> None:
        """Wait for what is being written: the window closes."""
        while self._next.isActive():
            self._next.stop()
            self._step()
        if self._task is not None:
            self._task.wait()
