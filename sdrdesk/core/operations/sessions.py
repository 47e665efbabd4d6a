"""The day's figures of one person: dials, conversations, decisions, meetings."""

from dataclasses import dataclass
from datetime import timedelta

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


def today(workspace: Workspace) -> DayFigures:
    """What this person did since midnight, in the workspace's zone."""
    start = day_start(workspace.now().date(), workspace.zone)
    with workspace.store.read() as tx:
        calls = activities.calls_between(tx, start, start + timedelta(days=2), workspace.who)
        decisions = activities.decisions_between(tx, start, start + timedelta(days=2), workspace.who)
    return DayFigures(
        calls=len(calls),
        conversations=sum(1 for c in calls if Outcome(c.outcome) in CONVERSATIONS),
        decisions=len(decisions),
        meetings=sum(1 for d in decisions if d.route == Route.MEETING),
    )
