"""The figures of a team lead (M22): one reading of the store, counted; each is defined in docs/insights.md.

Nothing is written and nothing is kept. All of it runs on whatever thread asks, and ends when told to.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import fsum
from zoneinfo import ZoneInfo

from sdrdesk.core.domain import answers
from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.insights import (
    By,
    Choice,
    Choices,
    Cost,
    Cut,
    Cycle,
    FirstContact,
    FunnelRow,
    GivenBack,
    Insights,
    size_class,
)
from sdrdesk.core.domain.rates import Rate, spread
from sdrdesk.core.domain.reached import SQL, WON
from sdrdesk.core.domain.signals import HOT_FOR, WARM_FOR, Temperature
from sdrdesk.core.domain.working_time import WorkCalendar, day_start
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.holidays import half_days_of, holidays_of
from sdrdesk.core.operations.calling import own_week
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.insight_calls import (
    Calls,
    attempts_of,
    hours_of_calls,
    minutes_passed,
    minutes_worked,
    read_calls,
)
from sdrdesk.core.operations.insight_people import (
    People,
    Person,
    Step,
    gather,
    named_reps,
)
from sdrdesk.core.operations.insight_reasons import idle_of, read_fields, reasons_by_criterion
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.core.operations.lists import find_rows
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import insight_rows
from sdrdesk.core.store.database import Interrupted, Tx, interruptible

ALL = Cut()
"""Every lead."""
DAY = 86_400_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A hundred thousand leads have a few hundred sources and costs.
folded, lower_bound = lru_cache(4_096)(answers.folded), lru_cache(4_096)(answers.lower_bound)


def insights(workspace: Workspace, cut: Cut = ALL, by: str = By.SOURCE, progress: Progress = no_progress) -> Insights:
    """All figures of the leads of a cut, its funnel broken down by one thing.

    UserError `cancelled` when progress answers False, and for a condition of the segment that cannot be used.
    """
    going = _Going(progress)
    segment = set(find_rows(workspace, LeadFilter("", cut.segment), progress=progress)) if cut.segment else None
    try:
        with workspace.store.read() as tx, interruptible(tx, going.asked):
            going.total = insight_rows.count_rows(tx)
            people = gather(tx, workspace, read_fields(workspace), going.step)
            calls = read_calls(tx, people.index, len(people.persons), going.step)
            named_reps(people, calls.newest_caller)
            figures = _Figures(tx, workspace, cut, By(by), people, calls, segment, going.step)
            return figures.counted()
    except Interrupted as error:
        raise UserError("cancelled") from error


@dataclass
class _Going:
    """How far the reading is, in rows; asked between batches and every few milliseconds whether to go on."""

    progress: Progress
    total: int = 0
    done: int = 0

    def step(self, rows: int) -> None:
        """UserError `cancelled` when told to stop."""
        self.done += rows
        if not self.asked():
            raise UserError("cancelled")

    def asked(self) -> bool:
        """Whether to go on."""
        return self.progress(min(self.done, self.total), self.total)


@dataclass
class _Figures:
    """The figures of a cut, from what was read."""

    tx: Tx
    workspace: Workspace
    cut: Cut
    by: By
    people: People
    calls: Calls
    segment: set[int] | None
    step: Step
    chosen: list[int] = field(default_factory=list)

    def counted(self) -> Insights:
        """Count everything."""
        import numpy as np  # as in insight_calls

        people = self.people
        self.chosen = self._chosen()
        mask = np.zeros(len(people.persons), bool)
        mask[self.chosen] = True
        persons = [people.persons[n] for n in self.chosen]
        handoffs = [h for h in people.handoffs if mask[h.person]]
        recorded = [h for h in handoffs if h.decision]
        answered = [h for h in handoffs if h.answer]
        zones = list(dict.fromkeys(p.zone for p in persons))
        place = {zone: n for n, zone in enumerate(zones)}
        zone_of = [place.get(p.zone, 0) for p in people.persons]
        decided = [i for i, person in people.decisions if mask[person]]
        self.step(0)
        return Insights(
            by=self.by.value,
            leads=len(persons),
            total=_funnel_row("", "", persons),
            funnel=self._funnel(persons),
            first_contact=self._first_contact(),
            attempts=attempts_of(self.calls, mask),
            cycle=_cycle(persons),
            costs=_costs(persons),
            hours=hours_of_calls(self.calls, mask, zone_of, self._zones(zones), self.step),
            reasons=_reasons((answer, reason) for n, answer, reason in people.given_back if mask[n]),
            by_criterion=reasons_by_criterion(self.tx, self.workspace, answered, self.step),
            idle=idle_of(self.tx, self.workspace, decided, [people.filled[n] for n in self.chosen], self.step),
            acceptance=Rate(sum(h.answer != SalesAnswer.REJECTED for h in answered), len(answered)),
            answered=Rate(sum(bool(h.answer) for h in recorded), len(recorded)),
            choices=_choices(self.workspace, people.persons),
        )

    def _zones(self, names: Iterable[str]) -> list[ZoneInfo]:
        return [self.workspace.zone_of(name) for name in names]

    def _chosen(self) -> list[int]:
        cut, zone = self.cut, self.workspace.zone
        since = _micros(day_start(cut.since, zone)) if cut.since else None
        until = _micros(day_start(cut.until + timedelta(days=1), zone)) if cut.until else None
        sources = {folded(source) for source in cut.source}
        return [
            n
            for n, p in enumerate(self.people.persons)
            if (since is None or p.arrived >= since)
            and (until is None or p.arrived < until)
            and (not sources or folded(p.source) in sources)
            and (not cut.campaign or p.campaign in cut.campaign)
            and (not cut.who or p.rep in cut.who)
            and (not cut.grid or p.grid in cut.grid or p.grid.rpartition("/")[0] in cut.grid)
            and (self.segment is None or p.row in self.segment)
        ]

    # -- funnel ------------------------------------------------------------------------------------------------------

    def _funnel(self, persons: Sequence[Person]) -> tuple[FunnelRow, ...]:
        spelled: dict[str, Counter[str]] = {}
        rows: dict[str, list[Person]] = {}
        key_of = self._key()
        for person in persons:
            key, label = key_of(person)
            rows.setdefault(key, []).append(person)
            spelled.setdefault(key, Counter())[label] += 1
        found = [_funnel_row(key, most_used(spelled[key]), of) for key, of in rows.items()]
        if self.by is By.MONTH:
            return tuple(sorted(found, key=lambda row: row.key))
        return tuple(sorted(found, key=lambda row: (-row.leads, row.key)))

    def _key(self) -> Callable[[Person], tuple[str, str]]:
        """The key of a person's row, and how it is spelled there."""
        zone = self.workspace.zone
        match self.by:
            case By.SOURCE:
                return lambda p: (folded(p.source), p.source.strip())
            case By.SECTOR:
                return lambda p: (folded(p.industry), p.industry.strip())
            case By.SIZE:
                return lambda p: (size_class(lower_bound(p.employees)), "")
            case By.REP:
                return lambda p: (p.rep, p.rep)
            case By.CAMPAIGN:
                return lambda p: (p.campaign, self._campaign(p.campaign))
            case By.GRID_VERSION:
                return lambda p: (p.grid, p.grid)
            case By.MONTH:
                return lambda p: (f"{_instant(p.arrived).astimezone(zone):%Y-%m}", "")

    def _campaign(self, campaign_id: str) -> str:
        known = self.workspace.campaigns.get(campaign_id)
        return known.name if known else ""

    # -- time to first contact ---------------------------------------------------------------------------------------

    def _first_contact(self) -> tuple[FirstContact, ...]:
        """How long leads waited for the first try, by how warm they were then; or are now, where nobody tried."""
        tried, signals = self._first_tries(), self._signals()
        now = _micros(self.workspace.now())
        starts: dict[Temperature, list[int]] = {t: [] for t in Temperature}
        ends: dict[Temperature, list[int]] = {t: [] for t in Temperature}
        waiting, unknown = Counter[Temperature](), Counter[Temperature]()
        for n in self.chosen:
            arrived, at = self.people.persons[n].arrived, tried.get(n)
            temperature, since = _warm_since(signals.get(n, ()), arrived, now if at is None else at)
            if at is None:
                waiting[temperature] += 1
            elif at < arrived:
                unknown[temperature] += 1
            else:
                starts[temperature].append(since)
                ends[temperature].append(at)
        self.step(0)
        hours = team_hours(self.workspace)
        return tuple(
            FirstContact(
                t.value,
                minutes_passed(starts[t], ends[t]),
                minutes_worked(hours, starts[t], ends[t]),
                waiting[t],
                unknown[t],
            )
            for t in Temperature
        )

    def _first_tries(self) -> dict[int, int]:
        """When each person was first called or written to, whichever came first."""
        first, count = self.calls.first.tolist(), self.calls.count.tolist()
        tried = {n: first[n] for n in self.chosen if count[n]}
        for batch in insight_rows.touch_rows(self.tx):
            self.step(len(batch))
            for lead_id, at in batch:
                n = self.people.index[lead_id]
                tried[n] = min(tried.get(n, at), at)
        return tried

    def _signals(self) -> dict[int, list[tuple[int, bool]]]:
        """The hot and warm signals of each person: when, and whether hot."""
        found: dict[int, list[tuple[int, bool]]] = {}
        for batch in insight_rows.signal_rows(self.tx):
            self.step(len(batch))
            for lead_id, at, hot in batch:
                found.setdefault(self.people.index[lead_id], []).append((at, bool(hot)))
        return found


