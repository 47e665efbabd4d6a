"""Ten thousand pairs of concurrent edits, brought together field by field: nothing lost, whatever the order."""

import inspect
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from sdrdesk.core.domain import field_merge
from sdrdesk.core.domain.field_merge import OPPOSED, YES, Merge, Seen, Ways, merge_fields

PAIRS = 10_000
FIELDS = ("job_title", "phone", "city", "linkedin", "tags", "stage")
LONGEST = 8
"""What the CRM of these tests keeps of a title; it also writes stages in capitals and numbers with spaces."""


def as_written_there(name: str, value: str) -> str:
    match name:
        case "stage":
            return value.upper()
        case "job_title":
            return value[:LONGEST]
        case "phone":
            return " ".join(value)
        case _:
            return value


def alike(name: str, ours: str, theirs: str) -> bool:
    if name == "phone":
        return ours.replace(" ", "") == theirs.replace(" ", "")
    return ours == theirs or (name == "stage" and ours.upper() == theirs.upper())


@dataclass
class Two:
    """Both sides of one lead, the base, and every value that a merge said it overwrites."""

    ours: dict[str, str]
    theirs: dict[str, str]
    ways: Ways
    seen: dict[str, Seen] = field(default_factory=dict)
    kept_of_ours: dict[str, str] = field(default_factory=dict)
    kept_of_theirs: dict[str, str] = field(default_factory=dict)

    def merge(self) -> Merge:
        return merge_fields(self.ours, self.theirs, self.seen, self.ways, alike)

    def pull(self) -> None:
        """Take what is new there; what is to be told in turn keeps its base until it is told."""
        done = self.merge()
        self.kept_of_ours |= done.lost_ours
        self.ours |= done.take
        self.seen |= {n: s for n, s in done.seen.items() if n not in done.send}

    def push(self) -> None:
        """Read the other side again, and write there what is new here."""
        done = self.merge()
        self.kept_of_ours |= done.lost_ours
        self.kept_of_theirs |= done.lost_theirs
        self.ours |= done.take
        self.theirs |= {n: as_written_there(n, v) for n, v in done.send.items()}
        told = {n: Seen(v, self.theirs[n]) for n, v in done.send.items()}
        self.seen |= done.seen | told

    def copy(self) -> "Two":
        return replace(self, ours=dict(self.ours), theirs=dict(self.theirs), seen=dict(self.seen),
                       kept_of_ours={}, kept_of_theirs={})  # fmt: skip


@dataclass
class Edits:
    """Two leads that were brought together, then edited on both sides at once; what was typed on each side."""

    sides: Two
    here: dict[str, str]
    there: dict[str, str]


def edited(random: Random, n: int) -> Edits:
    theirs_win = random.random() < 0.5
    order = random.sample([*FIELDS, OPPOSED], len(FIELDS) + 1)  # of no account: which field comes first
    start = {name: random.choice(["", f"{name} {n}"]) for name in FIELDS} | {OPPOSED: ""}
    sides = Two(start, dict.fromkeys(start, ""), Ways(order, order[::-1], theirs_win))
    sides.push()
    here = {name: random.choice(["", f"ours {n}"]) for name in FIELDS if random.random() < 0.4}
    there = {name: random.choice(["", f"theirs {n}"]) for name in FIELDS if random.random() < 0.4}
    here |= {OPPOSED: YES} if random.random() < 0.1 else {}
    there |= {OPPOSED: random.choice([YES, ""])} if random.random() < 0.2 else {}
    here = {name: value for name, value in here.items() if value != sides.ours[name]}
    there = {name: v for name, v in there.items() if as_written_there(name, v) != sides.theirs[name]}
    sides.ours |= here
    sides.theirs |= {name: as_written_there(name, value) for name, value in there.items()}
    return Edits(sides.copy(), here, there)


def expected(name: str, edits: Edits) -> tuple[str, str]:
    """What both sides hold in the end, from the rules: an edit of one side stands; of two, a value before a blank, then
    the side that was chosen."""
    here, there, sides = edits.here.get(name), edits.there.get(name), edits.sides
    ours, theirs = sides.ours[name], sides.theirs[name]
    if there is None or (here is not None and alike(name, ours, theirs)):
        return (ours, theirs if here is None or alike(name, ours, theirs) else as_written_there(name, ours))
    theirs_stand = here is None or (bool(theirs) if bool(ours) != bool(theirs) else sides.ways.theirs_win)
    return (theirs, theirs) if theirs_stand else (ours, as_written_there(name, ours))


@pytest.fixture(scope="module")
def pairs() -> list[Edits]:
    random = Random(6)
    return [edited(random, n) for n in range(PAIRS)]


