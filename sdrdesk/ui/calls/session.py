"""One lead on the desk: its facts in memory, assessed anew at every answer, in the same event as the keystroke."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.assessment import Assessment, Facts, assess
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.typed_values import Ambiguous, Reads, Understood, read_amount, read_day, read_number
from sdrdesk.core.operations.leads import LeadDossier


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
    """What the desk holds of one lead. It names its lead: nothing typed here can land on another."""

    lead_id: str
    dossier: LeadDossier
    checks: dict[str, str] = field(default_factory=dict)
