"""Much at once, on two connections: what holds for one exchange holds for a stream of them."""

import threading
from itertools import count
from random import Random
from typing import Any, TypeVar

import pytest

from counter_app.domain.facts import EntryName
from sync.client.engine import sync_once
from sync.client.http import HttpLine
from sync.client.link import Link
from sync.client.ports import OnCursor, OnSent
from sync.protocol.codec import Recall
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest
from tests.support.seeding import fill
from tests.sync.exchange.conftest import Country
from tests.sync.exchange.lines import WatchedLine, WildLine

_T = TypeVar("_T")


def a_link(budget: int = 2_000) -> Link:
    """Return a link of small batches, so that a few hundred entries make a stream."""
    link = Link(Random(1))
    link._budget = budget
    return link


@pytest.mark.parametrize("seed", range(5))
def test_i2_i4_a_stream_that_goes_wrong_anywhere_has_one_effect(
    country: Country, seed: int
) -> None:
    """Requests and answers are lost, doubled and late on both of its lines."""
    machine, other = country.machine(), country.machine()
    for each in (machine, other):
        assert each.sync().ok
    fill(machine.store, 500, by=("mau",))
    luck = Random(seed)
    for each in (machine, other):
        wild = WildLine(each.dial(), luck, 0.12)
        for _ in range(60):
            before = each.state()
            outcome = sync_once(each.exchange, wild, a_link())
            assert before.acked_seq <= each.state().acked_seq <= outcome.head
            if outcome.ok:
                break
        assert outcome.ok
        assert wild.mishaps > 0

    assert other.rows() == machine.rows()
    assert len(other.rows()) == 500
    assert machine.store.check() == other.store.check() == ()
    assert country.is_sound()


def test_a_stream_uses_both_lines_and_asks_for_every_page_once(country: Country) -> None:
    """Nothing is sent or fetched twice on a line that is sound."""
    machine, other = country.machine(), country.machine()
    for each in (machine, other):
        assert each.sync().ok
    fill(machine.store, 500, by=("mau",))
    for each in (machine, other):
        heard: list[tuple[ExchangeRequest, ExchangeAnswer]] = []
        line = Noting(each.dial(), lambda *both: heard.append(both))  # noqa: B023
        outcome = sync_once(each.exchange, line, a_link())
        assert outcome.ok
        assert line.used > 1
        assert line.twins[0].used > 1
        assert outcome.round_trips == len(heard)
        ends = [request.entries and (request.end or request.head).seq for request, _ in heard]
        assert len(set(filter(None, ends))) == len(list(filter(None, ends)))
        pages = [request.cursor for request, answer in heard if answer.entries]
        assert len(set(pages)) == len(pages)
    assert other.rows() == machine.rows()


class Noting(WatchedLine):
    """A line that counts how often it is used, and so does its twin."""

    used = 0

    def twin(self) -> "Noting":
        self.twins = [Noting(self._line.twin(), self._tell)]
        return self.twins[0]

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        self.used += 1
        return super().ask(path, body, kind, recall, on_cursor, on_sent)


def test_while_a_stream_waits_for_the_network_the_clerk_goes_on_saving(country: Country) -> None:
    """What was saved meanwhile is sent in the same exchange."""
    machine, other = country.machine(), country.machine()
    assert machine.sync().ok
    fill(machine.store, 300, by=("mau",))
    saved: list[EntryName] = []
    # Both lines of the stream tell, each on a thread of its own.
    serials = count(800)

    def save(request: ExchangeRequest, _: ExchangeAnswer) -> None:
        if len(saved) < 5:
            serial = next(serials)
            saved.append(machine.record(serial, f"Lý Văn {serial}").name)

    outcome = sync_once(machine.exchange, WatchedLine(machine.dial(), save), a_link())

    assert outcome.ok
    assert outcome.acked == outcome.head >= 300 + len(saved)
    assert len(saved) >= 5
    assert other.sync().ok
    assert {(name.journal, name.seq) for name in saved} <= other.names()


def test_a_line_that_broke_carries_one_batch_at_a_time(country: Country) -> None:
    """At every further cut one batch is lost, not two."""
    machine = country.machine()
    assert machine.sync().ok
    fill(machine.store, 300, by=("mau",))
    link = a_link()
    link.carried(10_000, 0, 0.1)
    link.broke()
    assert not link.is_steady
    line = Noting(machine.dial(), lambda *_: None)

    assert sync_once(machine.exchange, line, link).ok

    assert line.used > 3
    assert line.twins[0].used == 0


def test_requests_of_a_stream_follow_each_other_without_a_gap(country: Country) -> None:
    """Seen to fail when the server checked a request while it committed the one before."""
    machine = country.machine()
    assert machine.sync().ok
    fill(machine.store, 400, by=("mau",))
    states: list[str] = []
    line = WatchedLine(machine.dial(), lambda _, answer: states.append(answer.state))
    assert sync_once(machine.exchange, line, a_link()).ok
    assert set(states) == {"in_step"}


def test_no_request_overtakes_one_whose_line_is_still_being_dialled(country: Country) -> None:
    """Seen to fail on a line far away: the server lacked what came last, and it went twice."""
    machine = country.machine()
    assert machine.sync().ok
    fill(machine.store, 400, by=("mau",))
    line = LateTwin(machine.dial())

    assert sync_once(machine.exchange, line, a_link()).ok

    assert line.used > 2
    assert set(line.states) == {"in_step"}


class LateTwin(WatchedLine):
    """A line whose twin is dialled only when this one might have sent two requests more."""

    def __init__(self, line: HttpLine) -> None:
        self.states: list[str] = []
        self.used = 0
        self.has_gone_on = threading.Event()
        super().__init__(line, lambda _, answer: self.states.append(answer.state))

    def twin(self) -> WatchedLine:
        line, go_on = self._line.twin(), self.has_gone_on

        class Twin(WatchedLine):
            def ask(self, *args: Any, **kwargs: Any) -> Any:
                go_on.wait(0.5)
                return super().ask(*args, **kwargs)

        return Twin(line, self._tell)

    def ask(self, *args: Any, **kwargs: Any) -> Any:
        self.used += 1
        if self.used > 2:  # one of the plain exchange, one of the stream
            self.has_gone_on.set()
        return super().ask(*args, **kwargs)
