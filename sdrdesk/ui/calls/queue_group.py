"""The leads of one cause of the queue’s account, read a page at a time as the list is scrolled."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from sdrdesk.core.operations.leads import LeadSummary
from sdrdesk.core.operations.queue_groups import GroupPage, read_group
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.queue_model import LEAD_ID_ROLE, MOST_MOVED, Index, QueueModel
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.queue_delegate import QueueRow, dress_queue

PAGE = 50
ReadPage = Callable[[str, int], GroupPage]


class GroupModel(QueueModel):
    """The leads of a group; the view asks for the next page when its end comes into sight."""

    def __init__(self, row_of: Callable[[LeadSummary, GroupPage], QueueRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_row = row_of
        self._read: ReadPage | None = None
        self._after = ""

    def open_group(self, read: ReadPage) -> None:
        """Show a group from its beginning."""
        self._read = read
        self._show(read("", PAGE))

    def read_again(self) -> None:
        """Read what is shown once more."""
        if self._read is not None:
            self._show(self._read("", max(PAGE, self.rowCount())))

    def close_group(self) -> None:
        """Let go of the group: nothing is read any more."""
        self._read, self._after = None, ""
        self.set_rows([], [])

    def _show(self, page: GroupPage) -> None:
        self._after = page.after
        self.set_rows([s.lead.id for s in page.leads], [self._make_row(s, page) for s in page.leads])

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and bool(self._after)

    def fetchMore(self, parent: Index) -> None:
        if self._read is None or not self.canFetchMore(parent):
            return
        page = self._read(self._after, PAGE)
        self._after = page.after
        self.add_rows([s.lead.id for s in page.leads], [self._make_row(s, page) for s in page.leads])


class QueueGroup(QWidget):
    """The list of a group under the name of its cause, with the way back to the account."""

    chosen = Signal(str)
    left = Signal()

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        row_of: Callable[[LeadSummary, GroupPage], QueueRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.cause: tuple[str, str] | None = None
        self.model = GroupModel(row_of, self)
        self.list = GroupList()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Leads of this cause"))
        dress_queue(self.list)
        self.back = QToolButton()
        set_icon(self.back, "chevron-left", "ink", 16)
        mark(self.back, "quiet")
        self.back.setAccessibleName(self.tr("Back to the account"))
        self.back.setToolTip(self.tr("Back to the account (←)"))
        self.title, self.count = ElideLabel(), QLabel()
        mark(self.title, "strong")
        mark(self.count, "muted")
        head = QHBoxLayout()
        head.setContentsMargins(4, 4, 14, 4)
        head.setSpacing(4)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        self.nobody = QLabel(self.tr("No lead stands here any more."))
        self.nobody.setMargin(12)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark(self.nobody, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.nobody)
        layout.addWidget(self.list, 1)
        self.back.clicked.connect(self.left)
        self.list.left.connect(self.left)
        self.list.clicked.connect(self._picked)
        self.list.activated.connect(self._picked)

    def open_group(self, state: str, code: str, campaign: str | None, n: int) -> None:
        """Show the leads of a cause, its first one marked."""
        self.cause = state, code
        self.model.open_group(
            lambda after, limit: read_group(self._workspace, state, code, campaign, limit, after, most_moved=MOST_MOVED)
        )
        self.show_count(n)
        self.list.scrollToTop()
        self.list.setCurrentIndex(self.model.index(0))

    def refresh(self, n: int) -> None:
        """Read the group again; the lead marked stays marked."""
        marked = self.list.currentIndex().data(LEAD_ID_ROLE)
        self.model.read_again()
        self.show_count(n)
        row = self.model.row_of(marked) if marked else -1
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def show_count(self, n: int) -> None:
        """Show how many leads the whole group has."""
        assert self.cause is not None
        name = self._words.text("cause", self.cause[1])
        self.title.setText(name)
        self.count.setText(self._words.number(n))
        self.nobody.setVisible(not n)
        self.list.setAccessibleName(f"{name}, {self.count.text()}")

    def close_group(self) -> None:
        """Let go of what was shown."""
        self.cause = None
        self.model.close_group()

    def _picked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(LEAD_ID_ROLE))


class GroupList(QListView):
    """A list that the left arrow or Backspace leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self.left.emit()
        else:
            super().keyPressEvent(event)
