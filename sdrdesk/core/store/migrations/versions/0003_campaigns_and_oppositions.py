"""Campaigns, cadences, calling rules, oppositions, saved views; what calls lasted."""

from alembic import op

revision = "0003"
down_revision = "0002"

STEPS = (
    "ALTER TABLE lead ADD COLUMN campaign VARCHAR(36) DEFAULT '' NOT NULL",
    "ALTER TABLE lead ADD COLUMN contact_kind VARCHAR DEFAULT '' NOT NULL",
    "CREATE INDEX ix_lead_campaign ON lead (campaign)",
    "ALTER TABLE activity ADD COLUMN seconds INTEGER",
    "ALTER TABLE lead_state ADD COLUMN campaign VARCHAR(36) DEFAULT '' NOT NULL",
    """
    CREATE TABLE campaign (
        id VARCHAR(36) NOT NULL,
        name TEXT NOT NULL,
        grid VARCHAR NOT NULL,
        cadence VARCHAR NOT NULL,
        script TEXT DEFAULT '' NOT NULL,
        objections TEXT DEFAULT '' NOT NULL,
        created_at INTEGER NOT NULL,
        closed BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE cadence (
        id VARCHAR NOT NULL,
        content TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE calling_rule (
        country VARCHAR(2) NOT NULL,
        contact_kind VARCHAR NOT NULL,
        content TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (country, contact_kind)
    )
    """,
    """
    CREATE TABLE opposition (
        "key" VARCHAR(64) NOT NULL,
        operation VARCHAR(36) NOT NULL,
        because VARCHAR(36) DEFAULT '' NOT NULL,
        kind VARCHAR NOT NULL,
        at INTEGER NOT NULL,
        source TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY ("key", operation, because)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX ix_opposition_because ON opposition (because) WHERE because != ''",
    "CREATE INDEX ix_opposition_operation ON opposition (operation)",
    """
    CREATE TABLE saved_view (
        id VARCHAR(36) NOT NULL,
        name TEXT NOT NULL,
        content TEXT NOT NULL,
        place INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "DROP INDEX ix_lead_state_due",
    """
    CREATE INDEX ix_lead_state_due ON lead_state (campaign, calling_group, tier, k1, k2, k3, lead)
        WHERE state = 'due'
    """,
    "DROP INDEX ix_lead_state_waiting",
    "CREATE INDEX ix_lead_state_waiting ON lead_state (campaign, until) WHERE state = 'waiting'",
    "DROP INDEX ix_lead_state_counts",
    "CREATE INDEX ix_lead_state_counts ON lead_state (campaign, state, calling_group, code)",
)


def upgrade() -> None:
    """Add what the third version adds."""
    for statement in STEPS:
        op.execute(statement)
