"""“Not interested”: what the campaign answers to objections, before the reason ends the matter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import NOT_INTERESTED_REASONS, ReasonForm
from sdrdesk.ui.calls.script_card import answers_html

TALLEST = 150
"""Pixels of the answers; more of them are scrolled."""
AROUND = 80
"""Pixels of a form beside its text: the margins of the panel and of the card, and a scroll bar."""


class ObjectionForm(ReasonForm):
    """The answers at hand, and the reasons by digit."""

    def __init__(self, answers: Sequence[tuple[str, str]], words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", NOT_INTERESTED_REASONS, words, parent)
        self.set_title(self.tr("Not interested, because"))
        self.answers = QLabel(answers_html(answers))
        if answers:
            self.body.insertWidget(0, self._scrolled(parent.width() if parent else 0))

    def _scrolled(self, width: int) -> QScrollArea:
        self.answers.setTextFormat(Qt.TextFormat.RichText)
        self.answers.setWordWrap(True)
        self.answers.setAlignment(Qt.AlignmentFlag.AlignTop)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(self.answers)
        scrolled.setFixedHeight(min(self.answers.heightForWidth(width - AROUND) + 8, TALLEST))
        return scrolled
