"""The Leads screen by keys: filters, saved views, changes of many leads; and the campaigns."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.segment import Condition
from sdrdesk.core.operations import bulk, campaigns, leads, lists, views
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.app import load_translations
from sdrdesk.ui.imports.import_frame import KNOWN, PREVIEW
from sdrdesk.ui.leads.leads_model import LeadsModel
from tests.ui.window import Window, import_leads, open_window

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
MANY = "Nom;Ville;Effectif\n" + "".join(f"L{n:03};{'Lyon' if n % 2 else 'Metz'};{n}\n" for n in range(700))


@pytest.fixture
def screen(window: Window, qapp):
    """The Leads screen, on the four leads."""
    load_translations(qapp, "en")  # the plurals
    window.key(Qt.Key.Key_2, CTRL)
    return window.bench.leads_view


def shown(screen):
    return [screen.model.index(row, 0).data() for row in range(screen.model.rowCount())]


def settled(window, screen):
    """Nothing is looked for or counted any more."""
    window.qtbot.waitUntil(lambda: screen.bulk._task is None and not screen.bulk._pause.isActive(), timeout=10_000)
    window.settle()


def add_filter(window, *steps):
    """Ctrl+F, then what is typed in each of the field, the test and the value (a number: so many down); Enter."""
    window.key(Qt.Key.Key_F, CTRL)
    for here, text in enumerate(steps):
        if here:
            window.key(Qt.Key.Key_Tab)
        for _ in range(text if isinstance(text, int) else 0):
            window.key(Qt.Key.Key_Down)
        window.type("" if isinstance(text, int) else text)
    window.key(Qt.Key.Key_Return)


def chips(screen):
    return [chip.text() for chip in screen.filters.chips]


def test_a_filter_is_added_and_taken_away_by_keys(window: Window, screen) -> None:
    add_filter(window, "Workforce", 0, "80")
    window.qtbot.waitUntil(lambda: shown(screen) == ["Anne Arnaud", "Bruno Berger"])
    assert chips(screen) == ["Workforce at least 80"]
    add_filter(window, "Job", "contains", "qualite")
    window.qtbot.waitUntil(lambda: shown(screen) == ["Bruno Berger"])
    assert len(chips(screen)) == 2
    window.key(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is screen.filters.chips[1]
    window.key(Qt.Key.Key_Delete)
    window.qtbot.waitUntil(lambda: len(shown(screen)) == 2)
    assert QApplication.focusWidget() is screen.filters.chips[0]
    window.key(Qt.Key.Key_Delete)
    window.qtbot.waitUntil(lambda: len(shown(screen)) == 4)
    assert QApplication.focusWidget() is screen.filters.add_button


def test_a_value_that_cannot_be_is_said_beside_it_and_stays(window: Window, screen) -> None:
    add_filter(window, "Workforce", 0, "many")
    assert screen.filters.row.said.text() == "“many” is no number"
    assert screen.filters.row.typed.text() == "many"
    assert screen.filters.conditions == ()
    window.key(Qt.Key.Key_Escape)
    assert screen.filters.row.isHidden()
    assert QApplication.focusWidget() is screen.filters.add_button


def test_enter_asks_for_the_value_before_it_adds(window: Window, screen) -> None:
    window.key(Qt.Key.Key_F, CTRL)
    window.type("Company")
    window.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.filters.row.typed
    window.type("bet")
    window.key(Qt.Key.Key_Return)
    assert screen.filters.row.isHidden()
    assert screen.filters.conditions == (Condition("company", "is", "bet"),)


def test_a_stage_a_signal_and_a_day_are_asked_in_their_own_ways(window: Window, screen) -> None:
    row = screen.filters.row
    add_filter(window, "Stage", 1, "SQL")
    add_filter(window, "Signal", 1, "Webinar", "30")
    add_filter(window, "Next", "after", "24/11/2026")
    add_filter(window, "Last", 5)
    assert row.isHidden()
    assert screen.filters.conditions == (
        Condition("stage", "is_not", "sql"),
        Condition("signal", "is_not", "webinar within 30"),
        Condition("next_date", "after", "2026-11-24"),
        Condition("last_call", "is_empty", ""),
    )


def test_views_are_kept_opened_renamed_and_dropped_by_keys(window: Window, screen) -> None:
    add_filter(window, "Workforce", 0, "80")
    menu = screen.views

    def pick(label: str) -> None:
        menu._fill()
        next(a for a in menu.menu.actions() if a.text() == label).trigger()

    pick("Save as a view…")
    assert QApplication.focusWidget() is menu.name
    window.key(Qt.Key.Key_Return)  # no name: refused, and asked for again
    assert not menu.name.isHidden()
    window.type("Big")
    window.key(Qt.Key.Key_Return)
    assert [v.name for v in views.list_views(window.bench.workspace)] == ["Big"]
    assert menu.button.text().strip() == "Big"
    window.key(Qt.Key.Key_0, ALT)
    assert (len(shown(screen)), menu.button.text().strip(), chips(screen)) == (4, "Views", [])
    window.key(Qt.Key.Key_1, ALT)
    assert shown(screen) == ["Anne Arnaud", "Bruno Berger"]
    add_filter(window, "Company", "is", "Alpha")
    assert menu.button.text().strip() == "Big, changed"
    pick("Keep these filters in “Big”")
    window.settle()
    assert menu.button.text().strip() == "Big"
    assert len(views.list_views(window.bench.workspace)[0].conditions) == 2
    pick("Rename…")
    window.type("Alpha")
    window.key(Qt.Key.Key_Return)
    assert menu.button.text().strip() == "Alpha"
    pick("Drop “Alpha”")
    window.settle()
    assert views.list_views(window.bench.workspace) == []
    screen.table.setFocus()
    window.key(Qt.Key.Key_Z, CTRL)
    assert [v.name for v in menu.views] == ["Alpha"]


def test_the_leads_of_views_are_counted_only_when_asked(window: Window, screen) -> None:
    views.save_view(window.bench.workspace, views.SavedView("", "Big", "", (Condition("employees", "at_least", "80"),)))
    menu = screen.views
    menu.load()
    menu._fill()
    assert [a.text() for a in menu.menu.actions()][:2] == ["All leads\tAlt+0", "Big\tAlt+1"]
    menu.count()
    window.qtbot.waitUntil(lambda: menu.menu.isVisible(), timeout=10_000)
    assert menu.menu.actions()[1].text() == "Big · 2\tAlt+1"
    window.qtbot.keyClick(menu.menu, Qt.Key.Key_Escape)


def test_a_digit_typed_into_the_search_with_alt_opens_a_view_and_types_nothing(window: Window, screen) -> None:
    views.save_view(window.bench.workspace, views.SavedView("", "Big", "", (Condition("employees", "at_least", "80"),)))
    screen.views.load()
    screen.search.setFocus()
    window.key(Qt.Key.Key_1, ALT)
    assert (screen.search.text(), len(shown(screen))) == ("", 2)


# -- many at once ------------------------------------------------------------------------------------------------------


def test_many_leads_are_changed_by_keys_with_a_preview_and_taken_back(window: Window, screen) -> None:
    bench = window.bench
    leads.edit_lead(bench.workspace, screen.model.lead_id(0), {"tags": "fair"})
    screen.reload()
    screen.table.setFocus()
    window.key(Qt.Key.Key_A, CTRL)
    assert screen.bulk_button.text() == "Change 4 leads…"
    window.key(Qt.Key.Key_B, CTRL)
    window.type("add")
    window.key(Qt.Key.Key_Tab)
    window.type("fair")
    settled(window, screen)
    assert screen.bulk.said.text() == "would change 3 of 4"
    window.key(Qt.Key.Key_Return)
    settled(window, screen)
    assert screen.bulk.isHidden()
    assert {s.lead.tags for s in leads.summaries(bench.workspace, screen.model.lead_ids(0, 3))} == {"fair"}
    assert bench.notice.text() == "3 leads changed."
    assert len(screen.selected_ids()) == 4
    bench.notice.action.emit()
    window.settle()
    assert sorted(s.lead.tags for s in leads.summaries(bench.workspace, screen.model.lead_ids(0, 3))) == [
        "",
        "",
        "",
        "fair",
    ]


def test_leads_are_selected_with_shift_and_put_off_until_a_day(window: Window, screen) -> None:
    screen.table.setFocus()
    screen.table.selectRow(0)
    window.key(Qt.Key.Key_Down, SHIFT)
    assert len(screen.selected_ids()) == 2
    window.key(Qt.Key.Key_B, CTRL)
    window.key(Qt.Key.Key_End)
    window.key(Qt.Key.Key_Tab)
    window.type("yesterday")
    settled(window, screen)
    assert not screen.bulk.do_button.isEnabled()
    screen.bulk.typed.selectAll()
    window.type("30/11/2026")
    settled(window, screen)
    assert screen.bulk.said.text() == "would change 2 of 2 · Mon 30 Nov"
    window.key(Qt.Key.Key_Return)
    settled(window, screen)
    standing = leads.summaries(window.bench.workspace, screen.selected_ids())[0].standing
    assert (standing.code, standing.until.isoformat()[:16]) == ("snoozed", "2026-11-29T23:00")


def test_nothing_selected_is_said_on_the_button(window: Window, screen) -> None:
    screen.table.clearSelection()
    assert not screen.bulk_button.isEnabled()
    assert "Ctrl+A" in screen.bulk_button.toolTip()
    window.key(Qt.Key.Key_B, CTRL)
    assert screen.bulk.isHidden()


def test_a_change_of_many_leads_cancelled_half_way_leaves_nothing_behind(window: Window, screen, tmp_path) -> None:
    bench = window.bench
    import_leads(bench.workspace, tmp_path, MANY)
    screen.reload()
    screen.table.setFocus()
    window.key(Qt.Key.Key_A, CTRL)
    window.key(Qt.Key.Key_B, CTRL)
    window.type("give")
    window.key(Qt.Key.Key_Tab)
    window.type("Zoe")
    settled(window, screen)
    assert screen.bulk.said.text() == "would change 704 of 704"
    window.key(Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: screen.bulk.progress.value() > 0, timeout=10_000)
    window.key(Qt.Key.Key_Escape)
    settled(window, screen)
    assert screen.bulk.said.text() == "Cancelled: nothing was changed"
    assert leads.find_leads(bench.workspace, LeadFilter("", (Condition("owner", "is", "Zoe"),))) == []


def test_a_large_base_is_cut_away_from_the_window(window: Window, screen, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sdrdesk.ui.leads.leads_view.FOUND_AT_ONCE", 100)
    import_leads(window.bench.workspace, tmp_path, MANY)
    screen.reload()
    assert screen.model.rowCount() == 4
    for words in ("L1", "L12", "L123"):  # typed while it still looks
        screen.search_for(words)
    window.qtbot.waitUntil(lambda: screen._finding is None, timeout=10_000)
    assert shown(screen) == ["L123"]
    screen.search.setText("L55")
    screen.search.setFocus()
    window.key(Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: screen._finding is None, timeout=10_000)
    assert (screen.model.rowCount(), screen.panel.isVisible()) == (10, True)


def test_the_model_of_leads_is_sound(window: Window, qtmodeltester) -> None:
    model = LeadsModel(window.bench.workspace, Words("en"))
    qtmodeltester.check(model)
    rows = lists.find_rows(window.bench.workspace, LeadFilter())
    for shown in (rows[:2], rows, rows[1:], ()):
        model.set_rows(shown)
        qtmodeltester.check(model)
        assert model.lead_ids(0, len(shown) - 1) == [model.lead_id(n) for n in range(len(shown))]
    assert isinstance(model, QAbstractItemModel)


# -- campaigns ---------------------------------------------------------------------------------------------------------


def queue_names(window):
    model = window.view.queue.model
    return [model.index(n).data().split(",")[0] for n in range(model.rowCount())]


def in_campaign(workspace, name, *people):
    campaign = campaigns.save_campaign(workspace, Campaign("", name, grid="five"))[0]
    ids = [leads.find_leads(workspace, LeadFilter(search=p))[0] for p in people]
    bulk.change_leads(workspace, ids, bulk.put_in_campaign(campaign.id))
    return campaign


def choose(window, label):
    window.bench.place._fill()
    next(a for a in window.bench.place._menu.actions() if a.text() == label).trigger()
    window.settle()


def test_a_campaign_is_made_edited_and_kept_as_it_is_typed(window: Window) -> None:
    bench = window.bench
    choose(window, "Manage campaigns…")
    view = bench.campaigns_view
    assert view.pages.currentWidget() is view.empty
    window.key(Qt.Key.Key_N, CTRL | SHIFT)
    window.type("Industry Q4")
    for _ in range(2):
        window.key(Qt.Key.Key_Tab)
    view.form.cadence.setFocus()
    window.key(Qt.Key.Key_End)
    window.key(Qt.Key.Key_Tab)
    window.type("Hello {first_name}")
    window.key(Qt.Key.Key_Escape)
    assert bench.screens.currentWidget() is bench.desk_view
    (entry,) = campaigns.list_campaigns(bench.workspace)
    assert (entry.campaign.name, entry.campaign.script) == ("Industry Q4", "Hello {first_name}")
    assert entry.campaign.cadence == view.form.cadence.itemData(view.form.cadence.count() - 1) != ""
    assert bench.place.text() == "All campaigns"


def test_a_script_typed_before_its_name_is_not_lost(window: Window) -> None:
    bench = window.bench
    bench.show_screen("campaigns")
    view = bench.campaigns_view
    for name in ("New campaign", "New campaign 2"):
        view.new_campaign()
        view.form.script.setFocus()
        window.type("Hello")
        window.key(Qt.Key.Key_1, CTRL)
        assert campaigns.list_campaigns(bench.workspace)[-1].campaign.name == name
        bench.show_screen("campaigns")


def test_a_name_being_typed_keeps_its_blanks_while_it_is_saved(window: Window) -> None:
    view = window.bench.campaigns_view
    window.bench.show_screen("campaigns")
    view.new_campaign()
    window.type("Industry ")
    view._paused()
    window.type("Q4")
    assert view.form.name.text() == "Industry Q4"
    view.form.name.selectAll()
    window.key(Qt.Key.Key_Delete)
    view._paused()
    assert view.form.name.text() == ""
    window.type("Services")
    assert view.flush()
    assert [e.campaign.name for e in view.entries] == ["Services"]


def test_two_campaigns_of_one_name_are_refused_and_nothing_typed_goes(window: Window) -> None:
    bench = window.bench
    in_campaign(bench.workspace, "Industry", "Anne")
    bench.show_screen("campaigns")
    view = bench.campaigns_view
    view.new_campaign()
    window.type("industry")
    assert not view.flush()
    assert "There is a campaign of that name" in view.said.text()
    view.close_down()
    assert [e.campaign.name for e in campaigns.list_campaigns(bench.workspace)] == ["Industry", "industry 2"]


def test_a_load_of_a_campaign_is_not_an_edit(window: Window) -> None:
    bench = window.bench
    in_campaign(bench.workspace, "A", "Anne")
    in_campaign(bench.workspace, "B", "Bruno")
    bench.show_screen("campaigns")
    view = bench.campaigns_view
    edits = []
    view.form.edited.connect(lambda: edits.append(1))
    for entry in view.entries:
        view.choose(entry.campaign.id)
    assert (edits, view._pause.isActive()) == ([], False)


def test_the_queue_shows_the_chosen_campaign_and_its_counts(window: Window) -> None:
    bench = window.bench
    in_campaign(bench.workspace, "Industry", "Anne", "Carla")
    choose(window, "Industry")
    assert bench.place.text() == "Industry"
    assert sorted(queue_names(window)) == ["Anne Arnaud", "Carla Conti"]
    assert [c.figure for c in window.view.queue.counts.cells] == ["2", "0", "0"]
    assert window.lead_name == queue_names(window)[0]
    window.key(Qt.Key.Key_1)
    assert window.lead_name == queue_names(window)[0]
    choose(window, "In no campaign")
    assert sorted(queue_names(window)) == ["Bruno Berger", "David Durand"]
    choose(window, "All campaigns")
    assert len(queue_names(window)) == 4


def test_the_choice_of_a_campaign_is_remembered_and_a_closed_one_forgotten(window: Window, qtbot, tmp_path) -> None:
    bench = window.bench
    campaign = in_campaign(bench.workspace, "Industry", "Carla")
    choose(window, "Industry")
    assert bench._personal.read()["campaign"] == campaign.id
    again = open_window(bench.workspace, qtbot, window.clock, tmp_path)
    assert (again.bench.place.text(), again.lead_name) == ("Industry", "Carla Conti")
    again.bench.bus.publish(
        campaigns.save_campaign(bench.workspace, Campaign(campaign.id, "Industry", "five", closed=True))[1]
    )
    assert again.desk.campaign is None
    again.shell.close()
    again.shell.deleteLater()


def test_a_campaign_and_a_view_made_on_the_command_line_are_offered_in_the_window(window: Window, screen) -> None:
    bench = window.bench
    other = open_workspace(bench.workspace.store.path, "Bo", window.clock)
    in_campaign(other, "Industry", "Anne")
    views.save_view(other, views.SavedView("", "Big", "", (Condition("employees", "at_least", "80"),)))
    other.store.close()
    window.settle()  # it looks when nothing is being written
    bench._look_outside()
    assert [v.name for v in screen.views.views] == ["Big"]
    choose(window, "Industry")
    assert queue_names(window) == ["Anne Arnaud"]


def test_what_another_process_wrote_is_seen_though_the_window_wrote_after_it(window: Window, screen) -> None:
    bench = window.bench
    other = open_workspace(bench.workspace.store.path, "Bo", window.clock)
    views.save_view(other, views.SavedView("", "Big", "", (Condition("employees", "at_least", "80"),)))
    other.store.close()
    leads.add_note(bench.workspace, window.desk.session.lead_id, "meanwhile")
    window.settle()  # it looks when nothing is being written
    bench._look_outside()
    assert [v.name for v in screen.views.views] == ["Big"]


def test_what_the_window_wrote_itself_is_no_change_from_outside(window: Window) -> None:
    bench, told = window.bench, []
    window.settle()  # it looks when nothing is being written
    bench._look_outside()
    bench.bus.changed.connect(lambda changes, _origin: told.append(changes))
    leads.add_note(bench.workspace, window.desk.session.lead_id, "one's own")
    window.settle()  # it looks when nothing is being written
    bench._look_outside()
    assert told == []


def test_a_campaign_without_leads_says_so_on_the_desk(window: Window) -> None:
    in_campaign(window.bench.workspace, "Empty")
    choose(window, "Empty")
    assert window.desk.session is None
    assert window.view.empty.accessibleName() == "This campaign has no lead"


def test_new_leads_of_a_file_go_into_the_chosen_campaign(window: Window, tmp_path) -> None:
    bench = window.bench
    campaign = in_campaign(bench.workspace, "Industry", "Anne")
    choose(window, "Industry")
    path = tmp_path / "more.csv"
    path.write_text(
        "Nom;E-mail;Téléphone\nEvrard;e@e.example;01 99 00 10 09\nBerger;bruno@beta.example;\n", encoding="utf-8"
    )
    dialog = bench.files.open_import(path)
    window.qtbot.waitUntil(lambda: not dialog.foot.busy and not dialog.aside.busy, timeout=10_000)
    dialog.ask_step(KNOWN)
    assert dialog.known_step.campaign.currentText() == "Industry"
    dialog.ask_step(PREVIEW)
    dialog.start_import()
    window.qtbot.waitUntil(lambda: not dialog.foot.busy, timeout=10_000)
    dialog.close()
    found = leads.find_leads(bench.workspace, LeadFilter("", (Condition("campaign", "is", campaign.id),)))
    assert [s.lead.last_name for s in leads.summaries(bench.workspace, found)] == ["Arnaud", "Evrard"]


def test_the_acts_of_many_leads_stand_in_an_order_the_keys_reach(window: Window, screen) -> None:
    order = [screen.search, screen.views.button, screen.filters.add_button, screen.table]
    reached = []
    screen.search.setFocus()
    for _ in range(16):
        focused = QApplication.focusWidget()
        if focused in order:
            reached.append(order.index(focused))
        window.key(Qt.Key.Key_Tab)
    assert all(a < b for a, b in pairwise(reached[:4]))


def test_the_panel_of_a_lead_is_never_scrolled_sideways(window: Window, screen, qapp) -> None:
    panel = screen.panel
    panel.setFixedWidth(panel.minimumWidth())
    screen.new_lead()
    for page in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(page)
        qapp.processEvents()
        area = panel.tabs.currentWidget()
        assert area.widget().minimumSizeHint().width() <= area.viewport().width(), panel.tabs.tabText(page)
