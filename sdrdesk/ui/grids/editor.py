"""Editing a draft of a grid: criteria at the left, the chosen one at the right, every fault where it is."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.calibrated_grid import Proposal
from sdrdesk.core.domain.grid import Kind
from sdrdesk.core.domain.grid_draft import GridDraft, Path, Raw, new_criterion
from sdrdesk.core.operations import grid_versions
from sdrdesk.core.operations.grids import fault_sentence
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.grids.criterion_form import CriterionForm, DraftForm
from sdrdesk.ui.grids.grid_form import GridForm
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.row_list import ListRow, RowList

PAUSE_MS = 300


class GridEditor(QWidget):
    """One draft under edit; saved a moment after each edit, checked at once."""

    changed = Signal()
    saved = Signal()
    publish_asked = Signal()
    discard_asked = Signal()

    def __init__(self, workspace: Workspace, words: Words, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self.words, self._writer = workspace, words, writer
        self._open: dict[str, GridDraft] = {}  # with their steps back, while the window is open
        self.draft = GridDraft({})
        self.grid_id, self.based_on = "", 0
        self._published: Mapping[str, frozenset[str]] = {}
        self.form: DraftForm | None = None
        self.row, self._built = 0, -1
        self._begun: dict[str, int] = {}  # the version each of them began from
        self._unwritten: dict[str, tuple[GridDraft, int]] = {}  # what the disk has not taken yet, with its version
        self.touched = self._unsaved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._lay_out()

    # -- layout -------------------------------------------------------------------------------------------------

    def _top(self) -> QHBoxLayout:
        self.state = QLabel()
        mark(self.state, "muted")
        self.first_fault = QPushButton()
        mark(self.first_fault, "danger")
        self.first_fault.clicked.connect(self.go_to_fault)
        self.undo_button = self._tool("undo-2", self.tr("Take the last edit back (Ctrl+Z)"), self.undo)
        self.redo_button = self._tool("redo-2", self.tr("Bring it back (Ctrl+Y)"), self.redo)
        self.discard = QPushButton(self.tr("Let go of the draft…"))
        mark(self.discard, "quiet")
        self.discard.clicked.connect(self.discard_asked)
        self.publish = QPushButton(self.tr("Publish…  Ctrl+Enter"))
        mark(self.publish, "primary")
        self.publish.clicked.connect(self.publish_asked)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.setSpacing(8)
        for widget in (self.undo_button, self.redo_button, self.state, self.first_fault):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.discard)
        top.addWidget(self.publish)
        return top

    def _lay_out(self) -> None:
        self.list = RowList(self.tr("Criteria"))
        self.list.setMinimumWidth(220)
        self.list.picked.connect(self.choose)
        self.list.moved.connect(self.move_criterion)
        self.list.removed.connect(self.remove_criterion)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.list, 1)
        left.addLayout(self._list_tools())
        self.scrolled = QScrollArea()
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(left)
        across.addWidget(self.scrolled, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top())
        layout.addLayout(across, 1)

    def _list_tools(self) -> QHBoxLayout:
        self.add = QPushButton(self.tr("Add"))
        set_icon(self.add, "plus", "muted", 14)
        menu = QMenu(self.add)
        for kind in Kind:
            menu.addAction(self.words.text("grid_kind", kind.value), partial(self.add_criterion, kind))
        self.add.setMenu(menu)
        self.add.setProperty("hasMenu", "true")
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(4)
        row.addWidget(self.add)
        row.addStretch(1)
        self.up = self._tool("chevron-up", self.tr("Move up (Alt+Up)"), lambda: self.move_criterion(-1))
        self.down = self._tool("chevron-down", self.tr("Move down (Alt+Down)"), lambda: self.move_criterion(1))
        self.remove = self._tool("trash-2", self.tr("Remove (Del); Ctrl+Z brings it back"), self.remove_criterion)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        return row

    def _tool(self, icon: str, name: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        set_icon(button, icon, "muted", 16)
        mark(button, "quiet")
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: act())
        return button

    # -- the draft ----------------------------------------------------------------------------------------------

    def open_grid(self, grid_id: str) -> None:
        """Edit the draft of a grid, or begin one from its newest version; nothing is written before the first edit."""
        self.flush()
        raw, based_on = grid_versions.draft_of(self._workspace, grid_id)
        known = self._open.get(grid_id)
        self.based_on = self._begun.get(grid_id, based_on) if known else based_on
        self.touched = known is not None or grid_versions.has_draft(self._workspace, grid_id)
        self.grid_id, self.draft = grid_id, known or GridDraft(raw)
        self._published = grid_versions.published_ids(self._workspace, grid_id)
        self.row, self._built = 0, -1
        self._build()
        self._show_state()

    def flush(self) -> None:
        """Save now what is not saved."""
        self._timer.stop()
        if self._unsaved:
            self._unsaved = False
            self._unwritten[self.grid_id] = self.draft, self.based_on
        for grid_id, (draft, based_on) in self._unwritten.items():
            work = partial(grid_versions.save_grid_draft, self._workspace, grid_id, draft.raw, based_on)
            self._writer.submit(work, partial(self._written, grid_id, draft, draft.raw))

    def _written(self, grid_id: str, draft: GridDraft, raw: Raw, _changes: object) -> None:
        if draft.raw is raw:
            self._unwritten.pop(grid_id, None)
        self.saved.emit()

    def forget(self, draft: GridDraft, raw: Raw) -> None:
        """A draft is published or let go of as it then was: nothing of it is kept; one edited since stays as it is."""
        if draft.raw is not raw:
            return
        if self.draft is draft:
            self._timer.stop()
            self._unsaved = False
        self._open = {grid_id: kept for grid_id, kept in self._open.items() if kept is not draft}
        self._unwritten = {grid_id: kept for grid_id, kept in self._unwritten.items() if kept[0] is not draft}

    def _build(self, focus: Path = ()) -> None:
        if self.row:
            index = self.row - 1
            form: DraftForm = CriterionForm(self.draft, index, self.words, self._published_of(index))
        else:
            form = GridForm(self.draft, self.words, self._workspace.now().date())
        form.edited.connect(self._edited)
        form.reshaped.connect(self._reshaped)
        form.setContentsMargins(16, 0, 12, 12)
        bar = self.scrolled.verticalScrollBar()
        place = bar.value() if self.row == self._built else 0
        self.form, self._built = form, self.row
        self.scrolled.setWidget(form)  # the form before it goes with its place
        form.column.activate()
        bar.setValue(place)
        field = form.field_at(focus) if focus else None
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scrolled.ensureWidgetVisible(field)

    def _published_of(self, index: int) -> frozenset[str] | None:
        """The option ids a criterion was published with; None for a new one, or one that took the id of another."""
        ids = [t.get("id") for t in self.draft.tables(("criterion",))]
        known = isinstance(ids[index], str) and ids.index(ids[index]) == index
        return self._published.get(str(ids[index])) if known else None

    def _edited(self, path: Path, value: object, typed: bool) -> None:
        if path[-1] == "id" and path[0] == "criterion" and len(path) == 3:
            self.draft.rename(int(path[1]), str(value))
        elif typed:
            self.draft.type(path, value)
        else:
            self.draft.set(path, value)
        if self.form is not None:
            self.form.show_faults(self.draft)
        self._took()

    def _reshaped(self, change: Callable[[GridDraft], object], focus: Path) -> None:
        change(self.draft)
        self._build(focus)
        self._took()

    def _took(self) -> None:
        self.touched = self._unsaved = True
        self._open[self.grid_id] = self.draft
        self._begun[self.grid_id] = self.based_on
        self._timer.start(PAUSE_MS)
        self._show_state()
        self.changed.emit()

    def take_over(self, proposal: Proposal) -> None:
        """Write the figures of a calibration into the draft, in one step; what else was edited stays."""
        self.draft.set((), proposal.written_into(self.draft.raw))
        self._build()
        self._took()

    def undo(self) -> None:
        """Take the last edit back."""
        self._stepped(self.draft.undo())

    def redo(self) -> None:
        """Bring the edit taken back forward again."""
        self._stepped(self.draft.redo())

    def _stepped(self, done: bool) -> None:
        if not done:
            return
        self.row = min(self.row, len(self.draft.tables(("criterion",))))
        focused = self.form is not None and next((f.path for f in self.form.fields if f.control.hasFocus()), ())
        self._build(focused or ())
        self._took()

    # -- criteria -----------------------------------------------------------------------------------------------

    def choose(self, row: int) -> None:
        """Show the form of a row: 0 is the grid itself."""
        if row != self.row:
            self.row = row
            self._build()

    def add_criterion(self, kind: Kind) -> None:
        """Add a criterion after the chosen one and have its label typed."""
        tables = self.draft.tables(("criterion",))
        taken = [*(str(t.get("id")) for t in tables), *self._published]
        at = self.row if self.row else len(tables)
        self.draft.insert(("criterion",), new_criterion(taken, kind), at)
        self.row = at + 1
        self._build(("criterion", at, "label", "en"))
        self._took()

    def move_criterion(self, by: int) -> None:
        """Move the chosen criterion up or down."""
        if self.row:
            self.row = self.draft.move(("criterion", self.row - 1), by) + 1
            self._build()
            self._took()

    def remove_criterion(self) -> None:
        """Take the chosen criterion out; a step back brings it in again."""
        if self.row:
            self.draft.remove(("criterion", self.row - 1))
            self.row = min(self.row, len(self.draft.tables(("criterion",))))
            self._build()
            self._took()

    def go_to_fault(self) -> None:
        """Go to the first fault, where it can be mended."""
        if not self.draft.faults:
            return
        path = self.draft.path_of(self.draft.faults[0].where)
        self.row = int(path[1]) + 1 if path[:1] == ("criterion",) and len(path) > 1 else 0
        self._build(path)
        self._show_state()

    def set_asking(self, asking: bool) -> None:
        """Hide the two acts while the question about one of them stands above."""
        self.publish.setVisible(not asking)
        self.discard.setVisible(not asking and self.touched)

    # -- showing ------------------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        draft, words = self.draft, self.words
        points = draft.points()
        rows = [ListRow(self.tr("The grid itself"), self.tr("definition, thresholds, who agreed"), "", self._dot(None))]
        for n, table in enumerate(draft.tables(("criterion",))):
            label = draft.value(("criterion", n, "label", words.language)) or table.get("id") or self.tr("no label yet")
            kinds = (("family", table.get("family")), ("grid_kind", table.get("kind")))
            note = " · ".join(words.text(name, code) for name, code in kinds if isinstance(code, str) and code)
            if any(
                step.get("eliminates") for key in ("option", "band") for step in draft.tables(("criterion", n, key))
            ):
                note += " · " + self.tr("can eliminate")
            tenths = points.get(str(table.get("id")))
            rows.append(ListRow(str(label), note, words.points(tenths) if tenths else "", self._dot(n)))
        self.list.show_rows(rows, self.row)
        self._show_top()

    def _dot(self, index: int | None) -> str:
        if index is not None:
            return "bad" if self.draft.faults_at(("criterion", index), below=True) else ""
        return "bad" if any(not f.where.startswith("criterion.") for f in self.draft.faults) else ""

    def _show_top(self) -> None:
        faults = self.draft.faults
        if not self.touched:
            said = self.tr("Version {version}; the first edit begins a draft").format(version=self.based_on)
        elif self.based_on:
            said = self.tr("Draft from version {version}, saved as you edit").format(version=self.based_on)
        else:
            said = self.tr("Draft of a new grid, saved as you edit")
        self.state.setText(said)
        self.first_fault.setVisible(bool(faults))
        if faults:
            self.first_fault.setText(self.tr("%n fault(s), go to the first (F8)", "", len(faults)))
            self.first_fault.setToolTip("\n".join(f"{f.where}: {fault_sentence(f, self.words)}" for f in faults[:12]))
        self.publish.setEnabled(not faults and self.touched)
        self.publish.setToolTip(self.tr("Every fault must be mended first") if faults else "")
        self.discard.setVisible(self.touched)
        self.undo_button.setEnabled(self.draft.can_undo)
        self.redo_button.setEnabled(self.draft.can_redo)
