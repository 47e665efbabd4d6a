"""The step of the file: how it reads, beside its first rows; what is changed is read anew at once."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTableView, QWidget

from sdrdesk.core.operations.imports import NO_HEADER, Reading
from sdrdesk.ui.imports.head_model import FIRST_CELL, LINE, HeadModel
from sdrdesk.ui.imports.import_step import ImportStep
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "latin-1": "Latin-1", "mac-roman": "Mac", "utf-16": "UTF-16"}
KNOWN_AS = {"utf-8-sig": "UTF-8"}
CELL_WIDTH = 150


class FileStep(ImportStep):
    """Encoding, separator, sheet and header line. `reread` asks to read the file as chosen now."""

    reread = Signal()

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(hand, parent)
        self._say(
            self.tr("Does the file read well?"),
            self.tr("Its first rows as they read, the header in bold. Space on another row makes that row the header."),
        )
        self.encoding, self.delimiter, self.sheet, self.header = (QComboBox() for _ in range(4))
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for box, name in (
            (self.sheet, self.tr("Sheet")),
            (self.encoding, self.tr("Encoding")),
            (self.delimiter, self.tr("Separator")),
            (self.header, self.tr("Header")),
        ):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.activated.connect(self._chosen)
            tools.addWidget(box)
        tools.addStretch(1)
        self.kind = QLabel()
        mark(self.kind, "muted")
        tools.addWidget(self.kind)
        self.model = HeadModel(self.words, self.tr("Line"), self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("The first rows of the file"))
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        calm_table(self.table, TableLook(strong=frozenset(), right=frozenset({LINE})))
        self.table.horizontalHeader().setDefaultSectionSize(CELL_WIDTH)
        self.table.installEventFilter(self)
        self.column.addLayout(tools)
        self.column.addWidget(self.table, 1)

    # -- showing ------------------------------------------------------------------------------------------------

    def show_hand(self) -> None:
        look, reading = self.hand.look, self.hand.choices.reading
        boxes = (self.sheet, self.encoding, self.delimiter, self.header)
        for box in boxes:
            box.setVisible(look is not None)
        self.table.horizontalHeader().setVisible(look is not None)
        self._fill_encodings(reading)
        self._fill_delimiters(reading)
        if look is None:
            self.encoding.show()
            self.delimiter.show()
            self.model.show_rows((), 0)
            return
        form = look.form
        is_text = form.kind == "csv"
        self.encoding.setVisible(is_text)
        self.delimiter.setVisible(is_text)
        self.sheet.setVisible(len(form.sheets) > 1)
        self._fill_sheets(form.sheets, form.sheet, reading)
        self.header.setVisible(form.kind != "vcard")
        self._fill_header(reading)
        self.kind.setText({"spreadsheet": self.tr("spreadsheet"), "vcard": self.tr("address cards")}.get(form.kind, ""))
        self.model.show_rows(look.head, 0 if form.headless else form.header_line)
        self.table.clearSpans()
        for n, row in enumerate(look.head):
            if row.fault and self.model.columnCount() > FIRST_CELL + 1:
                self.table.setSpan(n, FIRST_CELL, 1, self.model.columnCount() - FIRST_CELL)
        self.table.setColumnWidth(LINE, 56)
        self.table.selectRow(next((n for n, r in enumerate(look.head) if r.line == form.header_line), 0))

    def _fill_encodings(self, reading: Reading) -> None:
        found = self.hand.look.form.encoding if self.hand.look else ""
        found = KNOWN_AS.get(found, ENCODINGS.get(found, found))
        as_found = (
            self.tr("Encoding: {name}, as found") if found and not reading.encoding else self.tr("Encoding: as found")
        )
        self._fill(self.encoding, as_found.format(name=found), ENCODINGS, reading.encoding)

    def _fill_delimiters(self, reading: Reading) -> None:
        named = {",": self.tr("comma"), ";": self.tr("semicolon"), "\t": self.tr("tab"), "|": self.tr("bar |")}
        found = self.hand.look.form.delimiter if self.hand.look else ""
        as_found = (
            self.tr("Separator: {name}, as found")
            if found and not reading.delimiter
            else self.tr("Separator: as found")
        )
        self._fill(self.delimiter, as_found.format(name=named.get(found, found)), named, reading.delimiter)

    def _fill_sheets(self, sheets: tuple[str, ...], shown: str, reading: Reading) -> None:
        as_found = (
            self.tr("Sheet: {name}, as found").format(name=shown) if not reading.sheet else self.tr("Sheet: as found")
        )
        self._fill(self.sheet, as_found, {s: s for s in sheets}, reading.sheet)

    def _fill_header(self, reading: Reading) -> None:
        look = self.hand.look
        assert look is not None
        said = self.tr("Header: line {n}")
        lines = {row.line: said.format(n=self.words.number(row.line)) for row in look.head if not row.fault}
        lines[NO_HEADER] = self.tr("Header: none, columns A, B, C…")
        found = self.words.number(look.form.header_line)
        as_found = self.tr("Header: line {n}, as found") if not reading.header_line else self.tr("Header: as found")
        if look.form.headless and not reading.header_line:
            as_found = self.tr("Header: none, as found")
        self._fill(self.header, as_found.format(n=found), lines, reading.header_line)

    @staticmethod
    def _fill(box: QComboBox, as_found: str, offered: dict[str, str] | dict[int, str], chosen: str | int) -> None:
        box.clear()
        box.addItem(as_found, type(chosen)())
        for value, label in offered.items():
            box.addItem(label, value)
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen else 0)

    def enter(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def doubt(self) -> str:
        return self.tr("see whether the file reads well") if self.hand.reading_in_doubt() else ""

    # -- choosing -----------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        reading = Reading(
            self.encoding.currentData() or "",
            self.delimiter.currentData() or "",
            self.sheet.currentData() or "",
            self.header.currentData() or 0,
        )
        before = self.hand.choices.reading
        if reading.sheet != before.sheet:
            reading = replace(reading, header_line=0)  # another sheet has its own header
        if reading != before:
            self.hand.change(reading=reading)
            self.reread.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space makes the row in hand the header."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self._make_header(self.table.currentIndex().row())
            return True
        return super().eventFilter(watched, event)

    def _make_header(self, row: int) -> None:
        look = self.hand.look
        if look is None or look.form.kind == "vcard" or not 0 <= row < len(look.head):
            return
        line = look.head[row].line
        if line != look.form.header_line or look.form.headless:
            self.hand.change(reading=replace(self.hand.choices.reading, header_line=line))
            self.reread.emit()
