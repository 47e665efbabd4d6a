"""When a lead may be called, in its own zone, and how working time is counted, exact to the minute across DST."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

LONGEST_CLOSURE = 400
"""Days looked ahead for an opening; hours without one in that stretch are an error, not a loop."""

Stretch = tuple[time, time]


class NeverOpen(ValueError):  # noqa: N818 (it says what is so)
    """Calling hours that hold no working day."""


@dataclass(frozen=True, slots=True)
class CallingHours:
    """The stretches of each weekday (0 is Monday), local time, and the days off; no stretches at all means always."""

    weekdays: Mapping[int, tuple[Stretch, ...]]
    days_off: frozenset[date] = frozenset()

    @property
    def always(self) -> bool:
        """Whether no hours are kept at all."""
        return not self.weekdays

    def stretches(self, day: date, zone: tzinfo) -> tuple[tuple[datetime, datetime], ...]:
        """The open stretches of one local day, as UTC instants."""
        if day in self.days_off:
            return ()
        return tuple(
            (_instant(day, start, zone), _instant(day, end, zone))
            for start, end in self.weekdays.get(day.weekday(), ())
        )

    def is_open(self, now: datetime, zone: tzinfo) -> bool:
        """Whether a call may be made at this instant."""
        return self.always or any(a <= now < b for a, b in self.stretches(now.astimezone(zone).date(), zone))

    def next_open(self, now: datetime, zone: tzinfo) -> datetime:
        """This instant when open, else the next opening (UTC); NeverOpen when there is none."""
        if self.always:
            return now
        return next(max(start, now) for start, end in self._from(now, zone) if end > now).astimezone(UTC)

    def after_working(self, start: datetime, length: timedelta, zone: tzinfo) -> datetime:
        """The instant at which that much working time has passed since `start`."""
        if self.always:
            return start + length
        left = length
        for opens, closes in self._from(start, zone):
            begin = max(opens, start)
            if closes <= begin:
                continue
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
        raise NeverOpen

    def working_day_after(self, start: datetime, days: int, zone: tzinfo) -> date:
        """The local date of the n-th working day after the day of `start`."""
        day = start.astimezone(zone).date()
        for _ in range(LONGEST_CLOSURE):
            if days <= 0:
                return day
            day += timedelta(days=1)
            if self.always or self.stretches(day, zone):
                days -= 1
        raise NeverOpen

    def _from(self, start: datetime, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
        day = start.astimezone(zone).date()
        empty = 0
        while empty < LONGEST_CLOSURE:
            found = self.stretches(day, zone)
            yield from found
            empty = 0 if found else empty + 1
            day += timedelta(days=1)
        raise NeverOpen


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def day_start(day: date, zone: tzinfo) -> datetime:
    """00:00 of a day in a zone, as a UTC instant."""
    return _instant(day, time(0), zone)


ALWAYS = CallingHours({})
