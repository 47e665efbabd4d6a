"""When to call back, promised at a time or some day, and whether anyone may."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QEvent, QObject, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QTimeEdit, QWidget

from sdrdesk.core.words import Words, place_name
from sdrdesk.ui.calls.act_forms import ActForm, time_of
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.number_field import pad_field
from sdrdesk.ui.widgets.segmented import SegmentedChoice


@dataclass(frozen=True, slots=True)
class CallbackChoice:
    """When to call back: an instant that was promised, or a day; and whether anyone may."""

    until: datetime | date
    anyone: bool = False


class CallbackForm(ActForm):
    """A promised time, or some day."""

    def __init__(self, now: datetime, here: tzinfo, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Call back"))
        self.do_button.setText(self.tr("Call back then (Enter)"))
        self._now, self._here, self._words = now, here, words
        self.kind = SegmentedChoice()
        self.kind.setAccessibleName(self.tr("Promised at a time, or some day"))
        self.kind.set_unknown_allowed(False)
        self.kind.set_options([("promised", self.tr("Promised at a time")), ("later", self.tr("Some day"))])
        self.kind.set_value("promised")
        self.kind.chosen.connect(lambda _: self._show_kind())
        soon = (now + timedelta(hours=1)).replace(second=0, microsecond=0)
        soon -= timedelta(minutes=soon.minute % 15)
        self.day = DateField(soon.date())
        self.day.setAccessibleName(self.tr("Day"))
        self.time = QTimeEdit(QTime(soon.hour, soon.minute))
        self.time.setDisplayFormat("HH:mm")
        self.time.setAccessibleName(self.tr("Time"))
        pad_field(self.time)
        when, beside = QHBoxLayout(), QHBoxLayout()
        self.kind.setFixedWidth(290)
        for widget in (self.kind, self.day, self.time):
            when.addWidget(widget)
        when.addStretch(1)
        self.anyone = QCheckBox(self.tr("Anyone may call back (Alt+A)"))
        self.anyone.setToolTip(self.tr("Otherwise it is yours: the others wait until a quarter of an hour after it."))
        beside.addWidget(self.anyone)
        beside.addStretch(1)
        for label, days in ((self.tr("tomorrow"), 1), (self.tr("+3 days"), 3), (self.tr("+7 days"), 7)):
            beside.addWidget(self._shortcut(label, days))
        for row in (when, beside):
            row.setSpacing(8)
            self.add_layout(row)
        self.finish_layout(self.time, self.kind, self.day, self.anyone)
        self.time.timeChanged.connect(lambda _: self._say_here())
        self.day.dateChanged.connect(lambda _: self._say_here())
        self._say_here()

    def _promised(self) -> datetime:
        return datetime.combine(self.day.day(), time_of(self.time), self._now.tzinfo)

    def _say_here(self) -> None:
        """Where the lead’s clock is not ours, say both: what is typed is the time they said."""
        at = self._promised()
        zone = at.tzinfo
        differs = zone is not None and at.utcoffset() != at.astimezone(self._here).utcoffset()
        self.note.setVisible(differs and self.kind.value() == "promised")
        if zone is not None and differs:
            said = self._words.moment_both(at, zone, self._here, self._now)
            self.note.setText(self.tr("In {place}: {time}").format(place=place_name(zone), time=said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and (event.key(), event.modifiers()) == (Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
        ):
            self.anyone.toggle()
            return True
        return super().eventFilter(watched, event)

    def _shortcut(self, label: str, days: int) -> QPushButton:
        button = QPushButton(label)
        mark(button, "quiet")
        button.clicked.connect(lambda: self.day.set_day(self._working_day(days)))
        return button

    def _working_day(self, days: int) -> date:
        day = self._now.date() + timedelta(days=days)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return day

    def _show_kind(self) -> None:
        self.time.setVisible(self.kind.value() == "promised")
        self._say_here()

    def choice(self) -> CallbackChoice:
        day = self.day.day()
        if self.kind.value() == "later":
            if day < self._now.date():
                raise ValueError(self.tr("That day has gone; choose today or later."))
            return CallbackChoice(day, self.anyone.isChecked())
        at = self._promised()
        if at <= self._now:
            raise ValueError(self.tr("That time has gone; choose a later one."))
        return CallbackChoice(at, self.anyone.isChecked())
