"""Asking one question after another: each answer brings the next, and the last one what the verdict proposes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.grid import Level
from sdrdesk.core.domain.recommendation import Decision

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk
    from sdrdesk.ui.calls.session import LeadSession


class Asking(QObject):
    """Where the keyboard stands in a row of questions; one reached by Tab or a click is no part of it, and stays."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._lead = self._here = self._before = ""
        form = desk.view.form  # the desk takes the answers first: it was connected before
        form.answered.connect(lambda criterion, _: self._go_on(criterion))
        form.committed.connect(self._go_on)

    @property
    def just_answered(self) -> str:
        """The question answered before the one that has come up and is still open; "" where none was."""
        session = self._desk.session
        if session is None or session.lead_id != self._lead or self._here in session.facts.answers:
            return ""
        return self._before

    def ask(self) -> None:
        """Put the keyboard on the proposed question; without one on the first that is open, or simply the first."""
        if self._desk.session is None:
            return
        following = self._next()
        if following:
            self._to(following, before="")
        else:
            self._desk.view.form.focus_criterion(next(iter(self._desk.view.form.rows)))

    def _go_on(self, criterion: str) -> None:
        session = self._desk.session
        if session is None or (session.lead_id, criterion) != (self._lead, self._here):
            return
        understood = criterion in session.facts.answers and criterion not in session.typed
        if not understood or self._desk.view.form.current_criterion() != criterion:
            return
        following = self._next()
        if session.assessment.state is State.NEVER:
            return  # nothing more is asked, and saying no is an act of its own
        if following:
            self._to(following, before=criterion)
        else:
            self._here = ""
            self._propose(session)

    def _propose(self, session: "LeadSession") -> None:
        """Everything is answered: a “now” opens the check, a “later” the day; Esc leaves either."""
        match session.assessment.state:
            case State.NOW if session.grid.level is Level.SALES:
                self._desk.acts.ask_decision(Decision.NOW)
            case State.LATER:
                self._desk.acts.ask_decision(Decision.LATER)
            case State.NOW | State.NEVER | State.OPEN:
                pass

    def _next(self) -> str:
        session = self._desk.session
        assert session is not None
        proposed = session.assessment.next_question
        unasked = (c for c in self._desk.view.form.rows if c not in session.facts.answers)
        return proposed.criterion if proposed else next(unasked, "")

    def _to(self, criterion: str, before: str) -> None:
        assert self._desk.session is not None
        self._lead, self._here, self._before = self._desk.session.lead_id, criterion, before
        self._desk.view.form.focus_criterion(criterion)
