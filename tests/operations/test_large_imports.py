"""A large import is stopped and taken back in short steps: all of it, whatever comes between, and nothing but it."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.imports import apply_import, plan_import
from sdrdesk.core.operations.leads import edit_lead
from sdrdesk.core.operations.qualification import save_draft
from sdrdesk.core.operations.standings import refresh
from sdrdesk.core.operations.undo import AT_ONCE, FEW, PART, take_back_unfinished, undo_operation
from sdrdesk.core.store import activities, journal, leads, states
from tests.support import desk_at, write_rows

ROWS = 2 * AT_ONCE + 100


def colleagues(path, first, rows):
    """Three to a company, and to each number of a company one in every file."""
    header = ["last_name", "email", "phone", "company"]
    return write_rows(path, header, [
        [f"Nom{n}", f"p{n}@x.fr", f"+3319900{n:04d}", f"Atelier {n % (ROWS // 3)}"] for n in range(first, first + rows)
    ])  # fmt: skip


def stored(desk):
    """Where every lead stands, and how many stand where."""
    with desk.workspace.store.read() as tx:
        counts = {(c.state, c.code): c.n for c in states.counts(tx)}
        return states.get_states(tx, leads.all_ids(tx, limit=10_000)), counts


def placed_anew(desk):
    """The same, each lead placed from what is known of it."""
    with desk.workspace.store.write() as tx:
        refresh(tx, desk.workspace, leads.all_ids(tx, limit=10_000), desk.workspace.now())
    return stored(desk)


def state_of(desk, operation):
    with desk.workspace.store.read() as tx:
        return journal.get_operation(tx, operation).state


def test_a_large_import_taken_back_leaves_what_was_there_as_it_stood(desk, tmp_path):
    desk.imported(colleagues(tmp_path / "a.csv", 5_000, 40))
    before = stored(desk)
    done = desk.imported(colleagues(tmp_path / "b.csv", 0, ROWS))
    assert stored(desk)[0].keys() > before[0].keys()
    undone = undo_operation(desk.workspace, done.operation)
    assert (undone.undone, undone.kept) == (ROWS, [])
    assert stored(desk) == before
    assert desk.leads("Nom17") == []
    assert [s.lead.last_name for s in desk.leads("Nom5017")] == ["Nom5017"]
    assert desk.workspace.store.faults() == []
    assert state_of(desk, done.operation) == "undone"


def test_leads_of_a_large_import_that_were_worked_on_stay_and_take_their_turns(desk, tmp_path):
    done = desk.imported(colleagues(tmp_path / "a.csv", 0, ROWS))
    by_name = {s.lead.last_name: s.lead.id for s in desk.leads()}
    # Nom900 waits behind its colleagues, who go; Nom3 was called and Nom40 is being typed about.
    assert desk.lead(by_name["Nom900"]).state.code == "colleague_first"
    save_draft(desk.workspace, by_name["Nom900"], desk.workspace.grid, "being typed", {})
    save_draft(desk.workspace, by_name["Nom40"], desk.workspace.grid, "being typed", {})
    record_call(desk.workspace, by_name["Nom3"], Outcome.NO_ANSWER)
    undone = undo_operation(desk.workspace, done.operation)
    assert {(k.lead, k.value) for k in undone.kept} == {
        (by_name["Nom3"], "log"), (by_name["Nom40"], "note"), (by_name["Nom900"], "note"),
    }  # fmt: skip
    assert undone.undone == ROWS - 3
    assert desk.lead(by_name["Nom900"]).state.code == "never_called"
    assert stored(desk) == placed_anew(desk)


class Crash(BaseException):
    pass


@pytest.mark.parametrize("after", [2, 3])
def test_a_large_undo_that_a_crash_interrupts_is_finished_at_the_next_start(tmp_path, after):
    desk = desk_at(tmp_path / "w.sdrdesk")
    desk.imported(colleagues(tmp_path / "a.csv", 5_000, 40))
    before = stored(desk)
    done = desk.imported(colleagues(tmp_path / "b.csv", 0, ROWS))
    write, written = desk.workspace.store.write, count()

    def cut(**also):
        if next(written) == after:
            raise Crash
        return write(**also)

    desk.workspace.store.write = cut
    with pytest.raises(Crash):
        undo_operation(desk.workspace, done.operation)
    desk.workspace.store.close()
    again = desk_at(tmp_path / "w.sdrdesk")
    assert len(before[0]) < len(stored(again)[0]) < ROWS + len(before[0])
    assert take_back_unfinished(again.workspace) == 1
    assert stored(again) == before
    assert take_back_unfinished(again.workspace) == 0
    again.workspace.store.close()


KNOWN = FEW + 3 * PART


def known_anew(tmp_path, desk):
    """Many leads, then a second file about them; where all stood between, what the second one was, and its leads."""
    header = ["last_name", "email", "city", "job_title", "notes"]
    rows = [[f"Nom{n}", f"p{n}@x.fr", "Lyon", "", ""] for n in range(KNOWN)]
    desk.imported(write_rows(tmp_path / "a.csv", header, rows))
    before = {s.lead.last_name: s.lead for s in desk.leads()}
    again = [[row[0], row[1], "Nice", "DAF", f"vu {n}"] for n, row in enumerate(rows)]
    return before, desk.imported(write_rows(tmp_path / "b.csv", header, again))


def leads_now(desk):
    return {s.lead.last_name: s.lead for s in desk.leads()}


def notes_now(desk, ids):
    with desk.workspace.store.read() as tx:
        return {note.text for notes in activities.notes_of(tx, ids).values() for note in notes}


def test_what_a_large_import_changed_is_taken_back_a_few_leads_at_a_time(desk, tmp_path):
    before, done = known_anew(tmp_path, desk)
    ids = [lead.id for lead in before.values()]
    edit_lead(desk.workspace, before["Nom7"].id, {"city": "Albi"})
    write, at_once = desk.workspace.store.write, []

    @contextmanager
    def counting(**also):
        with write(**also) as tx:
            first = tx.exec_driver_sql("SELECT max(seq) FROM journal").scalar_one()
            yield tx
            journalled = "SELECT count(DISTINCT lead) FROM journal WHERE seq > ?"
            at_once.append(tx.exec_driver_sql(journalled, (first,)).scalar_one())

    desk.workspace.store.write = counting
    undone = undo_operation(desk.workspace, done.operation)
    assert (max(at_once), sum(at_once)) == (PART, KNOWN)
    assert [(k.lead, k.code, k.value) for k in undone.kept] == [(before["Nom7"].id, "changed_since", "city")]
    assert leads_now(desk) == before | {"Nom7": replace(before["Nom7"], city="Albi")}
    assert notes_now(desk, ids) == set()
    assert undone.undone == 3 * KNOWN - 1
    assert undone.changes.all_leads
    assert state_of(desk, done.operation) == "undone"


@pytest.mark.parametrize("after", [2, 3, 6])
def test_a_large_change_whose_taking_back_is_interrupted_is_wholly_taken_back_at_the_next_start(tmp_path, after):
    desk = desk_at(tmp_path / "w.sdrdesk")
    before, done = known_anew(tmp_path, desk)
    write, written = desk.workspace.store.write, count()

    def cut(**also):
        if next(written) == after:
            raise Crash
        return write(**also)

    desk.workspace.store.write = cut
    with pytest.raises(Crash):
        undo_operation(desk.workspace, done.operation)
    desk.workspace.store.close()
    again = desk_at(tmp_path / "w.sdrdesk")
    assert Counter(lead.city for lead in leads_now(again).values())["Lyon"] == (after - 1) * PART
    last = before[f"Nom{KNOWN - 1}"]  # the newest change goes first
    edit_lead(again.workspace, last.id, {"city": "Nice"})
    assert take_back_unfinished(again.workspace) == 1
    assert leads_now(again) == before | {last.last_name: replace(last, city="Nice")}
    assert notes_now(again, [lead.id for lead in before.values()]) == set()
    again.workspace.store.close()


def test_an_import_cancelled_while_it_is_worked_out_again_can_be_begun_again(desk, tmp_path):
    plan = plan_import(desk.workspace, colleagues(tmp_path / "a.csv", 0, ROWS))
    desk.add(last_name="Nom7", email="p7@x.fr")
    with pytest.raises(UserError) as caught:
        apply_import(desk.workspace, plan, lambda _done, _of: False)
    assert caught.value.code == "cancelled"
    assert len(desk.leads()) == 1
    done = apply_import(desk.workspace, plan)
    plan.close()
    assert {fate: n for fate, n in done.counts.items() if n} == {"created": ROWS - 1, "updated": 1}
    assert len(desk.leads()) == ROWS
