"""The call desk as it is laid out: queue, lead, form and notes, verdict, and the bar of outcomes."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActPanel
from sdrdesk.ui.calls.ask_next import AskNext
from sdrdesk.ui.calls.form import QualificationForm
from sdrdesk.ui.calls.history import HistoryList
from sdrdesk.ui.calls.lead_header import LeadHeader
from sdrdesk.ui.calls.outcome_bar import OutcomeBar
from sdrdesk.ui.calls.queue_panel import QueuePanel
from sdrdesk.ui.theme import current_theme, mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.verdict_panel import VerdictPanel
from sdrdesk.ui.widgets.verdict_view import VerdictView

NARROW, SMALL = 1100, 1500
SHORT = 760
"""Below this height a form that is open takes the room of what to say next."""


class Divider(QWidget):
    """A hairline between two areas."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour("line"))
        painter.end()


class NotesField(QPlainTextEdit):
    """What is said, as it is said."""

    def sizeHint(self) -> QSize:
        return QSize(400, 96)


class DeskView(QWidget):
    """The screen a rep lives in."""

    import_asked = Signal()
    new_lead_asked = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = QueuePanel(workspace, words)
        self.header = LeadHeader(workspace, words)
        self.ask_next = AskNext()
        self.form = QualificationForm(words)
        self.notes = NotesField()
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setPlaceholderText(self.tr("What they say, as they say it. Saved as you type."))
        self.notes.setTabChangesFocus(True)
        mark(self.notes, "quiet")
        self.notes.document().setDocumentMargin(0)
        self.notes_state = QLabel()
        mark(self.notes_state, "small")
        self.history = HistoryList(workspace, words)
        self.verdict = VerdictPanel()
        self.verdict.setAccessibleName(self.tr("Verdict"))
        self.strip = VerdictPanel()
        self.strip.set_compact(True)
        self.strip.setAccessibleName(self.tr("Verdict"))
        self.strip.hide()
        self._verdict: VerdictView | None = None
        self._narrow = False
        self.acts = ActPanel()
        self.bar = OutcomeBar(words)
        self.empty = EmptyState("phone", "", "")
        self.welcome = EmptyState(
            "phone",
            self.tr("No lead yet"),
            self.tr("Import a call list, or add the first lead by hand."),
            [(self.tr("Import a file"), self.import_asked.emit), (self.tr("New lead"), self.new_lead_asked.emit)],
        )
        self._lay_out()
        self.acts.opened.connect(self._make_room)
        self.acts.closed.connect(self._make_room)

    def _lay_out(self) -> None:
        self.queue.setFixedWidth(304)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 12, 0, 12)
        middle.setSpacing(10)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(10)
        head.addWidget(self.header)
        head.addWidget(self.strip)
        head.addWidget(self.ask_next)
        middle.addLayout(head)
        middle.addWidget(self._scrolled(), 1)
        middle.addLayout(self._notes_card())
        middle.addWidget(self.acts)
        lead = QWidget()
        lead.setLayout(middle)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(lead)
        self.stack.addWidget(self.welcome)
        self.verdict.setFixedWidth(316)
        self._lines = [Divider(), Divider()]
        across = QHBoxLayout()
        across.setSpacing(0)
        for widget in (self.queue, self._lines[0], self.stack, self._lines[1], self.verdict):
            across.addWidget(widget, 1 if widget is self.stack else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(across, 1)
        layout.addWidget(self.bar)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        history = Card(self.tr("History"))
        history.add(self.history)
        column.addWidget(history)
        column.addStretch(1)
        self.scrolled = QScrollArea()
        self.scrolled.setWidget(inside)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scrolled.setMinimumHeight(24)  # an open form comes first
        return self.scrolled

    def _notes_card(self) -> QVBoxLayout:
        card = Card(self.tr("Notes"))
        card.add_to_header(self.notes_state)
        card.add(self.notes)
        card.setFixedHeight(132)
        around = QVBoxLayout()
        around.setContentsMargins(16, 0, 16, 0)
        around.addWidget(card)
        return around

    def order_keys(self) -> None:
        """Have Tab go from the queue through the questions to the notes and the outcomes."""
        stops = [self.queue.list, *self.form.stops(), self.notes, *self.bar.outcomes.values()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def show_verdict(self, view: VerdictView | None) -> None:
        """Show the verdict, in the one form that the width leaves room for."""
        self._verdict = view
        (self.strip if self.width() < NARROW else self.verdict).set_view(view)

    def show_lead(self) -> None:
        """Show the lead's side of the desk."""
        self.stack.setCurrentIndex(1)
        self._fold()

    def show_nobody(self, some: bool) -> None:
        """Say why nobody is on the desk, or, in an empty workspace, how to begin."""
        self.stack.setCurrentIndex(0 if some else 2)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _make_room(self) -> None:
        """While a form is open: in a low window it takes the room of what to say next, as does one that says it."""
        says_it = self.acts.form is not None and bool(self.ask_next.way_out)
        self.ask_next.setVisible(not (says_it or (self.acts.form is not None and self.height() < SHORT)))

    def _fold(self) -> None:
        self._make_room()
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_verdict(self._verdict)
        shown = self.stack.currentIndex() == 1
        self.verdict.setVisible(not narrow and shown)
        self._lines[1].setVisible(not narrow and shown)
        self.strip.setVisible(narrow and shown)
        self.bar.set_compact(self.width() < SMALL)
        self.bar.set_folded(narrow)
        self.queue.setFixedWidth(304 if self.width() >= SMALL else 264)
        self.verdict.setFixedWidth(316 if self.width() >= SMALL else 280)
