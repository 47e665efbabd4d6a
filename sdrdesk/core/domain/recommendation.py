"""What the verdict suggests. A recommendation is never a decision: only a person decides (M12, M13)."""

from enum import StrEnum


class Decision(StrEnum):
    """Whether a lead deserves sales time now, later or not at all."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


class Route(StrEnum):
    """Where a lead goes next; `check_then_meeting` becomes `meeting` only by a person's check."""

    CHECK_THEN_MEETING = "check_then_meeting"
    MEETING = "meeting"
    FURTHER_QUALIFICATION = "further_qualification"
    NURTURE = "nurture"
    EXCLUDE = "exclude"


def suggested_route(settled: Decision | None) -> Route:
    """The route a settled matter suggests; None is a matter still open."""
    match settled:
        case None:
            return Route.FURTHER_QUALIFICATION
        case Decision.NOW:
            return Route.CHECK_THEN_MEETING
        case Decision.LATER:
            return Route.NURTURE
        case Decision.NEVER:
            return Route.EXCLUDE
