"""Two leads that are one person become one, and two again: nothing known of either is lost on the way."""

from dataclasses import astuple
from datetime import timedelta
from itertools import permutations

import pytest

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.exports import export
from sdrdesk.core.operations.imports import Policy
from sdrdesk.core.operations.leads import add_note, add_signal, dossier, edit_lead, snooze_lead
from sdrdesk.core.operations.merge_previews import account_said, left_note, preview_merge, sides
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.oppositions import is_opposed, lift_opposition
from sdrdesk.core.operations.qualification import answer_criterion, decide, override_criterion, save_draft
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.operations.undo import kept_sentence, undo_last, undo_operation
from sdrdesk.core.store import activities, leads, oppositions, qualifications, states
from sdrdesk.core.store.activities import Touch
from sdrdesk.core.words import Words
from tests.operations.test_queue import check_against_scratch
from tests.support import NOW, write_leads

HOUR = timedelta(hours=1)
JEAN = {"first_name": "Jean", "last_name": "Martin", "email": "jean@atelier.fr", "phone": "01 40 20 30 40",
        "company": "Atelier SAS", "source": "webinar", "source_date": "2026-11-02"}  # fmt: skip
J = {"first_name": "J.", "last_name": "Martin-Roy", "email": "j.martin@autre.fr", "phone": "06 12 34 56 78",
     "job_title": "PDG", "employees": "40"}  # fmt: skip


def facts(desk, *ids):
    """All that is stored of some leads, but for the journal and what is made of their facts."""
    with desk.workspace.store.read() as tx:
        found = {
            i: (
                lead,
                leads.get_extras(tx, [i])[i],
                dict(tx.exec_driver_sql("select key, 1 from lead_key where lead=?", (i,)).fetchall()),
            )
            for i, lead in leads.get_leads(tx, ids).items()
        }
        rows = [
            astuple(fact)
            for read in (activities.calls_of, activities.notes_of, activities.signals_of, activities.decisions_of,
                         activities.touches_of)
            for of_lead in read(tx, list(ids)).values()
            for fact in of_lead
        ]  # fmt: skip
        answers = {
            i: {g: qualifications.answers_of(tx, [i], g) for g in qualifications.answered_grids(tx, i)} for i in ids
        }
        drafts = [qualifications.get_draft(tx, i) for i in ids]
        objections = {astuple(row) for row in oppositions.all_oppositions(tx)}
        placed = states.get_states(tx, ids)
        found_by = {
            word: sorted(leads.find_ids(tx, leads.LeadFilter(search=word), NOW))
            for word in ("martin", "roy", "rappel", "atelier", "612345678")
        }
    return found, sorted(rows, key=str), answers, drafts, objections, placed, found_by


def code_of(act):
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


@pytest.fixture
def pair(desk):
    """One person twice, each time with a history."""
    kept, gone = desk.add(**JEAN), desk.add(**J)
    answer_criterion(desk.workspace, kept, "need", "blocking", "« urgent »")
    for lead in (kept, gone):
        answer_criterion(desk.workspace, lead, "authority", "decides" if lead == kept else "cannot")
    answer_criterion(desk.workspace, gone, "timing", "2027-02-01")
    override_criterion(desk.workspace, gone, "budget", "The group pays")
    record_call(
        desk.workspace, gone, Outcome.CALLBACK_PROMISED, until=NOW + 5 * HOUR, note="À rappeler : rappel promis"
    )
    desk.clock.at += HOUR
    record_call(desk.workspace, kept, Outcome.BUSY)
    add_signal(desk.workspace, gone, "demo_request")
    decide(desk.workspace, gone, Decision.LATER, Route.FURTHER_QUALIFICATION, note="Plus tard")
    snooze_lead(desk.workspace, gone, NOW + 3 * HOUR)
    with desk.workspace.store.write() as tx:
        made = leads.created_by(tx, desk.last_operation)
        assert made == []
        activities.add_facts(tx, [Touch("t1", gone, NOW, "email", True, desk.last_operation)])
    grid = desk.workspace.grid
    save_draft(desk.workspace, kept, grid, "Il dit que", {"budget": "20"})
    save_draft(desk.workspace, gone, grid, "Elle dit que", {"budget": "30", "need": "x"})
    return kept, gone


