"""The step of the columns: which of ours each column of the file feeds."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableView, QWidget

from sdrdesk.core.operations.imports import TARGETS
from sdrdesk.ui.imports.columns_model import FEEDS, HEADER, SAID, SAMPLES, ColumnsModel
from sdrdesk.ui.imports.import_step import ImportStep, named
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.in_cell import InCell
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

FIRST: Final = ("full_name", "first_name", "last_name", "company", "job_title", "email", "phone", "mobile")
OPENS: Final = (Qt.Key.Key_Space, Qt.Key.Key_F4)


class ColumnsStep(ImportStep):
    """A table; the row in hand has its choice in place, made by the arrows, a letter or the mouse."""

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(hand, parent)
        self._say(
            self.tr("Which column is which?"),
            self.tr("Type the first letters of one of our columns, Space lists them, Del leaves a column out."),
        )
        headers = [self.tr("Column of the file"), self.tr("What it holds"), self.tr("Becomes"), self.tr("Why")]
        self.model = ColumnsModel(hand, headers, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Columns of the file"))
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        calm_table(self.table, TableLook())
        for column, width in ((HEADER, 220), (SAMPLES, 420), (FEEDS, 220), (SAID, 240)):
            self.table.setColumnWidth(column, width)
        self.box = QComboBox()
        self.box.setMaxVisibleItems(16)
        self.box.setAccessibleName(self.tr("Becomes"))
        self.box.setModel(self._offered())
        self.box.activated.connect(self._chosen)
        self._in_cell = InCell(self.table, FEEDS, self.box)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_row())
        self.table.clicked.connect(self._clicked)
        self.table.installEventFilter(self)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.said)

    def _offered(self) -> QStandardItemModel:
        model = QStandardItemModel(self)
        for target in ("", *FIRST, *(t for t in TARGETS if t not in FIRST)):
            item = QStandardItem(self.model.target_said(target))
            item.setData(target, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        return model

    # -- showing ------------------------------------------------------------------------------------------------

    def show_hand(self) -> None:
        row = max(0, self.table.currentIndex().row())
        self.model.load()
        self.table.selectRow(min(row, max(0, self.model.rowCount() - 1)))
        self._show_row()
        self._say_left_out()

    def enter(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        asking = (n for n in range(self.model.rowCount()) if self.model.asks(n))
        self.table.selectRow(next(asking, 0))
        self._in_cell.place()

    def doubt(self) -> str:
        if not self.hand.look or not self.hand.columns_in_doubt():
            return ""
        return self.tr("see which column is which")

    def _show_row(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < self.model.rowCount():
            target = self.hand.target(self.model.guess(row).position)
            self.box.setCurrentIndex(max(0, self.box.findData(target)))
        self._in_cell.place()

    def _say_left_out(self) -> None:
        left = named(self.hand.left_out(), self.words)
        if not self.hand.look:
            self.said.clear()
        elif not self.hand.names_somebody:
            self.said.setText(
                self.tr(
                    "No column was recognised that names somebody: choose at least a name, a company, an e-mail or a phone."
                )
            )
            mark(self.said, "bad")
        else:
            said = self.tr("Left out: {columns}.").format(columns=left) if left else self.tr("Nothing is left out.")
            self.said.setText(said)
            mark(self.said, "muted")

    # -- choosing -----------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self._choose(self.box.currentData())

    def _choose(self, target: str) -> None:
        row = self.table.currentIndex().row()
        if row < 0:
            return
        guess = self.model.guess(row)
        columns = dict(self.hand.choices.columns)
        columns[guess.position] = target
        if target == guess.column and not self.hand.is_remembered:
            del columns[guess.position]  # as recognised: nothing was chosen by hand
        if columns == self.hand.choices.columns:
            return
        self.hand.change(columns=columns)
        self.model.moved()
        self._show_row()
        self._say_left_out()
        self.changed.emit()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == FEEDS:
            self.box.showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Letters choose, Space and F4 list what can be chosen, Del leaves the column out."""
        key, modifiers = event.key(), event.modifiers()
        down = key == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier
        if (key in OPENS and not modifiers) or down:
            self.box.showPopup()
            return True
        if key == Qt.Key.Key_Delete:
            self._choose("")
            return True
        plain = not modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text().strip() and event.text().isprintable():
            QApplication.sendEvent(self.box, event)
            return True
        return False
