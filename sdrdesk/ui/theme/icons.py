"""Lucide icons drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from sdrdesk.core.resources import resource_path
from sdrdesk.ui.theme.theme import current_theme

STROKE: Final = 1.8


class TakesIcon(Protocol):
    """Anything that shows a QIcon, such as a button or an action."""

    def setIcon(self, icon: QIcon) -> None:
        """Show the icon."""


def icon(name: str, colour_token: str | None = None, size: int = 18) -> QIcon:
    """A Lucide icon in a theme colour (`muted` unless told), with its disabled and selected looks."""
    theme = current_theme()
    normal = theme.colour(colour_token or "muted").name()
    selected = theme.colour("accent").name()
    disabled = theme.colour("disabled").name()
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(icon_pixmap(name, normal, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(icon_pixmap(name, selected, size, ratio), QIcon.Mode.Selected, QIcon.State.Off)
        made.addPixmap(icon_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled, QIcon.State.Off)
    return made


@lru_cache(maxsize=512)
def icon_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The picture of an icon in an `#rrggbb` colour for a device pixel ratio; raises KeyError for an unknown name."""
    drawing = QSvgRenderer(QByteArray(_drawing(name, colour).encode()))
    side = round(size * ratio)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour_token: str) -> None:
    """Draw an icon to fill a square."""
    ratio = painter.device().devicePixelRatio()
    colour = current_theme().colour(colour_token).name()
    pixmap = icon_pixmap(name, colour, round(rect.width()), ratio)
    painter.drawPixmap(rect.topLeft(), pixmap)


def icon_names() -> tuple[str, ...]:
    """The icons that are shipped, in alphabetical order."""
    return tuple(sorted(path.stem for path in resource_path("icons").glob("*.svg")))


def set_icon(target: QWidget, name: str, colour_token: str | None = None, size: int = 18) -> None:
    """Put an icon on a button and keep it in the colours of the theme when the theme changes."""
    for old in target.findChildren(_LiveIcon, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.setParent(None)
        old.deleteLater()
    _LiveIcon(target, name, colour_token, size)


class _LiveIcon(QObject):
    """Repaints the icon of its parent at each change of theme."""

    def __init__(self, target: QWidget, name: str, colour_token: str | None, size: int) -> None:
        super().__init__(target)
        self._target: TakesIcon = target  # type: ignore[assignment]
        self._name, self._token, self._size = name, colour_token, size
        if hasattr(target, "setIconSize"):
            target.setIconSize(QSize(size, size))
        current_theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._target.setIcon(icon(self._name, self._token, self._size))


def _ratios() -> tuple[float, ...]:
    """The pixel ratios of the screens at hand, and 1 and 2 for those plugged in later."""
    return tuple(sorted({1.0, 2.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    path = resource_path("icons", f"{name}.svg")
    if not path.is_file():
        raise KeyError(f"no icon is named {name!r}")
    return path.read_text(encoding="utf-8")


def _drawing(name: str, colour: str) -> str:
    drawing = _source(name).replace('stroke="currentColor"', f'stroke="{colour}"')
    return drawing.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
