"""The one thread that exchanges: it waits, is woken, tries again later, and ends when told.

It keeps nothing that a restart would lose: what to send and from where to go on stands in the
store.
"""

import logging
import threading
from collections.abc import Callable
from time import monotonic

from sync.client.causes import Cause
from sync.client.engine import SyncOutcome
from sync.client.link import Link

log = logging.getLogger(__name__)

IDLE_SECONDS = 120.0
"""How often to ask for news when there is nothing to send."""

GATHER_SECONDS = 1.0
"""What is recorded within a second goes together."""

STOP_SECONDS = 3.0
"""How long the program waits for an answer when it ends; then the answer is not taken in."""

Exchange = Callable[[Callable[[], bool]], SyncOutcome]
"""Exchanges once; is given what says whether to stop. ``sync_once`` with its parts joined."""


class Worker:
    """Exchanges again and again on a thread of its own, named ``sync``."""

    def __init__(
        self,
        exchange: Exchange,
        link: Link,
        *,
        has_waiting: Callable[[], bool],
        on_outcome: Callable[[SyncOutcome], None],
        on_start: Callable[[], None] = lambda: None,
        idle_seconds: float = IDLE_SECONDS,
        gather_seconds: float = GATHER_SECONDS,
    ) -> None:
        self._exchange = exchange
        self._link = link
        self._has_waiting = has_waiting
        self._on_outcome = on_outcome
        self._on_start = on_start
        self._idle, self._gather = idle_seconds, gather_seconds
        self._changed = threading.Condition()
        self._is_stopped = False
        self._wants_now = False
        self._has_news = False
        self._wakes_at: float | None = None
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin; the first exchange is at once."""
        self._thread.start()

    def sync_now(self) -> None:
        """Exchange at once, whatever pause there was to be: somebody asks, or a line is back."""
        with self._changed:
            self._wants_now = True
            self._changed.notify()

    def ring(self) -> None:
        """Hear that something was recorded. It may cut short a rest, never a pause."""
        with self._changed:
            self._has_news = True
            self._changed.notify()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """End. What is on the line is given up; when this returns the store may be closed."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(seconds)

    @property
    def is_stopped(self) -> bool:
        """Whether it was told to end."""
        return self._is_stopped

    @property
    def next_try_in(self) -> float | None:
        """In how many seconds it exchanges by itself at the latest; None while it does.

        It is known when the outcome of an exchange is told.
        """
        wakes_at = self._wakes_at
        return None if wakes_at is None else max(0.0, wakes_at - monotonic())

    def _run(self) -> None:
        while not self._is_stopped:
            self._wants_now = self._has_news = False
            self._wakes_at = None
            self._on_start()
            outcome = self._once()
            if self._is_stopped:
                return
            pause = self._idle if outcome.ok else self._link.pause(outcome.retry_after)
            self._wakes_at = monotonic() + pause
            self._on_outcome(outcome)
            if outcome.ok:
                self._rest()
            else:
                self._wait(pause, lambda: self._wants_now)

    def _once(self) -> SyncOutcome:
        try:
            return self._exchange(lambda: self._is_stopped)
        except Exception as error:
            # The counter works on, and the next try may go better.
            log.exception("an exchange failed")
            return SyncOutcome(ok=False, cause=Cause.OWN_FAULT, detail=type(error).__name__)

    def _rest(self) -> None:
        """Wait until it is time to ask for news, or there is something to send."""
        self._wait(self._idle, lambda: self._wants_now or self._has_news)
        while self._has_news and not self._wants_now and not self._is_stopped:
            self._wait(self._gather, lambda: self._wants_now)
            self._has_news = False
            if self._has_waiting():
                return
            self._wakes_at = monotonic() + self._idle
            self._wait(self._idle, lambda: self._wants_now or self._has_news)

    def _wait(self, seconds: float, is_over: Callable[[], bool]) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopped or is_over(), seconds)
