"""Pictures of the calibration page in its states: too few outcomes, a proposal, its verdicts, a grid that stands."""

import sys
from datetime import timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


class CalibrationStates:
    """Has sales answer ever more hand-offs of the demonstration's grid, and calibrates it each time."""

    def __init__(self, pictures, scale):
        self.pictures, self.scale, self.bench = pictures, scale, pictures.bench

    def take_all(self) -> None:
        """Every state, and the smallest window people work in."""
        from sdrdesk.ui.grids.grids_view import CALIBRATION

        self.answer(24, seed=1)
        self.bench.show_screen("grids")
        view = self.bench.grids_view
        view.tabs.setCurrentIndex(CALIBRATION)
        page = view.calibrating
        self.until(lambda: page._task is None)
        self.pictures.grab("calibration-few")
        self.answer(286, seed=2)
        page._look()
        self.until(lambda: page._task is None)
        self.pictures.grab("calibration-ready")
        self.calibrate(page)
        self.pictures.grab("calibration")
        if self.scale == "1":
            self.pictures.shell.resize(1366, 768)
            self.pictures.grab("calibration-1366")
            self.pictures.shell.resize(1100, 768)
            self.pictures.grab("calibration-1100")
            self.pictures.shell.resize(1440, 900)
        page.result.tabs.setCurrentIndex(1)
        self.pictures.grab("calibration-verdicts")
        page.take_over()
        self.pictures.grab("calibration-taken")
        view.undo()

    def calibrate(self, page) -> None:
        page.run_or_cancel()
        self.until(lambda: page._task is None)

    def answer(self, count, seed) -> None:
        """Leads judged by the grid in use; sales accepts those whose need is shared and who decide."""
        from tests.operations.calibration_history import Handed, hand_over, many_leads

        workspace, random = self.bench.workspace, Random(seed)
        grid, now = workspace.grid, workspace.now()
        choices = [c for c in grid.criteria if c.options]
        handed = []
        for n, lead in enumerate(many_leads(workspace, count)):
            answers = {c.id: random.choice([o.id for o in c.options if not o.eliminates]) for c in choices}
            worth = {i: next(o.percent for o in grid.criterion(i).options if o.id == a) for i, a in answers.items()}
            told = 0.9 * worth.get("need_shared", 50) + 0.5 * worth.get("authority", 50)
            said = "accepted" if random.gauss(told, 30) > 75 else "rejected"
            handed.append(Handed(lead, answers, [said], now - timedelta(days=2, hours=count - n)))
        hand_over(workspace, grid, handed)

    def until(self, true) -> None:
        """Let the window live until something is true."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop

        deadline = QDeadlineTimer(60_000)
        while not true() and not deadline.hasExpired():
            self.pictures.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
