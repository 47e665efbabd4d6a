"""What a verdict proposes and where a decision leads: every stage, verdict, level and decision there is."""

from itertools import product

import pytest

from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.grid import Level
from sdrdesk.core.domain.human_check import CHECKS, as_typed, from_typed, is_checked, still_to_check
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.stages import WAY, is_beside_the_way, proposed_stage, stage_after

PROPOSALS = {
    (Level.MARKETING, False): {Stage.LEAD: Stage.MQL, Stage.NURTURING: Stage.MQL},
    (Level.MARKETING, True): {Stage.LEAD: Stage.MQL, Stage.NURTURING: Stage.MQL},
    (Level.SALES, False): {},
    (Level.SALES, True): {
        Stage.LEAD: Stage.SQL,
        Stage.MQL: Stage.SQL,
        Stage.SAL: Stage.SQL,
        Stage.NURTURING: Stage.SQL,
    },
}


@pytest.mark.parametrize(("level", "checked", "stage", "state"), list(product(Level, (False, True), Stage, State)))
def test_only_a_settled_now_proposes_and_only_forwards(level, checked, stage, state):
    wanted = PROPOSALS[level, checked].get(stage) if state is State.NOW else None
    assert proposed_stage(stage, level, state, checked=checked) is wanted


def test_every_stage_is_on_the_way_or_beside_it():
    assert {s for s in Stage if not is_beside_the_way(s)} == set(WAY)
    assert [s.value for s in WAY] == ["lead", "mql", "sal", "sql", "opportunity", "customer"]


@pytest.mark.parametrize(
    ("decision", "route", "level", "at", "after"),
    [
        ("now", "meeting", "sales", "lead", "sql"),
        ("now", "meeting", "sales", "sal", "sql"),
        ("now", "meeting", "sales", "customer", "customer"),
        ("now", "meeting", "marketing", "lead", "mql"),
        ("now", "check_then_meeting", "marketing", "lead", "mql"),
        ("now", "further_qualification", "marketing", "lead", "mql"),
        ("now", "check_then_meeting", "marketing", "sal", "sal"),
        ("now", "check_then_meeting", "sales", "lead", "lead"),
        ("now", "further_qualification", "sales", "mql", "mql"),
        ("later", "further_qualification", "marketing", "lead", "lead"),
        ("later", "nurture", "sales", "mql", "nurturing"),
        ("never", "exclude", "marketing", "opportunity", "excluded"),
    ],
)
def test_where_a_decision_leads(decision, route, level, at, after):
    assert stage_after(Decision(decision), Route(route), Level(level), Stage(at)) == after


@pytest.mark.parametrize(("decision", "route", "level", "at"), list(product(Decision, Route, Level, WAY)))
def test_a_decision_takes_no_lead_back_along_the_way(decision, route, level, at):
    after = stage_after(decision, route, level, at)
    assert is_beside_the_way(after) or WAY.index(after) >= WAY.index(at)


@pytest.mark.parametrize(
    ("checked", "left"),
    [
        ({}, CHECKS),
        ({"shared": "yes", "deciders": ""}, ("deciders", "unchanged")),
        ({"shared": None, "deciders": None, "unchanged": "they lose the client"}, ()),
    ],
)
def test_a_question_is_answered_not_known_or_not_asked(checked, left):
    assert still_to_check(checked) == left
    assert is_checked(checked) is (not left)


def test_a_check_that_is_being_typed_reads_back_as_it_was():
    checked = {"shared": "yes, the board", "deciders": None, "unchanged": ""}
    assert as_typed(checked) == {"check.shared": "yes, the board", "check.deciders": "?", "check.unchanged": ""}
    assert from_typed({**as_typed(checked), "need": "none"}) == checked
