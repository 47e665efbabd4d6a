"""The campaigns: a list at the left, what one says at the right, saved as it is typed."""

from dataclasses import replace
from itertools import count

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import campaigns
from sdrdesk.core.operations.campaigns import CampaignEntry
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.campaigns.campaign_form import CampaignForm
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.card import SectionLabel
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.row_list import ListRow, RowList

SAVE_PAUSE_MS = 600


class CampaignsView(QWidget):
    """Makes and edits campaigns. What is typed is saved once it pauses, and before anything else is shown."""

    left = Signal()

    def __init__(self, workspace: Workspace, words: Words, bus: ChangeBus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._bus = workspace, words, bus
        self.entries: list[CampaignEntry] = []
        self.chosen, self.making = "", False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._paused)
        self.form = CampaignForm(workspace, words)
        self.form.edited.connect(self._edited)
        self._lay_out()
        bus.changed.connect(self._changed)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)

    def _lay_out(self) -> None:
        self.list = RowList(self.tr("Campaigns"))
        self.list.picked.connect(lambda row: self.choose(self.entries[row].campaign.id))
        heading = SectionLabel(self.tr("Campaigns"))
        heading.setContentsMargins(14, 14, 14, 8)
        self.new_button = QPushButton(self.tr("New campaign"))
        self.new_button.setToolTip("Ctrl+Shift+N")
        set_icon(self.new_button, "plus", "muted", 16)
        self.new_button.clicked.connect(self.new_campaign)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(self.new_button)
        foot.addStretch(1)
        side = QWidget()
        side.setFixedWidth(232)
        mark(side, "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.title, self.about, self.said = QLabel(), QLabel(), QLabel()
        mark(self.title, "title")
        mark(self.about, "muted")
        mark(self.said, "bad")
        header = QHBoxLayout()
        header.setContentsMargins(16, 12, 16, 4)
        header.setSpacing(12)
        for label in (self.title, self.about, self.said):
            header.addWidget(label)
        header.addStretch(1)
        editing = QWidget()
        right = QVBoxLayout(editing)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(header)
        right.addWidget(self.form, 1)
        self.empty = EmptyState(
            "flag",
            self.tr("No campaign yet"),
            self.tr("A campaign is a list of leads worked with its own grid and script. Put leads in it from a file, or many at once on the Leads screen."),
            [(self.tr("New campaign"), self.new_campaign)],
        )  # fmt: skip
        self.pages = QStackedWidget()
        self.pages.addWidget(editing)
        self.pages.addWidget(self.empty)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(self.pages, 1)

    # -- which one ----------------------------------------------------------------------------------------------

    def show_screen(self) -> None:
        """The screen comes to the front."""
        self.reload()
        (self.list if self.entries else self.empty).setFocus()

    def reload(self) -> None:
        """Read the campaigns anew; the chosen one stays chosen."""
        self.entries = campaigns.list_campaigns(self._workspace)
        at = next((n for n, e in enumerate(self.entries) if e.campaign.id == self.chosen), -1)
        if at < 0 and self.entries and not self.making:
            at = 0
        self.list.show_rows([self._row(e) for e in self.entries], at)
        self.pages.setCurrentIndex(0 if self.entries or self.making else 1)
        if at >= 0:
            self._show(self.entries[at])

    def _row(self, entry: CampaignEntry) -> ListRow:
        grid = self._workspace.grid_for(entry.campaign.id).name[self._words.language]
        note = self.tr("closed · {grid}").format(grid=grid) if entry.campaign.closed else grid
        return ListRow(entry.campaign.name, note, self._words.number(entry.leads))

    def _show(self, entry: CampaignEntry) -> None:
        self.chosen = entry.campaign.id
        self.title.setText(entry.campaign.name)
        n = entry.leads
        self.about.setText(self.tr("%n lead(s)", "", n).replace(str(n), self._words.number(n)))
        if not self._pause.isActive():
            self.form.show_campaign(entry.campaign)
            self.said.clear()

    def choose(self, campaign_id: str) -> None:
        """Show another campaign, what was typed for this one saved before."""
        if not self.flush():
            self.reload()
            return
        self.chosen, self.making = campaign_id, False
        self.reload()

    def new_campaign(self) -> None:
        """Begin a campaign; it is made once it has a name."""
        if not self.flush():
            return
        self.chosen, self.making = "", True
        self.list.show_rows([self._row(e) for e in self.entries], -1)
        self.form.show_campaign(Campaign("", ""))
        self.title.setText(self.tr("New campaign"))
        self.about.setText(self.tr("It is made once it has a name."))
        self.said.clear()
        self.pages.setCurrentIndex(0)
        self.form.name.setFocus(Qt.FocusReason.TabFocusReason)

    # -- saving -------------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._pause.start(SAVE_PAUSE_MS)

    def _paused(self) -> None:
        if self.form.name.text().strip():  # else its name is being typed anew
            self.flush()

    def flush(self) -> bool:
        """Save what is typed; whether nothing that was typed is left unsaved. One without a name is given one."""
        self._pause.stop()
        wanted = self.form.campaign()
        stored = next((e.campaign for e in self.entries if e.campaign.id == wanted.id), None)
        if wanted in (Campaign("", ""), stored):
            return True
        if not wanted.name:
            wanted = replace(wanted, name=stored.name if stored else self._free_name(self.tr("New campaign")))
        try:
            made, changes = campaigns.save_campaign(self._workspace, wanted)
        except UserError as error:
            self.said.setText(sentence(error, self._words))
            return False
        self.chosen, self.making = made.id, False
        self.reload()
        self._bus.publish(changes, self)
        return True

    def _free_name(self, name: str) -> str:
        taken = {e.campaign.name.casefold() for e in self.entries}
        names = (f"{name} {n}" if n > 1 else name for n in count(1))
        return next(n for n in names if n.casefold() not in taken)

    def close_down(self) -> None:
        """Keep what is typed, if need be under another name: the window closes."""
        if not self.flush():
            self.form.name.setText(self._free_name(self.form.name.text().strip()))
            self.flush()

    def _leave(self) -> None:
        if self.flush():
            self.left.emit()

    def _changed(self, changes: Changes, origin: object) -> None:
        if origin is not self and self.isVisible() and (changes.campaigns or changes.all_leads):
            self.reload()
