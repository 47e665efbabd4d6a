"""What a lead did: signals, their types and what they say about its temperature."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HOT_TYPES = frozenset({"demo_request", "meeting_request", "quote_request", "call_request"})
WARM_TYPES = frozenset({"pricing_page", "webinar", "info_request", "contact_form", "trial", "linkedin", "referral"})
COLD_TYPES = frozenset({"download", "newsletter", "event", "list", "email_open", "email_click", "site_visit", "other"})
SIGNAL_TYPES = HOT_TYPES | WARM_TYPES | COLD_TYPES
HOT_FOR = timedelta(hours=14 * 24)
WARM_FOR = timedelta(hours=90 * 24)


class Temperature(StrEnum):
    """How fresh and direct a lead's interest is (formats, section 3)."""

    HOT = "hot"
    WARM = "warm"
    COLD = "cold"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing a lead did, at an aware instant."""

    type: str
    at: datetime


def latest(signals: Iterable[Signal], types: frozenset[str]) -> datetime | None:
    """The instant of the newest signal of one of these types."""
    return max((s.at for s in signals if s.type in types), default=None)


def temperature_at(hot_at: datetime | None, warm_at: datetime | None, now: datetime) -> Temperature:
    """Temperature from the newest hot-type and the newest warm-or-hot-type signal; a future date counts as age 0."""
    if hot_at is not None and now - hot_at <= HOT_FOR:
        return Temperature.HOT
    if warm_at is not None and now - warm_at <= WARM_FOR:
        return Temperature.WARM
    return Temperature.COLD


def temperature(signals: Iterable[Signal], now: datetime) -> Temperature:
    """Hot, warm or cold: 14 × 24 h for a request to talk, 90 × 24 h for a warm sign (formats, section 3)."""
    kept = tuple(signals)
    return temperature_at(latest(kept, HOT_TYPES), latest(kept, HOT_TYPES | WARM_TYPES), now)
