"""Looking leads up for comparing them: a page after another, by a company, by a number."""

from sqlalchemy import Connection, select

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.store.leads import get_leads
from sdrdesk.core.store.schema import lead, lead_key


def leads_after(tx: Connection, row: int, limit: int = 1000) -> list[tuple[int, Lead]]:
    """A page of the leads that are no other's part, in the order of the table, each with the number of its row."""
    query = select(lead.c.seq, lead.c.id).where(lead.c.seq > row, lead.c.merged_into.is_(None))
    rows = {found.id: found.seq for found in tx.execute(query.order_by(lead.c.seq).limit(limit))}
    return [(rows[lead_id], found) for lead_id, found in get_leads(tx, rows).items()]


def leads_at(tx: Connection, company_key: str, limit: int) -> list[str]:
    """The ids of leads at a company, oldest first."""
    query = select(lead.c.id).where(lead.c.company_key == company_key, lead.c.company_key != "")
    return list(tx.scalars(query.order_by(lead.c.id).limit(limit)))


def leads_with_number(tx: Connection, number: str, limit: int) -> list[str]:
    """The ids of leads with this E.164 number, whatever their names; one range of the keys is read."""
    key = lead_key.c.key
    query = select(lead_key.c.lead).where(key >= f"p:{number}|", key < f"p:{number}}}").limit(limit)
    return list(dict.fromkeys(tx.scalars(query)))