def _warm_since(signals: Iterable[tuple[int, bool]], arrived: int, at: int) -> tuple[Temperature, int]:
    """How warm a lead was at an instant, and since when: the first signal that made it so, or its arrival if later."""
    known = [(when, hot) for when, hot in signals if when <= at]
    hot_since = min((when for when, hot in known if hot and at - when <= _HOT), default=None)
    if hot_since is not None:
        return Temperature.HOT, max(arrived, hot_since)
    warm_since = min((when for when, _hot in known if at - when <= _WARM), default=None)
    if warm_since is not None:
        return Temperature.WARM, max(arrived, warm_since)
    return Temperature.COLD, arrived


_HOT, _WARM = HOT_FOR // timedelta(microseconds=1), WARM_FOR // timedelta(microseconds=1)


def team_hours(workspace: Workspace) -> WorkCalendar:
    """The hours the team works: the calling hours of the workspace, without its days off where it keeps them."""
    settings = workspace.settings
    keeps = settings["calling_hours"] == "on" and settings["calling_holidays"] == "off"
    days_off = holidays_of(workspace.country, "") if keeps else {}
    half_days = half_days_of(workspace.country, "") if keeps else {}
    return WorkCalendar(own_week(settings), workspace.zone, days_off, half_days)


def _funnel_row(key: str, label: str, persons: Sequence[Person]) -> FunnelRow:
    ended = Counter(p.reached for p in persons)
    counts = [sum(n for rank, n in ended.items() if rank >= stage) for stage in range(WON + 1)]
    return FunnelRow(key, label, *counts)