def test_all_that_is_known_of_both_is_known_of_the_one_kept(desk, pair):
    kept, gone = pair
    before = [dossier(desk.workspace, i) for i in pair]
    changes = merge_leads(desk.workspace, kept, gone)
    assert set(pair) <= changes.lead_ids
    now, left = dossier(desk.workspace, kept), dossier(desk.workspace, gone)
    for what in ("calls", "notes", "signals", "decisions"):
        assert {f.id for d in before for f in getattr(d, what)} == {f.id for f in getattr(now, what)}
        assert not getattr(left, what)
    assert {c: a.value for c, a in now.answers.items()} == {
        "need": "blocking", "authority": "decides", "timing": "2027-02-01", "budget": None,
    }  # fmt: skip
    assert now.answers["budget"].override_reason == "The group pays"
    assert {c: a.value for c, a in left.answers.items()} == {"authority": "cannot"}  # what both said stays said
    with desk.workspace.store.read() as tx:
        assert [t.id for t in activities.touches_of(tx, [kept])[kept]] == ["t1"]
    lead = now.summary.lead
    assert (lead.job_title, lead.employees, lead.email, lead.phone) == ("PDG", "40", "jean@atelier.fr", "+33140203040")
    assert (lead.source, lead.source_date) == ("webinar", "2026-11-02")
    assert now.draft.notes == "Il dit que\nElle dit que"
    assert (now.draft.typed, left.draft.typed) == ({"budget": "20", "need": "x"}, {"budget": "30"})
    assert (left.summary.standing.code, now.summary.standing.code) == ("merged", "promise")
    assert now.summary.standing.until == NOW + 5 * HOUR  # made to the one, it is kept for the other
    assert desk.lead(kept).state.attempts == 2
    check_against_scratch(desk, desk.clock.at)


def test_what_a_person_chose_goes_before_what_was_there(desk, pair):
    kept, gone = pair
    merge_leads(desk.workspace, kept, gone, {"phone": "06 12 34 56 78", "job_title": "", "owner": "Bo"})
    lead = desk.lead(kept).lead
    assert (lead.phone, lead.phone_given, lead.job_title, lead.owner) == ("+33612345678", "06 12 34 56 78", "", "Bo")


def test_the_stage_is_that_of_the_newest_decision(desk):
    kept, gone = desk.add(), desk.add(**J)
    decide(desk.workspace, kept, Decision.NEVER, reason="no_need")
    desk.clock.at += HOUR
    decide(desk.workspace, gone, Decision.NOW, Route.MEETING)
    merge_leads(desk.workspace, kept, gone)
    assert (desk.lead(kept).lead.stage, desk.lead(kept).standing.code) == (Stage.SQL, "handed_over")
    undo_last(desk.workspace)
    assert (desk.lead(kept).lead.stage, desk.lead(kept).standing.code) == (Stage.EXCLUDED, "excluded")


def test_undo_makes_them_two_again_exactly(desk, pair):
    before = facts(desk, *pair)
    operation = merge_leads(desk.workspace, *pair).operation
    assert facts(desk, *pair) != before
    undone = undo_operation(desk.workspace, operation)
    assert undone.kept == []
    assert facts(desk, *pair) == before
    merge_leads(desk.workspace, *reversed(pair))
    undo_last(desk.workspace)
    assert facts(desk, *pair) == before


def test_a_call_made_since_stays_with_the_one_kept_and_is_said(desk, pair):
    kept, gone = pair
    before = facts(desk, gone)[:4]
    operation = merge_leads(desk.workspace, kept, gone).operation
    desk.clock.at += HOUR
    call = record_call(desk.workspace, kept, Outcome.VOICEMAIL, note="Un message").activity
    undone = undo_operation(desk.workspace, operation)
    assert [(k.lead, k.code, k.value) for k in undone.kept] == [(kept, "stays", "log")]
    assert kept_sentence(undone.kept[0], Words("en")) == "call made since stays with the lead kept"
    assert facts(desk, gone)[:4] == before
    now = dossier(desk.workspace, kept)
    assert [c.id for c in now.calls if c.outcome == "voicemail"] == [call]
    assert [n.text for n in now.notes] == ["Un message"]
    assert undo_last(desk.workspace).verb == "log"


