"""Working time exact to the minute: tables worked out on paper, and against a count minute by minute."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.working_time import (
    ALWAYS,
    BadStretch,
    Half,
    NeverOpen,
    WorkCalendar,
    check_stretches,
    common_week,
    day_start,
    said_stretch,
    stretch_of,
)
from tests.domain.minutes import Hours
from tests.support import PARIS, paris

NEW_YORK = "America/New_York"
LONDON = "Europe/London"
HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2026, 11, 11), date(2026, 5, 1), date(2026, 10, 26)})
MORNINGS = frozenset({date(2026, 12, 24), date(2026, 12, 31)})

NINE_TO_SIX = ("09:00-18:00",) * 5 + ("", "")
SPLIT = ("09:00-12:00 14:00-18:00",) * 5 + ("", "")
NIGHT = ("01:00-05:00",) * 7
HALF_PAST = ("02:30-03:00",) * 7
SHOP = ("",) + ("08:30-19:00",) * 4 + ("09:00-12:30", "")
ROUND = ("00:00-24:00",) * 7
WEEKS = {"office": NINE_TO_SIX, "split": SPLIT, "night": NIGHT, "half_past": HALF_PAST, "shop": SHOP, "round": ROUND}


def calendar_of(hours):
    """Our calendar of the hours a person wrote."""
    week = {n: tuple(stretch_of(s) for s in said.split()) for n, said in enumerate(hours.days)}
    halves = dict.fromkeys(hours.mornings, Half.MORNING)
    return WorkCalendar(week, ZoneInfo(hours.zone), {d: {"en": "off", "fr": "off"} for d in hours.off}, halves)


def office(zone="Europe/Paris", week=NINE_TO_SIX, off=HOLIDAYS, mornings=MORNINGS):
    return calendar_of(Hours(week, zone, off, mornings))


def wall(at, zone):
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


# -- worked out on paper ---------------------------------------------------------------------------------------------

MINUTES = [
    # week, zone, start (local), minutes, end (local)
    ("office", "Europe/Paris", "2026-11-28 15:00", 60, "2026-11-30 10:00"),  # Saturday 15:00, one hour: Monday 10:00
    ("office", "Europe/Paris", "2026-11-24 10:00", 60, "2026-11-24 11:00"),
    ("office", "Europe/Paris", "2026-11-24 17:30", 60, "2026-11-25 09:30"),
    ("office", "Europe/Paris", "2026-11-24 17:00", 60, "2026-11-24 18:00"),  # to the last minute of the day
    ("office", "Europe/Paris", "2026-11-24 17:00", 61, "2026-11-25 09:01"),
    ("office", "Europe/Paris", "2026-11-27 17:59", 2, "2026-11-30 09:01"),
    ("office", "Europe/Paris", "2026-11-24 07:00", 0, "2026-11-24 09:00"),
    ("office", "Europe/Paris", "2026-11-24 12:34", 0, "2026-11-24 12:34"),
    ("office", "Europe/Paris", "2026-11-24 18:00", 0, "2026-11-25 09:00"),  # the end is not within
    ("office", "Europe/Paris", "2026-11-10 17:30", 60, "2026-11-12 09:30"),  # Armistice on a Wednesday
    ("office", "Europe/Paris", "2026-12-24 12:30", 60, "2026-12-28 09:30"),  # a half day, Christmas, a weekend
    ("office", "Europe/Paris", "2026-12-24 14:00", 30, "2026-12-28 09:30"),
    ("office", "Europe/Paris", "2026-12-31 09:00", 240, "2026-12-31 13:00"),
    ("office", "Europe/Paris", "2026-12-31 09:00", 241, "2027-01-04 09:01"),  # over the year's end
    ("office", "Europe/Paris", "2028-02-28 17:30", 60, "2028-02-29 09:30"),  # the leap day is a Tuesday
    ("office", "Europe/Paris", "2027-02-26 17:30", 60, "2027-03-01 09:30"),  # and 2027 has none
    ("office", "Europe/Paris", "2026-10-23 17:30", 60, "2026-10-27 09:30"),  # the clock goes back, then a day off
    ("office", "Europe/Paris", "2026-03-27 17:30", 60, "2026-03-30 09:30"),  # the clock goes forward
    ("office", NEW_YORK, "2026-03-06 17:30", 60, "2026-03-09 09:30"),
    ("office", NEW_YORK, "2026-10-30 17:30", 60, "2026-11-02 09:30"),
    ("office", LONDON, "2026-10-23 17:59", 1, "2026-10-23 18:00"),
    ("split", "Europe/Paris", "2026-11-24 11:30", 60, "2026-11-24 14:30"),
    ("split", "Europe/Paris", "2026-11-24 12:30", 1, "2026-11-24 14:01"),
    ("split", "Europe/Paris", "2026-11-24 09:00", 180, "2026-11-24 12:00"),
    ("split", "Europe/Paris", "2026-11-24 09:00", 421, "2026-11-25 09:01"),
    ("split", "Europe/Paris", "2026-12-24 11:30", 60, "2026-12-28 09:30"),  # no afternoon on the 24th
    ("shop", "Europe/Paris", "2026-11-28 12:00", 60, "2026-12-01 09:00"),  # closed on Sunday and Monday
    ("shop", "Europe/Paris", "2026-11-23 10:00", 0, "2026-11-24 08:30"),
    # On 25 October 2026, 01:00–05:00 in Paris has five hours; on 29 March it has three.
    ("night", "Europe/Paris", "2026-10-25 01:00", 300, "2026-10-25 05:00"),
    ("night", "Europe/Paris", "2026-10-25 01:00", 301, "2026-10-27 01:01"),  # the 26th is off here
    ("night", "Europe/Paris", "2026-03-29 01:00", 180, "2026-03-29 05:00"),
    ("night", "Europe/Paris", "2026-03-29 01:00", 240, "2026-03-30 02:00"),
    ("night", LONDON, "2026-10-25 01:00", 300, "2026-10-25 05:00"),  # 01:00 to 02:00 twice
    ("night", LONDON, "2026-03-29 00:30", 1, "2026-03-29 02:01"),  # 01:00 to 02:00 never
    ("night", NEW_YORK, "2026-11-01 01:00", 300, "2026-11-01 05:00"),
    ("night", NEW_YORK, "2026-03-08 01:00", 61, "2026-03-08 03:01"),
    ("half_past", "Europe/Paris", "2026-10-25 00:00", 30, "2026-10-25 02:00"),  # at three it is two again
    ("half_past", "Europe/Paris", "2026-10-25 00:00", 60, "2026-10-25 03:00"),  # half past two came twice
    ("half_past", "Europe/Paris", "2026-03-29 00:00", 10, "2026-03-30 02:40"),  # the clock skips it
    ("round", "Europe/Paris", "2026-10-24 12:00", 24 * 60, "2026-10-25 11:00"),
    ("round", "Europe/Paris", "2026-03-28 12:00", 24 * 60, "2026-03-29 13:00"),
]


@pytest.mark.parametrize(("week", "zone", "start", "minutes", "end"), MINUTES)
def test_working_minutes_pass_only_while_open(week, zone, start, minutes, end):
    begun = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    assert wall(office(zone, WEEKS[week]).add_minutes(begun, minutes), zone) == end


def test_half_past_two_comes_twice_when_the_clock_goes_back():
    night, start = office(week=HALF_PAST), datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert night.add_minutes(start, 30) == datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 03:00, which reads 02:00 at once
    assert night.next_open(night.add_minutes(start, 30)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert night.add_minutes(start, 60) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


DAYS = [
    ("office", "2026-11-24 10:00", 1, "2026-11-25 10:00"),
    ("office", "2026-11-27 10:00", 1, "2026-11-30 10:00"),
    ("office", "2026-11-28 10:00", 1, "2026-11-30 10:00"),
    ("office", "2026-11-24 10:00", 5, "2026-12-01 10:00"),
    ("office", "2026-11-24 10:00", 0, "2026-11-24 10:00"),
    ("office", "2026-11-24 20:00", 0, "2026-11-25 09:00"),
    ("office", "2026-11-24 20:00", 1, "2026-11-26 09:00"),  # 20:00 on the 25th is closed
    ("office", "2026-11-24 07:00", 1, "2026-11-25 09:00"),
    ("office", "2026-12-23 15:00", 1, "2026-12-28 09:00"),  # the 24th counts, its afternoon is off
    ("office", "2026-12-23 10:00", 2, "2026-12-28 10:00"),
    ("office", "2026-12-31 10:00", 1, "2027-01-04 10:00"),
    ("office", "2028-02-28 10:00", 1, "2028-02-29 10:00"),
    ("office", "2026-10-23 10:00", 1, "2026-10-27 10:00"),
    ("office", "2026-11-24 10:00", 30, "2027-01-07 10:00"),  # two Fridays off on the way
    ("split", "2026-11-24 13:00", 1, "2026-11-25 14:00"),
    ("shop", "2026-11-27 15:00", 1, "2026-12-01 08:30"),  # Saturday afternoon is closed
    ("night", "2026-03-28 02:30", 1, "2026-03-29 03:30"),  # half past two is skipped
    ("night", "2026-10-24 02:30", 1, "2026-10-25 02:30"),
]


@pytest.mark.parametrize(("week", "start", "days", "end"), DAYS)
def test_working_days_keep_the_time_on_the_wall(week, start, days, end):
    begun = datetime.fromisoformat(start).replace(tzinfo=PARIS)
    assert wall(office(week=WEEKS[week]).add_days(begun, days), "Europe/Paris") == end


HALVES = [
    ("office", "2026-11-24 10:00", 1, "2026-11-24 13:00"),
    ("office", "2026-11-24 10:00", 2, "2026-11-25 09:00"),
    ("office", "2026-11-24 15:00", 1, "2026-11-25 09:00"),
    ("office", "2026-11-27 15:00", 1, "2026-11-30 09:00"),
    ("office", "2026-11-28 15:00", 1, "2026-11-30 09:00"),
    ("office", "2026-11-24 10:00", 0, "2026-11-24 10:00"),
    ("office", "2026-12-24 10:00", 1, "2026-12-28 09:00"),
    ("office", "2026-12-23 10:00", 3, "2026-12-28 09:00"),
    ("split", "2026-11-24 10:00", 1, "2026-11-24 14:00"),
    ("shop", "2026-11-27 15:00", 1, "2026-11-28 09:00"),
    ("shop", "2026-11-28 10:00", 1, "2026-12-01 08:30"),
    ("night", "2026-11-24 02:00", 1, "2026-11-25 01:00"),  # nothing is open in the afternoon
]


@pytest.mark.parametrize(("week", "start", "halves", "end"), HALVES)
def test_half_days_are_those_that_are_worked(week, start, halves, end):
    begun = datetime.fromisoformat(start).replace(tzinfo=PARIS)
    assert wall(office(week=WEEKS[week]).add_half_days(begun, halves), "Europe/Paris") == end


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-24 09:00", "2026-11-24 18:00", 9),
        ("2026-11-24 00:00", "2026-11-25 00:00", 9),
        ("2026-11-27 17:00", "2026-11-30 10:00", 2),
        ("2026-11-28 00:00", "2026-11-30 00:00", 0),
        ("2026-12-24 09:00", "2026-12-28 10:00", 5),
        ("2026-11-24 12:00", "2026-11-24 11:00", -1),
        # 52 weeks of five days and a Monday, less 1 May, 26 October and 11 November
        ("2025-11-24 00:00", "2026-11-24 00:00", 9 * (52 * 5 + 1 - 3)),
    ],
)
def test_working_time_between_two_instants(start, end, hours):
    found = office().elapsed(paris(start.replace(" ", "T")), paris(end.replace(" ", "T")))
    assert found == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("at", "closes"),
    [
        ("2026-11-24 08:00", "2026-11-24 18:00"),
        ("2026-11-24 17:59", "2026-11-24 18:00"),
        ("2026-11-24 18:00", None),
        ("2026-11-28 10:00", None),
        ("2026-12-24 09:00", "2026-12-24 13:00"),
        ("2026-12-25 09:00", None),
    ],
)
def test_the_end_of_the_day_s_opening(at, closes):
    found = office().closes_today(datetime.fromisoformat(at).replace(tzinfo=PARIS))
    assert (found and wall(found, "Europe/Paris")) == closes


# -- against the count minute by minute ------------------------------------------------------------------------------

STARTS = [
    ("Europe/Paris", "2026-03-27 16:40"),  # before the clock goes forward
    ("Europe/Paris", "2026-03-29 00:10"),
    ("Europe/Paris", "2026-10-24 23:50"),  # before it goes back
    ("Europe/Paris", "2026-10-25 03:10"),
    ("Europe/Paris", "2026-11-28 15:00"),  # a Saturday
    ("Europe/Paris", "2026-12-24 12:45"),  # a half day, then Christmas
    ("Europe/Paris", "2026-12-31 23:59"),  # the year's end
    ("Europe/Paris", "2028-02-28 17:30"),  # before the leap day
    (LONDON, "2026-03-28 17:59"),
    (LONDON, "2026-10-25 00:30"),
    (NEW_YORK, "2026-03-08 00:30"),
    (NEW_YORK, "2026-11-01 00:59"),
    (NEW_YORK, "2026-12-24 09:00"),
]
OPERATIONS = [("next_open", None), ("add_minutes", 95), ("add_minutes", 600), ("add_days", 2), ("add_half_days", 3),
              ("closes_today", None)]  # fmt: skip
CASES = [(w, z, s, o, n) for (w, (z, s), (o, n)) in product(WEEKS, STARTS, OPERATIONS)]


def both(hours, at, operation, amount):
    arguments = (at,) if amount is None else (at, amount)
    return getattr(calendar_of(hours), operation)(*arguments), getattr(hours, operation)(*arguments)


def test_the_table_is_as_long_as_was_promised():
    assert len(CASES) + len(MINUTES) + len(DAYS) + len(HALVES) >= 300


@pytest.mark.parametrize(("week", "zone", "start", "operation", "amount"), CASES)
def test_a_case_of_the_table_is_what_a_count_of_minutes_says(week, zone, start, operation, amount):
    hours = Hours(WEEKS[week], zone, HOLIDAYS, MORNINGS)
    at = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    fast, slow = both(hours, at, operation, amount)
    assert fast == slow, (wall(fast, zone), wall(slow, zone))


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize(("zone", "start"), STARTS)
def test_the_working_time_of_three_days_is_what_a_count_of_minutes_says(week, zone, start):
    hours = Hours(WEEKS[week], zone, HOLIDAYS, MORNINGS)
    at = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    end = at + timedelta(days=3, minutes=17)
    assert calendar_of(hours).elapsed(at, end) == timedelta(minutes=hours.elapsed(at, end))


ZONES = ["Europe/Paris", LONDON, NEW_YORK, "Asia/Kolkata", "America/Havana", "Australia/Lord_Howe", "America/Nuuk",
         "Africa/Cairo"]  # fmt: skip


def said(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def written_hours(draw):
    days = []
    for _ in range(7):
        cuts = sorted(draw(st.sets(st.integers(0, 96), max_size=4)))
        stretches = zip(cuts[::2], cuts[1::2], strict=False)
        days.append(" ".join(f"{said(a * 15)}-{said(b * 15)}" for a, b in stretches))
    if not any(days):
        days[draw(st.integers(0, 6))] = "09:00-10:00"
    zone = draw(st.sampled_from(ZONES))
    return Hours(tuple(days), zone)


CHANGES = [datetime(2026, 3, 8), datetime(2026, 3, 29), datetime(2026, 4, 5), datetime(2026, 10, 4),
           datetime(2026, 10, 25), datetime(2026, 10, 30), datetime(2026, 11, 1), datetime(2026, 6, 15)]  # fmt: skip


def test_an_hour_that_comes_twice_is_told_apart_even_within_one_zone():
    first, second = paris("2026-10-25T02:30"), paris("2026-10-25T02:30").replace(fold=1)
    round_the_clock = WorkCalendar(ALWAYS.week, PARIS)
    assert round_the_clock.elapsed(first, second) == timedelta(hours=1)
    assert round_the_clock.elapsed(second, first) == -timedelta(hours=1)


@given(
    written_hours(),
    st.sampled_from(CHANGES),
    st.integers(-3 * 1440, 1440),
    st.one_of(
        st.tuples(st.just("next_open"), st.none()),
        st.tuples(st.just("closes_today"), st.none()),
        st.tuples(st.just("add_minutes"), st.integers(0, 900)),
        st.tuples(st.just("add_days"), st.integers(0, 2)),
        st.tuples(st.just("add_half_days"), st.integers(1, 3)),
    ),
)
@many(max_examples=150)
def test_any_hours_give_what_a_count_of_minutes_says(hours, day, shift, act):
    at = (day + timedelta(minutes=shift)).replace(tzinfo=UTC)
    fast, slow = both(hours, at, *act)
    assert fast == slow


@given(written_hours(), st.sampled_from(CHANGES), st.integers(-3 * 1440, 1440), st.integers(0, 4000))
@many(max_examples=100)
def test_working_time_added_is_the_working_time_that_has_passed(hours, day, shift, length):
    at = (day + timedelta(minutes=shift)).replace(tzinfo=UTC)
    ours = calendar_of(hours)
    end = ours.add_minutes(at, length)
    assert ours.elapsed(at, end) == timedelta(minutes=length)
    assert ours.is_open(at) == hours.is_open(at)


# -- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["22:00-02:00", "09:00-09:00", "9:00-12:00", "09:00", "09:00-25:00", "", "a-b"])
def test_a_stretch_over_midnight_or_of_nothing_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        stretch_of(text)


def test_stretches_that_overlap_or_fall_back_are_refused():
    for stretches in ([(540, 720), (700, 900)], [(840, 900), (540, 720)], [(0, 1441)], [(-1, 5)]):
        with pytest.raises(BadStretch):
            check_stretches(stretches)
    with pytest.raises(BadStretch):
        WorkCalendar({0: ((600, 540),)}, PARIS)


def test_a_stretch_is_said_as_it_is_written():
    for text in ("00:00-24:00", "09:05-12:30"):
        assert said_stretch(stretch_of(text)) == text


NEVER = WorkCalendar({0: ()}, PARIS)
EVERY_DAY_OFF = WorkCalendar(
    {0: ((540, 600),)}, PARIS, {date(2026, 1, 5) + timedelta(days=7 * n): {} for n in range(200)}
)


@pytest.mark.parametrize("calendar", [NEVER, EVERY_DAY_OFF])
def test_a_calendar_without_a_working_day_is_an_error_and_no_endless_loop(calendar):
    at = paris("2026-11-24T10:00")
    assert not calendar.is_open(at)
    assert calendar.closes_today(at) is None
    for act in (
        lambda: calendar.next_open(at),
        lambda: calendar.add_minutes(at, 1),
        lambda: calendar.add_days(at, 1),
        lambda: calendar.add_half_days(at, 1),
        lambda: calendar.working_day_after(at, 1),
    ):
        with pytest.raises(NeverOpen):
            act()
    assert calendar.elapsed(at, at + timedelta(days=300)) == timedelta(0)


def test_the_last_day_of_the_calendar_ends_the_search():
    with pytest.raises(NeverOpen):
        office().next_open(datetime(9999, 12, 31, 12, tzinfo=UTC))


# -- the rest --------------------------------------------------------------------------------------------------------


def test_a_day_that_a_zone_skipped_is_never_open():
    apia = calendar_of(Hours(NINE_TO_SIX, "Pacific/Apia"))
    assert apia.openings(date(2011, 12, 30)) == ()
    assert len(apia.openings(date(2011, 12, 29))) == 1


def test_hours_are_kept_by_the_clocks_of_the_zone():
    at = paris("2026-11-24T10:00")  # 04:00 in New York
    assert office().is_open(at)
    away = office().in_zone(ZoneInfo(NEW_YORK))
    assert not away.is_open(at)
    assert wall(away.next_open(at), "Europe/Paris") == "2026-11-24 15:00"
    assert away.in_zone(away.zone) is away


def test_a_day_begins_at_midnight_where_the_lead_lives():
    assert day_start(date(2026, 7, 1), PARIS) == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert day_start(date(2026, 12, 1), ZoneInfo(NEW_YORK)) == datetime(2026, 12, 1, 5, tzinfo=UTC)


def test_what_two_weeks_have_in_common():
    first, second = {0: ((540, 720), (840, 1080)), 1: ((540, 720),)}, {0: ((600, 900),), 2: ((540, 720),)}
    assert {d: s for d, s in common_week(first, second).items() if s} == {0: ((600, 720), (840, 900))}


def test_always_is_open_at_any_instant_and_counts_real_time():
    at = paris("2026-10-25T02:30").astimezone(UTC)
    assert ALWAYS.is_open(at)
    assert ALWAYS.next_open(at) == at
    assert ALWAYS.add_minutes(at, 1441) == at.astimezone(UTC) + timedelta(minutes=1441)


def test_thirty_days_are_counted_by_day_and_not_by_second():
    counted = []

    class Counting(dict):
        def get(self, *key):
            counted.append(key)
            return super().get(*key)

    hours = WorkCalendar(Counting(dict.fromkeys(range(5), ((540, 1080),))), PARIS)
    assert hours.add_minutes(paris("2026-11-24T10:00"), 30 * 9 * 60) == paris("2027-01-05T10:00")
    assert len(counted) < 200
