"""The call desk as it is laid out: queue, lead, form and notes, verdict, and the bar of outcomes."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
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
from sdrdesk.ui.calls.act_forms import ActForm, ActPanel
from sdrdesk.ui.calls.ask_next import AskNext
from sdrdesk.ui.calls.form import QualificationForm
from sdrdesk.ui.calls.history import HistoryList
from sdrdesk.ui.calls.lead_header import LeadHeader
from sdrdesk.ui.calls.notes import NotesField
from sdrdesk.ui.calls.outcome_bar import OutcomeBar
from sdrdesk.ui.calls.queue_panel import QueuePanel
from sdrdesk.ui.calls.script_card import ScriptCard
from sdrdesk.ui.calls.signal_chips import SignalChips
from sdrdesk.ui.calls.signal_timeline import SignalTimeline
from sdrdesk.ui.commands.command import keys_text
from sdrdesk.ui.theme import current_theme, mark
from sdrdesk.ui.theme.tokens import GAP, GAP_LARGE
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.verdict_panel import VerdictPanel
from sdrdesk.ui.widgets.verdict_view import VerdictView

NARROW, SMALL = 1100, 1500
TALL, NOTES, NOTES_TALL = 760, 136, 180
"""From this height on the notes and the suggestions under them have one line more; the heights of their card."""
LEAST_FORM = 24
"""What the questions keep of their height while a form is open."""
BETWEEN = 10
MOST_LOOKS = 4
"""Times that room is made in one go: where two ways to share it bring each other about, the last one stands."""


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
    add_signal_asked = Signal()

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
        self.timeline = SignalTimeline(workspace, words)
        self.history = HistoryList(workspace, words)
        self.verdict = VerdictPanel()
        self.verdict.setAccessibleName(self.tr("Verdict"))
        self.strip = VerdictPanel()
        self.strip.set_compact(True)
        self.strip.setAccessibleName(self.tr("Verdict"))
        self.strip.hide()
        self._verdict: VerdictView | None = None
        self._narrow = False
        self._making_room = self._look_again = False
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
        self.acts.opened.connect(self._fold)
        self.acts.closed.connect(self._fold)
        for part in (self.stack, self.header):
            part.installEventFilter(self)

    def _lay_out(self) -> None:
        self.queue.setFixedWidth(304)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, GAP, 0, GAP)
        middle.setSpacing(BETWEEN)
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
        self.script = ScriptCard()
        column.addWidget(self.script)
        signals = Card(self.tr("Signals"))
        self.add_signal = KeyButton(self.tr("Add a signal"), keys_text("Ctrl+Shift+S"))
        self.add_signal.clicked.connect(self.add_signal_asked)
        signals.add_to_header(self.add_signal)
        signals.add(self.timeline)
        column.addWidget(signals)
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
        self.scrolled.setMinimumHeight(LEAST_FORM)
        return self.scrolled

    def _notes_card(self) -> QVBoxLayout:
        card = Card(self.tr("Notes"))
        card.add_to_header(self.notes_state)
        card.add(self.notes, 1)
        card.add(self.chips)
        card.setFixedHeight(NOTES)
        self.notes_card = card
        around = QVBoxLayout()
        around.setContentsMargins(16, 0, 16, 0)
        around.addWidget(card)
        return around

    def order_keys(self) -> None:
        """Have Tab go from the queue and its counts through the questions to the notes and the outcomes."""
        stops = [self.queue.counts, self.queue.list, *self.form.stops(), self.notes, *self.bar.outcomes.values()]
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """What is shown or hidden resizes the parts that are watched: look again, but never for ever."""
        if self._making_room:
            self._look_again = True
            return
        self._making_room = True
        for _ in range(MOST_LOOKS):
            self._look_again = False
            self._show_what_fits()
            if not self._look_again:
                break
        self._making_room = False

    def _show_what_fits(self) -> None:
        """While a form is open: what says the same goes, then what matters least to it, until it stands whole."""
        form, notes = self.acts.form, self.notes.parentWidget()
        assert notes is not None
        wanted = {
            self.ask_next: form is None or not self.ask_next.way_out,
            self.strip: self._narrow and self.stack.currentIndex() == 1,
            notes: True,
            self.scrolled: True,
            self.header.chips: True,
        }
        over = self._lacking(form, [part for part, shown in wanted.items() if shown]) if form is not None else 0
        for part, shown in wanted.items():
            if shown and over > 0:
                over -= self._height_of(part) + BETWEEN
                shown = False
            part.setVisible(shown)

    def _lacking(self, form: ActForm, parts: Sequence[QWidget]) -> int:
        """By how many pixels a form and all the rest of the lead's side are higher than the window leaves."""
        width = self.stack.width() - 2 * GAP_LARGE
        chips = self.header.chips
        # Without its chips the header is as high at every width.
        head = self.header.sizeHint().height() if chips.isHidden() else self.header.heightForWidth(width)
        head -= 0 if chips.isHidden() else self._height_of(chips)
        heights = [head, form.height_at(width), *(self._height_of(part) for part in parts)]
        return sum(heights) + BETWEEN * (len(heights) - 1) + 2 * GAP - self.stack.height()

    def _height_of(self, part: QWidget) -> int:
        if part is self.scrolled:
            return LEAST_FORM
        if part is self.header.chips:
            return part.heightForWidth(self.stack.width() - 2 * GAP_LARGE)
        return min(part.sizeHint().height(), part.maximumHeight())

    def _fold(self) -> None:
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_verdict(self._verdict)
        shown = self.stack.currentIndex() == 1
        self.verdict.setVisible(not narrow and shown)
        self._lines[1].setVisible(not narrow and shown)
        tall = self.height() >= TALL
        self.chips.set_lines(2 if tall else 1)
        self.notes_card.setFixedHeight(NOTES_TALL if tall else NOTES)
        self._make_room()
        self.bar.set_compact(self.width() < SMALL)
        self.bar.set_folded(narrow)
        self.queue.setFixedWidth(304 if self.width() >= SMALL else 264)
        self.verdict.setFixedWidth(316 if self.width() >= SMALL else 280)
