"""Runs sdrdesk while watching for anything that leaves the machine, and says at the end what was seen.

Run as: python -m tests.e2e.sockets command ARGUMENT…     the command line, or the window with --smoke
        python -m tests.e2e.sockets hand WORKSPACE SECONDS    a person who presses keys in the window
        python -m tests.e2e.sockets review BUNDLE FOLDER ANSWER ROWS PHRASE    a reviewer; sockets are refused
        python -m tests.e2e.sockets refused                   tries to open one where they are refused
        python -m tests.e2e.sockets socket                    opens one: proves that it is seen

Python tells of its own sockets before they are made (sys.addaudithook, which cannot be taken back: hence a process of
its own). Those of Qt are C++: on Linux the system's list of open connections is read at each key and at the end.
"""

import itertools
import json
import os
import re
import socket
import sys
from pathlib import Path
from typing import Any

SEEN: list[str] = []
ASKED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "http.client.connect"}
HEAVY = {"httpcore", "keyring", "truststore", "h11"}
"""What only those who sync need."""
TICK_MS = 15


REFUSING = False
"""Whether a socket is refused as well as seen: a machine without a network."""


def heed(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what reaches beyond this machine: sockets other than local ones, and names looked up."""
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        SEEN.append(f"socket {arguments[1]!r}")
        if REFUSING:
            raise OSError("there is no network here")
    elif event in ASKED:
        SEEN.append(f"{event} {arguments[0]!r}")
        if REFUSING:
            raise OSError("there is no network here")


def refuse_sockets() -> None:
    """From now on there is no network."""
    global REFUSING
    REFUSING = True


def open_connections() -> list[str]:
    """Sockets of this process that are of the internet, whoever made them (Linux)."""
    of_the_net = set()
    for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        table = Path("/proc/self/net", name)
        if table.exists():
            of_the_net |= {line.split()[9] for line in table.read_text().splitlines()[1:]}
    found = []
    for entry in Path("/proc/self/fd").iterdir() if of_the_net else ():
        try:
            held = re.fullmatch(r"socket:\[(\d+)\]", os.readlink(entry))
        except OSError:  # closed meanwhile
            continue
        if held and held[1] in of_the_net:
            found.append(f"open connection {held[1]}")
    return found


def by_hand(path: Path, seconds: float) -> int:
    """Use the window for a while as a person does: call, write, look at every screen; how many keys that were."""
    from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, QUrl, Slot
    from PySide6.QtGui import QDesktopServices
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from sdrdesk.core.operations.workspace import open_workspace
    from sdrdesk.core.settings import PersonalSettings
    from sdrdesk.core.words import Words
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.shell import Shell

    class Phone(QObject):
        @Slot(QUrl)
        def take(self, url: QUrl) -> None:
            """What would be dialled or written is taken, not passed on to other programs."""

    application = QApplication(["sockets"])
    phone = Phone()
    for scheme in ("tel", "mailto"):
        QDesktopServices.setUrlHandler(scheme, phone, "take")
    shell = Shell("sockets", lambda: None)
    bench = Workbench(open_workspace(path, "Alix"), Words("en"), PersonalSettings(path.parent / "settings.json"))
    shell.set_content(bench, bench.close_down)
    shell.show()
    bench.begin()
    shell.activateWindow()
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    escape = (Qt.Key.Key_Escape, none)
    a_call = [escape, escape, ("1", control), (Qt.Key.Key_F9, none), escape, ("M", control), "budget in March ", escape]
    screens = [(key, control) for key in "2345"]
    turns = [[*a_call, ("1234"[n % 4], none), screens[n % 4], (Qt.Key.Key_Down, none)] for n in range(4)]
    steps = itertools.cycle(step for turn in turns for step in turn)
    pressed, clock = [0], QElapsedTimer()
    clock.start()

    def press() -> None:
        if clock.elapsed() > seconds * 1000:
            shell.close()
            application.quit()  # of a dialog that is open, too
            return
        QTimer.singleShot(TICK_MS, press)  # first: a key may open a dialog, which comes back when it is closed
        target = QApplication.focusWidget() or shell
        step = next(steps)
        pressed[0] += 1
        if isinstance(step, str):
            QTest.keyClicks(target, step)
        else:
            QTest.keyClick(target, *step)
        SEEN.extend(open_connections())

    QTimer.singleShot(TICK_MS, press)
    application.exec()
    return pressed[0]


def main(kind: str, *arguments: str) -> int:
    """Do what was asked, then say what was seen, as the last line."""
    sys.addaudithook(heed)
    status = pressed = 0
    if kind == "command":
        from sdrdesk.__main__ import main as run

        status = run(arguments)
    elif kind == "hand":
        pressed = by_hand(Path(arguments[0]), float(arguments[1]))
    elif kind == "review":
        from tests.e2e.reviewer import review_by_keys

        refuse_sockets()
        bundle, folder, answer, rows, phrase = arguments
        pressed = review_by_keys(Path(bundle), Path(folder), Path(answer), int(rows), phrase)
    elif kind == "refused":
        refuse_sockets()
        try:
            socket.socket().close()
        except OSError:
            status = 1
    else:
        with socket.create_server(("127.0.0.1", 0)):
            SEEN.extend(open_connections())
    SEEN.extend(open_connections())
    loaded = sorted(HEAVY & sys.modules.keys())
    print(json.dumps({"status": status, "seen": SEEN, "loaded": loaded, "pressed": pressed}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
