"""What the province told of other counters, on its shelf."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from counter_app.domain.contacts import Arrival, WrongClock
from counter_app.store.contacts import ContactsDesk, ContactsShelf
from counter_app.store.store import Reading, Store
from sync.protocol.contacts import Arrival as Told
from sync.protocol.contacts import Contact as ToldContact
from sync.protocol.entry import moment_of

SECOND = 1_000_000
ONE, OTHER = "0a" * 8, "0b" * 8


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "counter.db", bytes(range(32)))
    with store.writing() as work:
        desk = ContactsDesk(work.connection, work.numbers)
        desk.add_arrivals(
            ONE,
            [
                Told(3, 100 * SECOND, None),
                Told(4, 200 * SECOND, -400 * SECOND),
                Told(9, 300 * SECOND, 301 * SECOND),
            ],
        )
        desk.add_arrivals(OTHER, [Told(2, 250 * SECOND, 59 * SECOND)])
    yield store
    store.close()


def shelf(reading: Reading) -> ContactsShelf:
    return ContactsShelf(reading.connection, reading.numbers)


def at(seconds: int) -> datetime:
    return moment_of(seconds * SECOND)


def test_the_arrival_of_an_entry_is_that_of_the_push_that_brought_it(store: Store) -> None:
    with store.reading() as reading:
        found = shelf(reading).arrivals(ONE, [1, 3, 4, 5, 9, 10])
        assert shelf(reading).arrivals("0c" * 8, [1]) == {}
    assert found == {
        1: Arrival(at(100), None),
        3: Arrival(at(100), None),
        4: Arrival(at(200), timedelta(seconds=-400)),
        5: Arrival(at(300), timedelta(seconds=301)),
        9: Arrival(at(300), timedelta(seconds=301)),
    }


def test_what_is_known_stays_as_it_was_told_first(store: Store) -> None:
    with store.writing() as work:
        ContactsDesk(work.connection, work.numbers).add_arrivals(
            ONE, [Told(4, 999 * SECOND, 0), Told(12, 400 * SECOND, 0)]
        )
    with store.reading() as reading:
        found = shelf(reading).arrivals(ONE, [4, 12])
        assert shelf(reading).known() == {ONE: 12, OTHER: 2}
    assert [one.received_at for one in found.values()] == [at(200), at(400)]


def test_pushes_with_a_wrong_clock_are_named_with_all_their_entries(store: Store) -> None:
    minutes = timedelta(minutes=5)
    with store.reading() as reading:
        found = list(shelf(reading).wrong_clocks(at(0), at(1_000), minutes))
        early = list(shelf(reading).wrong_clocks(at(0), at(300), minutes))
        less = list(shelf(reading).wrong_clocks(at(0), at(1_000), timedelta()))
    slow = WrongClock(ONE, 4, 4, at(200), timedelta(seconds=-400))
    assert found == [WrongClock(ONE, 5, 9, at(300), timedelta(seconds=301)), slow]
    assert early == [slow]
    assert less == found, "less than a minute is nothing"


def test_the_contacts_that_were_told_last_take_the_place_of_all_before(store: Store) -> None:
    def put(*told: ToldContact) -> None:
        with store.writing() as work:
            ContactsDesk(work.connection, work.numbers).put_contacts(told, at(900))

    put(ToldContact(ONE, "01843", 1, 5 * SECOND, None, 7), ToldContact(OTHER, "01900", 1, SECOND))
    put(ToldContact(OTHER, "01900", 2, 9 * SECOND, -61_700_000, 0, "mot-cua 1"))
    with store.reading() as reading:
        (told,) = shelf(reading).contacts()
    assert (told.journal, told.unit, told.desk, told.program) == (OTHER, "01900", 2, "mot-cua 1")
    assert (told.seen_at, told.heard_at, told.waiting) == (at(9), at(900), 0)
    assert told.clock_offset == timedelta(seconds=-62)


def test_no_look_up_passes_over_arrivals_that_nobody_asked_for(store: Store) -> None:
    """Of a million there may be; seen to fail when 200 look-ups took two seconds."""
    said: list[tuple[str, object]] = []
    with store.reading() as reading:
        connection = reading.connection

        def hear(_: object, __: object, statement: str, values: object, *___: object) -> None:
            said.append((statement, values))

        event.listen(connection, "before_cursor_execute", hear)
        shelf(reading).arrivals(ONE, [1, 2])
        shelf(reading).known()
        list(shelf(reading).wrong_clocks(at(0), at(900), timedelta(minutes=5)))
        event.remove(connection, "before_cursor_execute", hear)
        asked = [(s, v) for s, v in said if "FROM arrivals" in s]
        assert len(asked) == 3
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
            steps = [str(row[-1]) for row in plan if "arrivals" in str(row[-1]) or " a " in row[-1]]
            assert steps
            assert all(step.startswith("SEARCH") for step in steps), steps
