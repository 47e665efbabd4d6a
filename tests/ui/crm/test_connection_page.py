"""A connection in use: how it stands in one line, what was refused, what is held, pausing, keys, disconnecting."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.ui.crm.outbox_model import DETAIL, LEAD, WHAT, WHY
from tests.ui.crm.side import Side


def lead_named(side: Side, name: str) -> str:
    (lead_id,) = leads.find_leads(side.workspace, LeadFilter(search=name))
    return lead_id


def test_without_a_connection_the_screen_says_what_it_would_do_and_enter_begins(side: Side) -> None:
    side.open_screen()
    assert side.view.pages.currentWidget() is side.view.empty
    assert "never uses the network" in side.view.empty.accessibleDescription()
    side.press(Qt.Key.Key_Space)
    assert side.dialog().pages.currentIndex() == 0
    side.press(Qt.Key.Key_Escape)


def test_what_was_refused_is_listed_with_its_reason_and_told_again_by_a_key(side: Side) -> None:
    side.connect()
    side.crm.fault("schema_changed", on=(None, "contacts"), field="title")
    side.open_screen()
    side.sync()
    side.until(lambda: side.view.page.refused.model.rowCount() > 0)
    page = side.view.page
    tester = QAbstractItemModelTester(page.refused.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester
    row = [page.refused.model.index(0, column).data() for column in (LEAD, WHAT, WHY, DETAIL)]
    assert row == ["Anne Arnaud", "Lead", "The CRM does not take this record", "400 There is no field title"]
    assert "Mend the field" in page.refused.remedy.text()
    assert page.lists.tabText(0) == "Refused (4)"
    side.until(lambda: side.window.bench.crm.indicator.text() == "CRM: 4 refused")
    n = page.refused.model.rowCount()
    page.refused.table.setFocus()
    side.press(Qt.Key.Key_Delete)
    side.until(lambda: page.refused.model.rowCount() == n - 1)
    side.crm.mend()
    side.press(Qt.Key.Key_Space)
    side.until(lambda: page.refused.model.rowCount() == n - 2)
    side.sync()
    side.until(lambda: not side.syncing.is_running(side.view.chosen))
    assert len(side.crm.records("contacts")) == 1


def test_a_refused_row_opens_its_lead(side: Side) -> None:
    side.connect()
    side.crm.fault("schema_changed", on=(None, "contacts"), field="title")
    side.open_screen()
    side.sync()
    side.until(lambda: side.view.page.refused.model.rowCount() == 4)
    side.view.page.refused.table.setFocus()
    name = side.view.page.refused.model.index(0, LEAD).data()
    side.press(Qt.Key.Key_Return)
    assert side.window.bench.front == "calls"
    assert side.window.lead_name == name


def test_a_key_that_is_not_accepted_stops_it_with_the_remedy_and_a_new_one_makes_it_go_on(side: Side) -> None:
    side.connect()
    side.crm.expire_key()
    side.open_screen()
    side.sync()
    side.until(lambda: "Stopped" in side.view.page.said.text())
    assert "Stopped: the CRM does not accept the key · 4 wait" in side.view.page.said.text()
    assert "New key" in side.view.page.remedy.text()
    assert not side.view.page.pause_button.isVisible()
    side.until(lambda: side.window.bench.crm.indicator.text() == "CRM: key not accepted")
    side.view.page.key_button.setFocus()
    key = side.crm.renew_key()
    side.press(Qt.Key.Key_Space)
    dialog = side.dialog()
    assert dialog.step.key.field.text() == ""
    side.type(key)
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.press(Qt.Key.Key_Return)
    side.until(lambda: side.view.page.said.text().startswith("● In step"))
    side.until(side.window.bench.crm.indicator.isHidden)
    assert len(side.crm.records("contacts")) == 4
    assert not side.crm.insistent


def test_paused_nothing_is_asked_and_resumed_what_waited_goes(side: Side) -> None:
    side.connect()
    side.open_screen()
    side.view.page.pause_button.setFocus()
    side.press(Qt.Key.Key_Space)
    side.window.settle()
    side.until(lambda: side.view.page.said.text().startswith("● Paused"))
    side.crm.requests.clear()
    side.press(Qt.Key.Key_F5)
    assert not side.syncing.is_running(side.view.chosen)
    assert side.crm.requests == []
    assert side.view.page.pause_button.text() == "Resume"
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.press(Qt.Key.Key_Space)
    assert len(side.crm.records("contacts")) == 4


def test_many_gone_there_are_held_until_a_person_chooses(side: Side) -> None:
    side.connect()
    side.open_screen()
    side.sync()
    for record in side.crm.records("contacts"):
        side.crm.delete("contacts", record.id)
    side.window.clock.pass_time(minutes=1)
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    card = side.view.page.there
    side.until(card.isVisible)
    assert card.title.text() == "4 of 4 records are gone in the CRM."
    ids = leads.find_leads(side.workspace, LeadFilter())
    names = {leads.dossier(side.workspace, i).summary.lead.name for i in ids}
    assert card.names.isVisible()
    assert set(card.names.text().removeprefix("Among them: ").split(", ")) == names
    card.keep_button.setFocus()
    side.press(Qt.Key.Key_Space)
    side.window.settle()
    side.until(lambda: not card.isVisible())
    side.sync()
    assert len(side.crm.records("contacts")) == 4


def test_disconnecting_says_before_what_it_does_and_both_sides_keep_all(side: Side) -> None:
    side.connect()
    side.open_screen()
    side.sync()
    said = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.informativeText() or box.text())
        box.button(QMessageBox.StandardButton.Yes).click()

    QTimer.singleShot(0, answer)
    side.view.page.disconnect_button.click()
    side.until(lambda: not connections.connections(side.workspace) and not side.view._letting_go.busy)
    assert "Both sides keep all" in said[0]
    assert side.view.pages.currentWidget() is side.view.empty
    assert len(side.crm.records("contacts")) == 4
    assert leads.count_leads(side.workspace) == 4


def test_changing_what_travels_takes_the_key_that_is_kept_and_shows_what_it_would_do(side: Side) -> None:
    side.connect()
    side.open_screen()
    side.sync()
    side.view.page.change_button.setFocus()
    side.press(Qt.Key.Key_Space)
    dialog = side.dialog()
    side.next(dialog, 1)
    assert dialog.step.send.isChecked()
    dialog.step.wins.setFocus()
    side.press(Qt.Key.Key_Down)
    side.next(dialog, 2)
    side.next(dialog, 3)
    side.until(lambda: dialog.step.ready)
    assert {f: n.text() for f, n in dialog.step.figures.items()}["create"] == "0"
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.press(Qt.Key.Key_Return)
    (found,) = connections.connections(side.workspace)
    assert found.options["wins"] == "here"
    assert len(found.fields) > 10


def test_what_passed_stands_in_the_history_of_the_lead(side: Side) -> None:
    side.connect()
    side.open_screen()
    side.sync()
    lead_id = lead_named(side, "arnaud")
    leads.edit_lead(side.workspace, lead_id, {"job_title": "Directrice"})
    side.window.clock.pass_time(minutes=1)
    side.sync()
    bench = side.window.bench
    bench.show_screen("leads")
    bench.leads_view.select(lead_id)
    said = [label.text() for label in bench.leads_view.panel.history.findChildren(QLabel)]
    assert "Contact made in Plain" in said
    assert "Contact sent to Plain" in said
    assert "job title" in said


def test_what_gave_way_over_there_stands_in_the_history_too(side: Side) -> None:
    side.connect(Options(wins="here"))
    side.open_screen()
    side.sync()
    lead_id = lead_named(side, "arnaud")
    anne = next(r for r in side.crm.records("contacts") if r.fields["first_name"] == "Anne")
    side.window.clock.pass_time(minutes=1)
    leads.edit_lead(side.workspace, lead_id, {"job_title": "DG"})
    side.crm.change("contacts", anne.id, title="PDG")
    side.sync()
    bench = side.window.bench
    bench.show_screen("leads")
    bench.leads_view.select(lead_id)
    said = [label.text() for label in bench.leads_view.panel.history.findChildren(QLabel)]
    assert "Job title: PDG → DG, written over in Plain" in said
