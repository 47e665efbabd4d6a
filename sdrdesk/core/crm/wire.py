"""The wire to one server: what this machine trusts, the proxy it names, one deadline that no drip outlives.

Nothing is sent twice, no redirect is followed, no cookie kept, and an answer is unpacked within a bound.
"""

import logging
import math
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from sdrdesk.core.crm.client import Transient

if TYPE_CHECKING:
    import httpcore

LARGEST_ANSWER = 20_000_000
"""Bytes of an answer once unpacked; a CRM's page of records has some hundred thousand."""
PATIENCE, DEADLINE = 20.0, 60.0
"""Seconds without a byte, and seconds for all of one exchange: connecting, asking, headers, body."""
SAFE = frozenset({"GET", "HEAD"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_SLICE = 1_000_000
"""Bytes unpacked, and bytes written, at a time."""
_TALKATIVE = ("connection", "http11", "proxy", "socks", "http2")
"""Loggers that would write down the headers of every answer, cookies and all, whatever level somebody set."""
_KEPT_OPEN = 5.0
"""Seconds that a connection waits for the next request; servers close theirs after five to seventy-five."""


class _TooLong(Exception):  # noqa: N818 (a fact about the exchange, told as Transient)
    """The deadline has passed."""


class _Unreadable(Exception):  # noqa: N818 (as above)
    """What came is too large, or packed otherwise than was asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: header names in lower case; the body unpacked."""

    status: int
    headers: Mapping[str, str]
    data: bytearray


class _Limit(threading.local):
    """When the exchange of this thread has to be over, by the monotonic clock."""

    until: float = math.inf

    def left(self, patience: float | None) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise _TooLong("the deadline passed")
        return left if patience is None else min(patience, left)


class _Stream:
    """A network stream of httpcore's whose every read and write ends by the deadline."""

    def __init__(self, real: "httpcore.NetworkStream", limit: _Limit) -> None:
        self._real, self._limit = real, limit

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._real.read(max_bytes, self._limit.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _SLICE):
            self._real.write(buffer[start : start + _SLICE], self._limit.left(timeout))

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "_Stream":
        left = self._limit.left(timeout)
        return _Stream(self._real.start_tls(ssl_context, server_hostname, left), self._limit)

    def get_extra_info(self, info: str) -> Any:
        return self._real.get_extra_info(info)


class _Backend:
    """Opens the streams above."""

    def __init__(self, real: "httpcore.NetworkBackend", limit: _Limit) -> None:
        self._real, self._limit = real, limit

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **also: Any) -> _Stream:
        return _Stream(self._real.connect_tcp(host, port, self._limit.left(timeout), **also), self._limit)


class Wire:
    """Connections to one server, opened when first needed; may be used by several threads."""

    def __init__(self, server: SplitResult, *, patience: float = PATIENCE, deadline: float = DEADLINE) -> None:
        self._server = server
        self._patience, self._deadline = patience, deadline
        self._limit = _Limit()
        self._pool: httpcore.ConnectionPool | None = None

    def exchange(self, method: str, target: str, headers: Mapping[str, str], content: bytes | None) -> Reply:
        """Send a request once and read its answer; Transient where none came, `unsure` once a write was on its way."""
        import httpcore  # takes a tenth of a second, and only those who sync need it

        self._limit.until = time.monotonic() + self._deadline
        seen = _Seen(method)
        extensions = {
            "timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._patience),
            "trace": seen.take,
        }
        url = httpcore.URL(
            scheme=self._server.scheme, host=self._server.hostname or "", port=self._server.port, target=target
        )
        told = [(b"Host", self._server.netloc.encode()), *((k.encode(), v.encode()) for k, v in headers.items())]
        try:
            pool = self._opened()
            with pool.stream(method, url, headers=told, content=content, extensions=extensions) as response:
                said = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                data = unpacked(response.iter_stream(), said.get("content-encoding", ""))
                return Reply(response.status, said, data)
        except (_TooLong, _Unreadable, zlib.error) as error:
            raise Transient(str(error), unsure=seen.unsure) from None
        except (
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
            httpcore.ProxyError,
            httpcore.UnsupportedProtocol,
        ) as error:
            raise Transient(_why(error), unsure=seen.unsure) from None

    def close(self) -> None:
        """Close what is kept open; it is opened again when needed."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _opened(self) -> "httpcore.ConnectionPool":
        if self._pool is None:
            import httpcore

            for name in _TALKATIVE:
                logging.getLogger(f"httpcore.{name}").disabled = True
            self._pool = httpcore.ConnectionPool(
                ssl_context=trusting(),
                proxy=_proxy(self._server),
                keepalive_expiry=_KEPT_OPEN,
                network_backend=cast("httpcore.NetworkBackend", _Backend(httpcore.SyncBackend(), self._limit)),
            )
        return self._pool


class _Seen:
    """Whether a byte of a write may have left: before it come the connection, the proxy's, and TLS."""

    def __init__(self, method: str) -> None:
        self._is_write = method not in SAFE
        self.unsure = False

    def take(self, event: str, info: Mapping[str, Any]) -> None:
        if event == "http11.send_request_headers.started" and info["request"].method != b"CONNECT":
            self.unsure = self._is_write


def trusting() -> ssl.SSLContext:
    """The authorities that this machine trusts, a firm's own among them, and nothing older than TLS 1.2."""
    import truststore  # loads the system's frameworks

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _proxy(server: SplitResult) -> "httpcore.Proxy | None":
    """The proxy that the environment or the system names for https; never one for this machine itself."""
    import httpcore

    if server.hostname in LOOPBACK or proxy_bypass(server.netloc):
        return None
    named = getproxies()
    said = named.get("https") or named.get("all")
    if not said:
        return None
    try:
        parts = urlsplit(said if "://" in said else f"http://{said}")
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Transient("the proxy that is set has an address that cannot be read") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Transient(f"a proxy of the kind {parts.scheme} cannot be used")
    auth = (unquote(parts.username).encode(), unquote(parts.password or "").encode()) if parts.username else None
    url = httpcore.URL(scheme=parts.scheme, host=host, port=port, target=b"/")
    return httpcore.Proxy(url, auth=auth, ssl_context=trusting() if parts.scheme == "https" else None)


def unpacked(parts: Iterable[bytes], encoding: str) -> bytearray:
    """A body of at most LARGEST_ANSWER bytes, however small it was packed; more is never held than that and a slice."""
    packing = encoding.strip().lower()
    if packing not in _PACKED and packing not in ("", "identity"):
        raise _Unreadable("an answer packed in a way that was not asked for")
    inflater = _Inflater() if packing in _PACKED else None
    data = bytearray()
    for part in parts:
        for piece in inflater.pieces(part) if inflater else (part,):
            data += piece
            if len(data) > LARGEST_ANSWER:
                raise _Unreadable(f"an answer of over {LARGEST_ANSWER // 1_000_000} MB")
    if inflater is not None and inflater.is_within:
        raise _Unreadable("an answer cut off on its way")
    return data


class _Inflater:
    """Unpacks gzip (of one member or several) and zlib, a slice at a time."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self.is_within = False

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        """What these bytes unpack to, never more than a slice at once."""
        while packed:
            if self._member.eof:
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 32)
            yield self._member.decompress(packed, _SLICE)
            self.is_within = not self._member.eof
            packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        while not self._member.eof and (held := self._member.decompress(b"", _SLICE)):
            yield held


def _why(error: Exception) -> str:
    """What failed, by its kind: texts of libraries may quote what was sent. Of a certificate, what is wrong with it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"certificate: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"TLS: {cause.reason}"
        if isinstance(cause, OSError) and type(cause) is not OSError:
            return type(cause).__name__
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__
