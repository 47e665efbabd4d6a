"""One CRM's address over HTTPS: the key in headers only, JSON in and out; wire.py bounds it in size and time.

Whatever goes wrong between here and the server is a CrmTrouble; what an answer means is for each client to say.
"""

import json
import logging
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from sdrdesk import __version__
from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Gone, Misdirected, Refused, Transient, Unauthorised
from sdrdesk.core.crm.wire import DEADLINE, LOOPBACK, PATIENCE, SAFE, Reply, Wire
from sdrdesk.core.errors import UserError

_BY_STATUS: Mapping[int, type[CrmTrouble]] = {401: Unauthorised, 403: Forbidden, 404: Gone, 410: Gone, 409: Exists}
_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_HOST = re.compile(r"[^\s/\\?#@%<>\"]+")
_SHORTEST_KEY = 8
"""What is shorter is a word beside the key, such as Bearer."""
_KEY = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
LONGEST_WAIT = 86_400.0
"""Seconds: the longest limits that CRMs have are by the day."""
_IN_TARGET = "%/?:@!$&'()*+,;=~-._"

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
    xml: bytes = b""
    """What it holds where it says that this is XML."""

    @property
    def ok(self) -> bool:
        """Whether the status says that it was done."""
        return 200 <= self.status < 300

    @property
    def unsure(self) -> bool:
        """Whether the request may have changed something, if it failed."""
        return self.method not in SAFE

    def after(self) -> float | None:
        """Seconds to wait as the server says, a date by the server's own clock; no more than a day.

        Some name no Retry-After at a limit but the seconds until it is lifted (Pipedrive: x-ratelimit-reset).
        """
        lifted = self.headers.get("x-ratelimit-reset", "") if self.status == 429 else ""
        said = (self.headers.get("retry-after", "") or lifted).strip()
        if _SECONDS.fullmatch(said):
            return min(float(said), LONGEST_WAIT)
        until, now = _http_date(said), _http_date(self.headers.get("date", ""))
        if until is None:
            return None
        return min(max(0.0, (until - (now or datetime.now(UTC))).total_seconds()), LONGEST_WAIT)


def _http_date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Http:
    """Requests to one address. `secret` are headers that carry the key: they are sent there and shown nowhere.

    UserError where the address or the key cannot be one.
    """

    def __init__(
        self, base_url: str, secret: Mapping[str, str], *, patience: float = PATIENCE, deadline: float = DEADLINE
    ) -> None:
        self.base_url = checked_address(base_url)
        self._secret = {name.lower(): _checked_key(value) for name, value in secret.items()}
        self._key = _pattern(self._secret.values())
        server = urlsplit(self.base_url)
        self._path = server.path
        self._wire = Wire(server, patience=patience, deadline=deadline)

    def __repr__(self) -> str:
        return f"Http({urlsplit(self.base_url).netloc!r})"  # the path of a webhook is as good as a key

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, object] | None = None,
        body: Any = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request, JSON in and out; never again by itself, and never elsewhere than to this address.

        `path` stands below the address and may be quoted already; a list in `params` is repeated; `content` is a body
        that is JSON already, or what a content-type among the `headers` says.
        Transient where no answer came, `unsure` unless nothing can have been sent; Misdirected for a redirect.
        """
        sent = {"accept": "application/json", "accept-encoding": "gzip", "user-agent": f"sdrdesk/{__version__}"}
        sent |= self._secret | {name.lower(): value for name, value in (headers or {}).items()}
        if body is not None:
            content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        if content is not None:
            sent.setdefault("content-type", "application/json")
        elif method not in SAFE and method != "DELETE":
            content = b""  # its length, 0, is said: some servers want it
        reply = self._without_key(self._wire.exchange(method, self._target(path, params), sent, content))
        log.debug("%s %s: %d, %d bytes", method, path.partition("?")[0], reply.status, len(reply.data))
        return _answer(method, path, reply)

    def close(self) -> None:
        """Close what is kept open."""
        self._wire.close()

    def _without_key(self, reply: Reply) -> Reply:
        """What came, without the key: some servers repeat it in what they say is wrong, which people are shown."""
        if self._key is None or not (self._key.search(reply.data) or self._key.search(repr(reply.headers).encode())):
            return reply
        said = {
            name: self._key.sub(b"***", value.encode("latin-1", "replace")).decode("latin-1")
            for name, value in reply.headers.items()
        }
        return Reply(reply.status, said, bytearray(self._key.sub(b"***", reply.data)))

    def _target(self, path: str, params: Mapping[str, object] | None) -> str:
        if path and not path.startswith(("/", "?")):
            raise ValueError("a path below an address begins with a slash")
        target = quote(self._path + path, safe=_IN_TARGET, errors="replace") or "/"
        if not target.startswith("/"):
            target = f"/{target}"
        if not params:
            return target
        asked = [(name, _told(value)) for name, given in params.items() for value in _each(given)]
        query = urlencode(asked, quote_via=quote, errors="replace")
        return f"{target}{'&' if '?' in target else '?'}{query}"


def _each(given: object) -> Iterable[object]:
    return given if isinstance(given, list | tuple) else (given,)


def _told(value: object) -> str:
    """A value of a query as JSON's words have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _answer(method: str, path: str, reply: Reply) -> Answer:
    if 300 <= reply.status < 400 and reply.status != 304:
        raise Misdirected(f"{reply.status} {_host(reply.headers.get('location', ''))}")
    said = reply.headers.get("content-type", "")
    start = bytes(reply.data[:64]).lstrip()[:1]
    value, broken = None, False
    if reply.data and start != b"<":
        try:
            value = _json(reply.data)
        except (ValueError, RecursionError):
            broken = "json" in said or start in (b"{", b"[")
    xml = bytes(reply.data) if start == b"<" and "xml" in said and "html" not in said else b""
    is_html = (start == b"<" and not xml) or "html" in said
    return Answer(method, path, reply.status, value, reply.headers, is_html, broken, xml)


