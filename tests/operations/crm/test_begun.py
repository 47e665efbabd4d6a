"""Records that were begun and not heard of, or not as they should be: found by the machine of the sync, kept here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store import crm as crm_store
from tests.crm_faults.plain_crm import PlainCrm
from tests.crm_faults.records import Record
from tests.operations.crm.sides import Sides, connected
from tests.support import Desk


def two(desk: Desk) -> list[str]:
    return [desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", job_title=f"title {n}", phone="") for n in range(2)]


def test_a_note_about_somebody_erased_here_stays_there(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.sync()
        contact = sides.contact(lead_id)
        sides.crm.enter("notes", {"text": "Vue au salon"}, links={"contacts": contact.id})
        erase_lead(desk.workspace, lead_id)
        desk.clock.at += timedelta(minutes=1)
        done = sides.sync()
        assert (done.why, done.figures.notes, desk.leads()) == ("", 0, [])


def test_answers_that_name_each_others_records_mix_no_two_people(desk: Desk):
    crm = PlainCrm(clock=desk.clock, search_lag=30)
    with connected(desk, crm=crm, lag=30.0) as sides:
        ids = two(desk)
        sides.crm.fault("wrong_id", ("POST", "contacts"))
        sides.sync()
        desk.clock.at += timedelta(seconds=5)
        sides.sync()
        assert [desk.lead(i).lead.email for i in ids] == ["m0@x.fr", "m1@x.fr"]
        sides.until_quiet()
        assert len(desk.leads()) == len(sides.crm.records("contacts")) == 2
        for n, lead_id in enumerate(ids):
            assert sides.contact(lead_id).fields["email"] == desk.lead(lead_id).lead.email == f"m{n}@x.fr"


def test_answers_that_name_each_others_companies_make_none_twice(desk: Desk):
    with connected(desk, crm=PlainCrm(clock=desk.clock, unique_external_ids=False)) as sides:
        for n in range(2):
            desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", company=f"Firme {n}", phone="")
        sides.crm.fault("wrong_id", ("POST", "companies"))
        sides.sync()
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert sorted(r.fields["name"] for r in sides.crm.records("companies")) == ["Firme 0", "Firme 1"]


def test_a_reading_back_that_names_another_record_links_none_to_it(desk: Desk):
    with connected(desk) as sides:
        ids = two(desk)
        sides.crm.fault("wrong_id", ("GET", "contacts", "read"), times=2)
        sides.until_quiet()
        for lead_id in ids:
            leads.edit_lead(desk.workspace, lead_id, {"job_title": f"of {lead_id}"})
        sides.until_quiet()
        assert {i: sides.contact(i).fields["title"] for i in ids} == {i: f"of {i}" for i in ids}


def test_a_record_merged_there_before_it_was_read_back_is_followed_not_made_again(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.crm.fault("merged", ("GET", "contacts", "read"))
        sides.until_quiet()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.until_quiet()
        (contact,) = sides.crm.records("contacts")
        assert contact.fields["title"] == "DG"


def test_a_record_made_without_an_answer_is_ours_to_delete(desk: Desk):
    with connected(desk) as sides:
        desk.add(email="lea@acme.fr")
        added = desk.last_operation
        sides.crm.fault("reset_after_commit", ("POST", "contacts"))
        sides.until_quiet()
        undo_operation(desk.workspace, added)
        sides.sync()
        connections.approve_deletions(desk.workspace, sides.connection)
        sides.until_quiet()
        assert sides.crm.records("contacts") == []


def test_an_edit_after_a_record_was_made_without_an_answer_is_no_conflict(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="DAF")
        sides.crm.fault("reset_after_commit", ("POST", "contacts"))
        sides.sync()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.until_quiet()
        assert desk.lead(lead_id).lead.job_title == sides.contact(lead_id).fields["title"] == "DG"


def test_an_edit_after_two_writes_without_an_answer_is_not_overwritten_by_our_own(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="one")
        sides.until_quiet()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "two"})
        sides.crm.fault("5xx", on=("PATCH", "contacts"), committed=True, retry_after=30)
        sides.sync()
        assert sides.contact(lead_id).fields["title"] == "two"
        sides.rest(60)
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "three"})
        sides.crm.fault("5xx", on=("PATCH", "contacts"))
        sides.until_quiet()
        assert desk.lead(lead_id).lead.job_title == sides.contact(lead_id).fields["title"] == "three"


def test_a_record_of_others_met_after_ours_was_refused_is_met_for_the_first_time(desk: Desk):
    with connected(desk, Options(wins="here")) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="DAF")
        sides.crm.fault("permission_lost", ("POST", "contacts"))
        sides.sync()
        sides.crm.mend()
        sides.crm.enter("contacts", {"last_name": "Martin", "email": "lea@acme.fr", "title": "PDG"})
        desk.clock.at += timedelta(minutes=1)
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        (contact,) = sides.crm.records("contacts")
        assert desk.lead(lead_id).lead.job_title == contact.fields["title"] == "DAF"


def test_a_note_taken_back_while_answers_are_wrong_is_taken_back_later(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        leads.add_note(desk.workspace, lead_id, "Fausse")
        leads.add_note(desk.workspace, lead_id, "Vraie")
        sides.until_quiet()
        (wrong,) = [n for n in leads.dossier(desk.workspace, lead_id).notes if n.text == "Fausse"]
        undo_operation(desk.workspace, wrong.operation)
        sides.crm.fault("wrong_id", ("GET", "notes", "read"))
        sides.sync()
        sides.until_quiet()
        assert [n.fields["text"] for n in sides.crm.records("notes")] == ["Vraie"]


def test_a_server_that_fails_and_asks_for_time_is_not_even_asked_what_became_of_it(desk: Desk):
    with connected(desk) as sides:
        desk.add(email="lea@acme.fr")
        sides.crm.fault("5xx", ("POST", "contacts"), committed=True, retry_after=60)
        sides.until_quiet()
        assert sides.crm.too_early == []
        assert len(sides.crm.records("contacts")) == 1


def keeping_no_keys(sides: Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    enter = sides.crm.held.enter

    def without(
        kind: str, fields: Mapping[str, object], key: str = "", links: Mapping[str, str] | None = None
    ) -> Record:
        return enter(kind, fields, "", links)

    monkeypatch.setattr(sides.crm.held, "enter", without)


def test_a_crm_that_keeps_no_key_gets_and_brings_nothing_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    with connected(desk) as sides:
        keeping_no_keys(sides, monkeypatch)
        for n in range(3):
            desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", company=f"Firme {n}", phone="")
        for n in range(4):
            sides.sync(full=n == 2)
            desk.clock.at += timedelta(hours=1)
            connections.try_again(desk.workspace, sides.connection)
        sides.sync()
        there = [len(sides.crm.records(kind)) for kind in ("contacts", "companies")]
        assert ([*there, len(desk.leads())], sides.status.refused) == ([3, 3, 3], 3)
        assert {w.row.code for w in connections.outbox(desk.workspace, sides.connection)} == {"keyless"}


def test_keys_that_can_be_read_again_are_known_again(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", job_title="DAF")
        with monkeypatch.context() as meanwhile:
            keeping_no_keys(sides, meanwhile)
            sides.sync()
            desk.clock.at += timedelta(hours=1)
            assert sides.sync().figures.refused == 1
        (contact,) = sides.crm.records("contacts")
        contact.external_id = lead_id
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        leads.edit_lead(desk.workspace, lead_id, {"job_title": "DG"})
        sides.until_quiet()
        assert [r.fields["title"] for r in sides.crm.records("contacts")] == ["DG"]


def test_a_colleagues_record_that_an_answer_named_keeps_nobody_from_being_made(desk: Desk):
    with connected(desk, crm=PlainCrm(clock=desk.clock, search_lag=30), lag=30.0) as sides:
        sides.crm.enter("contacts", {"last_name": "Roy", "email": "roy@y.fr"})
        sides.sync()
        lead_id = desk.add(email="lea@acme.fr")
        sides.crm.fault("wrong_id", ("POST", "contacts"))
        sides.sync()
        for made in sides.crm.records("contacts")[1:]:
            sides.crm.delete("contacts", made.id)
        sides.until_quiet()
        assert (sides.contact(lead_id).fields["email"], len(desk.leads())) == ("lea@acme.fr", 2)


def test_a_link_to_a_record_without_an_id_stops_no_other_and_is_mended_by_the_list(desk: Desk):
    with connected(desk) as sides:
        lead_id, other = two(desk)
        sides.until_quiet()
        desk.clock.at += timedelta(minutes=1)
        sides.crm.enter("contacts", {"last_name": "Roy", "email": "roy@y.fr"})
        sides.sync()
        with desk.workspace.store.write() as tx:
            (link,) = crm_store.links_by_local(tx, sides.connection, "contact", [lead_id]).values()
            crm_store.put_links(tx, [replace(link, remote_id="")])
        for n in (lead_id, other):
            leads.edit_lead(desk.workspace, n, {"job_title": "DG"})
        desk.clock.at += timedelta(minutes=1)
        assert (sides.sync().why, sides.status.refused) == ("", 1)
        assert sides.contact(other).fields["title"] == "DG"
        sides.sync(full=True)
        connections.try_again(desk.workspace, sides.connection)
        sides.until_quiet()
        assert sides.contact(lead_id).fields["title"] == "DG"
        assert len(desk.leads()) == len(sides.crm.records("contacts")) == 3
