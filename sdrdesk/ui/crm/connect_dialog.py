"""Connecting a CRM in a few steps, changing a connection, and giving it another key: Back and Next, nothing lost."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.opening import (
    Crms,
    Kept,
    StoredConnection,
    field_map,
    give_key,
    make_connection,
    vendor_of,
)
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.crm.asking import Asking, GoOn
from sdrdesk.ui.crm.dry_run_step import DryRunStep
from sdrdesk.ui.crm.key_step import KeyStep
from sdrdesk.ui.crm.key_test_step import AskingStep, KeyTestStep
from sdrdesk.ui.crm.map_step import MapStep
from sdrdesk.ui.crm.step import Setup, Step
from sdrdesk.ui.crm.travel_step import TravelStep
from sdrdesk.ui.crm.vendor_step import VendorStep
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.theme import mark

translate = QCoreApplication.translate

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConnectDialog(QDialog):
    """Walks through steps, then does what they were for. `done_with` names the connection and where its key is."""

    done_with = Signal(str, object)

    def __init__(self, setup: Setup, steps: list[Step], act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setup, self.steps, self._act = setup, steps, act
        self.resize(980, 640)
        self.asking = Asking(self)
        self.asking.moved.connect(self._show_buttons)
        self.pages = QStackedWidget()
        for step in steps:
            self.pages.addWidget(step)
            step.moved.connect(self._show_buttons)
            step.go_on.connect(self.go_on)
        self._lay_out()
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)
        self._go_to(0)

    def _lay_out(self) -> None:
        self.way = QVBoxLayout()
        self.way.setContentsMargins(16, 20, 16, 16)
        self.way.setSpacing(10)
        self._names = [QLabel() for _ in self.steps]
        for name in self._names:
            self.way.addWidget(name)
        self.way.addStretch(1)
        side = QWidget()
        side.setFixedWidth(176)
        side.setLayout(self.way)
        side.setVisible(len(self.steps) > 1)
        self.said = QLabel()
        self.said.setWordWrap(True)
        mark(self.said, "bad")
        self.back_button = QPushButton(self.tr("Back (Alt+←)"))
        self.back_button.clicked.connect(self.go_back)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.next_button = QPushButton()
        self.next_button.setDefault(True)
        mark(self.next_button, "primary")
        self.next_button.clicked.connect(self.go_on)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        for button in (self.cancel_button, self.back_button, self.next_button):
            button.setAutoDefault(button is self.next_button)
            foot.addWidget(button)
        right = QVBoxLayout()
        right.setContentsMargins(20, 20, 20, 16)
        right.setSpacing(12)
        right.addWidget(self.pages, 1)
        right.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addLayout(right, 1)

    @property
    def step(self) -> Step:
        """The step in front."""
        return self.steps[self.pages.currentIndex()]

    def _after(self, at: int, direction: int) -> int:
        """The next step that is wanted, -1 where there is none."""
        at += direction
        while 0 <= at < len(self.steps):
            if self.steps[at].is_wanted():
                return at
            at += direction
        return -1

    def _go_to(self, at: int) -> None:
        self.said.clear()
        self.pages.setCurrentIndex(at)
        self.step.enter()
        self._show_buttons()

    def _show_buttons(self) -> None:
        at = self.pages.currentIndex()
        last = self._after(at, 1) < 0
        self.next_button.setText(self._act if last else self.tr("Next (Enter)"))
        self.next_button.setEnabled(self.step.ready and not self.asking.busy)
        if isinstance(self.step, AskingStep) and self.next_button.isEnabled():
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)  # the answer is read, not filled in
        self.back_button.setVisible(self._after(at, -1) >= 0)
        self.back_button.setEnabled(not self.asking.busy)
        for n, (name, step) in enumerate(zip(self._names, self.steps, strict=True)):
            name.setText(step.title)
            name.setVisible(step.is_wanted())
            mark(name, "strong" if n == at else "muted")

    def go_back(self) -> None:
        """The step before; what was filled in stays."""
        before = self._after(self.pages.currentIndex(), -1)
        if before >= 0 and not self.asking.busy:
            self.step.keep()
            self.step.stop()
            self._go_to(before)

    def go_on(self) -> None:
        """The next step, or the act itself; what is missing is said and stays to be filled in."""
        if not self.step.ready or self.asking.busy:
            return
        missing = self.step.keep()
        self.said.setText(missing)
        if missing:
            mark(self.said, "bad")
            return
        following = self._after(self.pages.currentIndex(), 1)
        if following >= 0:
            self._go_to(following)
        else:
            self._do()

    def _do(self) -> None:
        mark(self.said, "muted")
        self.said.setText(self.tr("One moment…"))
        self.asking.ask(partial(_carried_out, self.setup), self._done, self._failed)

    def _done(self, made: tuple[str, Kept | None]) -> None:
        self.done_with.emit(*made)
        self.accept()

    def _failed(self, error: UserError) -> None:
        mark(self.said, "bad")
        self.said.setText(sentence(error, self.setup.words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field."""
        if event.key() in ENTER and isinstance(self.focusWidget(), QPushButton):
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close, however it was asked; what is under way ends by itself, and what was typed of a key is forgotten."""
        for step in self.steps:
            step.stop()
        self.asking.drop()
        self.setup.key = ""
        super().done(result)


def _carried_out(setup: Setup, _go_on: GoOn) -> tuple[str, Kept | None]:
    """Make the connection, or change the known one: by its key where one was given, else by its choices."""
    workspace, known = setup.workspace, setup.known
    if known is None:
        made = make_connection(workspace, setup.crms, setup.draft(), setup.name, setup.key, setup.words)
        return made.id, made.kept
    if setup.key:
        return known.id, give_key(workspace, setup.crms, known.id, setup.key, setup.given, setup.words)
    connections.change_connection(workspace, known.id, maps=setup.maps, options=setup.options)
    return known.id, None


def connecting(workspace: Workspace, crms: Crms, words: Words, parent: QWidget) -> ConnectDialog:
    """The dialog that makes a new connection."""
    setup = Setup(workspace, crms, words)
    steps = [
        VendorStep(setup),
        KeyStep(setup),
        KeyTestStep(setup),
        TravelStep(setup),
        MapStep(setup),
        DryRunStep(setup),
    ]
    dialog = ConnectDialog(setup, steps, translate("ConnectDialog", "Connect"), parent)
    dialog.setWindowTitle(translate("ConnectDialog", "Connect a CRM"))
    return dialog


def changing(workspace: Workspace, crms: Crms, words: Words, found: StoredConnection, parent: QWidget) -> ConnectDialog:
    """The dialog that changes what travels and which field is which."""
    setup = _known(workspace, crms, words, found)
    steps = [KeyTestStep(setup), TravelStep(setup), MapStep(setup), DryRunStep(setup)]
    dialog = ConnectDialog(setup, steps, translate("ConnectDialog", "Keep"), parent)
    dialog.setWindowTitle(translate("ConnectDialog", "Change {name}").format(name=found.name))
    return dialog


def giving_key(
    workspace: Workspace, crms: Crms, words: Words, found: StoredConnection, parent: QWidget
) -> ConnectDialog:
    """The dialog that takes a new key; it is tried before it is kept."""
    setup = _known(workspace, crms, words, found)
    dialog = ConnectDialog(setup, [KeyStep(setup)], translate("ConnectDialog", "Try and keep"), parent)
    dialog.setWindowTitle(translate("ConnectDialog", "New key for {name}").format(name=found.name))
    return dialog


def _known(workspace: Workspace, crms: Crms, words: Words, found: StoredConnection) -> Setup:
    maps = [field_map(m) for m in found.fields] or None
    options = Options.from_json(found.options)
    vendor = vendor_of(crms, found)
    return Setup(workspace, crms, words, vendor, found.profile, found.name, found.given, options=options, maps=maps, known=found)  # fmt: skip