def test_the_pairs_hold_every_case_often_enough(pairs):
    both = [(n, e) for e in pairs for n in FIELDS if n in e.here and n in e.there]
    apart = [(n, e) for e in pairs for n in FIELDS if (n in e.here) != (n in e.there)]
    assert len(both) > 3000
    assert len(apart) > 10_000
    assert sum(bool(e.here[n]) != bool(e.there[n]) for n, e in both) > 500


def test_an_edit_of_one_side_stands_on_both(pairs):
    for edits in pairs:
        after = edits.sides.copy()
        after.pull()
        after.push()
        for name in FIELDS:
            if name in edits.here and name not in edits.there:
                assert after.ours[name] == edits.here[name]
                assert after.theirs[name] == as_written_there(name, edits.here[name])
            if name in edits.there and name not in edits.here:
                assert after.ours[name] == after.theirs[name] == as_written_there(name, edits.there[name])


def test_every_field_ends_as_the_rules_say_and_what_is_overwritten_is_told(pairs):
    for edits in pairs:
        before, after = edits.sides, edits.sides.copy()
        after.pull()
        after.push()
        for name in FIELDS:
            assert (after.ours[name], after.theirs[name]) == expected(name, edits)
            if name in edits.here and after.ours[name] != before.ours[name]:
                assert after.kept_of_ours[name] == before.ours[name]
            if name in edits.there and not alike(name, before.theirs[name], after.theirs[name]):
                assert after.kept_of_theirs[name] == before.theirs[name]
        assert set(after.kept_of_ours) | set(after.kept_of_theirs) <= set(edits.here) & set(edits.there)


def test_reading_first_or_writing_first_ends_the_same(pairs):
    for edits in pairs:
        one, other = edits.sides.copy(), edits.sides.copy()
        one.pull()
        one.push()
        other.push()
        other.pull()
        assert (one.ours, one.theirs, one.seen) == (other.ours, other.theirs, other.seen)
        assert (one.kept_of_ours, one.kept_of_theirs) == (other.kept_of_ours, other.kept_of_theirs)


def test_two_leads_end_the_same_in_either_order(pairs):
    for first, second in zip(pairs[::2], pairs[1::2], strict=True):
        ends = []
        for turn in ((0, 1), (1, 0)):
            both = first.sides.copy(), second.sides.copy()
            for step in (Two.pull, Two.push):
                for n in turn:
                    step(both[n])
            ends.append([(s.ours, s.theirs, s.kept_of_ours, s.kept_of_theirs) for s in both])
        assert ends[0] == ends[1]


def test_what_is_brought_together_asks_for_nothing_more(pairs):
    for edits in pairs:
        after = edits.sides.copy()
        after.pull()
        after.push()
        again = after.merge()
        assert (again.send, again.take, again.lost_ours, again.lost_theirs) == ({}, {}, {}, {})
        assert {n: again.seen[n] for n in FIELDS} == {n: after.seen[n] for n in FIELDS}


def test_an_objection_of_either_side_stands_on_both(pairs):
    objecting = 0
    for edits in pairs:
        after = edits.sides.copy()
        after.pull()
        after.push()
        if YES in (edits.here.get(OPPOSED), edits.there.get(OPPOSED)):
            objecting += 1
            assert after.ours[OPPOSED] == after.theirs[OPPOSED] == YES
            after.theirs[OPPOSED] = ""  # a colleague takes it away there
            after.seen.pop(OPPOSED)  # as a run keeps it: told again as if it never had been
            after.pull()
            after.push()
            assert after.ours[OPPOSED] == after.theirs[OPPOSED] == YES
    assert objecting > 1000


def test_no_clock_is_asked():
    named = inspect.signature(merge_fields).parameters
    assert set(named) == {"ours", "theirs", "seen", "ways", "alike"}
    assert not {"datetime", "time", "now"} & set(vars(field_merge))


@pytest.mark.parametrize(
    ("there", "sent", "taken"),
    [
        ("first", "second", None),  # it was written, and nobody heard of it: our own words are no news of theirs
        ("old", "second", None),  # it was not
        ("a colleague's", None, "a colleague's"),  # theirs by themselves: who wins was chosen
    ],
)
def test_what_was_about_to_be_written_and_perhaps_was_is_no_news_when_it_comes_back(there, sent, taken):
    ways = Ways(sent={"phone"}, taken={"phone"}, theirs_win=True)
    seen = {"phone": Seen("old", "old", begun="first")}
    done = merge_fields({"phone": "second"}, {"phone": there}, seen, ways, lambda _name, one, other: one == other)
    assert (done.send.get("phone"), done.take.get("phone")) == (sent, taken)
    assert done.seen["phone"].begun is None
