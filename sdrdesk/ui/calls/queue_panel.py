"""The queue at the left of the desk: who is next and why, then who waits and until when."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QListView, QStackedLayout, QVBoxLayout, QWidget

from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.operations.leads import LeadSummary
from sdrdesk.core.operations.queue import QueuePage
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.queue_account import QueueAccount
from sdrdesk.ui.calls.queue_group import QueueGroup
from sdrdesk.ui.calls.queue_model import LEAD_ID_ROLE, QueueModel
from sdrdesk.ui.calls.reminders import PROMISE
from sdrdesk.ui.commands.command import keys_text
from sdrdesk.ui.theme import Tone, mark
from sdrdesk.ui.widgets.count_strip import Cell, CountStrip
from sdrdesk.ui.widgets.queue_delegate import QueueRow, dress_queue

ACCOUNT_KEY = "F4"
"""Opens the account of the queue, and leaves it."""
DUE_SHOWN = 100
WAITING_SHOWN = 30
LATE_AFTER = 2
"""Minutes after which a promise not kept reads late."""
HOT_SHOWN = 24 * 60
"""Minutes for which a hot lead shows how long it has waited: called within minutes, or half of them are lost (M16)."""


class QueuePanel(QWidget):
    """The counts, and under them the list, its account, the leads of one cause, or what to do when all is empty."""

    chosen = Signal(str)

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._page: QueuePage | None = None
        self._campaign: str | None = None
        mark(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = QueueModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Queue"))
        dress_queue(self.list)
        self.counts = CountStrip(self.tr("Queue"), keys_text(ACCOUNT_KEY))
        self.counts.setToolTip(self.tr("Why the others are not to be called: the account of every lead"))
        self.empty = QLabel(self.tr("Leads to call will stand here, each with its reason."))
        self.empty.setWordWrap(True)
        self.empty.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark(self.empty, "muted")
        self.account = QueueAccount(words)
        self.group = QueueGroup(workspace, words, lambda summary, page: self._row(summary, page.at))
        self._stack = QStackedLayout()
        for part in (self.list, self.empty, self.account, self.group):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.counts)
        layout.addLayout(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.list.clicked.connect(self._picked)
        self.list.activated.connect(self._picked)
        self.counts.clicked.connect(self.switch_account)
        self.account.chosen.connect(self._open_group)
        self.group.left.connect(self.open_account)
        self.group.chosen.connect(self.chosen)

    def _picked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(LEAD_ID_ROLE))

    # -- the account --------------------------------------------------------------------------------------------

    @property
    def shows_account(self) -> bool:
        """Whether the account, or a group of it, stands in place of the queue."""
        return self._stack.currentWidget() in (self.account, self.group)

    def switch_account(self) -> None:
        """Open the account; from the account, go back to the queue."""
        if self._stack.currentWidget() is self.account:
            self.leave_account()
        else:
            self.open_account()

    def open_account(self) -> None:
        """Show every cause with its count, the keyboard on the one that was open."""
        if self._page is None:
            return
        self.account.show_page(self._page)
        self.account.mark_cause(self.group.cause)
        self.group.close_group()
        self._stack.setCurrentWidget(self.account)
        self.account.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_group(self, state: str, code: str) -> None:
        assert self._page is not None, "an account shows a page"
        self.group.open_group(state, code, self._campaign, self._page.causes.get((state, code), 0))
        self._stack.setCurrentWidget(self.group)
        self.group.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_account(self) -> None:
        """Show the queue again."""
        self.group.close_group()
        self._stack.setCurrentWidget(self.list if self._has_leads() else self.empty)

    def _has_leads(self) -> bool:
        return self._page is not None and self._page.due + self._page.waiting + self._page.closed > 0

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_page(self, page: QueuePage, current: str, campaign: str | None = None) -> None:
        """Show the queue of a campaign (None all); the current lead keeps its mark if it is in it."""
        other = campaign != self._campaign
        at = self.list.verticalScrollBar().value()
        stays = current == self.list.currentIndex().data(LEAD_ID_ROLE)
        self._page, self._campaign = page, campaign
        entries = [*page.head, *page.next_waiting]
        self.model.set_rows([s.lead.id for s in entries], [self._row(s, page.at) for s in entries])
        number = self._words.number
        self.counts.set_cells(
            (
                Cell(number(page.due), self.tr("to call now"), "accent"),
                Cell(number(page.waiting), self.tr("waiting")),
                Cell(number(page.closed), self.tr("closed"), "muted"),
            )
        )
        self._show_account(page, other)
        self.mark_current(current)
        if stays:  # the lead in hand may have gone to the end of the waiting: who is next stays in sight
            self.list.verticalScrollBar().setValue(at)

    def _show_account(self, page: QueuePage, other: bool) -> None:
        """Keep the account, or the group of it that is open, to what the queue is now."""
        if self._stack.currentWidget() is self.group and self.group.cause is not None and not other:
            self.group.refresh(page.causes.get(self.group.cause, 0))
        elif self.shows_account and not other:
            self.account.show_page(page)
        else:
            self.leave_account()

    def mark_current(self, lead_id: str) -> None:
        """Mark the lead that is on the desk."""
        row = self.model.row_of(lead_id)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())

    def _badge(self, summary: LeadSummary, now: datetime) -> tuple[str, Tone]:
        """How late a promise is, or how long a hot lead has waited: what a minute counts for."""
        standing = summary.standing
        since = standing.params.get("at") if isinstance(standing, Due) else None
        if not isinstance(since, datetime):
            return "", "accent"
        minutes = int((now - since).total_seconds() // 60)
        if standing.code == PROMISE and minutes >= LATE_AFTER:
            return self.tr("{time} late").format(time=self._length(minutes)), "bad"
        if standing.code == "hot" and minutes < HOT_SHOWN:
            return self._length(max(minutes, 0)), "hot"
        return "", "accent"

    def _length(self, minutes: int) -> str:
        if minutes < 90:
            return self.tr("{n} min").format(n=minutes)
        hours = minutes // 60
        return self.tr("{n} h").format(n=hours) if hours < 48 else self.tr("{n} d").format(n=hours // 24)

    def _row(self, summary: LeadSummary, at: datetime) -> QueueRow:
        lead = summary.lead
        zone = self._workspace.zone_of(lead.zone)
        badge, tone = self._badge(summary, at)
        return QueueRow(
            badge=badge,
            badge_tone=tone,
            name=lead.name,
            company=lead.company if lead.company != lead.name else "",
            reason=self._words.standing(summary.standing, zone, at, self._workspace.zone),
            score=summary.state.score // 10,
            temperature=summary.temperature.value,
            dimmed=not isinstance(summary.standing, Due),
        )
