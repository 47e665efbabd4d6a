"""The verdict panel says in words what it draws."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from sdrdesk.ui.theme import apply_theme
from sdrdesk.ui.widgets.verdict_layout import STRIP_HEIGHT, full_sheet, strip_sheet
from sdrdesk.ui.widgets.verdict_panel import VerdictPanel
from sdrdesk.ui.widgets.verdict_view import VerdictView
from tests.ui.widgets.gallery import OPEN_VIEW


@pytest.fixture
def panel(qapp: QApplication, qtbot) -> VerdictPanel:
    apply_theme(qapp, "light")
    made = VerdictPanel()
    qtbot.addWidget(made)
    made.resize(316, 900)
    made.show()
    return made


def test_the_verdict_is_told_in_words(panel: VerdictPanel) -> None:
    panel.set_view(OPEN_VIEW)
    said = panel.accessibleDescription()
    assert panel.accessibleName() == "Verdict"
    assert said.startswith("Open — two answers from NOW. Able to decide or fund, and a deadline under 12 months.")
    for part in ("62 earned", "22 still open", "16 lost", "can reach 84", "later 40", "now 70", "Problem 19", "ICP"):
        assert part in said
    panel.set_view(None)
    assert panel.accessibleDescription() == ""


def test_it_scrolls_only_when_its_room_is_too_short(panel: VerdictPanel) -> None:
    panel.set_view(OPEN_VIEW)
    assert panel.verticalScrollBar().maximum() == 0
    panel.resize(316, 300)
    assert panel.verticalScrollBar().maximum() > 0


def test_it_folds_into_a_strip_and_back(panel: VerdictPanel) -> None:
    panel.set_view(OPEN_VIEW)
    panel.set_compact(True)
    assert (panel.minimumHeight(), panel.maximumHeight()) == (STRIP_HEIGHT, STRIP_HEIGHT)
    panel.set_compact(False)
    assert panel.maximumHeight() > 1000


@pytest.mark.parametrize("width", [240, 316, 420])
@pytest.mark.parametrize(("later", "now"), [(40, 70), (0, 100), (66, 70), (95, 98), (3, 6)])
def test_the_words_of_the_tall_form_stay_inside_and_apart(
    panel: VerdictPanel, width: int, later: int, now: int
) -> None:
    view = replace(OPEN_VIEW, later=later, now=now)
    sheet = full_sheet(view, width, apply_theme(_app(), "light"))
    for words in sheet.words:
        assert words.rect.left() >= 0
        assert words.rect.right() <= width + 3, words.text
    captions = [words for words in sheet.words if words.text in ("never", f"later {later}", f"now {now}")]
    ordered = sorted(captions, key=lambda words: words.rect.left())
    for one, other in pairwise(ordered):
        assert one.rect.right() <= other.rect.left()


@pytest.mark.parametrize("width", [680, 900, 1100])
def test_the_words_of_the_strip_stay_inside(panel: VerdictPanel, width: int) -> None:
    sheet = strip_sheet(OPEN_VIEW, width, apply_theme(_app(), "light"))
    assert all(0 <= words.rect.left() <= words.rect.right() <= width for words in sheet.words)


@pytest.mark.parametrize("tone", ["now", "later", "never", "open"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_state_can_be_drawn(panel: VerdictPanel, tone: str, mode: str) -> None:
    apply_theme(_app(), mode)  # type: ignore[arg-type]
    view: VerdictView = replace(OPEN_VIEW, state_tone=tone, score=0, open=0, lost=100)  # type: ignore[arg-type]
    panel.set_view(view)
    assert not panel.grab().isNull()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
