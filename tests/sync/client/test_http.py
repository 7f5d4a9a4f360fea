"""Whoever answers is not the province yet: log-in pages, redirects, silence, nonsense."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import msgspec
import pytest

from sync.client.causes import Cause, ExchangeFailed
from sync.client.http import HttpLine
from sync.client.link import Link
from sync.protocol.codec import encode_body
from sync.protocol.errors import ErrorAnswer
from sync.protocol.messages import ExchangeAnswer, ExchangeRequest, Health
from sync.protocol.signing import Keys
from sync.protocol.version import MEDIA_TYPE

Answer = Callable[[socket.socket], None]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Listen on a port and answer every connection's first request in some way."""
    listener = socket.create_server(("127.0.0.1", 0))
    open_ones: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            open_ones.append(connection)
            connection.recv(65_536)
            answer(connection)

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
        for connection in open_ones:
            connection.close()


def saying(status: str, body: bytes = b"", **headers: str) -> Answer:
    """Return an answer with these headers (an underline stands for a dash)."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return lambda line: line.sendall("\r\n".join([*lines, "", ""]).encode() + body)


def failure(answer: Answer, shortest: float = 5.0) -> ExchangeFailed:
    """Ask whoever answers so, and return what went wrong."""
    with answering(answer) as url:
        line = HttpLine(url, Keys.new(), Link(Random(1), shortest))
        request = ExchangeRequest(journal="0" * 16)
        with pytest.raises(ExchangeFailed) as failed:
            line.ask("/v1/exchange", encode_body(request), ExchangeAnswer)
        line.close()
    return failed.value


A_PAGE = b"<html><h1>Wi-Fi</h1></html>"
OURS = encode_body(Health("ok", [1], "e"))


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (saying("200 OK", A_PAGE, Content_Type="text/html"), Cause.NOT_OUR_SERVER),
        (saying("302 Found", Location="http://login.example/"), Cause.NOT_OUR_SERVER),
        (saying("200 OK", A_PAGE, Content_Type=MEDIA_TYPE), Cause.NOT_OUR_SERVER),
        (saying("200 OK", OURS, Content_Type=MEDIA_TYPE), Cause.NOT_OUR_SERVER),
        (saying("403 Forbidden", A_PAGE, Content_Type="text/html"), Cause.NOT_OUR_SERVER),
        (saying("403 Forbidden", A_PAGE, Content_Type=MEDIA_TYPE), Cause.NOT_OUR_SERVER),
        (saying("511 Network Authentication Required"), Cause.NOT_OUR_SERVER),
        (saying("503 Busy", A_PAGE, Retry_After="30"), Cause.SERVER_BUSY),
        (lambda line: line.sendall(b"SSH-2.0-OpenSSH\r\n"), Cause.NO_NETWORK),
        (lambda line: line.close(), Cause.NO_NETWORK),
        (saying("200 OK", b"", Content_Length="9999"), Cause.NO_NETWORK),
    ],
    ids=(
        "page",
        "redirect",
        "page_as_ours",
        "other_message",
        "forbidden_page",
        "forbidden_as_ours",
        "portal",
        "busy",
        "not_http",
        "hang_up",
        "cut_short",
    ),
)
def test_who_is_not_the_province_is_called_what_it_is(answer: Answer, cause: Cause) -> None:
    """Seen to fail when redirects were followed."""
    if cause is Cause.NO_NETWORK:
        sound = answer

        def answer(line: socket.socket) -> None:
            sound(line)
            line.close()

    assert failure(answer).cause is cause


@pytest.mark.parametrize(
    ("word", "cause"),
    [
        ("busy", Cause.SERVER_BUSY),
        ("too_many_requests", Cause.SERVER_BUSY),
        ("server_fault", Cause.SERVER_FAULT),
        ("revoked", Cause.REVOKED),
        ("stranger", Cause.STRANGER),
        ("newer_version", Cause.TOO_OLD),
        ("bad_entries", Cause.REFUSED),
        ("a_word_of_tomorrow", Cause.NOT_OUR_SERVER),
    ],
)
def test_the_servers_words_become_causes(word: str, cause: Cause) -> None:
    body = encode_body(ErrorAnswer(word, "why", retry_after=7))
    failed = failure(saying("400 Bad Request", body, Content_Type=MEDIA_TYPE))
    assert (failed.cause, failed.retry_after, failed.detail) == (cause, 7, "why")


def test_the_words_are_understood_in_json_too() -> None:
    body = msgspec.json.encode(ErrorAnswer("revoked", "thu hồi"))
    failed = failure(saying("403 Forbidden", body, Content_Type="application/json"))
    assert (failed.cause, failed.detail) == (Cause.REVOKED, "thu hồi")


def test_nobody_at_the_other_end_is_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    line = HttpLine(f"http://127.0.0.1:{port}", Keys.new(), Link(Random(1)))
    with pytest.raises(ExchangeFailed) as failed:
        line.ask("/v1/exchange", b"0", ExchangeAnswer)
    assert failed.value.cause is Cause.NO_NETWORK


def test_silence_ends_a_request() -> None:
    """Seen to fail when only the first byte of an answer was waited for in measure."""
    assert failure(lambda _: None, shortest=0.2).cause is Cause.SILENT
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
    assert failure(lambda line: line.sendall(half), shortest=0.2).cause is Cause.SILENT


def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.client.http.MOST_ANSWER", 1_000_000)

    def endless(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        try:
            for _ in range(200):
                line.sendall(bytes(65_536))
        except OSError:
            return

    assert failure(endless).detail == "an answer without end"
