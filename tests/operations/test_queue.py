"""Reading the queue: what is stored says the same as everything computed from scratch, at any instant."""

import random
from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.assessment import assess, utc_midnight
from sdrdesk.core.domain.call_queue import Closed, Due, Waiting, place, standing
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.normalising.names import company_key
from sdrdesk.core.operations.calling import group_of
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import add_signal, count_leads, snooze_lead, summaries
from sdrdesk.core.operations.qualification import answer_criterion, decide
from sdrdesk.core.operations.queue import next_change, place_all_anew, read_queue, sweep
from sdrdesk.core.operations.standings import gather, outdated, queue_facts, refresh
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.store import leads, states
from tests.support import NOW, paris, write_leads

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def all_ids(desk):
    with desk.workspace.store.read() as tx:
        return leads.all_ids(tx, limit=1_000_000)


def stored(desk):
    with desk.workspace.store.read() as tx:
        return states.get_states(tx, all_ids(desk))


def from_scratch(desk, at):
    """Every lead placed from its facts alone; only the score is the stored one, as the rules say."""
    workspace = desk.workspace
    kept = stored(desk)
    with workspace.store.read() as tx:
        known = gather(tx, workspace, all_ids(desk))
    found, alone, called = {}, {}, {}
    for lead_id, facts in known.items():
        queue = queue_facts(workspace, facts, kept[lead_id].score, kept[lead_id].presumed_out)
        rules = workspace.rules_of(facts.lead)
        found[lead_id] = standing(queue, at, rules)
        placed = place(queue, at, rules)
        group = group_of(facts.lead)
        hours = group.zone or workspace.settings["zone"], group.country or workspace.country
        company = (company_key(facts.lead.company), hours) if facts.lead.company else ""
        if company and isinstance(placed, Due) and placed.tier >= 2 and rules.hours.ever_opens:
            alone.setdefault(company, []).append(((placed.tier, *placed.key, lead_id), lead_id))
        today = at.astimezone(queue.zone).date()
        if company and any(a.at.astimezone(queue.zone).date() == today for a in queue.attempts):
            called.setdefault(company, {})[lead_id] = day_start(today + DAY, queue.zone)
    for company, contacts in alone.items():
        spoken_to = called.get(company, {})
        again = [c for c in contacts if c[1] in spoken_to]
        hot = [c for c in contacts if c[0][0] == 2]
        first = min(hot or again or contacts)[1]
        for order, lead_id in contacts:
            if order[0] == 2:
                continue
            zone = workspace.zone_of(known[lead_id].lead.zone)
            if lead_id != first:
                tomorrow = day_start(at.astimezone(zone).date() + DAY, zone)
                found[lead_id] = Waiting(tomorrow, "colleague_first")
            elif spoken_to and not again:
                found[lead_id] = Waiting(max(spoken_to.values()), "colleague_called")
    return found


def check_against_scratch(desk, at):
    page = read_queue(desk.workspace, at, limit=100_000)
    slow = from_scratch(desk, at)
    due = {i: s for i, s in slow.items() if isinstance(s, Due)}
    expected = sorted(due, key=lambda i: (due[i].tier, *due[i].key, i))
    assert [s.lead.id for s in page.head] == expected
    assert [s.standing for s in page.head] == [due[i] for i in expected]
    listed = summaries(desk.workspace, list(slow), at)
    assert {s.lead.id: s.standing for s in listed} == slow
    assert page.due == len(due)
    assert page.waiting == sum(isinstance(s, Waiting) for s in slow.values())
    assert page.closed == sum(isinstance(s, Closed) for s in slow.values())
    assert page.due + page.waiting + page.closed == len(slow)
    assert sum(page.causes.values()) == len(slow)


def sweep_all(desk):
    rounds = 0
    while sweep(desk.workspace):
        rounds += 1
        assert rounds < 1000
    return rounds


# -- the demonstration -----------------------------------------------------------------------------------------------


def test_the_demonstration_fills_and_its_counts_add_up(demo):
    page = read_queue(demo.workspace)
    assert page.due + page.waiting + page.closed == count_leads(demo.workspace) > 50
    assert min(page.due, page.waiting, page.closed) > 0
    assert {s.standing.tier for s in read_queue(demo.workspace, limit=1000).head} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "shift", [timedelta(0), -HOUR, HOUR, DAY, -3 * DAY, 7 * DAY, 90 * DAY, -120 * DAY], ids=lambda d: str(d)
)
def test_the_demonstration_at_any_instant_is_what_scratch_says(demo, shift):
    check_against_scratch(demo, NOW + shift)


