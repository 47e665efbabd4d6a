"""The look: tokens, fonts, icons and the stylesheet."""

from sdrdesk.ui.theme.icons import icon, icon_names, paint_icon, set_icon
from sdrdesk.ui.theme.theme import Kind, Mode, Theme, apply_theme, current_theme, mark
from sdrdesk.ui.theme.tokens import DARK, LIGHT, Tokens, Tone

__all__ = [
    "DARK",
    "LIGHT",
    "Kind",
    "Mode",
    "Theme",
    "Tokens",
    "Tone",
    "apply_theme",
    "current_theme",
    "icon",
    "icon_names",
    "mark",
    "paint_icon",
    "set_icon",
]
