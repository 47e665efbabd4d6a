"""The small forms that an act needs — when to call back, why not, what follows — inline above the bar, never modal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.answers import add_months
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.number_field import pad_field
from sdrdesk.ui.widgets.segmented import SegmentedChoice

NOT_INTERESTED_REASONS = ("no_need", "timing", "price", "competitor", "no_time", "bad_experience", "other")
NEVER_REASONS = (
    "off_target",
    "no_need",
    "cannot_decide",
    "cannot_fund",
    "competitor",
    "price",
    "duplicate",
    "wrong_data",
    "other",
)
CHECKS = ("shared", "deciders", "unchanged")


@dataclass(frozen=True, slots=True)
class CallbackChoice:
    """When to call back: an instant that was promised, or a day."""

    until: datetime | date


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """Why not."""

    reason: str


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """A decision as a person takes it."""

    decision: Decision
    route: Route
    until: date | None = None
    reason: str = ""
    meeting_at: datetime | None = None
    meeting_with: str = ""
    checked: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OverrideChoice:
    """The reason for reversing an elimination; "" gives it its power back."""

    criterion: str
    reason: str


def check_question(code: str) -> str:
    """The question of the human check before a meeting."""
    translate = QCoreApplication.translate
    return {
        "shared": translate("NowForm", "Is the need shared by the organisation?"),
        "deciders": translate("NowForm", "Who else decides?"),
        "unchanged": translate("NowForm", "What happens if nothing changes?"),
    }[code]


def _time_of(field: QTimeEdit) -> time:
    return time(field.time().hour(), field.time().minute())


class ActForm(Card):
    """One inline form: Enter does it, Esc leaves it."""

    done = Signal(object)
    left = Signal()

    def __init__(self, title: str, do: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.do_button = QPushButton(do)
        mark(self.do_button, "primary")
        self.do_button.setDefault(True)
        self.leave_button = QPushButton(self.tr("Leave it (Esc)"))
        mark(self.leave_button, "quiet")
        self.buttons = QHBoxLayout()
        self.fault = QLabel()
        mark(self.fault, "bad")
        self.fault.setWordWrap(True)
        self.do_button.clicked.connect(self.submit)
        self.leave_button.clicked.connect(self.left)

    def finish_layout(self, *fields: QWidget) -> None:
        """Put the buttons below what was added; Tab goes through the fields in this order, then the buttons."""
        row = self.buttons
        row.addWidget(self.fault, 1)
        row.addWidget(self.leave_button)
        row.addWidget(self.do_button)
        self.add_layout(row)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        self.first = fields[0]
        self._stops = [*fields, self.leave_button, self.do_button]

    def take_keyboard(self) -> None:
        """Once it stands in the window: Tab in the order of the fields, and the keyboard on the first."""
        for before, after in pairwise(self._stops):
            QWidget.setTabOrder(before, after)
        self.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choice(self) -> object:
        """What the form says; ValueError with the sentence when it is not complete."""
        raise NotImplementedError

    def submit(self) -> None:
        """Do it, or say what is missing."""
        try:
            chosen = self.choice()
        except ValueError as error:
            self.fault.setText(str(error))
            return
        self.done.emit(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            # Enter never answers a choice by itself: a reason must be chosen, with its digit or Space.
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(watched, QPushButton):
                self.submit()
                return True
        return super().eventFilter(watched, event)


class CallbackForm(ActForm):
    """A promised time, or some day."""

    def __init__(self, now: datetime, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Call back"))
        self.do_button.setText(self.tr("Call back then (Enter)"))
        self._now, self._words = now, words
        self.kind = SegmentedChoice()
        self.kind.setAccessibleName(self.tr("Promised at a time, or some day"))
        self.kind.set_unknown_allowed(False)
        self.kind.set_options([("promised", self.tr("Promised at a time")), ("later", self.tr("Some day"))])
        self.kind.set_value("promised")
        self.kind.chosen.connect(lambda _: self._show_kind())
        soon = (now + timedelta(hours=1)).replace(second=0, microsecond=0)
        soon -= timedelta(minutes=soon.minute % 15)
        self.day = DateField(soon.date())
        self.day.setAccessibleName(self.tr("Day"))
        self.time = QTimeEdit(QTime(soon.hour, soon.minute))
        self.time.setDisplayFormat("HH:mm")
        self.time.setAccessibleName(self.tr("Time"))
        pad_field(self.time)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.kind.setFixedWidth(290)
        row.addWidget(self.kind)
        row.addWidget(self.day)
        row.addWidget(self.time)
        for label, days in ((self.tr("tomorrow"), 1), (self.tr("+3 days"), 3), (self.tr("+7 days"), 7)):
            row.addWidget(self._shortcut(label, days))
        row.addStretch(1)
        self.add_layout(row)
        self.finish_layout(self.time, self.kind, self.day)

    def _shortcut(self, label: str, days: int) -> QPushButton:
        button = QPushButton(label)
        mark(button, "quiet")
        button.clicked.connect(lambda: self.day.set_day(self._working_day(days)))
        return button

    def _working_day(self, days: int) -> date:
        day = self._now.date() + timedelta(days=days)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return day

    def _show_kind(self) -> None:
        self.time.setVisible(self.kind.value() == "promised")

    def choice(self) -> CallbackChoice:
        day = self.day.day()
        if self.kind.value() == "later":
            if day < self._now.date():
                raise ValueError(self.tr("That day has gone; choose today or later."))
            return CallbackChoice(day)
        at = datetime.combine(day, _time_of(self.time), self._now.tzinfo)
        if at <= self._now:
            raise ValueError(self.tr("That time has gone; choose a later one."))
        return CallbackChoice(at)


class ReasonForm(ActForm):
    """Why not, in one key."""

    def __init__(self, title: str, reasons: Sequence[str], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent)
        self.do_button.setText(self.tr("Record (Enter)"))
        self.reasons = SegmentedChoice()
        self.reasons.setAccessibleName(self.tr("Reason"))
        self.reasons.set_unknown_allowed(False)
        self.reasons.set_options([(r, words.text("reason", r)) for r in reasons])
        self.reasons.chosen.connect(lambda _: self.submit())
        self.add(self.reasons)
        self.finish_layout(self.reasons)

    def choice(self) -> object:
        reason = self.reasons.value()
        if reason is None:
            raise ValueError(self.tr("Choose a reason with its digit."))
        return ReasonChoice(reason)


class NeverForm(ReasonForm):
    """Excluded, with a reason."""

    def __init__(self, suggested: str, words: Words, parent: QWidget | None = None) -> None:
        known = NEVER_REASONS if not suggested or suggested in NEVER_REASONS else (suggested, *NEVER_REASONS)
        super().__init__("", known, words, parent)
        self.set_title(self.tr("Never: exclude, because"))
        self.reasons.chosen.disconnect()
        self.do_button.setText(self.tr("Exclude (Enter)"))
        mark(self.do_button, "danger")
        self.reasons.chosen.connect(lambda _: self.do_button.setFocus())
        if suggested:
            self.reasons.set_value(suggested)
            self.first = self.do_button

    def choice(self) -> DecisionChoice:
        reason = self.reasons.value()
        if reason is None:
            raise ValueError(self.tr("Choose a reason with its digit."))
        return DecisionChoice(Decision.NEVER, Route.EXCLUDE, reason=reason)


class LaterForm(ActForm):
    """Nurtured until a day, or qualified further."""

    def __init__(self, today: date, days: int, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Later: come back on"))
        self.do_button.setText(self.tr("Later (Enter)"))
        self._today = today
        self.day = DateField(today + timedelta(days=days))
        self.day.setAccessibleName(self.tr("Day to come back"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day)
        for months in (1, 2, 3, 4, 6):
            button = QPushButton(self.tr("+%n month(s)", "", months))
            mark(button, "quiet")
            button.clicked.connect(lambda _=False, m=months: self.day.set_day(add_months(today, m)))
            row.addWidget(button)
        row.addStretch(1)
        self.further = QCheckBox(self.tr("Further qualification rather than nurturing"))
        self.add_layout(row)
        self.add(self.further)
        self.finish_layout(self.day, self.further)

    def choice(self) -> DecisionChoice:
        day = self.day.day()
        if day < self._today:
            raise ValueError(self.tr("That day has gone; choose today or later."))
        route = Route.FURTHER_QUALIFICATION if self.further.isChecked() else Route.NURTURE
        return DecisionChoice(Decision.LATER, route, until=day)


class NowForm(ActForm):
    """The check a person makes before a meeting, and the meeting."""

    def __init__(
        self, now: datetime, warnings: Sequence[str], given: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Now: check before a meeting"))
        self.do_button.setText(self.tr("Book the meeting (Enter)"))
        self._now = now
        for warning in warnings:
            label = QLabel(warning)
            label.setWordWrap(True)
            mark(label, "doubt")
            self.add(label)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self.checks: dict[str, QLineEdit] = {}
        for n, code in enumerate(CHECKS):
            question = check_question(code)
            field = QLineEdit(given.get(code, ""))
            field.setAccessibleName(question)
            self.checks[code] = field
            grid.addWidget(QLabel(question), n, 0)
            grid.addWidget(field, n, 1)
        tomorrow = now.date() + timedelta(days=1)
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
        meeting = QHBoxLayout()
        meeting.setSpacing(8)
        meeting.addWidget(self.day)
        meeting.addWidget(self.time)
        meeting.addWidget(self.with_whom, 1)
        grid.addWidget(QLabel(self.tr("Meeting")), len(CHECKS), 0)
        grid.addLayout(meeting, len(CHECKS), 1)
        grid.setColumnStretch(1, 1)
        self.add_layout(grid)
        self.keep_button = QPushButton(self.tr("Now, but not checked yet"))
        self.keep_button.clicked.connect(self._keep)
        self.finish_layout(*self.checks.values(), self.day, self.time, self.with_whom, self.keep_button)
        self.buttons.insertWidget(self.buttons.count() - 1, self.keep_button)

    def answers(self) -> dict[str, str]:
        """What was typed, by the code of its question."""
        return {code: field.text().strip() for code, field in self.checks.items() if field.text().strip()}

    def _keep(self) -> None:
        self.done.emit(DecisionChoice(Decision.NOW, Route.CHECK_THEN_MEETING, checked=self.answers()))

    def choice(self) -> DecisionChoice:
        missing = [field for field in self.checks.values() if not field.text().strip()]
        if missing:
            missing[0].setFocus()
            raise ValueError(self.tr("A meeting needs the three answers; a high score is not enough."))
        at = datetime.combine(self.day.day(), _time_of(self.time), self._now.tzinfo)
        if at <= self._now:
            raise ValueError(self.tr("That time has gone; choose a later one."))
        return DecisionChoice(
            Decision.NOW,
            Route.MEETING,
            meeting_at=at,
            meeting_with=self.with_whom.text().strip(),
            checked=self.answers(),
        )


class OverrideForm(ActForm):
    """Reversing an elimination, with the reason that stays beside it."""

    def __init__(self, criterion: str, label: str, given: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Reverse the elimination by “{criterion}”").format(criterion=label))
        self.do_button.setText(self.tr("Reverse (Enter)"))
        self._criterion, self._given = criterion, given
        self.reason = QLineEdit(given)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("why this does not end the matter; empty gives it back its power"))
        self.add(self.reason)
        self.finish_layout(self.reason)

    def choice(self) -> OverrideChoice:
        said = self.reason.text().strip()
        if not said and not self._given:
            raise ValueError(self.tr("Say why; the reason is kept with your name."))
        return OverrideChoice(self._criterion, said)


class ActPanel(QWidget):
    """Where one form at a time stands, above the bar."""

    closed = Signal(object)  # the form that went

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 0, 16, 10)
        self.form: ActForm | None = None
        self.hide()

    def open(self, make: Callable[[QWidget], ActForm], done: Callable[[object], None]) -> ActForm:
        """Show a form; `done` is told its choice, and the form goes."""
        self.close_form()
        self.show()
        self.form = make(self)
        self._layout.addWidget(self.form)
        self.form.left.connect(self.close_form)

        def finish(choice: object) -> None:
            self.close_form()
            done(choice)

        self.form.done.connect(finish)
        self.form.show()  # now, not when the layout gets round to it: a hidden field cannot take the keyboard
        self.form.take_keyboard()
        return self.form

    def close_form(self) -> None:
        """Take the form away."""
        if self.form is not None:
            form, self.form = self.form, None
            form.hide()
            form.deleteLater()
            self.hide()
            self.closed.emit(form)
