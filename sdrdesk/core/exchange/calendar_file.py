"""Calendar files (RFC 5545) that any calendar program takes in."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sdrdesk import __version__
from sdrdesk.core.errors import UserError


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment. A changed one keeps its `uid` with a higher `sequence`: calendars replace the one they have."""

    uid: str
    sequence: int
    made_at: datetime
    start: datetime
    length: timedelta
    summary: str
    description: str = ""
    location: str = ""
    email: str = ""
    name: str = ""


def calendar_bytes(entries: Sequence[CalendarEntry]) -> bytes:
    """The file as it is written: lines end in CR LF and are folded, times are UTC."""
    from icalendar import Calendar, Event, vCalAddress, vText  # 0.2 s: not for who writes no calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//sdrdesk//sdrdesk {__version__}//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("sequence", entry.sequence)
        event.add("dtstamp", entry.made_at.astimezone(UTC))
        event.add("dtstart", entry.start.astimezone(UTC))
        event.add("dtend", (entry.start + entry.length).astimezone(UTC))
        for name in ("summary", "description", "location"):
            if getattr(entry, name):
                event.add(name, getattr(entry, name))
        if entry.email:
            attendee = vCalAddress(f"mailto:{entry.email}")
            if entry.name:
                attendee.params["CN"] = vText(entry.name)
            event.add("attendee", attendee, encode=False)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def write_calendar(path: Path, entries: Sequence[CalendarEntry]) -> None:
    """Write a calendar file through a temporary one; UserError when the place cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(calendar_bytes(entries))
        os.replace(temporary, path)
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
