"""Signals on the desk by keys: the form, the timeline, the clock of who asked to be talked to."""

import tempfile
import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import calls, leads
from sdrdesk.ui.calls.signal_timeline import SHOWN, WarmthIcon
from sdrdesk.ui.tasks import TASK
from tests.ui.window import Window

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def stored(window: Window) -> list[tuple[str, str, str]]:
    found = leads.dossier(window.bench.workspace, window.desk.session.lead_id).signals
    return [(s.type, s.channel, s.detail) for s in found]


def lines(window: Window) -> list[tuple[str, str, str]]:
    return [(line.title.text(), line.beside.text(), line.age.text()) for line in window.view.timeline.lines]


def clock_of(window: Window) -> tuple[bool, str, str]:
    clock = window.view.header.clock
    return clock.isHidden(), clock.text(), clock.tone()


def signalled(window: Window, kind: str, *, minutes: float = 0, **also: str) -> None:
    """A signal of the lead in hand that another process recorded, seen by the desk."""
    at = window.clock.at - timedelta(minutes=minutes)
    changes = leads.add_signal(window.bench.workspace, window.desk.session.lead_id, kind, at, **also)
    window.bench.bus.publish(changes)
    window.settle()


# -- the form --------------------------------------------------------------------------------------------------------


def test_a_signal_is_added_by_keys_alone(window: Window) -> None:
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    form = window.view.acts.form
    assert QApplication.focusWidget() is form.kind
    window.type("Dem")
    assert (form.kind.currentText(), form.channel.currentText(), form.stage_step.text()) == (
        "Demo request",
        "Web",
        "hot",
    )
    window.key(Qt.Key.Key_Tab)
    window.type("Ph")
    window.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.detail
    window.type("saw us at the fair")
    window.key(Qt.Key.Key_Return)
    assert window.view.acts.form is None
    assert stored(window) == [("demo_request", "phone", "saw us at the fair")]
    assert lines(window) == [("Demo request", "phone · saw us at the fair", "0 min ago")]
    assert "Anne Arnaud: demo request added." in window.bench.notice.text()
    window.key(Qt.Key.Key_Z, CTRL)
    assert stored(window) == []
    assert lines(window) == []


def test_the_channel_follows_the_type_until_somebody_chooses_one(window: Window) -> None:
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    form = window.view.acts.form
    window.type("Web")
    assert (form.kind.currentData(), form.channel.currentData()) == ("webinar", "event")
    window.key(Qt.Key.Key_Tab)
    window.type("Ch")
    form.kind.setFocus()
    window.key(Qt.Key.Key_Home)
    assert (form.kind.currentData(), form.channel.currentData()) == ("call_request", "chat")


def test_a_time_typed_is_when_it_was_and_one_ahead_is_refused_in_words(window: Window) -> None:
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    form = window.view.acts.form
    form.time.setFocus()
    window.type("23")
    window.key(Qt.Key.Key_Return)
    assert form.fault.text() == "That time has not come yet; a signal is something they did."
    assert stored(window) == []
    window.type("08")
    window.key(Qt.Key.Key_Return)
    at = leads.dossier(window.bench.workspace, window.desk.session.lead_id).signals[0].at
    assert at == window.clock.at - timedelta(hours=2)


def test_what_was_typed_stands_again_after_esc_and_after_another_lead(window: Window) -> None:
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    window.type("Tri")
    window.view.acts.form.detail.setFocus()
    window.type("half a")
    window.key(Qt.Key.Key_Escape)
    assert window.view.acts.form is None
    assert stored(window) == []
    window.key(Qt.Key.Key_Right, CTRL)
    assert window.lead_name != "Anne Arnaud"
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    assert window.view.acts.form.detail.text() == ""
    window.key(Qt.Key.Key_Escape)
    window.desk.open_lead(leads.find_leads(window.bench.workspace, leads.LeadFilter(search="Anne"))[0])
    window.settle()
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    form = window.view.acts.form
    assert (form.kind.currentData(), form.detail.text()) == ("trial", "half a")
    window.key(Qt.Key.Key_Return)
    assert stored(window) == [("trial", "web", "half a")]
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    assert window.view.acts.form.detail.text() == "", "what was added is typed no more"


def test_notes_being_typed_are_untouched_by_a_signal(window: Window) -> None:
    window.view.notes.setFocus()
    window.type("they said")
    window.key(Qt.Key.Key_S, CTRL_SHIFT)
    window.key(Qt.Key.Key_Return)
    assert window.view.notes.toPlainText() == "they said"


# -- the timeline ----------------------------------------------------------------------------------------------------


