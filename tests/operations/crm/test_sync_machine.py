"""The sync under any history: programs of random acts on two machines and in a CRM, with faults and crashes.

At the end all faults are mended, both machines sync until nothing waits, and `sync_reference` judges what stands where.
"""

import logging
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.imports import Policy, apply_import, plan_import
from sdrdesk.core.operations.leads import add_lead, add_note, edit_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.operations.undo import undo_operation
from tests.operations.crm.machines import Fate, new_world
from tests.operations.crm.sync_reference import (
    THERE,
    Before,
    InMind,
    Said,
    check_all,
    check_everybody,
    check_run,
    contacts,
    here,
    there,
)
from tests.support import desk_at, write_leads

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ROUNDS = 12
"""Turns within which both machines must have come to rest."""

SEAT = st.sampled_from([0, 0, 1])
WHO = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4])
WORK = st.sampled_from(["note", "call", "call", "decision", "edit"])
COLUMN = st.sampled_from(["job_title", "linkedin", "tags", "phone"])
SOME_FAULTS = st.sampled_from(
    [
        ("429_seconds", (), {"seconds": 40}), ("429_date", (), {"seconds": 40}),
        ("5xx", (), {}), ("5xx", (), {"committed": True}), ("5xx", (), {"committed": True, "html": True}),
        ("5xx", (), {"retry_after": 60}), ("5xx", ("POST",), {"committed": True, "times": 3}),
        ("reset_before_body", (), {}), ("reset_after_commit", (), {}), ("reset_after_commit", ("POST", "contacts"), {}),
        ("reset_after_commit", ("POST", "notes"), {}), ("reset_after_commit", ("POST", "calls"), {}),
        ("partial_207", (), {}), ("partial_207", (), {"status": 503}), ("partial_207", (), {"status": 429}),
        ("truncated_json", (), {}), ("truncated_json", ("POST",), {"times": 2}),
        ("truncated_json", (), {"whole_length": True}), ("html_answer", (), {}),
        ("html_answer", (), {"committed": True}),
        ("html_answer", (), {"status": 503}), ("expired_key", (), {}), ("redirect", ("POST",), {}),
        ("redirect", (), {}),
        ("duplicate_create", (), {}), ("duplicate_create", ("POST", "contacts"), {"same_key": False}),
        ("wrong_id", (), {}), ("wrong_id", ("POST",), {"times": 2}), ("wrong_id", ("GET",), {"times": 3}),
        ("deleted", (None, "contacts"), {}), ("merged", (None, "contacts"), {}),
        ("permission_lost", (), {}), ("permission_lost", ("POST", "notes"), {}),
        ("schema_changed", (), {"field": "title"}), ("empty_list", ("GET", None, "list"), {}),
        ("5xx", (), {"probability": 0.2}), ("reset_after_commit", (), {"probability": 0.3}),
        ("truncated_json", (), {"probability": 0.2}),
    ]
)  # fmt: skip
SLOW_FAULTS = st.sampled_from(
    [("timeout_after_commit", (), {}), ("slow_drip", (), {}), ("slow_drip", (), {"part": "headers"})]
)


