"""Wrong passwords: counted on the disk, so that a restart does not start anew.

After the third wrong one in a row the next try has to wait, after the sixth for minutes. A
name that nobody has is counted like any other, so the answer does not tell them apart. Names
stand in the file only as keyed digests: now and then somebody types their password there.
"""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec

from counter_app.store.key_errors import SlotsNotSaved, TooManyAttempts
from counter_app.store.small_files import write_whole

BEFORE_LOCK = 6
"""Wrong passwords after which the wait is minutes."""

_WAITS = (0, 0, 2, 5, 15, 5 * 60, 10 * 60, 20 * 60, 30 * 60)
"""Seconds to wait after the first, second, third … wrong password, and after all later ones."""

_MOST_NAMES = 500


class _Count(msgspec.Struct):
    count: int
    last_at: datetime
    until: datetime


class _Attempts(msgspec.Struct):
    salt: str
    counts: dict[str, _Count] = {}


class Attempts:
    """The wrong passwords of a counter, by log-in name."""

    def __init__(self, path: Path, random: Callable[[int], bytes]) -> None:
        self._path = path
        self._random = random

    def check(self, name: str, now: datetime) -> None:
        """Refuse a try that comes too early.

        A clock set back neither shortens the wait nor makes it longer than it was at first.

        Raises:
            TooManyAttempts: says until when to wait.
        """
        attempts = self._read()
        known = attempts.counts.get(_mark(attempts, name))
        if known is None:
            return
        if now < known.last_at:
            known.last_at, known.until = now, min(known.until, now + _wait(known.count))
            self._write(attempts)
        if now < known.until:
            raise TooManyAttempts(known.until)

    def count(self, name: str, now: datetime) -> int:
        """Count a try as wrong, and return how many are left before the long wait.

        Called before the password is tried, so that pulling the plug gives no try for free.
        """
        attempts = self._read()
        mark = _mark(attempts, name)
        former = attempts.counts.get(mark)
        count = former.count + 1 if former else 1
        attempts.counts[mark] = _Count(count, now.astimezone(UTC), now + _wait(count))
        self._forget_oldest(attempts)
        self._write(attempts)
        return max(0, BEFORE_LOCK - count)

    def succeed(self, name: str) -> None:
        """Forget the wrong tries of a name: the right password came."""
        attempts = self._read()
        if attempts.counts.pop(_mark(attempts, name), None):
            self._write(attempts)

    def _read(self) -> _Attempts:
        """Return what is counted; a file that cannot be read counts nothing (it is no secret)."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Attempts)
        except (OSError, msgspec.MsgspecError):
            return _Attempts(salt=self._random(16).hex())

    def _write(self, attempts: _Attempts) -> None:
        try:
            write_whole(self._path, msgspec.json.encode(attempts))
        except OSError as error:
            raise SlotsNotSaved(self._path, str(error)) from error

    @staticmethod
    def _forget_oldest(attempts: _Attempts) -> None:
        while len(attempts.counts) > _MOST_NAMES:
            oldest = min(attempts.counts, key=lambda mark: attempts.counts[mark].last_at)
            del attempts.counts[oldest]


def _mark(attempts: _Attempts, name: str) -> str:
    return hmac.new(attempts.salt.encode(), name.encode(), sha256).hexdigest()


def _wait(count: int) -> timedelta:
    return timedelta(seconds=_WAITS[min(count, len(_WAITS)) - 1])
