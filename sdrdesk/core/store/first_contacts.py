"""Companies whose turns are plain, read and written in a few statements for any number of them (see `domain.turns`)."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sdrdesk.core.domain.turns import BEHIND, CALLED
from sdrdesk.core.store.schema import micros
from sdrdesk.core.store.states import Order

# The indexes are named, and their conditions said: the planner would rather read all the contacts of a company.
_FIRST = f"""
    SELECT asked.value, first.lead, first.state, first.tier, first.k1, first.k2, first.k3,
        first.valid_from, first.changes_at,
        (SELECT count(*) FROM (SELECT 1 FROM lead_state INDEXED BY ix_lead_state_company_due
            WHERE company = asked.value AND company != '' AND state = 'due' AND tier >= 3 LIMIT 2)),
        EXISTS (SELECT 1 FROM lead_state INDEXED BY ix_lead_state_company_call
            WHERE company = asked.value AND company != '' AND last_call > 0)
        OR (first.lead IS NOT NULL AND EXISTS (SELECT 1 FROM lead_state INDEXED BY ix_lead_state_company
            WHERE company = asked.value AND company != '' AND tier >= 2 AND code = '{CALLED}'))
    FROM json_each(?) AS asked LEFT JOIN lead_state AS first ON first.lead = (
        SELECT lead FROM lead_state INDEXED BY ix_lead_state_company
        WHERE company = asked.value AND company != '' AND tier >= 2 ORDER BY tier, k1, k2, k3, lead LIMIT 1
    )
"""
_BEHIND = f"""
    UPDATE lead_state SET state = 'waiting', code = '{BEHIND}', params = '{{}}', until = NULL, next_date = NULL
    WHERE lead = ?
"""


@dataclass(frozen=True, slots=True)
class FirstContact:
    """The first contact of a company as stored; `plain` when it alone is due there and nobody was ever called."""

    lead: str
    order: Order
    plain: bool
    valid_from: int | None
    changes_at: int | None

    def comes_first(self, at: datetime) -> bool:
        """Whether it stands at this instant as stored, and new contacts need only be compared with it."""
        now = micros(at)
        holds = (self.valid_from is None or self.valid_from <= now) and (
            self.changes_at is None or self.changes_at > now
        )
        return self.plain and holds


def first_contacts_of(tx: Connection, companies: Collection[str]) -> dict[str, FirstContact]:
    """The first contact of each of these companies; those without one, and never called, are left out."""
    found = {}
    for row in tx.exec_driver_sql(_FIRST, (json.dumps(list(companies)),)) if companies else ():
        company, lead, state, tier, k1, k2, k3, valid_from, changes_at, due, called = row
        if lead is not None or called:
            plain = lead is not None and state == "due" and tier >= 3 and due == 1 and not called
            order = (tier or 0, k1 or 0, k2 or 0, k3 or 0, lead or "")
            found[company] = FirstContact(lead or "", order, plain, valid_from, changes_at)
    return found


_OTHERS = """
    SELECT DISTINCT asked.value FROM json_each(?) AS asked
    CROSS JOIN lead_state INDEXED BY ix_lead_state_company
        ON lead_state.company = asked.value AND lead_state.company != '' AND lead_state.tier >= 2
    CROSS JOIN lead ON lead.id = lead_state.lead AND lead.operation != ?
"""


def with_others(tx: Connection, companies: Collection[str], operation: str) -> set[str]:
    """Of these companies, those with a contact that would be due and that another operation made."""
    if not companies:
        return set()
    return {row[0] for row in tx.exec_driver_sql(_OTHERS, (json.dumps(sorted(companies)), operation))}


def put_behind(tx: Connection, leads: Iterable[str]) -> None:
    """Have contacts that were first, and due, wait for the colleague who comes before them now."""
    rows = [(lead,) for lead in leads]
    if rows:
        tx.exec_driver_sql(_BEHIND, rows)
