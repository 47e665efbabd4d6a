"""The last step: how far the import is, then what it did and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sdrdesk.core.operations.imports import FATES, Imported
from sdrdesk.ui.imports.fate_cards import FateCards
from sdrdesk.ui.imports.import_step import ImportStep
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.theme import mark


class ReportStep(ImportStep):
    """The figures of what was done; the rows that were refused go into a file, the whole is undone."""

    refused_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(hand, parent)
        self.heading = QLabel()
        mark(self.heading, "title")
        self.cards = FateCards(FATES, self.words)
        self.cards.setEnabled(False)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(8)
        self.refused_button = QPushButton(self.tr("&Save the refused rows…"))
        self.undo_button = QPushButton(self.tr("&Undo the import"))
        self.refused_button.clicked.connect(lambda: self.refused_wanted.emit())
        self.undo_button.clicked.connect(lambda: self.undo_wanted.emit())
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.refused_button, self.undo_button):
            button.hide()
            acts.addWidget(button)
        acts.addStretch(1)
        self.said = QLabel()
        self.said.setWordWrap(True)
        mark(self.said, "muted")
        for widget in (self.heading, self.cards, self.said):
            self.column.addWidget(widget)
        self.column.addLayout(acts)
        self.column.addStretch(1)

    def enter(self) -> None:
        """Begin: nothing is done yet."""
        self.heading.setText(self.tr("Importing {file}").format(file=self.hand.name))
        self.cards.hide()
        self.said.setText(self.tr("Cancel answers at once, and takes back what was done."))

    def show_done(self, done: Imported) -> None:
        """Say what the import did."""
        words, rows = self.words, sum(done.counts.values())
        self.heading.setText(self.tr("Imported: {file}").format(file=self.hand.name))
        self.cards.show_counts(done.counts)
        self.cards.show()
        said = [self.tr("The five figures add up to the %n row(s) of the file.", "", rows).replace(str(rows), words.number(rows))]  # fmt: skip
        if done.opposed:
            said.append(f"{words.text('opposition', 'kept_closed', n=done.opposed)}.")
        refused = done.counts["refused"]
        if refused:
            said.append(
                self.tr(
                    "The refused rows go into a file with the reason on each; mend them there, and import that file."
                )
            )
        said.append(
            self.tr(
                "How this file was read is remembered: the next one with these columns goes straight to its preview."
            )
        )
        said.append(
            self.tr("It can be undone later too, with Ctrl+K “Undo the last import”; what people do since is kept.")
        )
        self.said.setText("\n".join(said))
        self.refused_button.setVisible(refused > 0)
        self.undo_button.setVisible(done.counts["created"] + done.counts["updated"] > 0)

    def say(self, said: str) -> None:
        """Add a sentence to the report."""
        self.said.setText(f"{self.said.text()}\n{said}")
