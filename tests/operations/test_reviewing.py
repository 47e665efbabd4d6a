"""Reviewing qualifications: finding them, seeing what the rep saw, and what is said of them."""

import json
from datetime import timedelta

import pytest

from sdrdesk.core.domain.answers import AnswerError
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.remarks import RemarkKind, decision_of, part_of
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.leads import add_note, dossier, history
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import answer_criterion, decide
from sdrdesk.core.operations.review import (
    ReviewFilter,
    add_remark,
    correct_answer,
    find_qualifications,
    review_rows,
    review_sheet,
    rewrite_remark,
    withdraw_remark,
)
from sdrdesk.core.operations.review_drafts import keep_review_drafts, review_drafts
from sdrdesk.core.operations.undo import undo_last, undo_operation

COMMENT, AGREE, DISAGREE = RemarkKind.COMMENT, RemarkKind.AGREE, RemarkKind.DISAGREE


def later(desk, minutes=1):
    desk.clock.at += timedelta(minutes=minutes)


@pytest.fixture
def decided(desk):
    """A lead whose role is proved and whose need is not, decided on; the lead and the decision."""
    lead = desk.add(company="Atelier", last_name="Durand")
    answer_criterion(desk.workspace, lead, "authority", "decides", "she signs the orders")
    answer_criterion(desk.workspace, lead, "need", "blocking")
    later(desk)
    decide(desk.workspace, lead, Decision.LATER, note="Call back once the budget is voted")
    later(desk)
    return lead, dossier(desk.workspace, lead).decisions[-1].id


def row(desk, decision):
    return review_rows(desk.workspace, [decision])[0]


def remarks(desk, decision):
    return [(r.kind, r.value, r.text) for r in row(desk, decision).remarks]


def only_remark(desk, decision):
    (found,) = row(desk, decision).remarks
    return found


def test_a_qualification_is_listed_with_what_was_known_without_proof(desk, decided):
    lead, decision = decided
    found = row(desk, decision)
    assert (found.lead_id, found.company, found.who, found.decision) == (lead, "Atelier", "Alix", "later")
    assert found.missing == ("need",)
    assert (found.grid_id, found.grid_version) == ("bant", 1)
    # Nothing known of budget and timing: the verdict leans to what its points allow, told by the assessment kept.
    kept = json.loads(dossier(desk.workspace, lead).decisions[-1].assessment)
    assert (found.state, found.leaning, found.earned) == (kept["state"], kept["leaning"], kept["earned"])
    assert found.disagrees is (kept["leaning"] != "later")


def test_qualifications_are_cut_by_who_when_what_and_whether_anybody_remarked(desk, decided):
    _lead, decision = decided
    other = desk.add(last_name="Petit", phone="+33655443322")
    decide(desk.workspace, other, Decision.NEVER, reason="price")
    second = dossier(desk.workspace, other).decisions[-1].id

    def found(**asked):
        return find_qualifications(desk.workspace, ReviewFilter(**asked))

    assert found() == [second, decision]
    assert found(who=("Alix",)) == [second, decision]
    assert found(who=("Nadia",)) == []
    assert found(decisions=("never",)) == [second]
    assert found(routes=("nurture",)) == [decision]
    assert found(grids=(("bant", 1),)) == [second, decision]
    assert found(grids=(("bant", 9), ("meddic", None))) == []
    assert found(until=desk.workspace.now()) == [decision]
    assert found(since=desk.workspace.now()) == [second]
    assert found(missing_evidence=True) == [decision]
    assert found(missing_evidence=False) == [second]
    assert found(reviewed=True) == []
    add_remark(desk.workspace, second, AGREE)
    assert (found(reviewed=True), found(reviewed=False)) == ([second], [decision])
    withdraw_remark(desk.workspace, only_remark(desk, second).id)
    assert found(reviewed=True) == []
    leaning = row(desk, second).leaning
    assert found(disagreement=True, decisions=("never",)) == ([] if leaning == "never" else [second])


def test_the_sheet_shows_what_the_rep_saw_whatever_changed_since(desk, decided):
    lead, decision = decided
    answer_criterion(desk.workspace, lead, "authority", "influences", "her manager signs")
    later(desk)
    add_note(desk.workspace, lead, "The manager called back")
    sheet = review_sheet(desk.workspace, decision)
    seen = {a.criterion: a for a in sheet.answers}
    assert (seen["authority"].value, seen["authority"].evidence) == ("decides", "she signs the orders")
    assert seen["authority"].changed
    assert seen["authority"].now.value == "influences"
    assert (seen["need"].value, seen["need"].changed) == ("blocking", False)
    assert sheet.assessment.earned == sheet.row.earned
    notes = {m.fact.text: m.later for m in sheet.timeline if m.kind == "note"}
    assert notes == {"Call back once the budget is voted": False, "The manager called back": True}
    assert [m.later for m in sheet.timeline if m.kind == "decision"] == [False]