def test_what_is_typed_on_since_is_not_taken_away(desk, pair):
    kept, gone = pair
    operation = merge_leads(desk.workspace, kept, gone).operation
    save_draft(desk.workspace, kept, desk.workspace.grid, "Il dit que\nElle dit que oui", {})
    edit_lead(desk.workspace, kept, {"job_title": "DG"})
    undone = undo_operation(desk.workspace, operation)
    assert {(k.lead, k.code, k.value) for k in undone.kept} == {
        (kept, "changed_since", "notes"), (kept, "changed_since", "job_title"),
    }  # fmt: skip
    assert dossier(desk.workspace, kept).draft.notes == "Il dit que\nElle dit que oui"
    assert dossier(desk.workspace, gone).draft.notes == "Elle dit que"


def test_words_that_a_merge_took_along_come_back_though_more_were_typed_where_they_had_stood(desk, pair):
    kept, gone = pair
    operation = merge_leads(desk.workspace, kept, gone).operation
    save_draft(desk.workspace, gone, desk.workspace.grid, "typed since", {})
    undone = undo_operation(desk.workspace, operation)
    assert [(k.lead, k.code, k.value) for k in undone.kept] == [(gone, "changed_since", "notes")]
    assert dossier(desk.workspace, kept).draft.notes == "Il dit que"
    assert dossier(desk.workspace, gone).draft.notes == "Elle dit que\ntyped since"


def test_an_act_of_before_is_taken_back_from_the_one_kept(desk):
    kept, gone = desk.add(), desk.add(**J)
    call = record_call(desk.workspace, gone, Outcome.CALLBACK_PROMISED, until=NOW + HOUR, note="Oui").changes.operation
    merge_leads(desk.workspace, kept, gone)
    assert desk.lead(kept).standing.code == "promise"
    undo_operation(desk.workspace, call)
    now = dossier(desk.workspace, kept)
    assert (desk.lead(kept).standing.code, list(now.calls), now.draft.notes) == ("never_called", [], "Oui")
    undo_last(desk.workspace)
    assert (desk.lead(gone).standing.code, len(dossier(desk.workspace, gone).calls)) == ("never_called", 0)


def test_what_is_still_recorded_on_the_one_gone_is_of_the_one_kept(desk):
    kept, gone = desk.add(), desk.add(**J)
    merge_leads(desk.workspace, kept, gone)
    record_call(desk.workspace, gone, Outcome.BUSY, note="Occupé")
    add_note(desk.workspace, gone, "Encore")
    assert [n.text for n in dossier(desk.workspace, kept).notes] == ["Occupé", "Encore"]
    assert desk.lead(kept).state.attempts == 1


def test_three_become_one_and_each_comes_out_with_its_own(desk):
    a, b, c = (desk.add(last_name=f"N{n}", phone=f"+3361234567{n}") for n in range(3))
    for lead in (a, b, c):
        add_note(desk.workspace, lead, f"of {desk.lead(lead).lead.last_name}")
    before = facts(desk, a, b, c)
    first = merge_leads(desk.workspace, b, a).operation
    second = merge_leads(desk.workspace, c, b).operation
    assert len(dossier(desk.workspace, c).notes) == 3
    undo_operation(desk.workspace, first)
    assert [n.text for n in dossier(desk.workspace, a).notes] == ["of N0"]
    undo_operation(desk.workspace, second)
    assert facts(desk, a, b, c) == before


@pytest.mark.parametrize("order", [0, 1])
def test_merging_is_refused_where_it_makes_no_sense(desk, order):
    a, b, c = (desk.add(last_name=f"N{n}") for n in range(3))
    assert code_of(lambda: merge_leads(desk.workspace, a, a)) == "merge_with_itself"
    assert code_of(lambda: merge_leads(desk.workspace, a, b, {"colour": "blue"})) == "unknown_field"
    assert code_of(lambda: merge_leads(desk.workspace, a, b, {"contact_kind": "friend"})) == "unknown_contact_kind"
    assert code_of(lambda: merge_leads(desk.workspace, a, "nobody")) == "unknown_lead"
    merge_leads(desk.workspace, a, b)
    pair = [(b, c), (c, b)][order]
    assert code_of(lambda: merge_leads(desk.workspace, *pair)) == "merged_already"


# -- imports ---------------------------------------------------------------------------------------------------------