def test_the_timeline_is_newest_first_with_channel_detail_age_and_exact_time(window: Window) -> None:
    signalled(window, "pricing_page", minutes=3 * 24 * 60, detail="/prices")
    signalled(window, "call_request", minutes=4)
    signalled(window, "list", minutes=400 * 24 * 60)
    assert lines(window) == [
        ("Call request", "phone", "4 min ago"),
        ("Pricing page", "web · /prices", "3 days ago"),
        ("List", "", "13 months ago"),
    ]
    assert window.view.timeline.lines[0].age.toolTip() == "23/11/2026 09:56"
    icons = [line.findChild(WarmthIcon).warmth.value for line in window.view.timeline.lines]
    assert icons == ["hot", "warm", "cold"]
    told = [label.text() for label in window.view.history.findChildren(QLabel)]
    assert "Call request" not in told, "the history does not say it a second time"


def test_the_older_signals_of_many_are_shown_once_asked_for(window: Window, qtbot) -> None:
    for n in range(SHOWN + 3):
        signalled(window, "email_open", minutes=n + 1)
    assert len(lines(window)) == SHOWN
    button = window.view.timeline._layout.itemAt(SHOWN).widget()
    assert button.text().startswith("3 older signal")
    qtbot.waitUntil(button.isVisible, timeout=5_000)
    button.setFocus()
    window.key(Qt.Key.Key_Space)
    assert len(lines(window)) == SHOWN + 3


def test_a_signal_is_removed_by_keys_and_comes_back(window: Window) -> None:
    signalled(window, "call_request", minutes=4)
    button = window.view.timeline.lines[0].remove_button
    assert "Call request" in button.accessibleName()
    button.setFocus()
    window.key(Qt.Key.Key_Space)
    assert stored(window) == []
    assert lines(window) == []
    assert "call request removed" in window.bench.notice.text()
    window.key(Qt.Key.Key_Z, CTRL)
    assert lines(window) == [("Call request", "phone", "4 min ago")]


# -- the clock -------------------------------------------------------------------------------------------------------


def test_a_request_starts_a_clock_that_grows_doubtful_then_late(window: Window) -> None:
    assert clock_of(window)[0]
    signalled(window, "demo_request", minutes=4)
    assert clock_of(window) == (False, "4 min since the request", "hot")
    clock = window.view.header.clock
    window.clock.pass_time(minutes=11)
    clock.tick()
    assert clock_of(window) == (False, "15 min since the request", "hot")
    window.clock.pass_time(minutes=1)
    clock.tick()
    assert clock_of(window) == (False, "16 min since the request", "doubt")
    window.clock.pass_time(minutes=45)
    clock.tick()
    assert clock_of(window) == (False, "61 min since the request", "bad")
    window.clock.pass_time(hours=3)
    clock.tick()
    assert clock_of(window)[1] == "4 h since the request"
    window.clock.pass_time(days=3)
    clock.tick()
    assert clock_of(window)[1].startswith("3 day")
    window.clock.pass_time(days=14)
    clock.tick()
    assert clock_of(window)[0], "no longer hot"


@pytest.mark.parametrize(("outcome", "stops"), [(Outcome.NO_ANSWER, False), (Outcome.VOICEMAIL, False),
                                                (Outcome.REACHED, True)])  # fmt: skip
def test_the_clock_stops_when_somebody_was_talked_to(window: Window, outcome, stops) -> None:
    signalled(window, "demo_request", minutes=4)
    done = calls.record_call(window.bench.workspace, window.desk.session.lead_id, outcome)
    window.bench.bus.publish(done.changes)
    window.settle()
    assert clock_of(window)[0] is stops


def test_an_interest_that_is_no_request_has_no_clock(window: Window) -> None:
    signalled(window, "pricing_page", minutes=4)
    assert clock_of(window)[0]


def test_the_clock_and_the_ages_tick_only_while_they_are_on_screen(window: Window) -> None:
    signalled(window, "demo_request", minutes=4)
    tickers = [window.view.header.clock.ticking.timer, window.view.timeline.ticking.timer]
    assert [t.isActive() for t in tickers] == [True, True]
    window.clock.pass_time(minutes=2)
    for ticker in tickers:
        ticker.timeout.emit()
    assert clock_of(window)[1] == "6 min since the request"
    assert lines(window)[0][2] == "6 min ago"
    window.bench.show_screen("leads")
    assert [t.isActive() for t in tickers] == [False, False]
    window.bench.show_screen("calls")
    assert [t.isActive() for t in tickers] == [True, True]


# -- the Leads screen ------------------------------------------------------------------------------------------------


