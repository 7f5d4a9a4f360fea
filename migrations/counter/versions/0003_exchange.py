"""What a counter remembers of its exchanges with the province."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """
    CREATE TABLE sync_log (
        number INTEGER NOT NULL,
        at BIGINT NOT NULL,
        cause TEXT NOT NULL,
        detail TEXT NOT NULL,
        sent INTEGER NOT NULL,
        pulled INTEGER NOT NULL,
        bytes_up INTEGER NOT NULL,
        bytes_down INTEGER NOT NULL,
        round_trips INTEGER NOT NULL,
        milliseconds INTEGER NOT NULL,
        CONSTRAINT pk_sync_log PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE quarantine (
        journal TEXT NOT NULL,
        seq INTEGER NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT pk_quarantine PRIMARY KEY (journal, seq)
    )
    """,
    """
    CREATE TABLE set_aside (
        number INTEGER NOT NULL,
        why TEXT NOT NULL,
        journal TEXT NOT NULL,
        seq INTEGER NOT NULL,
        envelope BLOB NOT NULL,
        payload BLOB NOT NULL,
        digest BLOB NOT NULL,
        became TEXT NOT NULL,
        CONSTRAINT pk_set_aside PRIMARY KEY (number),
        CONSTRAINT uq_set_aside_digest UNIQUE (digest)
    )
    """,
    """
    CREATE TABLE shared_codes (
        code TEXT NOT NULL,
        journal TEXT NOT NULL,
        seq INTEGER NOT NULL,
        CONSTRAINT pk_shared_codes PRIMARY KEY (code, journal, seq)
    )
    """,
    """
    CREATE TABLE snapshot_parts (
        start INTEGER NOT NULL,
        name TEXT NOT NULL,
        content BLOB NOT NULL,
        CONSTRAINT pk_snapshot_parts PRIMARY KEY (start)
    )
    """,
    """
    CREATE TRIGGER entries_stay BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END
    """,
)


def upgrade() -> None:
    """Make the tables, and let nothing delete an entry."""
    for statement in STATEMENTS:
        op.execute(statement)
