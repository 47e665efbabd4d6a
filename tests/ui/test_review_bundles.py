"""Review bundles from the window: written, looked at, opened as a workspace of its own, merged with a report."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.remarks import RemarkKind
from sdrdesk.core.operations import bundles
from sdrdesk.core.operations.backups import backup_folder
from sdrdesk.core.operations.leads import add_lead, edit_lead, find_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.review import ReviewFilter, add_remark, find_qualifications, review_rows
from sdrdesk.core.operations.workspace import Workspace, open_workspace
from sdrdesk.core.store.leads import LeadFilter
from tests.ui.window import Clock, Window, import_leads, open_window

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
PHRASE = "three green boats"


@pytest.fixture
def decided(workspace, clock):
    for lead_id in find_leads(workspace, LeadFilter()):
        clock.pass_time(minutes=1)
        decide(workspace, lead_id, Decision.LATER)
    return workspace


def idle(window):
    """Nothing is under way, in the dialog or behind the window."""
    review = window.bench.review
    window.qtbot.waitUntil(lambda: review.dialog is None or not review.dialog.foot.busy, timeout=20_000)
    window.settle()


def open_review(window):
    window.key(KEY.Key_6, CTRL)
    view = window.bench.review.view
    window.qtbot.waitUntil(lambda: not view.task.busy and bool(view.model.ids), timeout=10_000)
    return view


def write(window, path, phrase=""):
    """Write the review as it is filtered."""
    window.bench.review.ask_write()
    dialog = window.bench.review.dialog
    dialog.phrase.field.setText(phrase)
    dialog.write_to(path)
    window.qtbot.waitUntil(lambda: path.exists() and window.bench.review.dialog is None, timeout=20_000)


def reviewed(bundle: Path, folder: Path, clock: Clock, text: str) -> tuple[Workspace, Path]:
    """A review of a bundle with one comment on the newest qualification, and the bundle that answers."""
    folder.mkdir()
    review = open_workspace(bundles.open_bundle(bundle, folder, PHRASE, clock), "Robin", clock)
    clock.pass_time(hours=1)
    newest = find_qualifications(review, ReviewFilter())[0]
    add_remark(review, newest, RemarkKind.COMMENT, text=text)
    answer = folder / "back.sdrreview"
    bundles.write_answer_bundle(review, answer, PHRASE)
    return review, answer


def test_the_review_as_it_is_filtered_is_written_under_a_pass_phrase(decided, window, tmp_path):
    view = open_review(window)
    view.filters.menus["who"]._chose("Alex", "Alex")
    path = tmp_path / "out.sdrreview"
    write(window, path, PHRASE)
    assert "4 leads, 4 qualifications, 0 remarks" in window.bench.notice.text()
    assert bundles.is_locked(path)
    assert bundles.look_at_bundle(path, PHRASE, decided).ours


def test_without_a_pass_phrase_the_window_says_who_can_read_it(decided, window, tmp_path):
    open_review(window)
    write(window, tmp_path / "out.sdrreview")
    assert "who has it can read it" in window.bench.notice.text()


def test_a_bundle_is_merged_after_its_pass_phrase_and_what_came_is_told(decided, window, clock, tmp_path):
    view = open_review(window)
    bundle = tmp_path / "out.sdrreview"
    write(window, bundle, PHRASE)
    review, answer = reviewed(bundle, tmp_path / "elsewhere", clock, "ask for the date")
    carla = find_leads(decided, LeadFilter(search="Carla"))[0]
    edit_lead(decided, carla, {"job_title": "DG"})
    clock.pass_time(hours=1)
    edit_lead(review, carla, {"job_title": "Présidente"})
    bundles.write_answer_bundle(review, answer, PHRASE)
    review.store.close()
    dialog = window.bench.review.merge_bundle(answer)
    assert not dialog.foot.do_button.isEnabled()
    dialog.phrase.field.setText("three red boats")
    window.qtbot.keyClick(dialog.phrase.field, KEY.Key_Return)
    idle(window)
    assert "pass phrase does not open it" in dialog.foot.said.text()
    dialog.phrase.field.setText(PHRASE)
    window.qtbot.keyClick(dialog.phrase.field, KEY.Key_Return)
    idle(window)
    assert "Robin" in dialog.what.text()
    dialog.foot.do_button.click()
    idle(window)
    told = dialog.report.toPlainText()
    assert "1 remark came." in told
    assert "“Présidente” by Robin" in told
    assert "takes the place of “DG”" in told
    window.qtbot.keyClick(dialog.foot.close_button, KEY.Key_Return)
    assert not dialog.isVisible()
    window.qtbot.waitUntil(lambda: not view.task.busy and not view._again.isActive(), timeout=10_000)
    assert view.count.text() == "1 of 4 read"
    rows = review_rows(decided, view.model.ids)
    assert [(r.text, r.who) for row in rows for r in row.remarks] == [("ask for the date", "Robin")]
    copy = open_workspace(backup_folder(decided) / f"{decided.store.path.stem}-before-review.sdrdesk", "Alex", clock)
    assert find_leads(copy, LeadFilter(search="Présidente")) == []  # as it was before the merge
    assert len(find_leads(copy, LeadFilter())) == len(find_leads(decided, LeadFilter()))
    copy.store.close()


def test_a_bundle_of_another_workspace_is_refused_before_anything(decided, window, clock, tmp_path):
    other = open_workspace(tmp_path / "other.sdrdesk", "Kim", clock)
    import_leads(other, tmp_path)
    path = tmp_path / "foreign.sdrreview"
    bundles.write_bundle(other, find_leads(other, LeadFilter()), path)
    other.store.close()
    dialog = window.bench.review.merge_bundle(path)
    idle(window)
    assert not dialog.foot.do_button.isEnabled()
    assert "another workspace" in dialog.foot.said.text()
    window.qtbot.keyClick(dialog.foot.close_button, KEY.Key_Return)
    assert not dialog.isVisible()
    broken = tmp_path / "broken.sdrreview"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    dialog = window.bench.review.merge_bundle(broken)
    idle(window)
    assert not dialog.foot.do_button.isEnabled()
    assert "damaged" in dialog.foot.said.text()
    dialog.close()


def test_a_bundle_is_opened_beside_the_workspace(decided, window, tmp_path):
    open_review(window)
    bundle = tmp_path / "out.sdrreview"
    write(window, bundle, PHRASE)
    dialog = window.bench.review.open_bundle(bundle)
    opened = []
    dialog.opened.disconnect()  # no second program is started here
    dialog.opened.connect(opened.append)
    dialog.phrase.field.setText(PHRASE)
    dialog.read()
    idle(window)
    dialog.take()
    window.qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    review = open_workspace(opened[0], "Robin")
    assert bundles.review_of(review).who == "Alex"
    assert len(find_qualifications(review, ReviewFilter())) == 4
    review.store.close()


def test_a_workspace_that_is_a_review_says_so_and_writes_the_answer(decided, clock, qtbot, tmp_path):
    bundle = tmp_path / "out.sdrreview"
    bundles.write_bundle(decided, find_leads(decided, LeadFilter()), bundle)
    decided.store.close()
    path = bundles.open_bundle(bundle, tmp_path / "elsewhere", "", clock)
    window: Window = open_window(open_workspace(path, "Robin", clock), qtbot, clock, tmp_path)
    strip = window.bench.review.strip
    assert strip.isVisible()
    assert strip.said.text() == "A review for Alex"
    assert window.bench.front == "review"
    open_review(window)
    window.key(KEY.Key_A)
    strip.return_button.click()
    dialog = window.bench.review.dialog
    assert isinstance(dialog.focusWidget(), QLineEdit)
    answer = tmp_path / "back.sdrreview"
    add_lead(window.bench.workspace, {"last_name": "Seule", "phone": "0655443322"})
    dialog.write_to(answer)
    qtbot.waitUntil(lambda: answer.exists() and window.bench.review.dialog is None, timeout=20_000)
    look = bundles.look_at_bundle(answer)
    assert (look.answers, look.who, look.remarks) == (True, "Robin", 1)
    assert "1 lead added in this review stays here" in window.bench.notice.text()
    window.shell.close()
