"""A list of calls pasted from a phone or a telephony program: looked at line by line, then recorded in one go."""

from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.call_lists import BY_DIGIT, CallsRecorded, preview_calls, record_calls
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.outcome_bar import digit_of
from sdrdesk.ui.elsewhere.call_lines_model import BECOMES, LEAD, LENGTH, NUMBER, WHEN, CallLinesModel
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

WIDTHS = {WHEN: 130, NUMBER: 170, LEAD: 250, LENGTH: 70}


class PasteCallsDialog(QDialog):
    """Nothing is written before the button; every line says what it would become, and why where it is nothing."""

    recorded = Signal(object, int)  # changes, how many calls

    def __init__(self, workspace: Workspace, words: Words, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer = workspace, words, writer
        self.model = CallLinesModel(workspace, words)
        self.setWindowTitle(self.tr("Calls made elsewhere"))
        self.resize(900, 600)
        self._lay_out()
        self.show_text(QGuiApplication.clipboard().text())

    def _lay_out(self) -> None:
        about = QLabel(
            self.tr("Paste lines with a number and a time; a name, a length and words such as “missed” are read too.")
        )
        about.setWordWrap(True)
        mark(about, "muted")
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("The list of calls"))
        self.field.setPlaceholderText("01 99 00 10 01   14:05   2:31")
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(110)
        self.field.textChanged.connect(self._read)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("What each line becomes"))
        calm_table(
            self.table, TableLook(strong=frozenset({LEAD}), right=frozenset({LENGTH}), pills=frozenset({BECOMES}))
        )
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_offered())
        self.offered = QLabel()
        self.offered.setWordWrap(True)
        self.offered.hide()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.close_button = QPushButton(self.tr("Cancel"))
        self.close_button.clicked.connect(self.close)
        self.record_button = QPushButton()
        mark(self.record_button, "primary")
        self.record_button.clicked.connect(self.record)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.record_button)
        keys = QLabel(
            self.tr(
                "A digit changes the outcome of a line, Del leaves it out, Enter records what is ready. Where several leads "
                "have the number, a digit says who was called first; Backspace asks again."
            )
        )
        keys.setWordWrap(True)
        mark(keys, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        for widget in (about, self.field, self.table, self.offered, keys):
            layout.addWidget(widget, 1 if widget is self.table else 0)
        layout.addLayout(buttons)

    def show_text(self, text: str) -> None:
        """Begin with a text if any line of it is a call; else with nothing."""
        if any(p.line.number and p.line.at for p in preview_calls(self._workspace, text)):
            blocked = self.field.blockSignals(True)
            self.field.setPlainText(text)
            self.field.blockSignals(blocked)
        self._read()
        (self.table if self.model.proposals else self.field).setFocus()

    def _read(self) -> None:
        self.model.show_lines(preview_calls(self._workspace, self.field.toPlainText()))
        self.table.selectRow(0)
        self._count()
        self._show_offered()

    def _show_offered(self) -> None:
        """Name the leads of the line's shared number, each with its digit."""
        found, more = self.model.offered(self.table.currentIndex().row())
        named = [f"{digit} {' · '.join(p for p in (x.name, x.company) if p)}" for digit, x in enumerate(found, 1)]
        if more:
            named.append(self.tr("0 shows others"))
        self.offered.setText(self.tr("Who was called: {leads}").format(leads="   ".join(named)) if named else "")
        self.offered.setVisible(bool(named))

    def _count(self) -> None:
        ready, lines = self.model.ready, len(self.model.proposals)
        self.record_button.setText(self.tr("Record %n call(s) (Enter)", "", ready))
        self.record_button.setEnabled(ready > 0)
        self.said.setText(self.tr("%n line(s) are not recorded; each says why.", "", lines - ready) if lines else "")
        mark(self.said, "muted")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._row_key(event):
            return True
        return super().eventFilter(watched, event)

    def _row_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record()
            return True
        row = self.table.currentIndex().row()
        if event.key() == Qt.Key.Key_Backspace:
            return self._lead_told(row, None)
        digit, delete = digit_of(event), event.key() == Qt.Key.Key_Delete
        if digit is None and not delete:
            return False
        offered, more = self.model.offered(row)
        if digit is not None and offered:
            if digit == 0 and more:
                self.model.offer_next(row)
                self._show_offered()
                return True
            return self._lead_told(row, offered[digit - 1]) if 0 < digit <= len(offered) else True
        if digit is not None and digit not in BY_DIGIT:
            self._say(self.tr("A call back needs its time: log that call by itself."))
        elif self.model.choose(row, None if delete or digit is None else BY_DIGIT[digit]):
            self._count()
            self.table.selectRow(min(row + 1, self.model.rowCount() - 1))
        else:
            self._say(self.tr("This line cannot be recorded; it says why."))
        return True

    def _lead_told(self, row: int, lead: Lead | None) -> bool:
        told = self.model.choose_lead(row, lead)
        if told:
            self._count()
            self._show_offered()
        return told

    def record(self) -> None:
        """Record what is ready, as one act."""
        if not self.model.ready or not self.record_button.isEnabled():
            return
        self.record_button.setEnabled(False)

        def done(recorded: CallsRecorded) -> None:
            self.recorded.emit(recorded.changes, recorded.count)
            self.accept()

        self._writer.submit(partial(record_calls, self._workspace, list(self.model.proposals)), done, self._refused)

    def _refused(self, error: UserError) -> None:
        self._say(sentence(error, self._words), "bad")
        self.record_button.setEnabled(True)

    def _say(self, said: str, tone: Literal["doubt", "bad"] = "doubt") -> None:
        self.said.setText(said)
        mark(self.said, tone)
