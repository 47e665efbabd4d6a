"""What comes a second time: a connection made anew, a person entered again, a record that is made anew."""

from datetime import timedelta

import pytest

from sdrdesk.core.crm.catalogue import vendors
from sdrdesk.core.crm.client import Direction, Kind
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.taking import ONE_FOR_ALL, address_of
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import answer_criterion, decide
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store.crm import StoredConnection
from tests.crm_faults.client import PlainClient, mapped
from tests.crm_faults.records import Record
from tests.operations.crm.sides import Sides, connected
from tests.support import NOW, Desk, write_leads


def said_there(sides: Sides, lead_id: str, text: str, **also: str) -> None:
    """A colleague writes a note in the CRM."""
    links = {"contacts": sides.contact(lead_id).id}
    sides.crm.enter("notes", {"text": text, "at": "2026-11-20T10:00:31Z", "author": "Zoé", **also}, links=links)
    sides.desk.clock.at += timedelta(minutes=1)


def notes(sides: Sides, lead_id: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Who wrote what, here and there."""
    here = [(n.who, n.text) for n in leads.dossier(sides.desk.workspace, lead_id).notes]
    there = [(str(n.fields["author"]), str(n.fields["text"])) for n in sides.crm.records("notes")]
    return sorted(here), sorted(there)


def test_a_connection_made_anew_knows_the_notes_of_colleagues_and_ours_again(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        leads.add_note(desk.workspace, lead_id, "Vu au salon")
        sides.until_quiet()
        said_there(sides, lead_id, "Vu au salon")
        sides.until_quiet()
        both = [("Alix", "Vu au salon"), ("Zoé", "Vu au salon")]
        assert notes(sides, lead_id) == (both, both)
        for _ in range(3):
            sides.reconnect()
            sides.until_quiet()
            sides.sync(full=True)
            assert notes(sides, lead_id) == (both, both)


def test_a_connection_made_anew_that_reads_nothing_tells_no_note_of_a_colleague_back(desk: Desk):
    with connected(desk) as sides:
        sides.reconnect()
        lead_id = desk.add(email="lea@acme.fr")
        leads.add_note(desk.workspace, lead_id, "Vu au salon")
        sides.until_quiet()
        said_there(sides, lead_id, "Rappeler")
        sides.until_quiet()
        both = [("Alix", "Vu au salon"), ("Zoé", "Rappeler")]
        sides.reconnect()
        connections.change_connection(desk.workspace, sides.connection, options=Options(receive=False))
        sides.until_quiet()
        assert notes(sides, lead_id) == (both, both)
        leads.add_note(desk.workspace, lead_id, "Rappelé")
        sides.until_quiet()
        assert notes(sides, lead_id)[1] == sorted([*both, ("Alix", "Rappelé")])


@pytest.mark.parametrize(
    ("vendor", "given", "profile", "address"),
    [
        ("odoo", {"url": "https://a.example", "database": "one"}, "", "odoo one https://a.example"),
        ("dolibarr", {"url": "https://a.example?key=secret"}, "", "dolibarr https://a.example"),
        ("hubspot", {"url": "https://api.hubapi.com"}, "", ""),  # whose account it is, nobody knows
        ("hubspot", {}, "", ""),
        ("ours", {}, "id = 'ours'", "ours"),
    ],
)
def test_a_crm_is_known_again_by_what_was_given_of_it(vendor, given, profile, address):
    assert address_of(StoredConnection("1", vendor, "Sales", NOW, given=given, profile=profile)) == address


def test_the_addresses_that_all_firms_have_in_common_are_those_that_are_filled_in():
    assert {i.default for v in vendors() for i in v.inputs if i.kind == "url" and i.default} == set(ONE_FOR_ALL)


def test_two_notes_that_read_the_same_stay_two_after_a_connection_made_anew(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.until_quiet()
        said_there(sides, lead_id, "Rappeler")
        said_there(sides, lead_id, "Rappeler", author="Bob")
        sides.until_quiet()
        sides.reconnect()
        said_there(sides, lead_id, "Rappeler", author="Cléo")
        said_there(sides, lead_id, "Rappeler", at="2026-11-20T10:00:32Z")
        sides.until_quiet()
        four = [(who, "Rappeler") for who in ("Bob", "Cléo", "Zoé", "Zoé")]
        assert notes(sides, lead_id) == (four, four)


def test_a_note_typed_here_is_told_though_a_colleague_wrote_the_same_there(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.until_quiet()
        leads.add_note(desk.workspace, lead_id, "Rappeler")
        at = leads.dossier(desk.workspace, lead_id).notes[0].at.strftime("%Y-%m-%dT%H:%M:%SZ")
        said_there(sides, lead_id, "Rappeler", author="Alix", at=at)
        sides.until_quiet()
        two = [("Alix", "Rappeler")] * 2
        assert notes(sides, lead_id) == (two, two)


PEOPLE = [{"last_name": f"M{n}", "email": f"m{n}@x.fr", "company": f"Firm {n}"} for n in range(60)]


@pytest.mark.parametrize("n", [30, 60])
def test_leads_left_there_and_imported_again_have_one_record(desk: Desk, tmp_path, n: int):
    with connected(desk) as sides:
        path = write_leads(tmp_path / "f.csv", *PEOPLE[:n])
        undone = desk.imported(path).operation
        sides.until_quiet()
        undo_operation(desk.workspace, undone)
        sides.sync()
        assert connections.keep_there(desk.workspace, sides.connection) == n
        sides.until_quiet()
        desk.imported(path)
        done = sides.sync()
        assert (done.figures.made, len(sides.crm.records("contacts"))) == (0, n)
        assert len(sides.crm.records("companies")) == n
        erase_lead(desk.workspace, desk.leads()[0].lead.id)
        sides.until_quiet()
        assert len(sides.crm.records("contacts")) == n  # what was left there is no longer ours to delete


def test_one_of_many_left_there_entered_again_alone_has_one_record(desk: Desk, tmp_path):
    with connected(desk) as sides:
        undone = desk.imported(write_leads(tmp_path / "f.csv", *PEOPLE)).operation
        sides.until_quiet()
        undo_operation(desk.workspace, undone)
        sides.sync()
        connections.keep_there(desk.workspace, sides.connection)
        sides.until_quiet()
        for person in (PEOPLE[0], PEOPLE[30], PEOPLE[-1]):
            desk.clock.at += timedelta(days=1)
            sides.crm.enter("contacts", {"last_name": f"After {person['last_name']}"})  # the cursor moves on
            sides.sync()
            desk.add(**person)
            sides.until_quiet()
        assert len(sides.crm.records("contacts")) == len(PEOPLE) + 3


def test_one_erased_here_whose_record_stays_there_is_known_again_when_entered_again(desk: Desk):
    with connected(desk) as sides:
        for n in range(30):
            desk.add(**PEOPLE[n])
        there = sides.crm.enter("contacts", {"last_name": "Petit", "email": "petit@x.fr", "title": "DAF"})
        sides.until_quiet()
        erase_lead(desk.workspace, next(s.lead.id for s in desk.leads() if s.lead.email == "petit@x.fr"))
        sides.until_quiet()
        assert len(desk.leads()) == 30
        again = desk.add(last_name="Petit", email="petit@x.fr", company="Globex")
        sides.until_quiet()
        assert [r.id for r in sides.crm.records("contacts") if r.fields["email"] == "petit@x.fr"] == [there.id]
        assert desk.lead(again).lead.job_title == "DAF"
        leads.edit_lead(desk.workspace, again, {"job_title": "DG"})
        sides.until_quiet()
        assert there.fields["title"] == "DG"


def test_records_left_there_are_asked_for_only_where_somebody_is_new_and_those_gone_but_once(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(**PEOPLE[n]) for n in range(40)]
        there = sides.crm.enter("contacts", {"last_name": "Petit", "email": "petit@x.fr"})
        sides.until_quiet()
        erase_lead(desk.workspace, next(s.lead.id for s in desk.leads() if s.lead.email == "petit@x.fr"))
        deleted = sides.contact(ids[0]).id
        erase_lead(desk.workspace, ids[0])
        sides.until_quiet()

        def asked(change: object) -> list[str]:
            sides.crm.requests.clear()
            sides.until_quiet()
            return [r.path for r in sides.crm.requests if r.path in (f"/contacts/{there.id}", f"/contacts/{deleted}")]

        assert asked(leads.edit_lead(desk.workspace, ids[1], {"city": "Brest"})) == []
        assert asked(desk.add(last_name="Neuf", email="neuf@x.fr")) == [f"/contacts/{there.id}"]
        sides.crm.delete("contacts", there.id)
        assert asked(desk.add(last_name="Dix", email="dix@x.fr")) == [f"/contacts/{there.id}"]
        assert asked(desk.add(last_name="Onze", email="onze@x.fr")) == []


def test_people_who_are_made_anew_there_come_with_their_companies(desk: Desk):
    with connected(desk) as sides:
        ids = [desk.add(**PEOPLE[n]) for n in range(12)]
        colleague = desk.add(last_name="Zola", email="z@x.fr", company="Firm 0")
        sides.until_quiet()
        for lead_id in ids:
            sides.crm.delete("contacts", sides.contact(lead_id).id)
        for company in sides.crm.records("companies"):
            sides.crm.delete("companies", company.id)
        sides.sync(full=True)
        leads.edit_lead(desk.workspace, colleague, {"city": "Brest"})
        sides.until_quiet()
        assert sides.crm.records("companies") == []  # of people who are there, one that was deleted stays deleted
        connections.restore_gone(desk.workspace, sides.connection)
        sides.until_quiet()
        leads.edit_lead(desk.workspace, colleague, {"city": "Nantes"})
        sides.until_quiet()
        companies = {c.id: c.fields["name"] for c in sides.crm.records("companies")}
        of = {r.fields["email"]: companies[r.links["companies"]] for r in sides.crm.records("contacts") if r.links}
        assert of == {p["email"]: p["company"] for p in PEOPLE[:12]} | {"z@x.fr": "Firm 0"}
        assert len(companies) == 12


MAPS = [*mapped(Kind.CONTACT, email="email"), *mapped(Kind.CONTACT, Direction.OUT, summary="about")]


def test_the_verdict_in_words_is_kept_up_after_a_connection_made_anew(desk: Desk):
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=MAPS)
        lead_id, other = desk.add(email="lea@acme.fr"), desk.add(last_name="Petit", email="p@x.fr")
        sides.until_quiet()
        added = f"{sides.contact(other).fields['about']}\nNext: Bob"
        sides.crm.change("contacts", sides.contact(other).id, about=added)
        sides.reconnect()
        connections.change_connection(desk.workspace, sides.connection, maps=MAPS)
        sides.until_quiet()
        for i in (lead_id, other):
            decide(desk.workspace, i, Decision.NEVER, reason="off_target")
        sides.until_quiet()
        assert "Never" in str(sides.contact(lead_id).fields["about"])
        assert sides.contact(other).fields["about"] == added


def test_a_second_machine_keeps_the_verdict_in_words_up_and_unsays_no_decision(desk: Desk, open_desk, tmp_path):
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=MAPS)
        ids = [desk.add(email="lea@acme.fr"), desk.add(last_name="Petit", email="p@x.fr")]
        decide(desk.workspace, ids[0], Decision.LATER)
        sides.until_quiet()
        before = sides.contact(ids[0]).fields["about"]
        second = open_desk(tmp_path / "second.sdrdesk", who="Bob")
        second.clock.at = desk.clock.at
        other = Sides(second, sides.crm, connections.connect(second.workspace, "plain", "Plain", {}))
        connections.change_connection(second.workspace, other.connection, maps=MAPS)
        other.until_quiet()
        leads.edit_lead(second.workspace, ids[0], {"city": "Brest"})
        other.until_quiet()
        assert sides.contact(ids[0]).fields["about"] == before
        for i in ids:
            decide(second.workspace, i, Decision.NEVER, reason="off_target")
        other.until_quiet()
        assert all("Never" in str(sides.contact(i).fields["about"]) for i in ids)


def test_a_second_machine_leaves_the_verdict_on_a_lead_until_somebody_works_on_it_there(
    desk: Desk, open_desk, tmp_path
) -> None:
    verdict = mapped(Kind.CONTACT, Direction.OUT, score="mark", open="left", temperature="heat", attempts="tries")
    maps = [*mapped(Kind.CONTACT, email="email", employees="size", tags="labels"), *verdict]
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=maps)
        lead_id, untouched = desk.add(email="lea@acme.fr"), desk.add(last_name="Petit", email="p@x.fr")
        for _ in range(3):
            desk.clock.at += timedelta(hours=1)
            record_call(desk.workspace, lead_id, Outcome.REACHED)
        answer_criterion(desk.workspace, lead_id, "need", "blocking", "“It stops us”")
        sides.until_quiet()

        def there(lead_id: str) -> dict[str, str]:
            return {m.theirs: str(sides.contact(lead_id).fields[m.theirs]) for m in verdict}

        before = there(lead_id)
        assert (before["tries"], before["mark"] != "0") == ("3", True)
        second = open_desk(tmp_path / "second.sdrdesk", who="Bob")
        second.clock.at = desk.clock.at
        other = Sides(second, sides.crm, connections.connect(second.workspace, "plain", "Plain", {}))
        connections.change_connection(second.workspace, other.connection, maps=maps)
        said_there(sides, lead_id, "A colleague was here")
        other.until_quiet()
        assert [n.text for n in leads.dossier(second.workspace, lead_id).notes] == ["A colleague was here"]
        leads.edit_lead(second.workspace, lead_id, {"employees": "250"})
        other.until_quiet()
        assert there(lead_id) == before
        plain = there(untouched)
        leads.edit_lead(desk.workspace, untouched, {"employees": "12"})
        sides.until_quiet()
        assert there(untouched) != plain
        before = there(lead_id)
        record_call(second.workspace, lead_id, Outcome.NO_ANSWER)
        other.until_quiet()
        assert there(lead_id) == before | {"tries": "1"}


MERGED = ("", "This is the same person as Ada: the two were merged.")


@pytest.mark.parametrize("fault", ["5xx", "429_seconds", "reset_after_commit", "reset_before_body"])
def test_the_note_of_a_merge_is_told_once_and_does_not_come_back(desk: Desk, fault: str):
    with connected(desk, merges=False) as sides:
        kept, gone = desk.add(last_name="Ada", email="a@x.fr"), desk.add(last_name="Bee", email="b@x.fr")
        sides.until_quiet()
        merge_leads(desk.workspace, kept, gone)
        sides.crm.fault(fault, on=("POST", "notes"))
        sides.until_quiet()
        sides.sync(full=True)
        assert notes(sides, kept) == ([], [MERGED])
        assert sides.contact(gone).id in {n.links["contacts"] for n in sides.crm.records("notes")}


def test_the_note_of_a_merge_that_is_refused_holds_nothing_up(desk: Desk):
    with connected(desk, merges=False) as sides:
        kept, gone = desk.add(last_name="Ada", email="a@x.fr"), desk.add(last_name="Bee", email="b@x.fr")
        sides.until_quiet()
        merge_leads(desk.workspace, kept, gone)
        sides.crm.fault("schema_changed", ("POST", "notes"), field="text", times=None)
        sides.until_quiet()
        assert (sides.status.waiting, notes(sides, kept)) == (0, ([], []))


def test_a_connection_made_anew_brings_in_no_decision_of_ours_as_a_note(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        decide(desk.workspace, lead_id, Decision.LATER)
        sides.until_quiet()
        sides.reconnect()
        sides.until_quiet()
        here, there = notes(sides, lead_id)
        assert (here, len(there)) == ([], 1)


def test_a_connection_made_anew_brings_in_nobody_who_is_part_of_another(desk: Desk):
    with connected(desk, merges=False) as sides:
        kept, gone = desk.add(last_name="Ada", email="a@x.fr"), desk.add(last_name="Bee", email="b@x.fr")
        sides.until_quiet()
        merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        sides.reconnect()
        for _ in range(2):
            sides.until_quiet()
            sides.sync(full=True)
        assert {s.lead.id for s in desk.leads()} == {kept, gone}
        assert notes(sides, kept) == ([], [MERGED])
        assert len(sides.crm.records("contacts")) == 2


@pytest.mark.parametrize("page", [100, 1])
def test_a_record_of_a_part_that_is_met_first_takes_nothing_from_the_lead_kept(desk: Desk, monkeypatch, page: int):
    monkeypatch.setattr("tests.crm_faults.client.PAGE", page)
    with connected(desk, merges=False) as sides:
        kept, gone = desk.add(last_name="Ada", email="a@x.fr"), desk.add(last_name="Bee", email="b@x.fr")
        sides.until_quiet()
        merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        sides.rest(60)
        own = sides.crm.change("contacts", sides.contact(kept).id, title="DG").id
        sides.reconnect()
        for _ in range(2):
            sides.until_quiet()
            sides.sync(full=True)
        assert {s.lead.id for s in desk.leads()} == {kept, gone}
        assert (desk.lead(kept).lead.job_title, desk.lead(gone).lead.last_name) == ("DG", "Bee")
        sides.rest(60)
        sides.crm.change("contacts", own, title="PDG")
        sides.rest(60)
        sides.until_quiet()
        assert desk.lead(kept).lead.job_title == "PDG"
        there = {r.external_id: r.fields["last_name"] for r in sides.crm.records("contacts")}
        assert there == {kept: "Ada", gone: "Bee"}


@pytest.mark.parametrize("page", [100, 1])
@pytest.mark.parametrize("by_colleagues", ["Ada Bee", "Ada", "Bee"])
def test_a_connection_made_anew_takes_the_record_of_one_merged_here_for_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, page: int, by_colleagues: str
) -> None:
    monkeypatch.setattr("tests.crm_faults.client.PAGE", page)
    with connected(desk, merges=False) as sides:
        for name in ("Bee", "Ada"):
            who = {"last_name": name, "email": f"{name}@x.fr"}
            if name in by_colleagues:
                sides.crm.enter("contacts", who)
            else:
                desk.add(**who, phone="")
            sides.until_quiet()
        kept, gone = (next(s.lead.id for s in desk.leads() if s.lead.last_name == name) for name in ("Ada", "Bee"))
        merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        sides.reconnect()
        sides.until_quiet()
        assert {s.lead.id for s in desk.leads()} == {kept, gone}
        there = {r.fields["last_name"]: r for r in sides.crm.records("contacts")}
        assert (sorted(there), len(sides.crm.records("contacts"))) == (["Ada", "Bee"], 2)
        sides.rest(60)
        sides.crm.change("contacts", there["Ada"].id, title="DG")
        sides.until_quiet()
        assert desk.lead(kept).lead.job_title == "DG"


def test_a_connection_made_anew_knows_the_only_record_of_two_merged_here(desk: Desk):
    with connected(desk, merges=False) as sides:
        gone = desk.add(last_name="Bee", email="b@x.fr", phone="")
        sides.until_quiet()
        connections.disconnect(desk.workspace, sides.connection)
        kept = desk.add(last_name="Ada", email="a@x.fr", phone="")
        merge_leads(desk.workspace, kept, gone)
        sides.connection = connections.connect(desk.workspace, "plain", "Plain anew", {})
        sides.until_quiet()
        leads.edit_lead(desk.workspace, kept, {"job_title": "DG"})
        sides.until_quiet()
        assert [r.fields["title"] for r in sides.crm.records("contacts")] == ["DG"]
        assert {s.lead.id for s in desk.leads()} == {kept, gone}


def test_a_copy_made_there_of_a_record_that_was_merged_here_is_somebody_of_their_own(desk: Desk):
    with connected(desk, merges=False) as sides:
        kept, gone = desk.add(last_name="Ada", email="a@x.fr"), desk.add(last_name="Bee", email="b@x.fr")
        sides.until_quiet()
        merged = merge_leads(desk.workspace, kept, gone)
        sides.until_quiet()
        own = sides.contact(gone).id
        sides.crm.enter("contacts", {"last_name": "Neu", "email": "n@y.fr"}).external_id = gone
        desk.clock.at += timedelta(minutes=1)
        sides.until_quiet()
        assert "Neu" in {s.lead.last_name for s in desk.leads()}
        undo_operation(desk.workspace, merged.operation)
        for _ in range(2):
            sides.until_quiet()
            sides.sync(full=True)
        assert desk.lead(gone).lead.last_name == "Bee"
        assert sorted(s.lead.last_name for s in desk.leads()) == ["Ada", "Bee", "Neu"]
        there = {r.id: r.fields["last_name"] for r in sides.crm.records("contacts")}
        assert (there[own], sorted(there.values())) == ("Bee", ["Ada", "Bee", "Neu"])


def test_a_connection_made_anew_tells_of_an_objection_in_one_note(desk: Desk):
    with connected(desk) as sides:
        connections.change_connection(desk.workspace, sides.connection, maps=MAPS)
        lead_id = desk.add(email="lea@acme.fr", phone="0612345678")
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        sides.until_quiet()
        sides.reconnect()
        connections.change_connection(desk.workspace, sides.connection, maps=MAPS)
        sides.until_quiet()
        here, there = notes(sides, lead_id)
        assert (here, len(there)) == ([], 1)


def test_an_objection_is_told_in_a_note_where_the_crm_fills_its_field_itself(desk: Desk, monkeypatch):
    maps = [*mapped(Kind.CONTACT, email="email"), *mapped(Kind.CONTACT, Direction.IN, opposed="opt_out")]
    monkeypatch.setattr(PlainClient, "map", maps)
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", phone="0612345678")
        record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        sides.until_quiet()
        sides.sync(full=True)
        here, there = notes(sides, lead_id)
        assert (here, len(there)) == ([], 1)


def deleted_and_connected_anew(sides: Sides, lead_id: str) -> None:
    """A contact is deleted there, its lead excluded here, and the CRM connected anew."""
    for n in range(20):
        sides.desk.add(last_name=f"M{n}", email=f"m{n}@x.fr", phone=f"+3361234{n:04}")
    record_call(sides.desk.workspace, lead_id, Outcome.NO_ANSWER)
    sides.until_quiet()
    sides.crm.delete("contacts", sides.contact(lead_id).id)
    sides.sync(full=True)
    assert sides.desk.lead(lead_id).standing.code == "excluded"
    sides.reconnect()
    sides.until_quiet()


def test_one_deleted_there_is_not_made_by_a_connection_made_anew_until_a_person_decides(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr", company="ACME")
        deleted_and_connected_anew(sides, lead_id)
        assert sides.crm.lost("contacts", [lead_id])
        assert sides.status.waiting == 0
        desk.clock.at += timedelta(minutes=1)
        decide(desk.workspace, lead_id, Decision.LATER)
        sides.until_quiet()
        assert sides.contact(lead_id).fields["email"] == "lea@acme.fr"


def test_one_deleted_there_and_entered_there_again_is_known_and_made_anew_where_a_person_says_so(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        deleted_and_connected_anew(sides, lead_id)
        again = sides.crm.enter("contacts", {"last_name": "Martin", "email": "lea@acme.fr"})
        sides.until_quiet()
        assert desk.lead(lead_id).standing.code == "excluded"
        for record in [again, *sides.crm.records("contacts")[:2]]:
            sides.crm.delete("contacts", record.id)
        sides.sync(full=True)
        assert connections.restore_gone(desk.workspace, sides.connection) == 3
        sides.until_quiet()
        assert sides.contact(lead_id).fields["email"] == "lea@acme.fr"
        assert len(sides.crm.records("contacts")) == 21


def excluded_since_its_record_is_gone(sides: Sides) -> tuple[str, Record]:
    """A lead and its record, deleted there: one of enough that it is followed without asking anybody."""
    for n in range(20):
        sides.desk.add(**PEOPLE[n])
    lead_id = sides.desk.add(email="lea@acme.fr")
    sides.until_quiet()
    record = sides.contact(lead_id)
    sides.crm.delete("contacts", record.id)
    sides.sync(full=True)
    assert sides.desk.lead(lead_id).standing.code == "excluded"
    sides.rest(60)
    return lead_id, record


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_record_taken_out_of_the_bin_there_hears_and_tells_objections_again(desk: Desk, where: str):
    with connected(desk) as sides:
        lead_id, record = excluded_since_its_record_is_gone(sides)
        record.deleted = False
        sides.crm.change("contacts", record.id, title="DG")
        sides.until_quiet()
        assert (desk.lead(lead_id).standing.code, desk.lead(lead_id).lead.job_title) == ("excluded", "DG")
        decide(desk.workspace, lead_id, Decision.LATER)
        sides.until_quiet()
        sides.rest(60)
        if where == "here":
            record_call(desk.workspace, lead_id, Outcome.OPPOSED)
        else:
            sides.crm.change("contacts", record.id, opt_out="yes")
        sides.until_quiet()
        assert (desk.lead(lead_id).standing.code, record.fields["opt_out"]) == ("opposed", "yes")


def test_one_deleted_there_and_entered_there_again_is_one_lead(desk: Desk):
    with connected(desk) as sides:
        lead_id, _gone = excluded_since_its_record_is_gone(sides)
        again = sides.crm.enter("contacts", {"last_name": "Martin", "email": "lea@acme.fr"})
        sides.until_quiet()
        assert len(desk.leads()) == 21
        sides.rest(60)
        sides.crm.change("contacts", again.id, opt_out="yes")
        sides.until_quiet()
        assert desk.lead(lead_id).standing.code == "opposed"
