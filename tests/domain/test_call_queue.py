"""Where every lead stands and the one written order (formats, section 3), with facts made by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.cadence import Cadence, Delay
from sdrdesk.core.domain.call_queue import Closed, Due, Rules, Waiting, clock_instants, place, standing, within_hours
from sdrdesk.core.domain.outcomes import CONVERSATIONS, UNANSWERED, Outcome, moves_on
from sdrdesk.core.domain.queue_facts import Attempt, Claim, Decided, QueueFacts
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.working_time import ALWAYS, WorkCalendar
from tests.support import PARIS, paris

CADENCE = Cadence({Outcome.NO_ANSWER: Delay(days=1), Outcome.BUSY: Delay(minutes=60), Outcome.VOICEMAIL: Delay(days=2),
                   Outcome.GATEKEEPER: Delay(days=1)})  # fmt: skip
HOURS = WorkCalendar(dict.fromkeys(range(5), ((9 * 60, 18 * 60),)), PARIS)
RULES, ANYTIME = Rules(CADENCE, HOURS), Rules(CADENCE, ALWAYS)
LIMITED = Rules(CADENCE, HOURS, most_attempts=3, in_days=9, refusal_days=6)
NOW = paris("2026-11-24T10:00")  # a Tuesday
SECOND, DAY, QUARTER = timedelta(seconds=1), timedelta(days=1), timedelta(minutes=15)
FRESH = QueueFacts("a", NOW - 10 * DAY, PARIS, numbers=("+33612345678",))


def facts(*attempts, **values):
    return replace(FRESH, attempts=tuple(sorted(attempts, key=lambda a: a.at)), **values)


def call(outcome, before=timedelta(hours=1), **more):
    return Attempt(NOW - before, Outcome(outcome), **more)


def decided(decision="later", route="nurture", before=DAY, **more):
    return Decided(NOW - before, Decision(decision), Route(route), **more)


def stands(known, now=NOW, rules=RULES):
    found = standing(known, now, replace(rules, hours=rules.hours.in_zone(known.zone)))
    return (type(found).__name__, found.code)


# -- closed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (facts(merged=True, opposed=True), "merged"),
        (facts(opposed=True, decided=decided("never", "exclude")), "opposed"),
        (facts(decided=decided("never", "exclude", reason="no_need")), "excluded"),
        (facts(decided=decided("never", "exclude"), left_company=True), "excluded"),
        (facts(excluded=True, hot_at=NOW), "excluded"),
        (facts(excluded=True, decided=decided("now", "meeting")), "excluded"),
        (facts(decided=decided("now", "meeting")), "handed_over"),
        (facts(left_company=True), "left_company"),
        (facts(numbers=()), "nothing_to_dial"),
        (facts(call("wrong_number", number="+33612345678")), "nothing_to_dial"),
    ],
)
def test_a_lead_is_closed_for_the_first_reason_that_holds(known, code):
    assert stands(known) == ("Closed", code)


def test_opposition_beats_a_promise_a_hot_signal_and_a_claim():
    known = facts(call("callback_promised", until=NOW), opposed=True, hot_at=NOW, claim=Claim("Bo", NOW + DAY))
    assert stands(known) == ("Closed", "opposed")


def test_a_wrong_number_closes_that_number_only():
    known = facts(call("wrong_number", number="+33612345678"), numbers=("+33612345678", "+33199001234"))
    assert known.dialable == ("+33199001234",)
    assert stands(known) == ("Due", "retry")


def test_an_excluded_lead_with_a_new_hot_signal_stays_closed_and_is_listed():
    excluded = decided("never", "exclude", before=DAY)
    assert stands(facts(decided=excluded, hot_at=NOW - 2 * DAY)) == ("Closed", "excluded")
    assert stands(facts(decided=excluded, hot_at=NOW - timedelta(hours=1))) == ("Closed", "came_back")


# -- waiting ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "code", "until"),
    [
        (facts(claim=Claim("Bo", NOW + DAY)), "claimed", NOW + DAY),
        (facts(snoozed_until=NOW + DAY), "snoozed", NOW + DAY),
        (facts(call("callback_promised", until=NOW + SECOND)), "promise", NOW + SECOND),
        (facts(call("callback_later", until_day=date(2026, 11, 26))), "callback", paris("2026-11-26T00:00")),
        (facts(decided=decided(until_day=date(2027, 2, 1))), "nurture", paris("2027-02-01T00:00")),
        (facts(call("no_answer")), "retry", paris("2026-11-25T14:00")),
        (facts(*[call("no_answer", before=n * DAY) for n in range(1, 7)]), "rest", paris("2027-01-22T09:00")),
        (facts(decided=decided("now", "further_qualification")), "further", paris("2026-11-25T14:00")),
    ],
)
def test_a_lead_waits_and_says_until_when(known, code, until):
    assert stands(known) == ("Waiting", code)
    assert standing(known, NOW, RULES).until == until


def test_another_persons_promise_is_theirs_until_a_quarter_past_and_then_everyones():
    minute = NOW + 2 * DAY
    known = facts(call("callback_promised", until=minute, owner="Bo"))
    assert stands(known, NOW) == stands(known, minute - SECOND) == ("Waiting", "promise")
    for now in (minute, minute + QUARTER - SECOND):
        assert stands(known, now) == ("Waiting", "claimed")
        found = standing(known, now, RULES)
        assert (found.until, found.params) == (minute + QUARTER, {"by": "Bo"})
    assert stands(known, minute + QUARTER) == ("Due", "promise")
    assert standing(known, minute + QUARTER, RULES).params == {"at": minute}
    assert stands(facts(*known.attempts, call("no_answer", before=-2 * DAY)), minute + QUARTER)[0] == "Waiting"


def test_ones_own_promise_does_not_wait_behind_another_persons():
    theirs = call("callback_promised", before=2 * DAY, until=NOW + timedelta(minutes=50), owner="Bo")
    mine = call("callback_promised", until=NOW + timedelta(minutes=60))
    assert standing(facts(theirs, mine), NOW, RULES).until == NOW + timedelta(minutes=60)
    assert stands(facts(theirs, mine), NOW + timedelta(minutes=60)) == ("Due", "promise")


def test_another_persons_loose_callback_is_theirs_until_its_day_has_ended():
    known = facts(call("callback_later", until_day=date(2026, 11, 26), owner="Bo"))
    assert stands(known, NOW) == ("Waiting", "callback")
    for now in (paris("2026-11-26T10:00"), paris("2026-11-26T23:59")):
        assert stands(known, now) == ("Waiting", "claimed")
        assert standing(known, now, RULES).until == paris("2026-11-27T00:00")
    found = standing(known, paris("2026-11-27T10:00"), RULES)
    assert (found.code, found.params) == ("callback", {"day": date(2026, 11, 26)})
    used = facts(*known.attempts, call("no_answer", before=-2 * DAY))
    assert stands(used, paris("2026-11-26T11:00")) == ("Waiting", "retry")


def test_a_lead_put_off_says_why_only_while_it_waits():
    known = facts(snoozed_until=NOW + DAY, snooze_reason="look_up")
    assert standing(known, NOW, RULES).params == {"why": "look_up"}
    assert standing(facts(snoozed_until=NOW + DAY), NOW, RULES).params == {}
    assert "why" not in standing(known, NOW + DAY, RULES).params


def test_what_makes_a_lead_wait_comes_in_the_written_order():
    known = facts(
        call("callback_promised", before=2 * DAY, until=NOW + 2 * DAY),
        claim=Claim("Bo", NOW + timedelta(hours=1)),
        snoozed_until=NOW + DAY,
    )
    assert stands(known) == ("Waiting", "claimed")
    assert stands(known, NOW + timedelta(hours=1)) == ("Waiting", "snoozed")
    assert stands(known, NOW + DAY) == ("Waiting", "promise")
    assert stands(known, NOW + 2 * DAY) == ("Due", "promise")


def test_outside_calling_hours_a_due_lead_waits_for_the_next_opening():
    night = paris("2026-11-24T20:00")
    assert stands(FRESH, night) == ("Waiting", "outside_hours")
    assert standing(FRESH, night, RULES).until == paris("2026-11-25T09:00")
    assert stands(FRESH, night, ANYTIME) == ("Due", "never_called")


def test_calling_hours_are_those_of_the_leads_zone():
    known = facts(zone=ZoneInfo("America/New_York"))
    assert stands(known) == ("Waiting", "outside_hours")
    assert stands(known, paris("2026-11-24T15:00")) == ("Due", "never_called")


LAW = replace(ANYTIME, most_attempts=4, in_days=30, refusal_days=60)


def test_the_fifth_attempt_waits_until_the_first_of_four_is_thirty_calendar_days_old():
    known = facts(*[call("busy", before=n * DAY) for n in (9, 6, 3, 1)])  # the first on 15 November
    assert stands(known, rules=LAW) == ("Waiting", "attempt_limit")
    assert standing(known, NOW, LAW).until == paris("2026-12-15T00:00")
    assert stands(known, paris("2026-12-14T23:59"), LAW) == ("Waiting", "attempt_limit")
    assert stands(known, paris("2026-12-15T00:00"), LAW) == ("Due", "retry")
    assert stands(facts(*known.attempts[1:]), rules=LAW) == ("Due", "retry")
    assert stands(known) == ("Due", "retry")  # no such rule here


def test_after_a_refusal_sixty_whole_days_pass():
    known = facts(call("not_interested", before=timedelta(hours=1)))  # on 24 November
    assert stands(known, rules=LAW) == ("Waiting", "refused")
    assert standing(known, NOW, LAW).until == paris("2027-01-24T00:00")
    assert stands(known, paris("2027-01-24T00:00"), LAW) == ("Due", "undecided")


def test_the_limits_of_a_rule_yield_to_a_promise_and_to_nothing_else():
    four = [call("busy", before=n * DAY) for n in (9, 6, 3)] + [call("callback_promised", before=DAY, until=NOW)]
    assert stands(facts(*four), rules=LAW) == ("Due", "promise")
    busy = [call("busy", before=n * DAY) for n in (9, 6, 3, 1)]
    assert stands(facts(*busy, hot_at=NOW), rules=LAW) == ("Waiting", "attempt_limit")
    assert stands(facts(call("not_interested"), hot_at=NOW), rules=LAW) == ("Waiting", "refused")


def test_hours_that_never_open_close_a_lead_unless_it_was_promised_a_call():
    never = Rules(CADENCE, replace(HOURS, week={}))
    assert stands(FRESH, rules=never) == ("Closed", "no_hours")
    assert stands(facts(call("no_answer", before=9 * DAY)), rules=never) == ("Closed", "no_hours")
    assert stands(facts(call("callback_promised", before=DAY, until=NOW)), rules=never) == ("Due", "promise")


def test_a_holiday_is_named_and_an_evening_is_not_called_one():
    day_off = {date(2026, 11, 24): {"en": "Holiday", "fr": "Férié"}, date(2026, 11, 28): {"en": "x", "fr": "y"}}
    rules = Rules(CADENCE, replace(HOURS, days_off=day_off))
    found = standing(FRESH, NOW, rules)
    assert (found.code, found.until) == ("holiday", paris("2026-11-25T09:00"))
    assert (found.params["holiday_en"], found.params["holiday_fr"]) == ("Holiday", "Férié")
    assert stands(FRESH, paris("2026-11-25T20:00"), rules) == ("Waiting", "outside_hours")
    assert stands(FRESH, paris("2026-11-28T12:00"), rules) == ("Waiting", "outside_hours")  # a Saturday either way


# -- promises --------------------------------------------------------------------------------------------------------

PROMISED = facts(call("callback_promised", before=DAY, until=NOW))


def test_a_promise_is_not_due_a_second_early_and_is_first_when_its_minute_comes():
    assert stands(PROMISED, NOW - SECOND) == ("Waiting", "promise")
    found = standing(PROMISED, NOW, RULES)
    assert isinstance(found, Due)
    assert (found.tier, found.code) == (1, "promise")


def test_a_promise_ignores_calling_hours_and_snooze():
    night = paris("2026-11-28T23:00")  # a Saturday night
    known = facts(call("callback_promised", until=night), snoozed_until=night + 9 * DAY)
    assert stands(known, night) == ("Due", "promise")
    assert stands(known, night - SECOND) == ("Waiting", "snoozed")
    assert standing(known, night - SECOND, RULES).until == night  # the promise will end the snooze


def test_an_attempt_before_its_minute_leaves_a_promise_and_one_at_or_after_uses_it_up():
    promise = call("callback_promised", before=DAY, until=NOW)
    early = Attempt(NOW - SECOND, Outcome.NO_ANSWER)
    assert stands(facts(promise, early)) == ("Due", "promise")
    for late in (Attempt(NOW, Outcome.NO_ANSWER), Attempt(NOW + SECOND, Outcome.NO_ANSWER)):
        assert stands(facts(promise, late), NOW + timedelta(hours=1)) == ("Waiting", "retry")


def test_an_automatic_retry_never_overwrites_a_promise():
    known = facts(call("callback_promised", before=DAY, until=NOW + 3 * DAY), call("busy", before=timedelta(hours=2)))
    assert stands(known) == ("Waiting", "promise")


def test_of_two_promises_the_earlier_counts_and_a_new_one_may_replace_them():
    first, second = call("callback_promised", before=2 * DAY, until=NOW + 2 * DAY), call(
        "callback_promised", before=DAY, until=NOW + DAY
    )  # fmt: skip
    assert facts(first, second).promise == second
    swapped = replace(first, until=NOW + DAY), replace(second, until=NOW + 2 * DAY)
    assert facts(*swapped).promise == swapped[0]
    assert facts(swapped[0], replace(swapped[1], replaces_promises=True)).promise.until == NOW + 2 * DAY


def test_a_call_that_replaces_promises_without_making_one_ends_them():
    known = facts(
        call("callback_promised", before=DAY, until=NOW + DAY),
        call("reached", before=timedelta(hours=1), replaces_promises=True),
    )
    assert known.promise is None


# -- due -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "tier", "code"),
    [
        (PROMISED, 1, "promise"),
        (facts(hot_at=NOW - DAY, hot_type="demo_request"), 2, "hot"),
        (facts(call("reached", before=2 * DAY), hot_at=NOW - DAY), 2, "hot"),
        (facts(call("reached", before=DAY), hot_at=NOW - 2 * DAY), 3, "undecided"),
        (facts(call("callback_later", before=3 * DAY, until_day=date(2026, 11, 24))), 3, "callback"),
        (facts(decided=decided(before=9 * DAY, until_day=date(2026, 11, 23))), 3, "nurture"),
        (facts(call("reached")), 3, "undecided"),
        (facts(call("not_interested")), 3, "undecided"),
        (facts(call("no_answer", before=3 * DAY)), 4, "retry"),
        (FRESH, 5, "never_called"),
    ],
)
def test_a_due_lead_is_in_the_lowest_tier_that_fits(known, tier, code):
    found = standing(known, NOW, RULES)
    assert isinstance(found, Due)
    assert (found.tier, found.code) == (tier, code)


def test_a_date_is_due_from_midnight_where_the_lead_lives():
    known = facts(call("callback_later", before=3 * DAY, until_day=date(2026, 11, 25)))
    midnight = paris("2026-11-25T00:00")
    assert stands(known, midnight - SECOND, ANYTIME) == ("Waiting", "callback")
    assert stands(known, midnight, ANYTIME) == ("Due", "callback")
    there = replace(known, zone=ZoneInfo("America/New_York"))
    assert stands(there, midnight, ANYTIME) == ("Waiting", "callback")
    assert stands(there, midnight + timedelta(hours=6), ANYTIME) == ("Due", "callback")


def test_a_hot_signal_ends_a_nurture_or_cadence_wait_made_before_it_and_no_later_one():
    nurtured = decided(before=2 * DAY, until_day=date(2027, 2, 1))
    assert stands(facts(decided=nurtured, hot_at=NOW - DAY)) == ("Due", "hot")
    assert stands(facts(decided=nurtured, hot_at=NOW - 3 * DAY)) == ("Waiting", "nurture")
    tried = call("no_answer", before=timedelta(hours=2))
    assert stands(facts(tried, hot_at=NOW - timedelta(hours=1))) == ("Due", "hot")
    assert stands(facts(tried, hot_at=NOW - timedelta(hours=3))) == ("Waiting", "retry")


def test_a_hot_signal_ends_no_promise_snooze_or_claim():
    hot = NOW - timedelta(minutes=1)
    assert stands(facts(call("callback_promised", until=NOW + DAY), hot_at=hot)) == ("Waiting", "promise")
    assert stands(facts(snoozed_until=NOW + DAY, hot_at=hot)) == ("Waiting", "snoozed")
    assert stands(facts(claim=Claim("Bo", NOW + DAY), hot_at=hot)) == ("Waiting", "claimed")


def test_a_conversation_uses_a_hot_signal_up_and_an_unanswered_call_does_not():
    hot = NOW - 3 * DAY
    assert stands(facts(call("no_answer", before=2 * DAY), hot_at=hot)) == ("Due", "hot")
    assert stands(facts(call("reached", before=2 * DAY), hot_at=hot)) == ("Due", "undecided")


def test_a_rest_begins_at_the_limit_and_counts_only_since_the_last_conversation():
    tries = [call("no_answer", before=timedelta(days=n)) for n in range(1, 6)]
    assert stands(facts(*tries), rules=ANYTIME)[1] == "retry"
    assert facts(*tries, call("reached", before=timedelta(days=3, hours=1))).unanswered_run == 3
    assert facts(*tries, decided=decided(before=timedelta(days=2, hours=1))).unanswered_run == 2


# -- the order -------------------------------------------------------------------------------------------------------


def due(known, now=NOW):
    found = place(known, now, ANYTIME)
    assert isinstance(found, Due), found
    return (found.tier, *found.key, known.id)


def in_order(*leads):
    return [known.id for known in sorted(leads, key=due)]


def named(name, known):
    return replace(known, id=name)


def test_earliest_promise_first():
    a = named("a", facts(call("callback_promised", before=DAY, until=NOW - SECOND)))
    b = named("b", facts(call("callback_promised", before=2 * DAY, until=NOW - 2 * SECOND)))
    assert in_order(a, b) == ["b", "a"]


def test_a_hot_signal_dated_ahead_is_hot_until_the_lead_is_worked_and_then_on_its_date():
    ahead = NOW + 400 * DAY
    assert stands(facts(hot_at=ahead)) == ("Due", "hot")
    assert stands(facts(call("reached"), hot_at=ahead)) == ("Due", "undecided")
    assert stands(facts(call("no_answer"), hot_at=ahead)) == ("Waiting", "retry")
    excluded = Decided(NOW - DAY, Decision.NEVER, Route.EXCLUDE)
    assert stands(facts(decided=excluded, hot_at=ahead)) == ("Closed", "excluded")
    assert stands(facts(decided=excluded, hot_at=ahead), ahead) == ("Closed", "came_back")
    assert ahead in clock_instants(facts(decided=excluded, hot_at=ahead), RULES)


def test_most_recent_hot_signal_first():
    assert in_order(named("a", facts(hot_at=NOW - DAY)), named("b", facts(hot_at=NOW - SECOND))) == ["b", "a"]


def test_what_has_come_earliest_first_whatever_its_kind():
    callback = named("a", facts(call("callback_later", before=9 * DAY, until_day=date(2026, 11, 23))))
    nurture = named("b", facts(decided=decided(before=9 * DAY, until_day=date(2026, 11, 22))))
    undecided = named("c", facts(call("reached", before=timedelta(hours=30))))  # 23 November, 04:00
    assert in_order(callback, nurture, undecided) == ["b", "a", "c"]


def test_retries_by_score_then_fewer_attempts_then_older_last_call():
    once, twice = [call("busy", before=DAY)], [call("busy", before=DAY), call("busy", before=2 * DAY)]
    older = [call("busy", before=3 * DAY)]
    leads = [
        named("a", facts(*once, score=500)),
        named("b", facts(*twice, score=900)),
        named("c", facts(*older, score=500)),
        named("d", facts(*twice, score=500)),
    ]
    assert in_order(*leads) == ["b", "c", "a", "d"]


def test_never_called_by_score_with_those_presumed_out_last_then_older_import():
    leads = [
        named("a", facts(score=300)),
        named("b", facts(score=900, presumed_out=True)),
        named("c", facts(score=300, created_at=NOW - 20 * DAY)),
        named("d", facts(score=700)),
    ]
    assert in_order(*leads) == ["d", "c", "a", "b"]


def test_ties_end_with_the_id():
    assert in_order(named("b", FRESH), named("a", FRESH), named("c", FRESH)) == ["a", "b", "c"]


def test_which_outcomes_move_on_by_themselves():
    assert {o for o in Outcome if moves_on(o)} == UNANSWERED | {
        Outcome.WRONG_NUMBER, Outcome.OPPOSED, Outcome.LEFT_COMPANY,
    }  # fmt: skip
    assert not CONVERSATIONS & UNANSWERED


# -- against slow references -----------------------------------------------------------------------------------------

HOUR = timedelta(hours=1)
STEPS = st.integers(-24 * 20, 24 * 20).map(lambda n: NOW + n * timedelta(minutes=30))
PAST = st.integers(1, 24 * 20).map(lambda n: NOW - n * timedelta(minutes=30))
DAYS = st.integers(-10, 10).map(lambda n: NOW.date() + timedelta(days=n))


@st.composite
def attempts(draw):
    at = draw(PAST)
    outcome = draw(st.sampled_from([o for o in Outcome if o not in (Outcome.OPPOSED, Outcome.LEFT_COMPANY)]))
    until = at + draw(st.integers(1, 400)) * HOUR / 2 if outcome is Outcome.CALLBACK_PROMISED else None
    day = at.date() + timedelta(days=draw(st.integers(0, 10))) if outcome is Outcome.CALLBACK_LATER else None
    number = draw(st.sampled_from(["+33612345678", "+33199001234"])) if outcome is Outcome.WRONG_NUMBER else ""
    owner = draw(st.sampled_from(["", "Bo"])) if until or day else ""
    return Attempt(at, outcome, until, day, number, draw(st.booleans()) and draw(st.booleans()), owner=owner)


@st.composite
def decisions(draw):
    decision, route = draw(
        st.sampled_from([("now", "check_then_meeting"), ("now", "meeting"), ("now", "further_qualification"),
                         ("later", "nurture"), ("later", "nurture"), ("never", "exclude")])
    )  # fmt: skip
    return Decided(draw(PAST), Decision(decision), Route(route), draw(DAYS) if route == "nurture" else None)


@st.composite
def queue_facts(draw, name="a"):
    made = sorted(draw(st.lists(attempts(), max_size=7)), key=lambda a: a.at)
    return QueueFacts(
        name,
        NOW - draw(st.integers(0, 40)) * DAY,
        ZoneInfo(draw(st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kolkata"]))),
        ("+33612345678", "+33199001234")[: draw(st.integers(1, 2))],
        draw(st.integers(0, 3)) * 250,
        draw(st.booleans()),
        tuple(made),
        draw(st.one_of(st.none(), decisions())),
        draw(st.one_of(st.none(), PAST)),
        snoozed_until=draw(st.one_of(st.none(), STEPS)),
        claim=draw(st.one_of(st.none(), st.builds(Claim, st.just("Bo"), STEPS))),
    )


ANY_RULES = st.sampled_from([RULES, LIMITED])


@given(queue_facts(), st.lists(STEPS, min_size=2, max_size=6), ANY_RULES)
@many(max_examples=400)
def test_a_place_is_constant_between_the_instants_of_the_clock(known, instants, rules):
    edges = clock_instants(known, rules)
    for now in [*instants, *edges, *(e - SECOND for e in edges)]:
        earlier = max((e for e in edges if e <= now), default=None)
        if earlier is not None:
            assert place(known, now, rules) == place(known, earlier, rules)
        else:
            first = min(edges, default=now)
            assert place(known, now, rules) == place(known, min(now, first) - 400 * DAY, rules)


@given(queue_facts(), STEPS, ANY_RULES)
@many(max_examples=300)
def test_a_wait_ends_later_and_at_an_instant_of_the_clock(known, now, rules):
    found = place(known, now, rules)
    if isinstance(found, Waiting):
        assert found.until > now
        assert found.until in clock_instants(known, rules)


@given(queue_facts(), STEPS)
@many(max_examples=300)
def test_never_more_attempts_than_the_rule_allows_and_none_while_a_refusal_rests(known, now):
    """The calendar days gone through one by one, in the lead's zone: a lead that is due could be called today."""
    found = place(known, now, LIMITED)
    if not isinstance(found, Due) or found.tier == 1:
        return
    today = now.astimezone(known.zone).date()
    days = [a.at.astimezone(known.zone).date() for a in known.attempts]
    within = [d for d in days if (today - d).days < LIMITED.in_days]
    assert len(within) < LIMITED.most_attempts
    refused = [d for d, a in zip(days, known.attempts, strict=True) if a.outcome == "not_interested"]
    assert all((today - d).days > LIMITED.refusal_days for d in refused)


