"""Pipedrive as its specification and documentation describe it: v2 persons, organisations and activities, v1 leads and
notes. It keeps no promise it does not make: nothing is unique, a list that is patched is replaced."""

import html
from typing import Any

from tests.crm.fake_server import Ask, FakeServer, Reply

TOKEN = "pd-token-of-the-tests"
V2 = {
    "persons": {"name", "emails", "phones", "org_id", "owner_id", "custom_fields"},
    "organizations": {"name", "address", "owner_id", "custom_fields"},
    "activities": {"subject", "type", "due_date", "due_time", "duration", "done", "note", "lead_id", "deal_id",
                   "org_id", "participants", "owner_id"},
}  # fmt: skip
V1 = {
    "leads": {"title", "person_id", "organization_id", "owner_id", "label_ids", "value", "expected_close_date"},
    "notes": {"content", "lead_id", "person_id", "org_id", "deal_id"},
}
INTEGERS = {"org_id", "person_id", "organization_id", "deal_id", "owner_id"}


class FakePipedrive(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in (*V2, *V1)}
        self.made = 0

    def handle(self, ask: Ask) -> Reply:
        if ask.headers.get("x-api-token") != TOKEN:
            return Reply(401, {"success": False, "error": "unauthorized access", "errorCode": 401})
        parts = ask.path.strip("/").split("/")
        if parts == ["v1", "users", "me"]:
            return self.good({"id": 1, "name": "Ana Durand", "company_name": "Durand Conseil"})
        if parts[:2] == ["api", "v2"] and len(parts) > 2 and parts[2] in V2:
            return self.v2(ask, parts[2], parts[3:])
        if parts[0] == "v1" and len(parts) > 1 and parts[1] in V1:
            return self.v1(ask, parts[1], parts[2:])
        raise AssertionError("no such path")

    def good(self, data: Any, **more: Any) -> Reply:
        return Reply(200, {"success": True, "data": data, **more}, {"x-ratelimit-remaining": "90"})

    def wrong(self, status: int, why: str) -> Reply:
        return Reply(status, {"success": False, "error": why, "error_info": "Please check developers.pipedrive.com"})

    def time(self, v2: bool) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ" if v2 else "%Y-%m-%d %H:%M:%S")

    # -- v2 -----------------------------------------------------------------------------------------------------------

    def v2(self, ask: Ask, name: str, rest: list[str]) -> Reply:
        if rest == ["search"]:
            assert ask.method == "GET"
            return self.search(ask, name)
        if not rest:
            return self.list_v2(ask, name) if ask.method == "GET" else self.create(ask, name, V2[name], v2=True)
        return self.one(ask, name, rest[0], V2[name], "PATCH", v2=True)

    def search(self, ask: Ask, name: str) -> Reply:
        assert set(ask.query) <= {"term", "fields", "exact_match", "limit", "cursor"}
        term, field = ask.one("term").casefold(), ask.one("fields")
        assert ask.one("exact_match") == "true", "a term of one character needs it"
        assert field in ("email", "phone", "name")
        items = []
        for row in self.rows[name].values():
            held = {
                "email": [e["value"] for e in row.get("emails", [])],
                "phone": [p["value"] for p in row.get("phones", [])],
                "name": [row["name"]],
            }
            if term in [v.casefold() for v in held[field]]:
                item = {"id": row["id"], "type": name[:-1], "name": row["name"], "emails": held["email"]}
                items.append({"result_score": 1.2, "item": item})
        return self.good({"items": items}, additional_data={"next_cursor": None})

    def list_v2(self, ask: Ask, name: str) -> Reply:
        known = {"limit", "cursor", "updated_since", "sort_by", "sort_direction", "lead_id", "person_id", "org_id"}
        assert set(ask.query) <= known, set(ask.query) - known
        assert all(values != [""] for values in ask.query.values()), "an empty parameter"
        limit = int(ask.one("limit", "100"))
        assert 1 <= limit <= 500
        rows = list(self.rows[name].values())
        if since := ask.one("updated_since"):
            assert since.endswith("Z")
            rows = [r for r in rows if r["update_time"] >= since]
        for by in ("lead_id", "org_id"):
            if wanted := ask.one(by):
                rows = [r for r in rows if str(r.get(by)) == wanted]
        if wanted := ask.one("person_id"):
            rows = [r for r in rows if any(str(p["person_id"]) == wanted for p in r.get("participants") or [])]
        rows.sort(key=lambda r: (r[ask.one("sort_by", "id")], r["id"]), reverse=ask.one("sort_direction") == "desc")
        start = int(ask.one("cursor", "c0")[1:])
        more = f"c{start + limit}" if start + limit < len(rows) else None
        return self.good(rows[start : start + limit], additional_data={"next_cursor": more})

    # -- v1 -----------------------------------------------------------------------------------------------------------

    def v1(self, ask: Ask, name: str, rest: list[str]) -> Reply:
        if rest:
            return self.one(ask, name, rest[0], V1[name], "PATCH" if name == "leads" else "PUT", v2=False)
        if ask.method == "POST":
            return self.create(ask, name, V1[name], v2=False)
        known = {"limit", "start", "sort", "person_id", "organization_id", "org_id", "lead_id"}
        known |= {"updated_since"} if name == "notes" else set()
        assert set(ask.query) <= known, set(ask.query) - known
        rows = list(self.rows[name].values())
        if since := ask.one("updated_since"):
            assert since.endswith("Z")
            rows = [r for r in rows if r["update_time"] >= since.replace("T", " ").removesuffix("Z")]
        for by in ("person_id", "organization_id", "org_id", "lead_id"):
            if wanted := ask.one(by):
                rows = [r for r in rows if str(r.get(by)) == wanted]
        by, _space, way = ask.one("sort", "id ASC").partition(" ")
        rows.sort(key=lambda r: (r[by], r["n"]), reverse=way == "DESC")
        start, limit = int(ask.one("start", "0")), int(ask.one("limit", "100"))
        page = {"start": start, "limit": limit, "more_items_in_collection": start + limit < len(rows)}
        return self.good(rows[start : start + limit], additional_data={"pagination": page})

    # -- both ---------------------------------------------------------------------------------------------------------

    def create(self, ask: Ask, name: str, fields: set[str], *, v2: bool) -> Reply:
        assert ask.method == "POST"
        sent = self.checked(ask, name, fields)
        needed = {"persons": "name", "organizations": "name", "leads": "title", "notes": "content"}.get(name, "type")
        if not sent.get(needed):
            return self.wrong(400, f"{needed} is required")
        if name == "leads" and not (sent.get("person_id") or sent.get("organization_id")):
            return self.wrong(400, "A lead must be linked to a person or an organization.")
        if name == "notes" and not any(sent.get(f) for f in ("lead_id", "person_id", "org_id", "deal_id")):
            return self.wrong(400, "One of lead_id, person_id, org_id or deal_id is required.")
        self.made += 1
        id = f"adf21080-0e10-11eb-879b-{self.made:012}" if name == "leads" else self.made
        row = {"id": id, "n": self.made, "add_time": self.time(v2), "update_time": self.time(v2)}
        self.rows[name][str(id)] = row | self.shown(name, sent)
        return self.good(self.rows[name][str(id)])

    def one(self, ask: Ask, name: str, id: str, fields: set[str], change: str, *, v2: bool) -> Reply:
        row = self.rows[name].get(id)
        if row is None:
            return self.wrong(404, f"{name[:-1]} not found")
        if ask.method == "GET":
            return self.good(row)
        if ask.method == "DELETE":
            del self.rows[name][id]
            return self.good({"id": row["id"]})
        assert ask.method == change, ask.method
        sent = self.checked(ask, name, fields)
        if any(sent.get(f, "-") in (None, "") for f in ("name", "title")):
            return self.wrong(400, "name must not be empty")
        row |= {**self.shown(name, {**row, **sent}), "update_time": self.time(v2)}
        return self.good(row)

    def checked(self, ask: Ask, name: str, fields: set[str]) -> dict[str, Any]:
        sent = ask.body
        assert isinstance(sent, dict)
        assert set(sent) <= fields, set(sent) - fields
        assert all(isinstance(sent[f], int) for f in INTEGERS & set(sent) if sent[f] is not None)
        for item in [*(sent.get("emails") or []), *(sent.get("phones") or [])]:
            assert set(item) <= {"value", "primary", "label"}, item
            assert item["value"], item
        assert all(isinstance(p["person_id"], int) for p in sent.get("participants") or [])
        assert "done" not in sent or isinstance(sent["done"], bool)
        return sent

    def shown(self, name: str, sent: dict[str, Any]) -> dict[str, Any]:
        """What is told of a record: names are cut in two, notes are HTML that the server tidies."""
        found = dict(sent)
        if name == "persons":
            first, _space, last = str(sent["name"]).rpartition(" ")
            found |= {"first_name": first, "last_name": last, "org_id": sent.get("org_id")}
            found |= {n: sent.get(n) or [] for n in ("emails", "phones")}
        if name == "leads":
            found |= {n: sent.get(n) for n in ("person_id", "organization_id")}
        if name == "notes":
            found |= {n: sent.get(n) for n in ("lead_id", "person_id", "org_id")}
            found |= {"user": {"name": "Ana Durand"}}
        text = {"notes": "content", "activities": "note"}.get(name)
        if text and "<script" in str(sent.get(text)):
            raise AssertionError("markup of a person's words: " + html.escape(str(sent[text])))
        return found

    # -- what somebody else does --------------------------------------------------------------------------------------

    def edit(self, name: str, id: str, /, **values: Any) -> None:
        row = self.rows[name][id]
        row |= {**self.shown(name, {**row, **values}), "update_time": self.time(name in V2)}

    def add_note(self, by: str, id: str, text: str) -> str:
        self.made += 1
        times = {"add_time": self.time(False), "update_time": self.time(False)}
        row = {"id": self.made, "n": self.made, "content": text, by: int(id) if by != "lead_id" else id, **times}
        self.rows["notes"][str(self.made)] = row | {"user": {"name": "Bo Martin"}}
        return str(self.made)
