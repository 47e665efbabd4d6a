"""A workspace's own cadences, templates and calling rules, as the TOML they were written as."""

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from sdrdesk.core.store.schema import cadence, calling_rule, template


def get_cadences(tx: Connection) -> dict[str, str]:
    """The TOML of each cadence of the workspace's own, by id."""
    return {row.id: row.content for row in tx.execute(select(cadence).order_by(cadence.c.id))}


def put_cadence(tx: Connection, cadence_id: str, content: str, at: datetime) -> None:
    """Keep a cadence; it replaces the one of the same id."""
    values = {"id": cadence_id, "content": content, "saved_at": at}
    tx.execute(insert(cadence).values(**values).on_conflict_do_update(index_elements=["id"], set_=values))


def remove_cadence(tx: Connection, cadence_id: str) -> None:
    """Let go of a cadence: the shipped one of that id, if any, holds again."""
    tx.execute(delete(cadence).where(cadence.c.id == cadence_id))


def get_templates(tx: Connection) -> dict[str, str]:
    """The TOML of each template of the workspace's own, by id."""
    return {row.id: row.content for row in tx.execute(select(template).order_by(template.c.id))}


def put_template(tx: Connection, template_id: str, content: str, at: datetime) -> None:
    """Keep a template; it replaces the one of the same id."""
    values = {"id": template_id, "content": content, "saved_at": at}
    tx.execute(insert(template).values(**values).on_conflict_do_update(index_elements=["id"], set_=values))


def remove_template(tx: Connection, template_id: str) -> None:
    """Let go of a template: the shipped one of that id, if any, holds again."""
    tx.execute(delete(template).where(template.c.id == template_id))


def get_calling_rules(tx: Connection) -> dict[tuple[str, str], str]:
    """The TOML of each calling rule of the workspace's own, by country and kind of contact."""
    rows = tx.execute(select(calling_rule).order_by(calling_rule.c.country, calling_rule.c.contact_kind))
    return {(row.country, row.contact_kind): row.content for row in rows}


def put_calling_rule(tx: Connection, country: str, kind: str, content: str, at: datetime) -> None:
    """Keep a calling rule; it replaces the one of the same country and kind."""
    values = {"country": country, "contact_kind": kind, "content": content, "saved_at": at}
    statement = insert(calling_rule).values(**values)
    tx.execute(statement.on_conflict_do_update(index_elements=["country", "contact_kind"], set_=values))


def remove_calling_rule(tx: Connection, country: str, kind: str) -> None:
    """Let go of a calling rule: the shipped one holds again."""
    tx.execute(delete(calling_rule).where(calling_rule.c.country == country, calling_rule.c.contact_kind == kind))
