"""The verdicts that a replayed grid would change, as rows of a table, cut by move."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.replay import Verdict
from sdrdesk.core.operations.replay import Replay, ReplayedLead, cause_words, verdict_words
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme.tokens import Tone
from sdrdesk.ui.widgets.table_delegate import PILL_ROLE, PillData

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
Move = tuple[State, State]
NAME, COMPANY, WHEN, BEFORE, AFTER, POINTS, DECIDED, CAUSE = range(8)
_TONES: dict[State, Tone] = {State.NOW: "ok", State.LATER: "doubt", State.NEVER: "bad", State.OPEN: "neutral"}


class ReplayModel(QAbstractTableModel):
    """One row a lead whose verdict would be another."""

    def __init__(self, workspace: Workspace, words: Words, parent: Any = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self._done: Replay | None = None
        self.rows: Sequence[ReplayedLead] = ()

    def show(self, done: Replay | None, move: Move | None = None) -> None:
        """Show what a replay changes; only this move if one is given."""
        self.beginResetModel()
        self._done = done
        self.rows = [r for r in done.rows if move in (None, r.move)] if done else ()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else CAUSE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            translate("ReplayModel", "Name"), translate("ReplayModel", "Company"), translate("ReplayModel", "Decided"), translate("ReplayModel", "Verdict then"), translate("ReplayModel", "Replayed"), translate("ReplayModel", "Points"), translate("ReplayModel", "Decision"), translate("ReplayModel", "Why"),
        ][section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == PILL_ROLE and column in (BEFORE, AFTER):
            return self._pill(row.replayed.before if column == BEFORE else row.replayed.after)
        return None

    def _text(self, row: ReplayedLead, column: int) -> str:
        words, found = self._words, row.replayed
        match column:
            case 0:
                return row.name
            case 1:
                return row.company
            case 2:
                zone = self._workspace.zone
                return words.day(row.at.astimezone(zone).date(), self._workspace.now().astimezone(zone).date())
            case 3 | 4:
                return verdict_words(found.before if column == BEFORE else found.after, words, short=True)
            case 5:
                return f"{found.before.earned // 10} → {found.after.earned // 10}"
            case 6:
                return words.text("decision", row.decision)
            case _:
                return cause_words(row, self._done.grid, words) if self._done else ""

    def _tip(self, row: ReplayedLead, column: int) -> str:
        if column in (BEFORE, AFTER):
            return verdict_words(row.replayed.before if column == BEFORE else row.replayed.after, self._words)
        return self._text(row, column)

    def _pill(self, verdict: Verdict) -> PillData:
        return PillData(verdict_words(verdict, self._words, short=True), _TONES[verdict.state])
