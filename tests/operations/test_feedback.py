"""What sales answers of hand-offs: recorded with its hand-off and stage, listed, asked for again, taken back."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from sdrdesk.core.domain.feedback import SHIPPED_REASONS, Reason, SalesAnswer
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import feedback
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.feedback import handoff_to, handoffs, record_feedback
from sdrdesk.core.operations.handoffs import handoff_of
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import Meeting, decide
from sdrdesk.core.operations.undo import undo_last, undo_operation
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.store import activities
from tests.support import NOW, paris

DAY = timedelta(days=1)


def handed(desk, *, meeting=None, **values):
    lead = desk.add(**values)
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING, meeting=meeting)
    return lead


def listed(desk, which):
    return [h.lead for h in handoffs(desk.workspace, which)]


def where(desk, lead):
    found = handoff_to(desk.workspace, lead)
    return found[0].value if found else None


def stored(desk, lead):
    with desk.workspace.store.read() as tx:
        return activities.feedback_of(tx, [lead]).get(lead, [])


@pytest.mark.parametrize(
    ("answer", "reason", "stage", "which"),
    [
        ("accepted", "", Stage.SQL, "answered"),
        ("meeting_held", "", Stage.SQL, "answered"),
        ("opportunity", "", Stage.OPPORTUNITY, "answered"),
        ("won", "", Stage.CUSTOMER, "answered"),
        ("rejected", "says_too_little", Stage.SQL, "given_back"),
        ("disqualified", "not_reached", Stage.SQL, "given_back"),
        ("lost", "price", Stage.SQL, "given_back"),
        ("lost", "", Stage.SQL, "given_back"),
    ],
)
def test_an_answer_moves_the_stage_as_it_says_and_the_lead_to_its_list(desk, answer, reason, stage, which):
    lead = handed(desk)
    assert listed(desk, "awaiting") == [lead]
    record_feedback(desk.workspace, lead, answer, reason=reason)
    assert desk.lead(lead).lead.stage is stage
    assert where(desk, lead) == which
    assert {w: listed(desk, w) for w in ("awaiting", "given_back", "answered")} == {
        w: [lead] if w == which else [] for w in ("awaiting", "given_back", "answered")
    }
    assert desk.lead(lead).standing.code == "handed_over"


@pytest.mark.parametrize(
    ("stage", "answer", "after"),
    [
        (Stage.MQL, "accepted", Stage.SAL),
        (Stage.LEAD, "accepted", Stage.SAL),
        (Stage.OPPORTUNITY, "accepted", Stage.OPPORTUNITY),
        (Stage.CUSTOMER, "opportunity", Stage.CUSTOMER),
        (Stage.NURTURING, "accepted", Stage.NURTURING),
        (Stage.EXCLUDED, "won", Stage.CUSTOMER),
        (Stage.NURTURING, "opportunity", Stage.OPPORTUNITY),
        (Stage.CUSTOMER, "lost", Stage.CUSTOMER),
    ],
)
def test_no_answer_takes_a_lead_back_on_its_way(stage, answer, after):
    assert feedback.stage_after_answer(SalesAnswer(answer), stage) is after


def test_taking_an_answer_back_takes_its_stage_back_with_it(desk):
    lead = handed(desk)
    record_feedback(desk.workspace, lead, "opportunity", text="two lines")
    undo_last(desk.workspace)
    assert desk.lead(lead).lead.stage is Stage.SQL
    assert stored(desk, lead) == []
    assert listed(desk, "awaiting") == [lead]


def test_an_answer_keeps_who_said_it_why_and_what_was_missing(desk):
    lead = handed(desk)
    record_feedback(
        desk.workspace, lead, "rejected", reason="need_alone", missing=["need_shared", "role", "role"],
        text=" Nobody else\ncame. ", who="  Paul   Rey ",
    )  # fmt: skip
    (said,) = stored(desk, lead)
    assert (said.answer, said.reason, said.who, said.via, said.at) == (
        "rejected",
        "need_alone",
        "Paul Rey",
        "hand",
        NOW,
    )
    assert json.loads(said.missing) == ["need_shared", "role"]
    assert said.text == "Nobody else\ncame."


@pytest.mark.parametrize(
    ("answer", "also", "code"),
    [
        ("maybe", {}, "unknown_sales_answer"),
        ("rejected", {}, "feedback_needs_reason"),
        ("disqualified", {}, "feedback_needs_reason"),
        ("rejected", {"reason": "price"}, "unknown_feedback_reason"),
        ("accepted", {"reason": "too_early"}, "unknown_feedback_reason"),
        ("lost", {"missing": ["colour"]}, "unknown_topic"),
        ("won", {"at": NOW + DAY}, "feedback_ahead"),
    ],
)
def test_what_sales_cannot_have_said_is_refused_and_nothing_is_kept(desk, answer, also, code):
    lead = handed(desk)
    with pytest.raises(UserError) as refused:
        record_feedback(desk.workspace, lead, answer, **also)
    assert refused.value.code == code
    assert stored(desk, lead) == []


def test_an_answer_belongs_to_the_hand_off_of_its_day_and_an_old_one_does_not_answer_a_new_hand_off(desk):
    lead = handed(desk)
    first = handoffs(desk.workspace, "awaiting")[0].decision
    desk.clock.at = NOW + 10 * DAY
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    record_feedback(desk.workspace, lead, "accepted", at=NOW + DAY)
    assert stored(desk, lead)[0].decision == first
    assert where(desk, lead) == "awaiting"
    record_feedback(desk.workspace, lead, "accepted", at=paris("2026-12-04T00:00"))  # the day of the second, no hour
    assert where(desk, lead) == "answered"


def test_hand_offs_without_an_answer_come_back_after_the_days_of_the_setting(desk):
    lead = handed(desk)
    desk.clock.at = NOW + 6 * DAY
    assert [(h.waits_days, h.overdue) for h in handoffs(desk.workspace, "awaiting")] == [(6, False)]
    desk.clock.at = NOW + 7 * DAY
    assert [(h.lead, h.waits_days, h.overdue) for h in handoffs(desk.workspace, "awaiting")] == [(lead, 7, True)]
    change_settings(desk.workspace, {"feedback_days": "10"})
    assert not handoffs(desk.workspace, "awaiting")[0].overdue


def test_a_meeting_that_nobody_spoke_of_comes_back_although_the_lead_was_accepted(desk):
    met = handed(desk, meeting=Meeting(NOW + 5 * DAY, "Paul Rey"))
    record_feedback(desk.workspace, met, "accepted")
    assert [(h.waits_days, h.overdue) for h in handoffs(desk.workspace, "awaiting")] == [(0, False)]
    desk.clock.at = NOW + 12 * DAY
    assert [(h.meeting_with, h.waits_days, h.overdue) for h in handoffs(desk.workspace, "awaiting")] == [
        ("Paul Rey", 7, True)
    ]
    record_feedback(desk.workspace, met, "meeting_held")
    assert where(desk, met) == "answered"


def test_it_is_known_without_the_lists_whether_sales_is_to_be_asked_about_anybody(desk, demo):
    lead = handed(desk, meeting=Meeting(NOW + DAY))
    asked = []
    for days in (0, 7, 8):
        desk.clock.at = NOW + days * DAY
        asked.append(feedback.is_overdue(desk.workspace))
        assert asked[-1] == any(h.overdue for h in handoffs(desk.workspace, "awaiting"))
    assert asked == [False, False, True]
    record_feedback(desk.workspace, lead, "meeting_held")
    assert not feedback.is_overdue(desk.workspace)
    assert feedback.is_overdue(demo.workspace)
    change_settings(desk.workspace, {"feedback_days": "0"})
    handed(desk, last_name="Today")
    assert feedback.is_overdue(desk.workspace)


def test_a_lead_that_sales_rejected_and_then_accepted_is_asked_about_after_its_meeting(desk):
    handed(desk, meeting=Meeting(NOW + 2 * DAY))
    record_feedback(desk.workspace, desk.leads()[0].lead.id, "rejected", reason="not_our_target")
    desk.clock.at = NOW + DAY
    record_feedback(desk.workspace, desk.leads()[0].lead.id, "accepted")
    desk.clock.at = NOW + 30 * DAY
    assert [h.overdue for h in handoffs(desk.workspace, "awaiting")] == [True]
    assert feedback.is_overdue(desk.workspace)


def test_a_lead_accepted_once_its_meeting_is_over_owes_nothing(desk):
    lead = handed(desk, meeting=Meeting(NOW + DAY))
    desk.clock.at = NOW + 2 * DAY
    record_feedback(desk.workspace, lead, "accepted")
    assert where(desk, lead) == "answered"


def test_those_that_wait_longest_come_first_and_the_newest_answers_first(desk):
    one = handed(desk, last_name="One")
    desk.clock.at = NOW + 3 * DAY
    two = handed(desk, last_name="Two")
    assert listed(desk, "awaiting") == [one, two]
    record_feedback(desk.workspace, one, "accepted")
    desk.clock.at = NOW + 4 * DAY
    record_feedback(desk.workspace, two, "won")
    assert listed(desk, "answered") == [two, one]


def test_what_was_given_back_leaves_the_list_when_the_rep_decides_again(desk):
    lead = handed(desk)
    desk.clock.at = NOW + DAY
    record_feedback(desk.workspace, lead, "rejected", reason="too_early")
    assert listed(desk, "given_back") == [lead]
    desk.clock.at = NOW + 2 * DAY
    decide(desk.workspace, lead, Decision.LATER)
    assert listed(desk, "given_back") == []
    assert where(desk, lead) == "answered"
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    assert where(desk, lead) == "awaiting"


def test_a_hand_off_taken_back_before_any_answer_is_on_no_list(desk):
    lead = handed(desk)
    desk.clock.at = NOW + DAY
    decide(desk.workspace, lead, Decision.LATER)
    assert where(desk, lead) is None


def test_sales_may_speak_of_a_lead_that_no_decision_here_handed_over(desk):
    lead = desk.add()
    record_feedback(desk.workspace, lead, "rejected", reason="known_already")
    assert stored(desk, lead)[0].decision == ""
    assert listed(desk, "given_back") == [lead]


def test_what_sales_said_before_a_hand_off_was_recorded_does_not_answer_it(desk):
    lead = desk.add()
    record_feedback(desk.workspace, lead, "rejected", reason="too_early")
    desk.clock.at = NOW + 10 * DAY
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    assert where(desk, lead) == "awaiting"
    desk.clock.at = NOW + 17 * DAY
    assert feedback.is_overdue(desk.workspace)


def test_a_word_of_sales_on_the_day_of_a_hand_off_answers_it_though_it_was_recorded_later(desk):
    lead = desk.add()
    record_feedback(desk.workspace, lead, "accepted")
    desk.clock.at = NOW + timedelta(hours=1)
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    assert where(desk, lead) == "answered"


def test_undo_of_an_answer_leaves_the_lead_as_far_as_a_later_answer_says(desk):
    lead = handed(desk)
    by_mistake = record_feedback(desk.workspace, lead, "won").operation
    record_feedback(desk.workspace, lead, "opportunity")
    undo_operation(desk.workspace, by_mistake)
    assert [a.answer for a in stored(desk, lead)] == ["opportunity"]
    assert desk.lead(lead).lead.stage is Stage.OPPORTUNITY


def test_undo_of_the_newest_answer_and_of_the_one_before_leads_back(desk):
    lead = handed(desk)
    first = record_feedback(desk.workspace, lead, "won").operation
    undo_operation(desk.workspace, record_feedback(desk.workspace, lead, "opportunity").operation)
    undo_operation(desk.workspace, first)
    assert desk.lead(lead).lead.stage is Stage.SQL


def test_merged_leads_keep_all_that_sales_said_and_undo_parts_it_again(desk):
    kept, gone = handed(desk, last_name="Kept"), handed(desk, last_name="Gone")
    record_feedback(desk.workspace, kept, "accepted")
    desk.clock.at = NOW + DAY
    record_feedback(desk.workspace, gone, "opportunity", text="theirs")
    merged = merge_leads(desk.workspace, kept, gone).operation
    assert [f.answer for f in stored(desk, kept)] == ["accepted", "opportunity"]
    assert stored(desk, gone) == []
    undo_operation(desk.workspace, merged)
    assert [f.answer for f in stored(desk, kept)] == ["accepted"]
    assert [f.text for f in stored(desk, gone)] == ["theirs"]


def test_an_answer_about_a_lead_that_was_merged_is_of_the_one_it_is_part_of(desk):
    kept, gone = desk.add(last_name="Kept"), handed(desk, last_name="Gone")
    merge_leads(desk.workspace, kept, gone)
    record_feedback(desk.workspace, gone, "won")
    assert [f.answer for f in stored(desk, kept)] == ["won"]
    assert desk.lead(kept).lead.stage is Stage.CUSTOMER


def test_erasing_a_lead_erases_what_sales_said_of_it(desk):
    lead = handed(desk)
    record_feedback(desk.workspace, lead, "won", text="Zanzibar order")
    erase_lead(desk.workspace, lead)
    with desk.workspace.store.read() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM feedback").scalar() == 0
    assert b"Zanzibar" not in desk.workspace.store.path.read_bytes()


def test_the_demonstration_has_hand_offs_in_every_list(demo):
    found = {which.value: len(kept) for which, kept in feedback.all_handoffs(demo.workspace).items()}
    assert sum(found.values()) == 90
    assert found["answered"] >= 40
    assert found["given_back"] >= 15
    assert found["awaiting"] >= 8


def test_what_sales_answered_stands_on_the_hand_off_sheet(desk):
    lead = handed(desk)
    record_feedback(desk.workspace, lead, "rejected", reason="need_alone", missing=["need_shared"], text="on his own")
    (line,) = [p for p in handoff_of(desk.workspace, lead, feedback.Words("en")).parts["next"] if "Sales" in p.text]
    assert line.text == "Sales: Rejected (Need felt by this person only)"
    assert line.proof == "on his own · Missing: Shared need"


# -- reasons ---------------------------------------------------------------------------------------------------------


def test_the_shipped_reasons_are_few_and_fit_an_answer(desk):
    assert [r.code for r in feedback.reasons(desk.workspace)] == list(SHIPPED_REASONS)
    assert len(SHIPPED_REASONS) <= 15
    assert all(r.answers and set(r.label) == {"en", "fr"} for r in feedback.reasons(desk.workspace))


def test_a_firm_has_its_own_reasons_and_what_was_said_with_others_keeps_its_name(desk):
    lead = handed(desk)
    record_feedback(desk.workspace, lead, "rejected", reason="too_early")
    own = Reason("r1", (SalesAnswer.REJECTED,), {"en": "No crane", "fr": ""}, ("fit",))
    change_settings(desk.workspace, {"feedback_reasons": feedback.feedback_setting([own])})
    assert feedback.reasons(desk.workspace) == (replace(own, label={"en": "No crane", "fr": "No crane"}),)
    words = feedback.Words("fr")
    assert feedback.reason_label(desk.workspace, words, "r1") == "No crane"
    assert feedback.reason_label(desk.workspace, words, "too_early").startswith("Trop tôt")
    record_feedback(desk.workspace, lead, "rejected", reason="r1")
    with pytest.raises(UserError):
        record_feedback(desk.workspace, lead, "rejected", reason="too_early")


def test_the_shipped_reasons_are_kept_as_nothing_so_that_they_follow_the_program():
    assert feedback.feedback_setting(feedback.shipped_reasons()) == ""


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ([{"en": " ", "fr": ""}], "feedback_reason_unnamed"),
        ([{"en": "x" * 61, "fr": ""}], "feedback_reason_too_long"),
        ([{"en": "Late", "fr": ""}, {"en": "late", "fr": "Tard"}], "feedback_reason_twice"),
    ],
)
def test_reasons_that_cannot_be_told_apart_are_refused(labels, code):
    own = [Reason(f"r{n}", (SalesAnswer.REJECTED,), label) for n, label in enumerate(labels)]
    with pytest.raises(UserError) as refused:
        feedback.feedback_setting(own)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "value",
    ["[1]", "{}", '[{"code": "a b", "label": {"en": "x", "fr": "y"}, "answers": []}]', "nope",
     '[{"code": "a", "label": {"en": "x"}, "answers": []}]', '[{"code": "a", "label": {"en": "x", "fr": "y"}, '
     '"answers": ["maybe"]}]'],
)  # fmt: skip
def test_a_setting_that_holds_no_reasons_is_refused(desk, value):
    with pytest.raises(UserError):
        change_settings(desk.workspace, {"feedback_reasons": value})
