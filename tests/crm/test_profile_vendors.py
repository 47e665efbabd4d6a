"""The shipped profiles of Pipedrive and noCRM.io against servers that answer as theirs do."""

from collections.abc import Iterator, Mapping

import pytest

from sdrdesk.core.crm.client import Kind, Misdirected, Refused, Transient, Write, Written
from sdrdesk.core.crm.profile_files import open_profile, profile_texts
from tests.crm.contract import FACTS, Contract, Side, everything, ids, key, record
from tests.crm.fake_nocrm import KEY, FakeNoCrm
from tests.crm.fake_pipedrive import TOKEN, FakePipedrive
from tests.crm.fake_server import Reply

PLACES = {Kind.COMPANY: "organizations", Kind.CONTACT: "persons", Kind.DEAL: "leads"}


def person(kind: Kind, n: int) -> dict[str, str]:
    if kind is Kind.CONTACT:
        return {"name": f"Zoé L’Hôte{n}", "email": f"zoe{n}@example.test", "phone": f"+331426853{n:03}", "mobile": ""}
    return {"name": f"Durand & fils {n}"}


class InOneList(Contract):
    """Calls and notes stand in one list there: of two that are told apart by their keys, each has its own."""

    def test_a_call_note_or_task_is_found_by_its_key(self, side: Side):
        on, parent = self.parent(side)
        for n, kind in enumerate(self.kinds(side, facts=True), 5):
            first = self.make(side, kind, n, **{on: parent})
            wanted = [Write(kind, key(i), FACTS[kind], links={on: parent}) for i in (n, n + 50)]
            assert side.client.find(kind, wanted) == {key(n): [first]}


class TestPipedrive(Contract):
    @pytest.fixture
    def side(self) -> Iterator[Side]:
        server = FakePipedrive()

        def client(token: str = TOKEN):
            return open_profile(profile_texts()["pipedrive"], {"url": server.url}, token)

        def edit(kind: Kind, id: str, values: Mapping[str, str]) -> None:
            server.edit(PLACES[kind], id, **values)

        side = Side(
            client=client(),
            server=server,
            made=person,
            edit=edit,
            remove=lambda kind, id: server.rows[PLACES[kind]].pop(id) and None,
            add_note=lambda _kind, id, text: server.add_note("person_id", id, f"<p>{text}</p>"),
            stranger=lambda: client("another"),
            texts=("title", "text", "due", "day", "done"),
        )
        yield side
        side.client.close()
        server.close()

    def kinds(self, side: Side, *, facts: bool | None = None) -> list[Kind]:
        """A lead hangs on a person: it has tests of its own below."""
        return [k for k in super().kinds(side, facts=facts) if k is not Kind.DEAL]

    def test_an_address_where_the_crm_is_not_is_told_as_one(self, side: Side):
        for status in (404, 405):
            side.server.fault(Reply(status, text="<html>nothing here</html>", type="text/html"))
            with pytest.raises(Misdirected):
                side.client.account()

    def test_a_lead_hangs_on_its_person_and_its_company_and_is_found_by_its_title(self, side: Side):
        company, contact = self.make(side, Kind.COMPANY), self.make(side, Kind.CONTACT)
        links = {Kind.CONTACT: contact, Kind.COMPANY: company}
        write = Write(Kind.DEAL, key(3), {"title": "Zoé – Durand"}, links=links)
        (id_,) = ids(side.client.write(Kind.DEAL, [write]))
        read = record(side.client.read(Kind.DEAL, [id_])[id_])
        assert (read.values["title"], read.links) == ("Zoé – Durand", links)
        assert side.client.find(Kind.DEAL, [write]) == {key(3): [id_]}
        other = Write(Kind.DEAL, key(4), {"title": "Another"}, links=links)
        assert side.client.find(Kind.DEAL, [other]) == {}
        (said,) = side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(5), {"title": "On nobody"})])
        assert isinstance(said, Refused)
        told, _cursor = everything(side.client, Kind.DEAL)
        assert [r.id for r in told] == [id_]

    def test_an_address_that_others_added_is_left_alone(self, side: Side):
        id_ = self.make(side, Kind.CONTACT)
        row = side.server.rows["persons"][id_]  # type: ignore[attr-defined]
        row["emails"].append({"value": "private@example.test", "primary": False, "label": "home"})
        change = {"email": "new@example.test", "mobile": "+33612345678", "phone": ""}
        ids(side.client.write(Kind.CONTACT, [Write(Kind.CONTACT, key(1), change, id=id_)]))
        assert [e["value"] for e in row["emails"]] == ["new@example.test", "private@example.test"]
        assert row["phones"] == [{"label": "mobile", "value": "+33612345678"}]

    def test_a_person_without_an_address_is_found_by_phone_and_then_by_name(self, side: Side):
        by_phone = Write(Kind.CONTACT, key(1), {"name": "Bo Lee", "phone": "+33142685300"})
        by_name = Write(Kind.CONTACT, key(2), {"name": "Cy Roy"})
        made = ids(side.client.write(Kind.CONTACT, [by_phone, by_name]))
        found = side.client.find(Kind.CONTACT, [by_phone, by_name])
        assert found == {key(1): [made[0]], key(2): [made[1]]}

    def test_calls_and_tasks_are_told_apart_in_one_list(self, side: Side):
        on, parent = self.parent(side)
        call, task = (self.make(side, kind, 5, **{on: parent}) for kind in (Kind.CALL, Kind.TASK))
        assert [r.id for r in everything(side.client, Kind.CALL)[0]] == [call]
        assert [r.id for r in everything(side.client, Kind.TASK)[0]] == [task]
        assert side.server.rows["activities"][call]["done"] is True  # type: ignore[attr-defined]

    def test_the_header_says_how_long_to_wait(self, side: Side):
        side.server.fault(Reply(429, {"success": False, "error": "slow"}, {"x-ratelimit-reset": "2"}))
        with pytest.raises(Transient) as caught:
            side.client.account()
        assert caught.value.after == 2


