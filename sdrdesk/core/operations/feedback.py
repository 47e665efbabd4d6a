"""What sales says of the leads it was handed: recorded, listed, and asked for again where nothing was said (M21)."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.feedback import (
    GIVEN_BACK,
    SHIPPED_REASONS,
    WITH_REASON,
    Reason,
    SalesAnswer,
    asked_since,
    fitting,
    stage_after_answer,
)
from sdrdesk.core.domain.grid import TOPICS
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.names import one_line, plain_text
from sdrdesk.core.operations.acts import Act, act
from sdrdesk.core.operations.file_plans import Progress, no_progress
from sdrdesk.core.operations.leads import local_time
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.settings import LONGEST_REASON
from sdrdesk.core.store import activities, handed_over, leads
from sdrdesk.core.store.activities import Feedback
from sdrdesk.core.store.handed_over import Spoken, Taken
from sdrdesk.core.words import LANGUAGES, Words

HAND, IMPORT, CRM = "hand", "import", "crm"
LOOK_UP = 500
"""Hand-offs after which it is asked whether to go on."""


class Which(StrEnum):
    """The lists of hand-offs: without the answer that is owed, given back and not decided on since, the others."""

    AWAITING = "awaiting"
    GIVEN_BACK = "given_back"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A lead handed to sales: when, by whom and to meet whom, what sales answered last, and how long it has waited.

    `decision` is "" where sales spoke of a lead that no decision here handed over; then `at` is its first answer.
    `waits_days` counts calendar days: since sales owes a word, or since it gave its last one. `overdue`: sales is to be
    asked, since it owes a word for as many days as the setting `feedback_days` says.
    """

    lead: str
    name: str
    company: str
    decision: str
    at: datetime
    meeting_at: datetime | None
    meeting_with: str
    who: str
    last_answer: Feedback | None
    waits_days: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What sales said of one lead, before it is recorded."""

    answer: SalesAnswer
    at: datetime
    reason: str = ""
    missing: tuple[str, ...] = ()
    text: str = ""
    who: str = ""
    via: str = HAND


def record_feedback(
    workspace: Workspace,
    lead_id: str,
    answer: str,
    *,
    at: datetime | None = None,
    reason: str = "",
    missing: Sequence[str] = (),
    text: str = "",
    who: str = "",
    via: str = HAND,
) -> Changes:
    """Record what sales answered of a lead, now unless `at`; its stage follows (see `stage_after_answer`).

    UserError for an unknown answer, reason or topic, an instant ahead, or a lead given back without a reason.
    """
    said = checked_answer(workspace, answer, at, reason=reason, missing=missing, text=text, who=who, via=via)
    if said.answer in WITH_REASON and not said.reason:
        raise UserError("feedback_needs_reason", known=_codes(fitting(reasons(workspace), said.answer)))
    with act(workspace, "feedback", answer=said.answer.value) as doing:
        doing.lead(lead_id)
        add_answer(doing, lead_id, said)
    return doing.changes()


def checked_answer(
    workspace: Workspace,
    answer: str,
    at: datetime | None = None,
    *,
    reason: str = "",
    missing: Sequence[str] = (),
    text: str = "",
    who: str = "",
    via: str = HAND,
) -> Said:
    """An answer that can be recorded; UserError otherwise. A reason may be missing."""
    if answer not in set(SalesAnswer):
        raise UserError("unknown_sales_answer", answer=answer, known=[a.value for a in SalesAnswer])
    given = SalesAnswer(answer)
    fit = _codes(fitting(reasons(workspace), given))
    if reason and reason not in fit:
        raise UserError("unknown_feedback_reason", reason=reason, answer=answer, known=fit)
    unknown = [topic for topic in missing if topic not in TOPICS]
    if unknown:
        raise UserError("unknown_topic", topic=unknown[0], known=sorted(TOPICS))
    now = workspace.now()
    if at is not None and at > now:
        raise UserError("feedback_ahead", at=at.astimezone(workspace.zone).isoformat(timespec="minutes"))
    topics = tuple(dict.fromkeys(missing))
    return Said(given, at or now, reason, topics, plain_text(text).strip(), one_line(who), via)


def add_answer(doing: Act, lead_id: str, said: Said) -> Feedback:
    """Record an answer within an act, with the hand-off it answers, and move the lead's stage where it does.

    Of a lead that was merged, it is about the one it is part of now.
    """
    lead_id = leads.kept_leads(doing.tx, [lead_id]).get(lead_id, lead_id)
    workspace, decisions = doing.workspace, handed_over.decisions_on(doing.tx, lead_id)
    fact = Feedback(
        id=doing.new_id(), lead=lead_id, at=said.at, answer=said.answer.value, operation=doing.operation,
        reason=said.reason, missing=json.dumps(said.missing), text=said.text,
        decision=_answered(decisions, said.at, workspace), via=said.via, who=said.who,
    )  # fmt: skip
    doing.add(fact)
    stage = stage_after_answer(said.answer, doing.lead(lead_id).stage)
    doing.change_lead(lead_id, {"stage": stage.value})
    return fact


def _answered(decisions: Iterable[Taken], at: datetime, workspace: Workspace) -> str:
    """The hand-off that an answer is about: the newest of that day or before; "" where there is none.

    By days: sales often says only the day, and may have said it on that of the hand-off.
    """
    day = at.astimezone(workspace.zone).date()
    handed = [d.id for d in decisions if d.handed_over and d.at.astimezone(workspace.zone).date() <= day]
    return handed[-1] if handed else ""


LOST_THERE = "lost"
"""What a CRM's stage stands for that is none of ours: the deal is lost."""
_SAID_BY_STAGE = {Stage.SAL.value: SalesAnswer.ACCEPTED, Stage.OPPORTUNITY.value: SalesAnswer.OPPORTUNITY,
                  Stage.CUSTOMER.value: SalesAnswer.WON, LOST_THERE: SalesAnswer.LOST}  # fmt: skip
