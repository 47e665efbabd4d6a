"""The profiles of Tryton and django-crm against the real servers: the contract of every client, and their own ways."""

from collections.abc import Iterator, Mapping
from typing import cast

import pytest

from sdrdesk.core.crm.client import CrmClient, Exists, Kind, Record, Refused, Transient, Write, Written
from sdrdesk.core.crm.profile_files import open_profile, profile_texts
from tests.crm.contract import FACTS, Contract, Side, everything, ids, key, record
from tests.crm.fake_server import FakeServer
from tests.crm_servers.django_crm import DjangoCrm
from tests.crm_servers.tryton import Tryton

pytestmark = pytest.mark.long


class Real:
    """A server that no test can put out of order, and whose clock goes by itself."""

    def tick(self, seconds: float = 1) -> None:
        pass


REAL = cast(FakeServer, Real())


class Orderly(Contract):
    """What a real server is not asked: to fail to order. Calls and notes stand in one list there."""

    test_trouble_is_told_apart_and_waits_are_told = None
    test_a_fault_after_the_deed_leaves_it_in_doubt_and_the_key_clears_it_up = None

    def test_a_call_note_or_task_is_found_by_its_key(self, side: Side):
        on, parent = self.parent(side)
        for n, kind in enumerate(self.kinds(side, facts=True), 5):
            first = self.make(side, kind, n, **{on: parent})
            wanted = [Write(kind, key(i), FACTS[kind], links={on: parent}) for i in (n, n + 50)]
            assert side.client.find(kind, wanted) == {key(n): [first]}


# -- Tryton -----------------------------------------------------------------------------------------------------------

MODELS = {Kind.COMPANY: "party.party", Kind.CONTACT: "party.party", Kind.DEAL: "sale.opportunity"}


def at_tryton(tryton: Tryton, authorization: str = "") -> CrmClient:
    said = authorization or tryton.authorization
    return open_profile(profile_texts()["tryton"], {"url": tryton.url, "database": "crm"}, said.removeprefix("Bearer "))


def in_tryton(kind: Kind, n: int) -> dict[str, str]:
    if kind is Kind.DEAL:
        return {"description": f"Zoé L’Hôte – Durand {n}", "comment": "Score 62\nWants a quote", "state": "lead"}
    found = {"name": f"Durand & fils {n}", "email": f"zoe{n}@example.test", "phone": "+33142685300"}
    return found | ({"city": "Lyon", "website": "durand.example"} if kind is Kind.COMPANY else {"mobile": ""})


