"""Odoo up to version 18: methods of models over XML-RPC, with a login; the key stands in the body of each request."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.parsers.expat import ExpatError
from xmlrpc import client as wire

from sdrdesk.core.crm.client import CrmTrouble, Forbidden, Misdirected, Refused, Transient, Unauthorised
from sdrdesk.core.crm.http import Http, usual_trouble
from sdrdesk.core.crm.odoo_errors import field_in, of_exception

COMMON, OBJECT, DATABASES = "/xmlrpc/2/common", "/xmlrpc/2/object", "/xmlrpc/2/db"
_WARNING, _ACCESS_DENIED, _ACCESS_ERROR = 2, 3, 4
"""Odoo's numbers of faults; anything else is 1, with a traceback."""
_EXCEPTION = re.compile(r"^([\w.]*(?:Error|Violation|Exception|Failure|Warning|Truncation|Range)\w*): ?(.*)$", re.M)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class XmlRpc:
    """Odoo's XML-RPC API; without a `database`, the only one of the server, or the one named like its address."""

    def __init__(self, url: str, database: str, login: str, key: str, version: int) -> None:
        self._http = Http(url, {})
        self._database, self._login, self._key = database, login, key
        self._uid = 0
        self.version = version

    def call(self, model: str, method: str, ids: Sequence[int] | None, named: Mapping[str, Any]) -> Any:
        """What a method answers; CrmTrouble where it does not."""
        if not self._uid:
            self._uid = self._authenticated()
        args = [] if ids is None else [list(ids)]
        whole = (self._database, self._uid, self._key, model, method, args, dict(named))
        return ask(self._http, OBJECT, "execute_kw", whole)

    def close(self) -> None:
        """Let go of the connections held open."""
        self._http.close()

    def _authenticated(self) -> int:
        if not self._login:
            raise Unauthorised(f"Odoo {self.version}: login?")
        self._database = self._database or self._only_database()
        uid = ask(self._http, COMMON, "authenticate", (self._database, self._login, self._key, {}))
        if not isinstance(uid, int) or not uid:
            raise Unauthorised()
        return uid

    def _only_database(self) -> str:
        try:
            there = ask(self._http, DATABASES, "list", ())
        except (Refused, Forbidden, Unauthorised):  # a server may keep its list to itself
            there = []
        if isinstance(there, list) and len(there) == 1:
            return str(there[0])
        return self._http.base_url.partition("//")[2].partition(".")[0]


def server_version(http: Http) -> int | None:
    """The version of the Odoo at an address; None where it does not speak XML-RPC (any more)."""
    answer = http.call("POST", COMMON, content=_request("version", ()), headers={"Content-Type": "text/xml"})
    if answer.status in (404, 405, 410):
        return None
    fault = usual_trouble(answer) if not answer.xml or not answer.ok else None
    if fault is not None:
        raise Transient(fault.detail) if isinstance(fault, Transient) else Misdirected(str(answer.status))
    said = _response(answer.xml, unsure=False)
    told = said.get("server_version", "") if isinstance(said, dict) else ""
    found = re.search(r"\d+", str(told))
    return int(found[0]) if found else None


def ask(http: Http, path: str, method: str, params: tuple[Any, ...]) -> Any:
    """One request; CrmTrouble for a fault."""
    answer = http.call("POST", path, content=_request(method, params), headers={"Content-Type": "text/xml"})
    if answer.ok and answer.xml:
        return _response(answer.xml, unsure=True)
    fault = usual_trouble(answer) or Misdirected("no XML")
    raise Misdirected("404") if answer.status == 404 else fault


def _request(method: str, params: tuple[Any, ...]) -> bytes:
    return wire.dumps(_clean(params), method, encoding="utf-8").encode("utf-8", "replace")


def _clean(value: Any) -> Any:
    """A value without what XML cannot hold: control characters, and nothing (Odoo has False for it)."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, dict):
        return {name: _clean(held) for name, held in value.items()}
    if isinstance(value, tuple):
        return tuple(_clean(held) for held in value)
    if isinstance(value, list):
        return [_clean(held) for held in value]
    return False if value is None else value


def _response(xml: bytes, *, unsure: bool) -> Any:
    if b"<!" in xml:  # a document type could define entities; no answer of Odoo's has one
        raise Misdirected("XML with a document type")
    try:
        (value,), _method = wire.loads(xml, use_builtin_types=True)
    except wire.Fault as fault:
        raise of_fault(fault.faultCode, str(fault.faultString), unsure=unsure) from None
    except (ExpatError, wire.ResponseError, ValueError, TypeError, IndexError, KeyError):
        raise Transient("an answer that is no XML-RPC", unsure=unsure) from None
    return value


def of_fault(code: object, text: str, *, unsure: bool) -> CrmTrouble:
    """What a fault means; of a traceback, only the exception at its end is read."""
    if code == _WARNING:
        return Refused(text, field=field_in(text))
    if code == _ACCESS_DENIED:
        return Unauthorised()
    if code == _ACCESS_ERROR:
        return Forbidden(text)
    raised = _EXCEPTION.findall(text)
    if not raised:
        return Transient("a fault without a name", unsure=unsure)
    name, message = raised[-1]
    if "does not exist" in text and name.endswith("OperationalError"):
        return Misdirected("no such database")
    return of_exception(name, message, unsure=unsure)
