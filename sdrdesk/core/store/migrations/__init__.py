"""The versions of the store's schema. A new store is made whole; an older one is brought up by Alembic, step by step.

Alembic is imported only when a store really is older: it costs more than the rest of the start.
"""

from pathlib import Path

from sqlalchemy import Connection, text

from sdrdesk.core.store.crm_tables import OUTBOX_DDL
from sdrdesk.core.store.schema import COUNT_DDL, SEARCH_DDL, metadata

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
SCHEMA_VERSION = len(REVISIONS)

VERSION_DDL = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""Where Alembic keeps the revision a store is at, as Alembic makes it."""


def create_schema(connection: Connection) -> None:
    """Make every table of the newest version in an empty store."""
    metadata.create_all(connection)
    for statement in (SEARCH_DDL, *COUNT_DDL, *OUTBOX_DDL):
        connection.execute(text(statement))
    connection.execute(text(VERSION_DDL))
    connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": REVISIONS[-1]})


def upgrade_schema(connection: Connection, revision: str = "head") -> None:
    """Bring a store of an earlier version up, within the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
