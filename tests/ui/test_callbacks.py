"""Whose call back it is: mine unless one key says anyone's."""

import pytest
from PySide6.QtCore import Qt

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import calls, leads
from sdrdesk.ui.calls.history import events_of
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


@pytest.mark.parametrize("width", [1024, 1366, 1440])
def test_no_field_of_a_call_back_stands_on_another(window: Window, width: int) -> None:
    window.shell.resize(width, 768)
    window.key(Qt.Key.Key_5)
    form = window.view.acts.form
    window.qtbot.waitUntil(lambda: form.do_button.isVisible() and form.kind.width() >= form.kind.minimumWidth())
    rects = [w.geometry() for w in (form.kind, form.day, form.time, form.anyone, form.do_button)]
    assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[n + 1 :])
    window.key(Qt.Key.Key_Escape)
