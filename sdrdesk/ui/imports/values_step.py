"""The step of the values: what is not understood, or may be read two ways, set right once for every row."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QTableView, QWidget

from sdrdesk.ui.imports.import_step import ImportStep
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.imports.values_model import COLUMN, GIVEN, MEANT, ROWS, SAID, ValuesModel
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.in_cell import InCell
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table


class ValuesStep(ImportStep):
    """A table of the values that ask for a word; what is typed in a row counts for all rows of the file."""

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(hand, parent)
        self._say(
            self.tr("What do these values mean?"),
            self.tr("Type what a value means: it counts for every row that has it. Left blank, the cell is left out."),
        )
        self.dates = QComboBox()
        self.dates.setAccessibleName(self.tr("Order of the dates"))
        for value, label in (
            ("", self.tr("Dates: as found")),
            ("dmy", self.tr("Dates: day first, 31/12/2026")),
            ("mdy", self.tr("Dates: month first, 12/31/2026")),
        ):
            self.dates.addItem(label, value)
        self.dates.activated.connect(self._dates_chosen)
        self.everything = QCheckBox(self.tr("Show what is understood too (Alt+S)"))
        self.everything.clicked.connect(lambda: self._load())
        QShortcut(QKeySequence("Alt+S"), self).activated.connect(self.everything.click)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        self.about_dates = QLabel()
        mark(self.about_dates, "doubt")
        tools.addWidget(self.dates)
        tools.addWidget(self.about_dates)
        tools.addStretch(1)
        tools.addWidget(self.everything)
        headers = [
            self.tr("Column"), self.tr("As given"), self.tr("Rows"), self.tr("Becomes"), self.tr("What is said of it"),
        ]  # fmt: skip
        self.model = ValuesModel(hand, headers, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Values"))
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        calm_table(self.table, TableLook(strong=frozenset(), right=frozenset({ROWS})))
        for column, width in ((COLUMN, 150), (GIVEN, 260), (ROWS, 80), (MEANT, 280), (SAID, 320)):
            self.table.setColumnWidth(column, width)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Becomes"))
        self.field.textEdited.connect(self._edited)
        self._in_cell = InCell(self.table, MEANT, self.field)
        for widget in (self.table, self.field):
            widget.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_row())
        self.said = QLabel()
        self.said.setWordWrap(True)
        mark(self.said, "muted")
        self.column.addLayout(tools)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.said)

    # -- showing ------------------------------------------------------------------------------------------------

    def show_hand(self) -> None:
        self.dates.setCurrentIndex(max(0, self.dates.findData(self.hand.choices.dates)))
        self.dates.setVisible("source_date" in self.hand.targets)
        self._say_dates()
        self._load()

    def _say_dates(self) -> None:
        both = self.hand.two_way_dates()
        said = self.tr("{date}: the day or the month first? Nothing in the file proves it.")
        self.about_dates.setText(said.format(date=both[0]) if both else "")

    def _load(self) -> None:
        self.model.load(everything=self.everything.isChecked())
        self.table.selectRow(0)
        self._show_row()
        self._say_state()

    def _say_state(self) -> None:
        found = self.hand.values_in_doubt()
        understood = sum(not v.doubtful for values in self.hand.values.values() for v in values)
        said = self.tr("%n value(s) understood.", "", understood).replace(
            str(understood), self.words.number(understood)
        )
        doubt = self.tr("%n value(s) in doubt.", "", found).replace(str(found), self.words.number(found))
        self.said.setText(" ".join((doubt if found else self.tr("Nothing is in doubt."), said)))

    def enter(self) -> None:
        if self.model.lines:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            self._in_cell.place()
        else:
            self.everything.setFocus(Qt.FocusReason.TabFocusReason)

    def doubt(self) -> str:
        found = self.hand.values_in_doubt() if self.hand.values_are_known else 0
        return (
            self.tr("%n value(s) in doubt.", "", found).replace(str(found), self.words.number(found)) if found else ""
        )

    def _show_row(self) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.lines):
            self._in_cell.place()
            return
        line = self.model.lines[row]
        self.field.setText(self.model.meant(line))
        self.field.setPlaceholderText(self.tr("— left out —"))
        self._in_cell.place()

    # -- choosing -----------------------------------------------------------------------------------------------

    def _dates_chosen(self) -> None:
        self.hand.change(dates=self.dates.currentData())
        self.changed.emit()

    def _edited(self, text: str) -> None:
        self.model.mean(self.table.currentIndex().row(), text.strip())
        self._say_state()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.table and self._table_key(event):
                return True
            if watched is self.field and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _table_key(self, event: QKeyEvent) -> bool:
        """What is typed over a row goes into its field; Del leaves the value out."""
        if self.field.isHidden():
            return False
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Delete:
            self.field.clear()
            self._edited("")
            return True
        if event.key() == Qt.Key.Key_F2 or (plain and event.text().isprintable() and event.text()):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()
            if event.key() != Qt.Key.Key_F2:
                QApplication.sendEvent(self.field, event)
            return True
        return False

    def _move(self, step: int) -> None:
        row = self.table.currentIndex().row() + step
        if 0 <= row < len(self.model.lines):
            self.table.selectRow(row)
            self.field.selectAll()
