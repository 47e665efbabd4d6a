"""The state machine of the sync can fail: each of these bugs, planted by itself, is found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sdrdesk.core.crm.client import Gone
from sdrdesk.core.domain import field_merge
from sdrdesk.core.domain.field_merge import OPPOSED, Seen
from sdrdesk.core.operations.crm import (
    delivery,
    incoming,
    lost,
    notes_in,
    recognising,
    telling_facts,
    telling_leads,
    writing,
)
from sdrdesk.core.store import crm
from tests.operations.crm.test_sync_machine import machine as machine
from tests.operations.crm.test_sync_machine import run

pytestmark = pytest.mark.long
PROGRAMS, STEPS = 200, 9
Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], Any]


def what_was_begun_is_sent_again_without_a_look(patch):
    for module in (telling_leads, telling_facts, writing):
        patch.setattr(module, "look_up", lambda *_given, **_also: {})


def what_is_put_off_is_taken_off(patch):
    patch.setattr(delivery, "_put_back", lambda _run, tx, row, _trouble: crm.settle(tx, [row]))


def a_person_known_here_is_taken_for_new(patch):
    patch.setattr(recognising, "_local_of", lambda *_given: "")


def a_row_is_taken_off_although_it_changed(patch):
    def settle(tx, rows):
        crm.drop_rows(tx, "", [])
        for row in rows:
            crm.drop_rows(tx, row.connection, [row.seq])

    patch.setattr(delivery.crm, "settle", settle)


def an_objection_is_blanked_from_there(patch):
    def objection(done, mine, told, base):
        before = base or Seen("", "")
        if told is not None and told != before.theirs:
            done.take[OPPOSED] = told
            done.seen[OPPOSED] = Seen(told, told)
        elif mine != before.ours:
            done.send[OPPOSED] = mine
            done.seen[OPPOSED] = Seen(mine, mine)
        else:
            done.seen[OPPOSED] = Seen(mine, before.theirs if told is None else told)

    patch.setattr(field_merge, "_objection", objection)


def what_a_list_leaves_out_is_gone(patch):
    patch.setattr(incoming, "really_lost", lambda _run, _kind, links: [(link, Gone()) for link in links.values()])
    patch.setattr(lost, "too_many", lambda _n, _of: False)


def many_disappear_unasked(patch):
    patch.setattr(lost, "too_many", lambda _n, _of: False)


def the_side_that_wins_is_what_both_held(patch):
    def settle(done, name, mine, told, ways):
        field_merge._take(done, name, told)

    patch.setattr(field_merge, "_again", lambda done, name, mine, told, base, ways, alike: settle(
        done, name, mine, told, ways))  # fmt: skip


def what_a_merge_overwrites_is_not_kept(patch):
    right = telling_leads.take_in

    def take_in(doing, run, merges):
        entry, doing.entry = doing.entry, lambda *_given: None
        try:
            return right(doing, run, merges)
        finally:
            doing.entry = entry

    patch.setattr(telling_leads, "take_in", take_in)
    patch.setattr(incoming, "take_in", take_in)


def notes_of_ours_come_back(patch):
    right = notes_in._add_note
    patch.setattr(notes_in.crm, "links_by_local", lambda *_given: {})
    patch.setattr(notes_in, "_add_note", lambda doing, run, record, *rest: right(
        doing, run, replace(record, key=""), *rest))  # fmt: skip


BUGS: list[Plant] = [
    what_was_begun_is_sent_again_without_a_look,
    what_is_put_off_is_taken_off,
    a_person_known_here_is_taken_for_new,
    a_row_is_taken_off_although_it_changed,
    an_objection_is_blanked_from_there,
    what_a_list_leaves_out_is_gone,
    many_disappear_unasked,
    the_side_that_wins_is_what_both_held,
    what_a_merge_overwrites_is_not_kept,
    notes_of_ours_come_back,
]


@pytest.mark.parametrize("plant", BUGS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_found(plant, machine, monkeypatch):
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        run(machine, PROGRAMS, STEPS)
