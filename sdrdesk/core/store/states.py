"""Where each lead stands and what it scores, as last computed: an index over facts, never a source of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select, text
from sqlalchemy.dialects.sqlite import insert

from sdrdesk.core.domain.turns import FIRST_TIER
from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.schema import EPOCH, lead, lead_state, standing_count

CLAIMED = "claimed"


@dataclass(frozen=True, slots=True)
class LeadState:
    """One lead's stored standing and score; `params` is JSON, days are proleptic ordinals."""

    lead: str
    state: str
    code: str
    params: str
    calling_group: str
    grid: str
    grid_version: int
    score: int
    open: int
    presumed_out: bool
    score_day: int
    tier: int | None = None
    k1: int | None = None
    k2: int | None = None
    k3: int | None = None
    until: datetime | None = None
    valid_from: datetime | None = None
    changes_at: datetime | None = None
    moves_day: int | None = None
    hot_at: datetime | None = None
    warm_at: datetime | None = None
    decision: str = ""
    route: str = ""
    reason: str = ""
    next_date: datetime | None = None
    last_call: datetime | None = None
    attempts: int = 0
    campaign: str = ""
    company: str = ""
    channel: str = ""

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """Its place among the due."""
        return (self.tier or 0, self.k1 or 0, self.k2 or 0, self.k3 or 0, self.lead)


_NAMES = tuple(f.name for f in fields(LeadState))


def put_states(tx: Connection, states: Sequence[LeadState]) -> None:
    """Store what was computed."""
    if not states:
        return
    statement = insert(lead_state)
    columns = {c.name: statement.excluded[c.name] for c in lead_state.c if c.name != "lead"}
    tx.execute(
        statement.on_conflict_do_update(index_elements=["lead"], set_=columns),
        # Not asdict, which copies every value.
        [{name: getattr(state, name) for name in _NAMES} for state in states],
    )


def get_states(tx: Connection, ids: Collection[str]) -> dict[str, LeadState]:
    """The stored states of these leads."""
    found = {}
    for batch in in_batches(ids):
        for row in tx.execute(select(lead_state).where(lead_state.c.lead.in_(batch))):
            found[row.lead] = LeadState(**row._mapping)
    return found


def due_head(tx: Connection, campaign: str, group: str, limit: int) -> list[LeadState]:
    """The first due leads of one campaign and calling group, in the queue's order."""
    c = lead_state.c
    query = (
        select(lead_state)
        .where(c.state == "due", c.campaign == campaign, c.calling_group == group)
        .order_by(c.tier, c.k1, c.k2, c.k3, c.lead)
        .limit(limit)
    )
    return [LeadState(**row._mapping) for row in tx.execute(query)]


def due_promises(tx: Connection, campaign: str, group: str, limit: int) -> list[LeadState]:
    """The due promises of one campaign and calling group: they ignore its hours."""
    c = lead_state.c
    query = (
        select(lead_state)
        .where(c.state == "due", c.campaign == campaign, c.calling_group == group, c.tier == 1)
        .order_by(c.k1, c.k2, c.k3, c.lead)
        .limit(limit)
    )
    return [LeadState(**row._mapping) for row in tx.execute(query)]


def waiting_head(tx: Connection, campaign: str, limit: int) -> list[LeadState]:
    """The leads of one campaign that wait, soonest first."""
    query = (
        select(lead_state)
        .where(lead_state.c.state == "waiting", lead_state.c.until.is_not(None), lead_state.c.campaign == campaign)
        .order_by(lead_state.c.until, lead_state.c.lead)
        .limit(limit)
    )
    return [LeadState(**row._mapping) for row in tx.execute(query)]


def standing_for(
    tx: Connection,
    state: str,
    code: str,
    after: str,
    limit: int,
    campaign: str | None = None,
    groups: Collection[str] | None = None,
) -> list[LeadState]:
    """The leads stored in one state for one cause, by id, after one of them.

    Only those of a campaign and of some calling groups where these are given.
    """
    c = lead_state.c
    query = select(lead_state).where(c.state == state, c.code == code, c.lead > after)
    if campaign is not None:
        query = query.where(c.campaign == campaign)
    if groups is not None:
        query = query.where(c.calling_group.in_(groups))
    query = query.order_by(c.lead).limit(limit)
    return [LeadState(**row._mapping) for row in tx.execute(query)]


@dataclass(frozen=True, slots=True)
class Count:
    """How many leads of a campaign and calling group stand in one state for one cause."""

    campaign: str
    state: str
    group: str
    code: str
    n: int


def companies_of(tx: Connection, ids: Collection[str]) -> set[str]:
    """The companies among whose contacts these leads take turns."""
    c = lead_state.c
    found: set[str] = set()
    for batch in in_batches(ids):
        found |= set(tx.scalars(select(c.company).where(c.lead.in_(batch), c.company != "").distinct()))
    return found


