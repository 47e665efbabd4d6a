"""Dolibarr 22 in memory, as it was measured: ids as texts, silent acceptance, an empty list that is a 404."""

import re
from collections.abc import Mapping
from typing import Any

from tests.crm.fake_server import Ask, FakeServer, Reply

KEY = "canary0123456789"
PLACES = {
    "thirdparties": "name name_alias url email phone address zip town country_code idprof1 idprof2 idprof3 idprof4 "
    "tva_intra note_private note_public ref_ext client code_client",
    "contacts": "firstname lastname poste email phone_pro phone_mobile phone_perso address zip town country_code "
    "no_email note_private note_public ref_ext socid",
    "projects": "ref title description opp_status opp_percent opp_amount budget_amount note_private note_public socid "
    "usage_opportunity",
    "agendaevents": "label type_code datep datef percentage note_private socid contact_id fk_project userownerid "
    "ref_ext fulldayevent",
}
REQUIRED = {"thirdparties": "name", "contacts": "lastname", "projects": "title", "agendaevents": "label"}
MODIFIED = {"thirdparties": "date_modification", "contacts": "date_modification", "projects": "date_m",
            "agendaevents": "datem"}  # fmt: skip
LINKED = {"socid": "thirdparties", "contact_id": "contacts", "fk_project": "projects"}
BASE = "/dolibarr/api/index.php"


