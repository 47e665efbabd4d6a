"""What people do on two machines and in a CRM, as rules of a state machine (test_sync_machine)."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.imports import Choices, Policy, apply_import, plan_import
from sdrdesk.core.operations.leads import add_lead, add_note, edit_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.operations.undo import undo_operation
from tests.operations.crm.machines import new_world
from tests.operations.crm.sync_reference import THERE, InMind, Said, contacts, here, there
from tests.support import write_leads

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

SEAT = st.sampled_from([0, 0, 1])
WHO = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4])
COLUMN = st.sampled_from(["job_title", "linkedin", "tags", "phone"])


class Acts(RuleBasedStateMachine):
    """What people do, on either machine and in the CRM: each act is noted by who did it, and where."""

    template: Path
    folder: Path
    numbers = count()

    @initialize(
        lag=st.sampled_from([0.0, 0.0, 0.0, 30.0]),
        unique=st.sampled_from([False, False, True]),
        by_time=st.sampled_from([True, True, True, False]),
        batch=st.sampled_from([1, 2, 10]),
        wins=st.sampled_from(["crm", "crm", "here"]),
        people=st.sampled_from([1, 1, 2, 2, 3, 3, 3, 24]),
        slow=st.integers(0, 19),
    )
    def begin(self, lag, unique, by_time, batch, wins, people, slow):
        self.n, self.mind, self.slow = count(1), InMind(), slow == 19
        self.server_was_wrong = False
        stem = self.folder / str(next(self.numbers))
        self.world = new_world(
            self.template, stem, START, people, unique=unique or lag > 0, lag=lag, by_time=by_time, batch=batch,
            options=Options(wins=wins),
        )  # fmt: skip
        self.crm, self.done, self.approved = self.world.crm, [], set()
        self.bring(0, [f"p{n}@x.fr" for n in range(people)], Policy.UPDATE)

    # -- what the rules share -------------------------------------------------------------------------------------

    def machine(self, seat):
        return self.world.machines[seat % 2]

    def person(self, who):
        return f"p{who}@x.fr"

    def lead(self, seat, who):
        """The lead of a person on a machine, or of the one who is at hand; "" where nobody is."""
        rows = self.machine(seat).read("SELECT id, email FROM lead WHERE merged_into IS NULL ORDER BY email")
        found = {r["email"]: r["id"] for r in rows}
        return found.get(self.person(who)) or (rows[who % len(rows)]["id"] if rows else "")

    def email(self, seat, lead):
        rows = self.machine(seat).read("SELECT id, email FROM lead")
        return {r["id"]: r["email"] for r in rows}[lead]

    def word(self, what):
        return f"{what} {next(self.n)}"

    def acts(self, seat, act, *refused):
        """Have a person act on a machine; whether it was not refused, for one of these reasons."""
        machine = self.machine(seat)
        before = here(machine)
        try:
            done = act(machine.me)
        except UserError as trouble:
            if trouble.code not in refused:
                raise
            return False
        self.mind.noticed(machine.name, before, here(machine))
        operation = getattr(getattr(done, "changes", done), "operation", "")
        if operation:
            self.done.append((seat % 2, operation))
        return True

    def colleague(self, act):
        """Have somebody act in the CRM."""
        before = there(self.world)
        act()
        self.mind.noticed(THERE, before, there(self.world))

    # -- acts here ------------------------------------------------------------------------------------------------

    def bring(self, seat, people, policy):
        path = self.machine(seat).path.with_suffix(".csv")
        write_leads(path, *[self.card(p) for p in people])

        def act(me):
            plan = plan_import(me, path, Choices(policy))
            try:
                return apply_import(me, plan)
            finally:
                plan.close()

        self.acts(seat, act)

    def card(self, person):
        n = int(person[1:].split("@")[0])
        firm = ["", "Atelier", f"Firme {n}"][n % 3]
        title = self.word("title")
        return {
            "first_name": f"Zoé{n}", "last_name": f"P{n}", "email": person, "job_title": title, "company": firm,
            "linkedin": f"https://www.linkedin.com/in/p{n}" if n % 2 else "",
        }  # fmt: skip

    @rule(seat=SEAT, who=st.integers(0, 6))
    def add(self, seat, who):
        if not [p for p in here(self.machine(seat)) if p == self.person(who)]:
            self.acts(seat, lambda me: add_lead(me, self.card(self.person(who)))[0])

    @rule(seat=SEAT, who=st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True))
    def import_a_file(self, seat, who):
        self.bring(seat, [self.person(w) for w in who], Policy.UPDATE)

    @rule(seat=SEAT, who=WHO, column=COLUMN, blank=st.sampled_from([False, False, False, True]))
    def edit(self, seat, who, column, blank):
        lead = self.lead(seat, who)
        if lead:
            self.acts(seat, lambda me: edit_lead(me, lead, {column: "" if blank else self.value(column)}))

    def value(self, column):
        n = next(self.n)
        return {"phone": f"+3361{n:07}", "linkedin": f"https://www.linkedin.com/in/n{n}"}.get(column, f"{column} {n}")

    @rule(seat=SEAT, who=WHO)
    def write_a_note(self, seat, who):
        lead, text = self.lead(seat, who), self.word("note")
        if lead and self.acts(seat, lambda me: add_note(me, lead, text)):
            self.mind.said[text] = Said(self.email(seat, lead), self.machine(seat).name, False)

    @rule(
        seat=SEAT,
        who=WHO,
        outcome=st.sampled_from([Outcome.NO_ANSWER, Outcome.REACHED, Outcome.CALLBACK_PROMISED, Outcome.OPPOSED]),
    )
    def call(self, seat, who, outcome):
        lead, text = self.lead(seat, who), self.word("call")
        until = self.machine(seat).now() + HOUR if outcome is Outcome.CALLBACK_PROMISED else None
        if lead and self.acts(seat, lambda me: record_call(me, lead, outcome, until=until, note=text)):
            person = self.email(seat, lead)
            self.mind.said[text] = Said(person, self.machine(seat).name, True)
            if outcome is Outcome.OPPOSED:
                self.done.pop()
                self.mind.objected.setdefault(person, set()).add(self.machine(seat).name)

    @rule(
        seat=SEAT,
        who=WHO,
        taken=st.sampled_from([(Decision.LATER, Route.NURTURE), (Decision.NOW, Route.CHECK_THEN_MEETING)]),
    )
    def take_a_decision(self, seat, who, taken):
        lead, text = self.lead(seat, who), self.word("decided")
        if lead and self.acts(seat, lambda me: decide(me, lead, *taken, note=text)):
            self.mind.said[text] = Said(self.email(seat, lead), self.machine(seat).name, False)

    @rule(seat=SEAT, who=WHO, stage=st.sampled_from([Stage.MQL, Stage.SQL, Stage.OPPORTUNITY]))
    def move_a_stage(self, seat, who, stage):
        lead = self.lead(seat, who)
        if lead:
            self.acts(seat, lambda me: move_stage(me, lead, stage, "seen"), "same_stage", "stage_needs_decision")

    @rule(seat=SEAT, kept=WHO, gone=WHO)
    def merge(self, seat, kept, gone):
        one, other = self.lead(seat, kept), self.lead(seat, gone)
        if one and other and one != other:
            pair = {self.email(seat, one), self.email(seat, other)}
            if self.acts(seat, lambda me: merge_leads(me, one, other)):
                self.mind.away |= pair

    @precondition(lambda self: self.done)
    @rule(back=st.sampled_from([1, 1, 2, 4]))
    def undo(self, back):
        seat, operation = self.done[-min(back, len(self.done))]
        machine = self.machine(seat)
        before = {r["text"] for r in machine.read("SELECT text FROM note")}
        if self.acts(seat, lambda me: undo_operation(me, operation), "already_undone"):
            self.done.pop()  # an undo is not undone
        self.done.remove((seat, operation))
        self.mind.unsaid |= before - {r["text"] for r in machine.read("SELECT text FROM note")}

    @rule(seat=SEAT, who=WHO)
    def erase(self, seat, who):
        lead = self.lead(seat, who)
        if lead:
            done = list(self.done)
            self.acts(seat, lambda me: erase_lead(me, lead))
            self.done = done  # that is for good

    # -- acts there -----------------------------------------------------------------------------------------------

    def contact(self, who):
        found = contacts(self.world, self.person(who)) or self.crm.records("contacts")
        return found[who % len(found)] if found else None

    @rule(who=WHO, column=COLUMN, blank=st.sampled_from([False, False, False, True]))
    def a_colleague_edits(self, who, column, blank):
        contact, name = (
            self.contact(who),
            {"job_title": "title", "linkedin": "profile", "tags": "labels"}.get(column, column),
        )
        if contact:
            value = "" if blank else self.value(column)
            self.colleague(lambda: self.crm.change("contacts", contact.id, **{name: value}))

    @rule(who=st.integers(0, 7))
    def a_colleague_adds_a_contact(self, who):
        person = self.person(who)
        known = {p for m in self.world.machines for p in here(m)} | set(there(self.world)) | self.mind.away
        if person not in known:
            card = self.card(person)
            firm = card["company"] and self.crm.enter("companies", {"name": card["company"]}).id
            fields = {"first_name": card["first_name"], "last_name": card["last_name"], "email": person,
                      "title": card["job_title"]}  # fmt: skip
            self.colleague(lambda: self.crm.enter("contacts", fields, links={"companies": firm} if firm else {}))

    @rule(who=WHO)
    def a_colleague_writes_a_note(self, who):
        contact, text = self.contact(who), self.word("there")
        if contact:
            self.crm.enter("notes", {"text": text, "author": "Chloé"}, links={"contacts": contact.id})
            self.mind.said[text] = Said(str(contact.fields["email"]), THERE, False)

    @rule(who=WHO)
    def a_colleague_hears_an_objection(self, who):
        contact = self.contact(who)
        if contact:
            self.crm.change("contacts", contact.id, opt_out="yes")
            self.mind.objected.setdefault(str(contact.fields["email"]), set()).add(THERE)
            for machine in self.world.machines:  # it is known there from the next run on
                machine.sync()

    @rule(who=WHO)
    def a_colleague_deletes(self, who):
        contact = self.contact(who)
        if contact:
            self.colleague(lambda: self.crm.delete("contacts", contact.id))

    @rule(kept=WHO, gone=WHO)
    def a_colleague_merges(self, kept, gone):
        one, other = self.contact(kept), self.contact(gone)
        if one and other and one.id != other.id:
            pair = {str(one.fields["email"]), str(other.fields["email"])}
            self.mind.away |= pair
            self.colleague(lambda: self.crm.merge("contacts", other.id, one.id))
