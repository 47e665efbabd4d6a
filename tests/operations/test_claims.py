"""A claimed lead waits for everybody but who claimed it."""

from datetime import timedelta

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.claims import CLAIM_LASTS, claim_lead, release_lead
from sdrdesk.core.operations.leads import dossier
from sdrdesk.core.operations.queue import read_queue, sweep
from sdrdesk.core.operations.undo import undo_last, undo_operation
from sdrdesk.core.words import Words
from tests.support import NOW

HOUR = timedelta(hours=1)


def code_of(act):
    with pytest.raises(UserError) as caught:
        act()
    assert all(Words("fr").error(caught.value))
    return caught.value.code


@pytest.fixture
def bo(desk, open_desk):
    """A colleague at the same store."""
    found = open_desk(desk.workspace.store.path, who="Bo")
    found.clock = desk.clock
    found.workspace.clock = desk.clock
    return found


def seen(one, lead):
    """How one person sees a lead: in the queue's counts, in lists and in full."""
    page = read_queue(one.workspace, waiting=10)
    where = [s.lead.id for s in page.head], [s.lead.id for s in page.next_waiting]
    assert page.due + page.waiting + page.closed == 1
    assert sum(page.causes.values()) == 1
    codes = {one.lead(lead).standing.code, dossier(one.workspace, lead).summary.standing.code}
    assert codes == {s.standing.code for s in [*page.head, *page.next_waiting]}
    return codes.pop(), where


@pytest.mark.parametrize("swept_by", [None, "me", "colleague"])
def test_a_claim_holds_for_the_others_only_whoever_stored_the_place(desk, bo, swept_by):
    lead = desk.add()
    claim_lead(desk.workspace, lead)
    for _ in range(3 if swept_by else 0):
        sweep({"me": desk, "colleague": bo}[swept_by].workspace)
    assert seen(desk, lead) == ("never_called", ([lead], []))
    assert seen(bo, lead) == ("claimed", ([], [lead]))
    assert bo.lead(lead).standing.until == NOW + CLAIM_LASTS
    desk.clock.at += CLAIM_LASTS
    assert seen(bo, lead) == ("never_called", ([lead], []))


def test_a_promise_of_a_lead_claimed_by_me_is_due_to_me(desk, bo):
    lead = desk.add()
    record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=NOW + HOUR)
    claim_lead(desk.workspace, lead, NOW + 5 * HOUR)
    assert (seen(desk, lead)[0], seen(bo, lead)[0]) == ("promise", "claimed")
    desk.clock.at += HOUR
    assert seen(desk, lead) == ("promise", ([lead], []))


def test_who_claimed_releases_and_nobody_else_takes_it(desk, bo):
    lead = desk.add()
    claim_lead(desk.workspace, lead, NOW + HOUR)
    assert code_of(lambda: claim_lead(bo.workspace, lead)) == "claimed"
    assert code_of(lambda: release_lead(bo.workspace, lead)) == "claimed"
    claim_lead(desk.workspace, lead, NOW + 2 * HOUR)
    assert bo.lead(lead).standing.until == NOW + 2 * HOUR
    release_lead(desk.workspace, lead)
    assert code_of(lambda: release_lead(desk.workspace, lead)) == "not_claimed"
    claim_lead(bo.workspace, lead)
    assert (seen(desk, lead)[0], seen(bo, lead)[0]) == ("claimed", "never_called")
    assert code_of(lambda: claim_lead(bo.workspace, lead, NOW)) == "claim_in_past"
    assert code_of(lambda: claim_lead(bo.workspace, "nobody")) == "unknown_lead"


def test_a_claim_that_has_run_out_stops_nobody(desk, bo):
    lead = desk.add()
    claim_lead(desk.workspace, lead)
    desk.clock.at += CLAIM_LASTS
    claim_lead(bo.workspace, lead)
    assert seen(desk, lead)[0] == "claimed"


def test_claims_and_releases_are_taken_back(desk, bo):
    lead = desk.add()
    first = claim_lead(desk.workspace, lead, NOW + HOUR).operation
    claim_lead(desk.workspace, lead, NOW + 2 * HOUR)
    assert [k.value for k in undo_operation(desk.workspace, first).kept] == ["claim"]
    assert undo_last(desk.workspace).verb == "claim"
    assert bo.lead(lead).standing.until == NOW + HOUR
    release_lead(desk.workspace, lead)
    assert undo_last(desk.workspace).verb == "release"
    assert seen(bo, lead)[0] == "claimed"
