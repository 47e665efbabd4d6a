"""A lead passed over: at once by one key, or with the reason and for how long by two digits."""

from PySide6.QtCore import Qt

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import calls, leads
from sdrdesk.core.store import activities, qualifications
from sdrdesk.core.store.leads import get_extras
from sdrdesk.core.words import Words
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def why(window: Window, lead_id: str, language: str = "en") -> str:
    workspace = window.bench.workspace
    standing = leads.dossier(workspace, lead_id).summary.standing
    return Words(language).standing(standing, workspace.zone, workspace.now())


def test_two_digits_put_a_lead_off_and_the_next_comes(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_R, CONTROL)
    window.key(Qt.Key.Key_2)  # look something up first
    assert window.desk.session.lead_id == lead_id
    window.key(Qt.Key.Key_1)  # two working hours from ten
    assert window.desk.session.lead_id != lead_id
    assert why(window, lead_id) == "Put off until 12:00: look something up first"
    assert why(window, lead_id, "fr") == "Reporté, reprise 12:00\u202f: à vérifier avant"
    assert window.bench.notice.text() == "Anne Arnaud: put off until 12:00."


def test_ctrl_z_takes_the_reason_back_with_the_wait(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_R, CONTROL)
    window.key(Qt.Key.Key_1)  # bad moment
    window.key(Qt.Key.Key_2)  # the next day
    assert why(window, lead_id) == "Put off until tomorrow 08:30: bad moment"
    window.key(Qt.Key.Key_Z, CONTROL)
    with window.bench.workspace.store.read() as tx:
        beside = get_extras(tx, [lead_id])[lead_id]
    assert (beside.snoozed_until, beside.snooze_reason) == (None, "")
    assert leads.dossier(window.bench.workspace, lead_id).summary.standing.code == "never_called"


def test_a_reason_of_ones_own_is_typed_and_asked_for(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_R, CONTROL)
    window.key(Qt.Key.Key_4)
    window.key(Qt.Key.Key_Return)
    assert window.view.acts.form.fault.text() == "Say why, in a few words."
    window.type("ask Paul 3 things")
    window.key(Qt.Key.Key_Return)
    assert window.view.acts.form.fault.text() == "Choose until when with its digit."
    window.key(Qt.Key.Key_3)
    assert why(window, lead_id) == "Put off until Thu 26 Nov 08:30: ask Paul 3 things"


def test_passing_over_a_lead_without_a_reason_asks_nothing(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_Right, CONTROL)
    assert window.view.acts.form is None
    assert window.desk.session.lead_id != lead_id
    assert leads.dossier(window.bench.workspace, lead_id).summary.standing.code == "never_called"


def test_what_is_typed_stays_with_the_lead_put_off(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_M, CONTROL)
    window.type("their site is down")
    window.key(Qt.Key.Key_R, CONTROL)
    window.key(Qt.Key.Key_2)
    window.key(Qt.Key.Key_1)
    with window.bench.workspace.store.read() as tx:
        assert qualifications.get_draft(tx, lead_id).notes == "their site is down"
        assert activities.calls_of(tx, [lead_id]) == {}
    assert window.view.notes.toPlainText() == ""


def test_a_promise_is_not_put_off_but_kept_or_moved(window: Window) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    until = workspace.now().replace(hour=11)
    window.bench.bus.publish(calls.record_call(workspace, lead_id, Outcome.CALLBACK_PROMISED, until=until).changes)
    window.clock.at = until
    window.desk.open_promise()
    assert window.desk.session.lead_id == lead_id
    window.key(Qt.Key.Key_R, CONTROL)
    assert window.view.acts.form is None
    assert window.bench.notice.text() == "A promise is kept, or moved with 5."


def test_escape_leaves_the_lead_where_it_was(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_R, CONTROL)
    window.key(Qt.Key.Key_Escape)
    assert window.view.acts.form is None
    assert window.desk.session.lead_id == lead_id


def test_another_wait_or_its_end_clears_the_reason(window: Window) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    later = workspace.now().replace(hour=18)
    leads.snooze_lead(workspace, lead_id, later, "not_mine")
    assert why(window, lead_id) == "Put off until 18:00: not my lead"
    leads.snooze_lead(workspace, lead_id, later)
    assert why(window, lead_id) == "Put off until 18:00"
    leads.snooze_lead(workspace, lead_id, later, "not_mine")
    leads.snooze_lead(workspace, lead_id, None)
    with workspace.store.read() as tx:
        assert get_extras(tx, [lead_id])[lead_id].snooze_reason == ""
