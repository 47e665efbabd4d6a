"""Both sides after a sync: what was new, what changed on either, what is gone, what was said."""

from datetime import timedelta

import pytest

from sdrdesk.core.crm.client import Direction, FieldMap, Kind
from sdrdesk.core.domain.call_queue import Closed, Due
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations import leads, oppositions
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import Preview, preview
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store import crm as crm_store
from sdrdesk.core.store import journal, states
from tests.crm_faults.client import PlainClient, mapped
from tests.operations.crm.sides import WORDS, Sides, connected
from tests.support import Desk, write_leads


def test_a_lead_becomes_a_contact_of_its_company(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(first_name="Léa", last_name="Martin", email="lea@acme.fr", company="ACME SAS", city="Lyon")
        done = sides.sync()
        assert (done.figures.made, done.figures.refused, done.figures.left_waiting) == (1, 0, 0)
        contact = sides.contact(lead_id)
        assert contact.fields["first_name"] == "Léa"
        (company,) = sides.crm.records("companies")
        assert contact.links["companies"] == company.id
        assert company.fields["name"] == "ACME SAS"
        assert sides.crm.records("deals") == []  # a lead is a deal there from the stage chosen on


def test_nothing_is_asked_for_what_is_the_same_on_both_sides(desk: Desk):
    with connected(desk) as sides:
        desk.add(email="lea@acme.fr", company="ACME")
        sides.sync()
        sides.crm.requests.clear()
        sides.sync()
        assert [r.method for r in sides.crm.requests if r.method != "GET"] == []


def test_two_leads_of_one_company_share_its_record(desk: Desk):
    with connected(desk) as sides:
        one = desk.add(last_name="Martin", email="a@acme.fr", company="ACME", city="Lyon")
        other = desk.add(last_name="Durand", email="b@acme.fr", company="Acme SARL", city="Paris")
        sides.sync()
        (company,) = sides.crm.records("companies")
        assert {sides.contact(one).links["companies"], sides.contact(other).links["companies"]} == {company.id}
        sides.sync(full=True)
        assert (desk.lead(one).lead.city, desk.lead(other).lead.city) == ("Lyon", "Paris")


def test_an_edit_here_goes_there_and_an_edit_there_comes_here(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="DAF")
        sides.sync()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.crm.change("contacts", sides.contact(lead_id).id, phone="06 11 22 33 44")
        desk.clock.at += timedelta(minutes=1)
        sides.sync()
        assert sides.contact(lead_id).fields["title"] == "DG"
        assert desk.lead(lead_id).lead.phone == "+33611223344"
        sides.sync(full=True)
        assert sides.contact(lead_id).fields["phone"] == "06 11 22 33 44"  # as it was written there


def test_an_address_that_stands_for_none_is_not_told_and_a_real_one_from_there_takes_its_place(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(last_name=f"M{n}", email=said) for n, said in enumerate(("n/a", "none@none.com"))]
        theirs = sides.crm.enter("contacts", {"last_name": "Petit", "email": "n/a"})
        sides.until_quiet()
        assert [sides.contact(i).fields.get("email", "") for i in ids] == ["", ""]
        assert [desk.lead(i).lead.email for i in ids] == ["n/a", "none@none.com"]
        for lead_id in ids:
            sides.crm.change("contacts", sides.contact(lead_id).id, email=f"{desk.lead(lead_id).lead.last_name}@x.fr")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        sides.sync(full=True)
        assert [desk.lead(i).lead.email for i in ids] == ["m0@x.fr", "m1@x.fr"]
        assert theirs.fields["email"] == "n/a"  # nobody here wrote anything else


def test_what_an_edit_there_overwrites_is_in_the_journal_and_can_be_taken_back(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="DAF")
        sides.sync()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.crm.change("contacts", sides.contact(lead_id).id, title="PDG")
        desk.clock.at += timedelta(minutes=1)
        sides.sync()
        assert desk.lead(lead_id).lead.job_title == sides.contact(lead_id).fields["title"] == "PDG"
        operation, entry = leads.history(desk.workspace, lead_id)[0]
        assert (operation.verb, operation.who, entry.before, entry.after) == ("crm", "Plain", "DG", "PDG")
        undo_operation(desk.workspace, operation.id)
        sides.until_quiet()
        assert desk.lead(lead_id).lead.job_title == sides.contact(lead_id).fields["title"] == "DG"


def test_where_this_side_wins_what_it_overwrites_there_is_in_the_journal(desk: Desk):
    with connected(desk, Options(wins="here")) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="DAF")
        sides.sync()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.crm.change("contacts", sides.contact(lead_id).id, title="PDG")
        desk.clock.at += timedelta(minutes=1)
        sides.sync()
        assert desk.lead(lead_id).lead.job_title == sides.contact(lead_id).fields["title"] == "DG"
        kept = [(e.before, e.after) for _o, e in leads.history(desk.workspace, lead_id) if e.entity == "crm"]
        assert kept == [("PDG", "DG")]


