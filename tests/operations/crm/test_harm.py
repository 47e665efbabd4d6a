"""Ways in which a sync could lose, double, mix up or give away something, each tried."""

import itertools
from collections import Counter
from datetime import timedelta

import pytest

from sdrdesk.core.crm.client import FieldMap, Gone, Kind
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.incoming import RECORDS_AT_ONCE
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import sync
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.undo import undo_operation
from tests.crm_faults.client import MAP, PlainClient, mapped
from tests.crm_faults.plain_crm import PlainCrm
from tests.operations.crm.sides import WORDS, Sides, connected
from tests.support import Desk, write_leads


def many(desk: Desk, n: int = 40) -> list[str]:
    """Enough leads that the loss of one is followed without asking anybody."""
    return [desk.add(last_name=f"M{i}", email=f"m{i}@x.fr", phone=f"+3361234{i:04}") for i in range(n)]


def test_a_company_stays_there_when_one_of_its_people_is_deleted_here(desk: Desk):
    with connected(desk) as sides:
        many(desk)
        one = desk.add(last_name="Un", email="un@acme.fr", phone="", company="ACME")
        other = desk.add(last_name="Deux", email="deux@acme.fr", phone="", company="ACME")
        sides.until_quiet()
        erase_lead(desk.workspace, one)
        sides.until_quiet()
        (company,) = sides.crm.records("companies")
        assert sides.contact(other).links["companies"] == company.id


def test_one_erased_after_it_was_begun_does_not_come_back(desk: Desk):
    with connected(desk) as sides:
        many(desk)
        sides.until_quiet()
        lead_id = desk.add(last_name="Zorglub", email="z@x.fr", phone="")
        sides.client_options["lag"] = 60.0
        sides.crm.fault("reset_after_commit", on=("POST", "contacts"))
        sides.sync()
        assert len(sides.crm.records("contacts")) == 41
        erase_lead(desk.workspace, lead_id)
        desk.clock.at += timedelta(hours=1)
        sides.until_quiet()
        sides.sync(full=True)
        assert [s for s in desk.leads() if s.lead.last_name == "Zorglub"] == []
        assert len(sides.crm.records("contacts")) == 40


def test_two_records_with_one_key_are_two_leads(desk: Desk):
    crm = PlainCrm(clock=desk.clock, unique_external_ids=False)
    with connected(desk, crm=crm) as sides:
        key = "01930000-0000-7000-8000-000000000001"
        crm.enter("contacts", {"last_name": "Un", "email": "a@x.fr"}, key)
        crm.enter("contacts", {"last_name": "Deux", "email": "b@x.fr"}, key)
        sides.until_quiet()
        assert len(desk.leads()) == 2
        assert len(crm.records("contacts")) == 2


def test_connecting_anew_doubles_nothing(desk: Desk):
    crm = PlainCrm(clock=desk.clock, unique_external_ids=False)
    with connected(desk, crm=crm) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="ACME")
        leads.add_note(desk.workspace, lead_id, "Une note")
        record_call(desk.workspace, lead_id, Outcome.CALLBACK_PROMISED, until=desk.clock.at + timedelta(days=1))
        sides.until_quiet()
        before = {kind: len(crm.records(kind)) for kind in ("companies", "contacts", "notes", "calls", "tasks")}
        connections.disconnect(desk.workspace, sides.connection)
        desk.clock.at += timedelta(hours=1)
        sides.connection = connections.connect(desk.workspace, "plain", "Again", {})
        sides.until_quiet()
        assert {kind: len(crm.records(kind)) for kind in before} == before
        assert len(leads.dossier(desk.workspace, lead_id).notes) == 1


def test_a_note_of_one_that_was_merged_before_it_was_told_is_told(desk: Desk):
    with connected(desk) as sides:
        kept, gone = many(desk, 2)
        sides.until_quiet()
        leads.add_note(desk.workspace, gone, "Très important")
        merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        assert [n.fields["text"] for n in sides.crm.records("notes")] == ["Très important"]


