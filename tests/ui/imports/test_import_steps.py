"""An import taken step by step by keys: what is certain is passed, what is doubtful is asked, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.imports import Policy
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.ui.commands.commands import commands_of
from sdrdesk.ui.imports.columns_model import FEEDS, SAID
from sdrdesk.ui.imports.import_dialog import ImportDialog
from sdrdesk.ui.imports.import_frame import COLUMNS, FILE, KNOWN, PREVIEW, REPORT, VALUES
from tests.ui.window import Window

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
GOOD = "Prénom;Nom;E-mail;Téléphone\nEva;Evrard;eva@epsilon.example;01 99 00 10 05\n"
TITLED = (
    "Salon de Lyon;;;;;\n;;;;;\n"
    "Prénom;Nom;E-mail;Pays;Origine;Date\n"
    "Eva;Evrard;eva@epsilon.example;Atlantide;Salon;03/04/2026\n"
    "Fred;Faure;fred@faure.example;France;Salon;05/06/2026\n"
    "Gina;Girard;gina@girard.example;Atlantide;Salon;\n"
)


@pytest.fixture
def opened(window: Window, tmp_path: Path) -> Callable[..., ImportDialog]:
    """Opens a file of this content, and waits until it is read."""

    def open_(content: str, encoding: str = "utf-8", name: str = "list.csv") -> ImportDialog:
        path = tmp_path / name
        path.write_text(content, encoding=encoding)
        dialog = window.bench.files.open_import(path)
        window.qtbot.waitExposed(dialog)
        dialog.activateWindow()
        ready(window, dialog)
        return dialog

    return open_


def ready(window: Window, dialog: ImportDialog) -> None:
    """Wait until nothing is under way."""
    window.qtbot.waitUntil(lambda: not dialog.foot.busy and not dialog.aside.busy, timeout=10_000)


def press(window: Window, dialog: ImportDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the keyboard is in the dialog, and wait until it is answered."""
    target = dialog.focusWidget() or dialog
    window.qtbot.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)
    ready(window, dialog)


def type_text(window: Window, dialog: ImportDialog, text: str) -> None:
    """Type where the keyboard is in the dialog."""
    for letter in text:
        window.qtbot.keyClicks(dialog.focusWidget(), letter)
    ready(window, dialog)


def names(window: Window) -> set[str]:
    """Every lead by its last name."""
    workspace = window.bench.workspace
    return {s.lead.last_name for s in leads.summaries(workspace, leads.find_leads(workspace, LeadFilter()))}


def states(dialog: ImportDialog) -> list[str]:
    """How each step stands."""
    return [pill.state for pill in dialog.bar.pills]


def test_a_list_without_a_doubt_is_imported_with_one_press_of_enter(window: Window, opened) -> None:
    dialog = opened(GOOD)
    assert dialog.at == PREVIEW
    assert states(dialog) == ["done", "done", "done", "done", "here", "ahead"]
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == REPORT
    assert "Evrard" in names(window)
    with window.qtbot.waitSignal(dialog.finished):
        window.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_title_rows_unknown_columns_and_doubtful_values_are_each_asked_about_once(window: Window, opened) -> None:
    dialog = opened(TITLED.replace("Origine", "Couleur"))
    assert dialog.at == FILE
    assert dialog.hand.look.form.header_line == 3
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == COLUMNS
    assert "Couleur" in dialog.columns_step.said.text()
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == VALUES
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == PREVIEW
    assert dialog.hand.plan.counts["created"] == 3
    dialog.close()


def test_a_file_imported_once_goes_straight_to_its_preview_the_next_time(window: Window, opened) -> None:
    dialog = opened(GOOD.replace("Téléphone", "Couleur"))
    assert dialog.at == COLUMNS
    press(window, dialog, Qt.Key.Key_Return)
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == REPORT
    dialog.close()
    again = opened(GOOD.replace("Téléphone", "Couleur").replace("Evrard", "Ernst"), name="again.csv")
    assert again.at == PREVIEW
    assert again.columns_step.doubt() == ""
    assert again.preview_step.about.text().endswith("read as last time")
    again.close()


