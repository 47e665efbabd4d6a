"""The call desk as it is laid out: queue, lead, form and notes, verdict, and the bar of outcomes."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActPanel
from sdrdesk.ui.calls.form import QualificationForm
from sdrdesk.ui.calls.history import HistoryList
from sdrdesk.ui.calls.lead_header import LeadHeader
from sdrdesk.ui.calls.notes import NotesField
from sdrdesk.ui.calls.outcome_bar import OutcomeBar
from sdrdesk.ui.calls.queue_panel import QueuePanel
from sdrdesk.ui.calls.signal_chips import SignalChips
from sdrdesk.ui.theme import current_theme, mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.key_cap import key_cap_width, paint_key_cap
from sdrdesk.ui.widgets.verdict_panel import VerdictPanel
from sdrdesk.ui.widgets.verdict_view import VerdictView

NARROW, SMALL = 1100, 1500
TALL, NOTES, NOTES_TALL = 760, 140, 180


class AskNext(QWidget):
    """The question that would settle the matter soonest; always visible, one key away, never taking the focus.

    Painted rather than made of labels: a label that changes its text lays out the whole column anew.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.question = self.why = ""
        self._key = False
        self.setFixedHeight(36)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_question(self, title: str, question: str, why: str, *, key: bool) -> None:
        """Show a question, or what is said where there is none."""
        if (title, question, why, key) == (self.title, self.question, self.why, self._key):
            return
        self.title, self.question, self.why, self._key = title, question, why, key
        self.setAccessibleName(f"{title}: {question} {why}")
        self.setToolTip(question)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(self.rect(), 8, 8)
        room = QRectF(self.rect()).adjusted(12, 0, -12, 0)
        if self._key:
            width = key_cap_width("Alt N", theme)
            paint_key_cap(painter, QRectF(room.right() - width, room.center().y() - 10, width, 20), "Alt N", theme)
            room.setRight(room.right() - width - 10)
        room.setRight(self._text(painter, room, self.why, theme.font(12), "muted", right=True))
        room.setLeft(self._text(painter, room, self.title, theme.font(13, 600), "ink"))
        self._text(painter, room, self.question, theme.font(13), "ink")
        painter.end()

    @staticmethod
    def _text(painter: QPainter, room: QRectF, text: str, font: QFont, colour: str, *, right: bool = False) -> float:
        """Draw a text at one side of the room; where the room ends (or begins) after it."""
        if not text:
            return room.right() if right else room.left()
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room.width()))
        painter.setFont(font)
        painter.setPen(current_theme().colour(colour))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        width = metrics.horizontalAdvance(shown) + 12
        return room.right() - width if right else room.left() + width


class Divider(QWidget):
    """A hairline between two areas."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour("line"))
        painter.end()


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
        self.chips = SignalChips(self.tr("Tab"))
        self.chips.setAccessibleName(self.tr("Suggestions from the notes"))
        self.chips.setToolTip(self.tr("Tab accepts the first, Alt+X dismisses it; a click accepts, × dismisses."))
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
        return self.scrolled

    def _notes_card(self) -> QVBoxLayout:
        card = Card(self.tr("Notes"))
        card.add_to_header(self.notes_state)
        card.add(self.notes, 1)
        card.add(self.chips)
        self.notes_card = card
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

    def _fold(self) -> None:
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
        tall = self.height() >= TALL
        self.chips.set_lines(2 if tall else 1)
        self.notes_card.setFixedHeight(NOTES_TALL if tall else NOTES)
        self.queue.setFixedWidth(304 if self.width() >= SMALL else 264)
        self.verdict.setFixedWidth(316 if self.width() >= SMALL else 280)
