"""What cuts the list of qualifications: when, who, what was decided, by which grid, and what stands out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations.grids import list_grids
from sdrdesk.core.operations.review import ReviewFilter, who_decided
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.flow_layout import FlowLayout

Choice = tuple[str, object]
WIDEST = 170


class MenuButton(QPushButton):
    """One choice among a few, in a menu; the first asks nothing, and the button then only names what it cuts by.

    `chosen` fires only when a person chooses.
    """

    chosen = Signal()

    def __init__(
        self, rest: str, name: str, choices: Callable[[], Sequence[Choice]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rest, self._name, self._choices = rest, name, choices
        self.value: object = None
        self.setProperty("hasMenu", True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.reset()

    def sizeHint(self) -> QSize:
        """As wide as its words and its arrow: the style gives a menu more room than the look asks for."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 44, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def choose(self, label: str, value: object) -> None:
        """Show a choice; emits nothing."""
        self.value = value
        self._show(self._rest if value is None else label, asks=value is not None)

    def reset(self) -> None:
        """Ask nothing; emits nothing."""
        self.choose("", None)

    def _show(self, label: str, *, asks: bool) -> None:
        said = self.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, WIDEST)
        self.setText(said.replace("&", "&&"))
        self.setToolTip(f"{self._name}\n{label}" if said != label else self._name)
        mark(self, "selected" if asks else None)

    def _fill(self) -> None:
        self._menu.clear()
        for label, value in self._choices():
            action = QAction(label.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(lambda _=False, label=label, value=value: self._chose(label, value))
            self._menu.addAction(action)

    def _chose(self, label: str, value: object) -> None:
        self.choose(label, value)
        self.chosen.emit()


class ReviewFilters(QWidget):
    """The filters as buttons; `changed` fires only when a person changes one."""

    changed = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.menus = {
            "period": MenuButton(self.tr("Date"), self.tr("When it was decided"), self._periods),
            "who": MenuButton(self.tr("Rep"), self.tr("Who decided"), self._reps),
            "decision": MenuButton(
                self.tr("Decision"), self.tr("What the rep said, and what follows"), self._decisions
            ),
            "grid": MenuButton(self.tr("Grid"), self.tr("By which grid and version"), self._grids),
            "campaign": MenuButton(self.tr("Campaign"), self.tr("In which campaign"), self._campaigns),
            "reviewed": MenuButton(self.tr("Read or not"), self.tr("Read or not yet"), self._reviewed),
        }
        self.toggles = {
            "disagreement": QPushButton(self.tr("Disagreements")),
            "missing_evidence": QPushButton(self.tr("No evidence")),
            "flags": QPushButton(self.tr("Flags")),
        }
        for name, tip in (
            ("disagreement", self.tr("The score leant to another decision than the rep took (1)")),
            ("missing_evidence", self.tr("An answer that counts has no words to prove it (2)")),
            ("flags", self.tr("The verdict came with a warning (3)")),
        ):
            self.toggles[name].setToolTip(tip)
        self._names = {name: button.text() for name, button in self.toggles.items()}
        flow = FlowLayout(self, gap=6)
        for menu in self.menus.values():
            menu.chosen.connect(self.changed)
            flow.addWidget(menu)
        for button in self.toggles.values():
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.changed)
            flow.addWidget(button)
        self.menus["campaign"].setVisible(bool(workspace.campaigns))
        self.clear_button = QPushButton(self.tr("All of them"))
        self.clear_button.setToolTip(self.tr("Let go of every filter (0)"))
        mark(self.clear_button, "quiet")
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.hide()
        flow.addWidget(self.clear_button)
        self.changed.connect(self._show_clear)

    # -- what is asked ------------------------------------------------------------------------------------------

    def asked(self) -> ReviewFilter:
        """The qualifications wanted."""
        value = {name: menu.value for name, menu in self.menus.items()}
        since = self._since(str(value["period"])) if value["period"] else None
        asked = ReviewFilter(since=since)
        if value["who"] is not None:
            asked = replace(asked, who=(str(value["who"]),))
        if isinstance(said := value["decision"], Decision):
            asked = replace(asked, decisions=(said.value,))
        elif isinstance(said, Route):
            asked = replace(asked, routes=(said.value,))
        if isinstance(grid := value["grid"], tuple):
            asked = replace(asked, grids=(grid,))
        if value["campaign"]:
            asked = replace(asked, campaign=str(value["campaign"]))
        if isinstance(reviewed := value["reviewed"], bool):
            asked = replace(asked, reviewed=reviewed)
        on = {name: button.isChecked() or None for name, button in self.toggles.items()}
        return replace(
            asked, disagreement=on["disagreement"], missing_evidence=on["missing_evidence"], flags=on["flags"]
        )

    def _since(self, period: str) -> datetime:
        today = self._workspace.now().replace(hour=0, minute=0, second=0, microsecond=0)
        match period:
            case "today":
                return today
            case "week":
                return today - timedelta(days=today.weekday())
            case "month":
                return today.replace(day=1)
            case _:
                return today - timedelta(days=int(period) - 1)

    def toggle(self, number: int) -> None:
        """Press the toggle of a digit; 0 lets go of every filter."""
        if number == 0:
            self.clear()
        else:
            list(self.toggles.values())[number - 1].click()

    def clear(self) -> None:
        """Let go of every filter."""
        for menu in self.menus.values():
            menu.reset()
        for button in self.toggles.values():
            button.setChecked(False)
        self.changed.emit()

    @property
    def asks(self) -> bool:
        """Whether any filter cuts the list."""
        return any(m.value is not None for m in self.menus.values()) or any(
            b.isChecked() for b in self.toggles.values()
        )

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.asks)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Say on the toggles how many there are of each."""
        for name, button in self.toggles.items():
            n = counts.get(name)
            button.setText(self._names[name] if n is None else f"{self._names[name]} {self._words.number(n)}")

    # -- what there is to choose --------------------------------------------------------------------------------

    def _periods(self) -> list[Choice]:
        return [
            (self.tr("Any time"), None),
            (self.tr("Today only"), "today"),
            (self.tr("This week"), "week"),
            (self.tr("This month"), "month"),
            (self.tr("Last 30 days"), "30"),
            (self.tr("Last 90 days"), "90"),
        ]

    def _reps(self) -> list[Choice]:
        return [(self.tr("All reps"), None), *((who or "–", who) for who in who_decided(self._workspace))]

    def _decisions(self) -> list[Choice]:
        words = self._words
        decisions: list[Choice] = [(words.text("decision", d), d) for d in Decision]
        return [(self.tr("All decisions"), None), *decisions, *((words.text("route", r), r) for r in Route)]

    def _grids(self) -> list[Choice]:
        found: list[Choice] = [(self.tr("All grids"), None)]
        for grid in list_grids(self._workspace):
            name = grid.name[self._words.language]
            if grid.version > 1:
                found.append((self.tr("{grid}, all versions").format(grid=name), (grid.id, None)))
            for version in range(grid.version, 0, -1):
                found.append((f"{name} v{version}", (grid.id, version)))
        return found

    def _campaigns(self) -> list[Choice]:
        campaigns = self._workspace.campaigns.values()
        return [(self.tr("All campaigns"), None), *((c.name, c.id) for c in campaigns)]

    def _reviewed(self) -> list[Choice]:
        return [
            (self.tr("Read or not"), None),
            (self.tr("Not read yet"), False),
            (self.tr("Read"), True),
        ]
