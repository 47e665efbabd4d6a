"""Taking a review bundle in: what it is, its pass phrase, then opened as a workspace of its own, or merged here."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.backups import backup_before
from sdrdesk.core.operations.bundles import (
    BundleLook,
    Merged,
    is_locked,
    look_at_bundle,
    merge_bundle,
    merged_lines,
    open_bundle,
    told_line,
)
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.task_foot import TaskFoot
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.review.pass_phrase import PassPhraseField
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel

TOLD = 300
"""Values set on both sides, a line each, at once; the history of each lead has them all."""


class TakeBundleDialog(QDialog):
    """Looks at a bundle first; a wrong pass phrase, a damaged or foreign file is said before anything is done."""

    def __init__(self, workspace: Workspace, words: Words, path: Path, do: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self.path = workspace, words, path
        self.look: BundleLook | None = None
        self.resize(680, 190)
        self.what = QLabel()
        self.what.setWordWrap(True)
        mark(self.what, "strong")
        self.phrase = PassPhraseField(
            self.tr("Pass phrase"), self.tr("the pass phrase it was written with"), self.tr("Show it")
        )
        self.phrase.field.returnPressed.connect(self.read)
        self.read_button = QPushButton(self.tr("Unlock"))
        self.read_button.setAutoDefault(False)
        self.read_button.clicked.connect(self.read)
        self.locked = QWidget()
        row = QHBoxLayout(self.locked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.phrase, 1)
        row.addWidget(self.read_button)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(self.tr("What was merged"))
        self.report.hide()
        self.foot = TaskFoot(words, do)
        self.foot.close_button.setAutoDefault(False)
        self.foot.close_button.clicked.connect(self.reject)
        self.foot.do_button.clicked.connect(self.take)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(12)
        for widget in (self.what, self.locked):
            self.column.addWidget(widget)
        self.lay_out_more()
        self.column.addWidget(self.report, 1)
        self.column.addStretch(0)
        self.column.addWidget(self.foot)
        self.foot.do_button.setDefault(True)
        self.foot.do_button.setEnabled(False)
        self._begin()

    def lay_out_more(self) -> None:
        """What else there is to choose."""

    def _begin(self) -> None:
        try:
            locked = is_locked(self.path)
        except UserError as error:
            self.locked.hide()
            self.foot.say(sentence(error, self._words), "bad")
            return
        self.locked.setVisible(locked)
        if locked:
            self.foot.say(self.tr("It is locked: type its pass phrase."))
            self.phrase.setFocus()
        else:
            self.read()

    def read(self) -> None:
        """Look at what the bundle is."""
        if self.look is not None:
            return
        phrase = self.phrase.text()
        self.foot.run(
            self.tr("Reading…"), lambda _progress: look_at_bundle(self.path, phrase, self._workspace), self._read
        )

    def _read(self, look: BundleLook) -> None:
        self.look = look
        self.locked.hide()
        number, words = self._words.number, self._words
        at = words.moment(look.at, self._workspace.zone, self._workspace.now())
        said = self.tr("Remarks on {leads} leads, written by {who}, {at}: {remarks} remarks.")
        if not look.answers:
            said = self.tr("{leads} leads to review, written by {who}, {at}: {decisions} qualifications.")
        self.what.setText(
            said.format(
                leads=number(look.leads),
                who=look.who or "–",
                at=at,
                remarks=number(look.remarks),
                decisions=number(look.decisions),
            )
        )
        trouble = self.trouble(look)
        self.foot.say(trouble or self.says(look), "doubt" if trouble else "muted")
        self.foot.do_button.setEnabled(not trouble)
        ready = self.foot.close_button if trouble else self.foot.do_button
        ready.setDefault(True)
        ready.setFocus(Qt.FocusReason.OtherFocusReason)

    def trouble(self, _look: BundleLook) -> str:
        """Why it cannot be taken in here; "" when it can."""
        return ""

    def says(self, _look: BundleLook) -> str:
        """What taking it in will do."""
        raise NotImplementedError

    def take(self) -> None:
        """Take it in."""
        raise NotImplementedError

    def done(self, result: int) -> None:
        """Close, however it was asked: what is under way is cancelled first."""
        self.foot.stop()
        super().done(result)


class OpenBundleDialog(TakeBundleDialog):
    """Opens a bundle as a workspace of its own; `opened` names its file."""

    opened = Signal(object)

    def __init__(self, workspace: Workspace, words: Words, path: Path, parent: QWidget | None = None) -> None:
        self.folder = workspace.store.path.parent
        super().__init__(workspace, words, path, "", parent)
        self.setWindowTitle(self.tr("Open the bundle {file}").format(file=path.name))
        self.foot.do_button.setText(self.tr("Open it"))

    def lay_out_more(self) -> None:
        self.where = ElideLabel(str(self.folder))
        self.where.setAccessibleName(self.tr("Folder"))
        change = QPushButton(self.tr("Another folder…"))
        change.setAutoDefault(False)
        change.clicked.connect(self.ask_folder)
        row = QHBoxLayout()
        name = QLabel(self.tr("Kept in"))
        mark(name, "muted")
        row.addWidget(name)
        row.addWidget(self.where, 1)
        row.addWidget(change)
        self.column.addLayout(row)

    def ask_folder(self) -> None:
        """Choose where the review is kept."""
        found = QFileDialog.getExistingDirectory(self, self.tr("Where the review is kept"), str(self.folder))
        if found:
            self.folder = Path(found)
            self.where.setText(found)

    def says(self, look: BundleLook) -> str:
        return self.tr("It opens in a window of its own; your leads stay as they are.")

    def take(self) -> None:
        """Make the workspace of it."""
        if self.look is None or self.foot.busy:
            return
        phrase, folder = self.phrase.text(), self.folder

        def work(progress: Callable[[int, int], bool]) -> Path:
            return open_bundle(self.path, folder, phrase, self._workspace.clock, progress)

        self.foot.run(self.tr("Opening…"), work, self._opened)

    def _opened(self, path: Path) -> None:
        self.opened.emit(path)
        self.accept()


class MergeBundleDialog(TakeBundleDialog):
    """Merges a bundle into this workspace, then says what came and what of two values holds."""

    merged = Signal(object)

    def __init__(self, workspace: Workspace, words: Words, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(workspace, words, path, "", parent)
        self.setWindowTitle(self.tr("Merge the bundle {file}").format(file=path.name))
        self.foot.do_button.setText(self.tr("Merge it"))

    def trouble(self, look: BundleLook) -> str:
        if look.ours:
            return ""
        return self.tr("It is of another workspace: it can be opened as a review, not merged here.")

    def says(self, look: BundleLook) -> str:
        if look.merged:
            return self.tr("It was merged here before: merging it again changes nothing.")
        return self.tr(
            "Nothing is overwritten unsaid: of two values the newer one holds, the other stays in the history."
        )

    def take(self) -> None:
        """Merge it."""
        if self.look is not None and self.look.ours and not self.foot.busy:
            work = partial(_merge, self._workspace, self.path, self.phrase.text(), self.look)
            self.foot.run(self.tr("Merging…"), work, self._merged)

    def _merged(self, done: Merged) -> None:
        lines = [line[0].upper() + line[1:] + "." for line in merged_lines(done, self._words)]
        told = [told_line(self._workspace, t, self._words) for t in done.told[:TOLD]]
        if len(done.told) > TOLD:
            told.append(self.tr("… and {n} more").format(n=self._words.number(len(done.told) - TOLD)))
        self.report.setPlainText("\n".join([*lines, "", *told] if told else lines))
        self.report.show()
        self.resize(self.width(), max(self.height(), 420))
        self.foot.say(self.tr("Merged."), "ok")
        self.foot.do_button.hide()
        self.foot.close_button.setText(self.tr("Close"))
        self.foot.close_button.setDefault(True)
        self.foot.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.merged.emit(done)


def _merge(
    workspace: Workspace, path: Path, phrase: str, look: BundleLook, progress: Callable[[int, int], bool]
) -> Merged:
    if not look.merged:
        backup_before(workspace, "review")  # a merge is not taken back as a whole
    return merge_bundle(workspace, path, phrase, progress)