class FakeDolibarr(FakeServer):
    def __init__(self) -> None:
        self.rows: dict[str, dict[str, dict[str, Any]]] = {p: {} for p in PLACES}
        self.keys: dict[str, str] = {}
        """ref_ext of events, which can be searched for and is never shown."""
        self._last = 10
        super().__init__()

    # -- what another person does ------------------------------------------------------------------------------------

    def make(self, place: str, values: Mapping[str, Any]) -> str:
        self._last += 1
        id_ = str(self._last)
        blank = dict.fromkeys(PLACES[place].split())
        self.rows[place][id_] = {**blank, "id": id_, "array_options": {"options_origin": ""}}
        self.edit(place, id_, values)
        return id_

    def edit(self, place: str, id_: str, values: Mapping[str, Any]) -> None:
        row = self.rows[place][id_]
        for name, value in values.items():
            if name == "array_options":
                row["array_options"] |= value
            elif name in row and not (name == "ref_ext" and place == "projects"):
                row[name] = None if value is None else str(value)  # what it does not know it takes and forgets
        row[MODIFIED[place]] = int(self.now.timestamp())

    def remove(self, place: str, id_: str) -> None:
        del self.rows[place][id_]

    # -- requests ----------------------------------------------------------------------------------------------------

    def handle(self, ask: Ask) -> Reply:
        path = ask.path.removeprefix(BASE)
        if ask.headers.get("dolapikey") != KEY:
            return _error(401, "Unauthorized: Failed to login to API. No parameter 'HTTP_DOLAPIKEY' on HTTP header")
        if (ask.method, path) == ("GET", "/users/info"):
            return Reply(200, {"id": "7", "login": "ana", "firstname": "Ana", "lastname": "Durand"})
        found = re.fullmatch(r"/(\w+)(?:/(\d+))?", path)
        if path == ask.path or found is None or found[1] not in PLACES:
            self.violation(ask, "no such path")
            return Reply(501, text="API not found (failed to include API file)", type="text/plain")
        place, id_ = found[1], found[2]
        if id_ is None:
            return self._list(ask, place) if ask.method == "GET" else self._create(ask, place)
        if id_ not in self.rows[place]:
            return _error(404, f"Not Found: {place} not found")
        if ask.method == "DELETE":
            self.remove(place, id_)
            return Reply(200, {"success": {"code": 200, "message": "deleted"}})
        assert ask.method == "PUT"
        return self._put(ask, place, id_)

    def _list(self, ask: Ask, place: str) -> Reply:
        unknown = set(ask.query) - {"sortfield", "sortorder", "limit", "page", "sqlfilters"}
        key = {"agendaevents": "t.id"}.get(place, "t.rowid")
        by, order = ask.one("sortfield"), ask.one("sortorder")
        if unknown or by not in (key, "t.tms") or order not in ("ASC", "DESC"):
            self.violation(ask, f"asked for {dict(ask.query)}")
        tests = [t for t in ask.one("sqlfilters").split(" or ") if t]
        found = [
            r for r in self.rows[place].values() if not tests or any(self._passes(ask, place, r, t) for t in tests)
        ]
        modified = MODIFIED[place]
        found.sort(
            key=lambda r: (r[modified], int(r["id"])) if by == "t.tms" else int(r["id"]), reverse=order == "DESC"
        )
        limit, page = int(ask.one("limit")), int(ask.one("page"))
        shown = [self._shown(place, r) for r in found[page * limit : (page + 1) * limit]]
        if not shown and place == "thirdparties":
            return _error(404, "Not Found: No third parties found")
        return Reply(200, shown)

    def _passes(self, ask: Ask, place: str, row: Mapping[str, Any], test: str) -> bool:
        found = re.fullmatch(r"\(t\.(\w+):(=|>|like):('[%A-Za-z0-9-]*'|\d+)\)", test)
        if found is None:
            self.violation(ask, f"a filter {test}")
            return False
        column, operator, value = found[1], found[2], found[3].strip("'")
        if column in ("rowid", "id"):
            return int(row["id"]) > int(value) if operator == ">" else row["id"] == value
        here = self.keys.get(row["id"], "") if (place, column) == ("agendaevents", "ref_ext") else row[column] or ""
        return value.strip("%") in here if operator == "like" else here == value

    def _shown(self, place: str, row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "ref_ext": None} if place == "agendaevents" else dict(row)

    def _create(self, ask: Ask, place: str) -> Reply:
        assert ask.method == "POST"
        body = ask.body
        if not body.get(REQUIRED[place]):
            return _error(400, f"Bad Request: {REQUIRED[place]} field missing")
        if place == "agendaevents" and not {"type_code", "userownerid", "datep"} <= set(body):
            return _error(400, "Bad Request: type_code field missing")
        fault = self._bad_link(body)
        if fault:
            return fault
        self._check(ask, place, body)
        id_ = self.make(place, body)
        if place == "agendaevents":
            self.keys[id_] = body["ref_ext"]
        return Reply(200, int(id_))

    def _put(self, ask: Ask, place: str, id_: str) -> Reply:
        if ask.body.get(REQUIRED[place]) == "":
            return _error(500, "Internal Server Error: ErrorBadValueForParameter")
        fault = self._bad_link(ask.body)
        if fault:
            return fault
        self._check(ask, place, ask.body)
        self.edit(place, id_, ask.body)
        return Reply(200, self._shown(place, self.rows[place][id_]))

    def _check(self, ask: Ask, place: str, body: Mapping[str, Any]) -> None:
        for name in ("datep", "datef"):
            if name in body and not isinstance(body[name], int):
                self.violation(ask, f"{name} is no number")
        if place == "thirdparties" and ask.method == "POST" and body.get("code_client") != "-1":
            self.violation(ask, "a prospect without a code")
        if place == "projects" and ask.method == "POST" and body.get("ref") != "auto":
            self.violation(ask, "a project without a reference")
        if not re.fullmatch(r"[A-Za-z0-9-]*", str(body.get("ref_ext", ""))):
            self.violation(ask, "a ref_ext that the filter of addresses refuses")

    def _bad_link(self, body: Mapping[str, Any]) -> Reply | None:
        for name, place in LINKED.items():
            if body.get(name) and str(body[name]) not in self.rows[place]:
                return _error(500, "Internal Server Error: a foreign key constraint fails INSERT INTO llx_secret")
        return None


def _error(status: int, said: str) -> Reply:
    return Reply(status, {"error": {"code": status, "message": said}, "debug": {"source": "api_secret.class.php:12"}})
