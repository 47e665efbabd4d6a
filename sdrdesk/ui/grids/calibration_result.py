"""What a calibration found, in sight: figures, weights before and after, verdicts that would change."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QTableView, QVBoxLayout, QWidget

from sdrdesk.core.operations.calibration import Calibration, Finding
from sdrdesk.core.operations.calibration_words import counts_words, finding_words, left_out_words, share_words
from sdrdesk.core.operations.replay import cause_words, summary_words, verdict_words
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.grids import calibration_model, replay_model
from sdrdesk.ui.grids.calibration_figures import CalibrationFigures
from sdrdesk.ui.grids.calibration_model import CalibrationModel
from sdrdesk.ui.grids.replay_model import ReplayModel
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

WEIGHTS, VERDICTS = range(2)


class CalibrationResult(QWidget):
    """The figures above, below them one of two tables, and the row that has the keyboard said in whole."""

    lead_asked = Signal(str)

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._done: Calibration | None = None
        self.model = CalibrationModel(words, self)
        self.verdicts = ReplayModel(workspace, words, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._summary())
        column.addWidget(self._tabs())
        self._tables = QStackedWidget()
        self._tables.addWidget(self._weights_table())
        self._tables.addWidget(self._verdicts_table())
        column.addWidget(self._tables, 1)
        self.row = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.row.setWordWrap(True)
        self.row.setContentsMargins(16, 8, 16, 8)
        column.addWidget(self.row)

    def _summary(self) -> QHBoxLayout:
        self.heading, self.finding, self.left_out = QLabel(), QLabel(), QLabel()
        mark(self.heading, "heading")
        mark(self.left_out, "muted")
        self.rule = QLabel()
        mark(self.rule, "muted")
        text = QVBoxLayout()
        text.setSpacing(6)
        for label in (self.heading, self.finding, self.rule, self.left_out):
            label.setWordWrap(True)
            text.addWidget(label)
        text.addStretch(1)
        self.figures = CalibrationFigures(self._words)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(24)
        row.addLayout(text, 1)
        row.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _tabs(self) -> QTabBar:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What the proposal changes"))
        self.tabs.addTab(self.tr("Weights and answers"))
        self.tabs.addTab("")
        self.tabs.setExpanding(False)
        self.tabs.setContentsMargins(8, 0, 8, 0)
        self.tabs.currentChanged.connect(self._show_table)
        return self.tabs

    def _weights_table(self) -> QTableView:
        m = calibration_model
        figures = frozenset({m.OUTCOMES, m.GOOD, m.BEFORE, m.AFTER})
        self.table = self._calm(
            self.model, self.tr("Weights and answers, today and proposed"), TableLook(right=figures)
        )
        for column, width in ((m.NAME, 232), (m.OUTCOMES, 88), (m.GOOD, 72), (m.BEFORE, 84), (m.AFTER, 88)):
            self.table.setColumnWidth(column, width)
        return self.table

    def _verdicts_table(self) -> QTableView:
        m = replay_model
        look = TableLook(
            strong=frozenset({m.NAME}),
            muted=frozenset({m.WHEN, m.COMPANY, m.DECIDED}),
            pills=frozenset({m.BEFORE, m.AFTER}),
        )
        self.changes = self._calm(self.verdicts, self.tr("Verdicts that would change"), look)
        for column, width in (
            (m.NAME, 128), (m.COMPANY, 104), (m.WHEN, 100), (m.BEFORE, 152), (m.AFTER, 152), (m.POINTS, 80), (m.DECIDED, 104),
        ):  # fmt: skip
            self.changes.setColumnWidth(column, width)
        self.changes.activated.connect(lambda index: self.lead_asked.emit(self.verdicts.rows[index.row()].lead))
        return self.changes

    def _calm(self, model: CalibrationModel | ReplayModel, name: str, look: TableLook) -> QTableView:
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(name)
        calm_table(table, look)
        table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_row(table, now.row()))
        return table

    def begin(self) -> None:
        """Give the keyboard to the first row."""
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def show_found(self, done: Calibration | None) -> None:
        """Show what was found; None lets go of what was shown."""
        self._done = done
        self.model.show(done)
        self.verdicts.show(done.replay if done else None)
        self.row.clear()
        self.tabs.setCurrentIndex(WEIGHTS)
        if done is None or not done.rows:
            return
        words = self._words
        self.heading.setText(f"{counts_words(done, words)}.")
        self.finding.setText(f"{finding_words(done, words)}.")
        mark(self.finding, "ok" if done.finding is Finding.PROPOSED else "doubt")
        self.rule.setText(
            self.tr(
                "Judged on outcomes later than those learnt from. The outcomes weigh {percent}%, the grid as it is the rest. Thresholds move so that as many leads pass as before."
            ).format(percent=share_words(done.blend))
        )
        left = left_out_words(done, words)
        said = self.tr("Not counted: {what}.").format(what=", ".join(left)) if left else ""
        self.left_out.setText(said)
        self.left_out.setVisible(bool(said))
        self.figures.show_figures(done)
        n = len(done.replay.rows) if done.replay else 0
        self.tabs.setTabText(VERDICTS, self.tr("Verdicts that would change ({n})").format(n=words.number(n)))
        self.tabs.setTabVisible(VERDICTS, done.replay is not None)

    def _show_table(self, at: int) -> None:
        self._tables.setCurrentIndex(at)
        table = self.changes if at == VERDICTS else self.table
        if table.model().rowCount() and not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 0))
        if at == VERDICTS and self._done and self._done.replay and not self.verdicts.rowCount():
            self.row.setText(" · ".join(summary_words(self._done.replay, self._words)))
        else:
            self._show_row(table, table.currentIndex().row())

    def _show_row(self, table: QTableView, at: int) -> None:
        """Say the row that has the keyboard in whole."""
        if self._done is None or at < 0 or table is not self._tables.currentWidget():
            return
        if table is self.table:
            self.row.setText(self.model.sentence(self.model.rows[at]))
            return
        row, words = self.verdicts.rows[at], self._words
        assert self._done.grid is not None
        self.row.setText(
            self.tr("{name}: {before} → {after}. {why}. Enter opens the lead.").format(
                name=row.name,
                before=verdict_words(row.replayed.before, words),
                after=verdict_words(row.replayed.after, words),
                why=cause_words(row, self._done.grid, words),
            )
        )
