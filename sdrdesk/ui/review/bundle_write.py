"""Writing a review bundle: which leads, under which pass phrase, into which file; or the answer of a review."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.operations.bundles import ENDING, Written, write_answer_bundle, write_bundle
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.task_foot import TaskFoot
from sdrdesk.ui.review.pass_phrase import PassPhraseField
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.theme import mark

Scope = tuple[str, Callable[[], Sequence[str]]]
"""What a choice of leads is called, with its number, and how its leads are read."""


class WriteBundleDialog(QDialog):
    """Chooses and writes; without scopes it is the answer of a review, which holds all that came."""

    written = Signal(object)

    def __init__(
        self, workspace: Workspace, words: Words, scopes: Sequence[Scope], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._scopes = workspace, words, scopes
        answer = not scopes
        self.setWindowTitle(self.tr("Return the remarks") if answer else self.tr("Write a review bundle"))
        self.resize(620, 320)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which leads"))
        for label, _read in scopes:
            self.which.addItem(label)
        self.phrase = PassPhraseField(
            self.tr("Pass phrase"), self.tr("none: who has the file can read it"), self.tr("Show it")
        )
        self.foot = TaskFoot(words, self.tr("Write…"))
        self._lay_out(answer)

    def _lay_out(self, answer: bool) -> None:
        about = QLabel(
            self.tr(
                "One file with all that was said in this review. Merged where the leads are, it adds the remarks and "
                "the corrections; whatever was changed there meanwhile stays told."
            )
            if answer
            else self.tr(
                "One file with the leads, their answers, notes, calls and decisions, and the versions of the grid. It "
                "opens in sdrdesk on any machine, without a network; the remarks come back in the same way. Of people "
                "who objected, no number and no address is in it."
            )
        )
        about.setWordWrap(True)
        mark(about, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(about)
        column.addSpacing(4)
        if not answer:
            column.addWidget(_named(self.which.accessibleName()))
            column.addWidget(self.which)
        column.addWidget(_named(self.tr("Pass phrase, if the file goes by mail or by a shared folder")))
        column.addWidget(self.phrase)
        column.addStretch(1)
        column.addWidget(self.foot)
        self.foot.close_button.setAutoDefault(False)
        self.foot.close_button.clicked.connect(self.reject)
        self.foot.do_button.clicked.connect(self.ask_file)
        self.foot.do_button.setDefault(True)
        (self.phrase.field if answer else self.which).setFocus()

    def ask_file(self) -> None:
        """Choose where the file goes, and write it."""
        kind = self.tr("Review bundles (*{ending})").format(ending=ENDING)
        stem = self.tr("remarks") if not self._scopes else self.tr("review")
        name = f"{stem}-{self._workspace.now():%Y-%m-%d}{ENDING}"
        path, _ = ask_where(self, self.windowTitle(), name, kind)
        if path:
            target = Path(path)
            self.write_to(target if target.suffix == ENDING else target.with_name(target.name + ENDING))

    def write_to(self, path: Path) -> None:
        """Write the file."""
        if self.foot.busy:
            return
        phrase = self.phrase.text()
        if self._scopes:
            read = self._scopes[self.which.currentIndex()][1]

            def work(progress: Callable[[int, int], bool]) -> Written:
                return write_bundle(self._workspace, read(), path, phrase, progress)
        else:
            work = partial(_answer, self._workspace, path, phrase)
        self.foot.run(self.tr("Writing…"), work, self._written)

    def _written(self, done: Written) -> None:
        self.written.emit(done)
        self.accept()

    def done(self, result: int) -> None:
        """Close, however it was asked: what is under way is cancelled first, and leaves no file."""
        self.foot.stop()
        super().done(result)


def _answer(workspace: Workspace, path: Path, phrase: str, progress: Callable[[int, int], bool]) -> Written:
    return write_answer_bundle(workspace, path, phrase, progress)


def _named(text: str) -> QLabel:
    label = QLabel(text)
    mark(label, "muted")
    return label
