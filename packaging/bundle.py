"""Build the frozen program: ``python packaging/start.py bundle`` (one folder, dist/counter-app).

PyInstaller collects the program, its libraries, ``resources`` and ``migrations``. Afterwards what
the counter never uses is taken out: Qt's translations (there are none in Vietnamese), its
network, database and 3D plugins, and codecs of pictures that we do not have.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
NAME = "counter-app"
BUILD = TOP / "build"
BUNDLE = TOP / "dist" / NAME
INSIDE = BUNDLE / "_internal"

COLLECTED = ("resources", "migrations")

WHOLE_PACKAGES = (
    *("counter_app", "sync.protocol", "barcode"),
    *(f"alembic.{part}" for part in ("autogenerate", "ddl", "operations", "runtime", "script")),
)
"""Packages that load parts of themselves by name, which no import statement shows."""

HIDDEN = (
    *("alembic.command", "alembic.config", "alembic.context", "alembic.op"),
    *("logging.config", "sqlcipher3.dbapi2", "sqlalchemy.dialects.sqlite"),
    # What the commands do, which the command line loads by name.
    *(f"counter_app.{name}" for name in ("commands", "commands_of_demo", "commands_of_store")),
    # The server of the demonstration, which loads these by name.
    *("uvicorn.logging", "uvicorn.loops.auto", "uvicorn.loops.asyncio", "uvicorn.lifespan.off"),
    *("uvicorn.protocols.http.h11_impl", "anyio._backends._asyncio"),
)

LEFT_OUT = (
    *("tkinter", "PIL._avif", "PIL._webp", "PIL.ImageTk", "numpy", "pytest", "_pytest", "pip"),
    *("setuptools", "hypothesis", "mypy", "IPython", "psycopg", "psycopg2", "MySQLdb"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql"),
)

UNUSED = (
    "PySide6/Qt/translations",
    "PySide6/translations",
    "PySide6/Qt/plugins/networkinformation",
    "PySide6/Qt/plugins/tls",
    "PySide6/Qt/plugins/platformthemes",
    "PySide6/Qt/plugins/egldeviceintegrations",
    "PySide6/Qt/plugins/generic",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platforms/libqminimal.so",
    "PySide6/Qt/plugins/platforms/libqminimalegl.so",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    *(f"lib{name}*" for name in ("atk-", "cairo", "gdk_pixbuf", "pango", "pixman", "thai")),
    *(f"lib{name}*" for name in ("datrie", "fribidi", "gio-", "gmodule-", "gobject-")),
    *(f"lib{name}.so*" for name in ("graphite2", "harfbuzz", "mount", "blkid", "selinux")),
    "PySide6/plugins/networkinformation",
    "PySide6/plugins/tls",
    "PySide6/plugins/generic",
    "PySide6/plugins/platforms/qdirect2d.dll",
    "PySide6/plugins/platforms/qminimal.dll",
)
"""Taken out of the finished folder, where present: Linux and Windows names side by side. The
system's libraries among them were wanted by Qt's GTK theme only, which is taken out too."""


def arguments() -> list[str]:
    """Return what PyInstaller is asked to do."""
    asked = [str(TOP / "counter_app" / "__main__.py"), "--name", NAME, "--onedir", "--noconfirm"]
    asked += ["--log-level", "WARN", "--paths", str(TOP)]
    asked += ["--distpath", str(BUNDLE.parent), "--workpath", str(BUILD), "--specpath", str(BUILD)]
    asked += each("--collect-submodules", WHOLE_PACKAGES)
    asked += each("--hidden-import", HIDDEN)
    asked += each("--exclude-module", LEFT_OUT)
    asked += each("--add-data", (f"{TOP / name}:{name}" for name in COLLECTED))
    if sys.platform == "win32":
        # The commands need a console; a window opened by a double click must not show one.
        return [*asked, "--console", "--hide-console", "hide-early"]
    return [*asked, "--strip"]


def each(option: str, values: Iterable[str]) -> list[str]:
    """Return an option repeated before each value."""
    return [part for value in values for part in (option, value)]


def take_out_unused() -> None:
    """Remove from the finished folder what the counter never uses."""
    for name in UNUSED:
        for path in sorted(INSIDE.glob(name)):
            remove(path)
    for folder in COLLECTED:
        for cache in sorted((INSIDE / folder).rglob("__pycache__")):
            remove(cache)


def remove(path: Path) -> None:
    """Remove a file, a link or a whole folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def size_in_megabytes(folder: Path) -> int:
    """Return how much a folder holds; PyInstaller's links to libraries take no room."""
    return sum(path.lstat().st_size for path in folder.rglob("*")) // 1_000_000


def main() -> None:
    """Build the bundle anew and say where it is."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "PyInstaller", *arguments()], check=True)
    take_out_unused()
    print(f"{BUNDLE.relative_to(TOP)}: {size_in_megabytes(BUNDLE)} MB", flush=True)


if __name__ == "__main__":
    main()
