"""Exchanges that come at the same moment: one commit for all, to each its own answer."""

import asyncio
import threading
from collections.abc import Callable, Sequence

import pytest

from sync.protocol.codec import decode_body, encode_body
from sync.protocol.errors import ErrorAnswer
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest
from sync.protocol.signing import authorization
from sync.protocol.version import MEDIA_TYPE
from sync.server import gathering
from sync.server.enrolment import revoke
from sync.server.gathering import Gathering
from sync.server.service import EXCHANGE, Call, Reply
from sync.server.storage.storage import Work
from tests.sync.server.conftest import Setting
from tests.sync.server.toy_counter import ToyCounter


def call_of(counter: ToyCounter, request: ExchangeRequest) -> Call:
    body = encode_body(request)
    sign = authorization(counter.keys, "POST", EXCHANGE, body)
    return Call("POST", EXCHANGE, "127.0.0.1", sign, MEDIA_TYPE, body)


def together(setting: Setting, counters: Sequence[ToyCounter]) -> list[ExchangeAnswer | str]:
    """Let counters ask at the same moment; return their answers, or the words of refusals."""
    requests = [counter.request() for counter in counters]
    calls = [call_of(one, request) for one, request in zip(counters, requests, strict=True)]
    said: list[ExchangeAnswer | str] = []
    for counter, request, reply in zip(
        counters, requests, setting.service.exchange(calls), strict=True
    ):
        if reply.status == 200:
            said.append(counter.take(request, decode_body(reply.body, ExchangeAnswer)))
        else:
            said.append(decode_body(reply.body, ErrorAnswer).error)
    return said


