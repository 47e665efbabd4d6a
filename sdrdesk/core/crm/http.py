"""One CRM's address over HTTPS: the key in headers only, the firm's own authorities, answers bounded in size and time.

Whatever goes wrong between here and the server is a CrmTrouble; what an answer means is for each client to say.
"""

import json
import logging
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Gone, Misdirected, Refused, Transient, Unauthorised
from sdrdesk.core.errors import UserError

if TYPE_CHECKING:
    import httpx

LARGEST_ANSWER = 20_000_000
"""Bytes of an answer once unpacked; a CRM's page of records has some hundred thousand."""
PATIENCE, DEADLINE = 20.0, 60.0
"""Seconds without a byte, and seconds for a whole answer."""
SAFE = frozenset({"GET", "HEAD"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_BY_STATUS: Mapping[int, type[CrmTrouble]] = {401: Unauthorised, 403: Forbidden, 404: Gone, 410: Gone, 409: Exists}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its status, its JSON (None where it is none), whether it is a page for people."""

    method: str
    path: str
    status: int
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_html: bool = False
    broken: bool = False
    """It says that it is JSON and is not: cut off on its way."""

    @property
    def ok(self) -> bool:
        """Whether the status says that it was done."""
        return 200 <= self.status < 300

    @property
    def unsure(self) -> bool:
        """Whether the request may have changed something, if it failed."""
        return self.method not in SAFE

    def after(self) -> float | None:
        """Seconds to wait as the server says, a date by the server's own clock."""
        said = self.headers.get("retry-after", "").strip()
        if said.replace(".", "", 1).isdigit():
            return float(said)
        until, now = _http_date(said), _http_date(self.headers.get("date", ""))
        if until is None:
            return None
        return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())


def _http_date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Http:
    """Requests to one address. `secret` are headers that carry the key: they are sent there and shown nowhere."""

    def __init__(
        self, base_url: str, secret: Mapping[str, str], *, patience: float = PATIENCE, deadline: float = DEADLINE
    ) -> None:
        self.base_url = checked_address(base_url)
        self._secret = dict(secret)
        self._patience, self._deadline = patience, deadline
        self._client: httpx.Client | None = None
        self._sockets: list[socket.socket] = []

    def __repr__(self) -> str:
        return f"Http({self.base_url!r})"

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | Sequence[str]] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request, JSON in and out; never again by itself, and never elsewhere than to this address.

        Transient where no answer came, `unsure` unless nothing can have been sent; Misdirected for a redirect.
        """
        import httpx  # takes a tenth of a second, and only those who sync need it

        client = self._opened()
        sent = {"Accept": "application/json", **self._secret, **(headers or {})}
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        if content is not None:
            sent["Content-Type"] = "application/json"
        url = self.base_url + path
        unsure = method not in SAFE
        try:
            with self._watched(unsure):
                request = client.build_request(
                    method, url, params=params or None, content=content, headers=sent, extensions={"trace": self._saw}
                )
                response = client.send(request, stream=True)
                try:
                    data = self._bounded(response, unsure)
                finally:
                    response.close()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
            raise Transient(_why(error)) from None
        except httpx.HTTPError as error:
            raise Transient(_why(error), unsure=unsure) from None
        log.debug("%s %s: %d, %d bytes", method, path, response.status_code, len(data))
        return self._answer(method, path, response, data)

    def close(self) -> None:
        """Close what is kept open."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _opened(self) -> "httpx.Client":
        if self._client is None:
            self._client = opened_client(self._patience)
        return self._client

    @contextmanager
    def _watched(self, unsure: bool) -> Iterator[None]:
        """End what takes longer than the deadline, from the first byte sent to the last one got.

        The limits of the HTTP library are for each byte: a server that sends one now and then, be it in the headers,
        keeps it waiting for ever. Shutting the connection down is the one way to wake whoever reads from it.
        """
        over = threading.Event()

        def end() -> None:
            over.set()
            for connection in list(self._sockets):
                with suppress(OSError):  # closed already
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)

        watch = threading.Timer(self._deadline, end)
        watch.start()
        try:
            yield
        except Exception:
            if not over.is_set():
                raise
        finally:
            watch.cancel()
            watch.join()
        if over.is_set():
            raise Transient("an answer without end", unsure=unsure)

    def _saw(self, event: str, told: Mapping[str, Any]) -> None:
        """Keep the connections that the library opens, as it tells of them, and forget those that are closed."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._sockets = [known for known in self._sockets if known.fileno() != -1]
            self._sockets.append(told["return_value"].get_extra_info("socket"))

    @staticmethod
    def _bounded(response: "httpx.Response", unsure: bool) -> bytes:
        data = bytearray()
        for part in response.iter_bytes():
            data += part
            if len(data) > LARGEST_ANSWER:
                raise Transient(f"an answer of over {LARGEST_ANSWER // 1_000_000} MB", unsure=unsure)
        return bytes(data)

    @staticmethod
    def _answer(method: str, path: str, response: "httpx.Response", data: bytes) -> Answer:
        if 300 <= response.status_code < 400 and response.status_code != 304:
            elsewhere = urlsplit(response.headers.get("location", "")).hostname or ""
            raise Misdirected(f"{response.status_code} {elsewhere}")
        headers = {k.lower(): v for k, v in response.headers.items()}
        said = headers.get("content-type", "")
        start = data.lstrip()[:1]
        value, broken = None, False
        if data and start != b"<":
            try:
                value = json.loads(data)
            except ValueError:
                broken = "json" in said or start in (b"{", b"[")
        is_html = start == b"<" or "html" in said
        return Answer(method, path, response.status_code, value, headers, is_html, broken)


def opened_client(patience: float) -> "httpx.Client":
    """A connection pool that trusts what this machine trusts, uses its proxies, and follows no redirect."""
    import ssl

    import httpx
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.Client(verify=context, timeout=patience, follow_redirects=False, trust_env=True)


def checked_address(url: str) -> str:
    """A base address without its last slash; UserError unless it is https, or on this machine."""
    bare = url.strip().rstrip("/")
    parts = urlsplit(bare if "://" in bare else f"https://{bare}")
    if parts.username or parts.password or not parts.hostname:
        raise UserError("crm_address", url=parts.hostname or url.strip()[:80])
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise UserError("crm_address", url=parts.hostname)
    return parts.geturl()


def usual_trouble(answer: Answer, detail: str = "", *, field: str = "") -> CrmTrouble | None:
    """What an answer means where a CRM has no rule of its own; None when it is good.

    `detail` is what the server says, already chosen by the client: never a traceback, never SQL.
    """
    status = answer.status
    if answer.ok:
        if answer.broken or (answer.is_html and answer.json is None):
            return Transient("an answer that is no JSON", unsure=answer.unsure)
        return None
    if status in _BY_STATUS:
        return _BY_STATUS[status](detail)
    said = f"{status} {detail}".strip()
    if status in (425, 429):
        return Transient(said, after=answer.after())
    if status == 408 or status >= 500:
        return Transient(said, after=answer.after(), unsure=answer.unsure)
    return Refused(said, field=field)


def _why(error: Exception) -> str:
    """A fault of the network in words of its kind: texts of libraries may quote what was sent."""
    return type(error).__name__
