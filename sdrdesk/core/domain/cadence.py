"""What an unanswered call does next: when to try again, how often, and the rest that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from sdrdesk.core.domain.calling_hours import CallingHours, day_start
from sdrdesk.core.domain.outcomes import Outcome

NOON = time(13, 0)


@dataclass(frozen=True, slots=True)
class Delay:
    """A wait in working minutes, or in working days and then in the other half of the day."""

    minutes: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Cadence:
    """The delay after each outcome, the most attempts without an answer, and the rest in days once they are used."""

    delays: Mapping[Outcome, Delay]
    limit: int = 6
    rest_days: int = 60
    morning: time = time(9, 30)
    afternoon: time = time(14, 0)
    further_qualification: Delay = Delay(days=2)

    def next_try(self, after: Delay, at: datetime, hours: CallingHours, zone: tzinfo) -> datetime:
        """When a lead called at `at` may be tried again, within calling hours (UTC)."""
        if after.days:
            was_morning = at.astimezone(zone).time() < NOON
            day = hours.working_day_after(at, after.days, zone)
            at_time = self.afternoon if was_morning else self.morning
            return hours.next_open(datetime.combine(day, at_time, zone).astimezone(UTC), zone)
        return hours.after_working(at, timedelta(minutes=after.minutes), zone)

    def after_attempt(
        self, outcome: Outcome, unanswered: int, at: datetime, hours: CallingHours, zone: tzinfo
    ) -> tuple[datetime, bool]:
        """When to try again after an attempt, and whether that is the long rest; `unanswered` counts it too."""
        if unanswered >= self.limit:
            day = at.astimezone(zone).date() + timedelta(days=self.rest_days)
            return hours.next_open(day_start(day, zone), zone), True
        return self.next_try(self.delays.get(outcome, Delay()), at, hours, zone), False
