"""Set up the counter program and run it: ``python3 packaging/start.py demo``.

Commands (what stands after them is passed on):
  setup    make .venv from the hashed lock files, install what Qt lacks; nothing else
  demo     the counter on a demonstration home
  run      any command of the program: ``run find "nguyen van"``
  test     format, lint, types (Linux and Windows), import contracts, tests; ``--long`` for all
  bundle   build the frozen program in dist/ and try it

Standard library only, Python 3.11 or later, Linux and Windows. A second start finds the stamp
that the first one left in .venv and goes on at once. What people read is Vietnamese, with
English beside it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import shared_libraries

TOP = Path(__file__).resolve().parent.parent
VENV = TOP / ".venv"
STAMP = VENV / "start-stamp.txt"
UNFINISHED = "unfinished"
ON_WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if ON_WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if ON_WINDOWS else "python")
OLDEST = (3, 11)

COMMANDS = {"counter-app": "counter_app", "province-server": "sync.server"}
LINK_NAME = "mot_cua_offline.pth"


class CannotStart(Exception):
    """Something that a person must put right first; the text says what, in both languages."""


# --- the environment ---------------------------------------------------------------------------


def lock_file(group: str) -> Path:
    """Return the lock of what is needed to run the program (run) or also to test it (dev)."""
    return TOP / "packaging" / f"lock-{group}-{'windows' if ON_WINDOWS else 'linux'}.txt"


def stamp_text(group: str) -> str:
    """Return what the stamp says when all is well: where the tree is, and what is installed.

    The place counts, because scripts in .venv hold it: a moved tree gets a new .venv.
    """
    digest = hashlib.sha256(lock_file(group).read_bytes()).hexdigest()
    return f"{TOP}\n{group} {digest}\n"


def is_ready(group: str, stamp: str) -> bool:
    """Return whether a stamp vouches for a group; what tests need includes what a run needs."""
    enough = {"run": ("run", "dev"), "dev": ("dev",)}[group]
    return PYTHON.exists() and any(stamp == stamp_text(one) for one in enough)


def set_up(group: str) -> None:
    """Make or mend .venv so that it holds what the lock says, and nothing half done."""
    stamp = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if is_ready(group, stamp):
        return
    say("Đang chuẩn bị, lần đầu mất vài phút…", "Preparing; the first time takes minutes…")
    if stamp.startswith(f"{TOP}\ndev "):
        group = "dev"
    if not may_mend(stamp):
        _make_venv()
    STAMP.write_text(UNFINISHED, "utf-8")
    _install(group)
    _link_program()
    STAMP.write_text(stamp_text(group), "utf-8")
    say("Đã chuẩn bị xong.", "Ready.")


def may_mend(stamp: str) -> bool:
    """Return whether .venv can be kept and brought up to date, rather than made anew.

    One made for this very place can, and one that somebody made by hand (it has no stamp); one
    that was cut off half way, or came here with a moved tree, cannot.
    """
    return PYTHON.exists() and (stamp == "" or stamp.startswith(f"{TOP}\n"))


def _make_venv() -> None:
    """Make .venv anew; one that was cut off half way is cleared first."""
    need_venv_module()
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    STAMP.write_text(UNFINISHED, "utf-8")
    _call([sys.executable, "-m", "venv", str(VENV)], "tạo .venv", "make .venv")


def need_venv_module() -> None:
    """Make sure Python can make environments: Debian keeps that part in a package of its own.

    Raises:
        CannotStart: it cannot, and this person may not install it.
    """
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not shared_libraries.install([package]):
        line = shared_libraries.install_line([package])
        raise CannotStart(f"Máy thiếu gói {package}. Hãy chạy / Please run:\n  {line}")


def _install(group: str) -> None:
    """Install exactly what the lock names: wheels only, each checked against its digest."""
    _call(
        [
            *(str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input"),
            *("--disable-pip-version-check", "--require-hashes", "--no-deps"),
            *("--only-binary", ":all:", "-r", str(lock_file(group))),
        ],
        "tải và cài các thư viện (kiểm tra mạng rồi chạy lại)",
        "install the libraries (check the line, then run this again)",
    )


def _link_program() -> None:
    """Put this tree on the path of .venv and its commands beside its Python.

    Nothing is built. The path is written as a Python literal in ASCII, because the encoding in
    which Python reads these files differs between versions.
    """
    where = subprocess.run(
        [
            str(PYTHON),
            "-c",
            "import json, sysconfig; print(json.dumps(sysconfig.get_path('purelib')))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    site = Path(json.loads(where.stdout))
    link = f"import sys; sys.path.append({str(TOP)!a})\n"
    (site / LINK_NAME).write_text(link, "ascii")
    for name, module in COMMANDS.items():
        if ON_WINDOWS:
            command = f'@"%~dp0python.exe" -m {module} %*\r\n'
            (SCRIPTS / f"{name}.cmd").write_text(command, "ascii", newline="")
        else:
            script = SCRIPTS / name
            python = shlex.quote(str(PYTHON))
            script.write_text(f'#!/bin/sh\nexec {python} -m {module} "$@"\n', "utf-8")
            script.chmod(0o755)


# --- the system's libraries --------------------------------------------------------------------


def find_libraries() -> None:
    """Install what Qt lacks on Linux, or say the one line that does; remember when all is there.

    Raises:
        CannotStart: Qt would not start at all.
    """
    remembered = VENV / "libraries-found.txt"
    if ON_WINDOWS or remembered.exists():
        return
    pyside = next((VENV / "lib").glob("python3.*/site-packages/PySide6"))
    missing = shared_libraries.lacking(
        pyside, shared_libraries.ALWAYS + shared_libraries.FOR_A_SCREEN
    )
    if missing:
        _bring(missing)
        missing = shared_libraries.lacking(
            pyside, shared_libraries.ALWAYS + shared_libraries.FOR_A_SCREEN
        )
    if not missing:
        remembered.write_text("", "utf-8")
        return
    tell_missing(missing, fatal=bool(shared_libraries.lacking(pyside, shared_libraries.ALWAYS)))


def _bring(missing: list[str]) -> None:
    """Try to install the packages of missing libraries."""
    packages = shared_libraries.packages_for(missing)
    say(f"Cài thư viện hệ thống cho Qt: {' '.join(packages)}", "Installing what Qt lacks")
    shared_libraries.install(packages)


def tell_missing(missing: list[str], *, fatal: bool) -> None:
    """Say what is missing and the line that brings it; stop if Qt cannot do without."""
    packages = shared_libraries.packages_for(missing)
    unknown = [name for name in missing if name not in shared_libraries.PACKAGES]
    lines = [f"Qt thiếu thư viện của hệ thống / Qt lacks: {' '.join(missing)}"]
    if packages:
        lines.append(f"Hãy chạy / Please run:\n  {shared_libraries.install_line(packages)}")
    if unknown:
        lines.append(f"Không rõ gói nào có / package unknown: {' '.join(unknown)}")
    if fatal or has_screen():
        raise CannotStart("\n".join(lines))
    print("\n".join(lines), flush=True)


def has_screen() -> bool:
    """Return whether a window could be shown."""
    return ON_WINDOWS or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- the tests ---------------------------------------------------------------------------------


def test_steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Return the steps of ``test``, each with its name and its command."""
    python = str(PYTHON)
    others = [argument for argument in arguments if argument != "--long"]
    every = ["-m", ""] if "--long" in arguments else []
    workers = str(os.cpu_count() or 1)
    windows_types = ["--platform", "win32", "--cache-dir", ".mypy_cache/win32"]
    return [
        ("format", [python, "-m", "ruff", "format", "--check", "--quiet"]),
        ("lint", [python, "-m", "ruff", "check", "--quiet"]),
        ("types, Linux", [python, "-m", "mypy", "--platform", "linux"]),
        ("types, Windows", [python, "-m", "mypy", *windows_types]),
        ("import contracts", [*lint_imports(), "--no-logo"]),
        ("tests", [python, "-m", "pytest", "-q", "-n", workers, *every, *others]),
    ]


