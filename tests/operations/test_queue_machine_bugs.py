"""The state machine of the queue can fail: each of these bugs, planted by itself, is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from sdrdesk.core.domain import call_queue
from sdrdesk.core.domain.call_queue import Closed, Due, QueueFacts, Waiting
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.turns import turn_of
from sdrdesk.core.normalising import opposition
from sdrdesk.core.operations import claims, merging, queue, standings, turns, undo
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


def a_snooze_hides_a_promise(patch, _machine):
    def change(facts, now, placed):
        late = facts.snoozed_until and facts.snoozed_until > now and not isinstance(placed, Closed)
        return Waiting(facts.snoozed_until, "snoozed") if late and placed.code == "promise" else placed

    placing(patch, change)


def a_promise_goes_before_an_objection(patch, _machine):
    def change(facts, now, placed):
        kept = facts.promise and facts.promise.comes <= now and placed == Closed("opposed")
        return Due(1, "promise", (0, 0, 0), {"at": facts.promise.minute}) if kept else placed

    placing(patch, change)


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


def an_old_hot_signal_is_still_hot_after_a_talk(patch, _machine):
    def change(facts, _now, placed):
        again = isinstance(placed, Due) and placed.tier > 2 and facts.hot_at
        return Due(2, "hot", (-call_queue._micros(facts.hot_at), 0, 0)) if again else placed

    placing(patch, change)


def days_begin_at_midnight_utc(patch, _machine):
    patch.setattr(call_queue, "day_start", lambda day, _zone: datetime.combine(day, time(), UTC))


def an_objection_is_lost_in_a_merge(patch, _machine):
    patch.setattr(merging, "join_objections", lambda *_given: [])


def an_objection_holds_for_the_lead_alone(patch, _machine):
    patch.setattr(opposition, "asked_marks", lambda secret, lead: [opposition.lead_mark(secret, lead.id)])


def calls_are_lost_when_a_merge_is_taken_back(patch, _machine):
    patch.setattr(undo, "_move_back", lambda *_given: None)


def words_are_lost_when_an_act_is_taken_back(patch, _machine):
    patch.setattr(undo, "_back_to_draft", lambda *_given: None)


def a_claim_holds_for_who_made_it(patch, _machine):
    right = standings._claim
    patch.setattr(standings, "_claim", lambda extras, _who: right(extras, ""))


def a_colleague_takes_a_lead_that_is_claimed(patch, _machine):
    patch.setattr(standings, "_claim", lambda _extras, _who: None)
    patch.setattr(claims, "_refuse_colleagues", lambda *_given: None)


def what_the_clock_moved_is_read_as_it_stood(patch, _machine):
    patch.setattr(states, "moved_by_clock", lambda *_given: [])


def a_score_is_not_refreshed_on_the_day_it_moves(patch, _machine):
    patch.setattr(states, "scores_that_move", lambda *_given: [])


def contacts_called_today_are_forgotten(patch, _machine):
    patch.setattr(turns, "turn_of", lambda contacts, _called: turn_of(contacts, {}))


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
    a_snooze_hides_a_promise,
    a_promise_goes_before_an_objection,
    low_scores_come_first,
    the_never_called_come_before_retries,
    an_old_hot_signal_is_still_hot_after_a_talk,
    days_begin_at_midnight_utc,
    an_objection_is_lost_in_a_merge,
    an_objection_holds_for_the_lead_alone,
    calls_are_lost_when_a_merge_is_taken_back,
    words_are_lost_when_an_act_is_taken_back,
    a_claim_holds_for_who_made_it,
    a_colleague_takes_a_lead_that_is_claimed,
    what_the_clock_moved_is_read_as_it_stood,
    a_score_is_not_refreshed_on_the_day_it_moves,
    contacts_called_today_are_forgotten,
    counts_leave_out_what_the_clock_moved,
    a_count_is_not_kept,
]


@pytest.mark.parametrize("plant", BUGS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_found(plant, machine, monkeypatch):
    planted = plant(monkeypatch, machine) or machine
    with pytest.raises(AssertionError):
        run(planted, PROGRAMS, STEPS)
