"""A whole working hour on the demonstration by key presses alone; then its figures are added up again in plain SQL."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sdrdesk.__main__ import main
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations import sessions
from sdrdesk.core.operations.demo import replace_clock
from sdrdesk.core.operations.leads import LeadFilter, find_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.operations.workspace import open_workspace
from tests.support import NOW
from tests.ui.window import Clock, Window, open_window

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
PROMISED, PROMISED_EARLIER = "Delphine Arnoux", "Pascal Quéré"  # of the demonstration: at 9:58 and at 10:20
STEP_TODAY, NOT_ON_DESK = "aymeric saidi", "Rolland"
PACE = timedelta(seconds=100)
CONVERSATIONS = {"callback_promised", "callback_later", "reached", "not_interested"}


class Hour(QObject):
    """One person at the desk: presses keys, lets the clock go on, and keeps their own account of what they did."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window, self.clock = window, window.clock
        self.outcomes: Counter[str] = Counter()
        self.decisions: Counter[tuple[str, str]] = Counter()
        self.worked: set[str] = set()
        self.undone = 0
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url)

    @property
    def lead(self) -> str:
        return self.window.desk.session.lead_id

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            self.window.key(key, held)

    def ring(self) -> str:
        """The lead on the desk is dialled, and time goes by."""
        self.clock.at += PACE
        self.worked.add(self.lead)
        dialable = self.window.desk.session.dossier.dialable
        self.press(Qt.Key.Key_F9)
        if self.window.view.acts.form is not None:  # a step that is no call
            self.press(Qt.Key.Key_Escape)
        else:
            assert self.opened[-1].toString() == f"tel:{dialable[0]}"
        return self.lead

    def outcome(self, digit: int, said: str, *, stays: bool = False) -> str:
        """A call that one digit ends."""
        lead_id = self.ring()
        self.press(Qt.Key(Qt.Key.Key_0 + digit))
        self.outcomes[said] += 1
        assert (self.lead == lead_id) is stays
        return lead_id

    def next_lead(self) -> None:
        before = self.lead
        self.press(Qt.Key.Key_Right, held=CONTROL)
        assert self.lead != before

    def note(self, words: str) -> None:
        self.press(Qt.Key.Key_M, held=CONTROL)
        self.window.type(words)
        self.press(Qt.Key.Key_Escape)

    def undo(self, expected: str) -> None:
        self.press(Qt.Key.Key_Z, held=CONTROL)
        self.undone += 1
        assert self.window.bench.notice.text() == f"Taken back: {expected}."

    def open_by_name(self, name: str) -> None:
        self.press(Qt.Key.Key_K, held=CONTROL)
        self.window.type(name)
        self.press(Qt.Key.Key_Return)

    def wait_for_dialog(self) -> None:
        def has_keyboard() -> bool:
            dialog = QApplication.activeModalWidget()
            return dialog is not None and dialog.isActiveWindow() and QApplication.focusWidget() is not None

        self.window.qtbot.waitUntil(has_keyboard)

    def wait_for_window(self) -> None:
        """The keyboard is back from a dialog or a menu: where tests run, no window manager gives it back."""
        self.window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self.window.shell.activateWindow()
        self.window.qtbot.waitUntil(self.window.shell.isActiveWindow)


@pytest.fixture
def hour(demo_file: Path, qtbot, tmp_path: Path) -> Iterator[Hour]:
    """Tuesday 24 November, ten in the morning; somebody put off last week has an e-mail due today."""
    clock = Clock(NOW)
    workspace = open_workspace(Path(shutil.copy(demo_file, tmp_path / "hour.sdrdesk")), "Alix", clock)
    (warmed,) = find_leads(workspace, LeadFilter(search=STEP_TODAY))
    last_week = replace_clock(workspace, NOW - timedelta(days=7))
    decide(last_week, warmed, Decision.LATER, Route.NURTURE, until=date(2026, 12, 15), warm_up=True)
    window = open_window(workspace, qtbot, clock, tmp_path)
    person = Hour(window)
    for scheme in ("tel", "mailto"):
        QDesktopServices.setUrlHandler(scheme, person, "take")
    yield person
    for scheme in ("tel", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)
    window.shell.close()
    window.shell.deleteLater()