@given(queue_facts(), STEPS)
@many(max_examples=200)
def test_calling_hours_only_ever_hold_back_what_is_due_and_no_promise(known, now):
    placed, hours = place(known, now, RULES), HOURS.in_zone(known.zone)
    found = within_hours(placed, now, hours)
    if isinstance(placed, Due) and placed.tier > 1 and not hours.is_open(now):
        assert isinstance(found, Waiting)
        assert found.until > now
    else:
        assert found == placed


@given(queue_facts(), STEPS)
@many(max_examples=300)
def test_a_slow_reading_of_the_written_order_agrees(known, now):
    """The first of the written conditions that holds, read again from the page and not from the code."""
    found = place(known, now, RULES)
    worked = bool(known.attempts or known.decided)
    hot_at = known.hot_at if known.hot_at and (known.hot_at <= now or not worked) else None  # one dated ahead waits
    hot_new = hot_at and not any(a.outcome in CONVERSATIONS and a.at >= hot_at for a in known.attempts)
    if known.decided and known.decided.decision == "never":
        assert isinstance(found, Closed)
        assert (found.code == "came_back") == bool(hot_at and hot_at > known.decided.at)
        return
    if known.decided and known.decided.route == "meeting":
        assert found.code == "handed_over"
        return
    wrong = {a.number for a in known.attempts if a.outcome == "wrong_number"}
    if set(known.numbers) <= wrong:
        assert found.code == "nothing_to_dial"
        return
    promises = []
    for attempt in known.attempts:
        if attempt.replaces_promises:
            promises = []
        promises = [p for p in promises if p.until > attempt.at]
        if attempt.outcome == "callback_promised":
            promises.append(attempt)
    mine = [p.until for p in promises if not p.owner] + [p.until + QUARTER for p in promises if p.owner]
    promise = min(mine, default=None)
    others = promise is not None and promise not in [p.until for p in promises if not p.owner]
    if known.claim and known.claim.until > now:
        assert found.code == "claimed"
    elif promise and promise <= now:
        assert isinstance(found, Due)
        assert found.tier == 1
    elif others and promise - QUARTER <= now:
        assert (found.code, found.until) == ("claimed", promise)
    elif known.snoozed_until and known.snoozed_until > now:
        assert found.code == "snoozed"
    elif promise:
        assert found.code == "promise"
        assert isinstance(found, Waiting)
    elif isinstance(found, Waiting) and found.code == "claimed":
        talk = [a for a in known.attempts if a.outcome in CONVERSATIONS][-1]
        day = talk.until_day + DAY
        assert talk.owner == found.params["by"] == "Bo"
        assert found.until == datetime(day.year, day.month, day.day, tzinfo=known.zone)
    elif isinstance(found, Due):
        assert (found.tier == 2) == bool(hot_new)
        assert (found.tier == 5) == (found.code == "never_called")
    else:
        assert found.code in ("callback", "nurture", "retry", "rest", "further")
        if hot_new and found.code == "nurture":
            assert known.decided.at >= hot_at


