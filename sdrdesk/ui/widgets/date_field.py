"""A field for a date, with a calm calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from sdrdesk.ui.theme.theme import current_theme


class DateField(QDateEdit):
    """A date with its calendar; the wheel changes it only when it has the focus."""

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self._colour()
        if day is not None:
            self.set_day(day)

    def day(self) -> date:
        """The day chosen."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show a day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.calendarPopup():
            self._colour()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _colour(self) -> None:
        calm_calendar(self.calendarWidget())


def calm_calendar(calendar: QCalendarWidget) -> None:
    """Give a calendar the colours of the theme: week-ends are muted, not red."""
    theme = current_theme()
    plain, muted = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(theme.colour("ink"))
    muted.setForeground(theme.colour("muted"))
    for day in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(day, muted if day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday) else plain)
    calendar.setHeaderTextFormat(muted)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
