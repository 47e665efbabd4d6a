"""Odoo from version 19 on: methods of models over JSON, the key in a header."""

from collections.abc import Mapping, Sequence
from typing import Any

from sdrdesk.core.crm.client import CrmTrouble, Misdirected, Refused, Unauthorised
from sdrdesk.core.crm.http import Answer, Http, usual_trouble
from sdrdesk.core.crm.odoo_errors import of_exception


class Json2:
    """Odoo's JSON-2 API; `database` is needed where a server has several."""

    version = 19

    def __init__(self, url: str, database: str, key: str) -> None:
        self._http = Http(url, {"Authorization": f"bearer {key}"})
        self._headers: Mapping[str, str] = {"X-Odoo-Database": database} if database else {}

    def call(self, model: str, method: str, ids: Sequence[int] | None, named: Mapping[str, Any]) -> Any:
        """What a method answers; CrmTrouble where it does not."""
        body = dict(named) if ids is None else {"ids": list(ids), **named}
        answer = self._http.call("POST", f"/json/2/{model}/{method}", body=body, headers=self._headers)
        fault = trouble(answer)
        if fault is not None:
            raise fault
        return answer.json

    def close(self) -> None:
        """Let go of the connections held open."""
        self._http.close()


def trouble(answer: Answer) -> CrmTrouble | None:
    """What an answer means: by the name of the exception that it tells of, since a plain fault of a value is a 500."""
    if answer.ok:
        return usual_trouble(answer)
    if answer.status == 401:
        return Unauthorised()
    said = answer.json
    if isinstance(said, dict) and said.get("name") and answer.status != 429:
        fault = of_exception(str(said["name"]), str(said.get("message", "")), unsure=answer.unsure)
        if answer.status == 422 and fault.code == "transient":
            return Refused(fault.detail)
        return fault
    if answer.status == 404:
        return Misdirected("404")  # a page: no such database, or no Odoo of version 19
    return usual_trouble(answer)