def test_rows_of_either_match_the_one_kept_and_change_nothing_chosen(desk, tmp_path):
    rows = [JEAN | {"external_id": "7"}, J | {"source": "linkedin", "external_id": "8", "notes": "rappel"}]
    path = write_leads(tmp_path / "leads.csv", *rows)
    desk.imported(path)
    kept, gone = (s.lead.id for s in sorted(desk.leads(), key=lambda s: s.lead.id))
    merge_leads(desk.workspace, kept, gone)
    lead = desk.lead(kept).lead
    again = desk.imported(path)
    assert (again.counts["unchanged"], again.counts["updated"], again.counts["created"]) == (2, 0, 0)
    told = write_leads(tmp_path / "more.csv", J | {"city": "Lyon", "phone": "06 99 00 00 00", "notes": "Nouveau"})
    assert desk.imported(told).counts["updated"] == 1
    now = desk.lead(kept).lead
    assert (now.city, now.phone, now.email) == ("Lyon", lead.phone, lead.email)
    assert [n.text for n in dossier(desk.workspace, kept).notes] == ["rappel", "Nouveau"]
    by_id = write_leads(tmp_path / "ids.csv", {"id": gone, "last_name": "Roy", "region": "Rhône"})
    assert desk.imported(by_id).counts["updated"] == 1
    assert (desk.lead(kept).lead.region, desk.lead(kept).lead.last_name) == ("Rhône", "Martin")
    web = write_leads(tmp_path / "web.csv", J | {"source": "pricing_page", "source_date": "2026-11-20"})
    assert desk.imported(web).counts["updated"] == 1
    assert "pricing_page" in [s.type for s in dossier(desk.workspace, kept).signals]
    assert desk.imported(web).counts["unchanged"] == 1
    assert desk.imported(web, Policy.NEW).counts["created"] == 1


def test_a_row_of_the_one_kept_is_its_own_even_where_both_share_a_key(desk, tmp_path):
    kept, gone = desk.add(**J), desk.add(**{**J, "email": ""})
    for keeps, goes in ((kept, gone), (gone, kept)):
        merge_leads(desk.workspace, keeps, goes)
        path = write_leads(tmp_path / "leads.csv", J | {"job_title": f"Titre {keeps}"})
        desk.imported(path)
        assert desk.lead(keeps).lead.job_title == f"Titre {keeps}"
        undo_last(desk.workspace)
        undo_last(desk.workspace)


def test_a_blank_that_a_person_chose_is_not_filled_by_the_row_of_the_one_gone(desk, tmp_path):
    first = desk.add(last_name="Un", email="un@x.fr", phone="", job_title="PDG")
    second = desk.add(last_name="Deux", email="deux@x.fr", phone="", job_title="DAF", city="Lyon")
    merge_leads(desk.workspace, first, second, {"job_title": "", "city": ""})
    export(desk.workspace, tmp_path / "all.csv")
    rows = [tmp_path / "all.csv", write_leads(tmp_path / "a.csv", {"email": "deux@x.fr", "job_title": "DAF"})]
    assert [dict(desk.imported(path).counts)["unchanged"] for path in rows] == [2, 1]
    news = write_leads(tmp_path / "b.csv", {"email": "deux@x.fr", "job_title": "PDG", "city": "Nice"})
    desk.imported(news)
    lead = desk.lead(first).lead
    assert (lead.job_title, lead.city, lead.email) == ("PDG", "Nice", "un@x.fr")


def test_undoing_the_import_keeps_who_another_was_merged_into_though_nothing_of_it_changed(desk, tmp_path):
    rows = [{"last_name": n, "email": f"{n}@x.fr".lower(), "city": "Lyon"} for n in ("Un", "Deux")]
    done = desk.imported(write_leads(tmp_path / "a.csv", *rows))
    first, second = (desk.leads(n)[0].lead.id for n in ("Un", "Deux"))
    merge_leads(desk.workspace, first, second, {"last_name": "Un"})
    undone = undo_operation(desk.workspace, done.operation)
    assert {(k.lead, k.code, k.value) for k in undone.kept} == {(i, "worked_on", "merge") for i in (first, second)}
    assert {s.lead.id for s in desk.leads()} >= {first}


