"""One qualification to read: what the score and the rep said, the answers with their words, the notes, the timeline."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from sdrdesk.ui.review.passage_text import PassageText
from sdrdesk.ui.review.passages import Passage
from sdrdesk.ui.review.remark_row import RemarkRow
from sdrdesk.ui.review.sheet_values import (
    ANSWER,
    DECISION,
    NOTE,
    AnswerLine,
    Happening,
    NoteBlock,
    RemarkLine,
    SheetView,
)
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card, SectionLabel
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.flow_layout import clear_layout
from sdrdesk.ui.widgets.narrow import scrolled
from sdrdesk.ui.widgets.pill import Pill

_SHOWN: Final = 40
"""Lines of the timeline at once; a lead called for years has more than anybody reads here."""
TextKey = tuple[str, str]
"""(about, about_id) of a text that can be pointed at."""


class SheetPage(QWidget):
    """Shows one `SheetView`; `picked` says that a passage was chosen with the pointer."""

    picked = Signal(str, str, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: SheetView | None = None
        self.texts: dict[TextKey, PassageText] = {}
        self.rows: list[RemarkRow] = []
        self.name, self.about = QLabel(), ElideLabel()
        mark(self.name, "title")
        mark(self.about, "muted")
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 10)
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.about, 1)
        self._page = page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(20, 0, 20, 16)
        self._column.setSpacing(12)
        self.area: QScrollArea = scrolled(page)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def show_sheet(self, view: SheetView) -> None:
        """Show a qualification; the same one again stays where it was scrolled to."""
        same = self.view is not None and self.view.decision_id == view.decision_id
        at = self.area.verticalScrollBar().value() if same else 0
        self.view = view
        self.texts, self.rows = {}, []
        self.setUpdatesEnabled(False)
        self.name.setText(view.name)
        self.about.setText(view.about)
        clear_layout(self._column)
        for card in (self._said(view), self._answers(view), self._notes(view), self._timeline(view)):
            if card is not None:
                self._column.addWidget(card)
        self._column.addStretch(1)
        self.setUpdatesEnabled(True)
        self._column.activate()
        self.area.verticalScrollBar().setValue(at)

    # -- the cards ----------------------------------------------------------------------------------------------

    def _said(self, view: SheetView) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(24)
        for title, said, tone in (
            (self.tr("Score said"), view.score_said, view.score_tone),
            (self.tr("Rep said"), view.rep_said, view.rep_tone),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(SectionLabel(title))
            column.addWidget(Pill(said, tone), 0, Qt.AlignmentFlag.AlignLeft)
            row.addLayout(column)
        said_so = ElideLabel(view.disagrees)
        said_so.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mark(said_so, "doubt")
        row.addWidget(said_so, 1, Qt.AlignmentFlag.AlignBottom)
        card.add_layout(row)
        for line in view.lines:
            label = QLabel(wordWrap=True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(line)
            mark(label, "muted")
            card.add(label)
        self._add_remarks(card.body, view.remarks_on(DECISION, ""))
        return card

    def _answers(self, view: SheetView) -> Card | None:
        if not view.answers:
            return None
        card = Card(self.tr("Answers and what was said"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(2, 6)
        for answer in view.answers:
            self._add_answer(grid, answer, view)
        card.add_layout(grid)
        return card

    def _add_answer(self, grid: QGridLayout, line: AnswerLine, view: SheetView) -> None:
        top, at = Qt.AlignmentFlag.AlignTop, grid.rowCount()
        label, answer = QLabel(line.label, wordWrap=True), QLabel(line.answer, wordWrap=True)
        mark(answer, "strong" if line.known else "muted")
        grid.addWidget(label, at, 0, top)
        grid.addWidget(answer, at, 1, top)
        if line.evidence:
            text = PassageText(line.evidence, "muted")
            self._add_text((ANSWER, line.criterion), text, view)
            grid.addWidget(text, at, 2, top)
        elif line.missing:
            missing = QLabel(line.missing, wordWrap=True)
            mark(missing, "doubt")
            grid.addWidget(missing, at, 2, top)
        below = QVBoxLayout()
        below.setSpacing(4)
        if line.note:
            note = QLabel(line.note, wordWrap=True)
            mark(note, "small")
            below.addWidget(note)
        self._add_remarks(below, view.remarks_on(ANSWER, line.criterion))
        if below.count():
            grid.addLayout(below, at + 1, 0, 1, 3)

    def _notes(self, view: SheetView) -> Card:
        card = Card(self.tr("Notes"))
        card.body.setSpacing(12)
        for note in view.notes:
            card.add_layout(self._note(note, view))
        if not view.notes:
            none = QLabel(self.tr("Nothing was noted."))
            mark(none, "muted")
            card.add(none)
        return card

    def _note(self, note: NoteBlock, view: SheetView) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        when = QLabel(note.head)
        mark(when, "small")
        head.addWidget(when)
        if note.later:
            head.addWidget(Pill(self.tr("after the decision"), "outline"))
        head.addStretch(1)
        column.addLayout(head)
        text = PassageText(note.text, "muted" if note.later else "ink")
        self._add_text((NOTE, note.id), text, view)
        column.addWidget(text)
        self._add_remarks(column, view.remarks_on(NOTE, note.id))
        return column

    def _timeline(self, view: SheetView) -> Card | None:
        if not view.timeline:
            return None
        card = Card(self.tr("Timeline"))
        for happening in view.timeline[:_SHOWN]:
            card.add_layout(_happening(happening, self.tr("after the decision")))
        return card

    def _add_text(self, key: TextKey, text: PassageText, view: SheetView) -> None:
        text.mark([r.stretch for r in view.remarks_on(*key) if r.stretch is not None])
        text.picked.connect(lambda start, end, key=key: self.picked.emit(*key, start, end))
        self.texts[key] = text

    def _add_remarks(self, column: QVBoxLayout, remarks: Sequence[RemarkLine]) -> None:
        for remark in remarks:
            row = RemarkRow(remark)
            self.rows.append(row)
            column.addWidget(row)

    # -- while a passage is chosen ------------------------------------------------------------------------------

    def text_keys(self) -> list[TextKey]:
        """The texts that can be pointed at: the notes first, then the words of the answers."""
        return sorted(self.texts, key=lambda key: key[0] != NOTE)

    def show_passage(self, passage: Passage | None) -> None:
        """Frame the passage being chosen and bring it into sight, or frame none."""
        keys = self.text_keys()
        for n, key in enumerate(keys):
            here = passage is not None and passage.text == n
            self.texts[key].choose((passage.start, passage.end) if passage is not None and here else None)
        if passage is not None:
            text = self.texts[keys[passage.text]]
            self._bring(text, text.place_of((passage.start, passage.end)).center().toPoint())

    def show_stretch(self, key: TextKey, start: int, end: int) -> None:
        """Frame a passage that is being written about, and bring it into sight."""
        for known, text in self.texts.items():
            text.choose((start, end) if known == key else None)
        if key in self.texts:
            text = self.texts[key]
            self._bring(text, text.place_of((start, end)).center().toPoint())

    def show_in_hand(self, remark_id: str) -> None:
        """Tint the remark that keys act on, and bring it into sight."""
        for row in self.rows:
            row.set_in_hand(row.remark.id == remark_id)
            if row.remark.id == remark_id:
                self._bring(row, row.rect().center())

    def _bring(self, widget: QWidget, point: QPoint) -> None:
        place = widget.mapTo(self._page, point)
        self.area.ensureVisible(place.x(), place.y(), 0, 60)

    def scroll_on(self, pages: float) -> None:
        """Scroll by a part of what is in sight."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + int(self.area.viewport().height() * pages))


def _happening(happening: Happening, later: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    when = QLabel(happening.when)
    when.setFixedWidth(92)
    mark(when, "small")
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(1)
    title = QLabel(wordWrap=True)
    title.setTextFormat(Qt.TextFormat.PlainText)
    title.setText(happening.title)
    mark(title, "muted" if happening.later else None)
    column.addWidget(title)
    if happening.text:
        text = QLabel(wordWrap=True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setText(happening.text)
        mark(text, "muted")
        column.addWidget(text)
    row.addLayout(column, 1)
    if happening.later:
        row.addWidget(Pill(later, "outline"), 0, Qt.AlignmentFlag.AlignTop)
    return row
