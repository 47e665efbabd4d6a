"""The form of a letter: its name, its way, its text in both languages, and what one lead would read."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.domain.template import PLACES, WRITTEN, Letter
from sdrdesk.core.words import Words
from sdrdesk.ui.commands.command import keys_text
from sdrdesk.ui.rules.cadence_form import LANGUAGES
from sdrdesk.ui.rules.fields import (
    FaultLine,
    LabelledField,
    choice_field,
    let_edit,
    load,
    said_in,
    text_area,
    text_field,
)
from sdrdesk.ui.widgets.card import Card, SectionLabel
from sdrdesk.ui.widgets.flow_layout import FlowLayout
from sdrdesk.ui.widgets.key_button import KeyButton

PLACE_KEY = "Ctrl+I"
BODY_HEIGHT = 206
Text = QLineEdit | QPlainTextEdit


class TemplateForm(QWidget):
    """Shows the plain values of a letter and gives them back; `edited` fires only for a person."""

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._id, self._editable = words, "", False
        self.fields: dict[str, Text] = {}
        self._labelled: dict[str, LabelledField] = {}
        self._faults: dict[str, FaultLine] = {}
        self._doubts: dict[str, FaultLine] = {}
        self.read: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._name_card())
        layout.addWidget(self._text_card())
        layout.addWidget(self._preview_card())
        layout.addStretch(1)
        for before, after in (("subject.en", "subject.fr"), ("subject.fr", "body.en"), ("body.en", "body.fr")):
            QWidget.setTabOrder(self.fields[before], self.fields[after])
        self._last: Text = self.fields[f"body.{words.language}"]
        shortcut = QShortcut(QKeySequence(PLACE_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.offer_places)

    # -- layout -------------------------------------------------------------------------------------------------

    def _field(self, key: str, label: str, field: Text) -> LabelledField:
        labelled = LabelledField(label, field)
        self.fields[key], self._labelled[key], self._faults[key] = field, labelled, labelled.fault
        return labelled

    def _name_card(self) -> Card:
        row = QHBoxLayout()
        row.setSpacing(12)
        for language, said in LANGUAGES.items():
            label = self.tr("Name · {language}").format(language=said)
            row.addWidget(self._field(f"name.{language}", label, text_field(self.edited.emit)), 3)
        ways = [(c.value, self._words.text("way", c.value)) for c in WRITTEN]
        self.way = choice_field(ways, self._way_chosen)
        row.addWidget(LabelledField(self.tr("Sent by"), self.way), 2)
        card = Card()
        card.add_layout(row)
        return card

    def _text_card(self) -> Card:
        card = Card(self.tr("Text"))
        card.add(self._places_row())
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, (language, name) in enumerate(LANGUAGES.items()):
            subject, body = text_field(self.edited.emit), text_area(self.edited.emit)
            body.setFixedHeight(BODY_HEIGHT)
            both: tuple[tuple[str, str, Text], ...] = (
                ("subject", self.tr("Subject · {language}"), subject),
                ("body", self.tr("Text · {language}"), body),
            )
            for row, (part, label, field) in enumerate(both):
                key = f"{part}.{language}"
                labelled = self._field(key, label.format(language=name), field)
                self._doubts[key] = labelled.add_line("doubt")
                field.installEventFilter(self)
                grid.addWidget(labelled, row, column)
            grid.setColumnStretch(column, 1)
        card.add_layout(grid)
        return card

    def _places_row(self) -> QWidget:
        """The places there are, each a click; the keyboard has them in a menu."""
        self.places_row = QWidget()
        flow = FlowLayout(self.places_row, gap=6)
        self.menu_button = KeyButton(self.tr("Insert"), keys_text(PLACE_KEY))
        self.menu_button.clicked.connect(self.offer_places)
        flow.addWidget(self.menu_button)
        self.places: dict[str, KeyButton] = {}
        for place in PLACES:
            button = KeyButton(self._words.text("place", place))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the text
            button.setToolTip(f"{{{place}}}")
            button.clicked.connect(lambda _=False, p=place: self.insert(p))
            flow.addWidget(button)
            self.places[place] = button
        return self.places_row

    def _preview_card(self) -> Card:
        self.preview = Card()
        row = QHBoxLayout()
        row.setSpacing(24)
        for language, name in LANGUAGES.items():
            column = QVBoxLayout()
            column.setSpacing(4)
            read = QLabel()
            read.setTextFormat(Qt.TextFormat.PlainText)
            read.setWordWrap(True)
            read.setAlignment(Qt.AlignmentFlag.AlignTop)
            read.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(SectionLabel(name))
            column.addWidget(read)
            column.addStretch(1)
            row.addLayout(column, 1)
            self.read[language] = read
        self.preview.add_layout(row)
        return self.preview

    # -- values -------------------------------------------------------------------------------------------------

    def load(self, values: Mapping[str, Any], editable: bool) -> None:
        """Show a letter, to be changed or only to be read; emits nothing."""
        self._id, self._editable = values["id"], editable
        for key, field in self.fields.items():
            part, _, language = key.partition(".")
            load(field, values.get(part, {}).get(language, ""))
            let_edit(field, editable)
        load(self.way, values["channel"])
        let_edit(self.way, editable)
        self.places_row.setVisible(editable)
        self._show_subject()

    def values(self) -> dict[str, object]:
        """The plain values that the fields say; a subject counts where there is one or must be."""
        said = {key: said_in(field) for key, field in self.fields.items()}
        parts = {part: {language: said[f"{part}.{language}"] for language in LANGUAGES} for part in ("name", "body")}
        subject = {language: said[f"subject.{language}"] for language in LANGUAGES}
        way = self.way.currentData()
        told = {"subject": subject} if way == Channel.EMAIL or any(subject.values()) else {}
        return {"format": 1, "id": self._id, "channel": way, "name": parts["name"], **told, "body": parts["body"]}

    def _way_chosen(self) -> None:
        self._show_subject()
        self.edited.emit()

    def _show_subject(self) -> None:
        """A message on LinkedIn has no subject; one already written stays to be seen."""
        keys = [f"subject.{language}" for language in LANGUAGES]
        shown = self.way.currentData() == Channel.EMAIL or any(said_in(self.fields[k]) for k in keys)
        for key in keys:
            self._labelled[key].setVisible(shown)

    # -- places -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit | QPlainTextEdit):
            self._last = watched
        return super().eventFilter(watched, event)

    def offer_places(self) -> None:
        """Open the places as a menu, where the text is being written."""
        if not self._editable:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in PLACES:
            said = f"{self._words.text('place', place)}\t{{{place}}}"
            menu.addAction(said).triggered.connect(lambda _=False, p=place: self.insert(p))
        menu.setActiveAction(menu.actions()[0])
        at = self._last.cursorRect().bottomLeft() if self._last.isVisible() else QPoint(0, 0)
        menu.popup((self._last if self._last.isVisible() else self.menu_button).mapToGlobal(at))

    def insert(self, place: str) -> None:
        """Put a place where the text is being written."""
        field = self._last if self._last.isVisible() else self.fields[f"body.{self._words.language}"]
        said = f"{{{place}}}"
        if isinstance(field, QPlainTextEdit):
            field.insertPlainText(said)
        else:
            field.insert(said)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    # -- what it says -------------------------------------------------------------------------------------------

    def show_faults(self, faults: Sequence[Fault], doubts: Sequence[Fault]) -> None:
        """Show each fault at its field, and beside it what is kept and yet would be sent as it stands."""
        for lines, told in ((self._faults, faults), (self._doubts, doubts)):
            for key, line in lines.items():
                line.say([f for f in told if f.where == key], self._words)

    def show_letters(self, title: str, letters: Mapping[str, Letter]) -> None:
        """Show what a lead would read, in each language."""
        self.preview.set_title(title)
        for language, label in self.read.items():
            letter = letters[language]
            label.setText("\n\n".join(part for part in (letter.subject.strip(), letter.body.strip()) if part))

    def focus_name(self) -> None:
        """Put the keyboard on the name."""
        field = self.fields[f"name.{self._words.language}"]
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()

    def focus_body(self) -> None:
        """Put the keyboard on the text."""
        self.fields[f"body.{self._words.language}"].setFocus(Qt.FocusReason.TabFocusReason)
