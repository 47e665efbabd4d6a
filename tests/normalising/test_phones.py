"""What is kept of one number and said of another is what the library says of that other too."""

import csv
import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.normalising.number_classes import home_classes
from sdrdesk.core.normalising.number_patterns import Look, UnreadPatternError, pattern_of
from sdrdesk.core.normalising.phones import LineKind, beginnings, country_of, e164, line_kind
from tests.normalising.number_spellings import spellings
from tests.support import shared

_EXTENSION = re.compile(r"(?i)[\s,;]*(?:poste|ext(?:ension)?|x|#)\.?\s*\d{1,6}\s*$")
_FLOAT = re.compile(r"^\+?\d+(?:[.,]\d+)?E\+?\d+$|^\d+\.0$", re.IGNORECASE)


def by_the_library(text, country):
    """Every number parsed by the library, as the program did before it kept its answers; rounded ones are none."""
    given = _EXTENSION.sub("", text.strip())
    given = given.replace("\u202f", " ").replace("\u2009", " ").replace("\u2007", " ")
    if not any(c.isdigit() for c in given):
        return None
    if _FLOAT.match(given):
        mantissa, _, power = given.lower().lstrip("+").partition("e")
        digits = mantissa.replace(",", ".").removesuffix(".0" if not power else "").replace(".", "")
        before = re.split("[.,]", mantissa)[0]
        if (len(before), len(digits)) != (1, int(power) + 1) if power else len(digits) < 5:
            return None  # rounded, or no number that a spreadsheet wrote
        given = digits
    if given.startswith("00") and not given.startswith("000"):
        given = "+" + given[2:]
    try:
        number = phonenumbers.parse(given, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    number.extension = None
    if number.country_code == 33:
        number = where_it_lies(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def where_it_lies(number):
    """A number of the French plan: the one of a department overseas that lies behind it, else itself."""
    begins = {
        "RE": r"02[67][23]|069[23]",
        "YT": "0269|0639",
        "GP": "0590|069[01]",
        "GF": "0[56]94",
        "MQ": "0596|069[67]",
    }
    national = f"0{number.national_number}"
    for region, begin in begins.items():
        there = phonenumbers.parse(national, region)
        if re.match(begin, national) and phonenumbers.is_valid_number(there):
            return there
    return number


def differing(seed, count):
    return [
        (text, country, got, said)
        for text, country in spellings(seed, count)
        if (got := e164(text, country)) != (said := by_the_library(text, country))
    ]


def test_numbers_are_read_as_the_library_reads_them():
    assert differing(1, 20_000) == []


@pytest.mark.parametrize(
    ("given", "number", "country"),
    [
        ("0692 12 34 56", "+262692123456", "RE"),
        ("+33 6 92 12 34 56", "+262692123456", "RE"),
        ("0262201234", "+262262201234", "RE"),
        ("0639 01 23 45", "+262639012345", "YT"),
        ("0269601234", "+262269601234", "YT"),
        ("0690 00 12 34", "+590690001234", "GP"),
        ("0694201234", "+594694201234", "GF"),
        ("0596 60 12 34", "+596596601234", "MQ"),
        ("0696201234", "+596696201234", "MQ"),
        ("0639980001", "+33639980001", "FR"),  # one of those that ARCEP keeps for films
        ("0612345678", "+33612345678", "FR"),
    ],
)
def test_a_number_of_the_french_plan_that_lies_overseas_is_called_there(given, number, country):
    assert (e164(given, "FR"), country_of(number)) == (number, country)
    assert e164(number, "FR") == number
    assert any(number.startswith(begin) for begin in beginnings(given[:6], {"FR"}))


def kind_by_the_library(number):
    kind = phonenumbers.number_type(phonenumbers.parse(number, None))
    types = phonenumbers.PhoneNumberType
    if kind in (types.MOBILE, types.PERSONAL_NUMBER, types.PAGER):
        return LineKind.MOBILE
    if kind in (types.FIXED_LINE_OR_MOBILE, types.VOICEMAIL, types.UNKNOWN):
        return LineKind.UNKNOWN
    return LineKind.FIXED


def misplaced(seed, count):
    numbers = {number for text, country in spellings(seed, count) if (number := e164(text, country))}
    return [
        number
        for number in sorted(numbers)
        if (line_kind(number), country_of(number))
        != (kind_by_the_library(number), phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "")
    ]


def test_what_a_number_is_and_whose_is_what_the_library_says():
    assert misplaced(1, 800) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 5))
