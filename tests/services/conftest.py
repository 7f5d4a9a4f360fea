"""A counter on a real file for every test of a service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.services.counter import Counter
from tests.support.counters import a_counter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """Return a new counter, closed at the end."""
    made = a_counter(tmp_path)
    yield made
    made.store.close()
