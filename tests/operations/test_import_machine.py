"""Files under any history: programs of imports, edits, calls, merges and undos, and after every step all is held to it.

What must hold is said by the test alone: it remembers the tables before and after each act, every value and word typed
by a person, every objection, and what it wrote into each file (`import_reference`).
"""

import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.backups import check_store
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.exports import export
from sdrdesk.core.operations.imports import FATES, Choices, Policy, apply_import, plan_import, write_refused
from sdrdesk.core.operations.leads import add_lead, add_note, edit_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.opposition_lists import apply_list, plan_list
from sdrdesk.core.operations.oppositions import lift_opposition
from sdrdesk.core.operations.qualification import answer_criterion, save_draft
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.operations.undo import take_back_unfinished, undo_operation
from sdrdesk.core.words import Words
from tests.operations.import_reference import (
    NAMING,
    PLAIN,
    TAKEN_ALONG,
    Done,
    conflicting,
    rewrite_cell,
    shot,
    taken_in,
    write_file,
)
from tests.operations.queue_reference import instant
from tests.programs import run_programs as run
from tests.support import desk_at, write_rows

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MOST_LEADS = 7
WHICH = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 5])
PEOPLE = [
    {"first_name": "Jean", "last_name": "Martin", "company": "Atelier", "mobile": "+33612345670",
     "email": "jean@atelier.fr"},
    {"first_name": "Zoé", "last_name": "Petit", "company": "Atelier", "mobile": "+33612345671",
     "email": "zoe@atelier.fr"},
    {"first_name": "Paul", "last_name": "Roy", "company": "Nord", "mobile": "+33612345672", "email": "roy@nord.uk"},
    {"first_name": "Jean", "last_name": "Blanc", "company": "", "mobile": "+33612345673", "email": "blanc@free.fr"},
]  # fmt: skip
VALUES = {
    "city": ["Lyon", "Paris", "Nice", ""],
    "job_title": ["PDG", "DAF", ""],
    "industry": ["BTP", "Batiment", "Divers", ""],
    "owner": ["Alix", "Bo", "", ""],
}
ROW = st.fixed_dictionaries(
    {
        "person": st.sampled_from([0, 0, 1, 1, 2, 3]),
        "without": st.sets(st.sampled_from(["first_name", "company", "mobile", "email"]), max_size=3),
        "mobile_of": st.sampled_from([None, None, None, None, 0, 1]),
        **{c: st.sampled_from(v) for c, v in VALUES.items()},
        "notes": st.sampled_from(["", "", "vu au salon", "rappel"]),
        "source": st.sampled_from(["", "hubspot", "hubspot", "webinar"]),
        "external_id": st.sampled_from(["", "", "7", "8"]),
        "opposed": st.sampled_from(["", "", "", "", "", "", "non", "oui"]),
        "id": st.sampled_from([None, None, None, None, None, 0, 1, 2]),
        "nobody": st.sampled_from([False, False, False, False, False, False, False, True]),
    }
)
BESIDE = ["city", "job_title", "industry", "owner", "notes", "source", "external_id", "opposed", "id"]
MEANT = {"industry": {"Batiment": "BTP", "Divers": ""}}
CHOICES = st.fixed_dictionaries(
    {
        "policy": st.sampled_from([*[Policy.UPDATE] * 4, Policy.SKIP, Policy.NEW]),
        "wins": st.sampled_from([{}, {}, {"city": "kept"}, {"city": "kept", "job_title": "kept", "mobile": "kept"}]),
        "erase": st.sampled_from([frozenset(), frozenset(), frozenset(), frozenset({"city"}),
                                  frozenset({"job_title", "owner"}), frozenset({"mobile", "city"})]),
        "values": st.sampled_from([{}, MEANT]),
    }
)  # fmt: skip
LISTS = st.lists(ROW, min_size=1, max_size=4)
FEW = st.sets(st.sampled_from(BESIDE), max_size=7)
EDITED = st.sets(st.sampled_from(["city", "city", "job_title", "mobile", "email", "company"]), min_size=1)
LANGUAGE = st.sampled_from(["fr", "en"])


@dataclass(frozen=True)
class Objection:
    """Who objected, under all the names it had then, and what was its own."""

    owners: frozenset[str]
    values: frozenset[tuple[str, str]]


