"""Inter, with tabular figures, or the system's own font when it cannot be loaded."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from sdrdesk.core.resources import resource_path
from sdrdesk.ui.theme.tokens import SIZE_BASE

REGULAR: Final = 400
MEDIUM: Final = 500
SEMIBOLD: Final = 600
BOLD: Final = 700

_FACES: Final = ("Regular", "Medium", "SemiBold", "Bold")


def load_fonts() -> str:
    """Register the shipped faces and return the family to use; it is the system's family if a face is missing."""
    if "Inter" in QFontDatabase.families():
        return "Inter"
    added = [QFontDatabase.addApplicationFont(str(resource_path("fonts", f"Inter-{face}.otf"))) for face in _FACES]
    if -1 in added:
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return "Inter"


@lru_cache(maxsize=64)
def make_font(family: str, size: int = SIZE_BASE, weight: int = REGULAR, *, caps: bool = False) -> QFont:
    """A shared font of `size` pixels with tabular figures; `caps` is for section titles. Never change it."""
    font = QFont(family)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    if hasattr(font, "setFeature"):
        font.setFeature(QFont.Tag("tnum"), 1)
    if caps:
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.5)
    return font