_SHARED = text("""
    SELECT value FROM json_each(:companies) AS asked WHERE
        (SELECT state FROM lead_state WHERE company = asked.value AND company != '' AND tier >= 3
            ORDER BY tier, k1, k2, k3, lead LIMIT 1) != 'due'
        OR EXISTS (SELECT 1 FROM lead_state WHERE company = asked.value AND company != '' AND tier >= 3
            LIMIT 1 OFFSET 1)
        OR EXISTS (SELECT 1 FROM lead_state WHERE company = asked.value AND company != '' AND last_call > 0)
""")


def shared_companies(tx: Connection, companies: Collection[str]) -> list[str]:
    """Of these companies, those whose contacts may have to take turns: all but those of one lead never called."""
    return list(tx.scalars(_SHARED, {"companies": json.dumps(sorted(companies))}))


def first_contacts(tx: Connection, company: str, limit: int) -> list[LeadState]:
    """The first contacts of a company that would be due by themselves, in the queue's order."""
    c = lead_state.c
    query = (
        select(lead_state)
        .where(c.company == company, c.company != "", c.tier >= FIRST_TIER)
        .order_by(c.tier, c.k1, c.k2, c.k3, c.lead)
        .limit(limit)
    )
    return [LeadState(**row._mapping) for row in tx.execute(query)]


def due_contacts(tx: Connection, company: str) -> list[str]:
    """The contacts of a company stored as due that take turns."""
    c = lead_state.c
    query = select(c.lead).where(c.company == company, c.company != "", c.state == "due", c.tier >= FIRST_TIER)
    return list(tx.scalars(query))


def called_since(tx: Connection, company: str, since: datetime) -> list[LeadState]:
    """The contacts of a company last called at this instant or later."""
    c = lead_state.c
    query = select(lead_state).where(c.company == company, c.company != "", c.last_call >= since)
    return [LeadState(**row._mapping) for row in tx.execute(query)]


def ever_called(tx: Connection, company: str) -> bool:
    """Whether a contact of a company was ever called."""
    c = lead_state.c
    query = select(c.lead).where(c.company == company, c.company != "", c.last_call > EPOCH).limit(1)
    return tx.execute(query).first() is not None


def counts(tx: Connection) -> list[Count]:
    """How many leads stand where, as the triggers keep it."""
    c = standing_count.c
    query = select(c.campaign, c.state, c.calling_group, c.code, c.n).where(c.n > 0)
    return [Count(*row) for row in tx.execute(query)]


def moved_by_clock(tx: Connection, now: datetime, limit: int) -> list[str]:
    """Leads whose stored standing no longer holds at this instant, earlier or later than it was computed for."""
    late = select(lead_state.c.lead).where(lead_state.c.changes_at <= now).limit(limit)
    found = list(tx.scalars(late))
    if len(found) < limit:
        early = select(lead_state.c.lead).where(lead_state.c.valid_from > now).limit(limit - len(found))
        found += list(tx.scalars(early))
    return found


def claimed_by(tx: Connection, who: str) -> list[str]:
    """The leads stored as held by a claim that this person made: for them alone it does not hold."""
    held = select(lead_state.c.lead).where(lead_state.c.state == "waiting", lead_state.c.code == CLAIMED)
    return list(tx.scalars(held.join(lead, lead.c.id == lead_state.c.lead).where(lead.c.claimed_by == who)))


def scores_that_move(tx: Connection, day: int, limit: int) -> list[str]:
    """Leads whose stored score has another value by that day."""
    return list(tx.scalars(select(lead_state.c.lead).where(lead_state.c.moves_day <= day).limit(limit)))


def scored_otherwise(tx: Connection, campaign: str, grid_id: str, grid_version: int, limit: int) -> list[str]:
    """Leads of a campaign that another grid or version scored; reads the whole campaign when there is none."""
    c = lead_state.c
    other = or_(c.grid != grid_id, c.grid_version != grid_version)
    return list(tx.scalars(select(c.lead).where(c.campaign == campaign, other).limit(limit)))


def without_state(tx: Connection, limit: int) -> list[str]:
    """Leads never computed (a crash between two steps of an import)."""
    query = (
        select(lead.c.id)
        .outerjoin(lead_state, lead_state.c.lead == lead.c.id)
        .where(lead_state.c.lead.is_(None))
        .limit(limit)
    )
    return list(tx.scalars(query))


def next_change(tx: Connection, after: datetime) -> datetime | None:
    """The next instant at which the clock alone changes some lead's place."""
    condition = and_(lead_state.c.changes_at.is_not(None), lead_state.c.changes_at > after)
    found: datetime | None = tx.scalar(select(func.min(lead_state.c.changes_at)).where(condition))
    return found
