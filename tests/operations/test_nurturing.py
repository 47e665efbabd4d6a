"""Nurturing steps as tasks of the queue, letters by template, and someone else at the same company."""

from datetime import date, timedelta

import pytest

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.rule_files import cadence_texts
from sdrdesk.core.operations import templates
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.colleagues import add_colleague
from sdrdesk.core.operations.leads import add_signal, dossier, edit_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import answer_criterion, assessment_of, decide
from sdrdesk.core.operations.queue import place_all_anew, read_queue, sweep
from sdrdesk.core.operations.rules import keep_cadence
from sdrdesk.core.operations.touches import record_touch
from sdrdesk.core.operations.undo import undo_last
from sdrdesk.core.operations.workspace import change_settings
from tests.support import NOW, paris

UNTIL = date(2027, 3, 1)
MAIL_DAY, LINKEDIN_DAY = date(2027, 2, 8), date(2027, 2, 22)  # 21 and 7 days before, by the default cadence


def at(desk, day, hour=10):
    desk.clock.at = paris(f"{day} {hour}:00")


def standing(desk, lead):
    return dossier(desk.workspace, lead).summary.standing


def nurtured(desk, **values):
    lead = desk.add(email="zoe@atelier.fr", **values)
    decide(desk.workspace, lead, Decision.LATER, until=UNTIL, warm_up=True)
    return lead


def test_a_nurtured_lead_is_warmed_up_step_by_step_and_then_called(desk):
    lead = nurtured(desk)
    waits = standing(desk, lead)
    assert (waits.code, waits.params["channel"], waits.params["day"]) == ("nurture_step", "email", UNTIL)
    assert waits.until == paris("2027-02-08 00:00")
    at(desk, MAIL_DAY)
    due = standing(desk, lead)
    assert (due.tier, due.code, due.params["channel"], due.params["template"]) == (3, "nurture_step", "email", "news")
    assert [s.lead.id for s in read_queue(desk.workspace).head] == [lead]
    made = record_touch(desk.workspace, lead, Channel.EMAIL, template="news")
    assert (made.standing.code, made.standing.params["channel"]) == ("nurture_step", "linkedin")
    at(desk, LINKEDIN_DAY)
    made = record_touch(desk.workspace, lead, Channel.LINKEDIN, done=False)
    assert (made.standing.code, made.standing.until) == ("nurture", paris("2027-03-01 00:00"))
    at(desk, UNTIL)
    due = standing(desk, lead)
    assert (due.tier, due.code) == (3, "nurture")
    assert "channel" not in due.params


def test_without_the_wish_there_are_no_steps_and_the_lead_waits_for_its_day(desk):
    lead = desk.add(email="zoe@atelier.fr")
    decide(desk.workspace, lead, Decision.LATER, until=UNTIL)
    assert (standing(desk, lead).code, standing(desk, lead).until) == ("nurture", paris("2027-03-01 00:00"))
    decide(desk.workspace, lead, Decision.LATER, Route.FURTHER_QUALIFICATION, until=UNTIL, warm_up=True)
    assert standing(desk, lead).code == "callback"


def test_a_step_is_for_who_can_be_reached_that_way(desk):
    lead = desk.add(email="")
    decide(desk.workspace, lead, Decision.LATER, until=UNTIL, warm_up=True)
    assert standing(desk, lead).params["channel"] == "linkedin"
    edit_lead(desk.workspace, lead, {"email": "zoe@atelier.fr"})
    assert standing(desk, lead).params["channel"] == "email"


def test_steps_missed_are_passed_over_never_sent_in_a_row_and_the_day_itself_is_a_call(desk):
    lead = nurtured(desk)
    at(desk, LINKEDIN_DAY)
    assert standing(desk, lead).params["channel"] == "linkedin"
    record_touch(desk.workspace, lead, Channel.LINKEDIN)
    assert standing(desk, lead).code == "nurture_step"  # the letter missed: still to be sent or left out
    late = nurtured(desk, first_name="Late", company="Other")
    at(desk, UNTIL)
    assert standing(desk, late).code == "nurture"


