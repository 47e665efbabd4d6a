"""The day's figures of one person: dials, conversations, decisions, meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.outcomes import CONVERSATIONS, Outcome
from sdrdesk.core.domain.recommendation import Route
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal

PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What was done today."""

    calls: int
    conversations: int
    decisions: int
    meetings: int
    an_hour: float | None = None
    """Calls an hour, pauses and breaks of over half an hour left out; None before `LEAST_WORKED`."""


Pause = tuple[datetime, datetime]
"""From when until when nothing was asked of the person."""


def record_pause(workspace: Workspace, since: datetime) -> Changes:
    """Remember a pause that ends now, so that the rate leaves it out after a restart too."""
    with act(workspace, PAUSE, since=since.isoformat(), until=workspace.now().isoformat()) as doing:
        pass
    return Changes(operation=doing.operation, personal=True)


def pauses_today(workspace: Workspace) -> list[Pause]:
    """This person's pauses that ended since midnight, oldest first."""
    start = day_start(workspace.now().date(), workspace.zone)
    with workspace.store.read() as tx:
        found = journal.operations_since(tx, PAUSE, workspace.who, start)
    said = [done.summary for done in found]
    return [(datetime.fromisoformat(s["since"]), datetime.fromisoformat(s["until"])) for s in said]


def today(workspace: Workspace, pauses: Sequence[Pause] = ()) -> DayFigures:
    """What this person did since midnight, in the workspace's zone."""
    start = day_start(workspace.now().date(), workspace.zone)
    with workspace.store.read() as tx:
        calls = activities.calls_between(tx, start, start + timedelta(days=2), workspace.who)
        decisions = activities.decisions_between(tx, start, start + timedelta(days=2), workspace.who)
    return DayFigures(
        an_hour=calls_an_hour([c.at for c in calls], pauses, LEAST_WORKED),
        calls=len(calls),
        conversations=sum(1 for c in calls if Outcome(c.outcome) in CONVERSATIONS),
        decisions=len(decisions),
        meetings=sum(1 for d in decisions if d.route == Route.MEETING),
    )


LONGEST_BREAK = timedelta(minutes=30)
LEAST_WORKED = timedelta(minutes=15)
"""Time of calling from which a rate says something: two quick calls are no pace."""


def calls_an_hour(
    made: Sequence[datetime], pauses: Sequence[Pause] = (), least: timedelta = timedelta()
) -> float | None:
    """The rate of calls made at these instants, in order, with the time of pauses left out; None before `least`.

    A gap of over half an hour beside its pauses is a break and does not count.
    """
    gaps = [after - before - _paused(before, after, pauses) for before, after in pairwise(made)]
    counted = [gap for gap in gaps if gap <= LONGEST_BREAK]
    worked = sum(counted, timedelta())
    return len(counted) * 3600 / worked.total_seconds() if worked and worked >= least else None


def _paused(start: datetime, end: datetime, pauses: Sequence[Pause]) -> timedelta:
    return sum((max(timedelta(), min(end, until) - max(start, since)) for since, until in pauses), timedelta())
