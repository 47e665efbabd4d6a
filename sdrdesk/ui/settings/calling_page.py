"""The page of the settings that says when leads are called: hours, rules by kind of contact, cadence, turns."""

from collections.abc import Mapping

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.calling_rules import ContactKind, rule_in_force
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.number_field import NumberField, pad_field


class CallingPage(QWidget):
    """Two cards: the hours, then the rules that hold within them; under each field, what it does."""

    rules_asked = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.edit_rules = QPushButton(self.tr("Cadences and calling rules…"))
        self.edit_rules.clicked.connect(self.rules_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._hours_card())
        layout.addWidget(self._rules_card())
        layout.addStretch(1)
        self.refresh_rules()

    # -- layout -------------------------------------------------------------------------------------------------

    def _hours_card(self) -> Card:
        settings = self._workspace.settings
        self.hours = QCheckBox(self.tr("Keep calling hours"))
        self.hours.setChecked(settings["calling_hours"] == "on")
        self.hours.clicked.connect(self._hours_clicked)
        self.days = []
        days = QHBoxLayout()
        days.setSpacing(12)
        for day in range(7):
            box = QCheckBox(self._words.text("time", f"weekday_{day}").rstrip("."))
            box.setAccessibleName(self._words.text("time", f"weekday_{day}"))
            box.setChecked(str(day + 1) in settings["calling_days"])
            self.days.append(box)
            days.addWidget(box)
        days.addStretch(1)
        self.opens = self._time(settings["calling_from"], self.tr("Opens at"))
        self.closes = self._time(settings["calling_to"], self.tr("Closes at"))
        times = QHBoxLayout()
        times.addWidget(self.opens)
        times.addWidget(QLabel("–"))
        times.addWidget(self.closes)
        times.addStretch(1)
        self.holidays = QCheckBox(self.tr("Call on public holidays too"))
        self.holidays.setChecked(settings["calling_holidays"] == "on")
        form = _form()
        form.addRow("", self.hours)
        form.addRow(self.tr("Days"), days)
        form.addRow(self.tr("Hours"), times)
        form.addRow("", self.holidays)
        form.addRow(
            "", _note(self.tr("In the lead’s own country and time. Days and hours that a rule closes stay closed."))
        )
        card = Card(self.tr("Calling hours"))
        card.add_layout(form)
        self._hours_clicked()
        return card

    def _rules_card(self) -> Card:
        settings = self._workspace.settings
        self.kind = QComboBox()
        for kind in ContactKind:
            self.kind.addItem(self._words.text("contact_kind", kind.value), kind.value)
        self.kind.setCurrentIndex(self.kind.findData(settings["contact_kind"]))
        self.kind.activated.connect(self._say)
        self.cadence = QComboBox()
        self.cadence.activated.connect(self._say)
        self.one_a_day = QCheckBox(self.tr("One contact of a company a day"))
        self.one_a_day.setChecked(settings["one_contact_a_day"] == "on")
        self.nurture = NumberField(1, 3650)
        self.nurture.setValue(int(settings["nurture_days"]))
        self.about_kind, self.about_cadence = _note(""), _note("")
        form = _form()
        _add(form, self.tr("Leads are called as"), self.kind)
        form.addRow("", self.about_kind)
        _add(form, self.tr("After no answer"), self.cadence)
        form.addRow("", self.about_cadence)
        form.addRow("", self.one_a_day)
        form.addRow(
            "",
            _note(self.tr("Two contacts of one company are never both due on the same day, unless promised or hot.")),
        )
        _add(form, self.tr("“Later” comes back after (days)"), self.nurture)
        card = Card(self.tr("Rules"))
        card.add_to_header(self.edit_rules)
        card.add_layout(form)
        return card

    @staticmethod
    def _time(value: str, name: str) -> QTimeEdit:
        field = QTimeEdit(QTime.fromString(value, "HH:mm"))
        field.setDisplayFormat("HH:mm")
        field.setAccessibleName(name)
        pad_field(field)
        return field

    # -- what is said -------------------------------------------------------------------------------------------

    def _hours_clicked(self) -> None:
        for field in (*self.days, self.opens, self.closes, self.holidays):
            field.setEnabled(self.hours.isChecked())

    def refresh_rules(self) -> None:
        """Offer the cadences there are now, the chosen one kept where it still is one."""
        language, cadences = self._words.language, self._workspace.cadences
        chosen = self.cadence.currentData() or self._workspace.settings["cadence"]
        self.cadence.clear()
        for code, cadence in cadences.items():
            self.cadence.addItem(cadence.name.get(language) or code, code)
        self.cadence.setCurrentIndex(max(0, self.cadence.findData(chosen if chosen in cadences else "default")))
        self._say()

    def _say(self) -> None:
        """Say what the chosen kind and cadence mean, from the rules themselves."""
        workspace, language = self._workspace, self._words.language
        kind = ContactKind(self.kind.currentData())
        rule = rule_in_force(workspace.rule_layers, workspace.country, kind, workspace.now().date())
        says = rule.says.get(language, "")
        if kind is ContactKind.UNKNOWN:  # the strictest is made of several rules, and says what the first of them does
            says = self.tr("the hours that all its rules have in common, the fewest calls, the longest rest.")
        about = self.tr("When nothing else is said of a lead. {country}: {rule}")
        self.about_kind.setText(about.format(country=workspace.country, rule=says))
        cadence = workspace.cadences[self.cadence.currentData()]
        tries = self.tr("%n try(ies)", "", cadence.limit)
        rest = self.tr("%n day(s) of rest", "", cadence.rest_days)
        said = self.tr("{tries}, then {rest}. A campaign may have a cadence of its own.")
        self.about_cadence.setText(said.format(tries=tries, rest=rest))

    def values(self) -> Mapping[str, str]:
        """The settings these fields say."""
        return {
            "calling_hours": "on" if self.hours.isChecked() else "off",
            "calling_days": "".join(str(n + 1) for n, box in enumerate(self.days) if box.isChecked()),
            "calling_from": self.opens.time().toString("HH:mm"),
            "calling_to": self.closes.time().toString("HH:mm"),
            "calling_holidays": "on" if self.holidays.isChecked() else "off",
            "contact_kind": self.kind.currentData(),
            "cadence": self.cadence.currentData(),
            "one_contact_a_day": "on" if self.one_a_day.isChecked() else "off",
            "nurture_days": str(self.nurture.value()),
        }


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setVerticalSpacing(8)
    form.setHorizontalSpacing(16)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _add(form: QFormLayout, label: str, field: QWidget) -> None:
    field.setAccessibleName(label)
    form.addRow(label, field)


def _note(text: str) -> QLabel:
    note = QLabel(text)
    note.setWordWrap(True)
    mark(note, "small")
    return note
