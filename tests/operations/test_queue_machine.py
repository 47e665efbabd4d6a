"""The queue under any history: programs of random acts, and after every step the whole account is worked out again.

What must hold is said twice: by a slow reference over the tables (`queue_reference`), and by lists that the test keeps
itself, of the promises made, the objections raised and the words written.
"""

import csv
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

from sdrdesk.core.domain.assessment import assess, utc_midnight
from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.bulk import change_leads, put_in_campaign
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.campaigns import save_campaign
from sdrdesk.core.operations.claims import claim_lead, release_lead
from sdrdesk.core.operations.exports import export
from sdrdesk.core.operations.imports import Choices, Policy, apply_import, plan_import
from sdrdesk.core.operations.leads import add_signal, edit_lead, snooze_lead, summaries
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.oppositions import lift_opposition
from sdrdesk.core.operations.qualification import answer_criterion, decide
from sdrdesk.core.operations.queue import place_all_anew, read_queue, sweep
from sdrdesk.core.operations.standings import gather
from sdrdesk.core.operations.touches import record_touch
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import change_settings
from tests.operations.queue_reference import Place, instant, places, read_facts, rows_of
from tests.programs import run_programs as run
from tests.support import PARIS, desk_at, write_leads

START = datetime(2026, 10, 23, 8, 0, tzinfo=UTC)
"""A Friday two days before the clock goes back; the machine walks on to the spring, when it goes forward."""
CHANGES_OF_CLOCK = [datetime.fromisoformat(t) for t in ("2026-10-25T01:00Z", "2026-11-01T06:00Z", "2027-03-14T07:00Z",
                                                        "2027-03-28T01:00Z")]  # fmt: skip
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOST_LEADS = 6
OF_THE_HOURS = ("outside_hours", "holiday", "several_zones")
ELSEWHEN = [HOUR, -2 * HOUR, DAY, -3 * DAY, 13 * MINUTE, 45 * DAY, -30 * DAY, 7 * DAY, 200 * DAY, -MINUTE]

LINES = {"Atelier": "+33140203040", "Atelier SAS": "+33140203040", "Nord": "+442079460000", "": "+33240111111"}
WHICH = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5])
"""Which lead an act is about: mostly the same few, since only a lead with a history has anything to lose."""
PEOPLE = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["Jean", "Zoé", ""]),
        "last_name": st.sampled_from(["Martin", "Petit", "Roy", "Blanc", "Noir"]),
        "company": st.sampled_from(["Atelier", "Atelier SAS", "Nord", "", ""]),
        "mobile": st.sampled_from(["", *(f"+3361234567{n}" for n in range(6))]),
        "email": st.sampled_from(["", "", "jean@atelier.fr", "z@nord.uk", "roy@free.fr"]),
        "country": st.sampled_from(["FR", "FR", "GB", "US", "JP", "", "Atlantis"]),
        "job_title": st.sampled_from(["", "PDG", "Stagiaire"]),
        "source": st.sampled_from(["", "list", "webinar", "demo_request"]),
        "source_date": st.sampled_from(["", "2026-10-01", "2026-10-23"]),
        "line": st.booleans(),
    }
)
COLUMNS = st.sampled_from(["mobile", "company", "country", "contact_kind", "email"])
ROWS = st.lists(PEOPLE, min_size=1, max_size=3)


@dataclass
class Made:
    """One call the test made, as it keeps it in mind: on whom, when, what was promised."""

    lead: str
    at: datetime
    number: int
    promised: datetime | None = None
    replaces: bool = False
    owner: str = ""


@dataclass
class Objection:
    """Who objected, under all the names it had then, and what was its own."""

    owners: frozenset[str]
    values: frozenset[tuple[str, str]]