class TestTryton(Orderly):
    @pytest.fixture
    def side(self, tryton: Tryton) -> Iterator[Side]:
        def remove(kind: Kind, id: str) -> None:
            if kind is Kind.DEAL:
                tryton.move(int(id), "cancel")
            tryton.delete(MODELS[kind], int(id))

        def edit(kind: Kind, id: str, values: Mapping[str, str]) -> None:
            tryton.change(MODELS[kind], int(id), **values)

        side = Side(
            client=at_tryton(tryton),
            server=REAL,
            made=in_tryton,
            edit=edit,
            remove=remove,
            add_note=lambda _kind, id, text: str(tryton.add_note("sale.opportunity", int(id), text)),
            stranger=lambda: at_tryton(tryton, "Bearer another"),
            refused={Kind.DEAL: {"description": "two\nlines"}},
            texts=("title", "text"),
        )
        yield side
        side.client.close()

    def test_the_key_tells_whose_it_is_and_whose_an_opportunity_becomes(self, side: Side, tryton: Tryton):
        other = at_tryton(tryton, tryton.colleague)
        assert (side.client.account(), other.account()) == ("Ma PME", "Ma PME")
        write = Write(Kind.DEAL, key(1), {"description": "Zoé – Durand"})
        (id_,) = ids(other.write(Kind.DEAL, [write]))
        assert tryton.rows("SELECT employee FROM sale_opportunity WHERE id = ?", id_) == [{"employee": 2}]
        other.close()

    def test_a_stage_moves_by_its_buttons_from_anywhere(self, side: Side, tryton: Tryton):
        id_ = self.make(side, Kind.DEAL)
        company = self.make(side, Kind.COMPANY)
        tryton.change("sale.opportunity", int(id_), party=int(company))
        for state in ("opportunity", "lost", "opportunity", "cancelled", "lead", "converted"):
            ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"state": state}, id=id_)]))
            assert tryton.opportunities()[0]["state"] == state
        (said,) = side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"state": "lead"}, id=id_)])
        assert isinstance(said, Refused)

    def test_a_lost_deal_is_opened_again_with_what_is_new(self, side: Side, tryton: Tryton):
        id_ = self.make(side, Kind.DEAL)
        tryton.move(int(id_), "lost")
        ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"comment": "Back", "state": "lead"}, id=id_)]))
        assert [(o["state"], o["comment"]) for o in tryton.opportunities()] == [("lead", "Back")]

    def test_a_deal_made_at_a_later_stage_hangs_on_its_party(self, side: Side, tryton: Tryton):
        company = self.make(side, Kind.COMPANY)
        contact = self.make(side, Kind.CONTACT, 2)
        values = {"description": "Zoé – Durand", "state": "opportunity"}
        links = {Kind.COMPANY: company, Kind.CONTACT: contact}
        ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(3), values, links=links)]))
        (found,) = tryton.opportunities()
        assert (found["party"], found["state"], found["reference"]) == (int(company), "opportunity", key(3))

    def test_a_stage_that_cannot_be_reached_leaves_what_was_made_in_doubt(self, side: Side, tryton: Tryton):
        """An opportunity wants a party: the record is made, and found again by its key."""
        write = Write(Kind.DEAL, key(3), {"description": "On nobody", "state": "opportunity"})
        (said,) = side.client.write(Kind.DEAL, [write])
        assert isinstance(said, Transient)
        assert said.unsure
        assert side.client.find(Kind.DEAL, [write]) == {key(3): [str(tryton.opportunities()[0]["id"])]}

    def test_a_person_keeps_the_numbers_and_identifiers_that_others_wrote(self, side: Side, tryton: Tryton):
        id_ = self.make(side, Kind.CONTACT)
        others = [["create", [{"type": "email", "value": "private@example.test"}]]]
        tryton.change("party.party", int(id_), contact_mechanisms=others)
        change = {"email": "new@example.test", "mobile": "+33612345678", "phone": ""}
        ids(side.client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(1), change, id=id_)]))
        (party,) = tryton.parties()
        assert [(m["type"], m["value"]) for m in party["contact_mechanisms"]] == [
            ("email", "new@example.test"), ("email", "private@example.test"), ("mobile", "+33612345678"),
        ]  # fmt: skip

    def test_it_says_what_is_wrong(self, side: Side):
        (said,) = side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"description": "two\nlines"})])
        assert isinstance(said, Refused)
        assert "Description" in said.detail


# -- django-crm -------------------------------------------------------------------------------------------------------


def at_django(django_crm: DjangoCrm, authorization: str = "") -> CrmClient:
    said = authorization or django_crm.authorization
    url = django_crm.url.removesuffix("/api")
    return open_profile(profile_texts()["django-crm"], {"url": url}, said.removeprefix("jwt "))


def in_django(_kind: Kind, n: int) -> dict[str, str]:
    return {
        "title": f"Zoé L’Hôte – Durand {n}",
        "city": "Lyon",
        "first_name": "Zoé",
        "last_name": "L’Hôte",
        "email": f"zoe{n}@example.test",
        "phone": "+33142685300",
        "account_name": "Durand & fils",
        "description": "Score 62\nWants a quote",
        "status": "in process",
    }


