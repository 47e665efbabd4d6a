"""What Tryton does with a record, asked in plain HTTP: the facts of docs/crm-servers.md that a connection relies on."""

import pytest

from tests.crm_servers.tryton import MODEL, encoded
from tests.crm_servers.tryton_asked import PARTY, made, new_opportunity, new_party, read, refusal

pytestmark = pytest.mark.long


def test_a_party_is_created_with_what_belongs_to_it(tryton):
    party = made(tryton.call("POST", f"{MODEL}/party.party?f=code", PARTY))
    [kept] = tryton.records()["parties"]
    assert (kept["id"], kept["code"], kept["name"]) == (party, "K-1", "Dupont SARL")
    assert [(m["type"], m["value"], m["name"]) for m in kept["contact_mechanisms"]] == [
        ("email", "j@dupont.fr", "Jeanne Dupont"),
        ("phone", "+33612345678", None),
    ]
    assert [(a["street"], a["postal_code"], a["city"]) for a in kept["addresses"]] == [
        ("1 rue du Port", "69001", "Lyon")
    ]


def test_a_party_is_found_by_its_code_which_is_unique_while_it_lives(tryton):
    party = new_party(tryton, code="K-1")
    [found] = tryton.search("party.party", [["code", "=", "K-1"]], "code")
    assert (found["id"], found["code"]) == (party, "K-1")
    again = tryton.call("POST", f"{MODEL}/party.party", {"name": "Other", "code": "K-1"})
    assert refusal(again) == "The code on party must be unique."
    tryton.delete("party.party", party)
    assert new_party(tryton, code="K-1") != party


def test_an_opportunity_is_found_by_its_reference_which_need_not_be_unique(tryton):
    party = new_party(tryton)
    both = {new_opportunity(tryton, party=party, reference="K-1") for _ in range(2)}
    found = tryton.search("sale.opportunity", [["reference", "=", "K-1"]], "reference", "state", "number")
    assert {opportunity["id"] for opportunity in found} == both
    assert {opportunity["state"] for opportunity in found} == {"lead"}


def test_a_domain_keeps_its_padding(tryton):
    domain = encoded([["code", "=", "K-12"]])
    assert domain.endswith("=")
    assert tryton.call("GET", f"{MODEL}/party.party?d={domain}").status == 200
    assert tryton.call("GET", f"{MODEL}/party.party?d={domain.rstrip('=')}").status == 500


def test_an_opportunity_needs_a_company_a_currency_and_in_time_someone(tryton):
    party, path = new_party(tryton), f"{MODEL}/sale.opportunity"
    assert '"Currency"' in refusal(tryton.call("POST", path, {"party": party, "company": 1}))
    assert "User in companies" in refusal(tryton.call("POST", path, {"party": party, "currency": 1}))
    alone = made(tryton.call("POST", path, {"party": party, "company": 1, "currency": 1}))
    assert '"Employee"' in refusal(tryton.call("POST", f"{path}/{alone}/opportunity", {}))


def test_only_the_fields_that_are_sent_change(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton), description="Devis", comment="Un\ndeux")
    changed = tryton.call("PUT", f"{MODEL}/sale.opportunity/{opportunity}?f=description", {"description": "Appel"})
    assert changed.body["description"] == "Appel"
    [kept] = tryton.opportunities()
    assert (kept["description"], kept["comment"], kept["state"]) == ("Appel", "Un\ndeux", "lead")


