"""One call made on another phone: who, the outcome by its digit, when, and a note; Enter records it."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.phones import can_be_dialled, shown
from sdrdesk.core.operations import calls, leads
from sdrdesk.core.operations.call_lists import find_called, typed_when
from sdrdesk.core.operations.leads import LeadSummary
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import NOT_INTERESTED_REASONS
from sdrdesk.ui.calls.outcome_bar import KEYS, digit_of
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.row_list import ROW_HEIGHT, ListRow, RowList
from sdrdesk.ui.widgets.segmented import SegmentedChoice

MOST, SHOWN = 20, 3
SEARCH_PAUSE_MS = 60
BACK = Outcome.CALLBACK_PROMISED


class LogCallDialog(QDialog):
    """Log a call in a few keys: a name, Enter, a digit, Enter."""

    recorded = Signal(object)

    def __init__(self, workspace: Workspace, words: Words, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer = workspace, words, writer
        self._found: Sequence[LeadSummary] = ()
        self._asked_numbers: list[str] = []
        self.setWindowTitle(self.tr("Log a call made elsewhere"))
        self.resize(760, 460)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._search)
        self._make_fields()
        self._lay_out()
        self._search()

    def _make_fields(self) -> None:
        self.who = self._line(self.tr("Who"), self.tr("a name, a company or a number"))
        self.who.textEdited.connect(lambda _: self._pause.start(SEARCH_PAUSE_MS))
        self.found = RowList(self.tr("Leads found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setFixedHeight(SHOWN * ROW_HEIGHT + 4)
        self.outcomes, self.reasons = SegmentedChoice(), SegmentedChoice()
        self.outcomes.setAccessibleName(self.tr("Outcome"))
        self.reasons.setAccessibleName(self.tr("Reason"))
        text = self._words.text
        self.outcomes.set_options([(o[0].value, text("outcome", o[0].value)) for o in KEYS.values()])
        self.reasons.set_options([(r, text("reason", r)) for r in NOT_INTERESTED_REASONS])
        self.outcomes.chosen.connect(self._outcome_chosen)
        self.reasons.chosen.connect(self._reason_chosen)
        self.numbers = SegmentedChoice()
        self.numbers.setAccessibleName(self.tr("Wrong number"))
        self.numbers.chosen.connect(self._reason_chosen)
        self.until = self._line(self.tr("Call back"), self.tr("tomorrow 14:30, or a day"))
        self.when = self._line(self.tr("When"), self.tr("now; or 14:05, yesterday 9:30, 22/11 14:00"))
        self.note = self._line(self.tr("Note"), self.tr("what was said"))
        for choice in (self.outcomes, self.reasons, self.numbers):
            choice.set_unknown_allowed(False)
            choice.installEventFilter(self)

    def _line(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.installEventFilter(self)
        return field

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Who"), self.who)
        form.addRow("", self.found)
        form.addRow(self.tr("Outcome"), self.outcomes)
        form.addRow(self.tr("Reason"), self.reasons)
        form.addRow(self.tr("Wrong number"), self.numbers)
        form.addRow(self.tr("Call back"), self.until)
        form.addRow(self.tr("When"), self.when)
        form.addRow(self.tr("Note"), self.note)
        self._form = form
        for widget in (self.reasons, self.numbers, self.until):
            form.setRowVisible(widget, False)
        self.said = QLabel()
        self.said.setWordWrap(True)
        leave = QPushButton(self.tr("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.close)
        self.record_button = QPushButton(self.tr("Record (Enter)"))
        mark(self.record_button, "primary")
        self.record_button.setAutoDefault(False)
        self.record_button.clicked.connect(self.record)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        buttons.addWidget(leave)
        buttons.addWidget(self.record_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def _search_typed(self) -> None:
        """Look for what was typed and not looked for yet; a lead chosen among those found stays chosen."""
        if self._pause.isActive():
            self._search()

    def _search(self) -> None:
        self._pause.stop()
        said = self.who.text().strip()
        ids = find_called(self._workspace, said, MOST) if said else []
        self._found = leads.summaries(self._workspace, ids)
        rows = [ListRow(s.lead.name, self._about(s)) for s in self._found]
        self.found.show_rows(rows, 0)

    def _about(self, summary: LeadSummary) -> str:
        lead = summary.lead
        return " · ".join(part for part in (lead.company, shown(lead.phone or lead.mobile)) if part)

    def _lead(self) -> Lead | None:
        at = self.found.currentRow()
        return self._found[at].lead if 0 <= at < len(self._found) else None

    def _number_typed(self, lead: Lead) -> str:
        """The number of theirs by which the lead was found; "" when it was found otherwise."""
        try:
            return calls.number_of(self._workspace, lead.id, self.who.text())
        except UserError:  # a name
            return ""

    def _offer_numbers(self) -> None:
        """Ask which number was wrong where the lead has two and neither was typed."""
        lead = self._lead()
        own = [n for n in dict.fromkeys((lead.phone, lead.mobile)) if can_be_dialled(n)] if lead else []
        wrong = self.outcomes.value() == Outcome.WRONG_NUMBER
        asked = own if lead and wrong and len(own) > 1 and not self._number_typed(lead) else []
        if asked != self._asked_numbers:
            self._asked_numbers = asked
            self.numbers.set_options([(n, shown(n)) for n in asked])
            self.numbers.set_value(None)
        self._form.setRowVisible(self.numbers, bool(asked))

    def _outcome_chosen(self, outcome: str) -> None:
        self._form.setRowVisible(self.reasons, outcome == Outcome.NOT_INTERESTED)
        self._form.setRowVisible(self.until, outcome == BACK)
        self._offer_numbers()
        following = {Outcome.NOT_INTERESTED.value: self.reasons, BACK.value: self.until}.get(outcome, self.when)
        following = self.numbers if self._asked_numbers else following
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _reason_chosen(self) -> None:
        self.when.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter(watched)
                return True
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if watched is self.who and step:
                self.found.setCurrentRow(min(max(self.found.currentRow() + step, 0), self.found.count() - 1))
                return True
            if watched is self.outcomes and not event.modifiers() and digit_of(event) == 0:
                self.outcomes.set_value(KEYS[0][0].value)  # the tenth
                self._outcome_chosen(KEYS[0][0].value)
                return True
        return super().eventFilter(watched, event)

    def _enter(self, where: QObject) -> None:
        if where is self.who and self.outcomes.value() is None:
            self._search_typed()
            self.outcomes.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.record()

    def record(self) -> None:
        """Record the call, or say what is missing."""
        if not self.record_button.isEnabled():
            return  # Enter twice: the first is on its way
        self._search_typed()
        try:
            work = self._call()
        except ValueError as error:
            self._say(str(error))
            return
        self.record_button.setEnabled(False)
        self._writer.submit(work, self._done, self._refused)

    def _call(self) -> "partial[calls.CallRecorded]":
        lead = self._lead()
        if lead is None:
            self.who.setFocus()
            raise ValueError(self.tr("Say who was called."))
        chosen = self.outcomes.value()
        if chosen is None:
            self.outcomes.setFocus(Qt.FocusReason.TabFocusReason)
            raise ValueError(self.tr("Choose the outcome with its digit."))
        outcome, until = Outcome(chosen), self._until(chosen)
        if outcome is BACK and not isinstance(until, datetime):
            outcome = Outcome.CALLBACK_LATER
        reason = self.reasons.value() or ""
        if outcome is Outcome.NOT_INTERESTED and not reason:
            self.reasons.setFocus(Qt.FocusReason.TabFocusReason)
            raise ValueError(self.tr("Choose a reason with its digit."))
        self._offer_numbers()  # another lead may have been chosen since
        number = self.numbers.value() or "" if self._asked_numbers else self._number_typed(lead)
        if self._asked_numbers and not number:
            self.numbers.setFocus(Qt.FocusReason.TabFocusReason)
            raise ValueError(self.tr("Choose the wrong number with its digit."))
        return partial(
            calls.record_call,
            self._workspace,
            lead.id,
            outcome,
            at=self._at(),
            until=until,
            reason=reason if outcome is Outcome.NOT_INTERESTED else "",
            note=self.note.text(),
            number=number,
            replaces_promises=outcome is BACK,
        )

    def _at(self) -> datetime | None:
        said = self.when.text().strip()
        if not said:
            return None
        at = typed_when(self._workspace, said, ahead=False)
        if not isinstance(at, datetime):
            self.when.setFocus()
            raise ValueError(self.tr("Say when with a time, such as 14:05 or yesterday 9:30."))
        return at

    def _until(self, chosen: str) -> datetime | date | None:
        if chosen != BACK:
            return None
        until = typed_when(self._workspace, self.until.text(), ahead=True)
        if until is None:
            self.until.setFocus()
            raise ValueError(self.tr("Say when to call back: a day, or a day and a time."))
        return until

    def _done(self, recorded: object) -> None:
        self.recorded.emit(recorded)
        self.accept()

    def _refused(self, error: UserError) -> None:
        self._say(sentence(error, self._words), "bad")
        self.record_button.setEnabled(True)

    def _say(self, said: str, tone: Literal["doubt", "bad"] = "doubt") -> None:
        self.said.setText(said)
        mark(self.said, tone)
