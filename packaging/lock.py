"""Make the hashed lock files again: ``python packaging/lock.py`` (needs ``uv`` on the path).

Four files stand beside this one: what the program needs to run, and that plus what its tests,
its bundle and the provincial server need, each once for Linux and once for Windows (64-bit Intel
and AMD machines). One lock serves every version of Python in ``PYTHONS``: this is checked, not
assumed.

``python packaging/lock.py --check`` proves that what is locked installs from wheels alone: it
resolves each lock for each system and version of Python with hashes required, and stops with
an error if a wheel is missing. Nothing is ever compiled on a counter.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent / "pyproject.toml"

PLATFORMS = {"linux": "x86_64-manylinux_2_34", "windows": "x86_64-pc-windows-msvc"}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GROUPS: dict[str, list[str]] = {
    "run": [],
    "dev": ["--extra", "server", "--group", f"{PROJECT}:dev"],
}

HEADER = "# Made by packaging/lock.py from pyproject.toml. Do not edit.\n"


class LocksDiffer(Exception):
    """Two versions of Python need different packages, so that one lock cannot serve both."""


def lock_path(group: str, system: str) -> Path:
    """Return where the lock of a group (run, dev) for a system (linux, windows) is kept."""
    return HERE / f"lock-{group}-{system}.txt"


def resolved(group: str, system: str, python: str, *, anew: bool) -> str:
    """Return a lock's lines; unless ``anew``, versions that are locked already are kept."""
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "lock.txt"
        if not anew and lock_path(group, system).exists():
            lock.write_bytes(lock_path(group, system).read_bytes())
        subprocess.run(
            [
                *("uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"),
                *("--generate-hashes", "--only-binary", ":all:"),
                *("--python-platform", PLATFORMS[system], "--python-version", python),
                *(str(PROJECT), *GROUPS[group], "--output-file", str(lock)),
            ],
            check=True,
        )
        return lock.read_text("utf-8")


def make(*, anew: bool) -> None:
    """Write all locks.

    Raises:
        LocksDiffer: one lock cannot serve every version of Python.
    """
    for group in GROUPS:
        for system in PLATFORMS:
            text, *others = (resolved(group, system, python, anew=anew) for python in PYTHONS)
            if any(other != text for other in others):
                raise LocksDiffer(f"{group} for {system}")
            lock_path(group, system).write_text(HEADER + text, "utf-8", newline="\n")
            print(f"{lock_path(group, system).name}: {text.count('==')} packages")


def check() -> None:
    """Prove that every lock installs from wheels alone on every system and version of Python."""
    for group in GROUPS:
        for system, platform in PLATFORMS.items():
            for python in PYTHONS:
                _dry_install(lock_path(group, system), platform, python)
                print(f"{lock_path(group, system).name}: Python {python} from wheels alone")


def _dry_install(lock: Path, platform: str, python: str) -> None:
    """Let uv choose a wheel for every line of the lock, without installing any."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                *("uv", "pip", "install", "--quiet", "--dry-run", "--target", folder),
                *("--require-hashes", "--only-binary", ":all:", "--no-deps"),
                *("--python-platform", platform, "--python-version", python, "-r", str(lock)),
            ],
            check=True,
        )


def main() -> None:
    """Make the locks, or check them."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="prove that wheels exist")
    arguments.add_argument("--upgrade", action="store_true", help="take the newest versions")
    asked = arguments.parse_args()
    if not asked.check:
        make(anew=asked.upgrade)
    check()


if __name__ == "__main__":
    main()
