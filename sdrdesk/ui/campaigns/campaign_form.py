"""What one campaign says: its name, grid, script and the objections at hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.operations import grids
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark


class CampaignForm(QWidget):
    """The fields; `edited` fires only when a person edits one."""

    edited = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._shown = Campaign("", "")
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.name.textEdited.connect(self.edited)
        self.grid = QComboBox()
        self.grid.setAccessibleName(self.tr("Grid"))
        self.grid.activated.connect(self.edited)
        self.cadence = QComboBox()
        self.cadence.setAccessibleName(self.tr("Cadence"))
        self.cadence.activated.connect(self.edited)
        self.closed = QCheckBox(self.tr("Closed: offered no more; its leads stay in it"))
        self.closed.clicked.connect(self.edited)
        self.script = self._text(self.tr("Script"))
        self.script.setPlaceholderText(self.tr("Hello {first_name}, this is…"))
        self.objections = self._text(self.tr("Objections at hand"))
        self.objections.setPlaceholderText(
            self.tr("No budget this year\nWhat would it cost you to wait until next year?")
        )
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addLayout(_labelled(self.tr("Name"), self.name), 3)
        top.addLayout(_labelled(self.tr("Grid that judges its leads"), self.grid), 2)
        top.addLayout(_labelled(self.tr("Cadence"), self.cadence), 3)
        texts = QHBoxLayout()
        texts.setSpacing(12)
        script_hint = self.tr("Script · with places such as {first_name} and {company}")
        texts.addLayout(_labelled(script_hint, self.script), 1)
        texts.addLayout(
            _labelled(self.tr("Objections at hand · a heading, its answer, an empty line"), self.objections), 1
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(texts, 1)
        layout.addWidget(self.closed)

    def _text(self, name: str) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setAccessibleName(name)
        box.setTabChangesFocus(True)
        box.textChanged.connect(self.edited)
        return box

    def show_campaign(self, campaign: Campaign) -> None:
        """Show a campaign; emits nothing. A field that shows what it holds already is not touched."""
        self._shown = campaign
        self._fill_grids(campaign.grid)
        self._fill_cadences(campaign.cadence)
        if self.name.text().strip() != campaign.name:
            self.name.setText(campaign.name)
        self.closed.setChecked(campaign.closed)
        for box, text in ((self.script, campaign.script), (self.objections, campaign.objections)):
            if box.toPlainText() != text:
                blocked = box.blockSignals(True)
                box.setPlainText(text)
                box.blockSignals(blocked)

    def _fill_grids(self, chosen: str) -> None:
        language = self._words.language
        self.grid.clear()
        own = self._workspace.grid.name[language]
        self.grid.addItem(self.tr("The workspace’s own ({grid})").format(grid=own), "")
        for grid in grids.list_grids(self._workspace):
            self.grid.addItem(grid.name[language], grid.id)
        self.grid.setCurrentIndex(max(0, self.grid.findData(chosen)))

    def _fill_cadences(self, chosen: str) -> None:
        language, cadences = self._words.language, self._workspace.cadences
        names = {code: cadence.name.get(language) or code for code, cadence in cadences.items()}
        own = names.get(self._workspace.settings["cadence"], names["default"])
        self.cadence.clear()
        self.cadence.addItem(self.tr("The workspace’s own ({grid})").format(grid=own), "")
        for code, name in names.items():
            self.cadence.addItem(name, code)
        self.cadence.setCurrentIndex(max(0, self.cadence.findData(chosen)))

    def campaign(self) -> Campaign:
        """What the fields say."""
        return Campaign(
            self._shown.id,
            self.name.text().strip(),
            self.grid.currentData() or "",
            self.cadence.currentData() or "",
            self.script.toPlainText(),
            self.objections.toPlainText(),
            self.closed.isChecked(),
        )


def _labelled(label: str, field: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    said = QLabel(label)
    mark(said, "small")
    said.setBuddy(field)
    column.addWidget(said)
    column.addWidget(field, 1)
    return column