def test_undoing_the_import_that_brought_them_keeps_both(desk, tmp_path):
    imported = desk.imported(write_leads(tmp_path / "leads.csv", JEAN, J))
    kept, gone = (s.lead.id for s in sorted(desk.leads(), key=lambda s: s.lead.id))
    merge_leads(desk.workspace, kept, gone)
    undone = undo_operation(desk.workspace, imported.operation)
    assert {(k.lead, k.code) for k in undone.kept} == {(kept, "worked_on"), (gone, "worked_on")}
    assert len(desk.leads()) == 2


# -- objections ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", [0, 1])
def test_an_objection_of_either_holds_for_both_until_they_are_two_again(desk, which):
    pair = desk.add(**JEAN), desk.add(**J)
    record_call(desk.workspace, pair[which], Outcome.OPPOSED)
    before = facts(desk, *pair)
    operation = merge_leads(desk.workspace, *pair).operation
    assert desk.lead(pair[0]).standing.code == "opposed"
    assert is_opposed(desk.workspace, phone="06 12 34 56 78") == ("phone",)
    assert is_opposed(desk.workspace, email="jean@atelier.fr") == ("email",)
    edit_lead(desk.workspace, pair[0], {"mobile": "06 77 77 77 77"})
    assert is_opposed(desk.workspace, mobile="06 77 77 77 77")
    undo_last(desk.workspace)
    undo_operation(desk.workspace, operation)
    assert desk.lead(pair[which]).standing.code == "opposed"
    assert desk.lead(pair[1 - which]).standing.code != "opposed"
    assert {row[0] for row in before[4]} <= {row[0] for row in facts(desk, *pair)[4]}


@pytest.mark.parametrize("which", [0, 1])
def test_taking_the_objection_back_or_lifting_it_frees_the_one_kept(desk, which):
    pair = desk.add(**JEAN), desk.add(**J)
    call = record_call(desk.workspace, pair[which], Outcome.OPPOSED).changes.operation
    merge_leads(desk.workspace, *pair)
    lift_opposition(desk.workspace, pair[0], "He asked to be called again")
    assert desk.lead(pair[0]).standing.code != "opposed"
    undo_last(desk.workspace)
    assert desk.lead(pair[0]).standing.code == "opposed"
    undo_operation(desk.workspace, call)
    assert (desk.lead(pair[0]).standing.code, facts(desk, *pair)[4]) == ("never_called", set())


def test_undo_of_a_merge_leaves_no_trace_among_the_objections(desk):
    pair = desk.add(**JEAN), desk.add(**J)
    third = desk.add(last_name="Petit", phone="06 12 34 56 78", company="Ailleurs")
    record_call(desk.workspace, pair[0], Outcome.OPPOSED)
    before = facts(desk, *pair, third)
    merge_leads(desk.workspace, *pair)
    assert desk.lead(third).standing.code == "opposed"  # the number turned out to be who objected's
    undo_last(desk.workspace)
    assert facts(desk, *pair, third) == before


def test_who_objects_after_the_merge_has_objected_under_both_names(desk):
    pair = desk.add(**JEAN), desk.add(**J)
    merged = merge_leads(desk.workspace, *pair).operation
    record_call(desk.workspace, pair[1], Outcome.OPPOSED)  # on the desk of a colleague who has the other still open
    assert desk.lead(pair[0]).standing.code == "opposed"
    undo_operation(desk.workspace, merged)
    assert [desk.lead(i).standing.code for i in pair] == ["opposed", "opposed"]


def test_a_lead_that_only_carries_what_another_objected_on_closes_the_one_kept(desk):
    kept, gone = desk.add(**JEAN), desk.add(**J)
    other = desk.add(last_name="Petit", phone="06 12 34 56 78", company="Ailleurs")
    call = record_call(desk.workspace, other, Outcome.OPPOSED).changes.operation
    assert desk.lead(gone).standing.code == "opposed"
    before = facts(desk, kept, gone, other)
    merged = merge_leads(desk.workspace, kept, gone).operation
    assert (desk.lead(kept).standing.code, desk.lead(kept).lead.phone) == ("opposed", "+33140203040")
    undo_operation(desk.workspace, merged)
    assert facts(desk, kept, gone, other) == before
    merge_leads(desk.workspace, kept, gone)
    undo_operation(desk.workspace, call)
    assert desk.lead(kept).standing.code == "never_called"


