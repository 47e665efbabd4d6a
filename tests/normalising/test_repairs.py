"""What spreadsheets do to phones, dates and codes: undone where certain, said where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.normalising.phones import e164
from sdrdesk.core.normalising.repairs import LOST_DIGITS, calendar_day, phone_number, postal_code, whole_number


@pytest.mark.parametrize(
    ("given", "text", "code"),
    [
        ("33612345678.0", "33612345678", "number_form"), ("33612345678,00", "33612345678", "number_form"),
        ("3.3612345678E+10", "33612345678", "number_form"), ("6,12345678e8", "612345678", "number_form"),
        ("3.36E+10", "3.36E+10", LOST_DIGITS), ("3,36E+10", "3,36E+10", LOST_DIGITS), ("3E+10", "3E+10", LOST_DIGITS),
        ("1.23456789012346E+17", "1.23456789012346E+17", LOST_DIGITS),
        ("0612345678", "0612345678", ""), ("1.5", "1.5", ""), ("1200.00", "1200.00", ""),
        ("E12", "E12", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_number_is_the_digits_it_was_or_said_to_have_lost_some(given, text, code):
    repair = whole_number(given)
    assert (repair.text, repair.code) == (text, code)


@pytest.mark.parametrize(
    ("given", "country", "text", "code"),
    [
        # French numbers lose a zero that the prefix of the country replaces anyway: as they stand they are valid.
        ("612345678", "FR", "612345678", ""), ("33612345678", "FR", "33612345678", ""),
        # An Italian fixed line keeps its zero abroad too.
        ("236714567", "IT", "0236714567", "lost_zero"),
        ("33612345678", "GB", "+33612345678", "lost_plus"), ("33612345678.0", "GB", "+33612345678", "lost_plus"),
        ("4915123456789", "FR", "+4915123456789", "lost_plus"), ("12015550123", "FR", "+12015550123", "lost_plus"),
        ("3.36E+10", "FR", "3.36E+10", LOST_DIGITS),
        ("12345", "FR", "12345", ""), ("0612345678", "FR", "0612345678", ""), ("06 12", "FR", "06 12", ""),
    ],
)  # fmt: skip
def test_a_phone_gets_back_the_zero_or_the_plus_that_a_spreadsheet_took(given, country, text, code):
    repair = phone_number(given, country)
    assert (repair.text, repair.code) == (text, code)


@given(st.integers(600_000_000, 799_999_999), st.sampled_from(["{}", "{}.0", "33{}", "33{}.0", "0{}", "+33{}"]))
def test_a_french_mobile_is_the_same_number_through_any_damage_that_loses_no_digit(number, form):
    expected = e164(f"0{number}", "FR")
    assert e164(phone_number(form.format(number), "FR").text, "FR") == expected


@pytest.mark.parametrize(
    ("given", "text", "code"),
    [
        # From 1899-12-30 to 2025-12-30 are 126 years with 31 leap days, 46,021 days; then 307 to 2026-11-02.
        ("46328", "2026-11-02", "day_count"), ("46328.0", "2026-11-02", "day_count"),
        ("46328.5", "2026-11-02T12:00", "day_count"), ("46328,604166667", "2026-11-02T14:30", "day_count"),
        ("25569", "1970-01-01", "day_count"), ("73050", "2099-12-31", "day_count"),
        ("2026", "2026", ""), ("20261102", "20261102", ""), ("12345", "12345", ""), ("99999", "99999", ""),
        ("02/11/2026", "02/11/2026", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_count_of_days_is_the_day_and_nothing_else_is(given, text, code):
    repair = calendar_day(given)
    assert (repair.text, repair.code) == (text, code)


@pytest.mark.parametrize(
    ("given", "country", "text", "code"),
    [
        ("1000", "FR", "01000", "lost_zero"), ("69001", "FR", "69001", ""), ("69001.0", "FR", "69001", "number_form"),
        ("2134", "US", "02134", "lost_zero"), ("1000", "BE", "1000", ""), ("1000", "", "1000", ""),
        ("SW1A 1AA", "GB", "SW1A 1AA", ""), ("2A004", "FR", "2A004", ""),
    ],
)  # fmt: skip
def test_a_postal_code_gets_back_its_zero_where_all_have_as_many_digits(given, country, text, code):
    repair = postal_code(given, country)
    assert (repair.text, repair.code) == (text, code)
