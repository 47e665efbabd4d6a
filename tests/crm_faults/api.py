"""What the small CRM answers to each request, before anything goes wrong: JSON over REST.

    POST   /{kind}                       {"external_id", "fields", "links"} -> 201 {"data": record}
    GET    /{kind}/{id}                  -> {"data": record}; PATCH changes what is given, DELETE answers 204
    GET    /{kind}?external_id=A&external_id=B
    GET    /{kind}?modified_since=ISO&after=ID&limit=N&offset=M -> {"data": [record], "more": bool}, by (modified, id)
    POST   /{kind}/batch                 {"inputs": [{"external_id", "fields", "links"}]} -> 200; 207: some failed
    POST   /{kind}/{id}/merge            {"into": id} -> {"data": record}
    GET    /fields/{kind}                -> {"data": [{"name", "label", "type"}]}
    GET    /me                           -> {"data": {"name"}}

An error is {"error": {"code", "message", …}}; a record merged away answers 410 {"merged_into": id}.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from tests.crm_faults.records import CONTENT, KINDS, MergedAway, Record, Records, Refusal

LARGEST_PAGE = 100
LARGEST_BATCH = 100
WRITES = ("create", "change", "delete", "batch", "merge")


class Sending(Enum):
    """How an answer travels."""

    WHOLE = auto()
    RESET = auto()
    """Not at all: the connection is reset."""
    NEVER = auto()
    """Not at all: the connection stays open and silent."""
    CUT = auto()
    """Half of the body that was announced, then the end of the connection."""
    DRIP_BODY = auto()
    DRIP_HEADERS = auto()
    """Byte by byte, without an end."""


@dataclass(frozen=True)
class Answer:
    """One answer; `committed` names the records it made, changed or took away."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    sending: Sending = Sending.WHOLE
    committed: tuple[str, ...] = ()
    interval: float = 1.0
    """Seconds between two bytes that drip."""
    wait: float = 0.0
    """Seconds for which it asks to be left alone."""