def test_erasing_a_person_erases_what_was_merged_into_it(desk):
    pair = desk.add(**JEAN), desk.add(**J)
    record_call(desk.workspace, pair[1], Outcome.OPPOSED)
    merge_leads(desk.workspace, *pair)
    assert code_of(lambda: erase_lead(desk.workspace, pair[1])) == "merged_already"
    assert erase_lead(desk.workspace, pair[0]).opposed
    assert (desk.leads(), read_queue(desk.workspace).closed) == ([], 0)
    assert is_opposed(desk.workspace, email="jean@atelier.fr") == ("email",)
    assert is_opposed(desk.workspace, email="j.martin@autre.fr") == ("email",)
    with desk.workspace.store.read() as tx:
        said = str(tx.exec_driver_sql("select * from journal").fetchall())
    assert not any(part in said for part in ("jean@", "j.martin", "612345678", pair[0], pair[1]))


def test_a_number_of_the_lead_that_goes_takes_the_place_that_is_left(desk):
    kept = desk.add(first_name="Jean", phone="+33199001001")
    gone = desk.add(first_name="Jean", phone="+33199001002")
    merge_leads(desk.workspace, kept, gone)
    assert dossier(desk.workspace, kept).dialable == ("+33199001001", "+33199001002")
    undo_last(desk.workspace)
    assert dossier(desk.workspace, kept).dialable == ("+33199001001",)


# -- chosen field by field, and several at once ----------------------------------------------------------------------


def test_a_number_that_finds_its_place_taken_goes_in_the_one_that_is_left(desk):
    kept, gone = desk.add(**JEAN), desk.add(**J)
    merge_leads(desk.workspace, kept, gone, {"phone": "+33612345678"})
    lead = desk.lead(kept).lead
    assert (lead.phone, lead.phone_given) == ("+33612345678", "06 12 34 56 78")
    assert (lead.mobile, lead.mobile_given) == ("+33140203040", "01 40 20 30 40")


def test_the_tags_of_both_are_joined_unless_somebody_chose(desk):
    kept, gone = desk.add(tags="Salon; VIP"), desk.add(tags="vip, Lyon")
    merge_leads(desk.workspace, kept, gone)
    assert desk.lead(kept).lead.tags == "Salon, VIP, Lyon"
    undo_last(desk.workspace)
    assert desk.lead(kept).lead.tags == "Salon; VIP"
    merge_leads(desk.workspace, kept, gone, {"tags": "vip, Lyon"})
    assert desk.lead(kept).lead.tags == "vip, Lyon"


@pytest.mark.parametrize("chosen", [{}, {"phone": "+33699000000", "job_title": "DG"}])
def test_three_become_one_in_one_act_and_three_again_in_one(desk, pair, chosen):
    third = desk.add(last_name="Martin", first_name="Jean", phone="06 99 00 00 00", city="Lyon", job_title="DG")
    add_note(desk.workspace, third, "La troisième")
    answer_criterion(desk.workspace, third, "authority", "influences")
    record_call(desk.workspace, third, Outcome.OPPOSED)
    ids = (*pair, third)
    before = facts(desk, *ids)
    said = {f.id for i in ids for f in dossier(desk.workspace, i).notes}
    operation = merge_leads(desk.workspace, pair[0], (pair[1], third), chosen, "Aussi : j.martin@autre.fr").operation
    now = dossier(desk.workspace, pair[0])
    assert {n.id for n in now.notes} > said
    assert [n.text for n in now.notes if n.id not in said] == ["Aussi : j.martin@autre.fr"]
    lead = now.summary.lead
    assert (lead.city, lead.email, lead.source) == ("Lyon", "jean@atelier.fr", "webinar")
    assert {c: getattr(lead, c) for c in chosen} == chosen
    if chosen:
        assert lead.phone_given == "06 99 00 00 00"
    assert now.summary.standing.code == "opposed"
    assert [desk.lead(i).standing.code for i in ids[1:]] == ["merged", "merged"]
    check_against_scratch(desk, desk.clock.at)
    assert undo_operation(desk.workspace, operation).kept == []
    assert facts(desk, *ids) == before


def test_one_that_cannot_be_merged_leaves_the_others_as_they_were(desk, pair):
    before = facts(desk, *pair)
    assert code_of(lambda: merge_leads(desk.workspace, pair[0], (pair[1], pair[0]))) == "merge_with_itself"
    assert facts(desk, *pair) == before