def test_a_description_is_one_line(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    answer = tryton.call("PUT", f"{MODEL}/sale.opportunity/{opportunity}", {"description": "Un\ndeux"})
    assert "invalid chars" in refusal(answer)


def test_an_amount_is_a_number_or_a_decimal_in_words(tryton):
    decimal = {"__class__": "Decimal", "decimal": "1200.50"}
    party = new_party(tryton)
    for given in (decimal, 1200.5):
        opportunity = new_opportunity(tryton, party=party, amount=given)
        assert float(read(tryton, "sale.opportunity", opportunity, "amount")["amount"]["decimal"]) == 1200.5


def test_the_write_date_of_an_opportunity_is_null_until_its_first_change_and_last_modified_never(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    new = read(tryton, "sale.opportunity", opportunity, "create_date", "write_date", "last_modified_at")
    assert new["write_date"] is None
    assert new["last_modified_at"] == new["create_date"]
    tryton.change("sale.opportunity", opportunity, description="Appel")
    changed = read(tryton, "sale.opportunity", opportunity, "write_date", "last_modified_at")
    assert changed["last_modified_at"] == changed["write_date"] != new["create_date"]
    later = [["last_modified_at", ">", new["last_modified_at"]]]
    assert [found["id"] for found in tryton.search("sale.opportunity", later)] == [opportunity]
    since = [["last_modified_at", ">=", changed["last_modified_at"]]]
    assert [found["id"] for found in tryton.search("sale.opportunity", since)] == [opportunity]
    after = [["last_modified_at", ">", changed["last_modified_at"]]]
    assert tryton.search("sale.opportunity", after) == []


def test_a_note_does_not_move_its_opportunity_and_tells_its_own_time(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    before = read(tryton, "sale.opportunity", opportunity, "last_modified_at")["last_modified_at"]
    note = tryton.add_note("sale.opportunity", opportunity, "Rappeler lundi")
    assert read(tryton, "sale.opportunity", opportunity, "last_modified_at")["last_modified_at"] == before
    either = ["OR", ["last_modified_at", ">", before], ["notes.last_modified_at", ">", before]]
    [found] = tryton.search("sale.opportunity", either, "notes.message", "notes.last_modified_at", "notes.last_user")
    [told] = found["notes"]
    assert (told["id"], told["message"], told["last_user"]) == (note, "Rappeler lundi", "Camille Durand")
    assert told["last_modified_at"] != before
    assert [n["message"] for n in tryton.records()["notes"]] == ["Rappeler lundi"]


def test_notes_are_searched_only_by_what_they_are_on(tryton):
    party = new_party(tryton)
    opportunity = new_opportunity(tryton, party=party)
    notes = [tryton.add_note("sale.opportunity", opportunity, "Une"), tryton.add_note("party.party", party, "Deux")]
    on = [f"sale.opportunity,{opportunity}", f"party.party,{party}"]
    found = tryton.search("ir.note", [["resource", "in", on]], "message")
    assert sorted(note["id"] for note in found) == notes
    for domain in ([], [["id", "=", notes[0]]], [["resource", "like", "sale.opportunity,%"]]):
        answer = tryton.call("GET", f"{MODEL}/ir.note?d={encoded(domain)}")
        assert "not allowed to search" in refusal(answer)
    gone = tryton.call("GET", f"{MODEL}/ir.note?d={encoded([['resource', 'in', [*on, 'sale.opportunity,99']]])}")
    assert "not allowed to read" in refusal(gone)


def test_a_note_written_through_its_opportunity_moves_it_at_the_same_instant(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    path = f"{MODEL}/sale.opportunity/{opportunity}?f=last_modified_at&f=notes.last_modified_at"
    answer = tryton.call("PUT", path, {"notes": [["create", [{"message": "Rappeler"}]]]})
    assert [n["last_modified_at"] for n in answer.body["notes"]] == [answer.body["last_modified_at"]]


def test_the_message_of_a_note_stays_and_the_note_may_go(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    note = tryton.add_note("sale.opportunity", opportunity, "Rappeler")
    for method in ("PUT", "DELETE"):
        assert "not allowed to search" in refusal(tryton.call(method, f"{MODEL}/ir.note/{note}", {"message": "Non"}))
    path = f"{MODEL}/sale.opportunity/{opportunity}"
    changed = tryton.call("PUT", path, {"notes": [["write", [note], {"message": "Non"}]]})
    assert '"Message"' in refusal(changed)
    assert tryton.call("PUT", path, {"notes": [["delete", [note]]]}).status == 200
    assert tryton.notes() == []


def test_an_address_changed_at_its_own_path_does_not_move_its_party(tryton):
    party = made(tryton.call("POST", f"{MODEL}/party.party", PARTY))
    first = read(tryton, "party.party", party, "last_modified_at", "contact_mechanisms")
    mechanism = first["contact_mechanisms"][0]
    tryton.change("party.contact_mechanism", mechanism, value="k@dupont.fr")
    after = read(tryton, "party.party", party, "last_modified_at", "email")
    assert (after["last_modified_at"], after["email"]) == (first["last_modified_at"], "k@dupont.fr")
    tryton.change("party.party", party, contact_mechanisms=[["write", [mechanism], {"value": "l@dupont.fr"}]])
    moved = read(tryton, "party.party", party, "last_modified_at", "email")
    assert moved["last_modified_at"] != first["last_modified_at"]
    assert moved["email"] == "l@dupont.fr"


def test_the_email_of_a_party_is_given_once_and_searched_among_its_mechanisms(tryton):
    party = new_party(tryton, email="j@dupont.fr")
    assert '"Email"' in refusal(tryton.call("PUT", f"{MODEL}/party.party/{party}", {"email": "k@dupont.fr"}))
    found = tryton.search("party.party", [["contact_mechanisms.value", "=", "j@dupont.fr"]])
    assert [p["id"] for p in found] == [party]
    assert tryton.call("GET", f"{MODEL}/party.party?d={encoded([['email', '=', 'j@dupont.fr']])}").status == 500


@pytest.mark.parametrize(
    ("buttons", "ends"),
    [
        (["opportunity"], "opportunity"),
        (["opportunity", "lead"], "lead"),
        (["opportunity", "convert"], "converted"),
        (["lost"], "lost"),
        (["cancel"], "cancelled"),
        (["lost", "lead", "cancel", "lead"], "lead"),
    ],
)
def test_the_stage_moves_by_buttons(tryton, buttons, ends):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    for button in buttons:
        assert tryton.call("POST", f"{MODEL}/sale.opportunity/{opportunity}/{button}", {}).status == 200
    [kept] = tryton.opportunities()
    assert kept["state"] == ends
    assert (kept["end_date"] is not None) == bool({"lost", "cancel"} & set(buttons)), "and going back leaves it"


def test_the_stage_moves_in_no_other_way(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    path = f"{MODEL}/sale.opportunity/{opportunity}"
    assert '"State"' in refusal(tryton.call("PUT", path, {"state": "lost"}))
    assert 'can not call "convert"' in refusal(tryton.call("POST", f"{path}/convert", {}))
    assert tryton.call("POST", f"{path}/won", {}).status == 403
    assert tryton.call("POST", f"{path}/opportunity").status == 400  # without a body
    assert tryton.opportunities()[0]["state"] == "lead"


def test_what_is_lost_takes_notes_and_nothing_else(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    tryton.move(opportunity, "lost")
    for field in ("description", "comment"):
        answer = tryton.call("PUT", f"{MODEL}/sale.opportunity/{opportunity}", {field: "Prix"})
        assert "not allowed to modify the field" in refusal(answer)
    tryton.add_note("sale.opportunity", opportunity, "Rappeler dans un an")
    assert len(tryton.notes()) == 1


def test_an_opportunity_is_deleted_once_it_is_cancelled_and_its_notes_with_it(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    path = f"{MODEL}/sale.opportunity/{opportunity}"
    tryton.add_note("sale.opportunity", opportunity, "Rappeler")
    for state in ("lead", "lost"):
        if state == "lost":
            tryton.move(opportunity, "lost")
        assert "you must cancel it" in refusal(tryton.call("DELETE", path))
    tryton.move(opportunity, "lead")
    tryton.move(opportunity, "cancel")
    assert tryton.call("DELETE", path).status == 204
    assert (tryton.opportunities(), tryton.notes()) == ([], [])


def test_what_was_deleted_is_not_found_by_any_method(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    tryton.move(opportunity, "cancel")
    tryton.delete("sale.opportunity", opportunity)
    path = f"{MODEL}/sale.opportunity/{opportunity}"
    answers = [
        tryton.call("GET", path),
        tryton.call("PUT", path, {"description": "Appel"}),
        tryton.call("POST", f"{path}/lost", {}),
        tryton.call("DELETE", path),
    ]
    assert [answer.status for answer in answers] == [404] * 4
    note = tryton.call("POST", f"{MODEL}/ir.note", {"resource": f"sale.opportunity,{opportunity}", "message": "Oui"})
    assert '"Resource"' in refusal(note)
    assert tryton.search("sale.opportunity", [["id", "in", [opportunity]]]) == []


def test_the_last_change_wins(tryton):
    opportunity = new_opportunity(tryton, party=new_party(tryton))
    seen = read(tryton, "sale.opportunity", opportunity, "_timestamp")["_timestamp"]
    tryton.change("sale.opportunity", opportunity, description="Theirs")
    context = encoded({"_timestamp": {f"sale.opportunity,{opportunity}": seen}})
    path = f"{MODEL}/sale.opportunity/{opportunity}"
    assert tryton.call("PUT", path, {"description": "Ours"}, headers={"X-Tryton-Context": context}).status == 200
    assert tryton.opportunities()[0]["description"] == "Ours"


def test_a_creation_whose_fields_cannot_be_read_is_made_and_answered_without_its_id(tryton):
    party = {"name": "Dupont SARL", "addresses": [["create", [{"country": 99}]]]}
    answer = tryton.call("POST", f"{MODEL}/party.party?f=addresses.country.code", party)
    assert (answer.status, answer.body) == (204, "")
    assert [kept["name"] for kept in tryton.parties()] == ["Dupont SARL"]


def test_the_person_of_an_opportunity_is_the_name_of_a_contact_mechanism(tryton):
    party = made(tryton.call("POST", f"{MODEL}/party.party", PARTY))
    mechanism = tryton.parties()[0]["contact_mechanisms"][0]["id"]
    opportunity = new_opportunity(tryton, party=party, contact=mechanism)
    contact = read(tryton, "sale.opportunity", opportunity, "contact.name", "contact.value")["contact"]
    assert (contact["name"], contact["value"]) == ("Jeanne Dupont", "j@dupont.fr")


def test_a_party_with_an_opportunity_that_moved_is_not_deleted(tryton):
    party = new_party(tryton)
    tryton.move(new_opportunity(tryton, party=party), "opportunity")
    assert '"Party"' in refusal(tryton.call("DELETE", f"{MODEL}/party.party/{party}"))


def test_a_party_that_is_deleted_leaves_its_new_opportunity_without_one(tryton):
    party = new_party(tryton)
    opportunity = new_opportunity(tryton, party=party)
    tryton.delete("party.party", party)
    assert read(tryton, "sale.opportunity", opportunity, "party.name")["party"] is None


def test_a_party_that_is_put_away_is_read_and_not_found(tryton):
    party = new_party(tryton, code="K-1")
    tryton.change("party.party", party, active=False)
    assert tryton.search("party.party", [["code", "=", "K-1"]]) == []
    assert len(tryton.search("party.party", [["code", "=", "K-1"], ["active", "in", [True, False]]])) == 1
    assert read(tryton, "party.party", party, "active")["active"] == 0  # SQLite knows no true and false
    assert tryton.parties()[0]["active"] is False