def in_json(status: int, body: object, committed: tuple[str, ...] = (), **headers: str) -> Answer:
    """An answer in JSON; a header's name is written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json"} | named, committed=committed)


def error(status: int, code: str, message: str = "", /, **more: object) -> Answer:
    """An error as this CRM words it."""
    return in_json(status, {"error": {"code": code, "message": message or code.replace("_", " ")} | more})


@dataclass
class Call:
    """One request as it arrived, its headers named in small letters. The body is read when it is first asked for."""

    method: str
    target: str
    headers: Mapping[str, str]
    receive: Callable[[], bytes]
    refused_items: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Items of a batch, by their place, that shall fail, with status and code."""
    arrived: bytes | None = None

    @property
    def body(self) -> bytes:
        """What came with it. (No cached_property: on Python 3.11 all calls would wait for the slowest of them.)"""
        if self.arrived is None:
            self.arrived = self.receive()
        return self.arrived

    @property
    def was_read(self) -> bool:
        """Whether anybody has asked for the body."""
        return self.arrived is not None

    @cached_property
    def json(self) -> dict[str, object]:
        """The body, an object. Raises Refusal (400)."""
        try:
            read = json.loads(self.body or b"{}")
        except ValueError:
            raise Refusal(400, "bad_json") from None
        if not isinstance(read, dict):
            raise Refusal(400, "bad_json")
        return read

    @cached_property
    def steps(self) -> list[str]:
        """The path, step by step."""
        return [step for step in urlsplit(self.target).path.split("/") if step]

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """What stands behind the question mark."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def kind(self) -> str:
        """The kind of record it is about; "" for none."""
        at = 1 if self.steps[:1] == ["fields"] else 0
        return self.steps[at] if len(self.steps) > at and self.steps[at] in KINDS else ""

    @property
    def id(self) -> str:
        """The record it names; "" for none."""
        return self.steps[1] if self.action in ("read", "change", "delete", "merge") else ""

    @cached_property
    def action(self) -> str:
        """What it asks for, in one word; "" for what this CRM does not have."""
        match self.method, self.steps:
            case "GET", ["me"]:
                return "me"
            case "GET", ["fields", kind] if kind in KINDS:
                return "fields"
            case _, [kind, *_rest] if kind not in KINDS:
                return ""
            case "GET", [_kind]:
                return "find" if "external_id" in self.query else "list"
            case "POST", [_kind]:
                return "create"
            case "POST", [_kind, "batch"]:
                return "batch"
            case "POST", [_kind, _id, "merge"]:
                return "merge"
            case (("GET" | "PATCH" | "DELETE"), [_kind, _id]):
                return {"GET": "read", "PATCH": "change", "DELETE": "delete"}[self.method]
            case _:
                return ""

    @property
    def items(self) -> list[dict[str, object]]:
        """The records it would write: one, those of a batch, or none."""
        try:
            given = self.json.get("inputs", []) if self.action == "batch" else [self.json]
        except Refusal:
            return []
        listed = given if isinstance(given, list) else []
        return [item for item in listed if isinstance(item, dict)] if self.action in WRITES else []


@dataclass
class Api:
    """Answers calls from the records; `hidden` holds fields, by kind, that it no longer has."""

    records: Records
    no_modified: bool = False
    hidden: set[tuple[str, str]] = field(default_factory=set)

    def answer(self, call: Call) -> Answer:
        """What the CRM answers, done as soon as it is said."""
        if not call.action:
            return error(404, "no_such_path")
        try:
            answered: Answer = getattr(self, f"_{call.action}")(call)
        except Refusal as refusal:
            return error(refusal.status, refusal.code, "", **refusal.more)
        except MergedAway as merged:
            return in_json(410, {"merged_into": merged.into})
        return answered

    def shown(self, record: Record) -> dict[str, object]:
        """A record as the answers hold it."""
        return {
            "id": record.id,
            "external_id": record.external_id,
            "modified": None if self.no_modified else record.modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "fields": {name: value for name, value in record.fields.items() if (record.kind, name) not in self.hidden},
            "links": record.links,
        }

    def _me(self, call: Call) -> Answer:
        return in_json(200, {"data": {"name": "Plain CRM", "user": "Alix Martin"}})

    def _fields(self, call: Call) -> Answer:
        names = [name for name in CONTENT[call.kind] if (call.kind, name) not in self.hidden]
        described = [{"name": name, "label": name.replace("_", " ").capitalize(), "type": "text"} for name in names]
        return in_json(200, {"data": described})

    def _create(self, call: Call) -> Answer:
        made = self._enter(call.kind, call.json)
        return in_json(201, {"data": self.shown(made)}, (made.id,))

    def _read(self, call: Call) -> Answer:
        return in_json(200, {"data": self.shown(self.records.get(call.kind, call.id))})

    def _change(self, call: Call) -> Answer:
        key = call.json.get("external_id")
        fields, links = _content(call.json)
        changed = self.records.change(call.kind, call.id, fields, key if isinstance(key, str) else None, links)
        return in_json(200, {"data": self.shown(changed)}, (changed.id,))

    def _delete(self, call: Call) -> Answer:
        gone = self.records.delete(call.kind, call.id)
        return Answer(204, headers={}, committed=(gone.id,))

    def _merge(self, call: Call) -> Answer:
        kept = self.records.merge(call.kind, call.id, str(call.json.get("into", "")))
        return in_json(200, {"data": self.shown(kept)}, (call.id, kept.id))

    def _find(self, call: Call) -> Answer:
        return self._page(call, self.records.findable(call.kind, call.query["external_id"]))

    def _list(self, call: Call) -> Answer:
        after = _number(call, "after")
        if self.no_modified:
            return self._page(call, self.records.listed(call.kind, None, after))
        since = _instant(call, "modified_since")
        return self._page(call, self.records.listed(call.kind, since, after if since else None))

    def _page(self, call: Call, found: list[Record]) -> Answer:
        start = _number(call, "offset") or 0
        limit = min(_number(call, "limit") or LARGEST_PAGE, LARGEST_PAGE)
        page = found[start : start + limit]
        return in_json(200, {"data": [self.shown(record) for record in page], "more": len(found) > start + limit})

    def _batch(self, call: Call) -> Answer:
        inputs = call.json.get("inputs")
        if not isinstance(inputs, list) or not 0 < len(inputs) <= LARGEST_BATCH:
            raise Refusal(400, "bad_batch", largest=LARGEST_BATCH)
        results = [self._item(call, place, item) for place, item in enumerate(inputs)]
        whole = all(result["status"] == 201 for result in results)
        made = tuple(str(result["id"]) for result in results if result["status"] == 201)
        return in_json(200 if whole else 207, {"results": results}, made)

    def _item(self, call: Call, place: int, item: object) -> dict[str, object]:
        given = item if isinstance(item, dict) else {}
        told = {"external_id": given.get("external_id", "")}
        try:
            if place in call.refused_items:
                status, code = call.refused_items[place]
                raise Refusal(status, code)
            return told | {"status": 201, "id": self._enter(call.kind, given).id}
        except Refusal as refusal:
            message = refusal.code.replace("_", " ")
            return told | {"status": refusal.status, "error": {"code": refusal.code, "message": message} | refusal.more}

    def _enter(self, kind: str, given: Mapping[str, object]) -> Record:
        key = given.get("external_id") or ""
        fields, links = _content(given)
        return self.records.enter(kind, fields, str(key), links)


def _content(given: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    fields, links = given.get("fields", {}), given.get("links", {})
    if not isinstance(fields, dict) or not isinstance(links, dict):
        raise Refusal(400, "bad_record")
    return fields, {str(kind): str(id) for kind, id in links.items()}


def _number(call: Call, name: str) -> int | None:
    value = call.query.get(name, [""])[0]
    if not value:
        return None
    if not value.isascii() or not value.isdigit():
        raise Refusal(400, "bad_parameter", parameter=name)
    return int(value)


def _instant(call: Call, name: str) -> datetime | None:
    value = call.query.get(name, [""])[0]
    if not value:
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        raise Refusal(400, "bad_parameter", parameter=name) from None
    if read.tzinfo is None:
        raise Refusal(400, "bad_parameter", parameter=name)
    return read