def test_a_new_contact_there_is_a_lead_here_with_its_company(desk: Desk):
    with connected(desk) as sides:
        company = sides.crm.enter("companies", {"name": "Globex", "city": "Nantes"})
        sides.crm.enter(
            "contacts",
            {"last_name": "Petit", "email": "p@globex.fr", "phone": "01 99 00 10 01"},
            links={"companies": company.id},
        )
        assert sides.sync().figures.brought == 1
        (found,) = desk.leads()
        assert (found.lead.company, found.lead.city, found.lead.phone) == ("Globex", "Nantes", "+33199001001")
        sides.sync(full=True)
        assert len(desk.leads()) == len(sides.crm.records("contacts")) == len(sides.crm.records("companies")) == 1


def test_a_contact_there_that_is_a_lead_here_is_linked_and_its_blanks_filled(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="", phone="0612345678")
        there = sides.crm.enter("contacts", {"last_name": "Martin", "email": "LEA@acme.fr", "title": "DAF"})
        done = sides.sync()
        assert (done.figures.made, done.figures.brought) == (0, 0)
        assert desk.lead(lead_id).lead.job_title == "DAF"
        (contact,) = sides.crm.records("contacts")
        assert (contact.id, contact.fields["phone"]) == (there.id, "+33612345678")


def test_calls_notes_and_decisions_go_there_once_with_their_task(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="ACME")
        leads.add_note(desk.workspace, lead_id, "Appeler après 14 h")
        at = desk.clock.at + timedelta(days=1)
        record_call(desk.workspace, lead_id, Outcome.CALLBACK_PROMISED, until=at, note="En réunion")
        sides.until_quiet()
        (call,) = sides.crm.records("calls")
        assert call.fields["text"] == "En réunion"
        assert call.links == {"contacts": sides.contact(lead_id).id, "companies": sides.crm.records("companies")[0].id}
        (task,) = sides.crm.records("tasks")
        assert (task.fields["done"], task.fields["due"]) == ("no", "2026-11-25T09:00:00Z")
        assert [n.fields["text"] for n in sides.crm.records("notes")] == ["Appeler après 14 h"]
        desk.clock.at = at
        record_call(desk.workspace, lead_id, Outcome.REACHED)
        decide(desk.workspace, lead_id, Decision.LATER)
        sides.until_quiet()
        assert {t.fields["title"]: t.fields["done"] for t in sides.crm.records("tasks")} == {
            "Call back Martin": "yes",
            "Call Martin again": "no",
        }
        sides.sync(full=True)
        assert (len(sides.crm.records("calls")), len(sides.crm.records("notes"))) == (2, 2)
        assert len(leads.dossier(desk.workspace, lead_id).notes) == 2  # none of ours came back