def test_a_lead_without_a_number_is_worked_by_letter_and_closed_after_the_last(desk):
    lead = desk.add(phone="", email="zoe@atelier.fr")
    assert standing(desk, lead).code == "nothing_to_dial"
    decide(desk.workspace, lead, Decision.LATER, until=UNTIL, warm_up=True)
    assert standing(desk, lead).code == "nurture_step"
    at(desk, UNTIL)
    assert standing(desk, lead).params["channel"] == "linkedin"
    record_touch(desk.workspace, lead, Channel.LINKEDIN)
    assert standing(desk, lead).params["channel"] == "email"
    record_touch(desk.workspace, lead, Channel.EMAIL, done=False)
    assert standing(desk, lead).code == "nothing_to_dial"


def test_a_step_keeps_its_day_when_the_cadence_is_changed_and_a_new_decision_ends_it(desk):
    lead = nurtured(desk)
    change_settings(desk.workspace, {"cadence": "gentle"})
    assert standing(desk, lead).until == paris("2027-02-08 00:00")
    decide(desk.workspace, lead, Decision.LATER, until=date(2027, 6, 1), warm_up=True)
    assert standing(desk, lead).until == paris("2027-04-17 00:00")  # 45 days before
    decide(desk.workspace, lead, Decision.NEVER)
    assert standing(desk, lead).code == "excluded"


def test_a_hot_signal_comes_before_a_step_and_a_promise_before_both(desk):
    lead = nurtured(desk)
    at(desk, MAIL_DAY)
    add_signal(desk.workspace, lead, "demo_request")
    assert standing(desk, lead).code == "hot"
    record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=desk.clock.at + timedelta(hours=1))
    desk.clock.at += timedelta(hours=2)
    assert standing(desk, lead).code == "promise"


def test_after_a_message_the_gentle_cadence_writes_and_then_calls_again(desk):
    change_settings(desk.workspace, {"cadence": "gentle"})
    lead = desk.add(email="zoe@atelier.fr")
    record_call(desk.workspace, lead, Outcome.VOICEMAIL)
    waits = standing(desk, lead)
    assert waits.code == "retry"
    desk.clock.at = waits.until
    due = standing(desk, lead)
    assert (due.tier, due.code, due.params["channel"]) == (4, "retry_other_way", "email")
    made = record_touch(desk.workspace, lead, Channel.EMAIL, template="missed")
    assert made.standing.code == "retry"
    desk.clock.at = made.standing.until
    assert (standing(desk, lead).code, standing(desk, lead).tier) == ("retry", 4)


def test_a_touch_can_be_taken_back_and_is_never_made_to_who_objected(desk):
    lead = nurtured(desk)
    at(desk, MAIL_DAY)
    record_touch(desk.workspace, lead, Channel.EMAIL)
    undo_last(desk.workspace)
    assert standing(desk, lead).params["channel"] == "email"
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    with pytest.raises(UserError) as refused:
        record_touch(desk.workspace, lead, Channel.EMAIL)
    assert refused.value.code == "opposed_lead"
    with pytest.raises(UserError) as refused:
        record_touch(desk.workspace, lead, Channel.CALL)
    assert refused.value.code == "touch_is_no_call"


def test_words_typed_with_a_touch_are_typed_again_once_it_is_taken_back(desk):
    lead = nurtured(desk)
    record_touch(desk.workspace, lead, Channel.LINKEDIN, note="Vu à Lyon")
    edit_lead(desk.workspace, lead, {"city": "Lyon", "notes": "Bureau rue Noire"})
    for verb in ("edit", "touch"):
        assert undo_last(desk.workspace).verb == verb
    known = dossier(desk.workspace, lead)
    assert (known.notes, known.draft.notes) == ([], "Vu à Lyon\nBureau rue Noire")


def test_sweeping_turns_a_step_due_and_tells_the_way(desk):
    lead = nurtured(desk)
    at(desk, MAIL_DAY)
    while sweep(desk.workspace):
        pass
    state = dossier(desk.workspace, lead).summary.state
    assert (state.state, state.code, state.channel) == ("due", "nurture_step", "email")


# -- letters ---------------------------------------------------------------------------------------------------------


def test_every_template_a_cadence_names_is_shipped_for_its_way(desk):
    known = templates.templates(desk.workspace)
    for cadence in desk.workspace.cadences.values():
        for step in cadence.nurture:
            assert known[step.template].channel is step.channel