def test_the_grid_is_that_of_the_decision(desk, decided):
    sheet = review_sheet(desk.workspace, decided[1])
    assert (sheet.grid.id, sheet.grid.version) == ("bant", 1)


def test_a_second_opinion_takes_the_place_of_the_first(desk, decided):
    _lead, decision = decided
    add_remark(desk.workspace, decision, AGREE)
    later(desk)
    add_remark(desk.workspace, decision, DISAGREE, value="too_early")
    assert remarks(desk, decision) == [("disagree", "too_early", "")]
    undo_last(desk.workspace)
    assert remarks(desk, decision) == [("agree", "", "")]


def test_the_opinions_of_two_people_stand_beside_each_other(desk, decided):
    _lead, decision = decided
    add_remark(desk.workspace, decision, AGREE)
    desk.workspace.who = "Nadia"
    add_remark(desk.workspace, decision, DISAGREE, text="No budget was named")
    assert [(r.who, r.kind) for r in row(desk, decision).remarks] == [("Alix", "agree"), ("Nadia", "disagree")]


def test_a_tag_said_twice_is_one_tag(desk, decided):
    _lead, decision = decided
    add_remark(desk.workspace, decision, RemarkKind.TAG, value="listening")
    add_remark(desk.workspace, decision, RemarkKind.TAG, value="Listening")
    add_remark(desk.workspace, decision, RemarkKind.TAG, value="relance trop tardive")
    add_remark(desk.workspace, decision, RemarkKind.EXAMPLE)
    add_remark(desk.workspace, decision, RemarkKind.EXAMPLE)
    assert [(k, v.casefold()) for k, v, _t in remarks(desk, decision)] == [
        ("tag", "listening"),
        ("tag", "relance trop tardive"),
        ("example", ""),
    ]


def test_a_comment_on_a_passage_keeps_the_passage(desk, decided):
    lead, decision = decided
    note = dossier(desk.workspace, lead).notes[-1]
    add_remark(desk.workspace, decision, COMMENT, about="note", about_id=note.id, start=20, length=6, text="Which?")
    found = only_remark(desk, decision)
    assert (found.quote, found.start, found.length) == (note.text[20:26], 20, 6)
    assert (decision_of(found), part_of(found)) == (decision, note.id)
    add_remark(
        desk.workspace, decision, COMMENT, about="answer", about_id="authority", start=4, length=5, text="Who says so?"
    )
    assert row(desk, decision).remarks[-1].quote == "signs"
    for wrong in ({"start": 2000, "length": 3}, {"start": 0, "length": 4, "quote": "else"}, {"start": -3, "length": 2}):
        with pytest.raises(UserError, match="no_passage"):
            add_remark(desk.workspace, decision, COMMENT, about="note", about_id=note.id, text="?", **wrong)
    with pytest.raises(UserError, match="no_passage"):
        add_remark(desk.workspace, decision, COMMENT, about="note", about_id="0", text="?")


@pytest.mark.parametrize("act", [lambda w, i: rewrite_remark(w, i, text="Mine"), withdraw_remark])
def test_a_remark_of_somebody_else_is_left_as_it_is(desk, decided, act):
    _lead, decision = decided
    add_remark(desk.workspace, decision, COMMENT, text="Ask for the budget")
    said = remarks(desk, decision)
    desk.workspace.who = "Nadia"
    with pytest.raises(UserError, match="remark_of_another"):
        act(desk.workspace, only_remark(desk, decision).id)
    assert remarks(desk, decision) == said


def test_a_correction_is_not_left_without_its_why(desk, decided):
    _lead, decision = decided
    correct_answer(desk.workspace, decision, "authority", "uses", "he only uses it")
    with pytest.raises(UserError, match="correction_needs_why"):
        rewrite_remark(desk.workspace, only_remark(desk, decision).id, text=" ")


def test_a_remark_is_rewritten_withdrawn_and_brought_back(desk, decided):
    _lead, decision = decided
    add_remark(desk.workspace, decision, COMMENT, text="Ask for the budget")
    later(desk)
    rewrite_remark(desk.workspace, only_remark(desk, decision).id, text="Ask for the budget first")
    assert remarks(desk, decision) == [("comment", "", "Ask for the budget first")]
    later(desk)
    withdraw_remark(desk.workspace, only_remark(desk, decision).id)
    assert remarks(desk, decision) == []
    writings = review_sheet(desk.workspace, decision).writings
    assert [w.text for w in writings] == ["Ask for the budget", "Ask for the budget first", ""]
    with pytest.raises(UserError, match="remark_gone"):
        rewrite_remark(desk.workspace, writings[0].id, text="Once more")
    undo_last(desk.workspace)
    assert remarks(desk, decision) == [("comment", "", "Ask for the budget first")]


