"""The first schema, frozen: later revisions say what changed since, and this text stays as it is."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    """
    CREATE TABLE grid (
        id VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        content TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (id, version)
    )
    """,
    """
    CREATE TABLE operation (
        id VARCHAR(36) NOT NULL,
        verb VARCHAR NOT NULL,
        at INTEGER NOT NULL,
        who VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        summary TEXT DEFAULT '{}' NOT NULL,
        undone_by VARCHAR(36),
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_operation_open ON operation (state) WHERE state = 'open'
    """,
    """
    CREATE TABLE setting (
        "key" VARCHAR NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE journal (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        operation VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        entity VARCHAR NOT NULL,
        entity_id VARCHAR NOT NULL,
        field VARCHAR NOT NULL,
        "before" TEXT,
        "after" TEXT,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    """
    CREATE INDEX ix_journal_lead ON journal (lead)
    """,
    """
    CREATE INDEX ix_journal_operation ON journal (operation)
    """,
    """
    CREATE TABLE lead (
        seq INTEGER NOT NULL,
        id VARCHAR(36) NOT NULL,
        first_name TEXT DEFAULT '' NOT NULL,
        last_name TEXT DEFAULT '' NOT NULL,
        job_title TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        phone TEXT DEFAULT '' NOT NULL,
        mobile TEXT DEFAULT '' NOT NULL,
        linkedin TEXT DEFAULT '' NOT NULL,
        company TEXT DEFAULT '' NOT NULL,
        domain TEXT DEFAULT '' NOT NULL,
        industry TEXT DEFAULT '' NOT NULL,
        naf TEXT DEFAULT '' NOT NULL,
        employees TEXT DEFAULT '' NOT NULL,
        siren TEXT DEFAULT '' NOT NULL,
        country TEXT DEFAULT '' NOT NULL,
        region TEXT DEFAULT '' NOT NULL,
        city TEXT DEFAULT '' NOT NULL,
        postal_code TEXT DEFAULT '' NOT NULL,
        source TEXT DEFAULT '' NOT NULL,
        source_date TEXT DEFAULT '' NOT NULL,
        cost TEXT DEFAULT '' NOT NULL,
        tags TEXT DEFAULT '' NOT NULL,
        external_id TEXT DEFAULT '' NOT NULL,
        phone_given TEXT DEFAULT '' NOT NULL,
        mobile_given TEXT DEFAULT '' NOT NULL,
        stage VARCHAR DEFAULT 'lead' NOT NULL,
        owner TEXT DEFAULT '' NOT NULL,
        zone TEXT DEFAULT '' NOT NULL,
        sort_name TEXT DEFAULT '' NOT NULL,
        company_key TEXT DEFAULT '' NOT NULL,
        merged_into VARCHAR(36),
        opposed_at INTEGER,
        snoozed_until INTEGER,
        claimed_by TEXT DEFAULT '' NOT NULL,
        claimed_until INTEGER,
        created_at INTEGER NOT NULL,
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (seq),
        CONSTRAINT uq_lead_id UNIQUE (id),
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    """
    CREATE INDEX ix_lead_company_key ON lead (company_key)
    """,
    """
    CREATE INDEX ix_lead_operation ON lead (operation)
    """,
    """
    CREATE INDEX ix_lead_sort_name ON lead (sort_name, id)
    """,
    """
    CREATE TABLE activity (
        id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        at INTEGER NOT NULL,
        outcome VARCHAR NOT NULL,
        until INTEGER,
        until_day VARCHAR(10),
        number TEXT DEFAULT '' NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        replaces_promises BOOLEAN DEFAULT 0 NOT NULL,
        who TEXT DEFAULT '' NOT NULL,
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    """
    CREATE INDEX ix_activity_at ON activity (at)
    """,
    """
    CREATE INDEX ix_activity_lead ON activity (lead, at)
    """,
    """
    CREATE INDEX ix_activity_operation ON activity (operation)
    """,
    """
    CREATE TABLE answer (
        lead VARCHAR(36) NOT NULL,
        grid VARCHAR NOT NULL,
        criterion VARCHAR NOT NULL,
        asked BOOLEAN NOT NULL,
        value TEXT,
        evidence TEXT DEFAULT '' NOT NULL,
        override_reason TEXT,
        override_by TEXT,
        override_at INTEGER,
        at INTEGER NOT NULL,
        who TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (lead, grid, criterion),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE decision (
        id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        at INTEGER NOT NULL,
        decision VARCHAR NOT NULL,
        route VARCHAR NOT NULL,
        until_day VARCHAR(10),
        reason TEXT DEFAULT '' NOT NULL,
        meeting_at INTEGER,
        meeting_with TEXT DEFAULT '' NOT NULL,
        checked TEXT DEFAULT '{}' NOT NULL,
        grid VARCHAR NOT NULL,
        grid_version INTEGER NOT NULL,
        assessment TEXT NOT NULL,
        who TEXT DEFAULT '' NOT NULL,
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    """
    CREATE INDEX ix_decision_lead ON decision (lead, at)
    """,
    """
    CREATE INDEX ix_decision_at ON decision (at)
    """,
    """
    CREATE INDEX ix_decision_operation ON decision (operation)
    """,
    """
    CREATE TABLE draft (
        lead VARCHAR(36) NOT NULL,
        grid VARCHAR NOT NULL,
        grid_version INTEGER NOT NULL,
        notes TEXT NOT NULL,
        typed TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (lead),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE lead_key (
        "key" TEXT NOT NULL,
        lead VARCHAR(36) NOT NULL,
        PRIMARY KEY ("key", lead),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_lead_key_lead ON lead_key (lead)
    """,
    """
    CREATE TABLE lead_state (
        lead VARCHAR(36) NOT NULL,
        state VARCHAR NOT NULL,
        code VARCHAR NOT NULL,
        params TEXT NOT NULL,
        calling_group VARCHAR NOT NULL,
        tier INTEGER,
        k1 INTEGER,
        k2 INTEGER,
        k3 INTEGER,
        until INTEGER,
        valid_from INTEGER,
        changes_at INTEGER,
        grid VARCHAR NOT NULL,
        grid_version INTEGER NOT NULL,
        score INTEGER NOT NULL,
        open INTEGER NOT NULL,
        presumed_out BOOLEAN NOT NULL,
        score_day INTEGER NOT NULL,
        moves_day INTEGER,
        hot_at INTEGER,
        warm_at INTEGER,
        decision VARCHAR DEFAULT '' NOT NULL,
        route VARCHAR DEFAULT '' NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        next_date INTEGER,
        last_call INTEGER,
        attempts INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (lead),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_lead_state_changes_at ON lead_state (changes_at) WHERE changes_at IS NOT NULL
    """,
    """
    CREATE INDEX ix_lead_state_counts ON lead_state (state, calling_group, code)
    """,
    """
    CREATE INDEX ix_lead_state_due ON lead_state (calling_group, tier, k1, k2, k3, lead) WHERE state = 'due'
    """,
    """
    CREATE INDEX ix_lead_state_moves_day ON lead_state (moves_day) WHERE moves_day IS NOT NULL
    """,
    """
    CREATE INDEX ix_lead_state_valid_from ON lead_state (valid_from) WHERE valid_from IS NOT NULL
    """,
    """
    CREATE INDEX ix_lead_state_waiting ON lead_state (until) WHERE state = 'waiting'
    """,
    """
    CREATE TABLE note (
        id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        at INTEGER NOT NULL,
        text TEXT NOT NULL,
        who TEXT DEFAULT '' NOT NULL,
        activity VARCHAR(36),
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    """
    CREATE INDEX ix_note_lead ON note (lead, at)
    """,
    """
    CREATE INDEX ix_note_operation ON note (operation)
    """,
    """
    CREATE TABLE signal (
        id VARCHAR(36) NOT NULL,
        lead VARCHAR(36) NOT NULL,
        type VARCHAR NOT NULL,
        at INTEGER NOT NULL,
        operation VARCHAR(36) NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(lead) REFERENCES lead (id) ON DELETE CASCADE,
        FOREIGN KEY(operation) REFERENCES operation (id)
    )
    """,
    """
    CREATE INDEX ix_signal_lead ON signal (lead, at)
    """,
    """
    CREATE INDEX ix_signal_operation ON signal (operation)
    """,
    """
    CREATE VIRTUAL TABLE lead_search
        USING fts5(name, company, notes, content='', contentless_delete=1, prefix='1 2 3',
                   tokenize="unicode61 remove_diacritics 2")
    """,
)


def upgrade() -> None:
    """Make every table, index and the search index of the first version."""
    for statement in TABLES:
        op.execute(statement)
