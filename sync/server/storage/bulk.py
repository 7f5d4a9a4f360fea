"""Many rows at once, by the shortest way each database has."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from sync.server.values import Stored

_NAMES = (
    "unit, number, journal, seq, subject_journal, subject_seq, received_at,"
    " envelope, payload, previous, digest, chain"
)
_INSERT = f"INSERT INTO entries ({_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COPY = f"COPY entries ({_NAMES}) FROM STDIN (FORMAT BINARY)"
_TYPES = ["text", "int8", "int4", "int8", "int4", "int8", "int8", *["bytea"] * 5]


def insert_entries(
    connection: Connection, rows: Sequence[tuple[str, Stored]], received_at: int
) -> None:
    """Insert rows that are known to be new, each with the unit of its feed."""
    values = [
        (
            unit,
            row.number,
            row.journal,
            row.seq,
            row.subject_journal,
            row.subject_seq,
            received_at,
            row.envelope,
            row.payload,
            row.previous,
            row.digest,
            row.chain,
        )
        for unit, row in rows
    ]
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_INSERT, values)
    elif len(values) < 5:
        connection.exec_driver_sql(_INSERT.replace("?", "%s"), values)
    else:
        _copy(connection, values)


def _copy(connection: Connection, values: list[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.set_types(_TYPES)
            for row in values:
                copy.write_row(row)
    except errors.Error as error:
        # The driver was asked past SQLAlchemy, which would have wrapped its error.
        raise DBAPIError.instance(
            _COPY, None, error, errors.Error, dialect=connection.dialect
        ) from error
