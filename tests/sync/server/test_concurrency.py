"""Many counters at once: nothing is skipped, nothing doubled, nobody waits for ever."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from sync.protocol.codec import decode_body
from sync.protocol.messages import ExchangeAnswer
from sync.server.service import Service
from sync.server.snapshots import Snapshots
from tests.sync.server.conftest import NO_LIMIT, Setting
from tests.sync.server.test_together import call_of
from tests.sync.server.toy_counter import ToyCounter

WRITERS = 20
ROUNDS = 6
PROCESSES = 3


def test_i11_no_entry_is_skipped_under_twenty_writers(setting: Setting) -> None:
    """Seen to fail when the feed's end was read without locking it."""
    _delay_commits(setting)
    writers = [_with_own_process(setting, setting.counter()) for _ in range(WRITERS)]
    reader = _with_own_process(setting, setting.counter())
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            reader.exchange(want=2_000)
        reader.sync()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reading = pool.submit(read)
        for writing in [pool.submit(_push, writer) for writer in writers]:
            writing.result(timeout=120)
        done.set()
        reading.result(timeout=120)

    expected = {entry.name for writer in writers for entry in writer.own}
    assert len(expected) == WRITERS * ROUNDS * 3
    assert expected <= set(reader.arrivals)
    assert len(reader.arrivals) == len(set(reader.arrivals))
    assert setting.verified() == []


def test_i11_units_that_write_to_each_other_never_wait_in_a_circle(setting: Setting) -> None:
    """Seen to fail when feeds were locked in the order in which entries named them."""
    units = ("01843", "01900", "02000")
    counters = [_with_own_process(setting, setting.counter(unit)) for unit in units * 4]

    def push(counter: ToyCounter) -> None:
        for _ in range(ROUNDS):
            counter.record(units=units)
            counter.record(subject=counter.own[0].name, units=(counter.unit,))
            counter.exchange()

    _all_at_once(counters, push)
    for counter in counters:
        counter.sync()

    everything = {entry.name for counter in counters for entry in counter.own}
    for counter in counters:
        own = {entry.name for entry in counter.own}
        assert everything - own <= set(counter.held)
    assert setting.verified() == []


def test_i11_no_entry_is_skipped_when_processes_commit_whole_groups(setting: Setting) -> None:
    """Groups of several server processes number the same feeds at the same time."""
    _delay_commits(setting)
    units = ("01843", "01900", "02000")
    groups = [[setting.counter(unit) for unit in units * 2] for _ in range(PROCESSES)]
    readers = [_with_own_process(setting, setting.counter(unit)) for unit in units]
    done = threading.Event()

    def push(group: list[ToyCounter]) -> None:
        service = _own_process(setting)
        for number in range(ROUNDS):
            for counter in group:
                counter.record_many(2)
                counter.record(subject=counter.own[0].name, units=units if number else ())
            _exchange_together(service, group)

    def read(reader: ToyCounter) -> None:
        while not done.is_set():
            reader.exchange(want=2_000)
        reader.sync()

    with ThreadPoolExecutor(PROCESSES + len(readers)) as pool:
        reading = [pool.submit(read, reader) for reader in readers]
        for pushing in [pool.submit(push, group) for group in groups]:
            pushing.result(timeout=120)
        done.set()
        for one in reading:
            one.result(timeout=120)

    for reader in readers:
        expected = {
            entry.name
            for group in groups
            for counter in group
            for entry in counter.own
            if counter.unit == reader.unit or entry.subject == counter.own[0].name
        }
        assert expected <= set(reader.arrivals)
        assert len(reader.arrivals) == len(set(reader.arrivals))
    assert setting.verified() == []


def test_i02_one_journal_pushed_from_two_processes_at_once_is_there_once(
    setting: Setting,
) -> None:
    counter = setting.counter()
    counter.record_many(30)
    copies = [_with_own_process(setting, counter.copy()) for _ in range(6)]

    _all_at_once(copies, lambda copy: [copy.exchange(most=10) for _ in range(4)])

    reader = setting.counter()
    reader.sync()
    assert [n for n in reader.arrivals if n[0] == counter.journal] == [e.name for e in counter.own]
    assert setting.verified() == []


def test_serial_blocks_never_overlap_when_many_ask_at_once(setting: Setting) -> None:
    """Seen to fail when a lease looked at the counter's own blocks only."""
    counters = [_with_own_process(setting, setting.counter()) for _ in range(8)]

    def ask(counter: ToyCounter) -> None:
        for _ in range(3):
            request = counter.request()
            request.wants_block = True
            counter.take(request, counter.call("/v1/exchange", request, ExchangeAnswer))

    _all_at_once(counters, ask)

    blocks = sorted(block for counter in counters for block in counter.blocks)
    assert len(blocks) == 8 * 4
    assert all(a[1] < b[0] for a, b in pairwise(blocks))


def _push(writer: ToyCounter) -> None:
    for _ in range(ROUNDS):
        writer.record_many(3)
        writer.exchange()


def _all_at_once(counters: list[ToyCounter], job: Callable[[ToyCounter], object]) -> None:
    with ThreadPoolExecutor(len(counters)) as pool:
        for future in [pool.submit(job, counter) for counter in counters]:
            future.result(timeout=120)


def _with_own_process(setting: Setting, counter: ToyCounter) -> ToyCounter:
    """Let a counter talk to a server of its own over the same database, on PostgreSQL."""
    if setting.postgres is not None:
        counter.send = setting.sender(_own_process(setting))
    return counter


def _own_process(setting: Setting) -> Service:
    """Return a server of its own over the same database, on PostgreSQL; elsewhere the one."""
    if setting.postgres is None:
        return setting.service
    return Service(setting.another(), Snapshots(setting.folder), NO_LIMIT)


def _exchange_together(service: Service, counters: list[ToyCounter]) -> None:
    """Let counters ask a server at the same moment, and take in what it answers to each."""
    requests = [counter.request() for counter in counters]
    calls = [call_of(one, request) for one, request in zip(counters, requests, strict=True)]
    replies = service.exchange(calls)
    for counter, request, reply in zip(counters, requests, replies, strict=True):
        assert reply.status == 200, reply.body
        counter.take(request, decode_body(reply.body, ExchangeAnswer))


def _delay_commits(setting: Setting) -> None:
    """Make every commit take a random time after its feed numbers were given."""
    if setting.postgres is None:
        return
    setting.execute(
        "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " PERFORM pg_sleep(random() * 0.004); RETURN NULL; END $$"
    )
    setting.execute(
        "CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON entries"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle()"
    )
