"""What goes wrong, each by its name; `FAULTS` is the list."""

import gzip
import io
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING

from tests.crm_faults.api import WRITES, Answer, Call, Sending, error

if TYPE_CHECKING:
    from tests.crm_faults.plain_crm import PlainCrm

IN_DEBUG = "SELECT key FROM customers WHERE name = 'debug-secret'"
"""What a careless server tells in the `debug` of its errors; it may never be shown, logged or stored."""
ON_A_RECORD = ("read", "change", "delete", "merge")
CODES = {429: "rate_limited", 500: "internal", 503: "unavailable"}


@dataclass
class Scene:
    """One request that a fault strikes; `handle` does what the request asks and gives the true answer."""

    crm: "PlainCrm"
    call: Call
    random: random.Random
    handle: Callable[[], Answer]


@dataclass(frozen=True)
class Kind:
    """One kind of fault.

    `strike` gives the answer, or None when the fault changes the CRM before the request is answered as ever.
    `actions`: the requests it can strike, () for any. `standing`: it lasts until it is mended. `unread`: it strikes
    before the body has arrived. `behind_key`: only who has the right key gets that far.
    """

    strike: Callable[..., Answer | None]
    actions: tuple[str, ...] = ()
    standing: bool = False
    condition: bool = False
    unread: bool = False
    behind_key: bool = False


FAULTS: dict[str, Kind] = {}


def _fault(
    name: str, *actions: str, **traits: bool
) -> Callable[[Callable[..., Answer | None]], Callable[..., Answer | None]]:
    def keep(strike: Callable[..., Answer | None]) -> Callable[..., Answer | None]:
        FAULTS[name] = Kind(strike, actions, **traits)
        return strike

    return keep


@dataclass
class Fault:
    """A fault that was ordered: which requests it strikes, and which it has."""

    name: str
    kind: Kind
    on: tuple[str | None, ...]
    nth: int
    times: int | None
    probability: float | None
    options: Mapping[str, object]
    random: random.Random
    seen: int = 0
    struck: int = 0

    def concerns(self, crm: "PlainCrm", call: Call) -> bool:
        """Whether it could strike this request at all."""
        asked = (call.method, call.kind, call.action)
        return (
            (not self.kind.actions or call.action in self.kind.actions)
            and all(wanted in (None, is_) for wanted, is_ in zip(self.on, asked, strict=False))
            and (not self.kind.behind_key or crm.lets_in(call))
            and (self.name != "schema_changed" or self._writes_the_field(call))
        )

    def strikes(self) -> bool:
        """Count a request that it concerns, and say whether it is struck."""
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.struck >= self.times):
            return False
        return self.probability is None or self.random.random() < self.probability

    def strike(self, crm: "PlainCrm", call: Call, handle: Callable[[], Answer]) -> Answer | None:
        """Go wrong."""
        self.struck += 1
        return self.kind.strike(Scene(crm, call, self.random, handle), **self.options)

    def _writes_the_field(self, call: Call) -> bool:
        contents = [item.get("fields") for item in call.items]
        return any(isinstance(fields, dict) and self.options["field"] in fields for fields in contents)


def order(
    name: str,
    on: tuple[str | None, ...],
    nth: int,
    times: int | None,
    probability: float | None,
    seed: str,
    **options: object,
) -> Fault:
    """A fault by its name. `times` 0 means what is usual: once, or, at random or for one that stands, without an end.

    Raises KeyError for a name that is not known, TypeError for an option that the fault does not have.
    """
    kind = FAULTS[name]
    signature(kind.strike).bind(None, **options)
    usual = None if kind.standing or probability is not None else 1
    return Fault(name, kind, on, nth, usual if times == 0 else times, probability, options, random.Random(seed))


def too_many(seconds: int) -> Answer:
    """That there were too many requests, and in how many seconds there may be more."""
    told = error(429, "rate_limited")
    return replace(told, headers={**told.headers, "Retry-After": str(seconds)}, wait=seconds)


