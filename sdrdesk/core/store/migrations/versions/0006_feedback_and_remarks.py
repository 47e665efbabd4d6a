"""What sales answers of the leads it was handed, and what a reviewer says of a qualification."""

from alembic import op

revision = "0006"
down_revision = "0005"

STEPS = (
    """
    CREATE TABLE feedback (
        id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        at INTEGER NOT NULL,
        answer VARCHAR NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        missing TEXT DEFAULT '[]' NOT NULL,
        text TEXT DEFAULT '' NOT NULL,
        decision VARCHAR(36) DEFAULT '' NOT NULL,
        via VARCHAR DEFAULT '' NOT NULL,
        who TEXT DEFAULT '' NOT NULL,
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    "CREATE INDEX ix_feedback_lead ON feedback (lead, at)",
    "CREATE INDEX ix_feedback_operation ON feedback (operation)",
    "CREATE INDEX ix_feedback_at ON feedback (at)",
    """
    CREATE TABLE remark (
        id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        at INTEGER NOT NULL,
        who TEXT DEFAULT '' NOT NULL,
        kind VARCHAR NOT NULL,
        first VARCHAR(36) NOT NULL,
        about VARCHAR NOT NULL,
        about_id TEXT NOT NULL,
        start INTEGER,
        length INTEGER,
        quote TEXT DEFAULT '' NOT NULL,
        value TEXT DEFAULT '' NOT NULL,
        was TEXT DEFAULT '' NOT NULL,
        text TEXT DEFAULT '' NOT NULL,
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    "CREATE INDEX ix_remark_lead ON remark (lead, at)",
    "CREATE INDEX ix_remark_operation ON remark (operation)",
    "CREATE INDEX ix_remark_about ON remark (about_id)",
    "CREATE INDEX ix_remark_first ON remark (first)",
)


def upgrade() -> None:
    """Add what the sixth version adds."""
    for statement in STEPS:
        op.execute(statement)
