"""Says what comes next with the lead in hand: a question, what to do once it is settled, or the way out."""

from PySide6.QtCore import QCoreApplication

from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.domain.grid import Level
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.ask_next import AskNext
from sdrdesk.ui.calls.session import LeadSession

translate = QCoreApplication.translate
CLOSE, REVERSE = "Ctrl E", "Ctrl O"


def show_next_step(ask: AskNext, session: LeadSession, words: Words) -> None:
    """Show it; the way out stands where the next question stood."""
    if session.dossier.summary.standing.code == "opposed":
        _show_settled(ask, translate("Desk", "They object to calls: nothing more is said."))
        return
    standing = session.dossier.summary.standing
    if isinstance(standing, Due) and "channel" in standing.params:
        way = words.text("way", str(standing.params["channel"]))
        ask.show_question(way, translate("Desk", "This step is no call: F9 opens it."), "", key=False)
        return
    match session.assessment.state:
        case State.OPEN:
            _show_question(ask, session, words)
        case State.NOW:
            _show_settled(ask, _after_now(session))
        case State.LATER:
            _show_settled(ask, translate("Desk", "Agree on a date to come back: Ctrl+L."))
        case State.NEVER:
            _show_way_out(ask, session, words)


def _show_settled(ask: AskNext, what: str) -> None:
    ask.show_question(translate("Desk", "Settled"), what, "", key=False)


def _after_now(session: LeadSession) -> str:
    match session.grid.level:
        case Level.SALES:
            return translate("Desk", "Check, then a meeting: Ctrl+Enter.")
        case Level.MARKETING if session.proposed_stage is not None:
            return translate("Desk", "Worth a call, not yet a meeting: confirm the MQL with Ctrl+T.")
        case Level.MARKETING:
            return translate("Desk", "Worth a call, not yet a meeting: qualify on a sales grid.")


def _show_question(ask: AskNext, session: LeadSession, words: Words) -> None:
    proposed = session.assessment.next_question
    criterion = session.grid.criterion(proposed.criterion) if proposed else None
    if proposed is None or criterion is None:
        what = translate("Desk", "What is still unknown decides; ask again, or decide with what you have.")
        ask.show_question(translate("Desk", "All asked"), what, "", key=False)
        return
    title = translate("Desk", "Confirm") if proposed.confirms else translate("Desk", "Ask next")
    why = translate("Desk", "settles it for {n} of {of} answers").format(n=proposed.settling, of=proposed.answers)
    question = translate("Desk", "“{question}”").format(question=criterion.question[words.language])
    ask.show_question(title, question, why if proposed.settling else "", key=True)


def _show_way_out(ask: AskNext, session: LeadSession, words: Words) -> None:
    said = way_out(session, words)
    out = session.assessment.eliminated_by
    keys = [(CLOSE, translate("Desk", "close"))]
    if not out:
        ask.show_way_out(translate("Desk", "Never: too few points left"), said, keys)
        return
    criterion = session.grid.criterion(out[0].criterion)
    label = criterion.label[words.language] if criterion else out[0].criterion
    title = translate("Desk", "“{criterion}” ends the matter: {reason}").format(
        criterion=label, reason=words.text("reason", out[0].reason)
    )
    ask.show_way_out(title, said, [*keys, (REVERSE, translate("Desk", "reverse"))])


def way_out(session: LeadSession, words: Words, reason: str = "") -> str:
    """What to say to end the talk kindly, for a reason or for what the verdict says; "" where nothing is to be said.

    Who objects to calls is not talked to any more.
    """
    if session.dossier.summary.standing.code == "opposed":
        return ""
    verdict = session.assessment
    if not reason and verdict.eliminated_by:
        reason = verdict.eliminated_by[0].reason
    if not reason:
        reason = "too_few" if verdict.state is State.NEVER else "general"
    sentence = words.way_out(reason)
    return translate("Desk", "Say: “{sentence}”").format(sentence=sentence) if sentence else ""
