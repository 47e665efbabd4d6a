"""Reading the queue: who is due, in the one written order, and an account of every lead."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from itertools import islice

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.call_queue import shut
from sdrdesk.core.operations.leads import LeadSummary, summary_of
from sdrdesk.core.operations.standings import placed_at, refresh, seen_otherwise
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import journal, leads, states
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.states import Count, LeadState

SWEEP_BATCH = 200
EVERY = 2**31
PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The head of the queue at an instant, and how many leads stand where.

    The three counts add up to all leads, or to all of the campaign that was asked for.
    """

    at: datetime
    due: int
    waiting: int
    closed: int
    head: Sequence[LeadSummary]
    next_waiting: Sequence[LeadSummary]
    causes: Mapping[tuple[str, str], int]


def read_queue(
    workspace: Workspace,
    at: datetime | None = None,
    limit: int = 50,
    waiting: int = 0,
    campaign: str | None = None,
    most_moved: int = EVERY,
) -> QueuePage:
    """The queue now, or as the clock will have it (had it) at another instant; reads only.

    Exact unless the clock has moved more than `most_moved` leads since they were placed: the sweep stores them behind,
    and until then the rest of them is read as it stood. For `campaign` None is the queue of all leads, a campaign's id
    that of its leads, "" that of the leads in none.
    """
    instant = at or workspace.now()
    with workspace.store.read() as tx:
        moved = moved_at(tx, workspace, instant, most_moved)
        stored = states.counts(tx)
        if campaign is not None:
            moved = {i: s for i, s in moved.items() if s.campaign == campaign}
            stored = [c for c in stored if c.campaign == campaign]
        groups = {c.group for c in stored} | {s.calling_group for s in moved.values()}
        shut_groups = shut_groups_at(workspace, groups, instant)
        head = _head(tx, stored, moved, shut_groups, limit)
        later = _waiting(tx, stored, waiting + len(moved), moved) if waiting else []
        later += [s for s in moved.values() if s.state == "waiting"]
        later = sorted(later, key=lambda s: (s.until or instant, s.lead))[:waiting]
        causes = _causes(tx, stored, moved, shut_groups)
        named = leads.get_leads(tx, [s.lead for s in [*head, *later]])
    totals: Counter[str] = Counter()
    for (state, _code), n in causes.items():
        totals[state] += n
    return QueuePage(
        instant,
        totals["due"],
        totals["waiting"],
        totals["closed"],
        [summary_of(workspace, named[s.lead], s, instant) for s in head],
        [summary_of(workspace, named[s.lead], s, instant) for s in later],
        causes,
    )


def moved_at(tx: Tx, workspace: Workspace, at: datetime, most: int) -> dict[str, LeadState]:
    """The leads whose stored standing does not hold at this instant, or not for who asks, placed anew (in memory)."""
    ids = [*(seen_otherwise(tx, workspace, at) | dict.fromkeys(states.moved_by_clock(tx, at, most)))]
    return placed_at(tx, workspace, ids, at) if ids else {}


def _waiting(tx: Tx, stored: Sequence[Count], limit: int, moved: Mapping[str, LeadState]) -> list[LeadState]:
    campaigns = {c.campaign for c in stored if c.state == "waiting"}
    return [s for c in campaigns for s in states.waiting_head(tx, c, limit) if s.lead not in moved]


Shut = Mapping[str, tuple[str, str]]
"""The calling groups that are not open, each with the state and the cause that this gives to its due leads."""


def shut_groups_at(workspace: Workspace, groups: Collection[str], at: datetime) -> Shut:
    """Which of these calling groups are not open at an instant."""
    found = {}
    for group in groups:
        held = shut(workspace.rules_for(group).hours, at)
        if held:
            found[group] = (type(held).__name__.lower(), held.code)
    return found