@dataclass
class InMind:
    """What the test knows of its own acts: those that stand, in order; objections by (operation, lead)."""

    done: list[Done] = field(default_factory=list)
    past: list[Done] = field(default_factory=list)
    """Every act in its order, those taken back among them."""
    objections: dict[tuple[str, str], Objection] = field(default_factory=dict)
    lifted: dict[str, dict[tuple[str, str], Objection]] = field(default_factory=dict)
    drafted: dict[str, list[str]] = field(default_factory=dict)
    """Words that are in a draft, by the lead they were typed about."""
    forgotten: set[str] = field(default_factory=set)
    """The leads that were erased."""


class Crash(BaseException):
    """The power is cut."""


class ImportMachine(RuleBasedStateMachine):
    """One program: acts in any order on a small store, each held to what the test remembers."""

    template: Path
    folder: Path
    numbers = count()

    def __init__(self):
        super().__init__()
        self.path = Path(shutil.copy(self.template, self.folder / f"{next(self.numbers)}.sdrdesk"))
        self.desk = desk_at(self.path, START)
        self.mind, self.n, self.steps = InMind(), count(1), 0
        self.now = self.look()

    def teardown(self):
        try:
            if self.steps:
                assert check_store(self.me) == {"ok": True, "faults": [], "file": str(self.path)}
        finally:
            self.me.store.close()
            for left in self.folder.glob(f"{self.path.stem}*"):
                left.unlink()

    # -- what the rules share ----------------------------------------------------------------------------------------

    @property
    def me(self):
        return self.desk.workspace

    def by(self, bo):
        """The same store, in whose hands."""
        return replace(self.me, who="Bo") if bo else self.me

    def look(self):
        with self.me.store.read() as tx:
            return shot(tx)

    def read(self, sql):
        with self.me.store.read() as tx:
            return [row._mapping for row in tx.exec_driver_sql(sql)]

    def lead(self, which):
        ids = sorted(self.now.leads)
        return ids[which % len(ids)]

    def file(self, ending="csv"):
        return self.path.with_name(f"{self.path.stem}-{next(self.n)}.{ending}")

    def say(self):
        return f"words {next(self.n)}"

    def act(self, verb, do, who="Alix"):
        """Do one thing a minute later than the last; None where it is refused with one of the codes it may be."""
        self.desk.clock.at += MINUTE
        before = self.now
        done = do()
        operation = getattr(done, "operation", "") or getattr(done, "changes", done).operation
        self.now = self.look()
        wrote = self.read(f"SELECT entity, lead, field FROM journal WHERE operation = '{operation}'")
        written = frozenset((r["lead"], r["field"]) for r in wrote if r["entity"] == "lead")
        closed = frozenset(r["lead"] for r in wrote if r["entity"] == "opposition")
        found = Done(operation, verb, who, self.desk.clock.at, before, self.now, written=written, closed=closed)
        self.mind.done.append(found)
        self.mind.past.append(found)
        return found

    def unless_refused(self, codes, act):
        try:
            return act()
        except UserError as refused:
            if refused.code not in codes:
                raise
            assert self.look() == self.now
            return None

    def only_touched(self, done, *leads):
        """An act about some leads leaves what is known of all others as it was."""
        assert done.touched <= set(leads), (done.verb, done.touched - set(leads))
        lost = {k for k in done.before.facts if k not in done.after.facts}
        assert not lost, (done.verb, lost)

    # -- files in ----------------------------------------------------------------------------------------------------

    def rows(self, drawn):
        found = []
        for r in drawn:
            row = {c: v for c, v in PEOPLE[r["person"]].items() if c not in r["without"]}
            if r["mobile_of"] is not None:
                row["mobile"] = PEOPLE[r["mobile_of"]]["mobile"]
            row |= {c: r[c] for c in (*VALUES, "notes", "source", "external_id", "opposed")}
            if r["id"] is not None and self.now.leads:
                row["id"] = self.lead(r["id"])
            if r["nobody"]:
                row = {c: v for c, v in row.items() if c not in NAMING and c != "id"}
                row["city"] = row["city"] or "Lyon"
            found.append(row)
        return found

    def written(self, drawn, few, language, turned, cut):
        columns = [*NAMING, *sorted({*few, "city"})]
        columns = columns[turned % len(columns) :] + columns[: turned % len(columns)]
        return write_file(self.file(), self.rows(drawn), columns, language, cut)

    @initialize(drawn=st.lists(ROW, min_size=2, max_size=4), few=FEW, language=LANGUAGE)
    def begin(self, drawn, few, language):
        self.bring(self.written(drawn, few, language, 0, False), Choices())

    @precondition(lambda self: len(self.now.leads) < MOST_LEADS)
    @rule(drawn=LISTS, few=FEW, language=LANGUAGE, turned=st.integers(0, 13), chosen=CHOICES,
          cut=st.sampled_from([False, False, False, True]), again=st.booleans(), meanwhile=WHICH)  # fmt: skip
    def import_a_list(self, drawn, few, language, turned, chosen, cut, again, meanwhile):
        file = self.written(drawn, few, language, turned, cut)
        choices = Choices(**chosen)
        first, _done = self.bring(file, choices, meanwhile == 5)
        if again and choices.policy is Policy.UPDATE:
            self.bring_again(file, choices, first)

    def bring(self, file, choices, meanwhile=False):
        """Import a file and hold every row of it to what its cells say."""
        plan = plan_import(self.me, file.path, choices)
        try:
            if meanwhile and self.now.leads:  # a colleague works on while the preview is looked at
                self.edit(0, {"city": "Brest"}, True)
            done = self.act("import", lambda: apply_import(self.me, plan))
            rows = plan.scratch.page(1, 10_000, FATES)
            if plan.counts["refused"]:
                assert write_refused(plan, self.file(), Words("en")) == plan.counts["refused"]
        finally:
            plan.close()
        assert sum(plan.counts.values()) == len(file.rows) == len(rows)
        assert Counter(r.fate for r in rows) == Counter({k: v for k, v in plan.counts.items() if v})
        refused = {r.n for r in rows if r.fate == "refused"}
        assert refused == file.refused(done.before.leads)
        assert all(r.line >= 2 and r.why for r in rows if r.fate == "refused")
        self.check_fates(done, rows, choices)
        self.check_values(done, rows, file, choices)
        self.hear_objections(done, rows, file, choices)
        return rows, done

    def check_fates(self, done, rows, choices):
        """A row created has made its lead, one updated has changed it, and nothing else has."""
        before, after = done.before, done.after
        assert set(after.leads) - set(before.leads) == {r.lead for r in rows if r.fate == "created"}
        assert not set(before.leads) - set(after.leads)
        assert not set(before.facts.items()) - set(after.facts.items())
        assert (before.drafts, before.answers) == (after.drafts, after.answers)
        updated = {r.lead for r in rows if r.fate == "updated"}
        created = {r.lead for r in rows if r.fate == "created"}
        assert done.touched <= updated | created
        for lead in updated - created:
            of = [r for r in rows if r.lead == lead and r.fate == "updated"]
            if len(of) == 1:
                objected = lead in after.opposed - before.opposed or "opposed" in of[0].fields
                assert lead in done.touched or objected, (lead, of)
        if choices.policy is not Policy.UPDATE:  # who is known is left alone, but an objection is heard
            heard = {r.lead for r in rows if r.fate == "updated" and set(r.fields) == {"opposed"}}
            assert updated <= (heard if choices.policy is Policy.SKIP else set())
        if choices.policy is Policy.NEW:
            assert done.touched == created

    def check_values(self, done, rows, file, choices):
        """Blanks erase only where asked, what is to stay stays, and each value comes from a cell about that lead."""
        stays = frozenset(choices.wins)
        taken = ("created", "updated") if choices.policy is Policy.UPDATE else ("created",)
        for lead in done.touched:
            known = done.before.leads.get(lead, {})
            now = done.after.leads[lead]
            cells = [file.cells(r.n, choices.values) for r in rows if r.lead == lead and r.fate in taken]
            parts = done.before.whole(lead) if known else frozenset()
            for column, value in now.items():
                was, of = known.get(column, ""), TAKEN_ALONG.get(column, column)
                if was and not value:
                    assert of in choices.erase or column.endswith("_given"), (column, was)
                if was and of in stays:
                    assert value == was, (column, was, value)
                if column in (*NAMING, *PLAIN, "source", "external_id") and value not in ("", was):
                    assert value in {row.get(column) for row in cells}, (column, was, value)
            if len(parts) < 2 and "mobile" not in choices.erase:
                expected = taken_in(known, cells, stays, choices.erase)
                assert {c: now[c] for c in PLAIN} == expected, (known, cells)

    def hear_objections(self, done, rows, file, choices):
        for r in rows:
            if r.fate in ("refused", "skipped") or file.cells(r.n, {}).get("opposed", "") != "oui":
                continue
            whole = done.after.whole(r.lead)
            if not any(o.owners & whole for o in self.mind.objections.values()):
                self.mind.objections[done.operation, r.lead] = Objection(whole, done.after.own(*whole))

    def bring_again(self, file, choices, first):
        """The same file at once: every row is unchanged or refused, unless two of its rows contradict each other.

        A row that went to a lead which another row then made somebody else is one of those, though it finds none now.
        """
        plan = plan_import(self.me, file.path, choices)
        try:
            rows = plan.scratch.page(1, 10_000, FATES)
        finally:
            plan.close()
        told_twice = {n for whole in (first, rows) for n in self.contradicting(whole, file, choices)}
        for r in rows:
            assert r.fate in ("unchanged", "refused") or r.n in told_twice, (r, told_twice)

    def contradicting(self, rows, file, choices):
        """The rows about a lead of whom two rows say different things."""
        of = {}
        for r in rows:
            if r.fate != "refused":
                of.setdefault(self.now.root(r.lead), []).append(r.n)
        return [
            n for whole in of.values() if conflicting([file.cells(n, choices.values) for n in whole]) for n in whole
        ]

    @rule(drawn=LISTS, few=FEW, language=LANGUAGE, how=st.sampled_from(["preview", "cancel", "crash", "crash"]),
          at=st.integers(0, 1), chosen=CHOICES)  # fmt: skip
    def an_import_that_ends_early_leaves_nothing(self, drawn, few, language, how, at, chosen):
        more = [{"last_name": f"Foule{n}", "email": f"f{n}@x.fr", "city": "Lille"} for n in range(22)]
        columns = [*NAMING, *sorted({*few, "city"})]
        file = write_file(self.file(), [*self.rows(drawn), *more], columns, language, False)
        self.desk.clock.at += MINUTE
        calls = count()
        if how == "preview":
            with pytest.raises(UserError):
                plan_import(self.me, file.path, Choices(**chosen), lambda *_told: False)
            assert self.look() == self.now
            return
        plan = plan_import(self.me, file.path, Choices(**chosen))
        store = self.me.store

        def stop(_done, _of):
            if next(calls) < at:
                return True
            if how == "crash":
                store.close()
                store.write = None  # what follows in this process writes no more
                raise Crash
            return False

        try:
            with pytest.raises((UserError, Crash, TypeError)):
                apply_import(self.me, plan, stop)
        finally:
            plan.close()
        if how == "crash":
            self.desk = desk_at(self.path, self.desk.clock.at)
            assert take_back_unfinished(self.me) == 1
        after = self.look()
        # What was given to somebody who objected stays opposed, whoever else it closes.
        assert after.opposed == self.now.opposed or (self.mind.objections and after.opposed > self.now.opposed)
        assert replace(after, opposed=self.now.opposed) == self.now
        self.now = after
        assert take_back_unfinished(self.me) == 0

    @rule()
    def restart(self):
        self.me.store.close()
        self.desk = desk_at(self.path, self.desk.clock.at)
        assert take_back_unfinished(self.me) == 0
        assert self.look() == self.now

    # -- files out ---------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.now.leads)
    @rule(language=LANGUAGE, full=st.booleans(), which=WHICH, city=st.sampled_from(["", "Rodez", "Brest"]),
          ending=st.sampled_from([*["csv"] * 9, "xlsx"]))  # fmt: skip
    def export_and_bring_back(self, language, full, which, city, ending):
        path = self.file(ending)
        done = export(self.me, path, language=language, full=full)
        assert done["rows"] == len(self.now.leads)
        if not full and ending == "csv":
            text = path.read_text("utf-8-sig")
            assert not [v for c, v in self.silenced() if c != "person" and v in text]
        assert self.counts_of(path) == {"unchanged": len(self.now.leads)}
        lead = self.lead(which)
        if (
            city
            and ending == "csv"
            and not self.now.leads[lead]["merged_into"]
            and self.now.leads[lead]["city"] != city
        ):
            rewrite_cell(path, lead, "city", city)
            plan = plan_import(self.me, path)
            try:
                done = self.act("import", lambda: apply_import(self.me, plan))
            finally:
                plan.close()
            assert plan.counts == dict.fromkeys(FATES, 0) | {"updated": 1, "unchanged": len(self.now.leads) - 1}
            self.only_touched(done, lead)
            assert done.columns == {(lead, "city"): (done.before.leads[lead]["city"], city)}

    def counts_of(self, path):
        plan = plan_import(self.me, path)
        plan.close()
        return {fate: n for fate, n in plan.counts.items() if n}

    # -- what people do ----------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.now.leads) < MOST_LEADS)
    @rule(drawn=ROW)
    def add_by_hand(self, drawn):
        row = self.rows([{**drawn, "id": None, "nobody": False}])[0]
        typed = {c: row[c] for c in (*NAMING, "city", "job_title", "industry") if row.get(c)}
        made = []

        def do():
            changes, lead = add_lead(self.me, typed)
            made.append(lead)
            return changes

        done = self.act("add", do)
        self.only_touched(done, *made)
        assert {c: done.after.leads[made[0]][c] for c in typed} == typed
        done.typed |= {(made[0], c): v for c, v in typed.items()}

    @precondition(lambda self: self.now.leads)
    @rule(which=WHICH, drawn=ROW, columns=EDITED,
          bo=st.booleans())  # fmt: skip
    def edit_by_hand(self, which, drawn, columns, bo):
        given = {"company": "", "mobile": "", "email": ""} | self.rows([{**drawn, "nobody": False}])[0]
        self.edit(which, {c: given[c] for c in sorted(columns)}, bo)

    def edit(self, which, values, bo):
        lead = self.lead(which)
        who = self.by(bo)
        done = self.unless_refused(
            ["names_nobody"], lambda: self.act("edit", lambda: edit_lead(who, lead, values), who.who)
        )
        if done:
            self.only_touched(done, lead)
            assert {c: done.after.leads[lead][c] for c in values} == values
            done.typed |= {k: after for k, (_before, after) in done.columns.items() if k[1] in values}

    @precondition(lambda self: self.now.leads)
    @rule(which=WHICH, bo=st.booleans())
    def note(self, which, bo):
        lead, words, who = self.lead(which), self.say(), self.by(bo)
        done = self.act("note", lambda: add_note(who, lead, words), who.who)
        self.only_touched(done, *done.after.whole(lead))
        done.words.append((done.after.root(lead), words))  # written about what it is part of now

    @precondition(lambda self: self.now.leads)
    @rule(which=WHICH, outcome=st.sampled_from([Outcome.NO_ANSWER, Outcome.REACHED, Outcome.OPPOSED]), bo=st.booleans())
    def call(self, which, outcome, bo):
        lead, words, who = self.lead(which), self.say(), self.by(bo)
        done = self.act("log", lambda: record_call(who, lead, outcome, note=words), who.who)
        self.only_touched(done, *done.after.whole(lead))
        done.words.append((done.after.root(lead), words))  # written about what it is part of now
        if outcome is Outcome.OPPOSED:
            whole = done.before.whole(lead)
            self.mind.objections[done.operation, lead] = Objection(whole, done.before.own(*whole))

    @precondition(lambda self: self.now.leads)
    @rule(which=WHICH, value=st.sampled_from(["blocking", "none", None]))
    def answer(self, which, value):
        lead, words = self.lead(which), self.say()
        done = self.act("answer", lambda: answer_criterion(self.me, lead, "need", value, words))
        self.only_touched(done, lead)
        assert words in done.after.answers[lead, self.me.grid.id, "need"]

    @precondition(lambda self: self.now.leads)
    @rule(which=WHICH)
    def type_words(self, which):
        lead, words = self.lead(which), self.say()
        save_draft(self.me, lead, self.me.grid, f"{self.now.drafts.get(lead, '')}\n{words}".strip(), {})
        self.mind.drafted.setdefault(lead, []).append(words)
        self.now = self.look()

    @precondition(lambda self: self.now.leads)
    @rule(which=WHICH, mobiles=st.sets(st.sampled_from([0, 1, 2]), max_size=2), emails=st.sets(st.sampled_from([1, 3])))
    def import_a_list_of_oppositions(self, which, mobiles, emails):
        values = [("mobile", PEOPLE[n]["mobile"]) for n in sorted(mobiles)]
        values += [("email", PEOPLE[n]["email"]) for n in sorted(emails)]
        if which > 1 or not values:
            return
        path = write_rows(self.file(), ["Mobile", "Email"], [[v, ""] if c == "mobile" else ["", v] for c, v in values])
        done = self.act("oppositions", lambda: apply_list(self.me, plan_list(self.me, path)))
        self.only_touched(done)
        self.mind.objections[done.operation, ""] = Objection(frozenset(), frozenset(values))

    @precondition(lambda self: self.mind.objections)
    @rule(which=WHICH)
    def lift(self, which):
        owners = sorted({i for o in self.mind.objections.values() for i in o.owners} & set(self.now.leads))
        if not owners:
            return
        lead = self.now.root(owners[which % len(owners)])
        act = partial(self.act, "lift", lambda: lift_opposition(self.me, lead, "They asked for it"))
        done = self.unless_refused(["still_opposed", "not_opposed"], act)
        if done:
            self.only_touched(done)
            whole = done.before.whole(lead)
            lifted = {key: o for key, o in self.mind.objections.items() if o.owners & whole}
            self.mind.lifted[done.operation] = lifted
            for key in lifted:
                del self.mind.objections[key]

    @precondition(lambda self: len(self.now.leads) > 1)
    @rule(kept=WHICH, gone=WHICH, chosen=st.sampled_from([None, None, "theirs", "typed", "blank"]))
    def merge(self, kept, gone, chosen):
        mine, theirs = self.lead(kept), self.lead(gone)
        fields = {
            None: {}, "theirs": {c: self.now.leads[theirs][c] for c in ("city", "mobile")}, "typed": {"city": "Albi"},
            "blank": {"job_title": ""},
        }[chosen]  # fmt: skip
        act = partial(self.act, "merge", lambda: merge_leads(self.me, mine, theirs, fields))
        done = self.unless_refused(["merge_with_itself", "merged_already", "names_nobody"], act)
        if not done:
            return
        self.only_touched(done, mine, theirs)
        before, after = done.before.leads, done.after.leads
        for column in PLAIN:
            expected = fields[column] if column in fields else before[mine][column] or before[theirs][column]
            assert after[mine][column] == expected
        assert after[theirs] == {**before[theirs], "merged_into": mine}
        for key, (lead, said) in done.before.facts.items():
            assert done.after.facts[key] == (mine if lead == theirs else lead, said)
        done.typed |= {(mine, c): v for c, v in fields.items() if (mine, c) in done.columns}

    # -- taking back -------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.mind.done)
    @rule(back=st.sampled_from([1, 1, 1, 2, 3, 5]))
    def undo(self, back):
        it = self.mind.done[-min(back, len(self.mind.done))]
        if it.verb != "erase":
            self.take_back(it)

    @precondition(lambda self: sum(d.verb in ("import", "merge") for d in self.mind.done) > 1)
    @rule(newest_first=st.booleans())
    def take_all_imports_and_merges_back(self, newest_first):
        """In either order: then each column says what a person typed last."""
        theirs = [d for d in self.mind.done if d.verb in ("import", "merge")]
        for it in reversed(theirs) if newest_first else theirs:
            self.take_back(it)
            self.all_that_must_hold_does()
        typed = {place: value for d in self.mind.done for place, value in d.typed.items()}
        for (lead, column), value in typed.items():
            if lead not in self.mind.forgotten:
                assert self.now.leads[lead][column] == value, (lead, column, value)

    def take_back(self, it):
        later = self.mind.done[self.mind.done.index(it) + 1 :]
        self.desk.clock.at += MINUTE
        before = self.now
        codes = ["already_undone"] if it.touched & self.mind.forgotten else []
        undone = self.unless_refused(codes, lambda: undo_operation(self.me, it.operation))
        if undone is None:
            self.mind.done.remove(it)
            return
        self.now = self.look()
        place = self.mind.done.index(it)
        self.mind.done.remove(it)
        kept = {k.lead: k.value for k in undone.kept if k.code == "worked_on"}
        self.check_taken_back(it, later, before, kept, undone)
        if it.verb == "import" and not undone.undone and {k.code for k in undone.kept} == {"worked_on"}:
            assert self.now.of_all() == before.of_all()
            self.mind.done.insert(place, it)  # it still stands
            return
        self.forget_objections(it, kept)
        self.mind.drafted = {i: w for i, w in self.mind.drafted.items() if i in self.now.leads or i in kept}
        for lead, words in it.words:
            if lead in self.now.leads:
                self.mind.drafted.setdefault(lead, []).append(words)

    def check_taken_back(self, it, later, before, kept, undone):
        now, made = self.now, it.created & set(before.leads)
        parts = {lead["merged_into"] for lead in before.leads.values()}
        worked = {i for d in later for i in d.touched} | set(before.drafts) | parts
        closed = {i for d in later for i in (d.after.opposed ^ d.before.opposed) | d.closed}
        gone = made - set(now.leads)
        assert not gone & worked, "somebody worked on it"
        assert made - gone == set(kept) & made, "not named"
        written = {lead for d in later for lead, _column in d.written}  # also where a later row wrote it back
        assert made - gone <= worked | closed | written, "left behind"
        assert set(before.leads) - set(now.leads) == gone
        self.check_columns_taken_back(it, later, before, undone)
        changed_answers = {k for k in {*it.before.answers, *it.after.answers}
                           if it.before.answers.get(k) != it.after.answers.get(k)}  # fmt: skip
        for key, said in before.answers.items():
            assert key in changed_answers or now.answers.get(key) == said or key[0] in gone
        its_own = set(it.after.facts) - set(it.before.facts)
        for key, (lead, said) in before.facts.items():
            if key in its_own and it.after.facts[key][0] not in kept:
                assert key not in now.facts
            elif it.verb == "merge":
                assert now.facts[key][1] == said
                assert now.facts[key][0] in before.whole(lead)
            elif lead not in gone:
                assert now.facts.get(key) == (lead, said), key
        assert set(now.facts) <= set(before.facts)
        rests = all(self.first(it, place, was) == was for place, (was, _after) in it.columns.items())
        if before.of_all() == it.after.of_all() and not any(d.touched for d in later) and not kept and rests:
            assert now.of_all() == it.before.of_all(), "undone at once, it has left something"

    def check_columns_taken_back(self, it, later, before, undone):
        """A column goes back unless it says something else by now, or somebody has written it since."""
        since = {key for d in later for key in d.columns}
        named = {(k.lead, k.value) for k in undone.kept if k.code == "changed_since"}
        for lead, columns in self.now.leads.items():
            for column, value in columns.items():
                was, after = it.columns.get((lead, column), (None, None))
                stood = before.leads[lead][column]
                if was is not None and stood == after and (lead, column) not in since:
                    assert value == self.first(it, (lead, column), was), (lead, column, stood, was, value)
                else:
                    assert value == stood, (it.verb, lead, column, stood, was, value)
                    assert was is None or stood == was or (lead, column) in named, (lead, column)

    def first(self, it, place, value):
        """What stood before an act, and before those just before it that had to stay for it and were taken back."""
        for d in reversed(self.mind.past[: self.mind.past.index(it)]):
            if place in d.columns:  # not of the act that made the lead: that has stayed
                if d in self.mind.done:
                    break
                before, after = d.columns[place]
                value = before if value == after else value
        return value

    def forget_objections(self, it, kept):
        for key in [k for k in self.mind.objections if k[0] == it.operation and k[1] not in kept]:
            del self.mind.objections[key]
        for key, o in self.mind.objections.items():
            if key[0] == it.operation:  # of a lead that is kept: it stays opposed, with what it has now
                whole = {part for owner in o.owners for part in self.now.whole(owner)}
                self.mind.objections[key] = Objection(o.owners, o.values & self.now.own(*whole))
        restored = self.mind.lifted.pop(it.operation, {})
        for key, o in restored.items():
            self.mind.objections[key] = o  # whatever became meanwhile of the act that it was said in

    @precondition(lambda self: len(self.now.leads) > 2)
    @rule(which=WHICH)
    def erase(self, which):
        if which < 2:
            return
        lead, whole = self.lead(which), self.now.whole(self.lead(which))
        own = self.now.own(*whole)
        done = self.unless_refused(["merged_already"], lambda: self.act("erase", lambda: erase_lead(self.me, lead)))
        if not done:
            return
        assert done.touched == set(whole)
        assert not whole & set(self.now.leads)
        assert not self.read("SELECT 1 FROM journal WHERE lead IN ('" + "','".join(whole) + "')")
        self.mind.forgotten |= whole
        # What was typed about one lead may stand in the draft of the one that it was merged into then.
        gone = "\n".join(done.before.drafts.get(i, "") for i in whole).splitlines()
        self.mind.drafted = {i: [w for w in said if w not in gone] for i, said in self.mind.drafted.items()}
        for key in [k for k, o in self.mind.objections.items() if o.owners & whole]:
            o = self.mind.objections.pop(key)
            self.mind.objections[done.operation, f"{key}"] = Objection(frozenset(), o.values | own)

    # -- what must hold after every step -------------------------------------------------------------------------------

    @invariant()
    def all_that_must_hold_does(self):
        self.steps += 1
        for lead in self.now.leads.values():
            assert any(lead[c] for c in (*NAMING, "phone"))
            assert not lead["merged_into"] or lead["merged_into"] in self.now.leads
        self.check_typed_values()
        self.check_words()
        self.check_objections()
        self.check_counts()

    def check_typed_values(self):
        """Each value that a person typed is on the lead or in its history, with who typed it and when."""
        rows = self.read(
            "SELECT j.lead, j.field, j.before, j.after, j.operation FROM journal j WHERE j.entity = 'lead'"
        )
        changes = {(r["lead"], r["field"], r["operation"], r["after"]) for r in rows}
        had = {(r["lead"], r["field"], r["before"]) for r in rows}
        acts = {r["id"]: (r["who"], instant(r["at"])) for r in self.read("SELECT id, who, at FROM operation")}
        for done in self.mind.done:
            for (lead, column), value in done.typed.items():
                if lead in self.mind.forgotten:
                    continue
                assert acts[done.operation] == (done.who, done.at)
                is_there = self.now.leads[lead][column] == value or (lead, column, value) in had
                assert is_there, (lead, column, value)
                assert done.verb == "add" or (lead, column, done.operation, value) in changes

    def check_words(self):
        """Every word that a person typed stands in a note of the same person, or is being typed again."""
        for done in self.mind.done:
            for lead, words in done.words:
                if lead not in self.mind.forgotten:
                    whole = self.now.whole(lead)
                    assert [1 for i, said in self.now.facts.values() if said == words and i in whole], words
        for lead, words in self.mind.drafted.items():
            if lead not in self.mind.forgotten:
                drafts = "\n".join(self.now.drafts.values()).splitlines()
                assert all(w in drafts for w in words), (lead, words)

    def silenced(self):
        found = set()
        for o in self.mind.objections.values():
            now = {i for owner in o.owners for i in self.now.whole(owner)}
            found |= o.values | self.now.own(*now)
        return found

    def check_objections(self):
        """Who objected is not called, nor anybody by what is theirs; where nobody ever did, nobody is closed for it.

        Whom an import closed for good by what somebody else's file said stays closed when that one is lifted.
        """
        silenced = self.silenced()
        owners = {i for o in self.mind.objections.values() for owner in o.owners for i in self.now.whole(owner)}
        for i, lead in self.now.leads.items():
            if i in owners or self.now.own(i) & silenced:
                assert i in self.now.opposed or lead["merged_into"], (i, lead)
        assert self.mind.objections or self.mind.lifted or not self.now.opposed

    def check_counts(self):
        page = read_queue(self.me, self.desk.clock.at)
        assert page.due + page.waiting + page.closed == len(self.now.leads)
        states = Counter(r["state"] for r in self.read("SELECT state FROM lead_state"))
        assert sum(states.values()) == len(self.now.leads)
        rows = self.read("SELECT sum(n) AS n FROM standing_count")
        assert (rows[0]["n"] or 0) == len(self.now.leads)


# -- running it ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def import_machine(empty_file, tmp_path_factory):
    """The machine with an empty store to copy."""
    return type("ImportMachine", (ImportMachine,), {"template": empty_file, "folder": tmp_path_factory.mktemp("files")})


def test_files_keep_their_word_through_a_hundred_programs(import_machine):
    run(import_machine, 100, 8)


@pytest.mark.long
def test_files_keep_their_word_through_a_thousand_programs(import_machine):
    run(import_machine, 1000, 30)
