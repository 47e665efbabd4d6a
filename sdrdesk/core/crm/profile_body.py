"""What is sent of a record as a profile places it: values, links, our key, and the lists a record has within."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any

from sdrdesk.core.crm.client import Refused, Write
from sdrdesk.core.crm.profile import Change, FieldPlace, KindPlace, Profile
from sdrdesk.core.crm.profile_paths import MISSING, Path, Select, set_at, value_at
from sdrdesk.core.crm.profile_templates import PLACE, Unfilled, filled_value
from sdrdesk.core.crm.profile_texts import cut, lines_of, marked, with_lines
from sdrdesk.core.crm.profile_values import decoded, encoded


def body(profile: Profile, place: KindPlace, write: Write, current: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON that makes a record, or changes it from what it is (`current`, None for a new one).

    Refused, with the field's name, where a value is not of the type its field has.
    """
    made: dict[str, Any] = {}
    if current is None:
        for at, value in place.constants.items():
            with suppress(Unfilled):  # what the CRM has none of is for it to ask for
                set_at(made, at, filled_value(value, given))
    elif place.update:
        made.update(_kept(place.update, current))
    _link(place, write, made)
    _place_values(place, write, made, current)
    _bear_key(place, write, made)
    if profile.lists == "commands":
        _as_commands(place, made, current)
    return made


def _kept(change: Change, current: Any) -> dict[str, Any]:
    found = {name: current[name] for name in change.keeps if name in current}
    for name, at in change.keeps_as_text.items():
        values = value_at(current, at)
        if isinstance(values, list):
            found[name] = json.dumps(values)
    return found


def _link(place: KindPlace, write: Write, made: dict[str, Any]) -> None:
    """The first link given takes its place; a later one at the same place stands back."""
    for kind, link in place.links.items():
        id = write.links.get(kind, "")
        if not id or value_at(made, link.at) not in (MISSING, None):
            continue
        if link.type == "integer" and not id.isdigit():
            raise Refused(id, field=kind.value)
        set_at(made, link.at, int(id) if link.type == "integer" else link.form.replace("{id}", id))


def _place_values(place: KindPlace, write: Write, made: dict[str, Any], current: Any) -> None:
    in_lines = {f.at for f in place.fields.values() if f.line}
    lines: dict[Path, dict[str, str]] = {}
    bodies: dict[Path, str] = {}
    for field in place.fields.values():
        if not field.writes or field.buttons:
            continue
        value = _value(field, write.values)
        if value is None or (current is None and not value):
            continue
        if field.line:
            lines.setdefault(field.at, {})[field.line] = value
        elif field.at in in_lines:
            bodies[field.at] = value
        elif field.time_at:
            _place_time(field, value, made)
        else:
            _place(field, value, made, current)
    for at in {*lines, *bodies}:
        field = next(f for f in place.fields.values() if f.at == at)
        there = decoded(field.type, _text_at(current, field))
        set_at(made, at, encoded(field.type, _composed(place, at, there, lines.get(at, {}), bodies.get(at))))


def _composed(place: KindPlace, at: Path, there: str, lines: Mapping[str, str], body: str | None) -> str:
    """A text with new lines, and with another body where one is given: its other lines stay."""
    if body is None:
        return with_lines(there, lines)
    before, _rest = lines_of(there, tuple(f.line for f in place.fields.values() if f.line and f.at == at))
    return with_lines(body, {**before, **lines})


def _value(field: FieldPlace, values: Mapping[str, str]) -> str | None:
    """What a field is to hold; None where nothing is said of it."""
    if field.made_from:
        names = PLACE.findall(field.made_from)
        if not any(name in values for name in names):
            return None
        return PLACE.sub(lambda m: values.get(m[1], ""), field.made_from).strip()
    if field.name == "due" and not values.get("due") and values.get("day"):
        return values["day"]
    return values.get(field.name)


def _place_time(field: FieldPlace, value: str, made: dict[str, Any]) -> None:
    day, _t, time = value.partition("T")
    set_at(made, field.at, day or None)
    set_at(made, field.time_at, time[:5] or None)


def _place(field: FieldPlace, value: str, made: dict[str, Any], current: Any) -> None:
    try:
        said = encoded(field.type, cut(value, field.longest))
    except ValueError:
        raise Refused(value, field=field.name) from None
    top, choice = field.at[0], next((n for n, step in enumerate(field.at) if isinstance(step, Select)), None)
    if len(field.at) > 1 and top not in made and isinstance(current, Mapping) and isinstance(top, str):
        beside = current.get(top)
        if isinstance(beside, list | dict):
            made[top] = deepcopy(beside)
    if said is None and choice is not None:
        _take_away(made, field.at[:choice], field.at[choice])
    else:
        set_at(made, field.at, said)


def _take_away(made: dict[str, Any], at: Path, chosen: Any) -> None:
    items = value_at(made, at)
    if isinstance(items, list):
        items[:] = [item for item in items if not chosen.holds(item)]


def _text_at(current: Any, field: FieldPlace) -> Any:
    found = value_at(current, field.at) if current is not None else None
    return None if found is MISSING else found


def _bear_key(place: KindPlace, write: Write, made: dict[str, Any]) -> None:
    """Our key, where the record holds one: with what is made, and with every text that is written anew."""
    if place.key is None:
        return
    there = value_at(made, place.key.at)
    is_new = not write.id
    if place.key.form == "whole":
        if is_new:
            set_at(made, place.key.at, write.key)
    elif is_new or there not in (MISSING, None):
        field = next((f for f in place.fields.values() if f.at == place.key.at), None)
        type, longest = (field.type, field.longest) if field else ("text", 0)
        text = "" if there is MISSING else decoded(type, there)
        author = "" if "author" in place.fields else write.values.get("author", "")
        set_at(made, place.key.at, encoded(type, marked(text, write.key, place.key.form, longest, author)))


def _as_commands(place: KindPlace, made: dict[str, Any], current: Any) -> None:
    """Lists within a record as what is to be done to them."""
    for name in {at[0] for at in _all_paths(place) if len(at) > 1 and not isinstance(at[1], str)}:
        if isinstance(name, str) and isinstance(made.get(name), list):
            before = current.get(name) if isinstance(current, Mapping) else None
            made[name] = commands(made[name], before if isinstance(before, list) else [])


def _all_paths(place: KindPlace) -> Sequence[Path]:
    return [*(f.at for f in place.fields.values()), *([place.key.at] if place.key else []), *place.constants]


def commands(wanted: list[Any], before: list[Any]) -> list[Any]:
    """How a list becomes another one, in Tryton's words: what is written, deleted and created."""
    by_id = {item["id"]: item for item in before if isinstance(item, Mapping) and _is_id(item.get("id"))}
    wanted = [item for item in wanted if isinstance(item, Mapping) and (item.get("id") is None or _is_id(item["id"]))]
    found: list[Any] = []
    for item in wanted:
        old = by_id.get(item["id"]) if item.get("id") is not None else None
        changed = {k: v for k, v in item.items() if old is None or old.get(k) != v}
        if old is not None and changed:
            found.append(["write", [old["id"]], changed])
    new = [item for item in wanted if item.get("id") is None and any(v is not None for v in item.values())]
    if new:
        found.append(["create", new])
    kept = {item.get("id") for item in wanted}
    gone = [id for id in by_id if id not in kept]
    if gone:
        found.append(["delete", gone])
    return found


def _is_id(said: object) -> bool:
    return isinstance(said, int | str)
