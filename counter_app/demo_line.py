"""The demonstration's line: its province beside the window, and a switch for the cable between.

The server is a process of its own: nobody waits for it at the log-in, and whatever becomes of
it the counter works on, as it does with a real one. All that the demonstration's counter sends
or receives goes over a line on this machine that can be cut.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from counter_app.app import Home
from counter_app.system.paths import is_frozen, migrations_dir

NOWHERE = "http://127.0.0.1:9"
"""The address in a counter's store: nobody answers there; where the line is, each start says."""

START_SECONDS = 30.0
"""How long an exchange waits for a server that has just been started."""

END_SECONDS = 10.0
"""How long the demonstration waits for its server to end, before it ends it by force."""

MISSING, FAILED = "missing", "failed"
"""Why there is no server: a library that only it needs is not here, or it does not start."""

CUT, RESTORE = "cut", "restore"
"""What the server is told; ``sync.server.demonstration`` obeys."""

if sys.platform == "win32":
    _WITHOUT_WINDOW = subprocess.CREATE_NO_WINDOW
else:
    _WITHOUT_WINDOW = 0


class DemoLine:
    """The running server of a demonstration, as its window sees it: an address and a switch.

    ``trouble`` is empty, or says why there is no server.
    """

    def __init__(self, home: Home, shift: timedelta) -> None:
        """Start the server; ``shift`` is the demonstration's clock less the machine's."""
        self.is_cut = False
        self.trouble = ""
        self._address = ""
        self._is_told = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        try:
            self._process = _started(home, shift)
        except OSError:
            self._fail(FAILED)
            return
        threading.Thread(target=self._hear, name="demo-server", daemon=True).start()

    def address(self) -> str:
        """Return where counters reach the server; waits while it is starting."""
        self._is_told.wait(START_SECONDS)
        return self._address or NOWHERE

    def cut(self, is_cut: bool) -> None:
        """Cut the line, or restore it."""
        self.is_cut = is_cut
        self._order(CUT if is_cut else RESTORE)

    def close(self) -> None:
        """End the server."""
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _order(self, order: str) -> None:
        pipe = self._process.stdin if self._process is not None else None
        try:
            if pipe is not None:
                pipe.write(f"{order}\n")
                pipe.flush()
        except OSError:
            self._fail(FAILED)

    def _hear(self) -> None:
        """Take what the server says of itself: where it is, or why it is not."""
        pipe = self._process.stdout if self._process is not None else None
        line = pipe.readline() if pipe is not None else ""
        try:
            said = json.loads(line)
        except ValueError:
            said = {}
        self._address = said.get("address", "")
        if self._address:
            self._is_told.set()
        else:
            self._fail(said.get("trouble", FAILED))
        if pipe is not None:
            pipe.read()
            pipe.close()

    def _fail(self, why: str) -> None:
        self.trouble = why
        self._is_told.set()


@contextmanager
def running(home: Home, shift: timedelta) -> Iterator[DemoLine]:
    """Run the demonstration's server for as long as the window lives."""
    line = DemoLine(home, shift)
    try:
        yield line
    finally:
        line.close()


def _started(home: Home, shift: timedelta) -> subprocess.Popen[str]:
    program = [sys.executable] if is_frozen() else [sys.executable, "-m", "counter_app"]
    top = None if is_frozen() else migrations_dir().parent
    return subprocess.Popen(
        [
            *program,
            *("--home", str(home.folder.resolve())),
            *("demo", "--serve", str(shift.total_seconds())),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        cwd=top,
        creationflags=_WITHOUT_WINDOW,
    )
