"""Where each lead stands and what it scores, as last computed: an index over facts, never a source of them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select, text

from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.rows import put_rows
from sdrdesk.core.store.schema import Instant, lead, lead_state, micros, standing_count

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
    def order(self) -> "Order":
        """Its place among the due."""
        return (self.tier or 0, self.k1 or 0, self.k2 or 0, self.k3 or 0, self.lead)


_NAMES = tuple(f.name for f in fields(LeadState))
# Made once, in the order of the fields: putting a statement of this many columns together takes longer than a row.
_ALL = select(*(lead_state.c[name] for name in _NAMES))
_BY_LEADS = _ALL.where(lead_state.c.lead.in_(bindparam("ids", expanding=True)))


StateRow = tuple[Any, ...]
"""A state as its columns hold it, in the order of the fields."""
_INSTANTS = [n for n, name in enumerate(_NAMES) if isinstance(lead_state.c[name].type, Instant)]
_COMPANY = _NAMES.index("company")
_values_of = attrgetter(*_NAMES)


def put_states(tx: Connection, states: Sequence[LeadState]) -> None:
    """Store what was computed."""
    put_state_rows(tx, [state_row(state) for state in states])


def put_state_rows(tx: Connection, rows: Sequence[StateRow]) -> None:
    """Store states given as rows."""
    put_rows(tx, lead_state, _NAMES, rows)


def state_row(state: LeadState) -> StateRow:
    """A state as a row."""
    values = list(_values_of(state))
    for n in _INSTANTS:
        if values[n] is not None:
            values[n] = micros(values[n])
    return tuple(values)


def row_like(row: StateRow, lead_id: str, company: str) -> StateRow:
    """The row of a lead that stands like another one."""
    return (lead_id, *row[1:_COMPANY], company, *row[_COMPANY + 1 :])


def get_states(tx: Connection, ids: Collection[str]) -> dict[str, LeadState]:
    """The stored states of these leads."""
    found = {}
    for batch in in_batches(ids):
        for row in tx.execute(_BY_LEADS, {"ids": batch}).all():
            found[row[0]] = LeadState(*row)
    return found


Order = tuple[int, int, int, int, str]
"""A lead's place among the due: its tier, what orders within it, its id."""
PROMISES, LAST_TIER = 1, 9
DUE_ORDER = """
    SELECT tier, k1, k2, k3, lead FROM lead_state
    WHERE state = 'due' AND campaign = ? AND calling_group = ? AND tier <= ?
    ORDER BY tier, k1, k2, k3, lead
"""


@contextmanager
def due_in_order(tx: Connection, streams: Iterable[tuple[str, str, int]]) -> Iterator[Iterator[Order]]:
    """The due leads of these campaigns and calling groups, each up to a tier, merged in the queue's order.

    Read one by one as they are asked for, from one cursor a stream: what is not asked for costs nothing.
    """
    with _in_order(tx, DUE_ORDER, streams) as due:
        yield due


WAITING_ORDER = """
    SELECT until, lead FROM lead_state
    WHERE state = 'waiting' AND until IS NOT NULL AND campaign = ?
    ORDER BY until, lead
"""


def waiting_head(tx: Connection, campaigns: Iterable[str], limit: int) -> list[str]:
    """The leads of these campaigns that wait, soonest first."""
    with _in_order(tx, WAITING_ORDER, [(campaign,) for campaign in campaigns]) as waiting:
        return [lead_id for _until, lead_id in islice(waiting, limit)]


@contextmanager
def _in_order(tx: Connection, query: str, streams: Iterable[tuple[str | int, ...]]) -> Iterator[Iterator[Any]]:
    """The rows of a query for each of some parameters, merged; read one by one as they are asked for."""
    driver = tx.connection.driver_connection
    assert driver is not None
    cursors = [driver.execute(query, stream) for stream in streams]
    try:
        yield merge(*cursors)
    finally:
        for cursor in cursors:
            cursor.close()


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


# In the words of the partial index, which serves only a query that says its own condition.
_EVER_CALLED = "company != '' AND last_call > 0"
_SHARED = text("""
    SELECT value FROM json_each(:companies) AS asked WHERE
        (SELECT state FROM lead_state WHERE company = asked.value AND company != '' AND tier >= 2
            ORDER BY tier, k1, k2, k3, lead LIMIT 1) != 'due'
        OR EXISTS (SELECT 1 FROM lead_state WHERE company = asked.value AND company != '' AND tier >= 2
            LIMIT 1 OFFSET 1)
        OR EXISTS (SELECT 1 FROM lead_state WHERE company = asked.value AND company != '' AND last_call > 0)
""")


