"""Working time: when a calendar is open in its zone, and exact arithmetic over it, the changes of the clock included.

A stretch is wall-clock time: while the clock goes back it is open in both passes; what the clock skips is never open.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

MIDDAY = 13 * 60
"""The minute at which the afternoon begins."""
WHOLE_DAY = 24 * 60
LONGEST_CLOSURE = 400
"""Days looked ahead for an opening; a calendar without one in that stretch is an error, not a loop."""

Stretch = tuple[int, int]
"""From one minute of the local day to another, 0 to 1440, the last excluded."""
Week = Mapping[int, tuple[Stretch, ...]]
"""The stretches of each weekday, 0 is Monday; a day that is not there is closed."""
Names = Mapping[str, str]
"""The name of a day off, by language."""
Opening = tuple[datetime, datetime]


class NeverOpen(ValueError):  # noqa: N818 (it says what is so)
    """A calendar that holds no working day within the days looked ahead."""


class BadStretch(ValueError):  # noqa: N818
    """A stretch that is empty, out of the day, over midnight, or that overlaps the one before it."""


class Half(StrEnum):
    """The two halves of a working day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


_HALVES = {Half.MORNING: (0, MIDDAY), Half.AFTERNOON: (MIDDAY, WHOLE_DAY)}
ROUND_THE_CLOCK: Week = dict.fromkeys(range(7), ((0, WHOLE_DAY),))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When work is done in one zone: a week of stretches, days off with their names, and days worked by half only."""

    week: Week
    zone: tzinfo
    days_off: Mapping[date, Names] = field(default_factory=dict)
    half_days: Mapping[date, Half] = field(default_factory=dict)
    several_zones: bool = False
    """Whether its hours were narrowed to hold in several zones at once, the one named being the first to wake."""

    def __post_init__(self) -> None:
        for stretches in self.week.values():
            check_stretches(stretches)

    def in_zone(self, zone: tzinfo) -> "WorkCalendar":
        """The same hours, kept by another zone's clocks."""
        return self if zone is self.zone else replace(self, zone=zone)

    @property
    def ever_opens(self) -> bool:
        """Whether its week holds a stretch at all."""
        return any(self.week.values())

    def stretches(self, day: date) -> tuple[Stretch, ...]:
        """The stretches worked on a local day."""
        kept = self.week.get(day.weekday(), ())
        if not kept or day in self.days_off:
            return ()
        half = self.half_days.get(day)
        return _clipped(kept, half) if half else kept

    def openings(self, day: date) -> tuple[Opening, ...]:
        """The openings of a local day as UTC instants, in order."""
        return _instants(day, self.stretches(day), self.zone)

    def is_open(self, at: datetime) -> bool:
        """Whether this instant is working time."""
        return any(opens <= at < closes for opens, closes in self.openings(_local_day(at, self.zone)))

    def next_open(self, at: datetime) -> datetime:
        """This instant when open, else the next opening (UTC); NeverOpen when there is none."""
        instant = at.astimezone(UTC)
        return next(max(opens, instant) for opens, closes in self._from(instant) if closes > instant)

    def closes_today(self, at: datetime) -> datetime | None:
        """When the last opening of the local day of this instant ends (UTC); None when none is left of it."""
        openings = self.openings(_local_day(at, self.zone))
        return openings[-1][1] if openings and openings[-1][1] > at else None

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """The instant (UTC) at which so much working time has passed; with none, the next opening."""
        start, left = at.astimezone(UTC), timedelta(minutes=minutes)
        for opens, closes in self._from(start):
            begins = max(opens, start)
            if closes <= begins:
                continue
            if closes - begins >= left:
                return begins + left
            left -= closes - begins
        raise NeverOpen

    def working_day_after(self, at: datetime, days: int) -> date:
        """The local date of the n-th working day after the day of an instant; with none, that day itself."""
        first = _local_day(at, self.zone)
        if days <= 0:
            return first
        for day in self._days(first + timedelta(days=1)):
            days -= bool(self.openings(day))
            if not days:
                return day
        raise NeverOpen

    def add_days(self, at: datetime, days: int) -> datetime:
        """The same local time so many working days later, or the next opening after it (UTC)."""
        local = at.astimezone(self.zone)
        return self.next_open(datetime.combine(self.working_day_after(at, days), local.time(), self.zone))

    def half_of(self, at: datetime) -> Half:
        """The half of the local day in which an instant lies."""
        return Half.MORNING if _minute(at, self.zone) < MIDDAY else Half.AFTERNOON

    def add_half_days(self, at: datetime, halves: int) -> datetime:
        """The opening (UTC) of the n-th worked half-day after the one of an instant; with none, the next opening."""
        if halves <= 0:
            return self.next_open(at)
        first, current = _local_day(at, self.zone), self.half_of(at)
        for day in self._days(first):
            for half in Half:
                if day == first and (half is Half.MORNING or current is Half.AFTERNOON):
                    continue
                found = _instants(day, _clipped(self.stretches(day), half), self.zone)
                halves -= bool(found)
                if found and not halves:
                    return found[0][0]
        raise NeverOpen

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two instants, day by day; negative when they are given the other way round."""
        # In UTC: Python compares two times of one zone by what the wall clock reads.
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end < start:
            return -self.elapsed(end, start)
        day, last, total = _local_day(start, self.zone), _local_day(end, self.zone), timedelta(0)
        while day <= last:
            for opens, closes in self.openings(day):
                total += max(timedelta(0), min(closes, end) - max(opens, start))
            day += timedelta(days=1)
        return total

    def _days(self, day: date) -> Iterator[date]:
        """Days in order, until too many closed ones follow each other."""
        closed = 0
        while closed < LONGEST_CLOSURE and day < date.max:
            yield day
            closed = 0 if self.openings(day) else closed + 1
            day += timedelta(days=1)

    def _from(self, start: datetime) -> Iterator[Opening]:
        for day in self._days(_local_day(start, self.zone)):
            yield from self.openings(day)
        raise NeverOpen


def check_stretches(stretches: Sequence[Stretch]) -> None:
    """Nothing when these can be the stretches of one day; BadStretch otherwise."""
    before = 0
    for opens, closes in stretches:
        if not before <= opens < closes <= WHOLE_DAY:
            raise BadStretch(f"{said_stretch((opens, closes))} after {said_minute(before)}")
        before = closes


def common_week(first: Week, second: Week) -> dict[int, tuple[Stretch, ...]]:
    """What two weeks have in common."""
    return {
        day: tuple(
            (max(a, c), min(b, d))
            for a, b in first.get(day, ())
            for c, d in second.get(day, ())
            if max(a, c) < min(b, d)
        )
        for day in range(7)
    }


def stretch_of(text: str) -> Stretch:
    """The stretch written as 09:00-12:30; ValueError when it is none. A day ends at 24:00."""
    opens, closes = (_minute_of(part) for part in text.split("-"))
    check_stretches([(opens, closes)])
    return opens, closes


def said_minute(minute: int) -> str:
    """A minute of the day as 09:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def said_stretch(stretch: Stretch) -> str:
    """A stretch as 09:00-12:30."""
    return "-".join(map(said_minute, stretch))


