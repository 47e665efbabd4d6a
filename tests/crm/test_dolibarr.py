"""Dolibarr: the contract of every client, and what is Dolibarr's own."""

import json
from collections.abc import Iterator, Mapping

import pytest

from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import (
    CrmTrouble,
    Exists,
    Forbidden,
    Gone,
    Kind,
    Refused,
    Transient,
    Unauthorised,
    Write,
)
from sdrdesk.core.crm.dolibarr import Dolibarr
from sdrdesk.core.crm.dolibarr_errors import trouble
from sdrdesk.core.crm.http import Answer
from tests.crm.contract import FACTS, KEPT, Contract, Side, everything, ids, key, record
from tests.crm.fake_dolibarr import KEY, FakeDolibarr

PLACES = {Kind.COMPANY: "thirdparties", Kind.CONTACT: "contacts", Kind.DEAL: "projects"}
LINKS = {Kind.COMPANY: "socid", Kind.CONTACT: "contact_id", Kind.DEAL: "fk_project"}


def made(kind: Kind, n: int) -> dict[str, str]:
    return {
        Kind.COMPANY: {"name": f"Acme {n} & Cie", "url": f"acme{n}.example"},
        Kind.CONTACT: {"lastname": f"Durand {n}", "firstname": "Ana", "note_private": "Score 71/100\n<b>fast</b>"},
        Kind.DEAL: {"title": f"Acme {n}: a project", "description": "Score 71/100\n<b>fast</b>"},
    }[kind]


@pytest.fixture
def server() -> Iterator[FakeDolibarr]:
    server = FakeDolibarr()
    yield server
    server.close()


@pytest.fixture
def client(server: FakeDolibarr) -> Iterator[Dolibarr]:
    client = Dolibarr(KEY, f"{server.url}/dolibarr/")
    yield client
    client.close()


class TestDolibarr(Contract):
    @pytest.fixture
    def side(self, server: FakeDolibarr, client: Dolibarr) -> Side:
        def edit(kind: Kind, id_: str, values: Mapping[str, str]) -> None:
            server.edit(PLACES[kind], id_, values)

        def add_note(on: Kind, parent: str, text: str) -> str:
            now = int(server.now.timestamp())
            event = {
                "type_code": "AC_OTH",
                "percentage": -1,
                "label": "Note",
                "datep": now,
                "note_private": f"<p>{text}</p>",
            }
            return server.make("agendaevents", {**event, LINKS[on]: parent})

        return Side(
            client,
            server,
            made,
            edit,
            lambda kind, id_: server.remove(PLACES[kind], id_),
            add_note,
            lambda: Dolibarr("wrong", f"{server.url}/dolibarr"),
            {Kind.COMPANY: {"name": ""}, Kind.DEAL: {"title": ""}},
            (*KEPT[:-2], "seconds", "author", "channel"),
            overlap=20,
        )


def test_the_address_may_end_where_the_api_begins(server: FakeDolibarr):
    client = Dolibarr(KEY, f"{server.url}/dolibarr/api/index.php")
    assert client.account() == "Dolibarr: Ana Durand"
    client.close()


def test_of_two_records_with_one_key_the_older_comes_first(server: FakeDolibarr, client: Dolibarr):
    write = Write(Kind.CONTACT, key(1), made(Kind.CONTACT, 1))
    first, second = ids([*client.write(Kind.CONTACT, [write]), *client.write(Kind.CONTACT, [write])])
    assert client.find(Kind.CONTACT, [write]) == {key(1): [first, second]}


def test_no_third_party_at_all_is_an_empty_list(server: FakeDolibarr, client: Dolibarr):
    assert everything(client, Kind.COMPANY)[0] == []
    assert client.find(Kind.COMPANY, [Write(Kind.COMPANY, key(1), {})]) == {}


def test_a_contact_without_a_last_name_is_made_under_what_there_is(server: FakeDolibarr, client: Dolibarr):
    (id_,) = ids(client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(1), {"lastname": "", "email": "a@example.fr"})]))
    assert server.rows["contacts"][id_]["lastname"] == "a@example.fr"


def test_a_project_keeps_its_key_when_its_description_is_written_again(server: FakeDolibarr, client: Dolibarr):
    (id_,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"title": "A project"})]))
    client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"description": "New summary"}, id=id_)])
    read = record(client.read(Kind.DEAL, [id_])[id_])
    assert (read.key, read.values["description"]) == (key(1), "New summary")
    assert client.find(Kind.DEAL, [Write(Kind.DEAL, key(1), {})]) == {key(1): [id_]}


def test_a_field_of_the_firms_own_is_read_and_written(server: FakeDolibarr, client: Dolibarr):
    (id_,) = ids(
        client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(1), {"lastname": "Durand", "options_origin": "Fair"})])
    )
    assert record(client.read(Kind.CONTACT, [id_])[id_]).values["options_origin"] == "Fair"
    assert "options_origin" in {f.name for f in client.fields(Kind.CONTACT)}


