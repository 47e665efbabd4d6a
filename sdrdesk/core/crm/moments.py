"""Instants as CRMs write them, and as they cross from here: ISO 8601 in UTC to the second, with a Z."""

from datetime import UTC, date, datetime, timedelta

UNTIMED = timedelta(hours=12, milliseconds=1)
"""Where a CRM has only instants, a day without an hour is its noon in UTC (the same day nearly everywhere) and one
millisecond more, which nobody types: so it reads back as a day."""


def as_instant(moment: datetime) -> str:
    """A moment as it crosses, e.g. "2026-11-24T09:00:00Z"."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_instant(said: str) -> datetime | None:
    """A moment from ISO 8601, "2026-11-24 09:00:00" (UTC), or milliseconds since 1970; None where it is none."""
    if said.isdigit() and len(said) >= 12:
        return datetime.fromtimestamp(int(said) / 1000, UTC)
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def instant(said: str) -> str:
    """A moment as the CRM writes it, as it crosses; "" where it is none."""
    found = read_instant(said)
    return as_instant(found) if found else ""


def untimed(day: str) -> str:
    """A day without an hour for a CRM that has only instants, to the millisecond; "" where it is no day."""
    try:
        start = datetime.combine(date.fromisoformat(day), datetime.min.time())
    except ValueError:
        return ""
    return (start + UNTIMED).isoformat(timespec="milliseconds") + "Z"


def due_and_day(said: str) -> dict[str, str]:
    """When a task is due, of an instant that may stand for a day without an hour."""
    found = read_instant(said)
    if found is None:
        return {"due": "", "day": ""}
    moment = found.astimezone(UTC)
    if moment - moment.replace(hour=0, minute=0, second=0, microsecond=0) == UNTIMED:
        return {"due": "", "day": moment.date().isoformat()}
    return {"due": as_instant(moment), "day": ""}


def epoch(said: str) -> int:
    """Seconds since 1970 of an instant; 0 where it is none."""
    found = read_instant(said)
    return int(found.timestamp()) if found else 0


def of_epoch(said: object) -> str:
    """The instant of seconds since 1970, a number or its digits; "" where there is none."""
    digits = str(said).strip()
    return as_instant(datetime.fromtimestamp(int(digits), UTC)) if digits.isdigit() and int(digits) else ""
