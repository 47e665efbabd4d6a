"""Likely duplicates from the window: found, chosen field by field by keys, merged, said not to be the same, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import add_lead, dossier, find_leads
from sdrdesk.core.store.leads import LeadFilter
from sdrdesk.ui.duplicates.merge_table import HIDDEN

ANNE = {"first_name": "Anne", "last_name": "Martin", "company": "Lumen SAS", "mobile": "06 12 34 56 78",
        "phone": "01 99 00 20 01", "job_title": "DAF", "source": "salon", "source_date": "2026-10-02"}  # fmt: skip
ANNE_TOO = {"first_name": "Anne", "last_name": "MARTIN", "company": "Lumen", "mobile": "+33 6 12 34 56 78",
            "phone": "01 99 00 20 02", "job_title": "Directrice financière", "city": "Lyon", "source": "linkedin",
            "source_date": "2026-11-01"}  # fmt: skip
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def add(window, **values):
    return add_lead(window.bench.workspace, values)[1]


def lead_of(window, lead_id):
    return dossier(window.bench.workspace, lead_id).summary


def everybody(window):
    return set(find_leads(window.bench.workspace, LeadFilter()))


@pytest.fixture
def pair(window):
    return add(window, **ANNE), add(window, **ANNE_TOO)


def open_screen(window):
    window.key(Qt.Key.Key_D, CTRL | SHIFT)
    view = window.bench.duplicates.view
    window.qtbot.waitUntil(lambda: view._task is None, timeout=10_000)
    return view


def field(view, column):
    """Go to a field by keys."""
    rows = view.panel.model
    wanted = next(n for n in range(1, rows.rowCount()) if rows.column_at(n) == column)
    while (at := view.panel.table.currentIndex().row()) != wanted:
        yield Qt.Key.Key_Down if at < wanted else Qt.Key.Key_Up


def go(window, view, column):
    for key in field(view, column):
        window.key(key)


def shown(view, row_column):
    model = view.panel.model
    row = next(n for n in range(1, model.rowCount()) if model.column_at(n) == row_column)
    return [model.index(row, n).data() for n in range(1, model.columnCount())]


def test_the_list_says_who_how_alike_and_why(window, pair):
    view = open_screen(window)
    row = view.list.row_at(0)
    assert (row.title, row.figure) == ("Anne Martin · Lumen SAS", "98")
    assert row.note == "same mobile, same name, same company"
    assert window.bench.front == "duplicates"
    assert QApplication.focusWidget() is view.list
    assert view.count.text().startswith("1 group")


def test_two_are_merged_by_keys_with_what_was_chosen_and_undone(window, pair):
    kept, gone = pair
    before = [lead_of(window, i).lead for i in pair]
    view = open_screen(window)
    QAbstractItemModelTester(view.panel.model, view)
    window.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is view.panel.table
    assert view.panel.model.column_at(view.panel.table.currentIndex().row()) == "last_name"  # the first that differs
    go(window, view, "job_title")
    window.key(Qt.Key.Key_Right)
    assert shown(view, "job_title") == ["DAF", "Directrice financière", "Directrice financière"]
    window.key(Qt.Key.Key_Right)  # there is nothing further
    go(window, view, "phone")
    window.key(Qt.Key.Key_2)
    go(window, view, "source_date")
    window.key(Qt.Key.Key_Space)
    assert shown(view, "source")[-1] == "linkedin"  # a source and its date are one thing
    assert "Job title DAF" in view.panel.note.text()
    window.key(Qt.Key.Key_Return, CTRL)
    lead = lead_of(window, kept).lead
    assert (lead.job_title, lead.phone, lead.phone_given) == ("Directrice financière", "+33199002002", "01 99 00 20 02")
    assert (lead.mobile, lead.city, lead.last_name) == ("+33612345678", "Lyon", "Martin")
    assert (lead.source, lead.source_date) == ("linkedin", "2026-11-01")
    assert [n.text for n in dossier(window.bench.workspace, kept).notes] == [
        "Also known before the merge: Job title DAF, Phone +33 1 99 00 20 01"
    ]
    assert lead_of(window, gone).standing.code == "merged"
    assert view.groups == []
    assert view.pages.currentWidget() is view.empty
    window.key(Qt.Key.Key_Z, CTRL)
    assert [lead_of(window, i).lead for i in pair] == before
    assert [set(g.leads) for g in view.groups] == [set(pair)]


def test_what_is_not_the_same_goes_and_comes_back_when_taken_back(window, pair):
    view = open_screen(window)
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_N)
    assert view.groups == []
    window.key(Qt.Key.Key_F5)
    window.qtbot.waitUntil(lambda: view._task is None, timeout=10_000)
    assert view.groups == []
    window.key(Qt.Key.Key_Z, CTRL)
    window.key(Qt.Key.Key_F5)
    window.qtbot.waitUntil(lambda: view._task is None, timeout=10_000)
    assert len(view.groups) == 1


def test_one_of_three_is_somebody_else_and_the_other_two_stay(window, pair):
    third = add(window, **ANNE | {"phone": ""})
    view = open_screen(window)
    assert view.list.row_at(0).note.startswith("×3 · ")
    window.key(Qt.Key.Key_Return)
    out = view.panel.ids[1]
    window.key(Qt.Key.Key_2, ALT)
    assert [set(g.leads) for g in view.groups] == [{*pair, third} - {out}]
    window.key(Qt.Key.Key_Return, CTRL)
    assert view.groups == []
    assert lead_of(window, out).standing.code != "merged"


def test_the_keyboard_goes_from_group_to_group_and_out(window, pair):
    others = add(window, last_name="Petit", email="petit@bel.example"), add(window, email="petit@bel.example")
    view = open_screen(window)
    assert [set(g.leads) for g in view.groups] == [set(pair), set(others)]
    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_PageDown)
    assert set(view.panel.ids) == set(others)
    assert QApplication.focusWidget() is view.panel.table
    window.key(Qt.Key.Key_PageDown)  # there is none after it
    window.key(Qt.Key.Key_PageUp)
    assert set(view.panel.ids) == set(pair)
    window.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view.list
    window.key(Qt.Key.Key_Escape)
    assert window.bench.front == "calls"


def test_a_choice_stays_while_a_lead_in_hand_changes(window, pair):
    view = open_screen(window)
    window.key(Qt.Key.Key_Return)
    go(window, view, "job_title")
    window.key(Qt.Key.Key_Right)
    done = record_call(window.bench.workspace, pair[0], Outcome.BUSY)
    window.bench.bus.publish(done.changes)
    assert shown(view, "job_title")[-1] == "Directrice financière"
    assert view.panel.model.column_at(view.panel.table.currentIndex().row()) == "job_title"
    assert view.panel.account.text().startswith("In all: 1 call")


def test_who_objected_is_not_read_here_either(window, pair):
    record_call(window.bench.workspace, pair[1], Outcome.OPPOSED)
    view = open_screen(window)
    assert set(shown(view, "mobile")) == {HIDDEN}
    assert "06" not in view.panel.note.text()
    assert "+33" not in view.panel.note.text()
    assert "objected" in view.panel.account.text()


def test_without_duplicates_it_says_so(window):
    view = open_screen(window)
    assert (view.groups, view.pages.currentWidget()) == ([], view.empty)
    window.key(Qt.Key.Key_N)
    window.key(Qt.Key.Key_Return, CTRL)
    assert everybody(window)


# -- while a lead is typed -------------------------------------------------------------------------------------------


def typed(window, **values):
    window.key(Qt.Key.Key_N, CTRL)
    panel = window.bench.leads_view.panel
    for name, said in values.items():
        panel.fields[name].setFocus()
        window.type(said)
    window.qtbot.waitUntil(lambda: not panel.already._pause.isActive(), timeout=5_000)
    return panel


def test_who_is_here_already_is_said_under_the_field_and_typing_goes_on(window, pair):
    panel = typed(window, last_name="Martin", mobile="06.12.34.56.78")
    assert panel.already.isVisible()
    assert panel.already.text().startswith("Already here: Anne M")
    assert "same mobile" in panel.already.text()
    assert panel.already.y() > panel.fields["mobile"].y()
    assert QApplication.focusWidget() is panel.fields["mobile"]
    window.type("9")  # no number any more
    window.qtbot.waitUntil(lambda: not panel.already._pause.isActive(), timeout=5_000)
    assert not panel.already.isVisible()
    assert panel.fields["mobile"].text() == "06.12.34.56.789"
    before = everybody(window)
    window.key(Qt.Key.Key_S, CTRL)
    assert len(everybody(window) - before) == 1


def test_the_one_here_is_opened_by_a_key_and_what_was_typed_comes_back(window, pair):
    before = everybody(window)
    panel = typed(window, first_name="Anne", mobile="0612345678")
    panel.note.setFocus()
    window.type("Vue au salon")
    window.key(Qt.Key.Key_O, CTRL | SHIFT)
    assert panel.lead_id in pair
    assert panel.aside.isVisible()
    assert everybody(window) == before
    window.key(Qt.Key.Key_N, CTRL)
    assert (panel.lead_id, panel.fields["mobile"].text(), panel.note.toPlainText()) == (
        "",
        "0612345678",
        "Vue au salon",
    )
    assert panel.is_edited()
    assert not panel.aside.isVisible()
    assert panel.already.isVisible()
    window.key(Qt.Key.Key_S, CTRL)
    (made,) = everybody(window) - before
    assert [n.text for n in dossier(window.bench.workspace, made).notes] == ["Vue au salon"]


def test_what_was_set_aside_is_not_lost_when_the_window_closes(window, pair):
    before = everybody(window)
    panel = typed(window, first_name="Anne", mobile="0612345678")
    window.key(Qt.Key.Key_O, CTRL | SHIFT)
    panel.flush()
    window.settle()
    (made,) = everybody(window) - before
    assert lead_of(window, made).lead.mobile == "+33612345678"


def test_nobody_is_said_to_be_here_beside_a_lead_that_exists(window, pair):
    window.bench.show_screen("leads")
    window.bench.leads_view.select(pair[0])
    panel = window.bench.leads_view.panel
    panel.fields["job_title"].setFocus()
    window.type("x")
    assert not panel.already._pause.isActive()
    assert not panel.already.isVisible()
