"""Signals: the channel each comes by, how warm it is, and whether a request still waits for its answer."""

from datetime import timedelta

import pytest

from sdrdesk.core.domain.signals import (
    HOT_FOR,
    HOT_TYPES,
    SIGNAL_TYPES,
    WARM_TYPES,
    Signal,
    SignalChannel,
    Temperature,
    Wait,
    channel_of,
    open_request,
    temperature,
    usual_channel,
    wait_of,
    warmth,
)
from tests.support import NOW

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("kind", "channel"),
    [("call_request", "phone"), ("email_click", "email"), ("pricing_page", "web"), ("webinar", "event"),
     ("linkedin", "linkedin"), ("list", "other"), ("referral", "other")],
)  # fmt: skip
def test_each_type_has_the_channel_it_usually_comes_by(kind, channel):
    assert usual_channel(kind) == channel_of(kind, "") == channel
    assert channel_of(kind, "chat") is SignalChannel.CHAT


@pytest.mark.parametrize("kind", sorted(SIGNAL_TYPES))
def test_the_warmth_of_a_type_is_the_temperature_that_it_gives_a_lead_when_it_is_fresh(kind):
    assert warmth(kind) is temperature([Signal(kind, NOW)], NOW)
    assert (warmth(kind) is Temperature.HOT) == (kind in HOT_TYPES)
    assert (warmth(kind) is Temperature.WARM) == (kind in WARM_TYPES)


def test_a_request_waits_until_somebody_was_talked_to_or_it_is_hot_no_more():
    asked = Signal("demo_request", NOW)
    later = NOW + 4 * MINUTE
    assert open_request([asked], None, later) == asked
    assert open_request([asked], NOW - MINUTE, later) == asked, "a talk before the request answers nothing"
    assert open_request([asked], NOW, later) is None
    assert open_request([asked], NOW + MINUTE, later) is None
    assert open_request([asked], None, NOW + HOT_FOR) == asked
    assert open_request([asked], None, NOW + HOT_FOR + timedelta(microseconds=1)) is None
    assert open_request([Signal("pricing_page", NOW)], None, later) is None


def test_a_request_dated_ahead_waits_for_nothing_and_hides_none_that_was_made():
    asked, ahead = Signal("demo_request", NOW), Signal("call_request", NOW + timedelta(days=2))
    assert open_request([ahead], None, NOW + MINUTE) is None
    assert open_request([asked, ahead], None, NOW + MINUTE) == asked


def test_of_several_requests_the_newest_waits():
    old, new = Signal("quote_request", NOW - timedelta(hours=3)), Signal("call_request", NOW)
    assert open_request([new, old], None, NOW + MINUTE) == new
    assert open_request([new, old], NOW - MINUTE, NOW + MINUTE) == new


@pytest.mark.parametrize(
    ("minutes", "wait"),
    [(0, Wait.IN_TIME), (15, Wait.IN_TIME), (15.01, Wait.SLOW), (60, Wait.SLOW), (60.01, Wait.LATE), (999, Wait.LATE)],
)
def test_a_wait_is_slow_after_a_quarter_of_an_hour_and_late_after_an_hour(minutes, wait):
    assert wait_of(minutes * MINUTE) is wait