@pytest.mark.parametrize("template", ["news", "before", "missed", "connect"])
def test_a_letter_is_filled_in_in_the_language_of_the_lead(desk, template):
    found = templates.templates(desk.workspace)[template]
    french = dossier(desk.workspace, desk.add(first_name="Zoé", company="Atelier", country="FR")).summary.lead
    english = dossier(desk.workspace, desk.add(first_name="Ann", company="Mill", country="GB")).summary.lead
    assert "Bonjour Zoé" in templates.letter_to(desk.workspace, french, found).body
    assert "Hello Ann" in templates.letter_to(desk.workspace, english, found).body
    assert "Hello Zoé" in templates.letter_to(desk.workspace, french, found, "en").body
    reunion = english.with_fields({"country": "RE"})
    assert "Bonjour Ann" in templates.letter_to(desk.workspace, reunion, found).body
    assert "{" not in templates.letter_to(desk.workspace, french, found).body


def test_a_template_of_one_s_own_stands_before_the_shipped_one_until_it_is_dropped(desk):
    text = 'format = 1\nid = "news"\nchannel = "email"\nname = {en="N", fr="N"}\nsubject = {en="S", fr="S"}\n'
    templates.keep_template(desk.workspace, text + 'body = {en="Hi {first_name}", fr="Salut {first_name}"}\n')
    assert templates.templates(desk.workspace)["news"].subject["en"] == "S"
    templates.drop_template(desk.workspace, "news")
    assert templates.templates(desk.workspace)["news"].subject["en"] != "S"
    for bad in ("", text, text.replace('"email"', '"fax"')):
        with pytest.raises(UserError) as refused:
            templates.keep_template(desk.workspace, bad)
        assert refused.value.code == "bad_template"


# -- someone else there ----------------------------------------------------------------------------------------------


def test_someone_else_there_shares_the_company_the_campaign_and_what_is_known_of_it(desk):
    known = desk.add(company="Atelier", domain="atelier.fr", industry="Wood", employees="40", first_name="Jean")
    _changes, made = add_colleague(desk.workspace, known, {"first_name": "Zoé", "last_name": "Petit"})
    lead = dossier(desk.workspace, made).summary.lead
    assert (lead.company, lead.domain, lead.industry, lead.employees) == ("Atelier", "atelier.fr", "Wood", "40")
    assert (lead.first_name, lead.email, lead.phone) == ("Zoé", "", "")
    with pytest.raises(UserError) as refused:
        add_colleague(desk.workspace, known, {"phone": "0199001001"})
    assert refused.value.code == "names_nobody"


def test_answers_about_the_company_are_presumed_of_a_colleague_and_those_about_the_person_are_not(desk):
    grid = desk.workspace.grid
    company = next(
        c for c in grid.criteria if c.topic in ("maturity", "potential", "process", "need_shared") and c.options
    )
    person = next(c for c in grid.criteria if c.topic in ("role", "need") and c.options)
    known = desk.add(company="Atelier", first_name="Jean")
    best = max(company.options, key=lambda o: o.percent)
    _changes, made = add_colleague(desk.workspace, known, {"first_name": "Zoé"})
    assert not assessment_of(desk.workspace, made)[1].presumed
    answer_criterion(desk.workspace, known, company.id, best.id)
    answer_criterion(desk.workspace, known, person.id, person.options[0].id)
    verdict, facts = assessment_of(desk.workspace, made)
    assert facts.presumed == {company.id: best.id}
    row = next(r for r in verdict.rows if r.criterion == company.id)
    assert (row.status, row.earned) == ("presumed", row.max)
    # The queue's score of the colleague follows, though only the other lead was touched.
    assert dossier(desk.workspace, made).summary.state.score == verdict.earned > 0
    answer_criterion(desk.workspace, known, company.id, None, asked=False)
    assert dossier(desk.workspace, made).summary.state.score == 0


def test_what_is_presumed_of_a_colleague_follows_whom_the_other_was_merged_into(desk):
    grid = desk.workspace.grid
    asked = next(c for c in grid.criteria if c.topic == "maturity" or c.topic == "potential")
    best = max(asked.options, key=lambda o: o.percent).id if asked.options else None
    known, kept = desk.add(company="Atelier", first_name="Jean"), desk.add(company="Atelier", first_name="Jeanne")
    _changes, made = add_colleague(desk.workspace, known, {"first_name": "Zoé"})
    merge_leads(desk.workspace, kept, known)
    answer_criterion(desk.workspace, kept, asked.id, best or "2027-01-15")
    assert asked.id in assessment_of(desk.workspace, made)[1].presumed
    assert dossier(desk.workspace, made).summary.state.score == assessment_of(desk.workspace, made)[0].earned > 0