_FARTHER = (SalesAnswer.ACCEPTED, SalesAnswer.MEETING_HELD, SalesAnswer.OPPORTUNITY, SalesAnswer.WON)


def hear_stage(doing: Act, lead_id: str, stage: str, *, moved: bool) -> None:
    """Record what sales says of a hand-off by moving the lead in the CRM; once, and only what goes beyond its answers.

    `stage` is where the lead came to there: one of ours, or LOST_THERE. One that is not `moved` by it, since it stayed
    where it was, is heard where the deal had been lost: it was taken up again.
    """
    handed = [d for d in handed_over.decisions_on(doing.tx, lead_id) if d.handed_over]
    if not handed:
        return
    of_lead = activities.feedback_of(doing.tx, [lead_id]).get(lead_id, [])
    answers = [a.answer for a in of_lead if a.decision == handed[-1].id]
    lost = answers[-1:] == [SalesAnswer.LOST]
    said = _SAID_BY_STAGE.get(stage, SalesAnswer.ACCEPTED if lost else None)  # a deal taken up again is accepted
    if said is None:
        return
    if said is SalesAnswer.LOST:
        known = lost
    elif lost or not moved:
        known = not lost
    elif said is SalesAnswer.ACCEPTED:
        known = bool(answers)
    else:
        known = any(a in _FARTHER[_FARTHER.index(said) :] for a in answers)
    if not known:
        add_answer(doing, lead_id, Said(said, doing.at, via=CRM))


# -- the lists -------------------------------------------------------------------------------------------------------


Lists = Mapping[Which, list[HandedOver]]


def handoffs(workspace: Workspace, which: str) -> list[HandedOver]:
    """The hand-offs of one list, each lead by its newest: those that wait longest first, else the newest answer."""
    return all_handoffs(workspace)[Which(which)]


