"""The likely duplicates: a list at the left, the leads of one group side by side at the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import duplicates, merging
from sdrdesk.core.operations.duplicates import Found, Group
from sdrdesk.core.operations.likeness import likeness_said
from sdrdesk.core.operations.merge_previews import left_note
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.duplicates.merge_panel import MergePanel
from sdrdesk.ui.tasks import LongTask, Writer
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import SectionLabel
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.row_list import ListRow, RowList

SHOWN = 300
"""Groups in the list at once; the others come as these are settled."""


class DuplicatesView(QWidget):
    """Looks for duplicates in the background, and settles them one after another by keys."""

    left = Signal()
    merged = Signal(str, object)  # who, Changes
    parted = Signal(str, object)

    def __init__(
        self, workspace: Workspace, words: Words, writer: Writer, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self._known: list[Group] = []
        """Every group found, whatever became of it since."""
        self._now: dict[tuple[str, ...], Group | None] = {}
        """What became of the groups whose leads were changed since."""
        self.groups: list[Group] = []
        self._task: LongTask | None = None
        self._looked = self._busy = False
        self.panel = MergePanel(workspace, words)
        self._lay_out()
        self.panel.merge_asked.connect(self.merge)
        self.panel.apart_asked.connect(self.mark_apart)
        self.panel.one_apart_asked.connect(self.mark_one_apart)
        self.panel.went.connect(self.go)
        self.panel.left.connect(self.list.setFocus)
        bus.changed.connect(self._changed)
        again = QShortcut(QKeySequence("F5"), self)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.activated.connect(self.look)

    def _lay_out(self) -> None:
        self.list = RowList(self.tr("Likely duplicates"))
        self.list.picked.connect(self._picked)
        self.list.installEventFilter(self)
        self.count, self.progress = QLabel(), QProgressBar()
        mark(self.count, "muted")
        self.count.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.hide()
        self.again = QPushButton(self.tr("Look again (F5)"))
        self.again.clicked.connect(self.look)
        head = QVBoxLayout()
        head.setContentsMargins(14, 14, 14, 8)
        head.setSpacing(8)
        for widget in (SectionLabel(self.tr("Likely duplicates")), self.count, self.progress):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.addWidget(self.again)
        foot.addStretch(1)
        side = QWidget()
        mark(side, "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(320)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.empty = EmptyState("users", self.tr("No likely duplicate"), "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.panel)
        self.pages.addWidget(self.empty)
        self.pages.setCurrentWidget(self.empty)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addWidget(self.pages, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list: Enter or Right goes to the fields, Esc back to the desk."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and self.groups:
                self.panel.setFocus()
                return True
            if plain and event.key() == Qt.Key.Key_N:
                self.mark_apart()
                return True
        return super().eventFilter(watched, event)

    # -- looking ------------------------------------------------------------------------------------------------

    def show_screen(self) -> None:
        """The screen comes to the front: the base is looked through once."""
        if not self._looked:
            self.look()
        self.list.setFocus()

    def look(self) -> None:
        """Look through the base, away from the window."""
        if self._task is not None:
            return
        self._looked = True
        self._say(self.tr("Comparing the leads…"))
        self.progress.setValue(0)
        self.progress.show()
        self.again.setEnabled(False)
        task = LongTask(partial(duplicates.find_duplicates, self._workspace), self)
        task.progressed.connect(lambda done, _of: self.progress.setValue(done))
        task.done.connect(self._found)
        task.failed.connect(self._not_found)
        task.broken.connect(self._broke)
        self._task = task.start()

    def _ended(self) -> None:
        self._task = None
        self.progress.hide()
        self.again.setEnabled(True)

    def _found(self, found: Found) -> None:
        self._ended()
        self._known, self._now = list(found.groups), {}
        self._show_list()

    def _not_found(self, error: UserError) -> None:
        self._ended()
        self._say(self.tr("Not looked through to the end."))
        self._writer.refused.emit(error)

    def _broke(self, error: Exception) -> None:
        self._ended()
        self._writer.broken.emit(error)

    def stop(self) -> None:
        """Let nothing run any more: the window closes."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    # -- the list -----------------------------------------------------------------------------------------------

    def _standing(self) -> list[Group]:
        found = (self._now.get(group.leads, group) for group in self._known)
        return list({group.leads: group for group in found if group is not None}.values())

    def _show_list(self) -> None:
        """Show what is left, the group in hand staying in hand, or the one that takes its place."""
        before = self.panel.group
        at = max(self.list.currentRow(), 0)
        standing = self._standing()
        self.groups = standing[:SHOWN]
        kept = [n for n, group in enumerate(self.groups) if before is not None and group.leads == before.leads]
        at = kept[0] if kept else min(at, len(self.groups) - 1)
        known = duplicates.leads_of(self._workspace, [i for group in self.groups for i in group.leads])
        self.list.show_rows([self._row(group, known) for group in self.groups], at)
        self._count(len(standing))
        self.pages.setCurrentWidget(self.panel if self.groups else self.empty)
        if self.groups:
            self._show_group(self.groups[at])
        else:
            self.panel.group = None

    def _row(self, group: Group, known: dict[str, Lead]) -> ListRow:
        found = [known[i] for i in group.leads if i in known]
        first = max(found, key=lambda lead: len(lead.name), default=None)
        title = " · ".join(dict.fromkeys(p for p in (first.name, first.company) if p)) if first else ""
        more = f"×{len(found)} · " if len(found) > 2 else ""
        return ListRow(title, more + likeness_said(group.likeness, self._words), str(group.likeness.score))

    def _count(self, n: int) -> None:
        said = self.tr("%n group(s), the most alike first", "", n).replace(str(n), self._words.number(n))
        if n > SHOWN:
            said = self.tr("{all}; {shown} shown").format(all=said, shown=SHOWN)
        self._say(said if n else "")
        self.empty.set_words(
            self.tr("No likely duplicate"),
            self.tr("Every lead was compared with those like it. F5 looks again after an import."),
        )

    def _say(self, said: str) -> None:
        self.count.setText(said)
        self.count.setVisible(bool(said))

    def _picked(self, row: int) -> None:
        self._show_group(self.groups[row])

    def _show_group(self, group: Group) -> None:
        try:
            self.panel.show_group(group)
        except UserError:  # one of them is gone since
            of = next((g for g in self._known if set(group.leads) <= set(g.leads)), group)
            self._now[of.leads] = duplicates.group_now(self._workspace, of.leads)
            self._show_list()

    def go(self, by: int) -> None:
        """Go to another group, the keyboard staying where it is."""
        row = self.list.currentRow() + by
        if 0 <= row < len(self.groups):
            self.list.setCurrentRow(row)

    # -- acts ---------------------------------------------------------------------------------------------------

    def merge(self) -> None:
        """Make one lead of those side by side."""
        panel = self.panel
        if panel.group is None or panel.preview is None or panel.model.choice is None or self._busy or not self.groups:
            return
        kept, *others = panel.ids
        note = left_note(panel.preview, self._words)
        work = partial(merging.merge_leads, self._workspace, kept, others, panel.model.choice.fields, note)
        self._busy = True
        self._writer.submit(work, partial(self._merged, panel.preview.after.name), self._refused, self._lost)

    def _merged(self, name: str, changes: Changes) -> None:
        self._busy = False
        self._bus.publish(changes, None)
        self.merged.emit(name, changes)

    def mark_apart(self) -> None:
        """Remember that the leads side by side are not one; of more than two, that each is itself."""
        if self.panel.group is None or self._busy or not self.groups:
            return
        self._part(partial(duplicates.mark_all_apart, self._workspace, self.panel.ids))

    def mark_one_apart(self, side: int) -> None:
        """Remember that one of the leads side by side is none of the others."""
        ids = list(self.panel.ids)
        if self.panel.group is None or self._busy or side >= len(ids):
            return
        one = ids.pop(side)
        self._part(partial(duplicates.mark_apart, self._workspace, one, ids))

    def _part(self, work: Callable[[], Changes]) -> None:
        self._busy = True
        self._writer.submit(work, partial(self._parted, self.panel.title.text()), self._refused, self._lost)

    def _parted(self, name: str, changes: Changes) -> None:
        self._busy = False
        self._bus.publish(changes, None)
        self.parted.emit(name, changes)

    def _refused(self, error: UserError) -> None:
        self._busy = False
        self._writer.refused.emit(error)

    def _lost(self) -> None:
        self._busy = False

    def _changed(self, changes: Changes, _origin: object) -> None:
        """Look at the groups anew whose leads were changed; after an import F5 looks through the base."""
        touched = [g for g in self._known if not changes.lead_ids.isdisjoint(g.leads)]
        if not touched:
            return
        for group in touched:
            self._now[group.leads] = duplicates.group_now(self._workspace, group.leads)
        self._show_list()
