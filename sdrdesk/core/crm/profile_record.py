"""What a CRM's JSON tells of a record, as a profile says where it stands."""

from collections.abc import Mapping
from typing import Any

from sdrdesk.core.crm.client import Kind, Record
from sdrdesk.core.crm.profile import FieldPlace, KindPlace, Request
from sdrdesk.core.crm.profile_paths import MISSING, plain, value_at
from sdrdesk.core.crm.profile_templates import PLACE, unfolded
from sdrdesk.core.crm.profile_texts import key_of, lines_of, unmarked
from sdrdesk.core.crm.profile_values import decoded, instant_text, moment

SEPARATOR = "/"
"""Between the id of a record and that of the one it stands within."""


def nodes(request: Request, answer: Any) -> list[list[Any]]:
    """The records of an answer as JSON, list by list; only those the request means."""
    return [[node for node in found if is_meant(request, node)] for found in all_nodes(request, answer)]


def all_nodes(request: Request, answer: Any) -> list[list[Any]]:
    """The records of an answer as JSON, list by list."""
    found = []
    for at in request.records:
        there = value_at(answer, at)
        items = there if isinstance(there, list) else [there]
        found.append([item for item in items if isinstance(item, Mapping)])
    return found


def is_meant(request: Request, node: Any) -> bool:
    """Whether a piece of JSON is one of the records that a request is about."""
    return isinstance(node, Mapping) and all(
        plain(value_at(node, at)) == wanted for at, wanted in request.where.items()
    )


def record(place: KindPlace, node: Any, parent: str = "") -> Record:
    """A record from its JSON; `parent` is the id of the one it stands within."""
    id = plain(_there(node, place.id))
    links = {kind: said for kind, said in _links(place, node).items() if said}
    if place.within and parent:
        id, links[place.within] = f"{parent}{SEPARATOR}{id}", parent
    return Record(place.kind, id, _values(place, node), _key(place, node), modified(place, node), links)


def modified(place: KindPlace, node: Any) -> str:
    """The moment of the last change in ISO 8601, "" where it tells none."""
    if not place.modified:
        return ""
    value = _there(node, place.modified)
    found = moment(place.modified_type, value) if value is not None else None
    return instant_text(found) if found else plain(value)


def _there(node: Any, at: Any) -> Any:
    found = value_at(node, at)
    return None if found is MISSING else found


def _links(place: KindPlace, node: Any) -> dict[Kind, str]:
    found = {}
    for kind, link in place.links.items():
        said = plain(_there(node, link.at))
        parts = unfolded(link.form, said, ("id",)) if said and link.reads else None
        if parts:
            found[kind] = parts["id"]
    return found


def _key(place: KindPlace, node: Any) -> str:
    if place.key is None:
        return ""
    said = plain(_there(node, place.key.at))
    return said if place.key.form == "whole" else key_of(said, place.key.form)


def _values(place: KindPlace, node: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in place.fields.values():
        value = value_at(node, field.at)
        if value is MISSING:
            continue
        if field.time_at:
            found |= _timed(field, value, _there(node, field.time_at))
        else:
            found |= _told(place, field, _text(place, field, value))
    return found


def _text(place: KindPlace, field: FieldPlace, value: Any) -> str:
    said = decoded(field.type, value)
    bears_marker = place.key is not None and place.key.form != "whole" and place.key.at == field.at
    return unmarked(said, place.key.form) if place.key and bears_marker else said


def _told(place: KindPlace, field: FieldPlace, said: str) -> dict[str, str]:
    """What a text says of its field: all of it, its line, what its lines leave, or the values it was made from."""
    if field.made_from:
        names = tuple(PLACE.findall(field.made_from))
        return unfolded(field.made_from, said, names) or {names[-1]: said}
    labels = tuple(f.line for f in place.fields.values() if f.line and f.at == field.at)
    if not labels:
        return {field.name: said}
    lines, rest = lines_of(said, labels)
    return {field.name: lines[field.line] if field.line else rest}


def _timed(field: FieldPlace, day: Any, time: Any) -> dict[str, str]:
    """An instant of a day and an hour; a due day without an hour is a day."""
    on, at = plain(day)[:10], plain(time)[:5]
    exact = f"{on}T{at}:00Z" if on and at else ""
    if field.name != "due":
        return {field.name: exact or on}
    return {"due": exact, "day": "" if exact else on}
