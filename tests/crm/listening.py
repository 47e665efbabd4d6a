"""Servers on loopback that do exactly what a test says, byte by byte: what real ones do on their bad days."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

WAIT = 20.0
"""Seconds after which a test that hangs fails."""

Act = Callable[["Visit"], None]


class Left(Exception):  # noqa: N818
    """The client went away."""


@dataclass
class Visit:
    """One connection to a server; `n` counts them from 0."""

    socket: socket.socket
    n: int
    server: "Listening"

    def request(self) -> bytes:
        """The next request, whole."""
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self._more()
        self.server.requests.append(head + b"\r\n\r\n" + body)
        return self.server.requests[-1]

    def _more(self) -> bytes:
        data = self.socket.recv(65_536)
        if not data:
            raise Left
        return data

    def send(self, data: bytes) -> None:
        """Send these bytes."""
        self.socket.sendall(data)

    def answer(self, body: bytes = b"{}", *headers: str, status: str = "200 OK") -> None:
        """Send a whole answer of JSON; headers given take the place of these."""
        names = {h.partition(":")[0].lower() for h in headers}
        usual = [h for h in ("Content-Type: application/json", f"Content-Length: {len(body)}")
                 if h.partition(":")[0].lower() not in names]  # fmt: skip
        self.send("\r\n".join([f"HTTP/1.1 {status}", *usual, *headers, "", ""]).encode("latin-1") + body)

    def reset(self) -> None:
        """End the connection as a crash does: without a word."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.socket.close()

    def drip(self, data: bytes, seconds: float) -> None:
        """Send one byte after another, so many seconds apart, until the client or the test has gone."""
        for start in range(len(data)):
            self.send(data[start : start + 1])
            if self.server.ended.wait(seconds):
                return


@dataclass
class Listening:
    """A server on loopback; `requests` are those that came, whole, `visits` counts connections."""

    act: Act
    requests: list[bytes] = field(default_factory=list)
    visits: int = 0
    ended: threading.Event = field(default_factory=threading.Event)
    wrap: Callable[[socket.socket], socket.socket] | None = None

    def __post_init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()

    def _listen(self) -> None:
        while True:
            try:
                accepted, _ = self._socket.accept()
            except OSError:
                return
            if self.ended.is_set():
                accepted.close()
                return
            accepted.settimeout(WAIT)
            self._open.append(accepted)
            visit = Visit(accepted, self.visits, self)
            self.visits += 1
            self._threads.append(threading.Thread(target=self._serve, args=(visit,)))
            self._threads[-1].start()

    def _serve(self, visit: Visit) -> None:
        with contextlib.suppress(OSError, Left):
            if self.wrap is not None:
                visit.socket = self.wrap(visit.socket)
            with visit.socket:
                self.act(visit)

    def close(self) -> None:
        """End every connection and thread."""
        self.ended.set()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=WAIT):
            pass  # wakes the thread that accepts
        self._threads[0].join(WAIT)
        self._socket.close()
        for opened in self._open:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()
        for thread in self._threads:
            thread.join(WAIT)
            assert not thread.is_alive()


@contextlib.contextmanager
def listening(act: Act, wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Listening]:
    """A server for the time of a test."""
    server = Listening(act, wrap=wrap)
    try:
        yield server
    finally:
        server.close()


def always(body: bytes = b"{}", *headers: str, status: str = "200 OK") -> Act:
    """Give every request the same answer, on connections that stay open."""

    def act(visit: Visit) -> None:
        while True:
            visit.request()
            visit.answer(body, *headers, status=status)

    return act
