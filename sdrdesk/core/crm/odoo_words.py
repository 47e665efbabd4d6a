"""What Odoo calls things: models, fields, external ids; values to and fro; calls and notes as messages."""

import re
from collections.abc import Mapping
from typing import Any

from sdrdesk.core.crm.client import Direction, FieldMap, Kind, Refused
from sdrdesk.core.crm.html_text import as_html, as_text
from sdrdesk.core.crm.markers import author_in, key_in, with_marker, without_marker
from sdrdesk.core.crm.moments import instant, read_instant

PARTNER, LEAD, MESSAGE, ACTIVITY = "res.partner", "crm.lead", "mail.message", "mail.activity"
MODELS: Mapping[Kind, str] = {
    Kind.COMPANY: PARTNER, Kind.CONTACT: PARTNER, Kind.DEAL: LEAD,
    Kind.NOTE: MESSAGE, Kind.CALL: MESSAGE, Kind.TASK: ACTIVITY,
}  # fmt: skip
MODULE = "__sdrdesk__"
"""The module that our external ids stand under."""
EXTERNAL: Mapping[Kind, str] = {Kind.COMPANY: "company_", Kind.CONTACT: "contact_", Kind.DEAL: "lead_"}
PARENTS: Mapping[Kind, tuple[tuple[Kind, str], ...]] = {
    Kind.COMPANY: (),
    Kind.CONTACT: ((Kind.COMPANY, "parent_id"),),
    Kind.DEAL: ((Kind.CONTACT, "partner_id"), (Kind.COMPANY, "partner_id")),
}
"""Where a record says what it hangs on; a lead has one partner, its contact rather than the company."""
HUNG_ON = (Kind.DEAL, Kind.CONTACT, Kind.COMPANY)
"""What a call, a note or a task is written on, first choice first: Odoo hangs it on one record."""
COUNTRY = "country_id"
CHOSEN_FROM = ("stage_id", "user_id", "team_id")
"""Links to few records, offered as a choice by their ids."""
UNMAPPED = frozenset({"one2many", "many2many", "binary", "image", "reference", "many2one_reference", "properties",
                      "properties_definition", "json"})  # fmt: skip

_LEAD = {
    "job_title": "function", "email": "email_from", "phone": "phone", "company": "partner_name", "domain": "website",
    "country": "country_id", "city": "city", "postal_code": "zip",
}  # fmt: skip
_PERSON = {"job_title": "function", "email": "email", "phone": "phone", "country": "country_id", "city": "city",
           "postal_code": "zip"}  # fmt: skip
MAP: tuple[FieldMap, ...] = (
    FieldMap("deal_name", Kind.DEAL, "name", Direction.OUT),
    FieldMap("name", Kind.DEAL, "contact_name"),
    *(FieldMap(ours, Kind.DEAL, theirs) for ours, theirs in _LEAD.items()),
    FieldMap("summary", Kind.DEAL, "description", Direction.OUT),
    FieldMap("opposed", Kind.DEAL, "is_blacklisted", Direction.IN, {"yes": "true"}),
    FieldMap("name", Kind.CONTACT, "name"),
    *(FieldMap(ours, Kind.CONTACT, theirs) for ours, theirs in _PERSON.items()),
    FieldMap("company", Kind.COMPANY, "name"),
    FieldMap("domain", Kind.COMPANY, "website"),
)


def stage_map(stages: list[dict[str, Any]]) -> tuple[FieldMap, ...]:
    """How the stages of a firm are paired with ours: one that is won is a customer, the last before it an opportunity.

    They have names and an order of the firm's own and fewer steps than ours: the others are for a person to pair.
    """
    won = [s for s in stages if s.get("is_won")]
    before = [s for s in stages if not s.get("is_won")]
    values = {"customer": str(won[0]["id"])} if won else {}
    values |= {"opportunity": str(before[-1]["id"])} if len(before) > 1 else {}
    return (FieldMap("stage", Kind.DEAL, "stage_id", values=values),) if values else ()


# -- values ---------------------------------------------------------------------------------------------------------


def told(name: str, about: Mapping[str, Any], value: Any, countries: Mapping[int, str]) -> str:
    """A value of Odoo's as text: False is empty but for a yes or no, a link is an id, a country its code."""
    type_ = about.get("type")
    if type_ == "boolean":
        return "true" if value else "false"
    if value is None or value is False or value == []:
        return ""
    if type_ == "many2one":
        id_ = int(value[0] if isinstance(value, list) else value)
        return countries.get(id_, str(id_)) if name == COUNTRY else str(id_)
    if type_ == "html":
        return as_text(str(value))
    if type_ == "datetime":
        return instant(str(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"^https?://|/$", "", str(value)) if name == "website" else str(value)


def given(name: str, about: Mapping[str, Any], value: str, countries: Mapping[str, int]) -> Any:
    """A text as Odoo wants it; Refused where it is no value of the field's type."""
    type_ = about.get("type")
    if type_ == "boolean":
        return value in ("true", "yes", "1")
    if not value:
        return False
    try:
        if type_ == "many2one":
            return int(value) if value.isdigit() else countries[value.upper()] if name == COUNTRY else int(value)
        if type_ == "integer":
            return int(value)
        if type_ in ("float", "monetary"):
            return float(value)
    except (ValueError, KeyError):
        raise Refused(value, field=name) from None
    if type_ == "html":
        return as_html(value)
    return utc(value) if type_ == "datetime" else value


def utc(said: str) -> str:
    """An instant as Odoo writes it: "2026-11-24 09:00:00", in UTC."""
    return said.replace("T", " ").removesuffix("Z")


# -- calls, notes, tasks ----------------------------------------------------------------------------------------------

_STAMP = re.compile(r"\s*^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC$\s*", re.MULTILINE)


def body(values: Mapping[str, str], key: str, at: str) -> str:
    """A text as HTML with when it was (`at`, an instant or "") and our marker: Odoo dates by its own clock only."""
    stamp = f"\n\n{utc(at)} UTC" if at else ""
    return as_html(with_marker(values.get("text", "") + stamp, key, values.get("author", "")))


def text_values(html: str) -> tuple[dict[str, str], str, str]:
    """What a message or a note says, when it says it was ("" if not ours), and the key it bears."""
    whole = as_text(html)
    key, bare = key_in(whole), without_marker(whole)
    stamps = _STAMP.findall(bare) if key else []
    found = {"text": _STAMP.sub("\n", bare).strip() if stamps else bare}
    if author_in(whole):
        found["author"] = author_in(whole)
    return found, instant(stamps[-1]) if stamps else "", key


def task_values(row: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """An activity, and the key it bears: due on a day, at an hour only if we wrote one and the day still is that."""
    found, at, key = text_values(str(row.get("note") or ""))
    day = str(row.get("date_deadline") or "")
    due = at if at and at.startswith(day) else ""
    found |= {"title": str(row.get("summary") or ""), "due": due, "day": "" if due else day}
    return found | {"done": "yes" if row.get("active") is False else "no"}, key


def task_fields(values: Mapping[str, str], key: str) -> dict[str, Any]:
    """A task as fields of an activity; only what the values given say."""
    found: dict[str, Any] = {}
    if "title" in values:
        found["summary"] = values["title"]
    if "text" in values:
        found["note"] = body(values, key, values.get("due", ""))
    day = values.get("day") or values.get("due", "")[:10]
    if day and read_instant(day):
        found["date_deadline"] = day
    return found
