"""Importing a file step by step: how it reads, its columns, its values, the known leads, the preview, the import itself.

Nothing is touched before the last step. A file that leaves nothing in doubt goes straight to its preview.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.imports import Choices, FileLook, Imported, ImportPlan
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.import_frame import COLUMNS, FILE, PREVIEW, REPORT, VALUES, ImportFrame
from sdrdesk.ui.imports.import_tasks import apply, find_values, look, plan, save_refused
from sdrdesk.ui.imports.in_hand import ImportInHand, Values
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.step_bar import StepState

ON_AZERTY = "&É\"'("
"""What the keys 1 to 5 are on a French keyboard."""
LEAVING_WAITS = 2.0
"""Seconds that closing waits for a task that only reads: it is dropped then."""
TAKING_BACK_WAITS = 20.0
"""Seconds that closing the window waits for an import to be taken back; what is left is taken back at the next start."""


class ImportDialog(ImportFrame):
    """Walks through the steps; `imported` tells what was done, `undo_wanted` asks to take it back.

    `taken_back` says that an import was begun and that nothing of it stays: what was read meanwhile is stale.
    """

    imported = Signal(object)
    taken_back = Signal()
    undo_wanted = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        path: Path,
        parent: QWidget | None = None,
        *,
        campaign: str = "",
        name: str = "",
    ) -> None:
        super().__init__(ImportInHand(workspace, words, path, name or path.name, Choices(campaign=campaign)), parent)
        self._words = words
        self.result_of: Imported | None = None
        self._passed: set[int] = set()
        self._began = self._leaving = False
        self._bind()
        self._go_to(FILE)
        self.read()

    def _bind(self) -> None:
        self.bar.asked.connect(self.ask_step)
        self.back_button.clicked.connect(self.go_back)
        self.close_button.clicked.connect(self.close)
        self.next_button.clicked.connect(self.go_on)
        self.file_step.reread.connect(self.read)
        for step in self.steps:
            step.changed.connect(self._changed)
        self.report_step.refused_wanted.connect(self.ask_refused)
        self.report_step.undo_wanted.connect(self._undo)
        self.foot.failed.connect(self._failed)
        self.aside.broken.connect(self._broken)
        for keys, act in (
            ("Alt+Left", self.go_back), ("Ctrl+PgUp", self.go_back), ("Alt+Right", self.go_forth),
            ("Ctrl+PgDown", self.go_forth),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for n in range(REPORT):
            for key in (str(n + 1), ON_AZERTY[n]):
                QShortcut(QKeySequence(f"Alt+{key}"), self).activated.connect(partial(self.ask_step, n))

    # -- walking ------------------------------------------------------------------------------------------------

    def _can_go_to(self, step: int) -> bool:
        if self.at == REPORT or step == REPORT:
            return False
        return step == FILE or (self.hand.look is not None and (step != PREVIEW or self.hand.names_somebody))

    def ask_step(self, step: int) -> None:
        """Go to any step that can be gone to; what was filled in stays."""
        if step != self.at and self._can_go_to(step):
            self._passed.add(self.at)
            self._go_to(step)

    def go_back(self) -> None:
        """The step before."""
        self.ask_step(max(FILE, self.at - 1))

    def go_forth(self) -> None:
        """The step after, whether it asks for anything or not; the import itself needs the button."""
        if self.at < PREVIEW:
            self.ask_step(self.at + 1)

    def go_on(self) -> None:
        """The next step that asks for a look, else the preview; from there, the import."""
        if self.foot.busy:
            return
        if self.at == REPORT:
            self.close()
        elif not self.next_button.isEnabled():
            return
        elif self.at == PREVIEW:
            self.start_import()
        elif self.at == COLUMNS and not self.hand.values_are_known:
            self._passed.add(COLUMNS)
            self._find_values(self._go_where_asked)
        else:
            self._passed.add(self.at)
            self._go_where_asked()

    def _go_where_asked(self) -> None:
        self._go_to(self._next_asking(self.at))

    def _next_asking(self, after: int) -> int:
        asking = (n for n in range(after + 1, PREVIEW) if n not in self._passed and self.steps[n].doubt())
        return next(asking, PREVIEW if after >= COLUMNS or self.hand.names_somebody else COLUMNS)

    def _go_to(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        if not self.foot.busy:
            self.foot.say("")
        self.steps[step].show_hand()
        self._show_state()
        if step == VALUES and self.hand.look is not None and not self.hand.values_are_known:
            self._find_values(self._values_arrived)
        elif step == PREVIEW:
            self._plan_if_stale()
        self.steps[step].enter()

    def _show_state(self) -> None:
        for n, pill in enumerate(self.bar.pills):
            doubt = "" if n in self._passed else self.steps[n].doubt()
            pill.set_state(self._state_of(n, doubt), doubt)
            pill.setEnabled(n == self.at or self._can_go_to(n))
        running = self.at == REPORT
        self.back_button.setVisible(not running)
        self.back_button.setEnabled(self.at > FILE)
        self.next_button.setVisible(not running)
        if self.at < PREVIEW:
            after = self.names[self._next_asking(self.at)]
            self.next_button.setText(self.tr("{step} (Enter)").format(step=after))
            self.next_button.setEnabled(self._can_go_on())

    def _state_of(self, step: int, doubt: str) -> StepState:
        if step == self.at:
            return "here"
        if doubt:
            return "doubt"
        settled = self._began and self.hand.look is not None and step < PREVIEW
        if step == VALUES and not self.hand.values_are_known:
            settled = settled and not self.hand.has_values
        return "done" if step in self._passed or settled else "ahead"

    def _can_go_on(self) -> bool:
        return not self.foot.busy and self.hand.look is not None and (self.at < COLUMNS or self.hand.names_somebody)

    # -- reading ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Look at the file anew with what is chosen of its reading."""
        self.aside.drop()
        self._drop_plan()
        work = partial(look, self.hand.workspace, self.hand.path, self.hand.choices.reading)
        self.foot.run(self.tr("Reading…"), work, self._looked)
        self._show_state()

    def _looked(self, seen: FileLook) -> None:
        self.hand.take_look(seen)
        self.foot.say("")
        self.close_button.setText(self.tr("Cancel"))
        if not self._began:
            self._began = True
            self._go_to(FILE if self.file_step.doubt() else self._next_asking(FILE))
            return
        self._passed -= {COLUMNS, VALUES}
        self.steps[self.at].show_hand()
        self._show_state()

    def _find_values(self, done: Callable[[], None]) -> None:
        with_what = self.hand.choices
        work = partial(find_values, self.hand.workspace, self.hand.path, with_what, tuple(self.hand.targets))

        def found(values: Values) -> None:
            self.hand.values, self.hand.values_with = values, with_what
            self.foot.say("")
            done()

        self.foot.run(self.tr("Looking at the values…"), work, found)

    def _values_arrived(self) -> None:
        if self.at == VALUES:
            self.values_step.show_hand()
            self.values_step.enter()
        self._show_state()

    def _changed(self) -> None:
        """A choice was made: what was worked out with another is stale."""
        if self.at == COLUMNS:
            self._passed.discard(VALUES)  # other columns have other values
        if self.at == VALUES and not self.hand.values_are_known:
            self._find_values(self._values_arrived)
        self._show_state()

    # -- the preview --------------------------------------------------------------------------------------------

    def _plan_if_stale(self) -> None:
        if self.hand.plan is not None and self.hand.planned_with == self.hand.choices:
            self._show_plan()
            return
        self._drop_plan()
        self.preview_step.show_hand()
        self.next_button.setText(self.tr("Import"))
        with_what = self.hand.choices
        work = partial(plan, self.hand.workspace, self.hand.path, with_what)
        said = self.tr("Working out what becomes of each row…")
        self.foot.run(said, work, partial(self._planned, with_what), ImportPlan.close)

    def _planned(self, with_what: Choices, made: ImportPlan) -> None:
        self.hand.plan, self.hand.planned_with = made, with_what
        if self.at != PREVIEW:
            self.foot.say("")
            self._show_state()
            return
        self.preview_step.show_hand()
        self._show_plan()
        if not self.hand.values_are_known:
            work = partial(find_values, self.hand.workspace, self.hand.path, with_what, tuple(self.hand.targets))
            self.aside.run(work, partial(self._doubts_found, with_what))

    def _doubts_found(self, with_what: Choices, values: Values) -> None:
        """What is in doubt among the values shows on its step, while the preview is read."""
        self.hand.values, self.hand.values_with = values, with_what
        self._show_state()
        if self.at == PREVIEW and self.hand.plan is not None:
            self._say_plan(self.hand.plan)

    def _show_plan(self) -> None:
        made, words = self.hand.plan, self._words
        assert made is not None
        wanted = made.counts["created"] + made.counts["updated"]
        said = self.tr("Import %n lead(s) (Enter)", "", wanted).replace(str(wanted), words.number(wanted))
        self.next_button.setText(said if wanted else self.tr("Nothing to import"))
        self.next_button.setEnabled(wanted > 0)
        self._say_plan(made)

    def _say_plan(self, made: ImportPlan) -> None:
        doubt = "" if VALUES in self._passed else self.values_step.doubt()
        if doubt:
            said = self.tr("{doubt} See the values (Alt+3).").format(doubt=doubt)
        else:
            said = self.tr(
                "The five figures add up to {n}. The import can be undone later; what people do since is kept."
            ).format(n=self._words.number(made.rows))
        if made.opposed:
            said = f"{self._words.text('opposition', 'kept_closed', n=made.opposed)}. {said}"
        self.foot.say(said, "doubt" if doubt else "muted")

    def _failed(self, error: UserError) -> None:
        if self.at == REPORT and self.result_of is None:
            self.taken_back.emit()
        if self._leaving:
            super().reject()  # all is taken back
            return
        if self.at == REPORT:
            if self.result_of is None:
                self._go_to(PREVIEW)  # all is taken back: it can be tried again
            self.foot.say(sentence(error, self._words), "bad")
            return
        self._show_state()
        if self.at == PREVIEW:
            self.next_button.setText(self.tr("Nothing to import"))
            self.next_button.setEnabled(False)
            self.preview_step.show_hand()

    def _broken(self, error: Exception) -> None:
        raise error

    # -- importing ----------------------------------------------------------------------------------------------

    def start_import(self) -> None:
        """Carry the plan out; cancel answers at once and takes back what was done."""
        made = self.hand.plan
        if made is None or self.foot.busy or self.result_of is not None:
            return
        self.aside.drop()
        self._passed.update(range(REPORT))
        self.pages.setCurrentIndex(REPORT)
        self.report_step.enter()
        self._show_state()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        work = partial(apply, self.hand.workspace, made, self.hand.choices)
        self.foot.run(self.tr("Importing…"), work, self._imported)

    def _imported(self, done: Imported) -> None:
        self.result_of = done
        self.report_step.show_done(done)
        self.foot.say("")
        self.close_button.setText(self.tr("Close (Enter)"))
        mark(self.close_button, "primary")
        self.close_button.setDefault(True)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.imported.emit(done)

    @property
    def _folder(self) -> Path:
        """Where the list came from; rows that were pasted stand in a folder that goes with the dialog."""
        if self.hand.name == self.hand.path.name:
            return self.hand.path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def ask_refused(self) -> None:
        """Choose where the refused rows are written."""
        proposed = self._folder / ("-".join((Path(self.hand.name).stem, self.tr("refused"))) + ".csv")
        path, _ = ask_where(
            self,
            self.tr("Save the refused rows"),
            str(proposed),
            self.tr("CSV files (*.csv)"),
        )
        if path:
            target = Path(path)
            self.save_refused(target if target.suffix else target.with_suffix(".csv"))

    def save_refused(self, target: Path) -> None:
        """Write the refused rows with their reasons, as a file that imports once mended."""
        made = self.hand.plan
        if made is None or self.foot.busy:
            return

        def written(rows: int) -> None:
            self.foot.say("")
            said = self.tr("%n refused row(s) written to {file}.", "", rows).replace(
                str(rows), self._words.number(rows)
            )
            self.report_step.say(said.format(file=target.name))
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter closes, as its button says

        self.foot.run(self.tr("Writing…"), partial(save_refused, made, target, self._words), written)

    def _undo(self) -> None:
        self.undo_wanted.emit(self.result_of)
        self.close()

    # -- the end ------------------------------------------------------------------------------------------------

    @property
    def _is_importing(self) -> bool:
        return self.at == REPORT and self.result_of is None and self.foot.busy

    def reject(self) -> None:
        """Leave; an import under way is cancelled at once, and the dialog goes when all of it is taken back."""
        if not self._is_importing:
            super().reject()
        elif not self._leaving:
            self._leaving = True
            self.close_button.setEnabled(False)
            self.foot.say(self.tr("Taking back what was done…"))
            self.foot.task.cancel()

    def done(self, result: int) -> None:
        """Close, however it was asked: an import under way is cancelled and taken back first."""
        self.aside.stop(LEAVING_WAITS)
        self.foot.stop(TAKING_BACK_WAITS if self._is_importing else LEAVING_WAITS)
        self._drop_plan()
        super().done(result)

    def _drop_plan(self) -> None:
        self.preview_step.model.set_plan(None)
        if self.hand.plan is not None:
            self.hand.plan.close()
            self.hand.plan = None
