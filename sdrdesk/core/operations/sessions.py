"""The day's figures of one person: dials, conversations, decisions, meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sdrdesk.core.domain.outcomes import CONVERSATIONS, Outcome
from sdrdesk.core.domain.recommendation import Route
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What was done today."""

    calls: int
    conversations: int
    decisions: int
    meetings: int
    an_hour: float | None = None
    """Calls an hour, breaks of over half an hour left out; None before the second call."""


def today(workspace: Workspace) -> DayFigures:
    """What this person did since midnight, in the workspace's zone."""
    start = day_start(workspace.now().date(), workspace.zone)
    with workspace.store.read() as tx:
        calls = activities.calls_between(tx, start, start + timedelta(days=2), workspace.who)
        decisions = activities.decisions_between(tx, start, start + timedelta(days=2), workspace.who)
    return DayFigures(
        an_hour=calls_an_hour([c.at for c in calls]),
        calls=len(calls),
        conversations=sum(1 for c in calls if Outcome(c.outcome) in CONVERSATIONS),
        decisions=len(decisions),
        meetings=sum(1 for d in decisions if d.route == Route.MEETING),
    )


LONGEST_BREAK = timedelta(minutes=30)


def calls_an_hour(made: Sequence[datetime]) -> float | None:
    """The rate of calls made at these instants, in order; a gap of over half an hour is a break and does not count."""
    gaps = [after - before for before, after in pairwise(made) if after - before <= LONGEST_BREAK]
    worked = sum(gaps, timedelta())
    return len(gaps) * 3600 / worked.total_seconds() if worked else None
