"""Which of the system's shared libraries Qt lacks here, and how Debian or Ubuntu gets them.

PySide6 brings Qt itself, but not the libraries of the desktop that Qt loads. Standard library
only: this runs before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Shared library to Debian package, for all that the parts below may lack."""

ALWAYS = ("QtWidgets.abi3.so", "QtPrintSupport.abi3.so", "libqoffscreen.so")
"""What Qt needs even without a screen, as in tests and in the commands that draw pictures."""

FOR_A_SCREEN = ("libqxcb.so", "libqwayland.so", "libcupsprintersupport.so")
"""What a window and a printer need."""


def lacking(pyside: Path, names: tuple[str, ...]) -> list[str]:
    """Return the libraries, each once, that the named parts of PySide6 want and do not find."""
    found = [path for name in names for path in sorted(pyside.rglob(name))]
    missing = {library for path in found for library in not_found(_linked(path))}
    return sorted(missing)


def _linked(library: Path) -> str:
    """Return what ``ldd`` says of a library; it is in every Debian (package libc-bin)."""
    quiet = {**os.environ, "LC_ALL": "C"}
    answer = subprocess.run(
        ["ldd", str(library)], capture_output=True, text=True, env=quiet, check=False
    )
    return answer.stdout


def not_found(ldd_text: str) -> list[str]:
    """Return the system's libraries that ``ldd`` did not find; Qt's own are not the system's."""
    lines = [line.strip() for line in ldd_text.splitlines() if line.endswith("not found")]
    return [line.split()[0] for line in lines if not line.startswith("libQt6")]


def packages_for(libraries: list[str]) -> list[str]:
    """Return the Debian packages that bring the libraries, as far as they are known."""
    return sorted({PACKAGES[library] for library in libraries if library in PACKAGES})


def install_line(packages: list[str]) -> str:
    """Return the one line that a person runs to install packages."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def install(packages: list[str]) -> bool:
    """Install Debian packages if this person may; return whether it was done.

    Only root, or someone whose ``sudo`` asks for no password, may: nobody is ever asked here.
    """
    prefix = _as_root()
    if prefix is None or not packages or shutil.which("apt-get") is None:
        return False
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    apt += ["-q", "-o", "DPkg::Lock::Timeout=120"]
    wanted = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if _run(wanted):
        return True
    return _run([*apt, "update"]) and _run(wanted)


def _as_root() -> list[str] | None:
    """Return what to put before a command that root must run, or None if this person may not."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    may_sudo = shutil.which("sudo") is not None and _run(["sudo", "-n", "true"])
    return ["sudo", "-n"] if may_sudo else None


def _run(command: list[str]) -> bool:
    """Run a command without a keyboard; return whether it went well, showing its words if not."""
    answer = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        print(answer.stdout[-2000:])
    return answer.returncode == 0
