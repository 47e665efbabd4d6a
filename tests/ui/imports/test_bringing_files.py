"""How a list comes in: dropped on the window, pasted, from a spreadsheet or address cards; and what leaving does."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from sdrdesk.core.operations import leads
from sdrdesk.ui.imports.import_dialog import ImportDialog
from sdrdesk.ui.imports.import_frame import FILE, PREVIEW
from tests.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
ROWS = "Prénom\tNom\tE-mail\nEva\tEvrard\teva@epsilon.example\n"


def dialog_of(window: Window) -> ImportDialog:
    """The import that was opened, once its file is read."""
    window.qtbot.waitUntil(lambda: bool(window.bench.findChildren(ImportDialog)), timeout=5_000)
    [dialog] = window.bench.findChildren(ImportDialog)
    window.qtbot.waitUntil(lambda: not dialog.foot.busy and not dialog.aside.busy, timeout=10_000)
    return dialog


def mime_of(*paths: Path) -> QMimeData:
    """Files as a file browser drags them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(target: QWidget, mime: QMimeData) -> bool:
    """Drag over a widget and let go; whether it is taken."""
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(target.rect().center(), Qt.DropAction.CopyAction, mime, buttons, modifiers)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    fall = QDropEvent(QPointF(target.rect().center()), Qt.DropAction.CopyAction, mime, buttons, modifiers)
    QApplication.sendEvent(target, fall)
    return fall.isAccepted()


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    """A list that leaves nothing in doubt."""
    path = tmp_path / "dropped.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_file_dropped_on_the_window_is_previewed_even_over_the_notes(window: Window, list_file: Path) -> None:
    notes = window.view.notes
    field = notes.focusProxy() or notes
    for target in (window.bench, field):
        assert drop(target, mime_of(list_file))
        dialog = dialog_of(window)
        assert (dialog.at, dialog.hand.path) == (PREVIEW, list_file)
        with window.qtbot.waitSignal(dialog.destroyed):
            dialog.close()


def test_several_files_or_a_folder_are_not_taken_for_a_list(window: Window, list_file: Path) -> None:
    assert not drop(window.bench, mime_of(list_file, list_file))
    assert not drop(window.bench, mime_of(list_file.parent))
    assert not window.bench.findChildren(ImportDialog)


@pytest.mark.parametrize("place", ["search", "table"])
def test_rows_pasted_on_the_leads_screen_are_imported_and_one_line_is_searched_for(window: Window, place: str) -> None:
    window.bench.show_screen("leads")
    view = window.bench.leads_view
    view.search.setFocus()
    QGuiApplication.clipboard().setText("Evrard\n")
    window.key(Qt.Key.Key_V, CTRL)
    assert view.search.text().strip() == "Evrard"
    view.search.clear()
    QGuiApplication.clipboard().setText(ROWS)
    getattr(view, place).setFocus()
    window.key(Qt.Key.Key_V, CTRL)
    dialog = dialog_of(window)
    assert dialog.windowTitle() == "Import pasted rows"
    assert dialog.hand.plan.counts["created"] == 1
    assert not view.search.text()
    path = dialog.hand.path
    dialog.close()
    assert not path.exists()


def test_an_empty_clipboard_is_said(window: Window) -> None:
    QGuiApplication.clipboard().setText("  ")
    window.bench.files.paste_leads()
    assert not window.bench.findChildren(ImportDialog)
    assert "The clipboard holds no text" in window.bench.notice.text()


def test_a_workbook_offers_its_sheets_and_is_read_as_the_one_chosen(window: Window, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (
            (
                "Salon",
                (("Prénom", "Nom", "E-mail"), ("Eva", "Evrard", "e@e.example"), ("Fred", "Faure", "f@f.example")),
            ),
            ("Web", (("Nom", "E-mail"), ("Girard", "g@g.example"))),
        ):
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    window.bench.files.open_import(path)
    dialog = dialog_of(window)
    assert dialog.at == FILE  # which sheet is a question
    assert dialog.hand.look.form.sheet == "Salon"
    assert dialog.file_step.encoding.isHidden()
    dialog.file_step.sheet.setFocus()
    window.qtbot.keyClick(dialog.file_step.sheet, Qt.Key.Key_End)
    dialog_of(window)
    assert dialog.hand.look.form.header == ("Nom", "E-mail")
    dialog.close()


def test_address_cards_go_straight_to_their_preview(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Evrard;Eva;;;\r\nFN:Eva Evrard\r\nEMAIL:eva@epsilon.example\r\nEND:VCARD\r\n",
        encoding="utf-8",
    )
    window.bench.files.open_import(path)
    dialog = dialog_of(window)
    assert dialog.at == PREVIEW
    assert dialog.preview_step.model.index(0, 1).data() == "Eva Evrard"
    dialog.close()


def test_the_lists_of_oppositions_and_of_signals_are_read_from_a_workbook_too(window: Window, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "opposed.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_column(0, 0, ("Téléphone", "01 99 00 10 01", "01 99 00 10 77"))
    dialog = window.bench.files.open_opposition_list(path)
    window.qtbot.waitUntil(lambda: dialog.plan is not None, timeout=10_000)
    assert dialog.plan.new_numbers == 2
    dialog.close()
    path = tmp_path / "signals.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("email", "type", "date"))
        sheet.write_row(1, 0, ("anne@alpha.example", "webinar", "2026-11-20"))
    signals = window.bench.files.open_signals(path)
    window.qtbot.waitUntil(lambda: signals.plan is not None, timeout=10_000)
    assert signals.plan.counts["added"] == 1
    signals.close()


def test_closing_the_window_while_a_list_is_imported_takes_it_back(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Nom;E-mail\n" + "".join(f"N{n};n{n}@many.example\n" for n in range(2_000)), encoding="utf-8")
    window.bench.files.open_import(path)
    dialog = dialog_of(window)
    dialog.start_import()
    window.qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=10_000)
    window.bench.files.close()
    assert leads.count_leads(window.bench.workspace) == 4


def test_the_refused_rows_of_what_was_pasted_are_not_offered_a_place_that_goes_away(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setText(ROWS + "\t\t\nFred\tFaure\tfred@faure.example\n")
    window.bench.files.paste_leads()
    dialog = dialog_of(window)
    dialog.start_import()
    dialog_of(window)
    offered = []

    def choose(_parent, _title, path, _kinds):
        offered.append(Path(path))
        return str(tmp_path / "chosen"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.ask_refused()
    dialog_of(window)
    assert dialog.hand.path.parent not in offered[0].parents
    assert (tmp_path / "chosen.csv").exists()
    dialog.close()
