"""The live form: one row a criterion, answered in one key or a few, each with its points and the words that prove it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.assessment import Row, Status
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.session import Qualifying
from sdrdesk.ui.theme import Kind as Look
from sdrdesk.ui.theme import Tone, mark, set_icon
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.pill import Pill
from sdrdesk.ui.widgets.segmented import SegmentedChoice

UNKNOWN_KEYS = ("?", "??")
POINTS_WIDTH = 72


class TypedAnswer(QWidget):
    """A number, an amount or a date as it is typed, with what was understood beside it."""

    typed = Signal(str)
    committed = Signal()
    confirmed = Signal()
    unknown_chosen = Signal()

    def __init__(self, criterion: Criterion, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setFixedWidth(170)
        self.field.setPlaceholderText(
            {
                Kind.MONTHS: self.tr("3 months, 24/12…"),
                Kind.MONEY: self.tr("20k, 20 000 €…"),
            }.get(criterion.kind, self.tr("a number"))
        )
        self.echo = QLabel()
        mark(self.echo, "muted")
        self.unknown = QToolButton()
        self.unknown.setText("?")
        self.unknown.setCheckable(True)
        self.unknown.setFixedSize(28, 28)
        self.unknown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unknown.setToolTip(self.tr("Asked, not known"))
        self.unknown.setAccessibleName(self.tr("Asked, not known"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 3, 4, 3)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.unknown)
        layout.addWidget(self.echo, 1)
        self._layout = layout
        self._choices: list[QPushButton] = []
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._edited)
        self.field.editingFinished.connect(self.committed)
        self.field.returnPressed.connect(self.confirmed)
        self.unknown.clicked.connect(self.unknown_chosen)

    def _edited(self, text: str) -> None:
        if text.strip() in UNKNOWN_KEYS:
            self.field.clear()
            self.unknown_chosen.emit()
            return
        self.typed.emit(text)

    def show_choices(self, readings: Sequence[str]) -> None:
        """Offer the readings of an ambiguous text, to be chosen with Tab and Space or a click; none takes them away."""
        if [b.text() for b in self._choices] == list(readings):
            return
        for button in self._choices:
            button.hide()
            button.deleteLater()
        self._choices = []
        for reading in readings:
            button = QPushButton(reading)
            mark(button, "quiet")
            button.clicked.connect(lambda _=False, said=reading: self._choose(said))
            self._layout.insertWidget(self._layout.count() - 1, button)
            button.show()
            QWidget.setTabOrder(self._choices[-1] if self._choices else self.field, button)
            self._choices.append(button)

    def _choose(self, reading: str) -> None:
        self.field.setText(reading)
        self.field.setFocus()
        self.typed.emit(reading)
        self.committed.emit()

    def show_text(self, text: str, echo: str, *, unknown: bool, bad: bool) -> None:
        """Load what is known; emits nothing."""
        if self.field.text() != text:
            self.field.setText(text)
        self.unknown.setChecked(unknown)
        if self.echo.text() != echo:
            self.echo.setText(echo)
        kind: Look = "bad" if bad else "muted"
        if self.echo.property("kind") != kind:
            mark(self.echo, kind)


class CriterionRow(QObject):
    """One criterion on the form: its label, its control, its points."""

    answered = Signal(str, object)
    cleared = Signal(str)
    typed = Signal(str, str)
    committed = Signal(str)
    confirmed = Signal(str)
    evidence_given = Signal(str, str)

    def __init__(self, criterion: Criterion, weight: int, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.criterion, self.words = criterion, words
        question = criterion.question[words.language]
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.RichText)
        times = f" <span style='font-size:11px;color:gray'>×{weight}</span>" if weight else ""
        self.label.setText(f"{criterion.label[words.language]}{times}")
        self.label.setToolTip(question)
        self.points = Pill("", "neutral")
        self.points.setFixedWidth(POINTS_WIDTH)  # a pill that changes its width lays out the whole form anew
        self.evidence = QLineEdit()
        self.evidence.setAccessibleName(self.tr("Evidence for {criterion}").format(criterion=question))
        self.evidence.setPlaceholderText(self.tr("the words that prove it"))
        mark(self.evidence, "quiet")
        self.evidence.setTextMargins(12, 0, 0, 0)
        self.evidence.hide()
        self.quote = QToolButton()
        set_icon(self.quote, "message-square", "muted", 14)
        mark(self.quote, "quiet")
        self.quote.setFixedSize(28, 28)
        self.quote.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.quote.setToolTip(self.tr("The words that prove it (Alt+E)"))
        self.quote.setAccessibleName(self.tr("Evidence for {criterion}").format(criterion=question))
        self.quote.clicked.connect(self.open_evidence)
        self.evidence.editingFinished.connect(self._evidence_done)
        self.control: SegmentedChoice | TypedAnswer = (
            self._choice(question) if criterion.kind is Kind.CHOICE else self._field(question)
        )

    def _choice(self, question: str) -> SegmentedChoice:
        choice = SegmentedChoice()
        choice.setAccessibleName(question)
        choice.set_options([(o.id, o.label[self.words.language]) for o in self.criterion.options])
        choice.set_unknown_words("?", self.tr("Asked, not known"))
        choice.chosen.connect(lambda value: self.answered.emit(self.criterion.id, value))
        choice.unknown_chosen.connect(lambda: self.answered.emit(self.criterion.id, None))
        choice.cleared.connect(lambda: self.cleared.emit(self.criterion.id))
        return choice

    def _field(self, question: str) -> TypedAnswer:
        field = TypedAnswer(self.criterion, question)
        field.typed.connect(lambda text: self.typed.emit(self.criterion.id, text))
        field.committed.connect(lambda: self.committed.emit(self.criterion.id))
        field.confirmed.connect(lambda: self.confirmed.emit(self.criterion.id))
        field.unknown_chosen.connect(lambda: self.answered.emit(self.criterion.id, None))
        return field

    def open_evidence(self) -> None:
        """Let the words that prove the answer be typed."""
        self.evidence.show()
        self.evidence.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _evidence_done(self) -> None:
        if self.evidence.isModified():
            self.evidence.setModified(False)
            self.evidence_given.emit(self.criterion.id, self.evidence.text())
        if not self.evidence.text() and not self.evidence.hasFocus():
            self.evidence.hide()

    def widgets(self) -> tuple[QWidget, ...]:
        """Where the keyboard is when this row has it."""
        focus = self.control.field if isinstance(self.control, TypedAnswer) else self.control
        return (focus, self.evidence)

    def show_state(self, session: Qualifying, row: Row) -> None:
        """Show what is known; a load is not an edit."""
        answers, presumed = session.facts.answers, session.facts.presumed
        value = answers.get(self.criterion.id)
        unknown = self.criterion.id in answers and value is None
        if row.status is Status.PRESUMED:
            value = presumed[self.criterion.id]
        if isinstance(self.control, SegmentedChoice):
            self._show_choice(self.control, value, unknown, row.status is Status.PRESUMED)
        else:
            self._show_field(self.control, session, value, unknown, row.status is Status.PRESUMED)
        self.points.set(*self._points(session, row))
        said = session.evidence.get(self.criterion.id, "")
        if not self.evidence.hasFocus():
            if self.evidence.text() != said:
                self.evidence.setText(said)
                self.evidence.setModified(False)
            self.evidence.setVisible(bool(said))

    def _show_choice(self, choice: SegmentedChoice, value: Answer, unknown: bool, presumed: bool) -> None:
        wanted = str(value) if value is not None else None
        if unknown and not choice.is_unknown():
            choice.set_unknown()
        elif not unknown and (choice.value() != wanted or choice.is_unknown() or choice.is_presumed() != presumed):
            choice.set_value(wanted)
            if presumed:
                choice.set_presumed(self.tr("to confirm"))

    def _show_field(
        self, field: TypedAnswer, session: Qualifying, value: Answer, unknown: bool, presumed: bool
    ) -> None:
        typed = session.typed.get(self.criterion.id)
        if typed is not None:
            understood = session.read_typed(self.criterion, typed)
            readings = [getattr(r, self.words.language) for r in session.choices_for(self.criterion, typed)]
            field.show_choices(readings)
            if readings:
                field.show_text(typed, self.tr("which one?"), unknown=False, bad=False)
                return
            bad = bool(typed.strip()) and understood is None
            echo = (
                self.tr("not understood") if bad else understood_text(self.criterion, understood, self.words, session)
            )
            field.show_text(typed, echo, unknown=False, bad=bad)
            return
        field.show_choices(())
        echo = self.tr("not known") if unknown else ""
        if presumed:
            echo = self.tr("to confirm: Enter")
        elif value is not None:
            echo = understood_text(self.criterion, value, self.words, session)
        field.show_text(plain_text(value), echo, unknown=unknown, bad=False)

    def _points(self, session: Qualifying, row: Row) -> tuple[str, Tone]:
        if any(e.criterion == self.criterion.id for e in session.assessment.eliminated_by):
            return self.tr("eliminates"), "bad"
        if self.criterion.id in session.facts.overrides:
            return self.tr("reversed"), "doubt"
        if row.status in (Status.NOT_ASKED, Status.UNKNOWN):
            return (f"0…{self.words.points(row.max)}" if row.max else self.tr("open")), "outline"
        if not row.max:
            return self.tr("passes"), "ok"
        tone: Tone = "outline" if row.status is Status.PRESUMED else ("ok" if row.earned else "neutral")
        return f"+{self.words.points(row.earned)}", tone


def plain_text(value: Answer) -> str:
    """A stored answer as it can be edited."""
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def understood_text(criterion: Criterion, value: Answer, words: Words, session: Qualifying) -> str:
    """What was understood of a typed answer."""
    if value is None:
        return ""
    if criterion.kind is Kind.MONTHS and isinstance(value, str):
        return words.day(session.today.fromisoformat(value[:10]))
    if isinstance(value, int | float):
        shown = words.number(int(value)) if value == int(value) else str(value)
        return f"= {shown}"  # without a currency: none is converted, and none is known
    return str(value)


class QualificationForm(QWidget):
    """Every criterion a person is asked, the eliminatory ones first; rebuilt only when the grid changes."""

    answered = Signal(str, object)
    cleared = Signal(str)
    typed = Signal(str, str)
    committed = Signal(str)
    confirmed = Signal(str)
    evidence_given = Signal(str, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.rows: dict[str, CriterionRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._cards: list[Card] = []
        self._grid_key: tuple[str, int] | None = None
        self._last = ""

    def show_grid(self, grid: Grid) -> None:
        """Lay out a grid's questions."""
        if self._grid_key == (grid.id, grid.version):
            return
        self._grid_key = (grid.id, grid.version)
        for card in self._cards:
            card.setParent(None)
            card.deleteLater()
        self._cards, self.rows = [], {}
        asked = [c for c in grid.criteria if c.kind is not Kind.SIGNALS]
        name = grid.name[self.words.language]
        cycle = {"short": self.tr("short cycle"), "medium": self.tr("medium cycle"), "long": self.tr("long cycle")}
        eliminatory = [c for c in asked if c.can_eliminate]
        scoring = [c for c in asked if not c.can_eliminate]
        self._add_card(self.tr("Eliminatory"), eliminatory, grid)
        self._add_card(self.tr("Scoring · {grid}, {cycle}").format(grid=name, cycle=cycle[grid.cycle]), scoring, grid)

    def _add_card(self, title: str, criteria: list[Criterion], grid: Grid) -> None:
        if not criteria:
            return
        card = Card(title)
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(1)
        rows.setColumnMinimumWidth(0, 148)
        rows.setColumnStretch(1, 1)
        rows.setColumnMinimumWidth(3, 66)
        for n, criterion in enumerate(criteria):
            row = CriterionRow(criterion, criterion.weights[grid.cycle], self.words, self)
            rows.addWidget(row.label, 2 * n, 0)
            rows.addWidget(row.control, 2 * n, 1)
            rows.addWidget(row.quote, 2 * n, 2)
            rows.addWidget(row.points, 2 * n, 3, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(row.evidence, 2 * n + 1, 1, 1, 3)
            for signal, target in (
                (row.answered, self.answered),
                (row.cleared, self.cleared),
                (row.typed, self.typed),
                (row.committed, self.committed),
                (row.confirmed, self.confirmed),
                (row.evidence_given, self.evidence_given),
            ):
                signal.connect(target)
            for widget in row.widgets():
                widget.installEventFilter(self)
            self.rows[criterion.id] = row
        card.add_layout(rows)
        self._cards.append(card)
        self._layout.addWidget(card)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, top to bottom."""
        return [w for row in self.rows.values() for w in row.widgets()]

    def show_session(self, session: Qualifying | None) -> None:
        """Show what is known of a lead."""
        self.setEnabled(session is not None)
        if session is None:
            return
        self.show_grid(session.grid)
        for row in session.assessment.rows:
            if row.criterion in self.rows:
                self.rows[row.criterion].show_state(session, row)

    def focus_criterion(self, criterion_id: str) -> None:
        """Put the keyboard on a question."""
        row = self.rows.get(criterion_id)
        if row:
            row.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def current_criterion(self) -> str:
        """The question that has the keyboard, "" when none has."""
        return next((i for i, row in self.rows.items() if any(w.hasFocus() for w in row.widgets())), "")

    def open_evidence(self, criterion: str = "") -> None:
        """Type the words that prove an answer: of the question named, that has the keyboard, or had it last."""
        row = self.rows.get(criterion or self.current_criterion() or self._last) or next(iter(self.rows.values()), None)
        if row:
            row.open_evidence()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            self._last = self.current_criterion() or self._last
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            step: dict[int, Callable[[], bool]] = {
                Qt.Key.Key_Down: self.focusNextChild,
                Qt.Key.Key_Up: self.focusPreviousChild,
            }
            if event.key() in step:
                step[event.key()]()
                return True
        return super().eventFilter(watched, event)
