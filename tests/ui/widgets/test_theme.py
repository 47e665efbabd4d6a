"""The look: readable in both schemes, and every picture is there."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QIcon
from PySide6.QtWidgets import QApplication, QPushButton

from sdrdesk.core.resources import resource_path
from sdrdesk.ui.theme import DARK, LIGHT, Tokens, apply_theme, current_theme, icon, icon_names, set_icon
from sdrdesk.ui.theme.stylesheet import CONTROL_IMAGES
from sdrdesk.ui.theme.tokens import TEXT_PAIRS, contrast

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_agrees_with_the_published_examples() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@SCHEMES
@pytest.mark.parametrize("mark", ["control_line", "accent", "hot", "cold"])
def test_every_mark_can_be_told_from_the_panel(tokens: Tokens, mark: str) -> None:
    assert contrast(getattr(tokens, mark), tokens.panel) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, mode: str) -> None:
    theme = apply_theme(qapp, mode)  # type: ignore[arg-type]
    names = icon_names()
    assert len(names) >= 45
    for name in names:
        for state, token in ((QIcon.Mode.Normal, "ink"), (QIcon.Mode.Disabled, "disabled")):
            image = icon(name, "ink").pixmap(QSize(18, 18), 1.0, state).toImage()
            drawn = [
                image.pixelColor(x, y)
                for x in range(image.width())
                for y in range(image.height())
                if image.pixelColor(x, y).alpha() > 200
            ]
            assert drawn, f"{name} draws nothing"
            wanted = theme.colour(token)
            assert all(abs(dot.red() - wanted.red()) <= 4 for dot in drawn), name


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_a_live_icon_changes_colour_with_the_theme_and_is_replaced_not_stacked(qapp: QApplication, qtbot) -> None:
    apply_theme(qapp, "light")
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "phone")
    set_icon(button, "mail")
    before = button.icon().cacheKey()
    apply_theme(qapp, "dark")
    assert button.icon().cacheKey() != before
    assert len([child for child in button.children() if type(child).__name__ == "_LiveIcon"]) == 1


@pytest.mark.parametrize("name", CONTROL_IMAGES)
@pytest.mark.parametrize(("scheme", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_pictures_inside_the_stock_controls_use_the_tokens(name: str, scheme: str, tokens: Tokens) -> None:
    token = "muted" if name.startswith("chevron") else {"check_ink": "ink"}.get(name, "on_accent")
    drawing = resource_path("icons", "controls", f"{name}-{scheme}.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9a-f]{6}", drawing)) == {getattr(tokens, token)}


def test_the_fonts_are_inter_with_figures_of_one_width(qapp: QApplication) -> None:
    theme = apply_theme(qapp, "light")
    assert theme.family == "Inter"
    assert QFontInfo(theme.font(13, 600)).weight() == 600
    metrics = QFontMetricsF(theme.font(40, 700))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_the_mode_can_be_changed_and_is_announced_once(qapp: QApplication, qtbot) -> None:
    theme = apply_theme(qapp, "light")
    assert not theme.dark
    with qtbot.waitSignal(theme.changed, timeout=0, raising=True):
        assert apply_theme(qapp, "dark") is theme
    assert theme.dark
    assert current_theme() is theme
    assert qapp.palette().window().color() == theme.colour("background")


def test_the_system_scheme_is_followed_live_only_in_system_mode(qapp: QApplication) -> None:
    theme = apply_theme(qapp, "system")
    told = qapp.styleHints().colorSchemeChanged
    told.emit(Qt.ColorScheme.Dark)
    assert theme.dark
    told.emit(Qt.ColorScheme.Light)
    assert not theme.dark
    apply_theme(qapp, "light")
    told.emit(Qt.ColorScheme.Dark)
    assert not theme.dark


def test_the_licences_travel_with_the_files() -> None:
    assert "SIL OPEN FONT LICENSE" in resource_path("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in resource_path("icons", "LICENSE").read_text(encoding="utf-8")
