"""What every client of a CRM does alike, run against a server on loopback: each vendor's tests subclass `Contract`.

What a CRM cannot do (its traits say so) is not asked of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from sdrdesk.core.crm.client import (
    FIELDED,
    CrmClient,
    CrmTrouble,
    Direction,
    Forbidden,
    Gone,
    Kind,
    Merged,
    Misdirected,
    Record,
    Refused,
    Transient,
    Unauthorised,
    Write,
    Written,
)
from tests.crm.fake_server import FakeServer, Reply

ODD = "L’été <b>à</b> 50 % & plus\n\nSecond “paragraph”,  two spaces; 5 > 3 \\ /"
"""A text that must come back as it went."""

KEPT = ("title", "text", "at", "due", "day", "done", "answered", "seconds")


@dataclass
class Side:
    """A client, the server it speaks to, and what another person may do there.

    `made(kind, n)` are the values of an n-th record, all of them told back when it is read; `refused` those that are
    refused; `edit`, `remove` and `add_note` are what somebody else does, as the CRM's own screens would.
    """

    client: CrmClient
    server: FakeServer
    made: Callable[[Kind, int], dict[str, str]]
    edit: Callable[[Kind, str, Mapping[str, str]], None]
    remove: Callable[[Kind, str], None]
    add_note: Callable[[Kind, str, str], str]
    stranger: Callable[[], CrmClient]
    """A client whose key is wrong."""
    refused: Mapping[Kind, dict[str, str]] = field(default_factory=dict)
    texts: tuple[str, ...] = KEPT
    """What this CRM keeps of a call, a note or a task, letter by letter."""
    overlap: int = 0
    """Seconds that its polls look back, at least, for what was dated before it could be seen."""
    done_vanishes: bool = False
    """A task that is done is taken off the list for good."""


def key(n: int) -> str:
    return str(UUID(int=(0x0198C2D46F007ABC8DEF << 48) + n * 7919 + 1))


FACTS: Mapping[Kind, dict[str, str]] = {
    Kind.NOTE: {"text": ODD, "at": "2026-11-24T08:30:00Z", "author": "Ana Durand"},
    Kind.CALL: {"title": "Reached: to call again", "text": "They compare two offers.", "at": "2026-11-24T08:31:05Z",
                "outcome": "reached", "answered": "yes", "seconds": "184", "number": "+33142685300",
                "author": "Ana Durand"},
    Kind.TASK: {"title": "Call Bo back", "text": "About the date", "due": "2026-11-26T09:00:00Z", "day": "",
                "channel": "call", "done": "no", "author": "Ana Durand"},
}  # fmt: skip


def ids(answers: Sequence[Written | CrmTrouble]) -> list[str]:
    assert all(isinstance(a, Written) for a in answers), answers
    return [a.id for a in answers if isinstance(a, Written)]


def record(found: Record | CrmTrouble) -> Record:
    assert isinstance(found, Record), found
    return found


def everything(client: CrmClient, kind: Kind, cursor: str = "") -> tuple[list[Record], str]:
    told: list[Record] = []
    for _page in range(1000):
        page = client.changed(kind, cursor)
        told, cursor = [*told, *page.records], page.cursor
        if not page.more:
            return told, cursor
    raise AssertionError("pages without end")


def in_batches(client: CrmClient, kind: Kind, writes: Sequence[Write]) -> list[str]:
    size = client.traits[kind].batch
    return [i for n in range(0, len(writes), size) for i in ids(client.write(kind, writes[n : n + size]))]


class Contract:
    """A subclass gives the fixture `side`; the server is closed, and with it checked, by the subclass's fixture."""

    def make(self, side: Side, kind: Kind, n: int = 1, **links: str) -> str:
        hung = {Kind(k): v for k, v in links.items()}
        values = side.made(kind, n) if kind in FIELDED else FACTS[kind]
        written = side.client.write(kind, [Write(kind, key(n), values, links=hung)])
        (id_,) = ids(written)
        if not id_:
            (id_,) = side.client.find(kind, [Write(kind, key(n), values, links=hung)])[key(n)]
        return id_

    def parent(self, side: Side, n: int = 90) -> tuple[Kind, str]:
        return side.client.primary, self.make(side, side.client.primary, n)

    def kinds(self, side: Side, *, facts: bool | None = None) -> list[Kind]:
        return [k for k in side.client.traits if facts is None or (k not in FIELDED) is facts]

    # -- one record ---------------------------------------------------------------------------------------------------

    def test_the_account_has_a_name(self, side: Side):
        assert side.client.account().strip()

    def test_what_is_made_reads_back_and_bears_our_key(self, side: Side):
        for n, kind in enumerate(self.kinds(side, facts=False)):
            id_ = self.make(side, kind, n)
            read = record(side.client.read(kind, [id_])[id_])
            assert read.id == id_
            assert {k: read.values[k] for k in side.made(kind, n)} == side.made(kind, n)
            if side.client.traits[kind].keyed:
                assert read.key == key(n)

    def test_a_record_is_found_by_its_key_and_by_no_other(self, side: Side):
        for n, kind in enumerate(self.kinds(side, facts=False)):
            if side.client.traits[kind].keyed:
                id_, other = self.make(side, kind, n), self.make(side, kind, n + 50)
                wanted = [Write(kind, key(i), side.made(kind, i)) for i in (n, n + 50, n + 70)]
                assert side.client.find(kind, wanted) == {key(n): [id_], key(n + 50): [other]}

    def test_only_what_is_given_is_changed(self, side: Side):
        for n, kind in enumerate(self.kinds(side, facts=False)):
            id_ = self.make(side, kind, n)
            before = side.made(kind, n)
            name = next(iter(before))
            side.server.tick()
            side.client.write(kind, [Write(kind, key(n), {name: "Changed SA"}, id=id_)])
            read = record(side.client.read(kind, [id_])[id_])
            assert {k: read.values[k] for k in before} == {**before, name: "Changed SA"}

    def test_an_empty_value_empties_a_field(self, side: Side):
        for n, kind in enumerate(self.kinds(side, facts=False)):
            id_ = self.make(side, kind, n)
            names = list(side.made(kind, n))
            if len(names) > 1:
                ids(side.client.write(kind, [Write(kind, key(n), {names[1]: ""}, id=id_)]))
                assert record(side.client.read(kind, [id_])[id_]).values[names[1]] == ""

    # -- several ------------------------------------------------------------------------------------------------------

    def test_several_at_once_are_answered_in_order(self, side: Side):
        for kind in self.kinds(side, facts=False):
            size = min(5, side.client.traits[kind].batch)
            made = ids(side.client.write(kind, [Write(kind, key(n), side.made(kind, n)) for n in range(size)]))
            read = side.client.read(kind, made)
            name = next(iter(side.made(kind, 0)))
            assert [record(read[i]).values[name] for i in made] == [side.made(kind, n)[name] for n in range(size)]

    def test_one_that_is_refused_keeps_back_no_other(self, side: Side):
        for kind, bad in side.refused.items():
            size = side.client.traits[kind].batch
            writes = [Write(kind, key(n), side.made(kind, n)) for n in range(3)]
            writes[1] = Write(kind, key(1), {**side.made(kind, 1), **bad})
            said = [a for n in range(0, 3, size) for a in side.client.write(kind, writes[n : n + size])]
            assert isinstance(said[1], Refused)
            assert isinstance(said[0], Written)
            assert isinstance(said[2], Written)
            assert len(side.client.find(kind, [writes[0], writes[2]])) == 2
            assert side.client.find(kind, [writes[1]]) == {}

    # -- what changed -------------------------------------------------------------------------------------------------

    def test_everything_is_told_once_over_all_pages(self, side: Side):
        kind = side.client.primary
        made = in_batches(side.client, kind, [Write(kind, key(n), side.made(kind, n)) for n in range(130)])
        told, _cursor = everything(side.client, kind)
        assert sorted(r.id for r in told) == sorted(made)

    def test_what_changes_later_is_told_and_nothing_is_lost_between(self, side: Side):
        for kind in self.kinds(side, facts=False):
            if not side.client.traits[kind].by_time:
                continue
            first, second = self.make(side, kind, 1), self.make(side, kind, 2)
            _told, cursor = everything(side.client, kind)
            name = next(iter(side.made(kind, 1)))
            side.edit(kind, first, {name: "In the same second"})
            side.server.tick(300)
            told, cursor = everything(side.client, kind, cursor)
            assert {r.id: r.values[name] for r in told}[first] == "In the same second"
            side.edit(kind, second, {name: "Later"})
            side.server.tick(300)
            third = self.make(side, kind, 3)
            told, cursor = everything(side.client, kind, cursor)
            assert {second, third} <= {r.id for r in told}
            side.server.tick(300)
            _told, cursor = everything(side.client, kind, cursor)
            side.server.tick(300)
            assert first not in {r.id for r in everything(side.client, kind, cursor)[0]}

    def test_a_change_that_is_dated_a_moment_before_the_last_one_told_is_told(self, side: Side):
        kind = side.client.primary
        if not side.overlap:
            return
        first, second = self.make(side, kind, 1), self.make(side, kind, 2)
        name = next(iter(side.made(kind, 1)))
        side.server.tick(300)
        _told, cursor = everything(side.client, kind)
        for id_, before, after in ((second, 300, 1), (first, -side.overlap, 60)):
            side.server.tick(before)
            side.edit(kind, id_, {name: "Later"})
            side.server.tick(after)
            told, cursor = everything(side.client, kind, cursor)
            assert id_ in {r.id for r in told}

    def test_many_changes_of_one_moment_are_told_over_all_pages(self, side: Side):
        kind = side.client.primary
        _told, cursor = everything(side.client, kind)
        side.server.tick(300)
        made = in_batches(side.client, kind, [Write(kind, key(n), side.made(kind, n)) for n in range(230)])
        assert {r.id for r in everything(side.client, kind, cursor)[0]} >= set(made)

    # -- calls, notes, tasks ------------------------------------------------------------------------------------------

    def test_calls_notes_and_tasks_read_back_on_what_they_hang_on(self, side: Side):
        on, parent = self.parent(side)
        for kind in self.kinds(side, facts=True):
            id_ = self.make(side, kind, 5, **{on: parent})
            read = record(side.client.read(kind, [id_])[id_])
            wanted = {n: v for n, v in FACTS[kind].items() if n in side.texts}
            assert {n: read.values.get(n) for n in wanted} == wanted
            assert read.links[on] == parent
            assert read.key == key(5)

    def test_a_call_note_or_task_is_found_by_its_key(self, side: Side):
        on, parent = self.parent(side)
        for kind in self.kinds(side, facts=True):
            if side.client.traits[kind].keyed:
                first, second = self.make(side, kind, 5, **{on: parent}), self.make(side, kind, 6, **{on: parent})
                wanted = [Write(kind, key(n), FACTS[kind], links={on: parent}) for n in (5, 6, 7)]
                assert side.client.find(kind, wanted) == {key(5): [first], key(6): [second]}

    def test_a_task_without_an_hour_stays_one(self, side: Side):
        if Kind.TASK in side.client.traits:
            on, parent = self.parent(side)
            values = {**FACTS[Kind.TASK], "due": "", "day": "2026-11-30"}
            (id_,) = ids(side.client.write(Kind.TASK, [Write(Kind.TASK, key(8), values, links={on: parent})]))
            read = record(side.client.read(Kind.TASK, [id_])[id_])
            assert (read.values["due"], read.values["day"]) == ("", "2026-11-30")

    def test_a_task_that_is_done_is_done(self, side: Side):
        if Kind.TASK in side.client.traits and side.client.traits[Kind.TASK].updates:
            on, parent = self.parent(side)
            id_ = self.make(side, Kind.TASK, 8, **{on: parent})
            (said,) = side.client.write(Kind.TASK, [Write(Kind.TASK, key(8), {"done": "yes"}, id=id_)])
            assert isinstance(said, Written)
            read = side.client.read(Kind.TASK, [id_])[id_]
            if side.done_vanishes:
                assert isinstance(read, Gone)
            else:
                assert (record(read).values["done"], record(read).values["title"]) == ("yes", "Call Bo back")

    def test_a_note_that_somebody_else_wrote_is_told(self, side: Side):
        on, parent = self.parent(side)
        _told, cursor = everything(side.client, Kind.NOTE)
        side.server.tick(5)
        note = side.add_note(on, parent, "They moved the date")
        side.server.tick(300)
        told = {r.id: r for r in everything(side.client, Kind.NOTE, cursor)[0]}
        assert told[note].values["text"] == "They moved the date"
        assert (told[note].key, told[note].links[on]) == ("", parent)

    # -- what is no more ----------------------------------------------------------------------------------------------

    def test_what_is_deleted_is_gone_and_deleting_it_again_is_no_trouble(self, side: Side):
        on, parent = self.parent(side)
        for n, kind in enumerate(self.kinds(side)):
            if side.client.traits[kind].deletes:
                id_ = self.make(side, kind, n) if kind in FIELDED else self.make(side, kind, n, **{on: parent})
                side.client.delete(kind, id_)
                side.client.delete(kind, id_)
                assert isinstance(side.client.read(kind, [id_])[id_], Gone)

    def test_what_somebody_else_removed_is_gone_and_the_others_are_read(self, side: Side):
        for kind in self.kinds(side, facts=False):
            gone, there = self.make(side, kind, 1), self.make(side, kind, 2)
            side.remove(kind, gone)
            read = side.client.read(kind, [gone, there])
            assert isinstance(read[gone], Gone)
            assert record(read[there]).id == there
            (said,) = side.client.write(kind, [Write(kind, key(1), side.made(kind, 1), id=gone)])
            assert isinstance(said, Gone)

    def test_what_was_merged_says_into_what(self, side: Side):
        if side.client.merges:
            kind = side.client.primary
            kept, gone = self.make(side, kind, 1), self.make(side, kind, 2)
            side.client.merge(kind, kept, gone)
            merged = side.client.read(kind, [kept, gone])[gone]
            assert isinstance(merged, Merged)
            assert merged.into == kept

    # -- what goes wrong ----------------------------------------------------------------------------------------------

    def test_a_wrong_key_is_not_accepted(self, side: Side):
        stranger = side.stranger()
        with pytest.raises(Unauthorised):
            stranger.account()
        stranger.close()

    @pytest.mark.parametrize(
        ("reply", "trouble"),
        [
            (Reply(401, {"message": "expired"}), Unauthorised),
            (Reply(403, {"message": "not you"}), Forbidden),
            (Reply(429, {"message": "slowly"}, {"Retry-After": "7"}), Transient),
            (Reply(503, text="<html>later</html>", type="text/html"), Transient),
            (Reply(302, headers={"Location": "https://elsewhere.example/"}), Misdirected),
        ],
        ids=["401", "403", "429", "503", "302"],
    )
    def test_trouble_is_told_apart_and_waits_are_told(self, side: Side, reply: Reply, trouble: type[CrmTrouble]):
        kind = side.client.primary
        side.client.account()
        side.server.fault(reply, times=99)
        write = [Write(kind, key(1), side.made(kind, 1))]
        for ask in (lambda: side.client.changed(kind, ""), lambda: raised(side.client.write(kind, write))):
            with pytest.raises(trouble) as caught:
                ask()
            if reply.status == 429:
                assert caught.value.after == 7  # type: ignore[attr-defined]
        side.server.well()
        assert side.client.find(kind, write) == {}

    def test_a_fault_after_the_deed_leaves_it_in_doubt_and_the_key_clears_it_up(self, side: Side):
        kind = side.client.primary
        self.make(side, kind, 77)  # what is asked for once only was asked for
        write = Write(kind, key(1), side.made(kind, 1))
        side.server.fault(Reply(502, text="<html>oh</html>", type="text/html"), method="POST", committed=True, times=99)
        with pytest.raises(Transient) as caught:
            raised(side.client.write(kind, [write]))
        assert caught.value.unsure
        side.server.well()
        (found,) = side.client.find(kind, [write])[key(1)]
        assert isinstance(side.client.read(kind, [found])[found], Record)

    # -- fields -------------------------------------------------------------------------------------------------------

    def test_the_fields_that_are_mapped_at_first_are_there_and_can_be_written(self, side: Side):
        for kind in self.kinds(side, facts=False):
            told = {f.name: f for f in side.client.fields(kind)}
            for m in side.client.map:
                if m.kind is kind:
                    assert m.theirs in told, m
                    assert m.direction is Direction.IN or told[m.theirs].writable, m
                    if told[m.theirs].options and m.values:
                        assert set(m.values.values()) <= {value for value, _label in told[m.theirs].options}, m

    def test_a_field_shows_a_value_in_use(self, side: Side):
        kind = side.client.primary
        self.make(side, kind, 1)
        name, value = next(iter(side.made(kind, 1).items()))
        assert {f.name: f.sample for f in side.client.fields(kind)}[name] == value


def raised(answers: Sequence[Written | CrmTrouble]) -> None:
    """Raise the first trouble of some answers: a client may raise what concerns the whole request, or answer it."""
    for answer in answers:
        if isinstance(answer, CrmTrouble):
            raise answer