def test_an_objection_is_told_as_unticked_only_where_dolibarr_keeps_it(server: FakeDolibarr, client: Dolibarr):
    one, other = (server.make("contacts", {"lastname": "Durand", "no_email": said}) for said in ("0", None))
    there = client.read(Kind.CONTACT, [one, other])
    assert [mapping.taken(client.map, Kind.CONTACT, record(there[i]).values).get("opposed") for i in (one, other)] == [
        "",
        None,
    ]


def test_calls_meetings_and_tasks_are_no_notes(server: FakeDolibarr, client: Dolibarr):
    (contact,) = ids(client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(1), made(Kind.CONTACT, 1))]))
    links = {Kind.CONTACT: contact}
    note, *_others = [
        i
        for n, kind in enumerate((Kind.NOTE, Kind.CALL, Kind.TASK))
        for i in ids(client.write(kind, [Write(kind, key(n + 2), FACTS[kind], links=links)]))
    ]
    server.make("agendaevents", {"type_code": "AC_RDV", "percentage": -1, "label": "Meeting"})
    server.make("agendaevents", {"type_code": "AC_OTH_AUTO", "percentage": -1, "label": "Contact created"})
    assert [r.id for r in everything(client, Kind.NOTE)[0]] == [note]


def test_a_record_that_tells_no_time_of_change_is_told_each_time(server: FakeDolibarr, client: Dolibarr):
    id_ = server.make("contacts", {"lastname": "Durand"})
    _told, cursor = everything(client, Kind.CONTACT)
    server.tick(3600)
    server.rows["contacts"][id_]["date_modification"] = ""
    told, again = everything(client, Kind.CONTACT, cursor)
    assert [r.id for r in told] == [id_]
    assert json.loads(again)["since"] == json.loads(cursor)["since"]


def test_a_record_dated_in_the_future_hides_no_later_change(server: FakeDolibarr, client: Dolibarr):
    first, second = (server.make("contacts", {"lastname": str(n)}) for n in range(2))
    _told, cursor = everything(client, Kind.CONTACT)
    server.rows["contacts"][first]["date_modification"] = int(server.now.timestamp()) + 86_400
    _told, cursor = everything(client, Kind.CONTACT, cursor)
    server.tick(300)
    server.edit("contacts", second, {"lastname": "Changed"})
    told, cursor = everything(client, Kind.CONTACT, cursor)
    assert [r.id for r in told] == [second, first]
    at = {**json.loads(cursor), "since": int(server.now.timestamp()) + 86_400}
    server.edit("contacts", second, {"lastname": "Changed again"})
    assert second in {r.id for r in everything(client, Kind.CONTACT, json.dumps(at))[0]}


def test_a_change_among_many_records_costs_one_request(server: FakeDolibarr, client: Dolibarr):
    many = [server.make("contacts", {"lastname": str(n)}) for n in range(150)]
    server.tick(300)
    _told, cursor = everything(client, Kind.CONTACT)
    server.tick(3600)
    server.edit("contacts", many[0], {"lastname": "Changed"})
    before = len(server.asked)
    assert [r.id for r in everything(client, Kind.CONTACT, cursor)[0]] == [many[0]]
    assert len(server.asked) == before + 1


def test_an_unknown_company_is_refused_without_sql(server: FakeDolibarr, client: Dolibarr):
    write = Write(Kind.CONTACT, key(1), made(Kind.CONTACT, 1), links={Kind.COMPANY: "9999"})
    (said,) = client.write(Kind.CONTACT, [write])
    assert isinstance(said, Refused)
    assert said.detail == "Internal Server Error"


@pytest.mark.parametrize(
    ("status", "message", "kind", "told"),
    [
        (
            400,
            "Bad Request: lastname field missing",
            Refused,
            {"field": "lastname", "detail": "lastname field missing"},
        ),
        (401, "Unauthorized: Failed to login to API", Unauthorised, {}),
        (403, "Forbidden: Access not allowed for login ana", Forbidden, {}),
        (404, "Not Found: Contact not found", Gone, {}),
        (500, "Internal Server Error: ErrorFieldRequired", Refused, {"detail": "ErrorFieldRequired"}),
        (500, "Internal Server Error: INSERT INTO llx_t fails", Refused, {"detail": "Internal Server Error"}),
        (500, "Internal Server Error: DB_ERROR_RECORD_ALREADY_EXISTS", Exists, {"id": ""}),
        (500, "Internal Server Error: Deadlock found when trying to get lock", Transient, {"unsure": True}),
        (503, "", Transient, {}),
    ],
)
def test_each_answer_of_trouble_has_its_class(
    status: int, message: str, kind: type[CrmTrouble], told: Mapping[str, object]
):
    found = trouble(Answer("POST", "/contacts", status, {"error": {"code": status, "message": message}, "debug": "x"}))
    assert type(found) is kind
    assert {name: getattr(found, name) for name in told} == told


def test_a_module_that_is_off_is_forbidden():
    assert type(trouble(Answer("GET", "/projects", 501))) is Forbidden
