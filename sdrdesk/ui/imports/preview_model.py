"""The rows of the file with their fates, as they would be imported."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.imports import ImportPlan, PlannedRow, Problem, problem_sentence
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.fate_cards import TONES
from sdrdesk.ui.widgets.table_delegate import PILL_ROLE, PillData

LINE, NAME, COMPANY, EMAIL, PHONE, FATE, SAID = range(7)
PAGE = 200
MOST_PAGES = 40
Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The rows of one fate, or all, read a page at a time from the plan."""

    def __init__(self, words: Words, headers: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._headers = words, headers
        self._plan: ImportPlan | None = None
        self._fate_shown = ""
        self._pages: dict[int, list[PlannedRow]] = {}

    def set_plan(self, plan: ImportPlan | None, fate: str = "") -> None:
        """Show a plan's rows: those of one fate, "" for all."""
        self.beginResetModel()
        self._plan, self._fate_shown, self._pages = plan, fate, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._plan is None:
            return 0
        return self._plan.counts[self._fate_shown] if self._fate_shown else self._plan.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SAID + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        horizontal = orientation is Qt.Orientation.Horizontal
        return self._headers[section] if horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, PILL_ROLE):
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if role == PILL_ROLE:
            return PillData(self._fate(row), TONES[row.fate]) if index.column() == FATE else None
        return self._text(row, index.column())

    def _row(self, number: int) -> PlannedRow | None:
        page = number // PAGE
        if page not in self._pages and self._plan is not None:
            if len(self._pages) > MOST_PAGES:
                self._pages.clear()
            self._pages[page] = self._plan.scratch.rows_of(self._fate_shown, page * PAGE, PAGE)
        rows = self._pages.get(page, [])
        return rows[number % PAGE] if number % PAGE < len(rows) else None

    def _fate(self, row: PlannedRow) -> str:
        said = self._words.text("fate", row.fate)
        if row.fate == "updated":
            names = [self._words.text("column", c).lower() for c in row.changed if self._words.has("column", c)]
            columns = ", ".join(names[:3]) + ("…" if len(names) > 3 else "")
            said = QCoreApplication.translate("ImportDialog", "{fate}: {columns}").format(fate=said, columns=columns)
        return said

    def _text(self, row: PlannedRow, column: int) -> str:
        fields = row.fields
        match column:
            case 0:
                return self._words.number(row.line)
            case 1:
                return f"{fields.get('first_name', '')} {fields.get('last_name', '')}".strip()
            case 2:
                return fields.get("company", "")
            case 3:
                return fields.get("email", "")
            case 4:
                return _phone(fields.get("phone", ""), fields.get("phone_given", "")) or _phone(
                    fields.get("mobile", ""), fields.get("mobile_given", "")
                )
            case 5:
                return self._fate(row)
            case _:
                return " · ".join(
                    problem_sentence(Problem(row.line, c, code, value), self._words) for c, code, value in row.why
                )


def _phone(number: str, given: str) -> str:
    return f"{given} → {shown(number)}" if given and given != number else shown(number)
