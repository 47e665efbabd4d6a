"""What can happen on a call (formats, section 4). What was decided, and the route that follows are separate."""

from enum import StrEnum


class Outcome(StrEnum):
    """The ten outcomes, in the order of their keys (5 has two)."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    GATEKEEPER = "gatekeeper"
    CALLBACK_PROMISED = "callback_promised"
    CALLBACK_LATER = "callback_later"
    REACHED = "reached"
    NOT_INTERESTED = "not_interested"
    WRONG_NUMBER = "wrong_number"
    OPPOSED = "opposed"
    LEFT_COMPANY = "left_company"


UNANSWERED = frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.VOICEMAIL, Outcome.GATEKEEPER})
CONVERSATIONS = frozenset({Outcome.CALLBACK_PROMISED, Outcome.CALLBACK_LATER, Outcome.REACHED, Outcome.NOT_INTERESTED})


def moves_on(outcome: Outcome) -> bool:
    """Whether the next lead comes by itself: after what needs no decision, never after a conversation."""
    match outcome:
        case Outcome.NO_ANSWER | Outcome.BUSY | Outcome.VOICEMAIL | Outcome.GATEKEEPER:
            return True
        case Outcome.WRONG_NUMBER | Outcome.OPPOSED | Outcome.LEFT_COMPANY:
            return True
        case Outcome.CALLBACK_PROMISED | Outcome.CALLBACK_LATER | Outcome.REACHED | Outcome.NOT_INTERESTED:
            return False
