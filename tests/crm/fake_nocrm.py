"""noCRM.io as third parties describe its API v2: leads with a title and a description, comments on them."""

from typing import Any

from tests.crm.fake_server import Ask, FakeServer, Reply

KEY = "nocrm-key-of-the-tests"
WRITTEN = {"title", "description", "status", "tags", "user_id", "step", "amount", "remind_date"}
STATUSES = {"todo", "standby", "won", "cancelled", "lost"}


class FakeNoCrm(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.leads: dict[str, dict[str, Any]] = {}
        self.comments: dict[str, list[dict[str, Any]]] = {}
        self.made = 0

    def handle(self, ask: Ask) -> Reply:
        if ask.headers.get("x-api-key") != KEY:
            return Reply(401, {"error": "unauthorized"})
        match ask.path.removeprefix("/api/v2/").split("/"):
            case ["users"]:
                return Reply(200, [{"id": 7, "email": "ana@example.test", "firstname": "Ana"}])
            case ["leads"] if ask.method == "POST":
                return self.create(ask)
            case ["leads"] if ask.method == "GET":
                return self.list(ask)
            case ["leads", id]:
                return self.one(ask, id)
            case ["leads", id, "comments"]:
                return self.commented(ask, id)
        raise AssertionError("no such path")

    def time(self) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def create(self, ask: Ask) -> Reply:
        sent = ask.body
        assert set(sent) <= WRITTEN, set(sent) - WRITTEN
        if not sent.get("title"):
            return Reply(422, {"error": "title can't be blank"})
        self.made += 1
        times = {"created_at": self.time(), "updated_at": self.time()}
        self.leads[str(self.made)] = {"id": self.made, "status": "todo", "description": "", **sent, **times}
        return Reply(201, self.leads[str(self.made)])

    def one(self, ask: Ask, id: str) -> Reply:
        lead = self.leads.get(id)
        if lead is None:
            return Reply(404, {"error": "not found"})
        match ask.method:
            case "DELETE":
                del self.leads[id]
                return Reply(200, {"id": lead["id"]})
            case "PUT":
                assert set(ask.body) <= WRITTEN, set(ask.body) - WRITTEN
                if ask.body.get("status", "todo") not in STATUSES or ask.body.get("title", "-") in ("", None):
                    return Reply(422, {"error": "a value is not valid"})
                lead |= {**ask.body, "updated_at": self.time()}
        return Reply(200, lead)

    def list(self, ask: Ask) -> Reply:
        known = {"limit", "offset", "order", "direction", "updated_after"}
        assert set(ask.query) <= known, set(ask.query) - known
        by = {"last_update": "updated_at", "creation_date": "created_at"}[ask.one("order", "creation_date")]
        rows = [lead for lead in self.leads.values() if lead["updated_at"][:19] >= ask.one("updated_after")[:19]]
        rows.sort(key=lambda lead: (lead[by], lead["id"]), reverse=ask.one("direction") == "desc")
        start = int(ask.one("offset", "0"))
        return Reply(200, rows[start : start + int(ask.one("limit", "100"))])

    def commented(self, ask: Ask, id: str) -> Reply:
        if id not in self.leads:
            return Reply(404, {"error": "not found"})
        if ask.method == "POST":
            assert set(ask.body) <= {"content", "activity_id"}
            return Reply(201, self.add_comment(id, ask.body["content"]))
        assert ask.method == "GET"
        return Reply(200, self.comments.get(id, []))

    def add_comment(self, id: str, text: str) -> dict[str, Any]:
        self.made += 1
        comment = {"id": self.made, "content": text, "created_at": self.time()}
        self.comments.setdefault(id, []).insert(0, comment)
        return comment

    def edit(self, id: str, /, **values: Any) -> None:
        self.leads[id] |= {**values, "updated_at": self.time()}
