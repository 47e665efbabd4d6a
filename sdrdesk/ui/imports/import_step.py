"""What a step of an import is."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sdrdesk.core.words import Words
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.theme import mark

MOST_NAMED = 20
"""Columns named one by one before the rest is counted."""


def named(columns: Sequence[str], words: Words) -> str:
    """Columns by their names, the first of them where there are many."""
    first = ", ".join(columns[:MOST_NAMED])
    if len(columns) <= MOST_NAMED:
        return first
    said = QCoreApplication.translate("ImportStep", "{columns} and {n} more")
    return said.format(columns=first, n=words.number(len(columns) - MOST_NAMED))


class ImportStep(QWidget):
    """One page of the import. `changed` says that a choice was made."""

    changed = Signal()

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hand, self.words = hand, hand.words
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def _say(self, title: str, about: str) -> None:
        """Begin the page with what it asks."""
        heading, said = QLabel(title), QLabel(about)
        mark(heading, "title")
        mark(said, "muted")
        said.setWordWrap(True)
        self.column.addWidget(heading)
        self.column.addWidget(said)

    def show_hand(self) -> None:
        """Show what is chosen now; emits nothing."""

    def enter(self) -> None:
        """Take the keyboard: the step comes to the front."""

    def doubt(self) -> str:
        """Why a person should look at this step, "" when nothing asks for it."""
        return ""
