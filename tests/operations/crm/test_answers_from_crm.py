"""What sales says of a hand-off by moving the deal in the CRM: recorded once, undone with what was taken."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from sdrdesk.core.crm import dolibarr_words, hubspot_words
from sdrdesk.core.crm.client import Kind
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.reading import codes_of
from sdrdesk.core.operations.feedback import handoff_to, record_feedback
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store import activities
from tests.crm_faults.client import MAP
from tests.operations.crm.sides import WORDS, Sides, connected
from tests.support import Desk


@pytest.fixture
def sides(desk: Desk) -> Iterator[Sides]:
    with connected(desk) as both:
        yield both


def handed_over(sides: Sides) -> str:
    desk = sides.desk
    lead = desk.add(email="lea@acme.fr")
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    sides.sync()
    return lead


def moved_there(sides: Sides, stage: str) -> None:
    (deal,) = sides.crm.records("deals")
    sides.crm.change("deals", deal.id, stage=stage)
    sides.desk.clock.at += timedelta(minutes=1)
    sides.sync()


def said(sides: Sides, lead: str) -> list[tuple[str, str]]:
    with sides.desk.workspace.store.read() as tx:
        return [(f.answer, f.via) for f in activities.feedback_of(tx, [lead]).get(lead, [])]


def test_a_deal_that_moves_on_there_is_an_answer_here_each_step_once(sides: Sides):
    lead = handed_over(sides)
    for stage in ("sal", "opportunity", "customer"):
        moved_there(sides, stage)
    sides.sync(full=True)
    assert said(sides, lead) == [("accepted", "crm"), ("opportunity", "crm"), ("won", "crm")]
    assert sides.desk.lead(lead).lead.stage is Stage.CUSTOMER


def test_a_deal_lost_there_is_lost_here_and_given_back_with_its_stage_as_it_was(sides: Sides):
    lead = handed_over(sides)
    moved_there(sides, "lost")
    sides.sync(full=True)
    assert said(sides, lead) == [("lost", "crm")]
    assert sides.desk.lead(lead).lead.stage is Stage.SQL
    found = handoff_to(sides.desk.workspace, lead)
    assert found is not None
    assert found[0] == "given_back"
    assert sides.crm.records("deals")[0].fields["stage"] == "lost"  # which is not told to be otherwise


def test_a_deal_taken_up_again_after_it_was_lost_is_heard(sides: Sides):
    lead = handed_over(sides)
    for stage in ("opportunity", "lost", "opportunity"):
        moved_there(sides, stage)
    sides.sync(full=True)
    assert said(sides, lead) == [("opportunity", "crm"), ("lost", "crm"), ("opportunity", "crm")]
    moved_there(sides, "customer")
    assert said(sides, lead)[-1] == ("won", "crm")


def test_a_deal_taken_up_again_where_its_lead_stood_is_accepted_and_moves_nothing(sides: Sides):
    values = {"sal": "open", "sql": "open", "opportunity": "opp", "lost": "lost"}
    maps = [replace(m, values=values) if m.ours == "stage" else m for m in MAP]
    connections.change_connection(sides.desk.workspace, sides.connection, maps=maps)
    lead = handed_over(sides)
    for stage in ("lost", "open"):
        moved_there(sides, stage)
    sides.sync(full=True)
    assert said(sides, lead) == [("lost", "crm"), ("accepted", "crm")]
    assert sides.desk.lead(lead).lead.stage is Stage.SQL


def test_what_was_said_by_hand_already_is_not_said_again(sides: Sides):
    lead = handed_over(sides)
    record_feedback(sides.desk.workspace, lead, "won")
    moved_there(sides, "opportunity")
    assert said(sides, lead) == [("won", "hand")]


def test_a_lead_that_was_never_handed_over_is_not_answered_for(sides: Sides):
    lead = sides.desk.add(email="lea@acme.fr")
    sides.sync()
    with sides.desk.workspace.store.read() as tx:
        assert activities.decisions_of(tx, [lead]) == {}
    sides.crm.enter("deals", {"name": "x", "stage": "opportunity"}, links={"contacts": sides.contact(lead).id})
    sides.desk.clock.at += timedelta(minutes=1)
    sides.sync()
    assert said(sides, lead) == []


def test_taking_back_what_came_from_the_crm_takes_the_answer_back(sides: Sides):
    lead = handed_over(sides)
    moved_there(sides, "opportunity")
    with sides.desk.workspace.store.read() as tx:
        (fact,) = activities.feedback_of(tx, [lead])[lead]
    undo_operation(sides.desk.workspace, fact.operation)
    assert said(sides, lead) == []
    assert sides.desk.lead(lead).lead.stage is Stage.SQL


def test_a_stage_there_can_be_paired_with_a_deal_that_is_lost(desk: Desk):
    assert ("lost", "Lost") in codes_of("stage", desk.workspace, WORDS)


def test_vendors_whose_stages_are_known_have_the_lost_one_paired():
    for words, lost in ((hubspot_words, "closedlost"), (dolibarr_words, "7")):
        (stage,) = [m for m in words.MAP if m.ours == "stage" and m.kind is Kind.DEAL]
        assert stage.values["lost"] == lost
