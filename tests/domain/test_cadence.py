"""When a lead may be called, and how working time is counted: tables worked out on paper, DST included."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdrdesk.core.domain.calling_hours import ALWAYS, CallingHours, NeverOpen, day_start

from sdrdesk.core.domain.cadence import Cadence, Delay
from sdrdesk.core.domain.outcomes import Outcome
from tests.support import PARIS, paris

NINE_TO_SIX = CallingHours({day: ((time(9), time(18)),) for day in range(5)})
TWO_STRETCHES = CallingHours({day: ((time(9), time(12)), (time(14), time(18))) for day in range(5)})
WITH_HOLIDAY = CallingHours(NINE_TO_SIX.weekdays, frozenset({date(2026, 12, 25)}))
NEW_YORK = ZoneInfo("America/New_York")


def shown(at, zone=PARIS):
    return at.astimezone(zone).isoformat(timespec="minutes")[:16].replace("T", " ")


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("2026-11-24T08:59:59", False),
        ("2026-11-24T09:00", True),
        ("2026-11-24T11:59:59", True),
        ("2026-11-24T12:00", False),
        ("2026-11-24T14:00", True),
        ("2026-11-24T18:00", False),
        ("2026-11-28T10:00", False),  # a Saturday
    ],
)
def test_a_stretch_holds_its_beginning_and_not_its_end(at, open_):
    assert TWO_STRETCHES.is_open(paris(at), PARIS) is open_


def test_hours_are_those_of_the_lead_and_not_of_the_desk():
    at = paris("2026-11-24T10:00")  # 04:00 in New York
    assert NINE_TO_SIX.is_open(at, PARIS)
    assert not NINE_TO_SIX.is_open(at, NEW_YORK)
    assert shown(NINE_TO_SIX.next_open(at, NEW_YORK)) == "2026-11-24 15:00"


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-24T10:00", "2026-11-24 10:00"),
        ("2026-11-24T12:30", "2026-11-24 14:00"),
        ("2026-11-24T18:00", "2026-11-25 09:00"),
        ("2026-11-27T19:00", "2026-11-30 09:00"),  # Friday evening to Monday
    ],
)
def test_the_next_opening(at, opens):
    assert shown(TWO_STRETCHES.next_open(paris(at), PARIS)) == opens


def test_the_clocks_go_back_and_nine_is_still_nine():
    # Saturday 24 October 2026, 20:00 in summer time; Monday 26 opens at 09:00 in winter time, 08:00 UTC.
    assert NINE_TO_SIX.next_open(paris("2026-10-24T20:00"), PARIS) == datetime(2026, 10, 26, 8, tzinfo=UTC)
    # Forward: Friday 27 March 2026 19:00; Monday 30 opens at 09:00 in summer time, 07:00 UTC.
    assert NINE_TO_SIX.next_open(paris("2026-03-27T19:00"), PARIS) == datetime(2026, 3, 30, 7, tzinfo=UTC)


SUNDAYS = CallingHours({6: ((time(1), time(5)),)})


def test_working_time_on_the_day_the_clocks_change_is_real_time():
    # 25 October 2026, 01:00–05:00 in Paris has five hours; 29 March has three.
    back = paris("2026-10-25T01:00").astimezone(UTC)
    assert SUNDAYS.after_working(back, timedelta(hours=5), PARIS) == back + timedelta(hours=5)
    assert shown(SUNDAYS.after_working(back, timedelta(hours=5), PARIS)) == "2026-10-25 05:00"
    forward = paris("2026-03-29T01:00").astimezone(UTC)
    assert shown(SUNDAYS.after_working(forward, timedelta(hours=3), PARIS)) == "2026-03-29 05:00"
    assert shown(SUNDAYS.after_working(forward, timedelta(hours=4), PARIS)) == "2026-04-05 02:00"


@pytest.mark.parametrize(
    ("hours", "start", "minutes", "end"),
    [
        (NINE_TO_SIX, "2026-11-28T15:00", 60, "2026-11-30 10:00"),  # Saturday 15:00, one working hour: Monday 10:00
        (NINE_TO_SIX, "2026-11-24T10:00", 60, "2026-11-24 11:00"),
        (NINE_TO_SIX, "2026-11-24T17:30", 60, "2026-11-25 09:30"),
        (NINE_TO_SIX, "2026-11-24T17:00", 60, "2026-11-24 18:00"),  # to the last minute of the day
        (NINE_TO_SIX, "2026-11-27T17:59", 2, "2026-11-30 09:01"),
        (NINE_TO_SIX, "2026-11-24T10:00", 30 * 9 * 60, "2027-01-05 10:00"),  # thirty working days
        (TWO_STRETCHES, "2026-11-24T11:30", 60, "2026-11-24 14:30"),
        (WITH_HOLIDAY, "2026-12-24T17:30", 60, "2026-12-28 09:30"),  # Christmas is a Friday
        (NINE_TO_SIX, "2026-11-24T07:00", 0, "2026-11-24 09:00"),
        (ALWAYS, "2026-11-28T23:30", 60, "2026-11-29 00:30"),
    ],
)
def test_working_time_passes_only_while_open(hours, start, minutes, end):
    assert shown(hours.after_working(paris(start), timedelta(minutes=minutes), PARIS)) == end


@pytest.mark.parametrize(
    ("hours", "start", "days", "day"),
    [
        (NINE_TO_SIX, "2026-11-24T10:00", 1, "2026-11-25"),
        (NINE_TO_SIX, "2026-11-27T10:00", 1, "2026-11-30"),
        (NINE_TO_SIX, "2026-11-28T10:00", 1, "2026-11-30"),
        (NINE_TO_SIX, "2026-11-24T10:00", 5, "2026-12-01"),
        (NINE_TO_SIX, "2026-11-24T10:00", 0, "2026-11-24"),
        (WITH_HOLIDAY, "2026-12-24T10:00", 1, "2026-12-28"),
        (ALWAYS, "2026-11-27T10:00", 2, "2026-11-29"),
        (NINE_TO_SIX, "2026-11-24T23:59", 1, "2026-11-25"),
    ],
)
def test_working_days_are_counted_from_the_day_after(hours, start, days, day):
    assert hours.working_day_after(paris(start), days, PARIS) == date.fromisoformat(day)


NEVER = CallingHours({0: ()})


def test_hours_that_never_open_are_an_error_and_no_endless_loop():
    at = paris("2026-11-24T10:00")
    assert not NEVER.is_open(at, PARIS)
    with pytest.raises(NeverOpen):
        NEVER.next_open(at, PARIS)
    with pytest.raises(NeverOpen):
        NEVER.after_working(at, timedelta(minutes=1), PARIS)
    with pytest.raises(NeverOpen):
        NEVER.working_day_after(at, 1, PARIS)


def test_a_day_begins_at_midnight_where_the_lead_lives():
    assert day_start(date(2026, 7, 1), PARIS) == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert day_start(date(2026, 12, 1), NEW_YORK) == datetime(2026, 12, 1, 5, tzinfo=UTC)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.integers(0, 3000),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Havana"]),
)
def test_counting_working_time_minute_by_minute_gives_the_same(local, minutes, zone_name):
    zone = ZoneInfo(zone_name)
    start = local.replace(second=0, microsecond=0, tzinfo=zone).astimezone(UTC)
    end = TWO_STRETCHES.after_working(start, timedelta(minutes=minutes), zone)
    if (end - start) > timedelta(days=4):
        return  # the slow reference is for short stretches
    ticks = int((end - start) / timedelta(minutes=1))
    worked = sum(TWO_STRETCHES.is_open(start + timedelta(minutes=t), zone) for t in range(ticks))
    assert worked == minutes


# -- cadence ---------------------------------------------------------------------------------------------------------

CADENCE = Cadence(
    {
        Outcome.NO_ANSWER: Delay(days=1),
        Outcome.BUSY: Delay(minutes=60),
        Outcome.VOICEMAIL: Delay(days=2),
        Outcome.GATEKEEPER: Delay(days=1),
    }
)


@pytest.mark.parametrize(
    ("outcome", "unanswered", "at", "next_try", "rest"),
    [
        (Outcome.NO_ANSWER, 1, "2026-11-24T10:00", "2026-11-25 14:00", False),  # morning, then an afternoon
        (Outcome.NO_ANSWER, 1, "2026-11-24T12:59", "2026-11-25 14:00", False),
        (Outcome.NO_ANSWER, 1, "2026-11-24T13:00", "2026-11-25 09:30", False),  # afternoon, then a morning
        (Outcome.NO_ANSWER, 1, "2026-11-27T15:00", "2026-11-30 09:30", False),
        (Outcome.VOICEMAIL, 2, "2026-11-26T10:00", "2026-11-30 14:00", False),
        (Outcome.BUSY, 1, "2026-11-24T10:00", "2026-11-24 11:00", False),
        (Outcome.BUSY, 1, "2026-11-24T17:30", "2026-11-25 09:30", False),
        (Outcome.NO_ANSWER, 5, "2026-11-24T10:00", "2026-11-25 14:00", False),
        (Outcome.NO_ANSWER, 6, "2026-11-24T10:00", "2027-01-25 09:00", True),  # 60 days: Saturday 23 January → Monday
        (Outcome.BUSY, 7, "2026-11-24T10:00", "2027-01-25 09:00", True),
    ],
)
def test_when_to_try_again(outcome, unanswered, at, next_try, rest):
    until, resting = CADENCE.after_attempt(outcome, unanswered, paris(at), NINE_TO_SIX, PARIS)
    assert (shown(until), resting) == (next_try, rest)


def test_the_half_of_the_day_is_the_leads_own():
    # 16:00 in Paris is 10:00 in New York: the next try is in its afternoon.
    until, _rest = CADENCE.after_attempt(Outcome.NO_ANSWER, 1, paris("2026-11-24T16:00"), NINE_TO_SIX, NEW_YORK)
    assert shown(until, NEW_YORK) == "2026-11-25 14:00"
