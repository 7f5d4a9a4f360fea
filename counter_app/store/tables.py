"""The tables of a counter's store; imported by nobody outside this room.

``entries`` is the journal, and the truth. ``dossiers`` and ``dossier_words`` are projections:
they can be thrown away and rebuilt from it; so can ``shared_codes``, which names the dossiers
whose code another one has as well. ``drafts`` and ``state`` are what the program remembers
without it being a fact; ``sync_log``, ``quarantine``, ``set_aside`` and ``snapshot_parts`` what
it remembers of its exchanges with the province; ``contacts`` and ``arrivals`` what the province
told of other counters and of when entries came to it.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

from counter_app.store.columns import UtcDateTime

SCHEMA_VERSION = 6
"""The number of the last migration; ``PRAGMA user_version`` of every store we make."""

PROJECTIONS_VERSION = 5
"""Goes up when a projection is made otherwise; a store with another number is rebuilt."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

journals = Table(
    "journals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("is_own", Boolean, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("journal", Integer, ForeignKey("journals.number"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("subject_journal", Integer, ForeignKey("journals.number"), nullable=False),
    Column("subject_seq", Integer, nullable=False),
    Column("after", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("journal", "seq"),
    Index(None, "subject_journal", "subject_seq"),
    Index(None, "kind", "at", "journal", "seq"),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("number", Integer, ForeignKey("entries.position"), primary_key=True),
    Column("journal", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("procedure_code", Text, nullable=False),
    Column("procedure_name", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("applicant_name", Text, nullable=False),
    Column("applicant_folded", Text, nullable=False),
    Column("id_number", Text, nullable=False),
    Column("birth_on", Date),
    Column("phone", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("channel_in", Text, nullable=False),
    Column("channel_out", Text, nullable=False),
    Column("taken_in_by", Text, nullable=False),
    Column("counted_from", UtcDateTime, nullable=False),
    Column("promised_at", UtcDateTime, nullable=False),
    Column("holder", Text, nullable=False),
    Column("holder_unit", Text, nullable=False),
    Column("own_due_at", UtcDateTime),
    Column("solved_at", UtcDateTime),
    Column("returned_at", UtcDateTime),
    Column("counts_late", Boolean, nullable=False),
    Column("has_apology", Boolean, nullable=False),
    Column("is_disputed", Boolean, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("competent_office", Text, nullable=False),
    Column("handler", Text, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("channel_returned", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("tracking", Text, nullable=False),
    Column("rating", Text, nullable=False),
    Column("is_extra_session", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("is_elsewhere", Boolean, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("outcome", Text, nullable=False),
    Column("spells", Text, nullable=False),
    Column("apologised_at", UtcDateTime),
    Column("paid_at", UtcDateTime),
    Column("paid_by", Text, nullable=False),
    Column("rated_at", UtcDateTime),
    Column("first_rating", Text, nullable=False),
    Index(None, "received_at"),
    Index(None, "field", "received_at"),
    Index(None, "applicant_folded", "birth_on"),
    Index(None, "procedure_code", "received_at"),
)
Index("ix_dossiers_due_at", dossiers.c.due_at, dossiers.c.number.desc())
IS_LIVE = "state NOT IN ('returned', 'refused', 'withdrawn', 'stopped')"
"""What has not ended, word for word as its index has it: only so can the index serve."""

Index("ix_dossiers_live_due_at", dossiers.c.due_at, sqlite_where=text(IS_LIVE))
Index(
    "ix_dossiers_figures",
    *(dossiers.c[name] for name in ("unit_code", "field", "procedure_code", "taken_in_by")),
    *(dossiers.c[name] for name in ("received_at", "due_at", "finished_at", "outcome")),
    *(dossiers.c[name] for name in ("channel_in", "is_elsewhere", "spells", "apologised_at")),
    *(dossiers.c[name] for name in ("paid_at", "paid_by", "rated_at", "first_rating")),
)
"""All that figures are counted from, by unit, field, procedure and clerk: no row is read."""

Index("ix_dossiers_disputed", dossiers.c.number, sqlite_where=text("is_disputed"))
Index(
    "ix_dossiers_id_number",
    dossiers.c.id_number,
    sqlite_where=text("id_number != ''"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("desk", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

sync_log = Table(
    "sync_log",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("cause", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("pulled", Integer, nullable=False),
    Column("bytes_up", Integer, nullable=False),
    Column("bytes_down", Integer, nullable=False),
    Column("round_trips", Integer, nullable=False),
    Column("milliseconds", Integer, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("journal", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("why", Text, nullable=False),
    Column("journal", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("became", Text, nullable=False),
)

shared_codes = Table(
    "shared_codes",
    metadata,
    Column("code", Text, primary_key=True),
    Column("journal", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
)

snapshot_parts = Table(
    "snapshot_parts",
    metadata,
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("journal", Integer, ForeignKey("journals.number"), primary_key=True),
    Column("unit", Text, nullable=False),
    Column("desk", Integer, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("clock_offset", Integer),
    Column("waiting", Integer, nullable=False),
    Column("program", Text, nullable=False),
    Column("heard_at", UtcDateTime, nullable=False),
)

IS_OFF = "clock_offset NOT BETWEEN -60 AND 60"
"""By more than a minute, in seconds; word for word as its index has it."""

arrivals = Table(
    "arrivals",
    metadata,
    Column("journal", Integer, ForeignKey("journals.number"), primary_key=True),
    Column("last_seq", Integer, primary_key=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("clock_offset", Integer),
    sqlite_with_rowid=False,
)
"""One row for a push: it holds for its last entry and all before it, back to the row before."""

Index("ix_arrivals_off", arrivals.c.received_at, sqlite_where=text(IS_OFF))

ENTRIES_STAY = (
    "CREATE TRIGGER entries_stay BEFORE DELETE ON entries "
    "BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END"
)
"""No way of this program deletes an entry, and neither does a mistake in it."""

CREATE_WORDS = (
    "CREATE VIRTUAL TABLE dossier_words USING fts5("
    "name, numbers, procedure, content='', contentless_delete=1, "
    "tokenize='ascii', prefix='1 2 3', detail=column)"
)
"""The search index: folded words of a dossier under the number of its row, without the text.

The words come folded and parted by spaces, so the tokenizer has nothing to decide.
"""


@event.listens_for(metadata, "after_create")
def _create_words(target: MetaData, connection: Connection, **_: object) -> None:
    connection.exec_driver_sql(CREATE_WORDS)
    connection.exec_driver_sql(ENTRIES_STAY)
