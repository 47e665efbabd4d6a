"""HubSpot's CRM over its dated API of September 2026: contacts stand for leads; records are keyed by `sdrdesk_id`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from sdrdesk.core.crm.batches import in_halves
from sdrdesk.core.crm.client import (
    FIELDED,
    CrmTrouble,
    Exists,
    FieldMap,
    Forbidden,
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
from sdrdesk.core.crm.html_text import as_text
from sdrdesk.core.crm.http import Http
from sdrdesk.core.crm.hubspot_api import (
    BATCH,
    VERSION,
    HubSpotApi,
    age,
    millis,
    moment,
    next_of,
    now_of,
    object_of,
    path_of,
    results,
    texts,
)
from sdrdesk.core.crm.hubspot_errors import Pace, named, of_record
from sdrdesk.core.crm.hubspot_words import (
    ASSOCIATIONS,
    BODY,
    FACT_PROPERTIES,
    KEY,
    LINKED,
    MAP,
    MERGED_FROM,
    OBJECTS,
    fact_properties,
    fact_values,
    modified_property,
    own_properties,
)
from sdrdesk.core.crm.markers import key_in, short_key

ADDRESS = "https://api.hubapi.com"
SEARCHABLE = 10_000
"""Results of one search that can be paged through; beyond them it is asked anew from the last one."""
LAG = 30.0
"""Seconds until a search finds what was just written; the same is looked at again in a poll's overlap."""
OVERLAP = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a poll has come: the list of everything (`since` is when it began), or a search from `since`."""

    since: str = ""
    after: str = "0"
    listing: bool = False
    tie: str = ""
    """More than a whole search changed in one instant: it is walked by id from this one."""


class HubSpot:
    """A client of one HubSpot account, opened by a service key (or the token of an older private app)."""

    primary = Kind.CONTACT
    merges = True
    traits: Mapping[Kind, Traits] = {
        **{kind: Traits(batch=BATCH) for kind in FIELDED},
        **{kind: Traits(batch=BATCH, lag=LAG) for kind in (Kind.CALL, Kind.NOTE, Kind.TASK)},
    }

    def __init__(self, key: str, url: str = ADDRESS, asked: Sequence[FieldMap] = (), pace: Pace | None = None) -> None:
        self.map: Sequence[FieldMap] = MAP
        self._api = HubSpotApi(Http(url or ADDRESS, {"Authorization": f"Bearer {key}"}), pace or Pace())
        self._asked = {kind: sorted({m.theirs for m in (*MAP, *asked) if m.kind is kind}) for kind in FIELDED}

    # -- the account and its fields ---------------------------------------------------------------------------------

    def account(self) -> str:
        said = self._api.get("/account-info/" + VERSION + "/details")
        return f"HubSpot {said.get('portalId', '')} ({said.get('uiDomain', '')})"

    def fields(self, kind: Kind) -> Sequence[RemoteField]:
        found = [p for p in self._api.properties(kind) if not p.get("hidden") and not p.get("archived")]
        sample = self._sample(kind, [str(p["name"]) for p in found])
        stages = self._api.stages() if kind is Kind.DEAL else ()
        return [_remote_field(p, sample, stages) for p in found]

    def prepare(self) -> None:
        """Make the properties of ours that are missing; Refused with their names where the key may not."""
        lacking: list[str] = []
        for kind in FIELDED:
            there = {str(p["name"]) for p in self._api.properties(kind)}
            wanted = [p for p in own_properties(kind) if p["name"] not in there]
            try:
                if wanted:
                    self._make_properties(kind, wanted)
            except Forbidden:
                lacking += [f"{OBJECTS[kind]}.{p['name']}" for p in wanted]
        if lacking:
            raise Refused(", ".join(lacking), field=KEY)

    def _make_properties(self, kind: Kind, wanted: Sequence[Mapping[str, Any]]) -> None:
        path = f"/crm/properties/{VERSION}/{OBJECTS[kind]}"
        with suppress(Exists):  # made with an earlier property
            self._api.ask("POST", f"{path}/groups", {"name": "sdrdesk", "label": "sdrdesk", "displayOrder": -1})
        for one in wanted:
            self._api.ask("POST", path, one)

    def _sample(self, kind: Kind, names: Sequence[str]) -> Mapping[str, str]:
        found = results(self._api.get(path_of(kind), {"limit": "1"}))
        read = self._api.batch_read(kind, [str(found[0]["id"])], names) if found else []
        return texts(read[0]) if read else {}

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        new, old = [w for w in writes if not w.id], [w for w in writes if w.id]
        make = self._upsert if kind in FIELDED else self._create
        answers: dict[int, Written | CrmTrouble] = {}
        for some, send in ((new, make), (old, self._update)):
            try:
                said = in_halves(some, lambda part, send=send: send(kind, part))  # type: ignore[misc]
            except CrmTrouble as fault:
                if not answers:
                    raise
                said = [fault] * len(some)
            answers |= {id(w): a for w, a in zip(some, said, strict=True)}
        return [answers[id(w)] for w in writes]

    def _upsert(self, kind: Kind, writes: Sequence[Write]) -> list[Written | CrmTrouble]:
        """Made under our key, so that doing it twice makes one record; linked afterwards, which may be done twice."""
        first = self._first_stage() if kind is Kind.DEAL else {}
        inputs = [
            {"id": w.key, "idProperty": KEY, "objectWriteTraceId": w.key, "properties": {**first, **w.values}}
            for w in writes
        ]
        return self._linked(kind, writes, self._batch(kind, "upsert", writes, inputs))

    def _create(self, kind: Kind, writes: Sequence[Write]) -> list[Written | CrmTrouble]:
        inputs = [
            {
                "objectWriteTraceId": w.key,
                "properties": fact_properties(kind, {"text": "", **w.values}, w.key),
                "associations": [_association(kind, to, i) for to, i in w.links.items() if to in LINKED[kind]],
            }
            for w in writes
        ]
        return self._batch(kind, "create", writes, inputs)

    def _update(self, kind: Kind, writes: Sequence[Write]) -> list[Written | CrmTrouble]:
        inputs = [
            {
                "id": w.id,
                "objectWriteTraceId": w.key,
                "properties": dict(w.values) if kind in FIELDED else fact_properties(kind, w.values, w.key),
            }
            for w in writes
        ]
        return self._linked(kind, writes, self._batch(kind, "update", writes, inputs))

    def _batch(
        self, kind: Kind, what: str, writes: Sequence[Write], inputs: Sequence[Mapping[str, Any]]
    ) -> list[Written | CrmTrouble]:
        """Write several; an error that does not say which record it means is cleared up by writing these one by one."""
        said = self._api.ask("POST", f"{path_of(kind)}/batch/{what}", {"inputs": inputs})
        done: dict[str, Written | CrmTrouble] = {}
        errors = [e for e in said.get("errors") or () if isinstance(e, dict)]
        for error in errors:
            done |= dict.fromkeys([writes[0].key] if len(writes) == 1 else named(error), of_record(error))
        for result in results(said):
            done |= dict.fromkeys(_names(kind, result), Written(str(result["id"])))
        answers = [done.get(w.key) or done.get(w.id or "-") for w in writes]
        unnamed = len(writes) > 1 and answers.count(None) <= len(errors)
        lost = Transient("no answer for this record", unsure=True)
        return [
            answer or (self._batch(kind, what, [w], [sent])[0] if unnamed else lost)
            for w, sent, answer in zip(writes, inputs, answers, strict=True)
        ]

    def _linked(
        self, kind: Kind, writes: Sequence[Write], said: Sequence[Written | CrmTrouble]
    ) -> list[Written | CrmTrouble]:
        """Hang what was written on what it belongs to; where that fails, its writing is to be done again."""
        answers = list(said)
        for to in LINKED[kind]:
            pairs = [
                (n, a.id, w.links[to])
                for n, (w, a) in enumerate(zip(writes, said, strict=True))
                if isinstance(a, Written) and to in w.links
            ]
            if pairs:
                path = f"/crm/associations/{VERSION}/{OBJECTS[kind]}/{OBJECTS[to]}/batch/associate/default"
                try:
                    self._api.ask(
                        "POST", path, {"inputs": [{"from": {"id": f}, "to": {"id": t}} for _n, f, t in pairs]}
                    )
                except CrmTrouble as fault:
                    for n, _from, _to in pairs:
                        answers[n] = fault
        return answers

    def _first_stage(self) -> dict[str, str]:
        """A new deal stands at the first stage of the first pipeline, unless it is told where: HubSpot does not."""
        stages = self._api.stages()
        return {"dealstage": stages[0][0]} if stages else {}

    def delete(self, kind: Kind, id: str) -> None:
        with suppress(Gone):
            self._api.ask("DELETE", f"{path_of(kind)}/{id}")

    def merge(self, kind: Kind, kept: str, gone: str) -> None:
        self._api.ask("POST", f"{path_of(kind)}/merge", {"primaryObjectId": kept, "objectIdToMerge": gone})

    # -- reading ----------------------------------------------------------------------------------------------------

    def find(self, kind: Kind, wanted: Sequence[Write]) -> Mapping[str, Sequence[str]]:
        if kind in FIELDED:
            found = self._api.batch_read(kind, [w.key for w in wanted], [KEY], KEY)
            return {texts(r)[KEY]: [str(r["id"])] for r in found if texts(r).get(KEY)}
        keys = {w.key for w in wanted}
        ids = {i for to in LINKED[kind] for i in self._hanging_on(kind, to, [w.links.get(to, "") for w in wanted])}
        for w in wanted:
            if not w.links:
                ids |= {str(r["id"]) for r in self._marked(kind, short_key(w.key))}
        answer: dict[str, list[str]] = {}
        for record in self._api.batch_read(kind, sorted(ids, key=age), [BODY[kind]]):
            key = key_in(texts(record).get(BODY[kind], ""))
            if key in keys:
                answer.setdefault(key, []).append(str(record["id"]))
        return {key: sorted(found_ids, key=age) for key, found_ids in answer.items()}

    def _hanging_on(self, kind: Kind, to: Kind, ids: Sequence[str]) -> Iterator[str]:
        """The calls, notes or tasks of some records: read from these, since a search finds new ones only later."""
        for found in self._api.associated(to, kind, sorted({i for i in ids if i})).values():
            yield from found

    def _marked(self, kind: Kind, short: str) -> list[dict[str, Any]]:
        filters = [{"propertyName": BODY[kind], "operator": "CONTAINS_TOKEN", "value": short}]
        return results(self._api.search(kind, filters, "hs_object_id", "0", [BODY[kind]]))

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        found = self._records(kind, self._api.batch_read(kind, ids, self._wanted(kind)))
        by_id = {record.id: record for record, _merged in found}
        into = {old: record.id for record, merged in found for old in merged if old != record.id}
        strangers = [record.id for record, _merged in found if record.id not in ids]
        absent = [i for i in ids if i not in by_id]
        if len(absent) == len(strangers) == 1:  # the record that the one asked for became part of
            into.setdefault(absent[0], strangers[0])
        return {i: by_id.get(i) or (Merged(into[i]) if i in into else Gone()) for i in ids}

    def changed(self, kind: Kind, cursor: str) -> Page:
        place = _Place(**json.loads(cursor)) if cursor else _Place(listing=True)
        return self._listed(kind, place) if place.listing else self._searched(kind, place)

    def _listed(self, kind: Kind, place: _Place) -> Page:
        query = {"limit": str(BATCH), "archived": "false"}
        if place.after != "0":
            query["after"] = place.after
        answer = self._api.send("GET", path_of(kind), None, query)
        said = object_of(answer)
        since = place.since or millis(now_of(answer) - OVERLAP)
        ids = [str(r["id"]) for r in results(said)]
        found = self._records(kind, self._api.batch_read(kind, ids, self._wanted(kind)))
        records = sorted((r for r, _merged in found), key=lambda r: age(r.id))
        after = next_of(said)
        then = replace(place, since=since, after=after) if after else _Place(since=since)
        return Page(records, json.dumps(asdict(then)), bool(after), whole=True)

    def _searched(self, kind: Kind, place: _Place) -> Page:
        prop = modified_property(kind)
        filters = [{"propertyName": prop, "operator": "EQ" if place.tie else "GTE", "value": place.since}]
        if place.tie:
            filters.append({"propertyName": "hs_object_id", "operator": "GT", "value": place.tie})
        sort = "hs_object_id" if place.tie else prop
        said = self._api.search(kind, filters, sort, "0" if place.tie else place.after, self._wanted(kind))
        found = results(said)
        records = [record for record, _merged in self._records(kind, found)]
        after = next_of(said)
        last = str(found[-1].get("updatedAt") or "") if found else ""
        then = _following(place, after, last, found)
        return Page(records, json.dumps(asdict(then)), bool(after) or bool(place.tie))

    def _records(self, kind: Kind, raw: Sequence[dict[str, Any]]) -> list[tuple[Record, list[str]]]:
        """Records with what they hang on, and the ids that were merged into each."""
        ids = [str(r["id"]) for r in raw]
        links = {to: self._api.associated(kind, to, ids) for to in LINKED[kind]}
        return [(self._record(kind, r, links), texts(r).get(MERGED_FROM, "").split(";")) for r in raw]

    def _record(self, kind: Kind, raw: dict[str, Any], links: Mapping[Kind, Mapping[str, list[str]]]) -> Record:
        properties, id_ = texts(raw), str(raw["id"])
        values, key = (properties, properties.get(KEY, "")) if kind in FIELDED else fact_values(kind, properties)
        told = {n: v for n, v in values.items() if n not in (KEY, MERGED_FROM)}
        hangs = {to: found[id_][0] for to, found in links.items() if found.get(id_)}
        return Record(kind, id_, told, key, str(raw.get("updatedAt") or ""), hangs)

    def _wanted(self, kind: Kind) -> list[str]:
        return [*self._asked[kind], KEY, MERGED_FROM] if kind in FIELDED else list(FACT_PROPERTIES[kind])

    def close(self) -> None:
        self._api.close()


def _following(place: _Place, after: str, last: str, found: Sequence[Mapping[str, Any]]) -> _Place:
    """Where a search goes on: the next page; anew from its last record at its limit; or, at its end, a little back."""
    if place.tie:
        if after:
            return replace(place, tie=str(found[-1]["id"]))
        return _Place(since=millis(moment(place.since) + timedelta(milliseconds=1)))
    if after and int(after) >= SEARCHABLE:
        return _Place(since=last) if last != place.since else replace(place, after="0", tie="0")
    if after:
        return replace(place, after=after)
    back = millis(moment(last) - OVERLAP) if last else place.since
    return _Place(since=max(back, place.since))


def _remote_field(said: Mapping[str, Any], sample: Mapping[str, str], stages: Sequence[tuple[str, str]]) -> RemoteField:
    name = str(said["name"])
    options = [(str(o["value"]), str(o["label"])) for o in said.get("options") or () if not o.get("hidden")]
    read_only = bool((said.get("modificationMetadata") or {}).get("readOnlyValue")) or bool(said.get("calculated"))
    return RemoteField(
        name,
        str(said.get("label") or name),
        "choice" if options else _TYPES.get(str(said.get("type")), "text"),
        not read_only,
        stages if name == "dealstage" and stages else options,
        sample.get(name, ""),
    )


_TYPES = {"number": "number", "date": "date", "datetime": "datetime", "bool": "boolean", "enumeration": "choice"}


def _names(kind: Kind, result: Mapping[str, Any]) -> list[str]:
    """By what a result is known to be that of one write: its trace, its key or marker, its id."""
    properties = texts(result)
    own = key_in(as_text(properties.get(BODY[kind], ""))) if kind in BODY else properties.get(KEY, "")
    return [name for name in (str(result.get("objectWriteTraceId") or ""), own, str(result["id"])) if name]


def _association(kind: Kind, to: Kind, id_: str) -> dict[str, Any]:
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": ASSOCIATIONS[kind, to]}]
    return {"to": {"id": id_}, "types": types}