@_fault("429_seconds")
def _too_many(scene: Scene, *, seconds: int = 30) -> Answer:
    """Too many requests; come back in so many seconds."""
    return too_many(seconds)


@_fault("429_date")
def _too_many_until(scene: Scene, *, seconds: int = 30) -> Answer:
    """Too many requests; come back at that date, as the server's clock will show it."""
    told = error(429, "rate_limited")
    date = format_datetime(scene.crm.server_time() + timedelta(seconds=seconds), usegmt=True)
    return replace(told, headers={**told.headers, "Retry-After": date}, wait=seconds)


@_fault("5xx")
def _failure(
    scene: Scene, *, status: int = 503, committed: bool = False, html: bool = False, retry_after: int = 0
) -> Answer:
    """The server fails; with `committed`, after it had done what was asked."""
    done = scene.handle().committed if committed else ()
    told = _page(status) if html else error(status, CODES.get(status, "failure"), debug=IN_DEBUG)
    more = {"Retry-After": str(retry_after)} if retry_after else {}
    return replace(told, headers={**told.headers, **more}, committed=done, wait=retry_after)


@_fault("reset_before_body", unread=True)
def _reset_before(scene: Scene) -> Answer:
    """The connection is reset before the request has been read; nothing is done."""
    return Answer(0, sending=Sending.RESET)


@_fault("reset_after_commit", *WRITES)
def _reset_after(scene: Scene) -> Answer:
    """It is done, and the connection reset without an answer."""
    return replace(scene.handle(), sending=Sending.RESET)


@_fault("timeout_after_commit", *WRITES)
def _silence_after(scene: Scene) -> Answer:
    """It is done, and no answer ever comes."""
    return replace(scene.handle(), sending=Sending.NEVER)


@_fault("partial_207", "batch", condition=True)
def _partial(scene: Scene, *, places: tuple[int, ...] = (), status: int = 400) -> None:
    """Some of the records of a batch are not taken: those places, or, where none are given, some by chance."""
    inputs = scene.call.items
    some = scene.random.sample(range(len(inputs)), scene.random.randint(1, max(1, len(inputs) - 1))) if inputs else []
    refused = (status, CODES.get(status, "invalid"))
    scene.call.refused_items |= dict.fromkeys(places or some, refused)


