"""A supervisor's machine hears who was in contact when, and when each entry came."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from queue import Queue

import pytest

from counter_app.app import Session
from counter_app.province import hear, link_of
from counter_app.services import contacts
from counter_app.services.contacts import EVERY
from counter_app.services.stick import export_request_file, import_answer_file
from sync.client import engine
from sync.client.causes import Cause, ExchangeFailed
from sync.client.engine import sync_once
from sync.client.http import HttpLine
from sync.protocol.contacts import ContactsRequest
from sync.server.enrolment import set_scope
from sync.server.files import import_file
from sync.server.service import Service
from sync.server.snapshots import Snapshots
from tests.support.seeding import fill
from tests.sync.exchange.conftest import HERE, THERE, Country
from tests.sync.exchange.counters import HEAD
from tests.sync.exchange.listening import (
    MINUTE,
    a_commune,
    a_log,
    arrivals,
    contact,
    listen,
    pass_time,
    shown,
)
from tests.sync.exchange.test_streams import a_link
from tests.sync.exchange.test_supervisor import a_supervisor, journal_of
from tests.sync.server.conftest import NO_LIMIT, served


def test_only_who_reads_other_units_asks_and_not_too_often(country: Country) -> None:
    """Seen to fail when every counter asked, and when every exchange did."""
    commune = a_commune(country)
    commune.record(1)
    listen(commune, is_asked=True)
    assert commune.line is not None
    before = commune.line.traffic + commune.line.twin().traffic
    hear(commune.store, commune.line, commune.clock, has_come=True, is_asked=True)
    assert commune.line.traffic.round_trips == before.round_trips
    supervisor = a_supervisor(country, HERE.code)
    listen(supervisor)

    def asks(**why: bool) -> bool:
        request = contacts.wanted(
            supervisor.store, supervisor.clock(), **{"has_come": False, **why}
        )
        return request is not None

    assert not asks()
    assert asks(has_come=True)
    assert asks(is_asked=True)
    pass_time(country, EVERY, supervisor)
    assert asks()
    listen(supervisor)
    assert not asks()
    supervisor.clock.now -= timedelta(days=400)
    assert asks(), "a clock that was put back silences nobody"


def test_what_is_known_is_not_fetched_again(country: Country) -> None:
    commune = a_commune(country)
    supervisor = a_supervisor(country, HERE.code)
    for serial in range(1, 4):
        commune.record(serial)
        commune.sync()
        listen(supervisor)
    with supervisor.store.reading() as reading:
        request = contacts.request_of(reading)
    assert dict(request.known)[journal_of(commune)] == 5
    assert [one and one.received_at for one in arrivals(supervisor, journal_of(commune), 5, 6)][1:]
    assert arrivals(supervisor, journal_of(commune), 6) == [None]


@pytest.fixture
def old_server(country: Country) -> Iterator[str]:
    """Serve the same province as a server that does not know the question."""
    service = Service(country.province, Snapshots(country.folder / "old"), NO_LIMIT)
    del service._posts["/v1/contacts"]
    with served(service) as url:
        yield url


def test_an_older_server_hinders_nothing_and_what_it_did_not_tell_is_unknown(
    country: Country, old_server: str
) -> None:
    commune = a_commune(country, 12 * MINUTE)
    commune.record(1)
    commune.sync()
    supervisor = a_supervisor(country, HERE.code)
    supervisor.line = supervisor.dial(url=old_server)

    listen(supervisor)

    unit = shown(supervisor)[HERE.code]
    assert (unit.waiting, unit.contact) == (None, None)
    assert unit.since == unit.last_at
    (line, *_) = a_log(supervisor, journal_of(commune)).lines
    assert (line.clock_offset, line.received_at) == (None, None)
    assert contacts.wanted(supervisor.store, supervisor.clock(), has_come=False) is None

    supervisor.line = supervisor.dial()
    pass_time(country, EVERY, supervisor)
    listen(supervisor)
    assert shown(supervisor)[HERE.code].waiting == 0
    assert a_log(supervisor, journal_of(commune)).lines[0].received_at is not None


class BreakingLine:
    """A line that breaks when it is asked for the second page."""

    def __init__(self, line: HttpLine, pages: int) -> None:
        self._line, self.pages = line, pages

    def ask(self, path: str, *rest: object, **named: object) -> object:
        if path == "/v1/contacts":
            self.pages -= 1
            if self.pages < 0:
                self._line.close()
                raise ExchangeFailed(Cause.NO_NETWORK)
        return self._line.ask(path, *rest, **named)  # type: ignore[arg-type]


def test_a_line_that_breaks_between_pages_keeps_what_came_and_goes_on_at_once(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail when the next exchange waited for its quarter of an hour."""
    monkeypatch.setattr(contacts, "ContactsRequest", partial(ContactsRequest, most=2))
    commune = a_commune(country)
    for serial in range(1, 8):
        commune.record(serial)
        commune.sync()
    supervisor = a_supervisor(country, HERE.code)
    assert supervisor.sync().ok
    assert supervisor.line is not None
    breaking = BreakingLine(supervisor.line, 2)
    hear(supervisor.store, breaking, supervisor.clock, has_come=True)  # type: ignore[arg-type]

    journal = journal_of(commune)
    known = [one is not None for one in arrivals(supervisor, journal, 2, 3, 5, 6, 9)]
    assert known == [True, True, True, False, False]

    listen(supervisor)
    assert None not in arrivals(supervisor, journal, 2, 3, 5, 6, 9)
    assert contacts.wanted(supervisor.store, supervisor.clock(), has_come=False) is None


