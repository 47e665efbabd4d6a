"""The clock of a lead that asked to be talked to: how long ago, and whether that is getting late."""

from PySide6.QtWidgets import QWidget

from sdrdesk.core.domain.signals import LATE_AFTER, SLOW_AFTER, Wait
from sdrdesk.core.operations.leads import LeadDossier
from sdrdesk.core.operations.signals import wait_for_answer
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import Tone
from sdrdesk.ui.widgets.pill import Pill
from sdrdesk.ui.widgets.while_shown import WhileShown

TICK_MS = 30_000
MINUTES_UNTIL, HOURS_UNTIL = 90, 48
"""Up to so many minutes it counts minutes, up to so many hours hours, then days."""
TONES: dict[Wait, Tone] = {Wait.IN_TIME: "hot", Wait.SLOW: "doubt", Wait.LATE: "bad"}


class ContactClock(Pill):
    """“4 min since the request”, until somebody was talked to; ticks only while it is shown."""

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", "hot", parent)
        self._workspace, self._words = workspace, words
        self._dossier: LeadDossier | None = None
        self.ticking = WhileShown(self, TICK_MS, self.tick)
        self.hide()

    def show_lead(self, dossier: LeadDossier) -> None:
        """Show how long this lead has waited, or nothing."""
        self._dossier = dossier
        self.tick()

    def tick(self) -> None:
        """Count anew; gone once the request is too old to be hot."""
        now = self._workspace.now()
        found = wait_for_answer(self._workspace, self._dossier, now) if self._dossier else None
        if found is None or self._dossier is None:
            self.hide()
            return
        asked, wait = found
        self.set(self._said(max(0, int((now - asked.at).total_seconds() // 60))), TONES[wait])
        zone = self._workspace.zone_of(self._dossier.summary.lead.zone)
        tip = self.tr(
            "{request}, {when}\nNobody was talked to since. In doubt after {slow} minutes of calling hours, late after {late}."
        ).format(
            request=self._words.text("signal", asked.type),
            when=self._words.moment(asked.at, zone, now),
            slow=int(SLOW_AFTER.total_seconds() // 60),
            late=int(LATE_AFTER.total_seconds() // 60),
        )
        if tip != self.toolTip():
            self.setToolTip(tip)
        self.show()

    def _said(self, minutes: int) -> str:
        if minutes < MINUTES_UNTIL:
            return self.tr("{n} min since the request").format(n=minutes)
        hours = minutes // 60
        if hours < HOURS_UNTIL:
            return self.tr("{n} h since the request").format(n=hours)
        return self.tr("%n day(s) since the request", "", hours // 24)
