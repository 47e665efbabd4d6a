"""The figures as tables in words: what files hold, the command line prints and a chart stands beside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sdrdesk.core.domain.insights import By, Insights
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.rates import Rate, Spread
from sdrdesk.core.grid_words import answer_words, step_words
from sdrdesk.core.operations.feedback import reason_label
from sdrdesk.core.operations.insight_reasons import grid_version, step_key
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Cell = str | int | float
Rows = Callable[[], list[list[Cell]]]
RATES = ("mql_rate", "sal_rate", "sql_rate", "opportunity_rate", "won_rate")
_SIZES = frozenset({"1-9", "10-49", "50-249", "250-4999", "5000-"})


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table of figures: its code, its name and its columns in words, its rows."""

    code: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figure_tables(workspace: Workspace, figures: Insights, words: Words) -> tuple[FigureTable, ...]:
    """Every figure as a table, in the order they are read."""
    said = _Said(workspace, figures, words)
    return tuple(
        FigureTable(code, words.text("insight_table", code), said.header(columns), tuple(tuple(row) for row in rows()))
        for code, (columns, rows) in said.tables().items()
    )


def key_words(workspace: Workspace, by: str, key: str, label: str, words: Words) -> str:
    """What a row of a breakdown is called: as it is spelled, or that nothing is known."""
    if not key:
        return words.text("insight_key", f"no_{by}")
    match By(by):
        case By.SIZE:
            return words.text("insight_key", key)
        case By.MONTH:
            year, _, month = key.partition("-")
            return f"{words.text('time', f'month_{int(month)}')} {year}"
        case By.GRID_VERSION:
            grid, _, version = key.rpartition("/")
            return f"{grid_name(workspace, grid, words)}, {words.text('definition', 'version', version=version)}"
        case By.SOURCE | By.SECTOR | By.REP | By.CAMPAIGN:
            return label or key


def grid_name(workspace: Workspace, grid_id: str, words: Words) -> str:
    """The name of a grid, its id where the store lacks it."""
    found = grid_version(workspace, grid_id)
    return found.name[words.language] if found else grid_id


def criterion_words(workspace: Workspace, grid_id: str, criterion_id: str, words: Words) -> str:
    """The label of a criterion in the newest version of its grid, its id where it is gone from it."""
    grid = grid_version(workspace, grid_id)
    criterion = grid.criterion(criterion_id) if grid else None
    return criterion.label[words.language] if criterion else criterion_id


def option_words(workspace: Workspace, grid_id: str, criterion_id: str, option: str, words: Words) -> str:
    """An option or a band in words, as the newest version of the grid says it."""
    if not option:
        return words.text("insight_key", "not_known")
    grid = grid_version(workspace, grid_id)
    criterion = grid.criterion(criterion_id) if grid else None
    if criterion is None:
        return option
    band = next((n for n, b in enumerate(criterion.bands) if step_key(criterion, b) == option), None)
    return answer_words(criterion, option, words) if band is None else step_words(criterion, band, words)


