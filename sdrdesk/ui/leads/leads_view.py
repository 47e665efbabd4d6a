"""The Leads screen: find, filter, open, edit, import, export."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.segment import SavedView
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import leads, lists
from sdrdesk.core.operations.bulk import Bulked
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.core.operations.lists import Rows
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.exports.export_dialog import LeadsAtHand
from sdrdesk.ui.leads.bulk_bar import BulkBar
from sdrdesk.ui.leads.filter_bar import FilterBar
from sdrdesk.ui.leads.lead_panel import LeadPanel
from sdrdesk.ui.leads.leads_model import COMPANY, DECISION, NAME, PHONE, SCORE, STAGE, LeadsModel
from sdrdesk.ui.leads.saved_views import SavedViews
from sdrdesk.ui.leads.search_field import SearchField
from sdrdesk.ui.tasks import LongTask, Writer
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

SEARCH_PAUSE_MS = 60
FOUND_AT_ONCE = 20_000
"""Leads of which a cut takes a few frames at most; more are looked for away from the window."""
FIRST_SHOWN = 256
"""Leads shown at once of a list that is still being read."""
NARROWEST = 372
"""Pixels of the panel: the two lists of a signal stand beside each other, in French too."""


class LeadsView(QWidget):
    """A list of leads and the one that is chosen."""

    call_asked = Signal(str)
    import_asked = Signal()
    paste_asked = Signal()
    opposition_list_asked = Signal()
    signals_asked = Signal()
    export_asked = Signal()
    changed_many = Signal(object)  # Bulked
    left = Signal()

    def __init__(
        self, workspace: Workspace, words: Words, writer: Writer, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self._stale = True
        self.search = SearchField()
        self.search.rows_pasted.connect(self.paste_asked)
        self.model = LeadsModel(workspace, words, self)
        self.panel = LeadPanel(workspace, words, self._submit)
        self.panel.call_asked.connect(self.call_asked)
        self.panel.saved.connect(self._saved)
        self.panel.there_asked.connect(self.select)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.reload)
        self._finding: LongTask | None = None
        self._find_again = self._choose_first = self._to_top = False
        self.filters = FilterBar(workspace, words)
        self.bulk = BulkBar(workspace, words)
        self.views = SavedViews(workspace, words, writer, bus, lambda: (self.search.text(), self.filters.conditions))
        self._lay_out()
        self._selection_changed()
        bus.changed.connect(self._changed)

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(self.tr("Search names, companies, numbers, notes…"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._cut_edited)
        self.search.returnPressed.connect(self._first)
        self.search.installEventFilter(self)
        self.views.opened.connect(self._open_view)
        self.count = QLabel()
        mark(self.count, "muted")
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.search, 1)
        for widget in (self.views, self.count):
            tools.addWidget(widget)
        for label, icon_name, act in (
            (self.tr("New lead"), "user-plus", self.new_lead),
            (self.tr("Import…"), "upload", self.import_asked.emit),
            (self.tr("Signals…"), "flame", self.signals_asked.emit),
            (self.tr("Export…"), "download", self.export_asked.emit),
            (self.tr("Oppositions…"), "phone-off", self.opposition_list_asked.emit),
        ):
            tools.addWidget(_button(label, icon_name, act))
        self.filters.changed.connect(self._cut_edited)
        self.filters.left.connect(self.search.setFocus)
        self.bulk_button = KeyButton("", "Ctrl+B", icon_name="list-checks")
        self.bulk_button.clicked.connect(self.change_many)
        self.bulk.done.connect(self._changed_many)
        self.bulk.left.connect(self.table_focus)
        self.bulk.broken.connect(self._writer.broken)
        self.views.broken.connect(self._writer.broken)
        self.bulk.hide()
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.filters, 1)
        self.duplicates_button = KeyButton(self.tr("Likely duplicates"), "Ctrl+Shift+D", icon_name="users")
        for button in (self.duplicates_button, self.bulk_button):
            second.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(8)
        head.addLayout(tools)
        head.addLayout(second)
        head.addWidget(self.bulk)
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
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.doubleClicked.connect(lambda index: self.call_asked.emit(self.model.lead_id(index.row())))
        self.table.activated.connect(lambda index: self.call_asked.emit(self.model.lead_id(index.row())))
        self.empty = EmptyState(
            "users",
            self.tr("No lead fits"),
            self.tr("Change the search or the filters, or bring leads in."),
            [
                (self.tr("Import a file"), self.import_asked.emit),
                (self.tr("Paste leads"), self.paste_asked.emit),
                (self.tr("New lead"), self.new_lead),
            ],
        )  # fmt: skip
        listed = QWidget()
        self._stack = QStackedLayout(listed)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.split = QSplitter()
        self.split.addWidget(listed)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([900, 400])
        self.panel.setMinimumWidth(NARROWEST)
        self.panel.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.split, 1)

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
        self._choose_first = True
        self.reload()

    # -- the list -----------------------------------------------------------------------------------------------

    def _cut_edited(self) -> None:
        self._to_top = True
        self._pause.start(SEARCH_PAUSE_MS)
        self.views.show_cut()

    def _open_view(self, view: SavedView | None) -> None:
        blocked = self.search.blockSignals(True)
        self.search.setText(view.search if view else "")
        self.search.blockSignals(blocked)
        self.filters.set_conditions(view.conditions if view else ())
        self._pause.stop()
        self._to_top = True
        self.reload()
        self.table_focus()

    def table_focus(self) -> None:
        """Put the keyboard into the list."""
        (self.table if self.model.rowCount() else self.search).setFocus()

    def reload(self) -> None:
        """Find the leads that fit and show them; in a large base away from the window. The chosen one stays chosen."""
        self._stale = False
        cut = LeadFilter(self.search.text(), self.filters.conditions)
        if self._finding is not None:
            self._find_again = True
            self._finding.cancel()
        elif leads.most_leads(self._workspace) > FOUND_AT_ONCE:
            if not (self.model.rowCount() or cut.search or cut.conditions):
                self._show(lists.find_rows(self._workspace, cut, FIRST_SHOWN))
            self.count.setText(self.tr("Looking…"))
            task = LongTask(partial(lists.find_rows, self._workspace, cut, None), self)
            task.done.connect(self._found)
            task.failed.connect(self._not_found)
            task.broken.connect(self._find_broke)
            self._finding = task.start()
        else:
            try:
                self._show(lists.find_rows(self._workspace, cut))
            except UserError as error:
                self._not_found(error)

    def _found(self, rows: Rows) -> None:
        self._finding = None
        if self._find_again:
            self._find_again = False
            self.reload()
        else:
            self._show(rows)

    def _not_found(self, error: UserError) -> None:
        self._finding = None
        if self._find_again:
            self._find_again = False
            self.reload()
            return
        self._writer.refused.emit(error)
        self._show(())

    def _find_broke(self, error: Exception) -> None:
        self._finding = None
        self._writer.broken.emit(error)

    def _show(self, rows: Rows) -> None:
        chosen = self.panel.lead_id if self.panel.isVisible() else ""
        blocked = self.table.selectionModel().blockSignals(True)
        self.model.set_rows(rows)
        row = self.model.row_of(chosen) if chosen else -1
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        elif self._to_top:
            self.table.scrollToTop()
        self.table.selectionModel().blockSignals(blocked)
        self._to_top = False
        self._stack.setCurrentIndex(0 if rows else 1)
        n = len(rows)
        self.count.setText(self.tr("%n lead(s)", "", n).replace(str(n), self._words.number(n)))
        self._selection_changed()
        if self._choose_first and rows:
            self.select(self.model.lead_id(0))
            self.table.setFocus()
        self._choose_first = False

    # -- many at once -------------------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The leads selected in the list, in its order; read as ranges, since all of a million may be."""
        ranges = sorted((r.top(), r.bottom()) for r in self.table.selectionModel().selection().toList())
        return [lead_id for top, bottom in ranges for lead_id in self.model.lead_ids(top, bottom)]

    def at_hand(self) -> LeadsAtHand:
        """The leads of the list where it is cut, and those selected where they are more than the one being read."""
        ranges = sorted((r.top(), r.bottom()) for r in self.table.selectionModel().selection().toList())
        selected = [row for top, bottom in ranges for row in self.model.rows(top, bottom)]
        is_cut = bool(self.search.text().strip() or self.filters.conditions)
        return LeadsAtHand(
            listed=self.model.rows(0, self.model.rowCount() - 1) if is_cut else None,
            selected=selected if len(selected) > 1 else None,
        )

    def _selected(self) -> int:
        return sum(r.bottom() - r.top() + 1 for r in self.table.selectionModel().selection().toList())

    def _selection_changed(self) -> None:
        n = self._selected()
        said = self.tr("Change %n lead(s)…", "", n).replace(str(n), self._words.number(n)) if n else ""
        self.bulk_button.set_words(said or self.tr("Change leads…"), "Ctrl+B")
        self.bulk_button.set_available(n > 0, self.tr("Select leads first: Shift, Ctrl, or Ctrl+A for all found"))
        if self.bulk.isVisible():
            self.bulk.set_leads(self.selected_ids())

    def change_many(self) -> None:
        """Change the selected leads at once."""
        ids = self.selected_ids()
        if ids:
            self.bulk.begin(ids)

    def _changed_many(self, done: Bulked) -> None:
        self._bus.publish(done.changes)
        self.changed_many.emit(done)
        self.table_focus()

    def stop(self) -> None:
        """Let nothing run any more: the window closes."""
        self.bulk.stop()
        self.views.stop()
        if self._finding is not None:
            self._finding.cancel()
            self._finding.wait()

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
            self.views.open(None)
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
        if changes.settings or changes.campaigns:
            self.panel.stage.name_stages()
            self.filters.set_conditions(self.filters.conditions)
        if origin is self:
            return
        if not (changes.leads or changes.queue):
            self._show_panel_anew(changes)  # what a reviewer said stands in its history
            return
        if not self.isVisible():
            self._stale = True
            return
        if changes.all_leads:
            self.reload()
        else:
            self.model.refresh()
        if self.panel.isVisible():
            self._show_panel_anew(changes)

    def _show_panel_anew(self, changes: Changes) -> None:
        if self.panel.lead_id and changes.touches(self.panel.lead_id):
            try:
                self.panel.show_lead(self.panel.lead_id)
            except UserError:
                self.panel.hide()


def _button(label: str, icon_name: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(label)
    set_icon(button, icon_name, "muted", 16)
    button.clicked.connect(lambda: act())
    return button
