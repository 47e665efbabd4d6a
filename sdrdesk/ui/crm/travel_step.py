"""The step that chooses what travels, and which way; each choice says what comes of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.ui.crm.step import Setup, Step
from sdrdesk.ui.theme import mark


class TravelStep(Step):
    """Seven choices, each with its consequence in one sentence."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.title = self.tr("What travels")
        self._say(self.tr("What travels, and which way?"), self.tr("All of it can be changed later."))
        self.send = QCheckBox(self.tr("Send what is learned here"))
        self.receive = QCheckBox(self.tr("Receive what is changed there"))
        self.create_here = QCheckBox(self.tr("Bring new people here"))
        self.history = QCheckBox(self.tr("Send the calls and notes of the past too"))
        self.who = self._box(
            self.tr("Which leads"),
            [("all", self.tr("Every lead")), ("worked", self.tr("Only those worked on"))],
        )
        self.wins = self._box(
            self.tr("When both sides changed a field"),
            [("crm", self.tr("The CRM wins")), ("here", self.tr("sdrdesk wins"))],
        )
        label = [(str(s), stage_label(setup.workspace, setup.words, s)) for s in Stage]
        self.deals_from = self._box(self.tr("A lead is a deal from"), label)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnStretch(1, 1)
        self._rows: dict[QWidget, list[QWidget]] = {}
        self._add_all()
        self.grid.setRowStretch(self.grid.rowCount(), 1)  # few rows, as of a webhook, stay together at the top
        body = QWidget()
        body.setLayout(self.grid)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(area, 1)
        self._load(setup.options)

    def _add_all(self) -> None:
        self._add(self.send, "", self.tr("Leads, their verdict, calls, notes and next steps are written into the CRM as they happen."))  # fmt: skip
        self._add(self.receive, "", self.tr("A phone number or a title that a colleague corrects there is corrected here. The verdict is yours: it is never taken from the CRM."))  # fmt: skip
        self._add(self.create_here, "", self.tr("Whoever is entered there becomes a lead here. Without it, only people known here are followed."))  # fmt: skip
        self._add(self.who, self.tr("Which leads"), self.tr("“Only those worked on” leaves out whoever nobody has called, noted or decided on: a bought list stays out of the CRM."))  # fmt: skip
        self._add(self.deals_from, self.tr("A lead is a deal from"), self.tr("Before that stage a lead is a contact of its company; from it on there is a deal as well."))  # fmt: skip
        self._add(self.wins, self.tr("When both sides changed a field"), self.tr("Only that one field of that one lead is concerned. What is overwritten here stands in the history of the lead."))  # fmt: skip
        self._add(self.history, "", self.tr("Without it, the CRM hears of what happens from now on."))

    def _add(self, control: QWidget, label: str, consequence: str) -> None:
        row = self.grid.rowCount()
        said = QLabel(consequence)
        said.setWordWrap(True)
        mark(said, "small")
        parts: list[QWidget] = [control, said]
        if label:
            name = QLabel(label)
            self.grid.addWidget(name, row, 0)
            self.grid.addWidget(control, row, 1, Qt.AlignmentFlag.AlignLeft)
            parts.append(name)
        else:
            self.grid.addWidget(control, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.grid.addWidget(said, row + 1, 0, 1, 2)
        self.grid.setRowMinimumHeight(row + 2, 8)
        self._rows[control] = parts

    @staticmethod
    def _box(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for value, label in choices:
            box.addItem(label, value)
        return box

    def _load(self, options: Options) -> None:
        self.send.setChecked(options.send)
        self.receive.setChecked(options.receive)
        self.create_here.setChecked(options.create_here)
        self.history.setChecked(options.history)
        for box, value in ((self.who, options.who), (self.wins, options.wins), (self.deals_from, options.deals_from)):
            box.setCurrentIndex(max(0, box.findData(value)))

    def enter(self) -> None:
        hook, tried = self.setup.is_webhook, self.setup.tried
        for control in (self.send, self.receive, self.create_here, self.wins):
            self._show(control, not hook)
        self._show(self.deals_from, tried is not None and tried.has_deals)
        self._show(self.history, self.setup.known is None)
        (self.who if hook else self.send).setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, control: QWidget, shown: bool) -> None:
        for part in self._rows[control]:
            part.setVisible(shown)

    def keep(self) -> str:
        """Hand on what was chosen; nothing at all is no choice."""
        hook = self.setup.is_webhook
        self.setup.options = Options(
            send=hook or self.send.isChecked(),
            receive=not hook and self.receive.isChecked(),
            create_here=not hook and self.create_here.isChecked(),
            who=self.who.currentData(),
            deals_from=self.deals_from.currentData(),
            wins=self.wins.currentData(),
            history=self.history.isChecked(),
        )
        if not self.setup.options.send and not self.setup.options.receive:
            return self.tr("Choose to send, to receive, or both.")
        return ""
