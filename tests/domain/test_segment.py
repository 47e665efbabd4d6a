"""A segment: what may be asked of which field, how it is typed, and where it is wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.lead import COLUMNS
from sdrdesk.core.domain.segment import (
    FIELDS,
    LONGEST_WITHIN,
    Condition,
    Test,
    asked_of,
    check_segment,
    days_asked,
    read_condition,
    significant_digits,
)

TODAY = date(2026, 11, 24)


def test_every_column_of_a_lead_file_can_be_asked_of():
    assert set(COLUMNS) - {"tags"} <= set(FIELDS)
    assert {"tag", "stage", "temperature", "decision", "route", "reason", "campaign", "owner", "contact_kind", "signal",
            "next_date", "last_call", "score", "attempts"} <= set(FIELDS)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("city is Lyon", ("city", "is", "Lyon")),
        ("CITY IS  Le Mans", ("city", "is", "Le Mans")),
        ("city is not Lyon", ("city", "is_not", "Lyon")),
        ("city is-not Lyon", ("city", "is_not", "Lyon")),
        ("city is nothing", ("city", "is", "nothing")),
        ("company starts with Saint-Gobain", ("company", "starts_with", "Saint-Gobain")),
        ('company contains "du Rhône"', ("company", "contains", "du Rhône")),
        ("employees at_least 50", ("employees", "at_least", "50")),
        ("employees at least -5", ("employees", "at_least", "-5")),
        ("tags is salon", ("tag", "is", "salon")),
        ("email is not empty", ("email", "is_not_empty", "")),
        ("last_call within the last 7 days", ("last_call", "within", "the last 7 days")),
        ("last_call within_last 7 days", ("last_call", "within_last", "7")),
        ("next_date within next 3 jours", ("next_date", "within_next", "3")),
        ("signal is webinar within 30 days", ("signal", "is", "webinar within 30")),
        ("never called", ("last_call", "is_empty", "")),
        ("Called", ("last_call", "is_not_empty", "")),
        ("city", ("city", "", "")),
    ],
)
def test_a_condition_is_read_as_it_is_typed(typed, read):
    assert read_condition(typed) == Condition(*read)


@pytest.mark.parametrize(
    ("condition", "part", "code"),
    [
        (("colour", "is", "red"), "field", "unknown_field"),
        (("tags", "is", "red"), "field", "unknown_field"),
        (("city", "at_least", "5"), "test", "unknown_test"),
        (("city", "", ""), "test", "unknown_test"),
        (("stage", "is_empty", ""), "test", "unknown_test"),
        (("signal", "contains", "webinar"), "test", "unknown_test"),
        (("city", "is", "  "), "value", "needs_value"),
        (("city", "is_empty", "Lyon"), "value", "needs_no_value"),
        (("employees", "at_least", "many"), "value", "not_a_number"),
        (("employees", "at_least", "-5"), "value", "not_a_number"),
        (("phone", "contains", "abc"), "value", "not_a_number"),
        (("last_call", "before", "soon"), "value", "not_a_day"),
        (("last_call", "within_last", "0"), "value", "not_days"),
        (("last_call", "within_last", str(LONGEST_WITHIN + 1)), "value", "not_days"),
        (("last_call", "within_last", "²"), "value", "not_days"),
        (("stage", "is", "nowhere"), "value", "unknown_code"),
        (("signal", "is", "smoke"), "value", "unknown_code"),
        (("signal", "is", "webinar within x"), "value", "not_days"),
    ],
)
def test_a_bad_condition_is_named_with_its_place(condition, part, code):
    (fault,) = check_segment([Condition("city", "is", "Lyon"), Condition(*condition)])
    assert (fault.number, fault.part, fault.code) == (2, part, code)


def test_every_fault_is_named_not_only_the_first():
    faults = check_segment([Condition("a", "is", "b"), Condition("city", "is", "Lyon"), Condition("cost", "is", "b")])
    assert [(f.number, f.code) for f in faults] == [(1, "unknown_field"), (3, "not_a_number")]


VALUES = (
    st.sampled_from(["", "x", "12", "0", "2026-11-24", "webinar", "sql", "hot", "0612", "webinar within 3"]) | st.text()
)


@given(st.sampled_from(sorted(FIELDS)), st.sampled_from(list(Test)), VALUES)
def test_what_is_checked_can_be_typed_again_and_means_the_same(field, test, value):
    condition = Condition(field, test, value.strip())
    if (
        check_segment([condition])
        or set(value) & set('"“”')
        or value.strip().lower().endswith(("day", "days", "jour", "jours"))
    ):
        return
    assert test in asked_of(field)
    read = read_condition(f"{field} {test} {value}")
    if read.test == test:  # “is” with a value that begins with “not” reads as “is not”
        assert read == condition


@given(st.integers(1, LONGEST_WITHIN), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_within_n_days_holds_today_and_n_days_more(n, today):
    first, end = days_asked(Condition("last_call", Test.WITHIN_LAST, str(n)), today)
    assert (end - first, end) == (timedelta(n + 1), today + timedelta(1))
    first, end = days_asked(Condition("next_date", Test.WITHIN_NEXT, str(n)), today)
    assert (end - first, first) == (timedelta(n + 1), today)


def test_before_on_and_after_a_day_leave_no_day_out_and_share_none():
    before, on, after = (days_asked(Condition("last_call", t, "2026-11-24"), TODAY) for t in ("before", "is", "after"))
    assert before == (None, TODAY)
    assert on == (TODAY, TODAY + timedelta(1))
    assert after == (TODAY + timedelta(1), None)


def test_a_number_is_known_by_its_significant_digits():
    assert significant_digits("06 12 34") == "61234"
    assert significant_digits("+33 6 12 34") == "3361234"
    assert significant_digits("none") == ""
