"""The account of the queue: every cause with its count, under due, waiting and closed, adding up to all leads."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from sdrdesk.core.operations.queue import QueuePage
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.queue_model import Index
from sdrdesk.ui.widgets.account_delegate import ACCOUNT_ROW_ROLE, AccountDelegate, AccountRow, Line

CAUSE_ROLE = Qt.ItemDataRole.UserRole + 51
DOTS = {"due": "accent", "waiting": "muted", "closed": "handle"}
Cause = tuple[str, str]


class AccountModel(QAbstractListModel):
    """The lines of the account; only a cause can be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[Cause | None, AccountRow]] = []

    def set_lines(self, lines: Sequence[tuple[Cause | None, AccountRow]]) -> bool:
        """Show these lines; whether they are others than before, rather than the same with other figures."""
        same = [(cause, row.kind) for cause, row in lines] == [(cause, row.kind) for cause, row in self._lines]
        if same:
            changed = [n for n, line in enumerate(lines) if line != self._lines[n]]
            self._lines = list(lines)
            for n in changed:
                self.dataChanged.emit(self.index(n), self.index(n))
            return False
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()][0] is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cause, row = self._lines[index.row()]
        if role == ACCOUNT_ROW_ROLE:
            return row
        if role == CAUSE_ROLE:
            return cause
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.words}: {row.figure}"
        return None

    def row_of(self, cause: Cause | None) -> int:
        """The line of a cause; that of the first one where it has none, -1 in an account without any."""
        rows = {c: n for n, (c, _row) in enumerate(self._lines) if c is not None}
        return rows.get(cause, next(iter(rows.values()), -1)) if cause else next(iter(rows.values()), -1)


class QueueAccount(QListView):
    """The account as a list: the arrows go from cause to cause, Enter opens the leads of one."""

    chosen = Signal(str, str)  # state, code

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.lines = AccountModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(AccountDelegate(self))
        self.setAccessibleName(self.tr("Account of the queue"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._picked)

    def _picked(self, index: QModelIndex) -> None:
        cause = index.data(CAUSE_ROLE)
        if cause is not None:
            self.chosen.emit(*cause)

    def show_page(self, page: QueuePage) -> None:
        """Show the account of a queue; the line chosen stays chosen."""
        before = self.currentIndex().data(CAUSE_ROLE)
        if self.lines.set_lines(account_lines(page, self._words, self._headings())):
            self.mark_cause(before)

    def mark_cause(self, cause: Cause | None) -> None:
        """Put the mark on a cause, or on the first one."""
        self.setCurrentIndex(self.lines.index(self.lines.row_of(cause)))

    def _headings(self) -> dict[str, str]:
        return {
            "due": self.tr("To call now"),
            "waiting": self.tr("Waiting"),
            "closed": self.tr("Closed"),
            "": self.tr("Leads in all"),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.isAutoRepeat():
            self._picked(self.currentIndex())
        else:
            super().keyPressEvent(event)


def account_lines(
    page: QueuePage, words: Words, headings: dict[str, str]
) -> list[tuple[tuple[str, str] | None, AccountRow]]:
    """The lines of an account: each state with its sum, its causes from the largest, and the total of all."""
    lines: list[tuple[Cause | None, AccountRow]] = []
    sums = {"due": page.due, "waiting": page.waiting, "closed": page.closed}
    for state, total in sums.items():
        lines.append((None, AccountRow(Line.HEADING, headings[state], words.number(total), DOTS[state])))
        causes = sorted((item for item in page.causes.items() if item[0][0] == state), key=lambda item: -item[1])
        for cause, n in causes:
            lines.append((cause, AccountRow(Line.CAUSE, words.text("cause", cause[1]), words.number(n))))
    lines.append((None, AccountRow(Line.TOTAL, headings[""], words.number(sum(sums.values())))))
    return lines