class _Said:
    """The rows of every table."""

    def __init__(self, workspace: Workspace, figures: Insights, words: Words) -> None:
        self.workspace, self.figures, self.words = workspace, figures, words

    def header(self, columns: Sequence[str]) -> tuple[str, ...]:
        """The names of columns; a stage is called as the workspace calls it."""
        stages = {"mql": Stage.MQL, "sal": Stage.SAL, "sql": Stage.SQL, "opportunity": Stage.OPPORTUNITY}
        named = {code: stage_label(self.workspace, self.words, stage) for code, stage in stages.items()}
        return tuple(named.get(code) or self.words.text("insight_column", code) for code in columns)

    def tables(self) -> Mapping[str, tuple[tuple[str, ...], Rows]]:
        """The columns of each table, and what makes its rows."""
        counts = ("leads", "mql", "sal", "sql", "opportunity", "won")
        rates = tuple(code for rate in RATES for code in (rate, "low", "high"))
        quartiles = ("median", "last_quartile")
        return {
            "funnel": ((self.figures.by, *counts, *rates), self._funnel),
            "acceptance": (("what", "n", "of", "rate", "low", "high"), self._acceptance),
            "first_contact": (
                ("temperature", "n", "clock", *quartiles, "working", *quartiles, "waiting", "unknown"),
                self._first_contact,
            ),
            "attempts": (("attempt", "talked_to", "called", "rate", "low", "high"), self._attempts),
            "cycle": (("what", "n", "days", *quartiles), self._cycle),
            "costs": (
                ("source", "leads", "priced", "total", "per_lead", "sql", "per_sql", "won", "per_won"),
                self._costs,
            ),
            "hours": (("weekday", "hour", "talked_to", "calls", "rate", "low", "high"), self._hours),
            "reasons": (("reason", "n", "rejected", "disqualified", "lost"), self._reasons),
            "by_criterion": (
                (
                    "grid", "criterion", "answer", "given_back", "all_given_back", "share_given_back", "low", "high",
                    "kept", "all_kept", "share_kept", "low", "high",
                ),
                self._by_criterion,
            ),
            "idle": (("kind", "grid", "what", "tried", "decisions", "filled"), self._idle),
        }  # fmt: skip

    # -- cells -------------------------------------------------------------------------------------------------------

    def _share(self, rate: Rate) -> list[Cell]:
        """A share and its interval in percent; in words where it rests on too little."""
        if rate.value is None or rate.low is None or rate.high is None:
            return ["", "", ""]
        value: Cell = _percent(rate.value) if rate.enough else self._not_enough
        return [value, _percent(rate.low), _percent(rate.high)]

    @property
    def _not_enough(self) -> str:
        return self.words.text("insight_key", "not_enough")

    def _quartiles(self, found: Spread) -> list[Cell]:
        if found.low is None or found.median is None or found.high is None:
            return ["", "", ""]
        if not found.enough:
            return [self._not_enough] * 3
        return [round(found.low, 1), round(found.median, 1), round(found.high, 1)]

    # -- rows --------------------------------------------------------------------------------------------------------

    def _funnel(self) -> list[list[Cell]]:
        figures, rows = self.figures, list[list[Cell]]()
        for row in (*figures.funnel, figures.total):
            label = key_words(self.workspace, figures.by, row.key, row.label, self.words)
            name = self.words.text("insight_key", "all") if row is figures.total else label
            rows.append([name, *row.counts, *(cell for rate in row.rates for cell in self._share(rate))])
        return rows

    def _acceptance(self) -> list[list[Cell]]:
        rates = {"accepted": self.figures.acceptance, "answered": self.figures.answered}
        return [[self.words.text("insight_key", code), r.n, r.of, *self._share(r)] for code, r in rates.items()]

    def _first_contact(self) -> list[list[Cell]]:
        return [
            [
                self.words.text("temperature", f.temperature), f.elapsed.n, *self._quartiles(f.elapsed),
                *self._quartiles(f.working), f.waiting, f.unknown,
            ]
            for f in self.figures.first_contact
        ]  # fmt: skip

    def _attempts(self) -> list[list[Cell]]:
        found, talked = self.figures.attempts, self.words.text("insight_key", "talked")
        rows: list[tuple[Cell, Rate]] = [(a.number, a.reached) for a in found.each]
        return [[name, r.n, r.of, *self._share(r)] for name, r in [*rows, (talked, found.reached)]]

    def _cycle(self) -> list[list[Cell]]:
        found = {"sql": self.figures.cycle.to_sql, "won": self.figures.cycle.to_won}
        return [[self.words.text("insight_key", code), s.n, *self._quartiles(s)] for code, s in found.items()]

    def _costs(self) -> list[list[Cell]]:
        return [
            [
                key_words(self.workspace, By.SOURCE, c.key, c.label, self.words), c.leads, c.priced, c.total,
                _money(c.per_lead), c.sql, _money(c.per_sql), c.won, _money(c.per_won),
            ]
            for c in self.figures.costs
        ]  # fmt: skip

    def _hours(self) -> list[list[Cell]]:
        days = [self.words.text("time", f"weekday_{n}") for n in range(7)]
        return [
            [days[h.weekday], h.hour, h.reached.n, h.reached.of, *self._share(h.reached)] for h in self.figures.hours
        ]

    def _reasons(self) -> list[list[Cell]]:
        return [
            [reason_words(self.workspace, r.reason, self.words), r.n, r.rejected, r.disqualified, r.lost]
            for r in self.figures.reasons
        ]

    def _by_criterion(self) -> list[list[Cell]]:
        rows = list[list[Cell]]()
        for r in self.figures.by_criterion:
            where = grid_name(self.workspace, r.grid, self.words)
            criterion = criterion_words(self.workspace, r.grid, r.criterion, self.words)
            option = option_words(self.workspace, r.grid, r.criterion, r.option, self.words)
            back, kept = r.rejected, r.accepted
            rows.append([where, criterion, option, back.n, back.of, *self._share(back), kept.n, kept.of])
            rows[-1] += self._share(kept)
        return rows

    def _idle(self) -> list[list[Cell]]:
        rows = list[list[Cell]]()
        for i in self.figures.idle:
            grid = grid_name(self.workspace, i.grid, self.words) if i.grid else self.words.text("insight_key", "unread")
            of_field = i.kind == "field"
            name = (
                self.words.text("column", i.key)
                if of_field
                else criterion_words(self.workspace, i.grid, i.key, self.words)
            )
            filled: Cell = i.filled if of_field else ""
            rows.append([self.words.text("insight_key", i.kind), grid, name, i.tried, i.decisions, filled])
        return rows


def reason_words(workspace: Workspace, reason: str, words: Words) -> str:
    """A reason of sales in words; its code where nothing names it."""
    return words.text("insight_key", "no_reason") if not reason else reason_label(workspace, words, reason)


def _percent(share: float) -> float:
    return round(share * 100, 1)


def _money(amount: float | None) -> Cell:
    return "" if amount is None else round(amount, 2)
