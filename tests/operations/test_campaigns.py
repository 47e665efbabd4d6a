"""Campaigns and bulk acts: each lead is judged by the grid of its campaign; many leads change as one act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import bulk, campaigns, qualification
from sdrdesk.core.operations.queue import read_queue, sweep
from sdrdesk.core.operations.undo import undo_last
from sdrdesk.core.store import states


def made(desk, **values):
    return campaigns.save_campaign(desk.workspace, Campaign("", **values))[0]


def state_of(desk, lead):
    with desk.workspace.store.read() as tx:
        return states.get_states(tx, [lead])[lead]


def moved(desk, ids, edit):
    return bulk.change_leads(desk.workspace, ids, edit)


def test_a_campaign_has_a_name_of_its_own(desk):
    made(desk, name="Industry Q4")
    for name, code in (("  ", "campaign_unnamed"), ("industry q4", "campaign_known")):
        with pytest.raises(UserError) as caught:
            made(desk, name=name)
        assert caught.value.code == code
    assert [e.campaign.name for e in campaigns.list_campaigns(desk.workspace)] == ["Industry Q4"]


def test_a_campaign_with_a_grid_nobody_knows_is_refused(desk):
    with pytest.raises(UserError) as caught:
        made(desk, name="A", grid="nonsense")
    assert caught.value.code == "unknown_grid"


def test_each_lead_is_judged_by_the_grid_of_its_campaign(desk):
    inside, outside = desk.add(last_name="In"), desk.add(last_name="Out")
    campaign = made(desk, name="Small firms", grid="five")
    moved(desk, [inside], bulk.put_in_campaign(campaign.id))
    assert qualification.assessment_of(desk.workspace, inside)[0].grid_id == "five"
    assert qualification.assessment_of(desk.workspace, outside)[0].grid_id == desk.workspace.grid.id != "five"
    assert (state_of(desk, inside).grid, state_of(desk, inside).campaign) == ("five", campaign.id)
    qualification.answer_criterion(desk.workspace, inside, "problem", "urgent")
    assert state_of(desk, inside).score > 0


def test_the_answers_of_a_grid_wait_while_the_lead_is_in_a_campaign_of_another(desk):
    lead = desk.add()
    qualification.answer_criterion(desk.workspace, lead, "need", "blocking")
    scored = qualification.assessment_of(desk.workspace, lead)[0].earned
    campaign = made(desk, name="Small firms", grid="five")
    moved(desk, [lead], bulk.put_in_campaign(campaign.id))
    assert "need" not in qualification.assessment_of(desk.workspace, lead)[1].answers
    moved(desk, [lead], bulk.put_in_campaign(""))
    assert qualification.assessment_of(desk.workspace, lead)[0].earned == scored


def test_another_grid_for_a_campaign_judges_its_leads_anew_and_no_others(desk):
    inside, outside = desk.add(last_name="In"), desk.add(last_name="Out")
    campaign = made(desk, name="A")
    moved(desk, [inside], bulk.put_in_campaign(campaign.id))
    before = state_of(desk, outside)
    campaigns.save_campaign(desk.workspace, Campaign(campaign.id, "A", grid="five"))
    while sweep(desk.workspace):
        pass
    assert state_of(desk, inside).grid == "five"
    assert state_of(desk, outside) == before


def test_the_queue_holds_the_leads_of_every_campaign_in_one_order(desk):
    leads = [desk.add(last_name=f"L{n}") for n in range(6)]
    campaign = made(desk, name="A")
    before = [s.lead.id for s in read_queue(desk.workspace).head]
    moved(desk, leads[::2], bulk.put_in_campaign(campaign.id))
    page = read_queue(desk.workspace)
    assert [s.lead.id for s in page.head] == before
    assert (page.due, page.waiting, page.closed) == (6, 0, 0)


def test_a_bulk_act_is_counted_before_and_taken_back_whole(desk):
    leads = [desk.add(last_name=f"L{n}", tags="a") for n in range(5)]
    assert bulk.count_changes(desk.workspace, leads, bulk.add_tag("A")) == 0
    assert bulk.count_changes(desk.workspace, leads, bulk.add_tag("b")) == 5
    done = moved(desk, leads, bulk.add_tag("b"))
    assert done.changed == 5
    assert {s.lead.tags for s in desk.leads()} == {"a, b"}
    undone = undo_last(desk.workspace)
    assert (undone.verb, undone.undone) == ("bulk", 5)
    assert {s.lead.tags for s in desk.leads()} == {"a"}


def test_a_bulk_act_cancelled_half_way_leaves_nothing_behind(desk, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)
    leads = [desk.add(last_name=f"L{n}") for n in range(5)]
    with pytest.raises(UserError) as caught:
        bulk.change_leads(desk.workspace, leads, bulk.give_to("Zoé"), lambda done, _of: done < 4)
    assert caught.value.code == "cancelled"
    assert {s.lead.owner for s in desk.leads()} == {""}


TAGS = st.lists(st.sampled_from(["a", "A", "b", "Éa", "é a"]), max_size=4)


@given(TAGS, st.sampled_from(["a", "b", "c"]))
def test_a_tag_is_there_once_when_added_and_gone_when_removed(tags, tag):
    from sdrdesk.core.domain.lead import Lead

    lead = Lead("x", tags="; ".join(tags))
    added = bulk.add_tag(tag)(lead)["tags"].split(", ")
    assert [t.casefold() for t in added].count(tag) == 1
    removed = bulk.remove_tag(tag)(Lead("x", tags=", ".join(added)))["tags"]
    assert tag not in [t.strip().casefold() for t in removed.split(",")]
