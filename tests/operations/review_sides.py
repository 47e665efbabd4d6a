"""Two sides of a review, and an account of what was done on each: kept beside the program, in a few plain lines."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.remarks import RemarkKind
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.bundles import merge_bundle, open_bundle, write_bundle
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.leads import add_note, add_signal, edit_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.oppositions import is_opposed, opposed_columns
from sdrdesk.core.operations.qualification import answer_criterion, decide, override_criterion
from sdrdesk.core.operations.remarks import add_remark, correct_answer, rewrite_remark, withdraw_remark
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store.database import open_store, sqlite
from tests.support import NOW, desk_at

LEADS = 3
NAMES = ("Aubry", "Benali", "Caron")
NUMBERS = [f"+3361234567{n}" for n in range(LEADS)]
FACTS = ("activity", "note", "signal", "decision", "touch", "feedback", "remark")
TEXTS = ("note", "signal", "remark")
COLUMNS = ("job_title", "city", "company")
ROLES = ("decides", "approves", "influences", "uses")
NEEDS = ("blocking", "stated", "vague", "none")
ANSWERS = {"authority": ROLES, "need": NEEDS}
LEFT_OUT = {"seq", "operation", "zone", "sort_name", "company_key", "claimed_by", "claimed_until", "opposed_at"}


def rows(path, table):
    """The rows of a table as the file holds them, read without the program."""
    with closing(sqlite.connect(f"file:{path}?mode=ro", uri=True)) as store:
        store.row_factory = sqlite.Row
        return [dict(row) for row in store.execute(f"SELECT * FROM {table}")]


def held(path):
    """What a store holds that merging may not make depend on the order: leads, facts, answers; and who objected."""
    leads = {r["id"]: {k: v for k, v in r.items() if k not in LEFT_OUT} for r in rows(path, "lead")}
    facts = {
        (kind, r["id"]): {k: v for k, v in r.items() if k != "operation"} for kind in FACTS for r in rows(path, kind)
    }
    answers = {(r["lead"], r["grid"], r["criterion"]): r for r in rows(path, "answer")}
    closed = {r["lead"] for r in rows(path, "lead_state") if r["code"] == "opposed"}
    return {"leads": leads, "facts": facts, "answers": answers, "opposed": closed}


def prepare(folder, new_desk):
    """The origin with its leads qualified, the first bundle, and the review opened from it: made once, then copied."""
    desk = new_desk()
    ids, decisions = [], []
    for name, number in zip(NAMES, NUMBERS, strict=True):
        lead = desk.add(last_name=name, company=name, phone="", mobile=number, email=f"anne@{name.lower()}.fr")
        answer_criterion(desk.workspace, lead, "authority", "decides", "she signs")
        add_note(desk.workspace, lead, f"First note on {name}")
        desk.clock.at += timedelta(minutes=1)
        decide(desk.workspace, lead, Decision.LATER)
        desk.clock.at += timedelta(minutes=1)
        ids.append(lead)
    write_bundle(desk.workspace, ids, folder / "first.sdrreview")
    at = desk.clock.at
    desk.workspace.store.close()
    shutil.copy(desk.workspace.store.path, folder / "origin.sdrdesk")
    opened = open_bundle(folder / "first.sdrreview", folder / "opened", clock=lambda: at)
    shutil.copy(opened, folder / "review.sdrdesk")
    decisions = {r["lead"]: r["id"] for r in rows(folder / "origin.sdrdesk", "decision")}
    return ids, [decisions[i] for i in ids], at


class Side:
    """One of the two workspaces, with what was said there and not taken back since."""

    def __init__(self, path, who, at):
        self.desk = desk_at(path, at, who)
        self.acts, self.said, self.objected, self.gone, self.merged = [], {}, {}, set(), False

    @property
    def workspace(self):
        return self.desk.workspace

    @property
    def path(self):
        return self.desk.workspace.store.path

    def remarks(self):
        return sorted(r["id"] for r in rows(self.path, "remark"))

    def as_author(self, remark, act):
        """Something that only who made a remark may do with it: one person works on both machines."""
        who = next(r["who"] for r in rows(self.path, "remark") if r["id"] == remark)

        def acting(workspace):
            me, workspace.who = workspace.who, who
            try:
                return act(workspace, remark)
            finally:
                workspace.who = me

        return acting

    def close(self):
        self.desk.workspace.store.close()


class Sides:
    """Both sides at one clock, the bundles written so far, and the account of what may not be lost."""

    def __init__(self, prepared, folder):
        made, (self.ids, self.decisions, at) = prepared
        folder.mkdir(parents=True)
        self.folder, self.n = folder, 0
        shutil.copy(made / "origin.sdrdesk", folder / "origin.sdrdesk")
        shutil.copy(made / "review.sdrdesk", folder / "review.sdrdesk")
        self.sides = [Side(folder / "origin.sdrdesk", "Alix", at), Side(folder / "review.sdrdesk", "Nadia", at)]
        self.bundles = [made / "first.sdrreview"]
        self.kept = {}  # words said: (which side, lead, operation)
        self.taken_back = {}  # words taken back: on which side
        self.as_one = set()  # words said, and criteria answered, where leads had been made one

    def close(self):
        for side in self.sides:
            side.close()

    def do(self, side, lead, act, words=""):
        """Do something on a side; what was said in these words may not be lost from now on."""
        self.pass_time(1)
        try:
            done = act(self.sides[side].workspace)
        except UserError:
            return None  # the lead was erased, the remark withdrawn: nothing was done, nothing is to be kept
        operation = getattr(done, "changes", done).operation
        self.sides[side].acts.append(operation)
        if words:
            self.kept[words] = side, lead, operation
            self.as_one |= {words} if self.sides[side].merged else set()
        return operation

    def pass_time(self, seconds):
        for side in self.sides:
            side.desk.clock.at += timedelta(seconds=seconds)

    def words(self, what):
        self.n += 1
        return f"{what}-{self.n}-"

    # -- acts ----------------------------------------------------------------------------------------------------

    def remark(self, side, which, kind):
        said = self.words("remark")
        value = "too_early" if kind == RemarkKind.DISAGREE else f"own {self.n}" if kind == RemarkKind.TAG else ""
        self.do(
            side, which,
            lambda w: add_remark(w, self.decisions[which], RemarkKind(kind), text=said, value=value), said,
        )  # fmt: skip

    def rewrite(self, side, at):
        found = self.sides[side].remarks()
        if found:
            said, remark = self.words("rewriting"), found[at % len(found)]
            self.do(side, None, self.sides[side].as_author(remark, partial(rewrite_remark, text=said)), said)

    def withdraw(self, side, at):
        found = self.sides[side].remarks()
        if found:
            self.do(side, None, self.sides[side].as_author(found[at % len(found)], withdraw_remark))

    def correct(self, side, which, role):
        said = self.words("why")
        self._answered(side, "authority")
        self.do(side, which, lambda w: correct_answer(w, self.decisions[which], "authority", ROLES[role], said), said)

    def answer(self, side, which, criterion, option):
        said = self.words("proof")
        value = ANSWERS[criterion][option]
        self._answered(side, criterion)
        self.do(side, which, lambda w: answer_criterion(w, self.ids[which], criterion, value, said), said)

    def answer_again(self, side, which, criterion, option):
        """The same criterion without a word of proof, or with the words that stand taken away."""
        value = ANSWERS[criterion][option]
        self._answered(side, criterion)
        self.do(side, which, lambda w: answer_criterion(w, self.ids[which], criterion, value, ""))

    def override(self, side, which, criterion):
        said = self.words("override")
        self._answered(side, criterion)
        self.do(side, which, lambda w: override_criterion(w, self.ids[which], criterion, said), said)

    def _answered(self, side, criterion):
        if self.sides[side].merged:
            self.as_one.add(criterion)

    def edit(self, side, which, column):
        said = self.words("value")
        self.do(side, which, lambda w: edit_lead(w, self.ids[which], {column: said}), said)

    def note(self, side, which):
        said = self.words("note")
        self.do(side, which, lambda w: add_note(w, self.ids[which], said), said)

    def signal(self, side, which):
        said = self.words("detail")
        self.do(side, which, lambda w: add_signal(w, self.ids[which], "webinar", detail=said), said)

    def call(self, side, which, outcome):
        said = self.words("call")
        self.do(side, which, lambda w: record_call(w, self.ids[which], outcome, note=said), said)

    def decide(self, side, which, decision):
        said = self.words("decided")
        self.do(side, which, lambda w: decide(w, self.ids[which], decision, note=said), said)

    def object(self, side, which):
        done = self.do(side, which, lambda w: record_call(w, self.ids[which], Outcome.OPPOSED))
        if done:
            self.sides[side].objected[done] = which

    def merge_leads(self, side, kept, gone):
        note = self.words("merged")
        done = self.do(side, kept, lambda w: merge_leads(w, self.ids[kept], self.ids[gone], note=note))
        self.sides[side].merged |= done is not None

    def erase(self, side, which):
        """At the origin: erased leads come back from no bundle."""
        parts = {which}
        for r in rows(self.sides[side].path, "lead"):
            if r["merged_into"] == self.ids[which]:
                parts.add(self.ids.index(r["id"]))
        if self.do(side, which, lambda w: erase_lead(w, self.ids[which])):
            gone = {r["id"] for r in rows(self.sides[side].path, "lead")}
            self.sides[side].gone = {n for n in range(LEADS) if self.ids[n] not in gone}
            self.sides[side].acts.pop()

    def undo(self, side, at):
        acts = self.sides[side].acts
        if not acts:
            return
        operation = acts.pop(at % len(acts))
        self.pass_time(1)
        try:
            undo_operation(self.sides[side].workspace, operation)
        except UserError:
            return
        self.taken_back |= {w: side for w, of in self.kept.items() if of[2] == operation}
        self.kept = {w: of for w, of in self.kept.items() if of[2] != operation}
        self.sides[side].objected.pop(operation, None)

    # -- bundles -------------------------------------------------------------------------------------------------

    def write(self, side):
        self.pass_time(1)
        path = self.folder / f"{len(self.bundles)}.sdrreview"
        ids = [self.ids[n] for n in range(LEADS) if n not in self.sides[side].gone]
        if ids:
            write_bundle(self.sides[side].workspace, ids, path)
            self.bundles.append(path)

    def deliver(self, side, at):
        self.pass_time(1)
        merge_bundle(self.sides[side].workspace, self.bundles[at % len(self.bundles)])

    def merged_copy(self, side, order, again):
        """What a copy of a side holds once these bundles were merged into it; and that `again` changes nothing then."""
        self.n += 1
        path = self.folder / f"copy-{self.n}.sdrdesk"
        with closing(sqlite.connect(self.sides[side].path)) as store, closing(sqlite.connect(path)) as copy:
            store.backup(copy)
        workspace = replace(self.sides[side].workspace, store=open_store(path))
        try:
            for at in order:
                merge_bundle(workspace, self.bundles[at])
            found = held(path)
            said = json.dumps([r for (kind, _id), r in found["facts"].items() if kind in TEXTS])
            assert not [words for words, where in self.taken_back.items() if where == side and words in said]
            if again is not None:
                assert not merge_bundle(workspace, self.bundles[again]).anything, again
                assert held(path) == found
        finally:
            workspace.store.close()
        return found

    # -- what has to hold ----------------------------------------------------------------------------------------

    def exchange(self):
        """Each side gets what the other has."""
        for side in (1, 0):
            self.write(side)
            self.deliver(1 - side, len(self.bundles) - 1)

    def told_of(self, side):
        """All that the store of a side still says anywhere: facts, answers, leads, and the journal."""
        path = self.sides[side].path
        texts = [r for kind in (*FACTS, "answer", "lead") for r in rows(path, kind)]
        return json.dumps([texts, rows(path, "journal")], ensure_ascii=False)

    def check_nothing_lost(self):
        """All that was said on either side, of leads that are still here, is said at the origin."""
        gone = {self.ids[n] for n in self.sides[0].gone}
        of = {r["lead"] for r in rows(self.sides[0].path, "journal")}
        told = self.told_of(0)
        for words, (side, lead, _operation) in self.kept.items():
            about = self.ids[lead] if lead is not None else None
            if self.sides[0].gone and (about in gone or about is None or (side == 1 and self.sides[1].merged)):
                continue
            assert words in told, (words, of)

    def check_of_whom(self):
        """Where the origin merged nobody, what is noted and answered there of a lead was said of that one."""
        if self.sides[0].merged:
            return
        path = self.sides[0].path
        said = [*rows(path, "note"), *(r for r in rows(path, "answer") if r["criterion"] not in self.as_one)]
        of = {words: self.ids[lead] for words, (_side, lead, _operation) in self.kept.items() if lead is not None}
        for row in said:
            text = json.dumps(row)
            assert "merged-" not in text, "what a review noted as it made two leads one"
            assert {lead for words, lead in of.items() if words in text and words not in self.as_one} <= {row["lead"]}

    def check_taken_back(self):
        """What somebody took back stands on neither side."""
        for side in self.sides:
            texts = [r for kind in TEXTS for r in rows(side.path, kind)]
            said = json.dumps(texts, ensure_ascii=False)
            assert not [words for words in self.taken_back if words in said]

    def check_agreement(self):
        """Once each has what the other has, both hold the same of the leads that are on both."""
        if any(side.merged for side in self.sides):
            return  # who is who is said at the origin alone
        one, other = (held(side.path) for side in self.sides)
        both = set(one["leads"]) & set(other["leads"])
        for name in (*COLUMNS, "stage"):
            assert {i: one["leads"][i][name] for i in both} == {i: other["leads"][i][name] for i in both}, name
        for part in ("facts", "answers"):
            here, there = (
                {k: {n: v for n, v in r.items() if n != "number"} for k, r in of[part].items() if r["lead"] in both}
                for of in (one, other)
            )
            assert here == there, part

    def check_objections(self):
        for n, side in enumerate(self.sides):
            held_here = {which for both in self.sides for which in both.objected.values()}
            for which in held_here:
                if n == 1 and len(self.sides[0].gone) == LEADS:
                    continue  # nothing is left at the origin to write a bundle of
                if which in side.gone:
                    assert is_opposed(side.workspace, mobile=NUMBERS[which]) or n == 1
                else:
                    assert opposed_columns(side.workspace, self.ids[which]), (n, which)


def start(tmp_path_factory, new_desk):
    folder = tmp_path_factory.mktemp("prepared")
    return folder, prepare(folder, new_desk)


__all__ = ["LEADS", "NOW", "NUMBERS", "ROLES", "Path", "Side", "Sides", "held", "prepare", "rows", "start"]
