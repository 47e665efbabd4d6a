"""What publishing a draft, or letting go of it, will do; said before it is done."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_compare import compare
from sdrdesk.core.operations.grid_versions import GridEntry
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card


class PublishPanel(QWidget):
    """An inline question with its consequences; never a box over the window."""

    publish_confirmed = Signal()
    discard_confirmed = Signal()
    compare_asked = Signal()
    replay_asked = Signal()
    closed = Signal()
    shown = Signal(bool)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._discarding = False
        plain = Qt.TextFormat.PlainText
        self.title, self.text = QLabel(textFormat=plain), QLabel(textFormat=plain)
        mark(self.title, "strong")
        self.text.setWordWrap(True)
        mark(self.text, "muted")
        self.yes = QPushButton()
        self.yes.clicked.connect(self.confirm)
        self.compare = QPushButton(self.tr("See what differs"))
        self.compare.clicked.connect(self.compare_asked)
        self.replay = QPushButton(self.tr("Replay it first"))
        self.replay.clicked.connect(self.replay_asked)
        self.no = QPushButton(self.tr("Not now  Esc"))
        self.no.clicked.connect(self.close_panel)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.yes, self.compare, self.replay, self.no):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card = Card()
        card.add(self.title)
        card.add(self.text)
        card.add_layout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 0)
        layout.addWidget(card)

    def ask_publish(self, entry: GridEntry, draft: Grid, based_on: int, today: date) -> None:
        """Ask whether to publish a draft begun from a version (0: from none)."""
        self._discarding = False
        newest = entry.newest
        version = max(draft.version, (newest.version if newest else 0) + 1)
        said = []
        if newest is not None:
            n = len(compare(newest, draft))
            said.append(self.tr("%n difference(s) from version {version}.", "", n).format(version=newest.version))
            if 0 < based_on < newest.version:
                said.append(
                    self.tr(
                        "The draft was begun from version {begun}: what was changed in later versions is not in it."
                    ).format(begun=based_on)
                )
            said.append(self.tr("Verdicts already given keep the version that made them."))
        if entry.in_use:
            said.append(self.tr("Every lead is judged by it from now on; the queue is put in order anew behind you."))
        if not draft.agreed_by:
            said.append(self.tr("Nobody is named as having agreed to it."))
        if draft.review_by is not None and draft.review_by <= today:
            said.append(self.tr("Its review day has passed: give it a new one."))
        name = draft.name[self._words.language]
        self._ask(self.tr("Publish {grid} as version {version}?").format(grid=name, version=version), " ".join(said))
        self.yes.setText(self.tr("Publish version {version}  Ctrl+Enter").format(version=version))
        mark(self.yes, "primary")
        self.compare.setVisible(newest is not None)
        self.replay.setVisible(newest is not None)

    def ask_discard(self) -> None:
        """Ask whether to let go of the draft."""
        self._discarding = True
        self._ask(
            self.tr("Let go of this draft?"),
            self.tr("What was edited since the last published version is lost. Export it first to keep a copy."),
        )
        self.yes.setText(self.tr("Let go of it"))
        mark(self.yes, "danger")
        self.compare.setVisible(True)
        self.replay.hide()

    def _ask(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)

    def asks_to_publish(self) -> bool:
        """Whether the question in sight is the one the key of publishing answers."""
        return self.isVisible() and not self._discarding

    def confirm(self) -> None:
        """Do what was asked."""
        (self.discard_confirmed if self._discarding else self.publish_confirmed).emit()

    def close_panel(self) -> None:
        """Leave everything as it is."""
        self.hide()
        self.closed.emit()
