"""The rate of calls: breaks and pauses left out, whatever they overlap."""

from datetime import datetime, timedelta

import pytest

from sdrdesk.core.operations.sessions import calls_an_hour, pauses_today, record_pause, today
from tests.support import NOW, PARIS

MINUTE = timedelta(minutes=1)


def at(*minutes: int) -> list[datetime]:
    return [NOW + m * MINUTE for m in minutes]


def pause(start: int, end: int) -> tuple[datetime, datetime]:
    return NOW + start * MINUTE, NOW + end * MINUTE


@pytest.mark.parametrize(
    ("made", "pauses", "rate"),
    [
        ([], [], None),
        (at(0), [], None),
        (at(0, 6, 12), [], 10.0),
        (at(0, 6, 66), [], 10.0),  # an hour between two calls is a break
        (at(0, 6, 66), [pause(6, 60)], 10.0),  # twelve minutes of two calls were worked
        (at(0, 10), [pause(-20, 4)], 10.0),  # begun before the first call
        (at(0, 10), [pause(4, 90)], 15.0),  # ended after the last one
        (at(0, 10), [pause(1, 3), pause(5, 7)], 10.0),
        (at(0, 10), [pause(20, 30)], 6.0),
    ],
)
def test_the_rate_counts_worked_time_only(made, pauses, rate):
    assert calls_an_hour(made, pauses) == rate


def test_a_pause_of_today_is_found_again_and_yesterdays_is_not(desk, open_desk):
    record_pause(desk.workspace, NOW - 20 * MINUTE)
    desk.clock.at = NOW + 30 * MINUTE
    record_pause(desk.workspace, NOW + 10 * MINUTE)
    again = open_desk(desk.workspace.store.path, NOW + 40 * MINUTE)
    assert pauses_today(again.workspace) == [pause(-20, 0), pause(10, 30)]
    assert pauses_today(open_desk(desk.workspace.store.path, who="Bo").workspace) == []
    again.clock.at = datetime(2026, 11, 25, 8, tzinfo=PARIS)
    assert pauses_today(again.workspace) == []
    assert today(again.workspace).calls == 0
