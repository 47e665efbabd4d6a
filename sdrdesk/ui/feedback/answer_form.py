"""What sales answered of one lead: the answer in one key, why, what was missing, when, who said it, in which words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from sdrdesk.core.domain.feedback import GIVEN_BACK, TOPICS_ASKED, WITH_REASON, Reason, SalesAnswer, fitting
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.flow_layout import FlowLayout
from sdrdesk.ui.widgets.segmented import SegmentedChoice

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class AnswerTyped:
    """What stands in the form, complete or not."""

    answer: str = ""
    reason: str = ""
    missing: tuple[str, ...] = ()
    day: date | None = None
    by: str = ""
    text: str = ""


class AnswerForm(Card):
    """A digit chooses the answer, another the reason, Ctrl+Enter records it, Esc goes back to the list."""

    record_asked = Signal()
    left = Signal()
    typed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("What sales answers"))
        self._words, self._reasons, self._today = words, tuple[Reason, ...](), date.min
        self._shown = AnswerTyped()
        self.answer, self.reason = SegmentedChoice(), SegmentedChoice()
        self.answer.setAccessibleName(self.tr("Answer"))
        self.reason.setAccessibleName(self.tr("Reason"))
        for choice in (self.answer, self.reason):
            choice.set_unknown_allowed(False)
        self.answer.set_options([(a.value, words.text("sales_answer", a.value)) for a in SalesAnswer])
        self.answer.chosen.connect(self._answered)
        self.reason.chosen.connect(self._reasoned)
        self.means, self.fault = QLabel(), QLabel()
        mark(self.means, "muted")
        mark(self.fault, "bad")
        self.topics = {t: QCheckBox(words.text("topic", t)) for t in TOPICS_ASKED}
        self.day, self.by, self.text = DateField(), QLineEdit(), QPlainTextEdit()
        self.do_button = QPushButton(self.tr("Record (Ctrl+Enter)"))
        self._dress_fields()
        self._lay_out()

    def _dress_fields(self) -> None:
        self.by.setMaxLength(LONGEST_NAME)
        self.by.setPlaceholderText(self.tr("who of sales said it"))
        self.text.setPlaceholderText(self.tr("in their words"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(2 * self.text.fontMetrics().lineSpacing() + 16)
        for name, field in ((self.tr("Day of the answer"), self.day), (self.tr("Who of sales"), self.by),
                            (self.tr("Words of sales"), self.text)):  # fmt: skip
            field.setAccessibleName(name)
        mark(self.do_button, "primary")
        self.do_button.clicked.connect(self.record_asked)
        self.by.textEdited.connect(lambda _: self.typed.emit())
        self.by.returnPressed.connect(self.record_asked)
        self.text.textChanged.connect(self.typed)

    def _lay_out(self) -> None:
        self.topics_row = QWidget()
        flow = FlowLayout(self.topics_row, gap=16, line_gap=6)
        for box in self.topics.values():
            flow.addWidget(box)
            box.clicked.connect(lambda _checked: self.typed.emit())
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        when = QWidget()
        across = QHBoxLayout(when)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.day)
        across.addWidget(self.by, 1)
        self.why, self.lacks = QLabel(self.tr("Why")), QLabel(self.tr("Missing"))
        rows: tuple[tuple[QLabel | None, QWidget], ...] = (
            (QLabel(self.tr("Answer")), self.answer), (None, self.means), (self.why, self.reason),
            (self.lacks, self.topics_row), (QLabel(self.tr("When, who")), when), (QLabel(self.tr("Words")), self.text),
        )  # fmt: skip
        for n, (label, field) in enumerate(rows):
            if label is not None:
                mark(label, "muted")
                label.setContentsMargins(0, 6, 0, 0)
                grid.addWidget(label, n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, n, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.fault, 1)
        foot.addWidget(self.do_button)
        self.add_layout(grid)
        self.add_layout(foot)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)

    # -- showing ------------------------------------------------------------------------------------------------

    def show_answer(self, typed: AnswerTyped, reasons: Sequence[Reason], today: date) -> None:
        """Show what was typed, or a form to fill in; emits nothing."""
        self._reasons, self._today, self._shown = tuple(reasons), today, typed
        self.answer.set_value(typed.answer or None)
        self._offer_reasons(typed.reason)
        for topic, box in self.topics.items():
            box.setChecked(topic in typed.missing)
        blocked = self.day.blockSignals(True)
        self.day.set_day(typed.day or today)
        self.day.blockSignals(blocked)
        self.by.setText(typed.by)
        blocked = self.text.blockSignals(True)
        self.text.setPlainText(typed.text)
        self.text.blockSignals(blocked)
        self.fault.clear()

    def take_up(self, typed: AnswerTyped) -> None:
        """Show again what was typed of this lead before and not recorded; it stays to be recorded."""
        shown = self._shown
        self.show_answer(typed, self._reasons, self._today)
        self._shown = shown

    def said(self) -> AnswerTyped:
        """What stands in the form."""
        back = self._given_back
        return AnswerTyped(
            self.answer.value() or "",
            (self.reason.value() or "") if back else "",
            tuple(t for t, box in self.topics.items() if box.isChecked()) if back else (),
            self.day.day(),
            self.by.text().strip(),
            self.text.toPlainText().strip(),
        )

    def is_edited(self) -> bool:
        """Whether something was chosen or typed that is not recorded."""
        now, shown = self.said(), self._shown
        return now != replace(shown, day=shown.day or self._today, by=shown.by.strip(), text=shown.text.strip())

    @property
    def _given_back(self) -> bool:
        return self.answer.value() in GIVEN_BACK

    def _offer_reasons(self, chosen: str) -> None:
        value = self.answer.value()
        fit = fitting(self._reasons, SalesAnswer(value)) if value else ()
        self.reason.set_options([(r.code, r.label[self._words.language]) for r in fit])
        self.reason.set_value(chosen if chosen in {r.code for r in fit} else None)
        for widget in (self.why, self.reason, self.lacks, self.topics_row):
            widget.setVisible(self._given_back)
        self.means.setText(self._words.text("sales_answer_means", value) if value else self.tr("A digit chooses it."))

    # -- acts of a person ---------------------------------------------------------------------------------------

    def choose(self, n: int) -> None:
        """Choose the answer of a digit, from the list."""
        if 1 <= n <= len(self.answer.options):
            self.answer.set_value(self.answer.options[n - 1][0])
            self._answered(self.answer.options[n - 1][0])

    def _answered(self, _answer: str) -> None:
        self._offer_reasons(self.reason.value() or "")
        self.fault.clear()
        self.typed.emit()
        wanted = self.reason if self._given_back and self.reason.value() is None else self.do_button
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _reasoned(self, code: str) -> None:
        """The topics of a reason are what was missing, until a person says otherwise."""
        topics = next((r.topics for r in self._reasons if r.code == code), ())
        for topic, box in self.topics.items():
            box.setChecked(topic in topics)
        self.fault.clear()
        self.typed.emit()
        self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def missing_part(self) -> str:
        """What keeps this from being recorded, in a sentence; the keyboard goes there. "" when nothing does."""
        said = self.said()
        if not said.answer:
            self.answer.setFocus(Qt.FocusReason.TabFocusReason)
            return self.tr("Choose what sales answered with its digit.")
        if said.answer in WITH_REASON and not said.reason:
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)
            return self.tr("Choose the reason with its digit: without it nothing is learnt.")
        if said.day is not None and said.day > self._today:
            self.day.setFocus(Qt.FocusReason.TabFocusReason)
            return self.tr("That day is still to come.")
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
