"""What HubSpot calls things: objects, properties, associations, and how a call, a note or a task is written there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sdrdesk.core.crm.client import Direction, FieldMap, Kind
from sdrdesk.core.crm.html_text import as_html, as_text
from sdrdesk.core.crm.markers import author_in, key_in, with_marker, without_marker
from sdrdesk.core.crm.moments import due_and_day, instant, untimed
from sdrdesk.core.domain.lead import Stage

OBJECTS: Mapping[Kind, str] = {
    Kind.COMPANY: "companies", Kind.CONTACT: "contacts", Kind.DEAL: "deals",
    Kind.CALL: "calls", Kind.NOTE: "notes", Kind.TASK: "tasks",
}  # fmt: skip
LINKED: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.COMPANY: (),
    Kind.CONTACT: (Kind.COMPANY,),
    Kind.DEAL: (Kind.CONTACT, Kind.COMPANY),
    Kind.CALL: (Kind.CONTACT, Kind.COMPANY, Kind.DEAL),
    Kind.NOTE: (Kind.CONTACT, Kind.COMPANY, Kind.DEAL),
    Kind.TASK: (Kind.CONTACT, Kind.COMPANY, Kind.DEAL),
}
ASSOCIATIONS: Mapping[tuple[Kind, Kind], int] = {
    (Kind.NOTE, Kind.CONTACT): 202, (Kind.NOTE, Kind.COMPANY): 190, (Kind.NOTE, Kind.DEAL): 214,
    (Kind.CALL, Kind.CONTACT): 194, (Kind.CALL, Kind.COMPANY): 182, (Kind.CALL, Kind.DEAL): 206,
    (Kind.TASK, Kind.CONTACT): 204, (Kind.TASK, Kind.COMPANY): 192, (Kind.TASK, Kind.DEAL): 216,
}  # fmt: skip
"""Association type ids that HubSpot defines, for what is linked as it is made."""
KEY = "sdrdesk_id"
"""The property of ours that holds our key: unique, so that a record can be written and read by it."""
MERGED_FROM = "hs_merged_object_ids"
"""The ids of the records that became this one, with semicolons between them."""


def modified_property(kind: Kind) -> str:
    """The property that says when a record last changed; contacts have a name of their own for it."""
    return "lastmodifieddate" if kind is Kind.CONTACT else "hs_lastmodifieddate"


# -- fields ---------------------------------------------------------------------------------------------------------

_CONTACT = {
    "first_name": "firstname", "last_name": "lastname", "job_title": "jobtitle", "email": "email", "phone": "phone",
    "mobile": "mobilephone", "linkedin": "hs_linkedin_url", "company": "company", "country": "country",
    "region": "state", "city": "city", "postal_code": "zip",
}  # fmt: skip
_VERDICT = (
    "temperature", "decision", "route", "reason", "score", "open", "grid", "next_date", "last_call", "attempts",
    "summary",
)  # fmt: skip
_LABELS = {
    "sdrdesk_id": "sdrdesk id", "sdrdesk_stage": "Qualification stage", "sdrdesk_opposed": "Objects to being contacted",
    "sdrdesk_temperature": "Temperature", "sdrdesk_decision": "Verdict", "sdrdesk_route": "Route",
    "sdrdesk_reason": "Reason", "sdrdesk_score": "Score", "sdrdesk_open": "Score still open", "sdrdesk_grid": "Grid",
    "sdrdesk_next_date": "Next date", "sdrdesk_last_call": "Last call", "sdrdesk_attempts": "Attempts",
    "sdrdesk_summary": "Qualification summary", "sdrdesk_naf": "NAF code", "sdrdesk_siren": "SIREN",
}  # fmt: skip
STAGES = {str(stage): str(stage) for stage in Stage}
DEAL_STAGES = {"opportunity": "qualifiedtobuy", "customer": "closedwon", "lost": "closedlost"}

MAP: tuple[FieldMap, ...] = (
    *(FieldMap(ours, Kind.CONTACT, theirs) for ours, theirs in _CONTACT.items()),
    FieldMap("stage", Kind.CONTACT, "sdrdesk_stage", values=STAGES),
    FieldMap("opposed", Kind.CONTACT, "sdrdesk_opposed", values={"yes": "true", "": "false"}),
    *(FieldMap(ours, Kind.CONTACT, f"sdrdesk_{ours}", Direction.OUT) for ours in _VERDICT),
    FieldMap("company", Kind.COMPANY, "name"),
    FieldMap("domain", Kind.COMPANY, "domain"),
    FieldMap("employees", Kind.COMPANY, "numberofemployees", Direction.IN),
    FieldMap("naf", Kind.COMPANY, "sdrdesk_naf"),
    FieldMap("siren", Kind.COMPANY, "sdrdesk_siren"),
    FieldMap("deal_name", Kind.DEAL, "dealname", Direction.OUT),
    FieldMap("stage", Kind.DEAL, "dealstage", values=DEAL_STAGES),
)
"""A stage of ours has no match in HubSpot's lifecycle (which only goes forward), so it has a property of its own; of
a deal, only that it is one, and that it is won or lost, is paired. The number of employees is a number there and may be
a range here, hence it is only read."""


def own_properties(kind: Kind) -> list[dict[str, Any]]:
    """The properties of ours that a kind of object needs, as HubSpot is asked to make them."""
    names = {m.theirs for m in MAP if m.kind is kind and m.theirs.startswith("sdrdesk_")} | {KEY}
    return [_property(name) for name in _LABELS if name in names]


def _property(name: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": name, "label": _LABELS[name], "groupName": "sdrdesk", "type": "string", "fieldType": "text",
    }  # fmt: skip
    if name == KEY:
        made |= {"hasUniqueValue": True}
    elif name == "sdrdesk_summary":
        made |= {"fieldType": "textarea"}
    elif name == "sdrdesk_stage":
        made |= {"type": "enumeration", "fieldType": "select", "options": _options([(s, s.upper()) for s in STAGES])}
    elif name == "sdrdesk_opposed":
        options = _options([("true", "Yes"), ("false", "No")])
        made |= {"type": "bool", "fieldType": "booleancheckbox", "options": options}
    return made


def _options(pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "displayOrder": n, "hidden": False} for n, (value, label) in enumerate(pairs)
    ]


# -- calls, notes, tasks --------------------------------------------------------------------------------------------

BODY: Mapping[Kind, str] = {Kind.NOTE: "hs_note_body", Kind.CALL: "hs_call_body", Kind.TASK: "hs_task_body"}
_DISPOSITIONS = {
    "busy": "9d9162e7-6cf3-4944-bf63-4dff82258764",
    "reached": "f240bbac-87c9-4f6e-bf70-924b57d47db7",
    "no_answer": "73a0d17f-1163-4015-bdd5-ec830791da20",
    "voicemail": "b2cf5968-551e-4856-9783-52b3da59a7d0",
    "wrong_number": "17b47fee-58de-441e-a44c-c6300d46f273",
}
"""Outcomes that HubSpot has by itself; any other one of ours is told by the title and the text."""
_UNANSWERED = ("NO_ANSWER", "BUSY", "FAILED", "CANCELED", "MISSED")
_TASK_TYPES = {"call": "CALL", "email": "EMAIL"}
FACT_PROPERTIES: Mapping[Kind, tuple[str, ...]] = {
    Kind.NOTE: ("hs_note_body", "hs_timestamp"),
    Kind.CALL: ("hs_call_title", "hs_call_body", "hs_timestamp", "hs_call_duration", "hs_call_disposition",
                "hs_call_status", "hs_call_to_number"),
    Kind.TASK: ("hs_task_subject", "hs_task_body", "hs_timestamp", "hs_task_status", "hs_task_type"),
}  # fmt: skip


def fact_properties(kind: Kind, values: Mapping[str, str], key: str) -> dict[str, str]:
    """A call, a note or a task as HubSpot's properties; only what the values given say."""
    found: dict[str, str] = {}
    if "text" in values:
        found[BODY[kind]] = as_html(with_marker(values["text"], key, values.get("author", "")))
    if "at" in values:
        found["hs_timestamp"] = values["at"]
    if kind is Kind.CALL:
        found |= _call(values)
    elif kind is Kind.TASK:
        found |= _task(values)
    return found


