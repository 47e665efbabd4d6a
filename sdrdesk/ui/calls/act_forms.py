"""The small forms that an act needs — when to call back, why not, what follows — inline above the bar, never modal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.answers import add_months
from sdrdesk.core.domain.human_check import Checked
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.elide_label import ElideLabel
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
    checked: Checked | None = None
    warm_up: bool = False


@dataclass(frozen=True, slots=True)
class OverrideChoice:
    """The reason for reversing an elimination; "" gives it its power back."""

    criterion: str
    reason: str


def time_of(field: QTimeEdit) -> time:
    """The time of day in a field."""
    return time(field.time().hour(), field.time().minute())


class ActForm(Card):
    """One inline form: Enter does it, Esc leaves it."""

    done = Signal(object)
    left = Signal()
    edited = Signal()  # something was typed in it that is worth keeping while it is not confirmed
    said_more = Signal()  # it needs another height than before

    def __init__(self, title: str, do: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.do_button = QPushButton(do)
        mark(self.do_button, "primary")
        self.do_button.setDefault(True)
        self.leave_button = QPushButton(self.tr("Leave it (Esc)"))
        mark(self.leave_button, "quiet")
        self.buttons = QHBoxLayout()
        self.stage_step = ElideLabel()
        mark(self.stage_step, "small")
        self.add_to_header(self.stage_step)
        self.note, self.fault = QLabel(), QLabel()
        mark(self.note, "small")
        mark(self.fault, "bad")
        for label in (self.note, self.fault):
            label.setWordWrap(True)
        self.note.hide()
        self.do_button.clicked.connect(self.submit)
        self.leave_button.clicked.connect(self.left)

    def finish_layout(self, *fields: QWidget) -> None:
        """Put the buttons below what was added; Tab goes through the fields in this order, then the buttons."""
        self.add(self.note)
        row = self.buttons
        row.addWidget(self.fault, 1)
        row.addWidget(self.leave_button)
        row.addWidget(self.do_button)
        self.add_layout(row)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        self.first = fields[0]
        self._stops = [*fields, self.leave_button, self.do_button]

    def height_at(self, width: int) -> int:
        """The least height it needs at a width: wrapped labels take more lines in less room."""
        layout = self.layout()
        return max(layout.totalMinimumHeightForWidth(width) if layout else 0, self.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            # Qt asks a wrapped label for no height of its own: the rows would be pushed together.
            needed = self.height_at(self.width())
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)
        return super().event(event)

    def take_keyboard(self) -> None:
        """Once it stands in the window: Tab in the order of the fields, and the keyboard on the first."""
        for before, after in pairwise(self._stops):
            QWidget.setTabOrder(before, after)
        self.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say_step(self, step: str) -> None:
        """Say which stage the act leads to, before it is confirmed."""
        self.stage_step.setText(self.tr("Stage: {step}").format(step=step))

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
        self.say = QLabel()
        self.say.setWordWrap(True)
        self.say.hide()
        self.add(self.reasons)
        self.add(self.say)
        self.finish_layout(self.reasons)

    def choice(self) -> object:
        reason = self.reasons.value()
        if reason is None:
            raise ValueError(self.tr("Choose a reason with its digit."))
        return ReasonChoice(reason)


class NeverForm(ReasonForm):
    """Excluded, with a reason, and what to say for it."""

    def __init__(
        self,
        suggested: str,
        way_out: Callable[[str], str],
        steps: Mapping[Route, str],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        known = NEVER_REASONS if not suggested or suggested in NEVER_REASONS else (suggested, *NEVER_REASONS)
        super().__init__("", known, words, parent)
        self.set_title(self.tr("Never: exclude, because"))
        self.reasons.chosen.disconnect()
        self.do_button.setText(self.tr("Exclude (Enter)"))
        mark(self.do_button, "danger")
        self.reasons.chosen.connect(self._chosen)
        self._way_out = way_out
        self.say.setMinimumHeight(2 * self.say.fontMetrics().lineSpacing())  # another reason moves nothing
        self.say.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.say_step(steps[Route.EXCLUDE])
        if suggested:
            self.reasons.set_value(suggested)
            self.first = self.do_button
        self._show_way_out()

    def _chosen(self) -> None:
        self._show_way_out()
        self.do_button.setFocus()

    def _show_way_out(self) -> None:
        said = self._way_out(self.reasons.value() or "")
        self.say.setText(said)
        self.say.setVisible(bool(said))

    def choice(self) -> DecisionChoice:
        reason = self.reasons.value()
        if reason is None:
            raise ValueError(self.tr("Choose a reason with its digit."))
        return DecisionChoice(Decision.NEVER, Route.EXCLUDE, reason=reason)


class LaterForm(ActForm):
    """Nurtured until a day, or qualified further."""

    def __init__(
        self,
        today: date,
        days: int,
        steps: Mapping[Route, str],
        on_the_way: Callable[[date], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Later: come back on"))
        self._on_the_way = on_the_way
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
        self.warm_up = QCheckBox()
        self.warm_up.setChecked(True)
        self.add(self.warm_up)
        self.add(self.further)
        self.finish_layout(self.day, self.warm_up, self.further)
        self.further.toggled.connect(lambda _: self._show_way())
        self.further.toggled.connect(lambda _: self.say_step(steps[self._route()]))
        self.day.dateChanged.connect(lambda _: self._show_way())
        self.say_step(steps[self._route()])
        self._show_way()

    def _show_way(self) -> None:
        """Say which steps stand on the way to the day; there may be none left."""
        said = self._on_the_way(self.day.day()) if self._route() is Route.NURTURE else ""
        self.warm_up.setText(self.tr("Warm up on the way: {steps}").format(steps=said))
        self.warm_up.setVisible(bool(said))

    def _route(self) -> Route:
        return Route.FURTHER_QUALIFICATION if self.further.isChecked() else Route.NURTURE

    def choice(self) -> DecisionChoice:
        day = self.day.day()
        if day < self._today:
            raise ValueError(self.tr("That day has gone; choose today or later."))
        warm_up = self.warm_up.isChecked() and not self.warm_up.isHidden()
        return DecisionChoice(Decision.LATER, self._route(), until=day, warm_up=warm_up)


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

    opened = Signal()  # a form stands there, or needs another height than before
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
        self.form.said_more.connect(self.opened)

        def finish(choice: object) -> None:
            self.close_form()
            done(choice)

        self.form.done.connect(finish)
        self.form.show()  # now, not when the layout gets round to it: a hidden field cannot take the keyboard
        self.opened.emit()
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