def _json(data: bytearray) -> Any:
    """The value of a JSON text; halves of characters, which no store can keep, become question marks."""
    value = json.loads(data)
    if _HALF.search(data):
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_plain_http(address: str) -> bool:
    """Whether an address is http and not of this machine; one whose host is yet to be filled in may be."""
    host = _host(address)
    return address.startswith("http://") and "{" not in host and host not in LOOPBACK


def checked_address(url: str) -> str:
    """A base address without its last slash; UserError unless it is https, or on this machine."""
    bare = url.strip()
    try:
        parts = urlsplit(bare if "://" in bare else f"https://{bare}")
        host = parts.hostname or ""
        at = f"[{host}]" if ":" in host else host.encode("idna").decode()
        at += f":{parts.port}" if parts.port else ""
    except ValueError:  # UnicodeError is one
        raise UserError("crm_address", url=_without_secrets(bare)) from None
    if parts.username or parts.password or not host or parts.query or parts.fragment or not _HOST.fullmatch(host):
        raise UserError("crm_address", url=host or _without_secrets(bare))
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        raise UserError("crm_address", url=host)
    return SplitResult(parts.scheme, at, parts.path.rstrip("/"), "", "").geturl()


def _pattern(values: Iterable[str]) -> re.Pattern[bytes] | None:
    """Finds these keys in an answer, as they are, quoted as in an address, or escaped as in JSON."""
    parts = {part for value in values for part in re.split(r"[\s,;:=\"']+", value) if len(part) >= _SHORTEST_KEY}
    for part in list(parts):
        with suppress(ValueError):  # it is no base64
            told = b64decode(part + "=" * (-len(part) % 4), validate=True).decode().rpartition(":")[2]
            parts |= {told} if len(told) >= _SHORTEST_KEY else set()
    forms = {form for part in parts for form in (part, quote(part), quote(part, safe=""), part.replace("/", "\\/"))}
    return re.compile(b"|".join(re.escape(f.encode()) for f in sorted(forms, key=len, reverse=True))) if forms else None


def _without_secrets(address: str) -> str:
    """What can be shown of an address: without the name and password, or a key, that somebody wrote into it."""
    return re.split(r"[?#]", address.rpartition("@")[2])[0][:80]


def _checked_key(value: str) -> str:
    """A key as it can stand in a header; UserError where it holds what no header may."""
    if not _KEY.fullmatch(value.strip()):
        raise UserError("crm_key")
    return value.strip()


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
