"""The demonstration area, small, as its commands make it and verify it; and a copy for the tour."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counter_app import app
from counter_app.demo_area.supervisor import AREA, PASSWORDS, SUPERVISOR
from counter_app.domain.moments import VIETNAM

AT = datetime(2026, 11, 23, 9, 10, tzinfo=VIETNAM)
"""When it is in the area: a Monday morning, the day before a holiday."""

DOSSIERS = 12
"""Dossiers of a commune in the year."""

_AT = "2026-11-23T09:10"


@dataclass(frozen=True)
class Commanded:
    """What people get from the commands before anybody opens the store, and a copy of the home."""

    home: app.Home
    copy: app.Home
    verified: subprocess.CompletedProcess[str]
    read: subprocess.CompletedProcess[str]


def commanded_area(folder: Path) -> Commanded:
    """Make the area by its command, as people do, and verify it."""
    home, copy = app.Home(folder / "home"), app.Home(folder / "copy")
    small = ("--dossiers", str(DOSSIERS), "--at", _AT)
    made = run(home, "demo", "--area", "--prepare", *small, "--json")
    assert (made.returncode, made.stderr) == (0, "")
    assert json.loads(made.stdout)["unit"] == AREA.name
    shutil.copytree(home.folder, copy.folder)
    verify_all = ("verify", "--all", "--clerk", SUPERVISOR.clerk)
    return Commanded(home, copy, run(home, *verify_all, "--json"), run(home, *verify_all))


def tour_of(home: app.Home, pictures: Path) -> subprocess.CompletedProcess[str]:
    """Take the tour through an area that is there."""
    return run(home, "demo", "--area", "--tour", str(pictures), "--at", _AT)


def run(home: app.Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as the supervisor."""
    environment = os.environ | {
        "PYTHONWARNINGS": "error",
        "COUNTER_PASSWORD": PASSWORDS[SUPERVISOR.clerk],
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [sys.executable, "-m", "counter_app", *arguments, "--home", str(home.folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=300,
        check=False,
    )
