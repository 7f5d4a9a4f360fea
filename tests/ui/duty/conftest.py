"""A desk on a real counter for the presenters of duty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.counters import a_counter
from tests.ui.duty.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    counter = a_counter(tmp_path)
    yield Desk(counter)
    counter.store.close()
