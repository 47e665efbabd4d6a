"""The saved views: a menu that opens each by its number, and keeps, renames, orders and drops them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.segment import Condition, SavedView
from sdrdesk.core.operations import views
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.tasks import LongTask, Writer
from sdrdesk.ui.theme import set_icon

Cut = tuple[str, tuple[Condition, ...]]


class SavedViews(QWidget):
    """A button that names the view which is open; `opened` fires only when a person opens one (None: all leads)."""

    opened = Signal(object)
    broken = Signal(object)

    def __init__(
        self, workspace: Workspace, words: Words, writer: Writer, bus: ChangeBus, cut: Callable[[], Cut]
    ) -> None:
        super().__init__()
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self._cut = cut
        self.views: list[SavedView] = []
        self.open_id = ""
        self._counts: dict[str, int | None] = {}
        self._task: LongTask | None = None
        self._naming: SavedView | None = None
        self.button = QPushButton()
        self.button.setToolTip(self.tr("Saved views (Alt+V); Alt+1 opens the first, Alt+0 shows all leads"))
        set_icon(self.button, "star", "muted", 16)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        self.button.setProperty("hasMenu", True)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the view"))
        self.name.setPlaceholderText(self.tr("name of the view, Enter"))
        self.name.setFixedWidth(200)
        self.name.installEventFilter(self)
        self.name.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.name)
        bus.changed.connect(self._changed)
        self.load()

    def load(self) -> None:
        """Read the views anew; emits nothing."""
        self.views = views.list_views(self._workspace)
        self._show_name()

    def _changed(self, changes: Changes, _origin: object) -> None:
        if changes.leads:
            self._counts = {}
        if changes.views or changes.all_leads:
            self.load()

    @property
    def open_view(self) -> SavedView | None:
        """The view that is open."""
        return next((v for v in self.views if v.id == self.open_id), None)

    def show_cut(self) -> None:
        """The cut was edited, or another was made: say whether it is still that of the view."""
        self._show_name()

    def is_changed(self) -> bool:
        """Whether the list is cut otherwise than the open view says."""
        view = self.open_view
        return view is not None and self._cut() != (view.search, view.conditions)

    def _show_name(self) -> None:
        view = self.open_view
        name = view.name if view else self.tr("Views")
        if len(name) > 28:
            name = name[:27] + "…"
        said = self.tr("{view}, changed").format(view=name) if self.is_changed() else name
        self.button.setText(f" {said.replace('&', '&&')}")
        self.button.setAccessibleName(self.tr("Saved views: {view}").format(view=said))

    # -- the menu -----------------------------------------------------------------------------------------------

    def pop_up(self) -> None:
        """Open the menu, by its key."""
        self.button.showMenu()

    def _fill(self) -> None:
        menu, view = self.menu, self.open_view
        menu.clear()
        self._act(self.tr("All leads") + "\tAlt+0", lambda: self.open(None), checked=view is None)
        for n, known in enumerate(self.views, 1):
            key = f"\tAlt+{n}" if n < 10 else ""
            self._act(self._said(known) + key, partial(self.open, known), checked=known is view)
        menu.addSeparator()
        self._act(self.tr("Save as a view…"), lambda: self._ask_name(None))
        if view is not None:
            if self.is_changed():
                self._act(self.tr("Keep these filters in “{view}”").format(view=view.name), self._keep)
            self._act(self.tr("Rename…"), lambda: self._ask_name(view))
            at = self.views.index(view)
            if at:
                self._act(self.tr("Move up"), lambda: self._move(view, -1))
            if at + 1 < len(self.views):
                self._act(self.tr("Move down"), lambda: self._move(view, 1))
            self._act(self.tr("Drop “{view}”").format(view=view.name), lambda: self._drop(view))
        if self.views:
            menu.addSeparator()
            counting = self._task is not None
            self._act(self.tr("Counting…") if counting else self.tr("Count the leads of each"), self.count)
            menu.actions()[-1].setEnabled(not counting)

    def _act(self, text: str, act: Callable[[], object], *, checked: bool | None = None) -> None:
        action = self.menu.addAction(text.replace("&", "&&"))
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(lambda: act())

    def _said(self, view: SavedView) -> str:
        if view.id not in self._counts:
            return view.name
        n = self._counts[view.id]
        return f"{view.name} · {'–' if n is None else self._words.number(n)}"

    # -- acts ---------------------------------------------------------------------------------------------------

    def open_number(self, number: int) -> bool:
        """Open the view of a key: 1 is the first, 0 is all leads; whether there is one."""
        if number > len(self.views):
            return False
        self.open(self.views[number - 1] if number else None)
        return True

    def open(self, view: SavedView | None) -> None:
        """Cut the list by a view."""
        self.open_id = view.id if view else ""
        self.opened.emit(view)
        self._show_name()

    def _ask_name(self, view: SavedView | None) -> None:
        self._naming = view
        self.name.setText(view.name if view else "")
        self.name.selectAll()
        self.name.show()
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def _named(self) -> None:
        """Keep the name given; refused, it stays to be corrected."""
        name, view = self.name.text(), self._naming
        if view is not None:
            self._writer.submit(partial(views.rename_view, self._workspace, view.id, name), self._done)
            return
        search, conditions = self._cut()
        made = SavedView("", name, search, conditions)
        self._writer.submit(partial(views.save_view, self._workspace, made), self._saved)

    def _saved(self, done: tuple[SavedView, Changes]) -> None:
        self.open_id = done[0].id
        self._done(done[1])

    def _keep(self) -> None:
        view = self.open_view
        if view is not None:
            search, conditions = self._cut()
            kept = replace(view, search=search, conditions=conditions)
            self._writer.submit(partial(views.save_view, self._workspace, kept), self._saved)

    def _move(self, view: SavedView, steps: int) -> None:
        self._writer.submit(partial(views.move_view, self._workspace, view.id, steps), self._done)

    def _drop(self, view: SavedView) -> None:
        self._writer.submit(partial(views.delete_view, self._workspace, view.id), self._done)

    def _done(self, changes: Changes) -> None:
        self.name.hide()
        self._bus.publish(changes, self)

    # -- counts -------------------------------------------------------------------------------------------------

    def count(self) -> None:
        """Count the leads of every view, away from the window; the menu comes back with them."""
        if self._task is None:
            work = partial(views.count_views, self._workspace, tuple(self.views))
            task = LongTask(work, self)
            task.done.connect(self._counted)
            task.failed.connect(self._end_task)
            task.broken.connect(self._end_task)
            task.broken.connect(self.broken)
            self._task = task.start()

    def _counted(self, counts: dict[str, int | None]) -> None:
        self._end_task()
        self._counts = counts
        if self.button.isVisible():
            self.pop_up()

    def _end_task(self, _error: Exception | None = None) -> None:
        self._task = None

    def stop(self) -> None:
        """Let nothing run any more."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.name and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._named()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.name.hide()
                self.button.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
