"""A page of rules: shipped ones to read and copy, the workspace’s own to change, keep and let go."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.commands.command import keys_text
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.row_list import ListRow, RowList

COPY_KEY, KEEP_KEY = "Ctrl+D", "Ctrl+S"
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule of the list: its key, its row, its plain values, whether it is the workspace’s own."""

    key: str
    row: ListRow
    values: Values
    own: bool


class OwnPage(QWidget):
    """A list at the left, a form at the right. What is changed is kept when a person says so, and asked for at the end."""

    changed = Signal(object)  # Changes

    def __init__(
        self, workspace: Workspace, words: Words, form: QWidget, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace, self.words = workspace, words
        self.entries: list[Entry] = []
        self.drafts: dict[str, Values] = {}
        self.chosen = ""
        self._lay_out(form, name)
        for keys, act in ((COPY_KEY, self.copy_chosen), (KEEP_KEY, self.keep_chosen)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self, form: QWidget, name: str) -> None:
        self.list = RowList(name)
        self.list.setFixedWidth(250)
        self.list.picked.connect(lambda row: self.show_entry(self.entries[row].key))
        self.list.removed.connect(self.drop_chosen)
        self.title, self.about, self.said = QLabel(), QLabel(), QLabel()
        mark(self.title, "heading")
        mark(self.about, "muted")
        for label in (self.about, self.said):
            label.setWordWrap(True)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.about)
        scrolled = QScrollArea()
        scrolled.setWidget(form)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy_button = KeyButton(self.tr("Copy as your own"), keys_text(COPY_KEY))
        self.drop_button = KeyButton(self.tr("Let go…"), keys_text("Del"), variant="danger")
        self.keep_button = KeyButton(self.tr("Keep"), keys_text(KEEP_KEY), variant="primary")
        self.copy_button.clicked.connect(self.copy_chosen)
        self.drop_button.clicked.connect(self.drop_chosen)
        self.keep_button.clicked.connect(self.keep_chosen)
        self.foot = foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.drop_button)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.keep_button)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(scrolled, 1)
        right.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addLayout(right, 1)

    # -- what each page says ------------------------------------------------------------------------------------

    @abstractmethod
    def read_entries(self) -> list[Entry]:
        """Every rule there is, in the order of the list."""

    @abstractmethod
    def say_about(self, entry: Entry) -> str:
        """A sentence about a rule, under its name."""

    @abstractmethod
    def load_form(self, entry: Entry, values: Values) -> None:
        """Show these values of a rule; emits nothing."""

    @abstractmethod
    def form_values(self) -> Values:
        """What the form says."""

    @abstractmethod
    def check(self, values: Values) -> Sequence[Fault]:
        """Show what these values do and what is wrong with them, which is returned."""

    @abstractmethod
    def keep(self, entry: Entry, values: Values) -> tuple[Changes, str]:
        """Keep what was changed; the key it is under from now on."""

    @abstractmethod
    def make_copy(self, entry: Entry) -> tuple[Changes, str]:
        """Keep a copy as the workspace’s own; its key."""

    @abstractmethod
    def drop(self, entry: Entry) -> Changes:
        """Let go of a rule of the workspace’s own."""

    @abstractmethod
    def drop_question(self, entry: Entry) -> str:
        """What letting go of it will do."""

    # -- showing ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the rules anew; the chosen one stays chosen, what is being changed stays as typed."""
        self.entries = self.read_entries()
        keys = [e.key for e in self.entries]
        if self.chosen not in keys:
            self.chosen = keys[0]
        self._show_rows()
        self.show_entry(self.chosen)

    def _show_rows(self) -> None:
        rows = [self._row(e) for e in self.entries]
        self.list.show_rows(rows, [e.key for e in self.entries].index(self.chosen))

    def _row(self, entry: Entry) -> ListRow:
        note = self.tr("changed, not kept yet") if entry.key in self.drafts else entry.row.note
        return ListRow(entry.row.title, note, entry.row.figure, "accent" if entry.own else "handle")

    @property
    def entry(self) -> Entry:
        """The rule that is shown."""
        return next(e for e in self.entries if e.key == self.chosen)

    def show_entry(self, key: str) -> None:
        """Show a rule; what was changed of another waits under its own name."""
        self.chosen = key
        entry = self.entry
        values = self.drafts.get(key, entry.values)
        self.title.setText(entry.row.title)
        self.about.setText(self.say_about(entry))
        self.load_form(entry, values)
        self.check(values)
        self._show_state()

    def _show_state(self) -> None:
        entry = self.entry
        edited = entry.key in self.drafts
        self.drop_button.setVisible(entry.own)
        self.keep_button.setVisible(entry.own)
        self.keep_button.set_available(edited, self.tr("Nothing is changed"))
        self.say("muted", self.tr("Changed, not kept yet.") if edited else "")

    def say(self, tone: str, text: str) -> None:
        """Say something at the foot of the page."""
        mark(self.said, tone)  # type: ignore[arg-type]
        self.said.setText(text)

    # -- acts ---------------------------------------------------------------------------------------------------

    def form_edited(self) -> None:
        """Take what the form says as a change not kept yet, and say at once what it does."""
        entry, values = self.entry, self.form_values()
        if values == entry.values:
            self.drafts.pop(entry.key, None)
        else:
            self.drafts[entry.key] = values
        self.check(values)
        self._show_rows()
        self._show_state()

    def copy_chosen(self) -> None:
        """Make a copy of the workspace’s own."""
        entry = self.entry
        try:
            changes, key = self.make_copy(entry)
        except UserError as error:
            self.say("bad", sentence(error, self.words))
            return
        self.chosen = key
        self.reload()
        self.changed.emit(changes)
        self.say("ok", self.tr("This copy is your own: change what you like."))

    def keep_chosen(self) -> bool:
        """Keep what was changed; what has faults is said and stays to be mended."""
        entry = self.entry
        if entry.key not in self.drafts:
            return True
        if self.check(self.drafts[entry.key]):
            self.say("bad", self.tr("Mend what is marked first."))
            return False
        try:
            changes, key = self.keep(entry, self.drafts[entry.key])
        except UserError as error:
            self.say("bad", sentence(error, self.words))
            return False
        del self.drafts[entry.key]
        self.chosen = key
        self.reload()
        self.changed.emit(changes)
        self.say("ok", self.tr("Kept."))
        return True

    def keep_all(self) -> bool:
        """Keep all that was changed, or show the first that cannot be."""
        for key in list(self.drafts):
            self.show_entry(key)
            self._show_rows()
            if not self.keep_chosen():
                return False
        return True

    def drop_chosen(self) -> None:
        """Let go of the chosen rule, after saying what that does."""
        entry = self.entry
        if not entry.own:
            return
        buttons = QMessageBox.StandardButton
        asked = QMessageBox.question(
            self, self.tr("Let go of “{name}”?").format(name=entry.row.title), self.drop_question(entry)
        )
        if asked != buttons.Yes:
            return
        try:
            changes = self.drop(entry)
        except UserError as error:
            self.say("bad", sentence(error, self.words))
            return
        self.drafts.pop(entry.key, None)
        self.reload()
        self.changed.emit(changes)
        self.say("ok", self.tr("Let go."))
