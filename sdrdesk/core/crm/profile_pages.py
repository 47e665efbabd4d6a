"""Where the reading of a list stands: which page comes next, since when, and what has been told already.

The cursor is a JSON text. Pages by offset overlap by one record: where the last one read is not the first one of the
next page, something was put in or taken out in between, and the page before is read again.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from sdrdesk.core.crm.client import Page, Record
from sdrdesk.core.crm.profile import Listing
from sdrdesk.core.crm.profile_values import encoded, instant, instant_text

OVERLAP = timedelta(seconds=1)
"""What is asked for again: CRMs write in the same second in which they are read."""
AHEAD = timedelta(minutes=1)
"""By how much the clocks of one CRM may differ: a pass that would ask since later than that reads all there is."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)
MOST_SEEN = 500
"""Records of that second that are remembered; any more are told twice, which does no harm."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is listed, and its records: itself, or those it holds."""

    id: str
    records: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a pass over a list stands. `since` "": it tells everything there is; `started` by the CRM's own clock."""

    since: str = ""
    started: str = ""
    offset: int = 0
    mark: str = ""
    anchors: Sequence[str] = ()
    newest: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    recent: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, cursor: str) -> "Position":
        """The position a cursor holds; the beginning where it holds none."""
        try:
            return cls(**json.loads(cursor)) if cursor else cls()
        except (ValueError, TypeError):
            return cls()

    def begun(self, date: str) -> "Position":
        """This position, with the time its pass began, as an answer's Date header has it, or by our clock."""
        if self.started:
            return self
        try:
            at = parsedate_to_datetime(date)
        except ValueError:
            at = datetime.now(UTC)
        return replace(self, started=instant_text(at.astimezone(UTC)))

    @property
    def is_ahead(self) -> bool:
        """Whether it asks since a time that the CRM's clock has not come to: that was wrong then, or is now."""
        return bool(self.since and self.started) and instant(self.since) > instant(self.started) + AHEAD

    def cursor(self) -> str:
        """This position as a text."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def given(self, listing: Listing) -> dict[str, Any]:
        """What the parameters of the list are filled with."""
        since = instant_text(instant(self.since) - OVERLAP) if self.since else ""
        return {
            "since": encoded(listing.since, since) if listing.since else None,
            "size": str(listing.size),
            "offset": str(max(0, self.offset - 1)),
            "page": str(self.offset + 1),
            "cursor": self.mark,
        }


def turned(listing: Listing, at: Position, lists: Sequence[Sequence[Entry]], mark: str) -> Page:
    """The page that an answer is: its records that are news, and where the next one begins."""
    if listing.paging == "offset" and _has_moved(at, lists):
        back = replace(at, offset=max(0, at.offset - listing.size), anchors=())
        return Page((), back.cursor(), more=True)
    entries = [e for n, found in enumerate(lists) for e in found[1 if _anchor(at, n) and found else 0 :]]
    records = [r for e in entries for r in e.records]
    news = [r for r in records if not at.since or _is_news(at, r)]
    told = sorted(news, key=lambda r: _time(r.modified) or LONG_AGO)
    following, more = _following(listing, _remembering(at, records), lists, mark)
    whole = listing.whole and not at.since
    return Page(told, following.cursor() if more or listing.since else "", more, whole)


def _is_news(at: Position, record: Record) -> bool:
    """Whether a record changed since; what holds one that did may hold older ones as well."""
    time = _time(record.modified)
    is_old = time is not None and time < instant(at.since) - OVERLAP
    return not is_old and at.seen.get(record.id) != print_of(record)


def print_of(record: Record) -> str:
    """What a record says, as a short text: one that changed twice within a second is news again."""
    said = json.dumps([record.modified, sorted(record.values.items()), sorted(record.links.items())])
    return hashlib.blake2b(said.encode(), digest_size=9).hexdigest()


def _anchor(at: Position, n: int) -> str:
    return at.anchors[n] if n < len(at.anchors) else ""


def _has_moved(at: Position, lists: Sequence[Sequence[Entry]]) -> bool:
    """Whether a list does not go on where it was left."""
    return any(_anchor(at, n) and (not found or found[0].id != _anchor(at, n)) for n, found in enumerate(lists))


def _time(said: str) -> datetime | None:
    try:
        return instant(said) if said else None
    except ValueError:
        return None


def _remembering(at: Position, records: Sequence[Record]) -> Position:
    times = {r.id: found for r in records if (found := _time(r.modified))}
    newest = max([*times.values(), *([instant(at.newest)] if at.newest else [])], default=None)
    if newest is None:
        return at
    bound = min(newest, instant(at.started)) if at.started else newest
    prints = {r.id: print_of(r) for r in records if r.id in times and times[r.id] >= bound - OVERLAP}
    recent = {**at.recent, **prints}
    return replace(at, newest=instant_text(newest), recent=dict(list(recent.items())[-MOST_SEEN:]))


def _following(listing: Listing, at: Position, lists: Sequence[Sequence[Entry]], mark: str) -> tuple[Position, bool]:
    """Where the next page begins, or the next pass; and whether this pass goes on."""
    full = [len(found) >= listing.size for found in lists]
    match listing.paging:
        case "offset" if any(full):
            step = listing.size - (1 if at.offset else 0)
            anchors = [found[-1].id if is_full else "" for found, is_full in zip(lists, full, strict=True)]
            return replace(at, offset=at.offset + step, anchors=anchors), True
        case "page" if any(full):
            return replace(at, offset=at.offset + 1), True
        case "cursor" if mark:
            return replace(at, mark=mark), True
        case _:
            return _next_pass(at), False


def _next_pass(at: Position) -> Position:
    """The next pass asks since the newest that was told, or since this pass began if that is earlier: what was read
    first may have changed while the rest was read, and a record may be dated in the future."""
    reached = max((instant(time) for time in (at.since, at.newest) if time), default=None)
    if reached is None:
        return Position(seen=at.seen)
    bound = min(reached, instant(at.started)) if at.started else reached
    stays = at.since and bound <= instant(at.since)
    return Position(instant_text(bound), seen={**at.seen, **at.recent} if stays else at.recent)
