"""One lead on the desk: its facts in memory, assessed anew at every answer, in the same event as the keystroke."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.assessment import Assessment, Facts, assess
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.human_check import as_typed, from_typed, is_checked
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.stages import proposed_stage
from sdrdesk.core.domain.typed_values import Ambiguous, Reads, Understood, read_amount, read_day, read_number
from sdrdesk.core.operations.leads import LeadDossier

STAGE_FIELDS = ("stage.to", "stage.reason")
SIGNAL_FIELDS = ("signal.type", "signal.channel", "signal.at", "signal.detail")
"""How a draft names what is typed in the form that moves a lead, and in the one that adds a signal."""


@dataclass(kw_only=True)
class Qualifying:
    """A grid being filled in: its facts, and the verdict on them at once."""

    grid: Grid
    facts: Facts
    now: datetime
    evidence: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    assessment: Assessment = field(init=False)

    def __post_init__(self) -> None:
        self.assessment = assess(self.grid, self.facts, self.now)

    def move_to(self, now: datetime) -> None:
        """Let time pass: the same instant as the clock, in the zone of the lead."""
        self.now = now.astimezone(self.now.tzinfo)
        self.assessment = assess(self.grid, self.facts, self.now)

    def answer(self, criterion_id: str, value: Answer) -> None:
        """Take an answer (None: asked, not known) and assess."""
        self._set(answers={**self.facts.answers, criterion_id: value})

    def clear(self, criterion_id: str) -> None:
        """Make a criterion not asked again."""
        self._set(answers={k: v for k, v in self.facts.answers.items() if k != criterion_id})

    def override(self, criterion_id: str, given: bool) -> None:
        """Take a criterion's power to eliminate, or give it back."""
        kept = self.facts.overrides | {criterion_id} if given else self.facts.overrides - {criterion_id}
        self._set(overrides=kept)

    def replace_facts(self, facts: Facts, typed: Mapping[str, Answer]) -> None:
        """Take facts read anew; answers still being typed stay as typed."""
        self.facts = facts
        self._set(answers={**facts.answers, **typed})

    def _set(self, answers: Mapping[str, Answer] | None = None, overrides: frozenset[str] | None = None) -> None:
        self.facts = replace(
            self.facts,
            answers=self.facts.answers if answers is None else answers,
            overrides=self.facts.overrides if overrides is None else overrides,
        )
        self.assessment = assess(self.grid, self.facts, self.now)

    def read_typed(self, criterion: Criterion, text: str) -> Answer:
        """What a typed text means for a criterion; None when it means nothing, or two things."""
        found = self._reading(criterion, text)
        if not isinstance(found, Understood):
            return None
        return found.value.isoformat() if isinstance(found.value, date) else found.value

    def choices_for(self, criterion: Criterion, text: str) -> tuple[Reads, ...]:
        """The readings between which a typed text leaves the choice, likeliest first."""
        found = self._reading(criterion, text)
        return tuple(reads for _value, reads in found.choices) if isinstance(found, Ambiguous) else ()

    def _reading(
        self, criterion: Criterion, text: str
    ) -> Understood[date] | Understood[int | float] | Ambiguous[date] | Ambiguous[int | float] | None:
        match criterion.kind:
            case Kind.MONTHS:
                return read_day(text, self.now.date())
            case Kind.MONEY:
                return read_amount(text)
            case Kind.NUMBER | Kind.CHOICE | Kind.SIGNALS:
                return read_number(text)

    @property
    def today(self) -> date:
        """The lead's today."""
        return self.now.date()


@dataclass(kw_only=True)
class LeadSession(Qualifying):
    """What the desk holds of one lead. It names its lead: nothing typed here can land on another.

    `typed`, `checks`, `stage_typed` and `signal_typed` are half-typed answers, a check, a move and a signal not
    confirmed yet.
    """

    lead_id: str
    dossier: LeadDossier
    checks: dict[str, str | None] = field(default_factory=dict)
    stage_typed: dict[str, str] = field(default_factory=dict)
    signal_typed: dict[str, str] = field(default_factory=dict)

    def take_draft(self, typed: Mapping[str, str]) -> None:
        """Go on with what was being typed when the lead was left."""
        self.typed = {c: text for c, text in typed.items() if self.grid.criterion(c)}
        self.checks = from_typed(typed)
        self.stage_typed = {k: text for k, text in typed.items() if k in STAGE_FIELDS}
        self.signal_typed = {k: text for k, text in typed.items() if k in SIGNAL_FIELDS}

    def half_typed(self) -> dict[str, str]:
        """All that is typed and not yet part of an act, as a draft keeps it."""
        return {**self.typed, **as_typed(self.checks), **self.stage_typed, **self.signal_typed}

    def check_given(self) -> dict[str, str | None]:
        """What stands in the check when it opens: the last one made, then what was typed since."""
        last = next((d.check for d in reversed(self.dossier.decisions) if d.check), {})
        return {**last, **self.checks}

    @property
    def proposed_stage(self) -> Stage | None:
        """The stage the verdict proposes, for a person to confirm."""
        last = self.dossier.decisions[-1] if self.dossier.decisions else None
        checked = last is not None and last.decision == Decision.NOW and is_checked(last.check)
        stage = self.dossier.summary.lead.stage
        return proposed_stage(stage, self.grid.level, self.assessment.state, checked=checked)
