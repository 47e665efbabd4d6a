"""Importing a file: how it reads, what becomes of each row, then the import itself; nothing is touched before."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations import backups, imports, leads
from sdrdesk.core.operations.imports import FATES, Imported, ImportPlan, PlannedRow, Policy, Problem
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.task_foot import Figures, TaskFoot, country_box
from sdrdesk.ui.theme import Tone, mark
from sdrdesk.ui.widgets.table_delegate import PILL_ROLE, PillData, TableLook, calm_table

TONES: dict[str, Tone] = {
    "created": "ok",
    "updated": "accent",
    "unchanged": "neutral",
    "skipped": "doubt",
    "refused": "bad",
}
LINE, NAME, COMPANY, EMAIL, PHONE, FATE, SAID = range(7)
PAGE = 200
Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The rows of the file with their fates, read a page at a time from the plan."""

    def __init__(self, words: Words, headers: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._headers = words, headers
        self._plan: ImportPlan | None = None
        self._pages: dict[int, list[PlannedRow]] = {}

    def set_plan(self, plan: ImportPlan | None) -> None:
        """Show a plan's rows."""
        self.beginResetModel()
        self._plan, self._pages = plan, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._plan is None else self._plan.rows

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
            if index.column() != FATE:
                return None
            return PillData(self._fate(row), TONES[row.fate])
        return self._text(row, index.column())

    def _row(self, number: int) -> PlannedRow | None:
        page = number // PAGE
        if page not in self._pages and self._plan is not None:
            if len(self._pages) > 40:
                self._pages.clear()
            self._pages[page] = self._plan.scratch.page(page * PAGE + 1, PAGE)
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
                return "; ".join(
                    imports.problem_sentence(Problem(row.line, c, code, value), self._words)
                    for c, code, value in row.why
                )


def _phone(number: str, given: str) -> str:
    return f"{given} → {shown(number)}" if given and given != number else shown(number)


class ImportDialog(QDialog):
    """Preview, import with progress, report."""

    imported = Signal(object)

    def __init__(
        self, workspace: Workspace, words: Words, path: Path, parent: QWidget | None = None, *, campaign: str = ""
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self.path = workspace, words, path
        self._campaign = campaign
        self._plan: ImportPlan | None = None
        self.result_of: Imported | None = None
        self.setWindowTitle(self.tr("Import {file}").format(file=path.name))
        self.resize(1280, 760)
        self._lay_out()
        self.read()

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.about = QLabel()
        mark(self.about, "muted")
        self.policy = self._choice(
            self.tr("If the lead is here already"),
            [
                (Policy.UPDATE.value, self.tr("Known leads: update, blanks never erase")),
                (Policy.SKIP.value, self.tr("Known leads: leave as they are")),
                (Policy.NEW.value, self.tr("Known leads: make a second one")),
            ],
        )
        self.country = country_box(
            self._workspace.country,
            self.tr("Country of numbers without a prefix"),
            lambda country: self.tr("Numbers: {country}").format(country=country),
        )
        self.country.activated.connect(lambda _: self.read())
        self.encoding = self._choice(
            self.tr("Encoding"),
            [
                ("", self.tr("Encoding: as found")),
                ("utf-8", "UTF-8"),
                ("cp1252", "Windows-1252"),
                ("latin-1", "Latin-1"),
                ("mac-roman", "Mac"),
                ("utf-16", "UTF-16"),
            ],
        )
        self.delimiter = self._choice(
            self.tr("Separator"),
            [
                ("", self.tr("Separator: as found")),
                (",", self.tr("comma")),
                (";", self.tr("semicolon")),
                ("\t", self.tr("tab")),
                ("|", "|"),
            ],
        )
        offered = [(c.id, self.tr("New leads: in {campaign}").format(campaign=c.name))
                   for c in self._workspace.campaigns.values() if not c.closed]  # fmt: skip
        self.campaign = self._choice(
            self.tr("Campaign of new leads"), [("", self.tr("New leads: in no campaign")), *offered]
        )
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(self._campaign)))
        if not offered:
            self.campaign.hide()
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for box in self._boxes():
            tools.addWidget(box)
        tools.addStretch(1)
        self.cards = Figures([(f, self._words.text("fate", f), TONES[f]) for f in FATES], self._words)
        self.figures = self.cards.labels
        headers = [
            self.tr("Line"), self.tr("Name"), self.tr("Company"), self.tr("E-mail"), self.tr("Phone"), self.tr("Fate"),
            self.tr("What is said of it"),
        ]  # fmt: skip
        self.model = PreviewModel(self._words, headers, self)
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
        for column, width in ((LINE, 64), (NAME, 150), (COMPANY, 150), (EMAIL, 190), (PHONE, 290), (FATE, 170)):
            self.table.setColumnWidth(column, width)
        self.unmapped = QLabel()
        self.unmapped.setWordWrap(True)
        mark(self.unmapped, "muted")
        self.foot = TaskFoot(self._words)
        self.said, self.progress = self.foot.said, self.foot.progress
        self.close_button, self.import_button = self.foot.close_button, self.foot.do_button
        self.close_button.clicked.connect(self.close)
        self.import_button.clicked.connect(self.start_import)
        self.foot.failed.connect(self._failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.about)
        layout.addLayout(tools)
        layout.addWidget(self.cards)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.unmapped)
        layout.addWidget(self.foot)

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.policy, self.campaign, self.country, self.encoding, self.delimiter

    def _choice(self, name: str, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        for value, label in choices:
            box.addItem(label, value)
        box.activated.connect(lambda _: self.read())
        return box

    # -- reading ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Work the file out anew with what is chosen."""
        self._drop_plan()
        work = partial(
            _plan,
            self._workspace,
            self.path,
            Policy(self.policy.currentData()),
            self.country.currentData(),
            self.encoding.currentData() or None,
            self.delimiter.currentData() or None,
            self.campaign.currentData() or "",
        )
        self.foot.run(self.tr("Reading…"), work, self._planned)

    def _planned(self, plan: ImportPlan) -> None:
        self._plan = plan
        self.model.set_plan(plan)
        form, words = plan.form, self._words
        separator = {",": self.tr("comma"), ";": self.tr("semicolon"), "\t": self.tr("tab")}.get(
            form.delimiter, form.delimiter
        )
        encoding = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}.get(
            form.encoding, form.encoding
        )
        self.about.setText(
            self.tr("{file} · {n} rows · {encoding} · {separator}").format(
                file=self.path.name, n=words.number(plan.rows), encoding=encoding, separator=separator
            )
        )
        self.cards.show_counts(plan.counts[f] for f in FATES)
        mapped = ", ".join(words.text("column", c).lower() for c in plan.columns.sources if words.has("column", c))
        left = ", ".join(plan.columns.unmapped)
        said = self.tr("Columns read: {columns}.").format(columns=mapped)
        if left:
            said += " " + self.tr("Not recognised, left out: {columns}.").format(columns=left)
        self.unmapped.setText(said)
        total = words.number(plan.rows)
        self.said.setText(
            self.tr(
                "The five figures add up to {n}. The import can be undone later; what people do since is kept."
            ).format(n=total)
        )
        if plan.opposed:
            said = words.text("opposition", "kept_closed", n=plan.opposed)
            self.said.setText(f"{said}. {self.said.text()}")
        wanted = plan.counts["created"] + plan.counts["updated"]
        self.import_button.setText(self.tr("Import %n lead(s)", "", wanted).replace(str(wanted), words.number(wanted)))
        self.import_button.setEnabled(wanted > 0)
        if not wanted:
            self.import_button.setText(self.tr("Nothing to import"))
        self.table.setFocus()

    def _failed(self, _error: UserError) -> None:
        self.import_button.setText(self.tr("Nothing to import"))
        self.cards.clear()
        self.about.setText(self.path.name)

    # -- importing ----------------------------------------------------------------------------------------------

    def start_import(self) -> None:
        """Carry the plan out; cancel answers at once and takes back what was done."""
        plan = self._plan
        if plan is None or self.foot.busy:
            return
        for box in self._boxes():
            box.setEnabled(False)
        self.foot.run(self.tr("Importing…"), partial(_apply, self._workspace, plan), self._imported)

    def _imported(self, done: Imported) -> None:
        self.result_of = done
        words = self._words
        figures = ", ".join(f"{words.number(done.counts[f])} {words.text('fate', f)}" for f in FATES if done.counts[f])
        self.foot.say(self.tr("Done: {figures}.").format(figures=figures), "ok")
        self.import_button.hide()
        self.close_button.setText(self.tr("Close"))
        mark(self.close_button, "primary")
        self.close_button.setFocus()
        self.imported.emit(done)

    def done(self, result: int) -> None:
        """Close, however it was asked: what is under way is cancelled and taken back first."""
        self.foot.stop()
        self._drop_plan()
        super().done(result)

    def _drop_plan(self) -> None:
        self.model.set_plan(None)
        if self._plan is not None:
            self._plan.close()
            self._plan = None


def _plan(
    workspace: Workspace,
    path: Path,
    policy: Policy,
    country: str,
    encoding: str | None,
    delimiter: str | None,
    campaign: str,
    progress: Callable[[int, int], bool],
) -> ImportPlan:
    reading = imports.Reading(encoding or "", delimiter or "")
    choices = imports.Choices(policy, country, campaign, reading)
    return imports.plan_import(workspace, path, choices, progress)


def _apply(workspace: Workspace, plan: ImportPlan, progress: Callable[[int, int], bool]) -> Imported:
    if leads.count_leads(workspace):
        backups.backup_before(workspace, "import")
    return imports.apply_import(workspace, plan, progress)
