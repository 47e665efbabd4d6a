"""How far a lead came on the way, whatever became of it since: what a decision or an answer of sales proves."""

from collections.abc import Mapping

from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.grid import Level
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.stages import WAY, is_beside_the_way, stage_after

RANK: Mapping[str, int] = {stage.value: 0 if is_beside_the_way(stage) else WAY.index(stage) for stage in Stage}
"""How far each stage lies; those beside the way prove nothing."""
LEAD, MQL, SAL, SQL, OPPORTUNITY, WON = range(len(WAY))


def proven_by_answer(answer: SalesAnswer) -> int:
    """How far a lead had come of which sales says so: who disqualifies it had taken it up, who lost it had a deal."""
    match answer:
        case SalesAnswer.REJECTED:
            return LEAD
        case SalesAnswer.ACCEPTED | SalesAnswer.MEETING_HELD | SalesAnswer.DISQUALIFIED:
            return SAL
        case SalesAnswer.OPPORTUNITY | SalesAnswer.LOST:
            return OPPORTUNITY
        case SalesAnswer.WON:
            return WON


def proven_by_decision(decision: str, route: str, level: Level) -> int:
    """How far a lead had come on which a person decided so; a hand-off proves what its grid is for."""
    after = stage_after(Decision(decision), Route(route), level, Stage.LEAD)
    return RANK[after]