def test_a_call_taken_back_here_goes_there(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        said = record_call(desk.workspace, lead_id, Outcome.NO_ANSWER)
        sides.until_quiet()
        undo_operation(desk.workspace, said.changes.operation)
        sides.until_quiet()
        assert sides.crm.records("calls") == []


def test_a_note_of_a_colleague_there_comes_here_once(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.sync()
        contact = sides.contact(lead_id)
        sides.crm.enter(
            "notes",
            {"text": "Vu au salon", "at": "2026-11-23T09:00:00Z", "author": "Bob"},
            links={"contacts": contact.id},
        )
        desk.clock.at += timedelta(minutes=1)
        assert sides.sync().figures.notes == 1
        sides.sync(full=True)
        (note,) = leads.dossier(desk.workspace, lead_id).notes
        assert (note.text, note.who) == ("Vu au salon", "Bob")
        assert len(sides.crm.records("notes")) == 1


def test_a_stage_moves_on_both_sides_once_the_lead_is_a_deal(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.sync()
        move_stage(desk.workspace, lead_id, Stage.SQL, "rendez-vous pris")
        sides.sync()
        (deal,) = sides.crm.records("deals")
        assert (deal.fields["stage"], deal.links["contacts"]) == ("sql", sides.contact(lead_id).id)
        sides.crm.change("deals", deal.id, stage="opportunity")
        desk.clock.at += timedelta(minutes=1)
        sides.sync()
        assert desk.lead(lead_id).lead.stage is Stage.OPPORTUNITY


def test_one_excluded_there_is_called_no_more_until_a_decision_here_or_they_take_it_back(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(email=f"m{n}@x.fr", phone=f"+3361234000{n}") for n in range(2)]
        for lead_id in ids:
            move_stage(desk.workspace, lead_id, Stage.SQL, "rendez-vous pris")
        sides.until_quiet()
        for deal in sides.crm.records("deals"):
            sides.crm.change("deals", deal.id, stage="excluded")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        standings = [desk.lead(i).standing for i in ids]
        assert [(type(s), s.code, s.params["reason"]) for s in standings] == [(Closed, "excluded", "crm_excluded")] * 2
        with desk.workspace.store.read() as tx:
            assert [s.state for s in states.get_states(tx, ids).values()] == ["closed", "closed"]

        decide(desk.workspace, ids[0], Decision.NOW, Route.FURTHER_QUALIFICATION)
        assert desk.lead(ids[0]).lead.stage is Stage.SQL
        (deal,) = [d for d in sides.crm.records("deals") if d.links["contacts"] == sides.contact(ids[1]).id]
        sides.crm.change("deals", deal.id, stage="sql")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert not isinstance(desk.lead(ids[0]).standing, Closed)
        assert isinstance(desk.lead(ids[1]).standing, Due)


def test_one_brought_in_that_is_excluded_there_is_not_called(desk: Desk):
    with connected(desk) as sides:
        contact = sides.crm.enter("contacts", {"last_name": "Martin", "phone": "+33612340001"})
        sides.crm.enter("deals", {"stage": "excluded"}, links={"contacts": contact.id})
        sides.until_quiet()
        (found,) = desk.leads()
        assert (found.lead.stage, found.standing.code) == (Stage.EXCLUDED, "excluded")


def test_an_objection_goes_there_whatever_was_chosen_and_never_comes_back(desk: Desk):
    with connected(desk, Options(send=False)) as sides:
        contact = sides.crm.enter("contacts", {"last_name": "Martin", "email": "lea@acme.fr", "opt_out": ""})
        sides.sync()
        (found,) = desk.leads()
        record_call(desk.workspace, found.lead.id, Outcome.OPPOSED)
        sides.sync()
        assert sides.crm.records("contacts")[0].fields["opt_out"] == "yes"
        sides.crm.change("contacts", contact.id, opt_out="", email="autre@acme.fr", phone="0700000000")
        desk.clock.at += timedelta(minutes=1)
        sides.sync()
        assert oppositions.opposed_columns(desk.workspace, found.lead.id)
        sides.until_quiet()
        assert sides.crm.records("contacts")[0].fields["opt_out"] == "yes"


@pytest.mark.parametrize("values", [{"yes": "Y", "": "N"}, {"yes": "Y"}])
def test_an_objection_in_words_of_the_crm_is_heard_and_told_again_where_it_was_taken_away(desk: Desk, values):
    maps = [*mapped(Kind.CONTACT, email="email"), FieldMap("opposed", Kind.CONTACT, "opt_out", values=values)]
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=maps)
        lead_id, other = desk.add(email="lea@acme.fr"), desk.add(email="p@x.fr", phone="0612340000")
        sides.until_quiet()
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        sides.crm.change("contacts", sides.contact(other).id, opt_out="Y")
        for taken_away in ("N", "", "no"):
            sides.until_quiet()
            assert sides.contact(lead_id).fields["opt_out"] == "Y"
            desk.clock.at += timedelta(minutes=1)
            sides.crm.change("contacts", sides.contact(lead_id).id, opt_out=taken_away)
        sides.until_quiet()
        assert sides.contact(lead_id).fields["opt_out"] == "Y"
        assert desk.lead(other).standing.code == "opposed"


def test_an_objection_there_closes_the_lead_and_who_shares_its_number(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", phone="0612345678")
        other = desk.add(last_name="Durand", phone="0612345678", email="d@home.fr")
        sides.sync()
        sides.crm.change("contacts", sides.contact(lead_id).id, opt_out="yes")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert desk.lead(lead_id).standing.code == desk.lead(other).standing.code == "opposed"
        assert sides.contact(other).fields["opt_out"] == "yes"


def test_a_changed_address_there_does_not_reopen_who_carried_an_opposed_number(desk: Desk):
    with connected(desk) as sides:
        objector = desk.add(last_name="Martin", phone="0612345678")
        carrier = desk.add(last_name="Martin", phone="0612345678", email="x@y.fr", company="Z")
        record_call(desk.workspace, objector, Outcome.OPPOSED)
        sides.until_quiet()
        sides.crm.change("contacts", sides.contact(carrier).id, phone="0700000000")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert desk.lead(carrier).lead.phone == "+33700000000"
        assert desk.lead(carrier).standing.code == "opposed"


def test_one_deleted_there_is_excluded_here_and_not_made_again(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}") for n in range(40)]
        sides.until_quiet()
        sides.crm.delete("contacts", sides.contact(ids[0]).id)
        sides.sync(full=True)
        assert desk.lead(ids[0]).standing.code == "excluded"
        leads.edit_lead(desk.workspace, ids[0], {"city": "Brest"})
        sides.until_quiet()
        assert len(sides.crm.records("contacts")) == 39


def test_an_empty_list_there_changes_nothing_here(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}") for n in range(30)]
        sides.until_quiet()
        sides.crm.fault("empty_list", times=None)
        sides.sync(full=True)
        assert {desk.lead(i).standing.code for i in ids} == {"never_called"}
        assert sides.status.gone_there == 0


def test_many_deleted_there_wait_for_a_person_and_can_be_made_again(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}") for n in range(40)]
        sides.until_quiet()
        for lead_id in ids[:5]:
            sides.crm.delete("contacts", sides.contact(lead_id).id)
        sides.sync(full=True)
        assert sides.status.gone_there == 5
        assert {desk.lead(i).standing.code for i in ids} == {"never_called"}
        assert connections.restore_gone(desk.workspace, sides.connection) == 5
        sides.until_quiet()
        assert len(sides.crm.records("contacts")) == 40
        for lead_id in ids[:5]:
            sides.crm.delete("contacts", sides.contact(lead_id).id)
        sides.sync(full=True)
        assert connections.accept_gone(desk.workspace, sides.connection) == 5
        assert [desk.lead(i).standing.code for i in ids[:6]] == ["excluded"] * 5 + ["never_called"]


def test_leads_made_and_taken_back_here_go_there_unless_they_are_many(desk: Desk, tmp_path):
    with connected(desk) as sides:
        for n in range(40):
            desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}")
        lone = desk.last_operation
        done = desk.imported(
            write_leads(tmp_path / "f.csv", *({"last_name": f"I{n}", "email": f"i{n}@x.fr"} for n in range(5)))
        )
        sides.until_quiet()
        undo_operation(desk.workspace, lone)
        sides.sync()
        assert len(sides.crm.records("contacts")) == 44
        undo_operation(desk.workspace, done.operation)
        sides.sync()
        assert (sides.status.gone_here, len(sides.crm.records("contacts"))) == (5, 44)
        connections.approve_deletions(desk.workspace, sides.connection)
        sides.until_quiet()
        assert len(sides.crm.records("contacts")) == 39
        sides.sync(full=True)
        assert len(desk.leads()) == 39


def test_two_merged_here_are_merged_there_and_the_other_way_round(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}") for n in range(4)]
        sides.until_quiet()
        gone = sides.contact(ids[1]).id
        merge_leads(desk.workspace, ids[0], ids[1])
        sides.until_quiet()
        assert [r.external_id for r in sides.crm.records("contacts")] == [ids[0], ids[2], ids[3]]
        assert sides.crm.held.held["contacts"][gone].merged_into == sides.contact(ids[0]).id
        sides.crm.merge("contacts", sides.contact(ids[2]).id, sides.contact(ids[3]).id)
        sides.sync(full=True)
        assert desk.lead(ids[2]).standing.code == "merged"


def test_a_second_machine_meets_the_same_leads_and_notes(desk: Desk, open_desk, tmp_path):
    with connected(desk) as sides:
        lead_id = desk.add(first_name="Léa", last_name="Martin", email="lea@acme.fr", company="ACME")
        leads.add_note(desk.workspace, lead_id, "Première note")
        sides.until_quiet()
        second = open_desk(tmp_path / "second.sdrdesk", who="Bob")
        second.clock.at = desk.clock.at
        other = type(sides)(second, sides.crm, connections.connect(second.workspace, "plain", "Plain", {}))
        other.until_quiet()
        assert second.lead(lead_id).lead.company == "ACME"
        assert [n.text for n in leads.dossier(second.workspace, lead_id).notes] == ["Première note"]
        leads.edit_lead(second.workspace, lead_id, {"job_title": "DG"})
        second.clock.at = desk.clock.at = desk.clock.at + timedelta(minutes=1)
        other.until_quiet()
        sides.until_quiet()
        assert desk.lead(lead_id).lead.job_title == "DG"
        assert len(sides.crm.records("contacts")) == len(sides.crm.records("notes")) == 1


def test_only_leads_that_were_worked_on_travel_when_that_is_chosen(desk: Desk):
    with connected(desk, Options(who="worked")) as sides:
        desk.add(email="cold@x.fr")
        worked = desk.add(last_name="W", email="w@x.fr")
        record_call(desk.workspace, worked, Outcome.REACHED)
        sides.until_quiet()
        assert [r.external_id for r in sides.crm.records("contacts")] == [worked]


def test_disconnecting_leaves_both_sides_whole(desk: Desk):
    with connected(desk) as sides:
        desk.add(email="lea@acme.fr")
        sides.sync()
        connections.disconnect(desk.workspace, sides.connection)
        desk.add(last_name="Later")
        assert (len(desk.leads()), len(sides.crm.records("contacts"))) == (2, 1)
        with desk.workspace.store.read() as tx:
            assert crm_store.get_connections(tx) == []


def test_a_sync_that_brings_nothing_leaves_no_trace(desk: Desk):
    with connected(desk) as sides:
        desk.add(email="lea@acme.fr")
        sides.until_quiet()
        with desk.workspace.store.read() as tx:
            before = journal.head(tx)
        sides.sync()
        with desk.workspace.store.read() as tx:
            assert journal.head(tx) == before


def test_a_person_who_changes_firms_hangs_on_the_other_company(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="ACME", city="Lyon")
        sides.until_quiet()
        leads.edit_lead(desk.workspace, lead_id, {"company": "Globex", "city": "Nantes"})
        sides.until_quiet()
        assert {c.fields["name"]: c.fields["city"] for c in sides.crm.records("companies")} == {
            "ACME": "Lyon",
            "Globex": "Nantes",
        }
        (globex,) = [c for c in sides.crm.records("companies") if c.fields["name"] == "Globex"]
        assert sides.contact(lead_id).links["companies"] == globex.id


def test_a_company_renamed_there_is_renamed_here_and_stays_one(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="ACME")
        sides.until_quiet()
        sides.crm.change("companies", sides.crm.records("companies")[0].id, name="Umbrella")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        sides.sync(full=True)
        assert desk.lead(lead_id).lead.company == "Umbrella"
        assert [c.fields["name"] for c in sides.crm.records("companies")] == ["Umbrella"]


def test_a_dry_run_says_what_a_first_run_then_does(desk: Desk):
    with connected(desk) as sides:
        for n in range(12):
            desk.add(last_name=f"New{n}", email=f"new{n}@x.fr", phone=f"+3361234{n:04}")
        for n in range(3):
            desk.add(last_name=f"Known{n}", email=f"known{n}@x.fr", phone="", job_title="DG")
            sides.crm.enter(
                "contacts",
                {"last_name": f"Known{n}", "email": f"known{n}@x.fr", "title": "DG"}
                | ({} if n else {"phone": "0199001000"}),
            )
        for n in range(2):
            sides.crm.enter("contacts", {"last_name": f"There{n}", "email": f"there{n}@x.fr"})
        found = looked_at(sides)
        assert (found.create, found.bring, found.take, found.update + found.leave) == (12, 2, 1, 3)
        assert [r.method for r in sides.crm.requests if r.method != "GET"] == []
        done = sides.sync().figures
        assert (done.made, done.brought) == (12, 2)


def test_a_dry_run_counts_that_the_verdict_on_who_is_brought_here_is_told_there(desk: Desk):
    maps = [*mapped(Kind.CONTACT, email="email"), *mapped(Kind.CONTACT, Direction.OUT, score="about")]
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=maps)
        sides.crm.enter("contacts", {"email": "there@x.fr"})
        found = looked_at(sides)
        assert (found.bring, found.update, found.create, found.leave) == (1, 1, 0, 0)
        done = sides.sync().figures
        assert (done.brought, done.sent, done.made) == (1, 1, 0)


def test_a_dry_run_makes_nobody_there_where_nothing_is_sent(desk: Desk):
    with connected(desk, Options(send=False)) as sides:
        lead_id = desk.add(email="lea@acme.fr", phone="0612345678")
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        found = looked_at(sides)
        assert (found.create, found.leave) == (0, 1)
        assert sides.sync().figures.made == 0


def looked_at(sides: Sides) -> Preview:
    """What a first run is said to do."""
    client = PlainClient(sides.crm.url, sides.crm.key)
    found = preview(sides.desk.workspace, connections.connections(sides.desk.workspace)[0], client, WORDS)
    client.close()
    return found


def test_a_key_that_may_not_read_one_kind_stops_that_kind_alone(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        move_stage(desk.workspace, lead_id, Stage.SQL, "vu")
        sides.crm.fault("permission_lost", (None, "deals"), times=None)
        done = sides.sync()
        assert (done.state, done.why, done.figures.made) == ("active", "forbidden", 1)
        assert [w.row.code for w in connections.outbox(desk.workspace, sides.connection, "refused")] == ["forbidden"]
        sides.crm.mend()
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        assert len(sides.crm.records("deals")) == 1


def test_an_erased_lead_is_deleted_there_and_nothing_of_it_stays_here(desk: Desk):
    with connected(desk) as sides:
        for n in range(30):
            desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}")
        lead_id = desk.add(last_name="Zorglub", email="zorglub@secret.fr", company="ACME")
        sides.until_quiet()
        erase_lead(desk.workspace, lead_id)
        sides.until_quiet()
        assert len(sides.crm.records("contacts")) == 30
        desk.workspace.store.close()
        assert b"orglub" not in desk.workspace.store.path.read_bytes()


def test_a_crm_with_one_field_for_a_name_tells_first_and_last_name(desk: Desk):
    whole = [FieldMap("name", Kind.CONTACT, "full", Direction.BOTH), *mapped(Kind.CONTACT, email="email")]
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=whole)
        sides.crm.enter("contacts", {"full": "Léa MARTIN", "email": "lea@acme.fr"})
        here = desk.add(first_name="Paul", last_name="Durand", email="p@acme.fr")
        sides.until_quiet()
        lead = next(s.lead for s in desk.leads() if s.lead.email == "lea@acme.fr")
        assert (lead.first_name, lead.last_name) == ("Léa", "MARTIN")
        assert sides.contact(here).fields["full"] == "Paul Durand"
        sides.crm.change("contacts", sides.contact(here).id, full="Paul Dupond")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert desk.lead(here).lead.last_name == "Dupond"


