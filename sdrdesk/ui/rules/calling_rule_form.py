"""The form of a calling rule: where and since when it holds, its hours, its limits, what it rests on."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.domain.calling_rules import STATED, Basis
from sdrdesk.core.domain.calling_rules_check import MOST_ATTEMPTS, MOST_DAYS
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.words import Words
from sdrdesk.ui.rules.cadence_form import LANGUAGES
from sdrdesk.ui.rules.fields import (
    FaultLine,
    LabelledField,
    choice_field,
    day_field,
    let_edit,
    load,
    number_field,
    text_field,
    tick_field,
)
from sdrdesk.ui.widgets.card import Card

DAYS = "1234567"
COUNTRY = "country"


class CallingRuleForm(QWidget):
    """Shows the plain values of a rule, its country among them, and gives them back; `edited` fires for a person."""

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._faults: dict[str, FaultLine] = {}
        self._all: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._where_card())
        layout.addWidget(self._hours_card())
        layout.addWidget(self._limits_card())
        layout.addWidget(self._words_card())
        layout.addStretch(1)

    # -- layout -------------------------------------------------------------------------------------------------

    def _field(self, place: str, label: str, field: QWidget) -> LabelledField:
        labelled = LabelledField(label, field)
        self._faults[place] = labelled.fault
        self._all.append(field)
        return labelled

    def _where_card(self) -> Card:
        told, words = self.edited.emit, self._words
        self.country = text_field(told)
        self.country.setMaxLength(2)
        self.country.setPlaceholderText(self.tr("any other"))
        self.kind = choice_field([(k.value, words.text("contact_kind", k.value)) for k in STATED], told)
        self.since = day_field(told)
        self.basis = choice_field([(b.value, words.text("basis", b.value)) for b in Basis], told)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._field(COUNTRY, self.tr("Country (two letters)"), self.country), 2)
        row.addWidget(self._field("kind", self.tr("Kind of contact"), self.kind), 3)
        row.addWidget(self._field("since", self.tr("In force since"), self.since), 2)
        row.addWidget(self._field("basis", self.tr("Rests on"), self.basis), 2)
        card = Card()
        card.add_layout(row)
        return card

    def _hours_card(self) -> Card:
        told = self.edited.emit
        card = Card(self.tr("Hours, by the lead’s own clock"))
        self.any_hour = tick_field(self.tr("Any hour of any day"), self._any_hour_clicked)
        self.holidays = tick_field(self.tr("Public holidays too"), told)
        ticks = QHBoxLayout()
        ticks.setSpacing(16)
        for tick in (self.any_hour, self.holidays):
            ticks.addWidget(tick)
            self._all.append(tick)
        ticks.addStretch(1)
        card.add_layout(ticks)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.days = {}
        for n, day in enumerate(DAYS):
            field, fault = text_field(told), FaultLine()
            said = self._words.text("time", f"weekday_{n}")
            field.setAccessibleName(self.tr("Hours on {day}").format(day=said))
            field.setPlaceholderText(self.tr("no calls"))
            row, column = n % 4, 3 * (n // 4)
            grid.addWidget(QLabel(said), 2 * row, column)
            grid.addWidget(field, 2 * row, column + 1)
            grid.addWidget(fault, 2 * row + 1, column + 1)
            self.days[day], self._faults[f"hours.{day}"] = field, fault
            self._all.append(field)
        for column in (1, 4):
            grid.setColumnStretch(column, 1)
        self._faults["hours"] = FaultLine()
        card.add_layout(grid)
        card.add(self._faults["hours"])
        self.opening = QLabel()
        self.opening.setWordWrap(True)
        card.add(self.opening)
        return card

    def _limits_card(self) -> Card:
        told, none = self.edited.emit, self.tr("no limit")
        self.most = number_field(0, MOST_ATTEMPTS, told)
        self.in_days = number_field(1, MOST_DAYS, told)
        self.refusal = number_field(0, MOST_DAYS, told)
        for field in (self.most, self.refusal):
            field.setSpecialValueText(none)
        self.consent = tick_field(self.tr("Only with prior consent"), told)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._field("attempts.most", self.tr("Calls at most"), self.most), 1)
        row.addWidget(self._field("attempts.days", self.tr("In so many days"), self.in_days), 1)
        row.addWidget(self._field("refusal_days", self.tr("Rest after a refusal (days)"), self.refusal), 1)
        row.addWidget(self.consent, 1)
        self._all.append(self.consent)
        card = Card(self.tr("Limits"))
        card.add_layout(row)
        return card

    def _words_card(self) -> Card:
        told = self.edited.emit
        card = Card(self.tr("In words"))
        self.source = text_field(told)
        card.add(self._field("source", self.tr("Source"), self.source))
        self.says = {}
        for language, name in LANGUAGES.items():
            self.says[language] = text_field(told)
            label = self.tr("What it says · {language}").format(language=name)
            card.add(self._field(f"says.{language}", label, self.says[language]))
        return card

    # -- values -------------------------------------------------------------------------------------------------

    def _any_hour_clicked(self) -> None:
        self._open_days()
        self.edited.emit()

    def _open_days(self) -> None:
        for field in self.days.values():
            field.setEnabled(not self.any_hour.isChecked())

    def load(self, values: Mapping[str, Any], editable: bool) -> None:
        """Show a rule, to be changed or only to be read; emits nothing."""
        for field, value in (
            (self.country, values[COUNTRY]),
            (self.kind, values["kind"]),
            (self.since, values["since"]),
            (self.basis, values["basis"]),
            (self.any_hour, "hours" not in values),
            (self.holidays, values["holidays"]),
            (self.most, values.get("attempts", {}).get("most", 0)),
            (self.in_days, values.get("attempts", {}).get("days", 30)),
            (self.refusal, values.get("refusal_days", 0)),
            (self.consent, values.get("consent", False)),
            (self.source, values["source"]),
            *((self.says[language], values["says"][language]) for language in LANGUAGES),
            *((self.days[day], ", ".join(values.get("hours", {}).get(day, ()))) for day in DAYS),
        ):
            load(field, value)
        for field in self._all:
            let_edit(field, editable)
        self._open_days()

    def values(self) -> dict[str, object]:
        """The plain values that the fields say, the country among them."""
        found: dict[str, object] = {
            COUNTRY: self.country.text().strip().upper(),
            "kind": self.kind.currentData(),
            "since": self.since.day(),
            "basis": self.basis.currentData(),
            "holidays": self.holidays.isChecked(),
        }
        if not self.any_hour.isChecked():
            found["hours"] = {day: said for day, field in self.days.items() if (said := _stretches(field.text()))}
        if self.most.value():
            found["attempts"] = {"most": self.most.value(), "days": self.in_days.value()}
        if self.refusal.value():
            found["refusal_days"] = self.refusal.value()
        if self.consent.isChecked():
            found["consent"] = True
        says = {language: field.text().strip() for language, field in self.says.items()}
        return {**found, "source": self.source.text().strip(), "says": says}

    # -- what it does -------------------------------------------------------------------------------------------

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Show each fault at its field; their places begin with the one rule there is."""
        places = {f: f.where.removeprefix("rule.1.") for f in faults}
        for key, line in self._faults.items():
            line.say([f for f in faults if places[f] == key], self._words)


def _stretches(said: str) -> list[str]:
    """Hours as a person types them, between commas; a long dash between two times counts as a short one."""
    return [part.strip().replace("–", "-") for part in said.split(",") if part.strip()]