def test_a_colleague_is_taken_back_with_undo(desk):
    known = desk.add(company="Atelier", first_name="Jean")
    _changes, made = add_colleague(desk.workspace, known, {"first_name": "Zoé", "phone": "0199001001"})
    assert standing(desk, made).code in ("colleague_first", "never_called")
    undo_last(desk.workspace)
    with pytest.raises(UserError):
        dossier(desk.workspace, made)
    assert standing(desk, known).code == "never_called"


# -- taking turns ----------------------------------------------------------------------------------------------------


def codes(desk, *leads):
    return [standing(desk, lead).code for lead in leads]


def test_of_two_contacts_one_is_due_and_the_other_the_day_after_the_call(desk):
    one, two = desk.add(first_name="A", company="Forge SA"), desk.add(first_name="B", company="forge")
    assert codes(desk, one, two) == ["never_called", "colleague_first"]
    record_call(desk.workspace, one, Outcome.NO_ANSWER)
    assert codes(desk, one, two) == ["retry", "colleague_called"]
    assert read_queue(desk.workspace).due == 0
    desk.clock.at = NOW + timedelta(days=1)
    assert standing(desk, two).code == "never_called"
    record_call(desk.workspace, two, Outcome.BUSY)  # in an hour again: still the contact of the day
    desk.clock.at += timedelta(hours=2)
    assert codes(desk, one, two)[1] == "retry"
    assert standing(desk, two).tier == 4


def test_a_promise_and_a_hot_signal_do_not_wait_for_a_colleague(desk):
    one, two = desk.add(first_name="A", company="Forge"), desk.add(first_name="B", company="Forge")
    record_call(desk.workspace, one, Outcome.NO_ANSWER)
    add_signal(desk.workspace, two, "demo_request")
    assert standing(desk, two).code == "hot"
    record_call(desk.workspace, two, Outcome.CALLBACK_PROMISED, until=NOW + timedelta(hours=3))
    desk.clock.at = NOW + timedelta(hours=3)
    assert standing(desk, two).tier == 1


def test_a_hot_colleague_comes_first_and_the_others_wait_for_them(desk):
    one, two = desk.add(first_name="A", company="Forge"), desk.add(first_name="B", company="Forge")
    add_signal(desk.workspace, two, "demo_request")
    assert codes(desk, one, two) == ["colleague_first", "hot"]
    add_signal(desk.workspace, one, "demo_request")
    assert codes(desk, one, two) == ["hot", "hot"]  # both asked for that call


def test_nobody_waits_for_a_colleague_who_is_called_at_other_hours(desk):
    here = desk.add(first_name="A", company="Forge", country="FR")
    there = desk.add(first_name="B", company="Forge", country="US", phone="+12125550123")
    assert "colleague_first" not in codes(desk, here, there)


def test_a_call_can_be_a_step_of_nurturing(desk, tmp_path):
    steps = '[[nurture]]\ndays_before = 31\nchannel = "call"\n'
    keep_cadence(desk.workspace, cadence_texts()["default"].replace("[[nurture]]", steps + "\n[[nurture]]", 1))
    lead = nurtured(desk)
    assert standing(desk, lead).until == paris("2027-01-29 00:00")
    at(desk, date(2027, 1, 29))
    assert (standing(desk, lead).tier, standing(desk, lead).code) == (3, "nurture_call")
    record_call(desk.workspace, lead, Outcome.NO_ANSWER)
    assert (standing(desk, lead).code, standing(desk, lead).params["channel"]) == ("nurture_step", "email")


def test_a_colleague_moves_up_when_the_first_is_excluded_erased_or_taken_back(desk):
    one, two, three = (desk.add(first_name=n, company="Forge") for n in "ABC")
    decide(desk.workspace, one, Decision.NEVER)
    assert codes(desk, two, three) == ["never_called", "colleague_first"]
    edit_lead(desk.workspace, two, {"company": "Elsewhere"})
    assert codes(desk, two, three) == ["never_called", "never_called"]
    four = desk.add(first_name="D", company="Forge")
    assert standing(desk, four).code == "colleague_first"
    undo_last(desk.workspace)
    assert standing(desk, three).code == "never_called"


def test_the_setting_lets_all_be_due_at_once(desk):
    one, two = desk.add(first_name="A", company="Forge"), desk.add(first_name="B", company="Forge")
    change_settings(desk.workspace, {"one_contact_a_day": "off"})
    place_all_anew(desk.workspace)
    assert codes(desk, one, two) == ["never_called", "never_called"]
