"""Reads the leads that were handed over to sales, and what it answered of them, for lists of any length."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, and_, or_, select, union

from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.recommendation import Route
from sdrdesk.core.store.activities import Feedback
from sdrdesk.core.store.schema import decision, feedback, lead


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision as far as lists of hand-offs need it; `handed_over` tells whether it handed the lead to sales."""

    lead: str
    id: str
    at: datetime
    handed_over: bool
    meeting_at: datetime | None
    meeting_with: str
    who: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A lead that was handed over or answered for: its decisions and answers, oldest first."""

    lead: str
    name: str
    company: str
    decisions: tuple[Taken, ...]
    answers: tuple[Feedback, ...]


_HANDED = decision.c.route == Route.MEETING.value
_TAKEN = (decision.c.lead, decision.c.id, decision.c.at, decision.c.route, decision.c.meeting_at,
          decision.c.meeting_with, decision.c.who)  # fmt: skip


def decisions_on(tx: Connection, lead_id: str) -> list[Taken]:
    """The decisions on a lead, oldest first."""
    query = select(*_TAKEN).where(decision.c.lead == lead_id).order_by(decision.c.at, decision.c.id)
    return [Taken(r.lead, r.id, r.at, r.route == Route.MEETING, *r[4:]) for r in tx.execute(query)]


def spoken_of(tx: Connection, only: Collection[str] = ()) -> Iterator[Spoken]:
    """Every lead that was ever handed over or answered for, by id; these alone where any are named."""
    among = union(select(decision.c.lead).where(_HANDED), select(feedback.c.lead)).subquery().c.lead
    asked = list(only) if only else select(among)
    taken = select(*_TAKEN).where(decision.c.lead.in_(asked))
    taken = taken.order_by(decision.c.lead, decision.c.at, decision.c.id)
    decided = {
        lead_id: tuple(Taken(r.lead, r.id, r.at, r.route == Route.MEETING, *r[4:]) for r in rows)
        for lead_id, rows in groupby(tx.execute(taken), key=lambda r: str(r.lead))
    }
    said = select(feedback).where(feedback.c.lead.in_(asked)).order_by(feedback.c.lead, feedback.c.at, feedback.c.id)
    answered = {
        lead_id: tuple(Feedback(**r._mapping) for r in rows)
        for lead_id, rows in groupby(tx.execute(said), key=lambda r: str(r.lead))
    }
    people = select(lead.c.id, lead.c.first_name, lead.c.last_name, lead.c.company).where(lead.c.id.in_(asked))
    for row in tx.execute(people.order_by(lead.c.id)):
        name = f"{row.first_name} {row.last_name}".strip()
        yield Spoken(row.id, name or row.company, row.company, decided.get(row.id, ()), answered.get(row.id, ()))


def perhaps_owed(tx: Connection, before: datetime) -> Iterator[str]:
    """The leads handed over before an instant, not decided on since, of whom sales owes perhaps a word.

    It said nothing, or last no more than that it accepts one whom it was to meet.
    """
    newer, said, later_said = decision.alias("newer").c, feedback.c, feedback.alias("later_said").c
    said_later = or_(later_said.at > said.at, and_(later_said.at == said.at, later_said.id > said.id))
    later = or_(newer.at > decision.c.at, and_(newer.at == decision.c.at, newer.id > decision.c.id))
    query = select(decision.c.lead).where(
        _HANDED,
        decision.c.at <= before,
        ~select(newer.id).where(newer.lead == decision.c.lead, later).exists(),
        ~select(said.id)
        .where(
            said.lead == decision.c.lead,
            said.decision == decision.c.id,
            or_(said.answer != SalesAnswer.ACCEPTED.value, decision.c.meeting_at.is_(None)),
            ~select(later_said.id)
            .where(later_said.lead == said.lead, later_said.decision == said.decision, said_later)
            .exists(),
        )
        .exists(),
    )
    for row in tx.execute(query.order_by(decision.c.at).execution_options(yield_per=50)):
        yield str(row.lead)
