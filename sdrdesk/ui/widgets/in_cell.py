"""One field that stands in a cell of the row in hand of a table, whichever row that is."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget


class InCell(QObject):
    """Keeps a field over one column of the current row; the wheel over it goes to the table, never to the field."""

    def __init__(self, table: QTableView, column: int, field: QWidget) -> None:
        super().__init__(table)
        self._table, self._column, self._field = table, column, field
        field.setParent(table.viewport())
        field.hide()
        field.installEventFilter(self)
        table.viewport().installEventFilter(self)
        table.verticalScrollBar().valueChanged.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.horizontalHeader().sectionResized.connect(self.place)

    def place(self) -> None:
        """Put the field where the row in hand is now; hide it where there is none."""
        index = self._table.currentIndex()
        if not index.isValid():
            self._field.hide()
            return
        cell = self._table.visualRect(index.siblingAtColumn(self._column))
        self._field.setGeometry(cell.adjusted(3, 2, -3, -3))
        self._field.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QWheelEvent):
            QApplication.sendEvent(self._table.viewport(), event)
            return True
        if watched is not self._field and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.place)  # the table has laid its columns out by then
        return False
