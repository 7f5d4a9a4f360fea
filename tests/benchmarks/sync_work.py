"""What a counter has to send in the measurements: a week's dossiers with three later events."""

import json
import random
import socket
import threading
import time
from datetime import timedelta

import zstandard

from counter_app.domain.facts import EntryName, Fact, Forwarded, ResultReady, Returned
from counter_app.store.store import Store
from sync.protocol.entry import Entry
from tests.support.seeding import fill

DOSSIERS = 1_000


def record_work(store: Store, dossiers: int = DOSSIERS) -> None:
    """Record intakes and, in the order of their time, what happened to each of them later."""
    with store.reading() as reading:
        before = reading.journal.head()[0]
    fill(store, dossiers, by=("mau",), agency="H55.18.43")
    with store.writing() as work:
        entries = work.journal.entries(before.seq if before else 0, dossiers)
        luck = random.Random(7)
        later = []
        for entry in entries:
            at, subject = entry.at, EntryName(*entry.name)
            name = f"Triệu Văn Mẫu {luck.randrange(9)}"
            for hours in (2, 30, 20):
                at += timedelta(hours=hours, seconds=luck.randrange(20_000))
                facts: dict[int, Fact] = {
                    2: Forwarded(at, to_name=name, due_at=at + timedelta(hours=60)),
                    30: ResultReady(at, solved_at=at, kind="Giấy xác nhận"),
                    20: Returned(at, receiver=name, receiver_id=f"000{luck.randrange(10**9):09}"),
                }
                later.append((at, subject, facts[hours]))
        for at, subject, fact in sorted(later, key=lambda one: (one[0], one[1].seq)):
            work.journal.record(fact, by="mau", at=at, subject=subject, units=("01843",))


def as_one_file(store: Store) -> bytes:
    """Return the own journal as lines of JSON in one zstd-19 file, without any digest."""
    with store.reading() as reading:
        lines = [_line(entry) for entry in reading.journal.entries(0, 1_000_000)]
    return zstandard.ZstdCompressor(19).compress(b"".join(lines))


def _line(entry: Entry) -> bytes:
    head = [
        *(entry.journal, entry.seq, entry.subject, entry.after, entry.kind),
        *(entry.at.timestamp(), entry.by, entry.units),
    ]
    return json.dumps(head).encode() + entry.payload + b"\n"


class Sink:
    """Takes files in whole over bare TCP, and says so with one byte."""

    def __enter__(self) -> str:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._take)
        self._thread.start()
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _take(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                while connection.recv(65_536):
                    pass
                connection.sendall(b"1")


def seconds_of_file(port: int, file: bytes) -> float:
    """Return how long a file takes over bare TCP, from dialling until its end is confirmed."""
    started = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(file)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b"1"
    return time.perf_counter() - started
