"""Moving a lead along the way, what decisions make of its stage, a firm's own texts, the check before a meeting."""

import json
from datetime import timedelta

import pytest

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.leads import dossier
from sdrdesk.core.operations.qualification import check_fault, check_json, check_lines, decide, save_draft
from sdrdesk.core.operations.stages import (
    StageText,
    leads_to,
    move_stage,
    own_texts,
    setting_of,
    stage_criteria,
    stage_label,
)
from sdrdesk.core.operations.undo import undo_last, undo_operation
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.words import Words

EN, FR = Words("en"), Words("fr")
ALL_THREE = {"shared": "the board asks for it", "deciders": None, "unchanged": "they lose the client"}


def code_of(act):
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


def stage(desk, lead):
    return desk.lead(lead).lead.stage


# -- moves -----------------------------------------------------------------------------------------------------------


def test_a_move_keeps_its_reason_its_author_and_its_stages(desk):
    lead = desk.add()
    move_stage(desk.workspace, lead, Stage.MQL, " two\nwebinars ")
    desk.clock.at += timedelta(hours=1)
    done = move_stage(desk.workspace, lead, Stage.SAL, "accepted by sales")
    said = [(m.before, m.after, m.reason, m.who) for m in dossier(desk.workspace, lead).moves]
    assert said == [("mql", "sal", "accepted by sales", "Alix"), ("lead", "mql", "two webinars", "Alix")]
    undo_operation(desk.workspace, done.operation)
    assert stage(desk, lead) == "mql"
    assert [m.reason for m in dossier(desk.workspace, lead).moves] == ["two webinars"]


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        ("sal", " ", "stage_needs_reason"),
        ("lead", "why not", "same_stage"),
        ("nurturing", "in spring", "stage_needs_decision"),
        ("excluded", "bankrupt", "stage_needs_decision"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_changes_nothing(desk, to, reason, code):
    lead = desk.add()
    before = dossier(desk.workspace, lead)
    assert code_of(lambda: move_stage(desk.workspace, lead, Stage(to), reason)) == code
    assert dossier(desk.workspace, lead) == before


def test_an_excluded_lead_comes_back_by_a_decision_and_not_by_a_move(desk):
    lead = desk.add()
    decide(desk.workspace, lead, Decision.NEVER, reason="price")
    assert code_of(lambda: move_stage(desk.workspace, lead, Stage.SAL, "they called")) == "stage_needs_decision"
    decide(desk.workspace, lead, Decision.LATER, Route.FURTHER_QUALIFICATION)
    assert stage(desk, lead) == "lead"


# -- decisions -------------------------------------------------------------------------------------------------------


def test_a_decision_that_takes_another_back_returns_the_lead_to_where_it_was_on_the_way(desk):
    lead = desk.add()
    move_stage(desk.workspace, lead, Stage.SAL, "accepted by sales")
    decide(desk.workspace, lead, Decision.LATER)
    decide(desk.workspace, lead, Decision.NEVER, reason="price")
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    assert stage(desk, lead) == "sql"
    decide(desk.workspace, lead, Decision.LATER, Route.FURTHER_QUALIFICATION)
    assert stage(desk, lead) == "sal"


def test_an_sql_made_by_hand_stays_one_whatever_is_still_to_qualify(desk):
    lead = desk.add()
    move_stage(desk.workspace, lead, Stage.SQL, "met at the fair")
    decide(desk.workspace, lead, Decision.NOW, Route.FURTHER_QUALIFICATION)
    assert stage(desk, lead) == "sql"


def test_an_undone_decision_is_no_part_of_the_way_back(desk):
    lead = desk.add()
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    undo_last(desk.workspace)
    move_stage(desk.workspace, lead, Stage.MQL, "two webinars")
    decide(desk.workspace, lead, Decision.NEVER)
    decide(desk.workspace, lead, Decision.NOW)
    assert stage(desk, lead) == "mql"


@pytest.mark.parametrize("grid", ["bant", "marketing"])
@pytest.mark.parametrize(
    ("decision", "route"),
    [("now", "meeting"), ("now", "check_then_meeting"), ("later", "nurture"), ("later", "further_qualification"),
     ("never", "exclude")],
)  # fmt: skip
def test_where_a_decision_leads_is_said_before_it_is_taken(desk, grid, decision, route):
    change_settings(desk.workspace, {"grid": grid})
    lead = desk.add()
    for _ in range(2):
        said = leads_to(desk.workspace, lead, Decision(decision), Route(route))
        decide(desk.workspace, lead, Decision(decision), Route(route))
        assert stage(desk, lead) is said
    assert code_of(lambda: leads_to(desk.workspace, "gone", Decision.NOW, Route.MEETING)) == "unknown_lead"


def test_now_on_a_marketing_grid_makes_an_mql_and_a_meeting_on_it_no_sql(desk):
    change_settings(desk.workspace, {"grid": "marketing"})
    lead, met = desk.add(), desk.add(last_name="Autre", phone="+33612345670")
    decide(desk.workspace, lead, Decision.NOW)
    decide(desk.workspace, met, Decision.NOW, Route.MEETING)
    assert (stage(desk, lead), stage(desk, met)) == ("mql", "mql")


# -- the check -------------------------------------------------------------------------------------------------------


def test_the_answers_of_the_check_are_kept_with_the_decision_and_said(desk):
    lead = desk.add()
    decide(desk.workspace, lead, Decision.LATER)
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING, checked=ALL_THREE)
    before, taken = dossier(desk.workspace, lead).decisions
    assert check_json(desk.workspace, before) is None
    check = check_json(desk.workspace, taken)
    assert (check["complete"], check["answers"], check["who"]) == (True, ALL_THREE, "Alix")
    assert check_fault(taken, EN) == ""
    assert check_lines(taken, EN) == [
        "Is the need shared by the organisation? the board asks for it",
        "Who else decides? not known",
        "What happens if nothing changes? they lose the client",
    ]


