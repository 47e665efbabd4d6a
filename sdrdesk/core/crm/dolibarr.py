"""Dolibarr's REST API: contacts of third parties stand for leads, projects for opportunities.

Calls, notes and tasks are agenda events.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from sdrdesk.core.crm.batches import in_halves
from sdrdesk.core.crm.client import (
    FIELDED,
    CrmTrouble,
    FieldMap,
    Gone,
    Kind,
    Misdirected,
    Page,
    Record,
    Refused,
    RemoteField,
    Traits,
    Transient,
    Write,
    Written,
)
from sdrdesk.core.crm.dolibarr_errors import trouble
from sdrdesk.core.crm.dolibarr_words import (
    EXTRA,
    FIELDS,
    MADE,
    MAP,
    MODIFIED,
    OWN_ID,
    PARENTS,
    PLACES,
    READ_ONLY,
    STAGES,
    body_of,
    event_of,
    event_type,
    event_values,
    is_note,
    values_of,
)
from sdrdesk.core.crm.html_text import as_text
from sdrdesk.core.crm.http import Answer, Http
from sdrdesk.core.crm.markers import key_in, short_key
from sdrdesk.core.crm.moments import of_epoch

API = "/api/index.php"
PAGE, TOGETHER = 100, 20
"""Records of a page; conditions of one filter, which stands in the address."""
OVERLAP = 60
"""Seconds that a poll looks back."""
UNTOLD = 1 << 40
"""Stands for the time of a change that a record does not tell: later than any."""


class Dolibarr:
    """A client of one Dolibarr, as the user whose key it is given."""

    primary = Kind.CONTACT
    merges = False
    traits: Mapping[Kind, Traits] = {
        **{kind: Traits() for kind in FIELDED},
        Kind.NOTE: Traits(),
        Kind.CALL: Traits(polled=False),
        Kind.TASK: Traits(polled=False),
    }

    def __init__(self, key: str, url: str) -> None:
        self.map: Sequence[FieldMap] = MAP
        self._http = Http(url.strip().rstrip("/").removesuffix(API) + API, {"DOLAPIKEY": key})
        self._user = ""

    def account(self) -> str:
        said = self._get("/users/info")
        if not isinstance(said, dict) or not said.get("id"):
            raise Misdirected("users/info")
        self._user = str(said["id"])
        name = f"{said.get('firstname') or ''} {said.get('lastname') or ''}".strip()
        return f"Dolibarr: {name or said.get('login') or self._user}"

    def fields(self, kind: Kind) -> Sequence[RemoteField]:
        newest = self._list(PLACES[kind], order="DESC", limit=1)
        sample = values_of(newest[0]) if newest else {}
        names = [*FIELDS[kind], *(n for n in sample if n.startswith(EXTRA))]
        stages = [(code, label) for code, label in STAGES.items()]
        return [
            RemoteField(name, name, writable=name not in READ_ONLY, options=stages if name == "opp_status" else (),
                        sample=sample.get(name, ""))
            for name in names
        ]  # fmt: skip

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        answers: list[Written | CrmTrouble] = []
        for w in writes:
            try:
                answers += in_halves([w], lambda some: [self._written(kind, some[0])])
            except CrmTrouble as fault:
                if not answers:
                    raise
                answers.append(fault)
        return answers

    def _written(self, kind: Kind, write: Write) -> Written:
        place = PLACES[kind]
        links = {name: write.links[to] for to, name in PARENTS[kind].items() if write.links.get(to)}
        made = body_of(kind, write.values, write.key) if kind in FIELDED else event_of(kind, write.values, write.key)
        if write.id:
            if made or links:
                self._change("PUT", f"/{place}/{write.id}", made | links)
            return Written(write.id)
        given = {name: value for name, value in made.items() if value != ""}
        answer = self._change("POST", f"/{place}", self._new(kind, write) | given | links)
        if not isinstance(answer.json, int | str) or not str(answer.json).isdigit():
            raise Transient("an answer without an id", unsure=True)
        return Written(str(answer.json))

    def _new(self, kind: Kind, write: Write) -> dict[str, Any]:
        """What a record needs to be made, wherever its values do not say it."""
        if kind not in FIELDED:
            empty = event_of(kind, {"text": ""}, write.key)
            return {
                **event_type(kind, write.values),
                **empty,
                "userownerid": self._owner(),
                "ref_ext": _ref(kind, write.key),
            }
        made = {**MADE[kind], "ref_ext": write.key}
        if kind is Kind.DEAL:
            return made | body_of(kind, {"description": ""}, write.key)
        if kind is Kind.CONTACT and not write.values.get("lastname"):  # the only field that Dolibarr insists on
            named = (write.values.get(n) for n in ("firstname", "email", "phone_pro", "phone_mobile"))
            return made | {"lastname": next(filter(None, named), "?")}
        return made

    def _owner(self) -> str:
        if not self._user:
            self.account()
        return self._user

    def delete(self, kind: Kind, id: str) -> None:
        with suppress(Gone):
            self._change("DELETE", f"/{PLACES[kind]}/{id}", None)

    def merge(self, kind: Kind, kept: str, gone: str) -> None:
        raise Refused("Dolibarr merges contacts nowhere")

    # -- reading ----------------------------------------------------------------------------------------------------

    def find(self, kind: Kind, wanted: Sequence[Write]) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for start in range(0, len(wanted), TOGETHER):
            some = wanted[start : start + TOGETHER]
            if kind is Kind.DEAL:  # a project keeps no ref_ext
                tests = [f"(t.description:like:'%{short_key(w.key)}%')" for w in some]
                rows = self._list(PLACES[kind], tests)
                pairs = [(key_in(as_text(str(r.get("description") or ""))), str(r["id"])) for r in rows]
            else:
                pairs = [pair for w in some for pair in self._bearing(kind, w.key)]
            keys = {w.key for w in some}
            for key, id_ in pairs:
                if key in keys:
                    found.setdefault(key, []).append(id_)
        return found

    def _bearing(self, kind: Kind, key: str) -> list[tuple[str, str]]:
        """One key at a time: an event does not tell its ref_ext, and nothing else would say whose it is."""
        return [(key, str(r["id"])) for r in self._list(PLACES[kind], [f"(t.ref_ext:=:'{_ref(kind, key)}')"])]

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        column, found = OWN_ID.get(PLACES[kind], "t.rowid"), dict[str, Record]()
        numbers = [i for i in ids if i.isdigit()]
        for start in range(0, len(numbers), TOGETHER):
            tests = [f"({column}:=:{i})" for i in numbers[start : start + TOGETHER]]
            found |= {str(r["id"]): self._record(kind, r) for r in self._list(PLACES[kind], tests)}
        return {i: found.get(i) or Gone() for i in ids}

    def changed(self, kind: Kind, cursor: str) -> Page:
        """All by id at first; then from the newest change back to the time of the cursor: by which clock a filter on
        that time would be read is not known, and the times that records tell are seconds since 1970."""
        at: dict[str, int] = json.loads(cursor) if cursor else {"last": 0, "since": 0, "whole": 1}
        return self._listed(kind, at) if at["whole"] else self._since(kind, at["since"])

    def _listed(self, kind: Kind, at: Mapping[str, int]) -> Page:
        place = PLACES[kind]
        column = OWN_ID.get(place, "t.rowid")
        answer = self._asked_for(place, [f"({column}:>:{at['last']})"], column, "ASC", PAGE, 0)
        rows = _rows(answer)
        since = at["since"] or _clock(answer) - OVERLAP
        last = max([int(r["id"]) for r in rows], default=at["last"])
        more = len(rows) == PAGE
        then = {"last": last, "since": since, "whole": int(more)}
        return Page(self._records(kind, rows), json.dumps(then), more, whole=True)

    def _since(self, kind: Kind, since: int) -> Page:
        place, found, page, latest = PLACES[kind], dict[str, dict[str, Any]](), 0, UNTOLD
        while True:
            answer = self._asked_for(place, [], "t.tms", "DESC", PAGE, page)
            rows, latest = _rows(answer), min(latest, _clock(answer) - OVERLAP)
            since = min(since, latest)  # a record may have been dated in the future
            found |= {str(r["id"]): r for r in rows if _modified(place, r) >= since}
            if len(rows) < PAGE or _modified(place, rows[-1]) < since:
                break
            page += 1
        told = sorted(found.values(), key=lambda r: (_modified(place, r), int(r["id"])))
        newest = max((at for r in told if (at := _modified(place, r)) != UNTOLD), default=0)
        then = {"last": 0, "since": min(max(since, newest - OVERLAP), latest), "whole": 0}
        return Page(self._records(kind, told), json.dumps(then), False)

    def _records(self, kind: Kind, rows: Sequence[dict[str, Any]]) -> list[Record]:
        return [self._record(kind, r) for r in rows if kind is not Kind.NOTE or is_note(r)]

    def _record(self, kind: Kind, row: Mapping[str, Any]) -> Record:
        if kind in FIELDED:
            values = values_of(row)
            key = str(row.get("ref_ext") or "")
            if kind is Kind.DEAL:
                key = key_in(as_text(str(row.get("description") or "")))
        else:
            values, key = event_values(kind, row)
        links = {to: str(row[name]) for to, name in PARENTS[kind].items() if str(row.get(name) or "0") not in ("0", "")}
        return Record(kind, str(row["id"]), values, key, of_epoch(row.get(MODIFIED[PLACES[kind]])), links)

    # -- requests ---------------------------------------------------------------------------------------------------

    def close(self) -> None:
        self._http.close()

    def _list(
        self, place: str, tests: Sequence[str] = (), *, order: str = "ASC", limit: int = PAGE
    ) -> list[dict[str, Any]]:
        return _rows(self._asked_for(place, tests, OWN_ID.get(place, "t.rowid"), order, limit, 0))

    def _asked_for(self, place: str, tests: Sequence[str], by: str, order: str, limit: int, page: int) -> Answer:
        """A page of a list; Dolibarr answers an empty one of third parties with 404."""
        params = {"sortfield": by, "sortorder": order, "limit": str(limit), "page": str(page)}
        if tests:
            params["sqlfilters"] = " or ".join(tests)
        answer = self._http.call("GET", f"/{place}", params=params)
        fault = trouble(answer)
        if isinstance(fault, Gone) and answer.json is not None:
            return answer
        if fault is not None:
            raise fault
        return answer

    def _get(self, path: str) -> Any:
        answer = self._http.call("GET", path)
        fault = trouble(answer)
        if fault is not None:
            raise Misdirected("404") if isinstance(fault, Gone) else fault
        return answer.json

    def _change(self, method: str, path: str, body: Mapping[str, Any] | None) -> Answer:
        answer = self._http.call(method, path, body=body)
        fault = trouble(answer)
        if fault is not None:
            raise fault
        return answer


def _ref(kind: Kind, key: str) -> str:
    """What stands in ref_ext: our key, and of events also their kind, since they are one table."""
    return key if kind in FIELDED else f"{kind}-{key}"


def _rows(answer: Answer) -> list[dict[str, Any]]:
    if not answer.ok:
        return []
    if not isinstance(answer.json, list):
        raise Misdirected("no list")
    return [r for r in answer.json if isinstance(r, dict)]


def _modified(place: str, row: Mapping[str, Any]) -> int:
    """When a record last changed; where it does not tell, it may have been just now."""
    said = str(row.get(MODIFIED[place]) or "")
    return int(said) if said.isdigit() else UNTOLD


def _clock(answer: Answer) -> int:
    """The server's clock, since its times are compared with it."""
    try:
        return int(parsedate_to_datetime(answer.headers.get("date", "")).timestamp())
    except ValueError:
        return int(datetime.now(UTC).timestamp())
