"""Campaigns, as stored."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.store.schema import campaign, standing_count

_FIELDS = tuple(c for c in campaign.c if c.name != "created_at")


def all_campaigns(tx: Connection) -> list[Campaign]:
    """Every campaign, the oldest first."""
    rows = tx.execute(select(*_FIELDS).order_by(campaign.c.created_at, campaign.c.id))
    return [Campaign(**row._mapping) for row in rows]


def put_campaign(tx: Connection, made: Campaign, at: datetime) -> None:
    """Make a campaign, or change what one says; when it was made stays."""
    values = asdict(made)
    statement = insert(campaign).values(**values, created_at=at)
    tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def leads_in(tx: Connection) -> dict[str, int]:
    """How many leads each campaign has, as the triggers keep it; "" are those in none."""
    c = standing_count.c
    rows = tx.execute(select(c.campaign, func.sum(c.n)).group_by(c.campaign))
    return {row[0]: row[1] for row in rows}
