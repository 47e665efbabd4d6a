"""The palette finds acts and leads by keys; the sheet shows every key; no key means two things."""

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from sdrdesk.ui.commands.command import ANYWHERE, Command
from sdrdesk.ui.commands.commands import CALLS, groups_of
from sdrdesk.ui.commands.key_sheet import KeySheet
from sdrdesk.ui.commands.palette import matching
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window: Window, said: str = ""):
    window.key(Qt.Key.Key_K, CONTROL)
    palette = window.bench._palette
    assert palette.isVisible()
    assert QApplication.focusWidget() is palette.field
    if said:
        window.type(said)
        window.qtbot.waitUntil(lambda: not palette._pause.isActive())
    return palette


def titles(palette) -> list[str]:
    return [palette.list.row_at(n).title for n in range(palette.list.count())]


def test_a_lead_is_found_by_its_name_and_opened(window: Window) -> None:
    palette = opened(window, "conti")
    assert "Carla Conti" in titles(palette)
    window.key(Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.lead_name == "Carla Conti"


def test_an_act_is_found_by_its_words_and_done(window: Window) -> None:
    opened(window, "never reason")
    window.key(Qt.Key.Key_Return)
    assert window.view.acts.form is not None


def test_escape_leaves_everything_as_it_was(window: Window) -> None:
    window.key(Qt.Key.Key_M, CONTROL)
    before = QApplication.focusWidget()
    palette = opened(window, "settings")
    window.key(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is before


def test_what_is_typed_in_the_top_field_goes_on_in_the_palette(window: Window) -> None:
    window.bench.search.setFocus()
    for letter in "dur":
        window.type(letter)  # where the keyboard is by then
    palette = window.bench._palette
    window.qtbot.waitUntil(lambda: "David Durand" in titles(palette))
    assert palette.field.text() == "dur"


def test_nothing_found_says_so_and_does_nothing(window: Window) -> None:
    name = window.lead_name
    palette = opened(window, "zzzzzz")
    assert titles(palette) == ["Nothing is called so"]
    window.key(Qt.Key.Key_Return)
    assert window.lead_name == name


def test_an_act_of_the_desk_is_not_offered_elsewhere(window: Window) -> None:
    window.key(Qt.Key.Key_3, CONTROL)
    palette = opened(window)
    assert "Never, with a reason" not in titles(palette)
    window.key(Qt.Key.Key_Escape)


def test_no_key_means_two_things_in_one_place(window: Window) -> None:
    for place in {c.place for c in window.bench.commands}:
        keys = Counter(k for c in window.bench.commands if c.place in (place, ANYWHERE) for k in c.keys)
        assert [k for k, n in keys.items() if n > 1] == []


def test_every_bound_key_is_on_the_sheet(window: Window) -> None:
    bound = {s.key().toString() for s in window.bench.findChildren(QShortcut) if s.parent() is window.bench}
    assert bound
    assert bound <= {keys for c in window.bench.commands for keys in c.keys}


def test_the_sheet_of_keys_prints_on_one_page(window: Window, tmp_path: Path) -> None:
    window.key(Qt.Key.Key_F1)
    sheet = window.bench.findChild(KeySheet)
    text = sheet.page.toPlainText()
    for command in (c for c in window.bench.commands if c.keys):
        assert command.label in text
        assert command.shown_keys in text
    sheet.write(tmp_path / "keys.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "keys.pdf").read_bytes())) == 1
    sheet.close()


COMMANDS = [Command(label, (), lambda: None) for label in ("Import a file", "Export", "Éditer le lead", "New lead")]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", ["Import a file", "Export", "Éditer le lead", "New lead"]),
        ("EDIT", ["Éditer le lead"]),
        ("lead", ["Éditer le lead", "New lead"]),
        ("lead new", ["New lead"]),
        ("port", ["Import a file", "Export"]),
        ("zz", []),
    ],
)
def test_acts_are_found_by_every_word_typed(said: str, found: list[str]) -> None:
    assert [c.label for c in matching(COMMANDS, said)] == found


def test_the_sheet_has_every_act_once(window: Window) -> None:
    shown = [c for _name, commands in groups_of(window.bench.commands) for c in commands]
    assert Counter(id(c) for c in shown) == Counter(id(c) for c in window.bench.commands)
    assert CALLS in {c.place for c in shown}
