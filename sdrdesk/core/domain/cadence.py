"""What an unanswered call does next: when to try again and how, how often, and the rest that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from sdrdesk.core.domain.outcomes import CONVERSATIONS, UNANSWERED, Outcome
from sdrdesk.core.domain.working_time import Half, NeverOpen, WorkCalendar, day_start

Slot = tuple[int, Half]
"""A half-day of the week: its weekday, 0 is Monday, and which half."""


class Channel(StrEnum):
    """How the next try is made."""

    CALL = "call"
    EMAIL = "email"
    LINKEDIN = "linkedin"
    VISIT = "visit"


class Tried(Protocol):
    """An attempt, as far as a cadence looks at it."""

    @property
    def at(self) -> datetime: ...
    @property
    def outcome(self) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Delay:
    """What follows an outcome: a wait in working minutes, half-days, or days (then the other half), and a channel."""

    minutes: int = 0
    half_days: int = 0
    days: int = 0
    channel: Channel = Channel.CALL


@dataclass(frozen=True, slots=True)
class NextTry:
    """When and how to try again; `why` is first, retry or rest, `number` the try it will be of at most `limit`."""

    at: datetime
    channel: Channel
    why: str
    number: int
    limit: int


@dataclass(frozen=True, slots=True)
class WarmUp:
    """One step before the day a nurtured lead comes back on: how many days before, which way, with which template."""

    days_before: int
    channel: Channel
    template: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of one lead's nurturing, on its day; `key` names it for good, whatever becomes of the cadence."""

    key: str
    day: date
    channel: Channel
    template: str = ""


@dataclass(frozen=True, slots=True)
class Cadence:
    """The wait after each outcome, the most tries without an answer, and the rest in days once they are used.

    Tries fall on `morning` or `afternoon`; of `spread` tries in a row, no two fall on the same half-day of the week.
    `nurture` are the steps that warm a lead up before it comes back.
    """

    delays: Mapping[Outcome, Delay]
    limit: int = 6
    rest_days: int = 60
    morning: time = time(9, 30)
    afternoon: time = time(14, 0)
    further_qualification: Delay = Delay(days=2)
    spread: int = 1
    id: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    nurture: tuple[WarmUp, ...] = ()

    def warm_up(self, until: date, today: date, decision: str) -> tuple[Step, ...]:
        """The steps towards a day, in time order; those whose day is not ahead are left out."""
        days = sorted((until - timedelta(days=w.days_before), n) for n, w in enumerate(self.nurture))
        return tuple(
            Step(f"{decision}/{n}", day, self.nurture[n].channel, self.nurture[n].template)
            for day, n in days
            if today < day < until
        )

    def next_try(self, after: Delay, tried: Sequence[datetime], calendar: WorkCalendar) -> datetime:
        """When a lead tried at these instants, the last one last, may be tried again (UTC)."""
        last = tried[-1]
        if not after.days and not after.half_days:
            return calendar.next_open(calendar.add_minutes(last, after.minutes))  # never at a closing
        if after.days:
            day = calendar.working_day_after(last, after.days)
            half = _other(calendar.half_of(last))
        else:
            opening = calendar.add_half_days(last, after.half_days)
            day, half = opening.astimezone(calendar.zone).date(), calendar.half_of(opening)
        used = {_slot(at, calendar) for at in tried[max(0, len(tried) - self.spread + 1) :]}
        return self._free(day, half, used, calendar)

    def _free(self, day: date, half: Half, used: set[Slot], calendar: WorkCalendar) -> datetime:
        """The first half-day from this one on that is none of the used ones; this one when all of a fortnight are."""
        first = None
        for _ in range(2 * 14):
            found = calendar.next_open(datetime.combine(day, self._time(half), calendar.zone))
            first = first or found
            if _slot(found, calendar) not in used:
                return found
            day, half = (day, Half.AFTERNOON) if half is Half.MORNING else (day + timedelta(days=1), Half.MORNING)
        if first is None:
            raise NeverOpen
        return first

    def _time(self, half: Half) -> time:
        return self.morning if half is Half.MORNING else self.afternoon

    def after_attempts(self, tries: Sequence[Tried], calendar: WorkCalendar) -> NextTry:
        """What follows unanswered tries in a row, in time order."""
        last, n = tries[-1], len(tries)
        if n >= self.limit:
            day = last.at.astimezone(calendar.zone).date() + timedelta(days=self.rest_days)
            at = calendar.next_open(day_start(day, calendar.zone))
            return NextTry(at, Channel.CALL, "rest", n + 1, self.limit)
        delay = self.delays.get(last.outcome, Delay())
        at = self.next_try(delay, [t.at for t in tries], calendar)
        return NextTry(at, delay.channel, "retry", n + 1, self.limit)


def next_step(cadence: Cadence, attempts: Sequence[Tried], calendar: WorkCalendar, now: datetime) -> NextTry | None:
    """The next try after these attempts, in time order; at the next opening when its time has passed.

    None after what a rule does not follow up: a conversation, a wrong number, an opposition. A person decides there.
    """
    if not attempts:
        return NextTry(calendar.next_open(now), Channel.CALL, "first", 1, cadence.limit)
    if attempts[-1].outcome not in UNANSWERED:
        return None
    found = cadence.after_attempts(unanswered_run(attempts), calendar)
    if found.at >= now:
        return found
    return NextTry(calendar.next_open(now), found.channel, found.why, found.number, found.limit)


def unanswered_run(attempts: Sequence[Tried]) -> list[Tried]:
    """The unanswered attempts since the last conversation, in time order."""
    talks = [n for n, a in enumerate(attempts) if a.outcome in CONVERSATIONS]
    return [a for a in attempts[talks[-1] + 1 if talks else 0 :] if a.outcome in UNANSWERED]


def _other(half: Half) -> Half:
    return Half.AFTERNOON if half is Half.MORNING else Half.MORNING


def _slot(at: datetime, calendar: WorkCalendar) -> Slot:
    return at.astimezone(calendar.zone).weekday(), calendar.half_of(at)