def _cycle(persons: Iterable[Person]) -> Cycle:
    to_sql, to_won = list[float](), list[float]()
    for p in persons:
        if p.sql_at is None or p.came_as >= SQL or p.sql_at < p.arrived:
            continue
        to_sql.append((p.sql_at - p.arrived) / DAY)
        if p.won_at is not None and p.won_at > p.sql_at:
            to_won.append((p.won_at - p.sql_at) / DAY)
    return Cycle(spread(to_sql), spread(to_won))


def _costs(persons: Iterable[Person]) -> tuple[Cost, ...]:
    rows: dict[str, list[Person]] = {}
    for person in persons:
        rows.setdefault(folded(person.source), []).append(person)
    found = []
    for key, of in rows.items():
        costs = [(p, cost) for p in of if (cost := lower_bound(p.cost)) is not None]
        if costs:
            label = most_used(Counter(p.source.strip() for p in of))
            sql, won = (sum(p.reached >= rank for p, _cost in costs) for rank in (SQL, WON))
            found.append(Cost(key, label, len(of), len(costs), round(fsum(c for _p, c in costs), 2), sql, won))
    return tuple(sorted(found, key=lambda cost: (-cost.priced, cost.key)))


def _reasons(given_back: Iterable[tuple[str, str]]) -> tuple[GivenBack, ...]:
    counted: dict[str, Counter[str]] = {}
    for answer, reason in given_back:
        counted.setdefault(reason, Counter())[answer] += 1
    found = [
        GivenBack(reason, c.total(), c[SalesAnswer.REJECTED], c[SalesAnswer.DISQUALIFIED], c[SalesAnswer.LOST])
        for reason, c in counted.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.n, row.reason)))


def _choices(workspace: Workspace, persons: Sequence[Person]) -> Choices:
    sources: dict[str, Counter[str]] = {}
    for p in persons:
        sources.setdefault(folded(p.source), Counter())[p.source.strip()] += 1
    names = {c.id: c.name for c in workspace.campaigns.values()}
    campaigns, reps, grids = (
        [(key, names.get(key, key), n) for key, n in Counter(getattr(p, of) for p in persons).items()]
        for of in ("campaign", "rep", "grid")
    )
    by_source = [(key, most_used(spelled), spelled.total()) for key, spelled in sources.items()]
    return Choices(*(_ranked(found) for found in (by_source, campaigns, reps, grids)))


def _ranked(found: Iterable[tuple[str, str, int]]) -> tuple[Choice, ...]:
    return tuple(Choice(*row) for row in sorted(found, key=lambda row: (-row[2], row[0])))


def most_used(spelled: Counter[str]) -> str:
    """The spelling most leads have; the first in order of those as frequent."""
    return min(spelled, key=lambda text: (-spelled[text], text))


def _micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def _instant(at: int) -> datetime:
    return EPOCH + timedelta(microseconds=at)
