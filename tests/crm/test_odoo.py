"""Odoo over both of its APIs: the contract of every client, and what is Odoo's own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from sdrdesk.core.crm.client import (
    CrmTrouble,
    Exists,
    Forbidden,
    Gone,
    Kind,
    Misdirected,
    Refused,
    Transient,
    Unauthorised,
    Write,
)
from sdrdesk.core.crm.http import Answer
from sdrdesk.core.crm.odoo import Odoo
from sdrdesk.core.crm.odoo_json2 import trouble
from sdrdesk.core.crm.odoo_xmlrpc import of_fault
from tests.crm.contract import FACTS, Contract, Side, everything, ids, key, record
from tests.crm.fake_odoo import DATABASE, KEY, LOGIN, FakeOdoo
from tests.crm.fake_server import Reply

MODELS = {Kind.COMPANY: "res.partner", Kind.CONTACT: "res.partner", Kind.DEAL: "crm.lead"}


def made(kind: Kind, n: int) -> dict[str, str]:
    return {
        Kind.COMPANY: {"name": f"Acme {n} & Cie", "website": f"acme{n}.example"},
        Kind.CONTACT: {"name": f"Ana {n}", "email": f"ana{n}@example.fr", "country_id": "FR"},
        Kind.DEAL: {"name": f"Acme {n}: a project", "email_from": f"ana{n}@example.fr", "country_id": "FR",
                    "description": "Score 71/100\nTheir need: <fast>"},
    }[kind]  # fmt: skip


@pytest.fixture(params=[19, 18, 16], ids=["json2", "xmlrpc18", "xmlrpc16"])
def server(request: pytest.FixtureRequest) -> Iterator[FakeOdoo]:
    server = FakeOdoo(request.param)
    yield server
    server.close()


@pytest.fixture
def client(server: FakeOdoo) -> Iterator[Odoo]:
    client = Odoo(KEY, server.url, DATABASE, LOGIN)
    yield client
    client.close()


class TestOdoo(Contract):
    @pytest.fixture
    def side(self, server: FakeOdoo, client: Odoo) -> Side:
        def edit(kind: Kind, id_: str, values: Mapping[str, str]) -> None:
            server.edit(MODELS[kind], int(id_), values)

        return Side(
            client,
            server,
            made,
            edit,
            lambda kind, id_: server.remove(MODELS[kind], int(id_)),
            lambda on, parent, text: str(server.note(MODELS[on], int(parent), text)),
            lambda: Odoo("wrong", server.url, DATABASE, LOGIN),
            {Kind.DEAL: {"name": ""}, Kind.CONTACT: {"country_id": "Nowhere"}},
            ("title", "text", "at", "due", "day", "author"),
            done_vanishes=True,
            overlap=20,
        )


def test_the_stages_of_the_firm_are_read_once_the_account_was_asked_for(server: FakeOdoo, client: Odoo):
    assert client.account() == "Acme SAS"
    (stage,) = [m for m in client.map if m.ours == "stage"]
    field = next(f for f in client.fields(Kind.DEAL) if f.name == "stage_id")
    labels = dict(field.options)
    assert {ours: labels[theirs] for ours, theirs in stage.values.items()} == {
        "customer": "Won", "opportunity": "Proposal",
    }  # fmt: skip


def test_a_lost_lead_is_archived_and_not_gone(server: FakeOdoo, client: Odoo):
    (id_,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), made(Kind.DEAL, 1))]))
    server.tick()
    server.edit("crm.lead", int(id_), {"active": False})
    assert record(client.read(Kind.DEAL, [id_])[id_]).key == key(1)
    assert client.find(Kind.DEAL, [Write(Kind.DEAL, key(1), {})]) == {key(1): [id_]}
    assert [r.id for r in everything(client, Kind.DEAL)[0]] == [id_]


def test_made_twice_is_one_record(server: FakeOdoo, client: Odoo):
    write = Write(Kind.DEAL, key(1), made(Kind.DEAL, 1))
    assert client.write(Kind.DEAL, [write]) == client.write(Kind.DEAL, [write])
    assert len(server.rows["crm.lead"]) == 1


def test_a_user_who_may_not_read_external_ids_finds_what_was_made_all_the_same(server: FakeOdoo, client: Odoo):
    server.plain_user = True
    write = Write(Kind.DEAL, key(1), made(Kind.DEAL, 1))
    (id_,) = ids(client.write(Kind.DEAL, [write]))
    assert client.find(Kind.DEAL, [write, replace(write, key=key(2))]) == {key(1): [id_]}
    assert record(client.read(Kind.DEAL, [id_])[id_]).key == ""


def test_a_contact_hangs_on_its_company_and_a_lead_on_its_contact(server: FakeOdoo, client: Odoo):
    (company,) = ids(client.write(Kind.COMPANY, [Write(Kind.COMPANY, key(1), made(Kind.COMPANY, 1))]))
    links = {Kind.COMPANY: company}
    (contact,) = ids(client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(2), made(Kind.CONTACT, 2), links=links)]))
    both = {Kind.COMPANY: company, Kind.CONTACT: contact}
    (lead,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(3), made(Kind.DEAL, 3), links=both)]))
    assert record(client.read(Kind.CONTACT, [contact])[contact]).links == links
    assert record(client.read(Kind.DEAL, [lead])[lead]).links == {Kind.CONTACT: contact}
    (alone,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(4), made(Kind.DEAL, 4), links=links)]))
    assert record(client.read(Kind.DEAL, [alone])[alone]).links == links


def test_a_call_of_ours_is_no_note(server: FakeOdoo, client: Odoo):
    (lead,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), made(Kind.DEAL, 1))]))
    links = {Kind.DEAL: lead}
    client.write(Kind.CALL, [Write(Kind.CALL, key(2), FACTS[Kind.CALL], links=links)])
    (note,) = ids(client.write(Kind.NOTE, [Write(Kind.NOTE, key(3), FACTS[Kind.NOTE], links=links)]))
    assert [r.id for r in everything(client, Kind.NOTE)[0]] == [note]


def test_what_hangs_on_nothing_is_refused(server: FakeOdoo, client: Odoo):
    (said,) = client.write(Kind.NOTE, [Write(Kind.NOTE, key(3), FACTS[Kind.NOTE])])
    assert isinstance(said, Refused)


def test_a_field_the_server_has_not_is_not_asked_for_and_refused_by_name(server: FakeOdoo, client: Odoo):
    del server.fields["crm.lead"]["is_blacklisted"]
    (id_,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), made(Kind.DEAL, 1))]))
    assert "is_blacklisted" not in record(client.read(Kind.DEAL, [id_])[id_]).values
    (said,) = client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"mobile": "+33612345678"}, id=id_)])
    assert isinstance(said, Refused)
    assert said.field == "mobile"


def test_faults_of_the_database_show_no_sql(server: FakeOdoo, client: Odoo):
    (id_,) = ids(client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), made(Kind.DEAL, 1))]))
    (said,) = client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"stage_id": "9999"}, id=id_)])
    assert isinstance(said, Refused)
    assert said.detail == "ForeignKeyViolation"


def test_an_app_that_is_not_installed_is_no_record_that_is_gone(server: FakeOdoo, client: Odoo):
    del server.rows["crm.lead"]
    with pytest.raises((Forbidden, Transient)):
        client.changed(Kind.DEAL, "")


def test_the_only_database_needs_no_name_and_an_unknown_one_is_not_the_crm(server: FakeOdoo):
    client = Odoo(KEY, server.url, "", LOGIN)
    assert client.account() == "Acme SAS"
    client.close()
    server.databases = ["other", "another"]
    client = Odoo(KEY, server.url, "unknown", LOGIN)
    with pytest.raises(Misdirected):
        client.account()
    client.close()


def test_a_version_that_wants_a_login_says_so():
    server = FakeOdoo(18)
    client = Odoo(KEY, server.url, DATABASE)
    with pytest.raises(Unauthorised, match="login"):
        client.account()
    client.close()
    server.close()


def test_xml_with_a_document_type_is_not_read():
    server = FakeOdoo(18)
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><methodResponse/>'
    server.fault(Reply(200, text=bomb, type="text/xml"))
    client = Odoo(KEY, server.url, DATABASE, LOGIN)
    with pytest.raises(Misdirected):
        client.account()
    client.close()
    server.close()


def _said(name: str, message: str = "no") -> dict[str, object]:
    return {"name": name, "message": message, "arguments": [], "context": {}, "debug": "Traceback: secret"}


CLASSES = [
    (403, "odoo.exceptions.AccessError", 4, "no", Forbidden, {"detail": "no"}),
    (401, "odoo.exceptions.AccessDenied", 3, "no", Unauthorised, {"detail": ""}),
    (422, "odoo.exceptions.ValidationError", 2, "bad mail", Refused, {"detail": "bad mail"}),
    (422, "odoo.exceptions.UserError", 2, "no", Refused, {}),
    (500, "builtins.ValueError", 1, "Invalid field 'x_a' on model 'crm.lead'", Refused, {"field": "x_a"}),
    (500, "builtins.ValueError", 1, "Wrong value for crm.lead.priority: '9'", Refused, {"field": "priority"}),
    (500, "psycopg2.errors.NotNullViolation", 1, "SELECT secret", Refused, {"detail": "NotNullViolation"}),
    (500, "psycopg2.errors.UniqueViolation", 1, "SELECT secret", Exists, {"detail": ""}),
    (500, "psycopg2.errors.SerializationFailure", 1, "SELECT secret", Transient,
     {"detail": "SerializationFailure", "unsure": True}),
    (500, "builtins.ZeroDivisionError", 1, "secret", Transient, {"detail": "ZeroDivisionError"}),
]  # fmt: skip


@pytest.mark.parametrize(("status", "name", "code", "message", "kind", "told"), CLASSES)
def test_each_exception_has_its_class_over_both_apis(
    status: int, name: str, code: int, message: str, kind: type[CrmTrouble], told: Mapping[str, object]
):
    python = name.removeprefix("builtins.")
    text = message if code > 1 else f"Traceback (most recent call last):\n  File secret\n{python}: {message}\nDETAIL: x"
    over_json = trouble(Answer("POST", "/json/2/crm.lead/write", status, _said(name, message)))
    for found in (over_json, of_fault(code, text, unsure=True)):
        assert type(found) is kind
        assert {n: getattr(found, n) for n in told} == told
        assert "secret" not in found.detail


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer("POST", "/", 404, _said("odoo.exceptions.MissingError")), Gone),
        (
            Answer("POST", "/", 404, _said("werkzeug.exceptions.NotFound", "the model 'crm.lead' does not exist")),
            Forbidden,
        ),
        (Answer("POST", "/", 404, is_html=True), Misdirected),
        (Answer("POST", "/", 422, _said("werkzeug.exceptions.UnprocessableEntity")), Refused),
        (Answer("POST", "/", 422, _said("some.new.Complaint")), Refused),
        (Answer("POST", "/", 429, {"message": "slowly"}), Transient),
        (Answer("POST", "/", 502, is_html=True), Transient),
        (Answer("POST", "/", 200, is_html=True), Transient),
    ],
)
def test_each_answer_of_json_has_its_class(answer: Answer, kind: type[CrmTrouble]):
    assert type(trouble(answer)) is kind
