"""The palette (Ctrl+K): finds an act or a lead as it is typed, and does it or opens it on Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.commands.command import Command
from sdrdesk.ui.theme import current_theme
from sdrdesk.ui.widgets.painting import paint_box
from sdrdesk.ui.widgets.row_list import ROW_HEIGHT, ListRow, RowList

WIDTH, TOP = 560, 56
MOST_ACTS, MOST_LEADS, SHOWN = 40, 20, 8
SEARCH_PAUSE_MS = 60
COMMANDS_ONLY = ">"


@dataclass(frozen=True, slots=True)
class _Found:
    row: ListRow
    act: Callable[[], object]


def matching(commands: Sequence[Command], said: str) -> list[Command]:
    """The acts whose name has every word typed, accents and case aside; those that begin so come first."""
    words = folded(said).split()
    found = []
    for place, command in enumerate(commands):
        label = folded(f"{command.label} {command.shown_keys}")
        if all(word in label for word in words):
            starts = bool(words) and any(part.startswith(words[0]) for part in label.split())
            found.append((not (words and label.startswith(words[0])), not starts, place, command))
    return [command for *_rank, command in sorted(found, key=lambda f: f[:3])]


class Palette(QWidget):
    """A field and what it finds, over the window; Esc or another click closes it, and nothing has happened."""

    lead_asked = Signal(str)

    def __init__(self, workspace: Workspace, words: Words, host: QWidget) -> None:
        super().__init__(host)
        self._workspace, self._words = workspace, words
        self._commands: Sequence[Command] = ()
        self._found: list[_Found] = []
        self._before: QWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._search)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("An act, or a name, a company, a number, a word of the notes…"))
        self.field.setAccessibleName(self.tr("Find an act or a lead"))
        self.field.textEdited.connect(lambda _: self._pause.start(SEARCH_PAUSE_MS))
        self.field.installEventFilter(self)
        self.list = RowList(self.tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self.choose())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.hide()

    def open(self, commands: Sequence[Command], said: str = "") -> None:
        """Come up with these acts to choose from."""
        self._before = self.window().focusWidget()
        self._commands = commands
        self.field.setText(said)
        self._search()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setCursorPosition(len(said))

    def close_palette(self) -> None:
        """Go away; the keyboard is where it was."""
        self._pause.stop()
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        self._pause.stop()
        said = self.field.text()
        acts_only = said.startswith(COMMANDS_ONLY)
        acts = matching(self._commands, said.removeprefix(COMMANDS_ONLY))[:MOST_ACTS]
        self._found = [_Found(ListRow(c.label, self.tr("act"), c.shown_keys), c.run) for c in acts]
        if said.strip() and not acts_only:
            self._found += self._leads(said)
        rows = [f.row for f in self._found] or [ListRow(self.tr("Nothing is called so"), self.tr("try fewer letters"))]
        self.list.show_rows(rows, 0)
        self.list.scrollToTop()
        self._place(len(rows))

    def _leads(self, said: str) -> list[_Found]:
        ids = leads.first_found(self._workspace, said, MOST_LEADS)
        found = []
        for summary in leads.summaries(self._workspace, ids):
            lead, zone = summary.lead, self._workspace.zone_of(summary.lead.zone)
            why = self._words.standing(summary.standing, zone, self._workspace.now(), self._workspace.zone)
            note = " · ".join(p for p in (lead.company, why) if p)
            found.append(_Found(ListRow(lead.name, note, str(summary.state.score // 10)), self._opener(lead.id)))
        return found

    def _opener(self, lead_id: str) -> Callable[[], object]:
        return lambda: self.lead_asked.emit(lead_id)

    def choose(self) -> None:
        """Do what is chosen."""
        if self._pause.isActive():
            self._search()
        at = self.list.currentRow()
        self.close_palette()
        if 0 <= at < len(self._found):
            self._found[at].act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        left = isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut
        if left and event.reason() != Qt.FocusReason.PopupFocusReason:  # type: ignore[attr-defined]
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {
                Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -SHOWN, Qt.Key.Key_PageDown: SHOWN,
            }.get(Qt.Key(event.key()))  # fmt: skip
            if step:
                row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        return super().eventFilter(watched, event)

    def _place(self, rows: int) -> None:
        host = self.parentWidget()
        assert host is not None
        width = min(WIDTH, host.width() - 32)
        height = 24 + 8 + self.field.sizeHint().height() + min(rows, SHOWN) * ROW_HEIGHT + 4
        self.setGeometry((host.width() - width) // 2, TOP, width, min(height, host.height() - TOP - 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        paint_box(QPainter(self), QRectF(self.rect()), 10, theme.colour("panel"), theme.colour("line_strong"))
