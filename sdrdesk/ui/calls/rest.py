"""Pausing: nobody is put on the desk by itself, the rate stands still, and promises are still said."""

from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from sdrdesk.core.operations import sessions
from sdrdesk.core.words import Words
from sdrdesk.ui.commands.command import keys_text
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk

PAUSE_KEY = "Ctrl+Shift+P"


class Rest(QObject):
    """Whether the person is pausing, since when, and the pauses of the day."""

    changed = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.since: datetime | None = None
        self.pauses = sessions.pauses_today(desk.workspace)

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are said."""
        return self._desk.workspace.zone

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.since is not None:
            self.resume()
            if self._desk.session is None:
                self._desk.show_next()
        else:
            self.since = self._desk.workspace.now()
            self.changed.emit()

    def resume(self) -> None:
        """Go on, if pausing; the lead in hand and what is typed stay as they are."""
        if self.since is None:
            return
        since, self.since = self.since, None
        self.pauses.append((since, self._desk.workspace.now()))
        self._desk.act(partial(sessions.record_pause, self._desk.workspace, since))
        self.changed.emit()


class PauseBar(QWidget):
    """Says since when the person pauses, over every screen, and how to go on."""

    def __init__(self, rest: Rest, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest, self._words = rest, words
        mark(self, "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said, self.note = QLabel(), QLabel(self.tr("Promises are still said. The key of any outcome goes on too."))
        mark(self.said, "strong")
        mark(self.note, "small")
        self.go_on = KeyButton(self.tr("Go on"), keys_text(PAUSE_KEY))
        self.go_on.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.go_on.clicked.connect(rest.toggle)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self.said)
        row.addWidget(self.note)
        row.addStretch(1)
        row.addWidget(self.go_on)
        rest.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        if self._rest.since is not None:
            since = self._words.clock(self._rest.since, self._rest.zone)
            self.said.setText(self.tr("Paused since {time}").format(time=since))
        self.setVisible(self._rest.since is not None)
