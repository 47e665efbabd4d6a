"""The queue at the left of the desk: who is next and why, then who waits and until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QStackedLayout, QVBoxLayout, QWidget

from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.operations.leads import LeadSummary
from sdrdesk.core.operations.queue import QueuePage
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.reminders import PROMISE
from sdrdesk.ui.theme import Tone, mark
from sdrdesk.ui.widgets.card import SectionLabel
from sdrdesk.ui.widgets.pill import Pill
from sdrdesk.ui.widgets.queue_delegate import QUEUE_ROW_ROLE, QueueRow, dress_queue

DUE_SHOWN = 200
WAITING_SHOWN = 50
LATE_AFTER = 2
"""Minutes after which a promise not kept reads late."""
HOT_SHOWN = 24 * 60
"""Minutes for which a hot lead shows how long it has waited: called within minutes, or half of them are lost (M16)."""
LEAD_ID_ROLE = Qt.ItemDataRole.UserRole + 50
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """The rows of the queue as one role each; replaced whole, since it is one screen of rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._rows: list[QueueRow] = []

    def set_rows(self, ids: Sequence[str], rows: Sequence[QueueRow]) -> None:
        """Show these; nothing happens when they are the same."""
        if list(ids) == self._ids:
            changed = [n for n, row in enumerate(rows) if row != self._rows[n]]
            self._rows = list(rows)
            for n in changed:
                self.dataChanged.emit(self.index(n), self.index(n))
            return
        self.beginResetModel()
        self._ids, self._rows = list(ids), list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == QUEUE_ROW_ROLE:
            return row
        if role == LEAD_ID_ROLE:
            return self._ids[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.name}, {row.company}. {row.reason}"
        return None

    def row_of(self, lead_id: str) -> int:
        """Where a lead stands in the list, -1 when it does not."""
        return self._ids.index(lead_id) if lead_id in self._ids else -1


class QueuePanel(QWidget):
    """The list, its counts, and what to do when it is empty."""

    chosen = Signal(str)

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        mark(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = QueueModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Queue"))
        dress_queue(self.list)
        self.due_pill = Pill("", "accent")
        self.waiting_pill = Pill("", "outline")
        header = QHBoxLayout()
        header.setContentsMargins(12, 10, 12, 8)
        header.setSpacing(6)
        header.addWidget(SectionLabel(self.tr("Queue")))
        header.addStretch(1)
        header.addWidget(self.due_pill)
        header.addWidget(self.waiting_pill)
        self.empty = QLabel(self.tr("Leads to call will stand here, each with its reason."))
        self.empty.setWordWrap(True)
        self.empty.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark(self.empty, "muted")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addLayout(self._stack, 1)
        self.list.clicked.connect(self._picked)
        self.list.activated.connect(self._picked)

    def _picked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(LEAD_ID_ROLE))

    def show_page(self, page: QueuePage, current: str) -> None:
        """Show the queue; the current lead keeps its mark if it is in it."""
        entries = [*page.head, *page.next_waiting]
        self.model.set_rows([s.lead.id for s in entries], [self._row(s, page) for s in entries])
        words = self._words
        self.due_pill.set(self.tr("{n} now").format(n=words.number(page.due)), "accent")
        self.waiting_pill.set(self.tr("{n} waiting").format(n=words.number(page.waiting)), "outline")
        self.waiting_pill.setVisible(page.waiting > 0)
        causes = sorted(page.causes.items(), key=lambda item: -item[1])
        tip = "\n".join(f"{words.text('cause', code)}: {words.number(n)}" for (_state, code), n in causes)
        self.due_pill.setToolTip(tip)
        self.waiting_pill.setToolTip(tip)
        total = page.due + page.waiting + page.closed
        self._stack.setCurrentIndex(0 if total else 1)
        self.mark_current(current)

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

    def _row(self, summary: LeadSummary, page: QueuePage) -> QueueRow:
        lead = summary.lead
        zone = self._workspace.zone_of(lead.zone)
        badge, tone = self._badge(summary, page.at)
        return QueueRow(
            badge=badge,
            badge_tone=tone,
            name=lead.name,
            company=lead.company if lead.company != lead.name else "",
            reason=self._words.standing(summary.standing, zone, page.at),
            score=summary.state.score // 10,
            temperature=summary.temperature.value,
            dimmed=not isinstance(summary.standing, Due),
        )
