"""The first step of connecting: which CRM, from the list or by a profile of one's own."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm.opening import WEBHOOK, Vendor, read_profile_file
from sdrdesk.core.operations.grids import fault_sentence
from sdrdesk.ui.crm.step import Setup, Step
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.widgets.row_list import ListRow, RowList


class _Vendors(RowList):
    """Enter goes on, as it does in the fields of the next steps."""

    def __init__(self, name: str, step: "VendorStep") -> None:
        super().__init__(name, step)
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step.go_on.emit()
        else:
            super().keyPressEvent(event)


class VendorStep(Step):
    """The CRMs that can be chosen; the last row reads a profile from a file, and says what is wrong with it."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.title = self.tr("CRM")
        self._say(
            self.tr("Which CRM?"),
            self.tr("sdrdesk writes there what you learn, and reads what your colleagues change. Nothing is sent before you have seen what it would do and said yes."),
        )  # fmt: skip
        self._own: Vendor | None = None
        self._content = ""
        self._path: Path | None = None
        self.list = _Vendors(self.tr("CRMs"), self)
        self.list.picked.connect(lambda _row: self.moved.emit())
        self.list.itemDoubleClicked.connect(lambda _item: self.go_on.emit())
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setTabChangesFocus(True)
        self.faults.setAccessibleName(self.tr("Faults of the profile"))
        self.faults.setFixedHeight(120)
        self.faults.hide()
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.faults)
        self._show(0)

    def _show(self, at: int) -> None:
        rows = [ListRow(v.name, self._note(v)) for v in self.setup.crms.vendors()]
        named = self._own.name if self._own else self.tr("Another CRM, by a profile file…")
        note = self.tr("a TOML file that describes how its REST interface is spoken to")
        self.list.show_rows([*rows, ListRow(named, note)], at)

    def _note(self, vendor: Vendor) -> str:
        if vendor.id == WEBHOOK:
            return self.tr("every event, signed, to an address of your own")
        if vendor.steps:
            return self.tr("by a profile that comes with sdrdesk")
        return self.tr("built in")

    @property
    def is_own(self) -> bool:
        """Whether the row of the profile file is chosen."""
        return self.list.currentRow() == self.list.count() - 1

    @property
    def ready(self) -> bool:
        return self.list.currentRow() >= 0

    def enter(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def keep(self) -> str:
        """Hand on the CRM chosen; a profile is asked for and read first."""
        if self.is_own:
            path = self._path if self._own else None
            if not (self.read(path) if path else self.ask_profile()):  # one in hand may have been edited since
                return self.tr("Choose a profile that has no faults.")
            chosen, content = self._own, self._content
        else:
            chosen, content = self.setup.crms.vendors()[self.list.currentRow()], ""
        if (chosen, content) != (self.setup.vendor, self.setup.profile):
            self.setup.vendor, self.setup.profile = chosen, content
            self.setup.tried = self.setup.maps = None
        return ""

    def ask_profile(self) -> bool:
        """Choose a profile file, and read it; whether it can be used."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("A profile of a CRM"), "", "TOML (*.toml)")
        return bool(path) and self.read(Path(path))

    def read(self, path: Path) -> bool:
        """Read a profile; its faults are said with their places."""
        words = self.setup.words
        self._path = path
        try:
            self._content, self._own, faults = read_profile_file(path)
            said = "\n".join(f"{f.where}: {fault_sentence(f, words)}" for f in faults)
        except UserError as error:
            self._own, said = None, sentence(error, words)
        self.faults.setPlainText(said)
        self.faults.setVisible(bool(said))
        self._show(self.list.count() - 1)
        return self._own is not None
