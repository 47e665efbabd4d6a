"""What Dolibarr's answers mean: errors as {"error": {"code", "message"}}, some of them with SQL in them."""

import re

from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Refused, Transient
from sdrdesk.core.crm.http import Answer, usual_trouble

_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|SQL\w*|FOREIGN KEY|CONSTRAINT|FROM)\b|llx_|DB_ERROR|`")
_TWICE = re.compile(r"ALREADY_?EXISTS|AlreadyExists|already used|Duplicate", re.IGNORECASE)
_PASSING = re.compile(r"DEADLOCK|Lock wait|server has gone away|Too many connections", re.IGNORECASE)
_MISSING = re.compile(r"([a-z_]{2,40}) field missing")


def trouble(answer: Answer) -> CrmTrouble | None:
    """What an answer means; a fault of a value is a 500 there, with the words of the database in it."""
    said = message(answer)
    if answer.ok:
        return usual_trouble(answer)
    if answer.status == 501:  # no such place: a module that is not turned on
        return Forbidden(said)
    if answer.status in (400, 500) and said:
        return _of_message(said, unsure=answer.unsure)
    return usual_trouble(answer, shown(said))


def _of_message(said: str, *, unsure: bool) -> CrmTrouble:
    if _PASSING.search(said):
        return Transient("500", unsure=unsure)
    if _TWICE.search(said):
        return Exists(shown(said))
    field = _MISSING.search(said)
    return Refused(shown(said), field=field[1] if field else "")


def message(answer: Answer) -> str:
    """What Dolibarr says was wrong, as it says it."""
    error = answer.json.get("error") if isinstance(answer.json, dict) else None
    return str(error.get("message") or "") if isinstance(error, dict) else ""


def shown(said: str) -> str:
    """A message as far as it is for people: nothing that quotes the database."""
    plain = said.removeprefix("Internal Server Error: ").removeprefix("Bad Request: ")
    return "Internal Server Error" if _SQL.search(plain) else plain
