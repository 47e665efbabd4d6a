"""Dialling through the system, and how long the call lasts."""

import shlex
from collections.abc import Callable
from urllib.parse import quote

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

SCHEMES = ("tel", "sip", "callto")
TICK_MS = 1_000
PLACE = "{number}"


class Phone(QObject):
    """Hands numbers to a phone program, and times the call from then until its outcome is recorded."""

    ticked = Signal(str)  # the length of the call as shown, "" when none runs

    def __init__(self, dial_with: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._dial_with = dial_with
        self._since = QElapsedTimer()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self.number = ""

    def dial(self, number: str) -> bool:
        """Dial a number the way the settings say, and begin to count; whether a program took it."""
        taken = start_call(self._dial_with(), number)
        if taken:
            self.number = number
            self._since.start()
            self._clock.start(TICK_MS)
            self._tick()
        return taken

    def end(self) -> int | None:
        """The call is over: its seconds, None when none was timed."""
        seconds = self._since.elapsed() // 1000 if self._since.isValid() else None
        self._since.invalidate()
        self._clock.stop()
        self.number = ""
        self.ticked.emit("")
        return seconds

    def _tick(self) -> None:
        minutes, seconds = divmod(self._since.elapsed() // 1000, 60)
        self.ticked.emit(f"{minutes:02}:{seconds:02}")


def start_call(dial_with: str, number: str) -> bool:
    """Hand a number to the system (tel, sip, callto) or to a command with {number} in it; whether something took it."""
    bare = number.replace(" ", "")
    if PLACE not in dial_with:
        return QDesktopServices.openUrl(QUrl(f"{dial_with}:{quote(bare, safe='+')}"))
    try:
        # The number is one argument whatever stands in it: nothing of a lead is ever read by a shell.
        program, *arguments = [part.replace(PLACE, bare) for part in shlex.split(dial_with)]
    except ValueError:
        return False
    return bool(QProcess.startDetached(program, arguments)[0])
