"""What a rep does with the lead in hand: the outcome of a call, a decision, the reversal of an elimination."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.campaign import objection_answers
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome, moves_on
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import calls, qualification, rules, stages
from sdrdesk.core.operations.standings import ways_to
from sdrdesk.ui.calls import act_forms
from sdrdesk.ui.calls.act_forms import DecisionChoice, OverrideChoice
from sdrdesk.ui.calls.callback_form import CallbackChoice, CallbackForm
from sdrdesk.ui.calls.next_step import REVERSE, way_out
from sdrdesk.ui.calls.now_form import NowForm, check_warnings
from sdrdesk.ui.calls.number_form import NumberChoice, NumberForm
from sdrdesk.ui.calls.objection_form import ObjectionForm
from sdrdesk.ui.calls.outcome_bar import KEYS
from sdrdesk.ui.calls.session import LeadSession
from sdrdesk.ui.calls.stage_form import StageChoice, StageForm

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk

Result = TypeVar("Result")


class DeskActs(QObject):
    """The acts of the desk; each is written in order behind the screen, and the desk moves on when it is on disk."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._under_way: set[str] = set()
        self.meeting_said = ("", "")
        """The sentence that told of the last meeting recorded, and its lead."""

    @property
    def recording(self) -> bool:
        """Whether an act on the lead in hand is under way: another waits for it to be on disk."""
        session = self._desk.session
        return session is not None and session.lead_id in self._under_way

    def submit(
        self,
        session: LeadSession,
        work: Callable[[], Result],
        kept: Callable[[Result], None],
        put_back: Callable[[], None] = lambda: None,
    ) -> None:
        """Submit an act that takes the notes with it: they are in the draft until the act is on disk.

        `put_back` gives back, if it never comes there, what was taken from the lead for it.
        """
        self._desk.drafts.flush()
        self._under_way.add(session.lead_id)

        def done(result: Result) -> None:
            self._under_way.discard(session.lead_id)
            kept(result)

        def lost() -> None:
            self._under_way.discard(session.lead_id)
            put_back()
            if self._desk.session is session:
                self._desk.draft_changed()

        def failed(error: UserError) -> None:
            lost()
            self._desk.say_error(error)

        self._desk.writer.submit(work, done, failed, lost)

    # -- outcomes -----------------------------------------------------------------------------------------------

    def outcome_key(self, digit: int) -> None:
        """An outcome's key was pressed."""
        session = self._desk.session
        if session is None or self.recording:
            return
        self._desk.rest.resume()
        self._desk.at_now()
        outcomes = KEYS[digit]
        if Outcome.CALLBACK_PROMISED in outcomes:
            self._desk.view.acts.open(
                lambda parent: CallbackForm(session.now, self._desk.workspace.zone, self._desk.words, parent),
                self._callback_chosen,
            )
        elif Outcome.NOT_INTERESTED in outcomes:
            campaign = self._desk.workspace.campaigns.get(session.dossier.summary.lead.campaign)
            answers = objection_answers(campaign.objections) if campaign else []
            self._desk.view.acts.open(
                lambda parent: ObjectionForm(answers, self._desk.words, parent),
                lambda choice: self.record(Outcome.NOT_INTERESTED, reason=choice.reason),  # type: ignore[attr-defined]
            )
        elif Outcome.WRONG_NUMBER in outcomes and not self._dialled(session) and len(session.dossier.dialable) > 1:
            numbers = session.dossier.dialable
            self._desk.view.acts.open(lambda parent: NumberForm(numbers, parent), self._wrong_number_chosen)
        else:
            self.record(outcomes[0])

    def _wrong_number_chosen(self, choice: object) -> None:
        if isinstance(choice, NumberChoice):
            self.record(Outcome.WRONG_NUMBER, number=choice.number)

    def _dialled(self, session: LeadSession) -> str:
        """The number of the call that runs; "" where none does, or it is to somebody else."""
        number = self._desk.phone.number
        return number if number in session.dossier.dialable else ""

    def _callback_chosen(self, choice: object) -> None:
        if isinstance(choice, CallbackChoice):
            promised = isinstance(choice.until, datetime)
            outcome = Outcome.CALLBACK_PROMISED if promised else Outcome.CALLBACK_LATER
            self.record(outcome, until=choice.until, owner="" if choice.anyone else None)

    def record(
        self,
        outcome: Outcome,
        *,
        until: object = None,
        reason: str = "",
        owner: str | None = None,
        number: str = "",
    ) -> None:
        """Record what happened; after an unanswered call the next lead comes once this is on disk.

        `number` is the one called where it was not dialled from here.
        """
        session = self._desk.session
        if session is None or self.recording:
            return
        self._desk.rest.resume()
        self._desk.view.acts.close_form()
        focused = self._desk.view.form.current_criterion()
        if focused:
            self._desk.commit_typed(focused)
        words = self._desk.view.notes.toPlainText()
        dialled = self._dialled(session)
        work = partial(
            calls.record_call,
            self._desk.workspace,
            session.lead_id,
            outcome,
            until=until,  # type: ignore[arg-type]
            reason=reason,
            note=words,
            number=dialled or number,
            seconds=self._desk.phone.end() if dialled else None,
            replaces_promises=outcome is Outcome.CALLBACK_PROMISED,
            clear_draft=True,
            owner=owner,
        )
        self.submit(session, work, partial(self._recorded, session, words))

    def next_words(self, outcome: Outcome) -> str:
        """What an outcome does next if it is recorded now; "" where that is for a person to decide."""
        session = self._desk.session
        found = rules.preview(self._desk.workspace, session.lead_id).get(outcome) if session else None
        if session is None or found is None:
            return ""
        now = self._desk.workspace.now()
        zone = self._desk.workspace.zone_of(session.dossier.summary.lead.zone)
        said = self._desk.words.next_try(found, zone, now)
        return said[:1].upper() + said[1:]

    def _recorded(self, session: LeadSession, words: str, done: calls.CallRecorded) -> None:
        self._desk.keep_rest(session, words)
        self._desk.bus.publish(done.changes, self)
        self._desk.counted.emit()
        name = session.dossier.summary.lead.name
        zone = self._desk.workspace.zone_of(session.dossier.summary.lead.zone)
        after = self._desk.words.standing(done.standing, zone, self._desk.workspace.now(), self._desk.workspace.zone)
        what = self._desk.words.text("outcome", done.outcome.value).lower()
        sentence = self.tr("{name}: {what}. {after}.").format(name=name, what=what, after=after)
        self._desk.said.emit("neutral", sentence, done.changes.operation)
        if self._desk.session is not session:
            self._desk.refresh_queue()
        elif moves_on(done.outcome) and not (done.outcome is Outcome.WRONG_NUMBER and done.numbers_left):
            self._desk.advance(session)
        else:
            self._desk.refresh_queue()
            self._desk.reload()

    def follow_up(self, days: int) -> None:
        """They asked for another call: come back in so many days, in one key."""
        session = self._desk.session
        if session is not None:
            self._desk.at_now()
            self.record(Outcome.CALLBACK_LATER, until=session.today + timedelta(days=days))

    # -- decisions ----------------------------------------------------------------------------------------------

    def ask_decision(self, decision: Decision) -> None:
        """Open the form of a decision."""
        session = self._desk.session
        if session is None or self.recording:
            return
        self._desk.at_now()
        steps = {route: self._step(session, decision, route) for route in qualification.ROUTES[decision]}
        out = session.assessment.eliminated_by

        def make(parent: QWidget) -> act_forms.ActForm:
            match decision:
                case Decision.NOW:
                    warnings = check_warnings(session, self._desk.words)
                    return NowForm(session.now, warnings, session.check_given(), steps, self._desk.words, parent)
                case Decision.LATER:
                    days = int(self._desk.workspace.settings["nurture_days"])
                    return act_forms.LaterForm(
                        session.today, days, steps, partial(self._warm_up_words, session), parent
                    )
                case Decision.NEVER:
                    speak = partial(way_out, session, self._desk.words)
                    return act_forms.NeverForm(out[0].reason if out else "", speak, steps, self._desk.words, parent)

        form = self._desk.view.acts.open(make, self._decided)
        form.edited.connect(lambda: self._check_typed(session, form))

    def _warm_up_words(self, session: LeadSession, until: date) -> str:
        """The steps on the way to a day, in words; "" where the cadence has none that still fit."""
        lead, words = session.dossier.summary.lead, self._desk.words
        steps = self._desk.workspace.cadence_for(lead.campaign).warm_up(until, session.today, "")
        said = [
            f"{words.text('way', s.channel.value)} {words.day(s.day, session.today)}"
            for s in steps
            if s.channel in ways_to(lead)
        ]
        return ", ".join(said)

    def way_out_key(self, key: str) -> None:
        """A key beside the way out was clicked."""
        if key == REVERSE:
            self.override_elimination()
        else:
            self.ask_decision(Decision.NEVER)

    def _check_typed(self, session: LeadSession, form: object) -> None:
        if isinstance(form, NowForm) and self._desk.session is session:
            session.checks = form.typed()
            self._desk.draft_changed()

    def _step(self, session: LeadSession, decision: Decision, route: Route) -> str:
        """Which stage a decision leads to, in words."""
        before = session.dossier.summary.lead.stage
        try:
            after = stages.leads_to(self._desk.workspace, session.lead_id, decision, route)
        except UserError:  # the lead has gone meanwhile: the act itself will say so
            after = before
        return self._stage_step(before, after)

    def _stage_step(self, before: Stage, after: Stage) -> str:
        named = [stages.stage_label(self._desk.workspace, self._desk.words, stage) for stage in (before, after)]
        if before is after:
            return self.tr("stays {stage}").format(stage=named[0])
        return f"{named[0]} → {named[1]}"

    def _decided(self, choice: object) -> None:
        session = self._desk.session
        if session is None or not isinstance(choice, DecisionChoice):
            return
        words = self._desk.view.notes.toPlainText()
        checks, session.checks = session.checks, {}  # they are part of the decision
        meeting = qualification.Meeting(choice.meeting_at, choice.meeting_with) if choice.meeting_at else None
        work = partial(
            qualification.decide,
            self._desk.workspace,
            session.lead_id,
            choice.decision,
            choice.route,
            until=choice.until,
            reason=choice.reason,
            note=words,
            meeting=meeting,
            warm_up=choice.warm_up,
            checked=choice.checked,
            clear_draft=True,
        )

        def put_back() -> None:
            session.checks = checks | session.checks

        self.submit(session, work, partial(self._decision_kept, session, words, choice), put_back)

    def _decision_kept(
        self, session: LeadSession, words: str, choice: DecisionChoice, done: qualification.Qualified
    ) -> None:
        self._desk.keep_rest(session, words)
        self._desk.bus.publish(done.changes, self)
        self._desk.counted.emit()
        name = session.dossier.summary.lead.name
        route = self._desk.words.text("route", choice.route.value).lower()
        what = self._desk.words.text("decision", choice.decision.value).lower()
        sentence = self.tr("{name}: {what}, {route}.").format(name=name, what=what, route=route)
        if choice.meeting_at:
            sentence += " " + self.tr("Ctrl+Shift+M writes it to a calendar, Ctrl+H the hand-off sheet.")
            self.meeting_said = sentence, session.lead_id
        self._desk.said.emit("ok", sentence, done.changes.operation)
        if self._desk.session is session:
            self._desk.advance(session)

    # -- stages -------------------------------------------------------------------------------------------------

    def ask_stage(self) -> None:
        """Open the form that moves the lead to another stage, on the stage proposed."""
        session = self._desk.session
        if session is None or self.recording:
            return
        stage = session.dossier.summary.lead.stage
        if stage is Stage.EXCLUDED:
            self._desk.said.emit(
                "neutral", self.tr("Excluded by a decision: decide now or later to bring it back."), ""
            )
            return
        workspace, words = self._desk.workspace, self._desk.words
        texts = {
            s: stages.StageText(stages.stage_label(workspace, words, s), stages.stage_criteria(workspace, words, s))
            for s in Stage
        }
        grid = session.grid
        why = self.tr("the grid {name} v{version} says “now”").format(
            name=grid.name[words.language], version=grid.version
        )
        form = self._desk.view.acts.open(
            lambda parent: StageForm(stage, session.proposed_stage, texts, why, session.stage_typed, parent),
            self._stage_chosen,
        )
        form.edited.connect(lambda: self._stage_typed(session, form))

    def _stage_typed(self, session: LeadSession, form: object) -> None:
        if isinstance(form, StageForm) and self._desk.session is session:
            session.stage_typed = form.typed()
            self._desk.draft_changed()

    def _stage_chosen(self, choice: object) -> None:
        session = self._desk.session
        if session is None or not isinstance(choice, StageChoice):
            return
        name = session.dossier.summary.lead.name
        step = self._stage_step(session.dossier.summary.lead.stage, choice.stage)

        def moved(changes: object) -> None:
            assert isinstance(changes, Changes)
            if session.stage_typed:
                session.stage_typed = {}
                if self._desk.session is session:
                    self._desk.draft_changed()
                    self._desk.drafts.flush()
            self._desk.reload()
            sentence = self.tr("{name}: {step}.").format(name=name, step=step)
            self._desk.said.emit("ok", sentence, changes.operation)

        self._desk.act(
            partial(stages.move_stage, self._desk.workspace, session.lead_id, choice.stage, choice.reason), moved
        )

    # -- eliminations -------------------------------------------------------------------------------------------

    def override_elimination(self) -> None:
        """Open the form that reverses an elimination."""
        session = self._desk.session
        if session is None:
            return
        out = session.assessment.eliminated_by
        kept = [c for c in session.grid.criteria if c.id in session.facts.overrides]
        chosen = session.grid.criterion(out[0].criterion) if out else (kept[0] if kept else None)
        if chosen is None:
            self._desk.said.emit("neutral", self.tr("Nothing eliminates this lead."), "")
            return
        stored = session.dossier.answers.get(chosen.id)
        given = (stored.override_reason or "") if stored else ""
        label = chosen.label[self._desk.words.language]
        self._desk.view.acts.open(
            lambda parent: act_forms.OverrideForm(chosen.id, label, given, parent), self._overridden
        )

    def _overridden(self, choice: object) -> None:
        session = self._desk.session
        if session is None or not isinstance(choice, OverrideChoice):
            return
        session.override(choice.criterion, bool(choice.reason))
        self._desk.answers_changed()
        self._desk.act(
            partial(
                qualification.override_criterion, self._desk.workspace, session.lead_id, choice.criterion, choice.reason
            ),
            lambda _: self._desk.reload(),
        )
