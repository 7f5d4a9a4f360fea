"""The tree keeps the rules of the house that imports cannot show."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import checks

Check = Callable[[str, str], list[str]]

TOP_LEVEL = {
    *("counter_app", "sync", "resources", "migrations", "tests", "packaging"),
    *("pyproject.toml", "README.md"),
}
MADE = {"__pycache__", "build", "dist", "benchmarks.json"}
"""What building and measuring leave behind; it is not kept."""

TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".csv", ".json", ".qss", ".svg", ".ini", ".yml"}


def every_file(top: Path) -> Iterator[Path]:
    """Yield the files that belong to the tree, without what tools leave in it."""
    for folder, folders, files in os.walk(top):
        kept = {".ci"} if Path(folder) == top else set()
        folders[:] = sorted(
            name for name in folders if name in kept or not (name[0] == "." or name in MADE)
        )
        yield from (Path(folder) / name for name in sorted(files))


def modules(top: Path, *rooms: str) -> Iterator[tuple[str, str]]:
    """Yield each module's path from the top, and its text."""
    for room in rooms:
        for path in every_file(top / room):
            if path.suffix == ".py":
                yield path.relative_to(top).as_posix(), path.read_text("utf-8")


@pytest.mark.parametrize(
    ("check", "rooms"),
    [
        (checks.clock_readings, ("counter_app", "sync")),
        (checks.opened_transactions, ("counter_app", "sync/protocol")),
        (checks.commits, ("counter_app", "sync/protocol")),
        (checks.imports_of_ours, ("migrations",)),
        (checks.lacks_docstring, ("counter_app", "sync", "migrations", "tests", "packaging")),
        (checks.more_than_docstring, ("counter_app", "sync")),
        (checks.too_long, ("counter_app", "sync", "packaging")),
    ],
)
def test_every_module_keeps_the_rule(top: Path, check: Check, rooms: tuple[str, ...]) -> None:
    looked_at = list(modules(top, *rooms))

    assert looked_at, "nothing was looked at"
    assert [finding for path, text in looked_at for finding in check(path, text)] == []


def test_presenters_and_words_are_free_of_qt(top: Path) -> None:
    decided = [
        (path, text)
        for path, text in modules(top, "counter_app/ui")
        if Path(path).stem.startswith(("presenter", "words", "ports"))
    ]

    assert any(path.endswith("/presenter.py") for path, _ in decided)
    assert [each for path, text in decided for each in checks.imports_of_qt(path, text)] == []


def test_no_file_names_a_registry_or_a_machine(top: Path) -> None:
    findings = [
        finding
        for path in every_file(top)
        if path.suffix in TEXT_SUFFIXES or path.parent.name == ".ci"
        for finding in checks.foreign_words(path.relative_to(top).as_posix(), read_text(path))
    ]

    assert findings == []


def read_text(path: Path) -> str:
    """Return a file's text; every text in the tree is UTF-8."""
    return path.read_text("utf-8")


def test_the_top_level_holds_what_the_house_says(top: Path) -> None:
    there = {path.name for path in top.iterdir() if path.name[0] != "."}

    assert there - MADE == TOP_LEVEL


def test_folders_that_share_a_name_with_a_library_are_no_packages(top: Path) -> None:
    assert not (top / "packaging" / "__init__.py").exists()
    assert not (top / "resources" / "__init__.py").exists()