def all_handoffs(workspace: Workspace, progress: Progress = no_progress) -> Lists:
    """Every list, in its order; UserError `cancelled`."""
    found: dict[Which, list[HandedOver]] = {which: [] for which in Which}
    with workspace.store.read() as tx:
        for n, spoken in enumerate(handed_over.spoken_of(tx)):
            if n % LOOK_UP == 0 and not progress(n, 0):
                raise UserError("cancelled")
            placed = _placed(workspace, spoken)
            if placed:
                found[placed[0]].append(placed[1])
    found[Which.AWAITING].sort(key=lambda h: (-h.waits_days, h.at, h.lead))
    for which in (Which.GIVEN_BACK, Which.ANSWERED):
        found[which].sort(key=lambda h: h.last_answer.at if h.last_answer else h.at, reverse=True)
    return found


def is_overdue(workspace: Workspace, progress: Progress = no_progress) -> bool:
    """Whether sales is to be asked about anybody: read no further than the first."""
    since = workspace.now() - timedelta(days=int(workspace.settings["feedback_days"]) - 1)
    with workspace.store.read() as tx:
        for n, lead_id in enumerate(handed_over.perhaps_owed(tx, since)):
            if not progress(n, 0):
                raise UserError("cancelled")
            spoken = next(handed_over.spoken_of(tx, [lead_id]), None)
            placed = _placed(workspace, spoken) if spoken else None
            if placed and placed[1].overdue:
                return True
    return False


def handoff_to(workspace: Workspace, lead_id: str) -> tuple[Which, HandedOver] | None:
    """A lead's newest hand-off and its list; None where it never was handed over, or was taken back unanswered."""
    with workspace.store.read() as tx:
        spoken = next(handed_over.spoken_of(tx, [lead_id]), None)
    return _placed(workspace, spoken) if spoken else None


def _placed(workspace: Workspace, spoken: Spoken) -> tuple[Which, HandedOver] | None:
    n = max((n for n, d in enumerate(spoken.decisions) if d.handed_over), default=None)
    handed = spoken.decisions[n] if n is not None else None
    since = spoken.decisions[n + 1 :] if n is not None else spoken.decisions
    known = {d.id for d in spoken.decisions if d.handed_over}
    about = [
        a.decision if a.decision in known else _answered(spoken.decisions, a.at, workspace) for a in spoken.answers
    ]
    answers = [a for a, of in zip(spoken.answers, about, strict=True) if handed is None or of == handed.id]
    last = answers[-1] if answers else None
    if last is None and since:
        return None  # the rep took it up again before sales said anything
    owed = None
    if handed is not None and not since:
        owed = asked_since(handed.at, handed.meeting_at, SalesAnswer(last.answer) if last else None)
        if last is not None and owed is not None and last.at >= owed:
            owed = None  # accepted when the meeting was over already
    if owed is not None:
        which = Which.AWAITING
    elif last is None:
        return None
    else:
        taken_up = any(d.at > last.at for d in since)
        which = Which.GIVEN_BACK if last.answer in GIVEN_BACK and not taken_up else Which.ANSWERED
    at = handed.at if handed else spoken.answers[0].at
    said = owed or (last.at if last else at)
    waits = max(0, (_day(workspace, workspace.now()) - _day(workspace, said)).days)
    overdue = owed is not None and waits >= int(workspace.settings["feedback_days"]) and owed <= workspace.now()
    return which, HandedOver(
        spoken.lead, spoken.name, spoken.company, handed.id if handed else "", at,
        handed.meeting_at if handed else None, handed.meeting_with if handed else "", handed.who if handed else "",
        last, waits, overdue,
    )  # fmt: skip


def _day(workspace: Workspace, at: datetime) -> date:
    return at.astimezone(workspace.zone).date()


# -- the reasons -----------------------------------------------------------------------------------------------------


def shipped_reasons() -> tuple[Reason, ...]:
    """The reasons as shipped, in their order."""
    said = {language: Words(language) for language in LANGUAGES}
    return tuple(
        Reason(code, answers, {lang: words.text("feedback_reason", code) for lang, words in said.items()}, topics)
        for code, (answers, topics) in SHIPPED_REASONS.items()
    )