def test_what_says_nothing_is_no_remark(desk, decided):
    _lead, decision = decided
    for kind, said, code in (
        (COMMENT, {"text": "  "}, "remark_needs_words"),
        (DISAGREE, {}, "disagreement_needs_reason"),
        (DISAGREE, {"value": "weather"}, "unknown_review_reason"),
        (RemarkKind.TAG, {}, "bad_tag"),
        (RemarkKind.TAG, {"value": "x" * 61}, "bad_tag"),
        (RemarkKind.WITHDRAWN, {}, "remark_gone"),
    ):
        with pytest.raises(UserError, match=code):
            add_remark(desk.workspace, decision, kind, **said)
    with pytest.raises(UserError, match="unknown_decision"):
        add_remark(desk.workspace, "nothing", AGREE)
    assert remarks(desk, decision) == []


def test_a_correction_sets_the_answer_that_still_stands(desk, decided):
    lead, decision = decided
    correct_answer(desk.workspace, decision, "authority", "influences", "the notes say her manager signs")
    found = only_remark(desk, decision)
    assert (json.loads(found.was), json.loads(found.value)) == ("decides", "influences")
    said = dossier(desk.workspace, lead).answers["authority"]
    assert (said.value, said.evidence) == ("influences", "she signs the orders")
    undo_last(desk.workspace)
    assert dossier(desk.workspace, lead).answers["authority"].value == "decides"
    assert remarks(desk, decision) == []


def test_a_correction_leaves_an_answer_alone_that_changed_since(desk, decided):
    lead, decision = decided
    answer_criterion(desk.workspace, lead, "authority", "cannot", "she left that post")
    later(desk)
    correct_answer(desk.workspace, decision, "authority", "influences", "the notes say her manager signs")
    assert dossier(desk.workspace, lead).answers["authority"].value == "cannot"
    assert json.loads(only_remark(desk, decision).was) == "decides"
    with pytest.raises(AnswerError):
        correct_answer(desk.workspace, decision, "authority", "sings", "the notes")
    with pytest.raises(UserError, match="correction_needs_why"):
        correct_answer(desk.workspace, decision, "authority", "decides", " ")


def test_remarks_on_a_decision_taken_back_stay_in_the_history(desk, decided):
    lead, decision = decided
    taken = review_sheet(desk.workspace, decision).decision.operation
    add_remark(desk.workspace, decision, COMMENT, text="Too early")
    undo_operation(desk.workspace, taken)
    assert find_qualifications(desk.workspace, ReviewFilter()) == []
    assert ["Too early" in (e.after or "") for _op, e in history(desk.workspace, lead) if e.entity == "remark"] == [
        True
    ]


def test_what_was_said_while_two_leads_were_one_stands_on_its_decision_once_they_are_two_again(desk, decided):
    lead, decision = decided
    merge_leads(desk.workspace, desk.add(last_name="Durand", company="Atelier"), lead)
    operation = desk.last_operation
    later(desk)
    add_remark(desk.workspace, decision, COMMENT, text="Which budget?")
    later(desk)
    undo_operation(desk.workspace, operation)
    assert remarks(desk, decision) == [("comment", "", "Which budget?")]
    assert [r.text for r in review_sheet(desk.workspace, decision).remarks] == ["Which budget?"]
    assert find_qualifications(desk.workspace, ReviewFilter(reviewed=True)) == [decision]
    rewrite_remark(desk.workspace, only_remark(desk, decision).id, text="Whose budget?")
    assert remarks(desk, decision) == [("comment", "", "Whose budget?")]


def test_what_was_begun_about_a_lead_that_is_erased_goes_with_it_and_is_not_saved_again(desk, decided):
    lead, decision = decided
    other = desk.add(last_name="Moreau")
    decide(desk.workspace, other, Decision.LATER)
    kept = dossier(desk.workspace, other).decisions[-1].id
    begun = {decision: {"comment": {"text": "Madame Durand distelvink"}}, kept: {"comment": {"text": "And when?"}}}
    keep_review_drafts(desk.workspace, begun)
    erase_lead(desk.workspace, lead)
    assert review_drafts(desk.workspace) == {kept: begun[kept]}
    assert b"distelvink" not in desk.workspace.store.path.read_bytes()
    keep_review_drafts(desk.workspace, begun)  # a window that still has it in hand
    assert review_drafts(desk.workspace) == {kept: begun[kept]}


def test_what_was_begun_about_a_decision_taken_back_is_kept(desk, decided):
    _lead, decision = decided
    undo_last(desk.workspace)
    begun = {decision: {"comment": {"text": "Which budget?"}}}
    keep_review_drafts(desk.workspace, begun)
    assert review_drafts(desk.workspace) == begun
