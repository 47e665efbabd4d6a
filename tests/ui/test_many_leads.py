"""A large base in the window: what comes due at once, a list that is still being read, leads found by what is typed."""

from datetime import timedelta

from PySide6.QtCore import Qt

from sdrdesk.core.operations import backups, leads, lists, queue
from sdrdesk.core.operations.leads import LeadFilter, snooze_lead
from sdrdesk.ui.calls.desk import MOST_MOVED
from tests.ui.window import Window, import_leads

MANY = "Prénom;Nom;Téléphone\n" + "".join(f"Jean-Paul;L{n};01 99 00 {n // 100:02d} {n % 100:02d}\n" for n in range(400))
CTRL = Qt.KeyboardModifier.ControlModifier


def put_off_many(window: Window, tmp_path) -> int:
    """So many leads that wait for the same minute, which then comes."""
    import_leads(window.bench.workspace, tmp_path, MANY)
    until = window.clock.at + timedelta(hours=1)
    ids = leads.find_leads(window.bench.workspace, LeadFilter("L1"))
    for lead_id in ids:
        snooze_lead(window.bench.workspace, lead_id, until)
    window.desk.refresh_queue()
    window.clock.pass_time(hours=2)
    return len(ids)


def test_more_leads_than_a_frame_can_place_come_due_and_the_desk_follows(window: Window, tmp_path) -> None:
    bench = window.bench
    count = put_off_many(window, tmp_path)
    assert count > 4 * MOST_MOVED
    whole = queue.read_queue(bench.workspace)
    window.desk._time_passed()
    assert window.desk._page.behind
    assert window.desk._page.due == whole.due - count + MOST_MOVED
    window.qtbot.waitUntil(lambda: not window.desk._page.behind, timeout=20_000)
    window.qtbot.waitUntil(lambda: queue.read_queue(window.bench.workspace).moved == 0, timeout=20_000)
    assert window.desk._page.due == whole.due
    assert [s.lead.id for s in window.desk._page.head[:50]] == [s.lead.id for s in whole.head]


def test_what_is_typed_while_many_leads_are_placed_is_kept(window: Window, tmp_path) -> None:
    put_off_many(window, tmp_path)
    window.desk._time_passed()
    here = window.desk.session.lead_id
    window.view.notes.setFocus()
    window.type("They call back in March.")
    window.qtbot.waitUntil(lambda: queue.read_queue(window.bench.workspace).moved == 0, timeout=20_000)
    window.qtbot.waitUntil(lambda: window.view.notes_state.text() != "", timeout=10_000)
    assert window.desk.session.lead_id == here
    draft = leads.dossier(window.bench.workspace, here).draft
    assert draft is not None
    assert draft.notes == "They call back in March."


def test_a_long_list_shows_its_beginning_at_once_and_keeps_what_is_chosen_there(
    window: Window, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("sdrdesk.ui.leads.leads_view.FOUND_AT_ONCE", 100)
    import_leads(window.bench.workspace, tmp_path, MANY)
    window.bench.show_screen("leads")
    screen = window.bench.leads_view
    assert screen.model.rowCount() == 256
    screen.table.setFocus()
    screen.table.selectRow(3)
    chosen = screen.selected_ids()
    window.qtbot.waitUntil(lambda: screen._finding is None, timeout=10_000)
    assert screen.model.rowCount() == 404
    assert screen.selected_ids() == chosen == [screen.model.lead_id(3)]
    assert screen.count.text().startswith("404 ")
    assert screen.model.lead_ids(0, 403) == leads.find_leads(window.bench.workspace, LeadFilter())


def test_a_search_still_running_is_given_up_for_the_next_one(window: Window, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sdrdesk.ui.leads.leads_view.FOUND_AT_ONCE", 100)
    import_leads(window.bench.workspace, tmp_path, MANY)
    window.bench.show_screen("leads")
    screen = window.bench.leads_view
    for words in ("L", "L3", "L39", "L399"):
        screen.search_for(words)
    window.qtbot.waitUntil(lambda: screen._finding is None, timeout=10_000)
    assert [screen.model.index(n, 0).data() for n in range(screen.model.rowCount())] == ["Jean-Paul L399"]
    assert not window.bench.notice.isVisible()  # giving up is nothing to be told


def test_the_field_at_the_top_finds_a_number_and_a_double_name_as_they_are_typed(window: Window, tmp_path) -> None:
    import_leads(window.bench.workspace, tmp_path, MANY)
    wanted = {"0199000350": "Jean-Paul L350", "+33 1 99 00 03 50": "Jean-Paul L350", "l7": "Jean-Paul L7"}
    for typed, first in wanted.items():
        window.bench.open_palette(typed)
        palette = window.bench._palette
        titles = [palette.list.row_at(n).title for n in range(palette.list.count())]
        assert first in titles, typed
        palette.close_palette()
    assert len(lists.find_rows(window.bench.workspace, LeadFilter("jean paul l7"))) == 11


def test_the_queue_stays_where_it_is_when_the_lead_in_hand_goes_to_wait(window: Window, tmp_path) -> None:
    import_leads(window.bench.workspace, tmp_path, "".join(MANY.splitlines(keepends=True)[:40]))
    window.bench.bus.publish(backups.EVERYTHING)
    lead_id, bar = window.desk.session.lead_id, window.view.queue.list.verticalScrollBar()
    window.qtbot.waitUntil(lambda: bar.maximum() > 0)
    window.key(Qt.Key.Key_1, CTRL | Qt.KeyboardModifier.ShiftModifier)
    window.qtbot.waitUntil(lambda: not window.desk._soon.isActive())
    assert window.desk.session.lead_id == lead_id
    assert bar.value() == 0