@dataclass
class InMind:
    """What the test knows by itself, from its own acts alone; keys are operations."""

    calls: dict[str, Made] = field(default_factory=dict)
    objections: dict[str, Objection] = field(default_factory=dict)
    lifted: dict[str, dict[str, Objection]] = field(default_factory=dict)
    merged: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def part_of(self, lead):
        """The lead that a lead is part of in the end."""
        into = {gone: kept for kept, gone in self.merged.values()}
        while lead in into:
            lead = into[lead]
        return lead

    def promise(self, lead, who):
        """The first promise to be kept, with when it is `who`'s to keep: a colleague's is left to them at first.

        An attempt at or after its minute uses it up, an earlier one leaves it.
        """
        calls = [c for c in self.calls.values() if self.part_of(c.lead) == lead]
        alive = [
            (p.promised + (15 * MINUTE if p.owner not in ("", who) else timedelta()), p.promised)
            for p in calls
            if p.promised
            and not any(c.at >= p.promised for c in calls)
            and not any(c.replaces and (c.at, c.number) > (p.at, p.number) for c in calls)
        ]
        return min(alive, default=(None, None))


class QueueMachine(RuleBasedStateMachine):
    """One program: acts in any order on a small store, each followed by the whole account."""

    template: Path
    folder: Path
    numbers = count()

    def __init__(self):
        super().__init__()
        self.path = Path(shutil.copy(self.template, self.folder / f"{next(self.numbers)}.sdrdesk"))
        self.desk = desk_at(self.path, START)
        self.me, self.clock = self.desk.workspace, self.desk.clock
        self.mind, self.steps, self.n = InMind(), 0, count(1)
        self.campaigns = ["", *self.me.campaigns]

    def teardown(self):
        self.me.store.close()
        self.path.unlink()

    # -- what the rules share ----------------------------------------------------------------------------------------

    @property
    def bo(self):
        """A colleague at the same store."""
        return replace(self.me, who="Bo")

    def read(self, sql):
        with self.me.store.read() as tx:
            return rows_of(tx, sql)

    def ids(self):
        return sorted(r["id"] for r in self.read("SELECT id FROM lead"))

    def lead(self, which):
        ids = self.ids()
        return ids[which % len(ids)]

    def own(self, *leads):
        """What is a person's own among the columns of these leads, as (column, value)."""
        found = set()
        for r in self.read("SELECT * FROM lead"):
            if r["id"] in leads:
                name = f"{r['first_name']} {r['last_name']}".strip()
                found |= {("mobile", r["mobile"]), ("email", r["email"])}
                found |= {("person", f"{name}|{r['company']}")} if name and r["company"] else set()
        return frozenset((c, v) for c, v in found if v)

    def whole(self, lead):
        """Every lead that is the same person by now."""
        root = self.mind.part_of(lead)
        return frozenset(i for i in self.ids() if self.mind.part_of(i) == root)

    def did(self, operation):
        self.mind.done.append(operation)

    def unless_refused(self, act, *codes):
        """Do what may be refused for one of these reasons; the operation, "" where it was."""
        try:
            done = act()
        except UserError as refused:
            if refused.code not in codes:
                raise
            return ""
        operation = getattr(done, "changes", done).operation
        self.did(operation)
        return operation

    def say(self):
        text = f"words {next(self.n)}"
        self.mind.words.append(text)
        return text

    # -- the acts ----------------------------------------------------------------------------------------------------

    @initialize(rows=st.lists(PEOPLE, min_size=2, max_size=4))
    def begin(self, rows):
        self.bring(rows, Policy.UPDATE, "")

    @precondition(lambda self: len(self.ids()) < MOST_LEADS)
    @rule(rows=ROWS, policy=st.sampled_from([Policy.UPDATE, Policy.UPDATE, Policy.SKIP, Policy.NEW]), which=WHICH)
    def import_a_file(self, rows, policy, which):
        self.bring(rows, policy, self.campaigns[which % len(self.campaigns)])

    def bring(self, rows, policy, campaign):
        path = self.path.with_suffix(".csv")
        given = [{**r, "phone": LINES[r["company"]] if r["line"] else ""} for r in rows]
        write_leads(path, *[{k: v for k, v in r.items() if k != "line"} for r in given])
        plan = plan_import(self.me, path, Choices(policy, campaign=campaign))
        try:
            done = apply_import(self.me, plan)
        finally:
            plan.close()
        assert sum(done.counts.values()) == len(rows)
        self.did(done.operation)

    @precondition(lambda self: self.ids())
    @rule(
        which=WHICH,
        outcome=st.sampled_from([*Outcome, Outcome.CALLBACK_PROMISED, Outcome.CALLBACK_PROMISED, Outcome.BUSY]),
        ahead=st.sampled_from([1, 7, 30, 60, 61, 24 * 60, 3 * 24 * 60, 60 * 24 * 60]),
        ago=st.sampled_from([0, 0, 0, 0, 5, 60, 3000]),
        noted=st.booleans(),
        replaces=st.sampled_from([False, False, False, True]),
        by_bo=st.booleans(),
        owner=st.sampled_from([None, None, "", "Bo"]),
    )
    def call(self, which, outcome, ahead, ago, noted, replaces, by_bo, owner):
        lead, at = self.lead(which), self.clock.at - ago * MINUTE
        until = at + ahead * MINUTE
        told = {Outcome.CALLBACK_PROMISED: until, Outcome.CALLBACK_LATER: until.astimezone(PARIS).date()}.get(outcome)
        whole = self.whole(lead)
        own = self.own(*whole)
        done = record_call(
            self.bo if by_bo else self.me, lead, outcome, at=at, until=told, note=self.say() if noted else "",
            reason="no_need" if outcome is Outcome.NOT_INTERESTED else "", replaces_promises=replaces, owner=owner,
        ).changes.operation  # fmt: skip
        whose = (self.bo if by_bo else self.me).who
        promised = until.astimezone(UTC) if outcome is Outcome.CALLBACK_PROMISED else None
        self.mind.calls[done] = Made(
            self.mind.part_of(lead), at, next(self.n), promised, replaces, whose if owner is None else owner
        )
        if outcome is Outcome.OPPOSED:
            self.mind.objections[done] = Objection(whole, own)
        self.did(done)

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, ahead=st.sampled_from([1, 30, 61, 24 * 60, 3 * 24 * 60]))
    def promise_to_call_back(self, which, ahead):
        self.call(which, Outcome.CALLBACK_PROMISED, ahead, 0, False, False, False, None)

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, outcome=st.sampled_from([Outcome.NO_ANSWER, Outcome.BUSY]), ago=st.sampled_from([0, 0, 5]))
    def try_again(self, which, outcome, ago):
        self.call(which, outcome, 0, ago, False, False, False, None)

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, hours=st.sampled_from([None, 1, 5, 30, 24 * 9]))
    def snooze(self, which, hours):
        until = self.clock.at + hours * HOUR if hours else None
        self.did(snooze_lead(self.me, self.lead(which), until).operation)

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, by_bo=st.booleans(), hours=st.sampled_from([None, None, 1, 30]), release=st.booleans())
    def claim(self, which, by_bo, hours, release):
        workspace, lead = self.bo if by_bo else self.me, self.lead(which)
        until = self.clock.at + hours * HOUR if hours else None
        act = partial(release_lead, workspace, lead) if release else partial(claim_lead, workspace, lead, until)
        is_part_of_another = self.mind.part_of(lead) != lead
        self.unless_refused(act, "claimed", "not_claimed", *(["merged_already"] if is_part_of_another else []))

    @precondition(lambda self: self.ids())
    @rule(
        which=WHICH,
        taken=st.sampled_from(
            [
                (Decision.NOW, Route.CHECK_THEN_MEETING), (Decision.NOW, Route.MEETING),
                (Decision.NOW, Route.FURTHER_QUALIFICATION), (Decision.LATER, Route.NURTURE),
                (Decision.LATER, Route.FURTHER_QUALIFICATION), (Decision.NEVER, Route.EXCLUDE),
            ]
        ),
        days=st.sampled_from([None, 0, 1, 3, 30, 120]),
        warm_up=st.booleans(),
    )  # fmt: skip
    def take_a_decision(self, which, taken, days, warm_up):
        until = (self.clock.at + DAY * (days + 1)).date() if days is not None else None
        self.did(
            decide(self.me, self.lead(which), *taken, until=until, note=self.say(), warm_up=warm_up).changes.operation
        )

    @precondition(lambda self: self.ids())
    @rule(
        which=WHICH,
        kind=st.sampled_from(["demo_request", "call_request", "demo_request", "webinar", "pricing_page", "download"]),
        hours=st.integers(-60, 2),
    )
    def signal(self, which, kind, hours):
        self.did(add_signal(self.me, self.lead(which), kind, self.clock.at + hours * HOUR).operation)

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, option=st.sampled_from(["blocking", "none", "unclear", None]))
    def answer(self, which, option):
        lead = self.lead(which)
        with self.me.store.read() as tx:
            grid = gather(tx, self.me, [lead])[lead].grid
        asked = grid.criterion("need")
        value = option if asked and option and asked.option(option) else None
        if asked:
            self.did(answer_criterion(self.me, lead, "need", value).changes.operation)

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, channel=st.sampled_from([Channel.EMAIL, Channel.LINKEDIN]), made=st.booleans())
    def write_to(self, which, channel, made):
        act = partial(record_touch, self.me, self.lead(which), channel, done=made, note=self.say())
        if not self.unless_refused(act, "opposed_lead", "no_address"):
            self.mind.words.pop()

    @precondition(lambda self: len(self.ids()) > 1)
    @rule(kept=WHICH, gone=WHICH)
    def merge(self, kept, gone):
        pair = self.lead(kept), self.lead(gone)
        done = self.unless_refused(partial(merge_leads, self.me, *pair), "merge_with_itself", "merged_already")
        if done:
            self.mind.merged[done] = pair

    @precondition(lambda self: self.mind.objections)
    @rule(which=WHICH)
    def lift(self, which):
        owners = sorted({i for o in self.mind.objections.values() for i in o.owners} & set(self.ids()))
        if not owners:
            return
        lead = owners[which % len(owners)]
        whole = self.whole(lead)
        act = partial(lift_opposition, self.me, lead, "They asked for it")
        done = self.unless_refused(act, "still_opposed", "not_opposed")
        if not done:
            return
        lifted = {op: o for op, o in self.mind.objections.items() if o.owners & whole}
        self.mind.lifted[done] = lifted
        for op in lifted:
            del self.mind.objections[op]

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, values=PEOPLE, columns=st.sets(COLUMNS, min_size=1))
    def edit(self, which, values, columns):
        given = {**values, "contact_kind": "consumer" if values["line"] else ""}
        lead = self.lead(which)
        self.did(edit_lead(self.me, lead, {c: given[c] for c in sorted(columns)}).operation)

    @precondition(lambda self: self.ids())
    @rule(which=WHICH, campaign=WHICH)
    def move_to_a_campaign(self, which, campaign):
        edit = put_in_campaign(self.campaigns[campaign % len(self.campaigns)])
        self.did(change_leads(self.me, [self.lead(which), self.lead(which + 1)], edit).operation)

    @rule(key=st.sampled_from(["calling_hours", "calling_hours", "one_contact_a_day", "calling_holidays"]),
          value=st.sampled_from(["on", "off"]))  # fmt: skip
    def change_a_setting(self, key, value):
        change_settings(self.me, {key: value})
        after = place_all_anew(self.me)
        assert after == ""

    @rule(by=st.sampled_from([MINUTE, 13 * MINUTE, HOUR, 5 * HOUR, 9 * HOUR, DAY, 3 * DAY, 30 * DAY]))
    def let_time_pass(self, by):
        self.clock.at = self.clock.at + by

    @rule(minutes=st.sampled_from([-61, -1, 0, 1, 59, 60]))
    def go_to_a_change_of_the_clock(self, minutes):
        ahead = [c + minutes * MINUTE for c in CHANGES_OF_CLOCK if c + minutes * MINUTE > self.clock.at]
        if ahead:
            self.clock.at = ahead[0]

    @precondition(lambda self: self.mind.done)
    @rule(back=st.sampled_from([1, 1, 1, 2, 3, 5]))
    def undo(self, back):
        operation = self.mind.done[-min(back, len(self.mind.done))]
        undo_operation(self.me, operation)
        self.mind.done.remove(operation)
        self.mind.calls.pop(operation, None)
        self.mind.objections.pop(operation, None)
        self.mind.merged.pop(operation, None)
        restored = self.mind.lifted.pop(operation, {})
        self.mind.objections |= {op: o for op, o in restored.items() if op in self.mind.calls}

    @rule()
    def sweep_everything(self):
        for _ in range(50):
            if sweep(self.me) is None:
                break
        else:
            raise AssertionError("the sweep never ends")
        with self.me.store.read() as tx:
            known = read_facts(tx, self.me)
            assessed = gather(tx, self.me, [k.id for k in known])
        expected = places(known, self.clock.at, "", hours=False)
        today = utc_midnight(self.clock.at.astimezone(UTC).toordinal())
        for r in self.read("SELECT * FROM lead_state"):
            order = (r["tier"], (r["k1"], r["k2"], r["k3"]), r["lead"]) if r["state"] == "due" else ()
            assert Place(r["state"], r["code"], instant(r["until"]), order) == expected[r["lead"]]
            fresh = assess(assessed[r["lead"]].grid, assessed[r["lead"]].facts(), today)
            assert (r["score"], r["open"]) == (fresh.earned, fresh.open)

    @rule()
    def export_for_calling(self):
        path = self.path.with_name(f"{self.path.stem}-out.csv")
        export(self.me, path)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == len(self.ids())
        silenced = self.silenced()
        said = {v for r in rows for v in (r["phone"], r["mobile"], r["email"]) if v}
        assert not said & {v for c, v in silenced if c != "person"}

    # -- what must hold after every step -------------------------------------------------------------------------------

    @invariant()
    def all_that_must_hold_does(self):
        self.steps += 1
        with self.me.store.read() as tx:
            known = read_facts(tx, self.me)
        seen = summaries(self.me, [k.id for k in known])
        self.check_every_standing(known, seen)
        self.check_promises(seen)
        self.check_objections(seen)
        self.check_words()
        self.check_stored_counts(known)

    def check_every_standing(self, known, seen):
        """Order, standings and counts are the reference's: now, at another instant, for a colleague, in a campaign."""
        now, at = self.clock.at, self.clock.at + ELSEWHEN[self.steps % len(ELSEWHEN)]
        mine = self.check_page(known, now, self.me)
        for s in seen:
            found = type(s.standing).__name__.lower(), s.standing.code
            assert found == (mine[s.lead.id].state, mine[s.lead.id].code)
        match self.steps % 4:
            case 0:
                self.check_page(known, at, self.me)
            case 1:
                self.check_page(known, now, self.bo)
            case 2:
                self.check_page(known, at, self.bo)
            case _:
                self.check_page(known, now, self.me, self.campaigns[self.steps % len(self.campaigns)])

    def check_page(self, known, at, workspace, campaign=None):
        expected = places(known, at, workspace.who)
        inside = {k.id for k in known if campaign is None or k.lead.campaign == campaign}
        cut = {i: p for i, p in expected.items() if i in inside}
        most = 1000 if self.steps % 3 else 2
        page = read_queue(workspace, at, limit=most, waiting=1000, campaign=campaign)
        due = sorted((i for i in cut if cut[i].state == "due"), key=lambda i: cut[i].order)
        assert [s.lead.id for s in page.head] == due[:most]
        assert [(s.standing.tier, s.standing.key, s.standing.code) for s in page.head] == [
            (*cut[i].order[:2], cut[i].code) for i in due[:most]
        ]
        causes = Counter(place.cause for place in cut.values())
        assert page.causes == causes
        assert (page.due, page.waiting, page.closed) == tuple(
            sum(n for (state, _code), n in causes.items() if state == wanted) for wanted in ("due", "waiting", "closed")
        )
        ahead = {s.lead.id: (s.standing.code, s.standing.until) for s in page.next_waiting}
        timed = {i: (p.code, p.until) for i, p in cut.items() if p.until and p.code not in OF_THE_HOURS}
        assert {i: told for i, told in ahead.items() if i in timed} == timed
        return expected

    def check_promises(self, seen):
        """No promise is moved: by a retry, a snooze, the hours, a merge, an undo; only what ends one ends it."""
        for s in seen:
            (comes, promise), standing = self.mind.promise(s.lead.id, self.me.who), s.standing
            state = type(standing).__name__
            if state == "Closed":
                assert promise is None or standing.code != "no_hours"
            elif promise is None:
                assert standing.code != "promise"
            elif standing.code == "claimed":
                assert state == "Waiting"
            elif comes <= self.clock.at:
                assert (state, standing.code, standing.params["at"]) == ("Due", "promise", promise)
            elif standing.code == "snoozed":
                assert standing.until <= promise
            else:
                assert (state, standing.code, standing.until) == ("Waiting", "promise", promise)

    def check_objections(self, seen):
        """Who objected is not called, nor anybody by what is theirs; where nobody objects, nobody is closed for it."""
        silenced = self.silenced()
        owners = {i for o in self.mind.objections.values() for owner in o.owners for i in self.whole(owner)}
        for s in seen:
            if s.lead.id in owners or self.own(s.lead.id) & silenced:
                assert s.standing.code in ("opposed", "merged")
            if not self.mind.objections:
                assert s.standing.code != "opposed"

    def silenced(self):
        """What nobody may be called by: what was the objectors' own then, and what is theirs now."""
        found = set()
        for o in self.mind.objections.values():
            now = {i for owner in o.owners for i in self.whole(owner)}
            found |= o.values | self.own(*now)
        return found

    def check_words(self):
        """Every word written stands in a note, or is being typed again once its act was taken back."""
        kept = [r["text"] for r in self.read("SELECT text FROM note")]
        drafted = "\n".join(r["notes"] for r in self.read("SELECT notes FROM draft")).splitlines()
        assert sorted([*kept, *drafted]) == sorted(self.mind.words)

    def check_stored_counts(self, known):
        columns = "campaign, state, calling_group, code"
        rows = self.read(f"SELECT {columns}, count(*) AS n FROM lead_state GROUP BY {columns}")
        kept = self.read(f"SELECT {columns}, n FROM standing_count WHERE n != 0")
        assert sorted(tuple(r.values()) for r in kept) == sorted(tuple(r.values()) for r in rows)
        assert sum(r["n"] for r in rows) == len(known)


# -- running it ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def machine(tmp_path_factory):
    """The machine with a template to copy: an empty store with two campaigns."""
    folder = tmp_path_factory.mktemp("machine")
    template = folder / "template.sdrdesk"
    desk = desk_at(template, START)
    save_campaign(desk.workspace, Campaign("", "Salon", cadence="quick"))
    save_campaign(desk.workspace, Campaign("", "Petites firmes", grid="five"))
    desk.workspace.store.close()
    return type("QueueMachine", (QueueMachine,), {"template": template, "folder": folder})


def test_the_queue_keeps_its_word_through_a_hundred_programs(machine):
    run(machine, 100, 11)


@pytest.mark.long
def test_the_queue_keeps_its_word_through_a_thousand_programs(machine):
    run(machine, 1000, 30)
