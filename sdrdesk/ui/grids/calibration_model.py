"""What a calibration proposes, as rows of a table: each criterion with its points, below it its answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from sdrdesk.core.domain.grid import Criterion
from sdrdesk.core.grid_words import step_words
from sdrdesk.core.operations.calibration import Calibration, CriterionChange, Kept
from sdrdesk.core.operations.calibration_words import kept_words, share_words
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.table_delegate import FACE_ROLE, Face

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
NAME, OUTCOMES, GOOD, BEFORE, AFTER, WHY = range(6)
INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """One line: a criterion, one of its answers, or a threshold."""

    name: str
    under: str = ""
    outcomes: str = ""
    good: str = ""
    before: str = ""
    after: str = ""
    why: str = ""
    head: bool = True

    @property
    def moves(self) -> bool:
        """Whether the figure changes."""
        return self.before != self.after


class CalibrationModel(QAbstractTableModel):
    """The criteria in grid order, each followed by its answers; the thresholds last."""

    def __init__(self, words: Words, parent: Any = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rows: Sequence[ProposedRow] = ()

    def show(self, done: Calibration | None) -> None:
        """Show what a calibration found; nothing where there is none."""
        self.beginResetModel()
        self.rows = [row for change in done.rows for row in self._of(done, change)] if done else []
        if done and done.proposal:
            for code in ("now", "later"):
                said = self._words.text("calibration_counts", code)
                before, after = getattr(done.card_grid, code), getattr(done.proposal, code)
                self.rows.append(ProposedRow(said, before=str(before), after=str(after)))
        self.endResetModel()

    def _of(self, done: Calibration, change: CriterionChange) -> list[ProposedRow]:
        words = self._words
        criterion = done.card_grid.criterion(change.criterion)
        assert criterion is not None
        label = criterion.label[words.language]
        rows = [
            ProposedRow(
                label,
                outcomes=words.number(change.known),
                good=self._share(change.good, change.known),
                before=words.points(change.points_before),
                after=words.points(change.points_after),
                why=kept_words(change.kept, words),
            )
        ]
        return rows + [self._step(criterion, n, change) for n in range(len(change.steps))]

    def _step(self, criterion: Criterion, n: int, change: CriterionChange) -> ProposedRow:
        words, step = self._words, change.steps[n]
        why = step.kept if step.kept is not Kept.ONE_ROW or step.before == step.after else Kept.ONE_ROW
        return ProposedRow(
            step_words(criterion, n, words),
            under=criterion.label[words.language],
            outcomes=words.number(step.n),
            good=self._share(step.good, step.n),
            before=self._percent(step.before),
            after=self._percent(step.after),
            why=kept_words(why, words),
            head=False,
        )

    def _share(self, good: int, n: int) -> str:
        return self._percent(int(share_words(good / n))) if n else ""

    def _percent(self, value: int) -> str:
        return f"{value}\u202f%" if self._words.language == "fr" else f"{value}%"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WHY + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            translate("CalibrationModel", "Criterion and answers"), translate("CalibrationModel", "Outcomes"), translate("CalibrationModel", "Good"), translate("CalibrationModel", "Today"), translate("CalibrationModel", "Proposed"), translate("CalibrationModel", "Why it stays"),
        ][section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            said = (row.name, row.outcomes, row.good, row.before, row.after, row.why)[column]
            return f"{INDENT}{said}" if column == NAME and not row.head else said
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(row)
        if role == FACE_ROLE:
            return self._face(row, column)
        return None

    def _face(self, row: ProposedRow, column: int) -> Face:
        if column == AFTER:
            return Face("accent" if row.moves else "muted", row.moves)
        if column == NAME:
            return Face("ink", row.head)
        return Face("ink" if column == BEFORE else "muted")

    def sentence(self, row: ProposedRow) -> str:
        """One line in words, for the row that has the keyboard and for a screen reader."""
        name = f"{row.under}, {row.name}" if row.under else row.name
        if not row.moves:
            said = translate("CalibrationModel", "{name}: stays at {before}").format(name=name, before=row.before)
        else:
            said = translate("CalibrationModel", "{name}: {before} → {after}").format(
                name=name, before=row.before, after=row.after
            )
        if row.outcomes:
            said = translate("CalibrationModel", "{said} · outcomes: {n}, good: {good}").format(
                said=said, n=row.outcomes, good=row.good or "–"
            )
        return f"{said} · {row.why}" if row.why else said
