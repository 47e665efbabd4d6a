"""The hand-off sheet by keys: of the lead on the desk, of a meeting just recorded, of those selected in the list."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication

from sdrdesk.__main__ import main
from sdrdesk.core.exchange.handoff_sheet import SECTIONS
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.handoffs import handoff_html, handoff_of
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import current_theme
from tests.ui.window import Window

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def opened(window: Window):
    window.key(Qt.Key.Key_H, CONTROL)
    dialog = window.bench.handoffs.dialog
    assert dialog is not None
    window.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    window.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def test_the_lead_on_the_desk_is_shown_copied_and_saved_as_one_sheet(window: Window, tmp_path: Path) -> None:
    name = window.lead_name
    dialog = opened(window)
    assert name in dialog.page.toPlainText()
    press(window, Qt.Key.Key_E, CONTROL)
    assert QGuiApplication.clipboard().text().startswith(f"{name}\n")
    dialog.save(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    dialog.save(tmp_path / "sheet.md")
    assert (tmp_path / "sheet.md").read_text(encoding="utf-8").startswith(f"# {name}")
    assert "sheet.md" in dialog.said.text()
    press(window, Qt.Key.Key_Escape)


def test_who_reads_it_may_speak_the_other_language(window: Window) -> None:
    dialog = opened(window)
    assert "Still unknown" in dialog.page.toPlainText()
    dialog.language.setFocus()
    window.qtbot.keyClick(dialog.language, Qt.Key.Key_Down)
    assert "Encore inconnu" in dialog.page.toPlainText()
    press(window, Qt.Key.Key_Escape)


def test_after_a_meeting_the_sheet_is_that_leads_though_the_next_one_is_on_the_desk(
    window: Window, tmp_path: Path
) -> None:
    window.key(Qt.Key.Key_Return, CONTROL)
    for said in ("shared", "alone", "loss"):
        window.type(said)
        window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_Return)
    assert window.lead_name != "Anne Arnaud"
    dialog = opened(window)
    assert dialog.sheet.name == "Anne Arnaud"
    dialog.save_calendar(tmp_path / "meeting.ics")
    assert b"Anne Arnaud" in (tmp_path / "meeting.ics").read_bytes()
    press(window, Qt.Key.Key_Escape)


def test_a_lead_without_an_appointment_says_so_beside_the_buttons(window: Window, tmp_path: Path) -> None:
    dialog = opened(window)
    dialog.save_calendar(tmp_path / "none.ics")
    assert not (tmp_path / "none.ics").exists()
    assert dialog.said.text()
    press(window, Qt.Key.Key_Escape)


def test_those_selected_in_the_list_are_leafed_through_and_saved_each(window: Window, tmp_path: Path) -> None:
    window.bench.show_screen("leads")
    window.bench.leads_view.table.selectAll()
    ids = window.bench.leads_view.selected_ids()
    dialog = opened(window)
    first = dialog.sheet.name
    press(window, Qt.Key.Key_Right, ALT)
    assert dialog.sheet.name != first
    assert dialog.place.text() == f"2 of {len(ids)}"
    dialog.save(tmp_path / "all.txt")
    assert len(list(tmp_path.glob("all-*.txt"))) == len(ids)
    press(window, Qt.Key.Key_Escape)


def test_with_no_lead_meant_the_key_says_what_to_do(window: Window) -> None:
    window.bench.show_screen("leads")
    window.bench.leads_view.table.clearSelection()
    window.key(Qt.Key.Key_H, CONTROL)
    assert window.bench.handoffs.dialog is None
    assert "Select a lead first" in window.bench.notice.text()


@pytest.mark.parametrize("ending", ["pdf", "md", "txt"])
def test_the_command_line_writes_the_same_sheet(window: Window, tmp_path: Path, ending: str, capsys) -> None:
    lead_id = window.desk.session.lead_id
    path = window.bench.workspace.store.path
    name = leads.dossier(window.bench.workspace, lead_id).summary.lead.name
    target = tmp_path / f"sheet.{ending}"
    assert main(["--workspace", str(path), "handoff", lead_id, str(target), "--in", "fr"]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    content = target.read_bytes()
    assert content.startswith(b"%PDF") if ending == "pdf" else name.encode() in content


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_heading_of_the_sheet_touches_the_text_beside_it(window: Window, language: str) -> None:
    words = Words(language)
    document = QTextDocument()
    document.setDefaultFont(current_theme().font(13))
    document.setHtml(handoff_html(handoff_of(window.bench.workspace, window.desk.session.lead_id, words), words))
    document.setTextWidth((210 - 2 * 16) / 25.4 * 96)  # an A4 sheet between its margins, in dots
    headings, block = {words.text("handoff_part", code) for code in SECTIONS}, document.begin()
    while block.isValid():
        if block.text() in headings:
            headings.remove(block.text())
            area = document.documentLayout().blockBoundingRect(block)
            assert block.layout().lineAt(0).naturalTextWidth() + 6 <= area.width(), block.text()
        block = block.next()
    assert not headings
