"""What the province tells of counters: their last contact, and when each entry came."""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from sync.protocol.codec import encode_body
from sync.protocol.columns import BadColumns
from sync.protocol.contacts import (
    Arrival,
    ArrivalColumns,
    Contact,
    ContactsAnswer,
    ContactsRequest,
    from_arrivals,
    to_arrivals,
)
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest, UnitPart
from sync.protocol.sealed_file import AnswerFile, RequestFile, open_file, seal_file
from sync.protocol.signing import authorization
from sync.protocol.version import MEDIA_TYPE
from sync.server.enrolment import new_code
from sync.server.files import import_file
from sync.server.home import MIGRATIONS
from sync.server.publishing import add_unit
from sync.server.service import Call
from sync.server.supervision import release
from tests.sync.server.conftest import A_DAY, Setting
from tests.sync.server.toy_counter import ToyCounter

MINE, OTHERS = "01843", "01900"
MINUTE = 60_000_000


@pytest.fixture
def commune(setting: Setting) -> ToyCounter:
    return setting.counter(OTHERS)


@pytest.fixture
def reader(setting: Setting) -> ToyCounter:
    """Return a supervisor's counter that reads the commune."""
    counter = ToyCounter(setting.send)
    counter.enrol(new_code(setting.province, MINE, A_DAY, (OTHERS,)).code)
    return counter


def push(
    setting: Setting, counter: ToyCounter, count: int, off: int = 0, most: int = 200
) -> ExchangeRequest:
    """Record entries and send them, by a clock that is off by so many microseconds."""
    counter.record_many(count)
    request = msgspec.structs.replace(counter.request(most), at=setting.clock.now + off)
    counter.take(request, counter.call("/v1/exchange", request, ExchangeAnswer))
    return request


def ask(counter: ToyCounter, **wanted: object) -> ContactsAnswer:
    return counter.call("/v1/contacts", ContactsRequest(**wanted), ContactsAnswer)  # type: ignore[arg-type]


def contact_of(answer: ContactsAnswer, counter: ToyCounter) -> Contact:
    (found,) = [one for one in answer.contacts or () if one.journal == counter.journal]
    return found


def arrivals_of(answer: ContactsAnswer, counter: ToyCounter) -> list[Arrival]:
    return [
        arrival
        for columns in answer.arrivals
        if columns.journal == counter.journal
        for arrival in from_arrivals(columns)
    ]


def seconds(moment: int) -> int:
    return moment // 1_000_000 * 1_000_000


