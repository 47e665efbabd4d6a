"""The figures of a team lead equal those counted a second time by hand, and each rests on its n."""

import json
from contextlib import closing, suppress
from dataclasses import astuple
from datetime import date, timedelta
from math import isclose
from random import Random

import pytest
import sqlcipher3.dbapi2 as sqlite

from sdrdesk.core.domain.answers import AnswerError
from sdrdesk.core.domain.feedback import GIVEN_BACK, SalesAnswer
from sdrdesk.core.domain.insights import By, Cut
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.rates import Rate
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.segment import Condition
from sdrdesk.core.domain.stages import WAY
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.feedback import record_feedback
from sdrdesk.core.operations.insight_exports import export_insights
from sdrdesk.core.operations.insight_tables import figure_tables
from sdrdesk.core.operations.insights import insights
from sdrdesk.core.operations.leads import add_signal
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import ROUTES, answer_criterion, decide
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.operations.undo import undo_last, undo_operation
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.store import journal
from sdrdesk.core.store.activities import Feedback, StoredDecision
from sdrdesk.core.words import Words
from tests.operations.figures_by_hand import Store
from tests.operations.random_histories import Histories
from tests.support import NOW, paris

HOURS = {"calling_hours": "on", "calling_days": "12345", "calling_from": "09:00", "calling_to": "18:00"}


def by_hand(path, now=NOW):
    """The raw rows of a store, whose team works from 9 to 6 on weekdays."""
    with closing(sqlite.connect(path)) as connection:
        return Store(connection, "Europe/Paris", ((1, 2, 3, 4, 5), "09:00", "18:00"), now)


def same(found, wanted):
    """Whether two figures are one, but for the last digits of their fractions."""
    if isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(same(found[key], wanted[key]) for key in wanted)
    if isinstance(wanted, tuple):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    return isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-9) if isinstance(wanted, float) else found == wanted


def plain(found):
    """The figures in the shape that counting by hand gives them."""
    return {
        "leads": found.leads,
        "total": found.total.counts,
        "funnel": {row.key: row.counts for row in found.funnel},
        "first_contact": {
            f.temperature: (astuple(f.elapsed), astuple(f.working), f.waiting, f.unknown) for f in found.first_contact
        },
        "attempts": {a.number: astuple(a.reached) for a in found.attempts.each},
        "talked": astuple(found.attempts.reached),
        "calls": astuple(found.attempts.calls),
        "cycle": (astuple(found.cycle.to_sql), astuple(found.cycle.to_won)),
        "costs": {c.key: (c.leads, c.priced, c.total, c.sql, c.won) for c in found.costs},
        "hours": {(h.weekday, h.hour): astuple(h.reached) for h in found.hours},
        "reasons": {r.reason: (r.n, r.rejected, r.disqualified, r.lost) for r in found.reasons},
        "by_criterion": {
            (r.grid, r.criterion, r.option): (*astuple(r.rejected), *astuple(r.accepted)) for r in found.by_criterion
        },
        "idle": {(i.kind, i.key, i.grid): (i.tried, i.decisions, i.filled) for i in found.idle},
        "acceptance": astuple(found.acceptance),
        "answered": astuple(found.answered),
    }


def check(workspace, raw, cut, by, people):
    found, wanted = plain(insights(workspace, cut, by)), raw.figures(people, by)
    for name in wanted:
        if not same(found[name], wanted[name]):
            assert found[name] == wanted[name], (name, by, cut)


CUTS = [
    {},
    {"since": date(2026, 3, 1), "until": date(2026, 9, 30)},
    {"source": ("salon",), "campaign": ("", "c1")},
    {"who": ("Alix", "")},
    {"grid": ("bant/1", "champ")},
]


def check_histories(desk, seed, leads, *, own_sources=False):
    Histories(seed, leads, own_sources=own_sources).write(desk.workspace.store.path)
    change_settings(desk.workspace, HOURS | {"calling_holidays": "on"})
    raw = by_hand(desk.workspace.store.path)
    for by in By:
        check(desk.workspace, raw, Cut(), by, raw.people)
    for cut in CUTS:
        check(desk.workspace, raw, Cut(**cut), "source", raw.chosen(**cut))


