"""Where every lead stands — due, waiting or closed — and the one written order of the queue (formats, section 3).

`place` answers without calling hours and changes only at the instants of `clock_instants`; `standing` adds the hours.
The queue, the counts, the list of why-nots and the command line all ask these functions and no other rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sdrdesk.core.domain.cadence import Cadence, Channel, Delay
from sdrdesk.core.domain.outcomes import UNANSWERED, Outcome
from sdrdesk.core.domain.queue_facts import Attempt, QueueFacts
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.working_time import ALWAYS, WorkCalendar, day_start

EXCLUDED_ELSEWHERE = "crm_excluded"
"""The reason of a lead that is at the stage `excluded` without a decision made here: the CRM says so."""
Params = Mapping[str, str | int | datetime | date]
Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Due:
    """To be called now; `key` orders within the tier, lowest first."""

    tier: int
    code: str
    key: Key
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """To be called, but not before `until`."""

    until: datetime
    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closed:
    """Not to be called."""

    code: str
    params: Params = field(default_factory=dict)


Standing = Due | Waiting | Closed


@dataclass(frozen=True, slots=True)
class Rules:
    """The cadence and calling hours that hold for a lead, and the limits of its calling rule: 0 is none.

    At most `most_attempts` on `in_days` days in a row, and `refusal_days` whole days of rest after a refusal.
    """

    cadence: Cadence
    hours: WorkCalendar
    most_attempts: int = 0
    in_days: int = 0
    refusal_days: int = 0


def standing(facts: QueueFacts, now: datetime, rules: Rules) -> Standing:
    """Where a lead stands at an instant: exactly one of Due, Waiting, Closed."""
    return within_hours(place(facts, now, rules), now, rules.hours)


def within_hours(placed: Standing, now: datetime, hours: WorkCalendar) -> Standing:
    """A placed lead as the calling hours leave it: due only while open, but a promise ignores them."""
    if not isinstance(placed, Due) or placed.tier == 1:
        return placed
    held = shut(hours, now)
    return replace(held, params={**placed.params, **held.params}) if held else placed


def shut(hours: WorkCalendar, now: datetime) -> Waiting | Closed | None:
    """What holds calls back at an instant, and until when; None while the hours are open."""
    if not hours.ever_opens:
        return Closed("no_hours")
    if hours.is_open(now):
        return None
    today = now.astimezone(hours.zone).date()
    name = hours.days_off.get(today) if hours.week.get(today.weekday()) else None
    if name is not None:
        return Waiting(
            hours.next_open(now), "holiday", {f"holiday_{language}": said for language, said in name.items()}
        )
    return Waiting(hours.next_open(now), "several_zones" if hours.several_zones else "outside_hours")


def place(facts: QueueFacts, now: datetime, rules: Rules) -> Standing:
    """Where a lead stands, calling hours left aside."""
    return _closed(facts, now) or _waiting(facts, now, rules) or _due(facts, now, rules)


def clock_instants(facts: QueueFacts, rules: Rules) -> tuple[datetime, ...]:
    """Every instant at which the clock alone can change a lead's place; between two of them it stays the same."""
    found = [facts.snoozed_until, facts.claim and facts.claim.until, facts.hot_at if facts.worked else None]
    if facts.promise:
        found += [facts.promise.minute, facts.promise.comes]
    if facts.held:
        found.append(facts.held.until)
    if facts.appointment:
        found.append(facts.appointment[0])
    found += [day_start(s.day, facts.zone) for s in facts.steps_left]
    held = held_by_rule(facts, rules)
    if held:
        found.append(held.until)
    retry = _retry(facts, rules)
    if retry:
        found.append(retry[0])
    return tuple(sorted({instant for instant in found if instant}))


def _closed(facts: QueueFacts, now: datetime) -> Closed | None:
    decided = facts.decided
    if facts.merged:
        return Closed("merged")
    if facts.opposed:
        return Closed("opposed")
    if decided and decided.decision is Decision.NEVER:
        hot_at = facts.hot_by(now)
        came_back = hot_at is not None and hot_at > decided.at
        return Closed("came_back" if came_back else "excluded", {"reason": decided.reason, "signal": facts.hot_type})
    if facts.excluded:
        return Closed("excluded", {"reason": EXCLUDED_ELSEWHERE, "signal": facts.hot_type})
    if decided and decided.route is Route.MEETING:
        return Closed("handed_over", {"at": decided.at})
    if facts.left_company:
        return Closed("left_company")
    if not facts.dialable and not facts.steps_left:
        return Closed("nothing_to_dial")
    return None


def _waiting(facts: QueueFacts, now: datetime, rules: Rules) -> Waiting | None:
    promise, hot_at = facts.promise, facts.hot_by(now)
    if facts.claim and facts.claim.until > now:
        return Waiting(facts.claim.until, "claimed", {"by": facts.claim.by})
    if promise and promise.comes <= now:
        return None
    if promise and promise.minute <= now:
        return Waiting(promise.comes, "claimed", {"by": promise.owner})
    if facts.snoozed_until and facts.snoozed_until > now:
        why: Params = {"why": facts.snooze_reason} if facts.snooze_reason else {}
        return Waiting(min(facts.snoozed_until, promise.minute if promise else facts.snoozed_until), "snoozed", why)
    if promise:
        return Waiting(promise.minute, "promise", {"at": promise.minute})
    if facts.step_at(now):
        return None
    ahead = next((s for s in facts.steps_left if day_start(s.day, facts.zone) > now), None)
    if facts.appointment and facts.held and facts.appointment[0] <= now < facts.held.until:
        return Waiting(facts.held.until, "claimed", {"by": facts.held.by})
    if facts.appointment and facts.appointment[0] > now:
        start, code = facts.appointment
        hot_since = code == "nurture" and facts.decided and hot_at and hot_at > facts.decided.at
        if not hot_since:
            params: Params = {"day": start.astimezone(facts.zone).date()}
            if ahead is None:
                return Waiting(start, code, params)
            step = {"channel": ahead.channel.value, "step_day": ahead.day}
            return Waiting(day_start(ahead.day, facts.zone), "nurture_step", {**params, **step})
    held = held_by_rule(facts, rules)
    if held and held.until > now:
        return held
    retry = _retry(facts, rules)
    if retry and retry[0] > now:
        until, code, made_at, _channel = retry
        if not (hot_at and hot_at > made_at):
            return Waiting(until, code, {"attempts": facts.unanswered_run, "limit": rules.cadence.limit})
    return None


