"""A serial scanner played by a pseudo terminal."""

import os
import queue
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.system.serial_scanner import SerialScanner, decoded

CARD = "006091000000|095000000|NGUYỄN VĂN THỬ|15081991|Nam|Đức Xuân, Bắc Kạn|20072021"
PATIENCE = 10.0


class Device:
    """The scanner's end of the line."""

    port: str
    _ours: int
    _theirs: int

    def __init__(self) -> None:
        if sys.platform == "win32":
            raise OSError("on Windows a pair of virtual ports takes a pseudo terminal's place")
        else:
            import pty
            import tty

            self._ours, self._theirs = pty.openpty()
            tty.setraw(self._theirs)
            self.port = os.ttyname(self._theirs)

    def send(self, scan: bytes) -> None:
        os.write(self._ours, scan)

    def unplug(self) -> None:
        os.close(self._ours)
        os.close(self._theirs)


@pytest.fixture
def heard() -> queue.SimpleQueue[str]:
    return queue.SimpleQueue()


@pytest.fixture
def device() -> Iterator[Device]:
    device = Device()
    yield device
    device.unplug()


@pytest.fixture
def scanner(device: Device, heard: queue.SimpleQueue[str]) -> Iterator[SerialScanner]:
    presence: queue.SimpleQueue[bool] = queue.SimpleQueue()
    scanner = SerialScanner(device.port, heard.put, on_presence=presence.put)
    scanner.start()
    assert presence.get(timeout=PATIENCE)
    yield scanner
    scanner.stop()


def test_a_card_in_utf8_arrives_whole(
    scanner: SerialScanner, device: Device, heard: queue.SimpleQueue[str]
) -> None:
    device.send(CARD.encode() + b"\r\n")
    assert heard.get(timeout=PATIENCE) == CARD


def test_a_scan_in_two_pieces_is_one_scan(
    scanner: SerialScanner, device: Device, heard: queue.SimpleQueue[str]
) -> None:
    device.send(b"H55.12.34-26")
    device.send(b"1121-0001\r")
    assert heard.get(timeout=PATIENCE) == "H55.12.34-261121-0001"


def test_a_scan_without_a_line_end_is_over_after_a_pause(
    scanner: SerialScanner, device: Device, heard: queue.SimpleQueue[str]
) -> None:
    device.send(b"H55.12.34-261121-0001")
    assert heard.get(timeout=PATIENCE) == "H55.12.34-261121-0001"


def test_two_scans_in_one_read_are_two_scans(
    scanner: SerialScanner, device: Device, heard: queue.SimpleQueue[str]
) -> None:
    device.send(b"AAA\r\nBBB\r\n")
    assert [heard.get(timeout=PATIENCE), heard.get(timeout=PATIENCE)] == ["AAA", "BBB"]


def test_bytes_that_are_no_utf8_are_read_as_latin1() -> None:
    assert decoded("Đức".encode()) == "Đức"
    assert decoded(b"Th\xf4n 3") == "Thôn 3"


def test_a_scanner_that_was_away_is_found_again(
    tmp_path: Path, heard: queue.SimpleQueue[str]
) -> None:
    presence: queue.SimpleQueue[bool] = queue.SimpleQueue()
    place = tmp_path / "scanner"
    scanner = SerialScanner(str(place), heard.put, on_presence=presence.put, retry_seconds=0.02)
    scanner.start()
    assert presence.get(timeout=PATIENCE) is False
    first = Device()
    place.symlink_to(first.port)
    assert presence.get(timeout=PATIENCE) is True
    first.unplug()
    assert presence.get(timeout=PATIENCE) is False
    second = Device()
    place.unlink()
    place.symlink_to(second.port)
    assert presence.get(timeout=PATIENCE) is True
    second.send(b"AAA\r")
    assert heard.get(timeout=PATIENCE) == "AAA"
    scanner.stop()
    second.unplug()


def test_stopping_does_not_wait_for_the_scanner(tmp_path: Path) -> None:
    scanner = SerialScanner(str(tmp_path / "none"), print, retry_seconds=60)
    scanner.start()
    began = time.monotonic()
    scanner.stop()
    assert time.monotonic() - began < 5
