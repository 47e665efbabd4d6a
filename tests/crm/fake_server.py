"""What the servers of these tests have in common: loopback, a clock that stands still, answers to order, no mercy.

A request that the real CRM would not know, or that breaks what its specification asks for, is a violation: it is
answered as the real one would, and the test fails when the server is closed.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Ask:
    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.content) if self.content else None

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]


@dataclass(frozen=True)
class Reply:
    status: int
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    type: str = "application/json"


@dataclass
class Fault:
    reply: Reply
    method: str
    within: str
    times: int
    committed: bool


class FakeServer:
    """Subclasses answer in `handle`; `now` moves by `tick` only."""

    def __init__(self) -> None:
        self.now = START
        self.violations: list[str] = []
        self.asked: list[Ask] = []
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = 65_536

            def log_message(self, *_args: object) -> None:
                pass

            def _serve(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                split = urlsplit(self.path)
                headers = {k.lower(): v for k, v in self.headers.items()}
                query = parse_qs(split.query, keep_blank_values=True)
                reply = server._answer(Ask(self.command, split.path, query, headers, content))
                data = (
                    reply.text.encode()
                    if reply.text
                    else b""
                    if reply.json is None
                    else json.dumps(reply.json).encode()
                )
                self.send_response_only(reply.status)
                self.send_header("Date", format_datetime(server.now, usegmt=True))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", reply.type)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 32

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.01), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def handle(self, ask: Ask) -> Reply:
        raise NotImplementedError

    def _answer(self, ask: Ask) -> Reply:
        with self._lock:
            self.asked.append(ask)
            fault = self._due(ask)
            if fault is not None and not fault.committed:
                return fault.reply
            try:
                reply = self.handle(ask)
            except Exception as error:  # the test has to fail, not the server's thread
                self.violations.append(f"{ask.method} {ask.path}: {error!r} {ask.content[:300]!r}")
                return Reply(500, {"message": "the fake server broke"})
            return reply if fault is None else fault.reply

    def _due(self, ask: Ask) -> Fault | None:
        for fault in self._faults:
            if fault.times and fault.method in ("", ask.method) and fault.within in ask.path:
                fault.times -= 1
                return fault
        return None

    def fault(
        self, reply: Reply, *, method: str = "", within: str = "", times: int = 1, committed: bool = False
    ) -> None:
        """Answer the next requests like this one by `reply`, before or (`committed`) after they were done."""
        self._faults.append(Fault(reply, method, within, times, committed))

    def well(self) -> None:
        """No more faults."""
        self._faults.clear()

    def tick(self, seconds: float = 1) -> None:
        self.now += timedelta(seconds=seconds)

    def violation(self, ask: Ask, why: str) -> None:
        self.violations.append(f"{ask.method} {ask.path}: {why} {ask.content[:300]!r}")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        assert not self.violations, "\n".join(self.violations)
