"""What the screen of the hand-offs says of one of them, and of a list without any."""

from PySide6.QtCore import QCoreApplication

from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.operations import feedback
from sdrdesk.core.operations.feedback import HandedOver, Which
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.widgets.row_list import ListRow

translate = QCoreApplication.translate
TONES = {
    SalesAnswer.ACCEPTED: "accent",
    SalesAnswer.MEETING_HELD: "accent",
    SalesAnswer.OPPORTUNITY: "ok",
    SalesAnswer.WON: "ok",
    SalesAnswer.REJECTED: "bad",
    SalesAnswer.DISQUALIFIED: "bad",
    SalesAnswer.LOST: "bad",
}


def row_of(handed: HandedOver, which: Which, workspace: Workspace, words: Words) -> ListRow:
    """A row of a list: who, what is waited for or was said, since when."""
    zone, last = workspace.zone, handed.last_answer
    today = workspace.now().astimezone(zone).date()
    title = " · ".join(dict.fromkeys(p for p in (handed.name, handed.company) if p))
    if which is Which.AWAITING or last is None:
        note = translate("Handoffs", "handed over {day}").format(
            day=words.day(handed.at.astimezone(zone).date(), today)
        )
        if handed.meeting_at is not None:
            met = words.moment(handed.meeting_at, zone, workspace.now())
            note = translate("Handoffs", "meeting {when}").format(when=met)
        note += f" · {handed.who}" if handed.who else ""
        waits = words.text("feedback", "days", n=handed.waits_days)
        return ListRow(title, note, waits, "doubt" if handed.overdue else "line")
    note = words.text("sales_answer", last.answer)
    note += f" · {feedback.reason_label(workspace, words, last.reason)}" if last.reason else ""
    note += f" · {last.who}" if last.who else ""
    said = words.day(last.at.astimezone(zone).date(), today)
    return ListRow(title, note, said, TONES[SalesAnswer(last.answer)])


def about_handoff(handed: HandedOver | None, workspace: Workspace, words: Words) -> str:
    """When and by whom a lead was handed over, and when sales meets it."""
    if handed is None or not handed.decision:
        return translate(
            "Handoffs", "No hand-off of this lead waits for an answer; what sales says of it is kept all the same."
        )
    zone, now = workspace.zone, workspace.now()
    parts = [translate("Handoffs", "Handed over {when}").format(when=words.moment(handed.at, zone, now)), handed.who]
    said = ", ".join(part for part in parts if part)
    if handed.meeting_at is None:
        return said
    met = [translate("Handoffs", "meeting {when}").format(when=words.moment(handed.meeting_at, zone, now))]
    met += [handed.meeting_with] if handed.meeting_with else []
    return f"{said} · {', '.join(met)}"


def nothing_in(which: Which) -> tuple[str, str]:
    """What an empty list says, and what fills it."""
    match which:
        case Which.AWAITING:
            return (
                translate("Handoffs", "Sales owes no word"),
                translate(
                    "Handoffs", "A lead handed over (Ctrl+Enter on the desk) waits here for what sales makes of it."
                ),
            )
        case Which.GIVEN_BACK:
            return (
                translate("Handoffs", "Nothing was given back"),
                translate(
                    "Handoffs",
                    "A lead that sales rejects, disqualifies or loses comes back here until you decide again.",
                ),
            )
        case Which.ANSWERED:
            return (
                translate("Handoffs", "No answer yet"),
                translate("Handoffs", "What sales answers is kept here, for the figures to learn from."),
            )