def test_random_histories_give_the_figures_counted_by_hand(desk):
    check_histories(desk, 1, 150)


def test_each_random_history_alone_reaches_the_stages_counted_by_hand(desk):
    check_histories(desk, 2, 100, own_sources=True)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_ten_thousand_random_histories_give_the_figures_counted_by_hand(desk, seed):
    check_histories(desk, 100 + seed, 500, own_sources=seed % 2 == 0)


def test_the_demonstration_gives_the_figures_counted_by_hand(demo):
    change_settings(demo.workspace, HOURS | {"calling_holidays": "on"})
    raw = by_hand(demo.workspace.store.path)
    for by in By:
        check(demo.workspace, raw, Cut(), by, raw.people)
    found = insights(demo.workspace)
    assert found.leads > 300
    assert found.total.sql >= 12
    assert found.attempts.reached.enough


def test_a_segment_cuts_every_figure(desk):
    Histories(3, 80).write(desk.workspace.store.path)
    change_settings(desk.workspace, HOURS | {"calling_holidays": "on"})
    raw = by_hand(desk.workspace.store.path)
    in_lyon = {p["id"] for p in raw.people if p["city"] == "Lyon"}
    assert 0 < len(in_lyon) < len(raw.people)
    check(desk.workspace, raw, Cut(segment=(Condition("city", "is", "lyon"),)), "rep", raw.chosen(ids=in_lyon))


class Walk:
    """Acts of a person taken at random, some of them taken back, leads merged and erased on the way."""

    def __init__(self, desk, seed):
        self.desk, self.random = desk, Random(seed)
        self.leads, self.done = [], []

    def step(self):
        self.desk.clock.at += timedelta(minutes=self.random.randrange(1, 5_000))
        acts = [self.add] * 3 + [self.call] * 4 + [self.decide] * 3 + [self.hear] * 3 + [self.answer] * 2
        acts += [self.move, self.move, self.signal, self.undo, self.undo, self.merge]
        act_ = self.random.choice([*acts, *([self.erase] if self.random.random() < 0.3 else [])])
        if act_ == self.add or len(self.leads) < 3 or not self.done:
            self.add()
            self.done.append(self.desk.last_operation)
            return
        with suppress(UserError, AnswerError):  # what the product refuses leaves nothing behind
            act_(self.random.choice(self.leads))
            self.done.append(self.desk.last_operation)

    def add(self):
        n = len(self.leads)
        source, cost = self.random.choice(("Salon", "salon", "Web", "")), self.random.choice(("", "10", "25,5"))
        self.leads.append(self.desk.add(last_name=f"L{n}", phone=f"+3361200{n:04d}", source=source, cost=cost))

    def call(self, lead):
        outcome = self.random.choice([o for o in Outcome if not o.startswith("callback")])
        record_call(self.desk.workspace, lead, outcome)

    def decide(self, lead):
        decision, route = self.random.choice([(d, r) for d, routes in ROUTES.items() for r in routes])
        decide(self.desk.workspace, lead, decision, route)

    def hear(self, lead):
        answer = self.random.choice(list(SalesAnswer))
        record_feedback(self.desk.workspace, lead, answer, reason="too_early" if answer in GIVEN_BACK else "")

    def answer(self, lead):
        criterion = self.random.choice([c for c in self.desk.workspace.grid.criteria if c.options])
        answer_criterion(self.desk.workspace, lead, criterion.id, self.random.choice(criterion.options).id)

    def move(self, lead):
        move_stage(self.desk.workspace, lead, self.random.choice(WAY), "a reason")

    def signal(self, lead):
        add_signal(self.desk.workspace, lead, self.random.choice(("demo_request", "webinar", "download")))

    def undo(self, _lead):
        undo_operation(self.desk.workspace, self.random.choice(self.done))

    def merge(self, lead):
        merge_leads(self.desk.workspace, lead, self.random.choice(self.leads))

    def erase(self, lead):
        erase_lead(self.desk.workspace, lead)
        self.leads.remove(lead)