# -- what is done in the hour ----------------------------------------------------------------------------------------


def a_promise_of_this_morning_becomes_a_meeting(hour: Hour) -> None:
    view = hour.window.view
    bench = hour.window.bench  # the night has moved many leads: they are placed behind the first picture of the queue
    hour.window.qtbot.waitUntil(lambda: bench.notice.text().startswith(PROMISED))
    hour.press(Qt.Key.Key_J, held=CONTROL)
    assert hour.window.lead_name == PROMISED
    lead_id = hour.outcome(6, "reached", stays=True)
    hour.press(Qt.Key.Key_P, held=ALT)
    QTest.keyClick(hour.window.desk.quick_notes.menu, Qt.Key.Key_2)
    hour.wait_for_window()
    hour.press(Qt.Key.Key_Escape)
    hour.press(Qt.Key.Key_N, held=ALT)
    while view.acts.form is None:  # each answer brings the next question, the last one the check
        criterion = hour.window.desk.session.grid.criterion(view.form.current_criterion())
        hour.press(*([Qt.Key.Key_1] if criterion.options else [Qt.Key.Key_2, Qt.Key.Key_Return]))
    for said in ("the plant manager asked for it", "she signs", "they lose their aviation client"):
        hour.window.type(said)
        hour.press(Qt.Key.Key_Return)
    hour.decisions["now", "meeting"] += 1
    assert hour.lead != lead_id


def a_call_back_is_promised_at_half_past_ten(hour: Hour) -> str:
    lead_id = hour.ring()
    hour.press(Qt.Key.Key_5)
    hour.window.type("1030")
    hour.press(Qt.Key.Key_Return)
    hour.outcomes["callback_promised"] += 1
    (call,) = [c for c in hour.window.desk.session.dossier.calls if c.until and c.at >= NOW]
    assert call.until == NOW.replace(hour=10, minute=30)
    hour.next_lead()
    return lead_id


def nobody_answers(hour: Hour, times: int) -> None:
    said = ["no_answer", "busy", "voicemail", "gatekeeper"]
    for n in range(times):
        hour.outcome(1 + n % 4, said[n % 4])


def some_day_and_in_three_days(hour: Hour) -> None:
    hour.ring()
    hour.press(Qt.Key.Key_5, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_2, Qt.Key.Key_Return)
    hour.outcomes["callback_later"] += 1
    hour.next_lead()
    hour.ring()
    hour.press(Qt.Key.Key_3, held=CTRL_SHIFT)
    hour.outcomes["callback_later"] += 1
    hour.next_lead()


def never_and_later_with_and_without_steps(hour: Hour) -> None:
    view = hour.window.view
    hour.ring()
    hour.press(Qt.Key.Key_7, Qt.Key.Key_1)  # not interested: no need
    hour.outcomes["not_interested"] += 1
    hour.press(Qt.Key.Key_E, held=CONTROL)
    hour.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    hour.decisions["never", "exclude"] += 1
    for steps in (True, False):
        hour.outcome(6, "reached", stays=True)
        hour.note("not before the budget of spring")
        lead_id = hour.lead
        hour.press(Qt.Key.Key_L, held=CONTROL)
        assert view.acts.form.warm_up.isVisible()
        if not steps:
            while QApplication.focusWidget() is not view.acts.form.warm_up:
                hour.press(Qt.Key.Key_Tab)
            hour.press(Qt.Key.Key_Space)
        hour.press(Qt.Key.Key_Return)
        hour.decisions["later", "nurture"] += 1
        assert standing(hour, lead_id) == ("nurture_step" if steps else "nurture")


