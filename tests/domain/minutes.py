"""Working time counted minute by minute, from the words of the definition alone: slow, and shares no code with ours."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
LONGEST = 60 * 24 * 60


@dataclass(frozen=True)
class Hours:
    """Hours as a person would write them: for each weekday (Monday first) such as "09:00-12:00 14:00-18:00"."""

    days: tuple[str, ...]
    zone: str = "Europe/Paris"
    off: frozenset[date] = frozenset()
    mornings: frozenset[date] = field(default_factory=frozenset)

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))

    def is_open(self, at: datetime) -> bool:
        """The clock on the wall reads a time within a stretch, on a day that is worked."""
        wall = self.local(at)
        if wall.date() in self.off or (wall.date() in self.mornings and wall.hour >= 13):
            return False
        reads = wall.strftime("%H:%M")
        return any(reads >= s.split("-")[0] and reads < s.split("-")[1] for s in self.days[wall.weekday()].split())

    def minutes(self, start: datetime):
        """Every minute from an instant on."""
        at = start.astimezone(UTC)
        for _ in range(LONGEST):
            yield at
            at += MINUTE
        raise AssertionError("nothing within the days looked at")

    def next_open(self, at: datetime) -> datetime:
        return next(m for m in self.minutes(at) if self.is_open(m))

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """The end of the n-th open minute."""
        if not minutes:
            return self.next_open(at)
        worked = (m for m in self.minutes(at) if self.is_open(m))
        return next(m for n, m in enumerate(worked, 1) if n == minutes) + MINUTE

    def elapsed(self, start: datetime, end: datetime) -> int:
        n, at = 0, start.astimezone(UTC)
        while at < end:
            n, at = n + self.is_open(at), at + MINUTE
        return n

    def midnight(self, day: date) -> datetime:
        """The first minute of a local day."""
        before = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=20)
        return next(m for m in self.minutes(before) if self.local(m).date() == day)

    def working_day_after(self, at: datetime, days: int) -> date:
        today = self.local(at).date()
        found: list[date] = []
        for m in self.minutes(at):
            day = self.local(m).date()
            if day > today and day not in found and self.is_open(m):
                found.append(day)
                if len(found) == days:
                    return day
        raise AssertionError

    def add_days(self, at: datetime, days: int) -> datetime:
        """The same time on the wall; a time that the clock skips is as many minutes after midnight."""
        wall = self.local(at)
        day = self.working_day_after(at, days) if days else wall.date()
        first = self.midnight(day)
        wanted = wall.hour * 60 + wall.minute
        same = [first + n * MINUTE for n in range(26 * 60)]
        same = [m for m in same if self.local(m).date() == day]
        exact = [m for m in same if self.local(m).hour * 60 + self.local(m).minute == wanted]
        return self.next_open(exact[0] if exact else first + wanted * MINUTE)

    def add_half_days(self, at: datetime, halves: int) -> datetime:
        def half(m: datetime) -> tuple[date, bool]:
            return self.local(m).date(), self.local(m).hour >= 13

        seen: list[tuple[date, bool]] = []
        for m in self.minutes(at):
            if self.is_open(m) and half(m) != half(at) and half(m) not in seen:
                seen.append(half(m))
                if len(seen) == halves:
                    return m
        raise AssertionError

    def closes_today(self, at: datetime) -> datetime | None:
        day = self.local(at).date()
        rest = (at.astimezone(UTC) + n * MINUTE for n in range(26 * 60))
        still = [m for m in rest if self.local(m).date() == day and self.is_open(m)]
        return still[-1] + MINUTE if still else None
