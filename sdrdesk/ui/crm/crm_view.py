"""The CRM screen: the connections at the left, the one in hand at the right; without one, what connecting would do."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.opening import Crms, Kept, StoredConnection, disconnect
from sdrdesk.core.operations.crm.reading import status_said
from sdrdesk.core.operations.crm.sync import ACTIVE
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.crm.asking import Asking
from sdrdesk.ui.crm.connect_dialog import ConnectDialog, changing, connecting, giving_key
from sdrdesk.ui.crm.connection_page import ConnectionPage
from sdrdesk.ui.crm.held_card import THERE
from sdrdesk.ui.crm.syncing import Syncing
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.card import SectionLabel
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.row_list import ListRow, RowList

REFRESH_MS = 300
"""A run moves with every request: the screen follows a few times a second."""
EVERY_LEAD = Changes(all_leads=True, leads=True, queue=True, qualification=True)


class CrmView(QWidget):
    """Shows the connections and carries out what is asked of them."""

    left = Signal()
    lead_asked = Signal(str)
    said = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        writer: Writer,
        bus: ChangeBus,
        crms: Crms,
        syncing: Syncing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer, self._bus = workspace, words, writer, bus
        self._crms, self._syncing = crms, syncing
        self.known: list[StoredConnection] = []
        self.chosen = ""
        self.page = ConnectionPage(workspace, words, writer, crms, syncing)
        self._letting_go = Asking(self)
        self._lay_out()
        self._connect_page()
        self._refresh = QTimer(self, singleShot=True)
        self._refresh.timeout.connect(self._follow)
        syncing.moved.connect(self._refresh_soon)
        syncing.ended.connect(lambda *_: self._follow())
        bus.changed.connect(lambda *_: self._refresh_soon())
        for keys, act in (
            ("Esc", self.left.emit),
            ("F5", partial(self.sync, full=False)),
            ("Shift+F5", partial(self.sync, full=True)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.list = RowList(self.tr("Connections"))
        self.list.picked.connect(lambda row: self.choose(self.known[row].id))
        heading = SectionLabel(self.tr("Connections"))
        heading.setContentsMargins(14, 14, 14, 8)
        self.connect_button = QPushButton(self.tr("Connect a CRM…"))
        set_icon(self.connect_button, "plus", "muted", 16)
        self.connect_button.setToolTip("Ctrl+Shift+K")
        self.connect_button.clicked.connect(self.ask_connect)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(self.connect_button)
        foot.addStretch(1)
        self.side = QWidget()
        self.side.setFixedWidth(232)
        mark(self.side, "panel")
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.empty = EmptyState(
            "refresh-cw",
            self.tr("No CRM is connected"),
            self.tr("Connected, leads, verdicts, calls and notes go into your CRM as they happen, and what colleagues change there comes back. Nothing is sent before you have seen a dry run and said yes; without a connection, sdrdesk never uses the network."),
            [(self.tr("Connect a CRM…"), self.ask_connect)],
        )  # fmt: skip
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.empty)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addWidget(self.pages, 1)

    def _connect_page(self) -> None:
        page = self.page
        page.lead_asked.connect(self.lead_asked)
        page.sync_asked.connect(lambda full: self.sync(full=full))
        page.pause_asked.connect(self.pause_or_resume)
        page.change_asked.connect(self.ask_change)
        page.key_asked.connect(self.ask_key)
        page.disconnect_asked.connect(self.ask_disconnect)
        page.held_chosen.connect(self._settle_held)
        page.changed.connect(self._told_again)

    # -- showing ------------------------------------------------------------------------------------------------

    def show_screen(self) -> None:
        """The screen comes to the front."""
        self.reload()
        if self.known:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            button = self.empty.findChild(QPushButton)
            if button is not None:
                button.setFocus(Qt.FocusReason.TabFocusReason)

    def reload(self) -> None:
        """Read the connections anew; the chosen one stays chosen."""
        try:
            self._show_known()
        except UserError as error:
            if error.code != "crm_unknown_connection":
                raise
            self._show_known()  # one was disconnected since it was listed

    def _show_known(self) -> None:
        self.known = connections.connections(self._workspace)
        ids = [c.id for c in self.known]
        if self.chosen not in ids:
            self.chosen = ids[0] if ids else ""
        rows = [self._row(c) for c in self.known]
        self.list.show_rows(rows, ids.index(self.chosen) if ids else -1)
        self.side.setVisible(bool(ids))
        self.pages.setCurrentIndex(0 if ids else 1)
        if ids:
            self.page.show_connection(self.chosen)

    def _row(self, found: StoredConnection) -> ListRow:
        status = connections.status(self._workspace, found.id)
        lacking = found.id in self._syncing.lacking
        said = status_said(status, self._workspace, self._words, no_key=lacking)
        dot = {"muted": "handle"}.get(said.tone, said.tone)
        return ListRow(found.name, said.text.split(" · ")[0], "", dot)

    def choose(self, connection_id: str) -> None:
        """Show another connection."""
        self.chosen = connection_id
        self.page.show_connection(connection_id)

    def _refresh_soon(self) -> None:
        if self.isVisible() and not self._refresh.isActive():
            self._refresh.start(REFRESH_MS)

    def _follow(self) -> None:
        if self.isVisible():
            self.reload()

    # -- acts ---------------------------------------------------------------------------------------------------

    def sync(self, *, full: bool) -> None:
        """Bring both sides together now."""
        if self.chosen and self.page.sync_button.isEnabled():
            self._syncing.run(self.chosen, full=full)
            self.reload()

    def pause_or_resume(self) -> None:
        """Pause a connection that is active; have one that is paused or stopped go on."""
        active = self.page.connection.state == ACTIVE
        act = connections.pause if active else connections.resume
        if active:
            self._syncing.stop(self.chosen)
        self._writer.submit(partial(act, self._workspace, self.chosen), partial(self._acted, then_run=not active))

    def _acted(self, changes: Changes, *, then_run: bool) -> None:
        self._bus.publish(changes)
        if then_run and self.chosen:
            self._syncing.run(self.chosen)
        self.reload()

    def _told_again(self) -> None:
        self._syncing.acted()
        self.reload()

    def _settle_held(self, side: str, follow: bool) -> None:
        if side == THERE:
            act = connections.accept_gone if follow else connections.restore_gone
        else:
            act = connections.approve_deletions if follow else connections.keep_there
        self._writer.submit(partial(act, self._workspace, self.chosen), self._held_settled)

    def _held_settled(self, count: int) -> None:
        self.said.emit("ok", self.tr("Settled: {n}.").format(n=self._words.number(count)))
        self._bus.publish(EVERY_LEAD)
        self._syncing.acted()
        self.reload()

    # -- dialogs ------------------------------------------------------------------------------------------------

    def ask_connect(self) -> None:
        """Connect a CRM, step by step."""
        self._open(connecting(self._workspace, self._crms, self._words, self))

    def ask_change(self) -> None:
        """Change what travels and which field is which."""
        self._open(changing(self._workspace, self._crms, self._words, self.page.connection, self))

    def ask_key(self) -> None:
        """Give the connection another key."""
        self._open(giving_key(self._workspace, self._crms, self._words, self.page.connection, self))

    def _open(self, dialog: ConnectDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self._connected)
        dialog.open()

    def _connected(self, connection_id: str, kept: Kept | None) -> None:
        self.chosen = connection_id
        if kept is not None:
            self.said.emit("ok" if kept is Kept.IN_KEYRING else "doubt", self._words.text("key_kept", kept))
        self._syncing.key_given(connection_id)
        self._bus.publish(Changes(settings=True), self)
        self.reload()

    def ask_disconnect(self) -> None:
        """Forget a connection, after saying what that does."""
        found = self.page.connection
        asked = QMessageBox.question(
            self,
            self.tr("Disconnect {name}?").format(name=found.name),
            self.tr("Both sides keep all they have. sdrdesk forgets the key, what still waits, and which record there is which lead here; connected again, it recognises them by e-mail, phone and name."),
        )  # fmt: skip
        if asked == QMessageBox.StandardButton.Yes:
            self._syncing.stop(found.id)
            work = partial(disconnect, self._workspace, self._crms, found.id)  # a keyring may keep it waiting
            self._letting_go.ask(lambda _go_on: work(), self._disconnected, self.failed.emit)

    def _disconnected(self, changes: Changes) -> None:
        self._bus.publish(changes)
        self.reload()
        self.show_screen()