def test_a_task_of_one_that_was_merged_is_closed(desk: Desk):
    with connected(desk) as sides:
        kept, gone = many(desk, 2)
        record_call(desk.workspace, gone, Outcome.CALLBACK_PROMISED, until=desk.clock.at + timedelta(days=1))
        sides.until_quiet()
        merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        desk.clock.at += timedelta(days=1)
        record_call(desk.workspace, kept, Outcome.REACHED)
        sides.until_quiet()
        assert [t.fields["done"] for t in sides.crm.records("tasks")] == ["yes"]


def test_one_that_is_new_and_takes_the_place_of_another_takes_its_record(desk: Desk):
    crm = PlainCrm(clock=desk.clock, unique_external_ids=False)
    with connected(desk, crm=crm) as sides:
        gone = desk.add(last_name="Martin", email="lea@acme.fr")
        sides.until_quiet()
        kept = desk.add(first_name="Léa", last_name="Martin", email="lea.martin@acme.fr", phone="")
        merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        sides.sync(full=True)
        assert len(crm.records("contacts")) == 1
        assert len([s for s in desk.leads() if s.standing.code != "merged"]) == 1
        assert desk.lead(kept).lead.email == crm.records("contacts")[0].fields["email"] == "lea.martin@acme.fr"


def test_a_merge_taken_back_gives_each_its_record(desk: Desk):
    crm = PlainCrm(clock=desk.clock, unique_external_ids=False)
    with connected(desk, crm=crm) as sides:
        gone = desk.add(last_name="Bernard", email="b@acme.fr", job_title="DAF")
        sides.until_quiet()
        there = sides.contact(gone).id
        kept = desk.add(last_name="Albert", email="a@acme.fr", phone="")
        done = merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        undo_operation(desk.workspace, done.operation)
        sides.until_quiet()
        sides.sync(full=True)
        sides.until_quiet()
        assert desk.lead(gone).lead.last_name == "Bernard"
        assert desk.lead(kept).lead.last_name == "Albert"
        assert {r.fields["last_name"]: r.fields["email"] for r in crm.records("contacts")} == {
            "Bernard": "b@acme.fr",
            "Albert": "a@acme.fr",
        }
        assert len(crm.records("contacts")) == 2
        assert crm.held.held["contacts"][there].fields["last_name"] == "Bernard"


def test_people_of_two_firms_with_like_names_stay_where_they_are(desk: Desk):
    with connected(desk) as sides:
        one = sides.crm.enter("companies", {"name": "ACME SAS", "city": "Lyon"})
        two = sides.crm.enter("companies", {"name": "Acme SARL", "city": "Lille"})
        a = sides.crm.enter("contacts", {"last_name": "Un", "email": "a@x.fr"}, links={"companies": one.id})
        b = sides.crm.enter("contacts", {"last_name": "Deux", "email": "b@y.fr"}, links={"companies": two.id})
        sides.until_quiet()
        sides.sync(full=True)
        sides.until_quiet()
        assert (a.links["companies"], b.links["companies"]) == (one.id, two.id)
        assert {s.lead.last_name: s.lead.company for s in desk.leads()} == {"Un": "ACME SAS", "Deux": "Acme SARL"}
        assert (one.fields["name"], two.fields["name"]) == ("ACME SAS", "Acme SARL")


def test_where_one_of_a_company_is_does_not_move_the_others(desk: Desk):
    with connected(desk) as sides:
        one = desk.add(last_name="Un", email="a@x.fr", phone="", company="ACME", city="Lyon")
        two = desk.add(last_name="Deux", email="b@x.fr", phone="", company="ACME", city="Paris")
        sides.until_quiet()
        leads.edit_lead(desk.workspace, two, {"city": "Nantes"})
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        sides.sync(full=True)
        assert (desk.lead(one).lead.city, desk.lead(two).lead.city) == ("Lyon", "Nantes")


def test_a_blank_of_one_does_not_empty_its_company_for_the_others(desk: Desk):
    with connected(desk) as sides:
        one = desk.add(last_name="Un", email="a@x.fr", phone="", company="ACME", domain="acme.fr")
        two = desk.add(last_name="Deux", email="b@x.fr", phone="", company="ACME", domain="acme.fr")
        sides.until_quiet()
        leads.edit_lead(desk.workspace, two, {"domain": ""})
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        sides.sync(full=True)
        assert sides.crm.records("companies")[0].fields["website"] == "acme.fr"
        assert desk.lead(one).lead.domain == "acme.fr"


