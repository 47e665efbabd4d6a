"""Two workspaces, three bundles and more, and edits on both sides in any order: the end does not depend on it."""

import random
import zlib
from itertools import count

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from tests.operations.review_sides import ANSWERS, COLUMNS, LEADS, NUMBERS, ROLES, Sides, held, start
from tests.programs import run_programs

SIDE, WHICH, ANY = st.integers(0, 1), st.integers(0, LEADS - 1), st.integers(0, 50)
ROLE = st.integers(0, len(ROLES) - 1)
CRITERION = st.sampled_from(list(ANSWERS))
MOST_BUNDLES = 3


class Reviewing(RuleBasedStateMachine):
    """Acts on both sides; at the end of a program what merging promises is held against the account of them."""

    prepared = folder = numbers = None

    def __init__(self):
        super().__init__()
        self.both = Sides(self.prepared, self.folder / str(next(self.numbers)))
        self.shuffled = random.Random(self.both.folder.name)

    @rule(side=SIDE, which=WHICH, kind=st.sampled_from(["comment", "agree", "disagree", "tag", "example"]))
    def remark(self, side, which, kind):
        self.both.remark(side, which, kind)

    @rule(side=SIDE, at=ANY)
    def rewrite(self, side, at):
        self.both.rewrite(side, at)

    @rule(side=SIDE, at=ANY)
    def withdraw(self, side, at):
        self.both.withdraw(side, at)

    @rule(side=SIDE, which=WHICH, role=ROLE)
    def correct(self, side, which, role):
        self.both.correct(side, which, role)

    @rule(side=SIDE, which=WHICH, criterion=CRITERION, option=ROLE)
    def answer(self, side, which, criterion, option):
        self.both.answer(side, which, criterion, option)

    @rule(side=SIDE, which=WHICH, criterion=CRITERION, option=st.integers(0, 1))
    def answer_again(self, side, which, criterion, option):
        self.both.answer_again(side, which, criterion, option)

    @rule(side=SIDE, which=WHICH, criterion=CRITERION)
    def override(self, side, which, criterion):
        self.both.override(side, which, criterion)

    @rule(side=SIDE, which=WHICH, column=st.sampled_from(COLUMNS))
    def edit(self, side, which, column):
        self.both.edit(side, which, column)

    @rule(side=SIDE, which=WHICH)
    def note(self, side, which):
        self.both.note(side, which)

    @rule(side=SIDE, which=WHICH)
    def signal(self, side, which):
        self.both.signal(side, which)

    @rule(side=SIDE, which=WHICH, outcome=st.sampled_from([Outcome.NO_ANSWER, Outcome.REACHED, Outcome.WRONG_NUMBER]))
    def call(self, side, which, outcome):
        self.both.call(side, which, outcome)

    @rule(side=SIDE, which=WHICH, decision=st.sampled_from(list(Decision)))
    def decide(self, side, which, decision):
        self.both.decide(side, which, decision)

    @rule(side=SIDE, which=WHICH)
    def object(self, side, which):
        self.both.object(side, which)

    @rule(side=SIDE, kept=WHICH, gone=WHICH)
    def merge_leads(self, side, kept, gone):
        self.both.merge_leads(side, kept, gone)

    @rule(which=WHICH)
    def erase(self, which):
        self.both.erase(0, which)

    @rule(side=SIDE, at=ANY)
    def undo(self, side, at):
        self.both.undo(side, at)

    @precondition(lambda self: len(self.both.bundles) < MOST_BUNDLES)
    @rule(side=SIDE)
    def write(self, side):
        before = len(self.both.bundles)
        self.both.write(side)
        for path in self.both.bundles[before:]:
            said = told(path)
            for which, number in enumerate(NUMBERS):
                if self.both.ids[which] in held(self.both.sides[side].path)["opposed"]:
                    assert number.encode() not in said, "how an opposed lead is reached leaves in clear"

    @rule(side=SIDE, at=ANY)
    def deliver(self, side, at):
        self.both.deliver(side, at)

    def teardown(self):
        try:
            hold(self.both, self.shuffled)
        finally:
            self.both.close()


def hold(both, shuffled):
    """What merging promises of these two sides and their bundles: no order, no second time, nothing lost."""
    for side in (1, 0, 1):  # where every lead was erased at the origin, the review alone has any to write
        if len(both.bundles) < 3:
            both.write(side)
    orders = list(range(len(both.bundles)))
    other = orders[:]
    shuffled.shuffle(other)
    other.append(shuffled.choice(orders))
    side = shuffled.randrange(2)
    first = both.merged_copy(side, orders, None)
    assert both.merged_copy(side, other, other[0]) == first, (side, orders, other)
    both.exchange()
    both.check_nothing_lost()
    both.check_of_whom()
    both.check_taken_back()
    both.check_agreement()
    both.check_objections()


def told(path):
    """The content of a bundle, unpacked without the program."""
    raw = path.read_bytes()
    start_ = raw.index(b"\n", raw.index(b"\n") + 1) + 1
    return zlib.decompressobj().decompress(raw[start_:-32])


def run(tmp_path_factory, new_desk, programs, steps, machine=Reviewing):
    machine.prepared = start(tmp_path_factory, new_desk)
    machine.folder, machine.numbers = tmp_path_factory.mktemp("sides"), count()
    run_programs(machine, programs, steps)


def test_merging_knows_no_order_and_loses_nothing(tmp_path_factory, new_desk):
    run(tmp_path_factory, new_desk, 100, 12)


@pytest.mark.long
def test_merging_knows_no_order_and_loses_nothing_in_a_thousand_programs(tmp_path_factory, new_desk):
    run(tmp_path_factory, new_desk, 1000, 30)