def walk(desk, seed, steps):
    change_settings(desk.workspace, HOURS | {"calling_holidays": "on"})
    walking = Walk(desk, seed)
    for n in range(1, steps + 1):
        walking.step()
        if n % 40 == 0:
            raw = by_hand(desk.workspace.store.path, now=desk.clock.at)
            check(desk.workspace, raw, Cut(), "source", raw.people)
    assert len(raw.people) > 3


def test_whatever_is_done_and_taken_back_the_figures_are_those_counted_by_hand(desk):
    walk(desk, 1, 80)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_in_long_walks_too_the_figures_are_those_counted_by_hand(desk, seed):
    walk(desk, 50 + seed, 320)


# -- worked out by hand, through acts ----------------------------------------------------------------------------------


def funnel(desk, **cut):
    return insights(desk.workspace, Cut(**cut)).total.counts


def hand_over(desk, lead):
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)


def hear(desk, lead, answer, decision="", reason=""):
    """Sales answers now; the operation by which it is kept."""
    with act(desk.workspace, "log") as doing:
        doing.add(Feedback(doing.new_id(), lead, doing.at, answer, doing.operation, reason=reason, decision=decision))
    return doing.operation


def test_a_lead_counts_where_it_once_stood_whatever_became_of_it(desk):
    workspace = desk.workspace
    nurtured, excluded, opposed, _untouched = (desk.add(last_name=name) for name in ("A", "B", "C", "D"))
    move_stage(workspace, nurtured, Stage.MQL, "two webinars")
    decide(workspace, nurtured, Decision.LATER, Route.NURTURE)
    hand_over(desk, excluded)
    decide(workspace, excluded, Decision.NEVER, reason="no_need")
    move_stage(workspace, opposed, Stage.OPPORTUNITY, "asked for a quote")
    record_call(workspace, opposed, Outcome.OPPOSED)
    assert [desk.lead(i).lead.stage for i in (nurtured, excluded)] == ["nurturing", "excluded"]
    assert funnel(desk) == (4, 3, 2, 2, 1, 0)


def test_what_is_taken_back_never_counted(desk):
    lead = desk.add()
    hand_over(desk, lead)
    assert funnel(desk) == (1, 1, 1, 1, 0, 0)
    undo_last(desk.workspace)
    assert funnel(desk) == (1, 0, 0, 0, 0, 0)
    hear(desk, lead, "won")
    assert funnel(desk) == (1, 1, 1, 1, 1, 1)
    undo_last(desk.workspace)
    assert funnel(desk) == (1, 0, 0, 0, 0, 0)
    assert insights(desk.workspace).acceptance == Rate(0, 0)


def test_merged_leads_count_once_as_far_as_either_came_since_the_first_of_them_came(desk):
    workspace = desk.workspace
    first = desk.add(last_name="Roux", source="Salon")
    move_stage(workspace, first, Stage.SAL, "sales took it up")
    desk.clock.at += timedelta(days=40)
    again = desk.add(last_name="Roux", phone="+33699001122", source="Web")
    record_call(workspace, again, Outcome.REACHED)
    merge_leads(workspace, again, first)
    found = insights(workspace)
    assert [(row.key, row.counts) for row in found.funnel] == [("web", (1, 1, 1, 0, 0, 0))]
    (cold,) = (f for f in found.first_contact if f.temperature == "cold")
    assert cold.elapsed.median == 40 * 24 * 60
    undo_last(workspace)
    assert funnel(desk) == (2, 1, 1, 0, 0, 0)


def test_an_erased_lead_is_in_no_figure(desk):
    lead = desk.add()
    hand_over(desk, lead)
    erase_lead(desk.workspace, lead)
    found = insights(desk.workspace)
    assert found.total.counts == (0,) * 6
    assert found.answered == Rate(0, 0)


def test_a_lead_is_of_the_day_it_came_on_by_the_clock_of_the_workspace(desk):
    desk.clock.at = NOW.replace(hour=23, minute=59)
    desk.add(last_name="Late")
    desk.clock.at += timedelta(minutes=1)
    desk.add(last_name="Early")
    monday, tuesday = NOW.date(), NOW.date() + timedelta(days=1)
    assert [funnel(desk, since=day, until=day)[0] for day in (monday, tuesday)] == [1, 1]
    assert funnel(desk, until=monday - timedelta(days=1))[0] == 0


