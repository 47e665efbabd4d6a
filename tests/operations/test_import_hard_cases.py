"""Imports where something comes between: a merge, another id elsewhere, an objection, a store or a file that moved."""

from dataclasses import replace

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.exports import export
from sdrdesk.core.operations.imports import Choices, Policy, apply_import, plan_import
from sdrdesk.core.operations.leads import dossier, edit_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.oppositions import lift_opposition
from sdrdesk.core.operations.undo import undo_last, undo_last_import, undo_operation
from sdrdesk.core.store import journal
from tests.support import write_leads

MARTIN = {"last_name": "Martin", "email": "m@x.fr", "phone": "0612345678"}


def fates(done):
    return {fate: n for fate, n in done.counts.items() if n}


def many(path, n=1200):
    return write_leads(path, *[{"last_name": f"N{i}", "email": f"n{i}@x.fr"} for i in range(n)])


@pytest.fixture
def planned(desk, tmp_path):
    """A plan of 1,200 new leads in a store that has moved since."""
    plan = plan_import(desk.workspace, many(tmp_path / "a.csv"))
    desk.add(last_name="Meanwhile")
    yield plan
    plan.close()


def test_a_lead_that_was_merged_into_an_imported_one_is_not_lost_when_the_import_is_undone(desk, tmp_path):
    mine = desk.add(**MARTIN)
    done = desk.imported(write_leads(tmp_path / "a.csv", MARTIN | {"city": "Lyon"}), Policy.NEW)
    (new,) = [s.lead.id for s in desk.leads() if s.lead.id != mine]
    merge_leads(desk.workspace, new, mine)  # nothing of the one kept changes: it knew all of it
    undone = undo_operation(desk.workspace, done.operation)
    assert [(k.lead, k.code, k.value) for k in undone.kept] == [(new, "worked_on", "merge")]
    assert desk.lead(new).standing.code == "never_called"


@pytest.mark.parametrize("last", [False, True])
def test_an_import_of_which_all_is_kept_is_taken_back_once_the_work_is(desk, tmp_path, last):
    other = MARTIN | {"email": "martin@y.fr"}
    done = desk.imported(write_leads(tmp_path / "a.csv", MARTIN, other))
    one, two = [s.lead.id for s in desk.leads()]
    merged = merge_leads(desk.workspace, one, two)
    kept = undo_last_import(desk.workspace) if last else undo_operation(desk.workspace, done.operation)
    assert (kept.undone, len(kept.kept)) == (0, 2)
    undo_operation(desk.workspace, merged.operation)
    undone = undo_last_import(desk.workspace) if last else undo_operation(desk.workspace, done.operation)
    assert (undone.undone, undone.kept, desk.leads()) == (2, [], [])


def test_a_chain_of_undo_passes_an_import_of_which_all_is_kept(desk, tmp_path):
    first = desk.add(last_name="Roy")
    desk.imported(write_leads(tmp_path / "a.csv", MARTIN))
    (martin,) = [s.lead.id for s in desk.leads() if s.lead.id != first]
    edit_lead(replace(desk.workspace, who="Bo"), martin, {"city": "Lyon"})
    assert [(undo_last(desk.workspace).verb, len(desk.leads())) for _ in range(2)] == [("import", 2), ("add", 1)]


def test_a_large_import_keeps_the_lead_that_another_was_merged_into(desk, tmp_path):
    mine = desk.add(last_name="N7", email="n7@x.fr", phone="")
    done = desk.imported(many(tmp_path / "a.csv"), Policy.NEW)
    (new,) = [s.lead.id for s in desk.leads() if s.lead.email == "n7@x.fr" and s.lead.id != mine]
    merge_leads(desk.workspace, new, mine)
    undo_operation(desk.workspace, done.operation)
    assert {s.lead.id for s in desk.leads()} == {new, mine}


