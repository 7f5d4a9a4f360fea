"""The one place that names the SQLite library: SQLCipher behind Python's usual interface."""

from sqlcipher3 import dbapi2 as dbapi2  # type: ignore[import-untyped]
