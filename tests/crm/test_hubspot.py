"""HubSpot: the contract of every client, and what is HubSpot's own."""

from collections.abc import Iterator, Mapping

import pytest

from sdrdesk.core.crm import hubspot
from sdrdesk.core.crm.client import (
    CrmTrouble,
    Exists,
    Forbidden,
    Gone,
    Kind,
    Merged,
    Refused,
    Transient,
    Unauthorised,
    Write,
    Written,
)
from sdrdesk.core.crm.http import Answer
from sdrdesk.core.crm.hubspot import HubSpot
from sdrdesk.core.crm.hubspot_errors import Pace, trouble
from tests.crm.contract import FACTS, Contract, Side, everything, ids, key, record
from tests.crm.fake_hubspot import KEY, FakeHubSpot
from tests.crm.fake_server import Reply

TYPES = {Kind.CONTACT: "contacts", Kind.COMPANY: "companies", Kind.DEAL: "deals", Kind.NOTE: "notes"}


def made(kind: Kind, n: int) -> dict[str, str]:
    return {
        Kind.CONTACT: {"firstname": f"Ana {n}", "lastname": "Durand & fils", "email": f"ana{n}@example.fr"},
        Kind.COMPANY: {"name": f"Acme {n}", "domain": f"acme{n}.example"},
        Kind.DEAL: {"dealname": f"Acme {n}: a project"},
    }[kind]


@pytest.fixture
def server() -> Iterator[FakeHubSpot]:
    server = FakeHubSpot()
    yield server
    server.close()


@pytest.fixture
def client(server: FakeHubSpot) -> Iterator[HubSpot]:
    client = HubSpot(KEY, server.url)
    client.prepare()
    yield client
    client.close()


class TestHubSpot(Contract):
    @pytest.fixture
    def side(self, server: FakeHubSpot, client: HubSpot) -> Side:
        def edit(kind: Kind, id_: str, values: Mapping[str, str]) -> None:
            server.edit(TYPES[kind], id_, values)

        def add_note(on: Kind, parent: str, text: str) -> str:
            return server.make("notes", {"hs_note_body": f"<p>{text}</p>"}, {TYPES[on]: parent})

        return Side(
            client,
            server,
            made,
            edit,
            lambda kind, id_: server.remove(TYPES[kind], id_),
            add_note,
            lambda: HubSpot("pat-wrong", server.url),
            {Kind.CONTACT: {"email": "no address"}, Kind.DEAL: {"dealstage": "nowhere"}},
            (
                "title",
                "text",
                "at",
                "due",
                "day",
                "done",
                "answered",
                "seconds",
                "number",
                "outcome",
                "channel",
                "author",
            ),
            overlap=20,
        )


def test_properties_of_ours_are_made_once_and_only_if_they_are_missing(server: FakeHubSpot, client: HubSpot):
    assert server.properties["contacts"]["sdrdesk_id"]["hasUniqueValue"] is True
    before = len(server.asked)
    client.prepare()
    assert {ask.method for ask in server.asked[before:]} == {"GET"}


def test_what_the_key_may_not_make_is_named(server: FakeHubSpot):
    server.may_make_properties = False
    client = HubSpot(KEY, server.url)
    with pytest.raises(Refused, match=r"contacts\.sdrdesk_id"):
        client.prepare()
    client.close()


def test_errors_that_name_no_record_are_cleared_up_one_by_one(server: FakeHubSpot, client: HubSpot):
    server.traced = False
    writes = [Write(Kind.CONTACT, key(n), made(Kind.CONTACT, n)) for n in range(3)]
    writes[1] = Write(Kind.CONTACT, key(1), {"email": "no address"})
    said = client.write(Kind.CONTACT, writes)
    assert [type(a) for a in said] == [Written, Refused, Written]
    assert len(server.objects["contacts"]) == 2


def test_a_contact_with_the_address_of_another_exists_already(server: FakeHubSpot, client: HubSpot):
    other = server.make("contacts", {"email": "ana1@example.fr"})
    (said,) = client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(1), made(Kind.CONTACT, 1))])
    assert isinstance(said, Exists)
    assert said.id == other


def test_a_batch_that_is_refused_as_a_whole_is_halved(server: FakeHubSpot, client: HubSpot):
    whole = Reply(400, {"category": "VALIDATION_ERROR", "message": "no"})
    server.fault(whole, within="batch/upsert")
    said = client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(n), made(Kind.CONTACT, n)) for n in range(4)])
    there = server.objects["contacts"]
    assert [there[i]["props"]["firstname"] for i in ids(said)] == ["Ana 0", "Ana 1", "Ana 2", "Ana 3"]
    sizes = [len(ask.body["inputs"]) for ask in server.asked if ask.path.endswith("batch/upsert")]
    assert sizes == [4, 2, 2]


def test_trouble_in_the_second_half_leaves_the_first_half_done(server: FakeHubSpot, client: HubSpot):
    server.fault(Reply(400, {"category": "VALIDATION_ERROR", "message": "no"}), within="batch/upsert")
    writes = [Write(Kind.CONTACT, key(n), made(Kind.CONTACT, n)) for n in range(4)]
    real, sent = server.handle, []

    def breaking(ask):
        sent.append(ask.path)
        return real(ask) if sum(p.endswith("upsert") for p in sent) < 2 else Reply(503)

    server.handle = breaking  # type: ignore[method-assign]
    said = client.write(Kind.CONTACT, writes)
    assert [type(a) for a in said] == [Written, Written, Transient, Transient]


def test_written_twice_is_one_record(server: FakeHubSpot, client: HubSpot):
    write = Write(Kind.CONTACT, key(1), made(Kind.CONTACT, 1))
    assert client.write(Kind.CONTACT, [write]) == client.write(Kind.CONTACT, [write])
    assert len(server.objects["contacts"]) == 1


