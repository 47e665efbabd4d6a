"""A promise whose minute has come is said once, takes no keyboard, and opens by one key; late ones read late."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import bulk, calls, campaigns, leads
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.ui.widgets.queue_delegate import QUEUE_ROW_ROLE
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def promised(window: Window, name: str, minutes: int) -> str:
    """Promise a call to a lead, in so many minutes."""
    workspace = window.bench.workspace
    lead_id = leads.find_leads(workspace, LeadFilter(search=name))[0]
    until = workspace.now() + timedelta(minutes=minutes)
    done = calls.record_call(workspace, lead_id, Outcome.CALLBACK_PROMISED, until=until)
    window.bench.bus.publish(done.changes)
    return lead_id


def row(window: Window, at: int = 0):
    return window.view.queue.model.index(at).data(QUEUE_ROW_ROLE)


def test_a_promise_is_said_when_its_minute_comes_and_takes_no_keyboard(window: Window) -> None:
    lead_id = promised(window, "Conti", 30)
    window.key(Qt.Key.Key_M, CONTROL)
    window.type("they say")
    before, on_desk = QApplication.focusWidget(), window.desk.session.lead_id
    window.desk._time_passed()
    assert "Carla Conti" not in window.bench.notice.text()
    window.clock.pass_time(minutes=30)
    window.desk._time_passed()
    assert window.bench.notice.text().startswith("Carla Conti (Gamma) was promised a call at 10:30.")
    assert QApplication.focusWidget() is before
    assert window.desk.session.lead_id == on_desk
    window.type(" more")
    assert window.view.notes.toPlainText() == "they say more"
    window.key(Qt.Key.Key_J, CONTROL)
    assert window.desk.session.lead_id == lead_id


def test_a_promise_is_said_once(window: Window) -> None:
    promised(window, "Conti", 30)
    said = []
    window.desk.reminders.reminded.connect(lambda _lead, sentence: said.append(sentence))
    window.clock.pass_time(minutes=31)
    for _ in range(3):
        window.desk._time_passed()
    assert len(said) == 1


def test_a_promise_not_kept_reads_late(window: Window) -> None:
    promised(window, "Conti", 30)
    for minutes, badge in ((30, ""), (25, "25 min late"), (120, "2 h late")):
        window.clock.pass_time(minutes=minutes)
        window.desk._time_passed()
        assert (row(window).name, row(window).badge) == ("Carla Conti", badge)


def test_a_hot_lead_shows_how_long_it_has_waited(window: Window) -> None:
    workspace = window.bench.workspace
    lead_id = leads.find_leads(workspace, LeadFilter(search="Berger"))[0]
    window.bench.bus.publish(leads.add_signal(workspace, lead_id, "demo_request"))
    window.clock.pass_time(minutes=4)
    window.desk._time_passed()
    assert (row(window).name, row(window).badge, row(window).badge_tone) == ("Bruno Berger", "4 min", "hot")


def test_without_a_promise_the_key_says_so(window: Window) -> None:
    before = window.desk.session.lead_id
    window.key(Qt.Key.Key_J, CONTROL)
    assert window.bench.notice.text() == "No promise is due."
    assert window.desk.session.lead_id == before


def test_a_promise_is_said_while_another_campaign_is_worked(window: Window) -> None:
    workspace = window.bench.workspace
    lead_id = promised(window, "Conti", 30)
    made, changes = campaigns.save_campaign(workspace, Campaign("", "Autumn"))
    window.bench.bus.publish(changes)
    moved = leads.find_leads(workspace, LeadFilter(search="Berger"))
    window.bench.bus.publish(bulk.change_leads(workspace, moved, bulk.put_in_campaign(made.id)).changes)
    window.bench.work_campaign(made.id)
    assert window.lead_name == "Bruno Berger"
    window.clock.pass_time(minutes=31)
    window.desk._time_passed()
    assert window.bench.notice.text().startswith("Carla Conti (Gamma) was promised a call at 10:30.")
    window.key(Qt.Key.Key_J, CONTROL)
    assert window.desk.session.lead_id == lead_id


def test_ctrl_j_opens_the_lead_that_was_named_then_each_promise_in_turn(window: Window) -> None:
    carla, bruno, david = (promised(window, name, m) for name, m in (("Conti", 30), ("Berger", 40), ("Durand", 50)))
    window.clock.pass_time(minutes=45)
    window.desk._time_passed()
    assert window.bench.notice.text().startswith("Bruno Berger")
    window.key(Qt.Key.Key_2, CONTROL)  # from the list of leads too
    for wanted in (bruno, carla, bruno, carla):
        window.key(Qt.Key.Key_J, CONTROL)
        assert window.bench.front == "calls"
        assert window.desk.session.lead_id == wanted
    window.clock.pass_time(minutes=10)
    window.desk._time_passed()
    assert window.bench.notice.text().startswith("David Durand")
    window.key(Qt.Key.Key_J, CONTROL)
    assert window.desk.session.lead_id == david


def test_with_one_promise_on_the_desk_the_key_says_there_is_no_other(window: Window) -> None:
    promised(window, "Conti", 5)
    window.clock.pass_time(minutes=5)
    for _ in range(2):
        window.key(Qt.Key.Key_J, CONTROL)
    assert window.lead_name == "Carla Conti"
    assert window.bench.notice.text() == "No other promise is due."
