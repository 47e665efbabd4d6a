"""How far a lead has come: the stage a verdict proposes, and the one a decision leads to. No number makes a stage.

The way runs lead → MQL → SAL → SQL → opportunity → customer; nurturing and excluded lie beside it.
"""

from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.grid import Level
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route

WAY = (Stage.LEAD, Stage.MQL, Stage.SAL, Stage.SQL, Stage.OPPORTUNITY, Stage.CUSTOMER)
"""The stages a person moves a lead to; those beside the way come from a decision, with its date or its reason."""


def is_beside_the_way(stage: Stage) -> bool:
    """Whether a decision, and nothing else, leads to this stage and away from it."""
    match stage:
        case Stage.NURTURING | Stage.EXCLUDED:
            return True
        case Stage.LEAD | Stage.MQL | Stage.SAL | Stage.SQL | Stage.OPPORTUNITY | Stage.CUSTOMER:
            return False


def proposed_stage(stage: Stage, level: Level, state: State, *, checked: bool) -> Stage | None:
    """The stage that a settled verdict proposes, for a person to confirm; None when it proposes nothing.

    `checked`: the three questions before a meeting are answered, or marked not known, in the last decision.
    """
    match state:
        case State.NOW:
            return _proposed_by_marketing(stage) if level is Level.MARKETING else _proposed_by_sales(stage, checked)
        case State.LATER | State.NEVER | State.OPEN:
            return None


def _proposed_by_marketing(stage: Stage) -> Stage | None:
    match stage:
        case Stage.LEAD | Stage.NURTURING:
            return Stage.MQL
        case Stage.MQL | Stage.SAL | Stage.SQL | Stage.OPPORTUNITY | Stage.CUSTOMER | Stage.EXCLUDED:
            return None


def _proposed_by_sales(stage: Stage, checked: bool) -> Stage | None:
    match stage:
        case Stage.LEAD | Stage.MQL | Stage.SAL | Stage.NURTURING:
            return Stage.SQL if checked else None
        case Stage.SQL | Stage.OPPORTUNITY | Stage.CUSTOMER | Stage.EXCLUDED:
            return None


def stage_after(decision: Decision, route: Route, level: Level, on_the_way: Stage) -> Stage:
    """The stage a person's decision leads to.

    `on_the_way` is where the lead stands on the way, or returns to: the stage before it was nurtured or excluded, or
    before an earlier meeting. A decision never takes a lead back from a stage that lies farther.
    """
    match route:
        case Route.NURTURE:
            return Stage.NURTURING
        case Route.EXCLUDE:
            return Stage.EXCLUDED
        case Route.MEETING:
            return _farther(on_the_way, _worth(level))
        case Route.CHECK_THEN_MEETING | Route.FURTHER_QUALIFICATION:
            # Marketing's question is answered by NOW itself; sales' question only by the meeting.
            worth_a_call = decision is Decision.NOW and level is Level.MARKETING
            return _farther(on_the_way, Stage.MQL) if worth_a_call else on_the_way


def _worth(level: Level) -> Stage:
    match level:
        case Level.MARKETING:
            return Stage.MQL
        case Level.SALES:
            return Stage.SQL


def _farther(one: Stage, other: Stage) -> Stage:
    return max(one, other, key=WAY.index)
