"""How many questions a lead takes until the matter is settled: as proposed, and down the grid from top to bottom."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import combinations
from statistics import mean, median

from sdrdesk.core.domain.answers import Answer, add_months
from sdrdesk.core.domain.assessment import Facts, State, assess
from sdrdesk.core.domain.grid import Band, Criterion, Grid, Kind, Option
from sdrdesk.core.domain.signals import Signal
from sdrdesk.core.exchange.grid_file import read_grid, shipped_grids

NOW = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
LEADS, FEWEST_OF, SEED, RESAMPLES, GOAL = 10_000, 400, 20261124, 1_000, 25
"""Leads drawn, how many of them are searched for the fewest questions, the seed, resamples of the bootstrap, and the
percent of questions to be saved."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lead on a grid: what is known before the call, and the hidden answer to every question, None if not known."""

    grid: Grid
    signals: tuple[Signal, ...]
    presumed: Mapping[str, Answer]
    truth: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that one lead took: as proposed, in grid order, down the form; what it came to as proposed.

    `out` says that one of its hidden answers ends the matter.
    """

    grid: str
    proposed: int
    listed: int
    down_the_form: int
    state: State
    out: bool


Draw = Callable[[random.Random, Grid], Drawn]


# -- the orders ------------------------------------------------------------------------------------------------------


def asked_as_proposed(lead: Drawn) -> tuple[int, State]:
    """How many questions settle the matter, or are all there is, when the proposed one is asked each time."""
    answers: dict[str, Answer] = {}
    while True:
        verdict = assess(lead.grid, Facts(answers, lead.signals, presumed=lead.presumed), NOW)
        if verdict.next_question is None:
            return len(answers), verdict.state
        answers[verdict.next_question.criterion] = lead.truth[verdict.next_question.criterion]


def asked_in_order(lead: Drawn, order: Sequence[Criterion]) -> int:
    """The same, asking each time the first criterion of an order that is not asked yet and that its `after` allows."""
    answers: dict[str, Answer] = {}
    while True:
        verdict = assess(lead.grid, Facts(answers, lead.signals, presumed=lead.presumed), NOW, ask=False)
        left = [c for c in order if c.id not in answers and (c.after is None or c.after in answers)]
        if verdict.state is not State.OPEN or not left:
            return len(answers)
        answers[left[0].id] = lead.truth[left[0].id]


def fewest(lead: Drawn) -> int:
    """The fewest questions that settle the matter, to someone who knew the answers: no order can take fewer."""
    asked = questions(lead.grid)
    for count in range(len(asked)):
        for chosen in combinations(asked, count):
            answers = {c.id: lead.truth[c.id] for c in chosen}
            if any(c.after and c.after not in answers for c in chosen):
                continue
            facts = Facts(answers, lead.signals, presumed=lead.presumed)
            if assess(lead.grid, facts, NOW, ask=False).state is not State.OPEN:
                return count
    return len(asked)


def questions(grid: Grid) -> list[Criterion]:
    """What a person can be asked, in grid order."""
    return [c for c in grid.criteria if c.kind is not Kind.SIGNALS]


def down_the_form(grid: Grid) -> list[Criterion]:
    """The questions as the desk lays them out: those that can eliminate first."""
    return sorted(questions(grid), key=lambda c: not c.can_eliminate)


# -- leads as a rep meets them ----------------------------------------------------------------------------------------

KINDS: Mapping[str, float] = {"ready": 10, "real": 25, "weak": 40, "out": 25}
"""Of a hundred leads of a list. One in ten is ready: 11 % said yes in a public telephone campaign (28,831 calls), 11 %
of 5,600 public B2B leads were won. The rest is a guess at a cold list: one in four should not have been on it, most of
the others have a slight need. How much the share that is out matters is measured too."""

TILT = {"ready": 8.0, "real": 1.0, "weak": 1 / 8, "out": 1 / 8}
"""How much likelier an answer of 100 % is than one of 0 %, among the answers that do not eliminate."""

REASONS = {"off_target": 40, "no_need": 35, "cannot_fund": 15, "cannot_decide": 10}
"""Why a lead is out, of a hundred."""

UNKNOWN = {"fit": 2, "need": 5, "role": 10, "need_shared": 15, "maturity": 20, "potential": 30, "process": 30}
"""Percent of the calls that leave a question unanswered: what is felt is said, money and procedure are not."""

FILLED = {"job_title": (80, 80), "employees": (60, 90)}
"""Percent of rows with that column filled, and of these, how often it suggests the true answer."""

SIGNALS = {"ready": (2.0, 3), "real": (1.0, 1), "weak": (0.6, 0), "out": (0.3, 0)}
"""Mean number of signals besides the list itself, and how many in ten of them are requests."""
COLD = ("download", "newsletter", "event", "email_open", "email_click", "site_visit")
WARM = ("pricing_page", "webinar", "info_request", "contact_form", "linkedin")
HOT = ("demo_request", "quote_request", "call_request")


def as_met(dice: random.Random, grid: Grid, kinds: Mapping[str, float] = KINDS) -> Drawn:
    """A lead of a cold list: its kind is drawn first, then every answer as that kind gives it."""
    kind = dice.choices(list(kinds), list(kinds.values()))[0]
    truth = {c.id: _answer_of(dice, c, TILT[kind]) for c in questions(grid)}
    if kind == "out":
        ways = [
            (REASONS[step.eliminates], c.id, said(c, step))
            for c in questions(grid)
            for step in c.steps
            if step.eliminates
        ]
        _, criterion, answer = dice.choices(ways, [odds for odds, _, _ in ways])[0]
        truth[criterion] = answer
    mean_count, hot = SIGNALS[kind]
    count = sum(dice.random() < mean_count / 4 for _ in range(4))
    types = [dice.choice(HOT if dice.randrange(10) < hot else dice.choice((COLD, COLD, WARM))) for _ in range(count)]
    signals = tuple(Signal(t, NOW - timedelta(days=dice.expovariate(1 / 45))) for t in ("list", *types))
    return Drawn(grid, signals, dict(_presumed(dice, grid, truth, FILLED)), truth)


def with_more_out(percent: int) -> Draw:
    """The same with another share of leads that are out, the other kinds keeping their proportions."""
    left = sum(n for kind, n in KINDS.items() if kind != "out")
    kinds = {kind: percent if kind == "out" else n * (100 - percent) / left for kind, n in KINDS.items()}
    return partial(as_met, kinds=kinds)


def _answer_of(dice: random.Random, criterion: Criterion, tilt: float) -> Answer:
    if dice.randrange(100) < UNKNOWN[criterion.topic or "process"]:
        return None
    steps = [s for s in criterion.steps if not s.eliminates]
    return said(criterion, dice.choices(steps, [tilt ** (s.percent / 100) for s in steps])[0])


def evenly(dice: random.Random, grid: Grid) -> Drawn:
    """A lead of nowhere: every answer as likely as any other, one in ten not known, half of the columns filled."""
    truth = {c.id: None if dice.randrange(10) == 0 else dice.choice(sayable(c)) for c in questions(grid)}
    types = dice.choices((*COLD, *WARM, *HOT), k=dice.randrange(4))
    signals = tuple(Signal(t, NOW - timedelta(days=dice.uniform(0, 120))) for t in types)
    presumed = _presumed(dice, grid, truth, dict.fromkeys(FILLED, (50, 50)))
    return Drawn(grid, signals, dict(presumed), truth)


def at_random(dice: random.Random, grid: Grid) -> Drawn:
    """A random lead of which no column is filled: the order of the questions alone."""
    return replace(evenly(dice, grid), presumed={})


def _presumed(
    dice: random.Random, grid: Grid, truth: Mapping[str, Answer], filled: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[str, Answer]]:
    for criterion in questions(grid):
        if criterion.field is None or criterion.field not in filled:
            continue
        there, right = filled[criterion.field]
        suggested = [said(criterion, s) for s in criterion.steps if isinstance(s, Band) or s.match]
        if dice.randrange(100) < there:
            true = dice.randrange(100) < right and truth[criterion.id] in suggested
            yield criterion.id, truth[criterion.id] if true else dice.choice(suggested)


def sayable(criterion: Criterion) -> list[Answer]:
    """One answer for each option or band."""
    return [said(criterion, step) for step in criterion.steps]


def said(criterion: Criterion, step: Option | Band) -> Answer:
    """An answer that falls on an option or band."""
    if isinstance(step, Option):
        return step.id
    below = [b.up_to for b in criterion.bands if b.up_to is not None and (step.up_to is None or b.up_to < step.up_to)]
    number = int(step.up_to if step.up_to is not None else below[-1] + 1)
    return add_months(NOW.date(), number).isoformat() if criterion.kind is Kind.MONTHS else number


# -- the figures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saving:
    """How many questions the proposed order saves over grid order, percent, and whether that meets the goal."""

    name: str
    asked: Sequence[Asked]
    notes: Sequence[str] = field(default_factory=list)
    goal: int | None = None

    @property
    def met(self) -> bool:
        """Whether the goal, if there is one, is met."""
        return self.goal is None or saving(self.asked) >= self.goal

    def said(self) -> str:
        """One line, the table by grid, and the notes."""
        low, high = interval(self.asked)
        sign = "    " if self.goal is None else "ok  " if self.met else "MISS"
        goal = "no goal set" if self.goal is None else f"goal {self.goal} %"
        line = (
            f"{sign} questions, {self.name}: {saving(self.asked):.1f} % fewer as proposed "
            f"than in grid order (95 %: {low:.1f} to {high:.1f}; {goal})"
        )
        return "\n".join([line, *(f"       {said}" for said in (*table(self.asked).splitlines(), *self.notes))])


def measure() -> Iterator[Saving]:
    """Random leads, on which the goal stands; the same with presumed answers; leads as they are met."""
    others = [share_out_said(percent) for percent in (50, 75)]
    yield Saving("random leads", asked_of(at_random, LEADS), [fewest_said(at_random)], GOAL)
    yield Saving("random leads, half of the columns filled", asked_of(evenly, LEADS), [fewest_said(evenly)])
    yield Saving("leads as met", asked_of(as_met, LEADS), [fewest_said(as_met), *others])


def shipped() -> list[Grid]:
    """Every grid that ships, by id."""
    return [grid for grid, _ in (read_grid(content) for _, content in sorted(shipped_grids().items())) if grid]


def drawn(draw: Draw, leads: int) -> Iterator[Drawn]:
    """Leads drawn over the shipped grids, the same at every run."""
    dice, grids = random.Random(SEED), shipped()
    for _ in range(leads):
        yield draw(dice, dice.choice(grids))


def asked_of(draw: Draw, leads: int) -> list[Asked]:
    """Leads drawn over the shipped grids, each asked in every order."""
    found = []
    for lead in drawn(draw, leads):
        proposed, state = asked_as_proposed(lead)
        listed = asked_in_order(lead, questions(lead.grid))
        down = asked_in_order(lead, down_the_form(lead.grid))
        out = bool(assess(lead.grid, Facts(lead.truth), NOW, ask=False).eliminated_by)
        found.append(Asked(lead.grid.id, proposed, listed, down, state, out))
    return found


def saving(asked: Sequence[Asked]) -> float:
    """Percent fewer questions as proposed than in grid order."""
    return 100 - 100 * sum(a.proposed for a in asked) / sum(a.listed for a in asked)


def interval(asked: Sequence[Asked]) -> tuple[float, float]:
    """Where 95 % of the savings of as many leads lie, by the bootstrap."""
    dice = random.Random(SEED)
    savings = sorted(saving(dice.choices(asked, k=len(asked))) for _ in range(RESAMPLES))
    return savings[RESAMPLES * 25 // 1000], savings[RESAMPLES * 975 // 1000 - 1]


def table(asked: Sequence[Asked]) -> str:
    """Questions by grid, over all, and over the leads that were settled, as Markdown: means, medians in brackets."""
    settled = [a for a in asked if a.state is not State.OPEN]
    parts = [(f"`{name}`", [a for a in asked if a.grid == name]) for name in sorted({a.grid for a in asked})]
    lines = ["| grid | leads | as proposed | in grid order | fewer | down the form | settled |", "|---|" + "--:|" * 6]
    out = [a for a in asked if a.out]
    for name, part in (*parts, ("**all**", asked), ("all that were settled", settled), ("all that are out", out)):
        counts = ([a.proposed for a in part], [a.listed for a in part], [a.down_the_form for a in part])
        proposed, listed, down = (f"{mean(c):.2f} ({median(c):g})" for c in counts)
        done = 100 * sum(a.state is not State.OPEN for a in part) / len(part)
        lines.append(
            f"| {name} | {len(part):,} | {proposed} | {listed} | {saving(part):.1f} % | {down} | {done:.0f} % |"
        )
    return "\n".join(lines)


def share_out_said(percent: int) -> str:
    """What the saving would be with another share of leads that are out."""
    asked = asked_of(with_more_out(percent), LEADS)
    low, high = interval(asked)
    return f"With {percent} % of the leads out: {saving(asked):.1f} % fewer (95 %: {low:.1f} to {high:.1f})."


def fewest_said(draw: Draw) -> str:
    """What no order could beat, on the first of these leads."""
    least, asked = [fewest(lead) for lead in drawn(draw, FEWEST_OF)], asked_of(draw, FEWEST_OF)
    ceiling = 100 - 100 * sum(least) / sum(a.listed for a in asked)
    return (
        f"Someone who knew the answers beforehand would ask {mean(least):.2f} on average, {ceiling:.1f} % fewer than "
        f"in grid order (the first {FEWEST_OF} leads, asked {mean(a.proposed for a in asked):.2f} as proposed)."
    )
