"""Methods of Odoo's models, over whichever of its two APIs the server speaks."""

from collections.abc import Sequence
from typing import Any, Protocol

from sdrdesk.core.crm.client import Transient
from sdrdesk.core.crm.http import Http
from sdrdesk.core.crm.odoo_json2 import Json2
from sdrdesk.core.crm.odoo_xmlrpc import XmlRpc, server_version

FIRST_JSON = 19
"""The first version with the API over JSON; XML-RPC goes with version 22 and is not used where there is both."""
WHOLE = [True, False]
"""Both values of `active`: unless a domain names it, Odoo leaves out what is archived, lost leads among them."""


class Rpc(Protocol):
    """One of the two APIs."""

    version: int

    def call(self, model: str, method: str, ids: Sequence[int] | None, named: Any) -> Any:
        """What a method answers; CrmTrouble where it does not."""
        ...

    def close(self) -> None:
        """Let go of the connections held open."""
        ...


class OdooRpc:
    """The models of one Odoo database."""

    def __init__(self, url: str, database: str, login: str, key: str) -> None:
        self._given = (url, database, login, key)
        self._any = Http(url, {})
        self._rpc: Rpc | None = None
        self._fields: dict[str, dict[str, dict[str, Any]]] = {}

    @property
    def version(self) -> int:
        """The version of the server: 19 also stands for what comes after."""
        return self._spoken().version

    def change(self, model: str, method: str, ids: Sequence[int] | None = None, **named: Any) -> Any:
        """Call a method that changes something."""
        return self._spoken().call(model, method, ids, named)

    def ask(self, model: str, method: str, ids: Sequence[int] | None = None, **named: Any) -> Any:
        """Call a method that changes nothing: a fault leaves nothing in doubt."""
        try:
            return self._spoken().call(model, method, ids, named)
        except Transient as fault:
            raise Transient(fault.detail, after=fault.after) from None

    def rows(
        self, model: str, domain: Sequence[Any], names: Sequence[str], *, order: str = "id asc", limit: int = 0
    ) -> list[dict[str, Any]]:
        """Records that pass a domain, archived ones too, with the fields of these names that the model has."""
        known = self.fields(model)
        whole = [*domain, ["active", "in", WHOLE]] if "active" in known else list(domain)
        asked: dict[str, Any] = {"domain": whole, "fields": [n for n in names if n in known], "order": order}
        if limit:
            asked["limit"] = limit
        found = self.ask(model, "search_read", **asked)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    def exists(self, model: str, id_: int) -> bool:
        """Whether a record is still there, archived or not."""
        return bool(self.rows(model, [["id", "=", id_]], ["id"], limit=1))

    def fields(self, model: str) -> dict[str, dict[str, Any]]:
        """The fields of a model by name, as it describes them; asked for once."""
        if model not in self._fields:
            wanted = ["string", "type", "readonly", "selection", "relation", "required", "store"]
            self._fields[model] = dict(self.ask(model, "fields_get", attributes=wanted))
        return self._fields[model]

    def close(self) -> None:
        """Let go of the connections held open."""
        self._any.close()
        if self._rpc is not None:
            self._rpc.close()

    def _spoken(self) -> Rpc:
        if self._rpc is None:
            url, database, login, key = self._given
            version = server_version(self._any)
            self._any.close()
            if version is None or version >= FIRST_JSON:
                self._rpc = Json2(url, database, key)
            else:
                self._rpc = XmlRpc(url, database, login, key, version)
        return self._rpc