def _call(values: Mapping[str, str]) -> dict[str, str]:
    found = {theirs: values[ours] for ours, theirs in _CALL_TEXTS.items() if ours in values}
    if "seconds" in values:
        found["hs_call_duration"] = str(int(values["seconds"] or 0) * 1000)
    if "outcome" in values:
        found["hs_call_disposition"] = _DISPOSITIONS.get(values["outcome"], "")
    if "answered" in values:
        unanswered = "BUSY" if values.get("outcome") == "busy" else "NO_ANSWER"
        found["hs_call_status"] = "COMPLETED" if values["answered"] == "yes" else unanswered
    return found


_CALL_TEXTS = {"title": "hs_call_title", "number": "hs_call_to_number"}


def _task(values: Mapping[str, str]) -> dict[str, str]:
    found = {}
    if "title" in values:
        found["hs_task_subject"] = values["title"]
    due = values.get("due") or untimed(values.get("day", ""))
    if due:
        found["hs_timestamp"] = due
    if "done" in values:
        found["hs_task_status"] = "COMPLETED" if values["done"] == "yes" else "NOT_STARTED"
    if "channel" in values:
        found["hs_task_type"] = _TASK_TYPES.get(values["channel"], "TODO")
    return found


def fact_values(kind: Kind, properties: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What HubSpot's properties tell of a call, a note or a task, and the short key it bears."""
    body = as_text(properties.get(BODY[kind], ""))
    values = {"text": without_marker(body)}
    if author_in(body):
        values["author"] = author_in(body)
    at = properties.get("hs_timestamp", "")
    if kind is Kind.TASK:
        values |= {"title": properties.get("hs_task_subject", ""), **due_and_day(at)}
        values["done"] = "yes" if properties.get("hs_task_status") == "COMPLETED" else "no"
        channel = [ours for ours, theirs in _TASK_TYPES.items() if theirs == properties.get("hs_task_type")]
        values |= {"channel": channel[0]} if channel else {}
    else:
        values["at"] = instant(at)
    if kind is Kind.CALL:
        values |= _call_values(properties)
    return values, key_in(body)


def _call_values(properties: Mapping[str, str]) -> dict[str, str]:
    values = {ours: properties.get(theirs, "") for ours, theirs in _CALL_TEXTS.items()}
    values["answered"] = "no" if properties.get("hs_call_status") in _UNANSWERED else "yes"
    lasted = properties.get("hs_call_duration", "")
    values["seconds"] = str(int(lasted) // 1000) if lasted.isdigit() else ""
    outcome = [ours for ours, theirs in _DISPOSITIONS.items() if theirs == properties.get("hs_call_disposition")]
    return values | ({"outcome": outcome[0]} if outcome else {})
