"""Importing a file of facts about leads: what becomes of each row, before anything is touched."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.operations import backups
from sdrdesk.core.operations.fact_lists import ADDED, KNOWN, FactPlan
from sdrdesk.core.operations.file_plans import Progress
from sdrdesk.core.operations.row_people import NOT_FOUND, REFUSED
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.task_foot import Figures, ProblemList, TaskFoot, country_box
from sdrdesk.ui.theme import Tone, mark

TONES: dict[str, Tone] = {ADDED: "ok", KNOWN: "neutral", NOT_FOUND: "doubt", REFUSED: "bad"}


class FactsDialog(QDialog):
    """Preview a file of facts, then give the leads theirs; closed while it works, everything is taken back."""

    imported = Signal(object)

    def __init__(self, workspace: Workspace, words: Words, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self.path = workspace, words, path
        self.plan: FactPlan | None = None
        self.resize(820, 560)
        self._lay_out()
        self.name_it()
        self.read()

    # -- what a kind of facts says ------------------------------------------------------------------------------

    table = ""
    """The table of words that has a word for each fate."""

    def name_it(self) -> None:
        """Say what the file is: the title, the sentence about it, what the button does."""
        raise NotImplementedError

    def work_out(self, country: str, progress: Progress) -> FactPlan:
        """Plan the import, away from the window."""
        raise NotImplementedError

    def carry_out(self, plan: FactPlan, progress: Progress) -> object:
        """Apply the plan, away from the window."""
        raise NotImplementedError

    # -- the dialog ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.about = QLabel()
        self.about.setWordWrap(True)
        mark(self.about, "muted")
        self.country = country_box(
            self._workspace.country,
            self.tr("Country of numbers without a prefix"),
            lambda country: self.tr("Numbers: {country}").format(country=country),
        )
        self.country.activated.connect(lambda _: self.read())
        self.figures = Figures([(f, self._words.text(self.table, f), tone) for f, tone in TONES.items()], self._words)
        self.problems = ProblemList(self.tr("What is said of the rows"), self.tr("Every row can be used."), self._words)
        self.unmapped = QLabel()
        self.unmapped.setWordWrap(True)
        mark(self.unmapped, "muted")
        self.unmapped.hide()
        self.foot = TaskFoot(self._words, self.tr("Add them"))
        self.foot.close_button.clicked.connect(self.close)
        self.foot.do_button.clicked.connect(self.start_import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.about)
        layout.addWidget(self.country, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.figures)
        layout.addWidget(self.problems, 1)
        layout.addWidget(self.unmapped)
        layout.addWidget(self.foot)

    def read(self) -> None:
        """Work the file out anew with the country chosen."""
        self._drop_plan()
        work = partial(self.work_out, self.country.currentData())
        self.foot.run(self.tr("Reading…"), work, self._planned, FactPlan.close)

    def _planned(self, plan: FactPlan) -> None:
        self.plan = plan
        self.figures.show_counts(plan.counts[f] for f in TONES)
        self.problems.show_problems(plan.problems())
        left = ", ".join(plan.columns.unmapped)
        self.unmapped.setText(self.tr("Columns not recognised, left out: {columns}.").format(columns=left))
        self.unmapped.setVisible(bool(left))
        said = self.tr("The four figures add up to {n}. The import can be undone later.")
        self.foot.say(said.format(n=self._words.number(plan.rows)))
        self.foot.do_button.setEnabled(plan.counts[ADDED] > 0)
        wanted = self.foot.do_button if plan.counts[ADDED] else self.foot.close_button
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_import(self) -> None:
        """Add what the file brings."""
        if self.plan is not None and not self.foot.busy:
            self.country.setEnabled(False)
            self.foot.run(self.tr("Importing…"), partial(self._apply, self.plan), self._imported)

    def _apply(self, plan: FactPlan, progress: Progress) -> object:
        backups.backup_before(self._workspace, "import")
        return self.carry_out(plan, progress)

    def _imported(self, done: object) -> None:
        self.imported.emit(done)
        self.accept()

    def done(self, result: int) -> None:
        """Close, however it was asked: what is under way is cancelled and taken back first."""
        self.foot.stop()
        self._drop_plan()
        super().done(result)

    def _drop_plan(self) -> None:
        plan, self.plan = self.plan, None
        if plan is not None:
            plan.close()
