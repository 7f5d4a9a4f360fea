"""The server's wires: HTTP by Starlette and uvicorn, and nothing but HTTP."""

import asyncio
import ipaddress
import random
import socket
from collections.abc import Callable
from pathlib import Path

import anyio
import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from sync.protocol.errors import Refused
from sync.protocol.version import MOST_BODY
from sync.server.service import Call, Reply, Service

THREADS = 8
"""Calls answered at the same time; the others wait in a queue."""

MOST_WAITING = 400
"""Calls in the queue at the most; who comes then hears 'busy' and when to come again."""

SILENCE_SECONDS = 45
"""A request of which nothing more comes is given up."""

KEEP_ALIVE_SECONDS = 900
"""A counter's connection stays warm through its longest pause of 10 minutes."""


class PlainHttpRefused(Exception):
    """Without TLS the server listens on this machine only."""


def web_app(service: Service) -> Starlette:
    """Return the web application around a service."""
    return Starlette(routes=[Route("/{path:path}", _Endpoint(service).answer, methods=_METHODS)])


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
        web_app(service),
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


_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"]


class _Endpoint:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._waiting = 0
        self._limiter: anyio.CapacityLimiter | None = None

    async def answer(self, request: Request) -> Response:
        call = _call(request)
        try:
            body = await _body(request)
        except Refused as refused:
            return _response(self._service.refusal(call, refused), close=True)
        if self._waiting >= MOST_WAITING:
            busy = Refused("busy", "too many calls at once", random.randint(2, 15))
            return _response(self._service.refusal(call, busy))
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(THREADS)
        call = _call(request, body)
        self._waiting += 1
        try:
            reply = await anyio.to_thread.run_sync(
                self._service.answer, call, limiter=self._limiter
            )
        finally:
            self._waiting -= 1
        return _response(reply)


def _call(request: Request, body: bytes = b"") -> Call:
    query = request.url.query
    path = request.scope.get("raw_path", b"").decode("latin-1").partition("?")[0]
    return Call(
        method=request.method,
        path=f"{path}?{query}" if query else path,
        address=request.client.host if request.client else "",
        authorization=request.headers.get("authorization", ""),
        media_type=request.headers.get("content-type", "").partition(";")[0].strip().lower(),
        body=body,
    )


async def _body(request: Request) -> bytes:
    """Return the body of a request.

    Raises:
        Refused: ``too_large``, or ``malformed`` where it stopped coming.
    """
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > MOST_BODY:
        raise Refused("too_large", f"more than {MOST_BODY} bytes")
    parts: list[bytes] = []
    size = 0
    stream = request.stream()
    try:
        while True:
            with anyio.fail_after(SILENCE_SECONDS):
                part = await anext(stream, None)
            if part is None:
                return b"".join(parts)
            size += len(part)
            if size > MOST_BODY:
                raise Refused("too_large", f"more than {MOST_BODY} bytes")
            parts.append(part)
    except (TimeoutError, ClientDisconnect) as error:
        raise Refused("malformed", "the body broke off") from error


def _response(reply: Reply, *, close: bool = False) -> Response:
    headers = dict(reply.headers)
    if close:
        headers["Connection"] = "close"
    if reply.file:
        return FileResponse(reply.file, media_type=reply.media_type, headers=headers)
    return Response(reply.body, reply.status, headers, reply.media_type)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
