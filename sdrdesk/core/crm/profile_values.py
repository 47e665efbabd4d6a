"""How a value of ours stands in a CRM's JSON, type by type, there and back."""

import math
from datetime import UTC, date, datetime
from typing import Any

from sdrdesk.core.crm.html_text import as_html, as_text
from sdrdesk.core.crm.moments import as_instant
from sdrdesk.core.crm.profile_paths import plain

TYPES = (
    "text", "html", "integer", "decimal", "boolean", "date", "datetime", "epoch", "tagged_date", "tagged_datetime",
)  # fmt: skip
"""`epoch` is seconds since 1970; `tagged_…` Tryton's {"__class__": "date", "year": …}, in UTC."""
INSTANTS = ("datetime", "epoch", "tagged_datetime")
"""The types a moment of change can have."""


def encoded(type: str, value: str) -> Any:
    """A value of ours as the CRM's JSON, null where it is empty; ValueError where it is none of that type."""
    if not value:
        return None
    match type:
        case "integer":
            return int(value)
        case "decimal":
            return _finite(float(value.replace(",", ".")))
        case "boolean":
            return value.casefold() in ("yes", "true", "1")
        case "date":
            return date.fromisoformat(value[:10]).isoformat()
        case "datetime":
            return as_instant(instant(value))
        case "epoch":
            return int(instant(value).timestamp())
        case "tagged_date":
            day = date.fromisoformat(value[:10])
            return {"__class__": "date", "year": day.year, "month": day.month, "day": day.day}
        case "tagged_datetime":
            return _tagged(instant(value))
        case "html":
            return as_html(value)
        case _:
            return value


def decoded(type: str, value: Any) -> str:
    """A value of the CRM's JSON as a text of ours; one that is not of its type is told as it stands."""
    if value is None or value == "":
        return ""
    match type:
        case "boolean":
            return "yes" if value in (True, 1, "1", "true", "yes") else "no"
        case "epoch" | "datetime" | "tagged_datetime":
            found = moment(type, value)
            return plain(value) if found is None else as_instant(found)
        case "tagged_date" | "date":
            return _day(value)
        case "html":
            return as_text(plain(value))
        case _:
            return plain(value)


def moment(type: str, value: Any) -> datetime | None:
    """The moment that a value tells, None where it tells none."""
    try:
        if type == "epoch":
            return datetime.fromtimestamp(float(value), UTC)
        if isinstance(value, dict):
            year, month, day = (int(value[p]) for p in ("year", "month", "day"))
            hour, minute, second, micro = (int(value.get(p, 0)) for p in ("hour", "minute", "second", "microsecond"))
            return datetime(year, month, day, hour, minute, second, micro, UTC)
        return instant(str(value))
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return None


def instant(text: str) -> datetime:
    """An ISO time, in UTC where it says no other; ValueError where it is none."""
    found = datetime.fromisoformat(text.strip())
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def instant_text(at: datetime) -> str:
    """A moment as ISO 8601 in UTC, with as many digits as it needs."""
    return at.isoformat().replace("+00:00", "Z")


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError(number)
    return number


def _tagged(at: datetime) -> dict[str, Any]:
    parts = {p: getattr(at, p) for p in ("year", "month", "day", "hour", "minute", "second", "microsecond")}
    return {"__class__": "datetime", **parts}


def _day(value: Any) -> str:
    if not isinstance(value, dict):
        return plain(value)[:10]
    try:
        return date(int(value["year"]), int(value["month"]), int(value["day"])).isoformat()
    except (KeyError, TypeError, ValueError):
        return ""
