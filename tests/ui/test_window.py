"""The window around the desk: import, second start, bad input, undo of an import, settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QScrollArea

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.imports import FATES
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words
from sdrdesk.ui.app import App, load_translations
from sdrdesk.ui.imports.import_dialog import ImportDialog
from sdrdesk.ui.imports.import_frame import PREVIEW
from sdrdesk.ui.leads.leads_model import LeadsModel
from sdrdesk.ui.messages import BugReportDialog, BugWatch, report_text
from sdrdesk.ui.settings.settings_dialog import SettingsDialog
from sdrdesk.ui.single_instance import SingleInstance
from tests.ui.window import Window, open_window

MIXED = (
    "Nom;Société;E-mail;Téléphone;Couleur\n"
    "Arnaud;Alpha;anne@alpha.example;01 99 00 10 99;bleu\n"  # Anne, by her e-mail: updated
    "Evrard;Epsilon;eva@epsilon.example;01 99 00 10 05;\n"
    ";;;;vert\n"
    'Faure;"Foxtrot;f@fox.example;01 99 00 10 06;\n'
    "Girard;Golf;g@golf.example;12;\n"
)


def preview(window: Window, path: Path) -> ImportDialog:
    dialog = window.bench.files.open_import(path)
    ready(window, dialog)
    while dialog.at < PREVIEW and dialog.next_button.isEnabled():
        dialog.go_on()  # over the steps that ask for a look
        ready(window, dialog)
    return dialog


def ready(window: Window, dialog: ImportDialog) -> None:
    """Wait until the file is read."""
    window.qtbot.waitUntil(lambda: not dialog.foot.busy and not dialog.aside.busy, timeout=10_000)


def test_an_import_is_previewed_row_by_row_and_touches_nothing_before(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(MIXED, encoding="cp1252")
    dialog = preview(window, path)
    tester = QAbstractItemModelTester(dialog.preview_step.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert {fate: dialog.preview_step.cards.cards[fate].text() for fate in FATES} == {
        "created": "2", "updated": "1", "unchanged": "0", "skipped": "0", "refused": "2",
    }  # fmt: skip
    model = dialog.preview_step.model
    rows = [[model.index(r, c).data() for c in range(7)] for r in range(model.rowCount())]
    assert [row[0] for row in rows] == ["2", "3", "4", "5", "6"]
    assert "never closed" in rows[3][6]
    assert "Couleur" in dialog.preview_step.read.text()
    assert leads.count_leads(window.bench.workspace) == 4
    dialog.start_import()
    window.qtbot.waitUntil(lambda: dialog.result_of is not None, timeout=10_000)
    assert leads.count_leads(window.bench.workspace) == 6
    dialog.close()
    window.bench.take_back()  # the notice offers it
    window.settle()
    assert leads.count_leads(window.bench.workspace) == 4
    assert tester


def test_the_preview_can_be_closed_without_importing(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(MIXED, encoding="cp1252")
    for leave in (ImportDialog.close, ImportDialog.reject):
        dialog = preview(window, path)
        leave(dialog)
        assert not dialog.isVisible()
    assert leads.count_leads(window.bench.workspace) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "holds no table"),
        (bytes(range(256)) * 8, "holds no table"),
        (b"one;two\n1;2\n", "No column was recognised"),
        (b"Nom;E-mail\n", "has no lead"),
    ],
)
def test_a_file_that_cannot_be_imported_is_said_in_a_sentence(
    window: Window, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    dialog = preview(window, path)
    assert said in f"{dialog.said.text()} {dialog.columns_step.said.text()}"
    assert not dialog.next_button.isEnabled()
    assert leads.count_leads(window.bench.workspace) == 4
    dialog.close()


def test_cancelling_while_it_imports_takes_everything_back(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Nom;E-mail\n" + "".join(f"N{n};n{n}@many.example\n" for n in range(3_000)), encoding="utf-8")
    dialog = preview(window, path)
    dialog.start_import()
    window.qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=10_000)
    with window.qtbot.waitSignal(dialog.finished, timeout=10_000):
        dialog.close()
    assert leads.count_leads(window.bench.workspace) == 4


def test_a_second_window_is_refused_and_raises_the_first(qtbot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path / "w.sdrdesk"), SingleInstance(tmp_path / "w.sdrdesk")
    other = SingleInstance(tmp_path / "other.sdrdesk")
    assert first.take()
    with qtbot.waitSignal(first.raised, timeout=5_000):
        assert not second.take()
    assert other.take()
    first.release()
    assert second.take()
    second.release()
    other.release()


def test_a_bug_shows_one_report_that_can_be_copied_and_holds_no_lead(qtbot, window: Window) -> None:
    watch = BugWatch()
    error = RuntimeError("painting failed")
    watch.show(error)
    watch.show(error)  # a painting that fails does so at every repaint
    shown = list(window.shell.findChildren(BugReportDialog)) or [
        w for w in QApplication.topLevelWidgets()
        if isinstance(w, BugReportDialog)
    ]  # fmt: skip
    assert len(shown) == 1
    assert "painting failed" in shown[0].report.toPlainText()
    assert "sdrdesk" in report_text(error)
    shown[0].close()


def test_settings_change_the_grid_the_hours_and_the_name(window: Window, tmp_path: Path) -> None:
    personal = PersonalSettings(tmp_path / "settings.json")
    bench = window.bench
    dialog = SettingsDialog(bench.workspace, Words("en"), personal, bench.writer, bench.bus, bench)
    dialog.name.setText("Alex Morel")
    dialog.grid.setCurrentIndex(dialog.grid.findData("five"))
    for box in dialog.calling.days:
        box.setChecked(False)
    dialog.save()
    assert "no working day" in dialog.said.text()
    dialog.calling.days[0].setChecked(True)
    dialog.save()
    window.settle()
    assert personal.read()["name"] == "Alex Morel"
    assert bench.workspace.settings["grid"] == "five"
    assert set(window.view.form.rows) == {"problem", "worth", "decider", "means", "moment"}
    assert bench.place.text() == "Five questions for a small firm"


def test_settings_say_as_whom_leads_are_called_how_they_are_tried_again_and_that_contacts_take_turns(
    window: Window, tmp_path: Path
) -> None:
    bench, personal = window.bench, PersonalSettings(tmp_path / "settings.json")
    dialog = SettingsDialog(bench.workspace, Words("en"), personal, bench.writer, bench.bus, bench)
    page = dialog.calling
    assert (page.kind.currentData(), page.cadence.currentData()) == ("professional", "default")
    assert page.about_cadence.text().startswith("6 try(ies), then 60 day(s) of rest.")
    dialog.pages.setCurrentWidget(page)
    dialog.show()
    before = page.about_kind.text()
    for field, key in (
        (page.holidays, Qt.Key.Key_Space),
        (page.kind, Qt.Key.Key_End),
        (page.cadence, Qt.Key.Key_Down),
        (page.one_a_day, Qt.Key.Key_Space),
    ):
        window.qtbot.keyClick(field, key)
    assert page.about_cadence.text().startswith("8 try(ies), then 90 day(s) of rest.")
    assert page.about_kind.text() != before
    dialog.save()
    window.settle()
    kept = bench.workspace.settings
    keys = ("calling_holidays", "contact_kind", "cadence", "one_contact_a_day")
    assert [kept[key] for key in keys] == ["on", "unknown", "gentle", "off"]
    again = SettingsDialog(bench.workspace, Words("en"), personal, bench.writer, bench.bus, bench)
    assert again.calling.values() == page.values()
    again.calling.hours.setFocus()
    window.qtbot.keyClick(again.calling.hours, Qt.Key.Key_Space)
    assert not again.calling.opens.isEnabled()
    assert not again.calling.holidays.isEnabled()


def test_a_list_of_a_hundred_thousand_leads_reads_only_what_is_shown(window: Window, qtbot) -> None:
    model = LeadsModel(window.bench.workspace, Words("en"))
    model.set_rows(range(100_000))
    model.index(99_999, 0).data()
    assert len(model._pages) == 1


def test_edits_are_saved_and_a_refresh_never_touches_a_field_being_edited(window: Window) -> None:
    bench = window.bench
    bench.show_screen("leads")
    lead_id = bench.leads_view.model.lead_id(0)
    bench.leads_view.select(lead_id)
    panel = bench.leads_view.panel
    panel.fields["city"].setFocus()
    window.type("Ly")
    leads.edit_lead(bench.workspace, lead_id, {"region": "Auvergne"})
    bench.bus.publish(leads.add_signal(bench.workspace, lead_id, "webinar"))
    assert panel.fields["city"].text() == "Ly"
    window.type("on")
    window.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    lead = leads.dossier(bench.workspace, lead_id).summary.lead
    assert (lead.city, lead.region) == ("Lyon", "Auvergne")


def test_as_whom_a_lead_is_called_is_chosen_saved_and_shown_and_a_refresh_keeps_a_choice_not_saved(
    window: Window,
) -> None:
    bench = window.bench
    bench.show_screen("leads")
    lead_id = bench.leads_view.model.lead_id(0)
    bench.leads_view.select(lead_id)
    panel = bench.leads_view.panel
    assert panel.kind.currentText() == "As the workspace (Professional)"
    assert not panel.is_edited()
    panel.kind.setFocus()
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Down)
    window.key(Qt.Key.Key_Down)
    assert panel.kind.currentText() == "Consumer"
    bench.bus.publish(leads.add_signal(bench.workspace, lead_id, "webinar"))
    assert panel.kind.currentText() == "Consumer"
    window.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert leads.dossier(bench.workspace, lead_id).summary.lead.contact_kind == "consumer"
    assert not panel.is_edited()
    bench.leads_view.select(bench.leads_view.model.lead_id(1))
    assert panel.kind.currentText() == "As the workspace (Professional)"


def test_the_first_start_offers_an_empty_workspace_or_the_demonstration(qtbot, qapp, tmp_path: Path) -> None:
    load_translations(qapp, "en")
    options = type("Options", (), {"verb": None, "smoke": False, "workspace": None})()
    path = tmp_path / "data" / "workspace.sdrdesk"
    app = App(qapp, options, PersonalSettings(tmp_path / "s.json"), "en", "Alex", path)
    app.show()
    qtbot.waitUntil(lambda: app.shell.centralWidget() is not app.opening, timeout=10_000)
    page = app.shell.centralWidget()
    assert not path.exists()
    page.empty_button.click()
    qtbot.waitUntil(lambda: app.workbench is not None, timeout=10_000)
    assert path.exists()
    assert app.workbench.desk_view.stack.currentIndex() == 2
    app.shell.close()
    app.finish()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_facts_of_a_lead_are_never_wider_than_their_panel(
    workspace, qtbot, clock, tmp_path: Path, language: str
) -> None:
    window = open_window(workspace, qtbot, clock, tmp_path, language)
    window.bench.show_screen("leads")
    panel = window.bench.leads_view.panel
    window.bench.leads_view.select(window.desk.session.lead_id)
    area = next(a for a in panel.findChildren(QScrollArea) if a.isVisible())
    window.qtbot.waitUntil(lambda: area.widget().width() == area.viewport().width())
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    window.shell.close()
    window.shell.deleteLater()


def test_words_of_the_window_that_are_not_compiled_are_said_to_be_missing(qapp, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sdrdesk.ui.app.resource_path", lambda *parts: tmp_path.joinpath(*parts))
    load_translations(qapp, "en")
    assert "make translations" in capsys.readouterr().err
