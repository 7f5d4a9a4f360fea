"""Where the program's own files are, and where a counter keeps its home."""

import os
import sys
from pathlib import Path

WINDOWS_FOLDER = "MotCua"
LINUX_FOLDER = "mot-cua"


def _program_dir() -> Path:
    """Return the folder that holds ``resources`` and ``migrations``.

    In a checkout this is the top of the tree; in the frozen program it is the folder into which
    PyInstaller collected them, which it names in ``sys._MEIPASS``.
    """
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen is not None else Path(__file__).resolve().parents[2]


def is_frozen() -> bool:
    """Return whether this is the bundled program rather than a checkout."""
    return hasattr(sys, "_MEIPASS")


def resources_dir() -> Path:
    """Return the folder of fonts, icons, theme, forms, catalogue, calendar and places."""
    return _program_dir() / "resources"


def migrations_dir() -> Path:
    """Return the folder of Alembic environments, one sub-folder per kind of store."""
    return _program_dir() / "migrations"


def default_home() -> Path:
    r"""Return the home used when none is named: a folder of the person logged in to the machine.

    ``%LOCALAPPDATA%\MotCua`` on Windows (never the roaming profile, which would be copied over
    the line), ``$XDG_DATA_HOME/mot-cua`` on Linux, where a relative or empty ``XDG_DATA_HOME``
    is ignored as the XDG Base Directory Specification demands. The folder is not made here.
    """
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / WINDOWS_FOLDER
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".local" / "share") / LINUX_FOLDER