def test_an_id_elsewhere_never_becomes_one_of_another_system(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", MARTIN | {"source": "salesforce", "external_id": "1"}))
    beside = write_leads(tmp_path / "b.csv", MARTIN | {"source": "hubspot", "external_id": "7"})
    assert fates(desk.imported(beside)) == {"updated": 1}
    desk.imported(write_leads(tmp_path / "c.csv", MARTIN | {"source": "zoho"}))
    for source in ("hubspot", "zoho"):
        petit = {"last_name": f"Petit {source}", "email": f"{source}@x.fr", "source": source, "external_id": "1"}
        assert fates(desk.imported(write_leads(tmp_path / "d.csv", petit))) == {"created": 1}
    (martin,) = desk.leads("m@x.fr")
    assert (martin.lead.last_name, martin.lead.source, martin.lead.external_id) == ("Martin", "salesforce", "1")


def test_another_id_elsewhere_is_news_once_and_matches_from_then_on(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", MARTIN | {"source": "salesforce", "external_id": "1"}))
    beside = write_leads(tmp_path / "b.csv", MARTIN | {"source": "hubspot", "external_id": "7"})
    done = desk.imported(beside)
    assert fates(done) == {"updated": 1}
    assert fates(desk.imported(beside)) == {"unchanged": 1}
    moved = write_leads(tmp_path / "c.csv", {"email": "new@x.fr", "source": "hubspot", "external_id": "7"})
    plan = plan_import(desk.workspace, moved)
    plan.close()
    assert plan.counts["updated"] == 1
    undo_operation(desk.workspace, done.operation)
    assert fates(desk.imported(moved)) == {"created": 1}


def test_whoever_objected_in_the_file_is_closed_though_known_leads_are_left_as_they_are(desk, tmp_path):
    mine = desk.add(**MARTIN)
    path = write_leads(tmp_path / "a.csv", MARTIN | {"city": "Lyon", "opposed": "yes"})
    assert fates(desk.imported(path, Policy.SKIP)) == {"updated": 1}
    assert (desk.lead(mine).standing.code, desk.lead(mine).lead.city) == ("opposed", "")
    assert fates(desk.imported(path, Policy.SKIP)) == {"skipped": 1}


def test_an_import_that_is_worked_out_again_can_be_cancelled_and_then_carried_out_whole(desk, planned):
    said = []

    def stop(done, of):
        said.append((done, of))
        return False

    with pytest.raises(UserError, match="cancelled"):
        apply_import(desk.workspace, planned, stop)
    assert [done for done, _of in said] == [0]  # at once, not when all has been worked out
    with desk.workspace.store.read() as tx:
        assert journal.open_operations(tx) == []
    done = apply_import(desk.workspace, planned)
    assert fates(done) == {"created": 1200}
    assert len(desk.leads()) == 1201


def test_a_file_that_is_gone_or_reads_otherwise_when_it_is_imported_is_said(desk, planned):
    was = planned.path.read_text("utf-8")
    planned.path.unlink()
    with pytest.raises(UserError, match="file_missing"):
        apply_import(desk.workspace, planned)
    planned.path.write_text(was.replace("last_name,email", "email,last_name"), "utf-8")
    with pytest.raises(UserError, match="file_changed"):
        apply_import(desk.workspace, planned)
    planned.path.write_text(was, "utf-8")
    assert fates(apply_import(desk.workspace, planned)) == {"created": 1200}


@pytest.fixture
def meanwhile(desk, tmp_path):
    """A large import of known leads, told what somebody does once its first batch is in."""
    desk.imported(many(tmp_path / "a.csv", 200))
    said = [{"last_name": f"N{i}", "email": f"n{i}@x.fr", "city": "Lyon", "notes": f"note {i}"} for i in range(200)]
    said[199]["opposed"] = "yes"
    path = write_leads(tmp_path / "b.csv", *({"opposed": ""} | row for row in said))

    def brought(act):
        once = iter([act])
        plan = plan_import(desk.workspace, path)
        try:
            return apply_import(desk.workspace, plan, lambda _done, _of: next(once, lambda: None)() is not False)
        finally:
            plan.close()

    return brought


def ids_by_name(desk):
    return {s.lead.last_name: s.lead.id for s in desk.leads()}


def test_a_row_of_a_lead_that_is_merged_meanwhile_is_about_the_one_that_is_kept(desk, meanwhile):
    ids = ids_by_name(desk)
    meanwhile(lambda: merge_leads(desk.workspace, ids["N0"], ids["N199"]))
    assert [n.text for n in dossier(desk.workspace, ids["N0"]).notes] == ["note 0", "note 199"]
    assert desk.lead(ids["N0"]).standing.code == "opposed"


def test_a_row_of_a_lead_that_is_erased_meanwhile_is_counted_as_skipped(desk, meanwhile):
    done = meanwhile(lambda: erase_lead(desk.workspace, ids_by_name(desk)["N199"]))
    assert fates(done) == {"updated": 199, "skipped": 1}
    with desk.workspace.store.read() as tx:
        summary = journal.get_operation(tx, done.operation).summary
    assert (summary["updated"], summary["skipped"]) == (199, 1)


def test_whoever_objects_in_a_file_stays_closed_when_the_one_they_share_a_number_with_is_let_go(desk, tmp_path):
    anne = desk.add(last_name="Arnaud", email="a@x.fr", mobile="0612345678", phone="")
    jean = desk.add(last_name="Jean", email="j@x.fr", mobile="0612345678", phone="")
    record_call(desk.workspace, anne, Outcome.OPPOSED)
    assert desk.lead(jean).standing.code == "opposed"  # by the number they share
    said = write_leads(tmp_path / "a.csv", {"last_name": "Jean", "email": "j@x.fr", "opposed": "oui"})
    assert fates(desk.imported(said)) == {"updated": 1}
    assert fates(desk.imported(said)) == {"unchanged": 1}
    with pytest.raises(UserError, match="still_opposed"):  # the number is his as well
        lift_opposition(desk.workspace, anne, "she asks to be called again")
    assert desk.lead(jean).standing.code == "opposed"


def test_an_export_brought_back_says_nothing_of_whose_lead_a_merged_one_was(desk, tmp_path):
    rows = [{"last_name": "Martin", "email": "m@x.fr"}, {"last_name": "Petit", "email": "p@x.fr", "owner": "Alix"}]
    desk.imported(write_leads(tmp_path / "a.csv", *rows))
    kept, gone = (next(s.lead.id for s in desk.leads() if s.lead.last_name == n) for n in ("Martin", "Petit"))
    merge_leads(desk.workspace, kept, gone)
    blank = write_leads(tmp_path / "b.csv", {"id": kept, "last_name": "Martin", "owner": ""})
    plan = plan_import(desk.workspace, blank, Choices(erase=frozenset({"owner"})))
    apply_import(desk.workspace, plan)
    plan.close()
    assert desk.lead(kept).lead.owner == ""
    export(desk.workspace, tmp_path / "out.csv")
    assert desk.imported(tmp_path / "out.csv").counts["unchanged"] == 2