@pytest.mark.parametrize(
    ("checked", "said"), [({}, "without the check"), ({"shared": "yes", "deciders": ""}, "check not complete")]
)
def test_a_meeting_without_the_whole_check_is_possible_and_says_so(desk, checked, said):
    lead = desk.add()
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING, checked=checked)
    taken = dossier(desk.workspace, lead).decisions[0]
    assert check_json(desk.workspace, taken)["complete"] is False
    assert check_fault(taken, EN) == said
    assert stage(desk, lead) == "sql"


def test_a_question_the_check_does_not_have_is_refused(desk):
    lead = desk.add()
    assert code_of(lambda: decide(desk.workspace, lead, Decision.NOW, checked={"luck": "yes"})) == "unknown_check"
    assert dossier(desk.workspace, lead).decisions == ()


def test_what_was_answered_in_the_check_is_being_typed_again_once_the_decision_is_taken_back(desk):
    lead = desk.add()
    done = decide(desk.workspace, lead, Decision.NOW, Route.MEETING, checked=ALL_THREE, note="she is in a hurry")
    save_draft(desk.workspace, lead, desk.workspace.grid, "typed since", {"check.shared": "typed since"})
    undo_operation(desk.workspace, done.changes.operation)
    draft = dossier(desk.workspace, lead).draft
    assert draft.typed == {
        "check.shared": "typed since",
        "check.deciders": "?",
        "check.unchanged": "they lose the client",
    }
    assert draft.notes == "she is in a hurry\ntyped since"


# -- a firm's own texts ----------------------------------------------------------------------------------------------


def test_a_firms_own_texts_stand_before_the_shipped_ones(desk):
    workspace = desk.workspace
    assert stage_label(workspace, FR, Stage.OPPORTUNITY) == "Opportunité"
    texts = {Stage.SAL: StageText("  Repris par la vente ", ""), Stage.MQL: StageText("", "Deux webinaires\nsuivis.")}
    change_settings(workspace, {"stages": setting_of(texts, FR)})
    assert stage_label(workspace, FR, Stage.SAL) == stage_label(workspace, EN, Stage.SAL) == "Repris par la vente"
    assert stage_label(workspace, EN, Stage.MQL) == "MQL"
    assert stage_criteria(workspace, EN, Stage.MQL) == "Deux webinaires suivis."
    assert stage_criteria(workspace, EN, Stage.SAL).startswith("Sales has looked")
    assert setting_of(own_texts(workspace), FR) == workspace.settings["stages"]
    change_settings(workspace, {"stages": setting_of({}, FR)})
    assert own_texts(workspace) == {}


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({Stage.SAL: StageText("x" * 25)}, "stage_text_too_long"),
        ({Stage.SAL: StageText("", "x" * 301)}, "stage_text_too_long"),
        ({Stage.SAL: StageText("sql")}, "stage_named_twice"),
        ({Stage.SAL: StageText("Mine"), Stage.SQL: StageText("mine")}, "stage_named_twice"),
    ],
)
def test_texts_that_cannot_be_are_refused(texts, code):
    assert code_of(lambda: setting_of(texts, EN)) == code


@pytest.mark.parametrize(
    "value",
    ["[]", "{", '"x"', '{"vip": {"label": "x"}}', '{"sal": "x"}', '{"sal": {"colour": "x"}}', '{"sal": {"label": ""}}',
     '{"sal": {"label": 3}}', json.dumps({"sal": {"label": "x" * 25}}), '{"sal": {"label": "a\\nb"}}'],
)  # fmt: skip
def test_a_setting_that_holds_no_texts_is_refused(desk, value):
    assert code_of(lambda: change_settings(desk.workspace, {"stages": value})) == "bad_setting"
    assert stage_label(desk.workspace, EN, Stage.SAL) == "SAL"
