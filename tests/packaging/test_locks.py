"""The locks name a version and a digest for everything, and no place to get it from."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

LOCKS = [
    f"lock-{group}-{system}.txt" for group in ("run", "dev") for system in ("linux", "windows")
]
PINNED = re.compile(r"[a-z0-9-]+==[^ ;]+( ; .+)? \\")
DIGEST = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?")


def locked(top: Path, name: str) -> set[str]:
    """Return what a lock names, as ``name==version``."""
    lines = (top / "packaging" / name).read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if "==" in line}


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pinned_package_or_a_digest(top: Path, name: str) -> None:
    lines = (top / "packaging" / name).read_text("utf-8").splitlines()[1:]

    assert [line for line in lines if not (PINNED.fullmatch(line) or DIGEST.fullmatch(line))] == []


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_tests_run_on_the_versions_that_counters_get(top: Path, system: str) -> None:
    assert locked(top, f"lock-run-{system}.txt") <= locked(top, f"lock-dev-{system}.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_everything_the_program_asks_for_is_locked(top: Path, name: str) -> None:
    project = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))
    wanted = list(project["project"]["dependencies"])
    if "dev" in name:
        wanted += project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=~ ]", each)[0].lower() for each in wanted}

    assert names <= {each.split("==")[0] for each in locked(top, name)}


def unlocked(top: Path, lock: str, *folders: str) -> set[str]:
    """Return what modules in the folders import from other people though the lock has it not."""
    names = {
        name.split(".")[0]
        for folder in folders
        for path in (top / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in names_in(node)
    }
    own = {path.stem for path in (top / "packaging").glob("*.py")} | {
        "counter_app",
        "sync",
        "tests",
    }
    has = {each.split("==")[0] for each in locked(top, lock)}
    owners = packages_distributions()
    return {
        name
        for name in names - own - set(sys.stdlib_module_names)
        if not has & {re.sub(r"[_.]", "-", owner.lower()) for owner in owners.get(name, ())}
    }


def names_in(node: ast.AST) -> list[str]:
    """Return the modules that a node imports by their full names."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []


def test_everything_the_program_imports_is_locked(top: Path) -> None:
    assert (
        unlocked(top, "lock-run-linux.txt", "counter_app", "sync/protocol", "migrations") == set()
    )


def test_everything_that_tests_and_tools_import_is_locked(top: Path) -> None:
    assert unlocked(top, "lock-dev-linux.txt", "sync", "tests", "packaging") == set()


def test_what_only_tests_need_is_not_on_counters(top: Path) -> None:
    assert "pytest" in unlocked(top, "lock-run-linux.txt", "tests")
