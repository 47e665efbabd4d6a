"""New leads placed many at once stand exactly where each would stand if it were placed like any other lead."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations.acts import lead_row
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.campaigns import save_campaign
from sdrdesk.core.operations.new_standings import NewLeads
from sdrdesk.core.operations.standings import refresh
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.store import activities, journal, leads, states
from sdrdesk.core.store.activities import StoredSignal
from tests.support import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROWS = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["", "Zoé"]),
        "last_name": st.sampled_from(["Martin", "Roy", ""]),
        "company": st.sampled_from(["Atelier", "Atelier SAS", "Nord", "Sud", "", "SAS", "…"]),
        "phone": st.sampled_from(["", "+33612345678", "+33140203040", "+442079460000", "12", "06 12"]),
        "mobile": st.sampled_from(["", "", "+33612345679"]),
        "email": st.sampled_from(["", "jean@atelier.fr"]),
        "country": st.sampled_from(["FR", "FR", "", "US", "DE", "Atlantis", " "]),
        "region": st.sampled_from(["", "Alsace", "Bayern"]),
        "job_title": st.sampled_from(["", "PDG", "Stagiaire", "DAF"]),
        "industry": st.sampled_from(["", "Logiciel", "Agriculture", "Public"]),
        "employees": st.sampled_from(["", "3", "10-19", "1e400", "5000", "many", "49,5", "1 200"]),
    }
)
SIGNALS = st.lists(
    st.tuples(st.sampled_from(["webinar", "demo_request", "pricing_page", "list"]), st.integers(-40, 3)), max_size=2
)
BATCH = st.lists(
    st.tuples(ROWS, SIGNALS, st.sampled_from(["", "", "", "sole_trader"]), st.booleans()), min_size=1, max_size=8
)
CALL = st.tuples(
    st.integers(0, 5),
    st.sampled_from([Outcome.NO_ANSWER, Outcome.BUSY, Outcome.REACHED, Outcome.OPPOSED, Outcome.VOICEMAIL]),
)
STEPS = st.lists(st.one_of(BATCH, BATCH, CALL, st.sampled_from([HOUR, 9 * HOUR, DAY])), min_size=1, max_size=5)


@given(
    steps=STEPS,
    grid=st.sampled_from(["bant", "five", "saas", "marketing"]),
    turns=st.sampled_from(["on", "on", "off"]),
    hours=st.sampled_from(["on", "off"]),
)
@settings(max_examples=20)
def test_new_leads_placed_at_once_stand_where_each_would_stand(new_desk, steps, grid, turns, hours):
    quick, slow = new_desk(), new_desk()
    try:
        chosen = {"grid": grid, "one_contact_a_day": turns, "calling_hours": hours}
        campaign = Campaign("", "Automne", grid="consultancy", cadence="")
        for desk in (quick, slow):
            desk.clock.at = NOW
            change_settings(desk.workspace, chosen)
        of = [save_campaign(desk.workspace, campaign)[0].id for desk in (quick, slow)]
        made, names = [], iter(range(10_000))
        for step in steps:
            if isinstance(step, timedelta):
                quick.clock.at += step
                slow.clock.at += step
            elif isinstance(step, tuple):
                if made and (lead_id := made[step[0] % len(made)]):
                    for desk in (quick, slow):
                        record_call(desk.workspace, lead_id, step[1])
            else:
                new = [(f"{next(names):032d}", *one) for one in step]
                made += [lead_id for lead_id, *_rest in new]
                add(quick, of[0], new, at_once)
                add(slow, of[1], new, one_by_one)
            assert stored(quick, of[0]) == stored(slow, of[1])
    finally:
        quick.workspace.store.close()
        slow.workspace.store.close()


def add(desk, campaign, new, place):
    """Store leads with their signals, and place them."""
    workspace, at = desk.workspace, desk.workspace.now()
    rows, signals = [], []
    with workspace.store.write() as tx:
        operation = workspace.new_id()
        journal.begin_operation(tx, operation, "import", at, workspace.who)
        for lead_id, columns, signs, kind, of_campaign in new:
            lead = Lead(lead_id, contact_kind=kind, campaign=campaign if of_campaign else "", **columns)
            rows.append(lead_row(lead, operation, at))
            signals += [
                StoredSignal(f"{lead_id}{n}", lead_id, kind, at + days * DAY, operation)
                for n, (kind, days) in enumerate(signs)
            ]
        leads.insert_leads(tx, rows)
        activities.add_facts(tx, signals)
        place(tx, workspace, rows, signals, at)


def at_once(tx, workspace, rows, signals, at):
    placing = NewLeads(workspace, at)
    half = len(rows) // 2
    for some in (rows[:half], rows[half:]):
        ids = {row.lead.id for row in some}
        placing.place(tx, some, [s for s in signals if s.lead in ids])


def one_by_one(tx, workspace, rows, signals, at):
    for row in rows:
        refresh(tx, workspace, [row.lead.id], at)


def stored(desk, campaign):
    """Every state, and how many stand where; the campaign goes by another id in every workspace."""
    with desk.workspace.store.read() as tx:
        found = states.get_states(tx, leads.all_ids(tx))
        counts = [(c.campaign == campaign, c.state, c.group, c.code, c.n) for c in states.counts(tx)]
    return {i: (replace(s, campaign=""), s.campaign == campaign) for i, s in found.items()}, sorted(counts)
