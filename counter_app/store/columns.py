"""The column types of the store."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

from sync.protocol.entry import microseconds, moment_of


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as whole microseconds since 1970-01-01 UTC, read back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the number that is stored for a moment."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the moment that a stored number means.

        A number beyond the calendar stands only in a damaged store; it becomes the last moment
        there is, and the digest of its entry tells.
        """
        try:
            return None if value is None else moment_of(value)
        except OverflowError:
            return datetime.max.replace(tzinfo=UTC)
