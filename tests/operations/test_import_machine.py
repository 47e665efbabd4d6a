"""Imports, edits, merges and undoing in any order: nothing that a person typed is lost, no objection reverts."""

import pytest
from hypothesis import settings as many
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.imports import Choices, Policy, apply_import, plan_import
from sdrdesk.core.operations.leads import add_note, dossier, edit_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store import leads as stored
from tests.support import write_leads

COLUMNS = ("city", "mobile")
PEOPLE = [
    {"last_name": "Martin", "email": "m@x.fr", "phone": "0612345678"},
    {"last_name": "Petit", "email": "p@x.fr", "phone": "0612345679"},
]
FROM_FILE = {"city": ("Lyon", "Paris"), "mobile": ("0699000001", "0699000002")}
CELLS = st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from([0, 0, 0, 1, 2]))
ROWS = st.lists(st.tuples(st.integers(0, 1), CELLS), min_size=1, max_size=4)
CHOICES = st.builds(
    Choices,
    policy=st.sampled_from([Policy.UPDATE, Policy.UPDATE, Policy.UPDATE, Policy.SKIP]),
    wins=st.dictionaries(st.sampled_from(COLUMNS), st.just("kept"), max_size=2),
    erase=st.frozensets(st.sampled_from(COLUMNS), max_size=2),
)
WHICH = st.integers(0, 30)


class Imports(RuleBasedStateMachine):
    """Two memories of its own: what a person typed last in each column of each lead, and who objected."""

    def __init__(self, desk):
        super().__init__()
        self.me = desk.workspace
        self.folder = desk.workspace.store.path.parent
        self.imports, self.merges = [], []
        self.typed, self.notes, self.opposed, self.n = {}, {}, set(), 0

    def standing(self):
        """The leads that are there, but those merged into another."""
        with self.me.store.read() as tx:
            ids = stored.all_ids(tx)
            return [i for i in ids if i not in stored.kept_leads(tx, ids)]

    def one(self, which):
        ids = self.standing()
        return ids[which % len(ids)]

    @rule(rows=ROWS, choices=CHOICES)
    def bring(self, rows, choices):
        said = [PEOPLE[n] | {c: (*FROM_FILE[c], "")[v] for c, v in columns.items()} for n, columns in rows]
        said[0] = dict.fromkeys((*PEOPLE[0], *COLUMNS), "") | said[0]
        plan = plan_import(self.me, write_leads(self.folder / "any.csv", *said), choices)
        try:
            assert plan.rows == len(rows)
            self.imports.append(apply_import(self.me, plan).operation)
        finally:
            plan.close()

    @precondition(lambda self: self.standing())
    @rule(which=WHICH, column=st.sampled_from(COLUMNS))
    def type(self, which, column):
        self.n += 1
        lead = self.one(which)
        value = f"+3361111{self.n:04d}" if column == "mobile" else f"typed {self.n}"
        edit_lead(self.me, lead, {column: value})
        self.typed[lead, column] = value

    @precondition(lambda self: self.standing())
    @rule(which=WHICH)
    def write(self, which):
        self.n += 1
        add_note(self.me, self.one(which), f"noted {self.n}")
        self.notes[f"noted {self.n}"] = None

    @precondition(lambda self: self.standing())
    @rule(which=WHICH)
    def object(self, which):
        lead = self.one(which)
        if lead not in self.opposed:
            record_call(self.me, lead, Outcome.OPPOSED)
            self.opposed.add(lead)

    @precondition(lambda self: len(self.standing()) > 1)
    @rule(first=WHICH, second=WHICH)
    def join(self, first, second):
        kept, gone = self.one(first), self.one(second)
        if kept != gone:
            self.merges.append(merge_leads(self.me, kept, gone).operation)

    @precondition(lambda self: self.imports)
    @rule(which=WHICH)
    def take_back(self, which):
        self.undo(self.imports.pop(which % len(self.imports)))

    @precondition(lambda self: self.merges)
    @rule()
    def part(self):
        self.undo(self.merges.pop())

    def undo(self, operation):
        undo_operation(self.me, operation)

    @invariant()
    def every_note_is_somewhere(self):
        said = {n.text for i in self.standing() for n in dossier(self.me, i).notes}
        assert set(self.notes) <= said

    @invariant()
    def who_objected_stays_closed(self):
        with self.me.store.read() as tx:
            now = {stored.kept_leads(tx, [i]).get(i, i) for i in self.opposed}
        assert now <= set(self.standing())
        assert {dossier(self.me, i).summary.standing.code for i in now} <= {"opposed"}

    def teardown(self):
        """With every merge and import taken back, the newest first or last, what was typed stands as it was typed."""
        while self.merges:
            self.undo(self.merges.pop())
        while self.imports:
            self.undo(self.imports.pop())
        for (lead, column), value in self.typed.items():
            assert getattr(dossier(self.me, lead).summary.lead, column) == value


def tried(new_desk, programs, steps):
    opened = []

    def machine():
        opened.append(new_desk())
        return Imports(opened[-1])

    as_said = many(max_examples=programs, stateful_step_count=steps, derandomize=True, database=None, deadline=None)
    try:
        run_state_machine_as_test(machine, settings=as_said)
    finally:
        for desk in opened:
            desk.workspace.store.close()


def test_nothing_typed_is_lost_and_no_objection_reverts(new_desk):
    tried(new_desk, 12, 20)


@pytest.mark.long
def test_nothing_typed_is_lost_and_no_objection_reverts_in_many_programs(new_desk):
    tried(new_desk, 100, 25)
