"""What a lead did, newest first: each signal with its warmth, channel, detail and age."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from sdrdesk.core.domain.signals import Signal as LeadSignal
from sdrdesk.core.domain.signals import Temperature, temperature
from sdrdesk.core.operations.leads import LeadDossier
from sdrdesk.core.operations.signals import StoredSignal, channel_words, signal_words
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark, paint_icon, set_icon
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.flow_layout import clear_layout
from sdrdesk.ui.widgets.while_shown import WhileShown

SHOWN = 8
"""How many signals are shown before the others are asked for."""
TICK_MS = 60_000
ICON = 16
ICONS = {Temperature.HOT: "flame", Temperature.WARM: "thermometer", Temperature.COLD: "snowflake"}


class WarmthIcon(QWidget):
    """The icon of a temperature in its colour."""

    def __init__(self, warmth: Temperature, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.warmth = warmth
        self.setFixedSize(QSize(ICON, ICON))
        self.setToolTip(name)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), ICONS[self.warmth], self.warmth.value)
        painter.end()


class SignalLine(QWidget):
    """One signal; its colour is what it still says of the lead's temperature at its age."""

    removed = Signal(str)

    def __init__(
        self, signal: StoredSignal, workspace: Workspace, words: Words, zone_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._signal, self._workspace, self._words = signal, workspace, words
        now = workspace.now()
        warmth = temperature([LeadSignal(signal.type, signal.at)], now)
        exact = f"{signal.at.astimezone(workspace.zone_of(zone_name)):%d/%m/%Y %H:%M}"
        self.title = QLabel(words.text("signal", signal.type))
        mark(self.title, "strong")
        self.beside = ElideLabel(" · ".join(p for p in (channel_words(signal, words), signal.detail) if p))
        self.beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        mark(self.beside, "muted")
        self.age = QLabel()
        mark(self.age, "small")
        self.age.setToolTip(exact)
        self.title.setToolTip(exact)
        self.remove_button = QToolButton()
        set_icon(self.remove_button, "x", "muted", 14)
        mark(self.remove_button, "quiet")
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = self.tr("Remove this signal: {signal}, {when}").format(signal=signal_words(signal, words), when=exact)
        self.remove_button.setToolTip(self.tr("Remove this signal (Ctrl+Z takes it back)"))
        self.remove_button.setAccessibleName(name)
        self.remove_button.clicked.connect(lambda: self.removed.emit(signal.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(WarmthIcon(warmth, words.text("temperature", warmth.value)))
        for widget in (self.title, self.beside):
            row.addWidget(widget)
        row.addStretch(0)
        row.addWidget(self.age, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.remove_button)
        self.show_age(now)

    def show_age(self, now: datetime) -> None:
        """Say how long ago it was; a future one says when it will be."""
        at, zone = self._signal.at, self._workspace.zone
        self.age.setText(self._words.ago(at, now) if at <= now else self._words.moment(at, zone, now))


class SignalTimeline(QWidget):
    """The signals of a lead, newest first; the older ones of many once they are asked for."""

    removed = Signal(str)  # the id of the signal to take away

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._dossier: LeadDossier | None = None
        self._all = False
        self.lines: list[SignalLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.ticking = WhileShown(self, TICK_MS, self._tick)

    def show_lead(self, dossier: LeadDossier) -> None:
        """Show the signals of a lead."""
        before = self._dossier
        if before is None or before.summary.lead.id != dossier.summary.lead.id:
            self._all = False
        elif before.signals == dossier.signals:
            self._dossier = dossier
            self._tick()
            return
        self._dossier = dossier
        self._fill()

    def _fill(self) -> None:
        dossier, self.lines = self._dossier, []
        clear_layout(self._layout)
        if dossier is None:
            return
        newest = list(reversed(dossier.signals))
        for signal in newest if self._all else newest[:SHOWN]:
            line = SignalLine(signal, self._workspace, self._words, dossier.summary.lead.zone)
            line.removed.connect(self.removed)
            self._layout.addWidget(line)
            self.lines.append(line)
        more = len(newest) - len(self.lines)
        if more:
            button = QPushButton(self.tr("%n older signal(s)", "", more))
            mark(button, "quiet")
            button.clicked.connect(self._show_all)
            self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not newest:
            empty = QLabel(self.tr("No signal yet."))
            mark(empty, "muted")
            self._layout.addWidget(empty)

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _tick(self) -> None:
        now = self._workspace.now()
        for line in self.lines:
            line.show_age(now)
