"""Exchanges that wait at the same moment are answered together.

While one group is answered the next one gathers by itself, so a counter that comes alone waits
for nobody, and of two hundred at once most share a commit.
"""

import asyncio
import logging
from collections import deque

import anyio.to_thread

from sync.server.service import Call, Reply, Service

log = logging.getLogger(__name__)

MOST_TOGETHER = 64
"""Calls in one group: what they bring and take is in memory at the same time."""

GROUPS = 2
"""Groups at the same time: while one waits for the disk, the next is checked."""


class Gathering:
    """Answers exchanges in groups, each in a thread; itself for one event loop."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._waiting: deque[tuple[Call, asyncio.Future[Reply]]] = deque()
        self._running = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer(self, call: Call) -> Reply:
        """Return the answer to an exchange."""
        answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting.append((call, answered))
        if self._running < GROUPS:
            self._running += 1
            task = asyncio.create_task(self._answer_all_waiting())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await answered

    async def _answer_all_waiting(self) -> None:
        try:
            while self._waiting:
                size = min(len(self._waiting), MOST_TOGETHER)
                await self._answer_group([self._waiting.popleft() for _ in range(size)])
        finally:
            # In the same step in which nobody was waiting: whoever comes next begins anew.
            self._running -= 1

    async def _answer_group(self, group: list[tuple[Call, asyncio.Future[Reply]]]) -> None:
        calls = [call for call, _ in group]
        try:
            replies = await anyio.to_thread.run_sync(self._service.exchange, calls)
        except Exception as error:
            log.exception("a group was not answered")
            for _, answered in group:
                if not answered.done():
                    answered.set_exception(error)
            return
        for (_, answered), reply in zip(group, replies, strict=True):
            if not answered.done():  # The caller may have hung up.
                answered.set_result(reply)
