"""The first start: an empty workspace, or the demonstration."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card

COUNTRIES = {"FR": "Europe/Paris", "BE": "Europe/Brussels", "CH": "Europe/Zurich", "LU": "Europe/Luxembourg", "GB": "Europe/London", "IE": "Europe/Dublin"}  # fmt: skip


class StartPage(QWidget):
    """Two ways to begin, each in one key."""

    empty_asked = Signal(str, str)
    demo_asked = Signal()

    def __init__(self, where: str, language: str) -> None:
        super().__init__()
        title = QLabel(self.tr("Welcome to sdrdesk"))
        mark(title, "heading")
        lead = QLabel(
            self.tr("The next lead worth calling, why, and whether it deserves sales time: now, later, or never.")
        )
        lead.setWordWrap(True)
        mark(lead, "muted")
        self.country = QComboBox()
        self.country.setAccessibleName(self.tr("Your country"))
        names = {
            "FR": self.tr("France"), "BE": self.tr("Belgium"), "CH": self.tr("Switzerland"),
            "LU": self.tr("Luxembourg"), "GB": self.tr("United Kingdom"), "IE": self.tr("Ireland"),
        }  # fmt: skip
        for code in COUNTRIES:
            self.country.addItem(names[code], code)
        self.country.setCurrentIndex(list(COUNTRIES).index("FR" if language == "fr" else "GB"))
        self.empty_button = QPushButton(self.tr("Start with an empty workspace"))
        mark(self.empty_button, "primary")
        self.empty_button.setDefault(True)
        self.empty_button.clicked.connect(self._empty)
        self.demo_button = QPushButton(self.tr("Look around with the demonstration"))
        self.demo_button.clicked.connect(self.demo_asked)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(lead)
        column.addSpacing(6)
        column.addWidget(self._card(
            self.tr("Your own leads"),
            self.tr("Kept on this machine only, in {file}. Bring a CSV file, or add leads by hand.").format(file=where),
            self.country, self.empty_button,
        ))  # fmt: skip
        column.addWidget(self._card(
            self.tr("Demonstration"),
            self.tr("A few hundred invented French and British leads with ten weeks of history. Thrown away when you close it."),
            None, self.demo_button,
        ))  # fmt: skip
        inside = QWidget()
        inside.setFixedWidth(520)
        inside.setLayout(column)
        across = QHBoxLayout()  # without an alignment, so that texts get the height they need
        across.addStretch(1)
        across.addWidget(inside)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)

    @staticmethod
    def _card(title: str, text: str, field: QWidget | None, button: QPushButton) -> Card:
        card = Card(title)
        said = QLabel(text)
        said.setWordWrap(True)
        card.add(said)
        row = QHBoxLayout()
        if field is not None:
            row.addWidget(field)
        row.addStretch(1)
        row.addWidget(button)
        card.add_layout(row)
        return card

    def _empty(self) -> None:
        code = self.country.currentData()
        self.empty_asked.emit(code, COUNTRIES[code])
