"""The small forms of the reviewer, one for each thing to say; what is typed in one can be taken out and put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.grid_words import answer_words
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActForm
from sdrdesk.ui.calls.session import Qualifying
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.segmented import SegmentedChoice

Choices = Sequence[tuple[str, str]]
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a form says: the words, the reason or tag, and of a correction which criterion and what answer."""

    text: str = ""
    value: str = ""
    criterion: str = ""
    answer: Answer = None


class WordsField(QPlainTextEdit):
    """A few lines of words; Shift+Enter begins a new one."""

    def sizeHint(self) -> QSize:
        return QSize(400, 62)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 62)


class RemarkForm(ActForm):
    """Words, after a choice of reasons or tags where there are any."""

    def __init__(
        self,
        title: str,
        about: str = "",
        *,
        choices: Choices = (),
        own_choice: str = "",
        words_needed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.set_title(title)
        self.do_button.setText(self.tr("Keep (Enter)"))
        self._needed = words_needed
        self.stage_step.setText(about)
        self.values = SegmentedChoice()
        self.values.setAccessibleName(title)
        self.values.set_unknown_allowed(False)
        self.values.set_options(choices)
        self.values.chosen.connect(self._chose)
        self.values.cleared.connect(self.edited)
        self.own = QLineEdit()
        self.own.setAccessibleName(own_choice)
        self.own.setPlaceholderText(own_choice)
        self.own.textEdited.connect(self.edited)
        self.said = WordsField()
        self.said.setTabChangesFocus(True)
        self.said.setAccessibleName(self.tr("What you say"))
        self.said.setPlaceholderText(self.tr("What you say to the rep"))
        self.said.textChanged.connect(self.edited)
        stops = self.add_fields(bool(choices), bool(own_choice))
        self.finish_layout(*stops)
        self.said.setSizePolicy(self.said.sizePolicy().horizontalPolicy(), self.said.sizePolicy().Policy.Fixed)

    def add_fields(self, chooses: bool, own: bool) -> list[QWidget]:
        """Put the fields in; those there are, in their order."""
        stops: list[QWidget] = []
        for field, wanted in ((self.values, chooses), (self.own, own), (self.said, True)):
            field.setParent(self)
            field.setVisible(wanted)
            if wanted:
                self.add(field)
                stops.append(field)
        return stops

    def _chose(self, _value: str) -> None:
        self.own.clear()
        self.edited.emit()
        self.said.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.said
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        return super().eventFilter(watched, event)

    def typed(self) -> dict[str, str]:
        """All that is typed and chosen, as a draft keeps it; empty when there is nothing."""
        found = {"value": self.values.value() or "", "own": self.own.text(), "text": self.said.toPlainText()}
        return {k: v for k, v in found.items() if v.strip()}

    def load(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed."""
        self.values.set_value(typed.get("value") or None)
        self.own.setText(typed.get("own", ""))
        self.say_on(typed, self.own)

    def say_on(self, typed: Mapping[str, str], beside: QLineEdit) -> None:
        """Put back the words, and stand where they go on: never on a choice, where the next key would change it."""
        self.said.setPlainText(typed.get("text", ""))
        self.said.moveCursor(self.said.textCursor().MoveOperation.End)
        if typed:
            field = beside if beside.text() and not typed.get("text") else self.said
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def choice(self) -> Remarked:
        value = self.own.text().strip() or self.values.value() or ""
        text = self.said.toPlainText().strip()
        if self.values.options and not value:
            raise ValueError(self.tr("Choose one with its digit."))
        if not self.values.options and not text:
            raise ValueError(self._needed or self.tr("Say it in words."))
        return Remarked(text, value)


class CorrectionForm(RemarkForm):
    """What an answer should be, and why."""

    def __init__(self, grid: Grid, session: Qualifying, words: Words, parent: QWidget | None = None) -> None:
        self._grid, self._session, self._words = grid, session, words
        self.which = QComboBox()
        self.answer = SegmentedChoice()
        self.number = QLineEdit()
        self.echo = QLabel()
        self._shown, self._left = "", dict[str, tuple[str, str]]()
        super().__init__("", parent=parent)
        self.set_title(self.tr("Correct an answer"))
        self.said.setPlaceholderText(self.tr("Why: what in the words says so"))
        self._show_criterion()

    def add_fields(self, chooses: bool, own: bool) -> list[QWidget]:
        for field in (self.values, self.own):
            field.setParent(self)
            field.hide()
        self.which.setAccessibleName(self.tr("Criterion"))
        for criterion in self._grid.criteria:
            if criterion.kind is not Kind.SIGNALS:
                self.which.addItem(criterion.label[self._words.language], criterion.id)
        self.which.activated.connect(lambda _: self._show_criterion())
        self.which.activated.connect(self.edited)
        self.answer.set_unknown_words(UNKNOWN, self.tr("Asked, not known"))
        self.answer.setAccessibleName(self.tr("Answer"))
        self.answer.chosen.connect(lambda _: self._answered())
        self.answer.unknown_chosen.connect(self._answered)
        self.number.setAccessibleName(self.tr("Answer"))
        self.number.textEdited.connect(lambda _: self._typed())
        mark(self.echo, "muted")
        stops: list[QWidget] = [self.which, self.answer, self.number, self.said]
        self.body.addWidget(self.which)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.number)
        self.body.addWidget(self.echo)
        self.body.addWidget(self.said)
        return stops

    @property
    def criterion(self) -> Criterion:
        """The criterion that is corrected."""
        found = self._grid.criterion(self.which.currentData())
        assert found is not None
        return found

    def _show_criterion(self) -> None:
        """Show the fields of the criterion that is chosen, with what was begun of it before another was."""
        criterion = self.criterion
        self._left[self._shown] = self._chosen(), self.number.text()
        self._shown = criterion.id
        chosen, number = self._left.get(criterion.id, ("", ""))
        choice = criterion.kind is Kind.CHOICE
        self.answer.set_options([(o.id, o.label[self._words.language]) for o in criterion.options])
        self._choose(chosen)
        self.number.setText(number)
        self.answer.setVisible(choice)
        self.number.setVisible(not choice)
        if not choice:
            self.number.setPlaceholderText(
                {
                    Kind.MONTHS: self.tr("3 months, 24/12…"),
                    Kind.MONEY: self.tr("20k, 20 000 €…"),
                }.get(criterion.kind, self.tr("a number"))
            )
        self._say_stood()

    def _say_stood(self) -> None:
        answers = self._session.facts.answers
        stood = answers.get(self.criterion.id)
        if self.criterion.id not in answers:
            self.echo.setText(self.tr("The rep had not asked it."))
        elif stood is None:
            self.echo.setText(self.tr("The rep answered: asked, not known."))
        else:
            said = answer_words(self.criterion, stood, self._words)
            self.echo.setText(self.tr("The rep answered: {answer}.").format(answer=said))

    def _answered(self) -> None:
        self.edited.emit()
        self.said.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self) -> None:
        self.edited.emit()
        read = self._session.read_typed(self.criterion, self.number.text())
        self.echo.setText("" if read is None else f"= {answer_words(self.criterion, read, self._words)}")
        if not self.number.text().strip():
            self._say_stood()

    def begin_with(self, criterion_id: str) -> None:
        """Stand on a criterion."""
        self.which.setCurrentIndex(max(0, self.which.findData(criterion_id)))
        self._show_criterion()

    def _chosen(self) -> str:
        return UNKNOWN if self.answer.is_unknown() else self.answer.value() or ""

    def _choose(self, answer: str) -> None:
        if answer == UNKNOWN:
            self.answer.set_unknown()
        else:
            self.answer.set_value(answer or None)

    def typed(self) -> dict[str, str]:
        found = {"answer": self._chosen(), "number": self.number.text(), "text": self.said.toPlainText()}
        kept = {k: v for k, v in found.items() if v.strip()}
        return kept and {"criterion": self.criterion.id, **kept}

    def load(self, typed: Mapping[str, str]) -> None:
        self.begin_with(typed.get("criterion", ""))
        self._left.clear()
        self._choose(typed.get("answer", ""))
        self.number.setText(typed.get("number", ""))
        self.say_on(typed, self.number)

    def choice(self) -> Remarked:
        criterion, text = self.criterion, self.said.toPlainText().strip()
        if criterion.kind is Kind.CHOICE:
            answer: Answer = self.answer.value()
            if answer is None and not self.answer.is_unknown():
                raise ValueError(self.tr("Choose the answer with its digit."))
        else:
            answer = self._session.read_typed(criterion, self.number.text())
            if answer is None and self.number.text().strip() != UNKNOWN:
                raise ValueError(self.tr("Type the answer; “?” says that it is not known."))
        if not text:
            raise ValueError(self.tr("Say why: the rep reads it."))
        return Remarked(text, criterion=criterion.id, answer=answer)
