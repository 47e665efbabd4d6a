"""The form of one criterion of a draft: its words, its weight, and its answers, bands or signals."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from sdrdesk.core.domain.grid import CYCLES, TOPICS, Family, Kind
from sdrdesk.core.domain.grid_draft import GridDraft, Path, new_option
from sdrdesk.core.domain.lead import COLUMNS
from sdrdesk.core.words import Words
from sdrdesk.ui.grids.fields import ChoiceField, GridField, ListField, NumberField, TextField, labelled, say_faults
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.card import Card

LANGUAGES = {"en": "English", "fr": "Français"}
OUT = ("off_target", "no_need", "cannot_decide", "cannot_fund", "too_small")
"""The reasons an answer may end the matter with (M3): off target, no need, structurally unable to decide or to fund."""


class DraftForm(QWidget):
    """Fields over one part of a draft; it is laid out anew only when the draft's shape changes."""

    edited = Signal(object, object, bool)
    reshaped = Signal(object, object)  # what to do with the draft, then the place to focus

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.fields: list[GridField] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 4, 0)
        self.column.setSpacing(12)

    def add(self, field: GridField) -> GridField:
        """Take a field in."""
        field.edited.connect(self.edited)
        self.fields.append(field)
        return field

    def load(self, draft: GridDraft) -> None:
        """Show the draft's values and faults."""
        for field in self.fields:
            field.load(draft)

    def show_faults(self, draft: GridDraft) -> None:
        """Show the faults after an edit; the field being typed in keeps its text."""
        for field in self.fields:
            field.show_faults(draft)

    def field_at(self, path: Path) -> GridField | None:
        """The field of a place, or the nearest one to it: the one that holds it, else the first within it."""
        n = len(path)
        kinds = (
            (f for f in self.fields if f.path == path),
            (f for f in self.fields if f.path == path[: len(f.path)]),
            (f for f in self.fields if f.path[:n] == path),
        )
        return next((f for fields in kinds for f in fields), None)

    def both_languages(self, path: Path, label: str) -> QHBoxLayout:
        """The same text in English and French, side by side."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for language, name in LANGUAGES.items():
            field = self.add(TextField((*path, language), f"{label} · {name}", self.words))
            row.addWidget(labelled(f"{label} · {name}", field), 1)
        return row


class CriterionForm(DraftForm):
    """Everything that one criterion says."""

    def __init__(self, draft: GridDraft, index: int, words: Words, published: frozenset[str] | None) -> None:
        """`published`: the option ids this criterion was ever published with; None where its own id is new."""
        super().__init__(words)
        self._published = published
        self.index, self.path = index, ("criterion", index)
        self._draft = draft
        self._row_faults: dict[Path, QLabel] = {}
        kind = draft.value((*self.path, "kind"))
        self.points = QLabel()
        mark(self.points, "small")
        self.general = QLabel()
        self.general.setWordWrap(True)
        mark(self.general, "bad")
        self.general.hide()
        self.column.addWidget(self.general)
        self.column.addWidget(self._words_card(kind, published is None))
        self.column.addWidget(self._answers_card(kind))
        self.column.addStretch(1)
        self.load(draft)

    # -- its words and weight -----------------------------------------------------------------------------------

    def _words_card(self, kind: str, is_new: bool) -> Card:
        words = self.words
        card = Card(self.tr("Criterion"))
        card.body.setSpacing(12)
        card.add_layout(self.both_languages((*self.path, "label"), self.tr("Label")))
        if kind != Kind.SIGNALS:
            card.add_layout(self.both_languages((*self.path, "question"), self.tr("Question, as it is asked")))
        row = QHBoxLayout()
        row.setSpacing(12)
        families = [(f.value, words.text("family", f.value)) for f in Family]
        topics = [(None, self.tr("none")), *((t, words.text("topic", t)) for t in sorted(TOPICS))]
        row.addWidget(self._choice("family", families), 2)
        row.addWidget(self._choice("topic", topics), 2)
        if kind != Kind.SIGNALS:
            row.addWidget(self._choice("after", self._others()), 2)
            row.addWidget(self._choice("field", self._columns()), 2)
        card.add_layout(row)
        weights = QHBoxLayout()
        weights.setSpacing(12)
        for cycle in CYCLES:
            name = self.tr("Weight, {cycle}").format(cycle=words.text("cycle", cycle))
            field = self.add(NumberField(self._weight_path(cycle), name, words))
            weights.addWidget(labelled(name, field), 2)
        letter = self.add(TextField((*self.path, "letter"), words.text("grid_part", "letter"), words, optional=True))
        weights.addWidget(labelled(words.text("grid_part", "letter"), letter), 2)
        if is_new:
            id_field = self.add(TextField((*self.path, "id"), self.tr("Id, for files and exports"), words))
            weights.addWidget(labelled(self.tr("Id, for files and exports"), id_field), 2)
        card.add_layout(weights)
        card.add(self.points)
        return card

    def _weight_path(self, cycle: str) -> Path:
        whole = not isinstance(self._draft.value((*self.path, "weight")), dict)
        return (*self.path, "weight") if whole else (*self.path, "weight", cycle)

    def _choice(self, key: str, choices: Sequence[tuple[object, str]]) -> QWidget:
        name = self.words.text("grid_part", key)
        return labelled(name, self.add(ChoiceField((*self.path, key), name, self.words, choices)))

    def _others(self) -> list[tuple[object, str]]:
        others: list[tuple[object, str]] = [(None, self.tr("at any time"))]
        for n, table in enumerate(self._draft.tables(("criterion",))):
            if n != self.index and table.get("kind") != Kind.SIGNALS and isinstance(table.get("id"), str):
                label = self._draft.value(("criterion", n, "label", self.words.language))
                others.append((table["id"], str(label or table["id"])))
        return others

    def _columns(self) -> list[tuple[object, str]]:
        return [(None, self.tr("nothing")), *((c, self.words.text("column", c)) for c in COLUMNS if c != "notes")]

    # -- its answers --------------------------------------------------------------------------------------------

    def _answers_card(self, kind: str) -> Card:
        match kind:
            case Kind.SIGNALS:
                return self._signals_card()
            case Kind.NUMBER | Kind.MONEY | Kind.MONTHS:
                return self._steps_card("band", self.tr("Bands, in rising order"))
            case _:
                return self._steps_card("option", self.tr("Answers"))

    def _steps_card(self, key: str, title: str) -> Card:
        card = Card(title)
        listed = (*self.path, key)
        tables = self._draft.tables(listed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        heads = (
            [
                *LANGUAGES.values(),
                self.tr("Points, %"),
                self.tr("Ends the matter"),
                self.tr("Presumed when it reads"),
            ]
            if key == "option"
            else [self.tr("Up to"), self.tr("Points, %"), self.tr("Ends the matter")]
        )
        for n, head in enumerate(heads):
            label = QLabel(head)
            mark(label, "small")
            grid.addWidget(label, 0, n)
        for n in range(len(tables)):
            self._step_row(grid, n, listed, last=n == len(tables) - 1)
            said = QLabel()
            said.setWordWrap(True)
            mark(said, "bad")
            said.hide()
            self._row_faults[(*listed, n)] = said
            grid.addWidget(said, 2 * n + 2, 0, 1, len(heads))
        for n, stretch in enumerate((3, 3, 1, 2, 3) if key == "option" else (2, 1, 2)):
            grid.setColumnStretch(n, stretch)
        card.add_layout(grid)
        card.add_layout(self._add_row(key))
        return card

    def _add_row(self, key: str) -> QHBoxLayout:
        add = QPushButton(self.tr("Add an answer") if key == "option" else self.tr("Add a band"))
        set_icon(add, "plus", "muted", 14)
        mark(add, "quiet")
        add.clicked.connect(lambda: self._add_step(key))
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        return row

    def _step_row(self, grid: QGridLayout, n: int, listed: Path, *, last: bool) -> None:
        path, words = (*listed, n), self.words
        fields: list[GridField] = []
        if listed[-1] == "option":
            fields += [
                TextField(
                    (*path, "label", code), self.tr("Answer {n} · {language}").format(n=n + 1, language=name), words
                )
                for code, name in LANGUAGES.items()
            ]
        else:
            hint = self.tr("no limit") if last else ""
            fields.append(
                NumberField(
                    (*path, "up_to"),
                    self.tr("Upper bound of band {n}").format(n=n + 1),
                    words,
                    optional=True,
                    hint=hint,
                )
            )
        fields.append(
            NumberField((*path, "percent"), self.tr("Points of answer {n}, in percent").format(n=n + 1), words)
        )
        reasons = [(None, self.tr("no")), *((code, words.text("reason", code)) for code in OUT)]
        fields.append(
            ChoiceField((*path, "eliminates"), self.tr("Answer {n} ends the matter").format(n=n + 1), words, reasons)
        )
        if listed[-1] == "option":
            fields.append(
                ListField(
                    (*path, "match"),
                    self.tr("Texts of the field that suggest answer {n}, between commas, * for anything").format(
                        n=n + 1
                    ),
                    words,
                    optional=True,
                )
            )
        for column, field in enumerate(fields):
            field.says_faults = False
            grid.addWidget(self.add(field), 2 * n + 1, column)
        grid.addLayout(self._step_tools(path, n), 2 * n + 1, len(fields), Qt.AlignmentFlag.AlignTop)

    def _step_tools(self, path: Path, n: int) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for icon, name, act in (
            ("chevron-up", self.tr("Move answer {n} up"), partial(self._move_step, path, -1)),
            ("chevron-down", self.tr("Move answer {n} down"), partial(self._move_step, path, 1)),
            ("trash-2", self.tr("Remove answer {n}"), partial(self._remove_step, path)),
        ):
            button = QToolButton()
            set_icon(button, icon, "muted", 14)
            mark(button, "quiet")
            button.setToolTip(name.format(n=n + 1))
            button.setAccessibleName(name.format(n=n + 1))
            button.clicked.connect(lambda _=False, act=act: act())
            tools.addWidget(button)
        return tools

    def _add_step(self, key: str) -> None:
        listed = (*self.path, key)
        if key == "option":
            tables = self._draft.tables(listed)
            taken = [*(str(t.get("id")) for t in tables), *(self._published or ())]
            self.reshaped.emit(lambda d: d.insert(listed, new_option(taken)), (*listed, len(tables), "label", "en"))
        else:
            last = len(self._draft.tables(listed)) - 1
            self.reshaped.emit(
                lambda d: d.insert(listed, {"percent": 0}, max(last, 0)), (*listed, max(last, 0), "up_to")
            )

    def _move_step(self, path: Path, by: int) -> None:
        to = min(max(int(path[-1]) + by, 0), len(self._draft.tables(path[:-1])) - 1)
        first = ("label", "en") if path[-2] == "option" else ("up_to",)
        self.reshaped.emit(lambda d: d.move(path, by), (*path[:-1], to, *first))

    def _remove_step(self, path: Path) -> None:
        self.reshaped.emit(lambda d: d.remove(path), (*path[:-1], max(int(path[-1]) - 1, 0)))

    def _signals_card(self) -> Card:
        card = Card(self.tr("Signals, and what each is worth when new"))
        name = self.words.text("grid_part", "half_life_days")
        half = labelled(name, self.add(NumberField((*self.path, "half_life_days"), name, self.words)))
        half.setMaximumWidth(180)
        card.add(half)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for n, kind in enumerate(self.words.codes("signal")):
            label = self.words.text("signal", kind)
            field = NumberField(
                (*self.path, "signal", kind), label, self.words, optional=True, hint=self.tr("not counted")
            )
            grid.addWidget(labelled(label, self.add(field)), n // 4, n % 4)
        card.add_layout(grid)
        return card

    # -- what it comes to ---------------------------------------------------------------------------------------

    def show_faults(self, draft: GridDraft) -> None:
        super().show_faults(draft)
        placed = {draft.where(f.path) for f in self.fields}
        rest = [f for f in draft.faults_at(self.path, below=True) if f.where not in placed]
        for path, label in self._row_faults.items():
            row = draft.faults_at(path, below=True)
            rest = [f for f in rest if f not in row]
            say_faults(label, row, self.words, draft.where(path), placed)
        say_faults(self.general, rest, self.words, draft.where(self.path), placed)
        tenths = draft.points().get(str(draft.value((*self.path, "id"))))
        if tenths is None:
            self.points.setText(self.tr("The points show once the grid has no fault left."))
            return
        cycle = self.words.text("cycle", str(draft.value(("cycle",))))
        self.points.setText(
            self.tr("{points} points of 100 in the grid’s {cycle}").format(
                points=self.words.points(tenths), cycle=cycle
            )
        )

    def load(self, draft: GridDraft) -> None:
        super().load(draft)
        self.show_faults(draft)