def shared_companies(tx: Connection, companies: Collection[str]) -> list[str]:
    """Of these companies, those whose contacts may have to take turns: all but those of one lead never called."""
    return list(tx.scalars(_SHARED, {"companies": json.dumps(sorted(companies))}))


_FIRST_CONTACTS = _ALL.join(text("json_each(:companies) AS asked"), text("true")).where(
    text("""lead_state.lead IN (
            SELECT lead FROM lead_state AS one
            WHERE one.company = asked.value AND one.company != '' AND one.tier >= 2
            ORDER BY one.tier, one.k1, one.k2, one.k3, one.lead LIMIT :each
        )""")
)


def first_contacts(tx: Connection, companies: Collection[str], each: int) -> dict[str, list[LeadState]]:
    """The first contacts of each company that would be due by themselves, at most so many of each."""
    found: dict[str, list[LeadState]] = {}
    for row in tx.execute(_FIRST_CONTACTS, {"companies": json.dumps(list(companies)), "each": each}).all():
        state = LeadState(*row)
        found.setdefault(state.company, []).append(state)
    return found


# The index is named: SQLite would rather read all the contacts of a company than those that are due.
_DUE_CONTACTS = text("""
    SELECT company, lead FROM json_each(:companies) AS asked
    CROSS JOIN lead_state INDEXED BY ix_lead_state_company_due
    WHERE company = asked.value AND company != '' AND state = 'due' AND tier >= 3
""")


def due_contacts(tx: Connection, companies: Collection[str]) -> dict[str, list[str]]:
    """The contacts of each company stored as due, but for the hot ones and promises: those never wait."""
    found: dict[str, list[str]] = {}
    for company, lead_id in tx.execute(_DUE_CONTACTS, {"companies": json.dumps(list(companies))}):
        found.setdefault(company, []).append(lead_id)
    return found


def called_since(tx: Connection, companies: Collection[str], since: datetime) -> dict[str, list[LeadState]]:
    """The contacts of each company last called at this instant or later."""
    c = lead_state.c
    found: dict[str, list[LeadState]] = {}
    for batch in in_batches(companies):
        query = _ALL.where(c.company.in_(batch), text(_EVER_CALLED), c.last_call >= since)
        for row in tx.execute(query):
            found.setdefault(row.company, []).append(LeadState(*row))
    return found


def ever_called(tx: Connection, companies: Collection[str]) -> set[str]:
    """Those of the companies of which a contact was ever called."""
    c = lead_state.c
    found: set[str] = set()
    for batch in in_batches(companies):
        found |= set(tx.scalars(select(c.company).where(c.company.in_(batch), text(_EVER_CALLED)).distinct()))
    return found


def counts(tx: Connection) -> list[Count]:
    """How many leads stand where, as the triggers keep it."""
    c = standing_count.c
    query = select(c.campaign, c.state, c.calling_group, c.code, c.n).where(c.n > 0)
    return [Count(*row) for row in tx.execute(query).all()]


def count_leads(tx: Connection) -> int:
    """How many leads there are, as the triggers keep it: every one has its place."""
    return int(tx.scalar(select(func.sum(standing_count.c.n))) or 0)


def calling_groups(tx: Connection) -> list[str]:
    """The calling groups that leads are or were in."""
    return list(tx.scalars(select(standing_count.c.calling_group).distinct()))


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


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk over the leads found in one stretch of them, and the last lead of it, "" past the end."""

    found: list[str]
    to: str


def scored_otherwise(
    tx: Connection, in_force: Mapping[str, tuple[str, int]], after: str, stretch: int, limit: int
) -> Walked:
    """Leads of the next stretch that another grid or version than their campaign's scored, or none at all."""
    page = select(lead.c.id).where(lead.c.id > after).order_by(lead.c.id).limit(stretch).subquery()
    looked_at, to = tx.execute(select(func.count(), func.max(page.c.id))).one()
    if not looked_at:
        return Walked([], "")
    c = lead_state.c
    other = [
        and_(c.campaign == campaign, or_(c.grid != grid, c.grid_version != version))
        for campaign, (grid, version) in in_force.items()
    ]
    query = (
        select(lead.c.id)
        .outerjoin(lead_state, c.lead == lead.c.id)
        .where(lead.c.id > after, lead.c.id <= to, or_(c.lead.is_(None), *other))
        .order_by(lead.c.id)
        .limit(limit)
    )
    return Walked(list(tx.scalars(query)), to if looked_at == stretch else "")


def next_change(tx: Connection, after: datetime) -> datetime | None:
    """The next instant at which the clock alone changes some lead's place."""
    condition = and_(lead_state.c.changes_at.is_not(None), lead_state.c.changes_at > after)
    found: datetime | None = tx.scalar(select(func.min(lead_state.c.changes_at)).where(condition))
    return found
