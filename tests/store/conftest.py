"""A real store on a real file for every test of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.store.store import Store

KEY = bytes(range(32))


@pytest.fixture
def key() -> bytes:
    """Return the key of the store."""
    return KEY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the store lies."""
    return tmp_path / "counter.db"


@pytest.fixture
def store(path: Path, key: bytes) -> Iterator[Store]:
    """Return a new, empty store, closed at the end."""
    made = Store.create(path, key)
    yield made
    made.close()
