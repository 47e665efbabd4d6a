"""The questions asked at every key and every call: each answered by an index, none by reading or sorting every lead."""

import re
from contextlib import closing, contextmanager
from itertools import islice

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import event

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import campaigns, leads, lists, queue, sessions
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.feedback import record_feedback
from sdrdesk.core.store import leads as leads_store
from sdrdesk.core.store import search, states
from sdrdesk.core.store.leads import LeadFilter
from sdrdesk.core.store.segments import SQL_FUNCTIONS
from tests.support import NOW

LARGE = {"lead", "lead_state", "lead_key", "activity", "signal", "note", "decision", "answer", "journal"}
"""Tables that have a row or more a lead."""


@contextmanager
def watched(store):
    """The statements that the store is asked, with the values bound: a partial index depends on which are."""
    said = []

    def note(_connection, _cursor, statement, values, _context, many):
        said.append((statement, values[0] if many else values))

    engine = store._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plans(store, said):
    """What SQLite does for each statement, as (statement, step)."""
    with closing(sqlite.connect(str(store.path))) as driver:
        for name, function in SQL_FUNCTIONS.items():
            driver.create_function(name, 1, function, deterministic=True)
        return [
            (" ".join(statement.split()), row[3])
            for statement, values in dict(said).items()
            if statement.lstrip().upper().startswith("SELECT")
            for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


def whole_readings(found):
    """The steps that read or sort a large table whole; the first rows of an index and rows asked for by id are none."""

    def some_rows(statement):
        return " LIMIT " in statement or " IN (" in statement or "json_each" in statement

    def first_rows(statement, step):
        return ("INDEX" in step or "ORDER BY journal.seq DESC" in statement) and some_rows(statement)

    found = [(s, step) for s, step in found if LARGE & set(re.findall(r"\w+", s))]
    return [
        (statement, step)
        for statement, step in found
        if (step.startswith("SCAN") and step.split()[1] in LARGE and not first_rows(statement, step))
        or (step == "USE TEMP B-TREE FOR ORDER BY" and not some_rows(statement))
    ]


ACTS = {
    "the clock passes": lambda w: (queue.next_change(w), queue.store_mark(w)),
    "somebody types a name": lambda w: leads.first_found(w, "mar", 20),
    "somebody types two letters": lambda w: leads.first_found(w, "zq", 20),
    "somebody types a number": lambda w: leads.first_found(w, "06 12", 20),
    "the list is opened": lambda w: lists.find_rows(w, LeadFilter(), 256),
    "a page of the list is read": lambda w: lists.page_of(w, range(1, 60)),
    "the counts are shown": lambda w: (leads.count_leads(w), sessions.today(w), campaigns.list_campaigns(w)),
    "an outcome is recorded": lambda w: record_call(w, queue.read_queue(w).head[0].lead.id, Outcome.NO_ANSWER),
    "sales answers": lambda w: record_feedback(w, queue.read_queue(w).head[0].lead.id, "won"),
    "the queue is read on another day": lambda w: queue.read_queue(w, NOW.replace(day=27), 50, 50, most_moved=20),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_no_act_of_every_minute_reads_every_lead(demo, act):
    with watched(demo.workspace.store) as said:
        act(demo.workspace)
    found = plans(demo.workspace.store, said)
    assert whole_readings(found) == []


@pytest.mark.parametrize(
    ("statement", "values", "index"),
    [
        (states.DUE_ORDER, ("", "Europe/Paris|FR", states.LAST_TIER), "COVERING INDEX ix_lead_state_due"),
        (states.DUE_ORDER, ("", "Europe/Paris|FR", states.PROMISES), "COVERING INDEX ix_lead_state_due"),
        (states.WAITING_ORDER, ("",), "COVERING INDEX ix_lead_state_waiting"),
        (search.BY_NUMBER, ('["p:+336"]', search.LAST_LETTER), "lead_key|PRIMARY KEY"),
        (search.BY_NAME, ("mar", "mas"), "COVERING INDEX ix_lead_sort_name"),
    ],
)
def test_what_is_read_row_by_row_comes_in_order_from_an_index(demo, statement, values, index):
    steps = [step for _, step in plans(demo.workspace.store, [(statement, values)])]
    wanted = index.rpartition("|")[2]
    assert any(wanted in step for step in steps)
    assert not [step for step in steps if "TEMP B-TREE" in step or (step.startswith("SCAN") and "asked" not in step)]


def test_words_are_found_first_and_then_only_the_hits_are_sorted(demo):
    steps = [step for _, step in plans(demo.workspace.store, [(search.BY_WORDS, ('"mar"*', 300))])]
    assert any("SEARCH lead USING INTEGER PRIMARY KEY" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN lead ")]


def every_state(demo):
    with demo.workspace.store.read() as tx:
        return list(states.get_states(tx, leads_store.all_ids(tx)).values())


def test_the_queue_is_read_no_further_than_it_is_asked_for(demo):
    with demo.workspace.store.read() as tx:
        groups = {(c.campaign, c.group, states.LAST_TIER) for c in states.counts(tx) if c.state == "due"}
        with states.due_in_order(tx, groups) as due:
            first = list(islice(due, 3))
        with states.due_in_order(tx, groups) as due:
            every = list(due)
    assert first == every[:3]
    assert every == sorted(every)
    assert len(every) == sum(s.state == "due" for s in every_state(demo))


def test_what_the_clock_moved_is_found_without_reading_every_lead(demo):
    with watched(demo.workspace.store) as said, demo.workspace.store.read() as tx:
        states.moved_by_clock(tx, NOW, 10_000)
        states.scores_that_move(tx, NOW.toordinal(), 200)
        states.companies_of(tx, ["x"])
    found = plans(demo.workspace.store, said)
    for index in ("changes_at", "valid_from", "moves_day"):
        assert any(f"ix_lead_state_{index}" in step for _, step in found)
    assert whole_readings(found) == []


def test_the_turns_of_companies_are_read_from_their_partial_indexes(demo):
    with watched(demo.workspace.store) as said, demo.workspace.store.read() as tx:
        for ask in (
            lambda: states.first_contacts(tx, ["alpha", "beta"], 3),
            lambda: states.due_contacts(tx, ["alpha", "beta"]),
            lambda: states.called_since(tx, ["alpha", "beta"], NOW),
            lambda: states.ever_called(tx, ["alpha", "beta"]),
            lambda: states.shared_companies(tx, ["alpha", "beta"]),
        ):
            ask()
    found = plans(demo.workspace.store, said)
    for index in ("company", "company_due", "company_call"):
        assert any(f"INDEX ix_lead_state_{index} " in step for _, step in found), found
    assert whole_readings(found) == []
