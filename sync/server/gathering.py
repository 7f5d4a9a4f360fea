"""Exchanges that wait at the same moment are answered together.

While one group is answered the next one gathers by itself, so a counter that comes alone waits
for nobody, and of two hundred at once most share a commit. What one counter asks is answered in
the order in which it came, also on two connections: its next entries must find the former there.
"""

import asyncio
import logging
from collections import deque

import anyio.to_thread

from sync.server.access import named_in
from sync.server.service import Call, Reply, Service

log = logging.getLogger(__name__)

MOST_TOGETHER = 64
"""Calls in one group: what they bring and take is in memory at the same time."""

GROUPS = 2
"""Groups at the same time: while one waits for the disk, the next is checked."""


_Waiting = tuple[str, Call, asyncio.Future[Reply]]
"""Who calls (as the call says, nobody has checked that yet), the call, and its answer."""


class Gathering:
    """Answers exchanges in groups, each in a thread; itself for one event loop."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._waiting: deque[_Waiting] = deque()
        self._under_way: set[str] = set()
        self._running = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer(self, call: Call) -> Reply:
        """Return the answer to an exchange."""
        answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting.append((named_in(call.authorization), call, answered))
        if self._running < GROUPS:
            self._running += 1
            task = asyncio.create_task(self._answer_all_waiting())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await answered

    async def _answer_all_waiting(self) -> None:
        try:
            while group := self._next_group():
                callers = {caller for caller, _, _ in group if caller}
                self._under_way |= callers
                try:
                    await self._answer_group(group)
                finally:
                    self._under_way -= callers
        finally:
            # In the same step in which nobody was waiting: whoever comes next begins anew.
            self._running -= 1

    def _next_group(self) -> list[_Waiting]:
        """Take the first that wait, without those whose former call is in another group.

        For them that other group comes back when it has ended.
        """
        group: list[_Waiting] = []
        kept: list[_Waiting] = []
        while self._waiting and len(group) < MOST_TOGETHER:
            one = self._waiting.popleft()
            (kept if one[0] in self._under_way else group).append(one)
        self._waiting.extendleft(reversed(kept))
        return group

    async def _answer_group(self, group: list[_Waiting]) -> None:
        calls = [call for _, call, _ in group]
        try:
            replies = await anyio.to_thread.run_sync(self._service.exchange, calls)
        except Exception as error:
            log.exception("a group was not answered")
            for _, _, answered in group:
                if not answered.done():
                    answered.set_exception(error)
            return
        for (_, _, answered), reply in zip(group, replies, strict=True):
            if not answered.done():  # The caller may have hung up.
                answered.set_result(reply)
