"""Writing a file: which rows, which leads, which columns under which names, then the file itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.export_presets import (
    ExportPreset,
    Named,
    export_presets,
    last_export,
    remember_export,
    remove_preset,
    save_preset,
)
from sdrdesk.core.operations.exports import ENDINGS, KINDS, SESSION, ExportChoice, columns_of, export
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.exports.columns_list import NAME, ColumnsList, ColumnsModel
from sdrdesk.ui.imports.task_foot import TaskFoot
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.key_button import KeyButton

ALL = ""
"""The preset of every column under our own names, which an import takes back."""


@dataclass(frozen=True, slots=True)
class LeadsAtHand:
    """The leads of the list as it is cut and those selected in it, by their rows in the store; None: there is none."""

    listed: Sequence[int] | None = None
    selected: Sequence[int] | None = None


class ExportDialog(QDialog):
    """Chooses what a file holds, and writes it with its progress."""

    exported = Signal(object)  # what `export` says of the file

    def __init__(
        self, workspace: Workspace, words: Words, at_hand: LeadsAtHand = LeadsAtHand(), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._at_hand = workspace, words, at_hand
        self._last = last_export(workspace)
        self._presets: list[ExportPreset] = []
        self.setWindowTitle(self.tr("Export"))
        self.resize(920, 640)
        self._make_boxes()
        self._lay_out()
        self._show_kind()
        self.columns.setFocus()

    # -- layout --------------------------------------------------------------------------------------------------

    def _make_boxes(self) -> None:
        words = self._words
        self.what = self._box(self.tr("Contents"), [(words.text("export_kind", what), what) for what in KINDS])
        self.what.setCurrentIndex(self.what.findData(self._last.what))
        self.which = self._box(self.tr("Which leads"), self._scopes())
        self.which.setCurrentIndex(self.which.count() - 1)
        self.format = self._box(
            self.tr("Format"),
            [
                (self.tr("Workbook for people (.xlsx)"), ".xlsx"),
                (self.tr("CSV for programs (.csv)"), ".csv"),
                (self.tr("JSON (.json)"), ".json"),
            ],
        )
        self.format.setCurrentIndex(self.format.findData(self._last.ending))
        self.preset = self._box(self.tr("Columns for"), [])
        self.what.activated.connect(lambda _: self._show_kind())
        self.preset.activated.connect(lambda _: self._preset_chosen())
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of a preset of yours"))
        self.name.setAccessibleName(self.tr("Name of a preset of yours"))
        self.save = QPushButton(self.tr("Save columns"))
        self.forget = QPushButton(self.tr("Forget preset"))
        self.save.clicked.connect(self.save_columns)
        self.forget.clicked.connect(self.forget_preset)
        for button in (self.save, self.forget):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.model = ColumnsModel(self._words, (self.tr("Column"), self.tr("Name in the file")), self)
        self.model.edited.connect(self._columns_edited)
        self.columns = ColumnsList(self.model)
        self.columns.setAccessibleName(self.tr("Columns"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addLayout(self._left())
        body.addLayout(self._right(), 1)
        layout.addLayout(body, 1)
        self.foot = TaskFoot(self._words, self.tr("Export…"))
        self.foot.close_button.clicked.connect(self.close)
        self.foot.do_button.clicked.connect(self.ask_file)
        self.foot.close_button.setAutoDefault(False)
        layout.addWidget(self.foot)
        self.foot.do_button.setDefault(True)  # a button is its dialog's default only once it stands in it

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(4)
        for box in (self.what, self.which, self.format, self.preset):
            label = QLabel(box.accessibleName())
            mark(label, "muted")
            left.addWidget(label)
            left.addWidget(box)
            left.addSpacing(8)
        left.addWidget(self.name)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.forget)
        left.addLayout(buttons)
        left.addStretch(1)
        about = QLabel(
            self.tr(
                "Numbers and addresses of people who objected are left blank. All columns under their own names "
                "come back unchanged when they are imported."
            )
        )
        about.setWordWrap(True)
        mark(about, "muted")
        left.addWidget(about)
        self.what.setMinimumWidth(280)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.columns, 1)
        keys = QGridLayout()
        keys.setSpacing(8)
        acts = (
            (self.tr("Tick"), self.tr("Space"), self._toggle),
            (self.tr("Rename"), "F2", self._rename),
            (self.tr("Up"), self.tr("Alt+↑"), partial(self.columns.move_current, -1)),
            (self.tr("Down"), self.tr("Alt+↓"), partial(self.columns.move_current, 1)),
            (self.tr("All"), "", partial(self.model.tick_all, True)),
            (self.tr("None"), "", partial(self.model.tick_all, False)),
        )
        for n, (said, key, act) in enumerate(acts):
            button = KeyButton(said, key)
            button.clicked.connect(lambda _=False, act=act: self._act(act))
            keys.addWidget(button, 0, n)
        keys.setColumnStretch(len(acts), 1)
        right.addLayout(keys)
        return right

    def _box(self, name: str, choices: Sequence[tuple[str, Any]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for said, value in choices:
            box.addItem(said, value)
        return box

    def _scopes(self) -> list[tuple[str, str]]:
        """Which leads there are to choose from, the ones most likely meant last."""
        number = self._words.number
        total = leads.count_leads(self._workspace)
        found = [(self.tr("All leads ({n})").format(n=number(total)), "all")]
        if self._at_hand.listed is not None:
            n = len(self._at_hand.listed)
            found.append((self.tr("The list as it is filtered ({n})").format(n=number(n)), "listed"))
        if self._at_hand.selected is not None:
            n = len(self._at_hand.selected)
            found.append((self.tr("The leads selected ({n})").format(n=number(n)), "selected"))
        return found

    # -- columns -------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """What the rows are."""
        return str(self.what.currentData())

    def _show_kind(self) -> None:
        what = self.kind
        self.which.setEnabled(what != SESSION)
        self._fill_presets(self._last.presets.get(what, ALL))
        self._show(self._last.columns.get(what) or self._of_preset())

    def _fill_presets(self, name: str) -> None:
        self._presets = export_presets(self._workspace, self.kind)
        self.preset.clear()
        self.preset.addItem(self.tr("sdrdesk: all columns"), ALL)
        for preset in self._presets:
            self.preset.addItem(preset.name, preset.name)
        self.preset.setCurrentIndex(max(0, self.preset.findData(name)))
        self._show_forget()

    def _show_forget(self) -> None:
        chosen = self._chosen_preset()
        self.forget.setEnabled(chosen is not None and chosen.own)

    def _chosen_preset(self) -> ExportPreset | None:
        return next((p for p in self._presets if p.name == self.preset.currentData()), None)

    def _of_preset(self) -> Named:
        chosen = self._chosen_preset()
        return chosen.columns if chosen else tuple((column, "") for column in columns_of(self.kind))

    def _preset_chosen(self) -> None:
        self._show_forget()
        self._show(self._of_preset())

    def _show(self, named: Named) -> None:
        self.model.show_columns(self.kind, named)
        self.columns.setCurrentIndex(self.model.index(0, 0))
        self._columns_edited()

    def _columns_edited(self) -> None:
        n = len(self.model.chosen())
        if not self.foot.busy:
            self.foot.say(self.tr("%n column(s)", "", n))
            self.foot.do_button.setEnabled(n > 0)

    def _act(self, act: Any) -> None:
        act()
        self.columns.setFocus()

    def _toggle(self) -> None:
        if self.columns.currentIndex().isValid():
            self.model.toggle(self.columns.currentIndex().row())

    def _rename(self) -> None:
        if self.columns.currentIndex().isValid():
            self.columns.edit(self.model.index(self.columns.currentIndex().row(), NAME))

    def save_columns(self) -> None:
        """Keep the columns as a preset of that name."""
        name = self.name.text()
        try:
            save_preset(self._workspace, name, self.kind, self.model.chosen())
        except UserError as error:
            self.foot.say(sentence(error, self._words), "bad")
            self.name.setFocus()
            return
        self.name.clear()
        self._fill_presets(" ".join(name.split()))
        self.foot.say(self.tr("Saved. It is offered here from now on."), "ok")

    def forget_preset(self) -> None:
        """Forget the own preset that is chosen; the columns stay as they are."""
        chosen = self._chosen_preset()
        if chosen is not None and chosen.own:
            remove_preset(self._workspace, chosen)
            self._fill_presets(ALL)
            self.columns.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the name of a preset saves it; elsewhere it exports."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.name.hasFocus():
            self.save_columns()
        else:
            super().keyPressEvent(event)

    # -- the file ------------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Choose where the file goes, and write it."""
        ending = str(self.format.currentData())
        name = f"sdrdesk-{self.kind}-{self._workspace.now():%Y-%m-%d}{ending}"
        path, _ = ask_where(self, self.tr("Export"), name, f"{self.format.currentText()} (*{ending})")
        if path:
            target = Path(path)
            self.export_to(target if target.suffix.lower() in ENDINGS else target.with_name(target.name + ending))

    def export_to(self, path: Path) -> None:
        """Write the file; the next export begins with what this one was."""
        if self.foot.busy:
            return
        what, columns = self.kind, self.model.chosen()
        rows = {"listed": self._at_hand.listed, "selected": self._at_hand.selected}.get(str(self.which.currentData()))
        language = self._words.language
        self._last = replace(
            self._last,
            what=what,
            ending=str(self.format.currentData()),
            presets={**self._last.presets, what: str(self.preset.currentData())},
            columns={**self._last.columns, what: columns},
        )

        def work(progress: Any) -> dict[str, Any]:
            remember_export(self._workspace, self._last)
            choice = ExportChoice(columns, rows=rows if what != SESSION else None)
            return export(self._workspace, path, what, language=language, choice=choice, progress=progress)

        self.foot.run(self.tr("Writing {file}…").format(file=path.name), work, self._exported)

    def _exported(self, done: dict[str, Any]) -> None:
        self.exported.emit(done)
        self.accept()

    def done(self, result: int) -> None:
        """Close, however it was asked: a file being written is given up first, and leaves nothing."""
        self.foot.stop()
        super().done(result)