def test_a_field_mapped_elsewhere_is_not_emptied_here(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", phone="+33612345678")
        sides.until_quiet()
        maps = [FieldMap("phone", Kind.CONTACT, "mobilephone") if m.ours == "phone" else m for m in MAP]
        connections.change_connection(desk.workspace, sides.connection, maps=maps)
        sides.crm.change("contacts", sides.contact(lead_id).id, mobilephone="")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert desk.lead(lead_id).lead.phone == "+33612345678"
        assert sides.contact(lead_id).fields["mobilephone"] == "+33612345678"


def test_calls_made_while_nothing_was_sent_are_told_afterwards(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.until_quiet()
        connections.change_connection(desk.workspace, sides.connection, options=Options(send=False))
        leads.add_note(desk.workspace, lead_id, "Entretemps")
        sides.sync()
        connections.change_connection(desk.workspace, sides.connection, options=Options())
        sides.until_quiet()
        assert [n.fields["text"] for n in sides.crm.records("notes")] == ["Entretemps"]


def test_a_lead_is_not_closed_because_nothing_answers_where_it_would_be_made(desk: Desk):
    with connected(desk, batch=1) as sides:
        many(desk)
        sides.until_quiet()
        lead_id = desk.add(last_name="Neuf", email="neuf@x.fr", phone="")
        sides.crm.fault("5xx", on=("POST", "contacts"), times=None, status=404)
        sides.sync()
        assert desk.lead(lead_id).standing.code == "nothing_to_dial"


def test_a_record_that_may_not_be_deleted_there_keeps_nothing_else_back(desk: Desk):
    with connected(desk) as sides:
        ids = many(desk)
        sides.until_quiet()
        erase_lead(desk.workspace, ids[0])
        new = desk.add(last_name="Neuf", email="neuf@x.fr", phone="")
        sides.crm.fault("permission_lost", on=("DELETE",))
        for _each in range(3):
            sides.sync()
            desk.clock.at += timedelta(hours=2)
        assert not sides.crm.lost("contacts", [new])
        assert sides.status.refused == 1


def test_a_note_that_may_not_be_taken_back_there_keeps_nothing_else_back(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="a@x.fr")
        said = record_call(desk.workspace, lead_id, Outcome.NO_ANSWER)
        sides.until_quiet()
        undo_operation(desk.workspace, said.changes.operation)
        new = desk.add(last_name="Neuf", email="neuf@x.fr", phone="")
        sides.crm.fault("permission_lost", on=("DELETE",))
        for _each in range(3):
            sides.sync()
            desk.clock.at += timedelta(hours=2)
        assert not sides.crm.lost("contacts", [new])
        assert sides.status.refused == 1


def test_two_that_may_not_be_merged_there_keep_nothing_else_back(desk: Desk):
    with connected(desk) as sides:
        ids = many(desk, 3)
        sides.until_quiet()
        merge_leads(desk.workspace, ids[0], ids[1])
        new = desk.add(last_name="Neuf", email="neuf@x.fr", phone="")
        sides.crm.fault("permission_lost", on=("POST", "contacts", "merge"))
        for _each in range(3):
            sides.sync()
            desk.clock.at += timedelta(hours=2)
        assert not sides.crm.lost("contacts", [new])


def test_a_colleagues_record_into_which_ours_was_merged_is_not_deleted(desk: Desk):
    with connected(desk, Options(create_here=False)) as sides:
        ids = many(desk)
        theirs = sides.crm.enter("contacts", {"last_name": "M0", "phone": "01"})
        sides.until_quiet()
        sides.crm.merge("contacts", sides.contact(ids[0]).id, theirs.id)
        sides.sync(full=True)
        erase_lead(desk.workspace, ids[0])
        sides.until_quiet()
        assert theirs in sides.crm.records("contacts")


def test_the_name_of_a_company_that_was_its_person_is_erased(desk: Desk):
    with connected(desk) as sides:
        many(desk)
        lead_id = desk.add(last_name="Zorglub", email="z@secret.fr", phone="", company="Zorglub Conseil")
        sides.until_quiet()
        erase_lead(desk.workspace, lead_id)
        sides.until_quiet()
        desk.workspace.store.close()
        assert b"orglub" not in desk.workspace.store.path.read_bytes()


def test_one_met_again_after_the_first_reading_is_not_made_twice(desk: Desk):
    with connected(desk, Options(create_here=False)) as sides:
        sides.crm.enter("contacts", {"last_name": "Martin", "email": "lea@acme.fr"})
        desk.clock.at += timedelta(minutes=5)
        sides.crm.enter("contacts", {"last_name": "Autre", "email": "autre@acme.fr"})
        sides.until_quiet()
        desk.clock.at += timedelta(minutes=5)
        desk.add(last_name="Martin", email="lea@acme.fr")
        sides.until_quiet()
        assert len(sides.crm.records("contacts")) == 2


def test_a_company_written_otherwise_there_is_still_renamed_with_it(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="Acme")
        there = sides.crm.enter("companies", {"name": "ACME SAS"})
        sides.until_quiet()
        assert desk.lead(lead_id).lead.company == "Acme"
        desk.clock.at += timedelta(minutes=1)
        sides.crm.change("companies", there.id, name="Globex")
        sides.until_quiet()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.until_quiet()
        assert desk.lead(lead_id).lead.company == "Globex"
        assert sides.crm.records("companies") == [there]


def test_one_erased_while_it_is_being_told_is_not_told_after_that(desk: Desk):
    with connected(desk, batch=1) as sides:
        many(desk)
        sides.until_quiet()
        ids = [desk.add(last_name=f"Z{n}", email=f"z{n}@x.fr", phone="") for n in range(3)]
        leads.edit_lead(desk.workspace, ids[2], {"company": "ACME"})
        said = iter([True] * 8)

        def erasing() -> bool:
            if next(said, None) is None and desk.leads("Z2"):
                erase_lead(desk.workspace, ids[2])
            return True

        client = PlainClient(sides.crm.url, sides.crm.key, batch=1)
        assert sync(desk.workspace, sides.connection, client, WORDS, go_on=erasing).why == ""
        client.close()
        assert not desk.leads("Z2")
        sides.until_quiet()
        sides.sync(full=True)
        assert not sides.crm.lost("contacts", ids[:2])
        assert sides.crm.lost("contacts", ids[2:])
        assert not desk.leads("Z2")


def test_a_connection_taken_away_during_a_run_ends_it(desk: Desk):
    with connected(desk, batch=1) as sides:
        many(desk, 5)
        said = iter([True] * 9)

        def leaving() -> bool:
            if next(said, None) is None and connections.connections(desk.workspace):
                connections.disconnect(desk.workspace, sides.connection)
            return True

        client = PlainClient(sides.crm.url, sides.crm.key, batch=1)
        done = sync(desk.workspace, sides.connection, client, WORDS, go_on=leaving)
        client.close()
        assert done.why == "cancelled"


def test_another_company_of_the_name_of_one_deleted_there_is_the_company_now(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="ACME")
        double = sides.crm.enter("companies", {"name": "ACME"})
        sides.until_quiet()
        sides.crm.delete("companies", double.id)
        sides.sync(full=True)
        real = sides.crm.enter("companies", {"name": "Acme"})
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        leads.edit_lead(desk.workspace, lead_id, {"industry": "Conseil"})
        sides.until_quiet()
        assert (real.fields["sector"], sides.crm.records("companies")) == ("Conseil", [real])


def test_a_company_of_many_keeps_nobody_waiting_for_all_of_them(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone="", company="Indépendant") for n in range(60)]
        sides.until_quiet()
        (company,) = sides.crm.records("companies")
        sides.crm.change("companies", company.id, sector="Divers", name="Free")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert {(s.lead.industry, s.lead.company) for s in desk.leads()} == {("Divers", "Free")}
        each = Counter(leads.history(desk.workspace, i)[0][0].id for i in ids)
        assert max(each.values()) <= RECORDS_AT_ONCE
        assert sides.crm.records("companies") == [company]


def test_an_objection_of_one_excluded_is_told(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        decide(desk.workspace, lead_id, Decision.NEVER)
        sides.until_quiet()
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        sides.until_quiet()
        assert sides.contact(lead_id).fields["opt_out"] == "yes"


@pytest.mark.parametrize("before", [False, True])
def test_an_objection_is_told_though_another_field_is_refused(desk: Desk, before: bool):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.until_quiet()
        sides.crm.fault("schema_changed", ("PATCH", "contacts"), field="title", times=None)
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        if before:
            sides.until_quiet()
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        sides.sync()
        assert (sides.contact(lead_id).fields["opt_out"], sides.status.refused) == ("yes", 2)  # the lead and its call
        sides.crm.mend()
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        assert (sides.contact(lead_id).fields["title"], sides.status.refused) == ("DG", 0)


def brought_in(sides: Sides, n: int = 1) -> list[str]:
    """Contacts that colleagues made in the CRM, as leads here."""
    for i in range(n):
        sides.crm.enter("contacts", {"last_name": f"B{i}", "email": f"b{i}@x.fr", "phone": f"+3361235{i:04}"})
    sides.until_quiet()
    return [s.lead.id for s in sides.desk.leads() if s.lead.email.startswith("b")]


def test_an_objection_of_one_erased_before_it_was_told_is_told_to_the_record_that_stays(desk: Desk):
    with connected(desk) as sides:
        many(desk)
        (lead_id,) = brought_in(sides)
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        erase_lead(desk.workspace, lead_id)
        sides.until_quiet()
        assert [c.fields["last_name"] for c in sides.crm.records("contacts") if c.fields.get("opt_out")] == ["B0"]


def test_an_objection_of_one_erased_is_told_in_one_note_where_no_field_is_mapped_to_it(desk: Desk):
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=mapped(Kind.CONTACT, email="email"))
        many(desk)
        (lead_id,) = brought_in(sides)
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        erase_lead(desk.workspace, lead_id)
        sides.crm.fault("reset_before_body", on=("POST", "notes"))
        sides.until_quiet()
        sides.sync(full=True)
        assert [n.fields["text"][:19] for n in sides.crm.records("notes")] == ["This person objects"]


def test_an_objection_of_one_erased_whose_record_may_not_be_deleted_is_told(desk: Desk):
    with connected(desk) as sides:
        ids = many(desk)
        sides.until_quiet()
        record_call(desk.workspace, ids[0], Outcome.OPPOSED)
        erase_lead(desk.workspace, ids[0])
        sides.crm.fault("permission_lost", on=("DELETE",))
        sides.sync()
        assert sides.contact(ids[0]).fields["opt_out"] == "yes"
        assert sides.status.refused == 1


def test_objections_of_many_erased_are_told_before_a_person_chooses(desk: Desk):
    with connected(desk) as sides:
        ids = many(desk)
        sides.until_quiet()
        for lead_id in ids[:5]:
            record_call(desk.workspace, lead_id, Outcome.OPPOSED)
            erase_lead(desk.workspace, lead_id)
        sides.crm.fault("5xx", on=("PATCH", "contacts"))
        sides.until_quiet()
        assert sides.status.gone_here == 5
        connections.keep_there(desk.workspace, sides.connection)
        sides.until_quiet()
        assert {c.external_id for c in sides.crm.records("contacts") if c.fields.get("opt_out")} == set(ids[:5])


@pytest.mark.parametrize("n", [1, 30])
def test_an_objection_ticked_there_outlives_the_deletion_of_what_was_undone_here(desk: Desk, tmp_path, n: int):
    people = [{"last_name": f"Z{i}", "email": f"z{i}@x.fr"} for i in range(n)]
    with connected(desk) as sides:
        many(desk)
        path = write_leads(tmp_path / "f.csv", *people)
        undone = desk.imported(path).operation
        sides.until_quiet()
        record = next(r for r in sides.crm.records("contacts") if r.fields["last_name"] == "Z0")
        sides.crm.change("contacts", record.id, opt_out="yes")
        undo_operation(desk.workspace, undone)
        sides.until_quiet()
        connections.approve_deletions(desk.workspace, sides.connection)
        sides.until_quiet()
        assert (record in sides.crm.records("contacts"), len(sides.crm.records("contacts"))) == (True, 41)
        desk.imported(path)
        sides.until_quiet()
        assert [s.lead.last_name for s in desk.leads() if s.standing.code == "opposed"] == ["Z0"]
        assert len(sides.crm.records("contacts")) == 40 + n


def test_the_record_of_one_erased_is_deleted_there_unless_it_objects(desk: Desk):
    with connected(desk) as sides:
        ids = many(desk)
        sides.until_quiet()
        sides.crm.change("contacts", sides.contact(ids[0]).id, opt_out="yes")
        for lead_id in ids[:2]:
            erase_lead(desk.workspace, lead_id)
        sides.until_quiet()
        sides.sync(full=True)
        assert len(sides.crm.records("contacts")) == 39
        assert not sides.crm.lost("contacts", ids[:1])
        assert desk.leads("M0") == []


def two_made_one(sides: Sides) -> tuple[str, str]:
    """Two leads whose records stay two in the CRM, merged here: the one kept and the one that is part of it."""
    kept, gone = (sides.desk.add(last_name=n, email=f"{n}@x.fr", phone="") for n in ("Ada", "Bee"))
    sides.until_quiet()
    merge_leads(sides.desk.workspace, kept, gone)
    sides.until_quiet()
    return kept, gone


def test_an_objection_on_the_record_of_one_that_is_part_of_another_is_heard_and_nothing_else(desk: Desk):
    with connected(desk, merges=False) as sides:
        kept, gone = two_made_one(sides)
        sides.crm.change("contacts", sides.contact(gone).id, opt_out="yes", title="DG")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert desk.lead(kept).standing.code == "opposed"
        assert sides.contact(kept).fields["opt_out"] == "yes"
        assert (desk.lead(kept).lead.job_title, desk.lead(gone).lead.job_title) == ("", "")


@pytest.mark.parametrize("anew", [False, True])
def test_an_objection_is_told_to_every_record_of_who_was_merged_here(desk: Desk, anew: bool):
    with connected(desk, merges=False) as sides:
        kept, gone = two_made_one(sides)
        record_call(desk.workspace, kept, Outcome.OPPOSED)
        if anew:
            sides.reconnect()
        sides.until_quiet()
        assert (sides.contact(kept).fields["opt_out"], sides.contact(gone).fields["opt_out"]) == ("yes", "yes")
        sides.crm.change("contacts", sides.contact(gone).id, opt_out="")
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert sides.contact(gone).fields["opt_out"] == "yes"
        sides.crm.requests.clear()
        sides.sync(full=True)
        assert {r.method for r in sides.crm.requests} == {"GET"}


def test_an_objection_made_before_two_were_merged_here_is_told_to_both_records(desk: Desk):
    with connected(desk, merges=False) as sides:
        kept, gone = (desk.add(last_name=n, email=f"{n}@x.fr", phone="") for n in ("Ada", "Bee"))
        record_call(desk.workspace, kept, Outcome.OPPOSED)
        sides.until_quiet()
        merge_leads(desk.workspace, kept, gone)
        sides.crm.fault("schema_changed", ("PATCH", "contacts"), field="opt_out")
        sides.sync()
        assert sides.status.refused == 1
        sides.crm.mend()
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        assert sides.contact(gone).fields["opt_out"] == "yes"


def test_an_objection_is_told_in_one_note_to_the_record_of_one_that_is_part_of_another(desk: Desk):
    with connected(desk, merges=False) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=mapped(Kind.CONTACT, email="email"))
        kept, gone = two_made_one(sides)
        record_call(desk.workspace, kept, Outcome.OPPOSED)
        for _each in range(2):
            sides.until_quiet()
            sides.sync(full=True)
        said = [n for n in sides.crm.records("notes") if n.fields["text"].startswith("This person objects")]
        assert {n.links["contacts"] for n in said} == {sides.contact(kept).id, sides.contact(gone).id}
        assert (len(said), leads.dossier(desk.workspace, kept).notes) == (2, [])


