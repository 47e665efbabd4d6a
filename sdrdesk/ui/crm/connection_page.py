"""One connection: how it stands in one line, what can be done about it, what waits and what was refused."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QTabWidget, QVBoxLayout, QWidget

from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.connections import Status
from sdrdesk.core.operations.crm.opening import WEBHOOK, Crms, StoredConnection, detail_said, vendor_of
from sdrdesk.core.operations.crm.reading import status_said
from sdrdesk.core.operations.crm.sync import ACTIVE, STOPPED
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.crm.held_card import HERE, THERE, HeldCard
from sdrdesk.ui.crm.outbox_list import OutboxList
from sdrdesk.ui.crm.syncing import Syncing
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import Kind, mark
from sdrdesk.ui.widgets.flow_layout import FlowLayout

TONES: dict[str, Kind] = {"ok": "ok", "doubt": "doubt", "bad": "bad", "muted": "muted"}


class ConnectionPage(QWidget):
    """Shows a connection and asks for acts on it; whoever made the page carries them out."""

    lead_asked = Signal(str)
    sync_asked = Signal(bool)
    pause_asked = Signal()
    change_asked = Signal()
    key_asked = Signal()
    disconnect_asked = Signal()
    held_chosen = Signal(str, bool)
    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        writer: Writer,
        crms: Crms,
        syncing: Syncing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._crms, self._syncing = workspace, words, crms, syncing
        self.status: Status | None = None
        self.title, self.vendor, self.said, self.remedy = QLabel(), QLabel(), QLabel(), QLabel()
        mark(self.title, "title")
        mark(self.vendor, "small")
        mark(self.remedy, "muted")
        for label in (self.said, self.remedy):
            label.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Syncing"))
        self._make_buttons()
        self.there, self.here = HeldCard(THERE, words), HeldCard(HERE, words)
        self.there.chosen.connect(lambda follow: self.held_chosen.emit(THERE, follow))
        self.here.chosen.connect(lambda follow: self.held_chosen.emit(HERE, follow))
        self.refused = OutboxList(workspace, words, writer, "refused", self.tr("Nothing was refused."))
        self.waiting = OutboxList(workspace, words, writer, "waiting", self.tr("Nothing waits."))
        self.lists = QTabWidget()
        self.lists.setAccessibleName(self.tr("What was refused and what waits"))
        self.lists.tabBar().setAccessibleName(self.tr("What was refused and what waits"))
        for found, name in ((self.refused, self.tr("Refused")), (self.waiting, self.tr("Waiting"))):
            self.lists.addTab(found, name)
            found.table.setAccessibleName(name)
            found.lead_asked.connect(self.lead_asked)
            found.changed.connect(self.changed)
        self._lay_out()

    def _make_buttons(self) -> None:
        self.sync_button = QPushButton(self.tr("Sync now (F5)"))
        mark(self.sync_button, "primary")
        self.sync_button.clicked.connect(lambda: self.sync_asked.emit(False))
        self.all_button = QPushButton(self.tr("Look at everything (Shift+F5)"))
        self.all_button.setToolTip(self.tr("Reads every record there, so that deletions are found; once a day it happens by itself."))  # fmt: skip
        self.all_button.clicked.connect(lambda: self.sync_asked.emit(True))
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.clicked.connect(lambda: self._syncing.stop(self.connection.id))
        self.pause_button = QPushButton()
        self.pause_button.clicked.connect(self.pause_asked)
        self.change_button = QPushButton(self.tr("Change…"))
        self.change_button.clicked.connect(self.change_asked)
        self.key_button = QPushButton(self.tr("New key…"))
        self.key_button.clicked.connect(self.key_asked)
        self.disconnect_button = QPushButton(self.tr("Disconnect…"))
        mark(self.disconnect_button, "danger")
        self.disconnect_button.clicked.connect(self.disconnect_asked)

    def _lay_out(self) -> None:
        acts = QWidget()
        flow = FlowLayout(acts)
        for button in (self.sync_button, self.stop_button, self.all_button, self.pause_button, self.change_button,
                       self.key_button, self.disconnect_button):  # fmt: skip
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 12)
        layout.setSpacing(8)
        for widget in (self.title, self.vendor, self.said, self.remedy, self.progress, acts, self.there, self.here):
            layout.addWidget(widget)
        layout.addWidget(self.lists, 1)

    @property
    def connection(self) -> StoredConnection:
        """The connection that is shown."""
        assert self.status is not None
        return self.status.connection

    def show_connection(self, connection_id: str) -> None:
        """Read how a connection stands, and show it."""
        self.status = found = connections.status(self._workspace, connection_id)
        lacking = connection_id in self._syncing.lacking
        running = self._syncing.is_running(connection_id)
        vendor = vendor_of(self._crms, found.connection)
        said = status_said(found, self._workspace, self._words, no_key=lacking)
        self.title.setText(found.connection.name)
        address = found.connection.given.get("url", "").partition("?")[0]  # what follows is often a key
        named = vendor.name if vendor else found.connection.vendor
        parts = [named if named != found.connection.name else "", address]
        self.vendor.setText(" · ".join(part for part in parts if part))
        self.vendor.setVisible(bool(self.vendor.text()))
        tone = TONES[said.tone]
        text = f"● {said.text}"
        if running:
            tone, text = "muted", self.tr("Syncing… {n} still to be told").format(n=self._words.number(found.waiting))
        elif found.connection.detail and found.connection.why not in ("transient", "cancelled"):
            text += f" — {detail_said(found.connection.detail, self._words)}"
        self.said.setText(text)
        mark(self.said, tone)
        self.remedy.setText(said.remedy)
        self.remedy.setVisible(bool(said.remedy) and not running)
        self._show_buttons(found, running=running, lacking=lacking)
        self.there.show_status(found)
        self.here.show_status(found)
        self.refused.show_connection(connection_id)
        self.waiting.show_connection(connection_id)
        for at, name, n in ((0, self.tr("Refused"), found.refused), (1, self.tr("Waiting"), found.waiting)):
            self.lists.setTabText(at, f"{name} ({self._words.number(n)})" if n else name)

    def _show_buttons(self, found: Status, *, running: bool, lacking: bool) -> None:
        active = found.connection.state == ACTIVE and not lacking
        self.progress.setVisible(running)
        self.stop_button.setVisible(running)
        for button in (self.sync_button, self.all_button):
            button.setVisible(not running)
            button.setEnabled(active)
        if found.connection.vendor == WEBHOOK:  # nothing is read there
            self.all_button.hide()
        self.pause_button.setText(self.tr("Pause") if active or lacking else self.tr("Resume"))
        # Resumed with the same key it would only be refused again, and the account locked: another key is asked for.
        self.pause_button.setVisible(not (found.connection.state == STOPPED and found.connection.why == "unauthorised"))
        self.change_button.setEnabled(not running and not lacking)
        mark(self.key_button, "primary" if lacking or found.connection.why == "unauthorised" else None)