def test_every_step_is_reached_by_its_number_and_by_the_arrows_and_going_back_loses_nothing(
    window: Window, opened
) -> None:
    dialog = opened(TITLED)
    for number, step in ((Qt.Key.Key_4, KNOWN), (Qt.Key.Key_2, COLUMNS), (Qt.Key.Key_5, PREVIEW), (Qt.Key.Key_1, FILE)):
        press(window, dialog, number, ALT)
        assert dialog.at == step
    for step in (COLUMNS, VALUES, KNOWN, PREVIEW):
        press(window, dialog, Qt.Key.Key_Right, ALT)
        assert dialog.at == step
    press(window, dialog, Qt.Key.Key_Right, ALT)
    assert dialog.at == PREVIEW  # the import itself needs Enter
    press(window, dialog, Qt.Key.Key_PageUp, CTRL)
    assert dialog.at == KNOWN
    dialog.known_step.policy_of[Policy.SKIP].setFocus()
    press(window, dialog, Qt.Key.Key_Space)
    press(window, dialog, Qt.Key.Key_Left, ALT)
    press(window, dialog, Qt.Key.Key_PageDown, CTRL)
    assert dialog.known_step.policy_of[Policy.SKIP].isChecked()
    assert dialog.hand.choices.policy is Policy.SKIP
    dialog.close()


def test_space_makes_another_row_the_header_and_the_file_is_read_anew(window: Window, opened) -> None:
    dialog = opened("Liste;;\nPrénom;Nom;E-mail\nEva;Evrard;eva@epsilon.example\n")
    table = dialog.file_step.table
    press(window, dialog, Qt.Key.Key_1, ALT)
    assert dialog.hand.look.form.header == ("Prénom", "Nom", "E-mail")
    assert table.currentIndex().row() == 1
    press(window, dialog, Qt.Key.Key_Up)
    press(window, dialog, Qt.Key.Key_Space)
    assert dialog.hand.look.form.header[0] == "Liste"
    assert dialog.file_step.header.currentText() == "Header: line 1"
    press(window, dialog, Qt.Key.Key_Down)
    press(window, dialog, Qt.Key.Key_Space)
    assert dialog.hand.look.form.header == ("Prénom", "Nom", "E-mail")
    dialog.close()


def test_a_list_without_a_header_is_shown_and_loses_nobody_once_its_columns_are_said(window: Window, opened) -> None:
    dialog = opened("Dupont;Jean;jean@lumen.example\nDurand;Paul;paul@beta.example\n")
    press(window, dialog, Qt.Key.Key_1, ALT)
    assert dialog.file_step.header.currentText() == "Header: none, as found"
    dialog.hand.change(columns={0: "last_name", 1: "first_name", 2: "email"})
    dialog.ask_step(PREVIEW)
    ready(window, dialog)
    dialog.start_import()
    ready(window, dialog)
    found = leads.summaries(window.bench.workspace, leads.find_leads(window.bench.workspace, LeadFilter(search="D")))
    assert {"Jean Dupont", "Paul Durand"} <= {s.lead.name for s in found}
    dialog.close()


