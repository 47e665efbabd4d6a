"""The named colours and sizes from which everything on screen is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Tone = Literal["neutral", "outline", "accent", "ok", "doubt", "bad", "hot", "warm", "cold"]

# The 4-px grid.
GAP_HAIR: Final = 4
GAP_SMALL: Final = 8
GAP: Final = 12
GAP_LARGE: Final = 16

RADIUS_SMALL: Final = 4
RADIUS: Final = 8
RADIUS_CARD: Final = 10

SIZE_TINY: Final = 10
SIZE_SMALL: Final = 11
SIZE_NOTE: Final = 12
SIZE_BASE: Final = 13
SIZE_TITLE: Final = 18
SIZE_FIGURE: Final = 22
SIZE_VERDICT: Final = 40

CONTROL_HEIGHT: Final = 30
FOCUS_WIDTH: Final = 2


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme: every value is an `#rrggbb` string."""

    background: str
    panel: str
    hover: str
    pressed: str
    line: str
    line_strong: str
    control_line: str
    ink: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    doubt: str
    doubt_soft: str
    bad: str
    bad_soft: str
    hot: str
    hot_ink: str
    warm: str
    warm_ink: str
    cold: str
    cold_ink: str
    track: str
    handle: str
    tip: str
    on_tip: str


LIGHT: Final = Tokens(
    background="#f6f7f9",
    panel="#ffffff",
    hover="#f3f5f8",
    pressed="#e9ecf1",
    line="#e3e6eb",
    line_strong="#cfd5de",
    control_line="#8791a2",
    ink="#1b2330",
    muted="#5f697d",
    disabled="#a3abb8",
    accent="#2f5bea",
    accent_hover="#264fd6",
    accent_pressed="#1f43ba",
    accent_soft="#e9efff",
    on_accent="#ffffff",
    ok="#157a39",
    ok_soft="#e4f5ea",
    doubt="#985600",
    doubt_soft="#fff1dc",
    bad="#c0281c",
    bad_soft="#fdebe9",
    hot="#e5484d",
    hot_ink="#c8313a",
    warm="#f5a524",
    warm_ink="#985600",
    cold="#5b8def",
    cold_ink="#2d62c4",
    track="#e6e9ef",
    handle="#c5ccd6",
    tip="#1b2330",
    on_tip="#f3f5f8",
)

DARK: Final = Tokens(
    background="#12151b",
    panel="#1a1e26",
    hover="#222731",
    pressed="#2a303c",
    line="#2b313c",
    line_strong="#3b4351",
    control_line="#6d788b",
    ink="#e7eaf0",
    muted="#9aa4b5",
    disabled="#5c6675",
    accent="#7c9cff",
    accent_hover="#92adff",
    accent_pressed="#6a8bf2",
    accent_soft="#212b48",
    on_accent="#0d1530",
    ok="#5fd38a",
    ok_soft="#183021",
    doubt="#f3b65b",
    doubt_soft="#32240f",
    bad="#ff7a70",
    bad_soft="#3a1b1a",
    hot="#e5484d",
    hot_ink="#ff8088",
    warm="#f5a524",
    warm_ink="#f5b84f",
    cold="#5b8def",
    cold_ink="#8fb3ff",
    track="#2c323d",
    handle="#3d4654",
    tip="#e7eaf0",
    on_tip="#1a1e26",
)

# Every (text, background) pair that the widgets draw; a test holds each at 4.5:1 or more in both schemes.
TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    ("ink", "background"),
    ("ink", "panel"),
    ("ink", "hover"),
    ("ink", "pressed"),
    ("ink", "accent_soft"),
    ("muted", "background"),
    ("muted", "panel"),
    ("muted", "hover"),
    ("muted", "accent_soft"),
    ("accent", "panel"),
    ("accent", "background"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("ok", "panel"),
    ("ok", "background"),
    ("ok", "ok_soft"),
    ("doubt", "panel"),
    ("doubt", "background"),
    ("doubt", "doubt_soft"),
    ("doubt", "accent_soft"),
    ("bad", "panel"),
    ("bad", "background"),
    ("bad", "bad_soft"),
    ("hot_ink", "panel"),
    ("hot_ink", "background"),
    ("hot_ink", "accent_soft"),
    ("warm_ink", "panel"),
    ("warm_ink", "background"),
    ("warm_ink", "accent_soft"),
    ("cold_ink", "panel"),
    ("cold_ink", "background"),
    ("cold_ink", "accent_soft"),
    ("ink", "ok_soft"),
    ("ink", "doubt_soft"),
    ("ink", "bad_soft"),
    ("on_tip", "tip"),
)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
