"""The check a person makes before a meeting, and the meeting: a high score opens it and never books anything."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTimeEdit, QWidget

from sdrdesk.core.domain.assessment import INTEREST_WITHOUT_INTENT, State, Status
from sdrdesk.core.domain.grid import Kind
from sdrdesk.core.domain.human_check import CHECKS, Checked, still_to_check
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActForm, DecisionChoice, time_of
from sdrdesk.ui.calls.session import LeadSession
from sdrdesk.ui.calls.verdict import and_more
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.number_field import pad_field

NAMED = 3
"""Criteria named in a warning; the others are counted."""

translate = QCoreApplication.translate


def check_warnings(session: LeadSession, words: Words) -> list[str]:
    """What a person should know before a meeting is booked, gravest first: one short sentence each."""
    grid, verdict = session.grid, session.assessment
    labels = {c.id: c.label[words.language] for c in grid.criteria}
    found = []
    if session.dossier.summary.standing.code == "opposed":
        found.append(translate("NowForm", "They object to calls: a meeting is only for them to ask for."))
    if INTEREST_WITHOUT_INTENT in verdict.flags:
        found.append(translate("NowForm", "Beware: they are interested, and nothing shows that they want to act."))
    for out in verdict.eliminated_by[:1]:
        said = translate("NowForm", "“{criterion}” ends the matter: {reason}.")
        found.append(said.format(criterion=labels[out.criterion], reason=words.text("reason", out.reason)))
    if verdict.unsafe:
        said = translate("NowForm", "Could still end the matter: {criteria}.")
        found.append(said.format(criteria=_named([labels[c] for c in verdict.unsafe])))
    asked = {c.id for c in grid.criteria if c.kind is not Kind.SIGNALS} - set(verdict.unsafe)
    still_open = [r.criterion for r in verdict.rows if r.open and r.status is not Status.KNOWN and r.criterion in asked]
    if still_open:
        said = translate("NowForm", "Still open: {criteria}.")
        found.append(said.format(criteria=_named([labels[c] for c in still_open])))
    if verdict.state is not State.NOW:
        found.append(translate("NowForm", "The verdict does not say “now”; your decision stands, and both are kept."))
    return found


def _named(labels: Sequence[str]) -> str:
    named = ", ".join(labels[:NAMED])
    if len(labels) <= NAMED:
        return named
    return and_more(named, len(labels) - NAMED)


class CheckField(QLineEdit):
    """One answer of the check, or "not known" with the key “?”."""

    def __init__(self, question: str, given: str | None) -> None:
        super().__init__(given or "")
        self.setAccessibleName(question)
        self.mark_button = QPushButton("?")
        self.mark_button.setCheckable(True)
        self.mark_button.setFixedWidth(36)
        self.mark_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.mark_button.setToolTip(self.tr("Asked, not known (?)"))
        self.mark_button.setAccessibleName(self.tr("{question} Not known").format(question=question))
        self.mark_unknown(given is None)

    def mark_unknown(self, unknown: bool) -> None:
        """Mark as not known, or take the mark away; what was typed gives way to it."""
        self.mark_button.setChecked(unknown)
        if unknown:
            self.setText("")
        self.setPlaceholderText(self.tr("not known") if unknown else self.tr("in their words, or “?”: not known"))

    def answer(self) -> str | None:
        """What was answered: None is not known, "" not answered yet."""
        return None if self.mark_button.isChecked() else self.text().strip()


class NowForm(ActForm):
    """The check, with what was answered before; the meeting waits for all three answers."""

    def __init__(
        self,
        now: datetime,
        warnings: Sequence[str],
        given: Checked,
        steps: Mapping[Route, str],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Now: check before a meeting"))
        self.do_button.setText(self.tr("Book the meeting (Enter)"))
        self._now = now
        if warnings:
            label = QLabel(" ".join(warnings))
            label.setWordWrap(True)
            mark(label, "doubt")
            self.add(label)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.checks = {code: CheckField(words.text("check", code), given.get(code, "")) for code in CHECKS}
        for n, (code, field) in enumerate(self.checks.items()):
            field.textEdited.connect(lambda _, f=field: self._edited(f))
            field.mark_button.clicked.connect(lambda _=False, f=field: self._marked(f))
            grid.addWidget(QLabel(words.text("check", code)), n, 0)
            grid.addWidget(field, n, 1)
            grid.addWidget(field.mark_button, n, 2)
        grid.addWidget(QLabel(self.tr("Meeting")), len(CHECKS), 0)
        grid.addLayout(self._meeting_row(), len(CHECKS), 1, 1, 2)
        self.add_layout(grid)
        self.keep_button = QPushButton(self.tr("Now, but not checked yet"))
        self.keep_button.clicked.connect(self._keep)
        self.finish_layout(*self.checks.values(), self.day, self.time, self.with_whom, self.keep_button)
        self.buttons.insertWidget(self.buttons.count() - 1, self.keep_button)
        self._say_steps(steps)
        self._show_missing()

    def _meeting_row(self) -> QHBoxLayout:
        tomorrow = self._now.date() + timedelta(days=1)
        while tomorrow.weekday() > 4:
            tomorrow += timedelta(days=1)
        self.day = DateField(tomorrow)
        self.day.setAccessibleName(self.tr("Day of the meeting"))
        self.time = QTimeEdit(QTime(10, 0))
        self.time.setDisplayFormat("HH:mm")
        self.time.setAccessibleName(self.tr("Time of the meeting"))
        pad_field(self.time)
        self.with_whom = QLineEdit()
        self.with_whom.setPlaceholderText(self.tr("with whom, on our side"))
        self.with_whom.setAccessibleName(self.tr("With whom"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day)
        row.addWidget(self.time)
        row.addWidget(self.with_whom, 1)
        return row

    def _say_steps(self, steps: Mapping[Route, str]) -> None:
        booked, kept = steps[Route.MEETING], steps[Route.CHECK_THEN_MEETING]
        if booked == kept:
            self.say_step(booked)
        else:
            said = self.tr("Stage: {booked} with the meeting, {kept} without")
            self.stage_step.setText(said.format(booked=booked, kept=kept))

    def answers(self) -> dict[str, str | None]:
        """What was answered, by the code of its question; None is not known."""
        return {code: said for code, said in self.typed().items() if said != ""}

    def typed(self) -> dict[str, str | None]:
        """What stands in every field."""
        return {code: field.answer() for code, field in self.checks.items()}

    def _edited(self, field: CheckField) -> None:
        if field.mark_button.isChecked():
            field.mark_unknown(False)
        self._show_missing()
        self.edited.emit()

    def _marked(self, field: CheckField) -> None:
        field.mark_unknown(field.mark_button.isChecked())
        self._show_missing()
        self.edited.emit()

    def _show_missing(self) -> None:
        missing = len(still_to_check(self.typed()))
        if self.do_button.isEnabled() != (not missing):
            self.do_button.setEnabled(not missing)
        said = self.tr("The meeting waits for %n more answer(s); “?” marks one as not known.", "", missing)
        self.note.setText(said if missing else "")
        self.note.setVisible(bool(missing))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, CheckField)
            and self._check_key(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _check_key(self, field: CheckField, event: QKeyEvent) -> bool:
        """“?” marks an empty answer as not known and goes on to the next field; erasing takes the mark away."""
        marked = field.mark_button.isChecked()
        if event.text() == "?" and not field.text():
            field.mark_button.setChecked(True)
            self._marked(field)
            self.focusNextChild()
            return True
        if marked and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            field.mark_button.setChecked(False)
            self._marked(field)
            return True
        return False

    def submit(self) -> None:
        """Book the meeting; while an answer is missing, go to its field."""
        missing = still_to_check(self.typed())
        if missing:
            self.checks[missing[0]].setFocus()
        else:
            super().submit()

    def _keep(self) -> None:
        self.done.emit(DecisionChoice(Decision.NOW, Route.CHECK_THEN_MEETING, checked=self.answers()))

    def choice(self) -> DecisionChoice:
        at = datetime.combine(self.day.day(), time_of(self.time), self._now.tzinfo)
        if at <= self._now:
            raise ValueError(self.tr("That time has gone; choose a later one."))
        return DecisionChoice(
            Decision.NOW,
            Route.MEETING,
            meeting_at=at,
            meeting_with=self.with_whom.text().strip(),
            checked=self.answers(),
        )