def values_of(dossiers, column):
    """What was known in a column; a number may stand in either place."""
    columns = ("phone", "mobile") if column in ("phone", "mobile") else (column,)
    return {getattr(d.summary.lead, c) for d in dossiers for c in columns} - {""}


FACTS = ("calls", "notes", "signals", "decisions", "touches")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_the_order_of_merges_nothing_is_lost(desk, pair, order):
    third = desk.add(last_name="Martin", first_name="Jean", phone="", mobile="06 99 00 00 00", city="Lyon")
    add_note(desk.workspace, third, "La troisième")
    answer_criterion(desk.workspace, third, "authority", "influences")
    ids = (*pair, third)
    had = [dossier(desk.workspace, i) for i in ids]
    first, second, last = (ids[n] for n in order)
    merge_leads(desk.workspace, second, first)
    merge_leads(desk.workspace, last, second)
    now = dossier(desk.workspace, last)
    for what in FACTS:
        assert {f.id for d in had for f in getattr(d, what)} == {f.id for f in getattr(now, what)}
    assert set(now.answers) == {c for d in had for c in d.answers}
    for column in ("email", "city", "job_title", "source", "employees", "phone", "mobile"):
        assert getattr(now.summary.lead, column) in values_of(had, column)
    assert all(d.draft.notes in now.draft.notes for d in had if d.draft)
    check_against_scratch(desk, desk.clock.at)
    undo_last(desk.workspace)
    undo_last(desk.workspace)
    assert [dossier(desk.workspace, i) for i in ids] == had


# -- before it is done -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{}, {"phone": "+33612345678"}, {"email": "j.martin@autre.fr", "last_name": "Roy"}])
def test_the_preview_is_what_the_merge_does(desk, pair, fields):
    known = sides(desk.workspace, pair)
    ids = [side.lead.id for side in known]
    preview = preview_merge(desk.workspace, known, fields)
    before = dossier(desk.workspace, ids[0])
    merge_leads(desk.workspace, ids[0], ids[1], fields)
    now = dossier(desk.workspace, ids[0])
    assert now.summary.lead.fields() == preview.after.fields()
    counted = {name: len(getattr(now, name)) for name in FACTS}
    assert counted == dict(preview.facts)
    assert len(now.answers) - len(before.answers) == preview.answers


def test_the_preview_says_what_finds_no_place_and_what_both_answered(desk, pair):
    known = sides(desk.workspace, pair)
    preview = preview_merge(desk.workspace, known, {})
    assert [side.lead.id for side in known] == [pair[1], pair[0]]  # most was done with the second
    assert preview.left == (("email", "jean@atelier.fr"), ("first_name", "Jean"), ("last_name", "Martin"))
    assert (preview.answers, preview.answered_twice, preview.opposed) == (1, 1, False)
    assert left_note(preview, Words("en")) == (
        "Also known before the merge: E-mail jean@atelier.fr, First name Jean, Last name Martin"
    )
    assert account_said(preview, Words("en")) == [
        "In all: 2 calls, 2 notes, 2 signals, 1 decision, 1 message or visit",
        "1 answer is taken over",
        "1 question was answered by both: the answer of the first column stays",
    ]


def test_a_third_number_is_left_for_the_note_and_never_that_of_somebody_who_objected(desk):
    kept = desk.add(last_name="Martin", phone="01 40 20 30 40", mobile="06 12 34 56 78")
    gone = desk.add(last_name="Martin", phone="01 40 20 30 41", mobile="06 12 34 56 78")
    assert preview_merge(desk.workspace, sides(desk.workspace, (kept, gone)), {}).left == (("phone", "+33140203041"),)
    record_call(desk.workspace, gone, Outcome.OPPOSED)
    preview = preview_merge(desk.workspace, sides(desk.workspace, (kept, gone)), {})
    assert (preview.left, preview.opposed) == ((), True)


def test_a_column_that_is_none_is_refused_before_too(desk, pair):
    known = sides(desk.workspace, pair)
    assert code_of(lambda: preview_merge(desk.workspace, known, {"colour": "blue"})) == "unknown_field"
    assert code_of(lambda: sides(desk.workspace, (pair[0], "nobody"))) == "unknown_lead"
