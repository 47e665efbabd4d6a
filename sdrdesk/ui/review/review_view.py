"""The review: a list of qualifications at the left, at the right what the rep saw and what the reviewer says of it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import review
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActPanel
from sdrdesk.ui.calls.outcome_bar import digit_of
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.imports.task_foot import OneTask
from sdrdesk.ui.review.finding import Found, find
from sdrdesk.ui.review.key_bar import KeyBar
from sdrdesk.ui.review.passages import PassageChoice
from sdrdesk.ui.review.reading import Reading
from sdrdesk.ui.review.review_filters import ReviewFilters
from sdrdesk.ui.review.review_list import ReviewList
from sdrdesk.ui.review.review_model import ReviewLine, ReviewModel
from sdrdesk.ui.review.sheet_page import SheetPage
from sdrdesk.ui.review.sheet_words import ReviewWords
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.verdict_panel import VerdictPanel

TYPING = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)
LIST_WIDTH, NARROW_LIST, NARROW = 420, 372, 1200
VERDICT_WIDTH = 296
SOON_MS = 60


class ReviewView(QWidget):
    """Finds qualifications and reads them one after another by keys."""

    left = Signal()
    said = Signal(str, str)
    bundle_asked = Signal(str)  # write, open or merge

    def __init__(
        self, workspace: Workspace, words: Words, writer: Writer, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self._says = ReviewWords(workspace, words)
        self.task = OneTask(self)
        self._looked = False
        self._read, self._is_read = 0, False
        self.model = ReviewModel(self._lines, self)
        self._lay_out()
        self.reading = Reading(workspace, words, writer, self.page, self.panel, self.bar, self)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.look)
        self._connect()

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page, self.panel, self.bar = SheetPage(), ActPanel(), KeyBar()
        self.verdict = VerdictPanel()
        self.beside = QWidget()
        mark(self.beside, "panel")
        self.beside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around = QVBoxLayout(self.beside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.verdict)
        self.middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.middle.setSpacing(0)
        reading = QVBoxLayout()
        reading.setSpacing(0)
        reading.addWidget(self.page, 1)
        reading.addWidget(self.panel)
        reading.addWidget(self.bar)
        self.middle.addLayout(reading, 1)
        self.middle.addWidget(self.beside)
        self.sheet = QWidget()
        self.sheet.setLayout(self.middle)
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(
            "eye",
            self.tr("Nothing to review"),
            self.tr(
                "A qualification is a decision: now, later or never. Those of every rep come here once they are taken, "
                "or with a bundle."
            ),
            ((self.tr("Open a bundle…"), lambda: self.bundle_asked.emit("open")),),
        )
        self.none_fits = EmptyState(
            "filter",
            self.tr("Nothing to review"),
            self.tr("No qualification fits these filters."),
            ((self.tr("Show all of them"), lambda: self.filters.clear()),),
        )
        self.pages = QStackedWidget()
        for page in (self.sheet, self.empty, self.none_fits):
            self.pages.addWidget(page)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._side())
        across.addWidget(self.pages, 1)
        self.setTabOrder(self.list, self.page)

    def _side(self) -> QWidget:
        self.filters = ReviewFilters(self._workspace, self._words)
        self.list = ReviewList(self.model)
        self.list.setAccessibleName(self.tr("Qualifications"))
        self.count = QLabel()
        mark(self.count, "muted")
        self.bundle_button = QPushButton(self.tr("Bundle (B)"))
        set_icon(self.bundle_button, "copy", "muted", 16)
        self.bundle_button.setToolTip(self.tr("Take qualifications along in one file, and bring remarks back"))
        self.bundle_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bundle_button.clicked.connect(lambda: self.bundle_asked.emit("menu"))
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 12, 8)
        head.setSpacing(8)
        title = QLabel(self.tr("Review"))
        mark(title, "heading")
        head.addWidget(title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.bundle_button)
        self.side = QWidget()
        mark(self.side, "panel")
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        cuts = QVBoxLayout()
        cuts.setContentsMargins(14, 0, 12, 10)
        cuts.addWidget(self.filters)
        column.addLayout(cuts)
        column.addWidget(self.list, 1)
        return self.side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.side.setFixedWidth(NARROW_LIST if self.width() < NARROW + 140 else LIST_WIDTH)
        self.verdict.set_compact(narrow)
        way = QBoxLayout.Direction
        self.middle.setDirection(way.BottomToTop if narrow else way.LeftToRight)
        self.beside.setMinimumWidth(0 if narrow else VERDICT_WIDTH)
        self.beside.setMaximumWidth(16_777_215 if narrow else VERDICT_WIDTH)

    def _connect(self) -> None:
        self.filters.changed.connect(self.look)
        self.list.went.connect(self._went)
        self.reading.kept.connect(self._kept)
        self.reading.said.connect(self.said)
        self.reading.let_go.connect(self._take_keyboard)
        self.reading.drafts.changed.connect(lambda _: self.model.refresh())
        self.bar.pressed.connect(self._pressed)
        self.task.failed.connect(self._writer.refused)
        self.task.broken.connect(self._writer.broken)
        self._bus.changed.connect(self._changed)

    # -- the list -----------------------------------------------------------------------------------------------

    def show_screen(self) -> None:
        """The screen comes to the front."""
        if not self._looked:
            self.look()
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        if self.panel.form is None and self.isVisible():
            (self if self.reading.choice is not None else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Look for the qualifications of the filters, away from the window."""
        self._looked = True
        self._again.stop()
        self.task.run(partial(find, self._workspace, self.filters.asked()), self._found)

    def _found(self, found: Found) -> None:
        before = self.reading.view.decision_id if self.reading.view else ""
        at = max(self.list.currentIndex().row(), 0)
        self.model.set_ids(found.ids)
        self.filters.show_counts(found.counts)
        self._read = found.read
        self._say_count()
        if not found.ids:
            self._show_none()
            return
        row = self.model.row_of(before)
        self.list.go_to(row if row >= 0 else min(at, len(found.ids) - 1))
        self.show_row(self.list.currentIndex().row())

    def _say_count(self) -> None:
        number, of = self._words.number, len(self.model.ids)
        self.count.setText(
            self.tr("{read} of {all} read").format(read=number(self._read), all=number(of)) if of else ""
        )

    def _show_none(self) -> None:
        self.reading.leave()
        self.reading.view = None
        self.pages.setCurrentWidget(self.none_fits if self.filters.asks else self.empty)

    def _lines(self, ids: Sequence[str]) -> Mapping[str, ReviewLine]:
        drafts = self.reading.drafts
        return {
            row.decision_id: self._says.line(row, unfinished=bool(drafts.of(row.decision_id)))
            for row in review.review_rows(self._workspace, ids)
        }

    def _went(self, row: int) -> None:
        self.show_row(row)
        if isinstance(QApplication.focusWidget(), TYPING):
            self._take_keyboard()

    def show_row(self, row: int) -> None:
        """Read the qualification of a row."""
        if not 0 <= row < len(self.model.ids):
            return
        try:
            sheet = review.review_sheet(self._workspace, self.model.ids[row])
        except UserError:  # it was taken back since
            self._again.start(SOON_MS)
            return
        view, self._is_read = self._says.sheet(sheet), bool(sheet.remarks)
        self.pages.setCurrentWidget(self.sheet)
        self.verdict.set_view(view.verdict)
        self.beside.setVisible(view.verdict is not None)
        self.reading.read(view, self._says.session(sheet))

    def go(self, by: int) -> None:
        """Go to another qualification."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < len(self.model.ids):
            self.list.setCurrentIndex(self.model.index(row))

    def filter(self) -> None:
        """Go to the filters with the keyboard."""
        self.filters.menus["period"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- what changed -------------------------------------------------------------------------------------------

    def _kept(self, changes: Changes) -> None:
        """Something said is on disk: the row stays where it is, whatever is filtered."""
        before = self._is_read
        self._bus.publish(changes, self)
        self.model.refresh()
        self.show_row(self.list.currentIndex().row())
        self._read += int(self._is_read) - int(before)
        self._say_count()

    def _changed(self, _changes: Changes, origin: object) -> None:
        if origin is self or not self._looked:
            return
        if self.isVisible():
            self._again.start(SOON_MS)
        else:
            self._looked = False

    def close_down(self) -> None:
        """Save what was begun; let nothing run any more."""
        self._again.stop()
        self.reading.leave()
        self.reading.drafts.close()
        self.task.stop()

    # -- keys ---------------------------------------------------------------------------------------------------

    def _pressed(self, act: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "agree": self.reading.agree,
            "disagree": self.reading.disagree,
            "comment": self.reading.comment,
            "tag": self.reading.tag,
            "example": self.reading.example,
            "correct": self.reading.correct,
            "rewrite": self.reading.rewrite,
            "withdraw": self.reading.withdraw,
            "own": self.reading.next_own,
            "next": partial(self.go, 1),
            "previous": partial(self.go, -1),
            "take": self.reading.take_passage,
            "whole": self.reading.take_whole,
            "leave": self.reading.leave_passage,
            "bundle": partial(self.bundle_asked.emit, "menu"),
            "text": partial(self._move, lambda c: c.move_text(1)),
        }
        if act == "filter":
            self.filter()
        elif act in acts and (self.reading.view is not None or act == "bundle"):
            acts[act]()
            self._take_keyboard()

    def _move(self, move: Callable[[PassageChoice], object]) -> None:
        self.reading.move_passage(move)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key, one act; never while somebody types."""
        focused = QApplication.focusWidget()
        if (
            isinstance(focused, TYPING)
            or (focused is not None and self.panel.isAncestorOf(focused))
            or not (self._passage_key(event) if self.reading.choice is not None else self._reading_key(event))
        ):
            super().keyPressEvent(event)

    def _reading_key(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == keys.Key_Space and not modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            self.page.scroll_on(-0.8 if modifiers else 0.8)
            return True
        if modifiers:
            return False
        if event.key() in (keys.Key_J, keys.Key_Right):
            self.go(1)
            return True
        if event.key() in (keys.Key_K, keys.Key_Left):
            self.go(-1)
            return True
        if event.isAutoRepeat():
            return event.key() in _ACTS
        if event.key() == keys.Key_Escape:
            self.left.emit()
            return True
        digit = digit_of(event)
        if digit is not None and digit <= len(self.filters.toggles):
            self.filters.toggle(digit)
            return True
        act = _ACTS.get(Qt.Key(event.key()))
        if act is not None:
            self._pressed(act)
        return act is not None

    def _passage_key(self, event: QKeyEvent) -> bool:
        keys, shift = Qt.Key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match Qt.Key(event.key()):
            case keys.Key_Left | keys.Key_Right:
                step = 1 if event.key() == keys.Key_Right else -1
                self._move(lambda c: c.stretch(step) if shift else c.move_word(step))
            case keys.Key_Up | keys.Key_Down:
                self._move(lambda c: c.move_sentence(1 if event.key() == keys.Key_Down else -1))
            case keys.Key_Return | keys.Key_Enter:
                self.reading.take_passage()
            case keys.Key_C:
                self.reading.take_whole()
            case keys.Key_Escape:
                self.reading.leave_passage()
                self._take_keyboard()
            case _:
                return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next text while a passage is chosen."""
        if self.reading.choice is not None and self.hasFocus():
            self._move(lambda c: c.move_text(1 if forward else -1))
            return True
        return super().focusNextPrevChild(forward)


_ACTS = {
    Qt.Key.Key_A: "agree",
    Qt.Key.Key_D: "disagree",
    Qt.Key.Key_C: "comment",
    Qt.Key.Key_T: "tag",
    Qt.Key.Key_G: "example",
    Qt.Key.Key_E: "correct",
    Qt.Key.Key_R: "rewrite",
    Qt.Key.Key_W: "withdraw",
    Qt.Key.Key_M: "own",
    Qt.Key.Key_B: "bundle",
    Qt.Key.Key_F: "filter",
}
