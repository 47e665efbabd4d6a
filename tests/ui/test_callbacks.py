"""Whose call back it is: mine unless one key says anyone's."""

import pytest
from PySide6.QtCore import Qt, QTime

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import calls, leads
from sdrdesk.ui.calls.history import events_of
from sdrdesk.ui.widgets.queue_delegate import QUEUE_ROW_ROLE
from tests.ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize(("keys", "owner"), [(0, "Alex"), (1, ""), (2, "Alex")])
def test_alt_a_says_anyone(window: Window, keys: int, owner: str) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_5)
    for _ in range(keys):
        window.key(Qt.Key.Key_A, ALT)
    window.key(Qt.Key.Key_Return)
    assert [c.owner for c in leads.dossier(window.bench.workspace, lead_id).calls] == [owner]


def test_a_loose_call_back_may_be_anyones_too(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_5)
    window.key(Qt.Key.Key_A, ALT)
    for _ in range(2):  # over the minutes
        window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_2)  # some day
    window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Return)
    (call,) = leads.dossier(window.bench.workspace, lead_id).calls
    assert (call.outcome, call.owner) == ("callback_later", "")


def test_a_colleagues_promise_waits_and_names_them(window: Window) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    until = workspace.now().replace(hour=15)
    window.bench.bus.publish(
        calls.record_call(workspace, lead_id, Outcome.CALLBACK_PROMISED, until=until, owner="Bo").changes
    )
    window.clock.at = until
    standing = leads.dossier(workspace, lead_id).summary.standing
    assert window.desk.words.standing(standing, workspace.zone, workspace.now()) == "Bo is on it until 15:15"
    (said,) = [e.title for e in events_of(leads.dossier(workspace, lead_id), workspace, window.desk.words)]
    assert said.endswith("15:00, Bo")


def test_the_history_tells_a_call_back_by_both_clocks_where_they_differ(window: Window) -> None:
    workspace = window.bench.workspace
    _changes, lead_id = leads.add_lead(workspace, {"last_name": "Reed", "country": "GB", "phone": "+442079460123"})
    until = workspace.now().replace(hour=15, minute=0)  # 14:00 in London
    calls.record_call(workspace, lead_id, Outcome.CALLBACK_PROMISED, until=until)
    (said,) = [e.title for e in events_of(leads.dossier(workspace, lead_id), workspace, window.desk.words)]
    assert said.endswith("14:00 (15:00 here)")


@pytest.mark.parametrize("width", [1024, 1366, 1440])
def test_no_field_of_a_call_back_stands_on_another(window: Window, width: int) -> None:
    window.shell.resize(width, 768)
    window.key(Qt.Key.Key_5)
    form = window.view.acts.form
    window.qtbot.waitUntil(lambda: form.do_button.isVisible() and form.kind.width() >= form.kind.minimumWidth())
    rects = [w.geometry() for w in (form.kind, form.day, form.time, form.anyone, form.do_button)]
    assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[n + 1 :])
    window.key(Qt.Key.Key_Escape)


def test_a_lead_in_london_is_promised_a_time_of_theirs_said_by_both_clocks(window: Window) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    window.bench.bus.publish(leads.edit_lead(workspace, lead_id, {"country": "GB"}))
    window.desk.skip()
    window.desk.open_lead(lead_id)
    window.key(Qt.Key.Key_5)  # ten in Paris, nine in London
    assert window.view.acts.form.time.time() == QTime(10, 0)
    assert window.view.acts.form.note.text() == "In London: 10:00 (11:00 here)"
    window.key(Qt.Key.Key_Return)
    assert window.bench.notice.text() == "Anne Arnaud: callback promised. Callback promised for 11:00."
    assert window.view.header.reason.text() == "Callback promised for 10:00 (11:00 here)"
    rows = [window.view.queue.model.index(n).data(QUEUE_ROW_ROLE) for n in range(4)]
    assert next(r.reason for r in rows if r.name == "Anne Arnaud") == "Callback promised for 11:00"