@pytest.mark.parametrize("hours", ["on", "off"])
def test_sweeping_changes_nothing_that_is_read(demo, hours):
    change_settings(demo.workspace, {"calling_hours": hours})
    after = ""
    while after := place_all_anew(demo.workspace, after, 37):
        pass
    for shift in (HOUR, 2 * DAY, 30 * DAY):
        before = read_queue(demo.workspace, NOW + shift, limit=1000)
        demo.clock.at = NOW + shift
        with demo.workspace.store.write() as tx:  # only the places; scores are rescored below
            moved = states.moved_by_clock(tx, demo.clock.at, 100_000)
        assert moved or shift == HOUR
        sweep_all(demo)
        check_against_scratch(demo, demo.clock.at)
        after_ = read_queue(demo.workspace, demo.clock.at, limit=1000)
        assert (after_.due, after_.waiting, after_.closed) == (before.due, before.waiting, before.closed)
        assert sweep(demo.workspace) is None


def test_scores_are_those_of_their_stored_day(demo):
    demo.clock.at = NOW + 3 * DAY
    sweep_all(demo)
    grid = demo.workspace.grid
    with demo.workspace.store.read() as tx:
        known = gather(tx, demo.workspace, all_ids(demo))
    for lead_id, state in stored(demo).items():
        fresh = assess(grid, known[lead_id].facts(), utc_midnight(state.score_day))
        assert (state.score, state.open) == (fresh.earned, fresh.open)
        assert (state.grid, state.grid_version) == (grid.id, grid.version)
        today = assess(grid, known[lead_id].facts(), utc_midnight(demo.clock.at.astimezone(UTC).toordinal()))
        assert state.score == today.earned  # nothing is behind once swept


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_what_is_stored_is_the_same_in_any_order_and_any_batch(demo, size):
    def recompute(ids, batch):
        with demo.workspace.store.write() as tx:
            for start in range(0, len(ids), batch):
                refresh(tx, demo.workspace, ids[start : start + batch], NOW)
        return stored(demo)

    ids = all_ids(demo)
    first = recompute(ids, 50)
    random.Random(size).shuffle(ids)
    assert recompute(ids, size) == first


def test_the_next_change_is_when_the_clock_next_moves_a_lead(desk):
    lead = desk.add()
    assert next_change(desk.workspace) is None
    record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=NOW + 2 * HOUR)
    assert next_change(desk.workspace) == NOW + 2 * HOUR
    page = read_queue(desk.workspace, waiting=5)
    assert [s.standing.until for s in page.next_waiting] == [NOW + 2 * HOUR]
    assert read_queue(desk.workspace, NOW + 2 * HOUR - timedelta(seconds=1)).due == 0
    assert read_queue(desk.workspace, NOW + 2 * HOUR).due == 1


def test_at_night_only_promises_are_due_and_the_counts_say_why(desk):
    promised, _other = desk.add(), desk.add(last_name="Autre")
    record_call(desk.workspace, promised, Outcome.CALLBACK_PROMISED, until=paris("2026-11-24T22:00"))
    page = read_queue(desk.workspace, paris("2026-11-24T22:00"))
    assert [s.lead.id for s in page.head] == [promised]
    assert (page.due, page.waiting, page.closed) == (1, 1, 0)
    assert page.causes == {("due", "due"): 1, ("waiting", "outside_hours"): 1}


def test_the_head_is_cut_and_the_counts_are_not(desk):
    for n in range(12):
        desk.add(last_name=f"N{n}", phone=f"+3361234567{n % 10}")
    page = read_queue(desk.workspace, limit=5)
    assert (len(page.head), page.due) == (5, 12)
    assert read_queue(desk.workspace, limit=0).head == []


def test_leads_of_several_zones_are_merged_into_one_order(desk):
    for n, country in enumerate(["FR", "GB", "FR", "DE", "GB"]):
        desk.add(last_name=f"N{n}", country=country)
    assert [s.lead.last_name for s in read_queue(desk.workspace).head] == ["N0", "N1", "N2", "N3", "N4"]


def test_nobody_at_all_is_an_empty_queue_and_no_error(desk):
    page = read_queue(desk.workspace)
    assert (page.due, page.waiting, page.closed, page.head) == (0, 0, 0, [])
    assert sweep(desk.workspace) is None


