"""A counter on a real file for every test of a service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.facts import Paper
from counter_app.services.counter import Counter
from counter_app.services.intake import IntakeRequest, take_in
from tests.support.counters import A_CLERK, A_MONDAY, RESIDENCE, a_counter, a_person


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """Return a new counter, closed at the end."""
    made = a_counter(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def code(counter: Counter) -> str:
    """Return the code of a dossier of three working days, due on Friday the 27th at 17:00."""
    request = IntakeRequest(RESIDENCE, a_person(), papers=(Paper("Tờ khai"),))
    return take_in(counter, request, A_CLERK, A_MONDAY).code
