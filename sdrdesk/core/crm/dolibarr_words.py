"""What Dolibarr calls things: its places, fields and stages, and how calls, notes and tasks are agenda events there."""

from collections.abc import Mapping
from typing import Any

from sdrdesk.core.crm.client import Direction, FieldMap, Kind
from sdrdesk.core.crm.html_text import as_html, as_text
from sdrdesk.core.crm.markers import author_in, key_in, with_marker, without_marker
from sdrdesk.core.crm.moments import epoch, of_epoch

PLACES: Mapping[Kind, str] = {
    Kind.COMPANY: "thirdparties", Kind.CONTACT: "contacts", Kind.DEAL: "projects",
    Kind.CALL: "agendaevents", Kind.NOTE: "agendaevents", Kind.TASK: "agendaevents",
}  # fmt: skip
MODIFIED: Mapping[str, str] = {
    "thirdparties": "date_modification", "contacts": "date_modification", "projects": "date_m", "agendaevents": "datem",
}  # fmt: skip
"""The field that tells when a record last changed, in seconds since 1970."""
OWN_ID: Mapping[str, str] = {"agendaevents": "t.id"}
"""The column of the id where it is not t.rowid."""
PARENTS: Mapping[Kind, Mapping[Kind, str]] = {
    Kind.COMPANY: {},
    Kind.CONTACT: {Kind.COMPANY: "socid"},
    Kind.DEAL: {Kind.COMPANY: "socid"},
    **{
        kind: {Kind.COMPANY: "socid", Kind.CONTACT: "contact_id", Kind.DEAL: "fk_project"}
        for kind in (Kind.CALL, Kind.NOTE, Kind.TASK)
    },
}
HTML = frozenset({"note_private", "note_public", "description"})
EXTRA = "options_"
"""How the names of a firm's own fields begin; they stand in a part of their own."""
CALL, OTHER, EMAIL = "AC_TEL", "AC_OTH", "AC_EMAIL"
MADE: Mapping[Kind, Mapping[str, Any]] = {
    Kind.COMPANY: {"client": 2, "code_client": "-1"},  # a prospect, with the next code of the firm's numbering
    Kind.CONTACT: {},
    Kind.DEAL: {"ref": "auto", "usage_opportunity": 1, "opp_status": 1, "opp_percent": 0},
}
"""What a new record needs beside its values."""
STAGES = {"1": "PROSP", "2": "QUAL", "3": "PROPO", "4": "NEGO", "5": "PENDING", "6": "WON", "7": "LOST"}
"""The stages of an opportunity as Dolibarr ships them."""

_CONTACT = {"first_name": "firstname", "last_name": "lastname", "job_title": "poste", "email": "email",
            "phone": "phone_pro", "mobile": "phone_mobile", "city": "town", "postal_code": "zip"}  # fmt: skip
MAP: tuple[FieldMap, ...] = (
    *(FieldMap(ours, Kind.CONTACT, theirs) for ours, theirs in _CONTACT.items()),
    FieldMap("country", Kind.CONTACT, "country_code", Direction.IN),
    FieldMap("opposed", Kind.CONTACT, "no_email", Direction.IN, {"yes": "1", "": "0"}),
    FieldMap("summary", Kind.CONTACT, "note_private", Direction.OUT),
    FieldMap("company", Kind.COMPANY, "name"),
    FieldMap("domain", Kind.COMPANY, "url"),
    FieldMap("siren", Kind.COMPANY, "idprof1"),
    FieldMap("naf", Kind.COMPANY, "idprof3"),
    FieldMap("deal_name", Kind.DEAL, "title", Direction.OUT),
    FieldMap("summary", Kind.DEAL, "description", Direction.OUT),
    FieldMap("stage", Kind.DEAL, "opp_status", values={"opportunity": "3", "customer": "6", "lost": "7"}),
)
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.COMPANY: ("name", "name_alias", "url", "email", "phone", "address", "zip", "town", "country_code", "idprof1",
                   "idprof2", "idprof3", "idprof4", "tva_intra", "note_private", "note_public"),
    Kind.CONTACT: ("firstname", "lastname", "poste", "email", "phone_pro", "phone_mobile", "phone_perso", "address",
                   "zip", "town", "country_code", "no_email", "note_private", "note_public"),
    Kind.DEAL: ("title", "description", "opp_status", "opp_percent", "opp_amount", "budget_amount", "note_private",
                "note_public"),
}  # fmt: skip
"""What can be written: Dolibarr describes its fields nowhere in its API, but for those that a record shows."""
READ_ONLY = frozenset({"country_code", "no_email"})


