"""The step of the preview: one fate a row, figures that add up, what is said of each row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from sdrdesk.core.operations.imports import FATES, ImportPlan, Policy
from sdrdesk.ui.imports.fate_cards import FateCards
from sdrdesk.ui.imports.import_step import ImportStep, named
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.imports.preview_model import COMPANY, EMAIL, FATE, LINE, NAME, PHONE, SAID, PreviewModel
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.table_delegate import TableLook, calm_table

WIDTHS = {LINE: 64, NAME: 140, COMPANY: 140, EMAIL: 200, PHONE: 300, FATE: 150}


class PreviewStep(ImportStep):
    """The rows; a card that is pressed shows those of its fate alone."""

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(hand, parent)
        self.about = QLabel()
        mark(self.about, "muted")
        self.cards = FateCards(FATES, self.words)
        self.cards.chosen.connect(self._filter)
        headers = [
            self.tr("Line"), self.tr("Name"), self.tr("Company"), self.tr("E-mail"), self.tr("Phone"), self.tr("Fate"),
            self.tr("What is said of it"),
        ]  # fmt: skip
        self.model = PreviewModel(self.words, headers, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Preview"))
        calm_table(
            self.table,
            TableLook(
                strong=frozenset({NAME}),
                muted=frozenset({LINE, SAID}),
                right=frozenset({LINE}),
                pills=frozenset({FATE}),
            ),
        )
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._say_row(now.row()))
        self.row_said = QLabel()
        self.row_said.setWordWrap(True)
        self.read = QLabel()
        self.read.setWordWrap(True)
        mark(self.read, "muted")
        self.column.addWidget(self.about)
        self.column.addWidget(self.cards)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.row_said)
        self.column.addWidget(self.read)

    # -- showing ------------------------------------------------------------------------------------------------

    def show_hand(self) -> None:
        plan = self.hand.plan
        self.model.set_plan(plan)
        self.row_said.hide()
        if plan is None:
            self.cards.clear()
            self.about.setText(self.hand.name)
            self.read.clear()
            return
        self.cards.show_chosen("")
        self.cards.show_counts(plan.counts)
        self.about.setText(self._about(plan))
        self.read.setText(self._columns_said(plan))
        self.table.selectRow(0)

    def _about(self, plan: ImportPlan) -> str:
        form = plan.form
        separator = {",": self.tr("comma"), ";": self.tr("semicolon"), "\t": self.tr("tab")}.get(
            form.delimiter, form.delimiter
        )
        encoding = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}.get(
            form.encoding, form.encoding
        )
        rows = self.tr("%n row(s)", "", plan.rows).replace(str(plan.rows), self.words.number(plan.rows))
        known = {
            Policy.UPDATE: "",
            Policy.SKIP: self.tr("known leads left as they are"),
            Policy.NEW: self.tr("known leads kept beside new ones"),
        }[plan.choices.policy]
        remembered = self.tr("read as last time") if self.hand.is_remembered else ""
        parts = (self.hand.name, rows, form.sheet, encoding, separator, remembered, known)
        return " · ".join(part for part in parts if part)

    def _columns_said(self, plan: ImportPlan) -> str:
        words = self.words
        mapped = ", ".join(words.text("column", c).lower() for c in plan.columns.sources if words.has("column", c))
        said = self.tr("Columns read: {columns}.").format(columns=mapped)
        left = named(plan.columns.unmapped, words)
        return " ".join((said, self.tr("Left out: {columns}.").format(columns=left))) if left else said

    def enter(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_row(self, row: int) -> None:
        """What is said of the row in hand, at its full length."""
        said = self.model.index(row, SAID).data() if row >= 0 else ""
        line = self.tr("line {n}: {what}").format(n=self.model.index(row, LINE).data(), what=said)
        self.row_said.setText(line if said else "")
        self.row_said.setVisible(bool(said))

    def _filter(self, fate: str) -> None:
        self.model.set_plan(self.hand.plan, fate)
        self.row_said.hide()
        self.table.selectRow(0)
