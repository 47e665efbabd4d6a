"""The sync under any history: programs of random acts on two machines and in a CRM, with faults and crashes.

At the end all faults are mended, both machines sync until nothing waits, and `sync_reference` judges what stands where.
"""

import logging
import sys
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.leads import edit_lead
from tests.operations.crm.machines import Fate
from tests.operations.crm.sync_acts import COLUMN, DAY, HOUR, MINUTE, SEAT, START, WHO, Acts
from tests.operations.crm.sync_reference import Before, check_all, check_everybody, check_run, contacts
from tests.programs import run_programs
from tests.support import desk_at

ROUNDS = 12
"""Turns within which both machines must have come to rest."""

WORK = st.sampled_from(["note", "call", "call", "decision", "edit"])
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


class SyncMachine(Acts):
    """One program: acts in any order, with faults, crashes and runs in between."""

    def teardown(self):
        if not hasattr(self, "world"):
            return
        try:
            if sys.exception() is None:  # what went wrong already is what is to be told
                self.settle()
        finally:
            self.world.close()

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
        self.mind.doubled |= name == "duplicate_create"
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

    @rule(seat=SEAT, who=WHO)
    def a_colleague_forgets_an_objection(self, seat, who):
        """One that was raised here and told: it is to be told again."""
        lead = self.lead(seat, who)
        self.call(seat, who, Outcome.OPPOSED)
        self.run(seat, False)
        for contact in contacts(self.world, self.email(seat, lead)) if lead else ():
            self.crm.change("contacts", contact.id, opt_out="")

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

    @rule(seat=SEAT, who=WHO, acts_at=st.integers(1, 4), what=st.sampled_from(["note", "call"]))
    def take_back_while_it_is_told(self, seat, who, acts_at, what):
        before = len(self.done)
        self.work(seat, who, what)
        if len(self.done) > before:
            self.run(seat, False, Fate(acts_at=acts_at, act=lambda _method, _path: self.undo(1), writing=True))

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
                if done.why == "emptied":  # blank there for many of so few: a person says that they are meant to be
                    self.empty_here(seat)
                if done.next_at:
                    self.world.clock.at = max(self.world.clock.at, done.next_at - machine.ahead)
            wrote = [r for r in self.crm.requests[before:] if r.method != "GET"]
            if not busy and not wrote:
                return
            self.world.clock.at += MINUTE
        raise AssertionError(f"never comes to rest: {done}, {[(r.method, r.path, r.fields) for r in wrote]}")

    def empty_here(self, seat):
        """Empty by hand the numbers and addresses that the CRM has blank, as the stop asks."""
        machine = self.machine(seat)
        blank = {r.id for r in self.crm.records("contacts") if not r.fields.get("phone")}
        for link in machine.read(
            "SELECT local_id, remote_id FROM crm_link WHERE kind = 'contact' AND state = 'linked'"
        ):
            if link["remote_id"] in blank:
                edit_lead(machine.me, link["local_id"], {"phone": ""})


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
    """Run the programs, the names of their stores begun anew."""
    machine.numbers = count()
    run_programs(machine, programs, steps)


def test_both_sides_keep_their_word_through_a_hundred_programs(machine):
    run(machine, 100, 9)


@pytest.mark.long
def test_both_sides_keep_their_word_through_a_thousand_programs(machine):
    run(machine, 1000, 14)
