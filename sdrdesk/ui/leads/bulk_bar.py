"""Changing many leads at once: which act, what it would change, its progress; Enter does it, Esc leaves or cancels."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from sdrdesk.core.domain.segment import CONTACT_KINDS
from sdrdesk.core.domain.typed_dates import read_day
from sdrdesk.core.domain.typed_values import Understood
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import bulk
from sdrdesk.core.operations.bulk import Bulked, Edit
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel

PREVIEW_PAUSE_MS = 150
CAMPAIGN, OWNER, ADD_TAG, REMOVE_TAG, KIND, PUT_OFF = range(6)


class BulkBar(QWidget):
    """One act on the leads that are selected."""

    done = Signal(object)  # Bulked
    broken = Signal(object)
    left = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._ids: Sequence[str] = ()
        self._task: LongTask | None = None
        self._again = False
        self.changing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._preview)
        self._lay_out()

    def _lay_out(self) -> None:
        self.about = QLabel()
        mark(self.about, "strong")
        self.act = QComboBox()
        self.act.setAccessibleName(self.tr("What to change"))
        for label in (
            self.tr("put in campaign"),
            self.tr("give to"),
            self.tr("add tag"),
            self.tr("remove tag"),
            self.tr("kind of contact"),
            self.tr("put off until"),
        ):
            self.act.addItem(label)
        self.act.currentIndexChanged.connect(self._act_chosen)
        self.chosen = QComboBox()
        self.chosen.setAccessibleName(self.tr("Value"))
        self.chosen.currentIndexChanged.connect(self._edited)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Value"))
        self.typed.textEdited.connect(self._edited)
        self.value = QStackedWidget()
        self.value.addWidget(self.chosen)
        self.value.addWidget(self.typed)
        self.value.setFixedWidth(220)
        self.said = ElideLabel("")
        mark(self.said, "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(100)
        self.do_button = QPushButton(self.tr("Change (Enter)"))
        mark(self.do_button, "primary")
        self.do_button.clicked.connect(self.carry_out)
        self.leave_button = QPushButton(self.tr("Leave it (Esc)"))
        mark(self.leave_button, "quiet")
        self.leave_button.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        parts: tuple[QWidget, ...] = (self.about, self.act, self.value)
        for part in parts:
            row.addWidget(part)
        row.addWidget(self.said, 1)
        parts = (self.progress, self.do_button, self.leave_button)
        for part in parts:
            row.addWidget(part)
        parts = (self.act, self.chosen, self.typed, self.do_button)
        for part in parts:
            part.installEventFilter(self)

    # -- what to do ---------------------------------------------------------------------------------------------

    def begin(self, ids: Sequence[str]) -> None:
        """Ask what to do to these leads, the keyboard on the act."""
        if self.changing:
            return
        self._ids = ids
        n = len(ids)
        self.about.setText(self.tr("%n lead(s)", "", n).replace(str(n), self._words.number(n)))
        self._show_running(False)
        self._act_chosen()
        self.show()
        self.act.setFocus(Qt.FocusReason.TabFocusReason)

    def set_leads(self, ids: Sequence[str]) -> None:
        """Others are selected now."""
        if self.isVisible() and not self.changing and ids and ids != self._ids:
            self._ids = ids
            n = len(ids)
            self.about.setText(self.tr("%n lead(s)", "", n).replace(str(n), self._words.number(n)))
            self._edited()

    def _act_chosen(self) -> None:
        act = self.act.currentIndex()
        blocked = self.chosen.blockSignals(True)
        self.chosen.clear()
        for value, label in self._choices(act):
            self.chosen.addItem(label[:1].upper() + label[1:], value)
        self.chosen.blockSignals(blocked)
        self.value.setCurrentIndex(0 if self.chosen.count() else 1)
        self.typed.clear()
        hints = {OWNER: self.tr("a name; empty for nobody"), PUT_OFF: self.tr("a day: Monday, 3 December…")}
        self.typed.setPlaceholderText(hints.get(act, self.tr("a tag")))
        self._edited()

    def _choices(self, act: int) -> list[tuple[str, str]]:
        if act == CAMPAIGN:
            open_ = [(c.id, c.name) for c in self._workspace.campaigns.values() if not c.closed]
            return [*open_, ("", self.tr("no campaign"))]
        if act == KIND:
            kinds = [(kind, self._words.text("contact_kind", kind)) for kind in CONTACT_KINDS]
            return [*kinds, ("", self.tr("as the workspace"))]
        return []

    def edit(self) -> Edit | None:
        """The act as put together; None while its value is missing. UserError for a day that has gone."""
        given, act = self.typed.text().strip(), self.act.currentIndex()
        if act in (CAMPAIGN, KIND):
            make = bulk.put_in_campaign if act == CAMPAIGN else bulk.set_kind
            return make(self.chosen.currentData() or "")
        if act == OWNER:
            return bulk.give_to(given)
        if not given:
            return None
        if act == PUT_OFF:
            day = self._day(given)
            return bulk.put_off_until(self._workspace, day) if day else None
        return bulk.add_tag(given) if act == ADD_TAG else bulk.remove_tag(given)

    def _day(self, given: str) -> date | None:
        found = read_day(given, self._workspace.now().date())
        return found.value if isinstance(found, Understood) else None

    # -- what it would do ---------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self.do_button.setEnabled(False)
        self.said.setText(self.tr("Counting…"))
        mark(self.said, "muted")
        self._pause.start(PREVIEW_PAUSE_MS)

    def _preview(self) -> None:
        if self._task is not None:
            self._again = True
            self._task.cancel()
            return
        try:
            edit = self.edit()
        except UserError as error:
            self._say("bad", sentence(error, self._words))
            return
        if edit is None:
            typed_day = self.act.currentIndex() == PUT_OFF and self.typed.text().strip()
            self._say("muted", self.tr("Which day is meant?") if typed_day else "")
            return
        self._run(partial(_count, self._workspace, self._ids, edit), self._previewed)

    def _previewed(self, n: int) -> None:
        words = self._words
        said = self.tr("would change {n} of {all}").format(n=words.number(n), all=words.number(len(self._ids)))
        if self.act.currentIndex() == PUT_OFF and (day := self._day(self.typed.text())):
            said += f" · {words.day(day, self._workspace.now().date())}"
        self._say("muted", said)
        self.do_button.setEnabled(n > 0)

    def _say(self, look: str, text: str) -> None:
        self.said.setText(text)
        mark(self.said, look)  # type: ignore[arg-type]

    # -- doing it -----------------------------------------------------------------------------------------------

    def carry_out(self) -> None:
        """Do it, away from the window; cancelled, all of it is taken back."""
        edit = self.edit() if self.do_button.isEnabled() else None
        if edit is None or self._task is not None:
            return
        self._show_running(True)
        self._run(partial(_change, self._workspace, self._ids, edit), self._changed)
        self.leave_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_running(self, running: bool) -> None:
        self.changing = running
        for widget in (self.act, self.value, self.do_button):
            widget.setEnabled(not running)
        self.progress.setVisible(running)
        self.progress.setValue(0)
        self.leave_button.setText(self.tr("Cancel (Esc)") if running else self.tr("Leave it (Esc)"))
        if running:
            self._say("muted", self.tr("Changing…"))

    def _changed(self, done: Bulked) -> None:
        self._show_running(False)
        self.hide()
        self.done.emit(done)

    def leave(self) -> None:
        """Cancel what runs; else close."""
        if self.changing and self._task is not None:
            self._task.cancel()
            return
        self.stop()
        self.hide()
        self.left.emit()

    def stop(self) -> None:
        """Let nothing run any more; a change under way is taken back."""
        self._pause.stop()
        self._again = False
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    # -- tasks --------------------------------------------------------------------------------------------------

    def _run(self, work: Callable[[Callable[[int, int], bool]], Any], then: Callable[[Any], None]) -> None:
        task = LongTask(work, self)
        task.progressed.connect(self._progressed)
        task.done.connect(lambda result: self._ended(lambda: then(result)))
        task.failed.connect(lambda error: self._ended(lambda: self._failed(error)))
        task.broken.connect(lambda error: self._ended(lambda: self._broke(error)))
        self._task = task.start()

    def _ended(self, then: Callable[[], None]) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._preview()
            return
        then()

    def _failed(self, error: UserError) -> None:
        was_changing = self.changing
        self._show_running(False)
        if error.code != "cancelled":
            self._say("bad", sentence(error, self._words))
        elif was_changing:
            self._say("doubt", self.tr("Cancelled: nothing was changed"))
            self.do_button.setEnabled(True)
        self.act.setFocus(Qt.FocusReason.TabFocusReason)

    def _broke(self, error: Exception) -> None:
        self._show_running(False)
        self.broken.emit(error)

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.carry_out()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _count(workspace: Workspace, ids: Sequence[str], edit: Edit, progress: Callable[[int, int], bool]) -> int:
    return bulk.count_changes(workspace, ids, edit, progress)


def _change(workspace: Workspace, ids: Sequence[str], edit: Edit, progress: Callable[[int, int], bool]) -> Bulked:
    return bulk.change_leads(workspace, ids, edit, progress)
