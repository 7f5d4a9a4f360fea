"""The tables. Everything large is keyed by unit first, so that it can be spread by unit.

``entries`` is at once the store of entries and the feed of each unit: an entry that concerns two
units stands in both feeds. ``number`` counts a feed without gaps; ``chain`` ties each row to the
one before it, so a feed that was set back or tampered with is noticed by whoever read further.
Moments are microseconds since 1970-01-01 UTC.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

VERSION = "0002"
"""The last migration: the version of the tables below."""

metadata = MetaData()

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

epochs = Table(
    "epochs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("begun_at", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("agency_identifier", Text, nullable=False),
    Column("province", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("phone", Text, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("desk", Integer, nullable=False),
    Column("sign_key", LargeBinary, nullable=False),
    Column("box_key", LargeBinary, nullable=False),
    Column("enrolled_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("revoked_why", Text, nullable=False, server_default=""),
    Column("scope_version", Integer, nullable=False, server_default=text("1")),
    Column("seen_at", BigInteger),
    Column("clock_offset", BigInteger),
    Column("head_seq", BigInteger, nullable=False, server_default=text("0")),
    Column("program", Text, nullable=False, server_default=""),
    UniqueConstraint("unit", "desk"),
)

scopes = Table(
    "scopes",
    metadata,
    Column("counter", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
)

blocks = Table(
    "blocks",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("counter", Text, nullable=False),
    Column("journal", Text),
)

codes = Table(
    "codes",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("counter", Text),
)

journals = Table(
    "journals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("unit", Text),
    Column("counter", Text),
    Column("follows", Text),
    Column("last_seq", BigInteger, nullable=False, server_default=text("0")),
    Column("last_digest", LargeBinary, nullable=False),
    Column("signed_seq", BigInteger, nullable=False, server_default=text("0")),
    Column("signature", LargeBinary, nullable=False),
    Column("quarantined_count", Integer, nullable=False, server_default=text("0")),
)

entries = Table(
    "entries",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("journal", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("subject_journal", Integer, nullable=False),
    Column("subject_seq", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Index("entries_by_name", "unit", "journal", "seq", unique=True),
    Index("entries_by_subject", "unit", "subject_journal", "subject_seq"),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("journal", Integer, primary_key=True, autoincrement=False),
    Column("last_seq", BigInteger, primary_key=True, autoincrement=False),
    Column("received_at", BigInteger, nullable=False),
    Column("clock_offset", BigInteger),
)

audiences = Table(
    "audiences",
    metadata,
    Column("journal", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("unit", Text, primary_key=True),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("journal", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("is_released", Boolean, nullable=False, server_default=false()),
)

days = Table(
    "days",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)

topics = Table(
    "topics",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("opened_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