def the_letter_due_today_is_sent(hour: Hour) -> None:
    hour.open_by_name(STEP_TODAY)
    lead_id = hour.lead
    assert standing(hour, lead_id) == "nurture_step"
    before = len(hour.opened)
    hour.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
    assert [u.scheme() for u in hour.opened[before:]] == ["mailto"]
    hour.press(Qt.Key.Key_Return)
    hour.worked.add(lead_id)
    assert one(hour, "SELECT channel, done FROM touch WHERE lead = ?", lead_id) == ("email", 1)
    assert hour.lead != lead_id


def objects_wrong_number_and_left(hour: Hour) -> str:
    opposed = hour.outcome(9, "opposed")
    while len(hour.window.desk.session.dossier.dialable) != 2:
        nobody_answers(hour, 1)
    hour.outcome(8, "wrong_number", stays=True)  # the other number is left
    hour.outcome(8, "wrong_number")
    hour.outcome(0, "left_company")
    return opposed


def someone_else_there(hour: Hour) -> None:
    company = hour.window.desk.session.dossier.summary.lead.company
    hour.press(Qt.Key.Key_F6)
    hour.window.type("Zoe")
    hour.press(Qt.Key.Key_Return)
    lead = hour.window.desk.session.dossier.summary.lead
    assert (lead.first_name, lead.company) == ("Zoe", company)
    if hour.window.desk.session.dossier.dialable:
        hour.outcome(1, "no_answer")


def skipped_and_put_off(hour: Hour) -> None:
    hour.next_lead()
    lead_id = hour.lead
    hour.press(Qt.Key.Key_R, held=CONTROL)
    hour.press(Qt.Key.Key_2, Qt.Key.Key_1)
    assert standing(hour, lead_id) == "snoozed"
    assert hour.lead != lead_id


def a_pause_of_seven_minutes(hour: Hour) -> None:
    hour.press(Qt.Key.Key_P, held=CTRL_SHIFT)
    hour.clock.at += timedelta(minutes=7)
    hour.press(Qt.Key.Key_P, held=CTRL_SHIFT)


def a_signal_and_a_call_from_elsewhere(hour: Hour) -> None:
    lead_id = hour.lead
    hour.press(Qt.Key.Key_S, held=CTRL_SHIFT)
    hour.window.type("Dem")
    hour.press(Qt.Key.Key_Return)
    assert one(hour, "SELECT type FROM signal WHERE lead = ? ORDER BY at DESC", lead_id) == ("demo_request",)
    hour.press(Qt.Key.Key_L, held=CTRL_SHIFT)
    hour.wait_for_dialog()
    hour.window.type(NOT_ON_DESK)
    hour.press(Qt.Key.Key_Return, Qt.Key.Key_6, Qt.Key.Key_Return)
    hour.outcomes["reached"] += 1
    hour.wait_for_window()
    assert hour.window.bench.notice.text().startswith(f"{NOT_ON_DESK}: reached.")
    assert hour.lead == lead_id


def acts_taken_back(hour: Hour) -> None:
    """A call with its words, a decision, a wait: each is undone, and not in any figure."""
    hour.note("rang twice")
    lead_id = hour.outcome(1, "no_answer")
    hour.undo("call")
    hour.outcomes["no_answer"] -= 1
    assert hour.lead == lead_id
    assert hour.window.view.notes.toPlainText() == "rang twice"
    hour.press(Qt.Key.Key_E, held=CONTROL)
    hour.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    assert standing(hour, lead_id) == "excluded"
    hour.undo("decision")
    assert standing(hour, lead_id) != "excluded"
    assert hour.lead == lead_id
    hour.press(Qt.Key.Key_R, held=CONTROL)
    hour.press(Qt.Key.Key_1, Qt.Key.Key_2)
    hour.undo("put off")
    assert standing(hour, lead_id) != "snoozed"


