"""When each push came, and how far the counter's clock was off then.

What came before this is told from the rows of the entries themselves: all of a push have one
moment. How the clocks stood then was not kept, and stays unknown.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FROM_ENTRIES = """
    INSERT INTO arrivals (journal, last_seq, received_at)
    SELECT journal, seq, received_at
    FROM (
        SELECT journal, seq, received_at,
            lead(received_at) OVER (PARTITION BY journal ORDER BY seq) AS following
        FROM (
            SELECT journal, seq, min(received_at) AS received_at
            FROM (
                SELECT e.journal, e.seq, e.received_at
                FROM entries AS e
                JOIN journals AS j ON j.number = e.journal
                WHERE j.counter IS NOT NULL
                UNION ALL
                SELECT journal, seq, received_at FROM quarantine
            ) AS every
            GROUP BY journal, seq
        ) AS came
    ) AS pushes
    WHERE following IS NULL OR following <> received_at
"""
"""An entry stands in the feeds of several units and may have been held back: it came with the
first of these, and was only passed on with the others."""


def upgrade() -> None:
    op.create_table(
        "arrivals",
        sa.Column("journal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("clock_offset", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("journal", "last_seq"),
    )
    op.execute(FROM_ENTRIES)