def test_a_stick_brings_contacts_and_arrivals_too(country: Country) -> None:
    commune = a_commune(country, 12 * MINUTE)
    commune.record(1)
    pass_time(country, timedelta(hours=3), commune)
    carried = import_file(country.province, export_request_file(commune.store, commune.clock))
    import_answer_file(commune.store, carried.answer, commune.clock)
    supervisor = a_supervisor(country, HERE.code)
    asked = export_request_file(supervisor.store, supervisor.clock)

    import_answer_file(
        supervisor.store, import_file(country.province, asked).answer, supervisor.clock
    )

    unit = shown(supervisor)[HERE.code]
    assert unit.waiting == 0
    assert unit.contact is not None and unit.contact.clock_offset is None
    (line, *_) = a_log(supervisor, journal_of(commune)).lines
    assert line.received_at is not None
    assert line.clock_offset is None, "nobody knows how long the stick was on its way"


def test_a_rebuilt_store_knows_it_still_and_so_does_one_that_was_opened_again(
    country: Country,
) -> None:
    commune = a_commune(country, 12 * MINUTE)
    commune.record(1)
    commune.sync()
    supervisor = a_supervisor(country, HERE.code)
    listen(supervisor)
    before = arrivals(supervisor, journal_of(commune), 1, 2, 3), shown(supervisor)[HERE.code]

    supervisor.store.rebuild()
    supervisor.switch_off()
    supervisor.switch_on()

    assert (arrivals(supervisor, journal_of(commune), 1, 2, 3)) == before[0]
    assert shown(supervisor)[HERE.code].contact == before[1].contact
    assert supervisor.store.check() == ()


def test_a_first_load_by_snapshot_is_followed_by_all_arrivals(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SNAPSHOT_FROM", 50)
    commune = a_commune(country)
    fill(commune.store, 60, by=("mau",))
    assert commune.sync().ok
    supervisor = a_supervisor(country, HERE.code)

    listen(supervisor)

    page = a_log(supervisor, journal_of(commune))
    assert len(page.lines) == 62
    assert all(line.received_at is not None for line in page.lines)


def test_a_unit_that_left_the_scope_is_not_spoken_of_any_more(country: Country) -> None:
    """Its entries stay, and so does when they came; how it stands now is not known."""
    here, there = a_commune(country), a_commune(country, unit=THERE.code)
    supervisor = a_supervisor(country, HERE.code, THERE.code)
    listen(supervisor)
    assert contact(supervisor, journal_of(here)) is not None

    set_scope(country.province, supervisor.state().counter, (THERE.code,))
    listen(supervisor, is_asked=True)

    assert contact(supervisor, journal_of(here)) is None
    assert contact(supervisor, journal_of(there)) is not None
    assert None not in arrivals(supervisor, journal_of(here), 1)


def test_a_counter_set_back_to_a_copy_is_spoken_of_under_its_new_journal(
    country: Country,
) -> None:
    commune = a_commune(country)
    copy = country.folder / "copy"
    commune.copy_disk(copy)
    commune.record(1)
    commune.sync()
    former = journal_of(commune)
    commune.restore_disk(copy)
    commune.record(2)
    commune.sync()
    supervisor = a_supervisor(country, HERE.code)

    listen(supervisor)

    assert contact(supervisor, former) is None
    assert contact(supervisor, journal_of(commune)) is not None
    assert shown(supervisor)[HERE.code].waiting == 0
    assert None not in arrivals(supervisor, former, 1, 2, 3)


def test_the_clock_is_looked_at_for_each_batch_of_a_long_push(country: Country) -> None:
    """It ticks at every look. Seen to fail when the time was that of the first batch."""
    commune = a_commune(country)
    fill(commune.store, 300, by=("mau",))
    sync_once(commune.exchange, commune.dial(), a_link())
    supervisor = a_supervisor(country, HERE.code)
    listen(supervisor)

    last = commune.state().acked_seq
    told = arrivals(supervisor, journal_of(commune), *range(3, last + 1))
    offsets = sorted({one.clock_offset for one in told if one and one.clock_offset})
    assert len(offsets) > 5


def test_the_program_s_own_thread_hears_of_an_idle_commune_when_somebody_asks(
    country: Country,
) -> None:
    """The first exchange hears at once; the next one, without news, because it was asked for.

    Seen to fail when the wish was not handed on to the exchange.
    """
    commune = a_commune(country)
    supervisor = a_supervisor(country, HERE.code)
    assert supervisor.counter is not None
    session = Session(supervisor.counter, HEAD, supervisor.ring(), supervisor.key)
    link = link_of(session, supervisor.clock)
    assert link is not None
    done: Queue[datetime | None] = Queue()

    def tell() -> None:
        told = None if link.is_working else contact(supervisor, journal_of(commune))
        if told is not None:
            done.put(told.seen_at)

    link.start(tell)
    first = done.get(timeout=60)
    pass_time(country, timedelta(minutes=5), commune)
    assert commune.sync().ok
    link.sync_now()
    second = done.get(timeout=60)
    link.stop()

    assert first is not None and second is not None
    assert second - first >= timedelta(minutes=4)
