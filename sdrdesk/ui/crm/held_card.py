"""What is gone on one side, too much at once to be followed by itself: a person chooses one of two ways."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from sdrdesk.core.operations.crm.connections import Status
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card

THERE, HERE = "there", "here"


class HeldCard(Card):
    """How many are gone of how many, what each way does, and a button for each; `chosen` is True for following."""

    chosen = Signal(bool)

    def __init__(self, side: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._side, self._words = side, words
        self.title, self.names, about = QLabel(), QLabel(), QLabel(self._about())
        mark(self.title, "doubt")
        mark(about, "muted")
        for label in (self.title, self.names, about):
            label.setWordWrap(True)
            self.add(label)
        follow = self.tr("Exclude them here") if side == THERE else self.tr("Delete them there")
        keep = self.tr("Make them anew there") if side == THERE else self.tr("Keep them there")
        self.follow_button, self.keep_button = QPushButton(follow), QPushButton(keep)
        if side == HERE:
            mark(self.follow_button, "danger")
        self.follow_button.clicked.connect(lambda: self.chosen.emit(True))
        self.keep_button.clicked.connect(lambda: self.chosen.emit(False))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keep_button)
        row.addWidget(self.follow_button)
        row.addStretch(1)
        self.add_layout(row)
        self.hide()

    def _about(self) -> str:
        if self._side == THERE:
            return self.tr("That is too many to be a matter of course: a wrong filter or another account looks the same. Excluded leads stay here, out of the queue, and can be brought back one by one. Made anew, they are new records there.")  # fmt: skip
        return self.tr("That is too many to delete there by itself. Only records that sdrdesk made would be deleted; those that were there before stay. Kept there, they are not brought in again.")  # fmt: skip

    def show_status(self, found: Status) -> None:
        """Show what is held, if anything is."""
        number = self._words.number
        if self._side == THERE:
            of = int(found.connection.held.get("of", 0))
            said = self.tr("{n} of {of} records are gone in the CRM.").format(n=number(found.gone_there), of=number(of))
            self.setVisible(bool(found.gone_there))
        else:
            said = self.tr("{n} leads that the CRM knows are gone here.").format(n=number(found.gone_here))
            self.setVisible(bool(found.gone_here))
        self.title.setText(said)
        names = found.names_there if self._side == THERE else ()
        more = "…" if len(names) < found.gone_there else ""
        self.names.setText(self.tr("Among them: {names}").format(names=", ".join(names) + more))
        self.names.setVisible(bool(names))
