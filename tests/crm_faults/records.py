"""What a small CRM holds: records of six kinds, in memory, with the habits that real ones showed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

KINDS = ("companies", "contacts", "deals", "notes", "calls", "tasks")
CONTENT = dict.fromkeys(KINDS, ("name",)) | {
    "companies": ("name", "city", "phone", "website", "sector", "size"),
    "contacts": ("first_name", "last_name", "email", "phone", "title", "opt_out"),
    "deals": ("name", "stage", "amount", "source", "verdict", "reason"),
    "notes": ("text", "at", "author"),
    "calls": ("title", "text", "at", "outcome", "answered", "seconds", "number", "author"),
    "tasks": ("title", "text", "due", "day", "channel", "done", "author"),
}
"""The fields that the metadata of each kind names; any other is taken as well."""


class Refusal(Exception):  # noqa: N818 (an answer, not a fault of the server's)
    """Something the CRM does not do: the status of its answer, and the body."""

    def __init__(self, status: int, code: str, **more: object) -> None:
        self.status, self.code, self.more = status, code, more
        super().__init__(code)


class MergedAway(Exception):  # noqa: N818
    """The record is part of another one now."""

    def __init__(self, into: str) -> None:
        self.into = into
        super().__init__(into)


@dataclass
class Record:
    """One record; `made` and `modified` are the server's own clock, to the second."""

    kind: str
    id: str
    external_id: str
    fields: dict[str, object]
    links: dict[str, str]
    made: datetime
    modified: datetime
    merged_into: str = ""
    deleted: bool = False

    @property
    def live(self) -> bool:
        """Whether lists still hold it."""
        return not self.deleted and not self.merged_into


@dataclass
class Records:
    """All records, and what may be done with them; `now` is the server's clock."""

    now: Callable[[], datetime]
    search_lag: float = 0.0
    unique_external_ids: bool = True
    held: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    last_id: int = 0

    def live(self, kind: str) -> list[Record]:
        """Every record that is neither deleted nor merged away, in the order they were made."""
        return [record for record in self.held[kind].values() if record.live]

    def bearing(self, kind: str, external_id: str) -> list[Record]:
        """The live records that bear an external id, the oldest first."""
        return [record for record in self.live(kind) if record.external_id == external_id]

    def findable(self, kind: str, external_ids: list[str]) -> list[Record]:
        """What the search knows: it has not seen the newest records yet."""
        known = self._second() - timedelta(seconds=self.search_lag)
        found = [record for record in self.live(kind) if record.external_id and record.external_id in external_ids]
        return [record for record in found if not self.search_lag or record.made <= known]

    def get(self, kind: str, id: str) -> Record:
        """A live record. Raises Refusal (404) and MergedAway."""
        record = self.held[kind].get(id)
        if record is None or record.deleted:
            raise Refusal(404, "not_found")
        if record.merged_into:
            raise MergedAway(record.merged_into)
        return record

    def enter(
        self, kind: str, fields: Mapping[str, object], external_id: str = "", links: Mapping[str, str] | None = None
    ) -> Record:
        """Make a record. Raises Refusal: 409 for an external id in use, 400 for a link to what is not there."""
        self._check(kind, external_id, links or {})
        self.last_id += 1
        at = self._second()
        record = Record(kind, str(self.last_id), external_id, dict(fields), dict(links or {}), at, at)
        self.held[kind][record.id] = record
        return record

    def change(
        self,
        kind: str,
        id: str,
        fields: Mapping[str, object],
        external_id: str | None = None,
        links: Mapping[str, str] | None = None,
    ) -> Record:
        """Change the fields given and no others. Raises Refusal and MergedAway."""
        record = self.get(kind, id)
        self._check(kind, external_id or "", links or {}, but=id)
        record.fields.update(fields)
        record.links.update(links or {})
        if external_id is not None:
            record.external_id = external_id
        record.modified = self._second()
        return record

    def delete(self, kind: str, id: str) -> Record:
        """Delete a record: it is 404 to who reads it, and simply no longer in any list."""
        record = self.get(kind, id)
        record.deleted = True
        return record

    def merge(self, kind: str, id: str, into: str) -> Record:
        """Make one record of two: what hung on the first hangs on the second. Raises Refusal and MergedAway."""
        gone, kept = self.get(kind, id), self.get(kind, into)
        if gone is kept:
            raise Refusal(400, "same_record")
        gone.merged_into = kept.id
        kept.fields = gone.fields | kept.fields
        kept.modified = self._second()
        for record in self._all():
            if record.links.get(kind) == id:
                record.links[kind] = kept.id
        return kept

    def listed(self, kind: str, since: datetime | None, after: int | None) -> list[Record]:
        """What was modified in that second or later, by (modified, id); with `after`, strictly behind that place."""
        found = sorted(self.live(kind), key=lambda record: (record.modified, int(record.id)))
        if since is None:
            return [record for record in found if after is None or int(record.id) > after]
        if after is None:
            return [record for record in found if record.modified >= since]
        return [record for record in found if (record.modified, int(record.id)) > (since, after)]

    def _check(self, kind: str, external_id: str, links: Mapping[str, str], but: str = "") -> None:
        for other, id in links.items():
            if other not in KINDS:
                raise Refusal(400, "unknown_kind", field=other)
            linked = self.held[other].get(id)
            if linked is None or not linked.live:
                raise Refusal(400, "broken_link", field=other)
        if external_id and self.unique_external_ids:
            for record in self.bearing(kind, external_id):
                if record.id != but:
                    raise Refusal(409, "duplicate", id=record.id)

    def _all(self) -> Iterator[Record]:
        for of_kind in self.held.values():
            yield from of_kind.values()

    def _second(self) -> datetime:
        return self.now().astimezone(UTC).replace(microsecond=0)
