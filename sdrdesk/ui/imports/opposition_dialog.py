"""Importing an opposition list: how many numbers and addresses are new, and what cannot be read, before anything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.operations import backups, leads, opposition_lists
from sdrdesk.core.operations.opposition_lists import ListImported, ListPlan
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.task_foot import Figures, ProblemList, TaskFoot
from sdrdesk.ui.theme import mark


class OppositionDialog(QDialog):
    """Preview a list, then oppose all it names; closed while it works, everything is taken back."""

    imported = Signal(object)

    def __init__(self, workspace: Workspace, words: Words, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self.path = workspace, words, path
        self.plan: ListPlan | None = None
        self.setWindowTitle(self.tr("Opposition list {file}").format(file=path.name))
        self.resize(760, 520)
        self._lay_out()
        self.foot.run(
            self.tr("Reading…"),
            lambda progress: opposition_lists.plan_list(self._workspace, self.path, progress=progress),
            self._planned,
        )

    def _lay_out(self) -> None:
        self.about = QLabel(
            self.tr(
                "Each number and address becomes a keyed hash as it is read: the list itself is not kept. "
                "Leads that match are closed and never called; whoever is imported later and matches is closed too."
            )
        )
        self.about.setWordWrap(True)
        mark(self.about, "muted")
        self.figures = Figures(
            (
                ("numbers", self.tr("numbers to oppose"), "accent"),
                ("addresses", self.tr("addresses to oppose"), "accent"),
                ("known", self.tr("opposed already"), "neutral"),
                ("unreadable", self.tr("unreadable"), "doubt"),
            ),
            self._words,
        )
        self.problems = ProblemList(self.tr("What cannot be read"), self.tr("Every line can be read."), self._words)
        self.foot = TaskFoot(self._words, self.tr("Oppose them"))
        self.foot.close_button.clicked.connect(self.close)
        self.foot.do_button.clicked.connect(self.start_import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.about)
        layout.addWidget(self.figures)
        layout.addWidget(self.problems, 1)
        layout.addWidget(self.foot)

    def _planned(self, plan: ListPlan) -> None:
        self.plan = plan
        self.figures.show_counts((plan.new_numbers, plan.new_addresses, plan.known, len(plan.unreadable)))
        self.problems.show_problems(plan.unreadable)
        self.foot.say(
            self.tr("The list can be taken back as a whole.") if plan.new else self.tr("Nothing new to oppose.")
        )
        self.foot.do_button.setEnabled(plan.new > 0)
        self.foot.do_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_import(self) -> None:
        """Oppose all that the list names."""
        if self.plan is not None and not self.foot.busy:
            self.foot.run(self.tr("Importing…"), partial(_apply, self._workspace, self.plan), self._imported)

    def _imported(self, done: ListImported) -> None:
        self.imported.emit(done)
        self.accept()

    def done(self, result: int) -> None:
        """Close, however it was asked: what is under way is cancelled and taken back first."""
        self.foot.stop()
        super().done(result)


def _apply(workspace: Workspace, plan: ListPlan, progress: Callable[[int, int], bool]) -> ListImported:
    if leads.count_leads(workspace):
        backups.backup_before(workspace, "import")
    return opposition_lists.apply_list(workspace, plan, progress)
