"""A server to try the program with: it ends with the program that began it, and its line is cut.

It serves counters of this machine on a free port behind a relay, which is the line. Orders come
as lines of text: ``cut`` and ``restore``; when no more can come, because whoever gave them has
ended in whatever way, the server ends too. The first thing said is the address of the relay.
"""

import asyncio
import threading
from collections.abc import Callable
from typing import IO, Any

from sync.server.service import Service
from sync.server.web import serve

LOOPBACK = "127.0.0.1"
CUT, RESTORE = "cut", "restore"

_PIECE = 64 * 1024


class Relay:
    """A line between the counters and a server of this machine, which can be cut as a cable can.

    While it is cut, what is under way breaks off, and whoever calls is hung up on.
    """

    def __init__(self, port: int) -> None:
        """``port`` is the server's own."""
        self._port = port
        self._open: set[asyncio.StreamWriter] = set()
        self.is_cut = False

    async def begin(self) -> str:
        """Listen on a free port, and return the address at which counters reach the server."""
        listener = await asyncio.start_server(self._called, LOOPBACK, 0)
        host, port = listener.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    def switch(self, is_cut: bool) -> None:
        """Cut the line, or restore it."""
        self.is_cut = is_cut
        if is_cut:
            for writer in tuple(self._open):
                writer.transport.abort()

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_cut:
            writer.transport.abort()
            return
        try:
            there_reader, there_writer = await asyncio.open_connection(LOOPBACK, self._port)
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, there_writer}
        self._open |= ends
        ways = [
            asyncio.create_task(_carry(reader, there_writer)),
            asyncio.create_task(_carry(there_reader, writer)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.close()
        await asyncio.wait(ways)
        self._open -= ends


def run(service: Service, orders: IO[str], say: Callable[[str], object]) -> None:
    """Serve until no more orders come; ``say`` is called once with the address of the line.

    Raises:
        OSError: this machine lets nobody listen.
    """
    asyncio.run(_run(service, orders, say))


async def _run(service: Service, orders: IO[str], say: Callable[[str], object]) -> None:
    loop = asyncio.get_running_loop()
    listens: asyncio.Future[str] = loop.create_future()
    server = serve(service, LOOPBACK, 0, started=listens.set_result)
    serving = asyncio.create_task(server.serve())
    waited: set[asyncio.Future[Any]] = {listens, serving}
    await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
    if not listens.done():
        raise OSError("no port to listen on")
    relay = Relay(int(listens.result().rpartition(":")[2]))
    say(await relay.begin())

    def end() -> None:
        server.should_exit = True

    def obey() -> None:
        for order in orders:
            if order.strip() in (CUT, RESTORE):
                loop.call_soon_threadsafe(relay.switch, order.strip() == CUT)
        loop.call_soon_threadsafe(end)

    threading.Thread(target=obey, name="orders", daemon=True).start()
    await serving


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes one way until either side hangs up or the line is cut."""
    try:
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
    except OSError:
        return