def test_many_counters_share_one_commit(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail when each exchange was answered by itself."""
    counters = [setting.counter() for _ in range(12)]
    together(setting, counters)
    for counter in counters:
        counter.record_many(2)

    write = setting.province.storage.write
    commits: list[object] = []

    def counted(job: Callable[[Work], object]) -> object:
        commits.append(job)
        return write(job)

    monkeypatch.setattr(setting.province.storage, "write", counted)
    together(setting, counters)

    assert len(commits) == 1
    assert all(counter.acked == 2 for counter in counters)
    assert setting.verified() == []


def test_each_of_a_group_gets_its_own_answer(setting: Setting) -> None:
    """Seen to fail when a refusal was the answer of the whole group."""
    first, last = setting.counter(), setting.counter("01900")
    stranger, revoked, faulty, thief, forked = (setting.counter() for _ in range(5))
    stranger.keys = ToyCounter(setting.send).keys
    together(setting, [revoked, forked])
    revoke(setting.province, revoked.keys.id, "mất máy")
    absent = setting.counter()
    absent.sync()
    thief.journal = absent.journal
    first.record()
    first.exchange()
    forked.record()
    forked.exchange()
    forked.own.clear()
    forked.acked = 0
    forked.record(payload=b'{"other":1}')
    faulty.record(payload=b"{nonsense")
    for counter in (first, last, stranger, revoked, faulty, thief):
        counter.record()

    said = together(setting, [first, stranger, revoked, faulty, thief, forked, last])

    assert said[1:3] == ["stranger", "revoked"]
    assert said[4] == "not_your_journal"
    answers = [said[0], said[3], said[5], said[6]]
    assert all(isinstance(answer, ExchangeAnswer) for answer in answers)
    assert (first.acked, faulty.acked, last.acked) == (2, 2, 1)
    assert faulty.last is not None
    assert [held.reason for held in faulty.last.quarantined] == ["not_json"]
    assert forked.last is not None
    assert forked.last.state == "fork"
    assert setting.verified() == []


def test_an_entry_that_the_database_refuses_harms_nobody_else(setting: Setting) -> None:
    """Seen to fail when a group that the database refused was a fault of all of them."""
    counters = [setting.counter() for _ in range(5)]
    together(setting, counters)
    for number, counter in enumerate(counters):
        counter.record(payload=b'{"n":%d}' % number)
        counter.record(payload=b'{"poison":%d}' % number if number == 2 else b'{"n":1}')
    _refuse_poison(setting)

    together(setting, counters)

    assert [counter.acked for counter in counters] == [2] * 5
    held = counters[2].last.quarantined if counters[2].last else []
    assert [(one.seq, one.reason) for one in held] == [(2, "server_raised")]
    assert setting.verified() == []


def test_the_same_journal_twice_in_a_group_is_there_once(setting: Setting) -> None:
    """Seen to fail, as a fork, when a journal was twice in one transaction."""
    counter, other = setting.counter(), setting.counter()
    counter.record_many(3)
    early = call_of(counter, counter.request(most=2))
    late, again = call_of(counter, counter.request()), call_of(counter, counter.request())

    replies = setting.service.exchange([late, early, again, call_of(other, other.request())])

    answers = [decode_body(reply.body, ExchangeAnswer) for reply in replies]
    assert [answer.acked_seq for answer in answers] == [3, 3, 3, 0]
    assert {answer.state for answer in answers} == {"in_step"}
    assert setting.verified() == []


def test_one_dossier_named_by_two_units_in_one_group(setting: Setting) -> None:
    home, there = setting.counter("01843"), setting.counter("01900")
    opened = home.record(units=("01843", "01900"))
    home.sync()
    there.sync()
    home.record(subject=opened.name, units=("01843",))
    there.record(subject=opened.name, units=("02000",))

    together(setting, [home, there])

    third = setting.counter("02000")
    third.sync()
    assert {opened.name, home.own[1].name, there.own[0].name} <= set(third.held)
    assert setting.verified() == []


class _Slow:
    """A service whose groups take as long as the test wants."""

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.go_on = threading.Event()

    def exchange(self, calls: Sequence[Call]) -> list[Reply]:
        self.groups.append(len(calls))
        self.go_on.wait(30)
        return [Reply(200, call.body, "") for call in calls]


@pytest.mark.parametrize("groups", [1, 2])
def test_whoever_comes_while_others_are_answered_shares_the_next_group(
    monkeypatch: pytest.MonkeyPatch, groups: int
) -> None:
    monkeypatch.setattr(gathering, "GROUPS", groups)
    service = _Slow()

    async def run() -> list[Reply]:
        waiting = Gathering(service)  # type: ignore[arg-type]
        asked = [
            asyncio.create_task(waiting.answer(Call("POST", EXCHANGE, body=b"%d" % n)))
            for n in range(30)
        ]
        while not service.groups:
            await asyncio.sleep(0)
        service.go_on.set()
        return await asyncio.gather(*asked)

    replies = asyncio.run(run())

    assert [reply.body for reply in replies] == [b"%d" % n for n in range(30)]
    assert len(service.groups) <= groups + 1


def test_nobody_is_left_waiting_between_two_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail when a group ended in one step and its place was free only in the next."""
    monkeypatch.setattr(gathering, "GROUPS", 1)
    service = _Slow()
    service.go_on.set()

    async def run() -> int:
        waiting = Gathering(service)  # type: ignore[arg-type]
        count = 0

        async def ask_again_at_once() -> None:
            nonlocal count
            for _ in range(300):
                await waiting.answer(Call("POST", EXCHANGE))
                count += 1

        async with asyncio.timeout(20):
            await asyncio.gather(*(ask_again_at_once() for _ in range(3)))
        return count

    assert asyncio.run(run()) == 900


def test_what_one_counter_asks_on_two_connections_is_answered_in_its_order(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail when its second call was checked while the first was being committed."""
    monkeypatch.setattr(gathering, "GROUPS", 2)
    counter, other = setting.counter(), setting.counter()
    first, second = (call_of(counter, counter.request()) for _ in range(2))
    others = call_of(other, other.request())
    service = _Counting()

    async def run() -> None:
        waiting = Gathering(service)  # type: ignore[arg-type]
        asked = [asyncio.create_task(waiting.answer(first))]
        while len(service.begun) < 1:
            await asyncio.sleep(0)
        asked += [asyncio.create_task(waiting.answer(call)) for call in (second, others)]
        while len(service.begun) < 2:
            await asyncio.sleep(0)
        service.go_on.set()
        async with asyncio.timeout(20):
            await asyncio.gather(*asked)

    asyncio.run(run())

    assert service.begun == [[first], [others], [second]]


class _Counting(_Slow):
    """Remembers which calls it was given together."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[list[Call]] = []

    def exchange(self, calls: Sequence[Call]) -> list[Reply]:
        self.begun.append(list(calls))
        return super().exchange(calls)


def _refuse_poison(setting: Setting) -> None:
    """Let the database refuse entries that hold a certain word."""
    if setting.postgres is None:
        setting.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON entries"
            " WHEN instr(new.payload, CAST('poison' AS BLOB)) > 0"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        return
    setting.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF position('poison'::bytea IN new.payload) > 0 THEN RAISE 'refused'; END IF;"
        " RETURN new; END $$"
    )
    setting.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION refuse()"
    )