def test_links_that_fail_have_the_writing_done_again(server: FakeHubSpot, client: HubSpot):
    company = server.make("companies", {"name": "Acme"})
    write = Write(Kind.CONTACT, key(1), made(Kind.CONTACT, 1), links={Kind.COMPANY: company})
    server.fault(Reply(502), within="associate/default")
    (said,) = client.write(Kind.CONTACT, [write])
    assert isinstance(said, Transient)
    (id_,) = ids(client.write(Kind.CONTACT, [write]))
    assert record(client.read(Kind.CONTACT, [id_])[id_]).links == {Kind.COMPANY: company}


def test_a_new_deal_stands_at_the_first_stage(server: FakeHubSpot, client: HubSpot):
    (id_,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), made(Kind.DEAL, 1))]))
    assert server.objects["deals"][id_]["props"]["dealstage"] == "appointmentscheduled"
    stage = next(f for f in client.fields(Kind.DEAL) if f.name == "dealstage")
    assert stage.options[0] == ("appointmentscheduled", "Appointmentscheduled")


def test_merged_by_somebody_else_is_known_from_either_side(server: FakeHubSpot, client: HubSpot):
    kept, gone, alone = (server.make("contacts", {"firstname": n}) for n in "abc")
    server.unite("contacts", kept, gone)
    server.objects["contacts"][kept]["props"].pop("hs_merged_object_ids")
    read = client.read(Kind.CONTACT, [gone])
    assert isinstance(read[gone], Merged)
    server.remove("contacts", alone)
    assert isinstance(client.read(Kind.CONTACT, [alone])[alone], Gone)


@pytest.mark.parametrize("spread", [1.0, 0.0], ids=["each at its own moment", "all in one"])
def test_more_changes_than_a_search_can_page_through_are_all_told(
    server: FakeHubSpot, client: HubSpot, monkeypatch: pytest.MonkeyPatch, spread: float
):
    monkeypatch.setattr(hubspot, "SEARCHABLE", 200)
    server.window = 200
    _told, cursor = everything(client, Kind.CONTACT)
    server.tick(300)
    made_there = set()
    for n in range(530):
        made_there.add(server.make("contacts", {"firstname": str(n)}))
        server.tick(spread)
    assert {r.id for r in everything(client, Kind.CONTACT, cursor)[0]} >= made_there


def test_counters_at_nought_keep_the_next_request_back(server: FakeHubSpot):
    now = [0.0]
    client = HubSpot(KEY, server.url, pace=Pace(lambda: now[0]))
    server.fault(Reply(200, {"portalId": 1}, {"X-HubSpot-RateLimit-Secondly-Remaining": "0"}))
    client.account()
    with pytest.raises(Transient) as caught:
        client.account()
    assert (caught.value.after, len(server.asked)) == (1.0, 1)
    now[0] = 1.5
    assert client.account() == "HubSpot 62515 (app-eu1.hubspot.com)"
    client.close()


def test_an_outcome_that_hubspot_has_not_is_left_to_the_title(server: FakeHubSpot, client: HubSpot):
    contact = server.make("contacts", {"firstname": "Bo"})
    values = {**FACTS[Kind.CALL], "outcome": "gatekeeper", "answered": "no"}
    (id_,) = ids(client.write(Kind.CALL, [Write(Kind.CALL, key(1), values, links={Kind.CONTACT: contact})]))
    read = record(client.read(Kind.CALL, [id_])[id_])
    assert "outcome" not in read.values
    assert read.values["answered"] == "no"


@pytest.mark.parametrize(
    ("status", "body", "kind", "told"),
    [
        (400, {"category": "VALIDATION_ERROR", "message": "Property values were not valid: [{\"isValid\":false,"
               "\"message\":\"x is no number\",\"error\":\"INVALID_INTEGER\",\"name\":\"numberofemployees\"}]"},
         Refused, {"field": "numberofemployees", "detail": "Property values were not valid: x is no number"}),
        (400, {"category": "VALIDATION_ERROR", "message": "bad", "context": {"propertyName": ["email"]}},
         Refused, {"field": "email"}),
        (400, {"category": "VALIDATION_ERROR", "message": "x already has that value."}, Exists, {"id": ""}),
        (401, {"category": "INVALID_AUTHENTICATION", "message": "no"}, Unauthorised, {}),
        (401, {"category": "EXPIRED_AUTHENTICATION", "message": "no"}, Unauthorised, {}),
        (403, {"category": "MISSING_SCOPES", "message": "no"}, Forbidden, {}),
        (404, {"category": "OBJECT_NOT_FOUND", "message": "no"}, Gone, {}),
        (409, {"category": "CONFLICT", "message": "Contact already exists. Existing ID: 51"}, Exists, {"id": "51"}),
        (423, {"message": "locked"}, Transient, {}),
        (429, {"status": "error", "errorType": "RATE_LIMIT", "policyName": "TEN_SECONDLY_ROLLING", "message": "no"},
         Transient, {"after": 10.0}),
        (429, {"category": "RATE_LIMITS", "message": "no", "context": {"policyName": ["DAILY"]}}, Transient, {}),
        (500, {"message": "no"}, Transient, {"unsure": True}),
        (502, None, Transient, {"unsure": True}),
    ],
)  # fmt: skip
def test_each_answer_of_trouble_has_its_class(
    status: int, body: object, kind: type[CrmTrouble], told: Mapping[str, object]
):
    found = trouble(Answer("POST", "/crm/objects/2026-09/contacts", status, body))
    assert type(found) is kind
    assert {name: getattr(found, name) for name in told} == told
