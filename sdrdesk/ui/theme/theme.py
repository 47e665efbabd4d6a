"""The look of the application: one colour scheme at a time, followed live."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from sdrdesk.ui.theme.fonts import REGULAR, load_fonts, make_font
from sdrdesk.ui.theme.stylesheet import stylesheet
from sdrdesk.ui.theme.tokens import DARK, LIGHT, SIZE_BASE, Tokens

Mode = Literal["system", "light", "dark"]
Kind = Literal[
    "primary", "danger", "quiet", "selected", "title", "heading", "figure", "muted", "small", "strong",
    "ok", "doubt", "bad", "panel", "bar",
]  # fmt: skip

_ATTRIBUTE: Final = "_sdrdesk_theme"


class Theme(QObject):
    """The scheme in force; painted widgets read it at each paint and `changed` tells them to repaint."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.family: str = load_fonts()
        self.mode: Mode = "system"
        self.tokens: Tokens = LIGHT
        self._colours: dict[str, QColor] = _colours(LIGHT)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is in force."""
        return self.tokens is DARK

    def colour(self, token: str) -> QColor:
        """The colour of a token, by its name; shared, so never changed in place."""
        return self._colours[token]

    def tone(self, tone: str) -> tuple[QColor, QColor, QColor]:
        """The (ink, fill, line) colours of a tone such as "ok" or "neutral"."""
        ink, fill, line = _TONES[tone]
        return self._colours[ink], self._colours[fill], self._colours[line]

    def font(self, size: int = SIZE_BASE, weight: int = REGULAR, *, caps: bool = False) -> QFont:
        """A shared font of the interface, `size` in pixels."""
        return make_font(self.family, size, weight, caps=caps)

    def use(self, mode: Mode) -> None:
        """Put a mode in force on the whole application."""
        self.mode = mode
        hints = _app().styleHints()
        if mode == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
        dark = mode == "dark" or (mode == "system" and hints.colorScheme() is Qt.ColorScheme.Dark)
        self._put_in_force(DARK if dark else LIGHT)

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        wanted = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
        if self.mode == "system" and wanted is not self.tokens:
            self._put_in_force(wanted)

    def _put_in_force(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._colours = _colours(tokens)
        app = _app()
        app.setPalette(_palette(self))
        app.setFont(self.font())
        app.setStyleSheet(stylesheet(tokens))
        self.changed.emit()


_TONES: Final[dict[str, tuple[str, str, str]]] = {
    "neutral": ("muted", "background", "line"),
    "outline": ("muted", "panel", "line_strong"),
    "accent": ("accent", "accent_soft", "accent_soft"),
    "ok": ("ok", "ok_soft", "ok_soft"),
    "doubt": ("doubt", "doubt_soft", "doubt_soft"),
    "bad": ("bad", "bad_soft", "bad_soft"),
    "hot": ("hot_ink", "panel", "line_strong"),
    "warm": ("warm_ink", "panel", "line_strong"),
    "cold": ("cold_ink", "panel", "line_strong"),
}


def apply_theme(app: QApplication, mode: Mode = "system", *, style: str = "Fusion") -> Theme:
    """Dress the application in a mode; called again, it changes the mode. `style` is "" where it was given at the start."""
    theme = _existing(app)
    if theme is None:
        if style:
            app.setStyle(style)
        theme = Theme(app)
        setattr(app, _ATTRIBUTE, theme)
    theme.use(mode)
    return theme


def current_theme() -> Theme:
    """The theme of the running application; light until `apply_theme` has been called."""
    app = _app()
    theme = _existing(app)
    if theme is None:
        theme = Theme(app)
        setattr(app, _ATTRIBUTE, theme)
    return theme


def mark(widget: QWidget, kind: Kind | None) -> None:
    """Give a stock widget one of the looks of the stylesheet, such as a "primary" button or a "muted" label."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be, when it is first shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def _existing(app: QApplication) -> Theme | None:
    theme = getattr(app, _ATTRIBUTE, None)
    return theme if isinstance(theme, Theme) else None


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "a QApplication must exist before anything is drawn"
    return app


def _colours(tokens: Tokens) -> dict[str, QColor]:
    return {name: QColor(value) for name, value in asdict(tokens).items()}


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, token in (
        (role.Window, "background"),
        (role.WindowText, "ink"),
        (role.Base, "panel"),
        (role.AlternateBase, "hover"),
        (role.Text, "ink"),
        (role.PlaceholderText, "muted"),
        (role.Button, "panel"),
        (role.ButtonText, "ink"),
        (role.BrightText, "bad"),
        (role.ToolTipBase, "tip"),
        (role.ToolTipText, "on_tip"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Light, "panel"),
        (role.Midlight, "line"),
        (role.Mid, "line_strong"),
        (role.Dark, "control_line"),
        (role.Shadow, "line_strong"),
        (role.Accent, "accent"),
    ):
        palette.setColor(which, theme.colour(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, theme.colour("disabled"))
    return palette
