"""Calls, answers, overrides, decisions and edits through operations, with the standing after each, and their undo."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from sdrdesk.core.domain.answers import AnswerError
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import (
    add_lead,
    add_note,
    add_signal,
    dossier,
    edit_lead,
    history,
    snooze_lead,
)
from sdrdesk.core.operations.qualification import answer_criterion, decide, override_criterion, save_draft
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.operations.undo import undo_last, undo_operation
from sdrdesk.core.operations.workspace import change_settings
from tests.support import NOW, paris

DAY = timedelta(days=1)


def code_of(act):
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


def stands(desk, lead):
    found = desk.lead(lead).standing
    return type(found).__name__.lower(), found.code


# -- calls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "until", "standing"),
    [
        ("no_answer", None, ("waiting", "retry")),
        ("busy", None, ("waiting", "retry")),
        ("voicemail", None, ("waiting", "retry")),
        ("gatekeeper", None, ("waiting", "retry")),
        ("callback_promised", paris("2026-11-24T15:00"), ("waiting", "promise")),
        ("callback_later", date(2026, 11, 26), ("waiting", "callback")),
        ("callback_later", date(2026, 11, 24), ("due", "callback")),
        ("reached", None, ("due", "undecided")),
        ("not_interested", None, ("due", "undecided")),
        ("wrong_number", None, ("closed", "nothing_to_dial")),
        ("opposed", None, ("closed", "opposed")),
        ("left_company", None, ("closed", "left_company")),
    ],
)
def test_where_a_lead_stands_after_each_outcome(desk, outcome, until, standing):
    lead = desk.add()
    done = record_call(desk.workspace, lead, Outcome(outcome), until=until, note="Said something")
    assert (type(done.standing).__name__.lower(), done.standing.code) == standing
    assert stands(desk, lead) == standing
    file = dossier(desk.workspace, lead)
    assert [(c.outcome, c.number, c.at) for c in file.calls] == [(outcome, "+33612345678", NOW.astimezone(UTC))]
    assert [n.text for n in file.notes] == ["Said something"]
    undone = undo_operation(desk.workspace, done.changes.operation)
    assert undone.kept == []
    assert stands(desk, lead) == ("due", "never_called")
    file = dossier(desk.workspace, lead)
    assert (file.calls, file.notes) == ((), [])
    assert desk.leads("something") == []


def test_a_wrong_number_leaves_the_other_number(desk):
    lead = desk.add(mobile="+33699001234")
    done = record_call(desk.workspace, lead, Outcome.WRONG_NUMBER)
    assert done.numbers_left == ("+33699001234",)
    assert record_call(desk.workspace, lead, Outcome.WRONG_NUMBER).numbers_left == ()
    assert stands(desk, lead) == ("closed", "nothing_to_dial")
    edit_lead(desk.workspace, lead, {"phone": "01 99 00 12 34"})
    assert stands(desk, lead)[0] == "due"


def test_a_call_made_earlier_takes_its_place_in_time(desk):
    lead = desk.add()
    record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, at=NOW - DAY, until=NOW - timedelta(hours=1))
    assert stands(desk, lead) == ("due", "promise")
    record_call(desk.workspace, lead, Outcome.NO_ANSWER, at=NOW - timedelta(hours=2))  # before the minute
    assert stands(desk, lead) == ("due", "promise")
    record_call(desk.workspace, lead, Outcome.NO_ANSWER, at=NOW - timedelta(hours=1))
    assert stands(desk, lead) == ("waiting", "retry")
    assert [c.outcome for c in dossier(desk.workspace, lead).calls] == ["callback_promised", "no_answer", "no_answer"]


@pytest.mark.parametrize(
    ("outcome", "at", "until", "code"),
    [
        ("callback_promised", None, None, "needs_until"),
        ("callback_later", None, None, "needs_until"),
        ("callback_promised", None, date(2026, 11, 25), "needs_until"),
        ("callback_promised", None, NOW, "until_in_past"),
        ("callback_later", None, date(2026, 11, 23), "until_in_past"),
        ("no_answer", NOW + timedelta(seconds=1), None, "future_call"),
    ],
)
def test_a_call_that_cannot_be_is_refused_and_nothing_is_kept(desk, outcome, at, until, code):
    lead = desk.add()
    assert code_of(lambda: record_call(desk.workspace, lead, Outcome(outcome), at=at, until=until)) == code
    assert dossier(desk.workspace, lead).calls == ()


def test_the_draft_becomes_the_note_and_is_gone(desk):
    lead = desk.add()
    save_draft(desk.workspace, lead, desk.workspace.grid, "being typed", {})
    record_call(desk.workspace, lead, Outcome.REACHED, note="being typed", clear_draft=True)
    file = dossier(desk.workspace, lead)
    assert (file.draft, [n.text for n in file.notes]) == (None, ["being typed"])


def test_opposed_twice_and_undone_once_is_still_opposed(desk):
    lead = desk.add()
    first = record_call(desk.workspace, lead, Outcome.OPPOSED)
    second = record_call(desk.workspace, lead, Outcome.OPPOSED)
    undo_operation(desk.workspace, second.changes.operation)
    assert stands(desk, lead) == ("closed", "opposed")
    undo_operation(desk.workspace, first.changes.operation)
    assert stands(desk, lead) == ("due", "never_called")


# -- answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_moves_the_verdict_and_its_undo_brings_the_last_one_back(desk):
    lead = desk.add()
    first = answer_criterion(desk.workspace, lead, "need", "blocking", "“It stops us”")
    assert first.assessment.earned == 220  # 22 of 100 in the medium cycle
    second = answer_criterion(desk.workspace, lead, "need", "stated")
    assert second.assessment.earned == 110
    assert dossier(desk.workspace, lead).answers["need"].evidence == "“It stops us”"
    undo_operation(desk.workspace, second.changes.operation)
    assert dossier(desk.workspace, lead).answers["need"].value == "blocking"
    undo_operation(desk.workspace, first.changes.operation)
    assert dossier(desk.workspace, lead).answers == {}


def test_the_undo_of_an_answer_given_again_since_is_refused_in_words(desk):
    lead = desk.add()
    first = answer_criterion(desk.workspace, lead, "need", "blocking")
    answer_criterion(desk.workspace, lead, "need", "stated")
    done = undo_operation(desk.workspace, first.changes.operation)
    assert (done.undone, [(k.code, k.value) for k in done.kept]) == (0, [("changed_since", "need")])
    assert dossier(desk.workspace, lead).answers["need"].value == "stated"


def test_unknown_and_not_asked_are_kept_apart(desk):
    lead = desk.add()
    got = answer_criterion(desk.workspace, lead, "need", None)
    assert got.assessment.rows[3].status == "unknown"
    got = answer_criterion(desk.workspace, lead, "need", None, asked=False)
    assert got.assessment.rows[3].status == "not_asked"
    assert dossier(desk.workspace, lead).answers == {}


@pytest.mark.parametrize(
    ("criterion", "value"), [("luck", "x"), ("need", "perhaps"), ("engagement", 3), ("size", "many")]
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_kept(desk, criterion, value):
    lead = desk.add()
    with pytest.raises(AnswerError):
        answer_criterion(desk.workspace, lead, criterion, value)
    assert dossier(desk.workspace, lead).answers == {}


def test_an_override_is_kept_with_who_when_and_why(desk):
    lead = desk.add()
    assert answer_criterion(desk.workspace, lead, "authority", "cannot").assessment.state == "never"
    done = override_criterion(desk.workspace, lead, "authority", "Her manager joins the next call")
    assert done.assessment.eliminated_by == ()
    kept = dossier(desk.workspace, lead).answers["authority"]
    assert (kept.override_by, kept.override_at, kept.override_reason, kept.value) == (
        "Alix", NOW.astimezone(UTC), "Her manager joins the next call", "cannot",
    )  # fmt: skip
    undo_operation(desk.workspace, done.changes.operation)
    assert dossier(desk.workspace, lead).answers["authority"].override_reason is None


def test_an_override_before_the_answer_survives_it_and_its_undo(desk):
    lead = desk.add()
    override_criterion(desk.workspace, lead, "authority", "known to decide")
    done = answer_criterion(desk.workspace, lead, "authority", "cannot")
    assert done.assessment.eliminated_by == ()
    undo_operation(desk.workspace, done.changes.operation)
    kept = dossier(desk.workspace, lead).answers["authority"]
    assert (kept.asked, kept.override_reason) == (False, "known to decide")


# -- decisions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "route", "until", "standing", "stage"),
    [
        ("now", None, None, ("due", "check"), "lead"),
        ("now", "check_then_meeting", None, ("due", "check"), "lead"),
        ("now", "meeting", None, ("closed", "handed_over"), "sql"),
        ("now", "further_qualification", None, ("waiting", "further"), "lead"),
        ("later", None, None, ("waiting", "nurture"), "nurturing"),
        ("later", "nurture", date(2026, 12, 1), ("waiting", "nurture"), "nurturing"),
        ("later", "nurture", date(2026, 11, 24), ("due", "nurture"), "nurturing"),
        ("later", "further_qualification", date(2026, 12, 1), ("waiting", "callback"), "lead"),
        ("never", None, None, ("closed", "excluded"), "excluded"),
    ],
)
def test_where_a_lead_stands_after_each_decision_and_after_its_undo(desk, decision, route, until, standing, stage):
    lead = desk.add()
    done = decide(desk.workspace, lead, Decision(decision), Route(route) if route else None, until=until)
    assert stands(desk, lead) == standing
    assert desk.lead(lead).lead.stage == stage
    undo_operation(desk.workspace, done.changes.operation)
    assert stands(desk, lead) == ("due", "never_called")
    assert desk.lead(lead).lead.stage == "lead"
    assert dossier(desk.workspace, lead).decisions == ()


def test_later_without_a_day_comes_back_after_the_nurture_days(desk):
    lead = desk.add()
    change_settings(desk.workspace, {"nurture_days": "30"})
    decide(desk.workspace, lead, Decision.LATER)
    assert dossier(desk.workspace, lead).decisions[0].until_day == "2026-12-24"


def test_an_exclusion_takes_the_reason_of_the_elimination_and_a_persons_own_first(desk):
    lead = desk.add()
    answer_criterion(desk.workspace, lead, "need", "none")
    decide(desk.workspace, lead, Decision.NEVER)
    decide(desk.workspace, lead, Decision.NEVER, reason="competitor")
    other = desk.add(last_name="Autre")
    decide(desk.workspace, other, Decision.NEVER)
    assert [d.reason for d in dossier(desk.workspace, lead).decisions] == ["no_need", "competitor"]
    assert dossier(desk.workspace, other).decisions[0].reason == "unstated"


@pytest.mark.parametrize(("decision", "route"), [("now", "nurture"), ("later", "meeting"), ("never", "nurture")])
def test_a_route_that_does_not_fit_is_refused(desk, decision, route):
    lead = desk.add()
    assert code_of(lambda: decide(desk.workspace, lead, Decision(decision), Route(route))) == "route_does_not_fit"


def test_a_hot_signal_brings_a_nurtured_lead_back_and_leaves_an_excluded_one_closed(desk):
    nurtured, excluded = desk.add(), desk.add(last_name="Autre", phone="+33612345670")
    decide(desk.workspace, nurtured, Decision.LATER)
    decide(desk.workspace, excluded, Decision.NEVER, reason="no_need")
    desk.clock.at = NOW + timedelta(hours=1)
    for lead in (nurtured, excluded):
        add_signal(desk.workspace, lead, "demo_request")
    assert stands(desk, nurtured) == ("due", "hot")
    assert stands(desk, excluded) == ("closed", "came_back")


# -- leads -----------------------------------------------------------------------------------------------------------


def test_an_edit_erases_what_was_blanked_on_purpose_and_its_undo_brings_it_back(desk):
    lead = desk.add(city="Lyon", company="Atelier")
    done = edit_lead(desk.workspace, lead, {"city": "", "company": "Autre"})
    assert (desk.lead(lead).lead.city, desk.lead(lead).lead.company) == ("", "Autre")
    assert desk.leads("atelier") == []
    undo_operation(desk.workspace, done.operation)
    assert (desk.lead(lead).lead.city, desk.lead(lead).lead.company) == ("Lyon", "Atelier")
    assert len(desk.leads("atelier")) == 1


def test_an_edit_that_would_name_nobody_is_refused(desk):
    lead = add_lead(desk.workspace, {"last_name": "Martin"})[1]
    assert code_of(lambda: edit_lead(desk.workspace, lead, {"last_name": " "})) == "names_nobody"
    assert code_of(lambda: add_lead(desk.workspace, {"city": "Lyon"})) == "names_nobody"
    assert code_of(lambda: add_lead(desk.workspace, {"shoe_size": "42"})) == "unknown_field"


def test_a_number_moves_a_lead_into_its_zone(desk):
    lead = desk.add(phone="+442079460000")
    assert desk.lead(lead).lead.zone == "Europe/London"
    edit_lead(desk.workspace, lead, {"country": "US"})
    assert desk.lead(lead).lead.zone == ""  # too many zones to tell: the workspace's
    edit_lead(desk.workspace, lead, {"country": "Ruritania"})
    assert desk.lead(lead).lead.zone == "Europe/London"  # a country nobody knows tells less than the number


def test_a_source_gives_a_lead_made_by_hand_its_signal_whatever_the_spelling(desk):
    lead = desk.add(source="Demande de démo", source_date="20/11/2026")
    assert [s.type for s in dossier(desk.workspace, lead).signals] == ["demo_request"]
    assert stands(desk, lead) == ("due", "hot")


@pytest.mark.parametrize(
    "act",
    [
        lambda d, lead: add_note(d.workspace, lead, "a note"),
        lambda d, lead: add_signal(d.workspace, lead, "webinar", channel="post", detail="a letter"),
        lambda d, lead: snooze_lead(d.workspace, lead, NOW + DAY, "ask Bo"),
        lambda d, lead: move_stage(d.workspace, lead, Stage.MQL, "two webinars"),
        lambda d, lead: edit_lead(d.workspace, lead, {"phone": "0199001234", "country": "GB"}),
        lambda d, lead: record_call(d.workspace, lead, Outcome.OPPOSED, note="no").changes,
        lambda d, lead: answer_criterion(d.workspace, lead, "timing", "2027-03-01").changes,
        lambda d, lead: override_criterion(d.workspace, lead, "need", "why").changes,
        lambda d, lead: decide(d.workspace, lead, Decision.NEVER, note="no").changes,
    ],
    ids=["note", "signal", "snooze", "stage", "edit", "log", "answer", "override", "decide"],
)
def test_the_undo_of_each_act_leaves_the_lead_as_it_was_and_is_itself_in_the_history(desk, act, request):
    lead = desk.add(company="Atelier", notes="first")
    before = dossier(desk.workspace, lead)
    done = act(desk, lead)
    assert dossier(desk.workspace, lead) != before
    assert len(history(desk.workspace, lead)) > 1
    undo_operation(desk.workspace, done.operation)
    after = dossier(desk.workspace, lead)
    assert replace(after, draft=None) == before
    said = {"note": "a note", "log": "no", "decide": "no"}.get(request.node.callspec.id, "")
    assert (after.draft.notes if after.draft else "") == said, "words typed with an act go back to the notes"
    assert history(desk.workspace, lead)[0][0].verb == "undo"


def test_the_last_act_of_this_person_is_taken_back_one_after_another(desk, open_desk):
    lead = desk.add()
    add_note(desk.workspace, lead, "one")
    colleague = open_desk(desk.workspace.store.path, who="Bo")
    add_note(colleague.workspace, lead, "theirs")
    assert undo_last(desk.workspace).verb == "note"
    assert [n.text for n in dossier(desk.workspace, lead).notes] == ["theirs"]
    done = undo_last(desk.workspace)  # the making of the lead: kept, a colleague has worked on it
    assert (done.verb, [k.code for k in done.kept]) == ("add", ["worked_on"])
    assert code_of(lambda: undo_last(desk.workspace)) == "nothing_to_undo"


def test_an_operation_is_taken_back_once_and_an_undo_never(desk):
    lead = desk.add()
    done = add_note(desk.workspace, lead, "one")
    undone = undo_operation(desk.workspace, done.operation[:30])
    assert code_of(lambda: undo_operation(desk.workspace, done.operation)) == "already_undone"
    assert code_of(lambda: undo_operation(desk.workspace, undone.changes.operation)) == "cannot_undo"
    for unknown in ("", "zzz", "0"):
        assert code_of(lambda given=unknown: undo_operation(desk.workspace, given)) == "unknown_operation"


def test_a_lead_is_gone_after_the_undo_of_its_making_and_its_words_with_it(desk):
    _lead = desk.add(notes="unique words")
    undo_last(desk.workspace)
    assert desk.leads() == desk.leads("unique") == []
    assert code_of(lambda: dossier(desk.workspace, _lead)) == "unknown_lead"


def test_words_of_an_undone_note_are_no_longer_found_and_the_others_are(desk):
    lead = desk.add(company="Étoile")
    add_note(desk.workspace, lead, "première")
    done = add_note(desk.workspace, lead, "seconde")
    assert len(desk.leads("premiere seconde etoile")) == 1
    undo_operation(desk.workspace, done.operation)
    assert desk.leads("seconde") == []
    assert len(desk.leads("premi etoi mart")) == 1


def test_acts_on_a_lead_that_is_gone_are_told_in_words(desk):
    gone = "01a20274-0000-7000-8000-000000000000"
    for act in (
        lambda: record_call(desk.workspace, gone, Outcome.BUSY),
        lambda: add_note(desk.workspace, gone, "x"),
        lambda: edit_lead(desk.workspace, gone, {"city": "x"}),
        lambda: decide(desk.workspace, gone, Decision.NOW),
        lambda: answer_criterion(desk.workspace, gone, "need", "none"),
        lambda: snooze_lead(desk.workspace, gone, NOW),
    ):
        assert code_of(act) == "unknown_lead"


# -- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"calling_days": ""}, "never_open"),
        ({"calling_from": "19:00", "calling_to": "09:00"}, "never_open"),
        ({"zone": "Mars/Base"}, "bad_setting"),
        ({"nurture_days": "0"}, "bad_setting"),
        ({"calling_hours": "perhaps"}, "bad_setting"),
        ({"grid": "nothing"}, "unknown_grid"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_the_old_one_kept(desk, values, code):
    before = dict(desk.workspace.settings)
    assert code_of(lambda: change_settings(desk.workspace, values)) == code
    desk.workspace.reload()
    assert dict(desk.workspace.settings) == before


def test_settings_are_seen_by_another_process(desk, open_desk):
    other = open_desk(desk.workspace.store.path)
    change_settings(desk.workspace, {"zone": "America/New_York", "grid": "five"})
    other.workspace.reload()
    assert (str(other.workspace.zone), other.workspace.grid.id) == ("America/New_York", "five")
