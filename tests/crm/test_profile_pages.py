"""A list that moves while it is read: nothing is left out between two pages or two passes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from sdrdesk.core.crm.client import Kind, Transient, Write
from sdrdesk.core.crm.profile_client import ProfileClient
from sdrdesk.core.crm.profile_files import open_profile
from sdrdesk.core.crm.profile_pages import Position
from tests.crm.contract import everything
from tests.crm.fake_server import Ask, FakeServer, Reply

PROFILE = """
format = 1
id = "list"
name = { en = "List", fr = "Liste" }
key_page = { en = "-", fr = "-" }
primary = "contact"
address = "{url}"
input = [{ id = "url", kind = "url", label = { en = "Address", fr = "Adresse" } }]
headers = { Authorization = "{key}" }
account = { path = "/me", name = "name" }

[contact]
modified = "changed"
create = { path = "/people", id = "id" }
find = [{ path = "/people", same = ["name"] }]
field.name = { at = "name" }

[contact.list]
path = "/people"
size = 5
"""
BY_OFFSET = PROFILE + 'paging = "offset"\nparams = { from = "{offset}", limit = "{size}" }\n'
BY_PAGE = PROFILE + 'paging = "page"\nparams = { page = "{page}", limit = "{size}" }\n'
WITHIN = """
[note]
within = "contact"
create = { path = "/people/{contact}", id = "id" }
read = { path = "/people/{contact}", records = "notes" }
find = [{ path = "/people/{contact}", records = "notes", same = ["text"] }]
field.text = { at = "text" }
"""
SINCE = BY_OFFSET.replace("params = { ", 'params = { since = "{since}", ') + 'since = "datetime"\n'


class People(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.people: list[dict[str, Any]] = []
        self.before_answer: list[Any] = []
        self.instead: dict[int, dict[str, Any]] = {}

    def time(self) -> str:
        return self.now.isoformat()

    def add(self, n: int) -> None:
        self.people.append({"id": n, "name": f"P{n}", "changed": self.time()})

    def handle(self, ask: Ask) -> Reply:
        if self.before_answer:
            self.before_answer.pop(0)()
        if ask.path != "/people":
            return Reply(200, {"notes": [{"text": "A note without an id"}]})
        people = sorted(self.people, key=lambda p: (p["changed"], p["id"]) if "since" in ask.query else (p["id"],))
        people = [p for p in people if p["changed"] >= ask.one("since").replace("Z", "+00:00")]
        size = int(ask.one("limit", "5"))
        start = int(ask.one("from", "0")) if "from" in ask.query else (int(ask.one("page", "1")) - 1) * size
        return Reply(200, [{**p, **self.instead.get(p["id"], {})} for p in people[start : start + size]])


@pytest.fixture
def people() -> Iterator[People]:
    server = People()
    for n in range(1, 18):
        server.add(n)
    yield server
    server.close()


Reading = Callable[[str], ProfileClient]


@pytest.fixture
def reading(people: People) -> Iterator[Reading]:
    opened: list[ProfileClient] = []

    def client(content: str) -> ProfileClient:
        opened.append(open_profile(content, {"url": people.url}, "key"))
        return opened[-1]

    yield client
    for one in opened:
        one.close()


def nothing() -> None:
    pass


@pytest.mark.parametrize("content", [BY_OFFSET, BY_PAGE, SINCE])
def test_every_page_is_read(reading: Reading, content: str):
    told, _cursor = everything(reading(content), Kind.CONTACT)
    assert [r.id for r in told] == [str(n) for n in range(1, 18)]


def test_what_follows_a_record_that_leaves_between_two_pages_is_told(people: People, reading: Reading):
    people.before_answer = [nothing, nothing, lambda: people.people.pop(1)]
    told, _cursor = everything(reading(BY_OFFSET), Kind.CONTACT)
    assert {r.id for r in told} == {str(n) for n in range(1, 18)}


def test_many_that_leave_between_two_pages_hide_no_other(people: People, reading: Reading):
    def leave() -> None:
        del people.people[0:4]

    people.before_answer = [nothing, nothing, leave, nothing, leave]
    told, _cursor = everything(reading(BY_OFFSET), Kind.CONTACT)
    assert {r.id for r in told} >= {str(n) for n in range(9, 18)}


def test_all_that_leave_at_once_end_the_list(people: People, reading: Reading):
    people.before_answer = [nothing, nothing, people.people.clear]
    told, _cursor = everything(reading(BY_OFFSET), Kind.CONTACT)
    assert len(told) < 17


def test_what_changes_while_the_list_is_read_is_told_then_or_by_the_next_pass(people: People, reading: Reading):
    def change_first() -> None:
        people.tick(10)
        people.people[0] |= {"name": "changed", "changed": people.now.isoformat()}

    def change_last() -> None:
        people.tick(10)
        people.people[-1] |= {"changed": people.now.isoformat()}

    people.before_answer = [nothing, change_first, change_last]
    client = reading(SINCE)
    told, cursor = everything(client, Kind.CONTACT)
    again, _cursor = everything(client, Kind.CONTACT, cursor)
    assert ("1", "changed") in {(r.id, r.values["name"]) for r in [*told, *again]}


def test_a_pass_tells_only_what_is_new_and_two_changes_of_one_second_are_two(people: People, reading: Reading):
    client = reading(SINCE)
    told, cursor = everything(client, Kind.CONTACT)
    assert len(told) == 17
    none, cursor = everything(client, Kind.CONTACT, cursor)
    assert none == []
    people.people[3]["name"] = "in the same second"
    told, cursor = everything(client, Kind.CONTACT, cursor)
    assert [r.values["name"] for r in told] == ["in the same second"]
    assert everything(client, Kind.CONTACT, cursor)[0] == []


def test_a_record_dated_in_the_future_hides_no_later_change(people: People, reading: Reading):
    client = reading(SINCE)
    people.people[0]["changed"] = (people.now + timedelta(days=300)).isoformat()
    _told, cursor = everything(client, Kind.CONTACT)
    for n in (2, 3, 0):
        people.tick(60)
        people.people[n] |= {"name": f"changed at {n}", "changed": max(people.people[n]["changed"], people.time())}
        told, cursor = everything(client, Kind.CONTACT, cursor)
        assert [r.values["name"] for r in told] == [f"changed at {n}"]
    assert everything(client, Kind.CONTACT, cursor)[0] == []


def test_a_clock_that_was_ahead_hides_no_change_made_after_it_was_set_right(people: People, reading: Reading):
    client = reading(SINCE)
    people.tick(86_400)
    people.add(18)
    _told, cursor = everything(client, Kind.CONTACT)
    people.tick(-86_400)
    for n in (2, 3):
        people.tick(60)
        people.people[n] |= {"name": f"changed at {n}", "changed": people.time()}
        told, cursor = everything(client, Kind.CONTACT, cursor)
        assert f"changed at {n}" in {r.values["name"] for r in told}
    assert everything(client, Kind.CONTACT, cursor)[0] == []


def test_a_first_pass_tells_of_everything_and_a_later_one_does_not_say_so(reading: Reading):
    client = reading(SINCE)
    page = client.changed(Kind.CONTACT, "")
    assert page.whole
    _told, cursor = everything(client, Kind.CONTACT)
    assert not client.changed(Kind.CONTACT, cursor).whole


@pytest.mark.parametrize("id", [None, ""])
def test_a_list_with_a_record_that_tells_no_id_is_no_answer(people: People, reading: Reading, id: str | None):
    people.instead = {4: {"id": id}}
    client = reading(BY_OFFSET)
    with pytest.raises(Transient):
        client.changed(Kind.CONTACT, "")
    with pytest.raises(Transient):
        client.find(Kind.CONTACT, [Write(Kind.CONTACT, "key", {"name": "P4"})])
    people.instead.clear()
    told, _cursor = everything(client, Kind.CONTACT)
    assert len(told) == 17


def test_what_is_held_by_others_and_tells_no_id_is_no_answer(reading: Reading):
    with pytest.raises(Transient):
        reading(BY_OFFSET + WITHIN).changed(Kind.NOTE, "")


@pytest.mark.parametrize("cursor", ["{", "[]", '{"other": 1}', "7"])
def test_a_cursor_of_another_time_begins_anew(cursor: str):
    assert Position.read(cursor) == Position()
