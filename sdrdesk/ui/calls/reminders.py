"""Reminds of promises whose minute has come, without taking the keyboard from whoever types."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.operations.leads import LeadSummary
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

PROMISE = "promise"


class Reminders(QObject):
    """Says each promise once, when it is due and its lead is not the one on the desk."""

    reminded = Signal(str, str)  # lead, sentence

    def __init__(self, workspace: Workspace, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._said: set[tuple[str, datetime]] = set()
        self._named = ""
        self._tray: QSystemTrayIcon | None = None

    def look(self, due: Iterable[LeadSummary], on_desk: str) -> None:
        """Remind of what has come among the due leads; the newest promise is said last, and stays in sight."""
        for summary in promises(due):
            at = summary.standing.params["at"]
            assert isinstance(at, datetime)
            key = (summary.lead.id, at)
            if key in self._said:
                continue
            self._said.add(key)
            if summary.lead.id != on_desk:
                self._remind(summary, at)

    def _remind(self, summary: LeadSummary, at: datetime) -> None:
        said = self.tr("{name} ({company}) was promised a call at {time}.").format(
            name=summary.lead.name, company=summary.lead.company, time=self._words.clock(at, self._workspace.zone)
        )
        self._named = summary.lead.id
        self.reminded.emit(summary.lead.id, said)
        if QApplication.activeWindow() is None:
            self._tell_tray(said)

    def next_of(self, due: Sequence[str], on_desk: str) -> str:
        """Which of the due promises to open: the one named last, then each in turn; "" when there is no other."""
        named, self._named = self._named, ""
        if named in due and named != on_desk:
            return named
        after = due.index(on_desk) + 1 if on_desk in due else 0
        following = due[after % len(due)] if due else ""
        return following if following != on_desk else ""

    def _tell_tray(self, said: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.show()
        self._tray.showMessage("sdrdesk", said)


def promises(due: Iterable[LeadSummary]) -> list[LeadSummary]:
    """The due promises, the earliest first."""
    return [s for s in due if isinstance(s.standing, Due) and s.standing.code == PROMISE]
