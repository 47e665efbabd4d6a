"""Lists of calls as phones and telephony programs write them, each expectation read by a person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.normalising.call_lists import read_call_list, read_when
from tests.support import PARIS, paris

NOW = paris("2026-11-24T16:00")


@pytest.mark.parametrize(
    ("text", "number", "at", "seconds", "name", "marks"),
    [
        ("06 12 34 56 78\t24/11/2026 14:05\t00:02:31", "+33612345678", "24T14:05:00", 151, "", ""),
        ("+33 6 12 34 56 78;2026-11-24 14:05:33;125;outgoing", "+33612345678", "24T14:05:33", 125, "", "outgoing"),
        ("Anne Arnaud 01 99 00 10 01 hier 9h30 2 min 05 s", "+33199001001", "23T09:30:00", 125, "Anne Arnaud", ""),
        ("2026-11-24T14:05:33+01:00,+33199001002,Bruno Berger,0,missed", "+33199001002", "24T14:05:33", 0,
         "Bruno Berger", "missed"),
        ("2026-11-24T13:05:33Z,+33199001002,12", "+33199001002", "24T14:05:33", 12, "", ""),
        ("0199001003 14:05 manqué", "+33199001003", "24T14:05:00", None, "", "missed"),
        ("24 nov. 2026 à 10:12  01.99.00.10.04  Sortant  1 m 3 s", "+33199001004", "24T10:12:00", 63, "", "outgoing"),
        ("today 9:05 01-99-00-10-01 45s", "+33199001001", "24T09:05:00", 45, "", ""),
        ("0612345678 125 10:00", "+33612345678", "24T10:00:00", 125, "", ""),
        ("24/11 10:00 0033 6 12 34 56 78 occupé", "+33612345678", "24T10:00:00", None, "", "busy"),
        ("01 99 00 10 01 10:00 0:00 Outgoing no answer", "+33199001001", "24T10:00:00", 0, "", "missed outgoing"),
        ("Non répondu 01 99 00 10 01 2:05 PM", "+33199001001", "24T14:05:00", None, "", "missed"),
        ("Messagerie 01 99 00 10 01 2:05 am", "+33199001001", "24T02:05:00", None, "", "voicemail"),
    ],
)  # fmt: skip
def test_a_line_says_who_when_how_long_and_how_it_went(text, number, at, seconds, name, marks):
    (line,) = read_call_list(text, "FR", NOW)
    assert line.number == number
    assert line.at == paris(f"2026-11-{at}")
    assert (line.seconds, line.name, line.marks) == (seconds, name, frozenset(marks.split()))


@pytest.mark.parametrize(
    ("said", "at"),
    [
        # today is Tuesday 24 November 2026, 16:00
        ("ven. 20 nov. 09:05", "2026-11-20T09:05"),
        ("Fri 20 Nov 09:05", "2026-11-20T09:05"),
        ("Fri, Nov 20, 9:05 AM", "2026-11-20T09:05"),
        ("vendredi 09:05", "2026-11-20T09:05"),
        ("Friday 9:05", "2026-11-20T09:05"),
        ("ven. 09:05", "2026-11-20T09:05"),
        ("Mon 09:05", "2026-11-23T09:05"),
        ("mardi 09:05", "2026-11-24T09:05"),
        ("mardi 18:00", "2026-11-17T18:00"),  # what is still to come was not a call: the Tuesday before
        ("mardi dernier 09:05", "2026-11-17T09:05"),
        ("20 novembre à 09:05", "2026-11-20T09:05"),
        ("20 November at 09:05", "2026-11-20T09:05"),
        ("1er décembre 09:05", "2025-12-01T09:05"),
        ("24/12 09:05", "2025-12-24T09:05"),
        ("29 Feb 09:05", "2024-02-29T09:05"),
        ("avant-hier 09:05", "2026-11-22T09:05"),
        ("day before yesterday 9:05", "2026-11-22T09:05"),
    ],
)
@pytest.mark.parametrize(
    "line", ["{said} 01 99 00 10 01 2 min", "01 99 00 10 01\t{said}\t2 min", "0199001001 {said} 2 min"]
)
def test_a_day_without_its_year_and_a_weekday_are_the_last_such_day(line, said, at):
    (read,) = read_call_list(line.format(said=said), "FR", NOW)
    assert (read.number, read.at, read.seconds, read.name) == ("+33199001001", paris(at), 120, "")


@pytest.mark.parametrize(
    "said",
    ["Freitag 09:05", "20 novembrer 09:05", "31/02/2026 09:05", "31 novembre 09:05", "20-11 09:05", "20.11. 09:05",
     "lun. 20 nov. 09:05", "il y a 3 heures", "3 days ago 09:05", "last week 09:05", "Sam 09:05", "gestern 09:05"],
)  # fmt: skip
@pytest.mark.parametrize("line", ["{said} 01 99 00 10 01 2 min", "01 99 00 10 01\t{said}\t2 min"])
def test_a_day_that_is_not_understood_is_never_today(line, said):
    (read,) = read_call_list(line.format(said=said), "FR", NOW)
    assert (read.number, read.at) == ("+33199001001", None)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Jan Kowalski 01 99 00 10 01 14:05", "Jan Kowalski"), ("01 99 00 10 01 Jan Kowalski 14:05", "Jan Kowalski"),
     ("Jan 01 99 00 10 01 14:05", "Jan"), ("14:05 May Smith 0199001001", "May Smith"),
     ("Sam Smith 14:05 0199001001", "Sam Smith"), ("April 14:05 0199001001", "April"),
     ("14:05 0199001001 12 Martin", "Martin")],
)  # fmt: skip
def test_a_name_that_is_a_month_or_a_weekday_too_is_a_name(text, name):
    (line,) = read_call_list(text, "FR", NOW)
    assert (line.number, line.at, line.name) == ("+33199001001", paris("2026-11-24T14:05"), name)


def test_a_length_is_not_a_name():
    (line,) = read_call_list("0199001001 14:05 2 min", "FR", NOW)
    assert (line.seconds, line.name) == (120, "")


def test_an_american_list_reads_the_month_first():
    (line,) = read_call_list("(415) 555-2671  11/03/2026 2:05 PM  3:20", "US", NOW)
    assert (line.number, line.at, line.seconds) == ("+14155552671", paris("2026-11-03T14:05"), 200)


def test_every_line_that_is_not_blank_is_there_with_its_place():
    lines = read_call_list("Number;Time\n\n06 12 34 56 78;10:00\n   \nlunch", "FR", NOW)
    assert [(c.line, c.text, bool(c.number), bool(c.at)) for c in lines] == [
        (1, "Number;Time", False, False),
        (3, "06 12 34 56 78;10:00", True, True),
        (5, "lunch", False, False),
    ]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 24)).map(lambda d: d.replace(microsecond=0)),
    st.integers(0, 5 * 3600),
    st.sampled_from(["\t", ";", ",", "   "]),
)
def test_what_a_program_writes_out_is_read_back(at, seconds, between):
    length = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    text = between.join([f"{at:%d/%m/%Y %H:%M:%S}", "+33199001001", length])
    (line,) = read_call_list(text, "FR", NOW)
    assert (line.number, line.at, line.seconds) == ("+33199001001", at.replace(tzinfo=PARIS), seconds)


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text):
    for line in read_call_list(text, "FR", NOW):
        assert line.text
        assert line.seconds is None or line.seconds >= 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("14:05", paris("2026-11-24T14:05")),
        ("9h", paris("2026-11-24T09:00")),
        ("hier 9h30", paris("2026-11-23T09:30")),
        ("yesterday at 9:30", None),
        ("22/11 14:00", paris("2026-11-22T14:00")),
        ("24/12 9h", paris("2026-12-24T09:00")),
        ("demain 14h30", paris("2026-11-25T14:30")),
        ("tomorrow", date(2026, 11, 25)),
        ("vendredi 9h", paris("2026-11-27T09:00")),
        ("20 décembre à 9h", paris("2026-12-20T09:00")),
        ("1/12/2026", date(2026, 12, 1)),
        ("lunch", None),
        ("", None),
        ("25:00", None),
    ],
)
def test_when_is_typed_as_people_say_it(text, said):
    assert read_when(text, NOW) == said


def test_a_weekday_beside_a_call_made_is_the_last_one():
    assert read_when("vendredi 9h", NOW, ahead=False) == paris("2026-11-20T09:00")
    assert read_when("mardi 18:00", NOW, ahead=False) == paris("2026-11-17T18:00")


def test_times_are_those_of_the_clock_they_are_read_beside():
    assert read_when("14:05", NOW.astimezone(UTC)) - read_when("14:05", NOW) == timedelta(hours=1)
