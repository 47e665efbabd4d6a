"""What a lead did: signals, their types and what they say about its temperature."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HOT_TYPES = frozenset({"demo_request", "meeting_request", "quote_request", "call_request"})
WARM_TYPES = frozenset({"pricing_page", "webinar", "info_request", "contact_form", "trial", "linkedin", "referral"})
COLD_TYPES = frozenset({"download", "newsletter", "event", "list", "email_open", "email_click", "site_visit", "other"})
SIGNAL_TYPES = HOT_TYPES | WARM_TYPES | COLD_TYPES
HOT_FOR = timedelta(hours=14 * 24)
WARM_FOR = timedelta(hours=90 * 24)
SLOW_AFTER, LATE_AFTER = timedelta(minutes=15), timedelta(minutes=60)
"""Working time after which a request not answered yet is in doubt, then late: hot leads are called within minutes."""


class SignalChannel(StrEnum):
    """How a signal reached us."""

    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    LINKEDIN = "linkedin"
    EVENT = "event"
    CHAT = "chat"
    POST = "post"
    OTHER = "other"


_USUAL: Mapping[SignalChannel, frozenset[str]] = {
    SignalChannel.PHONE: frozenset({"call_request"}),
    SignalChannel.EMAIL: frozenset(
        {"meeting_request", "quote_request", "info_request", "newsletter", "email_open", "email_click"}
    ),
    SignalChannel.WEB: frozenset({"demo_request", "pricing_page", "contact_form", "trial", "download", "site_visit"}),
    SignalChannel.LINKEDIN: frozenset({"linkedin"}),
    SignalChannel.EVENT: frozenset({"webinar", "event"}),
}


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


def usual_channel(kind: str) -> SignalChannel:
    """The channel a type of signal comes by unless somebody says otherwise."""
    return next((channel for channel, kinds in _USUAL.items() if kind in kinds), SignalChannel.OTHER)


def channel_of(kind: str, said: str) -> SignalChannel:
    """The channel of a signal: what was said, else the usual one of its type (older signals said none)."""
    return SignalChannel(said) if said else usual_channel(kind)


def warmth(kind: str) -> Temperature:
    """How direct a type of signal is, whatever its age."""
    if kind in HOT_TYPES:
        return Temperature.HOT
    return Temperature.WARM if kind in WARM_TYPES else Temperature.COLD


class Wait(StrEnum):
    """How a request that nobody answered yet stands, by the working time since."""

    IN_TIME = "in_time"
    SLOW = "slow"
    LATE = "late"


def wait_of(worked: timedelta) -> Wait:
    """How a request stands after this much working time."""
    if worked > LATE_AFTER:
        return Wait.LATE
    return Wait.SLOW if worked > SLOW_AFTER else Wait.IN_TIME


def open_request(signals: Iterable[Signal], talked_at: datetime | None, now: datetime) -> Signal | None:
    """The newest request to talk that no conversation has answered, while it is hot; None where nobody waits.

    A request dated ahead has not been made yet.
    """
    asked = max((s for s in signals if s.type in HOT_TYPES and s.at <= now), key=lambda s: s.at, default=None)
    if asked is None or now - asked.at > HOT_FOR or (talked_at is not None and talked_at >= asked.at):
        return None
    return asked


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
