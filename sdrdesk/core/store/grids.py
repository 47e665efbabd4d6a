"""Published grid versions, as the TOML they were published as: old verdicts keep theirs."""

from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from sdrdesk.core.store.schema import grid, setting


def put_grid(tx: Connection, grid_id: str, version: int, content: str, at: datetime) -> None:
    """Keep a grid version; one already kept is never replaced."""
    statement = insert(grid).values(id=grid_id, version=version, content=content, at=at)
    tx.execute(statement.on_conflict_do_nothing())


def grid_content(tx: Connection, grid_id: str, version: int | None = None) -> str | None:
    """The TOML of a version, the newest by default."""
    query = select(grid.c.content).where(grid.c.id == grid_id)
    query = query.where(grid.c.version == version) if version else query.order_by(grid.c.version.desc()).limit(1)
    return tx.scalar(query)


def grid_versions(tx: Connection) -> dict[str, int]:
    """The newest kept version of each grid."""
    rows = tx.execute(select(grid.c.id, func.max(grid.c.version)).group_by(grid.c.id))
    return {row[0]: row[1] for row in rows}


def get_settings(tx: Connection) -> dict[str, str]:
    """The workspace's own settings, as stored."""
    return {row.key: row.value for row in tx.execute(select(setting))}


def put_setting(tx: Connection, key: str, value: str) -> None:
    """Set one setting of the workspace."""
    statement = insert(setting).values(key=key, value=value)
    tx.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
