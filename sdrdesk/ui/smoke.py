"""The built program's own proof: window, store, one import, one assessment; then it goes with status 0."""

import importlib
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import imports, qualification
from sdrdesk.ui.insights.charts import Bar, Columns

CSV = "Nom;Société;E-mail;Téléphone\nDurand;Fumée;d@fumee.example;01 99 00 12 34\n"


def run(app: Any) -> None:
    """Prove it and quit; anything wrong is a status of 1."""
    bench = app.workbench
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "one.csv"
            path.write_text(CSV, encoding="utf-8")
            plan = imports.plan_import(bench.workspace, path)
            done = imports.apply_import(bench.workspace, plan)
            plan.close()
        assert done.counts["created"] == 1, done.counts
        verdict, _facts = qualification.assessment_of(bench.workspace, bench.desk.session.lead_id)
        assert verdict.earned + verdict.open + verdict.lost == 1000
        assert not app.shell.grab().isNull()
        draw_a_chart()
        print("smoke: window, store, import, assessment and charts are sound")
    except Exception as error:
        print(f"smoke: {type(error).__name__}: {error}")
        app.status = 1
    app.shell.close()
    QApplication.exit(app.status)


def draw_a_chart() -> None:
    """What draws charts is loaded when the first one is shown: here, so that a program built without it is found out."""
    view = importlib.import_module("sdrdesk.ui.insights.chart_view").ChartView("")
    view.show_chart(Columns((Bar("1", 1.0, "1"),)))
    assert not view.grab().isNull()
