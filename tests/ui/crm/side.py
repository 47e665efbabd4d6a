"""The window and a small CRM, and what a person does between them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sdrdesk.core.operations.crm import connections, opening
from sdrdesk.core.operations.crm.opening import Crms
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.words import Words
from sdrdesk.ui.crm.connect_dialog import ConnectDialog
from sdrdesk.ui.crm.crm_view import CrmView
from tests.crm_faults.plain_crm import PlainCrm
from tests.ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Side:
    """Both sides under test."""

    window: Window
    crm: PlainCrm
    crms: Crms

    @property
    def view(self) -> CrmView:
        """The CRM screen."""
        return self.window.bench.crm.view

    @property
    def workspace(self):
        return self.window.bench.workspace

    @property
    def syncing(self):
        return self.window.bench.crm.syncing

    def open_screen(self) -> None:
        """Go to the CRM by its key."""
        self.window.key(Qt.Key.Key_4, CONTROL)

    def ask_connect(self) -> ConnectDialog:
        """Begin to connect by the keyboard."""
        self.window.key(Qt.Key.Key_K, CONTROL | SHIFT)
        return self.dialog()

    def dialog(self) -> ConnectDialog:
        """The dialog in front."""
        (found,) = [d for d in self.view.findChildren(ConnectDialog) if d.isVisible()]
        self.window.qtbot.waitUntil(found.isActiveWindow)
        return found

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is, whichever window that is."""
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        QTest.keyClick(focused, key, modifiers)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    def until(self, true) -> None:
        """Wait for something to become true."""
        self.window.qtbot.waitUntil(true, timeout=10_000)

    def next(self, dialog: ConnectDialog, at: int) -> None:
        """Enter, and the step that follows."""
        self.until(lambda: dialog.step.ready)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: dialog.pages.currentIndex() == at)

    def connect(self, options: Options | None = None, name: str = "Plain") -> str:
        """A connection made beside the window, as the command line would."""
        workspace, words = self.workspace, Words("en")
        draft = opening.drafted(workspace, "plain", {"url": self.crm.url}, options=options)
        made = opening.make_connection(workspace, self.crms, draft, name, self.crm.key, words)
        self.window.bench.bus.publish(None)
        self.syncing.begin()
        return made.id

    def sync(self) -> None:
        """Sync now by its key, and wait for the end."""
        with self.window.qtbot.waitSignal(self.syncing.ended, timeout=20_000):
            self.press(Qt.Key.Key_F5)

    def status(self) -> connections.Status:
        """How the connection in hand stands."""
        return connections.status(self.workspace, self.view.chosen)
