"""Published grid versions, as the TOML they were published as: old verdicts keep theirs."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from sdrdesk.core.store.schema import grid, grid_draft, setting


def put_grid(tx: Connection, grid_id: str, version: int, content: str, at: datetime, who: str = "") -> None:
    """Keep a grid version; one already kept is never replaced."""
    statement = insert(grid).values(id=grid_id, version=version, content=content, at=at, who=who)
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


REVIEW_OF = "review_of"
"""The setting by which a workspace is a review: the bundle it was opened from."""


def get_settings(tx: Connection) -> dict[str, str]:
    """The workspace's own settings, as stored."""
    return {row.key: row.value for row in tx.execute(select(setting))}


def put_setting(tx: Connection, key: str, value: str) -> None:
    """Set one setting of the workspace."""
    statement = insert(setting).values(key=key, value=value)
    tx.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


@dataclass(frozen=True, slots=True)
class GridVersion:
    """One published version of a grid; `who` is "" where it came with the program."""

    id: str
    version: int
    content: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class StoredGridDraft:
    """A grid being edited; `based_on` is the version it began from, 0 for a grid of its own."""

    grid: str
    based_on: int
    content: str
    saved_at: datetime


def all_versions(tx: Connection) -> list[GridVersion]:
    """Every published version, by grid, newest first."""
    rows = tx.execute(select(grid).order_by(grid.c.id, grid.c.version.desc()))
    return [GridVersion(**row._mapping) for row in rows]


def grid_drafts(tx: Connection) -> dict[str, StoredGridDraft]:
    """Every grid being edited."""
    return {row.grid: StoredGridDraft(**row._mapping) for row in tx.execute(select(grid_draft))}


def put_grid_draft(tx: Connection, draft: StoredGridDraft) -> None:
    """Keep a grid being edited."""
    values = asdict(draft)
    tx.execute(insert(grid_draft).values(**values).on_conflict_do_update(index_elements=["grid"], set_=values))


def remove_grid_draft(tx: Connection, grid_id: str) -> None:
    """Let go of a grid being edited."""
    tx.execute(delete(grid_draft).where(grid_draft.c.grid == grid_id))
