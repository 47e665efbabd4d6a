"""Rows of Odoo's tables as records, and the domains that ask for them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sdrdesk.core.crm.client import Gone, Kind, Record, Refused, Write
from sdrdesk.core.crm.moments import instant, read_instant
from sdrdesk.core.crm.odoo_words import LEAD, PARTNER, task_values, text_values, utc

OVERLAP = timedelta(seconds=30)
"""A record is dated when its change began, and seen when it ended: polls look back this far."""


def alike(writes: Sequence[Write]) -> list[list[Write]]:
    """Writes in groups that give the same fields and links, since a load has one list of columns."""
    groups: dict[tuple[object, ...], list[Write]] = {}
    for w in writes:
        groups.setdefault((tuple(w.values), tuple(sorted(k for k, v in w.links.items() if v))), []).append(w)
    return list(groups.values())


def only(kind: Kind) -> list[Any]:
    """The domain of a kind, where a model holds several or more than is ours to read."""
    if kind in (Kind.COMPANY, Kind.CONTACT):
        return [["is_company", "=", kind is Kind.COMPANY]]
    if kind in (Kind.NOTE, Kind.CALL):
        return [["model", "in", [LEAD, PARTNER]], ["message_type", "=", "comment"]]
    return [["res_model", "in", [LEAD, PARTNER]]] if kind is Kind.TASK else []


def is_of(kind: Kind, row: Mapping[str, Any]) -> bool:
    """Whether a row is of this kind: what we wrote with a subject is a call, and no note."""
    if kind not in (Kind.NOTE, Kind.CALL):
        return True
    call = bool(row.get("subject")) and bool(text_values(str(row.get("body") or ""))[2])
    return call is (kind is Kind.CALL)


def type_column(kind: Kind) -> list[str]:
    """The column that tells a company from a person."""
    return [] if kind is Kind.DEAL else ["is_company"]


def type_cell(kind: Kind) -> list[str]:
    """What stands in that column."""
    return [] if kind is Kind.DEAL else ["1" if kind is Kind.COMPANY else "0"]


def faults_of(said: Any) -> dict[int, Refused]:
    """What `load` says is wrong, by row."""
    messages = said.get("messages") if isinstance(said, dict) else None
    found: dict[int, Refused] = {}
    for m in messages or ():
        if m.get("type", "error") == "error":
            row = m.get("record", (m.get("rows") or {}).get("from", 0))
            found.setdefault(int(row or 0), Refused(str(m.get("message", "")), field=str(m.get("field") or "")))
    return found


def fact_of(kind: Kind, row: Mapping[str, Any], partners: Mapping[int, Kind]) -> Record:
    """A message or an activity as a record; `partners` says which partners are companies."""
    model, parent = str(row.get("model") or row.get("res_model") or ""), int(row.get("res_id") or 0)
    if kind is Kind.TASK:
        values, key = task_values(row)
    else:
        values, at, key = text_values(str(row.get("body") or ""))
        values["at"] = at or instant(str(row.get("date") or ""))
        if kind is Kind.CALL:
            values["title"] = str(row.get("subject") or "")
    on = Kind.DEAL if model == LEAD else partners.get(parent, Kind.CONTACT)
    return Record(kind, str(row["id"]), values, key, instant(str(row["write_date"])), {on: str(parent)})


def links_of(kind: Kind, row: Mapping[str, Any], partners: Mapping[int, Kind]) -> dict[Kind, str]:
    """What a record hangs on."""
    if kind is Kind.CONTACT:
        company = linked_id(row.get("parent_id"))
        return {Kind.COMPANY: str(company)} if company else {}
    partner = linked_id(row.get("partner_id"))
    return {partners.get(partner, Kind.CONTACT): str(partner)} if partner else {}


def linked_id(value: Any) -> int:
    """The id of a link as Odoo reads it, 0 where there is none."""
    return int(value[0]) if isinstance(value, list) and value else 0


def number(id_: str) -> int:
    """An id as Odoo has it; Gone for what can be none."""
    if not id_.isdigit():
        raise Gone()
    return int(id_)


def second(said: Any) -> str:
    """A time of Odoo's to the second."""
    return str(said)[:19]


def back(last: str, since: str) -> str:
    """Where the next poll begins: a little before the last change seen, never before where this one began."""
    found = read_instant(last) if last else None
    return max(utc(instant((found - OVERLAP).isoformat())), since) if found else since
