"""The acts of the desk on signals: one added by hand, one taken away."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdrdesk.core.changes import Changes
from sdrdesk.core.operations import leads
from sdrdesk.ui.calls.session import LeadSession
from sdrdesk.ui.calls.signal_form import SignalChoice, SignalForm

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk


class SignalActs(QObject):
    """What a rep does with the signals of the lead in hand."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        desk.view.add_signal_asked.connect(self.ask)
        desk.view.timeline.removed.connect(self.remove)

    def ask(self) -> None:
        """Open the form that adds a signal, with what was typed in it before."""
        session = self._desk.session
        if session is None or self._desk.acts.recording:
            return
        zone = self._desk.workspace.zone_of(session.dossier.summary.lead.zone)
        now = self._desk.workspace.now().astimezone(zone)
        form = self._desk.view.acts.open(
            lambda parent: SignalForm(now, session.signal_typed, self._desk.words, parent), self._chosen
        )
        form.edited.connect(lambda: self._typed(session, form))

    def _typed(self, session: LeadSession, form: object) -> None:
        if isinstance(form, SignalForm) and self._desk.session is session:
            session.signal_typed = form.typed()
            self._desk.draft_changed()

    def _chosen(self, choice: object) -> None:
        session = self._desk.session
        if session is None or not isinstance(choice, SignalChoice):
            return
        work = partial(
            leads.add_signal,
            self._desk.workspace,
            session.lead_id,
            choice.kind,
            choice.at,
            channel=choice.channel,
            detail=choice.detail,
        )
        self._desk.act(work, lambda changes: self._added(session, choice.kind, changes))

    def _added(self, session: LeadSession, kind: str, changes: object) -> None:
        if session.signal_typed:
            session.signal_typed = {}
            if self._desk.session is session:
                self._desk.draft_changed()
                self._desk.drafts.flush()
        self._say(session, self.tr("{name}: {signal} added."), self._desk.words.inside("signal", kind), changes)

    def remove(self, signal_id: str) -> None:
        """Take a signal away that should not be there."""
        session = self._desk.session
        found = next((s for s in session.dossier.signals if s.id == signal_id), None) if session else None
        if session is None or found is None:
            return
        said = self._desk.words.inside("signal", found.type)
        self._desk.act(
            partial(leads.remove_signal, self._desk.workspace, signal_id),
            lambda changes: self._say(session, self.tr("{name}: {signal} removed."), said, changes),
        )

    def _say(self, session: LeadSession, sentence: str, said: str, changes: object) -> None:
        assert isinstance(changes, Changes)
        self._desk.reload()
        told = sentence.format(name=session.dossier.summary.lead.name, signal=said)
        self._desk.said.emit("ok", told, changes.operation)