def test_a_new_grid_is_scored_in_the_background(desk):
    lead = desk.add(job_title="PDG", employees="200")
    answer_criterion(desk.workspace, lead, "need", "blocking")
    change_settings(desk.workspace, {"grid": "five"})
    assert sweep_all(desk) >= 1
    assert stored(desk)[lead].grid == "five"


# -- any history -----------------------------------------------------------------------------------------------------

CALLS = [o for o in Outcome if o not in (Outcome.OPPOSED, Outcome.LEFT_COMPANY)]
ACTS = st.lists(
    st.tuples(
        st.integers(0, 3),  # the lead
        st.integers(1, 60),  # hours since the act before
        st.one_of(
            st.tuples(st.just("call"), st.sampled_from(CALLS), st.integers(1, 120)),
            st.tuples(st.just("decide"), st.sampled_from(["check_then_meeting", "further_qualification", "nurture"]),
                      st.integers(0, 20)),
            st.tuples(st.just("signal"), st.sampled_from(["demo_request", "webinar"]), st.integers(-40, 40)),
            st.tuples(st.just("snooze"), st.just(""), st.integers(1, 100)),
            st.tuples(st.just("sweep"), st.just(""), st.just(0)),
        ),
    ),
    max_size=14,
)  # fmt: skip


def do(desk, lead, act):
    now, (what, which, amount) = desk.clock.at, act
    match what:
        case "call":
            until = {"callback_promised": now + amount * HOUR, "callback_later": now.date() + amount / 24 * DAY}
            record_call(desk.workspace, lead, which, until=until.get(which.value))
        case "decide":
            decision = Decision.LATER if which == "nurture" else Decision.NOW
            day = date.fromordinal(now.toordinal() + amount)
            decide(desk.workspace, lead, decision, Route(which), until=day if which == "nurture" else None)
        case "signal":
            add_signal(desk.workspace, lead, which, now + amount * HOUR)
        case "snooze":
            snooze_lead(desk.workspace, lead, now + amount * HOUR)
        case _:
            sweep(desk.workspace)


@given(ACTS, st.lists(st.integers(-400, 3000), min_size=1, max_size=4))
@many(max_examples=30)
def test_any_history_read_at_any_instant_is_what_scratch_says(new_desk, acts, hours):
    desk = new_desk()
    try:
        ids = [
            desk.add(last_name=f"N{n}", phone=f"+3361234567{n}", mobile=f"+3369900123{n}", country=country)
            for n, country in enumerate(["FR", "US", "GB", ""])
        ]
        for lead, since, act in acts:
            desk.clock.at += since * HOUR
            do(desk, ids[lead], act)
        for shift in hours:
            check_against_scratch(desk, NOW + shift * HOUR)
        sweep_all(desk)
        check_against_scratch(desk, desk.clock.at)
    finally:
        desk.workspace.store.close()


def test_who_held_the_turn_is_behind_again_once_the_colleague_called_is_due_again(desk):
    called = desk.add(company="Atelier")
    first, second = (desk.add(last_name=f"N{n}", phone=f"+3361234567{n}", company="Atelier") for n in range(2))
    record_call(desk.workspace, called, Outcome.BUSY)
    assert [desk.lead(i).standing.code for i in (first, second)] == ["colleague_called", "colleague_first"]
    check_against_scratch(desk, NOW + 2 * HOUR)  # read ahead
    desk.clock.at += 2 * HOUR
    sweep_all(desk)
    assert [desk.lead(i).standing.code for i in (called, first, second)] == ["retry", *["colleague_first"] * 2]
    check_against_scratch(desk, desk.clock.at)


def test_who_comes_to_a_company_in_the_file_that_takes_a_colleague_away_does_not_wait_for_them(desk, tmp_path):
    first = desk.add(last_name="Roy", company="Atelier", country="FR", email="z@nord.uk", phone="0199001001")
    add_signal(desk.workspace, first, "demo_request")
    rows = [
        {"last_name": "Petit", "company": "Atelier", "country": "FR", "phone": "0199001002", "email": "p@atelier.fr"},
        {"last_name": "Roy", "company": "Atelier", "country": "JP", "email": "z@nord.uk"},
    ]
    desk.imported(write_leads(tmp_path / "l.csv", *rows))
    found = {s.lead.last_name: s.standing.code for s in desk.leads()}
    assert (found["Petit"], desk.lead(first).lead.zone) == ("never_called", "Asia/Tokyo")