def lint_imports() -> list[str]:
    """Return the command of import-linter, which has no ``python -m`` form."""
    call = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    return [str(PYTHON), "-c", call]


def run_tests(arguments: list[str]) -> int:
    """Run every step, print its name and time, and return 0 only if all went well."""
    failed = []
    for name, command in test_steps(arguments):
        print(f"── {name}", flush=True)
        began = time.monotonic()
        went_well = subprocess.run(command, cwd=TOP, check=False).returncode == 0
        took = time.monotonic() - began
        print(f"── {name}: {'ok' if went_well else 'FAILED'} ({took:.1f} s)", flush=True)
        if not went_well:
            failed.append(name)
    if failed:
        say(f"KHÔNG ĐẠT: {', '.join(failed)}", f"FAILED: {', '.join(failed)}")
        return 1
    say("Tất cả đều đạt.", "All passed.")
    return 0


# --- the commands ------------------------------------------------------------------------------


def say(vietnamese: str, english: str) -> None:
    """Tell the person at the keyboard, at once."""
    print(f"{vietnamese}  ({english})", flush=True)


def _call(command: list[str], vietnamese: str, english: str) -> None:
    """Run a part of the set-up.

    Raises:
        CannotStart: it did not go well.
    """
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise CannotStart(f"Không làm được: {vietnamese}.\nCould not {english}.")


def run_program(arguments: list[str]) -> int:
    """Run the counter program in the folder where the person is, and return its answer."""
    return subprocess.run([str(PYTHON), "-m", "counter_app", *arguments], check=False).returncode


def build_bundle(arguments: list[str]) -> int:
    """Build the frozen program, then try it; return 0 only if both went well."""
    for script in ("bundle.py", "smoke.py"):
        command = [str(PYTHON), str(TOP / "packaging" / script), *arguments]
        code = subprocess.run(command, check=False).returncode
        if code != 0:
            return code
    return 0


def main(arguments: list[str]) -> int:
    """Do what the command says; return the exit code."""
    if sys.version_info < OLDEST:
        raise CannotStart("Cần Python 3.11 trở lên / Python 3.11 or later is needed.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in ("setup", "demo", "run", "test", "bundle"):
        print(__doc__)
        return 0 if command in ("", "-h", "--help", "help") else 2
    set_up("dev" if command in ("test", "bundle") else "run")
    find_libraries()
    if command == "test":
        return run_tests(rest)
    if command == "bundle":
        return build_bundle(rest)
    if command == "setup":
        return 0
    return run_program(["demo", *rest] if command == "demo" else rest)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStart as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
