"""Bounds on who may ask how often, so that one caller cannot take the server from the others.

Each process counts for itself: behind three processes a caller may ask three times as often. The
bounds are far above what a counter needs, and protect the process, not a quota.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from sync.protocol.errors import Refused

MOST_CALLERS = 20_000
"""Callers remembered by one process; the longest unheard is forgotten first."""

_SECOND = 1_000_000


@dataclass(frozen=True)
class Rate:
    """So many requests at once, and so many per second in the long run."""

    burst: int
    per_second: float


COUNTER_RATE = Rate(200, 20.0)
"""For one counter: it has no reason for more than one exchange per round trip."""

STRANGER_RATE = Rate(100, 5.0)
"""For one address: requests that nobody enrolled has signed, and codes that were refused."""


class Buckets:
    """One bucket of allowances per caller, filling up as time goes by."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._buckets: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str, now: int) -> None:
        """Take one allowance of a caller.

        Raises:
            Refused: ``too_many_requests``, with the seconds after which there is one again.
        """
        with self._lock:
            left, before = self._buckets.pop(caller, (float(self._rate.burst), now))
            filled = max(0, now - before) / _SECOND * self._rate.per_second
            left = min(self._rate.burst, left + filled)
            is_allowed = left >= 1
            self._buckets[caller] = (left - 1 if is_allowed else left, now)
            if len(self._buckets) > MOST_CALLERS:
                self._buckets.popitem(last=False)
        if not is_allowed:
            wait = int((1 - left) / self._rate.per_second) + 1
            raise Refused("too_many_requests", retry_after=wait)
