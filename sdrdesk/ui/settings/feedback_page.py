"""The page of the settings for what sales answers: after how many days it is asked, and the reasons it may give."""

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.feedback import TOPICS_ASKED, Reason, SalesAnswer
from sdrdesk.core.operations.feedback import feedback_setting, reasons
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.settings import LONGEST_REASON
from sdrdesk.core.words import LANGUAGES, Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.narrow import scrolled
from sdrdesk.ui.widgets.number_field import NumberField

ANSWERS = (SalesAnswer.REJECTED, SalesAnswer.DISQUALIFIED, SalesAnswer.LOST)
WIDTH, TOPIC_WIDTH = 860, 190
"""Pixels in which a reason can be read whole in both languages, and a topic."""
MOST = 30
"""Reasons: a longer list is not read."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The fields of one reason; `topics` are kept where nobody chooses another."""

    code: str
    labels: dict[str, QLineEdit]
    answers: dict[SalesAnswer, QCheckBox]
    topic: QComboBox
    topics: tuple[str, ...]


class FeedbackPage(QWidget):
    """A line a reason: its words in both languages, the answers it fits, the topic it counts against."""

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setMinimumWidth(WIDTH)
        self.days = NumberField(0, 365)
        self.days.setValue(int(workspace.settings["feedback_days"]))
        asked = QLabel(self.tr("Days without a word after which sales is to be asked"))
        asked.setBuddy(self.days)
        self.days.setAccessibleName(asked.text())
        about = QLabel(
            self.tr(
                "The reasons that sales may give, few and each something to do better. One without words goes; one that "
                "fits no answer is not offered any more, and keeps its name on what was said with it."
            )
        )
        about.setWordWrap(True)
        mark(about, "muted")
        self._grid = self._headed()
        self.add_button = QPushButton(self.tr("Add a reason"))
        self.add_button.clicked.connect(self.add_reason)
        self.rows: list[_Row] = []
        for reason in reasons(workspace):
            self._add(reason)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        days = QHBoxLayout()
        days.addWidget(asked)
        days.addWidget(self.days)
        days.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(days)
        layout.addWidget(about)
        layout.addWidget(scrolled(inner), 1)
        layout.addLayout(foot)

    def _headed(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for n in range(len(LANGUAGES)):
            grid.setColumnStretch(n, 1)
        heads = ["English", "Français", *(self._words.text("sales_answer", a.value) for a in ANSWERS), self.tr("Topic")]
        for n, text in enumerate(heads):
            head = QLabel(text)
            mark(head, "small")
            grid.addWidget(head, 0, n)
        return grid

    def _add(self, reason: Reason) -> None:
        labels = {language: QLineEdit(reason.label.get(language, "")) for language in LANGUAGES}
        for language, field in labels.items():
            field.setMaxLength(LONGEST_REASON)
            field.setCursorPosition(0)
            name = self.tr("Reason in English") if language == "en" else self.tr("Reason in French")
            field.setAccessibleName(name)
        answers = {answer: QCheckBox() for answer in ANSWERS}
        for answer, box in answers.items():
            box.setChecked(answer in reason.answers)
            box.setAccessibleName(self._words.text("sales_answer", answer.value))
        topic = QComboBox()
        topic.setAccessibleName(self.tr("Topic"))
        topic.setFixedWidth(TOPIC_WIDTH)
        topic.addItem("–", "")
        for code in TOPICS_ASKED:
            topic.addItem(self._words.text("topic", code), code)
        topic.setCurrentIndex(max(0, topic.findData(reason.topics[0] if reason.topics else "")))
        at = len(self.rows) + 1
        for n, widget in enumerate((*labels.values(), *answers.values(), topic)):
            self._grid.addWidget(widget, at, n)
        self.rows.append(_Row(reason.code, labels, answers, topic, reason.topics))
        self.add_button.setEnabled(len(self.rows) < MOST)

    def add_reason(self) -> None:
        """A line for one more reason, the keyboard in it."""
        known = {row.code for row in self.rows}
        code = next(f"own-{n}" for n in range(1, MOST + 2) if f"own-{n}" not in known)
        self._add(Reason(code, ANSWERS[:2], {}))
        field = self.rows[-1].labels[self._words.language]
        field.show()  # now, not when the layout gets round to it: a hidden field cannot take the keyboard
        field.setFocus()

    def value(self) -> str:
        """The setting these lines say; UserError where two say the same."""
        return feedback_setting(
            [_reason(row) for row in self.rows if any(f.text().strip() for f in row.labels.values())]
        )


def _reason(row: _Row) -> Reason:
    chosen = row.topic.currentData()
    kept = row.topics if row.topics and row.topics[0] == chosen else ((chosen,) if chosen else ())
    answers = tuple(answer for answer, box in row.answers.items() if box.isChecked())
    return Reason(row.code, answers, {language: field.text() for language, field in row.labels.items()}, kept)
