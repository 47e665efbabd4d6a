"""The desk at work: which lead is in hand, what is answered and typed, what is recorded, who comes next."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.answers import Answer, AnswerError
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import leads, qualification, queue
from sdrdesk.core.operations.standings import facts_of
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.asking import Asking
from sdrdesk.ui.calls.colleague_form import Colleagues
from sdrdesk.ui.calls.desk_acts import DeskActs
from sdrdesk.ui.calls.desk_view import DeskView
from sdrdesk.ui.calls.drafts import DraftKeeper, DraftText
from sdrdesk.ui.calls.letters import Letters
from sdrdesk.ui.calls.next_step import show_next_step
from sdrdesk.ui.calls.note_signals import NoteSignals
from sdrdesk.ui.calls.phone import Phone
from sdrdesk.ui.calls.putting_off import PuttingOff
from sdrdesk.ui.calls.queue_model import MOST_MOVED
from sdrdesk.ui.calls.queue_panel import DUE_SHOWN, WAITING_SHOWN
from sdrdesk.ui.calls.quick_notes import QuickNotes
from sdrdesk.ui.calls.reach import Reach
from sdrdesk.ui.calls.reminders import Reminders, promises
from sdrdesk.ui.calls.rest import Rest
from sdrdesk.ui.calls.session import LeadSession
from sdrdesk.ui.calls.signal_acts import SignalActs
from sdrdesk.ui.calls.verdict import verdict_view
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.tasks import Writer

LONGEST_SLEEP_MS = 60_000
QUEUE_PAUSE_MS = 150


class Desk(QObject):
    """What happens on the call desk. Acts go through the writer in order; the screen answers at once."""

    said = Signal(str, str, str)  # tone, sentence, the operation its button takes back ("" for none)
    counted = Signal()
    moved_by_clock = Signal()  # leads stand otherwise than stored: the sweep has work
    callable_changed = Signal(str)  # why the lead in hand must not be called, "" where it may be

    def __init__(
        self,
        view: DeskView,
        workspace: Workspace,
        words: Words,
        writer: Writer,
        bus: ChangeBus,
        parent: QObject,
        dial_with: Callable[[], str] = lambda: "tel",
    ) -> None:
        super().__init__(parent)
        self.view, self.workspace, self.words = view, workspace, words
        self.writer, self.bus = writer, bus
        self.session: LeadSession | None = None
        self.campaign: str | None = None
        self._saved_at: datetime | None = None
        self.reminders = Reminders(workspace, words, self)
        self.phone = Phone(dial_with, self)
        self.rest = Rest(self)
        self.reach = Reach(self)
        self.acts = DeskActs(self)
        self.letters, self.colleagues = Letters(self), Colleagues(self)
        self.putting_off = PuttingOff(self)
        self.quick_notes = QuickNotes(self)
        self.signals = NoteSignals(self)
        self.signal_acts = SignalActs(self)
        self.drafts = DraftKeeper(workspace, writer, self)
        self.drafts.saved.connect(self._draft_saved)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._time_passed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh_queue)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.queue.chosen.connect(self.open_lead)
        view.form.answered.connect(self.answer)
        view.form.cleared.connect(self.clear_answer)
        view.form.typed.connect(self._typed)
        view.form.committed.connect(self.commit_typed)
        view.form.confirmed.connect(self._confirm)
        view.form.evidence_given.connect(self.give_evidence)
        self.asking = Asking(self)
        view.notes.textChanged.connect(self._notes_changed)
        view.bar.outcome_asked.connect(self.acts.outcome_key)
        view.bar.next_words = self.acts.next_words
        view.bar.decision_asked.connect(self.acts.ask_decision)
        view.ask_next.asked.connect(self.asking.ask)
        view.ask_next.key_clicked.connect(self.acts.way_out_key)
        view.header.stage_asked.connect(self.acts.ask_stage)
        view.header.dial_asked.connect(self.reach.dial)
        view.header.mail_asked.connect(self.reach.write_to)
        view.acts.closed.connect(self._form_closed)
        self.bus.changed.connect(self._changed)

    # -- the queue ----------------------------------------------------------------------------------------------

    def refresh_queue(self) -> None:
        """Read the queue and show it; the clock wakes it again when a lead comes due."""
        page = queue.read_queue(
            self.workspace, limit=DUE_SHOWN, waiting=WAITING_SHOWN, campaign=self.campaign, most_moved=MOST_MOVED
        )
        self.view.queue.show_page(page, self.session.lead_id if self.session else "", self.campaign)
        self._page = page
        self.reminders.look(page.head, self.session.lead_id if self.session else "")
        wake = queue.next_change(self.workspace)
        left = LONGEST_SLEEP_MS
        if wake is not None:
            left = min(left, max(200, int((wake - self.workspace.now()).total_seconds() * 1000) + 50))
        self._clock.start(left)
        if page.moved:
            self.moved_by_clock.emit()

    def swept(self) -> None:
        """Some of what the clock moved is stored: read the queue again soon, if it could not be read whole."""
        if self._page.behind and self._clock.remainingTime() > QUEUE_PAUSE_MS:
            self._clock.start(QUEUE_PAUSE_MS)

    def work_campaign(self, campaign: str | None) -> None:
        """Have the queue show the leads of one campaign ("" those in none, None all), its first lead on the desk."""
        self.campaign = campaign
        self.show_next()

    def _time_passed(self) -> None:
        self.refresh_queue()
        if self.session is None and self._page.head and not self.rest.since:
            self.show_next()
        elif self.session is not None:
            self._show_verdict()

    def show_next(self) -> None:
        """Put the first lead of the queue on the desk, or say that there is none."""
        self.refresh_queue()
        head = [s.lead.id for s in self._page.head]
        if head:
            self.open_lead(head[0])
        else:
            self._leave()
            self._show_nobody()

    def skip(self) -> None:
        """Take the lead after this one in the queue, leaving this one as it is."""
        self.refresh_queue()
        ids = [s.lead.id for s in self._page.head]
        here = ids.index(self.session.lead_id) if self.session and self.session.lead_id in ids else -1
        if here + 1 < len(ids):
            self.open_lead(ids[here + 1])
        elif ids:
            self.open_lead(ids[0])

    def _show_nobody(self) -> None:
        page = self._page
        total = page.due + page.waiting + page.closed
        if page.next_waiting:
            first = page.next_waiting[0]
            until = self.words.moment(first.state.until or first.standing.until, self.workspace.zone, page.at)  # type: ignore[union-attr]
            self.view.empty.set_words(
                self.tr("Nobody to call right now"),
                self.tr("The next lead comes {when}. {n} wait.").format(when=until, n=self.words.number(page.waiting)),
            )
        elif page.waiting:
            self.view.empty.set_words(
                self.tr("Outside calling hours"),
                self.tr(
                    "{n} leads wait for the hours to open. F4 shows them to choose from; the settings hold the hours."
                ).format(n=self.words.number(page.waiting)),
            )
        elif total:
            self.view.empty.set_words(
                self.tr("The queue is empty"), self.tr("Every lead is closed. Import a new list to go on.")
            )
        elif self.campaign is not None:
            self.view.empty.set_words(
                self.tr("This campaign has no lead"),
                self.tr("Put leads in it from a file, or many at once on the Leads screen; Ctrl+G shows the others."),
            )
        self.view.show_nobody(total > 0 or self.campaign is not None)
        self.view.bar.set_available(False, self.tr("No lead on the desk"))
        self.callable_changed.emit(self.tr("No lead on the desk"))

    # -- the lead in hand ---------------------------------------------------------------------------------------

    def open_lead(self, lead_id: str) -> None:
        """Put a lead on the desk; what was typed of the one before is saved under its own name."""
        if self.session and self.session.lead_id == lead_id:
            return
        self._leave()
        self._load(lead_id)

    def _leave(self) -> None:
        """Let go of the lead in hand; nothing typed is lost."""
        if self.session is None:
            return
        focused = self.view.form.current_criterion()
        if focused:
            self.commit_typed(focused)
        self.view.acts.close_form()
        self.phone.end()
        self.drafts.flush()
        self.session = None

    def _load(self, lead_id: str) -> None:
        try:
            dossier = leads.dossier(self.workspace, lead_id)
        except UserError as error:
            self.say_error(error)
            self._show_nobody()
            return
        now = self.workspace.now().astimezone(self.workspace.zone_of(dossier.summary.lead.zone))
        grid = self.workspace.grid_for(dossier.summary.lead.campaign)
        facts = facts_of(grid, dossier.summary.lead, dossier.signals, dossier.answers, dossier.of_colleague)
        self.session = LeadSession(lead_id=lead_id, grid=grid, dossier=dossier, facts=facts, now=now)
        self.session.evidence = {c: a.evidence for c, a in dossier.answers.items() if a.evidence}
        draft = dossier.draft
        if draft:
            self.session.take_draft(draft.typed)
        self._set_notes(draft.notes if draft else "")
        self._saved_at = None
        self.acts.recording = False
        self._show_dossier()
        self.view.form.show_session(self.session)
        self.view.order_keys()
        self._show_verdict()
        self.view.scrolled.verticalScrollBar().setValue(0)
        self.view.show_lead()
        self.view.bar.set_available(True)
        self.view.queue.mark_current(lead_id)
        self.view.setFocus()
        self.signals.begin()

    def _set_notes(self, text: str) -> None:
        notes = self.view.notes
        blocked = notes.blockSignals(True)  # a load is not an edit
        notes.setPlainText(text)
        notes.moveCursor(QTextCursor.MoveOperation.End)  # who comes back goes on where they stopped
        notes.blockSignals(blocked)

    def _show_dossier(self) -> None:
        assert self.session is not None
        self.view.header.show_lead(self.session.dossier)
        opposed = self.session.dossier.summary.standing.code == "opposed"
        self.callable_changed.emit(self.tr("Opposed to calls") if opposed else "")
        self.view.timeline.show_lead(self.session.dossier)
        self.view.history.show_lead(self.session.dossier)
        lead = self.session.dossier.summary.lead
        self.view.script.show_lead(self.workspace.campaigns.get(lead.campaign), lead, self.workspace.who)
        self._show_notes_state()

    def _show_notes_state(self) -> None:
        said = ""
        if self._saved_at:
            said = self.tr("saved {time}").format(time=f"{self._saved_at.astimezone(self.workspace.zone):%H:%M:%S}")
        self.view.notes_state.setText(said)

    def _show_verdict(self) -> None:
        session = self.session
        if session is None:
            return
        saved = self.view.notes_state.text()
        view = verdict_view(session, self.words, saved)
        if session.dossier.summary.standing.code == "opposed":  # whatever the answers say
            said = self.tr("They are not called any more; the answers stay as they were given.")
            view = replace(view, state_tone="never", state_title=self.tr("Opposed to calls"), state_text=said)
        self.view.show_verdict(view)
        self.view.header.show_stage(session.dossier.summary.lead.stage, session.proposed_stage)
        show_next_step(self.view.ask_next, session, self.words)

    # -- answers ------------------------------------------------------------------------------------------------

    def act(self, work: Callable[[], object], done: Callable[[object], None] | None = None) -> None:
        """Submit an act on the lead in hand and publish what it changed."""

        def answered(result: object) -> None:
            changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
            self.bus.publish(changes, self)
            if done:
                done(result)

        self.writer.submit(work, answered, self.say_error)

    def answer(self, criterion_id: str, value: Answer, evidence: str | None = None) -> None:
        """Take an answer, and the words that prove it if given: assessed and shown at once, written behind."""
        session = self.session
        if session is None:
            return
        session.typed.pop(criterion_id, None)
        session.answer(criterion_id, value)
        if evidence is not None:
            session.evidence[criterion_id] = evidence
        self.answers_changed()
        self.act(
            partial(qualification.answer_criterion, self.workspace, session.lead_id, criterion_id, value, evidence)
        )

    def clear_answer(self, criterion_id: str) -> None:
        """Make a criterion not asked again."""
        session = self.session
        if session is None or criterion_id not in session.facts.answers:
            return
        session.clear(criterion_id)
        self.answers_changed()
        self.act(
            partial(qualification.answer_criterion, self.workspace, session.lead_id, criterion_id, None, asked=False)
        )

    def answers_changed(self) -> None:
        self.view.form.show_session(self.session)
        self._show_verdict()
        self.signals.show()

    def _typed(self, criterion_id: str, text: str) -> None:
        session = self.session
        criterion = session.grid.criterion(criterion_id) if session else None
        if session is None or criterion is None:
            return
        session.typed[criterion_id] = text
        understood = session.read_typed(criterion, text)
        stored = session.dossier.answers.get(criterion_id)
        if understood is not None:
            session.answer(criterion_id, understood)
        elif text.strip() and stored and stored.asked:
            session.answer(criterion_id, stored.value)  # not understood: what was known before still holds
        else:
            session.clear(criterion_id)
        self.answers_changed()
        self.draft_changed()

    def commit_typed(self, criterion_id: str) -> None:
        session = self.session
        text = session.typed.pop(criterion_id, None) if session else None
        criterion = session.grid.criterion(criterion_id) if session else None
        if session is None or text is None or criterion is None:
            return
        understood = session.read_typed(criterion, text)
        self.draft_changed()
        if understood is not None:
            self.answer(criterion_id, understood)
        elif not text.strip():
            stored = session.dossier.answers.get(criterion_id)
            if stored is not None and stored.asked:
                self.act(
                    partial(
                        qualification.answer_criterion, self.workspace, session.lead_id, criterion_id, None, asked=False
                    )
                )
        else:
            session.typed[criterion_id] = text  # not understood: it stays, with the sentence that says so

    def _confirm(self, criterion_id: str) -> None:
        session = self.session
        if session and criterion_id not in session.facts.answers and criterion_id in session.facts.presumed:
            self.answer(criterion_id, session.facts.presumed[criterion_id])

    def give_evidence(self, criterion_id: str, said: str) -> None:
        """Take the words that prove an answer, in place of those before."""
        session = self.session
        if session is None:
            return
        session.evidence[criterion_id] = said
        asked = criterion_id in session.facts.answers
        value = session.facts.answers.get(criterion_id)
        self.act(
            partial(
                qualification.answer_criterion, self.workspace, session.lead_id, criterion_id, value, said, asked=asked
            )
        )

    # -- notes and drafts ---------------------------------------------------------------------------------------

    def _notes_changed(self) -> None:
        self.draft_changed()

    def draft_changed(self) -> None:
        session = self.session
        if session is not None:
            self.drafts.changed(
                DraftText(session.lead_id, session.grid, self.view.notes.toPlainText(), session.half_typed())
            )

    def _draft_saved(self, draft: DraftText) -> None:
        if self.session and self.session.lead_id == draft.lead_id:
            self._saved_at = self.workspace.now()
            self._show_notes_state()

    def bring_back_words(self, lead_ids: Collection[str]) -> None:
        """After an undo: the words that were part of the act stand in the notes again, before what was typed since."""
        session = self.session
        if session is None or session.lead_id not in lead_ids:
            return
        draft = leads.dossier(self.workspace, session.lead_id).draft
        typed = self.view.notes.toPlainText()
        if draft and draft.notes != typed:
            self._set_notes(draft.notes if typed in draft.notes else f"{draft.notes}\n{typed}")
            self.draft_changed()

    def keep_note(self) -> None:
        """Keep what is typed as a note, without a call."""
        session = self.session
        words = self.view.notes.toPlainText()
        if session is None or not words.strip():
            return
        self.drafts.forget()
        self.act(
            partial(leads.add_note, self.workspace, session.lead_id, words, clear_draft=True),
            lambda _: self._words_kept(session, words),
        )

    def _words_kept(self, session: LeadSession, words: str) -> None:
        """The words sent are part of an act now: what was typed since stays, with its own lead."""
        if self.session is session:
            rest = self.view.notes.toPlainText()
            rest = rest[len(words) :].lstrip() if rest.startswith(words) else rest
            self._set_notes(rest)
            if rest or session.half_typed():
                self.draft_changed()
            self.reload()

    def keep_rest(self, session: LeadSession, words: str) -> None:
        """What was typed while the act was under way belongs to its lead, and is saved there."""
        if self.session is not session:
            return
        now_there = self.view.notes.toPlainText()
        rest = now_there[len(words) :].lstrip() if now_there.startswith(words) else now_there
        self._set_notes(rest)
        if rest or session.half_typed():
            self.draft_changed()
        else:
            self.drafts.forget()

    def advance(self, session: LeadSession) -> None:
        self._leave()
        self.refresh_queue()
        following = next((s.lead.id for s in self._page.head if s.lead.id != session.lead_id), None)
        if following:
            self._load(following)
        else:
            self._show_nobody()

    # -- the rest -----------------------------------------------------------------------------------------------

    def show_script(self) -> None:
        """Bring what to say into sight, and back to the questions when it is."""
        view = self.view
        if not view.script.isVisible():
            self.said.emit("neutral", self.tr("This lead’s campaign has no script."), "")
            return
        bar = view.scrolled.verticalScrollBar()
        there = view.script.y()
        bar.setValue(0 if bar.value() >= min(there, bar.maximum()) > 0 else there)

    def open_promise(self) -> None:
        """Open the earliest promise that is due."""
        due = promises(self._page.head)
        if due:
            self.open_lead(due[0].lead.id)
        else:
            self.said.emit("neutral", self.tr("No promise is due."), "")

    def open_evidence(self) -> None:
        """Type the words that prove an answer: the one that brought the next question, else where the keyboard is."""
        if self.session is not None:
            self.view.form.open_evidence(self.asking.just_answered)

    def _form_closed(self, _form: object) -> None:
        self.view.setFocus()

    def reload(self) -> None:
        """Read the lead again; nothing being typed is touched."""
        session = self.session
        if session is None:
            return
        try:
            dossier = leads.dossier(self.workspace, session.lead_id)
        except UserError:
            self._leave()
            self.show_next()
            return
        session.dossier = dossier
        facts = facts_of(session.grid, dossier.summary.lead, dossier.signals, dossier.answers, dossier.of_colleague)
        typed = {c: session.facts.answers[c] for c in session.typed if c in session.facts.answers}
        session.replace_facts(facts, typed)
        session.evidence = {c: a.evidence for c, a in dossier.answers.items() if a.evidence}
        self._show_dossier()
        self.answers_changed()

    def _changed(self, changes: Changes, origin: object) -> None:
        if origin is self:
            if changes.queue:
                self._soon.start(QUEUE_PAUSE_MS)
            return
        if changes.settings:
            # After what is on its way to the disk: the lead is read from there again.
            self.writer.submit(lambda: None, lambda _: self._judge_anew())
            return
        if changes.queue or changes.leads:
            self.refresh_queue()
        if self.session and changes.touches(self.session.lead_id):
            self.reload()
        elif self.session is None and not self.rest.since:
            self.show_next()

    def _judge_anew(self) -> None:
        """The grid or another setting has changed: the lead in hand is read again; what is being typed stays."""
        session = self.session
        if session is None:
            self.show_next()
            return
        notes, typed = self.view.notes.toPlainText(), session.half_typed()
        self._leave()
        self.refresh_queue()
        self._load(session.lead_id)
        anew: LeadSession | None = self.session
        if anew is not None and (notes or typed):
            self._set_notes(notes)
            anew.take_draft(typed)
            self.answers_changed()
            self.draft_changed()

    def say_error(self, error: UserError | AnswerError) -> None:
        told = error if isinstance(error, UserError) else qualification.bad_answer(error, self.words)
        self.writer.refused.emit(told)

    def close(self) -> None:
        """Save what is typed before the window goes."""
        self._leave()
        self.rest.resume()
        self.signals.close()
