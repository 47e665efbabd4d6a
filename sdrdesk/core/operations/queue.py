"""Reading the queue: who is due, in the one written order, and an account of every lead."""

import time
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
from sdrdesk.core.store.journal import Mark
from sdrdesk.core.store.states import Count, LeadState

SWEEP_BATCH, AT_ONCE = 200, 20
LONGEST_BATCH = 0.04
"""Seconds after which a batch of background work ends, so that a draft is never kept waiting."""
STRETCH = 5_000
"""Leads looked at in a few milliseconds."""
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
    moved: int = 0
    """How many leads the clock has moved since they were stored, and were placed for this reading."""
    behind: bool = False
    """Whether it has moved more than that: these stand as they were stored."""


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
        moved, late = moved_at(tx, workspace, instant, most_moved)
        stored = states.counts(tx)
        if campaign is not None:
            moved = {i: s for i, s in moved.items() if s.campaign == campaign}
            stored = [c for c in stored if c.campaign == campaign]
        groups = {c.group for c in stored} | {s.calling_group for s in moved.values()}
        shut_groups = shut_groups_at(workspace, groups, instant)
        head = _head(tx, stored, moved, shut_groups, limit)
        later = _waiting(tx, stored, moved, waiting, instant)
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
        min(late, most_moved),
        late > most_moved,
    )


def due_promises(workspace: Workspace, at: datetime | None = None, most_moved: int = EVERY) -> Sequence[LeadSummary]:
    """The promised calls whose minute has come, of every campaign, the earliest first: a look in the index alone."""
    instant = at or workspace.now()
    with workspace.store.read() as tx:
        moved, _late = moved_at(tx, workspace, instant, most_moved)
        streams = [(c.campaign, c.group, states.PROMISES) for c in states.counts(tx) if c.state == "due"]
        fresh = [s.order for s in moved.values() if s.state == "due" and s.tier == states.PROMISES]
        with states.due_in_order(tx, sorted(set(streams))) as due:
            ids = [order[-1] for order in merge((o for o in due if o[-1] not in moved), sorted(fresh))]
        known = states.get_states(tx, [i for i in ids if i not in moved]) | {i: moved[i] for i in ids if i in moved}
        named = leads.get_leads(tx, ids)
    return [summary_of(workspace, named[i], known[i], instant) for i in ids]


def moved_at(tx: Tx, workspace: Workspace, at: datetime, most: int = EVERY) -> tuple[dict[str, LeadState], int]:
    """The leads whose stored standing does not hold at this instant, or not for who asks, placed anew (in memory).

    No more of those that the clock moved than `most`; and how many there were, one more than that at the most.
    """
    late = states.moved_by_clock(tx, at, most + 1)
    ids = [*(seen_otherwise(tx, workspace, at) | dict.fromkeys(late[:most]))]
    return placed_at(tx, workspace, ids, at) if ids else {}, len(late)


def _waiting(
    tx: Tx, stored: Sequence[Count], moved: Mapping[str, LeadState], limit: int, at: datetime
) -> list[LeadState]:
    """The first of those stored as waiting and those placed anew, soonest first."""
    if not limit:
        return []
    ids = states.waiting_head(tx, {c.campaign for c in stored if c.state == "waiting"}, limit + len(moved))
    known = states.get_states(tx, [i for i in ids if i not in moved][:limit])
    found = [*known.values(), *(s for s in moved.values() if s.state == "waiting")]
    return sorted(found, key=lambda s: (s.until or at, s.lead))[:limit]


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
    """The first of those stored as due and those placed anew; in a group that is shut only promises are due."""
    streams = [
        (campaign, group, states.PROMISES if group in shut_groups else states.LAST_TIER)
        for campaign, group in sorted({(c.campaign, c.group) for c in stored if c.state == "due"})
    ]
    fresh = [s for s in moved.values() if s.state == "due" and (s.tier == 1 or s.calling_group not in shut_groups)]
    with states.due_in_order(tx, streams) as due:
        unmoved = (order for order in due if order[-1] not in moved)
        ids = [order[-1] for order in islice(merge(unmoved, sorted(s.order for s in fresh)), limit)]
    known = states.get_states(tx, [i for i in ids if i not in moved])
    return [moved[i] if i in moved else known[i] for i in ids]


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
    """Store anew some leads that the clock has moved or a day has rescored; None when none were left.

    At most `limit` of them, and no longer than a draft may wait. What was done stays done: it goes on from there.
    """
    now = workspace.now()
    with workspace.store.read() as tx:
        ids = _stale(tx, workspace, now, limit)
    if ids is None:
        return None
    done = _refresh_some(workspace, ids, now) if ids else 0
    return Changes(lead_ids=frozenset(ids[:done]), queue=done > 0, leads=done > 0)


def _refresh_some(workspace: Workspace, ids: Sequence[str], now: datetime) -> int:
    """Place these leads anew, in order, until the time for one transaction is up; how many were."""
    done, until = 0, time.perf_counter() + LONGEST_BATCH
    with workspace.store.write() as tx:
        while done < len(ids) and (done == 0 or time.perf_counter() < until):
            refresh(tx, workspace, ids[done : done + AT_ONCE], now)
            done = min(done + AT_ONCE, len(ids))
    return done


def _stale(tx: Tx, workspace: Workspace, now: datetime, limit: int) -> list[str] | None:
    """Leads to be placed anew; None when there are none, an empty list when not all of them were looked at."""
    return (
        states.moved_by_clock(tx, now, limit)
        or states.scores_that_move(tx, now.astimezone(UTC).toordinal(), limit)
        or _scored_otherwise(tx, workspace, limit)
    )


def _scored_otherwise(tx: Tx, workspace: Workspace, limit: int) -> list[str] | None:
    """Leads that another grid version scored, or none at all (a crash in an import).

    Looked for by reading every lead, a stretch at a time, so once only for the grids in force: what is written later
    is scored by them.
    """
    grids = {c: workspace.grid_for(c) for c in ("", *workspace.campaigns)}
    in_force = {c: (g.id, g.version) for c, g in grids.items()}
    known, after = workspace.scored_with
    if known != in_force:
        after = ""
    elif not after:
        return None
    walked = states.scored_otherwise(tx, in_force, after, STRETCH, limit)
    if not walked.found:
        workspace.scored_with = in_force, walked.to
    return walked.found or ([] if walked.to else None)


def place_all_anew(workspace: Workspace, after: str = "", limit: int = SWEEP_BATCH) -> str:
    """Place some leads anew, after a change of settings; returns where to go on, "" at the end."""
    with workspace.store.read() as tx:
        ids = leads.all_ids(tx, after, limit)
    done = _refresh_some(workspace, ids, workspace.now()) if ids else 0
    return ids[done - 1] if done < len(ids) or len(ids) == limit else ""


def next_change(workspace: Workspace) -> datetime | None:
    """When the clock alone next moves a lead: a reason to read the queue again."""
    with workspace.store.read() as tx:
        return states.next_change(tx, workspace.now())


def store_mark(workspace: Workspace) -> Mark:
    """A mark that moves with every operation, this process's own or another's."""
    with workspace.store.read() as tx:
        return journal.head(tx)


def written_since(workspace: Workspace, mark: Mark) -> tuple[Mark, bool]:
    """The mark now, and whether another process wrote since one, whatever this one did meanwhile."""
    with workspace.store.read() as tx:
        now = journal.head(tx)
        if now == mark:
            return now, False
        behind = now < mark or now[1] < mark[1]  # an older copy was put back
        return now, behind or bool(journal.operations_after(tx, mark) - workspace.own_operations)
