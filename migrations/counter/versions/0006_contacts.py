"""What the province tells of other counters: their last contacts, and when their entries came."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """
    CREATE TABLE contacts (
        journal INTEGER NOT NULL,
        unit TEXT NOT NULL,
        desk INTEGER NOT NULL,
        seen_at BIGINT NOT NULL,
        clock_offset INTEGER,
        waiting INTEGER NOT NULL,
        program TEXT NOT NULL,
        heard_at BIGINT NOT NULL,
        CONSTRAINT pk_contacts PRIMARY KEY (journal),
        CONSTRAINT fk_contacts_journal FOREIGN KEY(journal) REFERENCES journals (number)
    )
    """,
    """
    CREATE TABLE arrivals (
        journal INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        received_at BIGINT NOT NULL,
        clock_offset INTEGER,
        CONSTRAINT pk_arrivals PRIMARY KEY (journal, last_seq),
        CONSTRAINT fk_arrivals_journal FOREIGN KEY(journal) REFERENCES journals (number)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX ix_arrivals_off ON arrivals (received_at) "
    "WHERE clock_offset NOT BETWEEN -60 AND 60",
    # With these the log of one journal is narrowed to kinds without reading a row.
    "DROP INDEX ix_entries_kind_at",
    "CREATE INDEX ix_entries_kind_at_journal_seq ON entries (kind, at, journal, seq)",
)


def upgrade() -> None:
    """Add the tables, empty: the province fills them; and let an index answer alone."""
    for statement in STATEMENTS:
        op.execute(statement)
