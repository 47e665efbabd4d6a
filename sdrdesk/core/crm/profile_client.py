"""A CRM spoken to as its profile says: the CrmClient of every CRM that has no code of its own here."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sdrdesk.core.crm.client import (
    CrmTrouble,
    FieldMap,
    Gone,
    Kind,
    Misdirected,
    Page,
    Record,
    Refused,
    RemoteField,
    Traits,
    Transient,
    Unauthorised,
    Write,
    Written,
)
from sdrdesk.core.crm.http import Answer, Http
from sdrdesk.core.crm.markers import short_key
from sdrdesk.core.crm.profile import KindPlace, Listing, Profile, Request, Search
from sdrdesk.core.crm.profile_body import body
from sdrdesk.core.crm.profile_errors import trouble
from sdrdesk.core.crm.profile_pages import Entry, Position, turned
from sdrdesk.core.crm.profile_paths import MISSING, plain, value_at
from sdrdesk.core.crm.profile_record import SEPARATOR, all_nodes, is_meant, nodes, record
from sdrdesk.core.crm.profile_templates import Unfilled, filled_path, filled_value


class ProfileClient:
    """A CRM as a profile describes it; `given` are the inputs, by id."""

    merges = False

    def __init__(self, profile: Profile, http: Http, given: Mapping[str, str]) -> None:
        self._profile, self._http, self._inputs = profile, http, dict(given)
        self._looked_up: dict[str, Any] | None = None
        self.primary: Kind = profile.primary
        self.map: Sequence[FieldMap] = profile.maps
        self.traits: Mapping[Kind, Traits] = {kind: _traits(place) for kind, place in profile.kinds.items()}

    def account(self) -> str:
        """What the key opens, as a person would name it; Misdirected where nothing of this CRM is at the address."""
        try:
            answer = self._asked(self._profile.account, self._inputs)
        except (Gone, Refused) as nothing:  # the question is always the same: only what was given can be wrong
            raise Misdirected(nothing.detail) from None
        found = (plain(_or_none(value_at(answer.json, at))) for at in self._profile.account_name)
        return next((said for said in found if said), "")

    def fields(self, kind: Kind) -> Sequence[RemoteField]:
        """The fields that the profile names, with a value in use where a list shows one."""
        place = self._profile.kinds[kind]
        some = self.changed(kind, "").records if place.list else ()
        samples = {name: value for r in some for name, value in r.values.items() if value}
        return [
            RemoteField(f.name, f.label, f.type, f.writes, tuple(f.options.items()), samples.get(f.name, ""))
            for f in place.fields.values()
        ]

    def write(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        """Make or change these records one by one."""
        found: list[Written | CrmTrouble] = []
        for one in writes:
            try:
                found.append(self._changed(kind, one) if one.id else self._made(kind, one))
            except (Unauthorised, Misdirected):
                raise
            except CrmTrouble as told:
                found.append(told)
        return found

    def find(self, kind: Kind, wanted: Sequence[Write]) -> Mapping[str, Sequence[str]]:
        """The ids of the records that bear these keys, or are the same, oldest first."""
        found = {one.key: self._found(kind, one) for one in wanted}
        return {key: ids for key, ids in found.items() if ids}

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        """These records as they are now."""
        found: dict[str, Record | CrmTrouble] = {}
        for id in ids:
            try:
                found[id] = record(self._profile.kinds[kind], self._node(kind, id), self._parent(kind, id))
            except Gone as told:
                found[id] = told
        return found

    def changed(self, kind: Kind, cursor: str) -> Page:
        """A page of what changed since a cursor, or of all there is where the CRM cannot tell."""
        place = self._profile.kinds[kind]
        if place.list is None:
            return self._held_by_each(place, cursor) if place.within else Page((), cursor, more=False)
        at = Position.read(cursor)
        answer = self._asked(place.list, {**self._given(), **at.given(place.list)})
        at = at.begun(answer.headers.get("date", ""))
        if at.is_ahead:
            return Page((), "", more=True)
        lists = [[_entry(place, place.list, node) for node in found] for found in all_nodes(place.list, answer.json)]
        _identified(place, [one for entries in lists for entry in entries for one in entry.records])
        mark = plain(_or_none(value_at(answer.json, place.list.next))) if place.list.next else ""
        return turned(place.list, at, lists, mark)

    def _held_by_each(self, place: KindPlace, cursor: str) -> Page:
        """What stands within records that do not list it: each of those is read, a page of them at a time."""
        assert place.within is not None, "asked of such places only"
        assert place.read is not None, "a profile is checked before it is used"
        page, found = self.changed(place.within, cursor), list[Record]()
        for parent in page.records:
            try:
                answer = self._asked(place.read, {**self._given(), place.within.value: parent.id})
            except Gone:
                continue
            held = [record(place, n, parent.id) for some in nodes(place.read, answer.json) for n in some]
            found += _identified(place, held)
        return Page(found, page.cursor, page.more, page.whole)

    def delete(self, kind: Kind, id: str) -> None:
        """Delete one record, with what its CRM wants done before."""
        place = self._profile.kinds[kind]
        if place.delete is None:
            raise Refused(kind.value)
        given = self._given_for(kind, id)
        for path in place.delete.first:
            self._pressed(path, given, forgiving=True)
        try:
            self._asked(place.delete, given)
        except Gone:
            return
        except (Refused, Transient):
            if not self._is_gone(kind, id):  # some stumble over what is gone already
                raise

    def _is_gone(self, kind: Kind, id: str) -> bool:
        try:
            self._node(kind, id)
        except Gone:
            return True
        except CrmTrouble:
            return False
        return False

    def merge(self, kind: Kind, kept: str, gone: str) -> None:
        """No profile merges."""
        raise Refused(kind.value)

    def close(self) -> None:
        """Let go of the connections held open."""
        self._http.close()

    def _made(self, kind: Kind, write: Write) -> Written:
        place = self._profile.kinds[kind]
        assert place.create is not None, "a profile is checked before it is used"
        given = self._given() | _links(write)
        answer = self._asked(place.create, given, body(self._profile, place, write, None, given))
        id = self._told_id(place, write, answer)
        wanted = self._wanted_buttons(place, write)
        if wanted and id:
            try:
                self._press(place, id, wanted)
            except (Refused, Gone, Transient) as told:  # it was made: it is found again, and then changed
                raise Transient(told.detail, unsure=True) from None
        return Written(id)

    def _told_id(self, place: KindPlace, write: Write, answer: Answer) -> str:
        """The id that an answer tells, "" where it tells none; Refused where what was made is not in its list."""
        create = place.create
        assert create is not None
        parent = write.links.get(place.within, "") if place.within else ""
        if create.listed:
            found = [record(place, n, parent) for some in nodes(create, answer.json) for n in some]
            ours = [r.id for r in found if _bears(r, write)]
            if not ours:
                raise Refused("")
            return max(ours, key=_in_order)  # the one just made
        id = plain(_or_none(value_at(answer.json, create.id))) if create.id is not None else ""
        return f"{parent}{SEPARATOR}{id}" if id and place.within else id

    def _changed(self, kind: Kind, write: Write) -> Written:
        place = self._profile.kinds[kind]
        if place.update is None:
            raise Refused(kind.value)
        given = self._given_for(kind, write.id)
        wanted = self._wanted_buttons(place, write)
        current = self._node(kind, write.id) if place.rereads() else {}
        sent = body(self._profile, place, write, current, given)
        news = {name for name, value in sent.items() if name not in current or current[name] != value}
        says_something = bool(news - set(place.update.keeps_as_text))
        try:
            if says_something:
                self._asked(place.update, given, sent)
        except Refused:  # a closed record may take nothing before its stage is changed
            if not wanted:
                raise
            self._press(place, write.id, wanted)
            self._asked(place.update, given, sent)
        else:
            self._press(place, write.id, wanted)
        return Written(write.id)

    def _wanted_buttons(self, place: KindPlace, write: Write) -> dict[str, str]:
        return {n: write.values[n] for n, f in place.fields.items() if f.buttons and write.values.get(n)}

    def _press(self, place: KindPlace, id: str, wanted: Mapping[str, str]) -> None:
        """Bring a record to the values that only buttons bring about; those on the way there may be out of turn."""
        now = record(place, self._node(place.kind, id)) if wanted else None
        for name, value in wanted.items():
            if now and now.values.get(name) == value:
                continue
            buttons = place.fields[name].buttons.get(value)
            if not buttons:
                raise Refused(value, field=name)
            given = self._given_for(place.kind, id)
            for path in buttons[:-1]:
                self._pressed(path, given, forgiving=True)
            self._pressed(buttons[-1], given)

    def _pressed(self, path: str, given: Mapping[str, Any], *, forgiving: bool = False) -> None:
        try:
            self._asked(Request(path, "POST"), given, {})
        except (Refused, Gone):
            if not forgiving:
                raise

    def _found(self, kind: Kind, write: Write) -> list[str]:
        place = self._profile.kinds[kind]
        values = {f"value.{name}": said for name, said in write.values.items()}
        given = self._given() | _links(write) | values | {"our_key": write.key, "short_key": short_key(write.key)}
        for search in place.find:
            try:
                answer = self._asked(search, given, whole=True)
            except Unfilled:
                continue
            except Gone:
                return []
            parent = write.links.get(place.within, "") if place.within else ""
            records = [record(place, n, parent) for some in nodes(search, answer.json) for n in some]
            ids = {r.id for r in _identified(place, records) if _is_it(place, search, r, write)}
            if ids:
                return sorted(ids, key=_in_order)
        return []

    def _node(self, kind: Kind, id: str) -> Any:
        """A record as JSON; Gone where it is none any more."""
        place = self._profile.kinds[kind]
        if place.read is None:
            raise Refused(kind.value)
        answer = self._asked(place.read, self._given_for(kind, id))
        own = id.rpartition(SEPARATOR)[2] if place.within else id
        found = [n for some in nodes(place.read, answer.json) for n in some]
        node = next((n for n in found if plain(_or_none(value_at(n, place.id))) == own), None)
        if node is None:
            raise Gone
        return node

    def _parent(self, kind: Kind, id: str) -> str:
        return id.rpartition(SEPARATOR)[0] if self._profile.kinds[kind].within else ""

    def _given_for(self, kind: Kind, id: str) -> dict[str, Any]:
        """What requests about one record are filled with."""
        place = self._profile.kinds[kind]
        if place.within is None:
            return {**self._given(), "id": id}
        parent, _slash, own = id.rpartition(SEPARATOR)
        return {**self._given(), "id": own, place.within.value: parent}

    def _given(self) -> dict[str, Any]:
        if self._looked_up is None:
            found: dict[str, Any] = {}
            for asked in self._profile.look_ups:
                answer = self._asked(Request(asked.path), self._inputs)
                found[asked.id] = _or_none(value_at(answer.json, asked.at))
            self._looked_up = found
        return {**self._inputs, **self._looked_up}

    def _asked(self, request: Request, given: Mapping[str, Any], sent: Any = None, *, whole: bool = False) -> Answer:
        """The good answer to a request, or its trouble; with `whole` every parameter has to be filled."""
        params: dict[str, Any] = {}
        for name, value in request.params.items():
            _take(params, name, value, given, whole=whole)
        for name, value in request.json64.items():
            _take(params, name, value, given, whole=whole)
            if name in params:
                params[name] = base64.urlsafe_b64encode(json.dumps(params[name]).encode()).decode()
        try:
            path = filled_path(request.path, given)
        except Unfilled as nothing:
            if whole:
                raise
            raise Refused(str(nothing)) from None
        answer = self._http.call(request.method, path, params=params, body=sent)
        told = trouble(self._profile, answer)
        if told:
            raise told
        return answer


def _entry(place: KindPlace, listing: Listing, node: Any) -> Entry:
    """What one listed thing is, and the records it stands for or holds."""
    held = value_at(node, listing.inner) if listing.inner else [node]
    return Entry(
        plain(_or_none(value_at(node, ("id",) if listing.inner else place.id))),
        [record(place, one) for one in held if is_meant(listing, one)] if isinstance(held, list) else [],
    )


def _identified(place: KindPlace, records: Sequence[Record]) -> Sequence[Record]:
    """These records; Transient where one tells no id: such an answer is of no use, and the next one may be whole."""
    if all(record.id.rpartition(SEPARATOR)[2] if place.within else record.id for record in records):
        return records
    raise Transient("a record without an id")


def _take(params: dict[str, Any], name: str, value: Any, given: Mapping[str, Any], *, whole: bool) -> None:
    try:
        params[name] = filled_value(value, given)
    except Unfilled:
        if whole:
            raise


def _or_none(found: Any) -> Any:
    return None if found is MISSING else found


def _links(write: Write) -> dict[str, str]:
    return {kind.value: id for kind, id in write.links.items()}


def _bears(found: Record, write: Write) -> bool:
    return bool(found.key) and found.key == write.key


def _is_it(place: KindPlace, search: Search, found: Record, write: Write) -> bool:
    """Whether a record that was found bears our key, or is the same where it can bear none."""
    if place.key:
        return _bears(found, write)
    same = all(_alike(found.values.get(n, ""), write.values.get(n, "")) for n in search.same)
    hangs = all(found.links.get(k, id) == id for k, id in write.links.items())
    return same and hangs


def _alike(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _in_order(id: str) -> tuple[int, str]:
    return (len(id), id)


def _traits(place: KindPlace) -> Traits:
    return Traits(
        keyed=place.key is not None,
        lag=place.lag,
        polled=place.list is not None or (place.within is not None and place.read is not None),
        by_time=place.list is not None and bool(place.list.since),
        updates=place.update is not None,
        deletes=place.delete is not None,
        tied=all(link.reads for link in place.links.values()),
    )
