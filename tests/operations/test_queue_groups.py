"""The groups behind the queue’s counts: each holds exactly the leads counted, and together they hold every lead."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import event

from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations.bulk import change_leads, put_in_campaign
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.campaigns import save_campaign
from sdrdesk.core.operations.leads import add_signal, count_leads, snooze_lead
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.operations.queue_groups import read_group
from sdrdesk.core.store import leads, states
from tests.support import NOW, paris

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def all_ids(desk):
    with desk.workspace.store.read() as tx:
        return leads.all_ids(tx, limit=1_000_000)


def whole_group(desk, state, code, campaign=None, at=None, limit=7):
    """Every lead of a group, read page by page."""
    found, after = [], ""
    while True:
        page = read_group(desk.workspace, state, code, campaign, limit, after, at)
        found += page.leads
        if not page.after:
            return found
        assert len(page.leads) == limit
        after = page.after


def check_groups(desk, at=None, campaign=None, limit=7):
    """Each group is as large as its count and says its own cause; no lead is in two, none is missing."""
    page = read_queue(desk.workspace, at, campaign=campaign)
    seen = []
    for (state, code), n in page.causes.items():
        group = whole_group(desk, state, code, campaign, at, limit)
        assert len(group) == n, (state, code)
        for summary in group:
            said = type(summary.standing).__name__.lower(), summary.standing.code
            assert (said[0], "due" if isinstance(summary.standing, Due) else said[1]) == (state, code)
        seen += [s.lead.id for s in group]
    assert len(seen) == len(set(seen)) == page.due + page.waiting + page.closed
    return seen


@pytest.mark.parametrize(
    "shift",
    [timedelta(0), 90 * DAY]
    + [pytest.param(shift, marks=pytest.mark.long) for shift in (-HOUR, 12 * HOUR, DAY, 5 * DAY, 7 * DAY, -120 * DAY)],
    ids=str,
)
def test_every_group_of_the_demonstration_is_what_was_counted(demo, shift):
    assert sorted(check_groups(demo, NOW + shift)) == sorted(all_ids(demo))


@pytest.mark.parametrize("most", [0, 3])
def test_the_groups_are_those_counted_when_most_of_what_the_clock_moved_is_left_to_the_sweep(demo, most):
    at = NOW + 20 * DAY
    page = read_queue(demo.workspace, at, most_moved=most)
    assert page.behind
    seen = []
    for (state, code), n in page.causes.items():
        group = read_group(demo.workspace, state, code, None, 10_000, "", at, most).leads
        assert len(group) == n, (state, code)
        seen += [s.lead.id for s in group]
    assert sorted(seen) == sorted(all_ids(demo))


def test_at_night_the_due_leads_are_found_under_the_hours_and_promises_stay_due(desk):
    promised, other = desk.add(), desk.add(last_name="Autre")
    record_call(desk.workspace, promised, Outcome.CALLBACK_PROMISED, until=paris("2026-11-24T22:00"))
    night = paris("2026-11-24T22:00")
    assert [s.lead.id for s in whole_group(desk, "due", "due", at=night)] == [promised]
    assert [s.lead.id for s in whole_group(desk, "waiting", "outside_hours", at=night)] == [other]


def test_a_group_is_read_a_page_at_a_time_each_lead_once(desk):
    made = [desk.add(last_name=f"N{n}", phone=f"+336123456{n:02}") for n in range(5)]
    first = read_group(desk.workspace, "due", "due", limit=2)
    assert ([s.lead.id for s in first.leads], first.after) == (made[:2], made[1])
    last = read_group(desk.workspace, "due", "due", limit=3, after=first.after)
    assert ([s.lead.id for s in last.leads], last.after) == (made[2:], "")
    assert read_group(desk.workspace, "closed", "merged").leads == []


def test_a_campaign_has_its_own_groups(demo):
    campaign, _changes = save_campaign(demo.workspace, Campaign("", "Industrie"))
    some = all_ids(demo)[::2]
    change_leads(demo.workspace, some, put_in_campaign(campaign.id))
    inside = check_groups(demo, campaign=campaign.id)
    outside = check_groups(demo, campaign="")
    assert sorted(inside) == sorted(some)
    assert len(inside) + len(outside) == count_leads(demo.workspace)


COUNTRIES = ("FR", "GB", "DE", "US", "CA", "BE", "")
PLACES = [o for o in Outcome if o not in (Outcome.CALLBACK_PROMISED, Outcome.CALLBACK_LATER)]


def live(desk, rng):
    """One lead with a random history."""
    phone = rng.choice([f"+336{rng.randrange(10**8):08}", ""])
    lead = desk.add(
        last_name=f"N{rng.random()}", phone=phone, country=rng.choice(COUNTRIES), company=rng.choice("ABCDE")
    )
    workspace, at = desk.workspace, desk.clock.at
    for _ in range(rng.randrange(4)):
        act = rng.randrange(5)
        if act == 0:
            record_call(workspace, lead, Outcome.CALLBACK_PROMISED, until=at + rng.randrange(1, 90) * HOUR)
        elif act == 1:
            record_call(workspace, lead, rng.choice(PLACES))
        elif act == 2:
            day = (at + rng.randrange(1, 40) * DAY).date()
            decision, route = rng.choice([(Decision.LATER, Route.NURTURE), (Decision.NEVER, Route.EXCLUDE)])
            reason = "no_need" if decision is Decision.NEVER else ""
            decide(workspace, lead, decision, route, until=None if reason else day, reason=reason)
        elif act == 3:
            add_signal(workspace, lead, rng.choice(["demo_request", "webinar"]), at - rng.randrange(1, 9) * HOUR)
        else:
            snooze_lead(workspace, lead, at + rng.randrange(1, 90) * HOUR)


@pytest.mark.parametrize(
    "seed", [0, 1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)]
)
def test_every_group_of_a_random_store_is_what_was_counted_at_any_instant(desk, seed):
    rng = random.Random(seed)
    for _ in range(60):
        desk.clock.at += timedelta(minutes=rng.randrange(1, 40))
        live(desk, rng)
    for _ in range(6):
        at = desk.clock.at + timedelta(minutes=rng.randrange(-3 * 1440, 45 * 1440))
        assert sorted(check_groups(desk, at, limit=rng.randrange(1, 40))) == sorted(all_ids(desk))


@pytest.mark.parametrize("groups", [None, ["Europe/Paris|FR"]])
def test_a_group_is_read_by_its_index(demo, groups):
    asked = []
    with demo.workspace.store.read() as tx:
        event.listen(tx, "before_cursor_execute", lambda _c, _cursor, sql, values, *_: asked.append((sql, values)))
        states.standing_for(tx, "closed", "excluded", "0", 51, None, groups)
        ((sql, values),) = asked
        plan = " ".join(str(row) for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "ix_lead_state_cause (state=? AND code=? AND lead>?)" in plan
    assert "TEMP B-TREE" not in plan
