"""Grids being edited, who published a version, and with each decision the facts its verdict rested on."""

from alembic import op

revision = "0002"
down_revision = "0001"

STEPS = (
    "ALTER TABLE decision ADD COLUMN facts TEXT DEFAULT '{}' NOT NULL",
    "ALTER TABLE grid ADD COLUMN who TEXT DEFAULT '' NOT NULL",
    """
    CREATE TABLE grid_draft (
        grid VARCHAR NOT NULL,
        based_on INTEGER NOT NULL,
        content TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (grid)
    )
    """,
)


def upgrade() -> None:
    """Add what the second version adds; decisions taken before it keep empty facts."""
    for statement in STEPS:
        op.execute(statement)