def day_start(day: date, zone: tzinfo) -> datetime:
    """00:00 of a day in a zone, as a UTC instant."""
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def _minute_of(text: str) -> int:
    if text == "24:00":
        return WHOLE_DAY
    found = time.fromisoformat(text)
    if len(text) != 5:
        raise ValueError(text)
    return found.hour * 60 + found.minute


def _clipped(stretches: Iterable[Stretch], half: Half) -> tuple[Stretch, ...]:
    low, high = _HALVES[half]
    return tuple((max(a, low), min(b, high)) for a, b in stretches if max(a, low) < min(b, high))


def _local_day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def _minute(at: datetime, zone: tzinfo) -> int:
    local = at.astimezone(zone)
    return local.hour * 60 + local.minute


def _instants(day: date, stretches: Sequence[Stretch], zone: tzinfo) -> tuple[Opening, ...]:
    if not stretches:
        return ()
    found = []
    for midnight, begins, ends in _parts(day, zone):
        for opens, closes in stretches:
            a = max(midnight + timedelta(minutes=opens), begins)
            b = min(midnight + timedelta(minutes=closes), ends)
            if a < b:
                found.append((a, b))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _parts(day: date, zone: tzinfo) -> tuple[tuple[datetime, datetime, datetime], ...]:
    """The parts of a local day between two changes of the clock: its midnight by that part's clock, its two ends."""
    begins, ends = day_start(day, zone), day_start(day + timedelta(days=1), zone)
    if begins >= ends:
        return ()  # a day that a zone skipped
    midnight = datetime.combine(day, time(0), UTC)
    first, last = _offset(begins, zone), _offset(ends - timedelta(microseconds=1), zone)
    if first == last:
        return ((midnight - first, begins, ends),)
    changes = _change(begins, ends, zone)
    return ((midnight - first, begins, changes), (midnight - last, changes, ends))


def _change(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    """The second at which the clock changes between two instants, by halving."""
    before = _offset(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


ALWAYS = WorkCalendar(ROUND_THE_CLOCK, UTC)
