"""Requests to HubSpot's dated API of September 2026, and the shapes of its answers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from sdrdesk.core.crm.client import Kind, Transient
from sdrdesk.core.crm.http import Answer, Http
from sdrdesk.core.crm.hubspot_errors import Pace, trouble
from sdrdesk.core.crm.hubspot_words import OBJECTS

VERSION = "2026-09"
BATCH = 100
"""Records of one request, read, written or searched for."""


class HubSpotApi:
    """One account's API, spoken to no faster than it says."""

    def __init__(self, http: Http, pace: Pace) -> None:
        self._http, self._pace = http, pace

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """What a GET answers."""
        return object_of(self.send("GET", path, None, params))

    def ask(self, method: str, path: str, body: Any = None) -> Mapping[str, Any]:
        """What a request that changes something answers."""
        return object_of(self.send(method, path, body))

    def reading(self, path: str, body: Any) -> Mapping[str, Any]:
        """What a POST that changes nothing answers: a fault leaves nothing in doubt."""
        try:
            return object_of(self.send("POST", path, body))
        except Transient as fault:
            raise Transient(fault.detail, after=fault.after) from None

    def send(self, method: str, path: str, body: Any, params: Mapping[str, str] | None = None) -> Answer:
        """One request; CrmTrouble unless it was done."""
        self._pace.check()
        answer = self._http.call(method, path, body=body, params=params)
        self._pace.heed(answer.headers)
        fault = trouble(answer)
        if fault is not None:
            raise fault
        return answer

    def search(
        self, kind: Kind, filters: Sequence[Mapping[str, str]], sort: str, after: str, names: Sequence[str]
    ) -> Mapping[str, Any]:
        """A page of the records that pass all filters; every member that the specification requires is sent."""
        body = {
            "filterGroups": [{"filters": list(filters)}],
            "sorts": [sort],
            "limit": BATCH,
            "after": after,
            "properties": list(names),
        }
        return self.reading(f"{path_of(kind)}/search", body)

    def batch_read(self, kind: Kind, ids: Sequence[str], names: Sequence[str], by: str = "") -> list[dict[str, Any]]:
        """Records by their ids, or by the values of a unique property; those that are no more are absent."""
        found: list[dict[str, Any]] = []
        unique = {"idProperty": by} if by else {}
        for start in range(0, len(ids), BATCH):
            inputs = [{"id": i} for i in ids[start : start + BATCH]]
            body = {"inputs": inputs, "properties": list(names), "propertiesWithHistory": [], **unique}
            found += results(self.reading(f"{path_of(kind)}/batch/read", body))
        return found

    def associated(self, kind: Kind, to: Kind, ids: Sequence[str]) -> dict[str, list[str]]:
        """What some records are linked with, oldest first."""
        found: dict[str, list[str]] = {}
        inputs: list[dict[str, str]] = [{"id": i} for i in ids]
        path = f"/crm/associations/{VERSION}/{OBJECTS[kind]}/{OBJECTS[to]}/batch/read"
        while inputs:
            following: list[dict[str, str]] = []
            for result in results(self.reading(path, {"inputs": inputs[:BATCH]})):
                owner = str(result["from"]["id"])
                found.setdefault(owner, []).extend(str(t["toObjectId"]) for t in result.get("to", ()))
                if next_of(result):
                    following.append({"id": owner, "after": next_of(result)})
            inputs = inputs[BATCH:] + following
        return {owner: sorted(set(others), key=age) for owner, others in found.items()}

    def properties(self, kind: Kind) -> list[dict[str, Any]]:
        """The properties of a kind of object, as HubSpot describes them."""
        return results(self.get(f"/crm/properties/{VERSION}/{OBJECTS[kind]}"))

    def stages(self) -> list[tuple[str, str]]:
        """The stages of deals, in their order, named with their pipeline where there are several."""
        pipelines = results(self.get(f"/crm/pipelines/{VERSION}/deals"))
        alone = len(pipelines) == 1
        return [
            (str(s["id"]), str(s["label"]) if alone else f"{p['label']}: {s['label']}")
            for p in sorted(pipelines, key=_order)
            for s in sorted(p.get("stages", ()), key=_order)
        ]

    def close(self) -> None:
        """Let go of the connections held open."""
        self._http.close()


def path_of(kind: Kind) -> str:
    """The path of a kind of object."""
    return f"/crm/objects/{VERSION}/{OBJECTS[kind]}"


def object_of(answer: Answer) -> Mapping[str, Any]:
    """The JSON object of an answer; an empty one where there is none (204)."""
    return answer.json if isinstance(answer.json, dict) else {}


def results(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records of an answer."""
    found = said.get("results")
    return [r for r in found if isinstance(r, dict)] if isinstance(found, list) else []


def next_of(said: Mapping[str, Any]) -> str:
    """Where the next page begins; "" where there is none."""
    following = (said.get("paging") or {}).get("next") or {}
    return str(following.get("after") or "")


def texts(record: Mapping[str, Any]) -> dict[str, str]:
    """The properties of a record, "" for null."""
    return {str(k): "" if v is None else str(v) for k, v in (record.get("properties") or {}).items()}


def age(id_: str) -> tuple[int, str]:
    """Ids are numbers that grow: by this, the oldest come first."""
    return len(id_), id_


def now_of(answer: Answer) -> datetime:
    """The server's clock, since its own times are compared with it."""
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return datetime.now(UTC)


def moment(said: str) -> datetime:
    """A time as HubSpot writes it."""
    return datetime.fromisoformat(said)


def millis(at: datetime) -> str:
    """A time as a search is asked with it, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _order(said: Mapping[str, Any]) -> int:
    return int(said.get("displayOrder") or 0)
