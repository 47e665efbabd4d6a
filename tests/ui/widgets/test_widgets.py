"""The smaller widgets: their signals are a person's, and nothing is left running."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.ui.theme import apply_theme
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.flow_layout import FlowLayout
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.notice import NoticeBar
from sdrdesk.ui.widgets.pill import Pill
from sdrdesk.ui.widgets.queue_delegate import QUEUE_ROW_HEIGHT, dress_queue
from sdrdesk.ui.widgets.rail import Rail, RailItem
from sdrdesk.ui.widgets.table_delegate import TABLE_ROW_HEIGHT, TableLook, calm_table
from tests.ui.widgets.gallery import LeadModel, QueueModel


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    column = QVBoxLayout(made)
    field = QLineEdit(objectName="field")
    column.addWidget(field)
    made.show()
    qtbot.waitActive(made)
    field.setFocus()
    return made


@pytest.fixture
def notice(host: QWidget) -> NoticeBar:
    return NoticeBar(host, close_words="Close")


def test_a_rail_speaks_only_when_a_person_goes_somewhere(qtbot) -> None:
    rail = Rail([RailItem("calls", "phone", "Calls"), RailItem("leads", "users", "Leads")])
    qtbot.addWidget(rail)
    spy = QSignalSpy(rail.selected)
    rail.set_selected("calls")
    assert (spy.count(), rail.current()) == (0, "calls")
    button = next(child for child in rail.findChildren(QAbstractButton) if child.text() == "Leads")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (spy.count(), spy.at(0), rail.current()) == (1, ["leads"], "leads")


def test_a_key_button_that_cannot_be_used_says_why(qtbot) -> None:
    button = KeyButton("Wrong number", "8")
    qtbot.addWidget(button)
    spy = QSignalSpy(button.clicked)
    button.set_available(False, "Call first")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (spy.count(), button.toolTip(), button.accessibleDescription()) == (0, "Call first", "Call first")
    button.set_available(True)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (spy.count(), button.toolTip(), button.accessibleDescription()) == (1, "", "8")


def test_a_compact_key_button_is_smaller_and_keeps_its_words(qtbot) -> None:
    button = KeyButton("Later…", "Ctrl L", key_side="right")
    qtbot.addWidget(button)
    roomy = button.sizeHint()
    button.set_compact(True)
    assert button.sizeHint().width() < roomy.width()
    assert button.text() == "Later…"


def test_a_notice_never_takes_the_focus(host: QWidget, notice: NoticeBar) -> None:
    notice.show_notice("ok", "Lead handed over.", "Undo")
    assert notice.isVisible()
    assert host.focusWidget() is host.findChild(QLineEdit, "field")


def test_the_act_of_a_notice_is_said_once_and_closes_it(qtbot, notice: NoticeBar) -> None:
    spy, closed = QSignalSpy(notice.action), QSignalSpy(notice.closed)
    notice.show_notice("ok", "Lead handed over.", "Undo")
    qtbot.mouseClick(notice._act, Qt.MouseButton.LeftButton)
    assert (spy.count(), closed.count(), notice.isVisible(), notice.is_counting()) == (1, 1, False, False)


def test_a_notice_leaves_by_itself_and_waits_while_the_pointer_is_on_it(qtbot, notice: NoticeBar) -> None:
    notice.show_notice("ok", "Saved.", seconds=0.01)
    point = QPointF(5, 5)
    QApplication.sendEvent(notice, QEnterEvent(point, point, point))
    assert not notice.is_counting()
    with qtbot.waitSignal(notice.closed, timeout=2000):
        QApplication.sendEvent(notice, QEvent(QEvent.Type.Leave))
    assert not notice.isVisible()


def test_a_notice_waits_while_its_button_has_the_focus(host: QWidget, notice: NoticeBar) -> None:
    notice.show_notice("ok", "Lead handed over.", "Undo", seconds=60)
    assert notice.is_counting()
    notice._act.setFocus()
    assert not notice.is_counting()
    host.findChild(QLineEdit, "field").setFocus()
    assert notice.is_counting()


def test_a_new_notice_replaces_the_one_before(notice: NoticeBar) -> None:
    notice.show_notice("ok", "One.", "Undo")
    notice.show_notice("bad", "Two.")
    assert (notice.text(), notice._act.isVisible()) == ("Two.", False)


def test_a_notice_stays_inside_its_window(host: QWidget, notice: NoticeBar) -> None:
    notice.show_notice("doubt", "A long sentence. " * 20, "Undo")
    host.resize(420, 500)
    assert host.rect().contains(notice.geometry())


def test_a_closed_notice_leaves_no_timer_running(host: QWidget, notice: NoticeBar) -> None:
    notice.show_notice("ok", "Saved.")
    notice.close_notice()
    assert not [timer for timer in host.findChildren(QTimer) if timer.isActive()]


def test_a_label_that_is_cut_tells_the_rest_in_its_tooltip(qtbot) -> None:
    label = ElideLabel("A line that is far too long for the room it is given")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    assert label.toolTip() == ""


def test_a_flow_starts_a_new_line_when_there_is_no_room(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=4)
    for _ in range(4):
        label = QLabel()
        label.setFixedSize(100, 20)
        flow.addWidget(label)
    assert flow.heightForWidth(420) == 20
    assert flow.heightForWidth(250) == 44
    flow.clear()
    assert flow.count() == 0


def test_an_empty_state_does_its_act_once(qtbot) -> None:
    done: list[str] = []
    state = EmptyState("phone-off", "Nothing to call", "Import leads.", [("Import…", lambda: done.append("import"))])
    qtbot.addWidget(state)
    button = state.findChild(QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["import"]
    assert state.accessibleName() == "Nothing to call"


def test_a_pill_is_as_wide_as_its_text(qtbot) -> None:
    pill = Pill("ok", "ok")
    qtbot.addWidget(pill)
    narrow = pill.sizeHint().width()
    pill.set("updated: title, source", "accent")
    assert pill.sizeHint().width() > narrow
    assert pill.accessibleName() == "updated: title, source"


def test_a_card_without_a_title_shows_none(qtbot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.show()
    assert not card._title.isVisible()


def test_queue_rows_all_have_one_height_and_can_be_drawn(qtbot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(QueueModel(view))
    dress_queue(view)
    view.resize(304, 500)
    view.show()
    assert {view.sizeHintForRow(row) for row in range(view.model().rowCount())} == {QUEUE_ROW_HEIGHT}
    assert not view.grab().isNull()


def test_a_calm_table_has_one_height_and_no_grid(qtbot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(LeadModel(view))
    calm_table(view, TableLook(pills=frozenset({4}), right=frozenset({3})))
    view.show()
    assert (view.rowHeight(0), view.showGrid()) == (TABLE_ROW_HEIGHT, False)
    assert not view.grab().isNull()
