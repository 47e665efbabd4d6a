"""What Tryton's interface is: pages, errors, keys, what it tells of itself; asked in plain HTTP."""

import pytest

from tests.crm_servers.tryton import MODEL, encoded
from tests.crm_servers.tryton_asked import new_opportunity, new_party, read, refusal

pytestmark = pytest.mark.long


def test_pages_are_cut_by_size_and_place_or_by_a_range(tryton):
    parties = [new_party(tryton, code=f"K-{number}") for number in range(5)]
    mine = encoded([["code", "like", "K-%"]])
    path = f"{MODEL}/party.party?d={mine}&o={encoded([['id', 'ASC']])}"
    assert [p["id"] for p in tryton.call("GET", path).body] == parties
    assert [p["id"] for p in tryton.call("GET", f"{path}&s=2&p=2").body] == parties[2:4]
    assert tryton.call("GET", f"{path}&s=2&p=6").body == []
    ranged = tryton.call("GET", path, headers={"Range": "records=0-2"})
    assert [p["id"] for p in ranged.body] == parties[:2]
    assert ranged.headers["Content-Range"] == "records 0-2/5"
    assert tryton.call("GET", path, headers={"Range": "records=6-8"}).status == 416


def test_mistakes_of_a_person_are_said_in_their_language_and_those_of_a_program_are_500(tryton):
    party = new_party(tryton)
    wanting = {"party": party, "company": 1}
    french = tryton.call("POST", f"{MODEL}/sale.opportunity", wanting, headers={"Accept-Language": "fr"})
    assert "Une valeur est requise" in refusal(french)
    for answer in (
        tryton.call("POST", f"{MODEL}/party.party", {"nom": "Dupont"}),
        tryton.call("GET", f"{MODEL}/party.party?f=nom"),
        tryton.call("GET", f"{MODEL}/party.partie"),
    ):
        assert (answer.status, answer.headers["Content-Type"]) == (500, "text/html; charset=utf-8")


def test_a_wrong_key_is_refused_and_does_not_lock_the_right_one(tryton):
    for _ in range(12):
        assert tryton.call("GET", f"{MODEL}/party.party", authorization="Bearer wrong").status == 401
    assert tryton.call("GET", f"{MODEL}/party.party").status == 200


def test_a_path_of_the_documentation_redirects_with_308(tryton):
    asked = {"user": "sdr", "application": "rest"}
    answer = tryton.call("POST", "/crm/user/application/", asked)
    assert (answer.status, answer.headers["Location"]) == (308, f"{tryton.url}/crm/r/user/application/")
    assert tryton.call("GET", f"{MODEL}/party.party/").status == 405


def test_the_fields_of_a_model_are_told(tryton):
    fields = tryton.call("POST", f"{MODEL}/sale.opportunity/fields_get", {}).body
    assert {"reference", "description", "comment", "amount", "party", "last_modified_at"} <= set(fields)
    assert fields["state"]["readonly"] is True
    assert [value for value, _name in fields["state"]["selection"]] == [
        "lead",
        "opportunity",
        "converted",
        "won",
        "lost",
        "cancelled",
    ]
    assert tryton.call("POST", f"{MODEL}/party.party/search_count", {"domain": [["code", "=", "K-1"]]}).body == 0


def test_a_user_is_told_who_they_are_and_for_whom_they_work(tryton):
    answer = tryton.call("POST", f"{MODEL}/res.user/get_preferences", {"context_only": True})
    assert (answer.body["company"], answer.body["employee"]) == (1, 1)
    assert answer.body["employee.rec_name"] == "Alix Martin"
    [firm] = tryton.search("company.company", [], "currency")
    assert firm["currency"] == 1


def test_another_user_sees_and_is_seen(tryton):
    party = tryton.add_party("Martin SA", code="K-2")
    opportunity = tryton.add_opportunity(party, reference="K-2")
    assert [p["id"] for p in tryton.search("party.party", [["code", "=", "K-2"]])] == [party]
    theirs = read(tryton, "sale.opportunity", opportunity, "create_uid", "employee")
    ours = read(tryton, "sale.opportunity", new_opportunity(tryton, party=party), "create_uid", "employee")
    assert theirs["create_uid"] != ours["create_uid"]
    assert theirs["employee"] != ours["employee"]


def test_two_hundred_of_each_are_all_there(tryton):
    for number in range(200):
        party = new_party(tryton, code=f"K-{number}")
        new_opportunity(tryton, party=party, reference=f"K-{number}")
    kept = tryton.records()
    assert [p["code"] for p in kept["parties"]] == [f"K-{number}" for number in range(200)]
    assert [o["reference"] for o in kept["opportunities"]] == [f"K-{number}" for number in range(200)]
    assert len(tryton.call("GET", f"{MODEL}/sale.opportunity").body) == 200
