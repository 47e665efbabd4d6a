"""Leads that are likely one, side by side: what stays, what becomes of the rest, and the three ways on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.operations.duplicates import Group
from sdrdesk.core.operations.likeness import likeness_said
from sdrdesk.core.operations.merge_previews import MergePreview, account_said, left_note, preview_merge, sides
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.duplicates.merge_choice import MergeChoice
from sdrdesk.ui.duplicates.merge_table import MergeModel, MergeTable
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.key_button import KeyButton

MERGE_KEY, APART_KEY, NEXT_KEY = "Ctrl+↵", "N", "PgDn"


class MergePanel(QWidget):
    """Shows one group; says what is asked of it, and does nothing itself."""

    one_apart_asked = Signal(int)
    merge_asked = Signal()
    apart_asked = Signal()
    went = Signal(int)
    left = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.group: Group | None = None
        self.preview: MergePreview | None = None
        self.model = MergeModel(words, self._campaign, self)
        self.table = MergeTable(self.tr("The leads, field by field"), self.model)
        self.table.chose.connect(self._show_what_stays)
        self.table.apart.connect(self.apart_asked)
        self.table.went.connect(self.went)
        self.table.left.connect(self.left)
        self.table.one_apart.connect(self.one_apart_asked)
        self.title, self.why = ElideLabel(""), QLabel()
        mark(self.title, "title")
        mark(self.why, "muted")
        self.account, self.note = QLabel(), QLabel()
        self.hint = QLabel()
        for label in (self.why, self.account, self.note, self.hint):
            label.setWordWrap(True)
        mark(self.note, "small")
        mark(self.hint, "small")
        self._lay_out()

    def _lay_out(self) -> None:
        self.merge_button = KeyButton(self.tr("Merge into one"), MERGE_KEY, variant="primary")
        self.apart_button = KeyButton(self.tr("Not the same"), APART_KEY)
        self.next_button = KeyButton(self.tr("Next"), NEXT_KEY)
        self.merge_button.clicked.connect(self.merge_asked)
        self.apart_button.clicked.connect(self.apart_asked)
        self.next_button.clicked.connect(lambda: self.went.emit(1))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.next_button, self.apart_button, self.merge_button):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for widget in (self.title, self.why):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1000)
        for widget in (self.account, self.note):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.hint)
        layout.addLayout(foot)

    def _campaign(self, campaign_id: str) -> str:
        found = self._workspace.campaigns.get(campaign_id)
        return found.name if found else campaign_id

    def show_group(self, group: Group) -> None:
        """Show leads; what was chosen of the same ones stays chosen. UserError where one is not there."""
        choice, row = MergeChoice(sides(self._workspace, group.leads)), self.table.currentIndex().row()
        same = self.group is not None and self.group.leads == group.leads
        if same and self.model.choice is not None:
            choice.carry(self.model.choice)
        self.group = group
        self.preview = preview_merge(self._workspace, choice.sides, choice.fields)
        self.model.show_choice(choice, self.preview)
        self.table.spread()
        first = next((n for n in range(1, self.model.rowCount()) if self._differs(n)), 1)
        self.table.selectRow(row if same and 0 < row < self.model.rowCount() else first)
        keys = self.tr("↑ ↓ field · ← → or a digit chooses · Space the next · Esc to the list")
        more = self.tr("Alt + digit: that one is somebody else")
        self.hint.setText(f"{keys} · {more}" if len(choice.sides) > 2 else keys)
        names = list(dict.fromkeys(side.lead.name for side in choice.sides))
        self.title.setText(" / ".join(names))
        self.why.setText(f"{group.likeness.score}{self._words.colon}{likeness_said(group.likeness, self._words, 6)}")
        self._show_account()

    def _differs(self, row: int) -> bool:
        assert self.model.choice is not None
        return self.model.choice.differs(self.model.column_at(row))

    def _show_what_stays(self) -> None:
        choice = self.model.choice
        if choice is not None:
            self.preview = preview_merge(self._workspace, choice.sides, choice.fields)
            self.model.show_preview(self.preview)
            self._show_account()

    def _show_account(self) -> None:
        assert self.preview is not None
        self.account.setText(". ".join(account_said(self.preview, self._words)) + ".")
        kept = left_note(self.preview, self._words)
        if kept:
            kept = self.tr("A note keeps what finds no place: “{note}”.").format(note=kept)
        self.note.setText(kept)
        self.note.setVisible(bool(kept))

    @property
    def ids(self) -> Sequence[str]:
        """The leads side by side, the one that stays first."""
        return [side.lead.id for side in self.model.choice.sides] if self.model.choice else ()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.table.setFocus(reason)
