"""The state machine of the queue can fail: each of these bugs, planted by itself, is found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sdrdesk.core.domain.call_queue import Due, QueueFacts
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import queue, standings
from sdrdesk.core.store import states
from tests.operations.test_queue_machine import machine as machine
from tests.operations.test_queue_machine import run

pytestmark = pytest.mark.long
PROGRAMS, STEPS = 200, 20
Plant = Callable[[pytest.MonkeyPatch, Any], Any]


def placing(patch, change):
    """Have every placing of a lead changed by a function of the facts, the instant and the right place."""
    right = standings.place
    patch.setattr(standings, "place", lambda facts, now, rules: change(facts, now, right(facts, now, rules)))


def a_retry_uses_a_promise_up(patch, _machine):
    def last_only(facts):
        last = facts.last_attempt
        return last if last and last.outcome is Outcome.CALLBACK_PROMISED else None

    patch.setattr(QueueFacts, "promise", property(last_only))


def low_scores_come_first(patch, _machine):
    def change(_facts, _now, placed):
        if not isinstance(placed, Due) or placed.tier < 4:
            return placed
        a, b, c = placed.key
        return replace(placed, key=(-a, b, c) if placed.tier == 4 else (a, -b, c))

    placing(patch, change)


def the_never_called_come_before_retries(patch, _machine):
    def change(_facts, _now, placed):
        swapped = isinstance(placed, Due) and placed.tier >= 4
        return replace(placed, tier=9 - placed.tier) if swapped else placed

    placing(patch, change)


def a_claim_holds_for_who_made_it(patch, _machine):
    right = standings._claim
    patch.setattr(standings, "_claim", lambda extras, _who: right(extras, ""))


def what_the_clock_moved_is_read_as_it_stood(patch, _machine):
    patch.setattr(states, "moved_by_clock", lambda *_given: [])


def counts_leave_out_what_the_clock_moved(patch, _machine):
    right = queue._causes
    patch.setattr(queue, "_causes", lambda tx, stored, _moved, shut: right(tx, stored, {}, shut))


def a_count_is_not_kept(_patch, machine):
    class Uncounted(machine):
        def __init__(self):
            super().__init__()
            with self.me.store.write() as tx:
                tx.exec_driver_sql("DROP TRIGGER lead_state_recounted")

    return Uncounted


BUGS: list[Plant] = [
    a_retry_uses_a_promise_up,
    low_scores_come_first,
    the_never_called_come_before_retries,
    a_claim_holds_for_who_made_it,
    what_the_clock_moved_is_read_as_it_stood,
    counts_leave_out_what_the_clock_moved,
    a_count_is_not_kept,
]


@pytest.mark.parametrize("plant", BUGS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_found(plant, machine, monkeypatch):
    planted = plant(monkeypatch, machine) or machine
    with pytest.raises(AssertionError):
        run(planted, PROGRAMS, STEPS)
