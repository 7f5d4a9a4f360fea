"""``python -m tests.benchmarks``: measure, print the table, write ``benchmarks.json``."""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    area,
    board,
    figures_year,
    printing,
    register,
    saving,
    searching,
    server,
    sync,
    verification,
    windows,
)
from tests.benchmarks.figures import Figure

LONG = ("million", "area", "province")
"""Those that take minutes: only when they are asked for."""


def main() -> None:
    """Run the benchmarks asked for, all but the long ones by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="which: saving, searching …")
    parser.add_argument("--json", default="benchmarks.json", help="where the figures are written")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    every: dict[str, Callable[[Path], list[Figure]]] = {
        "saving": saving.figures,
        "printing": printing.figures,
        "windows": windows.figures,
        "board": board.figures,
        "register": register.figures,
        "reports": figures_year.figures,
        "sync": sync.figures,
        "server": server.figures,
        "verification": verification.figures,
        "searching": lambda folder: searching.figures(folder, 100_000, 30),
        "million": lambda folder: searching.figures(folder, 1_000_000, 100),
        "area": area.area_figures,
        "province": area.province_figures,
    }
    wanted = asked.only or [name for name in every if name not in LONG]
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores")
    figures: list[Figure] = []
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            for figure in every[name](Path(folder)):
                figures.append(figure)
                print(figure.as_line(), flush=True)
    Path(asked.json).write_text(
        json.dumps([figure.as_json() for figure in figures], ensure_ascii=False, indent=2) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
