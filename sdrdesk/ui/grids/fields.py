"""The fields of the grid editor: each edits one place of a draft and says there what is wrong with it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sdrdesk.core.domain.grid_check import GridFault
from sdrdesk.core.domain.grid_draft import GridDraft, Path
from sdrdesk.core.domain.typed_values import Understood, read_day
from sdrdesk.core.operations.grids import fault_sentence
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import Kind as Look
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel

SENTENCE_HEIGHT = 94
STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


BARE = ("missing", "mistyped", "out_of_range", "negative_weight")
"""Faults whose sentence does not say of what."""


def say_faults(
    label: QLabel, faults: Sequence[GridFault], words: Words, within: str = "", placed: Collection[str] | None = None
) -> None:
    """Say faults in a label, which goes where there is none.

    With `placed`, the places that have a field, the place of any other fault is named, as seen from `within`.
    """

    def sentence(fault: GridFault) -> str:
        said = fault_sentence(fault, words)
        unnamed = placed is not None and fault.where not in placed and fault.code in BARE
        place = fault.where.removeprefix(within).strip(".") if unnamed else ""
        return f"{place}{words.colon}{said}" if place else said

    said = "; ".join(dict.fromkeys(map(sentence, faults)))
    label.setTextFormat(Qt.TextFormat.PlainText)  # it may quote a file
    said = said[:1].upper() + said[1:]
    if said != label.text():
        label.setText(said)
        label.setVisible(bool(said))


class GridField(QWidget):
    """One place of a draft: its widget, and under it the fault of that place if there is one."""

    edited = Signal(object, object, bool)  # path, value, whether it is being typed

    def __init__(self, path: Path, name: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.words = path, words
        self.says_faults = True  # False where the row it stands in says them
        self.said = QLabel()
        self.said.setWordWrap(True)
        mark(self.said, "bad")
        self.said.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.control = self.make_control()
        self.control.setAccessibleName(name)
        self.control.setToolTip(name)
        self.control.installEventFilter(self)
        self.column.addWidget(self.control)
        self.column.addWidget(self.said)
        self.column.addStretch(1)
        self.setFocusProxy(self.control)

    def make_control(self) -> QWidget:
        """The widget that holds the value."""
        raise NotImplementedError

    def load(self, draft: GridDraft) -> None:
        """Show what stands in the draft, and its fault; emits nothing."""
        self.show_value(draft.value(self.path))
        self.show_faults(draft)

    def show_value(self, value: Any) -> None:
        """Show a value; a load is not an edit."""
        raise NotImplementedError

    def show_faults(self, draft: GridDraft) -> None:
        """Say what is wrong here."""
        faults = draft.faults_at(self.path)
        if self.says_faults:
            say_faults(self.said, faults, self.words)
        look: Look | None = "bad" if faults else None
        if self.control.property("kind") != look:
            mark(self.control, look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z takes a step of the draft back, not of the field; the wheel changes only what has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and any(event.matches(step) for step in STEPS):  # type: ignore[attr-defined]
            event.ignore()
            return True
        if event.type() == QEvent.Type.Wheel and not self.control.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class TextField(GridField):
    """One line of text; an empty one takes the key away where `optional`."""

    def __init__(self, path: Path, name: str, words: Words, *, optional: bool = False, hint: str = "") -> None:
        self._optional = optional
        super().__init__(path, name, words)
        self.line.setPlaceholderText(hint)

    def make_control(self) -> QWidget:
        self.line = QLineEdit()
        self.line.textEdited.connect(self._typed)
        return self.line

    def _typed(self, text: str) -> None:
        self.edited.emit(self.path, None if self._optional and not text.strip() else self.read(text), True)

    def read(self, text: str) -> object:
        """What a text stands for."""
        return text

    def show_value(self, value: Any) -> None:
        if self.read(self.line.text()) != value or (value is None and self.line.text().strip()):
            self.line.setText(self.write(value))
            self.line.setCursorPosition(0)  # a long text is read from its beginning

    def write(self, value: Any) -> str:
        """A value as it can be typed."""
        return "" if value is None else str(value)


class NumberField(TextField):
    """A number; what is not one stays as typed, and the check says so."""

    def read(self, text: str) -> object:
        plain = text.strip().replace(",", ".").replace("\u202f", "").replace(" ", "")
        for kind in (int, float):
            try:
                return kind(plain)
            except ValueError:
                continue
        return text

    def write(self, value: Any) -> str:
        said = super().write(value)
        return said.replace(".", self.words.decimal) if isinstance(value, float) else said


class ListField(TextField):
    """Texts between commas."""

    def read(self, text: str) -> object:
        return [part.strip() for part in text.split(",") if part.strip()]

    def write(self, value: Any) -> str:
        return ", ".join(map(str, value)) if isinstance(value, list) else super().write(value)


class DayField(TextField):
    """A day, typed as people type it; what is not understood stays, and the check says so."""

    def __init__(self, path: Path, name: str, words: Words, today: date, hint: str) -> None:
        self._today = today
        super().__init__(path, name, words, optional=True, hint=hint)
        self.line.editingFinished.connect(lambda: self.line.setText(self.write(self.read(self.line.text()))))

    def read(self, text: str) -> object:
        found = read_day(text, self._today) if text.strip() else None
        return found.value if isinstance(found, Understood) else text

    def write(self, value: Any) -> str:
        return self.words.date(value) if isinstance(value, date) else super().write(value)


class _Sentences(QPlainTextEdit):
    def sizeHint(self) -> QSize:
        return QSize(300, SENTENCE_HEIGHT)


class SentenceField(GridField):
    """A sentence or two."""

    def make_control(self) -> QWidget:
        self.box = _Sentences()
        self.box.setFixedHeight(SENTENCE_HEIGHT)
        self.box.setTabChangesFocus(True)
        self.box.textChanged.connect(lambda: self.edited.emit(self.path, self.box.toPlainText(), True))
        return self.box

    def show_value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        if self.box.toPlainText() != text:
            blocked = self.box.blockSignals(True)
            self.box.setPlainText(text)
            self.box.blockSignals(blocked)


class ChoiceField(GridField):
    """One of a few values; the value None takes the key away."""

    def __init__(self, path: Path, name: str, words: Words, choices: Sequence[tuple[object, str]]) -> None:
        self._choices = list(choices)
        super().__init__(path, name, words)

    def make_control(self) -> QWidget:
        self.box = QComboBox()
        for value, label in self._choices:
            self.box.addItem(label[:1].upper() + label[1:], value)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.activated.connect(lambda n: self.edited.emit(self.path, self.box.itemData(n), False))
        return self.box

    def show_value(self, value: Any) -> None:
        at = next((n for n, (known, _label) in enumerate(self._choices) if known == value), -1)
        if at < 0 and value is not None:
            self._choices.append((value, str(value)))  # what no one knows is shown as it stands, with its fault
            self.box.addItem(str(value), value)
            at = len(self._choices) - 1
        if self.box.currentIndex() != at:
            self.box.setCurrentIndex(at)


def labelled(label: str, field: QWidget) -> QWidget:
    """A field under its small label."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    said = ElideLabel(label)
    mark(said, "small")
    column.addWidget(said)
    column.addWidget(field, 1)
    return holder
