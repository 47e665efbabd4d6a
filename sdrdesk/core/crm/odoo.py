"""Odoo's CRM: a lead of ours is a lead there (crm.lead), under an external id made of our key.

Records are made by `load`, which makes no second one under the same external id.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sdrdesk.core.crm.batches import in_halves
from sdrdesk.core.crm.client import (
    FIELDED,
    CrmTrouble,
    FieldMap,
    Forbidden,
    Gone,
    Kind,
    Page,
    Record,
    Refused,
    RemoteField,
    Traits,
    Write,
    Written,
)
from sdrdesk.core.crm.html_text import as_html
from sdrdesk.core.crm.markers import marker
from sdrdesk.core.crm.moments import instant
from sdrdesk.core.crm.odoo_rows import (
    alike,
    back,
    fact_of,
    faults_of,
    is_of,
    linked_id,
    links_of,
    number,
    only,
    second,
    type_cell,
    type_column,
)
from sdrdesk.core.crm.odoo_rpc import OdooRpc
from sdrdesk.core.crm.odoo_words import (
    ACTIVITY,
    CHOSEN_FROM,
    COUNTRY,
    EXTERNAL,
    HUNG_ON,
    MAP,
    MESSAGE,
    MODELS,
    MODULE,
    PARENTS,
    PARTNER,
    UNMAPPED,
    body,
    given,
    stage_map,
    task_fields,
    text_values,
    told,
)

BATCH, PAGE = 100, 100
_FACT_FIELDS = {
    MESSAGE: ("model", "res_id", "subject", "body", "date", "write_date"),
    ACTIVITY: ("res_model", "res_id", "summary", "note", "date_deadline", "active", "write_date"),
}
_ACTIVITY_TYPES = {"call": "mail.mail_activity_data_call", "email": "mail.mail_activity_data_email"}


class Odoo:
    """A client of one Odoo database: over JSON from version 19 on, over XML-RPC before."""

    primary = Kind.DEAL
    merges = False
    traits: Mapping[Kind, Traits] = {
        **{kind: Traits(batch=BATCH) for kind in FIELDED},
        Kind.NOTE: Traits(updates=False),
        Kind.CALL: Traits(updates=False, polled=False),
        Kind.TASK: Traits(),
    }

    def __init__(self, key: str, url: str, database: str = "", login: str = "", asked: Sequence[FieldMap] = ()) -> None:
        self._rpc = OdooRpc(url, database, login, key)
        self._asked = {kind: sorted({m.theirs for m in (*MAP, *asked) if m.kind is kind}) for kind in FIELDED}
        self._asked[Kind.DEAL].append("stage_id")
        self.map: Sequence[FieldMap] = MAP
        """The stages of the firm are in it once the account was asked for."""
        self._codes: dict[str, int] = {}
        self._ids_shown = True

    def account(self) -> str:
        (company, *_others) = self._rpc.rows("res.company", [], ["name"], limit=1) or [{}]
        stages = self._rpc.rows("crm.stage", [], ["name", "is_won"], order="sequence asc, id asc")
        self.map = (*MAP, *stage_map(stages))
        return str(company.get("name") or "Odoo")

    def fields(self, kind: Kind) -> Sequence[RemoteField]:
        model = MODELS[kind]
        known = {n: a for n, a in self._rpc.fields(model).items() if a.get("type") not in UNMAPPED}
        newest = self._rpc.rows(model, only(kind), list(known), order="id desc", limit=1)
        sample = self._values(model, newest[0], list(known)) if newest else {}
        return [
            RemoteField(n, str(a.get("string") or n), _TYPES.get(str(a.get("type")), "text"), not a.get("readonly"),
                        self._options(n, a), sample.get(n, ""))
            for n, a in known.items()
        ]  # fmt: skip

    def _options(self, name: str, about: Mapping[str, Any]) -> list[tuple[str, str]]:
        if about.get("type") == "selection":
            return [(str(value), str(label)) for value, label in about.get("selection") or ()]
        if name in CHOSEN_FROM and about.get("relation"):
            rows = self._rpc.rows(str(about["relation"]), [], ["display_name"], limit=200)
            return [(str(row["id"]), str(row.get("display_name") or row["id"])) for row in rows]
        return []

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        answers: dict[int, Written | CrmTrouble] = {}
        new = [w for w in writes if not w.id]
        parts = alike(new) if kind in FIELDED else [[w] for w in new]
        for part in [*parts, *([w] for w in writes if w.id)]:
            try:
                said = in_halves(part, lambda some: self._sent(kind, some))
            except CrmTrouble as fault:
                if not answers:
                    raise
                said = [fault] * len(part)
            answers |= {id(w): a for w, a in zip(part, said, strict=True)}
        return [answers[id(w)] for w in writes]

    def _sent(self, kind: Kind, writes: Sequence[Write]) -> list[Written | CrmTrouble]:
        if writes[0].id:
            return [self._updated(kind, w) for w in writes]
        return self._loaded(kind, writes) if kind in FIELDED else [self._posted(kind, w) for w in writes]

    def _loaded(self, kind: Kind, writes: Sequence[Write]) -> list[Written | CrmTrouble]:
        """Make records that give the same fields; where one is refused Odoo takes none, and the others go again."""
        names = list(writes[0].values)
        links = list(self._linked(kind, writes[0]))
        columns = ["id", *(self._column(kind, n) for n in names), *(f"{n}/.id" for n in links), *type_column(kind)]
        rows = [[f"{MODULE}.{EXTERNAL[kind]}{w.key}", *(self._cell(kind, n, w.values[n]) for n in names),
                 *self._linked(kind, w).values(), *type_cell(kind)] for w in writes]  # fmt: skip
        said = self._rpc.change(MODELS[kind], "load", fields=columns, data=rows)
        ids = said.get("ids") if isinstance(said, dict) else None
        if isinstance(ids, list) and len(ids) == len(writes):
            return [Written(str(i)) for i in ids]
        faults = faults_of(said)
        if not faults or len(writes) == 1:
            raise faults.get(0) or Refused(", ".join(f.detail for f in faults.values()) or "load")
        others = iter(in_halves([w for n, w in enumerate(writes) if n not in faults], lambda s: self._sent(kind, s)))
        return [faults.get(n) or next(others) for n in range(len(writes))]

    def _column(self, kind: Kind, name: str) -> str:
        return f"{name}/.id" if self._about(kind, name).get("type") == "many2one" else name

    def _cell(self, kind: Kind, name: str, value: str) -> str:
        about = self._about(kind, name)
        said = given(name, about, value, self._country_ids() if name == COUNTRY else {})
        return ("1" if said else "0") if about.get("type") == "boolean" else "" if said is False else str(said)

    def _about(self, kind: Kind, name: str) -> Mapping[str, Any]:
        return self._rpc.fields(MODELS[kind]).get(name, {})

    def _linked(self, kind: Kind, write: Write) -> dict[str, str]:
        found: dict[str, str] = {}
        for to, name in PARENTS[kind]:
            if write.links.get(to):
                found.setdefault(name, write.links[to])
        return found

    def _updated(self, kind: Kind, write: Write) -> Written:
        model, id_ = MODELS[kind], number(write.id)
        try:
            if kind is Kind.TASK:
                self._task_updated(write, id_)
            else:
                countries = self._country_ids() if write.values.get(COUNTRY) else {}
                values = {n: given(n, self._about(kind, n), v, countries) for n, v in write.values.items()}
                values |= {n: number(v) for n, v in self._linked(kind, write).items()}
                if values:
                    self._rpc.change(model, "write", [id_], vals=values)
        except Refused:
            if not self._rpc.exists(model, id_):
                raise Gone() from None
            raise
        return Written(write.id)

    def _task_updated(self, write: Write, id_: int) -> None:
        values = task_fields(write.values, write.key)
        if values:
            self._rpc.change(ACTIVITY, "write", [id_], vals=values)
        if write.values.get("done") == "yes":  # Odoo takes it off the list, and may keep it as archived
            self._rpc.change(ACTIVITY, "action_feedback", [id_])

    def _posted(self, kind: Kind, write: Write) -> Written:
        """Write a call, a note or a task on what it hangs on."""
        on = next((to for to in HUNG_ON if write.links.get(to)), None)
        if on is None:
            raise Refused("nothing to write it on")
        model, parent = MODELS[on], number(write.links[on])
        if kind is Kind.TASK:
            type_ = _ACTIVITY_TYPES.get(write.values.get("channel", ""), "mail.mail_activity_data_todo")
            fields = task_fields({"text": "", **write.values}, write.key)
            said = self._rpc.change(model, "activity_schedule", [parent], act_type_xmlid=type_, **fields)
        else:
            post: dict[str, Any] = {"body": body(write.values, write.key, write.values.get("at", "")),
                                    "message_type": "comment", "subtype_xmlid": "mail.mt_note"}  # fmt: skip
            if self._rpc.version >= 17:
                post["body_is_html"] = True  # what is older takes a text for HTML; what is newer would show its markup
            if kind is Kind.CALL:
                post["subject"] = write.values.get("title", "")
            said = self._rpc.change(model, "message_post", [parent], **post)
        made = said[0] if isinstance(said, list) and said else said
        return Written(str(made) if isinstance(made, int) and made else "")

    def delete(self, kind: Kind, id: str) -> None:
        try:
            with suppress(Gone):
                self._rpc.change(MODELS[kind], "unlink", [number(id)])
        except Refused:
            if self._rpc.exists(MODELS[kind], number(id)):
                raise

    def merge(self, kind: Kind, kept: str, gone: str) -> None:
        raise Refused("Odoo merges on its own screens only")

    # -- reading ----------------------------------------------------------------------------------------------------

    def find(self, kind: Kind, wanted: Sequence[Write]) -> Mapping[str, Sequence[str]]:
        if kind not in FIELDED:
            return self._marked(kind, wanted)
        names = {f"{EXTERNAL[kind]}{w.key}": w.key for w in wanted}
        domain = [["module", "=", MODULE], ["model", "=", MODELS[kind]], ["name", "in", list(names)]]
        try:
            rows = self._rpc.rows("ir.model.data", domain, ["name", "res_id"])
        except Forbidden:
            return {key: [i] for name, key in names.items() if (i := self._referred(name))}
        there = {r["id"] for r in self._rpc.rows(MODELS[kind], [["id", "in", [r["res_id"] for r in rows]]], ["id"])}
        return {names[str(r["name"])]: [str(r["res_id"])] for r in rows if r["res_id"] in there}

    def _referred(self, name: str) -> str:
        """The record of an external id, for a user who may not read the table of these."""
        try:
            said = self._rpc.ask("ir.model.data", "check_object_reference", module=MODULE, xml_id=name)
        except (Refused, Gone):
            return ""
        return str(said[1]) if isinstance(said, list) and len(said) > 1 and said[1] else ""

    def _marked(self, kind: Kind, wanted: Sequence[Write]) -> dict[str, list[str]]:
        text = "note" if kind is Kind.TASK else "body"
        tests = [[text, "ilike", as_html(marker(w.key)[:-1])] for w in wanted]
        rows = self._rpc.rows(MODELS[kind], ["|"] * (len(tests) - 1) + tests, _FACT_FIELDS[MODELS[kind]])
        keys, found = {w.key for w in wanted}, dict[str, list[str]]()
        for row in rows:
            key = text_values(str(row.get(text) or ""))[2]
            if key in keys and is_of(kind, row):
                found.setdefault(key, []).append(str(row["id"]))
        return found

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        wanted = [int(i) for i in ids if i.isdigit()]
        rows = self._rpc.rows(MODELS[kind], [["id", "in", wanted]], self._wanted(kind))
        found = {record.id: record for record in self._records(kind, rows)}
        return {i: found.get(i) or Gone() for i in ids}

    def changed(self, kind: Kind, cursor: str) -> Page:
        """By the time of the last change; what was told of its last second is kept in the cursor while pages follow."""
        at: dict[str, Any] = json.loads(cursor) if cursor else {"since": "", "seen": [], "whole": True}
        domain = [*only(kind), *([["write_date", ">=", at["since"]]] if at["since"] else [])]
        domain += [["id", "not in", at["seen"]]] if at["seen"] else []
        rows = self._rpc.rows(MODELS[kind], domain, self._wanted(kind), order="write_date asc, id asc", limit=PAGE)
        last, more = second(rows[-1]["write_date"]) if rows else at["since"], len(rows) == PAGE
        if more:
            seen = [r["id"] for r in rows if second(r["write_date"]) == last]
            then = {**at, "since": last, "seen": seen + (at["seen"] if last == at["since"] else [])}
        else:
            then = {"since": back(last, at["since"]), "seen": [], "whole": False}
        records = self._records(kind, [r for r in rows if is_of(kind, r)])
        return Page(records, json.dumps(then), more, whole=at["whole"])

    def _wanted(self, kind: Kind) -> list[str]:
        if kind not in FIELDED:
            return list(_FACT_FIELDS[MODELS[kind]])
        return [*self._asked[kind], *(name for _to, name in PARENTS[kind]), "write_date"]

    def _records(self, kind: Kind, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
        if kind not in FIELDED:
            of = self._partners(int(r["res_id"]) for r in rows if PARTNER in (r.get("model"), r.get("res_model")))
            return [fact_of(kind, row, of) for row in rows]
        model = MODELS[kind]
        keys = self._keys(kind, [int(r["id"]) for r in rows])
        of = self._partners(i for r in rows if (i := linked_id(r.get("partner_id"))))
        return [
            Record(kind, str(r["id"]), self._values(model, r, self._asked[kind]), keys.get(int(r["id"]), ""),
                   instant(str(r["write_date"])), links_of(kind, r, of))
            for r in rows
        ]  # fmt: skip

    def _values(self, model: str, row: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
        about = self._rpc.fields(model)
        countries = {i: code for code, i in self._country_ids().items()} if row.get(COUNTRY) else {}
        return {n: told(n, about[n], row[n], countries) for n in names if n in row and n in about}

    def _keys(self, kind: Kind, ids: Sequence[int]) -> dict[int, str]:
        """Our keys of these records; none where the user may not read the table of external ids."""
        if not ids or not self._ids_shown:
            return {}
        domain = [["module", "=", MODULE], ["model", "=", MODELS[kind]], ["res_id", "in", list(ids)]]
        try:
            rows = self._rpc.rows("ir.model.data", domain, ["name", "res_id"])
        except Forbidden:
            self._ids_shown = False
            return {}
        prefix = EXTERNAL[kind]
        return {
            int(r["res_id"]): str(r["name"]).removeprefix(prefix) for r in rows if str(r["name"]).startswith(prefix)
        }

    def _partners(self, ids: Iterable[int]) -> dict[int, Kind]:
        wanted = sorted(set(ids))
        rows = self._rpc.rows(PARTNER, [["id", "in", wanted]], ["is_company"]) if wanted else []
        return {int(r["id"]): Kind.COMPANY if r.get("is_company") else Kind.CONTACT for r in rows}

    def _country_ids(self) -> dict[str, int]:
        if not self._codes:
            rows = self._rpc.rows("res.country", [], ["code"])
            self._codes = {str(r["code"]).upper(): int(r["id"]) for r in rows if r.get("code")}
        return self._codes

    def close(self) -> None:
        self._rpc.close()


_TYPES = {"integer": "number", "float": "number", "monetary": "number", "boolean": "boolean", "date": "date",
          "datetime": "datetime", "selection": "choice", "many2one": "choice"}  # fmt: skip