class SyncMachine(RuleBasedStateMachine):
    """One program: acts in any order, on either machine or in the CRM, with runs in between."""

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

    def teardown(self):
        if not hasattr(self, "world"):
            return
        try:
            if sys.exception() is None:  # what went wrong already is what is to be told
                self.settle()
        finally:
            self.world.close()

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
            plan = plan_import(me, path, policy=policy)
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
                self.mind.objected.add(person)

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
            if pair & self.mind.objected:
                self.mind.objected |= pair
            if self.acts(seat, lambda me: merge_leads(me, one, other)):
                self.mind.away |= pair

    @precondition(lambda self: self.done)
    @rule(back=st.sampled_from([1, 1, 2, 4]))
    def undo(self, back):
        seat, operation = self.done[-min(back, len(self.done))]
        machine = self.machine(seat)
        before = {r["text"] for r in machine.read("SELECT text FROM note")}
        self.acts(seat, lambda me: undo_operation(me, operation), "already_undone")
        self.done.remove((seat, operation))
        self.done.pop()  # an undo is not undone
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
            self.mind.objected.add(str(contact.fields["email"]))
            for machine in self.world.machines:  # it is known there from the next run on
                machine.sync()

    @rule(seat=SEAT, who=WHO)
    def a_colleague_forgets_an_objection(self, seat, who):
        """One that was raised here and told: it is to be told again."""
        lead = self.lead(seat, who)
        self.call(seat, who, Outcome.OPPOSED)
        self.run(seat, False)
        for contact in contacts(self.world, self.email(seat, lead)) if lead else ():
            self.crm.change("contacts", contact.id, opt_out="")

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
            if pair & self.mind.objected:
                self.mind.objected |= pair
            self.mind.away |= pair
            self.colleague(lambda: self.crm.merge("contacts", other.id, one.id))

    # -- time, faults, people's answers ---------------------------------------------------------------------------

    @rule(by=st.sampled_from([MINUTE, 10 * MINUTE, HOUR, DAY]))
    def let_time_pass(self, by):
        self.world.clock.at += by

    @rule(seat=SEAT, ahead=st.sampled_from([-DAY, -HOUR, HOUR, DAY, timedelta(0)]))
    def set_a_clock_wrong(self, seat, ahead):
        machine = self.machine(seat)
        if not self.crm.held.search_lag:  # what was sent when is told by this clock
            machine.ahead, machine.quiet_until = ahead, None

    @rule(hours=st.sampled_from([-24, 24, 0]))
    def set_the_servers_clock_wrong(self, hours):
        self.crm.skew, self.server_was_wrong = timedelta(hours=hours), True

    @rule(fault=SOME_FAULTS, nth=st.sampled_from([1, 1, 2, 3, 5]))
    def plan_a_fault(self, fault, nth):
        name, on, options = fault
        if name == "empty_list" or not any(f.name == name for f in self.crm._faults):
            self.crm.fault(name, on, nth=nth, **options)

    @precondition(lambda self: self.slow)  # in few programs: each of these takes its time
    @rule(fault=SLOW_FAULTS)
    def plan_a_slow_fault(self, fault):
        name, on, options = fault
        self.crm.fault(name, on, times=1, **options)

    @rule()
    def mend_everything(self):
        self.crm.mend()

    @rule(seat=SEAT)
    def resume(self, seat):
        key = self.crm.renew_key() if self.crm._expired else self.crm.key
        self.machine(seat).resume(key)

    @rule(seat=SEAT, waits=st.booleans())
    def pause_or_go_on(self, seat, waits):
        machine = self.machine(seat)
        if not machine.stopped:
            connections.pause(machine.me, machine.connection)
            if not waits:
                machine.resume()

    @rule(seat=SEAT, choice=st.sampled_from(["accept_gone", "restore_gone", "approve_deletions", "keep_there"]))
    def answer_what_is_held(self, seat, choice):
        machine = self.machine(seat)
        if choice == "approve_deletions":
            self.approved.add(machine.name)
        getattr(connections, choice)(machine.me, machine.connection)

    # -- runs -----------------------------------------------------------------------------------------------------

    @rule(seat=SEAT, full=st.sampled_from([False, False, True]))
    def sync(self, seat, full):
        self.run(seat, full)

    @rule(seat=SEAT, full=st.booleans(), dies_at=st.integers(1, 40))
    def sync_and_be_killed(self, seat, full, dies_at):
        self.run(seat, full, Fate(dies_at))

    @rule(seat=SEAT, who=WHO, what=WORK, dies_at=st.sampled_from([1, 2, 2, 2, 3, 4, 5, 7, 9, 12]))
    def work_and_be_killed_while_it_is_told(self, seat, who, what, dies_at):
        self.work(seat, who, what)
        self.run(seat, False, Fate(dies_at, writing=True))

    @rule(seat=SEAT, who=WHO, what=WORK,
          kind=st.sampled_from(["contacts", "contacts", "notes", "calls", "tasks", None]),
          name=st.sampled_from(["reset_after_commit", "5xx", "truncated_json", "wrong_id", "partial_207"]))  # fmt: skip
    def work_and_lose_the_answer(self, seat, who, what, kind, name):
        self.work(seat, who, what)
        self.crm.fault(name, ("POST", kind), **({"committed": True} if name == "5xx" else {}))
        self.run(seat, False)

    @rule(seat=SEAT, acts_at=st.integers(3, 20), who=WHO)
    def sync_while_others_act(self, seat, acts_at, who):
        self.run(seat, False, Fate(acts_at=acts_at, act=partial(self.meanwhile, seat, who)))

    @rule(seat=SEAT, who=WHO, acts_at=st.integers(1, 3))
    def edit_again_while_it_is_told(self, seat, who, acts_at):
        self.edit(seat, who, "job_title", False)
        self.run(seat, False, Fate(acts_at=acts_at, act=partial(self.meanwhile, seat, who), writing=True))

    @rule(seat=SEAT, who=WHO, column=COLUMN, theirs=COLUMN, full=st.booleans())
    def both_sides_edit(self, seat, who, column, theirs, full):
        self.edit(seat, who, column, False)
        self.a_colleague_edits(who, theirs, False)
        self.run(seat, full)

    @rule(seat=SEAT, fault=SOME_FAULTS, nth=st.sampled_from([1, 1, 2, 3, 5]), who=WHO, what=WORK)
    def work_and_sync_through_a_fault(self, seat, fault, nth, who, what):
        self.work(seat, who, what)
        self.plan_a_fault(fault, nth)
        self.run(seat, False)

    def work(self, seat, who, what):
        match what:
            case "note":
                self.write_a_note(seat, who)
            case "decision":
                self.take_a_decision(seat, who, (Decision.LATER, Route.NURTURE))
            case "edit":
                self.edit(seat, who, "tags", False)
            case _:
                self.call(seat, who, Outcome.CALLBACK_PROMISED)

    def run(self, seat, full, fate=None):
        machine = self.machine(seat)
        before = Before.of(machine)
        typed = dict(self.mind.typed)
        done = machine.sync(full=full, fate=fate)
        if self.mind.typed == typed:
            check_run(machine, self.mind, before, approved=machine.name in self.approved)
        if done is not None and machine.name in self.approved:
            self.approved.discard(machine.name)
        return done

    def meanwhile(self, seat, who, method, path):
        """While a run goes on a person types here; or a colleague there, where the run reads its lists."""
        if method == "GET" and "?" not in path and path.count("/") == 1:
            self.a_colleague_edits(who, "tags", False)
            self.a_colleague_writes_a_note(who)
        else:
            self.edit(seat, who, "job_title", False)
            self.write_a_note(seat, who)

    def settle(self):
        """Mend everything, answer every question, and let both machines run until nothing is left to do."""
        self.crm.mend()
        key = self.crm.renew_key() if self.crm._expired else self.crm.key
        for machine in self.world.machines:
            machine.resume(key)
        self.come_to_rest(full=False)
        if not self.server_was_wrong:  # what a list of changes leaves out is found when everything is read
            check_everybody(self.world, self.mind)
        self.come_to_rest(full=True)
        if self.crm._elsewhere_started:
            assert self.crm.elsewhere.connections == 0, "something was sent where a redirect led"
        check_all(self.world, self.mind)

    def come_to_rest(self, full):
        for turn in range(ROUNDS):
            before, busy = len(self.crm.requests), False
            for seat in (0, 1):
                machine = self.machine(seat)
                if turn < 2:  # what is refused again is left to a person
                    connections.try_again(machine.me, machine.connection)
                done = self.run(seat, full)
                assert done is not None
                busy |= bool(done.why or done.changes.lead_ids or (done.next_at and turn < ROUNDS // 2))
                if done.next_at:
                    self.world.clock.at = max(self.world.clock.at, done.next_at - machine.ahead)
            wrote = [r for r in self.crm.requests[before:] if r.method != "GET"]
            if not busy and not wrote:
                return
            self.world.clock.at += MINUTE
        raise AssertionError(f"never comes to rest: {done}, {[(r.method, r.path, r.fields) for r in wrote]}")


# -- running it ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def machine(tmp_path_factory):
    """The machine with a template to copy: an empty store."""
    for name in ("httpx", "httpcore"):  # they tell of every byte, which takes longer than sending it
        logging.getLogger(name).setLevel(logging.WARNING)
    folder = tmp_path_factory.mktemp("machine")
    template = folder / "template.sdrdesk"
    desk_at(template, START).workspace.store.close()
    return type("SyncMachine", (SyncMachine,), {"template": template, "folder": folder})


def run(machine, programs, steps):
    """Always the same programs: a failure here is the same failure anywhere, told as it was found."""
    machine.numbers = count()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=programs, stateful_step_count=steps, derandomize=True, database=None, deadline=None,
            phases=[Phase.generate], report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck), print_blob=False,
        ),
    )  # fmt: skip


def test_both_sides_keep_their_word_through_a_hundred_programs(machine):
    run(machine, 100, 9)


@pytest.mark.long
def test_both_sides_keep_their_word_through_a_thousand_programs(machine):
    run(machine, 1000, 14)
