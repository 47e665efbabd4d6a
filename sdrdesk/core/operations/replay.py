"""Replays a grid on what was decided before: which verdicts it would have changed, and why (M23).

What is replayed is the newest decision of each lead: it is the verdict that stands, and a lead qualified three times
weighs no more than another. Nothing is written.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.assessment import Elimination, State
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.replay import Cause, GridChange, Replayed, Verdict
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.csv_out import write_csv
from sdrdesk.core.grid_words import answer_words
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.leads import local_time
from sdrdesk.core.operations.qualification import facts_from
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal, leads
from sdrdesk.core.store.activities import StoredDecision
from sdrdesk.core.store.database import Tx
from sdrdesk.core.words import Words

LAST = 500
"""How many qualifications are replayed unless said otherwise."""

OTHER_GRID, NO_FACTS, NO_VERSION = "other_grid", "no_facts", "no_version"
LEFT_OUT = (OTHER_GRID, NO_FACTS, NO_VERSION)
"""Why a decision is left out: of another grid; older than the keeping of facts; of a version the store lacks."""

COLUMNS = (
    "lead", "name", "company", "decided_at", "grid_version", "before", "after", "points_before", "points_after",
    "cause", "decision", "route",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplayedLead:
    """One lead whose verdict would be another."""

    lead: str
    name: str
    company: str
    at: datetime
    old: Grid
    replayed: Replayed
    decision: str
    route: str

    @property
    def move(self) -> tuple[State, State]:
        """From which state to which; open to open where only the leaning changes."""
        return self.replayed.before.state, self.replayed.after.state


@dataclass(slots=True)
class Replay:
    """What a grid would have changed. `moves` counts every examined verdict; `rows` change, or lean otherwise."""

    grid: Grid
    of: str
    last: int | None
    examined: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    moves: Counter[tuple[State, State]] = field(default_factory=Counter)
    rows: list[ReplayedLead] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many verdicts would be another state."""
        return sum(n for (before, after), n in self.moves.items() if before is not after)

    @property
    def leaning(self) -> int:
        """How many would stay open and only lean otherwise."""
        return len(self.rows) - self.changed


def replay(
    workspace: Workspace,
    grid: Grid,
    last: int | None = LAST,
    progress: Progress = no_progress,
    *,
    of: str = "",
) -> Replay:
    """Replay a grid on the last qualifications (None: all) made with any version of it, newest first.

    `of` names the grid it was copied from, when that is another. UserError `cancelled` when progress answers False.
    """
    done = Replay(grid, of or grid.id, last)
    changes: dict[int, GridChange | None] = {}
    with workspace.store.read() as tx:
        total = activities.count_newest_decisions(tx, done.of)
        total = total if last is None else min(total, last)
        for batch in activities.newest_decisions(tx):
            if not progress(_met(done), total):
                raise UserError("cancelled")
            taken = _taken(done, batch)
            _replay_batch(tx, workspace, done, taken, changes)
            if last is not None and _met(done) >= last:
                break
    progress(total, total)
    return done


def has_qualifications(workspace: Workspace, grid_id: str) -> bool:
    """Whether anything was ever decided with a version of this grid."""
    with workspace.store.read() as tx:
        return activities.has_decisions(tx, grid_id)


def _met(done: Replay) -> int:
    """How many decisions of this grid were met, examined or not."""
    return done.examined + done.left_out[NO_FACTS] + done.left_out[NO_VERSION]


def _taken(done: Replay, batch: Sequence[StoredDecision]) -> list[StoredDecision]:
    """Of a batch, what is of this grid and still asked for; the rest newer than the last one is counted as left out."""
    room = len(batch) if done.last is None else done.last - _met(done)
    taken: list[StoredDecision] = []
    for decided in batch:
        if len(taken) == room:
            break
        if decided.grid == done.of:
            taken.append(decided)
        else:
            done.left_out[OTHER_GRID] += 1
    return taken


def _replay_batch(
    tx: Tx,
    workspace: Workspace,
    done: Replay,
    batch: Sequence[StoredDecision],
    changes: dict[int, GridChange | None],
) -> None:
    for version in {d.grid_version for d in batch} - set(changes):
        changes[version] = _change(workspace, done, version)
    anew = [d for d in batch if (c := changes[d.grid_version]) is not None and c.needs_fields]
    fields = fields_then(tx, done.grid, anew) if anew else {}
    changed: list[tuple[StoredDecision, Grid, Replayed]] = []
    for decided in batch:
        change = changes[decided.grid_version]
        if change is None or decided.facts == "{}":
            done.left_out[NO_VERSION if change is None else NO_FACTS] += 1
            continue
        facts, now = facts_from(json.loads(decided.facts))
        stored = _verdict(json.loads(decided.assessment))
        replayed = change.replayed(facts, now, stored, fields.get(decided.lead))
        done.examined += 1
        done.moves[replayed.before.state, replayed.after.state] += 1
        if replayed.cause is not None:
            changed.append((decided, change.old, replayed))
    known = leads.get_leads(tx, {d.lead for d, _old, _replayed in changed})
    done.rows += [
        ReplayedLead(d.lead, known[d.lead].name, known[d.lead].company, d.at, old, r, d.decision, d.route)
        for d, old, r in changed
    ]


def _change(workspace: Workspace, done: Replay, version: int) -> GridChange | None:
    try:
        return GridChange(workspace.grid_of(done.of, version), done.grid)
    except UserError:
        return None