def test_sales_accepts_what_it_does_not_reject_before_contact(desk):
    answers = [["accepted"], ["rejected"], ["rejected", "accepted"], ["accepted", "rejected"], ["disqualified"], []]
    for said in answers:
        lead = desk.add()
        hand_over(desk, lead)
        for answer in said:
            desk.clock.at += timedelta(hours=1)
            hear(desk, lead, answer, reason="no_real_need")
    hear(desk, desk.add(), "meeting_held")  # handed over, but not by anything on record
    found = insights(desk.workspace)
    assert found.acceptance == Rate(4, 6)
    assert found.answered == Rate(5, 6)
    assert [(r.reason, r.n, r.rejected, r.disqualified) for r in found.reasons] == [("no_real_need", 4, 3, 1)]


def test_the_first_contact_is_waited_for_in_working_hours_since_the_request(desk):
    change_settings(desk.workspace, HOURS)
    desk.clock.at = paris("2026-11-10T17:00")  # a Tuesday; the Wednesday after it is Armistice Day
    cold, hot = desk.add(last_name="A"), desk.add(last_name="B")
    desk.clock.at = paris("2026-11-12T17:30")
    add_signal(desk.workspace, hot, "demo_request")
    desk.clock.at = paris("2026-11-13T09:10")
    record_call(desk.workspace, hot, Outcome.NO_ANSWER)
    record_call(desk.workspace, cold, Outcome.NO_ANSWER)
    waited = {f.temperature: f for f in insights(desk.workspace).first_contact}
    assert (waited["hot"].elapsed.median, waited["hot"].working.median) == (15 * 60 + 40, 30 + 10)
    assert (waited["cold"].elapsed.median, waited["cold"].working.median) == (64 * 60 + 10, 60 + 9 * 60 + 10)


def test_an_hour_is_that_of_the_clock_of_whom_is_called(desk):
    lead = desk.add(phone="+13055550123", country="US", region="FL", postal_code="33101")
    other = desk.add(last_name="Simon")
    zone = desk.lead(lead).lead.zone
    assert zone == "America/New_York"
    # The clocks went back on 1 November over there, a week after Paris.
    for at in ("2026-10-24T16:30", "2026-10-31T16:30", "2026-11-02T16:30"):
        record_call(desk.workspace, lead, Outcome.REACHED, at=paris(at))
        record_call(desk.workspace, other, Outcome.BUSY, at=paris(at))
    found = {(h.weekday, h.hour): (h.reached.n, h.reached.of) for h in insights(desk.workspace).hours}
    assert found == {(5, 10): (1, 1), (5, 11): (1, 1), (0, 10): (1, 1), (5, 16): (0, 2), (0, 16): (0, 1)}


def test_what_came_back_is_counted_onto_the_answers_that_let_it_through(desk):
    """“18 of 40 rejected leads had ‘need’ answered by the contact alone”, of 10 accepted only one."""
    said = (
        [("contact_only", "rejected")] * 18
        + [("team", "rejected")] * 22
        + [("contact_only", "accepted")]
        + [("team", "won")] * 9
    )
    made = [(desk.add(), option, answer) for option, answer in said]
    with act(desk.workspace, "decide") as doing:
        for lead, option, answer in made:
            rested = {"answers": {"need_shared": option}, "presumed": {}, "overrides": [], "signals": []}
            facts, of = json.dumps({"now": NOW.isoformat(), **rested}), doing.operation
            handed = doing.new_id()
            doing.add(StoredDecision(handed, lead, NOW, "now", "meeting", "bant", 1, "{}", of, facts=facts))
            doing.add(Feedback(doing.new_id(), lead, NOW, answer, of, decision=handed))
    found = insights(desk.workspace)
    rows = {r.option: (r.rejected, r.accepted) for r in found.by_criterion if r.criterion == "need_shared"}
    assert rows == {"contact_only": (Rate(18, 40), Rate(1, 10)), "team": (Rate(22, 40), Rate(9, 10))}
    budget = [(r.option, r.rejected) for r in found.by_criterion if r.criterion == "budget"]
    assert budget == [("", Rate(40, 40))]
    assert found.acceptance == Rate(10, 50)


