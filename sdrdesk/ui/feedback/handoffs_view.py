"""The hand-offs: a list at the left of what sales owes a word on, gave back or answered, a form beside it."""

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import feedback, leads
from sdrdesk.core.operations.feedback import HandedOver, Lists, Which
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.history import HistoryList
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.feedback.answer_form import AnswerForm, AnswerTyped
from sdrdesk.ui.feedback.handoff_words import about_handoff, nothing_in, row_of
from sdrdesk.ui.tasks import LongTask, Writer
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import SectionLabel
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.narrow import scrolled
from sdrdesk.ui.widgets.row_list import RowList

SHOWN = 500
"""Rows in a list at once."""


class HandoffsView(QWidget):
    """Up and Down go through a list, a digit answers, Ctrl+Enter records it and shows the next."""

    left = Signal()
    lead_asked = Signal(str)
    import_asked = Signal()
    recorded = Signal(str, object)  # who and what, Changes
    counted = Signal(int)  # how many sales is to be asked about now

    def __init__(
        self, workspace: Workspace, words: Words, writer: Writer, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self._task: LongTask | None = None
        self._stale, self._again, self._busy = True, False, False
        self._lists: Lists = {which: [] for which in Which}
        self.which = Which.AWAITING
        self.shown: list[HandedOver] = []
        self.lead_id = ""
        self._typed: dict[str, AnswerTyped] = {}
        """What was typed of leads and not recorded: it is there again with its lead."""
        self._done: dict[str, tuple[str, AnswerTyped]] = {}
        """What was recorded of leads, by which operation: taken back, it is typed again."""
        self._wanted = ""
        self._lay_out()
        bus.changed.connect(self._changed)
        for keys, act in (("Ctrl+PgDown", partial(self.turn, 1)), ("Ctrl+PgUp", partial(self.turn, -1)),
                          ("Ctrl+D", self._ask_lead)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.list = RowList(self.tr("Hand-offs"))
        self.list.picked.connect(self._picked)
        self.list.installEventFilter(self)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Which hand-offs"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _which in Which:
            self.tabs.addTab("")
        self.tabs.tabBarClicked.connect(self._turned)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.setToolTip(self.tr("Ctrl+PgDown and Ctrl+PgUp turn them"))
        self.count = QLabel()
        mark(self.count, "muted")
        self.count.setWordWrap(True)
        head = QVBoxLayout()
        head.setContentsMargins(14, 14, 14, 8)
        head.setSpacing(8)
        for widget in (SectionLabel(self.tr("Handed to sales")), self.tabs, self.count):
            head.addWidget(widget)
        self.import_button = QPushButton(self.tr("Import answers…"))
        self.import_button.clicked.connect(self.import_asked)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.addWidget(self.import_button)
        foot.addStretch(1)
        self.empty = EmptyState("message-square", "", "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self._detail())
        self.pages.addWidget(self.empty)
        self.pages.setCurrentWidget(self.empty)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._side(head, foot))
        across.addWidget(self.pages, 1)
        self._show_counts()

    def _side(self, head: QVBoxLayout, foot: QHBoxLayout) -> QWidget:
        side = QWidget()
        mark(side, "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(380)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        return side

    def _detail(self) -> QWidget:
        self.title, self.about, self.owed = ElideLabel(""), QLabel(), QLabel()
        mark(self.title, "title")
        mark(self.about, "muted")
        for label in (self.about, self.owed):
            label.setWordWrap(True)
        self.form = AnswerForm(self._words)
        self.form.record_asked.connect(self.record)
        self.form.left.connect(self._back_to_list)
        self.desk_button = QPushButton(self.tr("Put on the desk (Ctrl+D)"))
        self.desk_button.clicked.connect(self._ask_lead)
        self.history = HistoryList(self._workspace, self._words)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.desk_button)
        layout.addLayout(top)
        layout.addWidget(self.about)
        layout.addWidget(self.owed)
        layout.addWidget(self.form)
        layout.addWidget(SectionLabel(self.tr("What happened")))
        layout.addWidget(self.history)
        layout.addStretch(1)
        return scrolled(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list: a digit answers, Enter or Right goes to the form, Esc back to the desk."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and self.lead_id:
                self.form.answer.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if plain and event.text().isdigit() and self.lead_id:
                self.form.choose(int(event.text()))
                return True
        return super().eventFilter(watched, event)

    # -- reading ------------------------------------------------------------------------------------------------

    def show_screen(self) -> None:
        """The screen comes to the front: the lists are read if something changed since."""
        if self._stale:
            self.read()
        self.list.setFocus()

    def show_lead(self, lead_id: str) -> None:
        """Show one lead, on whichever list it stands or on none, ready to be answered."""
        self._wanted = lead_id
        if self._stale or self._task is not None:
            self.read()
        else:
            self._show_wanted()

    def read(self) -> None:
        """Read the lists, away from the window."""
        if self._task is not None:
            self._again = True
            return
        self._stale = self._again = False
        task = LongTask(partial(feedback.all_handoffs, self._workspace), self)
        task.done.connect(self._read)
        task.failed.connect(self._not_read)
        task.broken.connect(self._broke)
        self._task = task.start()

    def _read(self, lists: Lists) -> None:
        self._task, self._lists = None, lists
        self.counted.emit(sum(h.overdue for h in lists[Which.AWAITING]))
        self._show_counts()
        self._show_list()
        if self._wanted:
            self._show_wanted()
        if self._again:
            self.read()

    def _not_read(self, error: UserError) -> None:
        self._task = None
        if error.code != "cancelled":
            self._writer.refused.emit(error)

    def _broke(self, error: Exception) -> None:
        self._task = None
        self._writer.broken.emit(error)

    def stop(self) -> None:
        """Let nothing run any more: the window closes."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    def _changed(self, changes: Changes, _origin: object) -> None:
        if not (changes.leads or changes.settings):
            return
        self._stale = True
        if self.isVisible():
            self.read()

    # -- the lists ----------------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Go to the next list, or the one before."""
        self._turned((list(Which).index(self.which) + by) % len(Which))

    def _turned(self, n: int) -> None:
        if 0 <= n < len(Which):
            self.which = list(Which)[n]
            self.lead_id = self._keep_typed()
            self._show_list(first=True)
            self.list.setFocus()

    def _show_counts(self) -> None:
        names = {
            Which.AWAITING: self.tr("Awaiting"),
            Which.GIVEN_BACK: self.tr("Given back"),
            Which.ANSWERED: self.tr("Answered"),
        }
        for n, which in enumerate(Which):
            self.tabs.setTabText(n, f"{names[which]}  {self._words.number(len(self._lists[which]))}")

    def _show_list(self, *, first: bool = False) -> None:
        """Show a list, the lead in hand staying in hand, or the one that takes its place."""
        self.tabs.setCurrentIndex(list(Which).index(self.which))
        at = 0 if first else max(self.list.currentRow(), 0)
        self.shown = self._lists[self.which][:SHOWN]
        kept = [n for n, handed in enumerate(self.shown) if handed.lead == self.lead_id]
        at = kept[0] if kept and not first else min(at, len(self.shown) - 1)
        self.list.show_rows([row_of(handed, self.which, self._workspace, self._words) for handed in self.shown], at)
        self._say_count()
        if self.shown:
            self._show_handed(self.shown[at].lead, self.shown[at])
        elif not self._wanted:
            self.lead_id = self._keep_typed()
            self.pages.setCurrentWidget(self.empty)

    def _say_count(self) -> None:
        overdue = sum(h.overdue for h in self._lists[Which.AWAITING])
        texts = {
            Which.AWAITING: self.tr("%n to ask sales about now", "", overdue).replace(
                str(overdue), self._words.number(overdue)
            ),
            Which.GIVEN_BACK: self.tr("Decide again: nurture, exclude, or qualify further."),
            Which.ANSWERED: self.tr("The newest answers first."),
        }
        said = texts[self.which] if self.shown else ""
        if len(self._lists[self.which]) > SHOWN:
            said += " " + self.tr("The first {n} are shown.").format(n=SHOWN)
        self.count.setText(said)
        self.count.setVisible(bool(said))
        self.empty.set_words(*nothing_in(self.which))

    # -- one lead -----------------------------------------------------------------------------------------------

    @property
    def _today(self) -> date:
        return self._workspace.now().astimezone(self._workspace.zone).date()

    def _picked(self, row: int) -> None:
        self._show_handed(self.shown[row].lead, self.shown[row])

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        for which, found in self._lists.items():
            if any(h.lead == wanted for h in found[:SHOWN]):
                self.which, self.lead_id = which, self._keep_typed(wanted)
                self._show_list()
                break
        else:
            self.list.show_rows([row_of(handed, self.which, self._workspace, self._words) for handed in self.shown], -1)
            stands = feedback.handoff_to(self._workspace, wanted)
            self._show_handed(wanted, stands[1] if stands else None)
        self.form.answer.setFocus(Qt.FocusReason.TabFocusReason)

    def _keep_typed(self, next_lead: str = "") -> str:
        """Keep what is typed of the lead in hand; which lead comes next."""
        if self.lead_id and self.lead_id != next_lead:
            if self.form.is_edited():
                self._typed[self.lead_id] = self.form.said()
            else:
                self._typed.pop(self.lead_id, None)
        return next_lead

    def _show_handed(self, lead_id: str, handed: HandedOver | None) -> None:
        try:
            dossier = leads.dossier(self._workspace, lead_id)
        except UserError:  # gone since; the lists are read again
            return
        stays = lead_id == self.lead_id and self.form.is_edited()
        self.lead_id = self._keep_typed(lead_id)
        lead = dossier.summary.lead
        self.title.setText(" · ".join(dict.fromkeys(p for p in (lead.name, lead.company) if p)))
        self.about.setText(about_handoff(handed, self._workspace, self._words))
        self._say_owed(handed)
        self.history.show_lead(dossier)
        if not stays:
            by = next((f.who for f in reversed(dossier.feedback) if f.who), handed.meeting_with if handed else "")
            typed = self._typed.get(lead_id) or self._taken_back(lead_id, {f.operation for f in dossier.feedback})
            reasons = feedback.reasons(self._workspace)
            self.form.show_answer(AnswerTyped(by=by), reasons, self._today)
            if typed is not None:
                self.form.take_up(typed)
        self.pages.setCurrentIndex(0)

    def _say_owed(self, handed: HandedOver | None) -> None:
        last = handed.last_answer if handed else None
        if handed is not None and handed.overdue:
            days = self._words.text("feedback", "days", n=handed.waits_days)
            self.owed.setText(self.tr("Ask sales: no word for {days}.").format(days=days))
            mark(self.owed, "doubt")
        elif last is not None:
            title = feedback.feedback_title(self._workspace, last, self._words)
            self.owed.setText(title)
            mark(self.owed, "strong")
        else:
            self.owed.clear()
        self.owed.setVisible(bool(self.owed.text()))

    def _taken_back(self, lead_id: str, standing: set[str]) -> AnswerTyped | None:
        """What was recorded of a lead here and is not there any more."""
        operation, typed = self._done.get(lead_id, ("", None))
        return None if operation in standing else typed

    def flush(self) -> None:
        """Keep the words typed and not recorded, as notes of their leads: the window closes."""
        self._keep_typed()
        for lead_id, typed in self._typed.items():
            if typed.text:
                answer = self._words.text("sales_answer", typed.answer) if typed.answer else ""
                said = f"{self.tr('Said by sales, not recorded')}{self._words.colon}{typed.text}"
                note = f"{said} ({answer})" if answer else said
                self._writer.submit(partial(leads.add_note, self._workspace, lead_id, note))

    def _ask_lead(self) -> None:
        if self.lead_id:
            self.lead_asked.emit(self.lead_id)

    def _back_to_list(self) -> None:
        self.list.setFocus()

    # -- acts ---------------------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record what sales answered of the lead in hand; what is missing is said where it is missing."""
        if not self.lead_id or self._busy:
            return
        fault = self.form.missing_part()
        self.form.fault.setText(fault)
        if fault:
            return
        said, lead_id, now = self.form.said(), self.lead_id, self._workspace.now()
        at = None if said.day in (None, self._today) else now.replace(
            year=said.day.year, month=said.day.month, day=said.day.day, hour=0, minute=0, second=0, microsecond=0
        )  # fmt: skip
        work = partial(
            feedback.record_feedback, self._workspace, lead_id, said.answer, at=at, reason=said.reason,
            missing=said.missing, text=said.text, who=said.by,
        )  # fmt: skip
        self._busy = True
        name = f"{self.title.text()}{self._words.colon}{self._words.text('sales_answer', said.answer)}"
        self._writer.submit(work, partial(self._recorded, lead_id, said, name), self._refused, self._lost)

    def _recorded(self, lead_id: str, said: AnswerTyped, name: str, changes: Changes) -> None:
        self._busy = False
        self._typed.pop(lead_id, None)
        self._done[lead_id] = changes.operation, said
        if self.lead_id == lead_id and self.form.said() == said:  # else somebody typed on meanwhile
            self.form.show_answer(AnswerTyped(), feedback.reasons(self._workspace), self._today)
        self.list.setFocus()
        self._bus.publish(changes, None)
        self.recorded.emit(name, changes)

    def _refused(self, error: UserError) -> None:
        self._busy = False
        self._writer.refused.emit(error)

    def _lost(self) -> None:
        self._busy = False
