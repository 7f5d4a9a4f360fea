"""A scanner on a serial port: reads it on a thread of its own and comes back when it is unplugged.

A scan ends with a line end, a tab, or a pause. Its bytes are UTF-8 or, from older devices,
Latin-1. What was scanned is never logged.
"""

import logging
import threading
from collections.abc import Callable

import serial

_LOG = logging.getLogger(__name__)

PAUSE_SECONDS = 0.15
"""After so long without a byte a scan is over, also without a line end."""

RETRY_SECONDS = 2.0
"""How long to wait before an unplugged scanner is looked for again."""

MOST_BYTES = 4096
"""No code is longer; more is noise on the line."""

_ENDS = b"\r\n\t\x00\x03"


class SerialScanner:
    """Reads a serial scanner and calls ``on_scan`` with each text, on its own thread.

    ``on_presence`` hears, on the same thread, whether the scanner can be reached.
    """

    def __init__(
        self,
        port: str,
        on_scan: Callable[[str], None],
        *,
        speed: int = 9600,
        on_presence: Callable[[bool], None] | None = None,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._port, self._speed = port, speed
        self._on_scan, self._on_presence = on_scan, on_presence
        self._retry_seconds = retry_seconds
        self._ended = threading.Event()
        self._was_present: bool | None = None
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """End the thread; a scan in the middle is dropped."""
        self._ended.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with serial.Serial(self._port, self._speed, timeout=PAUSE_SECONDS) as line:
                    self._tell_presence(True)
                    self._read(line)
            except (serial.SerialException, OSError):
                self._tell_presence(False)
                self._ended.wait(self._retry_seconds)

    def _read(self, line: serial.Serial) -> None:
        scan = bytearray()
        while not self._ended.is_set():
            received = line.read(1) or b""
            received += line.read(line.in_waiting) if received and line.in_waiting else b""
            if not received:
                self._finish(scan)
            for byte in received:
                if byte in _ENDS:
                    self._finish(scan)
                elif len(scan) < MOST_BYTES:
                    scan.append(byte)

    def _finish(self, scan: bytearray) -> None:
        # Not strip(): misread UTF-8 may end in U+00A0 or U+0085, which mending it needs.
        text = decoded(bytes(scan)).strip(" \t\r\n")
        scan.clear()
        if text:
            self._on_scan(text)

    def _tell_presence(self, is_present: bool) -> None:
        if is_present != self._was_present:
            self._was_present = is_present
            _LOG.info("serial scanner on %s: %s", self._port, "there" if is_present else "away")
            if self._on_presence:
                self._on_presence(is_present)


def decoded(scan: bytes) -> str:
    """Return the text of a scan: UTF-8 if it is that, otherwise Latin-1, which is reversible."""
    try:
        return scan.decode("utf-8")
    except UnicodeDecodeError:
        return scan.decode("latin-1")
