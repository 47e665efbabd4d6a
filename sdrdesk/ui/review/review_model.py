"""The qualifications of the list: their ids in memory, their rows read a page at a time as they are shown."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from sdrdesk.ui.theme import Tone

PAGE, PAGES_KEPT = 64, 32
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One row: who was decided on, what the rep said, the score, and in the second line by whom, when and what stands out."""

    name: str
    company: str
    said: str
    tone: Tone
    score: str
    who: str
    why: str
    stands_out: bool = False
    reviewed: bool = False
    unfinished: bool = False


class ReviewModel(QAbstractListModel):
    """A list of qualifications of any length."""

    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, ReviewLine]], parent: Any = None) -> None:
        super().__init__(parent)
        self._read = read
        self.ids: list[str] = []
        self._pages: OrderedDict[int, Mapping[str, ReviewLine]] = OrderedDict()

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self.ids = list(ids)
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is shown; the rows stay the same."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))

    def row_of(self, decision_id: str) -> int:
        """Where a qualification stands, -1 when it does not."""
        try:
            return self.ids.index(decision_id)
        except ValueError:
            return -1

    def line(self, row: int) -> ReviewLine | None:
        """What a row says; None when its qualification is gone."""
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self._read(self.ids[page * PAGE : (page + 1) * PAGE])
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self.ids[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (LINE_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        line = self.line(index.row())
        if role == LINE_ROLE or line is None:
            return line
        return ", ".join(p for p in (line.name, line.company, line.said, line.score, line.who, line.why) if p)
