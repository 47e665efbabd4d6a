"""The grid screen under hostile hands: two grids confused, files that are grids in name only, keys out of turn."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog

from sdrdesk.core.domain.grid import Kind
from sdrdesk.core.domain.grid_draft import copied
from sdrdesk.core.exchange.grid_file import grid_toml, shipped_grids
from sdrdesk.core.operations import grid_versions, leads, qualification
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.ui.grids.definition_page import file_name, with_ending
from sdrdesk.ui.grids.grids_view import DEFINITION, EDIT, REPLAY, TRY, GridsView
from tests.ui.test_grids import opened, saved
from tests.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
BANT = tomllib.loads(shipped_grids()["bant"])
NEED = next(n for n, c in enumerate(BANT["criterion"]) if c["id"] == "need")


def changed(view: GridsView, path, value) -> None:
    """One edit of the draft, as a field makes it."""
    view.editor._edited(path, value, False)


def brought_in(window: Window, view: GridsView, folder: Path, raw) -> None:
    """A grid file taken in."""
    path = folder / "in.toml"
    path.write_text(grid_toml(raw), encoding="utf-8")
    view.import_file(path)
    window.settle()


def need_with(**parts):
    return {**BANT, "criterion": [c | parts if n == NEED else c for n, c in enumerate(BANT["criterion"])]}


def without(grid_id: str, criterion_id: str):
    raw = tomllib.loads(shipped_grids()[grid_id])
    kept = [c for c in raw["criterion"] if c["id"] != criterion_id]
    return {**raw, "criterion": [{k: v for k, v in c.items() if (k, v) != ("after", criterion_id)} for c in kept]}


# -- faults are said where they are -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"label": "x"}, "Label: “x” is not of the right type"),
        ({"colour": "red"}, "The key “colour” is not known here"),
        ({"kind": "guess"}, "“guess” is not a kind of criterion"),
        ({"option": "x"}, "Option: “x” is not of the right type"),
        ({"weight": [1]}, "“[1]” is not of the right type"),
        ({"question": 4}, "Question: “4” is not of the right type"),
    ],
)
def test_every_fault_of_a_criterion_is_said_in_its_form(window: Window, tmp_path: Path, parts, said: str) -> None:
    view = opened(window)
    brought_in(window, view, tmp_path, need_with(**parts))
    window.key(Qt.Key.Key_F8)
    assert view.editor.row == NEED + 1
    form = view.editor.form
    labels = [form.general, *form._row_faults.values(), *(f.said for f in form.fields)]
    assert said in "\n".join(label.text() for label in labels if label.isVisible())


def test_an_answer_without_an_id_says_what_is_missing(window: Window, tmp_path: Path) -> None:
    first, *rest = BANT["criterion"][NEED]["option"]
    view = opened(window)
    brought_in(window, view, tmp_path, need_with(option=[{k: v for k, v in first.items() if k != "id"}, *rest]))
    window.key(Qt.Key.Key_F8)
    assert view.editor.form._row_faults[("criterion", NEED, "option", 0)].text() == "Id: is missing"


def test_f8_goes_to_the_field_of_a_text_that_is_not_there_at_all(window: Window, tmp_path: Path) -> None:
    view = opened(window)
    brought_in(window, view, tmp_path, need_with(label={"en": "Need"}))
    window.key(Qt.Key.Key_F8)
    assert QApplication.focusWidget().accessibleName() == "Label · Français"


def test_a_key_missing_of_the_whole_grid_is_named(window: Window, tmp_path: Path) -> None:
    view = opened(window)
    brought_in(window, view, tmp_path, {k: v for k, v in BANT.items() if k != "format"})
    assert view.editor.form.general.text() == "Format: is missing"


def test_a_grid_in_name_only_opens_in_the_editor_and_every_row_of_it_can_be_shown_and_removed(
    window: Window, tmp_path: Path
) -> None:
    view = opened(window)
    junk = ["x", {}, {"id": "", "option": "x", "kind": "choice"}, {"id": "a b.c", "kind": "number", "band": [1, {}]}]
    junk += [{"id": "criterion", "kind": ["x"], "family": {"a": 1}, "label": [1], "weight": [1], "after": 3}]
    brought_in(window, view, tmp_path, {"id": "junk", "version": "x", "name": 3, "criterion": junk, "intent": 2})
    assert view.entry.id == "junk"
    for row in range(len(junk) + 1):
        view.editor.list.setCurrentRow(row)
        assert view.editor.row == row
    for _ in junk:
        view.editor.remove_criterion()
    assert view.editor.draft.raw["criterion"] == []
    for _ in junk:
        window.key(Qt.Key.Key_Z, CONTROL)
    assert view.editor.draft.raw["criterion"] == junk
    saved(window, view)


def test_two_criteria_of_one_id_say_so_and_the_second_can_be_given_another(window: Window, tmp_path: Path) -> None:
    view = opened(window)
    brought_in(window, view, tmp_path, {**BANT, "criterion": [*BANT["criterion"], BANT["criterion"][NEED]]})
    view.editor.list.setCurrentRow(len(BANT["criterion"]) + 1)
    assert "used twice" in view.editor.form.general.text()
    assert view.editor.form.field_at(("criterion", len(BANT["criterion"]), "id")).path[-1] == "id"
    view.editor.list.setCurrentRow(NEED + 1)
    assert not [f for f in view.editor.form.fields if f.path[-1] == "id"]


def test_the_keyboard_stays_in_the_form_when_an_answer_is_removed(window: Window) -> None:
    view = opened(window)
    view.editor.list.setCurrentRow(NEED + 1)
    view.editor.form._remove_step(("criterion", NEED, "option", 1))
    focused = QApplication.focusWidget()
    assert focused.accessibleName() == "Answer 1 · English"


# -- ids are given once --------------------------------------------------------------------------------------------


def test_a_new_question_never_takes_the_id_under_which_another_was_answered(window: Window) -> None:
    workspace = window.bench.workspace
    asked = BANT["criterion"][NEED] | {"id": "question"}
    grid_versions.publish_grid(workspace, {**BANT, "criterion": [*BANT["criterion"], asked]})
    grid_versions.publish_grid(workspace, BANT)
    view = opened(window)
    view.editor.add_criterion(Kind.CHOICE)
    assert view.editor.draft.raw["criterion"][-1]["id"] == "question_2"


def test_a_new_answer_never_takes_the_id_of_one_that_was_given(window: Window) -> None:
    workspace = window.bench.workspace
    options = BANT["criterion"][NEED]["option"]
    more = {"id": "answer", "label": {"en": "Yes", "fr": "Oui"}, "percent": 100}
    grid_versions.publish_grid(workspace, need_with(option=[*options, more]))
    grid_versions.publish_grid(workspace, BANT)
    view = opened(window)
    view.editor.list.setCurrentRow(NEED + 1)
    view.editor.form._add_step("option")
    assert view.editor.draft.raw["criterion"][NEED]["option"][-1]["id"] == "answer_2"


# -- two grids are never confused ----------------------------------------------------------------------------------


def test_a_grid_with_faults_and_no_version_shows_no_definition_of_another(window: Window, tmp_path: Path) -> None:
    view = opened(window, DEFINITION)
    view.editor.flush()
    brought_in(window, view, tmp_path, {**BANT, "id": "ours", "good_lead": {"en": "", "fr": ""}})
    view.tabs.setCurrentIndex(DEFINITION)
    assert BANT["good_lead"]["en"] not in view.definition.page.toPlainText()
    assert "faults" in view.definition.page.toPlainText()
    assert not view.definition.print.isEnabled()
    view.choose("bant")
    assert BANT["good_lead"]["en"] in view.definition.page.toPlainText()
    assert view.definition.print.isEnabled()


def test_ctrl_p_prints_the_grid_chosen_on_any_page(window: Window) -> None:
    view = opened(window, EDIT)
    view.choose("champ")
    asked = []

    def leave_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        asked.append(Path(dialog.selectedFiles()[0]).name)
        dialog.reject()

    QTimer.singleShot(0, leave_it)
    window.key(Qt.Key.Key_P, CONTROL)
    assert asked == ["champ-v1.pdf"]


def test_what_was_replayed_of_one_grid_never_stands_under_another(window: Window) -> None:
    workspace = window.bench.workspace
    qualification.decide(workspace, window.desk.session.lead_id, qualification.Decision.NEVER, reason="no_need")
    for name in ("first", "second"):
        grid_versions.publish_grid(workspace, copied(BANT, name, {"en": name, "fr": name}))
    view = opened(window, REPLAY)
    view.choose("first")
    window.key(Qt.Key.Key_F5)
    window.qtbot.waitUntil(lambda: view.replaying._done is not None, timeout=10_000)
    view.choose("second")
    assert view.replaying._done is None
    window.key(Qt.Key.Key_F5)
    view.choose("first")  # while it runs
    window.qtbot.waitUntil(lambda: view.replaying._task is None, timeout=10_000)
    assert view.replaying._done is None


def test_ctrl_z_beside_the_editor_takes_nothing_back_of_a_lead(window: Window) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    qualification.decide(workspace, lead_id, qualification.Decision.NEVER, reason="no_need")
    opened(window, DEFINITION)
    window.key(Qt.Key.Key_Z, CONTROL)
    assert leads.dossier(workspace, lead_id).summary.lead.stage == "excluded"
    assert "published version stands" in window.bench.notice.text()


# -- publishing, letting go ----------------------------------------------------------------------------------------


def test_the_key_of_publishing_never_lets_go_of_a_draft(window: Window) -> None:
    view = opened(window)
    changed(view, ("thresholds", "now"), 85)
    view.editor.discard.click()
    window.key(Qt.Key.Key_Return, CONTROL)
    assert view.editor.draft.value(("thresholds", "now")) == 85
    assert view.publishing.title.text() == "Publish BANT as version 2?"


def test_a_key_held_down_does_not_publish(window: Window) -> None:
    held = [s for s in window.bench.findChildren(QShortcut) if s.key().toString() in ("Ctrl+Return", "Ctrl+Enter")]
    assert [s.autoRepeat() for s in held] == [False, False]


def test_a_draft_that_cannot_be_published_is_kept_whole(window: Window) -> None:
    view = opened(window)
    changed(view, ("thresholds", "now"), 85)
    store, before = window.bench.workspace.store, view.editor.draft
    with store.write() as tx:
        tx.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON grid BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with window.qtbot.captureExceptions() as raised:
        view.publish()
        window.settle()
    assert raised or window.bench.notice.text()
    view.choose("champ")
    view.choose("bant")
    assert view.editor.draft is before
    assert view.editor.touched
    assert grid_versions.draft_of(window.bench.workspace, "bant")[0]["thresholds"]["now"] == 85


def test_what_is_typed_while_it_is_published_becomes_the_next_draft(window: Window) -> None:
    view = opened(window)
    changed(view, ("thresholds", "now"), 85)
    view.publish()
    changed(view, ("thresholds", "now"), 86)  # before the writer has answered
    window.settle()
    assert window.bench.workspace.grid.now == 85
    assert view.editor.draft.value(("thresholds", "now")) == 86
    assert view.editor.touched
    saved(window, view)
    assert grid_versions.draft_of(window.bench.workspace, "bant")[0]["thresholds"]["now"] == 86


def test_a_draft_that_could_not_be_saved_is_saved_with_the_next(window: Window) -> None:
    view, store = opened(window), window.bench.workspace.store
    with store.write() as tx:
        tx.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON grid_draft BEGIN SELECT RAISE(ABORT, 'full'); END")
    changed(view, ("thresholds", "now"), 85)
    with window.qtbot.captureExceptions():
        view.choose("champ")
        window.settle()
    with store.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER full")
    view.choose("meddic")
    window.settle()
    assert grid_versions.draft_of(window.bench.workspace, "bant")[0]["thresholds"]["now"] == 85


def test_any_id_can_be_put_in_use(window: Window) -> None:
    workspace = window.bench.workspace
    grid_versions.publish_grid(workspace, copied(BANT, "notre grille d’été", {"en": "Ours", "fr": "La nôtre"}))
    view = opened(window, DEFINITION)
    view.choose("notre grille d’été")
    view.use()
    window.settle()
    assert workspace.grid.id == "notre grille d’été"
    workspace.reload()
    assert workspace.grid.id == "notre grille d’été"


def test_a_dot_in_a_name_stays_in_it() -> None:
    assert with_ending(Path("Bon lead 2.0"), ".pdf") == Path("Bon lead 2.0.pdf")
    assert with_ending(Path("grid.v2.toml"), ".toml") == Path("grid.v2.toml")
    assert file_name("a/b c", ".toml") == "a_b_c.toml"


# -- another process -----------------------------------------------------------------------------------------------


def published_elsewhere(window: Window, raw) -> None:
    """Another process publishes a version; the window looks."""
    other = open_workspace(window.bench.workspace.store.path, "Zoe", window.clock)
    grid_versions.publish_grid(other, raw)
    other.store.close()
    window.settle()  # it looks when nothing is being written
    window.bench._look_outside()
    window.settle()


def test_a_version_published_elsewhere_is_judged_by_and_edited_here(window: Window) -> None:
    view = opened(window)
    assert view.editor.based_on == 1
    published_elsewhere(window, {**BANT, "thresholds": {"now": 80, "later": 40}})
    assert view.editor.draft.value(("thresholds", "now")) == 80
    assert view.editor.based_on == 2
    assert window.bench.workspace.grid.now == 80
    assert window.desk.session.grid.version == 2


def test_a_draft_begun_from_an_older_version_says_so_before_it_is_published(window: Window) -> None:
    view = opened(window)
    changed(view, ("thresholds", "later"), 30)
    saved(window, view)
    published_elsewhere(window, {**BANT, "thresholds": {"now": 80, "later": 40}})
    view.choose("champ")
    view.choose("bant")
    assert view.editor.draft.value(("thresholds", "later")) == 30
    view.ask_publish()
    assert view.publishing.title.text() == "Publish BANT as version 3?"
    assert "begun from version 1" in view.publishing.text.text()


def test_two_grids_of_one_name_are_told_apart_by_their_ids(window: Window, tmp_path: Path) -> None:
    view = opened(window)
    assert "bant" not in view.list.row_at(0).note
    brought_in(window, view, tmp_path, {**BANT, "id": "ours"})
    notes = [view.list.row_at(n).note for n in range(2)]
    assert ["bant" in notes[0], "ours" in notes[1]] == [True, True]


def test_a_trial_that_cannot_begin_cannot_begin_again(window: Window, tmp_path: Path) -> None:
    view = opened(window)
    brought_in(window, view, tmp_path, {**BANT, "id": "ours", "cycle": "endless"})
    view.tabs.setCurrentIndex(TRY)
    assert view.trying.why.isVisible()
    view.trying.again.click()
    assert not view.trying.form.isVisible()
    view.choose("bant")
    view.trying.again.click()
    assert view.trying.form.isVisible()


def test_a_name_is_never_read_as_html(window: Window, tmp_path: Path) -> None:
    view = opened(window)
    brought_in(
        window, view, tmp_path, {**BANT, "id": "ours", "name": {"en": "<i>x</i>", "fr": "x"}, "level": "<b>y</b>"}
    )
    view.editor.list.setCurrentRow(0)
    quoting = [f.said for f in view.editor.form.fields if "<b>y</b>" in f.said.text()]
    assert view.title.text() == "<i>x</i>"
    assert quoting
    for label in (view.title, *quoting):
        assert label.textFormat() is Qt.TextFormat.PlainText