def _head(
    tx: Tx, stored: Sequence[Count], moved: Mapping[str, LeadState], shut_groups: Shut, limit: int
) -> list[LeadState]:
    room = limit + len(moved)
    streams = [
        (states.due_promises if group in shut_groups else states.due_head)(tx, campaign, group, room)
        for campaign, group in sorted({(c.campaign, c.group) for c in stored if c.state == "due"})
    ]
    fresh = [s for s in moved.values() if s.state == "due" and (s.tier == 1 or s.calling_group not in shut_groups)]
    streams.append(sorted(fresh, key=lambda s: s.order))
    kept = (s for s in merge(*streams, key=lambda s: s.order) if s.lead not in moved or moved[s.lead] is s)
    return list(islice(kept, limit))


def _causes(
    tx: Tx, stored: Sequence[Count], moved: Mapping[str, LeadState], shut_groups: Shut
) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for count in stored:
        found[cause_of(count.state, count.group, count.code, shut_groups)] += count.n
    for before in states.get_states(tx, list(moved)).values():
        found[cause_of(before.state, before.calling_group, before.code, shut_groups)] -= 1
    for fresh in moved.values():
        found[cause_of(fresh.state, fresh.calling_group, fresh.code, shut_groups)] += 1
    return {cause: n for cause, n in found.items() if n}


def cause_of(state: str, group: str, code: str, shut_groups: Shut) -> tuple[str, str]:
    """The state and cause under which a placed lead is counted: due is one cause, and closed hours are another."""
    if state == "due" and code != PROMISE and group in shut_groups:
        return shut_groups[group]
    return ("due", "due") if state == "due" else (state, code)


def sweep(workspace: Workspace, limit: int = SWEEP_BATCH) -> Changes | None:
    """Store anew up to `limit` leads that the clock has moved or a day has rescored; None when none were left."""
    now = workspace.now()
    with workspace.store.read() as tx:
        ids = _stale(tx, workspace, now, limit)
    if not ids:
        return None
    with workspace.store.write() as tx:
        refresh(tx, workspace, ids, now)
    return Changes(lead_ids=frozenset(ids), queue=True, leads=True)


def _stale(tx: Tx, workspace: Workspace, now: datetime, limit: int) -> list[str]:
    return (
        states.moved_by_clock(tx, now, limit)
        or states.scores_that_move(tx, now.astimezone(UTC).toordinal(), limit)
        or _scored_otherwise(tx, workspace, limit)
    )


def _scored_otherwise(tx: Tx, workspace: Workspace, limit: int) -> list[str]:
    """Leads that another grid version scored, or none at all (a crash in an import).

    Looked for by reading every lead, so once only for the grids in force: what is written later is scored by them.
    """
    grids = {c: workspace.grid_for(c) for c in ("", *workspace.campaigns)}
    in_force = {c: (g.id, g.version) for c, g in grids.items()}
    if workspace.scored_with == in_force:
        return []
    for campaign, (grid_id, version) in in_force.items():
        found = states.scored_otherwise(tx, campaign, grid_id, version, limit)
        if found:
            return found
    found = states.without_state(tx, limit)
    if not found:
        workspace.scored_with = in_force
    return found


def place_all_anew(workspace: Workspace, after: str = "", limit: int = 500) -> str:
    """Place a page of leads anew, after a change of settings; returns where to go on, "" at the end."""
    with workspace.store.write() as tx:
        ids = leads.all_ids(tx, after, limit)
        refresh(tx, workspace, ids, workspace.now())
    return ids[-1] if len(ids) == limit else ""


def next_change(workspace: Workspace) -> datetime | None:
    """When the clock alone next moves a lead: a reason to read the queue again."""
    with workspace.store.read() as tx:
        return states.next_change(tx, workspace.now())


def store_mark(workspace: Workspace) -> tuple[int, str]:
    """A mark that moves with every operation, this process's own or another's."""
    with workspace.store.read() as tx:
        return journal.head(tx)
