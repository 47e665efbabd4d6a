"""The state machine of files can fail: each of these bugs, planted by itself, is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import export_leads, file_plans, import_applying, import_planning, merging, undo
from sdrdesk.core.operations.import_choices import Choices
from sdrdesk.core.operations.import_effects import Taking
from sdrdesk.core.operations.import_rows import RowReader
from sdrdesk.core.store import journal
from tests.operations.test_import_machine import import_machine as import_machine
from tests.operations.test_import_machine import run

pytestmark = pytest.mark.long
PROGRAMS, STEPS = 200, 20
Plant = Callable[[pytest.MonkeyPatch], None]


def a_blank_erases(patch):
    right = import_planning.row_reader

    def with_blanks(*given):
        reader = right(*given)
        return replace(reader, erase=frozenset({"city"} & set(reader.columns.sources)))

    patch.setattr(import_planning, "row_reader", with_blanks)


def a_blank_address_is_that_of_the_row_before(patch):
    right = RowReader.candidates

    def with_the_last(self, rows):
        found, last = [], ""
        for n, row in rows:
            (position,) = self.columns.sources["email"]
            if position < len(row.cells) and not row.fault:
                last = row.cells[position] or last
                row = replace(row, cells=(*row.cells[:position], last, *row.cells[position + 1 :]))
            found.append((n, row))
        return right(self, found)

    patch.setattr(RowReader, "candidates", with_the_last)


def a_row_that_cannot_be_read_is_left_out(patch):
    right = file_plans.table_rows
    patch.setattr(file_plans, "table_rows", lambda path, form: (row for row in right(path, form) if not row.fault))


def a_row_that_says_nothing_new_counts_as_updated(patch):
    right = Taking.differing
    patch.setattr(Taking, "differing", lambda self, known, given: right(self, known, given) or list(given)[:1])


def what_is_to_stay_is_overwritten(patch):
    patch.setattr(Choices, "stays", frozenset())


def an_import_is_not_in_the_history(patch):
    right = journal.record

    def without_columns(tx, operation, entries):
        found = journal.get_operation(tx, operation)
        by_a_file = found is not None and found.verb == "import"
        right(tx, operation, [e for e in entries if not (by_a_file and e.entity == "lead")])

    patch.setattr(journal, "record", without_columns)


def an_import_cancelled_stays(patch):
    patch.setattr(import_applying, "undo_operation", lambda *_given: None)


def an_undo_overwrites_what_was_typed_since(patch):
    right = undo.leads.get_leads
    patch.setattr(journal, "columns_since", lambda *_given: set())

    def go_back(doing, _operation, columns, done):
        for lead_id in right(doing.tx, list(columns)):
            doing.change_lead(lead_id, {e.field: e.before or "" for e in columns[lead_id]})
            done.undone += 1

    patch.setattr(undo, "_revert_columns", go_back)


def an_undo_removes_who_was_worked_on(patch):
    patch.setattr(journal, "worked_on_since", lambda *_given: {})


def an_undo_leaves_the_facts_of_an_import(patch):
    right = undo._revert
    patch.setattr(undo, "_revert", lambda doing, entry, done: entry.entity == "note" or right(doing, entry, done))


def an_objection_in_a_file_is_not_kept(patch):
    patch.setattr(import_applying, "oppose_rows", lambda *_given: {})


def numbers_of_who_objected_are_exported(patch):
    patch.setattr(export_leads, "opposed_leads", lambda *_given: set())


def a_merge_leaves_the_notes_behind(patch):
    right = merging.activities.ids_of
    patch.setattr(
        merging.activities, "ids_of", lambda tx, lead: ((kind, ids) for kind, ids in right(tx, lead) if kind != "note")
    )


def a_merge_overwrites_what_the_lead_kept_said(patch):
    right = merging.joined_columns

    def theirs(kept, gone, fields, country):
        return right(kept, gone, fields, country) | ({"city": gone.city} if gone.city else {})

    patch.setattr(merging, "joined_columns", theirs)


BUGS: list[Plant] = [
    a_blank_erases,
    a_blank_address_is_that_of_the_row_before,
    a_row_that_cannot_be_read_is_left_out,
    a_row_that_says_nothing_new_counts_as_updated,
    what_is_to_stay_is_overwritten,
    an_import_is_not_in_the_history,
    an_import_cancelled_stays,
    an_undo_overwrites_what_was_typed_since,
    an_undo_removes_who_was_worked_on,
    an_undo_leaves_the_facts_of_an_import,
    an_objection_in_a_file_is_not_kept,
    numbers_of_who_objected_are_exported,
    a_merge_leaves_the_notes_behind,
    a_merge_overwrites_what_the_lead_kept_said,
]


@pytest.mark.parametrize("plant", BUGS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_found(plant, import_machine, monkeypatch):
    plant(monkeypatch)
    with pytest.raises((AssertionError, UserError)):
        run(import_machine, PROGRAMS, STEPS)
