"""Odoo in memory, over JSON-2 (version 19) or XML-RPC (up to 18), as it was measured or as its source has it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xmlrpc import client as wire

from tests.crm.fake_server import Ask, FakeServer, Reply

KEY, LOGIN, DATABASE = "0123canary4567", "ana@example.fr", "acme"

_CHAR = {"type": "char", "string": "", "readonly": False}
_FIELDS: dict[str, dict[str, dict[str, Any]]] = {
    "res.partner": {
        **dict.fromkeys(("name", "function", "email", "phone", "city", "zip", "website"), _CHAR),
        "is_company": {"type": "boolean"}, "active": {"type": "boolean"},
        "parent_id": {"type": "many2one", "relation": "res.partner"},
        "country_id": {"type": "many2one", "relation": "res.country"},
    },
    "crm.lead": {
        **dict.fromkeys(("name", "contact_name", "function", "email_from", "phone", "partner_name"), _CHAR),
        "website": _CHAR, "city": _CHAR, "zip": _CHAR,
        "description": {"type": "html"}, "active": {"type": "boolean"},
        "priority": {"type": "selection", "selection": [["0", "Low"], ["1", "Medium"]]},
        "stage_id": {"type": "many2one", "relation": "crm.stage"},
        "partner_id": {"type": "many2one", "relation": "res.partner"},
        "country_id": {"type": "many2one", "relation": "res.country"},
        "is_blacklisted": {"type": "boolean", "readonly": True},
        "message_ids": {"type": "one2many"},
    },
    "mail.message": {
        **dict.fromkeys(("model", "subject", "message_type"), _CHAR),
        "res_id": {"type": "many2one_reference"}, "body": {"type": "html"}, "date": {"type": "datetime"},
    },
    "mail.activity": {
        **dict.fromkeys(("res_model", "summary"), _CHAR), "res_id": {"type": "integer"}, "note": {"type": "html"},
        "date_deadline": {"type": "date"},
    },
    "crm.stage": {"name": _CHAR, "display_name": _CHAR, "is_won": {"type": "boolean"}, "sequence": {"type": "integer"}},
    "res.country": {"name": _CHAR, "code": _CHAR},
    "res.company": {"name": _CHAR},
    "ir.model.data": {"name": _CHAR, "module": _CHAR, "model": _CHAR, "res_id": {"type": "integer"}},
}  # fmt: skip


STATUS = {"AccessError": 403, "MissingError": 404, "NotFound": 404, "ValidationError": 422, "UserError": 422}
CODES = {"AccessDenied": 3, "AccessError": 4, "UserError": 2, "ValidationError": 2, "MissingError": 2}


class OdooError(Exception):
    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class FakeOdoo(FakeServer):
    def __init__(self, version: int) -> None:
        self.version = version
        self.rows: dict[str, dict[int, dict[str, Any]]] = {m: {} for m in _FIELDS}
        self.fields = {m: {n: {**a, "string": n.title()} for n, a in f.items()} for m, f in _FIELDS.items()}
        for f in self.fields.values():
            f["id"] = {"type": "integer", "readonly": True, "string": "ID"}
            f["write_date"] = {"type": "datetime", "readonly": True, "string": "Changed"}
        self.databases = [DATABASE]
        self.plain_user = False
        """A user who may not read the table of external ids."""
        self._last = 40
        super().__init__()
        self.make("res.company", name="Acme SAS")
        for name, won in (("New", False), ("Qualified", False), ("Proposal", False), ("Won", True)):
            self.make("crm.stage", name=name, display_name=name, is_won=won)
        self.france = self.make("res.country", name="France", code="FR")

    # -- what another person does, and what the models do ------------------------------------------------------------

    def make(self, model: str, /, **values: Any) -> int:
        self._last += 1
        blank = dict.fromkeys(self.fields[model], False)
        active = {"active": True} if "active" in blank else {}
        self.rows[model][self._last] = {**blank, **active, **values, "id": self._last}
        self._dated(model, self._last)
        return self._last

    def edit(self, model: str, id_: int, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            about = self.fields[model].get(name)
            if about is None:
                raise OdooError("builtins.ValueError", f"Invalid field '{name}' on model '{model}'")
            options = [v for v, _label in about.get("selection", ())]
            if value and options and value not in options:
                raise OdooError("builtins.ValueError", f"Wrong value for {model}.{name}: {value!r}")
            if about["type"] == "many2one" and value and value not in self.rows[about["relation"]]:
                raise OdooError("psycopg2.errors.ForeignKeyViolation", "insert or update on table SELECT secret FROM t")
            if value and about["type"] in ("char", "html", "date") and not isinstance(value, str):
                raise AssertionError(f"{model}.{name} = {value!r}")
            if name == "website" and value and "://" not in value:
                value = f"http://{value}"
            if about["type"] == "html" and value:
                value = f"<p>{value}</p>"
            self.rows[model][id_][name] = value
        self._dated(model, id_)

    def remove(self, model: str, id_: int) -> None:
        del self.rows[model][id_]
        for i, row in list(self.rows["ir.model.data"].items()):
            if (row["model"], row["res_id"]) == (model, id_):
                del self.rows["ir.model.data"][i]

    def note(self, model: str, parent: int, body: str, /, **more: Any) -> int:
        date = f"{self.now:%Y-%m-%d %H:%M:%S}"
        return self.make("mail.message", model=model, res_id=parent, body=f"<p>{body}</p>", date=date,
                         message_type="comment", **more)  # fmt: skip

    def _dated(self, model: str, id_: int) -> None:
        self.rows[model][id_]["write_date"] = f"{self.now:%Y-%m-%d %H:%M:%S}"

    # -- the two protocols ---------------------------------------------------------------------------------------------

    def handle(self, ask: Ask) -> Reply:
        if ask.path.startswith("/xmlrpc/2/"):
            return self._xmlrpc(ask)
        found = re.fullmatch(r"/json/2/([a-z.]+)/(\w+)", ask.path)
        if found is None or ask.method != "POST" or self.version < 19:
            self.violation(ask, "no such path")
            return Reply(404, text="<html>Not Found</html>", type="text/html")
        if len(self.databases) > 1 and ask.headers.get("x-odoo-database") not in self.databases:
            return Reply(404, text="<html>No database</html>", type="text/html")
        if ask.headers.get("authorization") != f"bearer {KEY}":
            return _json_error(401, "odoo.exceptions.AccessDenied", "Access Denied")
        try:
            body = dict(ask.body)
            return Reply(200, self.call(found[1], found[2], body.pop("ids", None), body))
        except OdooError as error:
            status = {
                "AccessError": 403,
                "MissingError": 404,
                "NotFound": 404,
                "ValidationError": 422,
                "UserError": 422,
            }
            return _json_error(status.get(error.name.rpartition(".")[2], 500), error.name, str(error))

    def _xmlrpc(self, ask: Ask) -> Reply:
        params, method = wire.loads(ask.content, use_builtin_types=True)
        assert ask.headers["content-type"] == "text/xml"
        try:
            said = self._xml_call(ask.path.rpartition("/")[2], str(method), params)
        except OdooError as error:
            short = error.name.rpartition(".")[2]
            trace = f"Traceback (most recent call last):\n  File secret\n{_python(error.name)}: {error}\n"
            fault = wire.Fault(CODES.get(short, 1), str(error) if short in CODES else trace)
            return _xml(wire.dumps(fault))
        return _xml(wire.dumps((said,), methodresponse=True, allow_none=False))

    def _xml_call(self, service: str, method: str, params: tuple[Any, ...]) -> Any:
        if (service, method) == ("common", "version"):
            return {"server_version": f"{self.version}.0", "server_version_info": [self.version, 0, 0, "final", 0, ""]}
        if (service, method) == ("db", "list"):
            return self.databases
        database, who, key = params[0], params[1], params[2]
        if database not in self.databases:
            raise OdooError("psycopg2.OperationalError", f'database "{database}" does not exist')
        if (service, method) == ("common", "authenticate"):
            return 7 if (who, key) == (LOGIN, KEY) else False
        assert (service, method) == ("object", "execute_kw")
        if (who, key) != (7, KEY):
            raise OdooError("odoo.exceptions.AccessDenied", "Access Denied")
        model, name, args, named = params[3:]
        return self.call(model, name, args[0] if args else None, named)

    def call(self, model: str, method: str, ids: Sequence[int] | None, named: dict[str, Any]) -> Any:
        if model not in self.rows:
            raise OdooError("werkzeug.exceptions.NotFound", f"the model {model!r} does not exist")
        if ids is not None:
            assert all(type(i) is int for i in ids), ids
            missing = [i for i in ids if i not in self.rows[model]]
            if missing and method != "search_read":
                raise OdooError("odoo.exceptions.MissingError", "Record does not exist or has been deleted.")
        return getattr(self, f"do_{method}")(model, *([] if ids is None else [ids]), **named)

    # -- methods -----------------------------------------------------------------------------------------------------

    def do_fields_get(self, model: str, attributes: Sequence[str]) -> Any:
        return {n: {k: v for k, v in a.items() if k in attributes} for n, a in self.fields[model].items()}

    def do_search_read(
        self, model: str, domain: Sequence[Any], fields: Sequence[str], order: str, limit: int = 0
    ) -> list[dict[str, Any]]:
        if model == "ir.model.data" and self.plain_user:
            raise OdooError("odoo.exceptions.AccessError", "You are not allowed to access 'Model Data'")
        for name in fields:
            if name not in self.fields[model]:
                raise OdooError("builtins.ValueError", f"Invalid field {name!r} on {model!r}")
        named = "active" in self.fields[model] and not any(t[0] == "active" for t in domain if isinstance(t, list))
        found = [r for r in self.rows[model].values() if self._passes(model, r, domain) and (not named or r["active"])]
        for part in reversed(order.split(", ")):
            by, way = part.split()
            assert way in ("asc", "desc")
            found.sort(key=lambda r: r[by], reverse=way == "desc")
        return [self._read(model, r, ["id", *fields]) for r in found[: limit or None]]

    def _read(self, model: str, row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
        shown = {n: row[n] for n in names}
        for n, value in shown.items():
            if self.fields[model][n]["type"] == "many2one" and value:
                shown[n] = [value, "Its name"]
        return shown

    def _passes(self, model: str, row: Mapping[str, Any], domain: Sequence[Any]) -> bool:
        stack: list[bool] = []
        for test in reversed(domain):
            if test == "|":
                stack.append(any((stack.pop(), stack.pop())))
            else:
                assert test[0] in self.fields[model], test
                stack.append(_test(row[test[0]], test[1], test[2]))
        return all(stack)

    def do_load(self, model: str, fields: Sequence[str], data: Sequence[Sequence[str]]) -> Any:
        messages, rows = [], []
        before = {m: {i: dict(r) for i, r in there.items()} for m, there in self.rows.items()}
        for n, given in enumerate(data):
            assert len(given) == len(fields)
            assert all(isinstance(v, str) for v in given), given
            module, _dot, name = given[0].partition(".")
            assert "." not in name
            try:
                rows.append(self._load_one(model, module, name, dict(zip(fields[1:], given[1:], strict=True))))
            except OdooError as error:
                message = {"type": "error", "message": str(error), "rows": {"from": n, "to": n}, "record": n}
                messages.append({**message, "field": str(error).partition("'")[2].partition("'")[0]})
        if messages:
            self.rows = before
            return {"ids": False, "messages": messages, "nextrow": 0}
        return {"ids": rows, "messages": [], "nextrow": 0}

    def _load_one(self, model: str, module: str, name: str, cells: Mapping[str, str]) -> int:
        values: dict[str, Any] = {}
        for column, cell in cells.items():
            field, _slash, how = column.partition("/")
            type_ = self.fields[model].get(field, {}).get("type")
            if type_ == "many2one":
                assert how == ".id", column
            values[field] = (cell == "1") if type_ == "boolean" else int(cell) if how and cell else cell or False
        if not values.get("name") and "name" in values:
            raise OdooError("odoo.exceptions.ValidationError", "Missing required value for the field 'name'")
        known = [r for r in self.rows["ir.model.data"].values() if (r["module"], r["name"]) == (module, name)]
        id_ = known[0]["res_id"] if known else self.make(model)
        self.edit(model, id_, values)
        if not known:
            self.make("ir.model.data", module=module, name=name, model=model, res_id=id_)
        return int(id_)

    def do_check_object_reference(self, model: str, module: str, xml_id: str) -> Any:
        for row in self.rows["ir.model.data"].values():
            if (row["module"], row["name"]) == (module, xml_id):
                return [row["model"], row["res_id"]]
        raise OdooError("builtins.ValueError", f"External ID not found in the system: {module}.{xml_id}")

    def do_write(self, model: str, ids: Sequence[int], vals: Mapping[str, Any]) -> bool:
        for id_ in ids:
            self.edit(model, id_, vals)
        return True

    def do_unlink(self, model: str, ids: Sequence[int]) -> bool:
        for id_ in ids:
            self.remove(model, id_)
        return True

    def do_message_post(self, model: str, ids: Sequence[int], body: str, message_type: str, subtype_xmlid: str,
                        subject: str = "", **more: Any) -> Any:  # fmt: skip
        assert (message_type, subtype_xmlid) == ("comment", "mail.mt_note")
        assert more == ({"body_is_html": True} if self.version >= 17 else {})
        return self.note(model, ids[0], body, subject=subject or False)

    def do_activity_schedule(self, model: str, ids: Sequence[int], act_type_xmlid: str, date_deadline: str = "",
                             summary: str = "", note: str = "") -> Any:  # fmt: skip
        assert re.fullmatch(r"mail\.mail_activity_data_(call|email|todo)", act_type_xmlid)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", date_deadline)
        made = self.make("mail.activity", res_model=model, res_id=ids[0])
        self.edit("mail.activity", made, {"summary": summary, "note": note, "date_deadline": date_deadline})
        return [made]

    def do_action_feedback(self, model: str, ids: Sequence[int]) -> Any:
        self.remove(model, ids[0])
        return self.note("crm.lead", 0, "done")


def _test(here: Any, operator: str, there: Any) -> bool:
    match operator:
        case "=":
            return bool(here == there)
        case ">=":
            return bool(here) and bool(here >= there)
        case "in":
            return here in there
        case "not in":
            return here not in there
        case "ilike":
            return bool(here) and str(there).lower() in str(here).lower()
    raise AssertionError(operator)


def _python(name: str) -> str:
    return name.removeprefix("builtins.")


def _json_error(status: int, name: str, message: str) -> Reply:
    return Reply(status, {"name": name, "message": message, "arguments": [message], "context": {},
                          "debug": "Traceback (most recent call last): secret SELECT"})  # fmt: skip


def _xml(text: str) -> Reply:
    return Reply(200, text=text, type="text/xml; charset=utf-8")
