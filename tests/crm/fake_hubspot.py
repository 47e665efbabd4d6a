"""HubSpot as its specification of 2026-09 describes it, in memory: what facts were measured is said in docs/crm.md."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.crm.fake_server import Ask, FakeServer, Reply

TYPES = ("contacts", "companies", "deals", "calls", "notes", "tasks")
MODIFIED = {"contacts": "lastmodifieddate"}
BUILT_IN = {
    "contacts": "firstname lastname jobtitle email phone mobilephone hs_linkedin_url company country state city zip",
    "companies": "name domain numberofemployees",
    "deals": "dealname dealstage pipeline",
    "calls": "hs_call_title hs_call_body hs_timestamp hs_call_duration hs_call_disposition hs_call_status "
    "hs_call_to_number",
    "notes": "hs_note_body hs_timestamp",
    "tasks": "hs_task_subject hs_task_body hs_timestamp hs_task_status hs_task_type",
}
CHOICES = {
    "dealstage": ("appointmentscheduled", "qualifiedtobuy", "closedwon", "closedlost"),
    "hs_task_status": ("NOT_STARTED", "IN_PROGRESS", "COMPLETED"),
    "hs_task_type": ("TODO", "CALL", "EMAIL"),
    "hs_call_status": ("COMPLETED", "NO_ANSWER", "BUSY", "FAILED"),
}
ASSOCIATION_IDS = {
    ("notes", 202): "contacts", ("notes", 190): "companies", ("notes", 214): "deals",
    ("calls", 194): "contacts", ("calls", 182): "companies", ("calls", 206): "deals",
    ("tasks", 204): "contacts", ("tasks", 192): "companies", ("tasks", 216): "deals",
}  # fmt: skip
KEY = "pat-eu1-canary"
BATCH, PAGE, WINDOW = 100, 100, 10_000


class FakeHubSpot(FakeServer):
    def __init__(self) -> None:
        self.objects: dict[str, dict[str, dict[str, Any]]] = {t: {} for t in TYPES}
        self.links: dict[tuple[str, str, str], list[str]] = {}
        self.merged: dict[str, str] = {}
        self.groups: set[tuple[str, str]] = set()
        self.properties = {t: {n: _built_in(n) for n in BUILT_IN[t].split()} for t in TYPES}
        for t in TYPES:
            for name in ("hs_object_id", "hs_merged_object_ids", MODIFIED.get(t, "hs_lastmodifieddate")):
                self.properties[t][name] = _built_in(name, read_only=True)
        self.may_make_properties = True
        self.traced = True
        """Whether errors in a batch name the record they mean."""
        self.window = WINDOW
        self._last = 100
        super().__init__()

    # -- what another person does ------------------------------------------------------------------------------------

    def make(self, type_: str, properties: Mapping[str, str], links: Mapping[str, str] | None = None) -> str:
        self._last += 1
        id_ = str(self._last)
        self.objects[type_][id_] = {"id": id_, "props": dict(properties), "created": self.now, "updated": self.now}
        for to, other in (links or {}).items():
            self.link(type_, id_, to, other)
        return id_

    def edit(self, type_: str, id_: str, properties: Mapping[str, str]) -> None:
        self.objects[type_][id_]["props"] |= properties
        self.objects[type_][id_]["updated"] = self.now

    def remove(self, type_: str, id_: str) -> None:
        del self.objects[type_][id_]

    def unite(self, type_: str, kept: str, gone: str) -> None:
        self.remove(type_, gone)
        self.merged[gone] = kept
        props = self.objects[type_][kept]["props"]
        props["hs_merged_object_ids"] = ";".join(filter(None, (props.get("hs_merged_object_ids"), gone)))
        self.objects[type_][kept]["updated"] = self.now

    def link(self, from_: str, id_: str, to: str, other: str) -> None:
        for key, value in (((from_, id_, to), other), ((to, other, from_), id_)):
            if value not in self.links.setdefault(key, []):
                self.links[key].append(value)

    # -- requests ----------------------------------------------------------------------------------------------------

    def handle(self, ask: Ask) -> Reply:
        if ask.headers.get("authorization") != f"Bearer {KEY}":
            return _error(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
        for method, pattern, respond in ROUTES:
            found = re.fullmatch(pattern, ask.path)
            if found and method == ask.method:
                reply: Reply = getattr(self, respond)(ask, *found.groups())
                return reply
        self.violation(ask, "no such path")
        return Reply(404, text="<html>Not found</html>", type="text/html")

    def account(self, ask: Ask) -> Reply:
        return Reply(200, {"portalId": 62515, "accountType": "STANDARD", "uiDomain": "app-eu1.hubspot.com"})

    def list_(self, ask: Ask, type_: str) -> Reply:
        start, limit = int(ask.one("after", "0")), int(ask.one("limit", "10"))
        if limit > 100:
            self.violation(ask, "limit is 100 at most")
        ids = sorted((i for i in self.objects[type_] if int(i) > start), key=int)
        page = ids[:limit]
        more = {"paging": {"next": {"after": page[-1]}}} if len(ids) > limit else {}
        return Reply(200, {"results": [self._shown(type_, i, []) for i in page], **more})

    def search(self, ask: Ask, type_: str) -> Reply:
        body = ask.body
        lacking = {"after", "filterGroups", "limit", "properties", "sorts"} - set(body)
        if lacking or not isinstance(body["after"], str) or body["limit"] > 200:
            self.violation(ask, f"a search without {lacking}, or of wrong types")
        start = int(body["after"])
        if start >= self.window:
            return _error(400, "VALIDATION_ERROR", "The offset + limit must be less than 10,000")
        found = [
            i for i in self.objects[type_]
            if any(all(self._passes(ask, type_, i, f) for f in group["filters"]) for group in body["filterGroups"])
        ]  # fmt: skip
        found.sort(key=lambda i: (self._value(type_, i, body["sorts"][0]), int(i)))
        page = found[start : start + body["limit"]]
        after = start + body["limit"]
        more = {"paging": {"next": {"after": str(after)}}} if after < len(found) else {}
        shown = [self._shown(type_, i, body["properties"]) for i in page]
        return Reply(200, {"total": len(found), "results": shown, **more})

    def _passes(self, ask: Ask, type_: str, id_: str, test: Mapping[str, str]) -> bool:
        if test["propertyName"] not in self.properties[type_] or not isinstance(test["value"], str):
            self.violation(ask, f"a filter on {test}")
        here, there = self._value(type_, id_, test["propertyName"]), _comparable(test["value"])
        match test["operator"]:
            case "EQ":
                return bool(here == there)
            case "GT":
                return bool(here > there)
            case "GTE":
                return bool(here >= there)
            case "CONTAINS_TOKEN":
                return str(there).lower() in re.findall(r"\w+", str(here).lower())
        self.violation(ask, f"no such operator {test}")
        return False

    def _value(self, type_: str, id_: str, name: str) -> Any:
        if name in ("lastmodifieddate", "hs_lastmodifieddate"):
            return self.objects[type_][id_]["updated"]
        return int(id_) if name == "hs_object_id" else self.objects[type_][id_]["props"].get(name, "")

    def batch_read(self, ask: Ask, type_: str) -> Reply:
        body = ask.body
        if not {"inputs", "properties", "propertiesWithHistory"} <= set(body) or len(body["inputs"]) > BATCH:
            self.violation(ask, "a batch read lacks members or has too many")
        by, found, errors = body.get("idProperty"), [], []
        for one in body["inputs"]:
            if by:
                ids = [i for i, o in self.objects[type_].items() if o["props"].get(by) == one["id"]]
            else:
                kept = self.merged.get(one["id"], one["id"])
                ids = [kept] if kept in self.objects[type_] else []
            found += ids
            if not ids:
                errors.append(one["id"])
        results = [self._shown(type_, i, body["properties"]) for i in dict.fromkeys(found)]
        return self._batch(
            200, results, [_said("OBJECT_NOT_FOUND", "Could not get some", {"ids": errors})] if errors else []
        )

    def batch_write(self, ask: Ask, type_: str, what: str) -> Reply:
        inputs = ask.body["inputs"]
        if not 0 < len(inputs) <= BATCH:
            self.violation(ask, "a batch of a wrong size")
        results, errors = [], []
        for one in inputs:
            self._check_input(ask, what, one)
            fault = self._fault_of(type_, one, what)
            if fault is None:
                results.append(self._write(type_, what, one))
            else:
                about = {"objectWriteTraceId": [one["objectWriteTraceId"]]} if self.traced else {}
                errors.append({**fault, "context": {**fault.get("context", {}), **about}})
        if errors and not all("objectWriteTraceId" in one for one in inputs):
            return Reply(400, errors[0])
        return self._batch(201 if what == "create" else 200, results, errors)

    def _check_input(self, ask: Ask, what: str, one: Mapping[str, Any]) -> None:
        needed = {
            "create": {"properties", "associations"},
            "update": {"id", "properties"},
            "upsert": {"id", "properties"},
        }
        if not needed[what] <= set(one) or not all(isinstance(v, str) for v in one["properties"].values()):
            self.violation(ask, f"{what}: members {sorted(one)}, or a value that is no text")
        if what != "create" and not isinstance(one["id"], str):
            self.violation(ask, f"{what}: id is no text")
        if what == "upsert" and "idProperty" not in one:
            self.violation(ask, "upsert without idProperty")

    def _fault_of(self, type_: str, one: Mapping[str, Any], what: str) -> dict[str, Any] | None:
        for name, value in one["properties"].items():
            known = self.properties[type_].get(name)
            if known is None:
                inner = {"isValid": False, "message": f'Property "{name}" does not exist', "name": name}
                return _said("VALIDATION_ERROR", f"Property values were not valid: {json.dumps([inner])}")
            options = [o["value"] for o in known["options"]]
            if value and options and value not in options:
                return _said(
                    "VALIDATION_ERROR", f"{value} was not one of the allowed options", {"propertyName": [name]}
                )
            if name == "email" and value and "@" not in value:
                return _said("VALIDATION_ERROR", f"Email address {value} is invalid", {"propertyName": [name]})
        mine = self._target(type_, one, what)
        if what == "update" and mine is None:
            return _said("OBJECT_NOT_FOUND", "Object not found")
        email = one["properties"].get("email")
        other = [i for i, o in self.objects[type_].items() if email and o["props"].get("email") == email and i != mine]
        if other:
            return _said("CONFLICT", f"Contact already exists. Existing ID: {other[0]}")
        return None

    def _target(self, type_: str, one: Mapping[str, Any], what: str) -> str | None:
        if what == "update":
            return one["id"] if one["id"] in self.objects[type_] else None
        if what == "upsert":
            return next(
                (i for i, o in self.objects[type_].items() if o["props"].get(one["idProperty"]) == one["id"]), None
            )
        return None

    def _write(self, type_: str, what: str, one: Mapping[str, Any]) -> dict[str, Any]:
        id_ = self._target(type_, one, what)
        keyed = {one["idProperty"]: one["id"]} if what == "upsert" else {}
        new = id_ is None
        if id_ is None:
            id_ = self.make(type_, keyed)
        self.edit(type_, id_, one["properties"])
        for link in one.get("associations", ()):
            (spec,) = link["types"]
            assert spec["associationCategory"] == "HUBSPOT_DEFINED"
            self.link(type_, id_, ASSOCIATION_IDS[type_, spec["associationTypeId"]], link["to"]["id"])
        shown = self._shown(type_, id_, [*one["properties"], *keyed])
        return {**shown, "new": new, "objectWriteTraceId": one.get("objectWriteTraceId")}

    def _batch(self, status: int, results: list[dict[str, Any]], errors: list[dict[str, Any]]) -> Reply:
        partial = {"errors": errors, "numErrors": len(errors)} if errors else {}
        at = _iso(self.now)
        said = {"status": "COMPLETE", "startedAt": at, "completedAt": at, "results": results, **partial}
        return Reply(207 if errors else status, said)

    def _shown(self, type_: str, id_: str, names: list[str]) -> dict[str, Any]:
        one = self.objects[type_][id_]
        modified = MODIFIED.get(type_, "hs_lastmodifieddate")
        told = {n: one["props"].get(n) or None for n in names if n in self.properties[type_]}
        own = {"hs_object_id": id_, modified: _iso(one["updated"])}
        return {"id": id_, "properties": {**told, **own}, "createdAt": _iso(one["created"]),
                "updatedAt": _iso(one["updated"]), "archived": False}  # fmt: skip

    def delete(self, ask: Ask, type_: str, id_: str) -> Reply:
        if id_ not in self.objects[type_]:
            return _error(404, "OBJECT_NOT_FOUND", "Object not found")
        self.remove(type_, id_)
        return Reply(204)

    def merge(self, ask: Ask, type_: str) -> Reply:
        self.unite(type_, ask.body["primaryObjectId"], ask.body["objectIdToMerge"])
        return Reply(200, self._shown(type_, ask.body["primaryObjectId"], []))

    def associations(self, ask: Ask, from_: str, to: str) -> Reply:
        results, missing = [], []
        for one in ask.body["inputs"]:
            found = [i for i in self.links.get((from_, one["id"], to), ()) if i in self.objects[to]]
            spec = [{"category": "HUBSPOT_DEFINED", "typeId": 1, "label": None}]
            if found:
                results.append({"from": {"id": one["id"]},
                                "to": [{"toObjectId": i, "associationTypes": spec} for i in found]})  # fmt: skip
            else:
                missing.append(one["id"])
        errors = [_said("OBJECT_NOT_FOUND", "No associations", {"fromObjectId": missing})] if missing else []
        return self._batch(200, results, errors)

    def associate(self, ask: Ask, from_: str, to: str) -> Reply:
        for one in ask.body["inputs"]:
            if one["from"]["id"] not in self.objects[from_] or one["to"]["id"] not in self.objects[to]:
                return _error(404, "OBJECT_NOT_FOUND", "no such object to associate")
            self.link(from_, one["from"]["id"], to, one["to"]["id"])
        return self._batch(200, [], [])

    def list_properties(self, ask: Ask, type_: str) -> Reply:
        return Reply(200, {"results": list(self.properties[type_].values())})

    def make_group(self, ask: Ask, type_: str) -> Reply:
        if not self.may_make_properties:
            return _error(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes")
        if (type_, ask.body["name"]) in self.groups:
            return _error(409, "OBJECT_ALREADY_EXISTS", "already exists")
        self.groups.add((type_, ask.body["name"]))
        return Reply(201, ask.body)

    def make_property(self, ask: Ask, type_: str) -> Reply:
        body = ask.body
        if not {"fieldType", "groupName", "label", "name", "type"} <= set(body):
            self.violation(ask, "a property lacks what is required")
        if (type_, body["groupName"]) not in self.groups or body["name"] in self.properties[type_]:
            return _error(400, "VALIDATION_ERROR", "no such group, or there already is such a property")
        self.properties[type_][body["name"]] = {**_built_in(body["name"]), "options": [], **body}
        return Reply(201, body)

    def pipelines(self, ask: Ask) -> Reply:
        stages = [{"id": s, "label": s.capitalize(), "displayOrder": n, "archived": False}
                  for n, s in enumerate(CHOICES["dealstage"])]  # fmt: skip
        return Reply(200, {"results": [{"id": "default", "label": "Sales", "displayOrder": 0, "stages": stages}]})


OBJECT = r"/crm/objects/2026-09/(" + "|".join(TYPES) + ")"
PROPERTY, LINK = r"/crm/properties/2026-09/(\w+)", r"/crm/associations/2026-09/(\w+)/(\w+)/batch"
ROUTES = (
    ("GET", "/account-info/2026-09/details", "account"),
    ("GET", OBJECT, "list_"),
    ("POST", OBJECT + "/search", "search"),
    ("POST", OBJECT + "/batch/read", "batch_read"),
    ("POST", OBJECT + "/batch/(create|update|upsert)", "batch_write"),
    ("POST", OBJECT + "/merge", "merge"),
    ("DELETE", OBJECT + r"/(\d+)", "delete"),
    ("POST", LINK + "/read", "associations"),
    ("POST", LINK + "/associate/default", "associate"),
    ("GET", PROPERTY, "list_properties"),
    ("POST", PROPERTY, "make_property"),
    ("POST", PROPERTY + "/groups", "make_group"),
    ("GET", "/crm/pipelines/2026-09/deals", "pipelines"),
)


def _built_in(name: str, *, read_only: bool = False) -> dict[str, Any]:
    options = [{"value": v, "label": v.capitalize(), "hidden": False} for v in CHOICES.get(name, ())]
    return {"name": name, "label": name.capitalize(), "type": "string", "fieldType": "text", "groupName": "standard",
            "description": "", "options": options, "hidden": False, "calculated": False,
            "modificationMetadata": {"readOnlyValue": read_only}}  # fmt: skip


def _said(category: str, message: str, context: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {"status": "error", "category": category, "message": message, "context": dict(context or {}), "errors": [],
            "links": {}}  # fmt: skip


def _error(status: int, category: str, message: str) -> Reply:
    return Reply(status, {**_said(category, message), "correlationId": "aeb5f871-7f07-4993-9211-075dc63e7cbf"})


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _comparable(said: str) -> Any:
    if said.isdigit():
        return int(said)
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return said