def the_promise_is_said_while_typing_and_kept(hour: Hour, lead_id: str) -> None:
    at = NOW.replace(hour=10, minute=30)
    assert hour.clock.at < at
    hour.clock.at = at - timedelta(milliseconds=100)  # the desk is to wake when the minute has come
    hour.next_lead()
    on_desk = hour.lead
    hour.press(Qt.Key.Key_F9)
    hour.press(Qt.Key.Key_M, held=CONTROL)
    hour.window.type("they say")
    field = QApplication.focusWidget()
    hour.clock.at = at
    bench = hour.window.bench
    hour.window.qtbot.waitUntil(lambda: "was promised a call at 10:30." in bench.notice.text())
    assert QApplication.focusWidget() is field
    hour.window.type(" more")
    assert (hour.lead, hour.window.view.notes.toPlainText()) == (on_desk, "they say more")
    hour.press(Qt.Key.Key_1, held=ALT)
    hour.outcomes["no_answer"] += 1
    hour.worked.add(on_desk)
    hour.press(Qt.Key.Key_J, held=CONTROL)
    assert hour.lead == lead_id  # the one that was named
    hour.press(Qt.Key.Key_J, held=CONTROL)
    assert hour.window.lead_name == PROMISED_EARLIER
    hour.outcome(2, "busy")
    hour.press(Qt.Key.Key_J, held=CONTROL)
    assert hour.lead == lead_id
    hour.outcome(6, "reached", stays=True)
    hour.press(Qt.Key.Key_L, held=CONTROL)
    hour.press(Qt.Key.Key_Return)
    hour.decisions["later", "nurture"] += 1


# -- the same in plain SQL -------------------------------------------------------------------------------------------


def rows(path: Path, sql: str, *given: object) -> list[tuple]:
    """Rows of the store, read past the program."""
    with closing(sqlite.connect(str(path))) as store:
        return store.execute(sql, given).fetchall()


def one(hour: Hour, sql: str, *given: object) -> tuple:
    return rows(hour.window.bench.workspace.store.path, sql, *given)[0]


def standing(hour: Hour, lead_id: str) -> str:
    return one(hour, "SELECT code FROM lead_state WHERE lead = ?", lead_id)[0]


def micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


def the_figures_are_those_of_the_rows(hour: Hour) -> None:
    """The counters of the window and of the operation, against this person's own account and the rows themselves."""
    bench = hour.window.bench
    path, midnight = bench.workspace.store.path, micros(NOW.replace(hour=0))
    of_mine = "FROM activity WHERE who = 'Alix' AND at >= ?"
    told_before = rows(path, f"SELECT outcome {of_mine} AND at < ?", midnight, micros(NOW))
    calls = rows(path, f"SELECT at, outcome {of_mine} ORDER BY at", midnight)
    decisions = rows(path, "SELECT decision, route FROM decision WHERE who = 'Alix' AND at >= ?", midnight)
    assert Counter(outcome for _, outcome in calls) == hour.outcomes + Counter(o for (o,) in told_before)
    assert Counter(decisions) == hour.decisions
    reached = sum(outcome in CONVERSATIONS for _, outcome in calls)
    meetings = sum(route == "meeting" for _, route in decisions)
    a_rate = an_hour(path, [at for at, _ in calls])
    day = sessions.today(bench.workspace, sessions.pauses_today(bench.workspace))
    assert (day.calls, day.conversations, day.decisions, day.meetings) == (
        len(calls), reached, len(decisions), meetings,
    )  # fmt: skip
    assert day.an_hour == pytest.approx(a_rate)
    shown = re.findall("<b>(.*?)</b>", bench.session_counts.text())
    assert shown == [str(len(calls)), str(reached), str(meetings), f"{a_rate:.1f}"]


def an_hour(path: Path, made: list[int]) -> float:
    """Calls an hour: gaps between calls, less the pauses in them; what is over half an hour is a break."""
    found = rows(path, "SELECT summary FROM operation WHERE verb = 'pause' AND who = 'Alix'")
    pauses = [tuple(micros(datetime.fromisoformat(json.loads(s)[k])) for k in ("since", "until")) for (s,) in found]
    assert [until - since for since, until in pauses] == [7 * 60 * 1_000_000]
    gaps = [
        after - before - sum(max(0, min(after, until) - max(before, since)) for since, until in pauses)
        for before, after in pairwise(made)
    ]
    worked = [gap for gap in gaps if gap <= 30 * 60 * 1_000_000]
    return len(worked) * 3600 * 1_000_000 / sum(worked)


