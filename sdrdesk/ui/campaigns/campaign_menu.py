"""The place at the top of the window: whose leads the queue shows, and the way to the campaigns."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark

WIDEST = 240
NONE = "-"
"""How the personal setting says “the leads in no campaign”; an id is one campaign, "" is all."""


def queue_of(workspace: Workspace, setting: str) -> str | None:
    """What the queue is asked for by that setting: a campaign that is gone or closed counts as all."""
    if setting == NONE:
        return ""
    known = workspace.campaigns.get(setting)
    return setting if known and not known.closed else None


class CampaignMenu(QPushButton):
    """Names the campaign that is worked; `chosen` fires only when a person chooses another."""

    chosen = Signal(str)
    manage_asked = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.setting = ""
        mark(self, "quiet")
        self.setProperty("hasMenu", True)
        self.setMaximumWidth(WIDEST)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def show_place(self, setting: str) -> None:
        """Name what is worked now; emits nothing."""
        self.setting = setting
        workspace, language = self._workspace, self._words.language
        asked = queue_of(workspace, setting)
        grid = workspace.grid_for(asked or "")
        if asked is None:
            name = self.tr("All campaigns") if self._offered() else grid.name[language]
        else:
            name = workspace.campaigns[asked].name if asked else self.tr("In no campaign")
        said = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, WIDEST - 50)
        self.setText(said.replace("&", "&&"))
        self.setAccessibleName(self.tr("Campaign: {name}").format(name=name))
        key = self.tr("Ctrl+G chooses the campaign")
        self.setToolTip(f"{name}\n{grid.name[language]}\n{grid.good_lead[language]}\n{key}")

    def _offered(self) -> list[tuple[str, str]]:
        return [(c.id, c.name) for c in self._workspace.campaigns.values() if not c.closed]

    def _fill(self) -> None:
        self._menu.clear()
        offered = self._offered()
        if offered:
            self._choice(self.tr("All campaigns"), "")
            for campaign, name in offered:
                self._choice(name, campaign)
            self._choice(self.tr("In no campaign"), NONE)
            self._menu.addSeparator()
        self._add(self.tr("Manage campaigns…"), self.manage_asked.emit)

    def _choice(self, label: str, setting: str) -> None:
        action = self._add(label, lambda: self.chosen.emit(setting))
        action.setCheckable(True)
        action.setChecked(setting == self.setting)

    def _add(self, label: str, act: Callable[[], object]) -> QAction:
        action = self._menu.addAction(label.replace("&", "&&"))
        action.triggered.connect(lambda: act())
        return action
