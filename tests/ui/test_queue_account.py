"""The account of the queue: every cause with its count, its leads opened by keys, Esc back to the queue."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.operations import calls, leads, qualification
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.ui.calls.queue_group import PAGE
from sdrdesk.ui.calls.queue_model import LEAD_ID_ROLE
from sdrdesk.ui.widgets.account_delegate import ACCOUNT_ROW_ROLE, Line
from sdrdesk.ui.widgets.queue_delegate import QUEUE_ROW_ROLE
from tests.ui.window import LEADS, Window, import_leads

CONTROL = Qt.KeyboardModifier.ControlModifier


def lead_named(window: Window, name: str) -> str:
    return leads.find_leads(window.bench.workspace, LeadFilter(search=name))[0]


@pytest.fixture
def mixed(window: Window) -> Window:
    """Two leads to call, one promised for later, one excluded."""
    workspace = window.bench.workspace
    until = workspace.now() + timedelta(hours=3)
    done = calls.record_call(workspace, lead_named(window, "Conti"), Outcome.CALLBACK_PROMISED, until=until)
    window.bench.bus.publish(done.changes)
    done = qualification.decide(workspace, lead_named(window, "Durand"), Decision.NEVER, reason="no_need")
    window.bench.bus.publish(done.changes)
    window.settle()
    return window


def lines(window: Window) -> list[tuple[Line, str, str]]:
    model = window.view.queue.account.lines
    rows = [model.index(n).data(ACCOUNT_ROW_ROLE) for n in range(model.rowCount())]
    return [(r.kind, r.words, r.figure) for r in rows]


def names(model) -> list[str]:
    return [model.index(n).data(QUEUE_ROW_ROLE).name for n in range(model.rowCount())]


def test_the_head_of_the_queue_counts_every_lead(mixed: Window) -> None:
    strip = mixed.view.queue.counts
    assert [(c.figure, c.word) for c in strip.cells] == [("2", "to call now"), ("1", "waiting"), ("1", "closed")]
    assert strip.accessibleName() == "Queue, 2 to call now, 1 waiting, 1 closed"


def test_a_key_opens_the_account_and_it_adds_up_to_all_leads(mixed: Window) -> None:
    mixed.key(Qt.Key.Key_F4)
    assert lines(mixed) == [
        (Line.HEADING, "To call now", "2"),
        (Line.CAUSE, "Due now", "2"),
        (Line.HEADING, "Waiting", "1"),
        (Line.CAUSE, "Callback promised", "1"),
        (Line.HEADING, "Closed", "1"),
        (Line.CAUSE, "Excluded", "1"),
        (Line.TOTAL, "Leads in all", "4"),
    ]
    QAbstractItemModelTester(
        mixed.view.queue.account.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, mixed.shell
    )
    assert QApplication.focusWidget() is mixed.view.queue.account


def test_a_click_on_the_counts_opens_it_and_another_leaves_it(mixed: Window) -> None:
    queue = mixed.view.queue
    mixed.qtbot.mouseClick(queue.counts, Qt.MouseButton.LeftButton)
    assert queue.account.isVisible()
    mixed.qtbot.mouseClick(queue.counts, Qt.MouseButton.LeftButton)
    assert queue.list.isVisible()


def test_arrows_go_from_cause_to_cause_and_enter_opens_its_leads(mixed: Window) -> None:
    mixed.key(Qt.Key.Key_F4)
    mixed.key(Qt.Key.Key_Down)
    mixed.key(Qt.Key.Key_Down)  # over the headings
    mixed.key(Qt.Key.Key_Return)
    group = mixed.view.queue.group
    assert (group.title.text(), group.count.text(), names(group.model)) == ("Excluded", "1", ["David Durand"])
    mixed.key(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is mixed.view.queue.account
    mixed.key(Qt.Key.Key_Up)
    mixed.key(Qt.Key.Key_Return)
    assert names(group.model) == ["Carla Conti"]
    assert group.model.index(0).data(QUEUE_ROW_ROLE).reason == "Callback promised for 13:00"


def test_enter_on_a_lead_puts_it_on_the_desk_and_esc_goes_back_to_the_queue(mixed: Window) -> None:
    queue = mixed.view.queue
    for key in (Qt.Key.Key_F4, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return):
        mixed.key(key)
    assert mixed.lead_name == "David Durand"
    assert queue.group.isVisible()
    mixed.key(Qt.Key.Key_Escape)
    assert queue.list.isVisible()
    assert not queue.shows_account
    assert mixed.lead_name == "David Durand"


def test_esc_leaves_a_field_first_and_keeps_the_account(mixed: Window) -> None:
    mixed.key(Qt.Key.Key_F4)
    mixed.key(Qt.Key.Key_M, CONTROL)
    mixed.type("half a")
    mixed.key(Qt.Key.Key_Escape)
    assert mixed.view.queue.account.isVisible()
    mixed.key(Qt.Key.Key_Escape)
    assert mixed.view.queue.list.isVisible()
    assert mixed.view.notes.toPlainText() == "half a"


def test_an_open_account_and_an_open_group_follow_what_is_done(mixed: Window) -> None:
    mixed.key(Qt.Key.Key_F4)
    mixed.key(Qt.Key.Key_Return)
    group = mixed.view.queue.group
    assert len(names(group.model)) == 2
    on_desk = mixed.lead_name
    mixed.view.setFocus()
    mixed.key(Qt.Key.Key_1)
    mixed.qtbot.waitUntil(lambda: group.count.text() == "1")
    assert on_desk not in names(group.model)
    assert len(names(group.model)) == 1
    mixed.key(Qt.Key.Key_F4)
    assert (Line.CAUSE, "Between two tries", "1") in lines(mixed)


def test_the_palette_finds_the_account(mixed: Window) -> None:
    mixed.key(Qt.Key.Key_K, CONTROL)
    mixed.type("account queue")
    palette = mixed.bench._palette
    mixed.qtbot.waitUntil(lambda: not palette._pause.isActive())
    mixed.key(Qt.Key.Key_Return)
    assert mixed.view.queue.account.isVisible()


def test_the_next_page_of_a_group_comes_as_the_list_is_scrolled(window: Window, tmp_path) -> None:
    header, *_rows = LEADS.splitlines()
    more = [f"P{n};N{n:03};Firm {n};;;01 99 00 {n // 100 + 20} {n % 100:02};" for n in range(2 * PAGE + 10)]
    done = import_leads(window.bench.workspace, tmp_path, "\n".join([header, *more]))
    window.bench.bus.publish(done.changes)
    window.settle()
    window.key(Qt.Key.Key_F4)
    window.key(Qt.Key.Key_Return)
    model, view = window.view.queue.group.model, window.view.queue.group.list
    assert model.rowCount() == PAGE
    window.key(Qt.Key.Key_End)
    assert model.rowCount() == 2 * PAGE
    window.key(Qt.Key.Key_End)
    window.key(Qt.Key.Key_End)
    assert model.rowCount() == 2 * PAGE + 14
    ids = [model.index(n).data(LEAD_ID_ROLE) for n in range(model.rowCount())]
    assert ids == sorted(set(ids))
    assert view.currentIndex().row() == len(ids) - 1
    window.view.queue.open_account()
    window.key(Qt.Key.Key_Return)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, window.shell)  # fetches all
    assert model.rowCount() == len(ids)
