"""The day in figures at the top of the window: calls, conversations, meetings, the rate, the goal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from sdrdesk.core.operations import sessions
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.rest import Rest
from sdrdesk.ui.theme import mark


class DayCounts(QLabel):
    """What this person did today; the rate leaves pauses out."""

    def __init__(
        self, workspace: Workspace, words: Words, personal: PersonalSettings, rest: Rest, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._personal, self._rest = workspace, words, personal, rest
        self.setTextFormat(Qt.TextFormat.RichText)
        mark(self, "muted")

    def show_day(self) -> None:
        """Count again."""
        day = sessions.today(self._workspace, self._rest.pauses)
        parts = [
            self.tr("<b>%n</b> call(s)", "", day.calls),
            self.tr("<b>%n</b> reached", "", day.conversations),
            self.tr("<b>%n</b> meeting(s)", "", day.meetings),
        ]
        if day.an_hour is not None:
            rate = f"{day.an_hour:.1f}".replace(".", self._words.decimal)
            parts.append(self.tr("<b>{rate}</b>/h").format(rate=rate))
        what, _, goal = self._personal.read()["goal"].partition(":")
        if goal:
            done = {"calls": day.calls, "reached": day.conversations, "meetings": day.meetings}[what]
            names = {"calls": self.tr("calls"), "reached": self.tr("reached"), "meetings": self.tr("meetings")}
            said = self.tr("goal {done}/{goal} {what}").format(done=done, goal=goal, what=names[what])
            parts.append(f"<b>{said}</b>" if done >= int(goal) else said)
        self.setText(" &nbsp; ".join(parts))
