"""Campaigns and bulk acts: each lead is judged by the grid of its campaign; many leads change as one act."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import bulk, campaigns, leads, qualification
from sdrdesk.core.operations.imports import Choices, apply_import, plan_import
from sdrdesk.core.operations.queue import read_queue, sweep
from sdrdesk.core.operations.undo import undo_last
from sdrdesk.core.store import states
from tests.support import NOW, paris, write_rows


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


def test_leads_are_put_off_until_a_day_begins_where_they_are_and_brought_back(desk):
    here = desk.add(last_name="Here", country="FR")
    there = desk.add(last_name="There", country="GB", phone="+441632960001")
    edit = bulk.put_off_until(desk.workspace, date(2026, 12, 1))
    assert bulk.count_changes(desk.workspace, [here, there], edit) == 2
    moved(desk, [here, there], edit)
    assert bulk.count_changes(desk.workspace, [here, there], edit) == 0
    assert {desk.lead(i).standing.code for i in (here, there)} == {"snoozed"}
    assert desk.lead(here).standing.until == paris("2026-12-01T00:00")
    assert desk.lead(there).standing.until == paris("2026-12-01T01:00")
    undone = undo_last(desk.workspace)
    assert (undone.verb, undone.undone) == ("bulk", 2)
    assert all(isinstance(desk.lead(i).standing, Due) for i in (here, there))


def test_leads_cannot_be_put_off_until_a_day_that_has_gone(desk):
    with pytest.raises(UserError, match="day_gone"):
        bulk.put_off_until(desk.workspace, NOW.date() - timedelta(1))


def test_counting_what_would_change_can_be_stopped(desk):
    with pytest.raises(UserError, match="cancelled"):
        bulk.count_changes(desk.workspace, [desk.add()], bulk.add_tag("a"), lambda done, of: False)


def test_the_queues_of_all_campaigns_and_of_the_leads_in_none_make_the_whole(demo):
    workspace = demo.workspace
    ids = leads.find_leads(workspace, leads.LeadFilter())
    made_two = [made(demo, name=name, grid=grid).id for name, grid in (("A", "five"), ("B", ""))]
    for n, campaign in enumerate(made_two):
        moved(demo, ids[n::3], bulk.put_in_campaign(campaign))
    for shift in (timedelta(0), timedelta(days=3), -timedelta(days=30)):
        whole = read_queue(workspace, NOW + shift, 1000, 1000)
        parts = [read_queue(workspace, NOW + shift, 1000, 1000, campaign=c) for c in ("", *made_two)]
        assert sum(p.due + p.waiting + p.closed for p in parts) == len(ids)
        for figure in ("due", "waiting", "closed"):
            assert sum(getattr(p, figure) for p in parts) == getattr(whole, figure)
        for part, campaign in zip(parts, ("", *made_two), strict=True):
            wanted = [s.lead.id for s in whole.head if s.lead.campaign == campaign]
            assert [s.lead.id for s in part.head] == wanted
            assert part.due == len(wanted)
            assert {s.lead.campaign for s in part.next_waiting} <= {campaign}


def test_new_leads_of_a_file_go_into_a_campaign_and_known_ones_stay(desk, tmp_path):
    known = desk.add(last_name="Arnaud", email="a@a.example")
    campaign = made(desk, name="Fair", grid="five").id
    rows = [["Arnaud", "a@a.example", "Lyon"], ["B", "b@b.example", ""]]
    path = write_rows(tmp_path / "f.csv", ["Nom", "E-mail", "Ville"], rows)
    plan = plan_import(desk.workspace, path, Choices(campaign=campaign))
    apply_import(desk.workspace, plan)
    plan.close()
    by_name = {s.lead.last_name: s for s in desk.leads()}
    assert (by_name["Arnaud"].lead.id, by_name["Arnaud"].lead.campaign) == (known, "")
    new = by_name["B"]
    assert (new.lead.campaign, new.state.campaign, new.state.grid) == (campaign, campaign, "five")


TAGS = st.lists(st.sampled_from(["a", "A", "b", "Éa", "é a"]), max_size=4)


@given(TAGS, st.sampled_from(["a", "b", "c"]))
def test_a_tag_is_there_once_when_added_and_gone_when_removed(tags, tag):
    from sdrdesk.core.domain.lead import Lead

    lead = Lead("x", tags="; ".join(tags))
    added = bulk.add_tag(tag)(lead)["tags"].split(", ")
    assert [t.casefold() for t in added].count(tag) == 1
    removed = bulk.remove_tag(tag)(Lead("x", tags=", ".join(added)))["tags"]
    assert tag not in [t.strip().casefold() for t in removed.split(",")]
