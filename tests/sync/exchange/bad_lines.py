"""The bad line that lies beside the project (``badlink.py``), in this process or its own."""

import importlib.util
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

TOP = Path(__file__).resolve().parents[3]


def badlink_path() -> Path:
    """Return where the bad line lies; without it nothing is proved."""
    path = TOP.parent / "shared" / "tools" / "badlink.py"
    assert path.exists(), f"the bad line is missing: {path}"
    return path


def load_badlink() -> ModuleType:
    """Return the bad line as a module: one in a thread of this process."""
    spec = importlib.util.spec_from_file_location("badlink", badlink_path())
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class BadLine:
    """A bad line in a process of its own: nothing of ours takes its processor time."""

    url: str
    control: str

    @property
    def port(self) -> int:
        """Return the port at the near end."""
        return urlsplit(self.url).port or 0

    def stats(self) -> dict[str, Any]:
        """Return what has crossed the line."""
        with urllib.request.urlopen(f"{self.control}/stats") as answer:
            read: dict[str, Any] = json.loads(answer.read())
        return read

    def cut(self, mode: str) -> None:
        """Cut everything that is on the line."""
        request = urllib.request.Request(f"{self.control}/cut?mode={mode}", method="POST")
        urllib.request.urlopen(request).close()


@contextmanager
def bad_line(to: str, **how: float | str) -> Iterator[BadLine]:
    """Give a bad line to a URL or ``host:port`` while the block lasts."""
    target = urlsplit(to).netloc or to
    options = [f"--{name.replace('_', '-')}={value}" for name, value in how.items()]
    with subprocess.Popen(
        [
            *(sys.executable, str(badlink_path()), "--target", target),
            *("--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", *options),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield _announced(process)
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _announced(process: "subprocess.Popen[str]") -> BadLine:
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith("{"), line + process.stderr.read()
    ports = json.loads(line)
    host = "http://127.0.0.1"
    return BadLine(f"{host}:{ports['listening']}", f"{host}:{ports['control']}")
