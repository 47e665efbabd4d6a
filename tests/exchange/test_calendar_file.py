"""What a calendar file says when it is read back, and the shape RFC 5545 asks of its lines."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.calendar_file import CalendarEntry, calendar_bytes, write_calendar
from tests.support import NOW, paris

PLAIN = CalendarEntry("a@sdrdesk", 0, NOW, paris("2026-12-01T14:00"), timedelta(minutes=30), "Meeting: Anne")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from(',;:\\\n"é'), max_size=120)


def event(content: bytes):
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


def test_an_entry_reads_back_with_its_times_in_utc():
    found = event(calendar_bytes([PLAIN]))
    assert (str(found["UID"]), found["SEQUENCE"]) == ("a@sdrdesk", 0)
    assert found["DTSTART"].dt == datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
    assert b"DTSTART:20261201T130000Z\r\n" in calendar_bytes([PLAIN])
    assert b"DTSTAMP:20261124T090000Z\r\n" in calendar_bytes([PLAIN])
    assert not {"DESCRIPTION", "LOCATION", "ATTENDEE"} & set(found)


def test_who_is_invited_stands_with_the_name():
    entry = CalendarEntry(**{**fields(PLAIN), "email": "anne@alpha.example", "name": "Anne, Arnaud"})
    found = event(calendar_bytes([entry]))["ATTENDEE"]
    assert (str(found), found.params["CN"]) == ("mailto:anne@alpha.example", "Anne, Arnaud")


def fields(entry: CalendarEntry) -> dict:
    return {name: getattr(entry, name) for name in CalendarEntry.__slots__}


@given(TEXT, TEXT)
def test_any_text_survives_in_lines_of_75_octets_that_end_in_cr_lf(summary, description):
    entry = CalendarEntry(**{**fields(PLAIN), "summary": summary, "description": description})
    content = calendar_bytes([entry])
    lines = content.split(b"\r\n")
    assert content.endswith(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    found = event(content)
    assert str(found.get("SUMMARY", "")) == summary
    assert str(found.get("DESCRIPTION", "")) == description


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path):
    with pytest.raises(UserError) as error:
        write_calendar(tmp_path / "none" / "a.ics", [PLAIN])
    assert error.value.code == "file_trouble"
    write_calendar(tmp_path / "a.ics", [PLAIN])
    assert [p.name for p in tmp_path.iterdir()] == ["a.ics"]
