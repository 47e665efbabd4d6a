"""How the grid as it is and the proposal rank the same later outcomes: a few figures side by side, with their n."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from sdrdesk.core.domain.calibration import Ranking
from sdrdesk.core.operations.calibration import Calibration
from sdrdesk.core.operations.calibration_words import auc_words, learnt_code, ranking_words, share_words
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CalibrationFigures(QWidget):
    """Two rows of figures under their heads; the better AUC stands out."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        heads = ("", self.tr("AUC"), self.tr("best 10% hold"), self.tr("best 20% hold"), self.tr("n"))
        tips = (
            "",
            self.tr("How often a good one scores above one that is not"),
            self.tr("The share of all good ones among the tenth with the best scores"),
            self.tr("The share of all good ones among the fifth with the best scores"),
            self.tr("How many outcomes it was judged on"),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        for column, (head, tip) in enumerate(zip(heads, tips, strict=True)):
            label = QLabel(head)
            label.setToolTip(tip)
            mark(label, "muted")
            grid.addWidget(label, 0, column, RIGHT)
        self.cells = [[QLabel() for _ in heads] for _ in range(2)]
        for line, cells in enumerate(self.cells, 1):
            for column, cell in enumerate(cells):
                grid.addWidget(cell, line, column, RIGHT if column else Qt.AlignmentFlag.AlignVCenter)

    def show_figures(self, done: Calibration) -> None:
        """Show both rankings; without them, nothing."""
        self.setVisible(done.card is not None and done.learnt is not None)
        if done.card is None or done.learnt is None:
            return
        self._line(0, "card", done.card, better=False)
        self._line(1, learnt_code(done), done.learnt, better=done.learnt.auc > done.card.auc)

    def _line(self, at: int, who: str, found: Ranking, *, better: bool) -> None:
        words = self._words
        percent = "\u202f%" if words.language == "fr" else "%"
        texts = (
            words.text("calibration_counts", who),
            auc_words(found.auc, words),
            f"{share_words(found.captured_10)}{percent}",
            f"{share_words(found.captured_20)}{percent}",
            words.number(found.n),
        )
        for column, (cell, text) in enumerate(zip(self.cells[at], texts, strict=True)):
            cell.setText(text)
            mark(cell, "ok" if better and column == 1 else "muted" if column == 4 else None)
        self.cells[at][0].setAccessibleName(ranking_words(found, who, words))
