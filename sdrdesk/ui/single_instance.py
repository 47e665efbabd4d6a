"""One window a workspace: the second start raises the first and goes."""

import hashlib
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2_000


class SingleInstance(QObject):
    """Holds the window's lock on a workspace; `raised` when another start asks for it."""

    raised = Signal()

    def __init__(self, workspace: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
        key = hashlib.sha256(f"{user}:{workspace.resolve()}".encode()).hexdigest()[:24]
        self._name = f"sdrdesk-{key}"
        self._lock = QLockFile(str(Path(tempfile.gettempdir()) / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # held as long as its process lives, however long that is
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Whether this is the first window; otherwise the first has been asked to come to the front."""
        if self._lock.tryLock(50):
            QLocalServer.removeServer(self._name)
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._asked)
            self._server.listen(self._name)
            return True
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(ANSWER_MS):
            socket.write(b"raise")
            socket.waitForBytesWritten(ANSWER_MS)
            socket.disconnectFromServer()
        return False

    def _asked(self) -> None:
        assert self._server is not None
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()

    def release(self) -> None:
        """Let another window have the workspace."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
