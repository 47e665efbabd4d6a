"""One condition being put together: a field, a test, a value; Enter adds it, Esc leaves."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from sdrdesk.core.domain.segment import CODES, FIELDS, SIGNAL_GROUPS, WITHOUT_VALUE, Condition, Kind, Test, asked_of
from sdrdesk.core.domain.signals import SIGNAL_TYPES
from sdrdesk.core.domain.typed_dates import read_day
from sdrdesk.core.domain.typed_values import Understood
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import segments
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel

TYPED, CHOSEN, NOTHING = range(3)


class FilterRow(QWidget):
    """The line under the chips; every act of it is a key."""

    added = Signal(object)
    left = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.field = self._box(self.tr("Field"), 160)
        self.test = self._box(self.tr("Test"), 150)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Value"))
        self.typed.textEdited.connect(self._typed)
        self.chosen = self._box(self.tr("Value"), 200)
        self.value = QStackedWidget()
        for widget in (self.typed, self.chosen, QWidget()):
            self.value.addWidget(widget)
        self.value.setFixedWidth(200)
        self.days = QLineEdit()
        self.days.setAccessibleName(self.tr("Within how many days"))
        self.days.setPlaceholderText(self.tr("days, if recent"))
        self.days.setFixedWidth(130)
        self.add_button = QPushButton(self.tr("Add (Enter)"))
        mark(self.add_button, "primary")
        self.add_button.clicked.connect(self.add)
        self.leave_button = QPushButton(self.tr("Leave it (Esc)"))
        mark(self.leave_button, "quiet")
        self.leave_button.clicked.connect(self.left)
        self.said = ElideLabel("")
        mark(self.said, "bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.field, self.test, self.value, self.days, self.add_button, self.leave_button):
            row.addWidget(widget)
        row.addWidget(self.said, 1)
        for field in (self.field, self.test, self.typed, self.chosen, self.days):
            field.installEventFilter(self)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.test.currentIndexChanged.connect(self._test_chosen)

    def _box(self, name: str, width: int) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMaxVisibleItems(18)
        box.setFixedWidth(width)
        return box

    def begin(self) -> None:
        """Ask anew, the keyboard on the field."""
        blocked = self.field.blockSignals(True)
        self.field.clear()
        for field in FIELDS:
            if field != "campaign" or self._workspace.campaigns:
                self.field.addItem(segments.field_words(field, self._words), field)
        self.field.blockSignals(blocked)
        self.typed.clear()
        self.days.clear()
        self._field_chosen()
        for box in (self.field, self.test, self.chosen):
            box.view().keyboardSearch("")  # what was typed for the last one is no beginning of this one
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _field_chosen(self) -> None:
        field = self.field.currentData()
        blocked = self.test.blockSignals(True)
        self.test.clear()
        for test in asked_of(field):
            self.test.addItem(self._words.text("segment_test", test), test.value)
        self.test.blockSignals(blocked)
        self.chosen.clear()
        for code in self._codes(field):
            label = segments.value_words(self._workspace, field, code, self._words)
            self.chosen.addItem(label[:1].upper() + label[1:], code)
        self._test_chosen()

    def _codes(self, field: str) -> list[str]:
        if field == "campaign":
            return list(self._workspace.campaigns)
        if field == "reason":
            return self._words.codes("reason")
        if field == "signal":
            return [*SIGNAL_GROUPS, *sorted(SIGNAL_TYPES, key=lambda t: self._words.text("signal", t))]
        return list(CODES.get(field, ()))

    def _test_chosen(self) -> None:
        field, test = self.field.currentData(), self.test.currentData()
        place = NOTHING if test in WITHOUT_VALUE else CHOSEN if self.chosen.count() else TYPED
        self.value.setCurrentIndex(place)
        self.value.setVisible(place != NOTHING)
        self.days.setVisible(FIELDS[field] is Kind.SIGNAL)
        self.typed.setPlaceholderText(self._hint(field, test))
        self.said.setText("")

    def _typed(self) -> None:
        self.said.setText("")

    def _hint(self, field: str, test: str) -> str:
        kind = FIELDS[field]
        if test in (Test.WITHIN_LAST, Test.WITHIN_NEXT):
            return self.tr("a number of days")
        if kind in (Kind.DAY, Kind.INSTANT):
            return self.tr("a day, such as 24/11/2026")
        return self.tr("a number") if kind in (Kind.NUMBER, Kind.PHONE) else ""

    def condition(self) -> Condition:
        """What is put together, as typed."""
        field, test = self.field.currentData(), self.test.currentData()
        match self.value.currentIndex():
            case 1:
                value = self.chosen.currentData()
                if FIELDS[field] is Kind.SIGNAL and self.days.text().strip():
                    value = f"{value} within {self.days.text().strip()}"
            case 0:
                value = self._day(self.typed.text()) if FIELDS[field] in (Kind.DAY, Kind.INSTANT) else self.typed.text()
            case _:
                value = ""
        return Condition(field, test, value.strip())

    def _day(self, text: str) -> str:
        """A day typed in words, as ISO; what is not understood stays for the check to name."""
        found = read_day(text, self._workspace.now().date()) if text.strip() and not text.strip().isdigit() else None
        return found.value.isoformat() if isinstance(found, Understood) else text

    def add(self) -> None:
        """Hand the condition on, or say what is wrong with it."""
        try:
            (condition,) = segments.ready(self._workspace, [self.condition()])
        except UserError as error:
            said = self._words.text("segment_fault", str(error.values["fault"]), value=error.values["value"], known="")
            self.said.setText(said[:1].upper() + said[1:].rstrip("; :\u202f"))
            (self.typed if self.value.currentIndex() == TYPED else self.days).setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.added.emit(condition)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter(watched)
                return True
        return super().eventFilter(watched, event)

    def _enter(self, watched: QObject) -> None:
        """Enter goes on to a value that is still to be typed, else adds."""
        asks = self.value.currentIndex() == TYPED and not self.typed.text().strip()
        if asks and watched is not self.typed:
            self.typed.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add()