def held_by_rule(facts: QueueFacts, rules: Rules) -> Waiting | None:
    """Until when the calling rule forbids another attempt, whatever the lead did since; only a promise goes before."""

    def days_after(attempt: Attempt, days: int) -> datetime:
        return day_start(attempt.at.astimezone(facts.zone).date() + timedelta(days=days), facts.zone)

    found = []
    if rules.most_attempts and len(facts.attempts) >= rules.most_attempts:
        first = facts.attempts[-rules.most_attempts]
        params: Params = {"attempts": rules.most_attempts, "days": rules.in_days}
        found.append(Waiting(days_after(first, rules.in_days), "attempt_limit", params))
    refused = next((a for a in reversed(facts.attempts) if a.outcome is Outcome.NOT_INTERESTED), None)
    if rules.refusal_days and refused:
        params = {"at": refused.at, "days": rules.refusal_days}
        found.append(Waiting(days_after(refused, rules.refusal_days + 1), "refused", params))
    return max(found, key=lambda w: w.until, default=None)


def _retry(facts: QueueFacts, rules: Rules) -> tuple[datetime, str, datetime, Channel] | None:
    """When the cadence lets a lead be tried again, why, when that wait was made, and which way the try goes."""
    last, decided = facts.last_attempt, facts.decided
    # Hours that never open close the lead anyway; its place must still be told.
    calendar = rules.hours if rules.hours.ever_opens else ALWAYS.in_zone(facts.zone)
    if decided and decided.route is Route.FURTHER_QUALIFICATION and (last is None or last.stamp <= decided.stamp):
        if decided.until_day:
            return None
        delay = rules.cadence.further_qualification
        return rules.cadence.next_try(delay, [decided.at], calendar), "further", decided.at, Channel.CALL
    if last is None or last.outcome not in UNANSWERED:
        return None
    tries = facts.unanswered or (last,)
    found = rules.cadence.after_attempts(tries, calendar)
    if found.channel not in facts.ways:
        return found.at, found.why, last.at, Channel.CALL
    touched = next((t.at for t in reversed(facts.touches) if t.at > last.at and not t.step), None)
    if touched is None:
        return found.at, found.why, last.at, found.channel
    delay = rules.cadence.delays.get(last.outcome, Delay())
    return rules.cadence.next_try(delay, [*(t.at for t in tries), touched], calendar), found.why, touched, Channel.CALL


def _due(facts: QueueFacts, now: datetime, rules: Rules) -> Due:
    talk, last, hot_at = facts.last_conversation, facts.last_attempt, facts.hot_by(now)
    if facts.promise and facts.promise.until:
        # Only a promise whose minute has come reaches this point: one ahead is waiting.
        return Due(1, "promise", (_micros(facts.promise.until), 0, 0), {"at": facts.promise.until})
    if hot_at and (talk is None or hot_at > talk.at):
        return Due(2, "hot", (-_micros(hot_at), 0, 0), {"signal": facts.hot_type, "at": hot_at})
    come = _come(facts, now)
    if come:
        return come
    if last:
        key = (-facts.score, len(facts.attempts), _micros(last.at))
        params: dict[str, str | int | datetime | date] = {"attempts": len(facts.attempts), "at": last.at}
        retry = _retry(facts, rules)
        if retry and retry[3] is not Channel.CALL:
            return Due(4, "retry_other_way", key, {**params, "channel": retry[3].value})
        return Due(4, "retry", key, {**params, "outcome": last.outcome.value})
    key = (int(facts.presumed_out), -facts.score, _micros(facts.created_at))
    return Due(5, "never_called", key, {"at": facts.created_at})


def _come(facts: QueueFacts, now: datetime) -> Due | None:
    """Tier 3: what has come, earliest first."""
    step = facts.step_at(now)
    if step and step.channel is Channel.CALL:
        return Due(3, "nurture_call", (_micros(day_start(step.day, facts.zone)), 0, 0), {"day": step.day})
    if step:
        said = {"channel": step.channel.value, "template": step.template, "day": step.day, "step": step.key}
        return Due(3, "nurture_step", (_micros(day_start(step.day, facts.zone)), 0, 0), said)
    if facts.appointment and facts.appointment[0] <= now:
        start, code = facts.appointment
        return Due(3, code, (_micros(start), 0, 0), {"day": start.astimezone(facts.zone).date()})
    decided, undecided = facts.decided, facts.undecided
    if undecided:
        return Due(3, "undecided", (_micros(undecided.at), 0, 0), {"at": undecided.at})
    if decided and decided.route is Route.CHECK_THEN_MEETING:
        return Due(3, "check", (_micros(decided.at), 0, 0), {"at": decided.at})
    return None


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)
