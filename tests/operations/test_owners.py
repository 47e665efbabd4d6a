"""Whose call back it is: one's own is kept to the minute, another's waits for them, nobody's is forgotten."""

from datetime import date, timedelta

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.queue import read_queue, sweep
from sdrdesk.core.store.activities import calls_of
from tests.support import NOW

MINUTE = timedelta(minutes=1)


def head(desk) -> list[str]:
    return [s.lead.id for s in read_queue(desk.workspace).head]


def test_a_promise_waits_for_whoever_made_it_and_then_comes_to_all(desk, open_desk):
    lead = desk.add()
    record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=NOW + 60 * MINUTE)
    bo = open_desk(desk.workspace.store.path, who="Bo")
    while sweep(bo.workspace):
        pass
    assert bo.lead(lead).standing.code == "promise"
    for minutes in (60, 74):
        bo.clock.at = NOW + minutes * MINUTE
        assert head(bo) == []
        assert (bo.lead(lead).standing.code, bo.lead(lead).standing.params["by"]) == ("claimed", desk.workspace.who)
    bo.clock.at = NOW + 75 * MINUTE
    assert head(bo) == [lead]
    mine = open_desk(desk.workspace.store.path, NOW + 60 * MINUTE)
    while sweep(mine.workspace):
        pass
    assert head(mine) == [lead]


def test_anyones_call_back_comes_to_all_at_its_time(desk, open_desk):
    lead, loose = desk.add(), desk.add(last_name="Loose")
    record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=NOW + 60 * MINUTE, owner="")
    record_call(desk.workspace, loose, Outcome.CALLBACK_LATER, until=date(2026, 11, 25), owner="")
    bo = open_desk(desk.workspace.store.path, NOW + 60 * MINUTE, who="Bo")
    assert head(bo) == [lead]
    bo.clock.at = NOW + timedelta(days=1)
    assert head(bo) == [lead, loose]


def test_only_a_call_back_has_an_owner(desk):
    lead = desk.add()
    call = record_call(desk.workspace, lead, Outcome.NO_ANSWER, owner="Bo")
    with desk.workspace.store.read() as tx:
        assert [(c.id, c.owner) for c in calls_of(tx, [lead])[lead]] == [(call.activity, "")]


def test_beside_a_colleagues_promise_a_lead_waits_for_ones_own(desk, open_desk):
    lead_id = desk.add()
    bo = open_desk(desk.workspace.store.path, who="Bo")
    record_call(desk.workspace, lead_id, Outcome.CALLBACK_PROMISED, until=NOW + 61 * MINUTE)
    record_call(bo.workspace, lead_id, Outcome.CALLBACK_PROMISED, until=NOW + 60 * MINUTE)
    for who, minutes in ((desk, 61), (bo, 60)):
        (waiting,) = read_queue(who.workspace, NOW + 2 * MINUTE, waiting=10).next_waiting
        assert waiting.standing.until == NOW + minutes * MINUTE
        assert who.lead(lead_id).standing.until == NOW + minutes * MINUTE
