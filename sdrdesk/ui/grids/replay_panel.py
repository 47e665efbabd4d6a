"""Replays the grid being edited on what was decided: which verdicts it would have changed, and why."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.replay import (
    LAST,
    LEFT_OUT,
    Replay,
    cause_words,
    export_replay,
    has_qualifications,
    replay,
    verdict_words,
)
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.grids.replay_model import AFTER, BEFORE, COMPANY, DECIDED, NAME, POINTS, WHEN, Move, ReplayModel
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.move_matrix import Cell, MoveMatrix
from sdrdesk.ui.widgets.number_field import NumberField
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

RUN_KEY = "F5"
MOST = 1_000_000
STATES = tuple(State)
RESULT, EMPTY = range(2)


class ReplayPanel(QWidget):
    """“This grid, on the last 500 qualifications, would have changed these 37 verdicts.”"""

    lead_asked = Signal(str)

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._old: Grid | None = None
        self._new: Grid | None = None
        self._replays = ""
        self._task: LongTask | None = None
        self._done: Replay | None = None
        self._moved: list[Move | None] = [None]
        self.model = ReplayModel(workspace, words, self)
        self._lay_out()
        self._show_state()

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.empty = EmptyState("history", "", "")
        self._stack = QStackedWidget()
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._summary())
        column.addWidget(self._table(), 1)
        self.row = QLabel()
        self.row.setWordWrap(True)
        self.row.setContentsMargins(16, 8, 16, 8)
        self.row.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.row)
        self._stack.addWidget(result)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._tools())
        layout.addWidget(self._stack, 1)
        shortcut = QShortcut(QKeySequence(RUN_KEY), self)
        shortcut.activated.connect(self.run_or_cancel)

    def _tools(self) -> QHBoxLayout:
        self.last = NumberField(1, MOST)
        self.last.setValue(LAST)
        self.last.setGroupSeparatorShown(True)
        self.last.setAccessibleName(self.tr("How many qualifications"))
        self.every = QCheckBox(self.tr("All of them"))
        self.every.clicked.connect(lambda on: self.last.setEnabled(not on))
        self.run = KeyButton(self.tr("Replay"), RUN_KEY, variant="primary", key_side="right")
        self.run.clicked.connect(self.run_or_cancel)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.hide()
        self.said = QLabel()
        mark(self.said, "muted")
        self.export = QPushButton(self.tr("Export…"))
        set_icon(self.export, "download", "muted", 16)
        self.export.clicked.connect(self.ask_export)
        label = QLabel(self.tr("Last qualifications"))
        label.setBuddy(self.last)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        for widget in (label, self.last, self.every, self.run, self.progress):
            row.addWidget(widget)
        row.addWidget(self.said, 1)
        row.addWidget(self.export)
        return row

    def _summary(self) -> QHBoxLayout:
        words = self._words
        self.matrix = MoveMatrix(self.tr("then ↓   replayed →"), words.number)
        self.matrix.setAccessibleName(self.tr("Verdicts then and replayed"))
        self.matrix.chosen.connect(self._cell_chosen)
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        mark(self.heading, "heading")
        self.left_out = QLabel()
        self.left_out.setWordWrap(True)
        mark(self.left_out, "muted")
        self.rule = QLabel(
            self.tr(
                "The newest decision of each lead, on the facts it was taken on. “Why” names the first part of the change that gives the new verdict by itself."
            )
        )
        self.rule.setWordWrap(True)
        mark(self.rule, "muted")
        self.moves = QComboBox()
        self.moves.setAccessibleName(self.tr("Moves shown"))
        self.moves.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.moves.activated.connect(lambda row: self._filter(self._moved[row]))
        text = QVBoxLayout()
        text.setSpacing(6)
        for widget in (self.heading, self.left_out, self.rule):
            text.addWidget(widget)
        text.addStretch(1)
        text.addWidget(self.moves, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(24)
        row.addLayout(text, 1)
        row.addWidget(self.matrix, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _table(self) -> QTableView:
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Verdicts that would change"))
        calm_table(
            self.table,
            TableLook(
                strong=frozenset({NAME}), muted=frozenset({WHEN, COMPANY, DECIDED}), pills=frozenset({BEFORE, AFTER})
            ),
        )
        for column, width in (
            (NAME, 128), (COMPANY, 104), (WHEN, 100), (BEFORE, 152), (AFTER, 152), (POINTS, 80), (DECIDED, 104),
        ):  # fmt: skip
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_row(now.row()))
        self.table.activated.connect(lambda index: self.lead_asked.emit(self.model.rows[index.row()].lead))
        return self.table

    # -- what can be replayed -----------------------------------------------------------------------------------

    def set_grids(self, old: Grid, new: Grid | None, grid_id: str = "") -> None:
        """The published grid and the one to replay, `grid_id` (that of the old one); None while that has faults.

        What was found for the grid before it was edited stays in sight, and is said to be of the grid as it was. What
        was found for another grid goes, and what still runs for it is stopped.
        """
        replayed = grid_id or old.id
        if (self._old and self._old.id, self._replays) != (old.id, replayed):
            if self._task is not None:
                self._task.cancel()
            self._show_result(None)
        self._replays = replayed
        self._old, self._new = old, new
        self._show_state()

    def refresh(self) -> None:
        """Look again whether there is anything to replay: something was decided or taken back."""
        self._show_state()

    def _show_state(self) -> None:
        why = self._why_not()
        self.run.set_available(not why, why)
        self.export.setEnabled(self._done is not None and bool(self._done.rows) and self._task is None)
        if self._task is not None:
            return
        stale = self._done is not None and self._new is not None and self._done.grid != self._new
        self.said.setText(
            self.tr("The grid has changed since. Replay it again.") if stale else (self._done and why) or ""
        )
        mark(self.said, "doubt" if stale else "muted")
        if self._done is None:
            title = self.tr("It cannot be replayed yet") if why else self.tr("What would this grid have changed?")
            text = why or self.tr(
                "Replay it on what was decided: each verdict that would be another is listed with its reason. Nothing is written."
            )
            self.empty.set_words(title, text)
        self._stack.setCurrentIndex(EMPTY if self._done is None else RESULT)

    def _why_not(self) -> str:
        """Why the grid cannot be replayed; "" when it can."""
        if self._old is None or not has_qualifications(self._workspace, self._old.id):
            return self.tr(
                "No lead was decided on with this grid. Each decision keeps the facts it was taken on, to be replayed here."
            )
        if self._new is None:
            return self.tr("The draft has faults. Mend them first: F8 on the page “Edit” goes to the next one.")
        return ""

    # -- running ------------------------------------------------------------------------------------------------

    def run_or_cancel(self) -> None:
        """Replay the grid; while that runs, stop it."""
        if self._task is not None:
            self._task.cancel()
        elif self._old is not None and self._new is not None and self.run.isEnabled():
            last = None if self.every.isChecked() else self.last.value()
            found = partial(self._replayed, self._replays)
            self._start(partial(_replay, self._workspace, self._new, last, self._old.id), found)
            self.run.set_words(self.tr("Cancel"), RUN_KEY)
            self.run.set_variant("plain")
            self.said.setText(self.tr("Replaying…"))
            mark(self.said, "muted")

    def _start(self, work: Callable[[Callable[[int, int], bool]], Any], done: Callable[[Any], None]) -> None:
        task = LongTask(work, self)
        task.progressed.connect(self._progressed)
        task.done.connect(lambda result: self._ended(lambda: done(result)))
        task.failed.connect(lambda error: self._ended(lambda: self._failed(error)))
        task.broken.connect(lambda error: self._ended(lambda: self._broken(error)))
        self._task = task.start()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._show_state()

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _ended(self, then: Callable[[], None]) -> None:
        self._task = None
        self.progress.hide()
        self.run.set_words(self.tr("Replay"), RUN_KEY)
        self.run.set_variant("primary")
        self._show_state()
        then()

    def _failed(self, error: UserError) -> None:
        self.said.setText(sentence(error, self._words))
        mark(self.said, "muted" if error.code == "cancelled" else "bad")

    def _broken(self, error: Exception) -> None:
        raise error

    def close_down(self) -> None:
        """Stop what runs: the workspace is about to close."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    # -- what was found -----------------------------------------------------------------------------------------

    def _replayed(self, grid_id: str, done: Replay) -> None:
        if grid_id != self._replays:
            return  # another grid was chosen while it ran
        self._show_result(done)
        self._show_state()
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()

    def _show_result(self, done: Replay | None) -> None:
        self._done = done
        self.model.show(done)
        self.row.clear()
        if done is None:
            return
        words = self._words
        self.heading.setText(self._sentence(done))
        left = [words.text("replay_left_out", why, n=done.left_out[why]) for why in LEFT_OUT if done.left_out[why]]
        self.left_out.setText(" ".join(f"{part}." for part in left))
        self.left_out.setVisible(bool(left))
        names = [words.text("verdict", s.value) for s in STATES]
        places = {s: n for n, s in enumerate(STATES)}
        counts = {(places[a], places[b]): n for (a, b), n in done.moves.items()}
        moved = {r.move for r in done.rows}
        self.matrix.show_moves(names, counts, frozenset((places[a], places[b]) for a, b in moved))
        self._fill_moves(done, sorted(moved, key=lambda m: (places[m[0]], places[m[1]])))

    def _fill_moves(self, done: Replay, moved: list[Move]) -> None:
        self._moved = [None, *moved]
        self.moves.clear()
        self.moves.addItem(self.tr("Every change ({n})").format(n=self._words.number(len(done.rows))))
        for move in moved:
            n = self._words.number(sum(r.move == move for r in done.rows))
            before, after = (self._words.text("verdict", s.value) for s in move)
            if move == (State.OPEN, State.OPEN):
                said = self.tr("Open, leaning otherwise ({n})").format(n=n)
            else:
                said = self.tr("{before} → {after} ({n})").format(before=before, after=after, n=n)
            self.moves.addItem(said)
        self.moves.setVisible(bool(moved))

    def _sentence(self, done: Replay) -> str:
        """“On the last 500 qualifications 37 verdicts would change”."""

        def counted(said: str, n: int) -> str:
            return said.replace(str(n), self._words.number(n))

        n, changed = done.examined, done.changed
        if done.last is None:
            scope = counted(self.tr("On all %n qualification(s)", "", n), n)
        else:
            scope = counted(self.tr("On the last %n qualification(s)", "", n), n)
        what = counted(self.tr("%n verdict(s) would change", "", changed), changed)
        if not changed:
            what = self.tr("no verdict would change")
        said = self.tr("{scope}, {what}.").format(scope=scope, what=what)
        if done.leaning:
            more = counted(self.tr("%n more would stay open but lean otherwise.", "", done.leaning), done.leaning)
            said = f"{said} {more}"
        return said

    def _show_row(self, at: int) -> None:
        """Say the row that has the keyboard in whole: who, from what to what, why."""
        if self._done is None or not 0 <= at < len(self.model.rows):
            self.row.clear()
            return
        row, words = self.model.rows[at], self._words
        self.row.setText(
            self.tr("{name}: {before} → {after}. {why}. Enter opens the lead.").format(
                name=row.name,
                before=verdict_words(row.replayed.before, words),
                after=verdict_words(row.replayed.after, words),
                why=cause_words(row, self._done.grid, words),
            )
        )

    def _cell_chosen(self, cell: Cell | None) -> None:
        self._filter(None if cell is None else (STATES[cell[0]], STATES[cell[1]]))

    def _filter(self, move: Move | None) -> None:
        """Show one move only, or all of them; list and matrix say which."""
        self.model.show(self._done, move)
        self.row.clear()
        self.moves.setCurrentIndex(self._moved.index(move))
        self.matrix.set_choice(None if move is None else (STATES.index(move[0]), STATES.index(move[1])))

    # -- writing it ---------------------------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Choose where to write the rows in sight."""
        name = f"sdrdesk-replay-{self._workspace.now():%Y-%m-%d}.csv"
        path, _ = ask_where(self, self.tr("Export"), name, self.tr("CSV files (*.csv)"))
        if path:
            target = Path(path)
            self.export_to(target if target.suffix else target.with_suffix(".csv"))

    def export_to(self, path: Path) -> None:
        """Write the rows in sight as CSV, in the background."""
        if self._done is None or self._task is not None:
            return
        rows, done, words = tuple(self.model.rows), self._done, self._words

        def work(_progress: Callable[[int, int], bool]) -> int:
            return export_replay(self._workspace, done, path, words, rows)

        self._start(work, lambda n: self.said.setText(self.tr("{n} rows written to {file}").format(n=n, file=path)))


def _replay(
    workspace: Workspace, grid: Grid, last: int | None, of: str, progress: Callable[[int, int], bool]
) -> Replay:
    return replay(workspace, grid, last, progress, of=of)
