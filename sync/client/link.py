"""How much the line carries, how long to listen into silence, and when to try again."""

from random import Random
from threading import Lock

LEAST = 500
FIRST = 4_000
MOST = 64_000
"""Bytes of one request or answer: at the least, at first, and at the most."""

SHARE = 8
"""One batch is at most this part of what came through between the last breaks of the line."""

GROWTH = 4
"""A batch that came through is followed by one so many times larger."""

UNTRIED = 12_000
UNTRIED_SHARE = 5
"""While a line has never broken a batch is so large, or this part of what came through."""

STEADY = 256_000
"""A line that broke may have more than one batch on it again when so much came through."""

SILENCE = 45.0
"""Seconds without a byte after which every request ends."""

SHORTEST = 5.0
ROUND_TRIPS = 4
"""While data is due a line is dead after five seconds or four round trips."""

SLOWEST = 4_000.0
"""Bytes per second that a line is taken to carry before anything is known of it."""

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 600.0

_TRANSFER_SECONDS = 10.0


class Link:
    """Learns from every exchange; a restart forgets it all and does no harm."""

    def __init__(self, luck: Random, shortest: float = SHORTEST) -> None:
        """``shortest`` are the seconds of silence that every line is granted."""
        self._luck = luck
        self._shortest = shortest
        self._budget = FIRST
        self._since_break = 0
        self._between_breaks: int | None = None
        self._failures = 0
        self._ended = float("-inf")
        self._lock = Lock()
        self.round_trip: float | None = None
        self.rate: float | None = None

    @property
    def budget(self) -> int:
        """How many bytes a request or answer should have now."""
        most = float(MOST)
        if self.rate is not None:
            most = min(most, max(FIRST, self.rate * _TRANSFER_SECONDS))
        if self._between_breaks is None:
            most = min(most, max(UNTRIED, self._since_break / UNTRIED_SHARE))
        else:
            share = max(self._between_breaks, self._since_break) / SHARE
            most = min(most, max(FIRST / 2, share))
        return int(max(LEAST, min(self._budget, most)))

    @property
    def is_steady(self) -> bool:
        """Whether the line may be trusted with more than one batch at a time."""
        return self._between_breaks is None or self._since_break >= STEADY

    def seconds_for(self, size: int) -> float:
        """Return how long so many bytes take to leave, or 0 if nothing is known yet."""
        return 0.0 if self.rate is None else size / self.rate

    def patience(self, bytes_up: int) -> float:
        """Return how many seconds to wait for the next byte of an answer."""
        trips = ROUND_TRIPS * (self.round_trip or 0.0)
        rate = max(SLOWEST, (self.rate or 0.0) / 2)
        return min(SILENCE, max(self._shortest, trips) + bytes_up / rate)

    def carried(
        self, bytes_up: int, bytes_down: int, seconds: float, ended: float | None = None
    ) -> None:
        """Learn from a round trip that came to its end.

        ``ended`` is when that was, by a clock that only goes on: of two that were under way at
        once the later one had the line to itself only since the earlier one ended.
        """
        size = bytes_up + bytes_down
        with self._lock:
            alone = seconds if ended is None else min(seconds, ended - self._ended)
            self._ended = self._ended if ended is None else ended
            self._failures = 0
            self._since_break += size
            if alone < seconds:
                self._learn_rate(size, alone)
            else:
                self._learn_alone(size, seconds)
            if size >= self._budget // 2:
                self._budget = min(MOST, self._budget * GROWTH)

    def _learn_alone(self, size: int, seconds: float) -> None:
        known = self.round_trip
        if known is None:
            self.round_trip = seconds
        elif size < FIRST:
            self.round_trip = min(seconds, 0.7 * known + 0.3 * seconds)
        if size >= FIRST and known is not None:
            self._learn_rate(size, seconds - known)

    def _learn_rate(self, size: int, seconds: float) -> None:
        rate = size / max(0.001, seconds)
        if self.rate is None:
            self.rate = rate
        else:
            self.rate = 0.5 * self.rate + 0.5 * min(rate, 2 * self.rate)

    def broke(self) -> None:
        """Learn from a line that broke: ask less of it."""
        with self._lock:
            self._budget = max(LEAST, self._budget // 2)
            if self._since_break:
                known = self._between_breaks
                new = self._since_break
                self._between_breaks = new if known is None else (known + new) // 2
            self._since_break = 0

    def pause(self, retry_after: float = 0.0) -> float:
        """Return how many seconds to wait after a failure; longer with every one in a row.

        It is never the same for two counters, so that they do not come back all at once.
        """
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**self._failures)
        self._failures = min(self._failures + 1, 20)
        own = longest * self._luck.uniform(0.5, 1.0)
        return max(own, retry_after * self._luck.uniform(1.0, 1.2))
