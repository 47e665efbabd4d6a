"""A list of what waits or was refused, with what to do about the row in hand."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.connections import Waiting
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.crm.outbox_model import DETAIL, LEAD, WHAT, WHY, OutboxModel
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table


class _Table(QTableView):
    """Enter opens the lead, Delete leaves the row out, Space tries it again."""

    opened = Signal()
    left_out = Signal()
    tried = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Delete: self.left_out,
            Qt.Key.Key_Space: self.tried,
        }.get(Qt.Key(event.key()))
        if wanted is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            wanted.emit()
        else:
            super().keyPressEvent(event)


class OutboxList(QWidget):
    """Rows of one state; `refused` ones can be tried again or left out."""

    lead_asked = Signal(str)
    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        writer: Writer,
        state: str,
        empty: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._writer, self._state = workspace, writer, state
        self._connection = ""
        headers = [self.tr("Lead"), self.tr("What"), self.tr("Why"), self.tr("What the CRM said")]
        self.model = OutboxModel(words, headers, self)
        self.table = _Table()
        self.table.setModel(self.model)
        calm_table(self.table, TableLook(muted=frozenset({WHAT, DETAIL})))
        for column, width in ((LEAD, 170), (WHAT, 96), (WHY, 260)):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_row())
        self.table.opened.connect(self.open_lead)
        self.table.doubleClicked.connect(lambda _index: self.open_lead())
        self.empty = QLabel(empty)
        mark(self.empty, "muted")
        self.remedy = QLabel()
        self.remedy.setWordWrap(True)
        self._make_buttons()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.open, self.again, self.out):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.all_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.remedy)
        layout.addLayout(foot)
        layout.addStretch(0)

    def _make_buttons(self) -> None:
        self.again = QPushButton(self.tr("Try again (Space)"))
        self.all_again = QPushButton(self.tr("Try all again"))
        self.out = QPushButton(self.tr("Leave out (Del)"))
        self.open = QPushButton(self.tr("Open the lead (Enter)"))
        self.again.clicked.connect(self.try_again)
        self.all_again.clicked.connect(lambda: self._try(None))
        self.out.clicked.connect(self.leave_out)
        self.open.clicked.connect(self.open_lead)
        if self._state == "refused":
            self.table.tried.connect(self.try_again)
            self.table.left_out.connect(self.leave_out)

    def show_connection(self, connection_id: str) -> None:
        """Read the rows of a connection; the row in hand stays in hand."""
        rows = connections.outbox(self._workspace, connection_id, self._state)
        here = self.row_in_hand
        if self.model.show_rows(rows) or connection_id != self._connection:
            seqs = [r.row.seq for r in rows]
            at = seqs.index(here.row.seq) if here is not None and here.row.seq in seqs else 0
            if rows:
                self.table.selectRow(at)
        self._connection = connection_id
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._show_row()

    @property
    def row_in_hand(self) -> Waiting | None:
        """The row that is selected."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_row(self) -> None:
        row = self.row_in_hand
        self.remedy.setText(self.model.said(self.table.currentIndex().row()).remedy if row else "")
        self.remedy.setVisible(row is not None)
        self.open.setVisible(row is not None)
        self.open.setEnabled(row is not None and bool(row.name))
        for button in (self.again, self.out, self.all_again):
            button.setVisible(row is not None and self._state == "refused")

    def open_lead(self) -> None:
        """Put the lead of the row in hand on the desk."""
        row = self.row_in_hand
        if row is not None and row.name:
            self.lead_asked.emit(row.row.lead)

    def try_again(self) -> None:
        """Have the row in hand told again."""
        if (row := self.row_in_hand) is not None:
            self._try([row.row.seq])

    def _try(self, seqs: list[int] | None) -> None:
        self._submit(partial(connections.try_again, self._workspace, self._connection, seqs))

    def leave_out(self) -> None:
        """Let go of the row in hand: it is not told until it changes."""
        if (row := self.row_in_hand) is not None:
            self._submit(partial(connections.leave_out, self._workspace, self._connection, [row.row.seq]))

    def _submit(self, work: Callable[[], int]) -> None:
        self._writer.submit(work, lambda _count: self.changed.emit())