def test_a_server_that_does_and_then_answers_500_is_told_each_lead_once_in_one_run(desk: Desk):
    with connected(desk, batch=1) as sides:
        ids = [desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}") for n in range(20)]
        leads.add_note(desk.workspace, ids[0], "Une note")
        for method in ("POST", "PATCH"):
            sides.crm.fault("5xx", (method,), times=None, status=500, committed=True)
        done = sides.sync()
        assert (done.figures.made, done.figures.facts, done.why) == (20, 1, "")
        leads.edit_lead(desk.workspace, ids[0], {"job_title": "DG"})
        assert sides.sync().figures.sent == 1
        assert not sides.crm.lost("contacts", ids)
        assert not sides.crm.duplicates("contacts")
        assert len(sides.crm.records("notes")) == 1


def test_a_server_that_is_down_is_left_alone(desk: Desk):
    with connected(desk, batch=1) as sides:
        for n in range(20):
            desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}")
        sides.sync()
        for n in range(20):
            desk.add(last_name=f"N{n}", email=f"n{n}@x.fr", phone=f"+3361235{n:04}")
        sides.crm.fault("5xx", ("POST",), times=None)
        sides.crm.requests.clear()
        assert sides.sync().why == "transient"
        assert len([r for r in sides.crm.requests if r.method == "POST"]) <= 4


