"""The chooser of an export, by keys: which rows, which leads, which columns under which names."""

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from python_calamine import CalamineWorkbook

from sdrdesk.core.operations.export_presets import export_presets, last_export
from sdrdesk.core.words import Words
from sdrdesk.ui.exports.columns_list import ColumnsModel
from sdrdesk.ui.exports.export_dialog import ExportDialog
from tests.ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(window: Window) -> ExportDialog:
    window.qtbot.keyClick(QApplication.focusWidget() or window.shell, Qt.Key.Key_E, CTRL | SHIFT)
    dialog = window.bench.files.open_export()
    window.qtbot.waitUntil(dialog.columns.hasFocus)
    return dialog


def written(window: Window, dialog: ExportDialog, path: Path) -> None:
    with window.qtbot.waitSignal(dialog.exported, timeout=10_000):
        dialog.export_to(path)


def choose(box, data: str) -> None:
    """Choose in a box as a person does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_columns_are_ticked_moved_and_named_by_keys(window: Window, tmp_path: Path) -> None:
    dialog = opened(window)
    choose(dialog.preset, "HubSpot")
    dialog.columns.setFocus()
    window.key(Qt.Key.Key_Space)  # without the first name
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Up, ALT)  # the address before the last name
    window.key(Qt.Key.Key_F2)
    window.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    QApplication.focusWidget().selectAll()
    window.type("Courriel")
    window.key(Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: ("email", "Courriel") in dialog.model.chosen())
    chosen = dialog.model.chosen()
    assert chosen[:3] == (("email", "Courriel"), ("last_name", "Last name"), ("phone", "Phone number"))
    assert "first_name" not in dict(chosen)
    assert dialog.isVisible()  # Enter ended the naming and did not export
    written(window, dialog, tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.csv")[0]["Courriel"] == "anne@alpha.example"


def test_the_next_export_begins_with_what_this_one_was(window: Window, tmp_path: Path) -> None:
    dialog = opened(window)
    choose(dialog.format, ".csv")
    choose(dialog.preset, "Salesforce")
    dialog.model.toggle(0)
    columns = dialog.model.chosen()
    written(window, dialog, tmp_path / "out.csv")
    again = opened(window)
    assert again.model.chosen() == columns
    assert (again.format.currentData(), again.preset.currentData()) == (".csv", "Salesforce")
    assert last_export(window.bench.workspace).ending == ".csv"
    again.close()


def test_opening_the_chooser_remembers_nothing_and_changes_nothing(window: Window) -> None:
    before = last_export(window.bench.workspace)
    dialog = opened(window)
    choose(dialog.what, "activities")
    choose(dialog.what, "leads")
    dialog.close()
    assert last_export(window.bench.workspace) == before


def test_an_own_preset_is_saved_with_enter_and_forgotten(window: Window) -> None:
    dialog = opened(window)
    assert not dialog.forget.isEnabled()
    dialog.name.setFocus()
    window.qtbot.waitUntil(dialog.name.hasFocus)
    window.qtbot.keyClicks(dialog.name, "HubSpot")
    window.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.name.text() == "HubSpot"  # a shipped one has that name: what was typed stays
    dialog.name.selectAll()
    window.qtbot.keyClicks(dialog.name, "Pour Zoe")
    window.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.preset.currentData() == "Pour Zoe"
    assert dialog.forget.isEnabled()
    dialog.forget.click()
    assert [p.name for p in export_presets(window.bench.workspace) if p.own] == []
    dialog.close()


def test_the_leads_selected_or_those_of_the_list_as_it_is_cut_leave_alone(window: Window, tmp_path: Path) -> None:
    window.key(Qt.Key.Key_2, CTRL)
    view = window.bench.leads_view
    view.search_for("beta")
    dialog = window.bench.files.open_export()
    assert [dialog.which.itemData(n) for n in range(dialog.which.count())] == ["all", "listed"]
    assert dialog.which.currentData() == "listed"
    written(window, dialog, tmp_path / "list.csv")
    assert [row["last_name"] for row in rows_of(tmp_path / "list.csv")] == ["Berger"]
    view.search_for("")
    view.table.selectRow(0)
    window.qtbot.keyClick(view.table, Qt.Key.Key_Down, SHIFT)
    dialog = window.bench.files.open_export()
    assert dialog.which.currentData() == "selected"
    written(window, dialog, tmp_path / "selected.csv")
    assert [row["last_name"] for row in rows_of(tmp_path / "selected.csv")] == ["Arnaud", "Berger"]
    dialog = window.bench.files.open_export()
    choose(dialog.which, "all")
    written(window, dialog, tmp_path / "all.csv")
    assert len(rows_of(tmp_path / "all.csv")) == 4


def test_the_calls_of_today_leave_as_a_workbook(window: Window, tmp_path: Path) -> None:
    window.key(Qt.Key.Key_1)
    dialog = opened(window)
    choose(dialog.what, "session")
    assert not dialog.which.isEnabled()
    written(window, dialog, tmp_path / "out.xlsx")
    header, row = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert dict(zip(header, row, strict=True))["outcome"] == "no_answer"
    assert "out.xlsx" in window.bench.notice.text()


def test_without_a_column_nothing_can_be_exported(window: Window) -> None:
    dialog = opened(window)
    dialog.model.tick_all(False)
    assert not dialog.foot.do_button.isEnabled()
    dialog.model.toggle(2)
    assert dialog.foot.do_button.isEnabled()
    dialog.close()


def test_a_file_that_cannot_be_written_is_said_and_the_choice_stays(window: Window, tmp_path: Path) -> None:
    dialog = opened(window)
    with window.qtbot.waitSignal(dialog.foot.failed, timeout=10_000):
        dialog.export_to(tmp_path / "none" / "out.csv")
    assert dialog.isVisible()
    assert "none" in dialog.foot.said.text()
    dialog.model.toggle(0)
    assert dialog.foot.do_button.isEnabled()
    dialog.close()


def test_closing_gives_up_the_file_being_written(window: Window, tmp_path: Path) -> None:
    dialog = opened(window)
    dialog.export_to(tmp_path / "out.csv")
    dialog.close()
    assert not window.bench.files.busy
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_the_model_of_columns_keeps_the_rules_of_models(qtbot) -> None:
    model = ColumnsModel(Words("fr"), ("Colonne", "Nom"))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_columns("leads", (("email", "E"), ("phone", "")))
    assert model.move(0, -1) == 0
    assert model.move(0, 1) == 1
    assert model.move(model.rowCount() - 1, 1) == model.rowCount() - 1
    model.setData(model.index(0, 1), "  Num  éro ")
    assert model.chosen() == (("phone", "Num éro"), ("email", "E"))
    model.setData(model.index(0, 1), "phone")
    assert model.chosen()[0] == ("phone", "")
    model.tick_all(True)
    assert len(model.chosen()) == model.rowCount()
