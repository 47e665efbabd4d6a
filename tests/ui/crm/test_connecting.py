"""Connecting a CRM by the keyboard: nothing is sent before it was confirmed, nothing typed is lost on the way."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from sdrdesk.core.operations.crm import connections
from sdrdesk.ui.crm.key_step import KeyStep
from sdrdesk.ui.crm.map_model import THEIRS, WAY
from tests.support import ROOT
from tests.ui.crm.side import Side

ALT = Qt.KeyboardModifier.AltModifier
WRITES = ("POST", "PATCH", "PUT", "DELETE")


def fill_key(side: Side, key: str) -> None:
    """The name is offered; the address, then the key."""
    side.type(side.crm.url)
    side.press(Qt.Key.Key_Tab)
    side.type(key)


def writes(side: Side) -> list[str]:
    return [f"{r.method} {r.path}" for r in side.crm.requests if r.method in WRITES]


def test_a_crm_is_connected_by_the_keyboard_and_nothing_is_sent_before_it_was_confirmed(side: Side) -> None:
    side.crm.enter("contacts", {"first_name": "Zoé", "last_name": "Zola", "email": "zoe@zeta.example"})
    side.crm.enter("contacts", {"first_name": "Anne", "last_name": "Arnaud", "email": "anne@alpha.example"})
    dialog = side.ask_connect()
    side.next(dialog, 1)
    fill_key(side, side.crm.key)
    side.next(dialog, 2)
    side.until(lambda: dialog.step.ready)
    assert dialog.step.account.text() == "The key opens: Plain CRM (Alix Martin)"
    side.next(dialog, 3)
    side.next(dialog, 4)
    assert dialog.step.model.rowCount() > 20
    side.next(dialog, 5)
    side.until(lambda: dialog.step.ready)
    figures = {fate: label.text() for fate, label in dialog.step.figures.items()}
    assert figures == {"create": "3", "update": "1", "leave": "0", "bring": "1", "take": "0"}
    assert dialog.step.names["bring"].text() == "Zoé Zola"
    assert writes(side) == []
    assert connections.connections(side.workspace) == []
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.press(Qt.Key.Key_Return)
    assert len(side.crm.records("contacts")) == 5
    assert side.status().waiting == 0
    side.until(lambda: side.view.page.said.text().startswith("● In step since"))
    assert "until you close sdrdesk" in side.window.bench.notice.text()


def test_what_was_typed_stands_there_after_back_and_a_missing_field_gets_the_keyboard(side: Side) -> None:
    dialog = side.ask_connect()
    side.next(dialog, 1)
    side.press(Qt.Key.Key_Return)
    assert dialog.said.text() == "This has to be filled in: Address."
    fill_key(side, "typed-key")
    side.press(Qt.Key.Key_Left, ALT)
    assert dialog.pages.currentIndex() == 0
    side.press(Qt.Key.Key_Down)  # another one, and back to the first
    side.next(dialog, 1)
    assert isinstance(dialog.step, KeyStep)
    assert dialog.step.fields["url"].text() == ""
    side.press(Qt.Key.Key_Left, ALT)
    side.press(Qt.Key.Key_Up)
    side.next(dialog, 1)
    assert dialog.step.fields["url"].text() == side.crm.url
    assert dialog.step.key.field.text() == "typed-key"
    side.press(Qt.Key.Key_Escape)


def test_the_key_is_dots_until_it_is_asked_to_be_shown(side: Side) -> None:
    dialog = side.ask_connect()
    side.next(dialog, 1)
    key = dialog.step.key
    assert key.field.echoMode() is QLineEdit.EchoMode.Password
    key.show_button.setFocus()
    side.press(Qt.Key.Key_Space)
    assert key.field.echoMode() is QLineEdit.EchoMode.Normal
    side.press(Qt.Key.Key_Space)
    assert key.field.echoMode() is QLineEdit.EchoMode.Password
    side.press(Qt.Key.Key_Escape)


def test_a_key_that_is_not_accepted_is_said_with_its_remedy_and_can_be_mended(side: Side) -> None:
    dialog = side.ask_connect()
    side.next(dialog, 1)
    fill_key(side, "wrong-key-of-theirs")
    side.next(dialog, 2)
    side.until(lambda: not dialog.step.asking.busy)
    assert dialog.step.wrong.text() == "The CRM does not accept the key"
    assert "Make a new key" in dialog.step.hint.text()
    assert not dialog.next_button.isEnabled()
    assert "wrong-key-of-theirs" not in dialog.step.detail.text()
    side.press(Qt.Key.Key_Left, ALT)
    dialog.step.key.field.setFocus()
    QApplication.focusWidget().selectAll()
    side.type(side.crm.key)
    side.next(dialog, 2)
    side.until(lambda: dialog.step.ready)
    side.press(Qt.Key.Key_Escape)
    assert connections.connections(side.workspace) == []
    assert not side.crm.insistent


def test_a_webhook_has_fewer_steps_and_is_posted_what_happened(side: Side) -> None:
    dialog = side.ask_connect()
    side.press(Qt.Key.Key_Down)
    side.next(dialog, 1)
    side.type(side.crm.elsewhere.url)
    side.press(Qt.Key.Key_Tab)
    side.type("a secret of twenty-five characters")
    side.next(dialog, 3)  # no test and no fields: there is nothing to ask
    assert not dialog.step.receive.isVisible()
    assert dialog.next_button.text() == "Connect"
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.press(Qt.Key.Key_Return)
    assert [method for method, *_ in side.crm.elsewhere.requests] == ["POST"] * 4
    assert side.status().waiting == 0
    assert side.view.page.all_button.isHidden()  # nothing is read there


def test_the_faults_of_a_profile_are_said_with_their_places_and_nothing_is_chosen(side: Side, tmp_path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('format = 1\nid = "mine"\n', encoding="utf-8")
    dialog = side.ask_connect()
    side.press(Qt.Key.Key_End)
    assert dialog.step.is_own
    assert not dialog.step.read(path)
    said = dialog.step.faults.toPlainText().splitlines()
    assert len(said) > 2
    assert any(line.startswith("name: ") for line in said)
    side.press(Qt.Key.Key_Escape)
    assert connections.connections(side.workspace) == []


def test_a_profile_of_ones_own_is_read_and_its_key_asked_for(side: Side) -> None:
    dialog = side.ask_connect()
    side.press(Qt.Key.Key_End)
    assert dialog.step.read(ROOT / "resources" / "crm" / "tryton.toml")
    side.next(dialog, 1)
    assert "Tryton" in dialog.step.heading.text()
    said = {name: field.accessibleName() for name, field in dialog.step.fields.items()}
    assert said == {"url": "Address of your Tryton server", "database": "Database"}
    side.press(Qt.Key.Key_Escape)


def test_a_profile_edited_meanwhile_is_read_again_and_what_was_typed_stands(side: Side, tmp_path) -> None:
    path = tmp_path / "mine.toml"
    text = (ROOT / "resources" / "crm" / "tryton.toml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    dialog = side.ask_connect()
    side.press(Qt.Key.Key_End)
    assert dialog.step.read(path)
    side.next(dialog, 1)
    fill_key(side, "tryton")
    side.press(Qt.Key.Key_Tab)
    side.type("typed-key")
    side.press(Qt.Key.Key_Left, ALT)
    side.next(dialog, 1)
    assert dialog.step.key.field.text() == "typed-key"
    side.press(Qt.Key.Key_Left, ALT)
    path.write_text(text.replace("Address of your Tryton server", "Where Tryton is"), encoding="utf-8")
    side.next(dialog, 1)
    assert dialog.step.fields["url"].accessibleName() == "Where Tryton is"
    assert (dialog.step.fields["url"].text(), dialog.step.fields["database"].text()) == (side.crm.url, "tryton")
    assert dialog.step.key.field.text() == ""  # typed for what was read before: another text may send it elsewhere
    side.press(Qt.Key.Key_Left, ALT)
    path.write_text("format = 1", encoding="utf-8")
    side.press(Qt.Key.Key_Return)
    assert dialog.said.text() == "Choose a profile that has no faults."
    assert dialog.pages.currentIndex() == 0
    side.press(Qt.Key.Key_Escape)


def test_a_test_that_takes_long_can_be_stopped_and_done_again(side: Side) -> None:
    side.crm.fault("429_seconds", on=("GET",), seconds=1)
    dialog = side.ask_connect()
    side.next(dialog, 1)
    fill_key(side, side.crm.key)
    side.next(dialog, 2)
    dialog.step.stop_button.click()
    assert dialog.step.wrong.text() == "Cancelled"
    assert not dialog.next_button.isEnabled()
    side.crm.mend()
    side.press(Qt.Key.Key_Space)  # the keyboard is on “Try again”
    side.until(lambda: dialog.step.ready)
    side.press(Qt.Key.Key_Escape)
    side.until(lambda: not any(t.name == "sdrdesk-task" for t in threading.enumerate()))


def test_a_field_is_left_out_and_another_one_turned_round_by_keys(side: Side) -> None:
    dialog = side.ask_connect()
    side.next(dialog, 1)
    fill_key(side, side.crm.key)
    side.next(dialog, 2)
    side.next(dialog, 3)
    side.next(dialog, 4)
    step = dialog.step
    names = [(line.ours, line.kind.value) for line in step.model.rows]
    step.table.selectRow(names.index(("job_title", "contact")))
    assert step.theirs.currentData() == "title"
    step.theirs.setFocus()
    side.press(Qt.Key.Key_Home)
    assert step.model.index(step.row, THEIRS).data() == "left out: it does not travel"
    step.table.selectRow(names.index(("phone", "contact")))
    step.way.setFocus()
    side.press(Qt.Key.Key_End)
    assert step.model.index(step.row, WAY).data() == "received"
    step.table.selectRow(names.index(("score", "contact")))
    assert not step.way.isEnabled()  # the verdict is never taken from there
    side.next(dialog, 5)
    side.until(lambda: dialog.step.ready)
    with side.window.qtbot.waitSignal(side.syncing.ended, timeout=20_000):
        side.press(Qt.Key.Key_Return)
    kept = {(m["ours"], m["kind"]): m["direction"] for m in connections.connections(side.workspace)[0].fields}
    assert ("job_title", "contact") not in kept
    assert kept["phone", "contact"] == "in"
    anne = next(r for r in side.crm.records("contacts") if r.fields["first_name"] == "Anne")
    assert "title" not in anne.fields
    assert "phone" not in anne.fields