def test_the_encoding_is_changed_and_the_first_rows_show_it_at_once(window: Window, opened) -> None:
    dialog = opened("Prénom;Nom;E-mail\nÉva;Evrard;eva@epsilon.example\n", "mac-roman")
    press(window, dialog, Qt.Key.Key_1, ALT)
    cells = dialog.file_step.model
    assert cells.index(1, 1).data() != "Éva"
    dialog.file_step.encoding.setFocus()
    box = dialog.file_step.encoding
    for _ in range(box.findData("mac-roman")):
        press(window, dialog, Qt.Key.Key_Down)
    assert cells.index(1, 1).data() == "Éva"
    assert QAbstractItemModelTester(cells, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dialog.close()


def test_a_column_is_told_by_its_first_letters_and_left_out_by_del(window: Window, opened) -> None:
    dialog = opened(GOOD.replace("Téléphone", "Ligne directe du standard"))
    assert dialog.at == COLUMNS
    step = dialog.columns_step
    row = step.table.currentIndex().row()
    assert (row, step.model.index(row, SAID).data()) == (3, "not recognised")
    type_text(window, dialog, "Ph")
    assert step.model.index(row, FEEDS).data() == "Phone"
    assert step.model.index(row, SAID).data() == "by hand"
    assert step.said.text() == "Nothing is left out."
    press(window, dialog, Qt.Key.Key_Up)
    press(window, dialog, Qt.Key.Key_Delete)
    assert "E-mail" in step.said.text()
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == PREVIEW
    assert [dialog.preview_step.model.index(0, c).data() for c in (1, 3, 4)] == [
        "Eva Evrard", "", "01 99 00 10 05 → +33 1 99 00 10 05",
    ]  # fmt: skip
    dialog.close()


def test_two_columns_for_one_of_ours_are_named_and_a_second_number_is_the_mobile(window: Window, opened) -> None:
    dialog = opened("Nom;E-mail;E-mail;Tél;Tél\nEvrard;e@e.example;f@f.example;0199001005;0612345678\n")
    said = [dialog.columns_step.model.index(r, SAID).data() for r in range(5)]
    assert dialog.at == COLUMNS
    assert said[2:] == ["taken only where “E-mail” is blank", "recognised", "second number: kept as the mobile"]
    dialog.close()


def test_what_is_chosen_for_columns_comes_back_with_the_reading_it_was_chosen_for(window: Window, opened) -> None:
    dialog = opened(GOOD.replace("Téléphone", "Ligne"))
    type_text(window, dialog, "Mob")
    assert dialog.hand.target(3) == "mobile"
    box = dialog.file_step.delimiter
    press(window, dialog, Qt.Key.Key_1, ALT)
    box.setFocus()
    press(window, dialog, Qt.Key.Key_Down)  # a comma: one column
    assert dialog.hand.target(0) == ""
    press(window, dialog, Qt.Key.Key_Home)
    assert dialog.hand.target(3) == "mobile"
    dialog.close()


def test_a_value_is_set_right_once_for_every_row_that_has_it(window: Window, opened) -> None:
    dialog = opened(TITLED)
    press(window, dialog, Qt.Key.Key_3, ALT)
    step = dialog.values_step
    assert [step.model.index(r, 1).data() for r in range(step.model.rowCount())] == ["Atlantide"]
    assert step.model.index(0, 2).data() == "2"
    type_text(window, dialog, "Belgium")
    assert dialog.hand.choices.values == {"country": {"Atlantide": "Belgium"}}
    press(window, dialog, Qt.Key.Key_Return)
    rows = dialog.hand.plan.scratch.page(1, 10)
    assert [r.fields.get("country") for r in rows] == ["BE", "FR", "BE"]
    dialog.close()


def test_a_value_left_blank_leaves_the_cell_out_and_its_own_word_takes_that_back(window: Window, opened) -> None:
    dialog = opened(TITLED)
    press(window, dialog, Qt.Key.Key_3, ALT)
    press(window, dialog, Qt.Key.Key_Delete)
    assert dialog.hand.choices.values == {"country": {"Atlantide": ""}}
    assert dialog.values_step.model.index(0, 3).data() == "— left out —"
    type_text(window, dialog, "Atlantide")
    assert dialog.hand.choices.values == {}
    dialog.close()


def test_dates_that_read_two_ways_are_said_and_settled_for_the_whole_file(window: Window, opened) -> None:
    dialog = opened(TITLED)
    press(window, dialog, Qt.Key.Key_3, ALT)
    step = dialog.values_step
    assert step.about_dates.text() == "03/04/2026: the day or the month first? Nothing in the file proves it."
    step.dates.setFocus()
    press(window, dialog, Qt.Key.Key_End)
    assert dialog.hand.choices.dates == "mdy"
    assert step.about_dates.text() == ""
    press(window, dialog, Qt.Key.Key_5, ALT)
    assert dialog.hand.plan.scratch.page(1, 1)[0].fields["source_date"] == "2026-03-04"
    dialog.close()


def test_doubtful_values_show_on_their_step_while_the_preview_is_read(window: Window, opened) -> None:
    dialog = opened(GOOD.replace("Téléphone", "Pays").replace("01 99 00 10 05", "Atlantide"))
    assert dialog.at == PREVIEW
    assert states(dialog)[VALUES] == "doubt"
    assert "1 value(s) in doubt." in dialog.said.text()
    assert dialog.next_button.isEnabled()
    dialog.close()


def test_what_is_known_stays_and_blanks_erase_only_where_ticked(window: Window, opened) -> None:
    dialog = opened("Nom;E-mail;Société;Fonction\nArnaud;anne@alpha.example;Alphabet;\n")
    press(window, dialog, Qt.Key.Key_4, ALT)
    for box in (dialog.known_step.stays["company"], dialog.known_step.erases["job_title"]):
        window.qtbot.waitUntil(box.isVisible)
        box.setFocus()
        press(window, dialog, Qt.Key.Key_Space)
    press(window, dialog, Qt.Key.Key_Return)
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.result_of.counts["updated"] == 1
    workspace = window.bench.workspace
    [anne] = leads.summaries(workspace, leads.find_leads(workspace, LeadFilter("anne@alpha.example")))
    assert (anne.lead.company, anne.lead.job_title) == ("Alpha", "")
    dialog.close()


def test_values_are_asked_about_again_when_another_column_feeds_them(window: Window, opened) -> None:
    dialog = opened(TITLED.replace("Pays", "Couleur"))
    for step in (COLUMNS, VALUES, PREVIEW):
        press(window, dialog, Qt.Key.Key_Return)
        assert dialog.at == step
    press(window, dialog, Qt.Key.Key_2, ALT)
    dialog.columns_step.table.selectRow(3)
    type_text(window, dialog, "Cou")
    assert dialog.hand.target(3) == "country"
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == VALUES
    assert "Atlantide" in [dialog.values_step.model.index(r, 1).data() for r in range(2)]
    dialog.close()


def test_a_full_name_is_two_fields_and_what_always_stays_is_not_asked(window: Window, opened) -> None:
    dialog = opened("Nom complet;E-mail;Notes\nAnne Arnaud;anne@alpha.example;Rappeler\n")
    press(window, dialog, Qt.Key.Key_4, ALT)
    assert list(dialog.known_step.stays) == ["first_name", "last_name", "email"]
    dialog.close()


def test_a_card_shows_the_rows_of_its_fate_alone(window: Window, opened) -> None:
    dialog = opened(GOOD + ";;;\nPaul;;;\n")
    model, cards = dialog.preview_step.model, dialog.preview_step.cards.cards
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    counted = dialog.hand.plan.counts
    assert sum(counted.values()) == dialog.hand.plan.rows == model.rowCount()
    cards["created"].setFocus()
    press(window, dialog, Qt.Key.Key_Space)
    assert model.rowCount() == counted["created"]
    assert {model.index(r, 5).data() for r in range(model.rowCount())} == {"created"}
    press(window, dialog, Qt.Key.Key_Space)
    assert model.rowCount() == dialog.hand.plan.rows
    assert tester
    dialog.close()


def test_the_refused_rows_are_written_mended_and_imported(window: Window, opened, tmp_path: Path) -> None:
    dialog = opened('Nom;E-mail\nEvrard;eva@epsilon.example\nFaure;"fred@faure.example\nGirard;g@g.example\n')
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.result_of.counts["refused"] == 1
    assert dialog.report_step.refused_button.isVisible()
    target = tmp_path / "refused.csv"
    dialog.save_refused(target)
    ready(window, dialog)
    assert "1 refused row(s) written to refused.csv." in dialog.report_step.said.text()
    assert dialog.focusWidget() is dialog.close_button  # Enter, pressed again, must not undo the import
    dialog.close()
    written = target.read_text(encoding="utf-8-sig")
    mended = written.replace('""fred', "fred") if '""fred' in written else written
    again = opened(mended, name="mended.csv")
    assert again.hand.plan.counts["created"] == 1
    press(window, again, Qt.Key.Key_Return)
    assert "Faure" in names(window)
    again.close()


def test_the_import_is_taken_back_from_its_report(window: Window, opened) -> None:
    dialog = opened(GOOD)
    press(window, dialog, Qt.Key.Key_Return)
    dialog.report_step.undo_button.setFocus()
    window.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    window.settle()
    assert "Evrard" not in names(window)


def test_the_last_import_is_taken_back_later_and_a_lead_worked_on_since_stays(window: Window, opened) -> None:
    dialog = opened("Nom;E-mail\nEvrard;eva@epsilon.example\nFaure;fred@faure.example\n")
    press(window, dialog, Qt.Key.Key_Return)
    dialog.close()
    workspace = window.bench.workspace
    found = leads.summaries(workspace, leads.find_leads(workspace, LeadFilter()))
    leads.add_note(workspace, next(s.lead.id for s in found if s.lead.last_name == "Faure"), "Rappeler en mars")
    window.bench.show_screen("leads")
    model = window.bench.leads_view.model
    window.qtbot.waitUntil(lambda: model.rowCount() == len(names(window)), timeout=5_000)
    [command] = [c for c in commands_of(window.bench) if c.label == "Undo the last import"]
    command.run()
    window.settle()
    assert "Faure" in names(window)
    assert "Evrard" not in names(window)
    assert "Kept, because of later work: 1." in window.bench.notice.text()
    window.qtbot.waitUntil(lambda: model.rowCount() == len(names(window)), timeout=5_000)


def test_ctrl_z_in_a_search_field_where_nothing_was_typed_takes_the_last_act_back(window: Window) -> None:
    before = names(window)
    leads.add_lead(window.bench.workspace, {"last_name": "Evrard"})
    window.bench.show_screen("leads")
    field = window.bench.leads_view.search
    field.setFocus()
    window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert names(window) == before
    leads.add_lead(window.bench.workspace, {"last_name": "Evrard"})
    window.qtbot.keyClicks(field, "x")
    for _ in range(2):
        window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        window.settle()
    assert not field.text()
    assert "Evrard" in names(window)  # the keys went to what was typed


def test_what_was_counted_during_an_import_is_counted_again_once_it_is_cancelled(window: Window, opened) -> None:
    bench, before = window.bench, window.bench.lead_count.text()
    known = leads.count_leads(bench.workspace)
    dialog = opened("Nom;E-mail\n" + "".join(f"N{n};n{n}@n.example\n" for n in range(5_000)))
    window.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: leads.count_leads(bench.workspace) > known, timeout=10_000)
    bench.show_counts()  # as an act of somebody on the desk does
    assert bench.lead_count.text() != before
    with window.qtbot.waitSignal(dialog.finished, timeout=10_000):
        window.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result_of is None
    assert bench.lead_count.text() == before
    assert bench.notice.text() == "Import cancelled: nothing of it stays."


