"""The grid screen: every grid of the workspace, and the one chosen to read, edit, try, compare, replay and publish."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.calibrated_grid import Proposal
from sdrdesk.core.domain.grid import Grid, Level
from sdrdesk.core.domain.grid_draft import GridDraft, Raw
from sdrdesk.core.operations import grid_versions, replay
from sdrdesk.core.operations.grid_versions import GridEntry
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.grids.calibration_page import CalibrationPage
from sdrdesk.ui.grids.definition_page import DefinitionPage, file_name, with_ending
from sdrdesk.ui.grids.editor import GridEditor
from sdrdesk.ui.grids.publish_panel import PublishPanel
from sdrdesk.ui.grids.replay_panel import ReplayPanel
from sdrdesk.ui.grids.try_page import TryPage
from sdrdesk.ui.grids.versions_page import VersionsPage
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.card import SectionLabel
from sdrdesk.ui.widgets.pill import Pill
from sdrdesk.ui.widgets.row_list import ListRow, RowList

DEFINITION, EDIT, TRY, VERSIONS, REPLAY, CALIBRATION = range(6)


class GridsView(QWidget):
    """What a good lead is here, and how it came to be so."""

    said = Signal(str, str)  # tone, sentence
    left = Signal()
    lead_asked = Signal(str)

    def __init__(
        self, workspace: Workspace, words: Words, writer: Writer, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self.entries: list[GridEntry] = []
        self.entry: GridEntry | None = None
        self.definition = DefinitionPage(words)
        self.editor = GridEditor(workspace, words, writer)
        self.publishing = PublishPanel(words)
        self.trying = TryPage(workspace, words)
        self.versions = VersionsPage(words)
        self.replaying = ReplayPanel(workspace, words)
        self.calibrating = CalibrationPage(workspace, words)
        self._lay_out()
        self._connect()
        self._shortcuts()

    # -- layout -------------------------------------------------------------------------------------------------

    def _side(self) -> QWidget:
        self.list = RowList(self.tr("Grids"))
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        heading = SectionLabel(self.tr("Grids"))
        heading.setContentsMargins(14, 14, 14, 8)
        left.addWidget(heading)
        left.addWidget(self.list, 1)
        self.import_button = self._button(self.tr("Import a grid…"), "upload", self.ask_import)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(self.import_button)
        foot.addStretch(1)
        left.addLayout(foot)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(232)
        mark(side, "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        return side

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._header())
        right.addWidget(self._tabs())
        editing = QWidget()
        column = QVBoxLayout(editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.publishing)
        column.addWidget(self.editor, 1)
        self.publishing.hide()
        self.pages = QStackedWidget()
        for page in (self.definition, editing, self.trying, self.versions, self.replaying, self.calibrating):
            self.pages.addWidget(page)
        right.addWidget(self.pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side())
        layout.addLayout(right, 1)

    def _header(self) -> QHBoxLayout:
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)  # a name is what was typed, never HTML
        mark(self.title, "title")
        self.pills = [Pill("", "neutral") for _ in range(4)]
        self.use_button = self._button(self.tr("Judge leads by it"), "check", self.use)
        self.copy_button = self._button(self.tr("Copy"), "copy", self.copy)
        self.export_button = self._button(self.tr("Export…"), "download", self.ask_export)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 4)
        row.setSpacing(8)
        row.addWidget(self.title)
        for pill in self.pills:
            row.addWidget(pill)
        row.addStretch(1)
        for button in (self.use_button, self.copy_button, self.export_button):
            row.addWidget(button)
        return row

    def _tabs(self) -> QTabBar:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Views of the grid"))
        for name in (
            self.tr("Definition"),
            self.tr("Edit"),
            self.tr("Try it"),
            self.tr("Versions"),
            self.tr("Replay"),
            self.tr("Calibration"),
        ):
            self.tabs.addTab(name)
        self.tabs.setExpanding(False)
        self.tabs.setContentsMargins(8, 0, 8, 0)
        self.tabs.setToolTip(self.tr("Ctrl+PgUp and Ctrl+PgDn go from one to the next"))
        return self.tabs

    def _button(self, label: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(label)
        set_icon(button, icon, "muted", 16)
        button.clicked.connect(lambda: act())
        return button

    def _connect(self) -> None:
        self.list.picked.connect(lambda row: self.choose(self.entries[row].id))
        self.tabs.currentChanged.connect(self._show_page)
        self.editor.changed.connect(self._draft_changed)
        self.editor.saved.connect(self._draft_saved)
        self.editor.publish_asked.connect(self.ask_publish)
        self.editor.discard_asked.connect(self.publishing.ask_discard)
        self.publishing.publish_confirmed.connect(self.publish)
        self.publishing.discard_confirmed.connect(self.discard)
        self.publishing.shown.connect(self.editor.set_asking)
        self.publishing.closed.connect(self.editor.list.setFocus)
        self.replaying.lead_asked.connect(self.lead_asked)
        self.calibrating.lead_asked.connect(self.lead_asked)
        self.calibrating.taken.connect(self._take_over)
        self.publishing.replay_asked.connect(lambda: self.tabs.setCurrentIndex(REPLAY))
        self.publishing.compare_asked.connect(lambda: self.tabs.setCurrentIndex(VERSIONS))
        self.definition.written.connect(lambda sentence: self.said.emit("ok", sentence))
        self.definition.failed.connect(self._writer.refused)
        self._bus.changed.connect(self._changed)

    def _shortcuts(self) -> None:
        def on(keys: str, act: Callable[[], object]) -> None:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda: act())

        on("Ctrl+PgDown", lambda: self._turn(1))
        on("Ctrl+PgUp", lambda: self._turn(-1))
        on("Ctrl+Y", self.editor.redo)
        on("Ctrl+Shift+Z", self.editor.redo)
        on("F8", lambda: self._editing(self.editor.go_to_fault))
        on("Ctrl+P", self.ask_pdf)
        on("Esc", self._escape)

    # -- which grid ---------------------------------------------------------------------------------------------

    def show_screen(self) -> None:
        """The screen comes to the front."""
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the grids anew; the chosen one stays chosen."""
        self.entries = grid_versions.grid_library(self._workspace)
        chosen = self.entry.id if self.entry else self._workspace.settings["grid"]
        rows = [ListRow(e.name[self._words.language], self._note(e), "", self._dot(e)) for e in self.entries]
        at = next((n for n, e in enumerate(self.entries) if e.id == chosen), 0)
        self.list.show_rows(rows, at)
        known = self.entry
        self.entry = self.entries[at]
        newest = self.entry.newest
        elsewhere = newest is not None and not self.editor.touched and newest.version != self.editor.based_on
        if known is None or known.id != self.entry.id or elsewhere:
            self.editor.open_grid(self.entry.id)
            self.publishing.hide()
        self._show_header()
        if self.tabs.currentIndex() != TRY:  # a trial under way is not begun again
            self._show_page(self.tabs.currentIndex())

    def _note(self, entry: GridEntry) -> str:
        grid = entry.newest
        language = self._words.language
        parts = [self.tr("in use")] if entry.in_use else []
        if any(e.id != entry.id and e.name[language] == entry.name[language] for e in self.entries):
            parts.append(entry.id)  # two of one name
        if entry.has_draft:
            parts.append(self.tr("draft"))
        if grid is not None:
            level = self.tr("marketing") if grid.level is Level.MARKETING else self.tr("sales")
            parts += [f"v{grid.version}", level]
        return " · ".join(parts)

    def _dot(self, entry: GridEntry) -> str:
        if entry.review_due(self._workspace.now().date()) and entry.in_use:
            return "doubt"
        return "accent" if entry.has_draft else ""

    def choose(self, grid_id: str) -> None:
        """Show a grid; what was edited of the one before is saved as its draft."""
        if self.entry is None or self.entry.id != grid_id:
            self.editor.flush()
            self.entry = next(e for e in self.entries if e.id == grid_id)
            self.editor.open_grid(grid_id)
            self.publishing.hide()
            self._show_header()
            self._show_page(self.tabs.currentIndex())

    def _show_header(self) -> None:
        entry = self.entry
        assert entry is not None
        grid = entry.newest
        self.title.setText(entry.name[self._words.language])
        shown: list[tuple[str, str]] = []
        if entry.in_use:
            shown.append((self.tr("in use"), "ok"))
        shown.append(
            (self.tr("version {version}").format(version=grid.version), "neutral")
            if grid
            else (self.tr("not published yet"), "doubt")
        )
        if self.editor.touched:
            shown.append((self.tr("draft"), "accent"))
        if entry.review_due(self._workspace.now().date()):
            assert grid is not None
            assert grid.review_by is not None
            day = self._words.date(grid.review_by)
            shown.append((self.tr("to be looked at again since {day}").format(day=day), "doubt"))
        for n, pill in enumerate(self.pills):
            pill.setVisible(n < len(shown))
            if n < len(shown):
                pill.set(*shown[n])  # type: ignore[arg-type]
        self.use_button.setVisible(grid is not None and not entry.in_use)

    # -- the pages ----------------------------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def _show_page(self, page: int) -> None:
        entry = self.entry
        if entry is None:
            return
        draft = self.editor.draft.grid if self.editor.touched else None
        match page:
            case p if p == DEFINITION:
                self._show_definition(entry, draft)
            case p if p == TRY:
                self.trying.show_grid(self.editor.draft.grid)
            case p if p == VERSIONS:
                self.versions.show_grid(entry, draft)
            case p if p == REPLAY:
                self._show_replay(entry)
            case p if p == CALIBRATION:
                self.calibrating.set_grid(entry.newest)
        self.pages.setCurrentIndex(page)

    def _show_definition(self, entry: GridEntry, draft: Grid | None) -> None:
        if entry.versions:
            self.definition.show_grid(entry.versions[0].grid, entry.versions[0].at.date())
        elif draft is not None:
            self.definition.show_grid(draft, None)

        else:
            self.definition.show_nothing()

    def ask_pdf(self) -> None:
        """Print the definition of the grid chosen, whichever page is in front."""
        if self.entry is not None:
            self._show_definition(self.entry, self.editor.draft.grid if self.editor.touched else None)
            self.definition.ask_pdf()

    def _show_replay(self, entry: GridEntry) -> None:
        """Replay on what was decided with this grid; with none, on what was decided with the one in use."""
        decided = entry.newest is not None and replay.has_qualifications(self._workspace, entry.id)
        old = entry.newest if decided and entry.newest else self._workspace.grid
        self.replaying.set_grids(old, self.editor.draft.grid, entry.id)

    def _editing(self, act: Callable[[], object]) -> None:
        if self.tabs.currentIndex() == EDIT:
            act()

    def undo(self) -> None:
        """Take the last edit of the draft back. What was done to leads is never taken back from here, unseen."""
        if self.tabs.currentIndex() == EDIT:
            self.editor.undo()
        else:
            self.said.emit(
                "neutral",
                self.tr("Nothing is taken back here: edits are on the page “Edit”, and a published version stands."),
            )

    def _escape(self) -> None:
        if self.publishing.isVisible():
            self.publishing.close_panel()
        elif not self.list.hasFocus():
            self.list.setFocus()
        else:
            self.left.emit()

    def _draft_changed(self) -> None:
        self.publishing.hide()
        self._show_header()

    def _draft_saved(self) -> None:
        if self.isVisible():
            self.reload()

    # -- acts ---------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Ctrl+Enter: ask to publish, then publish; where a grid is calibrated, take the proposal over."""
        if self.tabs.currentIndex() == CALIBRATION:
            self.calibrating.take_over()
            return
        if self.tabs.currentIndex() != EDIT:
            return
        if self.publishing.asks_to_publish():
            self.publishing.confirm()
        else:
            self.ask_publish()

    def _take_over(self, proposal: Proposal) -> None:
        """Open the figures of a calibration in the editor, as one edit of the draft."""
        self.editor.take_over(proposal)
        self.tabs.setCurrentIndex(EDIT)
        self.editor.list.setFocus()
        self.said.emit(
            "ok", self.tr("The proposal is in the draft: read it, then publish it. Ctrl+Z takes it out again.")
        )

    def ask_publish(self) -> None:
        """Say what publishing does, before it is done."""
        draft, entry = self.editor.draft.grid, self.entry
        if entry is None or draft is None:
            self.editor.go_to_fault()
        elif self.editor.touched:
            self.publishing.ask_publish(entry, draft, self.editor.based_on, self._workspace.now().date())

    def publish(self) -> None:
        """Make the draft the newest version."""
        draft, raw = self.editor.draft, self.editor.draft.raw
        self.editor.flush()  # on disk whatever comes of it
        self.publishing.hide()
        work = partial(grid_versions.publish_grid, self._workspace, raw)
        self._writer.submit(work, lambda done: self._published(draft, raw, *done))

    def _published(self, draft: GridDraft, raw: Raw, grid: Grid, changes: Changes) -> None:
        self.editor.forget(draft, raw)
        self.entry = None
        self.publishing.hide()
        self._select(grid.id)
        self._bus.publish(changes, self)
        self.tabs.setCurrentIndex(DEFINITION)
        name = grid.name[self._words.language]
        self.said.emit(
            "ok", self.tr("{grid}, version {version}, is published.").format(grid=name, version=grid.version)
        )

    def discard(self) -> None:
        """Let go of the draft."""
        draft, raw = self.editor.draft, self.editor.draft.raw
        self.editor.flush()  # before it, never after
        self.publishing.hide()
        work = partial(grid_versions.discard_grid_draft, self._workspace, self.editor.grid_id)
        self._writer.submit(work, lambda _: self._discarded(draft, raw))

    def _discarded(self, draft: GridDraft, raw: Raw) -> None:
        self.editor.forget(draft, raw)
        kept = self.entry.id if self.entry and self.entry.versions else self._workspace.settings["grid"]
        self._select(kept)
        self.said.emit("neutral", self.tr("The draft is gone; the published versions stand."))

    def _select(self, grid_id: str) -> None:
        """Read the grids anew and show this one from its own beginning."""
        self.entries = grid_versions.grid_library(self._workspace)
        self.entry = next(e for e in self.entries if e.id == grid_id)
        self.editor.open_grid(grid_id)
        self.publishing.hide()
        self.reload()

    def use(self) -> None:
        """Have every lead judged by this grid."""
        assert self.entry is not None
        work = partial(grid_versions.use_grid, self._workspace, self.entry.id)
        self._writer.submit(work, self._used)

    def _used(self, changes: Changes) -> None:
        self.reload()
        self._bus.publish(changes, self)
        self.said.emit("ok", self.tr("Every lead is judged by this grid from now on."))

    def copy(self) -> None:
        """Begin a grid of one's own from this one, and have its name typed."""
        assert self.entry is not None
        self.editor.flush()
        name = {"en": f"{self.entry.name['en']} (copy)", "fr": f"{self.entry.name['fr']} (copie)"}
        self._writer.submit(partial(grid_versions.copy_grid, self._workspace, self.entry.id, name), self._copied)

    def _copied(self, grid_id: str) -> None:
        self._select(grid_id)
        self.tabs.setCurrentIndex(EDIT)
        form = self.editor.form
        field = form.field_at(("name", self._words.language)) if form else None
        if field is not None:
            field.setFocus()
            field.control.selectAll()  # type: ignore[attr-defined]

    def ask_import(self) -> None:
        """Choose a grid file."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import a grid"), "", self.tr("Grids (*.toml)"))
        if path:
            self.import_file(Path(path))

    def import_file(self, path: Path) -> None:
        """Take a grid file in as a draft."""
        self.editor.flush()
        self._writer.submit(partial(grid_versions.import_grid, self._workspace, path), self._imported)

    def _imported(self, grid_id: str) -> None:
        self._select(grid_id)
        self.tabs.setCurrentIndex(EDIT)
        self.said.emit("ok", self.tr("The grid is here as a draft: read it, then publish it."))

    def ask_export(self) -> None:
        """Choose where the grid is written."""
        assert self.entry is not None
        path, _ = ask_where(
            self, self.tr("Export the grid"), file_name(self.entry.id, ".toml"), self.tr("Grids (*.toml)")
        )
        if path:
            self.export_to(with_ending(Path(path), ".toml"))

    def export_to(self, path: Path) -> None:
        """Write the grid shown, its draft if it has one, as a file."""
        assert self.entry is not None
        self.editor.flush()
        work = partial(grid_versions.export_grid, self._workspace, self.entry.id, path, draft=self.editor.touched)
        said = (
            self.tr("The draft is written to {file}.")
            if self.editor.touched
            else self.tr("The grid is written to {file}.")
        )
        self._writer.submit(work, lambda _: self.said.emit("ok", said.format(file=path.name)))

    def _changed(self, changes: Changes, origin: object) -> None:
        if not self.isVisible() or origin is self:
            return
        if changes.grids:
            self.editor.flush()
            self.reload()
        if changes.qualification:
            self.replaying.refresh()
            self.calibrating.refresh()

    def close_down(self) -> None:
        """Save what is edited and stop what runs: the workspace is about to close."""
        self.editor.flush()
        self.replaying.close_down()
        self.calibrating.close_down()
