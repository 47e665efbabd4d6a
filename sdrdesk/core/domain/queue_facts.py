"""What is known of a lead as far as its place in the queue depends on it: calls, promises, decisions, steps, claims."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from sdrdesk.core.domain.cadence import Channel, Step
from sdrdesk.core.domain.outcomes import CONVERSATIONS, UNANSWERED, Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.working_time import day_start

HELD_AFTER_PROMISE = timedelta(minutes=15)
"""For so long after its minute another person's promise is left to them; then it is everyone's, and not forgotten."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call: its outcome, the promised instant or the day to call back, and the promises it replaces.

    `owner` is another person whose call back it is; "" where it is one's own, or anyone's.
    """

    at: datetime
    outcome: Outcome
    until: datetime | None = None
    until_day: date | None = None
    number: str = ""
    replaces_promises: bool = False
    id: str = ""
    owner: str = ""

    @property
    def minute(self) -> datetime:
        """The minute that was promised."""
        return self.until or self.at

    @property
    def comes(self) -> datetime:
        """When its promise is to be kept by whoever asks."""
        return self.minute + HELD_AFTER_PROMISE if self.owner else self.minute

    @property
    def stamp(self) -> tuple[datetime, str]:
        """When, and after what else of the same instant."""
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class Decided:
    """The last decision a person took on a lead."""

    at: datetime
    decision: Decision
    route: Route
    until_day: date | None = None
    reason: str = ""
    id: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def stamp(self) -> tuple[datetime, str]:
        """When, and after what else of the same instant."""
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class Touched:
    """A try by another way than a call, made or left out; `step` is the key of the nurturing step it answers."""

    at: datetime
    step: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A colleague works on the lead until then."""

    by: str
    until: datetime


@dataclass(frozen=True)
class QueueFacts:
    """All that a lead's standing depends on; `score` is the stored one, attempts and touches are in time order.

    `ways` are those by which the lead can be reached beside calls; `excluded` is by its stage, whoever says so.
    """

    id: str
    created_at: datetime
    zone: tzinfo
    numbers: tuple[str, ...] = ()
    score: int = 0
    presumed_out: bool = False
    attempts: tuple[Attempt, ...] = ()
    decided: Decided | None = None
    hot_at: datetime | None = None
    hot_type: str = ""
    merged: bool = False
    opposed: bool = False
    left_company: bool = False
    excluded: bool = False
    snoozed_until: datetime | None = None
    snooze_reason: str = ""
    claim: Claim | None = None
    touches: tuple[Touched, ...] = ()
    ways: frozenset[Channel] = frozenset()

    @property
    def worked(self) -> bool:
        """Whether anything was done with the lead yet: a call, or a decision."""
        return bool(self.attempts) or self.decided is not None

    def hot_by(self, now: datetime) -> datetime | None:
        """The newest hot signal, as far as it counts at an instant.

        One dated ahead (a slip, or an appointment to come) counts at once for a lead never worked; once it was, not
        before its date: nothing could ever be newer than it.
        """
        return self.hot_at if self.hot_at and (self.hot_at <= now or not self.worked) else None

    @cached_property
    def last_attempt(self) -> Attempt | None:
        """The newest attempt."""
        return self.attempts[-1] if self.attempts else None

    @cached_property
    def last_conversation(self) -> Attempt | None:
        """The newest attempt in which someone was talked to."""
        return next((a for a in reversed(self.attempts) if a.outcome in CONVERSATIONS), None)

    @cached_property
    def promise(self) -> Attempt | None:
        """The earliest promise to be kept: an attempt at or after its minute uses it up, an earlier one leaves it."""
        kept: list[Attempt] = []
        for attempt in self.attempts:
            kept = [] if attempt.replaces_promises else [p for p in kept if p.until and attempt.at < p.until]
            if attempt.outcome is Outcome.CALLBACK_PROMISED and attempt.until and attempt.until > attempt.at:
                kept.append(attempt)
        return min(kept, key=lambda p: p.comes, default=None)

    @cached_property
    def dialable(self) -> tuple[str, ...]:
        """The numbers not found to be wrong, in order."""
        wrong = {a.number for a in self.attempts if a.outcome is Outcome.WRONG_NUMBER and a.number}
        return tuple(n for n in self.numbers if n not in wrong)

    @cached_property
    def appointment(self) -> tuple[datetime, str] | None:
        """The loose callback or nurturing date not yet used up: the start of its day, and which of the two it is."""
        since, day, code, _owner = self._dated()
        if day is None:
            return None
        start = day_start(day, self.zone)
        used = any(a.at >= start and a.at > since for a in self.attempts)
        return None if used else (start, code)

    @cached_property
    def held(self) -> Claim | None:
        """Another person's loose callback, theirs until its day has ended."""
        _since, day, _code, owner = self._dated()
        if not owner or day is None or self.appointment is None:
            return None
        return Claim(owner, day_start(day + timedelta(days=1), self.zone))

    def _dated(self) -> tuple[datetime, date | None, str, str]:
        talk, decided = self.last_conversation, self.decided
        if decided and (talk is None or decided.stamp >= talk.stamp or not talk.until_day):
            code = "nurture" if decided.route is Route.NURTURE else "callback"
            return decided.at, decided.until_day, code, ""
        if talk and talk.outcome is Outcome.CALLBACK_LATER:
            return talk.at, talk.until_day, "callback", talk.owner
        return self.created_at, None, "", ""

    @cached_property
    def steps_left(self) -> tuple[Step, ...]:
        """The steps of the nurturing in force that were neither made nor left out, in time order."""
        if self.decided is None or self.decided.route is not Route.NURTURE or self._dated()[0] != self.decided.at:
            return ()
        answered = {t.step for t in self.touches}
        return tuple(s for s in self.decided.steps if s.key not in answered and self._can_be_taken(s))

    def _can_be_taken(self, step: Step) -> bool:
        """Whether a step's way leads to the lead; a call is one that was not made since its day began."""
        if step.channel is not Channel.CALL:
            return step.channel in self.ways
        return bool(self.dialable) and not any(a.at >= day_start(step.day, self.zone) for a in self.attempts)

    def step_at(self, now: datetime) -> Step | None:
        """The step due at an instant: the newest that has come (older ones are passed over), until the day itself."""
        come = [s for s in self.steps_left if day_start(s.day, self.zone) <= now]
        called_instead = self.dialable and self.decided and self.decided.until_day
        if not come or (called_instead and day_start(self.decided.until_day, self.zone) <= now):  # type: ignore[union-attr, arg-type]
            return None
        return come[-1]

    @cached_property
    def unanswered(self) -> tuple[Attempt, ...]:
        """The attempts without an answer since the last conversation or decision."""
        since = max(
            [a.stamp for a in (self.last_conversation,) if a] + [d.stamp for d in (self.decided,) if d],
            default=None,
        )
        return tuple(a for a in self.attempts if a.outcome in UNANSWERED and (since is None or a.stamp > since))

    @property
    def unanswered_run(self) -> int:
        """How many those are."""
        return len(self.unanswered)

    @property
    def undecided(self) -> Attempt | None:
        """The last conversation, when nothing was decided since."""
        talk = self.last_conversation
        return talk if talk and (self.decided is None or self.decided.stamp < talk.stamp) else None