LINES = {
    "title": "Zoé L’Hôte – Durand",
    "first_name": "Zoé",
    "company": "Durand & fils",
    "phone": "+33142685300",
    "description": "Wants: a quote\nSecond line",
}


class TestNoCrm(InOneList):
    test_a_note_that_somebody_else_wrote_is_told = None
    """Comments are read lead by lead, when everything is: nothing says which leads have new ones."""

    @pytest.fixture
    def side(self) -> Iterator[Side]:
        server = FakeNoCrm()

        def client(key: str = KEY):
            return open_profile(profile_texts()["nocrm"], {"url": server.url}, key)

        side = Side(
            client=client(),
            server=server,
            made=lambda _kind, n: {**LINES, "title": f"Zoé L’Hôte – Durand {n}"},
            edit=lambda _kind, id, values: server.edit(id, **values),
            remove=lambda _kind, id: server.leads.pop(id) and None,
            add_note=lambda _kind, id, text: str(server.add_comment(id, text)["id"]),
            stranger=lambda: client("another"),
            refused={Kind.DEAL: {"title": ""}},
            texts=("title", "text"),
        )
        yield side
        side.client.close()
        server.close()

    def test_the_lines_of_a_description_are_fields_and_other_lines_stay(self, side: Side):
        id_ = self.make(side, Kind.DEAL)
        lead = side.server.leads[id_]  # type: ignore[attr-defined]
        lead["description"] += "\nBudget: 20 k€"
        change = {"phone": "+33199999999", "email": "z@example.test", "company": ""}
        ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), change, id=id_)]))
        lines = lead["description"].split("\n")
        assert {"Phone: +33199999999", "Email: z@example.test", "Budget: 20 k€", "Second line"} <= set(lines)
        assert not [line for line in lines if line.startswith("Company:")]
        assert sum(line.startswith("[sdrdesk ") for line in lines) == 1

    def test_another_text_leaves_the_lines_beside_it(self, side: Side):
        id_ = self.make(side, Kind.DEAL)
        change = {"description": "Wants two quotes", "phone": "+33199999999"}
        ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), change, id=id_)]))
        read = record(side.client.read(Kind.DEAL, [id_])[id_])
        assert {n: read.values[n] for n in LINES} == {**LINES, **change, "title": read.values["title"]}
        assert read.key == key(1)

    def test_a_stage_is_a_status(self, side: Side):
        id_ = self.make(side, Kind.DEAL)
        ids(side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"status": "won"}, id=id_)]))
        (said,) = side.client.write(Kind.DEAL, [Write(Kind.DEAL, key(1), {"status": "sold"}, id=id_)])
        assert isinstance(said, Refused)
        assert record(side.client.read(Kind.DEAL, [id_])[id_]).values["status"] == "won"

    def test_a_note_that_somebody_else_wrote_is_read_with_its_lead(self, side: Side):
        on, parent = self.parent(side)
        note = side.add_note(on, parent, "They moved the date")
        read = record(side.client.read(Kind.NOTE, [f"{parent}/{note}"])[f"{parent}/{note}"])
        assert (read.values["text"], read.key, read.links) == ("They moved the date", "", {on: parent})
        told, _cursor = everything(side.client, Kind.NOTE)
        assert [(r.id, r.links) for r in told] == [(f"{parent}/{note}", {on: parent})]
        assert not side.client.traits[Kind.NOTE].by_time

    def test_a_note_on_a_lead_that_is_no_more_is_refused_as_gone(self, side: Side):
        (said,) = side.client.write(Kind.NOTE, [Write(Kind.NOTE, key(1), {"text": "x"}, links={Kind.DEAL: "999"})])
        assert not isinstance(said, Written)
