"""The page of the settings where a firm names its stages and says what must be true for each."""

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.operations.stages import StageText, own_texts, setting_of, shipped_text
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.settings import LONGEST_LABEL
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark


class StagesPage(QWidget):
    """A label and a sentence a stage; the grey text is the shipped one, which an empty field stands for."""

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        about = QLabel(
            self.tr(
                "How your firm names the stages of a lead, and what must be true for a lead to be there. Empty is the shipped text."
            )
        )
        about.setWordWrap(True)
        mark(about, "muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        own = own_texts(workspace)
        self.labels: dict[Stage, QLineEdit] = {}
        self.criteria: dict[Stage, QPlainTextEdit] = {}
        for row, stage in enumerate(Stage):
            shipped, text = shipped_text(words, stage), own.get(stage, StageText())
            label, criteria = QLineEdit(text.label), QPlainTextEdit(text.criteria)
            label.setPlaceholderText(shipped.label)
            label.setMaxLength(LONGEST_LABEL)
            label.setFixedWidth(150)
            label.setAccessibleName(self.tr("Label of “{stage}”").format(stage=shipped.label))
            criteria.setPlaceholderText(shipped.criteria)
            criteria.setAccessibleName(self.tr("What “{stage}” asks for").format(stage=shipped.label))
            criteria.setTabChangesFocus(True)
            criteria.document().setDocumentMargin(0)
            criteria.setFixedHeight(2 * criteria.fontMetrics().lineSpacing() + 14)
            grid.addWidget(label, row, 0)
            grid.addWidget(criteria, row, 1)
            self.labels[stage], self.criteria[stage] = label, criteria
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addLayout(grid)
        layout.addStretch(1)

    def value(self) -> str:
        """The setting these fields say; UserError when two stages share a name or a text is too long."""
        texts = {s: StageText(self.labels[s].text(), self.criteria[s].toPlainText()) for s in Stage}
        return setting_of(texts, self._words)
