"""A signal added by hand: what they did, when, how it came, and a few words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QTimeEdit, QWidget

from sdrdesk.core.domain.signals import COLD_TYPES, HOT_TYPES, WARM_TYPES, SignalChannel, usual_channel, warmth
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActForm, time_of
from sdrdesk.ui.calls.session import SIGNAL_FIELDS
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.number_field import pad_field

TYPE, CHANNEL, AT, DETAIL = SIGNAL_FIELDS


@dataclass(frozen=True, slots=True)
class SignalChoice:
    """A signal as a person enters it; no instant is now."""

    kind: str
    channel: str
    detail: str
    at: datetime | None = None


def type_box(words: Words, name: str) -> QComboBox:
    """The types of signal to choose from, hot ones first; a letter typed goes to the next that begins with it."""
    box = QComboBox()
    box.setAccessibleName(name)
    for types in (HOT_TYPES, WARM_TYPES, COLD_TYPES):
        for kind in sorted(types, key=lambda t: words.text("signal", t)):
            box.addItem(words.text("signal", kind), kind)
    return box


def channel_box(words: Words, name: str) -> QComboBox:
    """The channels to choose from."""
    box = QComboBox()
    box.setAccessibleName(name)
    for channel in SignalChannel:
        box.addItem(words.text("channel", channel.value), channel.value)
    return box


def show_choice(box: QComboBox, code: str) -> None:
    """Show a choice by its code."""
    box.setCurrentIndex(max(0, box.findData(code)))


class SignalForm(ActForm):
    """Type, channel, detail, day and time; the channel follows the type until somebody chooses one."""

    def __init__(self, now: datetime, given: Mapping[str, str], words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Add a signal"))
        self.do_button.setText(self.tr("Add (Enter)"))
        self._now, self._words = now, words
        self._dated = self._channel_chosen = False
        self.kind = type_box(words, self.tr("Type of signal"))
        self.channel = channel_box(words, self.tr("Channel"))
        self.day = DateField(now.date())
        self.day.setAccessibleName(self.tr("Day"))
        self.time = QTimeEdit(QTime(now.hour, now.minute))
        self.time.setDisplayFormat("HH:mm")
        self.time.setAccessibleName(self.tr("Time"))
        pad_field(self.time)
        self.detail = QLineEdit()
        self.detail.setAccessibleName(self.tr("Detail"))
        self.detail.setPlaceholderText(self.tr("which page, which webinar, what they wrote"))
        what, when = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((what, (self.kind, self.channel)), (when, (self.day, self.time))):
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget)
            self.add_layout(row)
        what.addWidget(self.detail, 1)
        hint = QLabel(self.tr("now, unless you change it"))
        mark(hint, "small")
        when.addWidget(hint)
        when.addStretch(1)
        self._begin(given)
        self.kind.currentIndexChanged.connect(self._type_changed)
        self.channel.currentIndexChanged.connect(self._chose_channel)
        self.day.dateChanged.connect(self._moved)
        self.time.timeChanged.connect(self._moved)
        self.detail.textEdited.connect(lambda _: self.edited.emit())
        self.finish_layout(self.kind, self.channel, self.detail, self.day, self.time)

    def _begin(self, given: Mapping[str, str]) -> None:
        """What was typed before stands again."""
        if given.get(TYPE):
            show_choice(self.kind, given[TYPE])
        self._channel_chosen = bool(given.get(CHANNEL))
        show_choice(self.channel, given.get(CHANNEL) or usual_channel(self.kind.currentData()))
        if given.get(AT):
            at = datetime.fromisoformat(given[AT])
            self._dated = True
            self.day.set_day(at.date())
            self.time.setTime(QTime(at.hour, at.minute))
        self.detail.setText(given.get(DETAIL, ""))
        self._show_warmth()

    def _type_changed(self) -> None:
        if not self._channel_chosen:
            blocked = self.channel.blockSignals(True)
            show_choice(self.channel, usual_channel(self.kind.currentData()))
            self.channel.blockSignals(blocked)
        self._show_warmth()
        self.edited.emit()

    def _chose_channel(self) -> None:
        self._channel_chosen = True
        self.edited.emit()

    def _moved(self) -> None:
        self._dated = True
        self.edited.emit()

    def _show_warmth(self) -> None:
        self.stage_step.setText(self._words.text("temperature", warmth(self.kind.currentData()).value))

    def _at(self) -> datetime:
        return datetime.combine(self.day.day(), time_of(self.time), self._now.tzinfo)

    def typed(self) -> dict[str, str]:
        """What stands in the fields, as a draft keeps it."""
        return {
            TYPE: self.kind.currentData(),
            CHANNEL: self.channel.currentData() if self._channel_chosen else "",
            AT: self._at().isoformat() if self._dated else "",
            DETAIL: self.detail.text(),
        }

    def choice(self) -> SignalChoice:
        at = self._at() if self._dated else None
        if at is not None and at > self._now:
            self.time.setFocus()
            self.time.setSelectedSection(QTimeEdit.Section.HourSection)
            raise ValueError(self.tr("That time has not come yet; a signal is something they did."))
        return SignalChoice(self.kind.currentData(), self.channel.currentData(), self.detail.text(), at)
