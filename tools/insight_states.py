"""Pictures of the insights: on a base with a year of work, cut, too small, at other sizes; and the report, as pages."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from insight_year import fill_year

from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.ui.main_window import Workbench
from sdrdesk.ui.shell import Shell


class InsightStates:
    """Walks through the screen, and prints its report."""

    def __init__(self, pictures, scale) -> None:
        self.pictures, self.scale = pictures, scale

    def take_all(self, folder) -> None:
        """The demonstration; then a year of work, in a window of its own."""
        bench = self.pictures.bench
        bench.show_screen("insights")
        self.ready(bench.insights.view)
        self.pictures.grab("insights-demo")
        workspace = open_workspace(folder / "year.sdrdesk", "Alex Morel")
        fill_year(workspace)
        shell = Shell("sdrdesk", lambda: None)
        year = Workbench(workspace, bench.words, bench._personal)
        shell.set_content(year, year.close_down)
        shell.show()
        year.begin()
        before = self.pictures.shell, self.pictures.bench
        self.pictures.shell, self.pictures.bench = shell, year
        self.take_year(year)
        self.pictures.shell, self.pictures.bench = before
        shell.close()

    def take_year(self, bench) -> None:
        """The page from top to foot, a cut with too little, the list of a filter, smaller windows, the report."""
        bench.show_screen("insights")
        view = bench.insights.view
        view.filters.period.setCurrentIndex(view.filters.period.findData("all"))
        view.filters.period.activated.emit(0)
        self.ready(view)
        self.walk(view, "insights")
        self.take_report(view)
        view.cards["funnel"].chart.setFocus()
        self.pictures.grab("insights-focus")
        if self.scale == "1":
            for width, height in ((1366, 768), (1100, 720)):
                self.pictures.shell.resize(width, height)
                self.walk(view, f"insights-{width}")
            self.pictures.shell.resize(1440, 900)
        view.filters.by.setCurrentIndex(view.filters.by.findData("month"))
        view.filters.by.activated.emit(0)
        self.ready(view)
        self.pictures.grab("insights-month")
        source = view.filters.source
        source.list.popup(source.mapToGlobal(source.rect().bottomLeft()))
        self.pictures.grab("insights-sources", source.list)
        source.list.actions()[2].trigger()
        source.list.close()
        self.ready(view)
        self.walk(view, "insights-little")

    def ready(self, view) -> None:
        """Wait for the figures."""
        while not view.is_shown:
            self.pictures.settle()
        self.pictures.settle()

    def walk(self, view, name) -> None:
        """Each screenful of the page."""
        bar = view.page.verticalScrollBar()
        self.pictures.settle()
        at = 0
        for n in range(1, 9):
            bar.setValue(at)
            self.pictures.grab(f"{name}-{n}")
            if at >= bar.maximum():
                break
            at = min(bar.maximum(), at + bar.pageStep() - 60)
        bar.setValue(0)

    def take_report(self, view) -> None:
        """The report as pages, where the system can draw them; a chart as a picture."""
        out, case = self.pictures.out, self.pictures.case
        path = out / f"insights-report-{case}.pdf"
        view.exporting.write_report(path)
        while view.exporting._next.isActive():
            self.pictures.settle()
        view.exporting.write_picture("breakdown", out / f"insights-chart-{case}.png")
        tool = shutil.which("pdftoppm")
        if tool is None:
            return
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([tool, "-r", "80", "-png", str(path), str(Path(folder) / "page")], check=True, timeout=60)
            for page in sorted(Path(folder).glob("*.png")):
                shutil.copy(page, out / f"insights-report-{case}-{page.stem.split('-')[-1]}.png")
