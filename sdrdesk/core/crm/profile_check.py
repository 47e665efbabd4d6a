"""Reads a profile from plain values (a parsed TOML file) and names every fault in it, each with its place."""

from collections.abc import Mapping
from typing import Literal, cast

from sdrdesk.core.crm.client import Direction, FieldMap, Kind
from sdrdesk.core.crm.http import is_plain_http
from sdrdesk.core.crm.mapping import OUR_FIELDS
from sdrdesk.core.crm.profile import LIST_FORMS, MEANINGS, ErrorPlaces, ErrorRule, KindPlace, LookUp, Profile, Request
from sdrdesk.core.crm.profile_keys import KEYS, PLACES, SECRET
from sdrdesk.core.crm.profile_kind_check import KindReader
from sdrdesk.core.crm.profile_paths import Path
from sdrdesk.core.crm.vendor import Input
from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.field_merge import OPPOSED, YES
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.plain_values import Fault, join

STAGES = {*map(str, Stage), str(SalesAnswer.LOST)}
"""The codes that a field of theirs may pair with a stage: a lost deal leaves the stage here as it was."""
_KINDS = [k.value for k in Kind]


def check_profile(raw: object) -> tuple[Profile | None, tuple[Fault, ...]]:
    """The profile that plain values describe, or None and every fault found."""
    reader = _ProfileReader()
    found = reader.profile(raw)
    return (None if reader.faults else found), tuple(reader.faults)


