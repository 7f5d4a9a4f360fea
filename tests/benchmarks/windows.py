"""The windows: how soon the log-in stands, what opening costs, memory, and stalls of the thread.

Each measurement runs in a fresh process (``tests/benchmarks/window_process.py``), because what is
loaded once stays loaded.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, median

ROUNDS = 7


def figures(folder: Path) -> list[Figure]:
    """Return the figures of the windows."""
    home = folder / "home"
    _run("prepare", home)
    log_in, empty = [], []
    for _ in range(ROUNDS):
        log_in.append(_run("log-in", home))
        empty.append(_run("empty", home))
    opened = [_run("open", home) for _ in range(3)]
    worked = _run("work", home)
    return [
        Figure(
            "log-in window shown / empty PySide6 window (CPU)",
            _median(log_in, "cpu_s") / _median(empty, "cpu_s"),
            "×",
            1.5,
            f"{_median(log_in, 'cpu_s'):.2f} s / {_median(empty, 'cpu_s'):.2f} s",
        ),
        Figure(
            "log-in window shown / empty PySide6 window (time)",
            _median(log_in, "wall_s") / _median(empty, "wall_s"),
            "×",
            None,
            f"{_median(log_in, 'wall_s'):.2f} s / {_median(empty, 'wall_s'):.2f} s",
        ),
        Figure("main window usable after the password", _median(opened, "cpu_s"), "s CPU", 1),
        Figure("memory at rest with the main window", _median(opened, "memory_mb"), "MB", 200),
        Figure("longest stall: intake, search, printing", worked["stall_ms"], "ms", 100),
    ]


def _median(runs: list[dict[str, Any]], name: str) -> float:
    return median([float(run[name]) for run in runs])


def _run(what: str, home: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window_process", what, str(home)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
