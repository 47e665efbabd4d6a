"""Reads what a profile says of one kind of record, and the pieces it is made of: requests, paths, templates."""

import math
from collections.abc import Mapping
from typing import Any, TypeVar

from sdrdesk.core.crm.client import FACT_FIELDS, FIELDED, Kind
from sdrdesk.core.crm.profile import (
    KEY_FORMS,
    PAGINGS,
    Change,
    Creation,
    FieldPlace,
    KeyPlace,
    KindPlace,
    LinkPlace,
    Listing,
    Removal,
    Request,
    Search,
)
from sdrdesk.core.crm.profile_keys import KEYS
from sdrdesk.core.crm.profile_paths import EVERY, Path, path
from sdrdesk.core.crm.profile_templates import places
from sdrdesk.core.crm.profile_values import INSTANTS, TYPES
from sdrdesk.core.domain.plain_values import PlainReader, join

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
MOST_SIZE, LONGEST_TEXT, MOST_LAG = 1000, 1_000_000, 3600

Raw = Mapping[str, object]
_Request = TypeVar("_Request", bound=Request)


class PieceReader(PlainReader):
    """Reads the pieces; `names` are the places that requests may be filled with."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def choice(self, raw: Raw, key: str, where: str, allowed: tuple[str, ...], usual: str = "") -> str:
        """One of some words; the first of them, or `usual`, where nothing is said."""
        if key not in raw:
            return usual or allowed[0]
        return self.one_of(raw, key, where, list(allowed), "unknown_word") or allowed[0]

    def flag(self, raw: Raw, key: str, where: str, *, usual: bool) -> bool:
        value = raw.get(key, usual)
        if not isinstance(value, bool):
            self.fault(join(where, key), "mistyped", value)
            return usual
        return value

    def texts(self, raw: Raw, key: str, where: str) -> dict[str, str]:
        """A table of texts; absent is empty."""
        given = self.table(raw, key, where) if key in raw else {}
        for name, value in given.items():
            if not isinstance(value, str):
                self.fault(f"{join(where, key)}.{name}", "mistyped", value)
        return {name: value for name, value in given.items() if isinstance(value, str)}

    def path(self, raw: Raw, key: str, where: str, *, required: bool = True, reads: bool = False) -> Path:
        said = self.string(raw, key, where, required=required)
        return self.path_of(said, join(where, key), reads=reads) if said else ()

    def path_of(self, said: str, where: str, *, reads: bool = False) -> Path:
        try:
            found = path(said)
        except ValueError:
            self.fault(where, "bad_path", said)
            return ()
        if not reads and (EVERY in found or not isinstance(found[0], str)):
            self.fault(where, "bad_path", said)
            return ()
        return found

    def paths(self, raw: Raw, key: str, where: str, *, required: bool = False) -> tuple[Path, ...]:
        """A path or a list of them, to be read."""
        said = raw.get(key)
        if isinstance(said, str):
            return (self.path_of(said, join(where, key), reads=True),)
        if required and said is None:
            self.fault(join(where, key), "missing")
        return tuple(self.path_of(one, join(where, key), reads=True) for one in self.strings(raw, key, where))

    def template(self, raw: Raw, key: str, where: str, names: set[str], *, required: bool = True) -> str:
        said = self.string(raw, key, where, required=required)
        self.known_places(said, join(where, key), names)
        return said

    def known_places(self, template: object, where: str, names: set[str]) -> None:
        for name in sorted(places(template)):
            if name not in names and not (name.startswith("value.") and "value." in names):
                self.fault(where, "unknown_filling", name)

    def json_only(self, value: object, where: str) -> None:
        """What TOML knows and JSON does not is a date, a time, and a number without end."""
        match value:
            case Mapping():
                for name, inner in value.items():
                    self.json_only(inner, f"{where}.{name}")
            case list():
                for inner in value:
                    self.json_only(inner, where)
            case float() if not math.isfinite(value):
                self.fault(where, "mistyped", value)
            case str() | int() | float():
                pass
            case _:
                self.fault(where, "mistyped", value)

    def request(self, raw: Raw, where: str, method: str = "GET", names: tuple[str, ...] = ()) -> Request:
        """The parts that all requests share."""
        known = self.names | set(names)
        params, json64 = (self.table(raw, key, where) if key in raw else {} for key in ("params", "json64"))
        for name, value in params.items():
            if not isinstance(value, str) and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
                self.fault(f"{join(where, 'params')}.{name}", "mistyped", value)
            self.known_places(value, f"{join(where, 'params')}.{name}", known)
        self.known_places(json64, join(where, "json64"), known)
        self.json_only(json64, join(where, "json64"))
        said = self.template(raw, "path", where, known)
        if said and not said.startswith("/"):
            self.fault(join(where, "path"), "no_slash", said)
        records = self.paths(raw, "records", where) or ((),)
        wanted = {self.path_of(k, join(where, "where")): v for k, v in self.texts(raw, "where", where).items()}
        return Request(said, self.choice(raw, "method", where, METHODS, method), params, json64, records, wanted)


class KindReader(PieceReader):
    """Reads one kind."""

    def kind(self, raw: Raw, kind: Kind) -> KindPlace:
        where = kind.value
        self.known_keys(raw, set(KEYS["KIND"]), where)
        fields = self.fields(raw, kind)
        if kind not in FIELDED and "text" not in fields and "title" not in fields:
            self.fault(join(where, "field"), "missing")
        within = self.choice(raw, "within", where, ("", *(k.value for k in Kind if k in FIELDED)))
        found = KindPlace(
            kind=kind,
            fields=fields,
            within=Kind(within) if within else None,
            id=self.path(raw, "id", where, required=False, reads=True) or ("id",),
            modified=self.path(raw, "modified", where, required=False),
            modified_type=self.choice(raw, "modified_type", where, INSTANTS),
            create=self.creation(raw, where),
            update=self.change(raw, where),
            read=self.reading(raw, where),
            delete=self.removal(raw, where),
            list=self.listing(raw, where),
            find=self.searches(raw, where, fields),
            key=self.key(raw, where),
            links=self.links(raw, where),
            constants=self.constants(raw, where),
            lag=float(self.integer(raw, "lag", where, 0, MOST_LAG)) if "lag" in raw else 0.0,
        )
        self.whole_of(found, where)
        return found

    def whole_of(self, found: KindPlace, where: str) -> None:
        """Parts that need one another."""
        if found.create is None:
            self.fault(join(where, "create"), "missing")
        elif not found.find and (found.create.id is None or found.create.listed):
            self.fault(join(where, "find"), "needed_to_find")
        if found.within and found.list:
            self.fault(join(where, "list"), "not_within")
        if found.list and found.list.since and not found.modified:
            self.fault(join(where, "modified"), "missing")
        for n, search in enumerate(found.find):
            if not found.key and not search.same:
                self.fault(f"{join(where, 'find')}.{n + 1}.same", "missing")
        if found.read is None and ((found.update and found.rereads()) or any(f.buttons for f in found.fields.values())):
            self.fault(join(where, "read"), "missing")

    def fields(self, raw: Raw, kind: Kind) -> dict[str, FieldPlace]:
        given = self.table(raw, "field", kind.value)
        found = {}
        for name in given:
            where = f"{kind.value}.field.{name}"
            if kind not in FIELDED and name not in FACT_FIELDS[kind]:
                self.fault(where, "no_such_fact", name)
            found[name] = self.field(self.table(given, name, f"{kind.value}.field"), name, where, kind)
        return found

    def field(self, raw: Raw, name: str, where: str, kind: Kind) -> FieldPlace:
        self.known_keys(raw, set(KEYS["KIND.field"]), where)
        facts = set(FACT_FIELDS.get(kind, ()))
        buttons = self.buttons(raw, where)
        return FieldPlace(
            name=name,
            at=self.path(raw, "at", where),
            type=self.choice(raw, "type", where, TYPES),
            label=self.string(raw, "label", where, required=False) or name,
            line=self.string(raw, "line", where, required=False),
            made_from=self.template(raw, "made_from", where, facts, required=False),
            longest=self.integer(raw, "longest", where, 20, LONGEST_TEXT) if "longest" in raw else 0,
            writes=self.flag(raw, "writes", where, usual=True),
            time_at=self.path(raw, "time_at", where, required=False),
            buttons=buttons,
            options=self.texts(raw, "options", where),
        )

    def buttons(self, raw: Raw, where: str) -> dict[str, tuple[str, ...]]:
        given = self.table(raw, "buttons", where) if "buttons" in raw else {}
        place = join(where, "buttons")
        found = {value: self.strings(given, value, place) for value in given}
        self.known_places({value: list(paths) for value, paths in found.items()}, place, self.names)
        return found

    def key(self, raw: Raw, where: str) -> KeyPlace | None:
        if "key" not in raw:
            return None
        given, where = self.table(raw, "key", where), join(where, "key")
        self.known_keys(given, set(KEYS["KIND.key"]), where)
        return KeyPlace(self.path(given, "at", where), self.choice(given, "form", where, KEY_FORMS))

    def links(self, raw: Raw, where: str) -> dict[Kind, LinkPlace]:
        given = self.table(raw, "link", where) if "link" in raw else {}
        kinds = {k.value for k in Kind}
        self.known_keys(given, kinds, join(where, "link"))
        found = {}
        for kind in (Kind(k) for k in given if k in kinds):
            place = f"{where}.link.{kind.value}"
            one = self.table(given, kind.value, join(where, "link"))
            self.known_keys(one, set(KEYS["KIND.link"]), place)
            form = self.template(one, "form", place, {"id"}, required=False) or "{id}"
            if form.count("{id}") != 1:
                self.fault(join(place, "form"), "no_id_within", form)
            kind_of = self.choice(one, "type", place, ("text", "integer"))
            found[kind] = LinkPlace(
                self.path(one, "at", place), kind_of, form, self.flag(one, "reads", place, usual=True)
            )
        return found

    def constants(self, raw: Raw, where: str) -> dict[Path, Any]:
        given = self.table(raw, "constants", where) if "constants" in raw else {}
        self.known_places(given, join(where, "constants"), self.names)
        self.json_only(given, join(where, "constants"))
        return {self.path_of(at, f"{where}.constants.{at}"): value for at, value in given.items()}

    def part(self, raw: Raw, key: str, where: str) -> tuple[Raw, str] | None:
        """One request of a kind, its keys checked; None where the kind has none."""
        if key not in raw:
            return None
        given, place = self.table(raw, key, where), join(where, key)
        self.known_keys(given, set(KEYS[f"KIND.{key}"]), place)
        return given, place

    def creation(self, raw: Raw, where: str) -> Creation | None:
        part = self.part(raw, "create", where)
        if part is None:
            return None
        given, place = part
        id = self.path(given, "id", place, required=False, reads=True) if "id" in given else None
        listed = self.flag(given, "listed", place, usual=False)
        return _as(Creation, self.request(given, place, "POST"), id=id, listed=listed)

    def change(self, raw: Raw, where: str) -> Change | None:
        part = self.part(raw, "update", where)
        if part is None:
            return None
        given, place = part
        said = self.texts(given, "keeps_as_text", place)
        lists = {n: self.path_of(p, f"{place}.keeps_as_text.{n}", reads=True) for n, p in said.items()}
        keeps = self.strings(given, "keeps", place)
        return _as(Change, self.request(given, place, "PATCH"), keeps=keeps, keeps_as_text=lists)

    def reading(self, raw: Raw, where: str) -> Request | None:
        part = self.part(raw, "read", where)
        return self.request(*part) if part else None

    def removal(self, raw: Raw, where: str) -> Removal | None:
        part = self.part(raw, "delete", where)
        if part is None:
            return None
        given, place = part
        first = self.strings(given, "first", place)
        self.known_places(list(first), join(place, "first"), self.names)
        return _as(Removal, self.request(given, place, "DELETE"), first=first)

    def listing(self, raw: Raw, where: str) -> Listing | None:
        part = self.part(raw, "list", where)
        if part is None:
            return None
        given, place = part
        paging = self.choice(given, "paging", place, PAGINGS, "none")
        found = _as(
            Listing,
            self.request(given, place),
            paging=paging,
            size=self.integer(given, "size", place, 2, MOST_SIZE) if "size" in given else 100,
            next=self.path(given, "next", place, required=paging == "cursor"),
            since=self.choice(given, "since", place, ("", *INSTANTS)),
            whole=self.flag(given, "whole", place, usual=True),
            inner=self.path(given, "inner", place, required=False),
        )
        asked = places(dict(found.params)) | places(dict(found.json64)) | places(found.path)
        for name, needed in (("since", bool(found.since)), (paging, paging != "none")):
            if needed and name not in asked:
                self.fault(join(place, "params"), "not_asked_for", name)
        return found

    def searches(self, raw: Raw, where: str, fields: Mapping[str, FieldPlace]) -> tuple[Search, ...]:
        found = []
        for n, given in enumerate(self.tables(raw, "find", where)):
            place = f"{where}.find.{n + 1}"
            self.known_keys(given, set(KEYS["KIND.find"]), place)
            same = self.strings(given, "same", place)
            for name in same:
                if name not in fields:
                    self.fault(join(place, "same"), "no_such_field", name)
            values = tuple(f"value.{name}" for name in fields)
            found.append(_as(Search, self.request(given, place, names=values), same=same))
        return tuple(found)


def _as(made: type[_Request], request: Request, **more: Any) -> _Request:
    """A request of a certain sort, from the parts that all share."""
    return made(request.path, request.method, request.params, request.json64, request.records, request.where, **more)