def two_beside_many(sides: Sides) -> tuple[str, str]:
    """Two leads and their records, beside enough others."""
    many(sides.desk)
    one, other = (sides.desk.add(last_name=n, email=f"{n}@x.fr", phone="") for n in ("Ada", "Bee"))
    sides.until_quiet()
    sides.sync()
    sides.rest(60)
    return one, other


def standing(desk: Desk) -> list[str]:
    """The leads beside the many that are part of no other."""
    return [s.lead.id for s in desk.leads() if s.standing.code != "merged" and not s.lead.last_name.startswith("M")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_three_made_one_there_in_two_steps_are_one_here(desk: Desk, order: tuple[int, int, int]):
    with connected(desk) as sides:
        ids = [*two_beside_many(sides), desk.add(last_name="Cec", email="c@x.fr", phone="")]
        sides.until_quiet()
        first, second, third = (sides.contact(ids[i]).id for i in order)
        sides.crm.merge("contacts", first, second)
        sides.crm.merge("contacts", second, third)
        sides.sync(full=True)
        for lead_id in ids:
            leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.until_quiet()
        assert (len(standing(desk)), len(sides.crm.records("contacts"))) == (1, 41)


def test_two_merged_here_one_way_and_there_the_other_are_one_and_can_be_parted(desk: Desk):
    with connected(desk) as sides:
        kept, gone = two_beside_many(sides)
        stays = sides.contact(gone)
        sides.crm.merge("contacts", sides.contact(kept).id, stays.id)
        merged = merge_leads(desk.workspace, kept, gone)
        assert sides.sync().why == ""
        leads.edit_lead(desk.workspace, kept, {"job_title": "DG"})
        sides.until_quiet()
        assert (standing(desk), len(sides.crm.records("contacts"))) == ([kept], 41)
        assert stays.fields["title"] == "DG"
        undo_operation(desk.workspace, merged.operation)
        sides.until_quiet()
        sides.sync(full=True)
        assert (sides.status.refused, len(sides.crm.records("contacts"))) == (0, 42)
        assert stays.fields["last_name"] == desk.lead(gone).lead.last_name


def test_a_record_merged_there_into_that_of_one_erased_here_is_told_under_the_one_kept_there(desk: Desk):
    with connected(desk) as sides:
        lead_id, erased = two_beside_many(sides)
        connections.change_connection(desk.workspace, sides.connection, options=Options(create_here=False))
        stays = sides.contact(erased)
        erase_lead(desk.workspace, erased)
        sides.crm.fault("permission_lost", on=("DELETE",))
        sides.sync()
        sides.crm.mend()
        sides.crm.merge("contacts", sides.contact(lead_id).id, stays.id)
        sides.rest(60)
        sides.sync(full=True)
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        assert (stays.fields["title"], len(sides.crm.records("contacts"))) == ("DG", 41)


def test_a_record_of_one_erased_here_that_was_merged_there_holds_nothing_up(desk: Desk):
    with connected(desk) as sides:
        lead_id, erased = two_beside_many(sides)
        sides.crm.merge("contacts", sides.contact(erased).id, sides.contact(lead_id).id)
        erase_lead(desk.workspace, erased)
        sides.until_quiet()
        sides.sync(full=True)
        assert standing(desk) == [lead_id]
        assert not sides.crm.lost("contacts", [lead_id])


def test_a_record_merged_there_into_that_of_a_part_is_part_of_the_same_lead(desk: Desk):
    with connected(desk, merges=False) as sides:
        one, part = two_beside_many(sides)
        kept = desk.add(last_name="Cec", email="c@x.fr", phone="")
        sides.until_quiet()
        merge_leads(desk.workspace, kept, part)
        sides.until_quiet()
        sides.crm.merge("contacts", sides.contact(one).id, sides.contact(part).id)
        sides.rest(60)
        sides.sync(full=True)
        leads.edit_lead(desk.workspace, one, {"job_title": "DG"})
        sides.until_quiet()
        assert (standing(desk), len(sides.crm.records("contacts"))) == ([kept], 42)


def test_deals_merged_there_are_not_made_again(desk: Desk):
    with connected(desk, Options(deals_from="lead")) as sides:
        one, other = two_beside_many(sides)
        deals = {d.external_id: d.id for d in sides.crm.records("deals")}
        sides.crm.merge("deals", deals[one], deals[other])
        sides.sync(full=True)
        leads.edit_lead(desk.workspace, one, {"job_title": "DG"})
        sides.until_quiet()
        assert len(sides.crm.records("deals")) == 41


@pytest.mark.parametrize("unique", [False, True])
def test_a_record_that_two_merges_in_a_row_gave_on_comes_back_from_the_second(desk: Desk, unique: bool):
    with connected(desk, crm=PlainCrm(clock=desk.clock, unique_external_ids=unique)) as sides:
        first = desk.add(last_name="Ada", email="ada@x.fr", phone="")
        sides.until_quiet()
        record = sides.contact(first)
        second = desk.add(last_name="Bee", email="bee@x.fr", phone="")
        merge_leads(desk.workspace, second, first)
        sides.until_quiet()
        third = desk.add(last_name="Cec", email="cec@x.fr", phone="")
        merged = merge_leads(desk.workspace, third, second)
        sides.until_quiet()
        assert record.fields["last_name"] == "Cec"
        undo_operation(desk.workspace, merged.operation)
        sides.until_quiet()
        sides.sync(full=True)
        assert (sides.status.refused, record.fields["last_name"]) == (0, "Bee")
        assert sorted(r.fields["last_name"] for r in sides.crm.records("contacts")) == ["Bee", "Cec"]


@pytest.mark.parametrize("which", [0, 1])
def test_two_merged_here_of_which_one_is_no_more_there_keep_nothing_else_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    def gone(*_of: object) -> None:
        raise Gone

    with connected(desk) as sides:
        two = two_beside_many(sides)
        sides.crm.delete("contacts", sides.contact(two[which]).id)
        merge_leads(desk.workspace, *two)
        monkeypatch.setattr(PlainClient, "merge", gone)
        new = desk.add(last_name="Neuf", email="neuf@x.fr", phone="")
        assert sides.sync().why == ""
        assert not sides.crm.lost("contacts", [new])


def test_restoring_a_copy_doubles_nothing(desk: Desk, tmp_path):
    crm = PlainCrm(clock=desk.clock, unique_external_ids=False)
    with connected(desk, crm=crm) as sides:
        many(desk, 3)
        sides.until_quiet()
        copy = tmp_path / "copy.sdrdesk"
        desk.workspace.store.copy_to(copy)
        later = desk.add(last_name="Neuf", email="neuf@x.fr", phone="")
        leads.add_note(desk.workspace, later, "Une note")
        record_call(desk.workspace, later, Outcome.NO_ANSWER)
        sides.until_quiet()
        desk.workspace.store.replace_with(copy)
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        sides.sync(full=True)
        assert desk.lead(later).lead.last_name == "Neuf"
        assert (len(crm.records("contacts")), len(crm.records("notes")), len(crm.records("calls"))) == (4, 1, 1)
        assert [n.text for n in leads.dossier(desk.workspace, later).notes] == ["Une note"]


def test_one_made_anew_over_there_has_its_calls_again(desk: Desk):
    with connected(desk) as sides:
        ids = many(desk)
        for lead_id in ids[:5]:
            leads.add_note(desk.workspace, lead_id, "Une note")
        sides.until_quiet()
        for lead_id in ids[:5]:
            sides.crm.delete("contacts", sides.contact(lead_id).id)
        for note in sides.crm.records("notes"):
            sides.crm.delete("notes", note.id)
        sides.sync(full=True)
        assert connections.restore_gone(desk.workspace, sides.connection) == 5
        sides.until_quiet()
        assert len(sides.crm.records("notes")) == 5


def test_blanks_of_all_records_at_once_empty_nothing_here(desk: Desk):
    with connected(desk) as sides:
        ids = many(desk)
        sides.until_quiet()
        for lead_id in ids:
            sides.crm.change("contacts", sides.contact(lead_id).id, email="", phone="")
        desk.clock.at += timedelta(minutes=1)
        assert sides.sync().why == "emptied"
        assert sides.sync(full=True).why == "emptied"
        assert all(desk.lead(i).lead.phone and desk.lead(i).lead.email for i in ids)
