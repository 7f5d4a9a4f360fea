"""The server's wires: HTTP by uvicorn, files by Starlette, and nothing but HTTP."""

import asyncio
import ipaddress
import random
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import anyio
import anyio.to_thread
import uvicorn
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from sync.protocol.errors import Refused
from sync.protocol.version import MOST_BODY
from sync.server.gathering import Gathering
from sync.server.service import EXCHANGE, Call, Reply, Service

THREADS = 8
"""Calls other than exchanges answered at the same time; the others wait in a queue."""

MOST_WAITING = 1_000
"""Calls in the queue at the most; who comes then hears 'busy' and when to come again."""

MOST_WAITING_BYTES = 64 << 20
"""What the bodies of all calls in the queue may have together before 'busy' is the answer."""

SILENCE_SECONDS = 45
"""A request of which nothing more comes is given up."""

KEEP_ALIVE_SECONDS = 900
"""A counter's connection stays warm through its longest pause of 10 minutes."""


class PlainHttpRefused(Exception):
    """Without TLS the server listens on this machine only."""


def serve(
    service: Service,
    host: str,
    port: int,
    certificate: Path | None = None,
    key: Path | None = None,
    started: Callable[[str], None] = lambda _: None,
) -> uvicorn.Server:
    """Return a server that is ready to run; it calls ``started`` with its URL when it listens.

    Raises:
        PlainHttpRefused: there is no certificate and the host is not this machine alone.
    """
    if certificate is None and not _is_loopback(host):
        raise PlainHttpRefused(host)
    config = uvicorn.Config(
        _App(service),
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=2,
        backlog=2048,
    )
    return _Server(config, "https" if certificate else "http", started)


class _Server(uvicorn.Server):
    """Says where it listens; port 0 lets the system choose one."""

    def __init__(self, config: uvicorn.Config, kind: str, listens: Callable[[str], None]) -> None:
        super().__init__(config)
        self._kind = kind
        self._listens = listens

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            self._listens(f"{self._kind}://{shown}:{port}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            # Whoever has not hung up by now is cut off; nothing unacknowledged is lost by it.
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(0)


class _App:
    """The service as an ASGI application; without a framework a request costs half as much."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._exchanges = Gathering(service)
        self._limiter = anyio.CapacityLimiter(THREADS)
        self._waiting = self._waiting_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = _call(scope)
        try:
            call = replace(call, body=await _body(scope, receive))
        except Refused as refused:
            reply = self._service.refusal(call, refused)
            reply.headers["Connection"] = "close"
        else:
            reply = await self._answer(call)
        if reply.file:
            file = FileResponse(reply.file, media_type=reply.media_type, headers=reply.headers)
            await file(scope, receive, send)
        else:
            await _send(reply, send)

    async def _answer(self, call: Call) -> Reply:
        if self._waiting >= MOST_WAITING or self._waiting_bytes >= MOST_WAITING_BYTES:
            busy = Refused("busy", "too many calls at once", random.randint(2, 15))
            return self._service.refusal(call, busy)
        self._waiting += 1
        self._waiting_bytes += len(call.body)
        try:
            if (call.method, call.path) == ("POST", EXCHANGE):
                return await self._exchanges.answer(call)
            answer = self._service.answer
            return await anyio.to_thread.run_sync(answer, call, limiter=self._limiter)
        finally:
            self._waiting -= 1
            self._waiting_bytes -= len(call.body)


def _call(scope: Scope) -> Call:
    path = scope["raw_path"].partition(b"?")[0]
    query = scope["query_string"]
    headers = dict(scope["headers"])
    return Call(
        method=scope["method"],
        path=(path + b"?" + query if query else path).decode("latin-1"),
        address=scope["client"][0] if scope["client"] else "",
        authorization=headers.get(b"authorization", b"").decode("latin-1"),
        media_type=headers.get(b"content-type", b"")
        .decode("latin-1")
        .partition(";")[0]
        .strip()
        .lower(),
    )


async def _body(scope: Scope, receive: Receive) -> bytes:
    """Return the body of a request.

    Raises:
        Refused: ``too_large``, or ``malformed`` where it stopped coming.
    """
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    if announced.isdigit() and int(announced) > MOST_BODY:
        raise Refused("too_large", f"more than {MOST_BODY} bytes")
    body = bytearray()
    while True:
        try:
            with anyio.fail_after(SILENCE_SECONDS):
                message = await receive()
        except TimeoutError as error:
            raise Refused("malformed", "the body broke off") from error
        if message["type"] == "http.disconnect":
            raise Refused("malformed", "the body broke off")
        body += message.get("body", b"")
        if len(body) > MOST_BODY:
            raise Refused("too_large", f"more than {MOST_BODY} bytes")
        if not message.get("more_body"):
            return bytes(body)


async def _send(reply: Reply, send: Send) -> None:
    headers = {
        "Content-Type": reply.media_type,
        "Content-Length": str(len(reply.body)),
        **reply.headers,
    }
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": raw})
    await send({"type": "http.response.body", "body": reply.body})


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