def test_a_push_is_told_once_with_when_it_came_and_the_clock_of_its_counter(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    """Seen to fail when the row was written for each request instead of for what was new."""
    push(setting, commune, 3, off=7 * MINUTE)
    first = setting.clock.now
    setting.clock.now += 90 * MINUTE
    again = push(setting, commune, 2, off=-2 * MINUTE)
    commune.call("/v1/exchange", again, ExchangeAnswer)

    came = arrivals_of(ask(reader), commune)

    assert [one.last_seq for one in came] == [3, 5]
    assert seconds(came[0].received_at) in (seconds(first), seconds(first) - 1_000_000)
    assert came[1].received_at - came[0].received_at >= 89 * MINUTE
    assert [round((one.offset or 0) / MINUTE) for one in came] == [7, -2]
    assert arrivals_of(ask(reader, known=[(commune.journal, 3)]), commune) == came[1:]
    assert ask(reader, known=[(commune.journal, 5)]).arrivals == []


def test_a_contact_says_when_how_far_off_how_much_waits_and_what_runs_there(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    commune.record_many(10)
    request = msgspec.structs.replace(
        commune.request(most=4), at=setting.clock.now + 12 * MINUTE, program="mot-cua 7"
    )
    commune.take(request, commune.call("/v1/exchange", request, ExchangeAnswer))
    seen = setting.clock.now

    told = contact_of(ask(reader), commune)

    assert (told.unit, told.desk, told.program) == (OTHERS, 1, "mot-cua 7")
    assert told.waiting == 6
    assert abs(told.seen_at - seen) < MINUTE
    assert round((told.offset or 0) / MINUTE) == 12
    commune.sync()
    assert contact_of(ask(reader), commune).waiting == 0


def test_an_idle_counter_is_in_contact_all_the_same(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    push(setting, commune, 1)
    setting.clock.now += 300 * MINUTE
    commune.exchange()

    answer = ask(reader)

    assert abs(contact_of(answer, commune).seen_at - setting.clock.now) < MINUTE
    assert len(arrivals_of(answer, commune)) == 1


def test_pushes_that_shared_a_transaction_are_told_one_by_one(
    setting: Setting, reader: ToyCounter
) -> None:
    """Seen to fail when only the last journal of a group was noted."""
    counters = [setting.counter(OTHERS) for _ in range(5)]
    calls = []
    for number, counter in enumerate(counters, 1):
        counter.record_many(number)
        request = msgspec.structs.replace(
            counter.request(), at=setting.clock.now + number * 10 * MINUTE
        )
        body = encode_body(request)
        sign = authorization(counter.keys, "POST", "/v1/exchange", body)
        calls.append(Call("POST", "/v1/exchange", "127.0.0.1", sign, MEDIA_TYPE, body))
    assert {reply.status for reply in setting.service.exchange(calls)} == {200}

    answer = ask(reader)

    for number, counter in enumerate(counters, 1):
        (came,) = arrivals_of(answer, counter)
        assert came.last_seq == number
        assert round((came.offset or 0) / MINUTE) == number * 10


def test_what_is_held_back_counts_as_received(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    commune.record()
    commune.record(units=("77777",))
    commune.sync()

    assert [one.last_seq for one in arrivals_of(ask(reader), commune)] == [2]


def test_much_comes_in_pages_of_the_size_that_was_asked_for(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    """Seen to fail when every journal had a page of its own."""
    second = setting.counter(OTHERS)
    for _ in range(7):
        push(setting, commune, 2)
        push(setting, second, 1)
    whole = ask(reader)
    known: dict[str, int] = {}
    found: dict[str, list[Arrival]] = {}
    pages, more = 0, True
    while more:
        page = ask(reader, known=list(known.items()), most=3, arrivals_only=bool(pages))
        pages, more = pages + 1, page.more
        assert (page.contacts is None) == (pages > 1)
        assert sum(len(columns.seqs) for columns in page.arrivals) <= 3
        for columns in page.arrivals:
            found.setdefault(columns.journal, []).extend(_from(columns, known))
            known[columns.journal] = found[columns.journal][-1].last_seq

    assert pages == 5
    assert found == {counter.journal: arrivals_of(whole, counter) for counter in (commune, second)}
    assert not whole.more


def _from(columns: ArrivalColumns, known: dict[str, int]) -> Iterable[Arrival]:
    arrivals = from_arrivals(columns)
    assert arrivals[0].last_seq > known.get(columns.journal, 0)
    return arrivals


def test_a_stick_tells_when_it_came_and_nothing_of_the_clock(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    """Nobody knows how long it was on its way. Seen to fail when its clock was believed."""
    commune.record_many(4)
    request = msgspec.structs.replace(commune.request(), at=setting.clock.now - 3 * A_DAY)
    keys = setting.province.keys
    sealed = seal_file(RequestFile([request]), commune.keys, keys.id, keys.box_key)
    import_file(setting.province, sealed)

    answer = ask(reader)

    (came,) = arrivals_of(answer, commune)
    assert (came.last_seq, came.offset) == (4, None)
    told = contact_of(answer, commune)
    assert told.offset is None
    assert abs(told.seen_at - setting.clock.now) < MINUTE


def test_a_stick_brings_the_contacts_to_who_asks_for_them(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    for _ in range(3):
        push(setting, commune, 2)
    keys = setting.province.keys

    def answered(asked: ContactsRequest | None) -> list[ContactsAnswer]:
        file = RequestFile([reader.request()], asked)
        sealed = seal_file(file, reader.keys, keys.id, keys.box_key)
        answer = import_file(setting.province, sealed).answer
        return open_file(answer, AnswerFile, reader.keys, keys.sign_key).contacts

    (page,) = answered(ContactsRequest(known=[(commune.journal, 2)]))
    assert [one.last_seq for one in arrivals_of(page, commune)] == [4, 6]
    assert contact_of(page, commune).waiting == 0
    assert answered(None) == []


def test_after_a_fork_the_contact_stands_under_the_new_journal(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    """What waited in the former one waits no more. Seen to fail when the end that was said of
    the former journal was kept."""
    commune.record_many(9)
    commune.exchange(most=3)
    former = commune.journal
    assert contact_of(ask(reader), commune).waiting == 6
    commune.open_new_journal()
    commune.record_many(2)
    commune.exchange(most=1)

    told = ask(reader)

    assert contact_of(told, commune).waiting == 1
    assert former not in {one.journal for one in told.contacts or ()}
    assert {columns.journal for columns in told.arrivals} >= {former, commune.journal}


def test_a_former_journal_that_is_offered_again_says_nothing_of_what_waits(
    setting: Setting, commune: ToyCounter, reader: ToyCounter
) -> None:
    """Seen to fail when the end of the former journal was kept for the new one."""
    commune.record_many(9)
    commune.sync()
    former = commune.copy()
    commune.open_new_journal()
    commune.record_many(2)
    commune.sync()
    setting.clock.now += 2 * MINUTE
    former.exchange()
    commune.exchange()

    assert contact_of(ask(reader), commune).waiting == 0


@pytest.mark.parametrize("clock", [-(2**62), -1, 2**62], ids=["far past", "past", "far future"])
def test_a_clock_beyond_every_calendar_says_nothing_and_spoils_nothing(
    setting: Setting, commune: ToyCounter, reader: ToyCounter, clock: int
) -> None:
    """Seen to fail when it was passed on: no reader could read the answer any more."""
    commune.record()
    request = msgspec.structs.replace(commune.request(), at=clock)
    commune.call("/v1/exchange", request, ExchangeAnswer)

    answer = ask(reader)

    assert contact_of(answer, commune).offset is None
    assert [one.offset for one in arrivals_of(answer, commune)] == [None]


def test_columns_that_cannot_be_are_refused() -> None:
    arrivals = [Arrival(3, 5_000_000, None), Arrival(4, 9_000_000, -61_000_000)]
    columns = to_arrivals("0" * 16, arrivals)
    assert from_arrivals(columns) == arrivals
    for seqs, received, offsets in (
        ([3], [5, 4], [None, -61]),
        ([3, 0], [5, 4], [None, -61]),
        ([3, 1], [5, -9], [None, -61]),
        ([3, 1], [5, 2**53], [None, 0]),
        ([3, 1], [5, 4], [None, 2**53]),
    ):
        with pytest.raises(BadColumns):
            from_arrivals(ArrivalColumns("0" * 16, seqs, received, offsets))


def test_a_hundred_counters_with_a_day_s_pushes_are_told_in_few_bytes() -> None:
    answer = ContactsAnswer(
        contacts=[
            Contact(os.urandom(8).hex(), f"{1_000 + n}", 1, A_DAY * n, n, 0, "mot-cua 1")
            for n in range(100)
        ],
        arrivals=[
            to_arrivals(
                os.urandom(8).hex(),
                [Arrival(1_000 + 3 * n, n * 777_000_000, 90_000 * n) for n in range(30)],
            )
            for _ in range(100)
        ],
    )
    size = len(encode_body(answer))
    assert size < 25_000, "eight bytes for a push, and a few dozen for a counter"


def test_an_older_database_tells_what_its_entries_say(
    setting: Setting, commune: ToyCounter, reader: ToyCounter, tmp_path: Path
) -> None:
    """Also of what was held back, or forwarded later. Seen to fail when its last row counted."""
    push(setting, commune, 3)
    setting.clock.now += 10 * MINUTE
    commune.record(units=("77777",))
    commune.record()
    commune.sync()
    setting.clock.now += 10 * MINUTE
    commune.record(subject=commune.own[0].name, units=(MINE, OTHERS))
    commune.sync()
    before = arrivals_of(ask(reader), commune)
    assert [one.last_seq for one in before] == [3, 5, 6]
    setting.clock.now += 10 * MINUTE
    add_unit(setting.province, UnitPart("77777", "Xã Mới", "H55.77.77"))
    release(setting.province, commune.journal, 4)

    engine = create_engine(setting.province.storage.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE arrivals")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()

    after = arrivals_of(ask(reader), commune)
    assert [(one.last_seq, one.received_at) for one in after] == [
        (one.last_seq, one.received_at) for one in before
    ]
    assert {one.offset for one in after} == {None}
