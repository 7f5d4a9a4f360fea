"""The thread that exchanges: woken, told to wait, told to end."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from random import Random

import pytest

from sync.client.causes import Cause
from sync.client.engine import SyncOutcome
from sync.client.link import Link
from sync.client.worker import Worker

GOOD = SyncOutcome(ok=True)
BAD = SyncOutcome(ok=False, cause=Cause.NO_NETWORK)
SOON = 10


class Patient(Link):
    """A link that tells how long it was asked to wait, and waits that long."""

    def __init__(self, pause: float) -> None:
        super().__init__(Random(1))
        self._pause = pause
        self.asked: Queue[float] = Queue()

    def pause(self, retry_after: float = 0.0) -> float:
        self.asked.put(retry_after)
        return self._pause


class Scene:
    """A worker whose exchanges have outcomes of our choosing."""

    def __init__(self, outcome: SyncOutcome, pause: float = 600, idle: float = 600) -> None:
        self.outcome = outcome
        self.begun: Queue[str] = Queue()
        self.heard: Queue[SyncOutcome] = Queue()
        self.is_waiting = True
        self.was_asked = threading.Event()
        self.link = Patient(pause)
        self.worker = Worker(
            self._exchange,
            self.link,
            has_waiting=self._has_waiting,
            on_outcome=self.heard.put,
            idle_seconds=idle,
            gather_seconds=0.01,
        )

    def _has_waiting(self) -> bool:
        self.was_asked.set()
        return self.is_waiting

    def _exchange(self, is_stopped: Callable[[], bool]) -> SyncOutcome:
        self.begun.put(threading.current_thread().name)
        return self.outcome


@pytest.fixture
def scenes() -> Iterator[list[Scene]]:
    made: list[Scene] = []
    yield made
    for scene in made:
        scene.worker.stop()


def begun(scenes: list[Scene], outcome: SyncOutcome, **how: float) -> Scene:
    scene = Scene(outcome, **how)
    scenes.append(scene)
    scene.worker.start()
    assert scene.heard.get(timeout=SOON) is outcome
    assert scene.begun.get(timeout=SOON) == "sync"
    return scene


def test_it_exchanges_at_the_start_and_when_somebody_asks(scenes: list[Scene]) -> None:
    scene = begun(scenes, GOOD)
    scene.worker.sync_now()
    assert scene.heard.get(timeout=SOON) is GOOD


def test_what_was_recorded_wakes_it_from_a_rest(scenes: list[Scene]) -> None:
    scene = begun(scenes, GOOD)
    scene.worker.ring()
    assert scene.heard.get(timeout=SOON) is GOOD


def test_a_bell_for_nothing_to_send_wakes_nobody(scenes: list[Scene]) -> None:
    """Seen to fail when every bell began an exchange: each exchange rings when it has pulled."""
    scene = begun(scenes, GOOD)
    scene.is_waiting = False
    scene.worker.ring()
    assert scene.was_asked.wait(SOON)
    scene.worker.stop()
    assert scene.heard.empty()


def test_a_pause_after_a_failure_is_cut_short_by_people_only(scenes: list[Scene]) -> None:
    """Seen to fail when new entries ended a pause: a busy desk would hammer a dead line."""
    scene = begun(scenes, BAD)
    assert scene.link.asked.get(timeout=SOON) == 0
    for _ in range(5):
        scene.worker.ring()
    with pytest.raises(Empty):
        scene.heard.get(timeout=0.2)
    scene.worker.sync_now()
    assert scene.heard.get(timeout=SOON) is BAD


def test_it_tells_with_the_outcome_when_it_tries_again(scenes: list[Scene]) -> None:
    """Seen to fail when the pause was chosen only after the outcome was told."""
    scene = Scene(BAD, pause=600)
    scenes.append(scene)
    told: Queue[float | None] = Queue()
    scene.worker._on_outcome = lambda _: told.put(scene.worker.next_try_in)
    begun_in: Queue[float | None] = Queue()
    scene.worker._on_start = lambda: begun_in.put(scene.worker.next_try_in)

    scene.worker.start()

    assert begun_in.get(timeout=SOON) is None
    seconds = told.get(timeout=SOON)
    assert seconds is not None
    assert 590 < seconds <= 600


def test_it_tries_again_by_itself_and_honours_the_servers_word(scenes: list[Scene]) -> None:
    busy = SyncOutcome(ok=False, cause=Cause.SERVER_BUSY, retry_after=30)
    scene = begun(scenes, busy, pause=0.01)
    assert scene.heard.get(timeout=SOON) is busy
    assert scene.link.asked.get(timeout=SOON) == 30


def test_a_fault_of_the_machine_does_not_end_it(scenes: list[Scene]) -> None:
    scene = Scene(GOOD, pause=0.01)
    scenes.append(scene)

    def failing(_: Callable[[], bool]) -> SyncOutcome:
        scene.worker._exchange = scene._exchange
        raise OSError("the disk is full")

    scene.worker._exchange = failing
    scene.worker.start()
    assert scene.heard.get(timeout=SOON).detail == "OSError"
    assert scene.heard.get(timeout=SOON) is GOOD


def test_an_exchange_that_is_told_to_end_is_not_heard_of(scenes: list[Scene]) -> None:
    """Seen to fail when the outcome was told after the end: the store may be closed by then."""
    scene = Scene(GOOD)
    scenes.append(scene)
    reached, go = threading.Event(), threading.Event()

    def slow(is_stopped: Callable[[], bool]) -> SyncOutcome:
        reached.set()
        assert go.wait(SOON)
        assert is_stopped()
        return GOOD

    scene.worker._exchange = slow
    scene.worker.start()
    assert reached.wait(SOON)
    scene.worker.stop(seconds=0)
    go.set()
    scene.worker.stop(seconds=SOON)
    assert scene.heard.empty()
