"""Answers as they really travel: whole, reset, cut, byte by byte or never, over TCP or TLS."""

import os
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.crm_faults.api import Answer, Call, Sending

ENDLESS = 10_000_000
"""The length that a body announces which never ends."""


class HttpServer(ThreadingHTTPServer):
    """A server on a free port of 127.0.0.1 that leaves no thread and no connection behind.

    `date` is its clock, for the Date header. `connections` counts all that were opened, `handshakes` tells why those
    over TLS failed, `gibberish` counts what was not HTTP.
    """

    daemon_threads = False
    request_queue_size = 128

    def __init__(
        self, respond: Callable[[Call], Answer], date: Callable[[], datetime], tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.respond, self.date, self.tls = respond, date, tls
        self.closing = threading.Event()
        self.connections = self.gibberish = 0
        self.handshakes: list[str] = []
        self.faults_of_ours: list[BaseException] = []
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), name="crm-faults")

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Listen, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End every conversation, and wait until all threads are gone. Raises what went wrong in one of them."""
        self.closing.set()
        self.shutdown()
        self._thread.join()
        for connection in list(self._open):
            with suppress(OSError):  # it is closed already
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
        if self.faults_of_ours:
            raise self.faults_of_ours[0]

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """Count a connection, then converse in a thread."""
        self.connections += 1
        self._open.add(request)
        super().process_request(request, client_address)

    def finish_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """Shake hands where there is TLS: in the conversation's thread, so that a silent client blocks nobody."""
        connection = request
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(request, server_side=True, do_handshake_on_connect=False)
                self._open.add(connection)
                connection.do_handshake()
        except OSError as failure:
            self.handshakes.append(getattr(failure, "reason", "") or type(failure).__name__)
        else:
            super().finish_request(connection, client_address)
        finally:
            connection.close()
            self._open -= {request, connection}

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep what went wrong, unless the client only went away."""
        failure = sys.exception()
        if failure is not None and not isinstance(failure, OSError):
            self.faults_of_ours.append(failure)


class Conversation(BaseHTTPRequestHandler):
    """One connection, and the requests that come over it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: HttpServer

    def converse(self) -> None:
        """Answer one request."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, self.path, headers, self._receive)
        try:
            answer = self.server.respond(call)
        except ConnectionError:
            self.close_connection = True
            return
        self._send(answer)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = converse

    def _receive(self) -> bytes:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionError("the client went away")
        return body

    def _send(self, answer: Answer) -> None:
        self.close_connection = self.close_connection or answer.sending is not Sending.WHOLE
        head = self._head(answer, len(answer.body))
        match answer.sending:
            case Sending.WHOLE:
                self.wfile.write(head + answer.body)
            case Sending.RESET:
                self._reset()
            case Sending.NEVER:
                while self.connection.recv(4096):  # until the client or the end of the test closes it
                    pass
            case Sending.CUT:
                self.wfile.write(head + answer.body[: len(answer.body) // 2])
            case Sending.DRIP_BODY:
                self.wfile.write(self._head(answer, ENDLESS))
                self._drip(answer.body or b"{", b" ", answer.interval)
            case Sending.DRIP_HEADERS:
                self._drip(head.removesuffix(b"\r\n") + b"X-More: ", b"x", answer.interval)

    def _drip(self, start: bytes, more: bytes, interval: float) -> None:
        place = 0
        while not self.server.closing.is_set():
            self.wfile.write(start[place : place + 1] or more)
            place += 1
            self.server.closing.wait(interval)

    def _head(self, answer: Answer, length: int) -> bytes:
        reason = responses.get(answer.status, "")
        lines = [f"HTTP/1.1 {answer.status} {reason}", f"Date: {format_datetime(self.server.date(), usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        lines += [] if answer.status == 204 else [f"Content-Length: {length}"]
        lines += ["Connection: close"] if self.close_connection else []
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def _reset(self) -> None:
        """Close at once and without a word: with a lingering time of zero, TCP sends RST where it would send FIN."""
        lingering = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingering)
        socket.close(self.connection.detach())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Count what was not HTTP."""
        self.server.gibberish += 1
        super().send_error(code, message, explain)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the record of the requests is what tests read."""