def fields_then(tx: Tx, grid: Grid, decided: Sequence[StoredDecision]) -> dict[str, dict[str, str]]:
    """The columns that criteria presume from, as they stood when each decision was made."""
    columns = {c.field for c in grid.criteria if c.field}
    known = leads.get_leads(tx, [d.lead for d in decided])
    since = journal.columns_before(tx, {d.lead: d.id for d in decided}, "decision", columns)
    return {i: {**lead.fields(), **since.get(i, {})} for i, lead in known.items()}


def _verdict(said: Mapping[str, Any]) -> Verdict:
    """What counts of a stored assessment."""
    out = tuple(Elimination(e["criterion"], e["reason"]) for e in said["eliminated_by"])
    return Verdict(State(said["state"]), Decision(said["leaning"]), said["earned"], said["open"], out)


# -- in words --------------------------------------------------------------------------------------------------------


def verdict_words(verdict: Verdict, words: Words, *, short: bool = False) -> str:
    """A verdict as lists say it: the state, and where an open one leans; `short` for a narrow column."""
    code = f"open_{verdict.leaning.value}" if verdict.state is State.OPEN else verdict.state.value
    return words.text("verdict_short" if short else "verdict", code)


def cause_words(row: ReplayedLead, new: Grid, words: Words) -> str:
    """Why a verdict changes, in one sentence without its stop."""
    cause = row.replayed.cause
    return _cause_words(cause, row.old, new, words) if cause else ""


def _cause_words(cause: Cause, old: Grid, new: Grid, words: Words) -> str:
    values: dict[str, object] = dict(cause.params)
    criterion_id = str(values.get("criterion", ""))
    named = new.criterion(criterion_id) or old.criterion(criterion_id)
    if named:
        values["criterion"] = named.label[words.language]
    if "answer" in values:
        values["answer"] = answer_words(old.criterion(criterion_id), cause.params["answer"], words)
    if "reason" in values:
        values["reason"] = words.text("reason", str(values["reason"]))
    for key in ("before", "after"):
        given = values.get(key)
        if cause.code == "another_family":
            values[key] = words.text("family", str(given)).lower()
        elif isinstance(given, int) and named:
            values[key] = words.points(given)
    said = words.text("replay_cause", cause.code, **values)
    return words.text("replay_cause", "together", cause=said) if cause.together else said


def summary_words(done: Replay, words: Words) -> list[str]:
    """The figures of a replay, in short sentences without their stops; what is nought is left unsaid."""
    said = [words.text("replay_sum", "examined", n=done.examined), words.text("replay_sum", "changed", n=done.changed)]
    if done.leaning:
        said.append(words.text("replay_sum", "leaning", n=done.leaning))
    return said + [words.text("replay_left_out", why, n=done.left_out[why]) for why in LEFT_OUT if done.left_out[why]]


def replay_json(workspace: Workspace, done: Replay, words: Words) -> dict[str, Any]:
    """A replay as the command line prints it; points in tenths."""
    return {
        "grid": {"id": done.grid.id, "version": done.grid.version},
        "of": done.of,
        "last": done.last,
        "examined": done.examined,
        "left_out": {why: done.left_out[why] for why in LEFT_OUT},
        "changed": done.changed,
        "leaning": done.leaning,
        "moves": {a.value: {b.value: done.moves[a, b] for b in State} for a in State},
        "rows": [_row_json(workspace, row, done.grid, words) for row in done.rows],
    }


def _row_json(workspace: Workspace, row: ReplayedLead, new: Grid, words: Words) -> dict[str, Any]:
    cause = row.replayed.cause
    assert cause is not None, "only verdicts that change are rows"
    return {
        "lead": row.lead,
        "name": row.name,
        "company": row.company,
        "decided_at": local_time(workspace, row.at),
        "grid_version": row.old.version,
        "before": _verdict_json(row.replayed.before),
        "after": _verdict_json(row.replayed.after),
        "left_out": list(row.replayed.left_out),
        "cause": {
            "code": cause.code,
            **cause.params,
            "together": cause.together,
            "message": cause_words(row, new, words),
        },
        "decision": row.decision,
        "route": row.route,
    }


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "state": verdict.state.value,
        "leaning": verdict.leaning.value,
        "earned": verdict.earned,
        "open": verdict.open,
        "eliminated_by": [{"criterion": e.criterion, "reason": e.reason} for e in verdict.eliminated_by],
    }


def export_replay(
    workspace: Workspace, done: Replay, path: Path, words: Words, rows: Sequence[ReplayedLead] | None = None
) -> int:
    """Write the verdicts that would change (or some of them) as CSV, in words; how many rows."""
    return write_csv(
        path,
        COLUMNS,
        (_cells(workspace, row, done.grid, words) for row in (done.rows if rows is None else rows)),
        ";" if words.language == "fr" else ",",
    )


def _cells(workspace: Workspace, row: ReplayedLead, new: Grid, words: Words) -> list[str]:
    return [
        row.lead, row.name, row.company, local_time(workspace, row.at) or "", str(row.old.version),
        verdict_words(row.replayed.before, words), verdict_words(row.replayed.after, words),
        words.points(row.replayed.before.earned), words.points(row.replayed.after.earned),
        cause_words(row, new, words), words.text("decision", row.decision), words.text("route", row.route),
    ]  # fmt: skip