def reasons(workspace: Workspace) -> tuple[Reason, ...]:
    """The reasons of this workspace, in their order: its own, else those shipped."""
    return _own_reasons(workspace.settings["feedback_reasons"]) or shipped_reasons()


@lru_cache(maxsize=8)
def _own_reasons(setting: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(said["code"], tuple(map(SalesAnswer, said["answers"])), said["label"], tuple(said.get("topics", ())))
        for said in (json.loads(setting) if setting else ())
    )


def reason_label(workspace: Workspace, words: Words, code: str) -> str:
    """How a reason is said here, one that is no longer offered too."""
    known = {r.code: r for r in (*shipped_reasons(), *reasons(workspace))}
    return known[code].label[words.language] if code in known else code.replace("_", " ")


def feedback_setting(own: Sequence[Reason]) -> str:
    """Reasons as the setting `feedback_reasons` holds them, "" where they are those shipped.

    One without words in the other language takes those it has. UserError where one has no words, too many, no answer
    it fits, or the words of another.
    """
    kept, named = [], set[str]()
    for reason in own:
        said = {
            language: re.sub(r"[\x00-\x20]+", " ", reason.label.get(language, "")).strip() for language in LANGUAGES
        }
        label = {language: text or next(filter(None, said.values()), "") for language, text in said.items()}
        if not all(label.values()):
            raise UserError("feedback_reason_unnamed")
        longest = max(label.values(), key=len)
        if len(longest) > LONGEST_REASON:
            raise UserError("feedback_reason_too_long", text=longest[:40], most=LONGEST_REASON)
        if named & {text.casefold() for text in label.values()}:
            raise UserError("feedback_reason_twice", label=label["en"])
        named |= {text.casefold() for text in label.values()}
        kept.append(Reason(reason.code, reason.answers, label, reason.topics))
    if tuple(kept) == shipped_reasons():
        return ""
    return json.dumps([reason_json(r) for r in kept], ensure_ascii=False)


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x20]+", " ", text).strip()  # the no-break spaces of French stay


def reason_json(reason: Reason) -> dict[str, Any]:
    """A reason as the setting and the command line have it."""
    return {
        "code": reason.code,
        "label": dict(reason.label),
        "answers": [a.value for a in reason.answers],
        "topics": list(reason.topics),
    }


def _codes(found: Iterable[Reason]) -> list[str]:
    return [r.code for r in found]


def missing_topics(said: Feedback) -> tuple[str, ...]:
    """The topics that sales said were missing."""
    return tuple(json.loads(said.missing))


def feedback_title(workspace: Workspace, said: Feedback, words: Words) -> str:
    """An answer of sales on one line: what, why, and who said it."""
    title = words.text("sales_answer", said.answer)
    title += f" ({reason_label(workspace, words, said.reason)})" if said.reason else ""
    by = said.who or (words.text("feedback_via", said.via) if said.via and said.via != HAND else "")
    return words.text("feedback", "event", answer=title) + (f", {by}" if by else "")


def feedback_lines(said: Feedback, words: Words) -> list[str]:
    """What goes with an answer: its words, and what was missing."""
    topics = ", ".join(words.text("topic", topic) for topic in missing_topics(said))
    return [*said.text.splitlines(), *([words.text("feedback", "missing", topics=topics)] if topics else [])]


def feedback_json(workspace: Workspace, said: Sequence[Feedback]) -> list[dict[str, Any]]:
    """Answers of sales as the command line prints them, newest first."""
    return [
        {
            "id": f.id, "answer": f.answer, "at": local_time(workspace, f.at), "reason": f.reason,
            "missing": list(missing_topics(f)), "text": f.text, "decision": f.decision, "via": f.via, "who": f.who,
        }
        for f in reversed(said)
    ]  # fmt: skip