@_fault("truncated_json", "me", "fields", "find", "list", "read", "create", "change", "batch", "merge")
def _truncated(scene: Scene, *, whole_length: bool = False) -> Answer:
    """It is done, and the answer ends in its middle; with `whole_length`, less arrives than was announced."""
    told = scene.handle()
    return replace(told, sending=Sending.CUT) if whole_length else replace(told, body=told.body[: len(told.body) // 2])


@_fault("html_answer")
def _html(scene: Scene, *, status: int = 200, committed: bool = False) -> Answer:
    """A page of HTML where JSON was due: a login page, a proxy; with `committed`, after it was done."""
    done = scene.handle().committed if committed else ()
    return replace(_page(status), committed=done)


@_fault("expired_key", condition=True)
def _expired(scene: Scene) -> None:
    """The key is good no more, from this request on, until `renew_key`."""
    scene.crm.expire_key()


@_fault("redirect", standing=True)
def _redirected(scene: Scene, *, status: int = 308) -> Answer:
    """Another host is said to have it now; whoever goes there shows it the key and the record."""
    return Answer(status, headers={"Location": scene.crm.elsewhere.url + scene.call.target})


@_fault("slow_drip")
def _drip(scene: Scene, *, interval: float = 1.0, part: str = "body") -> Answer:
    """It is done, and the answer comes byte by byte for ever: its body, or already its headers."""
    sending = {"body": Sending.DRIP_BODY, "headers": Sending.DRIP_HEADERS}[part]
    return replace(scene.handle(), sending=sending, interval=interval)


@_fault("duplicate_create", "create", behind_key=True)
def _duplicate(scene: Scene, *, with_id: bool = True, same_key: bool = True) -> Answer:
    """Somebody has just made the same record, with our key (an earlier try of ours) or without one (a colleague)."""
    told = scene.handle()
    if told.status == 201:  # what was made just now is theirs, not this request's
        (id,) = told.committed
        if not same_key:
            scene.crm.held.get(scene.call.kind, id).external_id = ""
    elif told.status == 409:
        id = json.loads(told.body)["error"]["id"]
    else:
        return told
    return error(409, "duplicate", "", **({"id": id} if with_id else {}))


@_fault("wrong_id", "create", "read", "change", "batch")
def _wrong_id(scene: Scene) -> Answer:
    """It is done, and the answer names another record."""
    told = scene.handle()
    if told.status >= 300:
        return told
    body = json.loads(told.body)
    named = body.get("results") or [body["data"]]
    others = [record.id for record in scene.crm.records(scene.call.kind)]
    for one in named:
        ids = [id for id in others if id != one.get("id")]
        one["id"] = scene.random.choice(ids) if ids else str(scene.crm.held.last_id + 1000)
    return replace(told, body=json.dumps(body).encode())


@_fault("clock_skew", condition=True)
def _skewed(scene: Scene, *, hours: float = 24) -> None:
    """The server's clock is wrong from this request on: its Date, and when records were modified."""
    scene.crm.skew = timedelta(hours=hours)


@_fault("deleted", *ON_A_RECORD, condition=True)
def _deleted(scene: Scene) -> None:
    """Somebody has deleted the record that the request names."""
    record = scene.crm.held.held[scene.call.kind].get(scene.call.id)
    if record is not None and record.live:
        scene.crm.delete(scene.call.kind, record.id)


@_fault("merged", *ON_A_RECORD, condition=True)
def _merged(scene: Scene, *, into: str = "") -> None:
    """Somebody has merged the record that the request names into another one, or into one that is new."""
    record = scene.crm.held.held[scene.call.kind].get(scene.call.id)
    if record is not None and record.live:
        kept = into or scene.crm.enter(scene.call.kind, dict(record.fields)).id
        scene.crm.merge(scene.call.kind, record.id, kept)


@_fault("permission_lost", standing=True, behind_key=True)
def _forbidden(scene: Scene) -> Answer:
    """The key may no longer do this."""
    return error(403, "forbidden", f"You may not use {scene.call.kind or 'this'}")


@_fault("schema_changed", *WRITES, standing=True, behind_key=True)
def _unknown_field(scene: Scene, *, field: str) -> Answer:
    """A field has been taken away; who writes it is refused."""
    return error(400, "unknown_field", f"There is no field {field}", field=field)


@_fault("empty_list", "list", "find", standing=True, behind_key=True)
def _empty(scene: Scene) -> Answer:
    """All lists are empty, and say so as if it were true."""
    told = scene.handle()
    return replace(told, body=json.dumps({"data": [], "more": False}).encode()) if told.status == 200 else told


@_fault("gzip_bomb")
def _bomb(scene: Scene, *, megabytes: int = 100) -> Answer:
    """It is done, and the answer unpacks to a thousand times its size."""
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    told = scene.handle()
    status = 200 if told.status == 204 else told.status
    return replace(told, status=status, body=packed_spaces(megabytes=megabytes), headers=headers)


@cache
def packed_spaces(*, megabytes: int) -> bytes:
    """JSON that is next to nothing until it is unpacked."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as out:
        out.write(b'{"data": ')
        for _each in range(megabytes):
            out.write(b" " * 1_000_000)
        out.write(b"[]}")
    return packed.getvalue()


def _page(status: int) -> Answer:
    page = f"<!doctype html><title>{status}</title><h1>Please log in</h1><!-- {IN_DEBUG} -->"
    return Answer(status, page.encode(), {"Content-Type": "text/html; charset=utf-8"})
