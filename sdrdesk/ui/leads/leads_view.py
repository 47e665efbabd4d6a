"""The Leads screen: find, filter, open, edit, import, export."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.leads.lead_panel import LeadPanel
from sdrdesk.ui.leads.leads_model import COMPANY, DECISION, NAME, PHONE, SCORE, STAGE, LeadsModel
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

SEARCH_PAUSE_MS = 60


class LeadsView(QWidget):
    """A list of leads and the one that is chosen."""

    call_asked = Signal(str)
    import_asked = Signal()
    opposition_list_asked = Signal()
    export_asked = Signal()
    left = Signal()

    def __init__(
        self, workspace: Workspace, words: Words, writer: Writer, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self._stale = True
        self.model = LeadsModel(workspace, words, self)
        self.panel = LeadPanel(workspace, words, self._submit)
        self.panel.call_asked.connect(self.call_asked)
        self.panel.saved.connect(self._saved)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.reload)
        self._lay_out()
        bus.changed.connect(self._changed)

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search names, companies, numbers, notes…"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._pause.start(SEARCH_PAUSE_MS))
        self.search.returnPressed.connect(self._first)
        self.search.installEventFilter(self)
        self.stage = self._cut(self.tr("Every stage"), self._stages(), self.tr("Stage"))
        self.temperature = self._cut(
            self.tr("Every temperature"),
            [(t, self._words.text("temperature", t)) for t in ("hot", "warm", "cold")],
            self.tr("Temperature"),
        )
        decisions = [(d, self._words.text("decision", d)) for d in ("now", "later", "never")]
        self.decision = self._cut(
            self.tr("Every decision"), [("none", self.tr("Not decided")), *decisions], self.tr("Decision")
        )
        self.count = QLabel()
        mark(self.count, "muted")
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 10, 16, 10)
        tools.setSpacing(8)
        tools.addWidget(self.search, 1)
        for widget in (self.stage, self.temperature, self.decision, self.count):
            tools.addWidget(widget)
        tools.addStretch(0)
        for label, icon_name, act in (
            (self.tr("New lead"), "user-plus", self.new_lead),
            (self.tr("Import…"), "upload", self.import_asked.emit),
            (self.tr("Export…"), "download", self.export_asked.emit),
            (self.tr("Oppositions…"), "phone-off", self.opposition_list_asked.emit),
        ):
            tools.addWidget(self._button(label, icon_name, act))
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Leads"))
        calm_table(
            self.table,
            TableLook(
                strong=frozenset({NAME}),
                right=frozenset({SCORE}),
                pills=frozenset({STAGE, DECISION}),
                dots=frozenset({NAME}),
            ),
        )
        for column, width in ((NAME, 180), (COMPANY, 190), (PHONE, 156), (STAGE, 96), (DECISION, 104), (SCORE, 60)):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.doubleClicked.connect(lambda index: self.call_asked.emit(self.model.lead_id(index.row())))
        self.table.activated.connect(lambda index: self.call_asked.emit(self.model.lead_id(index.row())))
        self.empty = EmptyState(
            "users",
            self.tr("No lead fits"),
            self.tr("Change the search or the filters, or bring leads in."),
            [(self.tr("Import a file"), self.import_asked.emit), (self.tr("New lead"), self.new_lead)],
        )
        listed = QWidget()
        self._stack = QStackedLayout(listed)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.split = QSplitter()
        self.split.addWidget(listed)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([900, 400])
        self.panel.setMinimumWidth(320)
        self.panel.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(self.split, 1)

    def _stages(self) -> list[tuple[str, str]]:
        return [(s.value, stage_label(self._workspace, self._words, s)) for s in Stage]

    def _name_stages(self) -> None:
        """Name the stages anew: the firm may have changed its words."""
        for at, (_value, label) in enumerate(self._stages(), 1):
            self.stage.setItemText(at, label[:1].upper() + label[1:])
        self.panel.stage.name_stages()

    def _cut(self, every: str, choices: list[tuple[str, str]], name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(every, "")
        for value, label in choices:
            box.addItem(label[:1].upper() + label[1:], value)
        box.activated.connect(self.reload)
        return box

    def _button(self, label: str, icon_name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(label)
        set_icon(button, icon_name, "muted", 16)
        button.clicked.connect(lambda: act())
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc empties the search, then goes back to the desk; Down goes into the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear() if self.search.text() else self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._first()
                return True
        return super().eventFilter(watched, event)

    def _first(self) -> None:
        """Choose the first lead that was found."""
        self._pause.stop()
        self.reload()
        if self.model.rowCount():
            self.select(self.model.lead_id(0))
            self.table.setFocus()

    # -- the list -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Find the leads that fit and show them; the chosen one stays chosen."""
        self._stale = False
        cut = LeadFilter(
            search=self.search.text(),
            stage=self.stage.currentData() or "",
            temperature=self.temperature.currentData() or "",
            decision=self.decision.currentData() or "",
        )
        chosen = self.panel.lead_id if self.panel.isVisible() else ""
        ids = leads.find_leads(self._workspace, cut)
        blocked = self.table.selectionModel().blockSignals(True)
        self.model.set_ids(ids)
        row = self.model.row_of(chosen) if chosen else -1
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.selectionModel().blockSignals(blocked)
        self._stack.setCurrentIndex(0 if ids else 1)
        self.count.setText(self.tr("%n lead(s)", "", len(ids)).replace(str(len(ids)), self._words.number(len(ids))))

    def show_screen(self) -> None:
        """The screen comes to the front."""
        if self._stale:
            self.reload()
        self.search.setFocus()

    def search_for(self, words: str) -> None:
        """Search for words given elsewhere."""
        self.search.setText(words)
        self._pause.stop()
        self.reload()

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.open_lead(self.model.lead_id(now.row()))

    def open_lead(self, lead_id: str) -> None:
        """Show a lead beside the list."""
        try:
            self.panel.show_lead(lead_id)
        except UserError as error:
            self._writer.refused.emit(error)
            return
        self.panel.show()

    def select(self, lead_id: str) -> None:
        """Choose a lead in the list, whatever was searched for before."""
        if self.model.row_of(lead_id) < 0:
            self.search.clear()
            for box in (self.stage, self.temperature, self.decision):
                box.setCurrentIndex(0)
            self._pause.stop()
            self.reload()
        row = self.model.row_of(lead_id)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)
        self.open_lead(lead_id)

    def new_lead(self) -> None:
        """Fill in a lead by hand."""
        if self.panel.isVisible() and self.panel.is_edited():
            self.panel.save()
        self.table.clearSelection()
        self.panel.show()
        self.panel.show_new()

    def save(self) -> None:
        """Save the lead beside the list."""
        self.panel.save()

    def _saved(self, lead_id: str) -> None:
        self.reload()
        row = self.model.row_of(lead_id)
        if row >= 0:
            blocked = self.table.selectionModel().blockSignals(True)
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.selectionModel().blockSignals(blocked)

    def _submit(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        def answered(result: object) -> None:
            changes = result[0] if isinstance(result, tuple) else result
            done(result)
            self._bus.publish(changes if isinstance(changes, Changes) else None, self)
            if self.panel.lead_id:
                self.panel.show_lead(self.panel.lead_id)

        self._writer.submit(work, answered)

    def _changed(self, changes: Changes, origin: object) -> None:
        if changes.settings:
            self._name_stages()
        if origin is self or not (changes.leads or changes.queue):
            return
        if not self.isVisible():
            self._stale = True
            return
        if changes.all_leads:
            self.reload()
        else:
            self.model.refresh()
        if self.panel.isVisible() and self.panel.lead_id and changes.touches(self.panel.lead_id):
            try:
                self.panel.show_lead(self.panel.lead_id)
            except UserError:
                self.panel.hide()