def the_rows_are_those_of_the_journal(hour: Hour) -> None:
    """Each act is one operation that is done; what was taken back left its operation, and no row."""
    path, start = hour.window.bench.workspace.store.path, micros(NOW)
    verbs = Counter(v for (v,) in rows(path, "SELECT verb FROM operation WHERE state = 'done' AND at >= ?", start))
    undone = Counter(v for (v,) in rows(path, "SELECT verb FROM operation WHERE state = 'undone' AND at >= ?", start))
    assert undone == {"log": 1, "decide": 1, "snooze": 1}
    assert hour.undone == undone.total() == verbs["undo"]
    assert verbs["log"] == hour.outcomes.total()
    assert verbs["decide"] == hour.decisions.total()
    assert (verbs["snooze"], verbs["touch"], verbs["colleague"], verbs["signal"], verbs["pause"]) == (1, 1, 1, 1, 1)
    for table in ("activity", "decision", "note", "touch", "signal"):
        of_none = f"SELECT count(*) FROM {table} t JOIN operation o ON o.id = t.operation WHERE o.state != 'done'"
        assert rows(path, of_none) == [(0,)], table
    told = (
        "SELECT count(DISTINCT j.entity_id) FROM journal j JOIN operation o ON o.id = j.operation "
        "WHERE j.entity = ? AND o.state = 'done' AND o.at >= ? AND o.verb = ?"
    )
    for entity, verb in (("activity", "log"), ("decision", "decide")):
        assert rows(path, told, entity, start, verb) == [(verbs[verb],)]


def every_lead_stands_in_one_place(hour: Hour, opposed: str) -> None:
    """One standing each, counts that add up, and nobody who objected among those to be called."""
    workspace = hour.window.bench.workspace
    path = workspace.store.path
    everybody = {i for (i,) in rows(path, "SELECT id FROM lead WHERE merged_into IS NULL")}
    stored = rows(path, "SELECT lead, state FROM lead_state")
    assert len(stored) == len(everybody)
    assert {lead for lead, _ in stored} == everybody
    page = read_queue(workspace, limit=len(everybody), waiting=len(everybody))
    assert page.due + page.waiting + page.closed == len(everybody) == sum(page.causes.values())
    assert len(page.head) == page.due
    objected = {i for (i,) in rows(path, "SELECT lead FROM activity WHERE outcome = 'opposed'")}
    assert opposed in objected
    assert {state for lead, state in stored if lead in objected} == {"closed"}
    assert objected.isdisjoint(s.lead.id for s in (*page.head, *page.next_waiting))


def test_an_hour_by_keys_alone_adds_up(hour: Hour) -> None:
    bench = hour.window.bench
    path = bench.workspace.store.path
    a_promise_of_this_morning_becomes_a_meeting(hour)
    promised = a_call_back_is_promised_at_half_past_ten(hour)
    some_day_and_in_three_days(hour)
    never_and_later_with_and_without_steps(hour)
    acts_taken_back(hour)
    nobody_answers(hour, 4)
    the_promise_is_said_while_typing_and_kept(hour, promised)
    the_letter_due_today_is_sent(hour)
    opposed = objects_wrong_number_and_left(hour)
    someone_else_there(hour)
    skipped_and_put_off(hour)
    a_pause_of_seven_minutes(hour)
    a_signal_and_a_call_from_elsewhere(hour)
    while hour.clock.at < NOW + timedelta(hours=1) or len(hour.worked) < 30:
        nobody_answers(hour, 1)
    the_figures_are_those_of_the_rows(hour)
    the_rows_are_those_of_the_journal(hour)
    every_lead_stands_in_one_place(hour, opposed)
    hour.window.shell.close()
    assert main(["--workspace", str(path), "--lang", "en", "check"]) == 0
