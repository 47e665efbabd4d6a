"""The CRM from anywhere in the window: its screen when it is first wanted, the sync, the few words at the foot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from sdrdesk.core.operations.crm.connections import Status, connections
from sdrdesk.core.operations.crm.opening import Crms
from sdrdesk.core.operations.crm.reading import Said, all_status, status_said
from sdrdesk.ui.crm.crm_view import CrmView
from sdrdesk.ui.crm.indicator import Indicator
from sdrdesk.ui.crm.syncing import Syncing

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench

LOOK_MS = 500
WORST = ("bad", "doubt", "muted", "ok")


class CrmActs(QObject):
    """Makes the screen, runs the sync, and says at the foot of the window what a person should know: else nothing."""

    def __init__(self, bench: "Workbench", crms: Crms) -> None:
        super().__init__(bench)
        self._bench, self.crms = bench, crms
        self._view: CrmView | None = None
        self.syncing = Syncing(bench.workspace, crms, bench.words, bench.bus, self)
        self.syncing.moved.connect(self._look_soon)
        self.syncing.refused.connect(bench.refused)
        self.syncing.broken.connect(bench.broken)
        bench.bus.changed.connect(lambda *_: self._look_soon())
        bench.writer.idle.connect(self.syncing.acted)
        self.indicator = Indicator()
        self.indicator.clicked.connect(lambda: bench.show_screen("crm"))
        self._look = QTimer(self, singleShot=True)
        self._look.timeout.connect(self.show_state)

    @property
    def view(self) -> CrmView:
        """The CRM screen."""
        if self._view is None:
            bench = self._bench
            self._view = view = CrmView(bench.workspace, bench.words, bench.writer, bench.bus, self.crms, self.syncing)
            bench.screens.addWidget(view)
            view.left.connect(lambda: bench.show_screen("calls"))
            view.lead_asked.connect(bench.put_on_desk)
            view.said.connect(lambda tone, text: bench.notice.show_notice(tone, text, "", 12))
        return self._view

    def connect_crm(self) -> None:
        """Open the screen, and the first step of connecting."""
        self._bench.show_screen("crm")
        self.view.ask_connect()

    def sync_now(self) -> None:
        """Run every connection now."""
        for found in all_status(self._bench.workspace):
            self.syncing.run(found.connection.id)

    def _look_soon(self) -> None:
        shown = not self.indicator.isHidden()
        if not self._look.isActive() and (shown or connections(self._bench.workspace)):
            self._look.start(LOOK_MS)

    def show_state(self) -> None:
        """Say the worst of what the connections have to say; nothing while all is well."""
        said = [self._said(found) for found in all_status(self._bench.workspace)]
        worst = min((s for s in said if s.short), key=lambda s: WORST.index(s.tone), default=None)
        self.indicator.show_said(worst)
        self._bench.rail.set_badge("crm", worst is not None and worst.tone == "bad")

    def _said(self, found: Status) -> Said:
        bench = self._bench
        lacking = found.connection.id in self.syncing.lacking
        return status_said(found, bench.workspace, bench.words, no_key=lacking)

    def close(self) -> None:
        """Stop the sync."""
        self._look.stop()
        self.syncing.close()