def test_changing_a_choice_makes_the_preview_anew(window: Window, opened) -> None:
    dialog = opened("Nom;E-mail;Société\nArnaud;anne@alpha.example;Alphabet\n")
    assert dialog.hand.plan.counts["updated"] == 1
    first = dialog.hand.plan
    press(window, dialog, Qt.Key.Key_4, ALT)
    press(window, dialog, Qt.Key.Key_5, ALT)
    assert dialog.hand.plan is first
    press(window, dialog, Qt.Key.Key_4, ALT)
    dialog.known_step.policy_of[Policy.SKIP].setFocus()
    press(window, dialog, Qt.Key.Key_Space)
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.hand.plan.counts["skipped"] == 1
    assert dialog.next_button.text() == "Nothing to import"
    dialog.close()


def test_escape_closes_at_any_step_and_touches_nothing(window: Window, opened) -> None:
    for number in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_5):
        dialog = opened(TITLED)
        press(window, dialog, number, ALT)
        window.qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
    assert len(names(window)) == 4


def test_an_import_that_cannot_begin_says_why_and_can_be_tried_again(window: Window, opened, tmp_path: Path) -> None:
    dialog = opened(GOOD)
    folder = tmp_path / "backups"
    if folder.exists():
        folder.rename(tmp_path / "elsewhere")
    folder.write_text("a file where the copies should go")
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == PREVIEW
    assert dialog.said.property("kind") == "bad"
    assert "Evrard" not in names(window)
    folder.unlink()
    press(window, dialog, Qt.Key.Key_Return)
    assert dialog.at == REPORT
    assert "Evrard" in names(window)
    dialog.close()
