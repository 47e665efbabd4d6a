"""A field for a number, dressed like the other fields."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox, QWidget


class NumberField(QSpinBox):
    """A whole number; the wheel changes it only when it has the focus, so that scrolling a form changes nothing."""

    def __init__(self, lowest: int = 0, highest: int = 100, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(lowest, highest)
        pad_field(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def pad_field(field: QAbstractSpinBox) -> None:
    """Set the text of a spin box or a time field 8 px from its left edge, which a stylesheet cannot do."""
    field.lineEdit().setTextMargins(8, 0, 0, 0)