class _ProfileReader(KindReader):
    def profile(self, raw: object) -> Profile | None:
        if not isinstance(raw, Mapping):
            self.fault("", "mistyped", raw)
            return None
        self.known_keys(raw, set(KEYS[""]), "")
        if self.integer(raw, "format", "", 1) != 1:
            self.fault("format", "unknown_format", raw.get("format"))
        inputs, labels = self.inputs(raw)
        look_ups = self.look_ups(raw, {i.id for i in inputs})
        self.names = {*PLACES, *(i.id for i in inputs), *(u.id for u in look_ups)}
        kinds = {kind: found for kind in Kind if (found := self.kind_of(raw, kind))}
        primary = self.one_of(raw, "primary", "", _KINDS, "unknown_record_kind") or Kind.DEAL.value
        if raw.get("primary") in _KINDS and Kind(primary) not in kinds:
            self.fault(primary, "missing")
        account, account_name = self.account(raw)
        return Profile(
            id=self.string(raw, "id", ""),
            name=self.text(raw, "name", ""),
            key_page=self.text(raw, "key_page", ""),
            primary=Kind(primary),
            address=self.address(raw, {i.id for i in inputs}),
            headers=self.headers(raw, {i.id for i in inputs}),
            account=account,
            account_name=account_name,
            kinds=kinds,
            maps=self.maps(raw, kinds),
            inputs=inputs,
            labels=labels,
            look_ups=look_ups,
            errors=self.error_places(raw),
            rules=self.rules(raw),
            lists=self.choice(raw, "lists", "", LIST_FORMS),
            docs=self.string(raw, "docs", "", required=False),
        )

    def address(self, raw: Mapping[str, object], names: set[str]) -> str:
        found = self.template(raw, "address", "", names)
        if is_plain_http(found):  # one that an input begins is checked once that is given
            self.fault("address", "not_https", found)
        return found

    def kind_of(self, raw: Mapping[str, object], kind: Kind) -> KindPlace | None:
        return self.kind(self.table(raw, kind.value, ""), kind) if kind.value in raw else None

    def inputs(self, raw: Mapping[str, object]) -> tuple[tuple[Input, ...], dict[str, Mapping[str, str]]]:
        found: list[Input] = []
        labels: dict[str, Mapping[str, str]] = {}
        for n, given in enumerate(self.tables(raw, "input", "")):
            where = f"input.{n + 1}"
            self.known_keys(given, set(KEYS["input"]), where)
            id = self.new_name(given, where, {i.id for i in found})
            kind = cast(Literal["url", "text"], self.choice(given, "kind", where, ("text", "url")))
            default = self.string(given, "default", where, required=False)
            required = self.flag(given, "required", where, usual=True)
            labels[id] = self.text(given, "label", where)
            found.append(Input(id, kind, default, required))
        return tuple(found), labels

    def look_ups(self, raw: Mapping[str, object], names: set[str]) -> tuple[LookUp, ...]:
        found: list[LookUp] = []
        for n, given in enumerate(self.tables(raw, "look_up", "")):
            where = f"look_up.{n + 1}"
            self.known_keys(given, set(KEYS["look_up"]), where)
            id = self.new_name(given, where, names | {u.id for u in found})
            found.append(
                LookUp(id, self.template(given, "path", where, names), self.path(given, "at", where, reads=True))
            )
        return tuple(found)

    def new_name(self, raw: Mapping[str, object], where: str, taken: set[str]) -> str:
        id = self.string(raw, "id", where)
        if id in taken | {*PLACES, SECRET}:
            self.fault(join(where, "id"), "repeated_id", id)
        return id

    def headers(self, raw: Mapping[str, object], names: set[str]) -> dict[str, str]:
        given = self.table(raw, "headers", "")
        found = {name: self.template(given, name, "headers", names | {SECRET}) for name in given}
        if given and not any("{key}" in said for said in found.values()):
            self.fault("headers", "no_secret")
        return found

    def account(self, raw: Mapping[str, object]) -> tuple[Request, tuple[Path, ...]]:
        given = self.table(raw, "account", "")
        self.known_keys(given, set(KEYS["account"]), "account")
        if not given:
            return Request(""), ()
        return self.request(given, "account"), self.paths(given, "name", "account", required=True)

    def error_places(self, raw: Mapping[str, object]) -> ErrorPlaces:
        given = self.table(raw, "errors", "") if "errors" in raw else {}
        self.known_keys(given, set(KEYS["errors"]), "errors")
        return ErrorPlaces(
            self.paths(given, "message", "errors"),
            self.path(given, "field", "errors", required=False),
            self.string(given, "reset", "errors", required=False).lower(),
        )

    def rules(self, raw: Mapping[str, object]) -> tuple[ErrorRule, ...]:
        found = []
        for n, given in enumerate(self.tables(raw, "error", "")):
            where = f"error.{n + 1}"
            self.known_keys(given, set(KEYS["error"]), where)
            status = self.integer(given, "status", where, 200, 599)
            says = self.string(given, "says", where, required=False).lower()
            means = self.one_of(given, "means", where, list(MEANINGS), "unknown_meaning")
            found.append(ErrorRule(status, means, says))
        return tuple(found)

    def maps(self, raw: Mapping[str, object], kinds: Mapping[Kind, KindPlace]) -> tuple[FieldMap, ...]:
        found: list[FieldMap] = []
        for kind, place in kinds.items():
            whole = self.table(raw, kind.value, "")
            given = self.table(whole, "map", kind.value) if "map" in whole else {}
            found += [self.map_of(given, ours, place) for ours in given]
        return tuple(found)

    def map_of(self, given: Mapping[str, object], ours: str, place: KindPlace) -> FieldMap:
        """One field of ours, as the name of theirs alone or as a table."""
        where = f"{place.kind.value}.map"
        if ours not in OUR_FIELDS:
            self.fault(join(where, ours), "unknown_field", ours)
        if isinstance(given[ours], str):
            one: Mapping[str, object] = {"theirs": given[ours]}
        else:
            one, where = self.table(given, ours, where), join(where, ours)
            self.known_keys(one, set(KEYS["KIND.map"]), where)
        theirs = self.string(one, "theirs", where)
        if theirs and theirs not in place.fields:
            self.fault(where, "no_such_field", theirs)
        direction = Direction(self.choice(one, "direction", where, tuple(d.value for d in Direction)))
        values = self.texts(one, "values", where)
        options = place.fields[theirs].options if theirs in place.fields else {}
        for code, said in values.items():
            at = join(join(where, "values"), code)
            if ours == "stage" and code not in STAGES:
                self.fault(at, "unknown_stage", code)
            if options and said and said not in options:
                self.fault(at, "no_such_option", said)
        if ours == OPPOSED and theirs in place.fields and not _heard(place.fields[theirs].type, values):
            self.fault(join(f"{place.kind.value}.map", ours), "unheard_objection", theirs)
        return FieldMap(ours, place.kind, theirs, direction, values)


def _heard(type: str, values: Mapping[str, str]) -> bool:
    """Whether an objection in a field of this type is known as one."""
    if type == "boolean":
        return not values or values.get(YES) in ("yes", "no")  # as a boolean reads here
    return bool(values.get(YES))