def test_an_objection_is_told_in_a_note_where_no_field_is_mapped_to_it(desk: Desk):
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=mapped(Kind.CONTACT, email="email"))
        one = desk.add(email="lea@acme.fr", phone="0612345678")
        record_call(desk.workspace, one, Outcome.OPPOSED)
        sides.until_quiet()
        leads.edit_lead(desk.workspace, one, {"city": "Lyon"})
        sides.until_quiet()
        assert [n.fields["text"][:19] for n in sides.crm.records("notes")] == ["This person objects"]


def test_a_company_that_is_refused_does_not_hold_its_people_back(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="ACME")
        sides.crm.fault("schema_changed", ("POST", "companies"), field="name")
        done = sides.sync()
        assert (done.figures.made, done.figures.refused) == (1, 1)
        sides.crm.mend()
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        assert sides.contact(lead_id).links["companies"] == sides.crm.records("companies")[0].id


def test_what_people_wrote_where_we_only_write_is_left_alone(desk: Desk):
    maps = [*mapped(Kind.CONTACT, email="email"), *mapped(Kind.CONTACT, Direction.OUT, summary="about")]
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=maps)
        sides.crm.enter("contacts", {"email": "old@acme.fr", "about": "Ami du patron"})
        old = desk.add(last_name="Old", email="old@acme.fr")
        ours = desk.add(last_name="New", email="new@acme.fr")
        sides.until_quiet()
        for lead_id in (old, ours):
            record_call(desk.workspace, lead_id, Outcome.REACHED)
            decide(desk.workspace, lead_id, Decision.LATER)
        sides.until_quiet()
        about = {c.fields["email"]: c.fields["about"] for c in sides.crm.records("contacts")}
        assert about["old@acme.fr"] == "Ami du patron"
        assert "Later" in about["new@acme.fr"]
        sides.crm.change("contacts", sides.contact(ours).id, about="Écrit à la main")
        desk.clock.at += timedelta(days=100)
        decide(desk.workspace, ours, Decision.NEVER)
        sides.until_quiet()
        assert sides.contact(ours).fields["about"] == "Écrit à la main"


def test_what_a_colleague_adds_to_the_record_of_a_lead_merged_here_is_known_of_the_one_kept(desk: Desk) -> None:
    with connected(desk) as sides:
        gone = desk.add(last_name="Arnaud", email="a@x.fr", phone="")
        kept = desk.add(last_name="Arnaud", email="anne@x.fr", phone="")
        sides.until_quiet()
        merge_leads(desk.workspace, kept, gone)
        sides.crm.change("contacts", sides.contact(gone).id, phone="+33612345699")
        sides.until_quiet()
        assert desk.lead(kept).lead.phone == "+33612345699"
        assert [r.fields["phone"] for r in sides.crm.records("contacts")] == ["+33612345699"]