def test_a_criterion_never_answered_is_idle_and_one_that_ended_the_matter_is_not(desk):
    for option in ("outside", "target"):
        lead = desk.add(city="Lyon")
        answer_criterion(desk.workspace, lead, "sector", option)
        answer_criterion(desk.workspace, lead, "need_shared", "team")
        decide(desk.workspace, lead, Decision.NEVER, reason="off_target")
    idle = {(i.kind, i.key): (i.tried, i.decisions, i.filled) for i in insights(desk.workspace).idle}
    assert ("criterion", "sector") not in idle
    assert idle["criterion", "need_shared"] == (2, 2, 0)
    assert idle["criterion", "budget"] == (0, 2, 0)
    assert idle["field", "city"] == (0, 2, 2)


# -- how it is asked, and told -----------------------------------------------------------------------------------------


def test_a_count_is_ended_when_told_to_and_nothing_is_ever_written(desk):
    Histories(4, 60).write(desk.workspace.store.path)
    with desk.workspace.store.read() as tx:
        before = journal.head(tx)
    told = []

    def go_on(done, total):
        told.append((done, total))
        return len(told) < 4

    with pytest.raises(UserError) as caught:
        insights(desk.workspace, progress=go_on)
    assert caught.value.code == "cancelled"
    assert len(told) == 4
    told.clear()
    insights(desk.workspace, progress=lambda done, total: told.append((done, total)) is None)
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert all(done <= total for done, total in told)
    with desk.workspace.store.read() as tx:
        assert journal.head(tx) == before


def rates_in(said):
    if isinstance(said, dict):
        if "low" in said:
            yield said
        for part in said.values():
            yield from rates_in(part)
    elif isinstance(said, list):
        for part in said:
            yield from rates_in(part)


def test_every_rate_that_is_told_carries_its_n_and_its_interval(demo, tmp_path):
    found = insights(demo.workspace)
    export_insights(demo.workspace, found, tmp_path / "figures.json", Words("en"))
    told = list(rates_in(json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))))
    assert len(told) > 100
    for rate in told:
        assert rate["n"] >= 0
        assert rate["enough"] is (rate.get("of", rate["n"]) >= 30)
        assert (rate["low"] is None) is (rate.get("of", rate["n"]) == 0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_workbook_has_a_sheet_a_table_and_says_where_there_is_not_enough(demo, tmp_path, language):
    from python_calamine import CalamineWorkbook

    words, path = Words(language), tmp_path / "figures.xlsx"
    found = insights(demo.workspace)
    done = export_insights(demo.workspace, found, path, words)
    tables = figure_tables(demo.workspace, found, words)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == [t.title for t in tables]
    assert done["rows"] == sum(len(t.rows) for t in tables)
    rows = book.get_sheet_by_name(tables[0].title).to_python()
    assert tuple(rows[0]) == tables[0].header
    assert rows[1:] == [list(row) for row in tables[0].rows]
    alone = words.text("insight_key", "not_enough")
    assert all((row[6 + 1] == alone) is (0 < row[1] < 30) for row in rows[1:])


def test_a_table_is_written_as_csv_and_one_that_there_is_none_of_is_refused(demo, tmp_path):
    found, path = insights(demo.workspace, by="campaign"), tmp_path / "costs.csv"
    export_insights(demo.workspace, found, path, Words("fr"), "costs")
    first, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert first.split(";")[:3] == ["Source", "Leads", "Avec un coût"]
    assert len(rows) == len(found.costs)
    for path, table, code in (("x.csv", "nothing", "unknown_figures"), ("x.doc", "funnel", "unknown_export")):
        with pytest.raises(UserError) as caught:
            export_insights(demo.workspace, found, tmp_path / path, Words("en"), table)
        assert caught.value.code == code


def test_a_cut_is_offered_what_the_leads_have_the_most_frequent_first(desk):
    for source in ("Salon", "salon", "SALON", "Web"):
        desk.add(source=source)
    found = insights(desk.workspace, Cut(source=("web",)))
    assert found.leads == 1
    assert [(c.key, c.label, c.n) for c in found.choices.source] == [("salon", "SALON", 3), ("web", "Web", 1)]