def test_a_claim_of_a_colleague_makes_a_lead_wait_for_the_others_only(desk, open_desk):
    lead = desk.add()
    with desk.workspace.store.write() as tx:
        leads.update_lead(tx, lead, {"claimed_by": "Bo", "claimed_until": NOW + HOUR})
        refresh(tx, desk.workspace, [lead], NOW)
    assert desk.lead(lead).standing.code == "claimed"
    colleague = open_desk(desk.workspace.store.path, who="Bo")
    with colleague.workspace.store.read() as tx:
        known = gather(tx, colleague.workspace, [lead])[lead]
    facts = queue_facts(colleague.workspace, known, 0, False)
    assert standing(facts, NOW, colleague.workspace.rules_of(known.lead)).code == "never_called"
    assert replace(facts, claim=None) == facts


# -- what the clock moves, in the background ---------------------------------------------------------------------------


def many_promises(desk, count):
    """So many leads whose promised minute is the same."""
    ids = [desk.add(last_name=f"N{n}", phone=f"+3319900{n:04d}") for n in range(count)]
    for lead in ids:
        record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=NOW + HOUR)
    desk.clock.at = NOW + 2 * HOUR
    return ids


def test_a_reading_that_may_not_place_all_that_moved_says_so_until_the_sweep_has(desk):
    ids = many_promises(desk, 30)
    page = read_queue(desk.workspace, most_moved=10)
    assert (page.due, page.waiting, page.moved, page.behind) == (10, 20, 10, True)
    whole = read_queue(desk.workspace, most_moved=30)
    assert (whole.due, whole.waiting, whole.moved, whole.behind) == (30, 0, 30, False)
    assert [s.lead.id for s in whole.head] == ids
    sweep_all(desk)
    page = read_queue(desk.workspace, most_moved=10)
    assert (page.due, page.moved, page.behind) == (30, 0, False)
    assert [s.lead.id for s in page.head] == ids


def test_a_sweep_that_was_killed_goes_on_where_it_stopped_and_ends_the_same(demo, tmp_path, open_desk):
    demo.clock.at = later = NOW + 40 * DAY
    swept = sweep(demo.workspace, 7)
    assert 0 < len(swept.lead_ids) <= 7
    demo.workspace.store.close()  # all that a process leaves is what it committed
    killed = open_desk(demo.workspace.store.path, later)
    left = {i for i, s in stored(killed).items() if outdated(s, later)}
    assert left
    assert not left & swept.lead_ids
    sweep_all(killed)
    ended = stored(killed)
    with killed.workspace.store.write() as tx:
        refresh(tx, killed.workspace, list(ended), later)
    fresh = stored(killed)
    assert {i: places(s) for i, s in ended.items()} == {i: places(s) for i, s in fresh.items()}
    assert {i: (s.score, s.open, s.moves_day) for i, s in ended.items()} == {
        i: (s.score, s.open, s.moves_day) for i, s in fresh.items()
    }


def places(state):
    return state.state, state.code, state.order, state.until


def test_the_daily_rescoring_touches_only_leads_whose_score_moves(demo):
    sweep_all(demo)
    before = stored(demo)
    demo.clock.at = NOW + DAY
    today = demo.clock.at.astimezone(UTC).toordinal()
    moving = {i for i, s in before.items() if s.moves_day and s.moves_day <= today}
    moved = {i for i, s in before.items() if outdated(s, demo.clock.at)}
    touched = set()
    while changes := sweep(demo.workspace, 20):
        touched |= changes.lead_ids
    assert moving
    assert touched == moving | moved
    assert len(touched) < len(before)


def test_leads_that_another_grid_scored_are_looked_for_a_stretch_at_a_time(demo):
    sweep_all(demo)
    ids = sorted(all_ids(demo))
    with demo.workspace.store.write() as tx:
        wrong = [replace(s, grid_version=0) for s in states.get_states(tx, [ids[3], ids[12]]).values()]
        states.put_states(tx, wrong)
    grid = demo.workspace.grid
    found, after = [], ""
    with demo.workspace.store.read() as tx:
        while True:
            walked = states.scored_otherwise(tx, {"": (grid.id, grid.version)}, after, 10, 200)
            found += walked.found
            after = walked.to
            if not after:
                break
    assert found == [ids[3], ids[12]]
