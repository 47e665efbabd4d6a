"""What every painted widget shares: it knows whether the person came by the keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

_BY_POINTER: Final = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)


def came_by_keyboard(event: QFocusEvent) -> bool:
    """Whether the focus came from the keyboard or the program, so that a focus ring is wanted."""
    return event.reason() not in _BY_POINTER