def test_the_panel_of_a_lead_adds_and_removes_signals_too(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.bench.show_screen("leads")
    view = window.bench.leads_view
    view.select(lead_id)
    panel = view.panel
    panel.tabs.setCurrentIndex(1)
    panel.signal_detail.setFocus()
    window.type("by phone")
    window.key(Qt.Key.Key_Return)
    assert stored(window) == [("call_request", "phone", "by phone")]
    assert panel.signal_detail.text() == ""
    assert [line.title.text() for line in panel.timeline.lines] == ["Call request"]
    panel.timeline.lines[0].remove_button.setFocus()
    window.key(Qt.Key.Key_Space)
    assert stored(window) == []
    told = [label.text() for label in panel.history.findChildren(QLabel)]
    assert any(said.startswith("Signal removed: Call request") for said in told)


# -- a file of signals -----------------------------------------------------------------------------------------------


def test_a_file_of_signals_is_previewed_brings_the_lead_up_and_is_taken_back(window: Window, tmp_path, qtbot) -> None:
    path = tmp_path / "signals.csv"
    path.write_text(
        "E-mail;Type;Date;Canal;Page;X\n"
        "anne@alpha.example;Demande de démo;23/11/2026 09:56;Tchat;/demo;\n"
        "anne@alpha.example;Demande de démo;23/11/2026 09:56;;;\n"
        "nobody@else.example;Webinaire;20/11/2026;;;\n"
        "bruno@beta.example;Webinaire;soon;;;\n",
        encoding="utf-8",
    )
    dialog = window.bench.files.open_signals(path)
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=10_000)
    assert [f.text() for f in dialog.figures.labels.values()] == ["1", "1", "1", "1"]
    assert dialog.problems.toPlainText().splitlines() == [
        "line 4: no lead answers to this: nobody@else.example", "line 5: “soon” is not a date",
    ]  # fmt: skip
    assert dialog.unmapped.text() == "Columns not recognised, left out: X."
    assert stored(window) == []
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        qtbot.keyClick(dialog.foot.do_button, Qt.Key.Key_Space)
    window.settle()
    assert stored(window) == [("demo_request", "chat", "/demo")]
    assert clock_of(window)[:2] == (False, "4 min since the request")
    window.bench.take_back()
    window.settle()
    assert stored(window) == []
    assert clock_of(window)[0]


def test_the_country_of_numbers_is_chosen_in_the_preview(window: Window, tmp_path, qtbot) -> None:
    path = tmp_path / "signals.csv"
    path.write_text("Téléphone;Type;Date\n01 99 00 10 01;Webinaire;20/11/2026\n", encoding="utf-8")
    dialog = window.bench.files.open_signals(path)
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=10_000)
    assert (dialog.country.currentData(), dialog.plan.counts["added"]) == ("FR", 1)
    dialog.country.setFocus()
    qtbot.keyClick(dialog.country, Qt.Key.Key_End)
    dialog.country.activated.emit(dialog.country.currentIndex())
    qtbot.waitUntil(lambda: dialog.plan is not None and not dialog.foot.busy, timeout=10_000)
    assert (dialog.plan.country, dialog.plan.counts["not_found"]) == ("CA", 1)
    dialog.close()


def test_a_file_read_anew_while_it_is_read_leaves_no_working_copy_behind(
    window: Window, tmp_path, qtbot, monkeypatch
) -> None:
    path = tmp_path / "signals.csv"
    path.write_text("E-mail;Type;Date\nanne@alpha.example;Webinaire;20/11/2026\n", encoding="utf-8")
    copies = tmp_path / "temporary"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    dialog = window.bench.files.open_signals(path)
    for task in (thread for thread in threading.enumerate() if thread.name == TASK):
        task.join(10)  # its answer is ready before the window hears of it, and nobody waits for it any more
    dialog.read()
    qtbot.waitUntil(lambda: dialog.plan is not None and not dialog.foot.busy, timeout=10_000)
    assert len(list(copies.iterdir())) == 1
    dialog.close()
    assert list(copies.iterdir()) == []


def test_a_file_that_is_none_of_signals_says_so_and_can_only_be_closed(window: Window, tmp_path, qtbot) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Nom;Ville\nA;B\n", encoding="utf-8")
    dialog = window.bench.files.open_signals(path)
    qtbot.waitUntil(lambda: not dialog.foot.busy, timeout=10_000)
    assert "no column says the type, the date" in dialog.foot.said.text()
    assert not dialog.foot.do_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_dialog_closed_while_it_works_takes_everything_back(window: Window, tmp_path, qtbot) -> None:
    path = tmp_path / "signals.csv"
    rows = [f"anne@alpha.example;Webinaire;20/11/2026 {n // 60:02}:{n % 60:02}" for n in range(1400)]
    path.write_text("\n".join(["E-mail;Type;Date", *rows]), encoding="utf-8")
    dialog = window.bench.files.open_signals(path)
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=10_000)
    dialog.start_import()
    dialog.close()
    assert stored(window) == []
