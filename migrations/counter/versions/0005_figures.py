"""What the figures of the periodic reports go by, with an index from which they are counted.

The table is a projection: it is made anew, empty, and filled from the journal when the store is
opened, because the number of the projections has gone up as well.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    "DROP TABLE dossiers",
    """
    CREATE TABLE dossiers (
        number INTEGER NOT NULL,
        journal TEXT NOT NULL,
        seq INTEGER NOT NULL,
        code TEXT NOT NULL,
        procedure_code TEXT NOT NULL,
        procedure_name TEXT NOT NULL,
        field TEXT NOT NULL,
        applicant_name TEXT NOT NULL,
        applicant_folded TEXT NOT NULL,
        id_number TEXT NOT NULL,
        birth_on DATE,
        phone TEXT NOT NULL,
        state TEXT NOT NULL,
        received_at BIGINT NOT NULL,
        due_at BIGINT NOT NULL,
        channel_in TEXT NOT NULL,
        channel_out TEXT NOT NULL,
        taken_in_by TEXT NOT NULL,
        counted_from BIGINT NOT NULL,
        promised_at BIGINT NOT NULL,
        holder TEXT NOT NULL,
        holder_unit TEXT NOT NULL,
        own_due_at BIGINT,
        solved_at BIGINT,
        returned_at BIGINT,
        counts_late BOOLEAN NOT NULL,
        has_apology BOOLEAN NOT NULL,
        is_disputed BOOLEAN NOT NULL,
        unit_code TEXT NOT NULL,
        address TEXT NOT NULL,
        competent_office TEXT NOT NULL,
        handler TEXT NOT NULL,
        ended_at BIGINT,
        channel_returned TEXT NOT NULL,
        receiver TEXT NOT NULL,
        tracking TEXT NOT NULL,
        rating TEXT NOT NULL,
        is_extra_session BOOLEAN NOT NULL,
        source TEXT NOT NULL,
        is_elsewhere BOOLEAN NOT NULL,
        finished_at BIGINT,
        outcome TEXT NOT NULL,
        spells TEXT NOT NULL,
        apologised_at BIGINT,
        paid_at BIGINT,
        paid_by TEXT NOT NULL,
        rated_at BIGINT,
        first_rating TEXT NOT NULL,
        CONSTRAINT pk_dossiers PRIMARY KEY (number),
        CONSTRAINT fk_dossiers_number FOREIGN KEY(number) REFERENCES entries (position),
        CONSTRAINT uq_dossiers_code UNIQUE (code)
    )
    """,
    "CREATE INDEX ix_dossiers_applicant_folded_birth_on ON dossiers (applicant_folded, birth_on)",
    "CREATE INDEX ix_dossiers_due_at ON dossiers (due_at, number DESC)",
    "CREATE INDEX ix_dossiers_field_received_at ON dossiers (field, received_at)",
    "CREATE INDEX ix_dossiers_figures ON dossiers (unit_code, field, procedure_code, taken_in_by, "
    "received_at, due_at, finished_at, outcome, channel_in, is_elsewhere, spells, apologised_at, "
    "paid_at, paid_by, rated_at, first_rating)",
    "CREATE INDEX ix_dossiers_id_number ON dossiers (id_number) WHERE id_number != ''",
    "CREATE INDEX ix_dossiers_disputed ON dossiers (number) WHERE is_disputed",
    "CREATE INDEX ix_dossiers_live_due_at ON dossiers (due_at) "
    "WHERE state NOT IN ('returned', 'refused', 'withdrawn', 'stopped')",
    "CREATE INDEX ix_dossiers_procedure_code_received_at ON dossiers (procedure_code, received_at)",
    "CREATE INDEX ix_dossiers_received_at ON dossiers (received_at)",
)


def upgrade() -> None:
    """Make the table of dossiers anew."""
    for statement in STATEMENTS:
        op.execute(statement)
