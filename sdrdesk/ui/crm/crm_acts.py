"""The CRM from anywhere in the window: its screen when it is first wanted, the sync, the few words at the foot.

All that speaks to a CRM is loaded when there is a connection or somebody opens the screen: the desk comes sooner, and
who has no CRM never loads it.
"""

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from sdrdesk.core.operations.crm.passed import is_connected
from sdrdesk.ui.crm.indicator import Indicator

if TYPE_CHECKING:
    from sdrdesk.core.operations.crm.opening import Crms
    from sdrdesk.ui.crm.crm_view import CrmView
    from sdrdesk.ui.crm.syncing import Syncing
    from sdrdesk.ui.main_window import Workbench

LOOK_MS = 500
WORST = ("bad", "doubt", "muted", "ok")


class CrmActs(QObject):
    """Makes the screen, runs the sync, and says at the foot of the window what a person should know: else nothing."""

    def __init__(self, bench: "Workbench", crms: "Crms | None") -> None:
        super().__init__(bench)
        self._bench, self._crms = bench, crms
        self._view: CrmView | None = None
        self._syncing: Syncing | None = None
        bench.bus.changed.connect(lambda *_: self._look_soon())
        bench.writer.idle.connect(self._acted)
        self.indicator = Indicator()
        self.indicator.clicked.connect(lambda: bench.show_screen("crm"))
        self._look = QTimer(self, singleShot=True)
        self._look.timeout.connect(self.show_state)

    def begin(self) -> None:
        """Run the connections soon, if there are any."""
        if is_connected(self._bench.workspace):
            self.syncing.begin()

    @property
    def crms(self) -> "Crms":
        """The CRMs that can be spoken to, and their keys."""
        if self._crms is None:
            made: Crms = importlib.import_module("sdrdesk.core.operations.crm.opening").Crms()
            self._crms = made
        return self._crms

    @property
    def syncing(self) -> "Syncing":
        """The sync that goes by itself."""
        if self._syncing is None:
            bench = self._bench
            module = importlib.import_module("sdrdesk.ui.crm.syncing")
            made: Syncing = module.Syncing(bench.workspace, self.crms, bench.words, bench.bus, self)
            made.moved.connect(self._look_soon)
            made.refused.connect(bench.refused)
            made.broken.connect(bench.broken)
            self._syncing = made
        return self._syncing

    @property
    def view(self) -> "CrmView":
        """The CRM screen."""
        if self._view is None:
            bench = self._bench
            module = importlib.import_module("sdrdesk.ui.crm.crm_view")
            view: CrmView = module.CrmView(
                bench.workspace, bench.words, bench.writer, bench.bus, self.crms, self.syncing
            )
            bench.screens.addWidget(view)
            view.left.connect(lambda: bench.show_screen("calls"))
            view.lead_asked.connect(bench.put_on_desk)
            view.failed.connect(bench.refused)
            view.said.connect(lambda tone, text: bench.notice.show_notice(tone, text, "", 12))
            self._view = view
        return self._view

    @property
    def is_front(self) -> bool:
        """Whether the CRM screen is the one in front."""
        return self._view is not None and self._bench.screens.currentWidget() is self._view

    def connect_crm(self) -> None:
        """Open the screen, and the first step of connecting."""
        self._bench.show_screen("crm")
        self.view.ask_connect()

    def sync_now(self) -> None:
        """Run every connection now; without one, the screen says what connecting would do."""
        if not is_connected(self._bench.workspace):
            self._bench.show_screen("crm")
            return
        self.syncing.run_all()

    def _acted(self) -> None:
        if self._syncing is not None:
            self._syncing.acted()

    def _look_soon(self) -> None:
        if not self._look.isActive() and (not self.indicator.isHidden() or is_connected(self._bench.workspace)):
            self._look.start(LOOK_MS)

    def show_state(self) -> None:
        """Say the worst of what the connections have to say; nothing while all is well."""
        if self._syncing is None:
            self.begin()  # another program has made a connection
        bench = self._bench
        reading = importlib.import_module("sdrdesk.core.operations.crm.reading")
        said = [
            reading.status_said(found, bench.workspace, bench.words, no_key=found.connection.id in self.syncing.lacking)
            for found in reading.all_status(bench.workspace)
        ]
        worst = min((s for s in said if s.short), key=lambda s: WORST.index(s.tone), default=None)
        if worst is None:
            self.indicator.hide()
        else:
            self.indicator.show_said(worst.short, worst.text, worst.tone)
        bench.rail.set_badge("crm", worst is not None and worst.tone == "bad")

    def close(self) -> None:
        """Stop the sync."""
        self._look.stop()
        if self._syncing is not None:
            self._syncing.close()
