"""The form of a cadence: its name, its limits, a row an outcome, and what all that does to a lead called now."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.domain.cadence import Channel, NextTry
from sdrdesk.core.domain.cadence_check import FOLLOWED, FURTHER, MOST_DAYS, MOST_SPREAD, MOST_TRIES, UNITS
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.words import Words
from sdrdesk.ui.rules.fields import (
    FaultLine,
    LabelledField,
    choice_field,
    let_edit,
    load,
    number_field,
    text_field,
    time_field,
)
from sdrdesk.ui.rules.nurture_steps import NurtureSteps
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card, SectionLabel
from sdrdesk.ui.widgets.number_field import NumberField

LANGUAGES = {"en": "English", "fr": "Français"}


class CadenceForm(QWidget):
    """Shows the plain values of a cadence and gives them back; `edited` fires only for a person."""

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._id = words, ""
        self.fields: dict[str, QWidget] = {}
        self._faults: dict[str, FaultLine] = {}
        self.amounts: dict[str, NumberField] = {}
        self.units: dict[str, QComboBox] = {}
        self.channels: dict[str, QComboBox] = {}
        self.steps: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._limits_card())
        layout.addWidget(self._outcomes_card())
        layout.addWidget(self._course_card())
        layout.addWidget(self._nurture_card())
        layout.addStretch(1)

    # -- layout -------------------------------------------------------------------------------------------------

    def _field(self, key: str, label: str, field: QWidget) -> LabelledField:
        self.fields[key] = field
        labelled = LabelledField(label, field)
        self._faults[key] = labelled.fault
        return labelled

    def _limits_card(self) -> Card:
        told = self.edited.emit
        card = Card()
        names = QHBoxLayout()
        names.setSpacing(12)
        for language, said in LANGUAGES.items():
            label = self.tr("Name · {language}").format(language=said)
            names.addWidget(self._field(f"name.{language}", label, text_field(told)))
        card.add_layout(names)
        row = QHBoxLayout()
        row.setSpacing(12)
        for key, label, field in (
            ("limit", self.tr("Tries at most"), number_field(1, MOST_TRIES, told)),
            ("rest_days", self.tr("Then rest (days)"), number_field(1, MOST_DAYS, told)),
            ("morning", self.tr("Mornings at"), time_field(told)),
            ("afternoon", self.tr("Afternoons at"), time_field(told)),
            ("spread", self.tr("Spread over (tries)"), number_field(1, MOST_SPREAD, told)),
        ):
            row.addWidget(self._field(key, label, field), 1)
        self.fields["spread"].setToolTip(
            self.tr("Of so many tries in a row, no two fall on the same half-day of the week")
        )
        card.add_layout(row)
        return card

    def _outcomes_card(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(4, 1)
        heads = (self.tr("After"), self.tr("Wait"), "", self.tr("Then by"), self.tr("If called now"))
        for column, head in enumerate(heads):
            grid.addWidget(SectionLabel(head), 0, column)
        units = [(u, self._words.text("delay_unit", u)) for u in UNITS]
        channels = [(c.value, self._words.text("try_channel", c.value)) for c in Channel]
        for n, name in enumerate(FOLLOWED):
            said = self._words.text("route" if name == FURTHER else "outcome", name)
            amount = number_field(1, UNITS["days"], self.edited.emit)
            amount.setMinimumWidth(76)
            unit = choice_field(units, lambda name=name: self._unit_chosen(name))  # type: ignore[misc]
            channel = choice_field(channels, self.edited.emit)
            step, fault = QLabel(), FaultLine()
            step.setWordWrap(True)
            mark(step, "muted")
            for field, what in (
                (amount, self.tr("How long after “{outcome}”")),
                (unit, self.tr("In what, after “{outcome}”")),
                (channel, self.tr("How, after “{outcome}”")),
            ):
                field.setAccessibleName(what.format(outcome=said))
            for column, widget in enumerate((QLabel(said), amount, unit, channel, step)):
                grid.addWidget(widget, 2 * n + 1, column)
            grid.addWidget(fault, 2 * n + 2, 1, 1, 4)
            self.amounts[name], self.units[name], self.channels[name] = amount, unit, channel
            self.steps[name], self._faults[f"delay.{name}"] = step, fault
        card.add_layout(grid)
        return card

    def _course_card(self) -> Card:
        card = Card(self.tr("If nobody ever answers"))
        self.course = QLabel()
        self.course.setWordWrap(True)
        self.course.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(self.course)
        return card

    def _nurture_card(self) -> Card:
        card = Card(self.tr("On the way to the day of a nurtured lead"))
        self.nurture = NurtureSteps(self._words, self)
        self.nurture.edited.connect(self.edited)
        card.add(self.nurture)
        return card

    # -- values -------------------------------------------------------------------------------------------------

    def _unit_chosen(self, name: str) -> None:
        self._bound(name)
        self.edited.emit()

    def _bound(self, name: str) -> None:
        """Let the amount be at most what its unit allows; a load of it, too, tells nobody."""
        field = self.amounts[name]
        blocked = field.blockSignals(True)
        field.setMaximum(UNITS[self.units[name].currentData()])
        field.blockSignals(blocked)

    def load(self, values: Mapping[str, Any], editable: bool) -> None:
        """Show a cadence, to be changed or only to be read; emits nothing."""
        self._id = values["id"]
        self.nurture.load(values.get("nurture", []), editable)
        for key, field in self.fields.items():
            part, _, language = key.partition(".")
            load(field, values["name"][language] if part == "name" else values[key])
            let_edit(field, editable)
        for name in FOLLOWED:
            delay = values["delay"][name]
            unit = next(u for u in UNITS if u in delay)
            load(self.units[name], unit)
            self._bound(name)
            load(self.amounts[name], delay[unit])
            load(self.channels[name], delay.get("channel", Channel.CALL.value))
            for field in (self.amounts[name], self.units[name], self.channels[name]):
                let_edit(field, editable)

    def values(self) -> dict[str, object]:
        """The plain values that the fields say."""
        found: dict[str, object] = {"format": 1, "id": self._id}
        found["name"] = {language: self._said(f"name.{language}") for language in LANGUAGES}
        found |= {key: self._said(key) for key in self.fields if not key.startswith("name.")}
        found["delay"] = {name: self._delay(name) for name in FOLLOWED}
        steps = self.nurture.values()
        return found | ({"nurture": steps} if steps else {})

    def _said(self, key: str) -> object:
        field = self.fields[key]
        if isinstance(field, NumberField):
            return field.value()
        return field.text().strip()  # type: ignore[attr-defined]

    def _delay(self, name: str) -> dict[str, object]:
        channel = self.channels[name].currentData()
        told = {} if channel == Channel.CALL.value else {"channel": channel}
        return {self.units[name].currentData(): self.amounts[name].value(), **told}

    # -- what it does -------------------------------------------------------------------------------------------

    def show_faults(self, faults: Sequence[Fault], doubts: Sequence[Fault] = ()) -> None:
        """Show each fault at its field; a doubt is kept all the same."""
        for key, line in self._faults.items():
            line.say([f for f in faults if f.where == key or f.where.startswith(f"{key}.")], self._words)
        self.nurture.show_faults(faults, doubts)

    def show_steps(self, steps: Mapping[str, NextTry], course: Sequence[NextTry], zone: tzinfo, now: datetime) -> None:
        """Say what each outcome would do for a lead called now, and how it would go on without any answer."""
        for name, label in self.steps.items():
            label.setText(self._words.next_try(steps[name], zone, now) if name in steps else "")
        said = [self._words.next_try(step, zone, now) for step in course]
        self.course.setText("\n".join(s[:1].upper() + s[1:] for s in said) or self.tr("No hour is left to call in."))

    def focus_name(self) -> None:
        """Put the keyboard on the name."""
        field = self.fields[f"name.{self._words.language}"]
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()  # type: ignore[attr-defined]