class TestDjangoCrm(Orderly):
    """It tells no id of what it makes: tests that take one from there have their like below."""

    test_several_at_once_are_answered_in_order = None
    test_everything_is_told_once_over_all_pages = None
    test_many_changes_of_one_moment_are_told_over_all_pages = None
    test_a_note_that_somebody_else_wrote_is_told = None
    """Comments are read lead by lead, when everything is: nothing says which leads have new ones."""

    @pytest.fixture
    def side(self, django_crm: DjangoCrm) -> Iterator[Side]:
        side = Side(
            client=at_django(django_crm),
            server=REAL,
            made=in_django,
            edit=lambda _kind, id, values: django_crm.change(int(id), **values),
            remove=lambda _kind, id: django_crm.delete_lead(int(id)),
            add_note=lambda _kind, _id, _text: "",
            stranger=lambda: at_django(django_crm, "jwt another"),
            refused={Kind.DEAL: {"phone": "06 12"}},
            texts=("title", "text"),
        )
        yield side
        side.client.close()

    def test_a_change_loses_neither_people_nor_tags(self, side: Side, django_crm: DjangoCrm):
        id_ = self.make(side, Kind.DEAL)
        before = django_crm.leads()[0]
        django_crm.change(int(id_), assigned_to="[1]", tags='["hot", "été"]')
        ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"city": "Paris"}, id=id_)]))
        (after,) = django_crm.leads()
        assert (after["assigned_to"], after["tags"], after["city"]) == ([1], ["hot", "été"], "Paris")
        assert {k: v for k, v in after.items() if k not in ("assigned_to", "tags", "city")} == {
            k: v for k, v in before.items() if k not in ("assigned_to", "tags", "city")
        }

    def test_long_texts_are_cut_and_still_bear_the_key(self, side: Side, django_crm: DjangoCrm):
        """It takes titles of 64 characters, and answers well to comments above 255 which it does not keep."""
        on, parent = self.parent(side)
        write = Write(Kind.DEAL, key(1), {"title": "Anne-Sophie de Villeneuve – Établissements Durand et Compagnie"})
        note = Write(Kind.NOTE, key(2), {"text": "word " * 100}, links={on: parent})
        ids(side.client.write(Kind.DEAL, [write]))
        ids(side.client.write(Kind.NOTE, [note]))
        assert side.client.find(Kind.DEAL, [write])
        assert side.client.find(Kind.NOTE, [note])
        assert django_crm.comments()[0]["comment"].startswith("word word")
        assert "…\n\n[sdrdesk " in django_crm.comments()[0]["comment"]

    def test_a_lead_that_was_converted_there_is_read_and_can_still_be_changed(self, side: Side, django_crm: DjangoCrm):
        """To convert one is for its own users: it asks for an account and an address that no change carries along."""
        id_ = self.make(side, Kind.DEAL)
        (said,) = side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"status": "converted"}, id=id_)])
        assert isinstance(said, Refused)
        django_crm.change(int(id_), status="converted", account_name="Durand & fils", email="zoe@example.test")
        ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"city": "Paris"}, id=id_)]))
        read = record(side.client.read(Kind.DEAL, [id_])[id_])
        assert (read.values["status"], read.values["city"]) == ("converted", "Paris")

    def test_a_comment_that_somebody_else_wrote_is_told_when_everything_is(self, side: Side, django_crm: DjangoCrm):
        on, parent = self.parent(side)
        django_crm.add_comment(int(parent), "They moved the date")
        told, _cursor = everything(side.client, Kind.NOTE)
        assert [(r.values["text"], r.key, r.links) for r in told] == [("They moved the date", "", {on: parent})]

    def test_it_says_which_field_is_wrong(self, side: Side):
        (said,) = side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"title": "x", "phone": "06 12"})])
        assert isinstance(said, Refused)
        assert (said.field, said.detail) == ("phone", "400 phone: The phone number entered is not valid.")

    def test_open_and_closed_ones_are_told_over_all_pages(self, side: Side):
        for n in range(230):
            values = {"title": f"Lead {n}", "status": "closed" if n % 2 else "assigned"}
            ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(n), values)]))
        told, _cursor = everything(side.client, Kind.DEAL)
        assert sorted(r.values["title"] for r in told) == sorted(f"Lead {n}" for n in range(230))


def test_what_was_done_and_answered_500_is_in_doubt_and_found_and_there_already(django_crm_as_shipped: DjangoCrm):
    client = at_django(django_crm_as_shipped)
    write = Write(Kind.DEAL, key(1), in_django(Kind.DEAL, 1))
    (said,) = client.write(Kind.DEAL, [write])
    assert isinstance(said, Transient)
    assert said.unsure
    assert "<" not in said.detail
    (id_,) = client.find(Kind.DEAL, [write])[key(1)]
    assert isinstance(client.read(Kind.DEAL, [id_])[id_], Record)
    (again,) = client.write(Kind.DEAL, [write])
    assert isinstance(again, Exists)
    (changed,) = client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"city": "Paris"}, id=id_)])
    assert isinstance(changed, Transient)
    assert len(django_crm_as_shipped.leads()) == 1
    assert django_crm_as_shipped.leads()[0]["city"] == "Paris"
    note = Write(Kind.NOTE, key(2), FACTS[Kind.NOTE], links={Kind.DEAL: id_})
    (noted,) = client.write(Kind.NOTE, [note])
    assert isinstance(noted, Transient | Written | Refused)
    client.close()
