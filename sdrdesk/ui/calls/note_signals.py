"""What the notes suggest, shown as they are typed; a suggestion becomes an answer or evidence by a person's key only."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.grid import Criterion, Kind
from sdrdesk.core.domain.signal_proposals import Proposal, propose, with_evidence
from sdrdesk.core.domain.weak_signals import Noticed, SignalReader
from sdrdesk.core.operations.weak_signals import signal_reader
from sdrdesk.ui.calls.signal_chips import Chip
from sdrdesk.ui.tasks import LongTask
from sdrdesk.ui.theme import current_theme

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk

BREATH = 0.0005
"""Seconds of rest between two phrases: two threads of Python take turns, and the window comes first."""
AFTER_FIRST_LEAD_MS = 400
"""The tables are read once the first lead is on the screen: making them takes a second, in a thread of its own."""


class NoteSignals(QObject):
    """Looks through the notes at every change and offers what they suggest for the lead in hand."""

    ready = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.reader: SignalReader | None = None
        self.offers: tuple[Proposal, ...] = ()
        self._noticed: tuple[Noticed, ...] = ()
        self._text = ""
        self._settled: dict[str, dict[tuple[str, str], bool]] = {}
        self._task: LongTask | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._prepare)
        notes, chips = desk.view.notes, desk.view.chips
        notes.document().contentsChanged.connect(self.read)  # of a load too: a draft shows its signals
        notes.accept_asked.connect(lambda: self.accept(0))
        notes.dismiss_asked.connect(lambda: self.dismiss(0))
        chips.accepted.connect(self.accept)
        chips.dismissed.connect(self.dismiss)
        current_theme().changed.connect(notes.viewport().update)

    # -- making ready ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Have the tables read soon, unless they are or are about to be."""
        if self.reader is None and self._task is None and not self._later.isActive():
            self._later.start(AFTER_FIRST_LEAD_MS)

    def _prepare(self) -> None:
        workspace = self._desk.workspace

        def read(progress: Callable[[int, int], bool]) -> SignalReader:
            def goes_on() -> bool:
                time.sleep(BREATH)
                return progress(0, 0)

            return signal_reader(workspace, goes_on)

        self._task = LongTask(read, self)
        self._task.done.connect(self._prepared)
        self._task.failed.connect(self._desk.say_error)
        self._task.start()

    def _prepared(self, reader: SignalReader) -> None:
        self.reader = reader
        self.read()
        self.ready.emit()

    def close(self) -> None:
        """End what runs."""
        self._later.stop()
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    # -- showing --------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Look through the notes; only lines that changed are."""
        self._text = self._desk.view.notes.toPlainText()
        self._noticed = self.reader.notice(self._text) if self.reader else ()
        self.show()

    def show(self) -> None:
        """Show what the signals suggest, given what is answered by now."""
        session = self._desk.session
        notes, chips = self._desk.view.notes, self._desk.view.chips
        settled = self._settled.get(session.lead_id, {}) if session else {}
        self.offers = ()
        if session is not None and self._noticed:
            self.offers = propose(
                session.grid,
                session.facts.answers,
                session.evidence,
                self._noticed,
                settled.keys(),
                self._text,
                session.today,
            )
        notes.offering = bool(self.offers and self.offers[0].criterion)
        notes.show_marks(
            [
                (n.start, n.end, n.doubtful or n.stance == "against")
                for n in self._noticed
                if not settled.get(n.key, False)
            ]
        )
        chips.show_chips([self._chip(offer) for offer in self.offers])
        self._say_to_readers()

    def _say_to_readers(self) -> None:
        """What a screen reader says of the field: the suggestions and their keys."""
        notes, chips = self._desk.view.notes, self._desk.view.chips
        said = ", ".join(chip.text for chip in chips.chips())
        if said and notes.offering:
            said = self.tr("Suggestions: {suggestions}. Tab accepts the first, Alt+X dismisses it.").format(
                suggestions=said
            )
        if notes.accessibleDescription() != said:
            notes.setAccessibleDescription(said)
            chips.setAccessibleDescription(said)

    def _chip(self, offer: Proposal) -> Chip:
        language = self._desk.words.language
        label = offer.signal.code.label[language]
        criterion = offer.criterion
        if criterion is None:
            text = label
        elif offer.value is None:
            text = self.tr("{signal} → evidence for {criterion}").format(
                signal=label, criterion=criterion.label[language]
            )
        else:
            text = self.tr("{signal} → {criterion}: {answer}").format(
                signal=label, criterion=criterion.label[language], answer=self._answer_text(criterion, offer.value)
            )
        doubt = self.tr("{suggestion}?").format(suggestion=text) if offer.signal.doubtful else text
        return Chip(doubt, offer.signal.words, offer.doubtful, criterion is not None)

    def _answer_text(self, criterion: Criterion, value: Answer) -> str:
        words, session = self._desk.words, self._desk.session
        option = criterion.option(value)
        if option:
            return option.label[words.language]
        if criterion.kind is Kind.MONTHS and session is not None:
            return words.day(session.today.fromisoformat(str(value)), session.today)
        return words.number(int(value)) if isinstance(value, int | float) and value == int(value) else str(value)

    # -- a person's key -------------------------------------------------------------------------------------------

    def accept(self, number: int) -> None:
        """Make a suggestion an answer with its words, or add the words to what proves the answer."""
        session = self._desk.session
        offer = self.offers[number] if number < len(self.offers) else None
        if session is None or offer is None or offer.criterion is None:
            return
        self._settle(offer, dismissed=False)
        said = with_evidence(session.evidence.get(offer.criterion.id, ""), offer.words)
        if offer.value is None:
            self._desk.give_evidence(offer.criterion.id, said)
            self._desk.answers_changed()
        else:
            self._desk.answer(offer.criterion.id, offer.value, said)
        self._desk.view.notes.acts += 1

    def dismiss(self, number: int) -> None:
        """Take a suggestion away for good: its words are not offered again on this lead."""
        if number < len(self.offers):
            self._settle(self.offers[number], dismissed=True)
            self.show()

    def _settle(self, offer: Proposal, *, dismissed: bool) -> None:
        session = self._desk.session
        if session is not None:
            self._settled.setdefault(session.lead_id, {})[offer.signal.key] = dismissed