@given(st.lists(queue_facts(), min_size=2, max_size=8))
@many(max_examples=200)
def test_order_within_a_tier_is_that_of_a_slow_sort(leads):
    leads = [replace(known, id=chr(ord("a") + n)) for n, known in enumerate(leads)]
    placed = {known.id: place(known, NOW, ANYTIME) for known in leads}
    for tier in range(1, 6):
        mine = [k for k in leads if isinstance(placed[k.id], Due) and placed[k.id].tier == tier]
        fast = sorted(mine, key=lambda k: (*placed[k.id].key, k.id))
        assert [k.id for k in fast] == [k.id for k in slowly(tier, mine, placed)]


def slowly(tier, leads, placed):
    """One stable sort after another, the least important first: as a person would sort cards."""
    leads = sorted(leads, key=lambda k: k.id)
    if tier == 1:
        return sorted(leads, key=lambda k: k.promise.until)
    if tier == 2:
        return sorted(leads, key=lambda k: k.hot_at, reverse=True)
    if tier == 3:
        return sorted(leads, key=lambda k: since(k, placed[k.id]))
    if tier == 4:
        leads = sorted(leads, key=lambda k: k.attempts[-1].at)
        leads = sorted(leads, key=lambda k: len(k.attempts))
        return sorted(leads, key=lambda k: -k.score)
    leads = sorted(leads, key=lambda k: k.created_at)
    leads = sorted(leads, key=lambda k: -k.score)
    return sorted(leads, key=lambda k: k.presumed_out)


def since(known, found):
    """Since when a lead of the third tier is due: the midnight of its day, its last talk, or its decision."""
    if "day" in found.params:
        return datetime.combine(found.params["day"], time(0), known.zone).astimezone(UTC)
    return found.params["at"]
