"""The journal, its projections, drafts and state.

Revisions are numbered 0001, 0002 …; the number is also the file's ``user_version``.
"""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE drafts (
        desk INTEGER NOT NULL,
        content BLOB NOT NULL,
        "by" TEXT NOT NULL,
        at BIGINT NOT NULL,
        CONSTRAINT pk_drafts PRIMARY KEY (desk)
    )
    """,
    """
    CREATE TABLE journals (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        is_own BOOLEAN NOT NULL,
        CONSTRAINT pk_journals PRIMARY KEY (number),
        CONSTRAINT uq_journals_id UNIQUE (id)
    )
    """,
    """
    CREATE TABLE state (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_state PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE entries (
        position INTEGER NOT NULL,
        journal INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        subject_journal INTEGER NOT NULL,
        subject_seq INTEGER NOT NULL,
        "after" TEXT NOT NULL,
        kind TEXT NOT NULL,
        at BIGINT NOT NULL,
        "by" TEXT NOT NULL,
        units TEXT NOT NULL,
        payload BLOB NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_entries PRIMARY KEY (position),
        CONSTRAINT uq_entries_journal_seq UNIQUE (journal, seq),
        CONSTRAINT fk_entries_journal FOREIGN KEY(journal) REFERENCES journals (number),
        CONSTRAINT fk_entries_subject_journal FOREIGN KEY(subject_journal)
            REFERENCES journals (number)
    )
    """,
    "CREATE INDEX ix_entries_kind_at ON entries (kind, at)",
    "CREATE INDEX ix_entries_subject_journal_subject_seq ON entries (subject_journal, subject_seq)",
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
        CONSTRAINT pk_dossiers PRIMARY KEY (number),
        CONSTRAINT fk_dossiers_number FOREIGN KEY(number) REFERENCES entries (position),
        CONSTRAINT uq_dossiers_code UNIQUE (code)
    )
    """,
    "CREATE INDEX ix_dossiers_applicant_folded_birth_on ON dossiers (applicant_folded, birth_on)",
    "CREATE INDEX ix_dossiers_due_at ON dossiers (due_at, number DESC)",
    "CREATE INDEX ix_dossiers_id_number ON dossiers (id_number) WHERE id_number != ''",
    "CREATE INDEX ix_dossiers_open_due_at ON dossiers (due_at) WHERE state = 'open'",
    "CREATE INDEX ix_dossiers_procedure_code_received_at ON dossiers (procedure_code, received_at)",
    "CREATE INDEX ix_dossiers_received_at ON dossiers (received_at)",
    "CREATE VIRTUAL TABLE dossier_words USING fts5(name, numbers, procedure, "
    "content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3', detail=column)",
)


def upgrade() -> None:
    """Make all tables."""
    for statement in STATEMENTS:
        op.execute(statement)
