"""The grid screen, by keys: read, edit, undo, mend, reorder, try, compare, publish, print; nothing edited is lost."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.exchange.grid_file import shipped_grids
from sdrdesk.core.operations import grid_versions, qualification
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.ui.grids.grids_view import DEFINITION, EDIT, REPLAY, TRY, VERSIONS, GridsView
from tests.ui.window import Window, open_window

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BANT = tomllib.loads(shipped_grids()["bant"])


def opened(window: Window, page: int = EDIT) -> GridsView:
    """The grid screen, reached by keys, at one of its pages."""
    window.key(Qt.Key.Key_3, CONTROL)
    view = window.bench.grids_view
    assert view.tabs.currentIndex() == DEFINITION
    for _ in range(page):
        window.key(Qt.Key.Key_PageDown, CONTROL)
    assert view.tabs.currentIndex() == page
    return view


def in_list(window: Window, view: GridsView, row: int) -> None:
    """Go to a criterion of the editor with the arrow keys."""
    view.editor.list.setFocus()
    window.key(Qt.Key.Key_Home)
    for _ in range(row):
        window.key(Qt.Key.Key_Down)
    assert view.editor.row == row


def tab_to(window: Window, name: str) -> None:
    """Press Tab until the field of this name has the keyboard."""
    for _ in range(60):
        focused = QApplication.focusWidget()
        said = (focused.accessibleName(), focused.text() if isinstance(focused, QPushButton) else "") if focused else ()
        if name in said:
            return
        window.key(Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached with Tab")


def saved(window: Window, view: GridsView) -> None:
    """Wait until the draft is on disk."""
    window.qtbot.waitUntil(lambda: not view.editor._unsaved, timeout=5_000)
    window.settle()


def test_the_definition_is_read_where_the_screen_opens(window: Window) -> None:
    view = opened(window, DEFINITION)
    text = view.definition.page.toPlainText()
    assert BANT["good_lead"]["en"] in text
    assert "agreed by nobody yet" in text


def test_a_label_is_edited_the_fault_stands_there_and_ctrl_z_takes_it_back(window: Window) -> None:
    view = opened(window)
    in_list(window, view, 1)
    tab_to(window, "Label · Français")
    field = view.editor.form.field_at(("criterion", 0, "label", "fr"))
    assert field.control is QApplication.focusWidget()
    field.control.selectAll()
    window.key(Qt.Key.Key_Delete)
    assert field.said.text() == "The text is missing in this language"
    assert view.editor.draft.grid is None
    assert not view.editor.publish.isEnabled()
    assert view.editor.list.row_at(1).dot == "bad"
    window.type("Branche")
    assert not field.said.isVisible()
    window.key(Qt.Key.Key_Z, CONTROL)
    assert QApplication.focusWidget().text() == "Secteur"
    assert view.editor.draft.raw == BANT
    window.key(Qt.Key.Key_Y, CONTROL)
    assert QApplication.focusWidget().text() == "Branche"


def test_f8_goes_to_the_first_fault(window: Window) -> None:
    view = opened(window)
    in_list(window, view, 4)
    tab_to(window, "Points of answer 2, in percent")
    QApplication.focusWidget().selectAll()
    window.type("140")
    assert view.editor.draft.faults[0].where == "criterion.need.option.priority.percent"
    in_list(window, view, 0)
    window.key(Qt.Key.Key_F8)
    assert view.editor.row == 4
    assert QApplication.focusWidget().text() == "140"


def test_criteria_are_moved_removed_and_brought_back_by_keys(window: Window) -> None:
    view = opened(window)
    in_list(window, view, 1)
    window.key(Qt.Key.Key_Down, ALT)
    ids = [c["id"] for c in BANT["criterion"]]
    assert [c["id"] for c in view.editor.draft.raw["criterion"]][:2] == [ids[1], ids[0]]
    assert view.editor.row == 2
    window.key(Qt.Key.Key_Delete)
    assert ids[0] not in [c["id"] for c in view.editor.draft.raw["criterion"]]
    window.key(Qt.Key.Key_Z, CONTROL)
    window.key(Qt.Key.Key_Z, CONTROL)
    assert view.editor.draft.raw == BANT


def test_a_draft_is_published_by_keys_and_the_desk_judges_by_it(window: Window) -> None:
    view = opened(window)
    in_list(window, view, 0)
    tab_to(window, "Threshold for “now”")
    QApplication.focusWidget().selectAll()
    window.type("85")
    tab_to(window, "Agreed by")
    window.type("Zoe, Max")
    window.key(Qt.Key.Key_Return, CONTROL)
    assert view.publishing.isVisible()
    assert view.publishing.title.text() == "Publish BANT as version 2?"
    assert "Every lead is judged by it" in view.publishing.text.text()
    window.key(Qt.Key.Key_Return, CONTROL)
    window.settle()
    grid = window.bench.workspace.grid
    assert (grid.version, grid.now, grid.agreed_by) == (2, 85, ("Zoe", "Max"))
    assert view.tabs.currentIndex() == DEFINITION
    assert "agreed by Zoe, Max" in view.definition.page.toPlainText()
    window.key(Qt.Key.Key_1, CONTROL)
    assert window.desk.session.grid == grid


def test_escape_leaves_the_question_then_the_screen(window: Window) -> None:
    view = opened(window)
    in_list(window, view, 0)
    tab_to(window, "Threshold for “now”")
    QApplication.focusWidget().selectAll()
    window.type("85")
    window.key(Qt.Key.Key_Return, CONTROL)
    window.key(Qt.Key.Key_Escape)
    assert not view.publishing.isVisible()
    assert window.bench.workspace.grid.version == 1
    window.key(Qt.Key.Key_Escape)
    window.key(Qt.Key.Key_Escape)
    assert window.bench.screens.currentWidget() is window.view


def test_what_is_edited_is_there_when_the_window_opens_again(window: Window, tmp_path: Path, clock, qtbot) -> None:
    view = opened(window)
    in_list(window, view, 1)
    tab_to(window, "Label · English")
    QApplication.focusWidget().selectAll()
    window.type("Trade")
    path = window.bench.workspace.store.path
    window.shell.close()  # at once: closing saves
    again = open_window(open_workspace(path, "Alex", clock), qtbot, clock, tmp_path)
    try:
        view = opened(again)
        assert view.editor.draft.value(("criterion", 0, "label", "en")) == "Trade"
        assert "draft" in view.list.row_at(0).note
    finally:
        again.shell.close()


def test_another_grid_and_back_keeps_the_draft_and_its_steps(window: Window) -> None:
    view = opened(window)
    in_list(window, view, 1)
    tab_to(window, "Label · English")
    QApplication.focusWidget().selectAll()
    window.type("Trade")
    view.list.setFocus()
    window.key(Qt.Key.Key_Down)
    assert view.entry.id != "bant"
    assert not view.editor.touched
    window.key(Qt.Key.Key_Up)
    assert view.editor.draft.value(("criterion", 0, "label", "en")) == "Trade"
    window.key(Qt.Key.Key_Z, CONTROL)
    assert view.editor.draft.raw == BANT


def test_showing_grids_and_drafts_writes_nothing(window: Window) -> None:
    view = opened(window)
    watcher = sqlite.connect(
        str(window.bench.workspace.store.path)
    )  # its data_version moves with any commit of another

    def mark() -> int:
        return watcher.execute("PRAGMA data_version").fetchone()[0]

    before = mark()
    for row in range(len(BANT["criterion"]) + 1):
        in_list(window, view, row)
    for _ in range(4):
        window.key(Qt.Key.Key_PageDown, CONTROL)
    view.list.setFocus()
    for _ in range(4):
        window.key(Qt.Key.Key_Down)
    window.settle()
    assert mark() == before
    assert not view.editor.touched
    view.editor.draft.set(("thresholds", "now"), 99)  # and it does move when something is edited
    view.editor._took()
    saved(window, view)
    assert mark() != before
    watcher.close()


def test_a_draft_is_tried_on_a_lead_and_nothing_of_it_is_kept(window: Window) -> None:
    view = opened(window, TRY)
    page = view.trying
    assert page.session is not None
    before = page.session.assessment.earned
    window.qtbot.keyClick(page.form.rows["need"].control, Qt.Key.Key_1)
    assert page.session.facts.answers["need"] == "blocking"
    assert page.session.assessment.earned > before
    view.editor.draft.set(("thresholds", "now"), 99)
    view.editor._took()
    window.key(Qt.Key.Key_PageUp, CONTROL)
    window.key(Qt.Key.Key_PageDown, CONTROL)
    assert page.session.grid.now == 99
    assert page.session.facts.answers["need"] == "blocking"
    window.settle()
    window.key(Qt.Key.Key_1, CONTROL)
    assert "need" not in window.desk.session.facts.answers


def test_a_draft_with_faults_cannot_be_tried_and_says_so(window: Window) -> None:
    view = opened(window)
    view.editor.draft.set(("thresholds", "later"), 99)
    view.editor._took()
    window.key(Qt.Key.Key_PageDown, CONTROL)
    assert view.trying.why.isVisible()
    assert not view.trying.form.isVisible()


def test_the_draft_is_compared_with_the_version_it_began_from(window: Window) -> None:
    view = opened(window)
    view.editor.draft.set(("criterion", 3, "weight", "medium"), 40)
    view.editor._took()
    saved(window, view)
    for _ in range(VERSIONS - EDIT):
        window.key(Qt.Key.Key_PageDown, CONTROL)
    model = view.versions.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [[model.index(r, c).data() for c in range(4)] for r in range(model.rowCount())]
    assert shown == [["Need", "Weight (medium cycle)", "22", "40"]]
    view.versions.older.setCurrentIndex(1)
    view.versions._compare()
    assert model.rowCount() == 0
    assert tester


def test_a_copy_begins_with_its_name_to_be_typed(window: Window) -> None:
    view = opened(window, DEFINITION)
    view.copy_button.setFocus()
    window.key(Qt.Key.Key_Space)
    window.settle()
    assert view.tabs.currentIndex() == EDIT
    window.type("Ours")
    saved(window, view)
    assert view.editor.draft.value(("name", "en")) == "Ours"
    assert any(e.id == "bant_copy" and not e.versions for e in view.entries)
    view.list.setFocus()
    names = [view.list.row_at(n).title for n in range(view.list.count())]
    assert "Ours" in names


def test_a_file_comes_in_as_a_draft_and_goes_out_again(window: Window, tmp_path: Path) -> None:
    view = opened(window, DEFINITION)
    path, out = tmp_path / "in.toml", tmp_path / "out.toml"
    path.write_text(shipped_grids()["bant"].replace("now = 70", "now = 66"), encoding="utf-8")
    view.import_file(path)
    window.settle()
    assert view.editor.draft.value(("thresholds", "now")) == 66
    assert view.editor.touched
    view.export_to(out)
    window.settle()
    assert tomllib.loads(out.read_text(encoding="utf-8")) == view.editor.draft.raw


def test_a_draft_is_let_go_of_only_when_asked_twice(window: Window) -> None:
    view = opened(window)
    view.editor.draft.set(("thresholds", "now"), 99)
    view.editor._took()
    view.editor.discard.setFocus()
    window.key(Qt.Key.Key_Space)
    assert view.publishing.isVisible()
    assert view.editor.draft.value(("thresholds", "now")) == 99
    window.key(Qt.Key.Key_Space)
    window.settle()
    assert view.editor.draft.raw == BANT
    assert not grid_versions.has_draft(window.bench.workspace, "bant")


def test_a_draft_is_replayed_by_keys_before_it_is_published(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    for criterion in BANT["criterion"]:
        if criterion["kind"] == "choice":
            best = max(criterion["option"], key=lambda option: option["percent"])["id"]
            qualification.answer_criterion(window.bench.workspace, lead_id, criterion["id"], best)
    qualification.answer_criterion(window.bench.workspace, lead_id, "timing", "2026-12-01")
    qualification.decide(window.bench.workspace, lead_id, Decision.NOW)
    view = opened(window)
    view.editor.draft.set(("thresholds", "now"), 100)
    view.editor._took()
    window.key(Qt.Key.Key_Return, CONTROL)
    tab_to(window, "Replay it first")
    window.key(Qt.Key.Key_Space)
    assert view.tabs.currentIndex() == REPLAY
    window.key(Qt.Key.Key_F5)
    window.qtbot.waitUntil(lambda: view.replaying.model.rowCount() == 1, timeout=10_000)
    window.key(Qt.Key.Key_Return)
    assert window.bench.screens.currentWidget() is window.view
    assert window.desk.session.lead_id == lead_id


@pytest.mark.parametrize("language", [0, 1])
def test_the_definition_of_every_grid_is_one_sheet_of_paper(window: Window, tmp_path: Path, language: int) -> None:
    view = opened(window, DEFINITION)
    view.definition.language.setCurrentIndex(language)
    for entry in view.entries:
        view.choose(entry.id)
        path = tmp_path / f"{entry.id}.pdf"
        view.definition.write(path)
        content = path.read_bytes()
        assert content.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
        assert len(content) > 5_000


def test_a_place_that_cannot_be_written_is_said(window: Window, tmp_path: Path) -> None:
    view = opened(window, DEFINITION)
    with window.qtbot.waitSignal(window.bench.writer.refused) as said:
        view.definition.write(tmp_path / "no" / "such" / "folder.pdf")
    assert said.args[0].code == "file_trouble"


def test_the_review_day_is_said_at_the_start(workspace, qtbot, clock, tmp_path: Path) -> None:
    grid_versions.publish_grid(workspace, {**BANT, "review_by": date(2026, 11, 20)})
    opened_window = open_window(workspace, qtbot, clock, tmp_path)
    try:
        assert "20 Nov 2026" in opened_window.bench.notice.text()
        view = opened(opened_window, DEFINITION)
        assert view.list.row_at(0).dot == "doubt"
    finally:
        opened_window.shell.close()
