"""The Insights screen: what became of the leads, each figure with its chart, its table and what it rests on."""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.changes import Changes
from sdrdesk.core.operations.views import list_views
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.insights.charts import Sheet
from sdrdesk.ui.insights.computing import Answer, Asked, Computing
from sdrdesk.ui.insights.exporting import Exporting
from sdrdesk.ui.insights.filters import Filters
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.sheets import reading_rule
from sdrdesk.ui.insights.tiles import TileRow
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.narrow import scrolled

if TYPE_CHECKING:
    from sdrdesk.ui.insights.sheet_card import SheetCard

SOON_MS = 400
"""Some acts come in bursts: the figures follow once."""
PATIENCE = 5
"""Figures that took a second are worked out anew every five seconds at most, however much is changed meanwhile."""
TWO_COLUMNS = 1_240
"""The width from which two cards stand side by side."""
SHOW_MS = 250
"""Work shorter than this shows no progress: a flicker says nothing."""
RESULT, EMPTY = range(2)


class InsightsView(QWidget):
    """Asks for the figures when it is shown, when the cut is changed, and when something happened while it is shown."""

    left = Signal()
    import_asked = Signal()
    failed = Signal(object)
    broken = Signal(object)
    said = Signal(str, str)

    def __init__(self, workspace: Workspace, words: Words, bus: ChangeBus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.words = workspace, words
        self.names = Names(workspace, words)
        self.answer: Answer | None = None
        self.cards: dict[str, SheetCard] = {}
        self._waiting: list[Callable[[], None]] = []
        self._stale = True
        self.computing = Computing(workspace, words, self)
        self.filters = Filters(workspace, words)
        self.exporting = Exporting(self)
        self._lay_out()
        self._connect(bus)

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.tiles = TileRow(self.tr("The figures in short"))
        self.rule = QLabel(reading_rule(self.names))
        self.rule.setWordWrap(True)
        mark(self.rule, "small")
        self.grid = QGridLayout()
        self.grid.setSpacing(12)
        self._inside = page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.tiles)
        column.addLayout(self.grid)
        column.addWidget(self.rule)
        column.addStretch(1)
        self.page: QScrollArea = scrolled(page)
        self.empty = EmptyState("chart-column", "", "", [(self.tr("Import a file…"), self.import_asked.emit)])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self.pages, 1)
        self._columns, self._free = 0, (0, 0)

    def _head(self) -> QWidget:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.setAccessibleName(self.tr("Counting"))
        self.stop = QPushButton(self.tr("Stop  Esc"))
        self.stop.clicked.connect(self.computing.stop)
        self.state = QLabel()
        mark(self.state, "muted")
        self.again = QPushButton(self.tr("Count again  F5"))
        self.again.clicked.connect(self.compute)
        self.export = QPushButton(" " + self.tr("Export"))
        self.export.setProperty("hasMenu", True)
        set_icon(self.export, "download", "muted", 16)
        self.export.setMenu(self.exporting.menu(self.export))
        head = QWidget()
        mark(head, "panel")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.filters, 1)
        for widget in (self.state, self.progress, self.stop, self.again, self.export):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        for hidden in (self.state, self.progress, self.stop, self.again):
            hidden.hide()
        return head

    def _connect(self, bus: ChangeBus) -> None:
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._refresh)
        self._slow = QTimer(self, singleShot=True)
        self._slow.timeout.connect(lambda: self._show_busy(True))
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._show_next)
        bus.changed.connect(self._changed)
        self.filters.changed.connect(self.compute)
        computing = self.computing
        computing.answered.connect(self._answered)
        computing.moved.connect(self._moved)
        computing.stopped.connect(self._stopped)
        computing.failed.connect(self._failed)
        computing.broken.connect(self._broke)
        for keys, act in (
            ("Esc", self.leave),
            ("F5", self.compute),
            ("Ctrl+F", self.filters.period.setFocus),
            ("Ctrl+P", self.exporting.ask_report),
            ("Ctrl+Shift+X", self.exporting.ask_workbook),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_in_sight)

    # -- asking -------------------------------------------------------------------------------------------------

    def show_screen(self) -> None:
        """The screen comes to the front: the figures are worked out if something happened since."""
        self.filters.offer_views(list_views(self.workspace))
        if self._stale and not self.computing.busy:
            self.compute()
        self.filters.period.setFocus(Qt.FocusReason.TabFocusReason)

    def compute(self) -> None:
        """Work the figures out."""
        self._soon.stop()
        self._stale = False
        for said in (self.state, self.again):
            said.hide()
        if self.answer is None:
            self.empty.set_words(self.tr("Counting…"), self.tr("The figures come as soon as they are counted."))
            self.empty.set_acts_shown(False)
            self.pages.setCurrentIndex(EMPTY)
        self._slow.start(SHOW_MS)
        self.progress.setRange(0, 0)
        self.computing.ask(self.asked)

    @property
    def asked(self) -> Asked:
        """What the filters say."""
        return Asked(self.filters.cut(), self.filters.by.currentData())

    def leave(self) -> None:
        """Esc: stop counting; when nothing is counted, back to the desk."""
        if self.computing.busy:
            self.computing.stop()
        else:
            self.left.emit()

    def _changed(self, changes: Changes, _origin: object) -> None:
        """Something happened: follow it while the screen is shown, and when it is shown again."""
        if changes.views and self.isVisible():
            self.filters.offer_views(list_views(self.workspace))
        if not (changes.lead_ids or changes.all_leads or changes.grids or changes.settings or changes.campaigns):
            return
        self._stale = True
        if self.isVisible() and not self._soon.isActive():
            took = self.answer.seconds if self.answer else 0.0
            self._soon.start(max(SOON_MS, int(took * PATIENCE * 1000)))

    def _refresh(self) -> None:
        if self.isVisible() and self._stale:
            self.compute()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is counted for nobody."""
        super().hideEvent(event)
        self._soon.stop()
        if self.computing.busy:
            self.computing.stop()

    # -- answers ------------------------------------------------------------------------------------------------

    def _show_busy(self, busy: bool) -> None:
        self._slow.stop()
        for widget in (self.progress, self.stop):
            widget.setVisible(busy)

    def _moved(self, done: int, of: int) -> None:
        self.progress.setRange(0, max(of, 1))
        self.progress.setValue(done)

    def _stopped(self) -> None:
        self._stale = True
        self._show_busy(False)
        self._say_old()

    def _failed(self, error: Exception) -> None:
        self._stopped()
        self.failed.emit(error)

    def _broke(self, error: Exception) -> None:
        self._stopped()
        self.broken.emit(error)

    def _say_old(self) -> None:
        """Say that the figures are not those of the cut, and how to have them."""
        if self.answer is None:
            self.empty.set_words(self.tr("Not counted"), self.tr("Counting was stopped. F5 counts again."))
        self.state.setText(self.tr("Stopped: these are the figures before."))
        self.state.setVisible(self.answer is not None)
        self.again.show()

    def _answered(self, answer: Answer) -> None:
        self.answer = answer
        self._show_busy(False)
        self.state.hide()
        self.filters.offer(answer.found.choices)
        if not answer.found.choices.source:
            self.empty.set_words(
                self.tr("No figures yet"),
                self.tr("Figures come from leads and what became of them. Import a file to begin with."),
            )
            self.empty.set_acts_shown(True)
            self.pages.setCurrentIndex(EMPTY)
            return
        self.pages.setCurrentIndex(RESULT)
        self.tiles.show_tiles(answer.tiles)
        self._waiting = [part for sheet in answer.sheets for part in self._parts(sheet)]
        self._show_next()

    def _show_next(self) -> None:
        """Show one part more; each in a turn of its own, so that a key never waits for all of them."""
        if self._waiting:
            self._waiting.pop(0)()
            self._next.start(0)

    def _show_words(self, sheet: Sheet) -> None:
        card = self.cards.get(sheet.key)
        if card is not None:
            card.show_words(sheet)
            return
        module = importlib.import_module("sdrdesk.ui.insights.sheet_card")  # with pyqtgraph: loaded by now
        made: SheetCard = module.SheetCard(sheet)
        made.picture_asked.connect(self.exporting.ask_picture)
        self.cards[sheet.key] = made
        self._place(made)

    def _parts(self, sheet: Sheet) -> tuple[Callable[[], None], ...]:
        key = sheet.key
        return (
            lambda: self._show_words(sheet),
            lambda: self.cards[key].show_chart(),
            lambda: self.cards[key].show_table(),
        )

    @property
    def is_shown(self) -> bool:
        """Whether the figures asked for are on the screen, all of them."""
        return not self.computing.busy and not self._waiting and self.answer is not None

    # -- the page -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_columns()

    def _set_columns(self) -> None:
        """Two cards side by side where there is room; a wide one alone."""
        columns = 2 if self.width() >= TWO_COLUMNS else 1
        self.tiles.set_columns(6 if columns == 2 else 3)
        if columns == self._columns:
            return
        self._columns, self._free = columns, (0, 0)
        for card in self.cards.values():
            self._place(card)
        for n in (0, 1):
            self.grid.setColumnStretch(n, 1 if n < columns else 0)

    def _place(self, card: "SheetCard") -> None:
        """Put a card at the next place that has room for it."""
        row, column = self._free
        wide = card.sheet.wide or self._columns == 1
        if wide and column:
            row, column = row + 1, 0
        self.grid.addWidget(card, row, column, 1, 2 if wide else 1)
        column += 2 if wide else 1
        self._free = (row + 1, 0) if column >= self._columns else (row, column)

    def _keep_in_sight(self, _before: QObject | None, now: QObject | None) -> None:
        """Scroll to what the keyboard comes to."""
        if isinstance(now, QWidget) and self.isVisible() and self._inside.isAncestorOf(now):
            self.page.ensureWidgetVisible(now, 16, 48)

    def close_down(self) -> None:
        """Let nothing run any more."""
        for timer in (self._soon, self._slow, self._next):
            timer.stop()
        self._waiting = []
        self.computing.close()
        self.exporting.close()
