"""What the dialogs of every import share: the foot with progress and cancel, the figures, the list of problems."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.imports import Problem, problem_sentence
from sdrdesk.core.words import Words
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.theme import Tone, mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.pill import Pill

SHOWN = 200
"""How many problems are said before the rest is counted."""
COUNTRIES = ("FR", "BE", "CH", "LU", "GB", "IE", "DE", "ES", "IT", "NL", "US", "CA")
Work = Callable[[Callable[[int, int], bool]], Any]


def _forget(_answer: Any) -> None:
    """Nothing is left behind by most answers."""


class OneTask(QObject):
    """Runs one long task at a time; one that is under way is cancelled first, and its answer dropped."""

    progressed = Signal(int, int)
    failed = Signal(object)
    broken = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: LongTask | None = None
        self._next: Callable[[], None] | None = None
        self._stopped = False

    @property
    def busy(self) -> bool:
        """Whether a task is under way."""
        return self._task is not None

    def run(self, work: Work, done: Callable[[Any], None], thrown_away: Callable[[Any], None] = _forget) -> None:
        """Run a task in a thread of its own; an answer that comes though it was dropped is thrown away."""
        if self._task is not None:
            self._next = partial(self.run, work, done, thrown_away)
            self._task.cancel()
            return
        task = LongTask(work, self)
        task.progressed.connect(self.progressed)

        def ended(result: Any) -> None:
            if self._next is not None or self._stopped:
                thrown_away(result)
            self._ended(task, partial(done, result))

        task.done.connect(ended)
        task.failed.connect(lambda error: self._ended(task, partial(self.failed.emit, error)))
        task.broken.connect(lambda error: self._ended(task, partial(self.broken.emit, error)))
        self._task = task.start()

    def cancel(self) -> None:
        """Ask what is under way to stop; it ends as failed, with the code `cancelled`."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> None:
        """Cancel what is under way and forget its answer, without waiting."""
        if self._task is not None:
            self._next = lambda: None
            self._task.cancel()

    def stop(self, seconds: float = 20.0) -> None:
        """Cancel what is under way, and wait until it has taken back what it did; nothing is answered any more."""
        self._next, self._stopped = None, True
        if self._task is not None:
            self._task.cancel()
            self._task.wait(seconds)

    def _ended(self, task: LongTask, then: Callable[[], None]) -> None:
        self._task = None
        task.deleteLater()
        self.ended.emit()
        following, self._next = self._next, None
        if not self._stopped:
            (following or then)()


class TaskFoot(QWidget):
    """Runs one long task at a time: says what goes on, how far it is, what went wrong; holds the buttons."""

    failed = Signal(object)  # the UserError, said already

    def __init__(
        self, words: Words, do: str = "", parent: QWidget | None = None, *, between: Sequence[QPushButton] = ()
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.task = OneTask(self)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.close_button = QPushButton(self.tr("Cancel"))
        self.do_button = QPushButton(do)
        mark(self.do_button, "primary")
        self.do_button.setDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        for widget in (self.progress, self.close_button, *between, self.do_button):
            row.addWidget(widget)
        self.task.progressed.connect(self._progressed)
        self.task.failed.connect(self._failed)
        self.task.broken.connect(self._broken)
        self.task.ended.connect(self.progress.hide)

    @property
    def busy(self) -> bool:
        """Whether a task is under way."""
        return self.task.busy

    def run(
        self, said: str, work: Work, done: Callable[[Any], None], thrown_away: Callable[[Any], None] = _forget
    ) -> None:
        """Run a task; one that is under way is cancelled first, and its answer dropped."""
        self.say(said, "muted")
        self.progress.setRange(0, 0)
        self.progress.show()
        self.do_button.setEnabled(False)
        self.task.run(work, done, thrown_away)

    def say(self, said: str, kind: str = "muted") -> None:
        """Say something beside the buttons."""
        self.said.setText(said)
        mark(self.said, kind)  # type: ignore[arg-type]

    def stop(self, seconds: float = 20.0) -> None:
        """Cancel what is under way, and wait until it has taken back what it did."""
        self.task.stop(seconds)

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)  # without a total the bar only says that something goes on
        self.progress.setValue(done)

    def _failed(self, error: UserError) -> None:
        self.say(sentence(error, self._words), "bad")
        self.do_button.setEnabled(False)
        self.close_button.setText(self.tr("Close"))
        self.failed.emit(error)

    def _broken(self, error: Exception) -> None:
        self.say(str(error), "bad")
        raise error


class Figures(QWidget):
    """A row of figures, each with what it counts."""

    def __init__(self, names: Sequence[tuple[str, str, Tone]], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.labels: dict[str, QLabel] = {}
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for n, (code, name, tone) in enumerate(names):
            card, figure = Card(), QLabel("–")
            mark(figure, "figure")
            card.add(figure)
            card.add(Pill(name, tone))
            self.labels[code] = figure
            row.addWidget(card, 0, n)

    def show_counts(self, counts: Iterable[int]) -> None:
        """Show the figures, in the order of their names."""
        for figure, n in zip(self.labels.values(), counts, strict=True):
            figure.setText(self._words.number(n))

    def clear(self) -> None:
        """Show that nothing is known."""
        for figure in self.labels.values():
            figure.setText("–")


def country_box(first: str, name: str, label: Callable[[str], str]) -> QComboBox:
    """Where numbers without a prefix are dialled: the workspace's own country first."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for country in dict.fromkeys((first, *COUNTRIES)):
        box.addItem(label(country), country)
    return box


class ProblemList(QPlainTextEdit):
    """What is said of the lines of a file."""

    def __init__(self, name: str, none: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(none)
        self.setTabChangesFocus(True)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say the first of them, a line each, and how many more there are."""
        number, lines, n = self._words.number, [], 0
        for n, p in enumerate(problems, 1):
            if n <= SHOWN:
                said = problem_sentence(p, self._words)
                lines.append(self.tr("line {n}: {what}").format(n=number(p.line), what=said))
        if n > SHOWN:
            lines.append(self.tr("… and {n} more").format(n=number(n - SHOWN)))
        self.setPlainText("\n".join(lines))
