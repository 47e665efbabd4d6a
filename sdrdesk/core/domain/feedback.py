"""What sales answers of a lead it was handed (M21), the reasons it gives, and the stage an answer leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sdrdesk.core.domain.grid import Text
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.stages import WAY, is_beside_the_way


class SalesAnswer(StrEnum):
    """What sales said: rejected is before a contact of theirs, disqualified after one."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISQUALIFIED = "disqualified"
    MEETING_HELD = "meeting_held"
    OPPORTUNITY = "opportunity"
    WON = "won"
    LOST = "lost"


GIVEN_BACK = frozenset({SalesAnswer.REJECTED, SalesAnswer.DISQUALIFIED, SalesAnswer.LOST})
"""The answers by which a lead comes back to the rep, who decides what becomes of it."""
WITH_REASON = frozenset({SalesAnswer.REJECTED, SalesAnswer.DISQUALIFIED})
"""The answers that teach nothing without their reason: a person is asked for it."""
PAST_THE_MEETING = frozenset(SalesAnswer) - {SalesAnswer.ACCEPTED}
"""The answers after which nobody asks whether the meeting took place."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why sales gave a lead back: the answers it fits, how it is said, and the topics of a grid it speaks of.

    One without answers is not offered any more; what was said with it keeps its name.
    """

    code: str
    answers: tuple[SalesAnswer, ...]
    label: Text
    topics: tuple[str, ...] = ()


TOPICS_ASKED = ("fit", "need", "need_shared", "role", "process", "maturity", "potential", "engagement")
"""The topics of a grid that may have been missing, in the order of a hand-off sheet."""

_EITHER = (SalesAnswer.REJECTED, SalesAnswer.DISQUALIFIED)
_ALL = (*_EITHER, SalesAnswer.LOST)
SHIPPED_REASONS: Mapping[str, tuple[tuple[SalesAnswer, ...], tuple[str, ...]]] = {
    "not_our_target": (_EITHER, ("fit",)),
    "no_real_need": (_EITHER, ("need",)),
    "need_alone": (_EITHER, ("need_shared",)),
    "wrong_person": (_EITHER, ("role",)),
    "too_early": (_ALL, ("maturity",)),
    "no_means": (_ALL, ("potential",)),
    "says_too_little": ((SalesAnswer.REJECTED,), ()),
    "known_already": ((SalesAnswer.REJECTED,), ()),
    "not_reached": ((SalesAnswer.DISQUALIFIED,), ()),
    "did_not_come": ((SalesAnswer.DISQUALIFIED,), ("engagement",)),
    "competitor": ((SalesAnswer.DISQUALIFIED, SalesAnswer.LOST), ("process",)),
    "price": ((SalesAnswer.LOST,), ("potential",)),
    "stays_as_it_is": ((SalesAnswer.LOST,), ("need",)),
}
"""The reasons as shipped: the answers each fits and its topics. Each names something to do better next time."""


def fitting(reasons: Sequence[Reason], answer: SalesAnswer) -> tuple[Reason, ...]:
    """The reasons that are offered for an answer."""
    return tuple(r for r in reasons if answer in r.answers)


def stage_after_answer(answer: SalesAnswer, stage: Stage) -> Stage:
    """The stage that an answer of sales leads to; none takes a lead back on its way.

    Accepted brings a lead that is still on the way to SAL; an opportunity and an order are facts wherever it stood.
    What is given back stays where it is: the rep decides.
    """
    match answer:
        case SalesAnswer.ACCEPTED:
            return stage if is_beside_the_way(stage) else _farther(stage, Stage.SAL)
        case SalesAnswer.OPPORTUNITY:
            return _farther(stage, Stage.OPPORTUNITY)
        case SalesAnswer.WON:
            return Stage.CUSTOMER
        case SalesAnswer.MEETING_HELD | SalesAnswer.REJECTED | SalesAnswer.DISQUALIFIED | SalesAnswer.LOST:
            return stage


def _farther(stage: Stage, at_least: Stage) -> Stage:
    return at_least if is_beside_the_way(stage) else max(stage, at_least, key=WAY.index)


def asked_since(handed_at: datetime, meeting_at: datetime | None, answer: SalesAnswer | None) -> datetime | None:
    """The instant from which sales owes a word on a hand-off; None where it owes none.

    Without any answer, the meeting if one is agreed, else the hand-off itself; once accepted, the meeting.
    """
    if answer is None:
        return max(handed_at, meeting_at) if meeting_at else handed_at
    return meeting_at if answer is SalesAnswer.ACCEPTED else None