def told(name: str, value: Any) -> str:
    """A value of Dolibarr's as text."""
    if value is None:
        return ""
    text = str(value)
    return without_marker(as_text(text)) if name in HTML else text


def values_of(record: Mapping[str, Any]) -> dict[str, str]:
    """The plain values of a record, with the firm's own fields under their names.

    `no_email` is null where Dolibarr cannot keep it: without the module for mailings, or of who has no e-mail.
    """
    extra = record.get("array_options")
    whole = {**record, **(extra if isinstance(extra, dict) else {})}
    if whole.get("no_email", "") is None:
        del whole["no_email"]
    return {n: told(n, v) for n, v in whole.items() if v is None or isinstance(v, str | int | float)}


def body_of(kind: Kind, values: Mapping[str, str], key: str) -> dict[str, Any]:
    """Values as a record's body; a project bears our key in its description, having no other place."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name.startswith(EXTRA):
            found.setdefault("array_options", {})[name] = value
        elif kind is Kind.DEAL and name == "description":
            found[name] = as_html(with_marker(value, key))
        else:
            found[name] = as_html(value) if name in HTML else value
    return found


# -- agenda events --------------------------------------------------------------------------------------------------


def event_of(kind: Kind, values: Mapping[str, str], key: str) -> dict[str, Any]:
    """A call, a note or a task as an agenda event; only what the values given say."""
    found: dict[str, Any] = {}
    if "text" in values:
        found["note_private"] = as_html(with_marker(values["text"], key, values.get("author", "")))
        if kind is Kind.NOTE:
            found["label"] = (values["text"].strip().partition("\n")[0] or "sdrdesk")[:100]
    if "title" in values:
        found["label"] = values["title"]
    if "at" in values:
        at = epoch(values["at"])
        found |= {"datep": at, "datef": at + int(values.get("seconds") or 0)}
    if kind is Kind.TASK:
        found |= _task(values)
    return found


def _task(values: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    day = values.get("day", "")
    at = epoch(values.get("due", "")) or epoch(f"{day}T12:00:00Z")
    if at:
        found |= {"datep": at, "datef": at, "fulldayevent": 1 if day else 0}
    if "done" in values:
        found["percentage"] = 100 if values["done"] == "yes" else 0
    return found


def event_type(kind: Kind, values: Mapping[str, str]) -> dict[str, Any]:
    """What a new event is: a call that was made, a note, or something to do (by its channel)."""
    if kind is Kind.TASK:
        return {"type_code": {"call": CALL, "email": EMAIL}.get(values.get("channel", ""), OTHER), "percentage": 0}
    return {"type_code": CALL, "percentage": 100} if kind is Kind.CALL else {"type_code": OTHER, "percentage": -1}


def event_values(kind: Kind, record: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """What an event tells of a call, a note or a task, and the key it bears."""
    text = as_text(str(record.get("note_private") or record.get("note") or ""))
    values = {"text": without_marker(text)}
    if author_in(text):
        values["author"] = author_in(text)
    start, end = _seconds(record.get("datep")), _seconds(record.get("datef"))
    if kind is not Kind.NOTE:
        values["title"] = str(record.get("label") or "")
    if kind is Kind.TASK:
        whole_day = str(record.get("fulldayevent") or "0") == "1"
        values |= {"due": "" if whole_day else of_epoch(start), "day": of_epoch(start)[:10] if whole_day else ""}
        values["done"] = "yes" if _seconds(record.get("percentage")) == 100 else "no"
        values["channel"] = {CALL: "call", EMAIL: "email"}.get(str(record.get("type_code") or ""), "")
    else:
        values["at"] = of_epoch(start)
    if kind is Kind.CALL:
        values["seconds"] = str(max(0, end - start)) if start and end else ""
    return values, key_in(text)


def is_note(record: Mapping[str, Any]) -> bool:
    """Whether an event is a note that somebody wrote, rather than a meeting, a call, a task or Dolibarr's own log."""
    return record.get("type_code") == OTHER and not 0 <= _seconds(record.get("percentage")) < 100


def _seconds(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
