"""The client of the small CRM: written like those of real ones, for tests of the engine."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sdrdesk.core.crm.client import (
    CrmTrouble,
    Direction,
    Exists,
    FieldMap,
    Gone,
    Kind,
    Merged,
    Page,
    Record,
    Refused,
    RemoteField,
    Traits,
    Transient,
    Write,
    Written,
)
from sdrdesk.core.crm.http import Answer, Http, usual_trouble

PLURAL = {
    Kind.COMPANY: "companies",
    Kind.CONTACT: "contacts",
    Kind.DEAL: "deals",
    Kind.CALL: "calls",
    Kind.NOTE: "notes",
    Kind.TASK: "tasks",
}
SINGULAR = {plural: kind for kind, plural in PLURAL.items()}
PAGE = 100


def mapped(kind: Kind, direction: Direction = Direction.BOTH, /, **ours: str) -> list[FieldMap]:
    """Lines of a field map, ours=theirs."""
    return [FieldMap(mine, kind, theirs, direction) for mine, theirs in ours.items()]


MAP = [
    *mapped(Kind.COMPANY, company="name", city="city", domain="website", industry="sector", employees="size"),
    *mapped(Kind.CONTACT, first_name="first_name", last_name="last_name", email="email", phone="phone"),
    *mapped(Kind.CONTACT, job_title="title", opposed="opt_out", tags="labels", linkedin="profile"),
    *mapped(Kind.DEAL, Direction.OUT, deal_name="name", decision="verdict", reason="reason"),
    *mapped(Kind.DEAL, stage="stage", source="source"),
]


class PlainClient:
    """A CrmClient of the small CRM."""

    primary = Kind.CONTACT
    map = MAP

    def __init__(
        self,
        url: str,
        key: str,
        *,
        batch: int = 10,
        lag: float = 0.0,
        by_time: bool = True,
        merges: bool = True,
        patience: float = 1.0,
    ) -> None:
        self.merges = merges
        self._http = Http(url, {"Authorization": f"Bearer {key}"}, patience=patience, deadline=2 * patience)
        traits = Traits(batch=batch, lag=lag, by_time=by_time)
        self.traits: Mapping[Kind, Traits] = dict.fromkeys(Kind, traits)

    def account(self) -> str:
        data = self._good(self._http.call("GET", "/me"))["data"]
        return f"{data['name']} ({data['user']})"

    def fields(self, kind: Kind) -> Sequence[RemoteField]:
        data = self._good(self._http.call("GET", f"/fields/{PLURAL[kind]}"))["data"]
        newest = self.changed(kind, "").records
        sample = newest[-1].values if newest else {}
        return [RemoteField(f["name"], f["label"], f["type"], sample=sample.get(f["name"], "")) for f in data]

    def write(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        if len(writes) > 1 and not any(w.id for w in writes):
            return self._batch(kind, writes)
        answers: list[Written | CrmTrouble] = []
        for write in writes:
            try:
                answers.append(self._one(kind, write))
            except CrmTrouble as trouble:
                if not answers:
                    raise
                return [*answers, *[trouble] * (len(writes) - len(answers))]
        return answers

    def _one(self, kind: Kind, write: Write) -> Written | CrmTrouble:
        path = f"/{PLURAL[kind]}" + (f"/{write.id}" if write.id else "")
        answer = self._http.call("PATCH" if write.id else "POST", path, body=_body(write))
        trouble = _trouble(answer)
        if isinstance(trouble, Refused | Exists | Gone | Merged):
            return trouble
        return Written(str(self._good(answer)["data"]["id"]))

    def _batch(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        answer = self._http.call("POST", f"/{PLURAL[kind]}/batch", body={"inputs": [_body(w) for w in writes]})
        results = self._good(answer)["results"]
        return [self._result(r) for r in results]

    @staticmethod
    def _result(result: Mapping[str, Any]) -> Written | CrmTrouble:
        if result["status"] == 201:
            return Written(str(result["id"]))
        said = result["error"]
        if result["status"] == 409:
            return Exists(said["message"], id=str(said.get("id", "")))
        return Transient(said["message"]) if result["status"] >= 429 else Refused(said["message"])

    def find(self, kind: Kind, wanted: Sequence[Write]) -> Mapping[str, Sequence[str]]:
        params = {"external_id": [w.key for w in wanted], "limit": str(PAGE)}
        data = self._good(self._http.call("GET", f"/{PLURAL[kind]}", params=params))["data"]
        found: dict[str, list[str]] = {}
        for record in data:
            found.setdefault(record["external_id"], []).append(str(record["id"]))
        return found

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        found: dict[str, Record | CrmTrouble] = {}
        for id in ids:
            answer = self._http.call("GET", f"/{PLURAL[kind]}/{id}")
            trouble = _trouble(answer)
            if isinstance(trouble, Gone | Merged):
                found[id] = trouble
            else:
                found[id] = _record(kind, self._good(answer)["data"])
        return found

    def changed(self, kind: Kind, cursor: str) -> Page:
        place = json.loads(cursor) if cursor else {}
        params = {"limit": str(PAGE)}
        if place.get("after"):  # within one reading
            params |= {"modified_since": place["since"], "after": place["after"]}
        elif place:  # the next reading begins with the second that the last one ended in
            params |= {"modified_since": place["since"]}
        if not self.traits[kind].by_time:
            params = {"limit": str(PAGE), "offset": str(place.get("offset", 0))}
        answer = self._good(self._http.call("GET", f"/{PLURAL[kind]}", params=params))
        records = [_record(kind, r) for r in answer["data"]]
        if not self.traits[kind].by_time:
            offset = place.get("offset", 0) + len(records)
            return Page(records, json.dumps({"offset": offset}) if answer["more"] else "", answer["more"], True)
        since = records[-1].modified if records else place.get("since", "")
        after = {"after": records[-1].id} if answer["more"] else {}
        from_start = not place or place.get("whole", False)
        on = json.dumps({"since": since, **after, "whole": bool(from_start and answer["more"])}) if since else ""
        return Page(records, on, answer["more"], bool(from_start))

    def delete(self, kind: Kind, id: str) -> None:
        answer = self._http.call("DELETE", f"/{PLURAL[kind]}/{id}")
        if not isinstance(_trouble(answer), Gone):
            self._good(answer)

    def merge(self, kind: Kind, kept: str, gone: str) -> None:
        answer = self._http.call("POST", f"/{PLURAL[kind]}/{gone}/merge", body={"into": kept})
        if not isinstance(_trouble(answer), Gone | Merged):
            self._good(answer)

    def close(self) -> None:
        self._http.close()

    def _good(self, answer: Answer) -> Any:
        trouble = _trouble(answer)
        if trouble is not None:
            raise trouble
        return answer.json


def _trouble(answer: Answer) -> CrmTrouble | None:
    said = answer.json if isinstance(answer.json, dict) else {}
    if answer.status == 410 and "merged_into" in said:
        return Merged(str(said["merged_into"]))
    told = said.get("error")
    error: dict[str, Any] = told if isinstance(told, dict) else {}
    if answer.status == 409:
        return Exists(str(error.get("message", "")), id=str(error.get("id", "")))
    return usual_trouble(answer, str(error.get("message", "")), field=str(error.get("field", "")))


def _body(write: Write) -> dict[str, Any]:
    links = {PLURAL[kind]: id for kind, id in write.links.items()}
    own = {} if write.id else {"external_id": write.key}
    return {**own, "fields": dict(write.values), "links": links}


def _record(kind: Kind, said: Mapping[str, Any]) -> Record:
    links = {SINGULAR[plural]: id for plural, id in said["links"].items()}
    values = {name: "" if value is None else str(value) for name, value in said["fields"].items()}
    return Record(kind, said["id"], values, said["external_id"], said["modified"] or "", links)
