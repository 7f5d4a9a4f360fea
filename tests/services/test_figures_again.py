"""Figures that are counted again: only of units that moved, and yet as if counted from nothing."""

import random
from collections import deque
from datetime import timedelta
from pathlib import Path

from counter_app.domain.facts import EntryName, Fact
from counter_app.domain.figures import Period
from counter_app.services.counter import Counter
from counter_app.store.figures import Cube
from tests.support.counters import a_counter
from tests.support.figure_lives import NEW_YEAR, some_life

PERIOD = Period(NEW_YEAR.date(), (NEW_YEAR + timedelta(days=364)).date())
OVER = Period(NEW_YEAR.date(), (NEW_YEAR + timedelta(days=59)).date())
STEPS = 40


def test_what_is_counted_again_is_what_a_fresh_count_says(tmp_path: Path) -> None:
    luck = random.Random(11)
    counter = a_counter(tmp_path, founded_at=NEW_YEAR)
    lives = _Lives(counter, luck)
    kept: dict[Period, Cube | None] = {PERIOD: None, OVER: None}
    now, counted = NEW_YEAR + timedelta(days=30), 0
    for _ in range(STEPS):
        lives.go_on(luck.randrange(5))
        now += timedelta(hours=luck.choice((0, 0, 1, 7, 60)))
        for period, before in kept.items():
            as_of = period.as_of(now)
            with counter.store.reading() as reading:
                again = reading.figures.cube(period, as_of, before)
                fresh = reading.figures.cube(period, as_of)
            assert again.tallies == fresh.tallies
            assert again.turns == fresh.turns
            assert again.lasts_until <= fresh.lasts_until
            kept[period] = again
            counted += len(again.tallies)
    counter.store.close()

    assert counted > STEPS, "there was something to count"


class _Lives:
    """Dossiers of several units whose facts are recorded in turns, now of one, now of another."""

    def __init__(self, counter: Counter, luck: random.Random) -> None:
        self._counter = counter
        self._luck = luck
        self._serial = 0
        self._open: list[tuple[EntryName, deque[Fact]]] = []

    def go_on(self, count: int) -> None:
        """Record so many facts."""
        for _ in range(count):
            if not self._open or self._luck.random() < 0.4:
                self._begin()
            else:
                name, facts = self._luck.choice(self._open)
                if facts:
                    self._record(facts.popleft(), name)

    def _begin(self) -> None:
        self._serial += 1
        first, *facts = some_life(self._luck, self._serial)
        self._open.append((self._record(first, None), deque(facts)))

    def _record(self, fact: Fact, subject: EntryName | None) -> EntryName:
        with self._counter.store.writing() as work:
            at = NEW_YEAR + timedelta(days=30)
            return work.journal.record(fact, by="mau", at=at, subject=subject).name
