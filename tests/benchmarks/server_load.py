"""Load on a real server process: counters that send at the same moment over warm connections.

The generator speaks just enough HTTP and prepares every request before the clock runs, so that
what is measured is the server, although both share the machine's cores.
"""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sync.protocol.codec import decode_body, encode_body
from sync.protocol.entry import microseconds
from sync.protocol.messages import EnrolRequest, ExchangeAnswer, ExchangeRequest, UnitPart
from sync.protocol.signing import authorization, sign_enrolment
from sync.protocol.version import MEDIA_TYPE
from sync.server.enrolment import enrol, new_code
from sync.server.home import MIGRATIONS
from sync.server.province import Province, found_province
from sync.server.publishing import add_unit
from sync.server.storage.storage import Storage
from tests.sync.server.toy_counter import ToyCounter

UNITS = 92
"""Communes of the province; counters are spread over them evenly."""

PATH = "/v1/exchange"
A_DAY = 86_400_000_000
PAYLOAD = (
    '{{"code":"H55.18.43-261123-{number:04}","applicant":"NGUYỄN VĂN THỬ","phone":"0912345678",'
    '"id_number":"0190850{number:05}","procedure":"1.001193","parts":["Tờ khai","Giấy chứng sinh"],'
    '"due_at":"2026-11-25T16:30:00+07:00","copies":1,"address":"Tổ {tail}, Phường Bắc Kạn"}}'
)


@dataclass
class Answered:
    """An answer and the seconds after which it was here."""

    status: int
    body: bytes
    seconds: float


@dataclass
class Line:
    """A counter, its warm connection, and what of an answer has come."""

    counter: ToyCounter
    socket: socket.socket
    arrived: bytearray = field(default_factory=bytearray)


def now() -> int:
    """Return the machine's time in microseconds since 1970-01-01 UTC."""
    return microseconds(datetime.now(UTC))


def counters_in(url: str, count: int) -> list[ToyCounter]:
    """Make a province of ``UNITS`` units in a database, and counters enrolled in it."""
    storage = Storage(url)
    storage.upgrade(MIGRATIONS)
    province = found_province(storage, "Tỉnh Thái Nguyên", now)
    units = [f"{1800 + number:05}" for number in range(UNITS)]
    for unit in units:
        add_unit(province, UnitPart(unit, f"Xã {unit}", f"H55.{unit}"))
    counters = []
    for number in range(count):
        counter = ToyCounter(_nowhere)
        unit = units[number % UNITS]
        _enrol(province, counter, new_code(province, unit, A_DAY).code)
        counters.append(counter)
    storage.close()
    return counters


def _enrol(province: Province, counter: ToyCounter, code: str) -> None:
    """Enrol a counter without a line."""
    keys = counter.keys
    proof = sign_enrolment(keys, code)
    request = EnrolRequest(code=code, sign_key=keys.sign_key, box_key=keys.box_key, proof=proof)
    answer = enrol(province, request)
    counter.unit, counter.blocks = answer.unit.code, answer.blocks


def _nowhere(*_: object) -> tuple[int, bytes]:
    raise AssertionError("a counter of the load has no line of its own")


def record(counter: ToyCounter, count: int) -> None:
    """Append entries of the size of an intake to a counter's journal."""
    for _ in range(count):
        number = len(counter.own) + 1
        payload = PAYLOAD.format(number=number, tail=number % 1000)
        counter.record(payload=payload.encode())


class ServerProcess:
    """A ``province-server serve`` of its own, with what it cost so far."""

    def __init__(self, home: Path, database: str = "", command: Sequence[str] = ()) -> None:
        options = ["--home", str(home), *(["--database", database] if database else [])]
        self._process = subprocess.Popen(
            [sys.executable, *(command or ("-m", "sync.server")), *options, "serve", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        self.port = int(line.rpartition(":")[2])

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def cpu_seconds(self) -> float:
        """Seconds of processor time that the process has used."""
        return cpu_seconds_of(self.pid)

    @property
    def memory_mb(self) -> float:
        """Megabytes that the process holds (resident)."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)


def cpu_seconds_of(pid: int) -> float:
    """Return the processor time that a process has used."""
    if sys.platform == "win32":
        raise NotImplementedError("the server runs on Linux")
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def connected(counters: Sequence[ToyCounter], port: int) -> list[Line]:
    """Give each counter a connection."""
    lines = []
    for counter in counters:
        line = Line(counter, socket.create_connection(("127.0.0.1", port)))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines.append(line)
    return lines


def http(counter: ToyCounter, request: ExchangeRequest) -> bytes:
    """Return an exchange as it travels."""
    body = encode_body(request)
    sign = authorization(counter.keys, "POST", PATH, body)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: province\r\nAuthorization: {sign}\r\n"
        f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def exchange_at_once(lines: Sequence[Line], most: int = 200) -> list[Answered]:
    """Let every counter send its next exchange at the same moment, and take the answers in."""
    requests = [line.counter.request(most) for line in lines]
    sent = [http(line.counter, request) for line, request in zip(lines, requests, strict=True)]
    answers = send_at_once(lines, sent)
    for line, request, answer in zip(lines, requests, answers, strict=True):
        assert answer.status == 200, answer.body
        line.counter.take(request, decode_body(answer.body, ExchangeAnswer))
    return answers


def drain(lines: Sequence[Line], most: int = 200) -> None:
    """Let every counter exchange until everything is acknowledged; who hears 'busy' comes again."""
    left = list(lines)
    while left:
        requests = [line.counter.request(most) for line in left]
        sent = [http(line.counter, request) for line, request in zip(left, requests, strict=True)]
        still = []
        for line, request, answer in zip(left, requests, send_at_once(left, sent), strict=True):
            assert answer.status in (200, 503), answer.body
            if answer.status == 200:
                line.counter.take(request, decode_body(answer.body, ExchangeAnswer))
            if line.counter.acked < len(line.counter.own):
                still.append(line)
        left = still


def send_at_once(lines: Sequence[Line], sent: Sequence[bytes]) -> list[Answered]:
    """Send a request on every line at the same moment; return the answers in the same order."""
    answers: dict[int, Answered] = {}
    with selectors.DefaultSelector() as selector:
        for place, line in enumerate(lines):
            selector.register(line.socket, selectors.EVENT_READ, place)
        begun = time.perf_counter()
        for line, request in zip(lines, sent, strict=True):
            line.socket.sendall(request)
        while len(answers) < len(lines):
            for key, _ in selector.select(60):
                line = lines[key.data]
                line.arrived += line.socket.recv(1 << 18)
                found = _answer_in(line.arrived)
                if found is not None:
                    answers[key.data] = Answered(*found, time.perf_counter() - begun)
                    line.arrived.clear()
    return [answers[place] for place in range(len(lines))]


def _answer_in(arrived: bytearray) -> tuple[int, bytes] | None:
    """Return status and body of an answer that has come whole."""
    head, found, body = bytes(arrived).partition(b"\r\n\r\n")
    if not found:
        return None
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    return (int(head[9:12]), body) if len(body) == length else None