def test_what_a_hundred_thousand_more_numbers_are_is_what_the_library_says(seed):
    assert misplaced(seed, 100_000) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_hundred_thousand_more_numbers_are_read_as_the_library_reads_them(seed):
    assert differing(seed, 100_000) == []


def test_the_numbers_made_up_are_worth_reading():
    read = [e164(text, country) for text, country in spellings(1, 5_000)]
    assert 0.4 < sum(r is not None for r in read) / len(read) < 0.9
    assert len({r[:3] for r in read if r}) > 50


def test_every_valid_number_of_every_country_is_read_however_the_library_writes_it():
    with shared("data", "reference", "phone_examples.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wrong = [
        (row["region"], spelling, row[spelling], row["e164"])
        for row in rows
        for spelling in ("e164", "international", "national", "rfc3966")
        if e164(row[spelling], row["region"]) not in ({row["e164"]} if row["valid"] == "True" else {row["e164"], None})
        and (row["valid"] == "True" or spelling != "national")
    ]
    assert (len(rows), wrong) == (1077, [])


def test_a_narrow_space_is_a_space():
    assert e164("06\u202f12\u202f34\u202f56\u202f78", "FR") == "+33612345678"
    assert e164("+33\u20096\u200912\u200934\u200956\u200978", "") == "+33612345678"


@pytest.mark.parametrize(
    ("pattern", "digits", "depth"),
    [
        (r"[1-9]\d{8}", "612345678", 1),
        (r"0|180020", "07912", 1),
        (r"0|180020", "18002099", 6),
        (r"0|180020", "18112099", 3),
        (r"(?:51|[6-9]\d)\d{2}", "5123", 2),
        (r"(?:51|[6-9]\d)\d{2}", "6123", 1),
        (r"(15(?:0[06]|1[12])\d)?", "1507123", 4),
        (r"1\d?(?:23)?", "123", 3),
        (r"\d{2}[0-9]\d?5", "12345", 5),
        (r"\d{4}[0-9]", "12345", 0),
    ],
)
def test_a_pattern_looks_no_further_than_it_names_digits(pattern, digits, depth):
    assert Look(pattern_of(pattern)).depth(digits) == depth


@given(
    st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)),
    st.text("0123456789", min_size=1, max_size=16),
    st.text("0123456789", min_size=16, max_size=16),
)
def test_what_a_pattern_does_not_look_at_changes_nothing(region, digits, others):
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    for kind in (metadata.general_desc, metadata.mobile, metadata.fixed_line):
        text = kind.national_number_pattern if kind else None
        if text:
            depth = Look(pattern_of(text)).depth(digits)
            other = digits[:depth] + others[: len(digits) - depth]
            for end in range(len(digits) + 1):
                assert bool(re.fullmatch(text, digits[:end])) == bool(re.fullmatch(text, other[:end]))


def test_a_pattern_written_in_another_way_is_left_to_the_library():
    with pytest.raises(UnreadPatternError):
        pattern_of(r"(?=1)\d+")


@pytest.mark.parametrize("country", ["FR", "BE", "CH", "LU", "GB", "DE", "ES", "IT", "NL", "US", "CA"])
def test_the_countries_most_called_have_classes(country):
    assert home_classes(country) is not None


def test_a_country_that_rewrites_its_numbers_has_none():
    assert home_classes("AR") is None
    assert home_classes("XX") is None
