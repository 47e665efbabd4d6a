"""The leads behind each figure of the queue’s account: those that stand in one state for one cause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from sdrdesk.core.operations.leads import LeadSummary, summary_of
from sdrdesk.core.operations.queue import EVERY, Shut, cause_of, moved_at, shut_groups_at
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads, states
from sdrdesk.core.store.states import Count, LeadState


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Some leads of a group at an instant; `after` is where the next page begins, "" when there is none."""

    at: datetime
    leads: Sequence[LeadSummary]
    after: str


def read_group(
    workspace: Workspace,
    state: str,
    code: str,
    campaign: str | None = None,
    limit: int = 50,
    after: str = "",
    at: datetime | None = None,
    most_moved: int = EVERY,
) -> GroupPage:
    """The leads that `read_queue` counts under a state and a cause, by id, a page at a time; reads only.

    Campaign, instant and `most_moved` are those of `read_queue`. Due leads outside their calling hours stand under the
    hours’ cause.
    """
    instant = at or workspace.now()
    with workspace.store.read() as tx:
        moved, _late = moved_at(tx, workspace, instant, most_moved)
        stored = [c for c in states.counts(tx) if campaign is None or c.campaign == campaign]
        fresh = [s for s in moved.values() if s.lead > after and (campaign is None or s.campaign == campaign)]
        groups = {c.group for c in stored} | {s.calling_group for s in fresh}
        shut_groups = shut_groups_at(workspace, groups, instant)
        room = limit + 1 + len(moved)
        streams = [
            [s for s in states.standing_for(tx, at_state, at_code, after, room, campaign, some) if s.lead not in moved]
            for at_state, at_code, some in _stored_under((state, code), stored, shut_groups)
        ]
        here = [s for s in fresh if cause_of(s.state, s.calling_group, s.code, shut_groups) == (state, code)]
        streams.append(sorted(here, key=_by_id))
        found = list(islice(merge(*streams, key=_by_id), limit + 1))
        shown = found[:limit]
        named = leads.get_leads(tx, [s.lead for s in shown])
    rows = [summary_of(workspace, named[s.lead], s, instant) for s in shown]
    return GroupPage(instant, rows, shown[-1].lead if len(found) > limit else "")


def _by_id(state: LeadState) -> str:
    return state.lead


def _stored_under(
    cause: tuple[str, str], stored: Sequence[Count], shut_groups: Shut
) -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """The stored states and codes that count under a cause, each with the calling groups in which they do, None all."""
    for state, code in sorted({(c.state, c.code) for c in stored}):
        groups = {c.group for c in stored if (c.state, c.code) == (state, code)}
        under = frozenset(g for g in groups if cause_of(state, g, code, shut_groups) == cause)
        if under:
            yield state, code, None if under == groups else under
