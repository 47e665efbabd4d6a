"""Merges, leads told apart, edits and undos in any order: nothing recorded is lost, no objection forgotten."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.duplicates import mark_apart
from sdrdesk.core.operations.feedback import record_feedback
from sdrdesk.core.operations.leads import add_note, add_signal, edit_lead
from sdrdesk.core.operations.merge_previews import left_note, preview_merge, sides
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store import activities, leads
from sdrdesk.core.words import Words

LEADS = 5
WHICH = st.integers(0, LEADS - 1)
NAMES = ("Aubry", "Benali", "Caron", "Duval", "Erikson")
MOBILES = [f"+3361234567{n}" for n in range(LEADS)]


class Merging(RuleBasedStateMachine):
    """A reference of a few lines: the lead each fact was recorded on, each lead's own number, who objected."""

    new_desk = None

    def __init__(self):
        super().__init__()
        self.desk = self.new_desk()
        self.ids = [
            self.desk.add(last_name=name, company=name, phone="", mobile=mobile, email=f"anne@{name}.fr")
            for name, mobile in zip(NAMES, MOBILES, strict=True)
        ]
        self.facts, self.objected, self.acts = {}, set(), []

    def teardown(self):
        self.desk.workspace.store.close()

    def of(self, lead_id):
        """The lead that one is part of now."""
        with self.desk.workspace.store.read() as tx:
            return leads.kept_leads(tx, [lead_id]).get(lead_id, lead_id)

    def recorded(self, which, act):
        """Do something with a lead, and remember which lead it was about."""
        about, known = self.of(self.ids[which]), set(self.read())
        act(about)
        self.facts |= dict.fromkeys(set(self.read()) - known, about)

    def read(self):
        """The facts stored, by id: the lead each stands on."""
        with self.desk.workspace.store.read() as tx:
            notes = {n.id: i for i, of in activities.notes_of(tx, self.ids).items() for n in of}
            signals = {s.id: i for i, of in activities.signals_of(tx, self.ids).items() for s in of}
            calls = {c.id: i for i, of in activities.calls_of(tx, self.ids).items() for c in of}
            answers = {f.id: i for i, of in activities.feedback_of(tx, self.ids).items() for f in of}
        return notes | signals | calls | answers

    @rule(which=WHICH, text=st.sampled_from(["Budget", "À rappeler", "Non"]))
    def note(self, which, text):
        self.recorded(which, lambda _lead: add_note(self.desk.workspace, self.ids[which], text))

    @rule(which=WHICH)
    def signal(self, which):
        self.recorded(which, lambda lead: add_signal(self.desk.workspace, lead, "demo_request"))

    @rule(which=WHICH, answer=st.sampled_from(["accepted", "opportunity", "won", "lost"]))
    def sales_answers(self, which, answer):
        self.recorded(which, lambda _lead: record_feedback(self.desk.workspace, self.ids[which], answer))

    @rule(which=WHICH)
    def object(self, which):
        self.recorded(which, lambda lead: record_call(self.desk.workspace, lead, Outcome.OPPOSED))
        self.objected.add(self.of(self.ids[which]))

    @rule(which=WHICH, title=st.sampled_from(["DAF", "PDG", "Directrice"]))
    def edit(self, which, title):
        edit_lead(self.desk.workspace, self.of(self.ids[which]), {"job_title": title})

    @rule(kept=WHICH, others=st.sets(WHICH, min_size=1, max_size=3))
    def merge(self, kept, others):
        kept_id = self.of(self.ids[kept])
        gone = sorted({self.of(self.ids[n]) for n in others} - {kept_id})
        if gone:
            known = sorted(sides(self.desk.workspace, [kept_id, *gone]), key=lambda side: side.lead.id != kept_id)
            note = left_note(preview_merge(self.desk.workspace, known, {}), Words("en"))
            order = [side.lead.id for side in known[1:]]  # as the window merges them
            self.acts.append(merge_leads(self.desk.workspace, kept_id, order, {}, note).operation)

    @rule(one=WHICH, other=WHICH)
    def apart(self, one, other):
        pair = self.of(self.ids[one]), self.of(self.ids[other])
        if pair[0] != pair[1]:
            self.acts.append(mark_apart(self.desk.workspace, pair[0], [pair[1]]).operation)

    @precondition(lambda self: self.acts)
    @rule(data=st.data())
    def undo(self, data):
        at = data.draw(st.integers(0, len(self.acts) - 1))
        undo_operation(self.desk.workspace, self.acts.pop(at))

    @invariant()
    def every_fact_stands_on_what_its_lead_is_part_of(self):
        stands = self.read()
        assert {fact: stands.get(fact) for fact in self.facts} == {f: self.of(i) for f, i in self.facts.items()}

    @invariant()
    def every_number_is_on_the_lead_that_stays_or_in_its_notes(self):
        for lead_id, mobile in zip(self.ids, MOBILES, strict=True):
            kept = self.desk.lead(self.of(lead_id))
            with self.desk.workspace.store.read() as tx:
                notes = " ".join(n.text for n in activities.notes_of(tx, [kept.lead.id]).get(kept.lead.id, []))
            known = mobile in (kept.lead.phone, kept.lead.mobile) or shown(mobile) in notes
            assert known or kept.standing.code == "opposed"

    @invariant()
    def an_objection_holds_on_whatever_the_lead_is_part_of(self):
        for lead_id in self.objected:
            assert self.desk.lead(self.of(lead_id)).standing.code == "opposed"


def run(new_desk, programs, steps):
    """Always the same programs: a failure here is the same failure anywhere."""
    machine = type("Merging", (Merging,), {"new_desk": staticmethod(new_desk)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=programs, stateful_step_count=steps, derandomize=True, database=None, deadline=None,
            phases=[Phase.generate], report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )  # fmt: skip


@pytest.mark.long
def test_nothing_is_lost_through_twenty_programs(new_desk):
    run(new_desk, 20, 20)
