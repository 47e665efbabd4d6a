"""Importing an opposition list: how many numbers and addresses are new, and what cannot be read, before anything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import backups, imports, leads, opposition_lists
from sdrdesk.core.operations.opposition_lists import ListImported, ListPlan
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.pill import Pill

SHOWN = 200


class OppositionDialog(QDialog):
    """Preview a list, then oppose all it names; closed while it works, everything is taken back."""

    imported = Signal(object)

    def __init__(self, workspace: Workspace, words: Words, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self.path = workspace, words, path
        self.plan: ListPlan | None = None
        self._task: LongTask | None = None
        self.setWindowTitle(self.tr("Opposition list {file}").format(file=path.name))
        self.resize(760, 520)
        self._lay_out()
        self._busy(self.tr("Reading…"))
        self._run(
            lambda progress: opposition_lists.plan_list(self._workspace, self.path, progress=progress), self._planned
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
        cards = QGridLayout()
        cards.setSpacing(12)
        self.figures: dict[str, QLabel] = {}
        names = (
            ("numbers", self.tr("numbers to oppose"), "accent"),
            ("addresses", self.tr("addresses to oppose"), "accent"),
            ("known", self.tr("opposed already"), "neutral"),
            ("unreadable", self.tr("unreadable"), "doubt"),
        )
        for n, (code, name, tone) in enumerate(names):
            card, figure = Card(), QLabel("–")
            mark(figure, "figure")
            card.add(figure)
            card.add(Pill(name, tone))  # type: ignore[arg-type]
            self.figures[code] = figure
            cards.addWidget(card, 0, n)
        self.problems = QPlainTextEdit()
        self.problems.setReadOnly(True)
        self.problems.setAccessibleName(self.tr("What cannot be read"))
        self.problems.setPlaceholderText(self.tr("Every line can be read."))
        self.problems.setTabChangesFocus(True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.close_button = QPushButton(self.tr("Cancel"))
        self.close_button.clicked.connect(self.close)
        self.import_button = QPushButton(self.tr("Oppose them"))
        mark(self.import_button, "primary")
        self.import_button.setDefault(True)
        self.import_button.clicked.connect(self.start_import)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.progress)
        foot.addWidget(self.close_button)
        foot.addWidget(self.import_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.about)
        layout.addLayout(cards)
        layout.addWidget(self.problems, 1)
        layout.addLayout(foot)

    def _run(self, work: Callable[[Callable[[int, int], bool]], Any], done: Callable[[Any], None]) -> None:
        task = LongTask(work, self)
        task.progressed.connect(self._progressed)
        task.done.connect(lambda result: self._ended(partial(done, result)))
        task.failed.connect(lambda error: self._ended(partial(self._failed, error)))
        task.broken.connect(lambda error: self._ended(partial(self._broken, error)))
        self._task = task.start()

    def _ended(self, then: Callable[[], None]) -> None:
        self._task = None
        self.progress.hide()
        then()

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _busy(self, said: str) -> None:
        self.said.setText(said)
        mark(self.said, "muted")
        self.progress.setRange(0, 0)
        self.progress.show()
        self.import_button.setEnabled(False)

    def _planned(self, plan: ListPlan) -> None:
        self.plan = plan
        number = self._words.number
        counts = (plan.new_numbers, plan.new_addresses, plan.known, len(plan.unreadable))
        for figure, n in zip(self.figures.values(), counts, strict=True):
            figure.setText(number(n))
        lines = [
            self.tr("line {n}: {what}").format(n=number(p.line), what=imports.problem_sentence(p, self._words))
            for p in plan.unreadable[:SHOWN]
        ]
        if len(plan.unreadable) > SHOWN:
            lines.append(self.tr("… and {n} more").format(n=number(len(plan.unreadable) - SHOWN)))
        self.problems.setPlainText("\n".join(lines))
        self.said.setText(
            self.tr("The list can be taken back as a whole.") if plan.new else self.tr("Nothing new to oppose.")
        )
        self.import_button.setEnabled(plan.new > 0)
        self.import_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: UserError) -> None:
        self.said.setText(sentence(error, self._words))
        mark(self.said, "bad")
        self.close_button.setText(self.tr("Close"))

    def _broken(self, error: Exception) -> None:
        self.said.setText(str(error))
        mark(self.said, "bad")
        raise error

    def start_import(self) -> None:
        """Oppose all that the list names."""
        plan = self.plan
        if plan is None or self._task is not None:
            return
        self._busy(self.tr("Importing…"))
        self._run(partial(_apply, self._workspace, plan), self._imported)

    def _imported(self, done: ListImported) -> None:
        self.imported.emit(done)
        self.accept()

    def done(self, result: int) -> None:
        """Close, however it was asked: what is under way is cancelled and taken back first."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
        super().done(result)


def _apply(workspace: Workspace, plan: ListPlan, progress: Callable[[int, int], bool]) -> ListImported:
    if leads.count_leads(workspace):
        backups.backup_before(workspace, "import")
    return opposition_lists.apply_list(workspace, plan, progress)
