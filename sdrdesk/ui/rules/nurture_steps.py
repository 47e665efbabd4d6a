"""The steps of a cadence that warm a nurtured lead up before its day: a row each, added, changed, taken away."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.cadence_check import MOST_DAYS, MOST_STEPS
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.domain.template import Template
from sdrdesk.core.words import Words
from sdrdesk.ui.commands.command import keys_text
from sdrdesk.ui.rules.fields import FaultLine, choice_field, let_edit, load, number_field
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.number_field import NumberField

ADD_KEY, ADD_KEY_OF_THE_ROWS, REMOVE_KEY = "Ctrl+Enter", "Ctrl+Return", "Ctrl+Del"
WAYS = (Channel.EMAIL, Channel.LINKEDIN, Channel.VISIT, Channel.CALL)
FIRST_STEP = {"days_before": 14, "channel": Channel.EMAIL.value}
EARLIER = 7
"""Days by which a step that is added comes before the earliest."""
PLACE = "nurture"


class StepRow(QWidget):
    """One step: its days before, its way, its letter; each letter chosen stays with its way."""

    def __init__(self, templates: Mapping[str, Template], steps: "NurtureSteps") -> None:
        super().__init__(steps)
        self._templates, self._steps = templates, steps
        self._letters: dict[str, str] = {}  # by way: trying another way loses no letter
        words = steps.words
        self.days: NumberField = number_field(1, MOST_DAYS, steps.edited.emit)
        self.days.setMinimumWidth(76)
        self.way: QComboBox = choice_field([(c.value, words.text("try_channel", c.value)) for c in WAYS], self._chosen)
        self.letter: QComboBox = choice_field([], self._letter_chosen)
        self.letter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.letter.setMinimumContentsLength(22)
        self.remove = KeyButton(self.tr("Take away"), keys_text(REMOVE_KEY))
        self.remove.clicked.connect(lambda: steps.take_away(self))
        before = QLabel(self.tr("days before"))
        mark(before, "muted")
        self.fault, self.doubt = FaultLine(), FaultLine()
        mark(self.doubt, "doubt")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, widget in enumerate((self.days, before, self.way, self.letter, self.remove)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.fault, 1, 0, 1, 5)
        grid.addWidget(self.doubt, 2, 0, 1, 5)
        grid.setColumnStretch(3, 1)
        for widget in (self.days, self.way, self.letter, self.remove):
            widget.installEventFilter(steps)

    def name(self, number: int) -> None:
        """Tell assistive tools which step this is."""
        for field, what in (
            (self.days, self.tr("Days before, step {n}")),
            (self.way, self.tr("How, step {n}")),
            (self.letter, self.tr("Letter, step {n}")),
            (self.remove, self.tr("Take away step {n}")),
        ):
            field.setAccessibleName(what.format(n=number))

    def load(self, step: Mapping[str, Any], editable: bool) -> None:
        """Show a step; emits nothing."""
        self._letters = {step["channel"]: step.get("template", "")}
        load(self.days, step["days_before"])
        load(self.way, step["channel"])
        self._offer_letters()
        for field in (self.days, self.way, self.letter):
            let_edit(field, editable)
        self.letter.setEnabled(editable and self.letter.count() > 1)
        self.remove.setVisible(editable)

    def values(self) -> dict[str, object]:
        """The plain values of the step."""
        letter = self.letter.currentData()
        found = {"days_before": self.days.value(), "channel": self.way.currentData()}
        return found | ({"template": letter} if letter else {})

    def _chosen(self) -> None:
        self._offer_letters()
        self.letter.setEnabled(self.letter.count() > 1)
        self._steps.edited.emit()

    def _letter_chosen(self) -> None:
        self._letters[self.way.currentData()] = self.letter.currentData()
        self._steps.edited.emit()

    def _offer_letters(self) -> None:
        """Offer the letters of the way; one that is none of them is shown as it is called."""
        way, words = self.way.currentData(), self._steps.words
        wanted = self._letters.get(way, "")
        self.letter.clear()
        none = self.tr("no letter") if way in (Channel.VISIT, Channel.CALL) else self.tr("without a letter")
        self.letter.addItem(none, "")
        for template in self._templates.values():
            if template.channel.value == way:
                self.letter.addItem(template.name[words.language], template.id)
        if self.letter.findData(wanted) < 0:
            said = self._templates[wanted].name[words.language] if wanted in self._templates else wanted
            self.letter.addItem(said, wanted)
        load(self.letter, wanted)


class NurtureSteps(QWidget):
    """The rows of the steps, in the order of the file; `edited` fires only for a person.

    A step is added by its key from anywhere on the page.
    """

    edited = Signal()

    def __init__(self, words: Words, page: QWidget) -> None:
        super().__init__()
        self.words, self._editable = words, False
        self._templates: Mapping[str, Template] = {}
        self.rows: list[StepRow] = []
        self.fault, self.course = FaultLine(), QLabel()
        self.course.setWordWrap(True)
        self.add = KeyButton(self.tr("Add a step"), keys_text(ADD_KEY))
        self.add.clicked.connect(self.add_step)
        for keys in (ADD_KEY, ADD_KEY_OF_THE_ROWS):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.add_step)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._rows)
        layout.addWidget(self.fault)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.course)

    # -- values -------------------------------------------------------------------------------------------------

    def offer(self, templates: Mapping[str, Template]) -> None:
        """The letters there are to choose; rows shown later offer them."""
        self._templates = templates

    def load(self, steps: Iterable[Mapping[str, Any]], editable: bool) -> None:
        """Show these steps, to be changed or only to be read; emits nothing."""
        self._editable = editable
        for row in list(self.rows):
            self._drop(row)
        for step in steps:
            self._append(step)
        self._settle()

    def values(self) -> list[dict[str, object]]:
        """The plain values of the steps."""
        return [row.values() for row in self.rows]

    # -- acts ---------------------------------------------------------------------------------------------------

    def add_step(self) -> None:
        """Add a step a week before the earliest, and put the keyboard on its days."""
        if not self._editable or len(self.rows) >= MOST_STEPS:
            return
        days = [row.days.value() for row in self.rows]
        first = min(max(days) + EARLIER, MOST_DAYS) if days else FIRST_STEP["days_before"]
        row = self._append({**FIRST_STEP, "days_before": first})
        self._settle()
        row.show()  # now: a hidden field cannot take the keyboard
        row.days.setFocus(Qt.FocusReason.TabFocusReason)
        row.days.selectAll()
        self.edited.emit()

    def take_away(self, row: StepRow) -> None:
        """Take a step away; the keyboard goes to the next one."""
        if not self._editable:
            return
        at = self.rows.index(row)
        self._drop(row)
        self._settle()
        left = self.rows[min(at, len(self.rows) - 1)].days if self.rows else self.add
        left.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key that takes a step away: a number field would take it for its own before any shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = next((r for r in self.rows if watched in (r.days, r.way, r.letter, r.remove)), None)
            if row and (event.key(), event.modifiers()) == (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier):
                self.take_away(row)
                return True
        return super().eventFilter(watched, event)

    def _append(self, step: Mapping[str, Any]) -> StepRow:
        row = StepRow(self._templates, self)
        row.load(step, self._editable)
        self.rows.append(row)
        self._rows.addWidget(row)
        return row

    def _drop(self, row: StepRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _settle(self) -> None:
        before: QWidget | None = None
        for n, row in enumerate(self.rows, start=1):
            row.name(n)
            for field in (row.days, row.way, row.letter, row.remove):
                if before is not None:
                    QWidget.setTabOrder(before, field)
                before = field
        if before is not None:
            QWidget.setTabOrder(before, self.add)
        self.add.setVisible(self._editable)
        most = self.tr("{n} steps at most").format(n=MOST_STEPS)
        self.add.set_available(len(self.rows) < MOST_STEPS, most)
        self._say_course()

    # -- what it says -------------------------------------------------------------------------------------------

    def show_faults(self, faults: Sequence[Fault], doubts: Sequence[Fault]) -> None:
        """Show each fault at its step, and beside it what is kept and yet will not do as it says."""
        self.fault.say([f for f in faults if f.where == PLACE], self.words)
        for n, row in enumerate(self.rows, start=1):
            for line, told in ((row.fault, faults), (row.doubt, doubts)):
                line.say([f for f in told if f.where.startswith(f"{PLACE}.{n}.")], self.words)
        self._say_course()

    def _say_course(self) -> None:
        said = self.tr("{way} {n} d before")
        steps = sorted(self.values(), key=lambda step: -int(str(step["days_before"])))
        ways = [said.format(way=self.words.text("try_channel", str(s["channel"])), n=s["days_before"]) for s in steps]
        if not ways:
            self.course.setText(self.tr("No step on the way: the lead comes back to be called on its day."))
            return
        self.course.setText(self.tr("{steps}, then the call").format(steps=", ".join(ways)))
