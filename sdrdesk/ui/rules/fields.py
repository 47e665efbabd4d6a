"""A field under its label with what is wrong under it, for the forms of rules."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import Kind, mark
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.number_field import NumberField, pad_field


class FaultLine(QLabel):
    """What is wrong with a field, in words; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        mark(self, "bad")
        self.hide()

    def say(self, faults: Sequence[Fault], words: Words) -> None:
        """Say the first of these faults, or nothing."""
        said = [words.text("grid_fault", f.code, value=f.value) for f in faults]
        self.setText(said[0][:1].upper() + said[0][1:] if said else "")
        self.setVisible(bool(said))


class LabelledField(QWidget):
    """A field under its small label, its faults under both."""

    def __init__(self, label: str, field: QWidget) -> None:
        super().__init__()
        field.setAccessibleName(label)
        self.fault = FaultLine()
        said = ElideLabel(label)
        mark(said, "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        for widget in (said, field, self.fault):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def add_line(self, kind: Kind) -> FaultLine:
        """Another line below the field, for what is said in another tone than a fault."""
        line = FaultLine()
        mark(line, kind)
        self._column.insertWidget(self._column.count() - 1, line)
        return line


def number_field(lowest: int, highest: int, edited: Callable[[], None]) -> NumberField:
    """A whole number that tells of every change; a load blocks its signals."""
    field = NumberField(lowest, highest)
    field.valueChanged.connect(lambda _: edited())
    return field


def time_field(edited: Callable[[], None]) -> QTimeEdit:
    """A time of day that tells of every change; a load blocks its signals."""
    field = QTimeEdit()
    field.setDisplayFormat("HH:mm")
    pad_field(field)
    field.timeChanged.connect(lambda _: edited())
    return field


def text_field(edited: Callable[[], None]) -> QLineEdit:
    """A line of text that tells of what a person types."""
    field = QLineEdit()
    field.textEdited.connect(lambda _: edited())
    return field


def text_area(edited: Callable[[], None]) -> QPlainTextEdit:
    """Text of several lines that tells of every change; a load blocks its signals. Tab goes on to the next field."""
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.textChanged.connect(lambda: edited())
    return field


def said_in(field: QLineEdit | QPlainTextEdit) -> str:
    """What a field says, each space as it was typed: Qt’s plain text makes common ones of no-break spaces."""
    if isinstance(field, QPlainTextEdit):
        return field.document().toRawText().replace("\u2029", "\n")
    return field.text().strip()


def choice_field(choices: Sequence[tuple[str, str]], edited: Callable[[], None]) -> QComboBox:
    """One of several (code, words) that tells of what a person chooses."""
    field = QComboBox()
    for code, said in choices:
        field.addItem(said, code)
    field.activated.connect(lambda _: edited())
    return field


def tick_field(label: str, edited: Callable[[], None]) -> QCheckBox:
    """Yes or no, that tells of what a person chooses."""
    field = QCheckBox(label)
    field.clicked.connect(lambda _: edited())
    return field


def day_field(edited: Callable[[], None]) -> DateField:
    """A day that tells of every change; a load blocks its signals."""
    field = DateField()
    field.dateChanged.connect(lambda _: edited())
    return field


def load(field: QWidget, value: object) -> None:
    """Show a value; the field tells nobody."""
    blocked = field.blockSignals(True)
    if isinstance(field, NumberField):
        field.setValue(value if isinstance(value, int) else field.minimum())
    elif isinstance(field, QTimeEdit):
        field.setTime(QTime.fromString(str(value), "HH:mm"))
    elif isinstance(field, DateField):
        assert isinstance(value, date)
        field.set_day(value)
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    elif isinstance(field, QPlainTextEdit):
        if said_in(field) != value:  # the place one is writing at stays
            field.setPlainText(str(value))
    elif isinstance(field, QLineEdit):
        field.setText(str(value))
        field.setCursorPosition(0)
    field.blockSignals(blocked)


def let_edit(field: QWidget, editable: bool) -> None:
    """Let a person change a field, or only read it."""
    if isinstance(field, QAbstractSpinBox | QLineEdit | QPlainTextEdit):
        field.setReadOnly(not editable)
        if isinstance(field, QAbstractSpinBox):  # what is only read has no arrows to press, and is no field in white
            kept = QAbstractSpinBox.ButtonSymbols
            field.setButtonSymbols(kept.UpDownArrows if editable else kept.NoButtons)
    else:
        field.setEnabled(editable)
