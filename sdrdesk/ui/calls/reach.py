"""Reaching the lead in hand: its number dialled or copied, a letter begun; never to someone opposed to calls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QDesktopServices, QGuiApplication

from sdrdesk.core.domain.template import Letter
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations import oppositions
from sdrdesk.ui.calls.letter_urls import mail_to

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk


class Reach(QObject):
    """How the desk reaches out of the window."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk

    def dial(self, number: str = "") -> None:
        """Hand a number to the system's phone program."""
        session = self._desk.session
        if session is None:
            return
        if not number and self._desk.letters.step():
            self._desk.letters.ask()
            return
        number = number or next(iter(session.dossier.dialable), "")
        # Asked anew: another person, or the command line, may have recorded the objection since the lead was opened.
        if oppositions.opposed_columns(self._desk.workspace, session.lead_id):
            self._desk.said.emit("bad", self.tr("Opposed to calls: this number is not dialled."), "")
        elif not number:
            self._desk.said.emit("doubt", self.tr("There is no number left to dial."), "")
        elif not self._desk.phone.dial(number):
            self._desk.said.emit(
                "doubt",
                self.tr("No program on this machine takes calls; dial {number}.").format(number=shown(number)),
                "",
            )

    def dial_second(self) -> None:
        """Hand the second number to the system's phone program."""
        session = self._desk.session
        if session is None:
            return
        if len(session.dossier.dialable) > 1:
            self.dial(session.dossier.dialable[1])
        else:
            self._desk.said.emit("doubt", self.tr("There is no second number."), "")

    def write_to(self, address: str) -> None:
        """Open a letter to the lead in the system's mail program."""
        session = self._desk.session
        if session is None:
            return
        if oppositions.opposed_columns(self._desk.workspace, session.lead_id):
            self._desk.said.emit("bad", self.tr("Opposed to calls: this address is not written to."), "")
        else:
            QDesktopServices.openUrl(mail_to(address, Letter("", "")))

    def copy_number(self) -> None:
        """Put the number on the clipboard; never that of someone opposed to calls."""
        session = self._desk.session
        number = next(iter(session.dossier.dialable), "") if session else ""
        if session is None or not number:
            return
        if oppositions.opposed_columns(self._desk.workspace, session.lead_id):
            self._desk.said.emit("bad", self.tr("Opposed to calls: this number is not copied."), "")
        else:
            QGuiApplication.clipboard().setText(number)
            self._desk.said.emit("neutral", self.tr("{number} is copied.").format(number=shown(number)), "")
